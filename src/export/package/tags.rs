//! The bag's own files.

use std::io;

use chrono::NaiveDate;
use csv::{Terminator, WriterBuilder};
use serde_json::Value;

use super::layout::Entry;

/// The file that makes a folder a bag.
pub const BAGIT_FILE: &str = "bagit.txt";
/// Its content.
pub const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

const HEADS: [&str; 10] =
    ["path", "module", "school_year", "period", "table", "rows", "bytes", "sha256", "pii_class", "encrypted"];

/// `bag-info.txt`: who sends what, from the answers; no person's name.
pub fn info(entries: &[Entry], data: &Value, date: NaiveDate) -> String {
    let bytes: u64 = entries.iter().map(|entry| entry.bytes).sum();
    let contact = &data["contact"];
    let document = &data["document"];
    let number = document["number"].as_u64().map(|number| format!("{number}/{}", words(&document["symbol"])));
    let reply = format!("{} {}", words(&document["title"]), words(&data["letter"]["reference_number"]));
    let fields = [
        ("Source-Organization", words(&data["department"]["name"])),
        ("Organization-Address", words(&contact["address"])),
        ("Contact-Name", words(&contact["lead_unit"])),
        ("Contact-Phone", words(&contact["phones"][0])),
        ("Contact-Email", words(&contact["emails"][0])),
        ("External-Description", reply.trim().to_owned()),
        ("External-Identifier", number.unwrap_or_default()),
        ("Bagging-Date", date.to_string()),
        ("Payload-Oxum", format!("{bytes}.{}", entries.len())),
    ];
    let filled = fields.iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| format!("{label}: {value}\n")).collect()
}

/// `manifest-sha256.txt`.
pub fn manifest(entries: &[Entry]) -> String {
    lines(entries.iter().map(|entry| (entry.sha256.clone(), entry.path.as_str())))
}

/// Lines that `sha256sum -c` reads.
pub fn lines<'a>(hashes: impl Iterator<Item = (String, &'a str)>) -> String {
    hashes.map(|(hash, path)| format!("{hash}  {path}\n")).collect()
}

/// `MANIFEST.csv`, for people and spreadsheets: UTF-8 with BOM, CRLF.
pub fn table(entries: &[Entry], data: &Value) -> io::Result<String> {
    let encryption = data["data_submission"]["protection"]["encryption"].as_str().unwrap_or("none");
    let encrypted = if encryption.starts_with("none") { "false" } else { "true" };
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    writer.write_record(HEADS)?;
    for entry in entries {
        let rows = entry.rows.map(|rows| rows.to_string()).unwrap_or_default();
        let bytes = entry.bytes.to_string();
        let facts = [&entry.path, &entry.module, &entry.school_year, &entry.period, &entry.table, &rows, &bytes];
        let facts = facts.into_iter().map(String::as_str);
        writer.write_record(facts.chain([entry.sha256.as_str(), entry.pii.as_str(), encrypted]))?;
    }
    let bytes = writer.into_inner().map_err(|fault| io::Error::other(fault.to_string()))?;
    String::from_utf8(bytes).map_err(io::Error::other)
}

/// A text answer on one line.
fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
