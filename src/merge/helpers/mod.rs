//! The helpers a template may call. Each turns a value into words; none changes what the words say.

mod many_values;
mod one_value;
mod places;

use chrono::NaiveDate;
use handlebars::{Handlebars, PathAndJson, RenderError, RenderErrorReason};
use serde_json::Value;

use crate::diag::AnswerPath;
use crate::expr::Reference;
use crate::vietnamese::Decimal;

pub(super) use places::{PLACES, PRINT, RULES};

/// Registers all helpers.
pub(super) fn register(registry: &mut Handlebars<'static>, reference: &Reference) {
    places::register(registry);
    one_value::register(registry);
    many_values::register(registry, reference);
}

/// What is wrong with a value that is not there.
pub(super) const NO_VALUE: &str = "has no value here";

/// What a helper makes of its values, or what is wrong with them.
type Words = Result<Value, String>;

fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(words) => Ok(words.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Err(NO_VALUE.into()),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err("is not a text".into()),
    }
}

fn integer(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| "is not a whole number".into())
}

/// An exact number: whole, or decimal text with a dot. A binary float is refused: it has lost digits already.
fn number(value: &Value) -> Result<Decimal, String> {
    if value.is_f64() {
        return Err("is a floating-point number, not decimal text".into());
    }
    Decimal::parse(&text(value)?).ok_or_else(|| "is not a decimal number".into())
}

/// Words that a number may lack.
fn named(words: Option<String>) -> Words {
    words.map(Value::String).ok_or_else(|| "is a number without words".into())
}

fn date(value: &Value) -> Result<NaiveDate, String> {
    text(value)?.parse().map_err(|_| "is not a date".into())
}

fn path_of(param: &PathAndJson<'_>) -> Option<AnswerPath> {
    let path = param.context_path()?;
    (!path.is_empty()).then(|| AnswerPath::new(path.join(".")))
}

fn failure(name: &str, source: Option<&AnswerPath>, problem: &str) -> RenderError {
    let subject = source.map_or(name, AnswerPath::as_str);
    RenderErrorReason::Other(format!("{subject}: {problem}")).into()
}

#[cfg(test)]
mod tests;
