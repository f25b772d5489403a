//! The data package: a BagIt bag (RFC 8493) that any office can check again with `sha256sum -c`.
//!
//! ```text
//! ha_nam_1616_20140410/
//!   bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//!   MANIFEST.csv                              one line a file: rows, bytes, hash, personal data class
//!   data/chung/{don_vi,truong}.csv
//!   data/<school_year>/<module>/<table>.csv   and the module's archive
//! ```
//!
//! Files are copied byte for byte, so the hash that the report prints is the hash in the bag. A CSV that is not in the
//! package's own form (UTF-8 with BOM, CRLF) is packed as it is, with a warning. Files are hashed again while they are
//! copied: one that changed since the report was made stops the package.

mod layout;
mod name;
mod tags;

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde_json::Value;
use sha2::{Digest, Sha256};

pub use layout::{Entry, entries};
pub use name::{bagging_date, name};

use crate::assets::files::{Files, NewFolder};
use crate::data::Dataset;
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Severity, reason};

/// What the package needs beside the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageOptions {
    /// The answers file as its user named it, for findings.
    pub answers: String,
}

/// A package that was written, or the reason why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The folder; `None` when the answers name no data folder.
    pub folder: Option<PathBuf>,
    /// Warnings and notes.
    pub findings: Vec<Diagnostic>,
}

/// Writes the package of `dataset` into a new folder in `parent`; an older one of the same name is replaced as a whole,
/// any other folder of that name is left alone.
/// `root` is the folder of the answers file, `data` the validated answers.
///
/// # Errors
/// A file that cannot be read or has changed, an output that cannot be written. Nothing is left behind then.
pub fn package(
    dataset: &Dataset,
    data: &Value,
    root: &dyn Files,
    parent: &Path,
    options: &PackageOptions,
) -> Result<Packed, Vec<Diagnostic>> {
    let Some(dir) = &dataset.dir else {
        return Ok(Packed { folder: None, findings: vec![nothing_to_pack(options)] });
    };
    let Some(date) = bagging_date(data) else { return Err(vec![no_date(options)]) };
    let files = root.below(dir).map_err(|_| vec![changed(dir)])?;
    let entries = entries(dataset);
    let name = name(data, date);
    let write = || -> io::Result<Result<PathBuf, Diagnostic>> {
        let bag = NewFolder::begin(parent, &name, tags::BAGIT_FILE)?;
        for entry in &entries {
            if !copy(entry, files.as_ref(), &bag)? {
                return Ok(Err(changed(&entry.source)));
            }
        }
        write_tags(&bag, &entries, data, date)?;
        bag.finish().map(Ok)
    };
    match write() {
        Ok(Ok(folder)) => Ok(Packed { folder: Some(folder), findings: forms(&entries, dir) }),
        Ok(Err(finding)) => Err(vec![finding]),
        Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => Err(vec![in_the_way(&name)]),
        Err(fault) => Err(vec![unwritten(&fault)]),
    }
}

/// Copies one file; false when it is no longer the file that was counted.
fn copy(entry: &Entry, files: &dyn Files, bag: &NewFolder) -> io::Result<bool> {
    let Ok(mut from) = files.open(&entry.source) else { return Ok(false) };
    let mut to = bag.create(&entry.path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
    }
    to.flush()?;
    Ok(crate::data::hex(&hash.finalize()) == entry.sha256)
}

fn write_tags(bag: &NewFolder, entries: &[Entry], data: &Value, date: NaiveDate) -> io::Result<()> {
    let parts = [
        (tags::BAGIT_FILE, tags::BAGIT.to_owned()),
        ("bag-info.txt", tags::info(entries, data, date)),
        ("manifest-sha256.txt", tags::manifest(entries)),
        ("MANIFEST.csv", tags::table(entries, data)?),
    ];
    for (path, content) in &parts {
        bag.write(path, content.as_bytes())?;
    }
    let hashes = parts.iter().map(|(path, content)| (crate::data::hex(&Sha256::digest(content.as_bytes())), *path));
    bag.write("tagmanifest-sha256.txt", tags::lines(hashes).as_bytes())
}

fn forms(entries: &[Entry], dir: &str) -> Vec<Diagnostic> {
    let other = entries.iter().filter(|entry| entry.form.is_some_and(|form| !form.bom || !form.crlf));
    other.map(|entry| other_form(&entry.source, dir)).collect()
}

fn other_form(source: &str, dir: &str) -> Diagnostic {
    Diagnostic::warning(
        "package/csv-form",
        Message::new(
            "Tệp CSV không ở dạng chuẩn của gói (UTF-8 có BOM, xuống dòng CRLF); đã đóng gói nguyên bản.",
            "The CSV file is not in the package's form (UTF-8 with BOM, CRLF); it was packed as it is.",
        ),
    )
    .at(Place { file: format!("{dir}/{source}"), path: None, span: None })
}

fn nothing_to_pack(options: &PackageOptions) -> Diagnostic {
    Diagnostic::new(
        Severity::Info,
        "package/nothing",
        Message::new(
            "Không tạo gói dữ liệu: phiếu trả lời không khai thư mục dữ liệu.",
            "No data package was made: the answers name no data folder.",
        ),
    )
    .at(Place { file: options.answers.clone(), path: Some(AnswerPath::new("data_submission")), span: None })
    .hint(Message::new(
        "Khai thư mục dữ liệu (data_dir) và các tệp của từng bảng (tables) nếu muốn đóng gói.",
        "Give `data_dir` and the files under `tables` to have one.",
    ))
    .in_form(Message::new(
        "Điền thư mục dữ liệu và tệp của từng bảng nếu muốn đóng gói",
        "Fill in the data folder and the files of its tables to have one",
    ))
}

fn no_date(options: &PackageOptions) -> Diagnostic {
    Diagnostic::error(
        "package/no-date",
        Message::new(
            "Không đặt được tên gói dữ liệu: thiếu ngày ban hành, ngày bàn giao và ngày chốt số liệu.",
            "The package cannot be named: document date, handover date and results date are all missing.",
        ),
    )
    .at(Place {
        file: options.answers.clone(),
        path: Some(AnswerPath::new("data_submission.handover_date")),
        span: None,
    })
}

fn changed(source: &str) -> Diagnostic {
    Diagnostic::error(
        "package/changed",
        Message::new(
            format!("`{source}` đã thay đổi trong khi đóng gói; không tạo gói."),
            format!("`{source}` changed while the package was made; there is no package."),
        ),
    )
    .hint(Message::new("Chạy lại.", "Run it again."))
}

/// A folder that is no package has the package's name: it may be the data folder itself.
fn in_the_way(name: &str) -> Diagnostic {
    Diagnostic::error(
        "package/in-the-way",
        Message::new(
            format!("Đã có thư mục `{name}` không phải gói dữ liệu; không ghi đè."),
            format!("There is a folder `{name}` that is no data package; it is not replaced."),
        ),
    )
    .hint(Message::new(
        "Đổi tên thư mục đó, hoặc chọn thư mục kết quả khác bằng -o.",
        "Rename that folder, or choose another output folder with -o.",
    ))
}

fn unwritten(fault: &io::Error) -> Diagnostic {
    Diagnostic::error(
        "package/unwritten",
        Message::new(
            format!("Không ghi được gói dữ liệu: {}.", reason(fault)),
            format!("The data package could not be written: {fault}."),
        ),
    )
}
