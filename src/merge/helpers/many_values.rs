//! Helpers of several values, with the reference tables at hand.

use handlebars::{Context, Handlebars, Helper, HelperDef, PathAndJson, RenderContext, RenderError, ScopedJson};
use serde_json::Value;

use super::{Words, failure, integer, named, number, path_of, text};
use crate::expr::Reference;
use crate::vietnamese::collation::Key;
use crate::vietnamese::{self, DONG, Decimal};

/// A helper of several values and the reference tables, by its name.
type Function = (&'static str, fn(&[&Value], &Reference) -> Words);

const FUNCTIONS: [Function; 14] = [
    ("count", |params, _| {
        let (n, noun) = with_option(params)?;
        let count = vietnamese::count(integer(n)?);
        Ok(match noun {
            Some(noun) => format!("{count} {}", text(noun)?).into(),
            None => count.into(),
        })
    }),
    ("money", |params, _| {
        let (amount, unit) = sum(params)?;
        Ok(vietnamese::money(&amount, &unit).into())
    }),
    ("money_words", |params, _| {
        let (amount, unit) = sum(params)?;
        named(vietnamese::money_words(&amount, &unit))
    }),
    ("amount_in_words", |params, _| {
        let (amount, unit) = sum(params)?;
        named(vietnamese::amount_in_words(&amount, &unit))
    }),
    ("sort_vi", |params, _| sorted(params, Key::new)),
    ("sort_names", |params, _| sorted(params, Key::of_name)),
    ("replace", |params, _| {
        let [value, from, to] = take(params)?;
        Ok(text(value)?.replace(&text(from)?, &text(to)?).into())
    }),
    ("without_suffix", |params, _| {
        let [value, suffix] = take(params)?;
        let (words, suffix) = (text(value)?, text(suffix)?);
        Ok(words.strip_suffix(&suffix).map_or(words.as_str(), str::trim_end).into())
    }),
    ("join", |params, _| {
        let [list, between] = take(params)?;
        let items = list.as_array().ok_or("expects a list")?;
        Ok(items.iter().map(text).collect::<Result<Vec<_>, _>>()?.join(&text(between)?).into())
    }),
    ("repeats", |params, _| {
        let [list, index, key] = take(params)?;
        let (index, key) = (integer(index)?, text(key)?);
        let item = |i: i64| usize::try_from(i).ok().and_then(|i| list.get(i)).and_then(|item| item.get(&key));
        Ok(Value::Bool(item(index - 1).is_some_and(|previous| Some(previous) == item(index))))
    }),
    ("name", |params, reference| {
        let [table, key, column] = take(params)?;
        look_up(reference, &text(table)?, &text(key)?, &text(column)?)
    }),
    ("term", |params, reference| {
        let [list, key] = take(params)?;
        look_up(reference, "terms", &format!("{}/{}", text(list)?, text(key)?), "name")
    }),
    ("doc_type", |params, reference| {
        let [reference_number] = take(params)?;
        document_type(reference, &text(reference_number)?)
    }),
    ("long_dates", |params, _| {
        let [value] = take(params)?;
        Ok(vietnamese::long_dates(&text(value)?).into())
    }),
];

/// Registers the helpers.
pub(super) fn register(registry: &mut Handlebars<'static>, reference: &Reference) {
    for (name, function) in FUNCTIONS {
        registry.register_helper(name, Box::new(ManyValues { name, function, reference: reference.clone() }));
    }
}

fn take<'a, const N: usize>(params: &[&'a Value]) -> Result<[&'a Value; N], String> {
    params.try_into().map_err(|_| format!("expects {N} values, has {}", params.len()))
}

/// A value and one more that may be left out.
fn with_option<'a>(params: &[&'a Value]) -> Result<(&'a Value, Option<&'a Value>), String> {
    match params {
        [value] => Ok((value, None)),
        [value, option] => Ok((value, Some(option))),
        _ => Err(format!("expects 1 or 2 values, has {}", params.len())),
    }
}

/// A sum of money and its unit.
fn sum(params: &[&Value]) -> Result<(Decimal, String), String> {
    let (amount, unit) = with_option(params)?;
    Ok((number(amount)?, unit.map_or(Ok(DONG.to_owned()), text)?))
}

/// The list in order, by the texts themselves or by a field of the items.
fn sorted(params: &[&Value], key: fn(&str) -> Key) -> Words {
    let (list, field) = with_option(params)?;
    let field = field.map(text).transpose()?;
    let key_of = |item: &Value| {
        let words = field.as_ref().map_or(item, |field| item.get(field).unwrap_or(&Value::Null));
        text(words).map(|words| (key(&words), item.clone()))
    };
    let items = list.as_array().ok_or("expects a list")?;
    let mut keyed = items.iter().map(key_of).collect::<Result<Vec<_>, _>>()?;
    keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(keyed.into_iter().map(|(_, item)| item).collect())
}

fn look_up(reference: &Reference, table: &str, key: &str, column: &str) -> Words {
    let found = reference.table(table).and_then(|rows| rows.get(key)).and_then(|row| row.get(column));
    found.cloned().ok_or_else(|| format!("no {column} for {key} in table {table}"))
}

/// Tên loại of the document a symbol names: `558/QĐ-BGDĐT` is a Quyết định, `263/SGDĐT-KHTC` a Công văn.
fn document_type(reference: &Reference, reference_number: &str) -> Words {
    let symbol = reference_number.split_once('/').map_or(reference_number, |(_, symbol)| symbol);
    let code = symbol.split(['-', '/']).next().unwrap_or_default();
    let rows = reference.table("document_types").and_then(|types| types.get(code));
    let name = rows.and_then(|rows| rows.get(0)).and_then(|row| row.get("name"));
    Ok(name.cloned().unwrap_or_else(|| "Công văn".into()))
}

/// A helper of several values.
struct ManyValues {
    name: &'static str,
    function: fn(&[&Value], &Reference) -> Words,
    reference: Reference,
}

impl HelperDef for ManyValues {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let params: Vec<&Value> = helper.params().iter().map(PathAndJson::value).collect();
        let value = (self.function)(&params, &self.reference);
        let source = helper.params().iter().find_map(path_of);
        value.map(ScopedJson::from).map_err(|problem| failure(self.name, source.as_ref(), &problem))
    }
}
