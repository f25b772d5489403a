//! What records are called.

use serde_json::Value;

use super::messages;
use super::rows::{Body, Row};
use crate::assets::file_name::safe_name;
use crate::diag::{Diagnostic, Place};

/// The column, or the key of a line of JSON, that names the record and is no answer.
pub(super) const KEY: &str = "key";

/// The key that a row gives itself.
pub(super) fn given(row: &Row) -> Option<String> {
    match &row.body {
        Body::Cells(cells) => cells.iter().find(|cell| cell.path == KEY)?.value.text().map(str::to_owned),
        Body::Json(text) => of_line(text),
        Body::Broken(_) => None,
    }
}

/// The key of a line of JSON, which alone is looked at.
fn of_line(text: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        key: Value,
    }
    match serde_json::from_str(text).ok()? {
        Named { key: Value::String(key) } => Some(key),
        Named { key: key @ Value::Number(_) } => Some(key.to_string()),
        Named { .. } => None,
    }
}

/// Names a record by what was given, as a file can be called; where that is something else, it is told.
pub(super) fn named(key: &mut String, given: &str, place: Place) -> Option<Diagnostic> {
    let safe = safe_name(given);
    if !safe.is_empty() {
        key.clone_from(&safe);
    }
    (safe != given.trim()).then(|| messages::key_changed(given, key, place))
}
