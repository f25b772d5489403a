//! The files that the answers name, and what the answers say of them.

use std::collections::BTreeSet;

use serde_json::Value;

use super::dataset::{DataFile, Dataset, InventoryRow};
use super::findings::thousands;
use super::messages::{disagrees, named_twice, no_folder, not_verified, unknown_table};
use super::scan::{digest, scan};
use super::schema::{Pii, Schema, TableSchema};
use crate::assets::files::{Files, Refusal};
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Severity};

/// The dataset of the validated answers `data`. `root` is the folder of the answers file, `answers` its name for findings.
///
/// # Errors
/// A file that is missing or out of bounds, rows that break the schema, a typed figure that is not the file's.
pub fn collect(root: &dyn Files, data: &Value, answers: &str) -> Result<Dataset, Vec<Diagnostic>> {
    let submission = &data["data_submission"];
    let mut work =
        Collect { answers, folder: None, dir: String::new(), named: BTreeSet::new(), unverified: 0, findings: vec![] };
    let base = AnswerPath::new("data_submission");
    if let Some(dir) = submission["data_dir"].as_str() {
        match root.below(dir) {
            Ok(folder) => work.folder = Some(folder),
            Err(why) => return Err(vec![work.refused(&base.child("data_dir"), dir, &why)]),
        }
        work.dir = dir.trim_end_matches('/').to_owned();
    }
    let rows = submission["inventory"].as_array().map_or(&[][..], Vec::as_slice);
    let inventory = rows.iter().enumerate().map(|(i, row)| work.row(&base.child("inventory").child(i), row)).collect();
    let common = work.tables(&base.child("common"), "chung", &submission["common"]);
    work.finish(submission["data_dir"].as_str(), inventory, common)
}

struct Collect<'a> {
    answers: &'a str,
    folder: Option<Box<dyn Files>>,
    dir: String,
    named: BTreeSet<String>,
    unverified: usize,
    findings: Vec<Diagnostic>,
}

impl Collect<'_> {
    fn row(&mut self, at: &AnswerPath, row: &Value) -> InventoryRow {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let module = text("module");
        let mut files = self.tables(&at.child("tables"), &module, &row["tables"]);
        let records = self.records(&at.child("record_counts"), &module, &row["record_counts"], &files);
        files.extend(self.archive(&at.child("archive"), &module, &row["archive"]));
        InventoryRow { module, school_year: text("school_year"), period: text("period"), files, records }
    }

    fn tables(&mut self, at: &AnswerPath, module: &str, tables: &Value) -> Vec<DataFile> {
        let Some(tables) = tables.as_object() else { return Vec::new() };
        let schema = Schema::embedded();
        for name in tables.keys().filter(|name| schema.table(module, name).is_none()) {
            self.findings.push(unknown_table(module, name).at(self.place(&at.child(name))));
        }
        let named = schema.module(module).filter_map(|table| Some((table, tables.get(&table.name)?.as_str()?)));
        named.filter_map(|(table, path)| self.table(&at.child(&table.name), table, path)).collect()
    }

    fn table(&mut self, at: &AnswerPath, table: &TableSchema, path: &str) -> Option<DataFile> {
        let reader = self.open(at, path)?;
        let (facts, mut findings) = scan(reader, table, &format!("{}/{path}", self.dir));
        // One who looks at the answers goes to the one that names the file.
        findings.iter_mut().filter_map(|one| one.place.as_mut()).for_each(|place| place.path = Some(at.clone()));
        self.findings.extend(findings);
        Some(DataFile {
            file: path.to_owned(),
            table: Some(table.name.clone()),
            format: "csv".to_owned(),
            rows: Some(facts.rows),
            bytes: facts.bytes,
            sha256: facts.sha256,
            pii: facts.pii_class,
            form: Some(facts.form),
        })
    }

    fn open(&mut self, at: &AnswerPath, path: &str) -> Option<Box<dyn std::io::Read>> {
        if !self.named.insert(path.to_owned()) {
            self.findings.push(named_twice(path).at(self.place(at)));
            return None;
        }
        let Some(folder) = &self.folder else {
            self.findings.push(no_folder().at(self.place(at)));
            return None;
        };
        match folder.open(path) {
            Ok(reader) => Some(reader),
            Err(why) => {
                self.findings.push(self.refused(at, path, &why));
                None
            }
        }
    }

    /// Rows of the tables; a typed count of a table with a file must be the file's.
    fn records(&mut self, at: &AnswerPath, module: &str, counts: &Value, files: &[DataFile]) -> u64 {
        let mut records: u64 = files.iter().filter_map(|file| file.rows).sum();
        for (table, typed) in counts.as_object().into_iter().flatten() {
            let typed = typed.as_u64().unwrap_or_default();
            match files.iter().find(|file| file.table.as_ref() == Some(table)).and_then(|file| file.rows) {
                Some(rows) if rows != typed => {
                    let what =
                        Message::new(format!("Số bản ghi của `{table}`"), format!("The record count of `{table}`"));
                    let (typed, real) = (thousands(typed, '.'), thousands(rows, '.'));
                    self.findings.push(disagrees(&what, &typed, &real).at(self.place(&at.child(table))));
                }
                Some(_) => {}
                None => {
                    if Schema::embedded().table(module, table).is_none() {
                        self.findings.push(unknown_table(module, table).at(self.place(&at.child(table))));
                    }
                    records += typed;
                    self.unverified += 1;
                }
            }
        }
        records
    }

    fn archive(&mut self, at: &AnswerPath, module: &str, archive: &Value) -> Option<DataFile> {
        let path = archive["file"].as_str()?;
        let format = archive["format"].as_str().unwrap_or("zip").to_owned();
        let pii = Schema::embedded().module(module).map(TableSchema::pii).max().unwrap_or(Pii::None);
        let typed = (archive["bytes"].as_u64(), archive["sha256"].as_str());
        let (bytes, sha256) = match self.folder {
            None => {
                self.unverified += 1;
                (typed.0.unwrap_or_default(), typed.1.unwrap_or_default().to_owned())
            }
            Some(_) => self.read_archive(at, path, typed)?,
        };
        let file = path.to_owned();
        Some(DataFile { file, table: None, format, rows: None, bytes, sha256, pii, form: None })
    }

    fn read_archive(
        &mut self,
        at: &AnswerPath,
        path: &str,
        (typed_bytes, typed_hash): (Option<u64>, Option<&str>),
    ) -> Option<(u64, String)> {
        let reader = self.open(&at.child("file"), path)?;
        let Ok((bytes, sha256)) = digest(reader) else {
            let why = Refusal::System("read".to_owned());
            self.findings.push(self.refused(&at.child("file"), path, &why));
            return None;
        };
        if let Some(typed) = typed_bytes.filter(|typed| *typed != bytes) {
            let what =
                Message::new(format!("Dung lượng (byte) của `{path}`"), format!("The size in bytes of `{path}`"));
            let finding = disagrees(&what, &thousands(typed, '.'), &thousands(bytes, '.'));
            self.findings.push(finding.at(self.place(&at.child("bytes"))));
        }
        if let Some(typed) = typed_hash.filter(|typed| !typed.eq_ignore_ascii_case(&sha256)) {
            let what = Message::new(format!("SHA-256 của `{path}`"), format!("The SHA-256 of `{path}`"));
            self.findings.push(disagrees(&what, typed, &sha256).at(self.place(&at.child("sha256"))));
        }
        Some((bytes, sha256))
    }

    fn place(&self, path: &AnswerPath) -> Place {
        Place { file: self.answers.to_owned(), path: Some(path.clone()), span: None }
    }

    fn refused(&self, at: &AnswerPath, path: &str, why: &Refusal) -> Diagnostic {
        let (code, vi, en) = match why {
            Refusal::Outside => ("data/outside", "nằm ngoài thư mục cho phép", "lies outside the allowed folder"),
            Refusal::Missing => ("data/missing-file", "không tìm thấy", "does not exist"),
            Refusal::WrongKind => ("data/wrong-kind", "không phải là loại tệp cần có", "is not the kind of file meant"),
            Refusal::System(_) => ("data/unreadable", "không đọc được", "cannot be read"),
        };
        let message = Message::new(format!("`{path}` {vi}."), format!("`{path}` {en}."));
        Diagnostic::error(code, message).at(self.place(at)).hint(Message::new(
            "Ghi đường dẫn tương đối, tính từ thư mục dữ liệu, không dùng `..`.",
            "Write a path relative to the data folder, without `..`.",
        ))
    }

    fn finish(
        mut self,
        dir: Option<&str>,
        inventory: Vec<InventoryRow>,
        common: Vec<DataFile>,
    ) -> Result<Dataset, Vec<Diagnostic>> {
        if self.unverified > 0 {
            self.findings
                .push(not_verified(self.unverified).at(self.place(&AnswerPath::new("data_submission.inventory"))));
        }
        if self.findings.iter().any(|finding| finding.severity == Severity::Error) {
            return Err(self.findings);
        }
        let verified = dir.is_some() && self.unverified == 0;
        Ok(Dataset { dir: dir.map(str::to_owned), verified, inventory, common, findings: self.findings })
    }
}
