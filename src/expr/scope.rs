//! The names an expression may use.

use std::sync::Arc;

use serde_json::Value as Json;

use super::reference::Reference;
use super::value::Value;

/// Names and their values; a child scope adds one name and shares the rest.
#[derive(Debug, Clone)]
pub struct Scope(Arc<Frame>);

#[derive(Debug)]
enum Frame {
    Root { data: Value, reference: Value },
    Child { parent: Scope, name: String, value: Value },
}

impl Scope {
    /// Each top-level key of `data` is a variable, and `reference` holds the tables. The data is converted once.
    pub fn new(data: &Json, reference: &Reference) -> Self {
        Scope(Arc::new(Frame::Root { data: data.into(), reference: reference.value() }))
    }

    /// The same, with one more variable; it hides one of the same name.
    pub fn with(&self, name: &str, value: &Json) -> Self {
        self.with_value(name, value.into())
    }

    /// The same, for a value that is converted already.
    pub(super) fn with_value(&self, name: &str, value: Value) -> Self {
        Scope(Arc::new(Frame::Child { parent: self.clone(), name: name.to_owned(), value }))
    }

    /// The value of a variable.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        let mut scope = self;
        loop {
            match &*scope.0 {
                Frame::Child { name: own, value, .. } if own == name => return Some(value),
                Frame::Child { parent, .. } => scope = parent,
                Frame::Root { reference, .. } if name == "reference" => return Some(reference),
                Frame::Root { data: Value::Map(data), .. } => return data.get(name),
                Frame::Root { .. } => return None,
            }
        }
    }
}
