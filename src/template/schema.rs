//! JSON Schema 2020-12 of a form, for editors that check while one types.

use serde_json::{Map, Value as Json, json};

use super::form::{BlockKind, Choices, Content, Fallback, Field, Form, ID_PATTERN, Keys, Kind, List, MapKind};
use crate::expr::Reference;

/// The schema of the answers of `form`, with Vietnamese titles. It knows types, choices and shapes; rules between
/// answers are checked by [`crate::validate`] only.
pub fn schema(form: &Form, reference: &Reference) -> Json {
    let mut schema = Map::new();
    schema.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.extend(group(&form.fields, reference));
    if form.fields.iter().any(has_content) {
        schema.insert("$defs".into(), Json::Object(definitions(reference)));
    }
    Json::Object(schema)
}

fn has_content(field: &Field) -> bool {
    match &field.kind {
        Kind::Content(_) => true,
        Kind::Group(fields) => fields.iter().any(has_content),
        Kind::List(list) => has_content(&list.item),
        Kind::Map(map) => has_content(&map.value),
        _ => false,
    }
}

/// The blocks of content, each by its kind.
fn definitions(reference: &Reference) -> Map<String, Json> {
    let block = |kind: BlockKind| (kind.key().to_owned(), Json::Object(group(kind.fields(), reference)));
    BlockKind::ALL.into_iter().map(block).collect()
}

fn group(fields: &[Field], reference: &Reference) -> Map<String, Json> {
    let properties: Map<String, Json> =
        fields.iter().map(|field| (field.key.clone(), Json::Object(property(field, reference)))).collect();
    let is_required = |field: &&Field| field.required && matches!(field.default, Fallback::None);
    let required: Vec<&str> = fields.iter().filter(is_required).map(|field| field.key.as_str()).collect();
    let mut schema = Map::new();
    schema.insert("type".into(), json!("object"));
    schema.insert("properties".into(), Json::Object(properties));
    if !required.is_empty() {
        schema.insert("required".into(), json!(required));
    }
    schema.insert("additionalProperties".into(), json!(false));
    schema
}

fn property(field: &Field, reference: &Reference) -> Map<String, Json> {
    let mut schema = kind(&field.kind, reference);
    if !field.label.is_empty() {
        schema.insert("title".into(), json!(field.label));
    }
    let description = description(field, reference);
    if !description.is_empty() {
        schema.insert("description".into(), json!(description));
    }
    if let Fallback::Value(value) = &field.default {
        schema.insert("default".into(), value.clone());
    }
    if let Some(example) = example(field) {
        schema.insert("examples".into(), json!([example]));
    }
    if !field.required && field.key != "item" {
        allow_null(&mut schema);
    }
    schema
}

/// An answer that may be left out may also be written empty.
fn allow_null(schema: &mut Map<String, Json>) {
    match schema.get_mut("type") {
        Some(Json::Array(kinds)) => kinds.push(json!("null")),
        Some(kind) => *kind = json!([kind.take(), "null"]),
        None => {}
    }
    if let Some(Json::Array(choices)) = schema.get_mut("enum") {
        choices.push(Json::Null);
    }
}

fn description(field: &Field, reference: &Reference) -> String {
    let choices = match &field.kind {
        Kind::Choice(choices) => Some(labels(choices, reference)),
        _ => None,
    };
    let parts = [field.help.clone(), choices, field.label_en.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". ")
}

fn labels(choices: &Choices, reference: &Reference) -> String {
    let all = choices.all(reference);
    all.iter().map(|choice| format!("{}: {}", choice.value, choice.label)).collect::<Vec<_>>().join("; ")
}

fn example(field: &Field) -> Option<Json> {
    let example = field.example.as_deref()?;
    match &field.kind {
        Kind::Integer { .. } | Kind::Bool | Kind::List(_) | Kind::Map(_) => serde_saphyr::from_str(example).ok(),
        _ => Some(json!(example.trim_matches('"'))),
    }
}

fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

fn kind(kind: &Kind, reference: &Reference) -> Map<String, Json> {
    object(match kind {
        Kind::Group(fields) => return group(fields, reference),
        Kind::List(list) => return array(list, reference),
        Kind::Map(map) => return table(map, reference),
        Kind::Content(content) => blocks(content),
        Kind::Id => json!({"type": "string", "pattern": format!("^{ID_PATTERN}$")}),
        Kind::Text | Kind::Cell | Kind::LongText => json!({"type": "string", "minLength": 1}),
        Kind::Integer { min, max } => {
            let mut schema = object(json!({"type": "integer"}));
            schema.extend(min.map(|min| ("minimum".to_owned(), json!(min))));
            schema.extend(max.map(|max| ("maximum".to_owned(), json!(max))));
            return schema;
        }
        Kind::Decimal { .. } => json!({"type": ["string", "number"]}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Date => json!({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
        Kind::Choice(choices) => {
            let values: Vec<String> = choices.all(reference).into_iter().map(|choice| choice.value).collect();
            json!({"type": "string", "enum": values})
        }
        Kind::Code { pattern: Some(pattern), .. } => {
            json!({"type": "string", "pattern": format!("^(?:{})$", pattern.source)})
        }
        Kind::Code { pattern: None, .. } => json!({"type": "string", "minLength": 1}),
        Kind::ReferenceNumber => json!({"type": "string", "pattern": r"^\d{1,6}[a-zđ]?/\S+$"}),
        Kind::Email => json!({"type": "string", "format": "email"}),
        Kind::Phone => json!({"type": "string", "pattern": r"^0[\d .\-]{8,}"}),
        Kind::SchoolYear => json!({"type": "string", "pattern": r"^\d{4}-\d{4}$"}),
        Kind::File { folders: false } => {
            json!({"type": "string", "maxLength": 120, "pattern": r"^[A-Za-z0-9._\-]+$"})
        }
        Kind::File { folders: true } => json!({"type": "string", "pattern": r"^[A-Za-z0-9._\-]+(/[A-Za-z0-9._\-]+)*$"}),
        Kind::Picture(_) => {
            json!({"type": "string", "pattern": r"^[A-Za-z0-9._\-]+(/[A-Za-z0-9._\-]+)*\.([Pp][Nn][Gg]|[Jj][Pp][Ee]?[Gg])$"})
        }
        Kind::Sha256 => json!({"type": "string", "pattern": "^[0-9a-fA-F]{64}$"}),
    })
}

fn blocks(content: &Content) -> Json {
    let block = |kind: &BlockKind| json!({"$ref": format!("#/$defs/{}", kind.key())});
    json!({"type": "array", "items": {"oneOf": content.allowed.iter().map(block).collect::<Vec<_>>()}})
}

fn array(list: &List, reference: &Reference) -> Map<String, Json> {
    let mut item = property(&list.item, reference);
    if list.blanks {
        // A cell of a table: words, figures or nothing.
        item.insert("type".into(), json!(["string", "number", "null"]));
    }
    let mut schema = object(json!({"type": "array", "items": item}));
    if list.or_one {
        schema.insert("type".into(), json!(["array", "string"]));
    }
    if list.min > 0 {
        schema.insert("minItems".into(), json!(list.min));
    }
    schema.extend(list.max.map(|max| ("maxItems".to_owned(), json!(max))));
    if list.unique_by.iter().any(|key| key == ".") {
        schema.insert("uniqueItems".into(), json!(true));
    }
    schema
}

fn table(map: &MapKind, reference: &Reference) -> Map<String, Json> {
    let keys = match &map.keys {
        Keys::Fixed(keys) => json!({"enum": keys}),
        Keys::Table(table) => json!({"enum": reference.keys(table).collect::<Vec<_>>()}),
        Keys::Pattern(pattern) => json!({"pattern": format!("^(?:{})$", pattern.source)}),
    };
    let values = property(&map.value, reference);
    object(json!({"type": "object", "propertyNames": keys, "additionalProperties": values}))
}
