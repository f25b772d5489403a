//! Where each file stands in the bag.

use std::collections::BTreeSet;

use crate::data::{DataFile, Dataset, Form, InventoryRow, Pii};

/// One file of the bag's payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its path in the bag, from `data/`.
    pub path: String,
    /// Its path below the data folder.
    pub source: String,
    /// Module code; `chung` for the common tables.
    pub module: String,
    /// School year; empty for the common tables.
    pub school_year: String,
    /// Period; empty for the common tables.
    pub period: String,
    /// The table; empty for an archive.
    pub table: String,
    /// Rows, for a table.
    pub rows: Option<u64>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
    /// The most personal of its columns.
    pub pii: Pii,
    /// Form of a CSV file.
    pub form: Option<Form>,
}

/// The payload, ordered by path.
pub fn entries(dataset: &Dataset) -> Vec<Entry> {
    let mut taken = BTreeSet::new();
    let common = dataset.common.iter().map(|file| (None, file));
    let rows = dataset.inventory.iter().flat_map(|row| row.files.iter().map(move |file| (Some(row), file)));
    let mut entries: Vec<Entry> = common.chain(rows).map(|(row, file)| entry(row, file, &mut taken)).collect();
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    entries
}

fn entry(row: Option<&InventoryRow>, file: &DataFile, taken: &mut BTreeSet<String>) -> Entry {
    let of_row = |key: fn(&InventoryRow) -> &String| row.map(|row| key(row).clone()).unwrap_or_default();
    Entry {
        path: path(row, file, taken),
        source: file.file.clone(),
        module: row.map_or("chung", |row| row.module.as_str()).to_owned(),
        school_year: of_row(|row| &row.school_year),
        period: of_row(|row| &row.period),
        table: file.table.clone().unwrap_or_default(),
        rows: file.rows,
        bytes: file.bytes,
        sha256: file.sha256.clone(),
        pii: file.pii,
        form: file.form,
    }
}

/// Two periods of one school year may bring the same table: the second then carries its period, and should even that
/// be taken, a number.
fn path(row: Option<&InventoryRow>, file: &DataFile, taken: &mut BTreeSet<String>) -> String {
    let (folder, period) = match row {
        Some(row) => (format!("data/{}/{}", row.school_year, row.module), row.period.as_str()),
        None => ("data/chung".to_owned(), "chung"),
    };
    let (stem, extension) = match &file.table {
        Some(table) => (table.as_str(), "csv"),
        None => file.name().rsplit_once('.').unwrap_or((file.name(), "bin")),
    };
    let plain = format!("{folder}/{stem}.{extension}");
    let dated = format!("{folder}/{stem}_{period}.{extension}");
    let numbered = (2_u32..).map(|number| format!("{folder}/{stem}_{period}_{number}.{extension}"));
    let mut names = [plain, dated].into_iter().chain(numbered);
    // The numbers never end, so a free one is always found; names are compared as Windows does.
    let free = names.find(|path| taken.insert(path.to_lowercase()));
    free.unwrap_or_default()
}
