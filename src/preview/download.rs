//! Files to take away.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::sheet::Sheet;
use crate::assets::watch::whole;
use crate::assets::write::spare_folder;
use crate::diag::{Diagnostic, Message};
use crate::render::{Options, Prepared, prepare};

/// What can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Take {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// Bảng tính.
    Xlsx,
    /// Gói dữ liệu, as one file.
    Package,
}

impl Take {
    /// By its name in an address.
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "pdf" => Some(Take::Pdf),
            "docx" => Some(Take::Docx),
            "xlsx" => Some(Take::Xlsx),
            "package" => Some(Take::Package),
            _ => None,
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Take::Pdf => "application/pdf",
            Take::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Take::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Take::Package => "application/zip",
        }
    }
}

/// The file, made from what lies on the disk now; with `DỰ THẢO` on it where `draft`.
pub fn take(sheet: &Sheet, take: Take, draft: bool, options: &Options) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let options = Options { draft, ..options.clone() };
    let (files, opened) = (sheet.files(), sheet.read()?);
    let (prepared, findings) = prepare(opened.source.clone(), files.as_ref(), &options);
    let prepared = prepared.ok_or_else(|| opened.located(findings))?;
    match take {
        Take::Pdf => prepared.pdf(),
        Take::Docx => prepared.docx(),
        Take::Xlsx => prepared.xlsx(),
        Take::Package => package(sheet, &prepared),
    }
}

fn package(sheet: &Sheet, prepared: &Prepared) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let failed = |error: std::io::Error| vec![unpacked(&error.to_string())];
    let home = spare_folder().map_err(failed)?;
    let packed = prepared.package(sheet.files().as_ref(), home.path())?;
    if packed.folder.is_none() {
        return Err(packed.findings);
    }
    zipped(&whole(home.path()).map_err(failed)?).map_err(|error| vec![unpacked(&error.to_string())])
}

fn zipped(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

fn unpacked(reason: &str) -> Diagnostic {
    let message = Message::new(
        format!("không đóng được gói dữ liệu: {reason}"),
        format!("the data package could not be made: {reason}"),
    );
    Diagnostic::error("package/unwritten", message)
}
