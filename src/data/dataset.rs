//! The data of a submission: its files and figures, also as the template sees them.

use serde_json::{Value, json};

use super::schema::Pii;
use super::stream::Form;
use crate::diag::Diagnostic;

/// One file of the submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its path below the data folder, or the name typed for an archive.
    pub file: String,
    /// The table it holds; `None` for an archive.
    pub table: Option<String>,
    /// `csv`, or the archive's format.
    pub format: String,
    /// Rows, for a table.
    pub rows: Option<u64>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The most personal of its columns; an archive counts as its module's worst.
    pub pii: Pii,
    /// Form of a CSV file that was read.
    pub form: Option<Form>,
}

impl DataFile {
    /// The last part of its path.
    pub fn name(&self) -> &str {
        self.file.rsplit('/').next().unwrap_or(&self.file)
    }
}

/// A row of the inventory with its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InventoryRow {
    /// Module code.
    pub module: String,
    /// `2012-2013`.
    pub school_year: String,
    /// `ca_nam`, `hoc_ky_1` or `hoc_ky_2`.
    pub period: String,
    /// Its tables in the schema's order, then its archive.
    pub files: Vec<DataFile>,
    /// Rows of all its tables: counted where there are files, else as typed.
    pub records: u64,
}

impl InventoryRow {
    /// Size of its files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }
}

/// All data of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dataset {
    /// The folder the files were read from, below the answers file; `None` when nothing was read.
    pub dir: Option<String>,
    /// Every figure was computed from a file.
    pub verified: bool,
    /// One row a row of `data_submission.inventory`.
    pub inventory: Vec<InventoryRow>,
    /// The common tables: don_vi, truong.
    pub common: Vec<DataFile>,
    /// Warnings and notes; errors never come with a dataset.
    pub findings: Vec<Diagnostic>,
}

impl Dataset {
    /// Size of all files.
    pub fn total_bytes(&self) -> u64 {
        let common: u64 = self.common.iter().map(|file| file.bytes).sum();
        common + self.inventory.iter().map(InventoryRow::bytes).sum::<u64>()
    }

    /// Rows of all modules' tables; the common tables are directories, not records.
    pub fn total_records(&self) -> u64 {
        self.inventory.iter().map(|row| row.records).sum()
    }
}

impl Dataset {
    /// Figures and files for the template. Files are in the order of the inventory; the common tables come last.
    pub fn to_json(&self) -> Value {
        let rows = self.inventory.iter().map(|row| {
            json!({
                "module": row.module,
                "school_year": row.school_year,
                "period": row.period,
                "records": row.records,
                "bytes": row.bytes(),
                "files": row.files.iter().map(|file| self::file(file, Some(row))).collect::<Vec<_>>(),
            })
        });
        let of_rows =
            self.inventory.iter().flat_map(|row| row.files.iter().map(move |file| self::file(file, Some(row))));
        let files: Vec<Value> = of_rows.chain(self.common.iter().map(|file| self::file(file, None))).collect();
        json!({
            "verified": self.verified,
            "inventory": rows.collect::<Vec<_>>(),
            "total_files": files.len(),
            "total_bytes": self.total_bytes(),
            "total_records": self.total_records(),
            "files": files,
        })
    }
}

fn file(file: &DataFile, row: Option<&InventoryRow>) -> Value {
    json!({
        "file": file.file,
        "name": file.name(),
        "table": file.table,
        "format": file.format,
        "rows": file.rows,
        "bytes": file.bytes,
        "sha256": file.sha256,
        "pii_class": file.pii.as_str(),
        "module": row.map_or("chung", |row| row.module.as_str()),
        "school_year": row.map(|row| row.school_year.as_str()),
        "period": row.map(|row| row.period.as_str()),
    })
}
