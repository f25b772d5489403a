//! The functions of expressions that know administrative papers: types of documents, blocks of a content.

use chrono::NaiveDate;

use super::evaluate::Environment;
use super::functions::wrong;
use super::value::Value;
use crate::diag::Message;
use crate::facts;

/// Every function and how many arguments it takes.
pub(super) const FUNCTIONS: &[(&str, usize, usize)] = &[("type_code", 2, 2), ("blocks", 2, 2)];

/// The value of the function `name`; null or nothing of an answer that was left out.
pub(super) fn apply(name: &str, values: &[Value], env: &mut Environment) -> Result<Value, Message> {
    match (name, values) {
        ("type_code", [Value::Text(_), Value::Null]) => Ok(Value::Null),
        ("type_code", [Value::Text(kind), Value::Text(day)]) => Ok(type_code(kind, day)),
        ("blocks", [content @ (Value::List(_) | Value::Null), Value::Text(key)]) => {
            let mut found = Vec::new();
            gather(content, key, &mut found, env)?;
            Ok(Value::list(found))
        }
        _ => Err(wrong(name, &values.iter().collect::<Vec<_>>())),
    }
}

/// Chữ viết tắt of the type called `kind` on an ISO date; empty for one without, null where there was no such type.
fn type_code(kind: &str, day: &str) -> Value {
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    let found = day.and_then(|day| facts::document_type(kind, day));
    found.map_or(Value::Null, |found| Value::text(&found.code))
}

/// What the blocks of the kind `key` say, in their order, at any depth.
fn gather(content: &Value, key: &str, found: &mut Vec<Value>, env: &mut Environment) -> Result<(), Message> {
    let Value::List(blocks) = content else { return Ok(()) };
    env.spend(blocks.len())?;
    for block in blocks.iter() {
        let Value::Map(block) = block else { continue };
        found.extend(block.get(key).filter(|value| **value != Value::Null).cloned());
        gather(block.get("items").unwrap_or(&Value::Null), key, found, env)?;
    }
    Ok(())
}
