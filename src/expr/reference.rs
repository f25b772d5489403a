//! Reference tables: provinces, modules, code lists.

use serde_json::{Map, Value as Json};

use super::value::Value;
use crate::diag::Message;

/// Named tables, each a map from its key column to the row: `reference.modules["hoc_sinh"].name`.
#[derive(Debug, Clone)]
pub struct Reference {
    json: Json,
    value: Value,
}

impl Default for Reference {
    fn default() -> Self {
        Reference { json: Json::Object(Map::new()), value: Value::Map(Default::default()) }
    }
}

impl Reference {
    /// Tables from their name, CSV text (a header row first) and key column. Every cell is text, as it is written;
    /// the rows keep their order. An empty cell is an empty text.
    pub fn new(tables: &[(&str, &str, &str)]) -> Result<Self, Message> {
        let mut json = Map::new();
        for (name, text, key) in tables {
            json.insert((*name).to_owned(), table(name, text, key)?);
        }
        let json = Json::Object(json);
        Ok(Reference { value: (&json).into(), json })
    }

    /// All tables: table, key, column.
    pub fn as_json(&self) -> &Json {
        &self.json
    }

    /// The cell `column` of the row `key`.
    pub fn cell(&self, table: &str, key: &str, column: &str) -> Option<&str> {
        self.json.get(table)?.get(key)?.get(column)?.as_str()
    }

    /// The keys of a table, in its order; none when there is no such table.
    pub fn keys(&self, table: &str) -> impl Iterator<Item = &str> {
        self.json.get(table).and_then(Json::as_object).into_iter().flat_map(|rows| rows.keys().map(String::as_str))
    }

    /// Whether there is a table of this name.
    pub fn has_table(&self, table: &str) -> bool {
        self.json.get(table).is_some()
    }

    pub(super) fn value(&self) -> Value {
        self.value.clone()
    }
}

fn table(name: &str, text: &str, key: &str) -> Result<Json, Message> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let bad = |reason: String| {
        Message::new(format!("Bảng tham chiếu {name}: {reason}"), format!("Reference table {name}: {reason}"))
    };
    let columns = reader.headers().map_err(|error| bad(error.to_string()))?.clone();
    let key_index = columns.iter().position(|column| column == key).ok_or_else(|| bad(format!("{key}?")))?;
    let mut rows = Map::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad(error.to_string()))?;
        let row = columns.iter().zip(&record).map(|(column, cell)| (column.to_owned(), Json::from(cell))).collect();
        let key = record.get(key_index).unwrap_or_default().to_owned();
        if rows.insert(key.clone(), Json::Object(row)).is_some() {
            return Err(bad(format!("{key} ×2")));
        }
    }
    Ok(Json::Object(rows))
}
