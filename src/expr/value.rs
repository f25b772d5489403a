//! Values inside expressions: cheap to copy, maps in their written order.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value as Json;

/// A map of an expression, in the order of the answers.
pub(super) type Entries = IndexMap<Arc<str>, Value>;

/// A value. A decimal is text (`"94.5"`): there are no floating-point numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Text(Arc<str>),
    List(Arc<Vec<Value>>),
    Map(Arc<Entries>),
}

impl Value {
    /// Text.
    pub(super) fn text(text: impl AsRef<str>) -> Self {
        Value::Text(text.as_ref().into())
    }

    /// A list.
    pub(super) fn list(items: Vec<Value>) -> Self {
        Value::List(Arc::new(items))
    }

    /// A map with fixed keys.
    pub(super) fn map<const N: usize>(entries: [(&str, Value); N]) -> Self {
        Value::Map(Arc::new(entries.into_iter().map(|(key, value)| (key.into(), value)).collect()))
    }

    /// What kind of value it is, in Vietnamese and English.
    pub(super) fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Value::Null => ("giá trị trống", "null"),
            Value::Bool(_) => ("giá trị có/không", "a yes/no value"),
            Value::Integer(_) => ("số nguyên", "an integer"),
            Value::Text(_) => ("chữ", "text"),
            Value::List(_) => ("danh sách", "a list"),
            Value::Map(_) => ("nhóm", "a group"),
        }
    }
}

impl From<&Json> for Value {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            // A number that is no 64-bit integer stays as it is written.
            Json::Number(number) => number.as_i64().map_or_else(|| Value::text(number.to_string()), Value::Integer),
            Json::String(text) => Value::text(text),
            Json::Array(items) => Value::list(items.iter().map(Value::from).collect()),
            Json::Object(map) => {
                Value::Map(Arc::new(map.iter().map(|(key, value)| (key.as_str().into(), value.into())).collect()))
            }
        }
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(value) => Json::from(*value),
            Value::Text(text) => Json::String(text.to_string()),
            Value::List(items) => Json::Array(items.iter().map(Json::from).collect()),
            Value::Map(map) => Json::Object(map.iter().map(|(key, value)| (key.to_string(), value.into())).collect()),
        }
    }
}
