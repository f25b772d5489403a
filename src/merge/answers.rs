//! The answers as a text sees them.

use serde_json::Value;

use crate::diag::AnswerPath;

/// The answers, and the path of what a text sees under a name of its own: an annex that is one of a list.
#[derive(Clone)]
pub(super) struct Answers<'a> {
    pub(super) data: &'a Value,
    pub(super) alias: Option<(&'static str, AnswerPath)>,
}

impl Answers<'_> {
    /// The value that a text calls by `path`.
    pub(super) fn value(&self, path: &AnswerPath) -> &Value {
        static NOTHING: Value = Value::Null;
        let mut value = self.data;
        for key in path.segments() {
            let below = match value {
                Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
                _ => value.get(key),
            };
            value = below.unwrap_or(&NOTHING);
        }
        value
    }

    /// Where that value stands in the answers.
    pub(super) fn source(&self, path: AnswerPath) -> AnswerPath {
        let Some((name, origin)) = &self.alias else { return path };
        match path.as_str().strip_prefix(name) {
            Some("") => origin.clone(),
            Some(rest) if rest.starts_with('.') => AnswerPath::new(format!("{origin}{rest}")),
            _ => path,
        }
    }
}
