//! The functions of expressions.

use std::cmp::Ordering;
use std::sync::Arc;

use cel::common::ast::operators;
use chrono::{Datelike, NaiveDate};

use super::evaluate::Environment;
use super::language;
use super::paper;
use super::reference;
use super::value::Value;
use crate::diag::Message;
use crate::vietnamese;

/// Every function and how many arguments it takes, the one before the dot included.
const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("size", 1, 1),
    ("sum", 1, 1),
    ("min", 1, 2),
    ("max", 1, 2),
    ("round", 3, 3),
    ("percent", 2, 2),
    ("distinct", 1, 1),
    ("flatten", 1, 1),
    ("sort", 1, 1),
    ("reverse", 1, 1),
    ("first", 1, 1),
    ("last", 1, 1),
    ("enumerate", 1, 1),
    ("index_of", 2, 2),
    ("keys", 1, 1),
    ("values", 1, 1),
    ("entries", 1, 1),
    ("join", 2, 2),
    ("split", 2, 2),
    ("replace", 3, 3),
    ("rewrite", 3, 3),
    ("trim", 1, 1),
    ("lower", 1, 1),
    ("upper", 1, 1),
    ("lower_first", 1, 1),
    ("upper_first", 1, 1),
    ("contains", 2, 2),
    ("startsWith", 2, 2),
    ("endsWith", 2, 2),
    ("matches", 2, 2),
    ("string", 1, 1),
    ("int", 1, 1),
    ("days", 2, 2),
    ("year", 1, 1),
    ("month", 1, 1),
    ("day", 1, 1),
    ("on", 3, 3),
];

const OPERATORS: &[&str] = &[
    operators::CONDITIONAL,
    operators::LOGICAL_AND,
    operators::LOGICAL_OR,
    operators::LOGICAL_NOT,
    operators::SUBSTRACT,
    operators::ADD,
    operators::MULTIPLY,
    operators::DIVIDE,
    operators::MODULO,
    operators::EQUALS,
    operators::NOT_EQUALS,
    operators::GREATER_EQUALS,
    operators::LESS_EQUALS,
    operators::GREATER,
    operators::LESS,
    operators::NEGATE,
    operators::INDEX,
    operators::NOT_STRICTLY_FALSE,
    operators::IN,
];

/// Refuses a function that does not exist or is called with a wrong number of arguments.
pub(super) fn check(name: &str, count: usize) -> Result<(), Message> {
    if OPERATORS.contains(&name) {
        return Ok(());
    }
    match FUNCTIONS.iter().chain(language::FUNCTIONS).chain(paper::FUNCTIONS).find(|(own, _, _)| *own == name) {
        Some((_, least, most)) if (*least..=*most).contains(&count) => Ok(()),
        Some((_, least, _)) => Err(Message::new(
            format!("Hàm {name} nhận {least} tham số, không phải {count}"),
            format!("Function {name} takes {least} arguments, not {count}"),
        )),
        None => Err(Message::new(format!("Không có hàm {name}"), format!("There is no function {name}"))),
    }
}

/// The complaint that `name` cannot work on these values.
pub(super) fn wrong(name: &str, values: &[&Value]) -> Message {
    let name = name.trim_matches(['_', '@']);
    let (vi, en): (Vec<_>, Vec<_>) = values.iter().map(|value| value.kind()).unzip();
    Message::new(
        format!("“{name}” không dùng được với {}", vi.join(" và ")),
        format!("'{name}' cannot be used with {}", en.join(" and ")),
    )
}

/// The order of two values of one kind; dates in ISO form compare as text.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(a), Value::Integer(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// The value of the function `name`.
pub(super) fn apply(name: &str, values: &[Value], env: &mut Environment) -> Result<Value, Message> {
    let cost: usize = values.iter().map(weight).sum();
    // `distinct` compares each item with those kept so far.
    let cost = if name == "distinct" { cost + cost.saturating_mul(cost) / 16 } else { cost };
    env.spend(cost)?;
    if language::FUNCTIONS.iter().any(|(own, _, _)| *own == name) {
        return language::apply(name, values, env);
    }
    if paper::FUNCTIONS.iter().any(|(own, _, _)| *own == name) {
        return paper::apply(name, values, env);
    }
    let result = match values {
        [value] => unary(name, value)?,
        [Value::Text(text), Value::Text(pattern)] if name == "matches" => {
            env.pattern(pattern).map(|pattern| Value::Bool(pattern.is_match(text)))
        }
        [left, right] => binary(name, left, right)?,
        [Value::Integer(n), Value::Integer(d), Value::Integer(scale)] if name == "round" => {
            Some(round(*n, *d, *scale)?)
        }
        [Value::Text(text), Value::Text(from), Value::Text(to)] if name == "replace" => {
            env.spend(text.len().saturating_mul(to.len() + 1))?;
            Some(Value::text(text.replace(&**from, to)))
        }
        [Value::Text(text), Value::Text(pattern), Value::Text(to)] if name == "rewrite" => {
            env.spend(text.len().saturating_mul(to.len() + 1))?;
            env.pattern(pattern).map(|pattern| Value::text(pattern.replace_all(text, &**to)))
        }
        [Value::Null, _, _] if name == "rewrite" => Some(Value::Null),
        [table, key, day] if name == "on" => reference::on(table, key, day),
        // An answer that was left out has no share.
        [a, b, c] if name == "round" && [a, b, c].contains(&&Value::Null) => Some(Value::Null),
        _ => None,
    };
    result.ok_or_else(|| wrong(name, &values.iter().collect::<Vec<_>>()))
}

fn weight(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Integer(_) => 1,
        Value::Text(text) => text.len(),
        Value::List(items) => items.len(),
        Value::Map(map) => map.len(),
    }
}

fn unary(name: &str, value: &Value) -> Result<Option<Value>, Message> {
    Ok(match value {
        Value::Null => of_nothing(name),
        Value::Integer(number) => of_integer(name, *number)?,
        Value::Text(text) => of_text(name, text),
        Value::List(items) => of_list(name, items)?,
        Value::Map(map) => match name {
            "size" => Some(Value::Integer(map.len() as i64)),
            "keys" => Some(Value::list(map.keys().map(|key| Value::Text(key.clone())).collect())),
            "values" => Some(Value::list(map.values().cloned().collect())),
            "entries" => {
                let entry = |(key, value): (&Arc<str>, &Value)| {
                    Value::map([("key", Value::Text(key.clone())), ("value", value.clone())])
                };
                Some(Value::list(map.iter().map(entry).collect()))
            }
            "sum" => Some(Value::Integer(sum(map.values())?)),
            _ => None,
        },
        Value::Bool(value) => (name == "string").then(|| Value::text(value.to_string())),
    })
}

fn of_nothing(name: &str) -> Option<Value> {
    match name {
        "size" | "sum" => Some(Value::Integer(0)),
        "distinct" | "flatten" | "sort" | "reverse" | "enumerate" | "keys" | "values" | "entries" => {
            Some(Value::list(Vec::new()))
        }
        "string" => Some(Value::text("")),
        operators::NEGATE => None,
        _ => Some(Value::Null),
    }
}

fn of_integer(name: &str, number: i64) -> Result<Option<Value>, Message> {
    Ok(match name {
        "string" => Some(Value::text(number.to_string())),
        "int" => Some(Value::Integer(number)),
        operators::NEGATE => Some(Value::Integer(number.checked_neg().ok_or_else(too_large)?)),
        _ => None,
    })
}

fn of_text(name: &str, text: &Arc<str>) -> Option<Value> {
    let date = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Some(match name {
        "size" => Value::Integer(text.chars().count() as i64),
        "string" => Value::Text(text.clone()),
        "int" => text.trim().parse().ok().map_or(Value::Null, Value::Integer),
        "trim" => Value::text(text.trim()),
        "lower" => Value::text(text.to_lowercase()),
        "upper" => Value::text(text.to_uppercase()),
        "lower_first" => Value::text(vietnamese::lower_first(text)),
        "upper_first" => Value::text(vietnamese::upper_first(text)),
        "year" => Value::Integer(date()?.year().into()),
        "month" => Value::Integer(date()?.month().into()),
        "day" => Value::Integer(date()?.day().into()),
        _ => return None,
    })
}

fn of_list(name: &str, items: &Arc<Vec<Value>>) -> Result<Option<Value>, Message> {
    Ok(Some(match name {
        "size" => Value::Integer(items.len() as i64),
        "sum" => Value::Integer(sum(items.iter())?),
        "min" => extreme(items, Ordering::Less)?,
        "max" => extreme(items, Ordering::Greater)?,
        "distinct" => Value::list(distinct(items)),
        "flatten" => Value::list(flatten(items)),
        "sort" => Value::list(sorted(items)?),
        "reverse" => Value::list(items.iter().rev().cloned().collect()),
        "first" => items.first().cloned().unwrap_or(Value::Null),
        "last" => items.last().cloned().unwrap_or(Value::Null),
        "values" => Value::List(items.clone()),
        "enumerate" => {
            let pair = |(index, value): (usize, &Value)| {
                Value::map([("index", Value::Integer(index as i64)), ("value", value.clone())])
            };
            Value::list(items.iter().enumerate().map(pair).collect())
        }
        _ => return Ok(None),
    }))
}

fn binary(name: &str, left: &Value, right: &Value) -> Result<Option<Value>, Message> {
    Ok(match (name, left, right) {
        ("min" | "max", a, b) => {
            let wanted = if name == "min" { Ordering::Less } else { Ordering::Greater };
            Some(extreme(&[a.clone(), b.clone()], wanted)?)
        }
        ("percent", Value::Integer(part), Value::Integer(whole)) => {
            Some(round(part.checked_mul(100).ok_or_else(too_large)?, *whole, 1)?)
        }
        ("percent" | "days", Value::Null, _) | ("percent" | "days", _, Value::Null) => Some(Value::Null),
        ("index_of", Value::List(items), x) => {
            Some(Value::Integer(items.iter().position(|item| item == x).map_or(-1, |index| index as i64)))
        }
        ("index_of", Value::Null, _) => Some(Value::Integer(-1)),
        ("contains", Value::List(items), x) => Some(Value::Bool(items.contains(x))),
        ("contains", Value::Map(map), Value::Text(key)) => Some(Value::Bool(map.contains_key(&**key))),
        ("join", Value::List(items), Value::Text(separator)) => join(items, separator).map(Value::text),
        ("join", Value::Null, _) => Some(Value::text("")),
        ("contains" | "startsWith" | "endsWith" | "matches", Value::Null, _) => Some(Value::Bool(false)),
        (_, Value::Text(a), Value::Text(b)) => of_texts(name, a, b),
        _ => None,
    })
}

fn of_texts(name: &str, a: &str, b: &str) -> Option<Value> {
    let date = |text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    Some(match name {
        "contains" => Value::Bool(a.contains(b)),
        "startsWith" => Value::Bool(a.starts_with(b)),
        "endsWith" => Value::Bool(a.ends_with(b)),
        "split" => Value::list(a.split(b).map(Value::text).collect()),
        "days" => Value::Integer((date(b)? - date(a)?).num_days()),
        _ => return None,
    })
}

fn too_large() -> Message {
    Message::new("Kết quả vượt quá giới hạn số nguyên", "The result is out of the range of integers")
}

fn sum<'a>(values: impl Iterator<Item = &'a Value>) -> Result<i64, Message> {
    let mut total = 0i64;
    for value in values {
        match value {
            Value::Null => {}
            Value::Integer(number) => total = total.checked_add(*number).ok_or_else(too_large)?,
            other => return Err(wrong("sum", &[other])),
        }
    }
    Ok(total)
}

fn extreme(items: &[Value], wanted: Ordering) -> Result<Value, Message> {
    let mut best = Value::Null;
    for item in items.iter().filter(|item| **item != Value::Null) {
        let better = match &best {
            Value::Null => true,
            best => compare(item, best).ok_or_else(|| wrong("min/max", &[item, best]))? == wanted,
        };
        if better {
            best = item.clone();
        }
    }
    Ok(best)
}

fn distinct(items: &[Value]) -> Vec<Value> {
    let mut seen: Vec<Value> = Vec::new();
    for item in items {
        if !seen.contains(item) {
            seen.push(item.clone());
        }
    }
    seen
}

fn flatten(items: &[Value]) -> Vec<Value> {
    let mut flat = Vec::with_capacity(items.len());
    for item in items {
        match item {
            Value::List(inner) => flat.extend(inner.iter().cloned()),
            Value::Null => {}
            other => flat.push(other.clone()),
        }
    }
    flat
}

fn sorted(items: &[Value]) -> Result<Vec<Value>, Message> {
    if let Some(pair) = items.windows(2).find(|pair| compare(&pair[0], &pair[1]).is_none()) {
        return Err(wrong("sort", &[&pair[0], &pair[1]]));
    }
    let mut sorted = items.to_vec();
    sorted.sort_by(|a, b| compare(a, b).unwrap_or(Ordering::Equal));
    Ok(sorted)
}

fn join(items: &[Value], separator: &str) -> Option<String> {
    let texts = items.iter().map(|item| match item {
        Value::Text(text) => Some(text.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    });
    Some(texts.collect::<Option<Vec<_>>>()?.join(separator))
}

/// `n / d` as decimal text with `scale` digits after the point, half away from zero; null when `d` is 0.
fn round(n: i64, d: i64, scale: i64) -> Result<Value, Message> {
    if d == 0 {
        return Ok(Value::Null);
    }
    let digits = u32::try_from(scale).ok().filter(|digits| *digits <= 9).ok_or_else(too_large)?;
    let negative = (n < 0) != (d < 0);
    let (n, d) = (u128::from(n.unsigned_abs()), u128::from(d.unsigned_abs()));
    let unit = 10u128.pow(digits);
    let rounded = (2 * n * unit + d) / (2 * d);
    let sign = if negative && rounded > 0 { "-" } else { "" };
    let (whole, part) = (rounded / unit, rounded % unit);
    Ok(match digits {
        0 => Value::text(format!("{sign}{whole}")),
        _ => Value::text(format!("{sign}{whole}.{part:0width$}", width = digits as usize)),
    })
}
