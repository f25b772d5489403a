//! The pictures of signatures and seals: PNG on a transparent ground (Phụ lục I, Phần I, Mục II.7d and II.8a).

use super::Merge;
use super::figures::unfit;
use crate::assets::picture;
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::model::{Image, ImageFormat, StampImage};

/// What a picture is of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stamped {
    /// Chữ ký.
    Signature,
    /// Dấu.
    Seal,
}

impl Stamped {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Stamped::Signature => ("Ảnh chữ ký", "The picture of the signature"),
            Stamped::Seal => ("Ảnh con dấu", "The picture of the seal"),
        }
    }

    fn basis(self) -> &'static str {
        match self {
            Stamped::Signature => "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.7d",
            Stamped::Seal => "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.8a",
        }
    }
}

impl Merge<'_> {
    /// The picture that an expression of the components names, if any.
    pub(super) fn stamp(&self, source: Option<&str>, stamped: Stamped) -> Result<Option<StampImage>, Diagnostic> {
        let Some(source) = source else { return Ok(None) };
        let value = self.value(source)?;
        let Some(file) = value.as_str() else { return Ok(None) };
        let paths = self.input.program.expression(source).map(crate::expr::Expression::paths).unwrap_or_default();
        let path = paths.into_iter().next().map(AnswerPath::new);
        let at = |finding: Diagnostic| match &path {
            Some(path) => finding.at(self.input.answers.place(path)),
            None => finding,
        };
        let read = picture::read(self.input.files, file).map_err(|fault| at(unfit(file, &fault)))?;
        let fault = match read.color {
            Some(color) if read.is_png && read.transparent > 0 => {
                let image = Image {
                    bytes: read.bytes.into(),
                    format: ImageFormat::Png,
                    pixels: (read.width, read.height),
                    density: read.density,
                };
                return Ok(Some(StampImage { image, color, source: path }));
            }
            Some(_) if read.is_png => ("không có nền trong", "has no transparent ground"),
            Some(_) => ("không phải tệp PNG", "is no PNG file"),
            None => ("không có nét nào", "shows nothing"),
        };
        Err(at(unfit_stamp(stamped, file, fault)))
    }
}

/// A picture that is no signature or seal.
fn unfit_stamp(stamped: Stamped, file: &str, (vi, en): (&str, &str)) -> Diagnostic {
    let (what_vi, what_en) = stamped.words();
    let message = Message::new(format!("{what_vi} “{file}” {vi}"), format!("{what_en} '{file}' {en}"));
    let hint = Message::new(
        "Dùng tệp PNG nền trong, chỉ có nét chữ ký hoặc con dấu",
        "Use a PNG file with a transparent ground, with nothing in it but the signature or the seal",
    );
    Diagnostic::error("answers/stamp-picture", message).hint(hint).basis(stamped.basis())
}
