//! The functions of expressions that write Vietnamese: numbers, sums, dates, order.

use chrono::{NaiveDate, NaiveTime};

use super::evaluate::Environment;
use super::functions::wrong;
use super::value::Value;
use crate::diag::Message;
use crate::vietnamese::collation::Key;
use crate::vietnamese::{self, DONG, Decimal};

/// Every function and how many arguments it takes.
pub(super) const FUNCTIONS: &[(&str, usize, usize)] = &[
    ("short_date", 1, 1),
    ("long_date", 1, 1),
    ("time", 1, 1),
    ("thousands", 1, 1),
    ("count", 1, 2),
    ("words", 1, 1),
    ("money", 1, 2),
    ("money_words", 1, 2),
    ("amount_in_words", 1, 2),
    ("ordinal", 1, 1),
    ("roman", 1, 1),
    ("letter", 1, 1),
    ("sort_vi", 1, 2),
    ("sort_names", 1, 2),
];

/// The value of the function `name`; null of an answer that was left out.
pub(super) fn apply(name: &str, values: &[Value], env: &mut Environment) -> Result<Value, Message> {
    let (value, option) = match values {
        [value] => (value, None),
        [value, Value::Text(option)] => (value, Some(&**option)),
        _ => return Err(wrong(name, &values.iter().collect::<Vec<_>>())),
    };
    if *value == Value::Null {
        return Ok(if name.starts_with("sort") { Value::list(Vec::new()) } else { Value::Null });
    }
    let made = match name {
        "sort_vi" => return sorted(name, value, option, Key::new, env),
        "sort_names" => return sorted(name, value, option, Key::of_name, env),
        "short_date" => date(value).map(vietnamese::date_short),
        "long_date" => date(value).map(vietnamese::date_long),
        "time" => time(value).map(vietnamese::time),
        _ => of_number(name, value, option)?,
    };
    made.map(Value::text).ok_or_else(|| wrong(name, &[value]))
}

fn of_number(name: &str, value: &Value, option: Option<&str>) -> Result<Option<String>, Message> {
    let (Some(number), unit) = (decimal(value), option.unwrap_or(DONG)) else { return Ok(None) };
    let named = match name {
        "thousands" => Some(number.to_string()),
        "words" => vietnamese::words(&number),
        "money" => Some(vietnamese::money(&number, unit)),
        "money_words" => vietnamese::money_words(&number, unit),
        "amount_in_words" => vietnamese::amount_in_words(&number, unit),
        _ => return of_integer(name, value, option),
    };
    named.map(Some).ok_or_else(|| without_words(name, &number))
}

fn of_integer(name: &str, value: &Value, option: Option<&str>) -> Result<Option<String>, Message> {
    let Value::Integer(number) = *value else { return Ok(None) };
    let place = |most| usize::try_from(number).ok().filter(|place| (1..=most).contains(place));
    let named = match (name, option) {
        ("count", None) => Some(vietnamese::count(number)),
        ("count", Some(noun)) => Some(format!("{} {noun}", vietnamese::count(number))),
        ("ordinal", _) => vietnamese::ordinal(number),
        ("roman", _) => place(vietnamese::LAST_ROMAN).map(vietnamese::roman),
        ("letter", _) => place(usize::MAX).map(vietnamese::letter),
        _ => return Ok(None),
    };
    named.map(Some).ok_or_else(|| without_words(name, &Decimal::from(number)))
}

/// A whole number or decimal text.
fn decimal(value: &Value) -> Option<Decimal> {
    match value {
        Value::Integer(number) => Some(Decimal::from(*number)),
        Value::Text(text) => Decimal::parse(text),
        Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
    }
}

fn date(value: &Value) -> Option<NaiveDate> {
    let Value::Text(text) = value else { return None };
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn time(value: &Value) -> Option<NaiveTime> {
    let Value::Text(text) = value else { return None };
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

fn without_words(name: &str, number: &Decimal) -> Message {
    Message::new(
        format!("“{name}” không viết được số {number}: số quá lớn hoặc nhỏ hơn 1"),
        format!("'{name}' cannot write {number}: it is too large or below 1"),
    )
}

/// The list in order, by the texts themselves or by a field of the items.
fn sorted(
    name: &str,
    value: &Value,
    field: Option<&str>,
    key: fn(&str) -> Key,
    env: &mut Environment,
) -> Result<Value, Message> {
    let Value::List(items) = value else { return Err(wrong(name, &[value])) };
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.iter() {
        let words = match (item, field) {
            (Value::Map(map), Some(field)) => map.get(field).unwrap_or(&Value::Null),
            (item, None) => item,
            (item, Some(_)) => return Err(wrong(name, &[item])),
        };
        let Value::Text(words) = words else { return Err(wrong(name, &[words])) };
        env.spend(words.len())?;
        keyed.push((key(words), item.clone()));
    }
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(Value::list(keyed.into_iter().map(|(_, item)| item).collect()))
}
