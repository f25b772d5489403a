//! The names an expression may use.

use std::sync::Arc;

use serde_json::Value as Json;

use super::reference::Reference;
use super::value::Value;
use crate::diag::AnswerPath;

/// Names and their values; a child scope adds one name and shares the rest.
#[derive(Debug, Clone)]
pub struct Scope(Arc<Frame>);

#[derive(Debug)]
enum Frame {
    Root { data: Value, reference: Value },
    Child { parent: Scope, name: String, value: Value },
}

/// Answers as expressions read them: converted once, cheap to copy.
#[derive(Debug, Clone)]
pub struct Data(Value);

impl From<&Json> for Data {
    fn from(data: &Json) -> Self {
        Data(data.into())
    }
}

impl Data {
    /// Puts `value` in the place of the one at `path`, where there is one.
    pub fn put(&mut self, path: &AnswerPath, value: &Json) {
        let slot = path.segments().try_fold(&mut self.0, |slot, key| match slot {
            Value::Map(map) => Arc::make_mut(map).get_mut(key),
            Value::List(list) => Arc::make_mut(list).get_mut(key.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Text(_) => None,
        });
        if let Some(slot) = slot {
            *slot = value.into();
        }
    }
}

impl Scope {
    /// Each top-level key of `data` is a variable, and `reference` holds the tables.
    pub fn new(data: &Data, reference: &Reference) -> Self {
        Scope(Arc::new(Frame::Root { data: data.0.clone(), reference: reference.value() }))
    }

    /// The same, with one more variable; it hides one of the same name.
    pub fn with(&self, name: &str, value: &Json) -> Self {
        self.with_value(name, value.into())
    }

    /// The same, for the answer at `path`, which is not converted again; null where there is none.
    pub fn with_answer(&self, name: &str, path: &AnswerPath) -> Self {
        self.with_value(name, self.answer(path).unwrap_or(Value::Null))
    }

    fn answer(&self, path: &AnswerPath) -> Option<Value> {
        let mut segments = path.segments();
        let Some(first) = segments.next() else { return Some(self.root()) };
        let mut value = self.get(first)?.clone();
        for key in segments {
            value = match &value {
                Value::Map(map) => map.get(key)?.clone(),
                Value::List(list) => list.get(key.parse::<usize>().ok()?)?.clone(),
                Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Text(_) => return None,
            };
        }
        Some(value)
    }

    /// All answers.
    fn root(&self) -> Value {
        match &*self.0 {
            Frame::Root { data, .. } => data.clone(),
            Frame::Child { parent, .. } => parent.root(),
        }
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
