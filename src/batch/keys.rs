//! What records are called.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::messages;
use super::rows::{Body, Row};
use crate::answers::{self, Node, Source};
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

/// The key of a line of JSON. A text, or that there is none, shows at a glance; anything else is read as the answers are,
/// so that `1.50` stays what it is.
fn of_line(text: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Named {
        #[serde(default)]
        key: Option<Value>,
    }
    match serde_json::from_str(text) {
        Ok(Named { key: Some(Value::String(key)) }) => Some(key),
        Ok(Named { key: None }) => None,
        Ok(Named { key: Some(_) }) | Err(_) => {
            let answers = answers::parse(&Source::new(String::new(), text.to_owned())).ok()?;
            of_tree(&answers.root)?.map(str::to_owned)
        }
    }
}

/// The key that answers give; the inner `None` where it says nothing.
pub(super) fn of_tree(answers: &Node) -> Option<Option<&str>> {
    answers.get(KEY).map(Node::text)
}

/// Names a record by what was given, as a file can be called; where that is something else, it is told.
pub(super) fn named(key: &mut String, given: &str, place: Place) -> Option<Diagnostic> {
    let safe = safe_name(given);
    if !safe.is_empty() {
        key.clone_from(&safe);
    }
    if safe == given.trim() {
        None
    } else if given.trim().nfc().eq(safe.chars()) {
        Some(messages::key_composed(key, place))
    } else {
        Some(messages::key_changed(given, key, place))
    }
}
