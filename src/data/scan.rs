//! One pass over one file: rows, bytes, SHA-256 and findings.

use std::io::{self, Read};

use csv::{ByteRecord, ReaderBuilder};

use super::field::{Rule, broken};
use super::findings::Findings;
use super::keys::{self, Keys, Verdict};
use super::line_ends::{LineEnds, line_of};
use super::schema::{Column, Pii, TableSchema};
use super::stream::{Form, Tee};
use crate::diag::{Diagnostic, Message};

/// What is known of a file of rows after one pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableFacts {
    /// Rows, without the head.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The most personal of its columns.
    pub pii_class: Pii,
    /// Whether it has the package's CSV form.
    pub form: Form,
}

/// Reads the CSV file `name` once, as a file of `table`.
pub fn scan(reader: impl Read, table: &TableSchema, name: &str) -> (TableFacts, Vec<Diagnostic>) {
    let mut findings = Findings::new(name);
    let input = LineEnds::new(Tee::rows(reader));
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let mut pass = Pass { columns: Vec::new(), keys: Keys::new(keys::MOST), key: Vec::new(), rows: 0, unknown: false };
    let stopped = pass.read(&mut reader, table, &mut findings).err();
    let mut tee = reader.into_inner().into_inner();
    let ended = tee.drain().err();
    if let Some(fault) = stopped.or(ended) {
        findings.add(unreadable(&fault, pass.rows));
    }
    if pass.unknown {
        findings.add(keys_unknown());
    }
    let (bytes, sha256, form) = tee.finish();
    (TableFacts { rows: pass.rows, bytes, sha256, pii_class: table.pii(), form }, findings.finish())
}

/// Size and SHA-256 of any file.
pub fn digest(reader: impl Read) -> io::Result<(u64, String)> {
    let mut tee = Tee::bytes(reader);
    tee.drain()?;
    let (bytes, sha256, _) = tee.finish();
    Ok((bytes, sha256))
}

/// What one pass carries from row to row; none of it grows with the file, but the hashes of [`Keys`].
struct Pass<'a> {
    /// The column of each field; `None` for one the table does not have.
    columns: Vec<Option<&'a Column>>,
    keys: Keys,
    key: Vec<u8>,
    rows: u64,
    unknown: bool,
}

impl<'a> Pass<'a> {
    fn read<R: Read>(
        &mut self,
        reader: &mut csv::Reader<LineEnds<R>>,
        table: &'a TableSchema,
        findings: &mut Findings,
    ) -> io::Result<()> {
        let mut record = ByteRecord::new();
        if !reader.read_byte_record(&mut record).map_err(read_fault)? {
            findings.add(no_head());
            return Ok(());
        }
        let readable = self.head(&record, table, findings);
        while reader.read_byte_record(&mut record).map_err(read_fault)? {
            self.rows += 1;
            if readable {
                self.row(&record, line_of(&record, reader), findings);
            }
        }
        Ok(())
    }

    /// Finds the column of each field. False when the first line is no head at all: its cells may be a person's data, so
    /// nothing of it is repeated.
    fn head(&mut self, record: &ByteRecord, table: &'a TableSchema, findings: &mut Findings) -> bool {
        let find = |cell: &[u8]| table.columns.iter().find(|column| column.name.as_bytes() == cell.trim_ascii());
        self.columns = record.iter().map(find).collect();
        if self.columns.iter().all(Option::is_none) {
            findings.add(no_head());
            return false;
        }
        for (index, cell) in record.iter().enumerate().filter(|(index, _)| self.columns[*index].is_none()) {
            findings.add(unknown_column(index, cell, table).at(findings.at(1, index)));
        }
        self.missing(table, findings);
        self.order(table, findings);
        true
    }

    fn missing(&self, table: &TableSchema, findings: &mut Findings) {
        for column in &table.columns {
            match self.columns.iter().flatten().filter(|found| found.name == column.name).count() {
                0 => findings.add(missing_column(column)),
                1 => {}
                _ => findings.add(doubled_column(column)),
            }
        }
    }

    fn order(&self, table: &TableSchema, findings: &mut Findings) {
        let place = |found: &&Column| table.columns.iter().position(|column| column.name == found.name);
        if !self.columns.iter().flatten().map(place).is_sorted() {
            findings.add(Diagnostic::warning(
                "data/column-order",
                Message::new("Các cột không đúng thứ tự của mẫu.", "The columns are not in the schema's order."),
            ));
        }
    }

    fn row(&mut self, record: &ByteRecord, line: u64, findings: &mut Findings) {
        if record.len() != self.columns.len() {
            findings.broken(Rule::Fields, line, record.len().min(self.columns.len()), None);
            return;
        }
        self.key.clear();
        for (index, (column, field)) in self.columns.iter().zip(record).enumerate() {
            let Some(column) = column else { continue };
            match std::str::from_utf8(field) {
                Ok(value) => {
                    if let Some(rule) = broken(column, value) {
                        findings.broken(rule, line, index, Some(column));
                    }
                }
                Err(_) => findings.broken(Rule::Encoding, line, index, Some(column)),
            }
            if column.key {
                self.key.extend_from_slice(field);
                self.key.push(0x1F);
            }
        }
        if !self.key.is_empty() {
            self.unique(line, findings);
        }
    }

    fn unique(&mut self, line: u64, findings: &mut Findings) {
        match self.keys.take(&self.key) {
            Verdict::New => {}
            Verdict::Repeated => {
                let index = self.columns.iter().position(|column| column.is_some_and(|column| column.key));
                findings.broken(Rule::Key, line, index.unwrap_or(0), None);
            }
            Verdict::Unknown => self.unknown = true,
        }
    }
}

/// The reader's own fault, out of the CSV crate's wrapping. Rows of any length and any bytes are read, so it has no other.
fn read_fault(fault: csv::Error) -> io::Error {
    match fault.into_kind() {
        csv::ErrorKind::Io(fault) => fault,
        _ => io::Error::from(io::ErrorKind::InvalidData),
    }
}

fn no_head() -> Diagnostic {
    Diagnostic::error(
        "data/no-head",
        Message::new(
            "Dòng đầu của tệp không phải là dòng tên cột.",
            "The first line of the file does not hold the column names.",
        ),
    )
    .hint(Message::new("Thêm dòng tên cột theo mẫu của bảng.", "Add the line of column names of the table."))
}

fn unknown_column(index: usize, cell: &[u8], table: &TableSchema) -> Diagnostic {
    let number = index + 1;
    let finding = Diagnostic::warning(
        "data/unknown-column",
        Message::new(
            format!("Cột thứ {number} không có trong mẫu của bảng `{}`.", table.name),
            format!("Column {number} is none of table `{}`.", table.name),
        ),
    );
    match near(&String::from_utf8_lossy(cell), table) {
        Some(name) => finding.hint(Message::new(format!("Có phải là `{name}`?"), format!("Did you mean `{name}`?"))),
        None => finding,
    }
}

fn near<'a>(cell: &str, table: &'a TableSchema) -> Option<&'a str> {
    let cell = cell.trim().to_lowercase();
    let distance = |column: &Column| strsim::damerau_levenshtein(&column.name, &cell);
    let column = table.columns.iter().min_by_key(|column| distance(column))?;
    (distance(column) <= 2 && column.name.len() > 3).then_some(column.name.as_str())
}

fn missing_column(column: &Column) -> Diagnostic {
    let message = Message::new(
        format!("Thiếu cột `{}` ({}).", column.name, column.label),
        format!("Column `{}` is missing.", column.name),
    );
    if column.required {
        Diagnostic::error("data/missing-column", message)
    } else {
        Diagnostic::warning("data/missing-column", message)
    }
}

fn doubled_column(column: &Column) -> Diagnostic {
    Diagnostic::error(
        "data/doubled-column",
        Message::new(
            format!("Cột `{}` có hơn một lần.", column.name),
            format!("Column `{}` stands there more than once.", column.name),
        ),
    )
}

fn unreadable(fault: &io::Error, rows: u64) -> Diagnostic {
    let after = rows + 1;
    if fault.kind() == io::ErrorKind::FileTooLarge {
        return Diagnostic::error(
            "data/open-quote",
            Message::new(
                format!("Sau dòng dữ liệu thứ {after} có một dòng dài hơn 1 MB: thường là thiếu dấu ngoặc kép đóng."),
                format!("After row {after} a row is longer than 1 MB: most often a double quote is not closed."),
            ),
        );
    }
    Diagnostic::error(
        "data/unreadable",
        Message::new(
            format!("Không đọc được tệp đến hết: {}.", fault.kind()),
            format!("The file could not be read to its end: {}.", fault.kind()),
        ),
    )
}

fn keys_unknown() -> Diagnostic {
    let most = super::findings::thousands(keys::MOST as u64, '.');
    Diagnostic::new(
        crate::diag::Severity::Info,
        "data/keys-not-checked",
        Message::new(
            format!("Tệp không xếp theo khóa và có hơn {most} dòng: chưa kiểm tra trùng khóa đến hết tệp."),
            format!(
                "The file is not in the order of its keys and has more than {most} rows: keys are not checked to its end."
            ),
        ),
    )
}
