//! Helpers of one value.

use chrono::NaiveTime;
use handlebars::{Context, Handlebars, Helper, HelperDef, RenderContext, RenderError, RenderErrorReason, ScopedJson};
use serde_json::Value;

use super::{Words, date, failure, integer, named, number, path_of, text};
use crate::vietnamese;

/// A helper by its name.
type Function = (&'static str, fn(&Value) -> Words);

const FUNCTIONS: [Function; 19] = [
    ("number", |value| Ok(vietnamese::document_number(integer(value)?).into())),
    ("int", |value| Ok(vietnamese::integer(integer(value)?).into())),
    ("dec", |value| Ok(decimal(value)?.into())),
    ("percent", |value| Ok(percent(value)?.into())),
    ("words", |value| named(vietnamese::words(&number(value)?))),
    ("ordinal", |value| named(vietnamese::ordinal(integer(value)?))),
    ("roman", |value| Ok(vietnamese::roman(place(value, vietnamese::LAST_ROMAN)?).into())),
    ("letter", |value| Ok(vietnamese::letter(place(value, usize::MAX)?).into())),
    ("date", |value| Ok(vietnamese::date_long(date(value)?).into())),
    ("date_short", |value| Ok(vietnamese::date_short(date(value)?).into())),
    ("time", |value| Ok(vietnamese::time(time(value)?).into())),
    ("slug", |value| Ok(vietnamese::slug(&text(value)?).into())),
    ("upper", |value| Ok(text(value)?.to_uppercase().into())),
    ("lower", |value| Ok(text(value)?.to_lowercase().into())),
    ("upper_first", |value| Ok(vietnamese::upper_first(&text(value)?).into())),
    ("lower_first", |value| Ok(vietnamese::lower_first(&text(value)?).into())),
    ("stem", |value| Ok(vietnamese::stem(&text(value)?).into())),
    ("sentence", |value| Ok(vietnamese::sentence(&text(value)?).into())),
    ("clause", |value| Ok(vietnamese::lower_first(vietnamese::stem(&text(value)?)).into())),
];

/// Registers the helpers.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    for (name, function) in FUNCTIONS {
        registry.register_helper(name, Box::new(OneValue { name, function }));
    }
}

/// A decimal with a comma; `-` where there is none (a share of nothing).
fn decimal(value: &Value) -> Result<String, String> {
    Ok(if value.is_null() { "-".into() } else { number(value)?.to_string() })
}

fn percent(value: &Value) -> Result<String, String> {
    Ok(if value.is_null() { "-".into() } else { decimal(value)? + "%" })
}

/// A place in a row, from 1 to `most`.
fn place(value: &Value, most: usize) -> Result<usize, String> {
    let place = usize::try_from(integer(value)?).ok().filter(|place| (1..=most).contains(place));
    place.ok_or_else(|| "is not a place in a row".into())
}

fn time(value: &Value) -> Result<NaiveTime, String> {
    NaiveTime::parse_from_str(&text(value)?, "%H:%M").map_err(|_| "is not a time".into())
}

/// A helper of one value.
struct OneValue {
    name: &'static str,
    function: fn(&Value) -> Words,
}

impl HelperDef for OneValue {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let param = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(self.name, 0))?;
        let value = (self.function)(param.value());
        value.map(ScopedJson::from).map_err(|problem| failure(self.name, path_of(param).as_ref(), &problem))
    }
}
