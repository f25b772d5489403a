//! A table of the content: as many cells in every row as there are columns, each of its column's kind.

use serde_json::Value as Json;

use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::template::form::{Fallback, Field, Kind, Pii};
use crate::validate::convert::Walk;
use crate::validate::scalar;

impl Walk<'_, '_> {
    /// Checks a table and types its cells.
    pub(super) fn table(&mut self, table: &mut Json, path: &AnswerPath) {
        let told = self.findings.len();
        let Some(columns) = table.get("columns").and_then(Json::as_array).map(Vec::len) else { return };
        for (key, of) in [("kinds", "loại"), ("widths", "tỉ lệ rộng"), ("total", "ô")] {
            let count = table[key].as_array().map_or(0, Vec::len);
            if count != 0 && count != columns {
                self.uneven(&path.child(key), &format!("{count} {of}"), columns);
            }
        }
        let kinds: Vec<Option<Field>> = (0..columns).map(|column| cell(table["kinds"][column].as_str())).collect();
        let rows = path.child("rows");
        for (index, row) in table["rows"].as_array_mut().into_iter().flatten().enumerate() {
            let Some(cells) = row.as_array_mut() else { continue };
            let path = rows.child(index);
            if cells.len() != columns {
                self.uneven(&path, &format!("{} ô", cells.len()), columns);
                continue;
            }
            self.cells(cells, &kinds, &path);
        }
        if let Some(cells) = table["total"].as_array_mut()
            && cells.len() == columns
        {
            let first = cells.iter().position(|cell| !cell.is_null()).unwrap_or_default();
            // The first words of the row are its name: Cộng.
            let kinds: Vec<Option<Field>> =
                kinds.into_iter().enumerate().map(|(at, kind)| kind.filter(|_| at > first)).collect();
            self.cells(cells, &kinds, &path.child("total"));
        }
        // What could not be read would be missing in the sums.
        if self.findings.len() == told {
            self.totals(table, path);
        }
    }

    fn cells(&mut self, cells: &mut [Json], kinds: &[Option<Field>], path: &AnswerPath) {
        for (index, (cell, kind)) in cells.iter_mut().zip(kinds).enumerate() {
            let (Some(field), Some(text)) = (kind, cell.as_str()) else { continue };
            let reading = scalar::read(field, text, true, self.reference);
            let path = path.child(index);
            if let Some(finding) = reading.finding {
                let place = self.places.find(self.answers.source.name(), &path);
                self.findings.push(finding.at(place));
            }
            *cell = reading.value.unwrap_or_default();
        }
    }

    fn uneven(&mut self, path: &AnswerPath, found: &str, columns: usize) {
        let message = Message::new(
            format!("Ở đây có {found}, bảng có {columns} cột"),
            format!("The table has {columns} columns; this has {}", found.split(' ').next().unwrap_or_default()),
        );
        let hint = Message::new(
            "Ghi đủ mỗi cột một ô; ô không có gì viết null hoặc \"\"",
            "Give one for each column; an empty cell is null or \"\"",
        );
        let in_form = Message::new(
            "Ghi đủ mỗi cột một ô; ô không có gì thì để trống",
            "Give one for each column; leave an empty cell empty",
        );
        let place = self.places.find(self.answers.source.name(), path);
        let finding = Diagnostic::error("answers/uneven-table", message).hint(hint).in_form(in_form);
        self.findings.push(finding.at(place));
        self.broken.insert(path.clone());
    }
}

/// What the cells of a column must hold; none for words.
fn cell(kind: Option<&str>) -> Option<Field> {
    let kind = match kind? {
        "integer" | "ordinal" => Kind::Integer { min: None, max: None },
        "decimal" => Kind::Decimal { scale: 9 },
        "date" => Kind::Date,
        _ => return None,
    };
    Some(Field {
        key: "item".to_owned(),
        label: String::new(),
        label_en: None,
        help: None,
        help_en: None,
        example: None,
        required: false,
        default: Fallback::None,
        printed: Vec::new(),
        pii: Pii::None,
        kind,
    })
}
