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

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use crate::expr::{Data, Expression, Reference, Scope};

    fn value(source: &str) -> Json {
        let data = json!({"none": null, "content": [
            {"text": "a"},
            {"chapter": "b", "items": [{"article": "c", "items": [{"clause": "d"}]}, {"article": "e", "text": null}]},
            {"article": "f"},
        ]});
        let expression = Expression::compile(source).unwrap_or_else(|error| panic!("{source}: {}", error.en));
        expression
            .evaluate(&Scope::new(&Data::from(&data), &Reference::default()))
            .unwrap_or_else(|error| json!(error.en))
    }

    #[test]
    fn types_by_day_and_blocks_at_any_depth() {
        for (source, expected) in [
            ("type_code('Bản ghi nhớ', '2014-04-11')", json!("GN")),
            ("type_code('BẢN GHI NHỚ', '2026-04-11')", json!("BGN")),
            ("type_code('Thư công', '2026-04-11')", json!("")),
            ("type_code('Phiếu báo', '2014-04-11')", json!(null)),
            ("type_code('Phiếu báo', none)", json!(null)),
            ("blocks(content, 'article')", json!(["c", "e", "f"])),
            ("blocks(content, 'text')", json!(["a"])),
            ("blocks(none, 'text')", json!([])),
        ] {
            assert_eq!(value(source), expected, "{source}");
        }
        let complaint = value("blocks('a', 'text')");
        assert!(complaint.as_str().is_some_and(|words| words.contains("blocks")), "{complaint}");
    }
}
