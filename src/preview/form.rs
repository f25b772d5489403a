//! The form as the browser is told it, and answers as plain JSON.

use serde_json::{Map, Value as Json, json};

use crate::answers::{Container, Data, Node, Typed};
use crate::diag::{AnswerPath, Diagnostic};
use crate::expr::Reference;
use crate::model::CellValue;
use crate::render::Prepared;
use crate::template::Template;
use crate::template::form::{BlockKind, Content, Fallback, Field, Form, Keys, Kind, List, PictureUse};
use crate::vietnamese;

/// The form of a kind of document.
pub fn form(template: &Template) -> Json {
    let reference = &template.reference;
    let blocks: Map<String, Json> = BlockKind::ALL
        .into_iter()
        .map(|kind| (kind.key().to_owned(), Json::Array(fields(kind.fields(), reference))))
        .collect();
    json!({ "kind": template.name, "title": template.manifest.title, "title_en": template.manifest.title_en,
        "fields": fields(&template.form.fields, reference), "blocks": blocks })
}

fn fields(fields: &[Field], reference: &Reference) -> Vec<Json> {
    fields.iter().map(|one| field(one, reference)).collect()
}

fn field(field: &Field, reference: &Reference) -> Json {
    let default = match &field.default {
        Fallback::Value(value) => value.clone(),
        Fallback::None | Fallback::Computed(_) => Json::Null,
    };
    // What is computed only in a case is not computed for one who leaves it empty.
    let computed = matches!(&field.default, Fallback::Computed(value) if !value.is_else_nothing());
    let required = field.required && !computed && !matches!(field.default, Fallback::Value(_));
    let mut told = json!({
        "key": field.key, "label": field.label, "label_en": field.label_en, "help": field.help,
        "help_en": field.help_en, "example": field.spoken_example(), "default": default,
        "required": required, "computed": computed,
    });
    if let (Json::Object(told), Json::Object(more)) = (&mut told, kind(&field.kind, reference)) {
        told.extend(more);
    }
    told
}

fn kind(kind: &Kind, reference: &Reference) -> Json {
    match kind {
        Kind::Group(inner) => json!({ "type": "group", "fields": fields(inner, reference) }),
        Kind::List(list) => list_of(list, reference),
        Kind::Map(map) => {
            let keys = match &map.keys {
                Keys::Fixed(keys) => Some(keys.clone()),
                Keys::Table(table) => Some(reference.keys(table).map(str::to_owned).collect()),
                Keys::Pattern(_) => None,
            };
            json!({ "type": "map", "keys": keys, "key_label": map.key_label, "key_label_en": map.key_label_en, "value": field(&map.value, reference) })
        }
        Kind::Text | Kind::Cell => json!({ "type": "text" }),
        Kind::LongText => json!({ "type": "long_text" }),
        Kind::Integer { min, max } => json!({ "type": "integer", "min": min, "max": max }),
        Kind::Decimal { scale } => json!({ "type": "decimal", "scale": scale }),
        Kind::Bool => json!({ "type": "bool" }),
        Kind::Date => json!({ "type": "date" }),
        Kind::Choice(choices) => {
            let all = choices.all(reference);
            let choices: Vec<Json> = all.iter().map(|one| json!({ "value": one.value, "label": one.label })).collect();
            json!({ "type": "choice", "choices": choices })
        }
        Kind::Code { .. } => json!({ "type": "code" }),
        Kind::ReferenceNumber => json!({ "type": "reference_number" }),
        Kind::Email => json!({ "type": "email" }),
        Kind::Phone => json!({ "type": "phone" }),
        Kind::SchoolYear => json!({ "type": "school_year" }),
        Kind::File { .. } | Kind::Picture(PictureUse::Text | PictureUse::Signature | PictureUse::Seal) => {
            json!({ "type": "file" })
        }
        Kind::Sha256 => json!({ "type": "sha256" }),
        Kind::Content(Content { allowed, .. }) => {
            let allowed: Vec<&str> = allowed.iter().map(|kind| kind.key()).collect();
            json!({ "type": "content", "allowed": allowed })
        }
        Kind::Id => json!({ "type": "id" }),
    }
}

fn list_of(list: &List, reference: &Reference) -> Json {
    json!({ "type": "list", "item": field(&list.item, reference), "min": list.min, "max": list.max })
}

/// The question at a path, those in blocks of content among them.
pub fn field_at<'a>(form: &'a Form, path: &AnswerPath) -> Option<&'a Field> {
    let mut keys = path.segments();
    let first = keys.next()?;
    let mut field = form.fields.iter().find(|field| field.key == first)?;
    while let Some(key) = keys.next() {
        field = match &field.kind {
            Kind::Group(fields) => fields.iter().find(|field| field.key == key)?,
            Kind::List(list) => &list.item,
            Kind::Map(map) => &map.value,
            Kind::Content(_) => {
                // `key` is the block's number; what stands in it is told by the next.
                let inner = keys.next()?;
                let mut fields = BlockKind::ALL.into_iter().flat_map(BlockKind::fields);
                fields.find(|field| field.key == inner)?
            }
            _ => return None,
        };
    }
    Some(field)
}

/// What is to be made at a path that the file does not have.
pub fn shape(form: &Form, path: &AnswerPath) -> Container {
    let keys = |fields: &[Field]| Container::Map(fields.iter().map(|field| field.key.clone()).collect());
    if *path == AnswerPath::root() {
        return keys(&form.fields);
    }
    match field_at(form, path).map(|field| &field.kind) {
        Some(Kind::List(_) | Kind::Content(_)) => Container::List,
        Some(Kind::Group(fields)) => keys(fields),
        Some(Kind::Map(map)) => match &map.keys {
            Keys::Fixed(keys) => Container::Map(keys.clone()),
            Keys::Table(_) | Keys::Pattern(_) => Container::Map(Vec::new()),
        },
        _ => Container::Map(Vec::new()),
    }
}

/// What a browser sent, as it is to be written at `path`: codes stand in quotes, and an empty text is no answer.
pub fn typed(form: &Form, path: &AnswerPath, value: &Json) -> Typed {
    match value {
        Json::Null => Typed::Null,
        Json::Bool(_) | Json::Number(_) => Typed::Scalar { text: value.to_string(), quoted: false },
        Json::String(text) if text.is_empty() => Typed::Null,
        Json::String(text) => {
            let kind = field_at(form, path).map(|field| &field.kind);
            let quoted = matches!(kind, Some(Kind::Code { .. } | Kind::Phone | Kind::SchoolYear));
            Typed::Scalar { text: text.clone(), quoted }
        }
        Json::Array(items) => {
            let items = items.iter().enumerate();
            Typed::List(items.map(|(index, item)| typed(form, &path.child(index), item)).collect())
        }
        Json::Object(entries) => {
            let entries = entries.iter();
            Typed::Map(entries.map(|(key, value)| (key.clone(), typed(form, &path.child(key), value))).collect())
        }
    }
}

/// Findings as they are told in a form.
pub fn for_form(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    findings.iter().cloned().map(Diagnostic::for_form).collect()
}

/// Answers as JSON: what was typed as text, nothing as null.
pub fn plain(node: &Node) -> Json {
    if node.is_null() {
        return Json::Null;
    }
    match &node.data {
        Data::Scalar { text, .. } => json!(text),
        Data::List(items) => items.iter().map(plain).collect(),
        Data::Map(entries) => {
            let entries = entries.iter().map(|entry| (entry.key.clone(), plain(&entry.value)));
            Json::Object(entries.collect())
        }
    }
}

/// The computed figures, with the words for them.
pub fn figures(prepared: &Prepared) -> Json {
    let figures = prepared.document.figures.iter().map(|figure| {
        let sources = figure.sources.iter().map(|path| prepared.answers.place(path).path);
        json!({ "id": figure.id, "label": figure.label, "value": words(&figure.value), "formula": figure.formula,
            "sources": sources.collect::<Vec<_>>() })
    });
    figures.collect()
}

fn words(value: &CellValue) -> String {
    match value {
        CellValue::Empty => String::new(),
        CellValue::Text(text) => text.clone(),
        CellValue::Integer(number) => vietnamese::integer(*number),
        CellValue::Decimal { digits, scale } => vietnamese::decimal(*digits, *scale),
        CellValue::Date(date) => vietnamese::date_short(*date),
    }
}
