//! The dataset as the template sees it: `dataset.inventory[i].records`, `dataset.files`, `dataset.total_bytes` …

use serde_json::{Value, json};

use super::collect::{DataFile, Dataset, InventoryRow};

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
