//! Values that follow from other answers, and the rules between answers.

use serde_json::Value as Json;

use super::convert::Conversion;
use super::keys;
use crate::diag::{AnswerPath, Diagnostic, Message, Severity};
use crate::expr::{Data, Expression, Reference, Scope};
use crate::template::form::{Form, Kind, Rule};

/// Fills in what was not answered and can be computed. What is returned is the answers as the rules read them.
pub(super) fn complete(conversion: &mut Conversion, form: &Form, reference: &Reference) -> Data {
    let mut data = Data::from(&conversion.data);
    for (path, field, expression) in std::mem::take(&mut conversion.pending) {
        let mut reads = Vec::new();
        add_reads(expression, form, &path, &mut reads);
        if is_unsure(conversion, &reads) {
            conversion.broken.insert(path);
            continue;
        }
        let value = expression.evaluate(&scope(&data, form, reference)).unwrap_or(Json::Null);
        if value.is_null() && field.required && !conversion.broken.contains(&path) {
            let place = conversion.places.find(&conversion.file, &path);
            conversion.findings.push(keys::empty(field, &path).at(place));
            conversion.broken.insert(path.clone());
        }
        let cause = cause(&conversion.data, &value, &reads);
        conversion.causes.extend(cause.map(|cause| (path.clone(), cause)));
        if let Some(slot) = slot(&mut conversion.data, &path) {
            data.put(&path, &value);
            *slot = value;
        }
    }
    data
}

/// The answer that a computed text holds: the longest of those it was computed from.
fn cause(data: &Json, value: &Json, reads: &[String]) -> Option<AnswerPath> {
    let value = value.as_str()?;
    let held = |path: &String| {
        let text = data.pointer(&format!("/{}", path.replace('.', "/")))?.as_str()?;
        (!text.is_empty() && value.contains(text)).then(|| (text.len(), AnswerPath::new(path)))
    };
    reads.iter().filter_map(held).max_by_key(|(length, _)| *length).map(|(_, path)| path)
}

fn slot<'a>(data: &'a mut Json, path: &AnswerPath) -> Option<&'a mut Json> {
    path.segments().try_fold(data, |value, key| match value {
        Json::Object(map) => map.get_mut(key),
        Json::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => None,
    })
}

/// The answers with the names that the form computes from them.
fn scope(data: &Data, form: &Form, reference: &Reference) -> Scope {
    let scope = Scope::new(data, reference);
    form.bindings.iter().fold(scope, |scope, binding| {
        let bound = binding.value.bind(&scope, &binding.name);
        bound.unwrap_or_else(|_| scope.with(&binding.name, &Json::Null))
    })
}

/// Checks every rule wherever it holds.
pub(super) fn check(conversion: &mut Conversion, data: &Data, form: &Form, reference: &Reference) {
    let scope = scope(data, form, reference);
    let mut findings = Vec::new();
    for rule in &form.rules {
        for path in places(&conversion.data, &rule.each) {
            let reads = reads(rule, form, &path);
            if is_unsure(conversion, &reads) {
                continue;
            }
            let scope = local(&scope, form, &path);
            findings.extend(apply(rule, &scope).map(|finding| {
                let place =
                    rule.at.split('.').filter(|key| !key.is_empty()).fold(path.clone(), |path, key| path.child(key));
                finding.at(conversion.places.find(&conversion.file, &place))
            }));
        }
    }
    conversion.findings.extend(findings);
}

/// Every path that a pattern with `*` matches in the answers.
fn places(data: &Json, pattern: &str) -> Vec<AnswerPath> {
    let mut found = vec![(AnswerPath::root(), data)];
    for key in pattern.split('.').filter(|key| !key.is_empty()) {
        let mut next = Vec::new();
        for (path, value) in found {
            next.extend(descend(path, value, key));
        }
        found = next;
    }
    found.into_iter().filter(|(_, value)| !value.is_null()).map(|(path, _)| path).collect()
}

fn descend<'a>(path: AnswerPath, value: &'a Json, key: &str) -> Vec<(AnswerPath, &'a Json)> {
    match (value, key) {
        (Json::Object(map), "*") => map.iter().map(|(key, value)| (path.child(key), value)).collect(),
        (Json::Array(items), "*") => items.iter().enumerate().map(|(n, value)| (path.child(n), value)).collect(),
        (Json::Object(map), key) => map.get(key).map(|value| (path.child(key), value)).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// `this`, `key`, `index` and `parent` at a place.
fn local(scope: &Scope, form: &Form, path: &AnswerPath) -> Scope {
    let key = path.segments().last().unwrap_or_default();
    let index = key.parse::<i64>().ok().map_or(Json::Null, Json::from);
    let scope = scope.with_answer("this", path).with("key", &Json::from(key)).with("index", &index);
    scope.with_answer("parent", &group_above(form, path))
}

/// The nearest group above a place: the lists and maps between are passed over.
fn group_above(form: &Form, path: &AnswerPath) -> AnswerPath {
    let mut above = path.parent().unwrap_or_default();
    while !above.as_str().is_empty() {
        if form.field(&above).is_some_and(|field| matches!(field.kind, Kind::Group(_))) {
            break;
        }
        above = above.parent().unwrap_or_default();
    }
    above
}

/// The answers that a rule looks at.
fn reads(rule: &Rule, form: &Form, path: &AnswerPath) -> Vec<String> {
    let mut found = Vec::new();
    for expression in rule.when.iter().chain([&rule.check]) {
        add_reads(expression, form, path, &mut found);
    }
    found
}

fn add_reads(expression: &Expression, form: &Form, path: &AnswerPath, found: &mut Vec<String>) {
    for read in expression.paths() {
        let (root, rest) = read.split_once('.').map_or((read.as_str(), ""), |(root, rest)| (root, rest));
        let base = match root {
            "this" => path.clone(),
            "parent" => group_above(form, path),
            "key" | "index" => continue,
            other => match form.bindings.iter().find(|binding| binding.name == other) {
                Some(binding) => {
                    add_reads(&binding.value, form, path, found);
                    continue;
                }
                None => AnswerPath::new(other),
            },
        };
        let whole = if rest.is_empty() { base } else { AnswerPath::new(format!("{base}.{rest}")) };
        found.push(whole.to_string());
    }
}

/// Whether one of the answers read has no trustworthy value.
fn is_unsure(conversion: &Conversion, reads: &[String]) -> bool {
    let unsure = |read: &String| conversion.broken.iter().any(|broken| overlap(broken.as_str(), read));
    reads.iter().any(unsure)
}

/// Whether one path leads to or through the other.
fn overlap(a: &str, b: &str) -> bool {
    let within = |outer: &str, inner: &str| {
        outer.is_empty() || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    within(a, b) || within(b, a)
}

fn apply(rule: &Rule, scope: &Scope) -> Option<Diagnostic> {
    match hold(rule, scope) {
        Ok(true) => None,
        Ok(false) => Some(finding(rule, scope).unwrap_or_else(|message| faulty(rule, message))),
        Err(message) => Some(faulty(rule, message)),
    }
}

fn hold(rule: &Rule, scope: &Scope) -> Result<bool, Message> {
    let applies = rule.when.as_ref().map_or(Ok(true), |when| when.holds(scope))?;
    if applies { rule.check.holds(scope) } else { Ok(true) }
}

fn finding(rule: &Rule, scope: &Scope) -> Result<Diagnostic, Message> {
    let message = Message::new(rule.vi.evaluate(scope)?, rule.en.evaluate(scope)?);
    let mut finding = Diagnostic::new(rule.level, format!("rule/{}", rule.id), message);
    if let Some((vi, en)) = &rule.hint {
        finding = finding.hint(Message::new(vi.evaluate(scope)?, en.evaluate(scope)?));
    }
    if let Some((vi, en)) = &rule.in_form {
        finding = finding.in_form(Message::new(vi.evaluate(scope)?, en.evaluate(scope)?));
    }
    finding.basis = rule.basis.clone();
    Ok(finding)
}

/// A rule that cannot be computed is a fault of the form, not of the clerk.
fn faulty(rule: &Rule, message: Message) -> Diagnostic {
    let id = &rule.id;
    let message = Message::new(
        format!("Không tính được quy tắc {id} của mẫu phiếu: {}", message.vi),
        format!("The form's rule {id} cannot be computed: {}", message.en),
    );
    Diagnostic::new(Severity::Error, "template/rule", message)
}
