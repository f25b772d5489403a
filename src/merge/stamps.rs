//! The pictures of signatures and seals: PNG on a transparent ground (Phụ lục I, Phần I, Mục II.7d and II.8a).

use super::Merge;
use crate::assets::files::Refusal;
use crate::assets::picture::{self, MOST_BYTES, Unfit};
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
        let read = picture::read(self.input.files, file).map_err(|unfit| unread(&unfit));
        let fit = read.and_then(|read| match read.color {
            Some(color) if read.is_png && read.transparent > 0 => Ok((read, color)),
            Some(_) if read.is_png => Err(("không có nền trong".to_owned(), "has no transparent ground".to_owned())),
            Some(_) => Err(("không phải tệp PNG".to_owned(), "is no PNG file".to_owned())),
            None => Err(("không có nét nào".to_owned(), "shows nothing".to_owned())),
        });
        match fit {
            Ok((read, color)) => Ok(Some(StampImage {
                image: Image {
                    bytes: read.bytes.into(),
                    format: ImageFormat::Png,
                    pixels: (read.width, read.height),
                    density: read.density,
                },
                color,
                source: path,
            })),
            Err((vi, en)) => {
                let (what_vi, what_en) = stamped.words();
                let message = Message::new(format!("{what_vi} “{file}” {vi}"), format!("{what_en} '{file}' {en}"));
                let finding = Diagnostic::error("answers/stamp-picture", message).basis(stamped.basis());
                let finding = finding.hint(Message::new(
                    "Dùng tệp PNG nền trong, đặt trong thư mục của phiếu",
                    "Use a PNG file with a transparent ground, in the folder of the answers",
                ));
                Err(match path {
                    Some(path) => finding.at(self.input.answers.place(&path)),
                    None => finding,
                })
            }
        }
    }
}

/// Why a file is not read, after its name.
fn unread(unfit: &Unfit) -> (String, String) {
    let most = MOST_BYTES >> 20;
    let (vi, en) = match unfit {
        Unfit::Refused(Refusal::Outside) => ("nằm ngoài thư mục của phiếu", "lies outside the folder of the answers"),
        Unfit::Refused(Refusal::Missing) => ("không có", "is not there"),
        Unfit::Refused(Refusal::WrongKind) => ("không phải là tệp", "is no file"),
        Unfit::Refused(Refusal::System(reason)) => {
            return (format!("không đọc được: {reason}"), format!("cannot be read: {reason}"));
        }
        Unfit::TooManyBytes => return (format!("lớn hơn {most} MB"), format!("has more than {most} MB")),
        Unfit::Unknown => ("không phải tệp PNG", "is no PNG file"),
        Unfit::Size(width, height) => {
            return (
                format!("có {width} × {height} điểm ảnh, quá lớn"),
                format!("has {width} × {height} dots, too many"),
            );
        }
        Unfit::Broken(reason) => return (format!("bị hỏng: {reason}"), format!("is broken: {reason}")),
    };
    (vi.to_owned(), en.to_owned())
}
