//! Keys that the form does not know, and keys that it misses.

use super::convert::Walk;
use super::scalar::{is_near, plain_letters};
use crate::answers::{Data, Entry};
use crate::diag::{AnswerPath, Diagnostic, Message, Span};
use crate::template::form::{Fallback, Field, Form, Kind};

/// Reports unknown and missing keys of a group; the missing ones are returned.
pub(super) fn check<'a>(
    walk: &mut Walk<'a, '_>,
    fields: &'a [Field],
    entries: &[Entry],
    path: &AnswerPath,
) -> Vec<&'a str> {
    let is_given = |field: &&Field| entries.iter().any(|entry| entry.key == field.key && !entry.value.is_null());
    let has_none = |field: &&Field| matches!(field.default, Fallback::None);
    let is_needed = |field: &&Field| field.required && has_none(field) && !is_given(field);
    let mut missing: Vec<&'a Field> = fields.iter().filter(is_needed).collect();
    let keys: Vec<&str> = missing.iter().map(|field| field.key.as_str()).collect();
    for entry in entries.iter().filter(|entry| !fields.iter().any(|field| field.key == entry.key)) {
        let absent = |field: &&Field| !entries.iter().any(|entry| entry.key == field.key);
        let meant = fields.iter().filter(absent).find(|field| is_meant(&entry.key, field));
        let torn = if meant.is_none() { torn(walk, entries, entry) } else { None };
        let finding = torn.unwrap_or_else(|| unknown(walk.form, fields, entry, meant, path));
        walk.findings.push(finding.at(walk.place(entry.key_span, &path.child(&entry.key))));
        // The same slip is not told twice.
        missing.retain(|field| meant.is_none_or(|meant| meant.key != field.key));
    }
    for field in missing {
        report_missing(walk, field, entries, path);
    }
    keys
}

/// Whether a key that the form does not know stands for this field.
fn is_meant(key: &str, field: &Field) -> bool {
    let is_joined = key.strip_prefix(&field.key).is_some_and(|rest| rest.starts_with(':'));
    is_joined || is_near(key, &field.key) || plain_letters(key) == plain_letters(&field.label)
}

/// `{name: Sở Giáo dục, Đào tạo}`: what follows a comma in braces is a key without a value.
fn torn(walk: &Walk, entries: &[Entry], entry: &Entry) -> Option<Diagnostic> {
    let rest = walk.answers.source.text().get(entry.key_span.end..)?.trim_start();
    let before = entries.iter().position(|other| other.key_span == entry.key_span)?.checked_sub(1)?;
    let before = &entries[before];
    let Data::Scalar { text, plain: true } = &before.value.data else { return None };
    (entry.value.is_null() && rest.starts_with([',', '}'])).then(|| {
        let (part, key) = (&entry.key, &before.key);
        let message = Message::new(
            format!("Chữ có dấu phẩy trong {{…}} phải đặt trong ngoặc kép: “{part}” bị coi là một mục"),
            format!("Text with a comma must stand in quotes inside {{…}}: '{part}' is taken for a field"),
        );
        let line = format!("{key}: \"{text}, {part}\"");
        let hint = Message::new(format!("Viết: {line}"), format!("Write: {line}"));
        Diagnostic::error("answers/unknown-key", message).hint(hint)
    })
}

fn unknown(form: &Form, fields: &[Field], entry: &Entry, meant: Option<&Field>, path: &AnswerPath) -> Diagnostic {
    let key = &entry.key;
    let message = Message::new(format!("Không có mục “{key}”"), format!("There is no field '{key}'"));
    let finding = Diagnostic::error("answers/unknown-key", message);
    let joined = |field: &&Field| entry.key.strip_prefix(&field.key)?.strip_prefix(':');
    if let Some((Field { key, .. }, rest)) = meant.zip(meant.as_ref().and_then(joined)) {
        return finding.hint(Message::new(
            format!("Thiếu dấu cách sau dấu “:”. Viết: {key}: {rest}"),
            format!("The space after ':' is missing. Write: {key}: {rest}"),
        ));
    }
    if let Some(field) = meant {
        let (key, label) = (&field.key, &field.label);
        return finding.hint(Message::new(format!("Có phải “{key}” ({label})?"), format!("Did you mean '{key}'?")));
    }
    let mut elsewhere = Vec::new();
    find(&form.fields, key, &AnswerPath::root(), &mut elsewhere);
    if let [only] = elsewhere.as_slice() {
        let parent = only.parent().unwrap_or_default();
        let (vi, en) = if parent == AnswerPath::root() {
            ("Mục này đứng riêng ở đầu dòng, không thụt vào".to_owned(), "It stands at the top level".to_owned())
        } else {
            (format!("Mục này thuộc về {parent}"), format!("It belongs to {parent}"))
        };
        return finding.hint(Message::new(vi, en));
    }
    let known: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    let known = known.join(", ");
    let name = if path.as_str().is_empty() { String::new() } else { format!("{path}: ") };
    finding.hint(Message::new(format!("Các mục ở đây: {name}{known}"), format!("Known here: {name}{known}")))
}

/// Every place of the form where a key of this name belongs.
fn find(fields: &[Field], key: &str, path: &AnswerPath, found: &mut Vec<AnswerPath>) {
    for field in fields {
        let below = path.child(&field.key);
        if field.key == key {
            found.push(below.clone());
        }
        match &field.kind {
            Kind::Group(fields) => find(fields, key, &below, found),
            Kind::List(list) => {
                if let Kind::Group(fields) = &list.item.kind {
                    find(fields, key, &below.child("*"), found);
                }
            }
            _ => {}
        }
    }
}

fn report_missing(walk: &mut Walk, field: &Field, entries: &[Entry], path: &AnswerPath) {
    let below = path.child(&field.key);
    // A key without a value is where the value belongs; otherwise the group's first line is.
    let given = entries.iter().find(|entry| entry.key == field.key);
    let group = walk.answers.get(path).map(|node| walk.first_line(node.span));
    let span = given.map(|entry| entry.key_span).or(group_key(walk, path)).or(group);
    let span = span.filter(|_| !path.as_str().is_empty() || given.is_some());
    let span = span.unwrap_or(Span { line: 1, column: 1, start: 0, end: 0 });
    let (label, line) = (&field.label, written(walk, field, entries, path));
    let finding = match given {
        Some(_) => empty(field, &below),
        None => {
            let message = Message::new(format!("Thiếu mục {label} ({below})"), format!("'{below}' is missing"));
            let (vi, en) = match path.as_str() {
                "" => (format!("Thêm:\n{line}"), format!("Add:\n{line}")),
                _ => (format!("Thêm vào {path}:\n{line}"), format!("Add to {path}:\n{line}")),
            };
            Diagnostic::error("answers/missing", message).hint(Message::new(vi, en)).in_form(in_form(field))
        }
    };
    walk.findings.push(finding.at(walk.place(span, &below)));
}

/// A missing answer as it would be written beside its neighbours: JSON in JSON, indented like them in YAML.
fn written(walk: &Walk, field: &Field, entries: &[Entry], path: &AnswerPath) -> String {
    let text = walk.answers.source.text();
    let sample = field.sample();
    if entries.first().is_some_and(|entry| text[entry.key_span.start..].starts_with('"')) {
        let scalar = matches!(field.kind, Kind::Integer { .. } | Kind::Bool) || sample.starts_with(['"', '[', '{']);
        return if scalar {
            format!("\"{}\": {sample}", field.key)
        } else {
            format!("\"{}\": \"{sample}\"", field.key)
        };
    }
    let in_braces = walk.answers.get(path).is_some_and(|node| text[node.span.start..].starts_with('{'));
    let indent = match entries.first() {
        _ if in_braces => 0,
        Some(entry) => entry.key_span.column - 1,
        None => path.segments().count() * 2,
    };
    format!("{}{}: {sample}", " ".repeat(indent), field.key)
}

/// `Như trên` as `- {name: Như trên}`, where one field of the group takes words and no other is needed.
pub(super) fn in_group(walk: &Walk, fields: &[Field], text: &str, path: &AnswerPath) -> Option<Message> {
    let mut needed = fields.iter().filter(|field| field.required && !matches!(field.default, Fallback::Value(_)));
    let field = needed.next().filter(|field| matches!(field.kind, Kind::Text | Kind::LongText))?;
    if needed.next().is_some() || text.trim().is_empty() || text.contains(['"', '\\', '\n']) {
        return None;
    }
    let is_json = walk.answers.source.text().trim_start().starts_with("{\"");
    let is_item = path.segments().last().is_some_and(|key| key.parse::<usize>().is_ok());
    let is_plain = text.starts_with(char::is_alphabetic) && !text.contains([',', ':', '#', '[', ']', '{', '}']);
    let line = match (is_json, is_plain) {
        (true, _) => format!("{{\"{}\": \"{text}\"}}", field.key),
        (false, true) => format!("{{{}: {text}}}", field.key),
        (false, false) => format!("{{{}: \"{text}\"}}", field.key),
    };
    let line = if is_item && !is_json { format!("- {line}") } else { line };
    Some(Message::new(format!("Viết: {line}"), format!("Write: {line}")))
}

/// The key under which a group stands.
fn group_key(walk: &Walk, path: &AnswerPath) -> Option<Span> {
    let parent = walk.answers.get(&path.parent()?)?;
    let last = path.segments().last()?;
    match &parent.data {
        Data::Map(entries) => entries.iter().find(|entry| entry.key == last).map(|entry| entry.key_span),
        Data::List(_) | Data::Scalar { .. } => None,
    }
}

/// A field that must be answered and is empty.
pub(super) fn empty(field: &Field, path: &AnswerPath) -> Diagnostic {
    let label = &field.label;
    let message = Message::new(format!("{label} ({path}) chưa điền"), format!("'{path}' is empty"));
    let line = format!("{}: {}", field.key, field.sample());
    let hint = if field.key == "item" {
        Message::new("Điền hoặc xóa dòng này", "Fill it in or delete the line")
    } else {
        Message::new(format!("Ví dụ: {line}"), format!("As: {line}"))
    };
    Diagnostic::error("answers/missing", message).hint(hint).in_form(in_form(field))
}

/// What one does in a form about a field that is empty.
fn in_form(field: &Field) -> Message {
    match (&field.kind, field.spoken_example()) {
        (Kind::Bool, _) => Message::new("Chọn Có hoặc Không", "Choose yes or no"),
        (Kind::Choice(_), _) => Message::new("Chọn một mục trong danh sách", "Choose one of the list"),
        (Kind::List(_) | Kind::Content(_), _) => Message::new("Thêm ít nhất một mục", "Add an item"),
        (Kind::Group(_) | Kind::Map(_), _) => {
            Message::new("Điền các ô bắt buộc của phần này", "Fill in the required fields of this part")
        }
        (_, Some(example)) => Message::new(format!("Ví dụ: {example}"), format!("As: {example}")),
        (_, None) => Message::new("Điền vào ô này", "Fill it in"),
    }
}
