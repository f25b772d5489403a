//! Reference tables: provinces, modules, code lists.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Map, Value as Json};

use super::value::{Entries, Value};
use crate::diag::Message;

/// Named tables, each a map from its key column to the row: `reference.modules["hoc_sinh"].name`. A table with a column
/// `valid_from` has rows by period, and its key gives the list of them: `on(reference.provinces, "24", day)` picks one.
/// A copy shares the tables.
#[derive(Debug, Clone, Default)]
pub struct Reference {
    tables: IndexMap<String, Arc<Json>>,
    values: Arc<Entries>,
}

impl Reference {
    /// Tables from their name, CSV text (a header row first) and key column. Every cell is text, as it is written;
    /// the rows keep their order. An empty cell is an empty text.
    pub fn new(tables: &[(&str, &str, &str)]) -> Result<Self, Message> {
        tables.iter().try_fold(Reference::default(), |all, (name, text, key)| all.and(name, text, key))
    }

    /// These tables and one more, as for [`Reference::new`].
    pub fn and(mut self, name: &str, text: &str, key: &str) -> Result<Self, Message> {
        let table = table(name, text, key)?;
        Arc::make_mut(&mut self.values).insert(name.into(), (&table).into());
        self.tables.insert(name.to_owned(), Arc::new(table));
        Ok(self)
    }

    /// The rows of `table` by their keys, as objects; lists of them in a table by period.
    pub fn table(&self, table: &str) -> Option<&Json> {
        self.tables.get(table).map(Arc::as_ref)
    }

    /// The cell `column` of the row `key`; of the first one where there are several.
    pub fn cell(&self, table: &str, key: &str, column: &str) -> Option<&str> {
        let rows = self.table(table)?.get(key)?;
        rows.get(0).unwrap_or(rows).get(column)?.as_str()
    }

    /// The keys of a table, in its order; none when there is no such table.
    pub fn keys(&self, table: &str) -> impl Iterator<Item = &str> {
        self.table(table).and_then(Json::as_object).into_iter().flat_map(|rows| rows.keys().map(String::as_str))
    }

    /// Whether there is a table of this name.
    pub fn has_table(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    pub(super) fn value(&self) -> Value {
        Value::Map(Arc::clone(&self.values))
    }
}

/// The row of `key` that holds on `day`, an ISO date; null when there is none, or no key or day.
pub(super) fn on(table: &Value, key: &Value, day: &Value) -> Option<Value> {
    let (Value::Map(table), Value::Text(key), Value::Text(day)) = (table, key, day) else {
        let nothing = [table, key, day].contains(&&Value::Null);
        return nothing.then_some(Value::Null);
    };
    let Some(rows) = table.get(key) else { return Some(Value::Null) };
    let Value::List(rows) = rows else { return None };
    Some(rows.iter().find(|row| holds(row, day)).cloned().unwrap_or(Value::Null))
}

/// ISO dates compare as text; an empty end is open.
fn holds(row: &Value, day: &str) -> bool {
    let Value::Map(row) = row else { return false };
    let end = |column: &str| match row.get(column) {
        Some(Value::Text(end)) if !end.is_empty() => Some(end.clone()),
        _ => None,
    };
    end("valid_from").is_none_or(|from| &*from <= day) && end("valid_to").is_none_or(|to| day <= &*to)
}

fn table(name: &str, text: &str, key: &str) -> Result<Json, Message> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let bad = |reason: String| {
        Message::new(format!("Bảng tham chiếu {name}: {reason}"), format!("Reference table {name}: {reason}"))
    };
    let columns = reader.headers().map_err(|error| bad(error.to_string()))?.clone();
    let by_period = columns.iter().any(|column| column == "valid_from");
    let key_index = columns.iter().position(|column| column == key).ok_or_else(|| bad(format!("{key}?")))?;
    let mut rows = Map::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad(error.to_string()))?;
        let row: Map<String, Json> =
            columns.iter().zip(&record).map(|(column, cell)| (column.to_owned(), Json::from(cell))).collect();
        let key = record.get(key_index).unwrap_or_default().to_owned();
        let known = rows.entry(key.clone()).or_insert(Json::Null);
        match known {
            Json::Array(periods) => periods.push(Json::Object(row)),
            Json::Null if by_period => *known = Json::Array(vec![Json::Object(row)]),
            Json::Null => *known = Json::Object(row),
            _ => return Err(bad(format!("{key} ×2"))),
        }
    }
    Ok(Json::Object(rows))
}
