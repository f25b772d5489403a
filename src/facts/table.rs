//! Rows of the reference tables by the names of their columns.

use csv::StringRecord;

use super::Period;
use crate::assets::templates::REFERENCE;

/// A row and the names of its columns.
pub(super) struct Row {
    columns: StringRecord,
    cells: StringRecord,
}

impl Row {
    /// A cell as it is written; empty where there is no such column.
    pub fn text(&self, column: &str) -> String {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default().to_owned()
    }

    /// The parts of a cell that lists several, `a; b`.
    pub fn list(&self, column: &str) -> Vec<String> {
        let parts = self.text(column);
        parts.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// A cell; `None` when it is empty.
    pub fn filled(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    /// `valid_from` and `valid_to`.
    pub fn period(&self) -> Period {
        let day = |column| self.text(column).parse().ok();
        Period { from: day("valid_from"), to: day("valid_to") }
    }
}

/// The rows of a table of the program, in its order.
pub(super) fn rows(name: &str) -> Vec<Row> {
    let text = REFERENCE.iter().find(|(own, ..)| *own == name).map_or("", |(_, text, _)| text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns = reader.headers().cloned().unwrap_or_default();
    reader.into_records().flatten().map(|cells| Row { columns: columns.clone(), cells }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;

    use super::*;

    /// Every date is one, no period ends before it begins, and no two rows of a key hold on one day.
    #[test]
    fn periods_are_sound_and_do_not_overlap() {
        for (table, text, key) in REFERENCE {
            let rows = rows(table);
            assert_eq!(rows.len(), csv::Reader::from_reader(text.as_bytes()).records().count(), "{table}");
            let mut periods: BTreeMap<String, Vec<Period>> = BTreeMap::new();
            for row in &rows {
                for column in ["valid_from", "valid_to"] {
                    assert_eq!(row.text(column).is_empty(), row.text(column).parse::<NaiveDate>().is_err(), "{table}");
                }
                // The types without an abbreviation share the empty one.
                if row.filled("valid_from").or(row.filled("valid_to")).is_some() && !row.text(key).is_empty() {
                    let level = row.text("level");
                    periods.entry(format!("{} {level}", row.text(key))).or_default().push(row.period());
                }
            }
            for (key, periods) in periods {
                for (at, period) in periods.iter().enumerate() {
                    assert!(period.to.is_none_or(|to| period.from.is_none_or(|from| from <= to)), "{table}: {key}");
                    let apart = |other: &Period| {
                        period.to.is_some_and(|to| other.from.is_some_and(|from| to < from))
                            || other.to.is_some_and(|to| period.from.is_some_and(|from| to < from))
                    };
                    assert!(periods[at + 1..].iter().all(apart), "{table}: {key} twice on one day");
                }
            }
        }
    }
}
