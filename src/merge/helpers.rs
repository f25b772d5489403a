//! The helpers a template may call. Each turns a value into words; none changes what the words say.

use std::sync::Arc;

use chrono::NaiveDate;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, Output, PathAndJson, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};
use regex::Regex;
use serde_json::Value;

use super::token::Token;
use crate::diag::AnswerPath;
use crate::rules;
use crate::vietnamese;

/// Registers all helpers.
pub(super) fn register(registry: &mut Handlebars<'static>, reference: &Arc<Value>) {
    registry.register_helper(PRINT, Box::new(Print));
    for (name, kind) in [
        ("table", Token::Table as fn(String) -> Token),
        ("ref", Token::TableRef as fn(String) -> Token),
        ("annex", Token::AnnexRef as fn(String) -> Token),
    ] {
        registry.register_helper(name, Box::new(Place(kind)));
    }
    for (name, function) in ONE_VALUE {
        registry.register_helper(name, Box::new(OneValue { name, function }));
    }
    for (name, function) in MANY_VALUES {
        registry.register_helper(name, Box::new(ManyValues { name, function, reference: Arc::clone(reference) }));
    }
    registry.register_helper("file_copies", Box::new(FileCopies));
}

/// The helper that every printing expression of a template is rewritten to call.
pub(super) const PRINT: &str = "print";

/// The key under which the data names its rule set.
pub(super) const RULES: &str = "rules";

/// Helpers that write a token of their own and are left as they are.
pub(super) const PLACES: [&str; 3] = ["table", "ref", "annex"];

/// What a helper makes of its values, or what is wrong with them.
type Words = Result<Value, String>;
/// A helper of one value, by its name.
type OneFunction = (&'static str, fn(&Value) -> Words);
/// A helper of several values and the reference tables, by its name.
type ManyFunction = (&'static str, fn(&[&Value], &Value) -> Words);

const ONE_VALUE: [OneFunction; 14] = [
    ("number", |value| Ok(vietnamese::document_number(integer(value)?).into())),
    ("slug", |value| Ok(vietnamese::slug(&text(value)?).into())),
    ("upper", |value| Ok(text(value)?.to_uppercase().into())),
    ("lower", |value| Ok(text(value)?.to_lowercase().into())),
    ("lower_first", |value| Ok(vietnamese::lower_first(&text(value)?).into())),
    ("stem", |value| Ok(stem(&text(value)?).into())),
    ("sentence", |value| Ok(sentence(&text(value)?).into())),
    ("clause", |value| Ok(vietnamese::lower_first(stem(&text(value)?)).into())),
    ("date", |value| Ok(vietnamese::date_long(date(value)?).into())),
    ("date_short", |value| Ok(vietnamese::date_short(date(value)?).into())),
    ("count", |value| Ok(vietnamese::count(integer(value)?).into())),
    ("int", |value| Ok(vietnamese::integer(integer(value)?).into())),
    ("dec", |value| Ok(decimal(value)?.into())),
    ("percent", |value| Ok(percent(value)?.into())),
];

const MANY_VALUES: [ManyFunction; 8] = [
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
        Ok(long_dates(&text(value)?).into())
    }),
];

fn take<'a, const N: usize>(params: &[&'a Value]) -> Result<[&'a Value; N], String> {
    params.try_into().map_err(|_| format!("expects {N} values, has {}", params.len()))
}

fn text(value: &Value) -> Result<String, String> {
    match value {
        Value::String(words) => Ok(words.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Err("has no value here".into()),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => Err("is not a text".into()),
    }
}

fn integer(value: &Value) -> Result<i64, String> {
    value.as_i64().ok_or_else(|| "is not a whole number".into())
}

fn date(value: &Value) -> Result<NaiveDate, String> {
    text(value)?.parse().map_err(|_| "is not a date".into())
}

/// A decimal with a comma; `-` where there is none (a share of nothing).
fn decimal(value: &Value) -> Result<String, String> {
    if value.is_null() {
        return Ok("-".into());
    }
    let (digits, scale) = vietnamese::parse_decimal(&text(value)?).ok_or("is not a decimal number")?;
    Ok(vietnamese::decimal(digits, scale))
}

fn percent(value: &Value) -> Result<String, String> {
    Ok(if value.is_null() { "-".into() } else { decimal(value)? + "%" })
}

/// The words without the mark that ends them.
fn stem(words: &str) -> &str {
    words.trim_end_matches(|mark: char| matches!(mark, '.' | ';' | ',') || mark.is_whitespace())
}

/// The words as a sentence: with the mark that ends them, a full stop when there was none.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.ends_with(['?', '!', '…']) { words.to_owned() } else { format!("{}.", stem(words)) }
}

/// Dates such as `15/6/2014` written out, as Vietnamese sentences have them: `ngày 15 tháng 6 năm 2014`.
fn long_dates(words: &str) -> String {
    static DATE: std::sync::LazyLock<Option<Regex>> =
        std::sync::LazyLock::new(|| Regex::new(r"(?:ngày )?\b(\d{1,2})/(\d{1,2})/(\d{4})\b").ok());
    let Some(pattern) = DATE.as_ref() else { return words.to_owned() };
    let write = |found: &regex::Captures<'_>| {
        let part = |i: usize| found[i].parse::<u32>().unwrap_or(0);
        let day = NaiveDate::from_ymd_opt(i32::try_from(part(3)).unwrap_or(0), part(2), part(1));
        day.map_or_else(|| found[0].to_owned(), vietnamese::date_long)
    };
    pattern.replace_all(words, write).into_owned()
}

fn look_up(reference: &Value, table: &str, key: &str, column: &str) -> Words {
    let found = reference.get(table).and_then(|rows| rows.get(key)).and_then(|row| row.get(column));
    found.cloned().ok_or_else(|| format!("no {column} for {key} in table {table}"))
}

/// Tên loại of the document a symbol names: `558/QĐ-BGDĐT` is a Quyết định, `263/SGDĐT-KHTC` a Công văn.
fn document_type(reference: &Value, reference_number: &str) -> Words {
    let symbol = reference_number.split_once('/').map_or(reference_number, |(_, symbol)| symbol);
    let code = symbol.split(['-', '/']).next().unwrap_or_default();
    let rows = reference.get("document_types").and_then(|types| types.get(code));
    let name = rows.and_then(|rows| rows.get(0)).and_then(|row| row.get("name"));
    Ok(name.cloned().unwrap_or_else(|| "Công văn".into()))
}

/// Writes a value in disguise, with the path it came from.
struct Print;

impl HelperDef for Print {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let value = helper.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex(PRINT, 0))?;
        let source = helper.params().iter().find_map(path_of);
        let text = text(value.value()).map_err(|problem| failure(PRINT, source.as_ref(), &problem))?;
        out.write(&Token::Value { text, source }.encode())?;
        Ok(())
    }
}

fn path_of(param: &PathAndJson<'_>) -> Option<AnswerPath> {
    let path = param.context_path()?;
    (!path.is_empty()).then(|| AnswerPath::new(path.join(".")))
}

fn failure(name: &str, source: Option<&AnswerPath>, problem: &str) -> RenderError {
    let subject = source.map_or(name, AnswerPath::as_str);
    RenderErrorReason::Other(format!("{subject}: {problem}")).into()
}

/// Writes a token that names a table or an annex.
struct Place(fn(String) -> Token);

impl HelperDef for Place {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let id = helper.param(0).and_then(|param| param.value().as_str());
        let id = id.ok_or_else(|| failure(helper.name(), None, "expects the name of a table or annex"))?;
        out.write(&self.0(id.to_owned()).encode())?;
        Ok(())
    }
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

/// A helper of several values, with the reference tables at hand.
struct ManyValues {
    name: &'static str,
    function: fn(&[&Value], &Value) -> Words,
    reference: Arc<Value>,
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

/// Writes the number of file copies as the rule set has it; its name travels with the data.
struct FileCopies;

impl HelperDef for FileCopies {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let rules = context.data().get(RULES).and_then(Value::as_str).and_then(|name| name.parse().ok());
        let rules = rules.ok_or_else(|| failure("file_copies", None, "has no rule set"))?;
        let copies = helper.param(0).and_then(|param| param.value().as_u64());
        let copies = copies.ok_or_else(|| failure("file_copies", None, "is not a whole number"))?;
        Ok(ScopedJson::from(Value::String(rules::load(rules).wording.file_copies(copies))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        assert_eq!((stem("Kiểm tra."), stem("Kiểm tra ; ")), ("Kiểm tra", "Kiểm tra"));
        assert_eq!(
            (sentence("Đạt"), sentence("Đạt. "), sentence("Sao?")),
            ("Đạt.".into(), "Đạt.".into(), "Sao?".into())
        );
    }

    #[test]
    fn dates_inside_a_sentence() {
        assert_eq!(
            long_dates("trước ngày 15/6/2014, sau 3/2/2015"),
            "trước ngày 15 tháng 6 năm 2014, sau ngày 03 tháng 02 năm 2015"
        );
        assert_eq!(long_dates("tỷ lệ 31/2/2014"), "tỷ lệ 31/2/2014");
    }
}
