//! What `form.yaml` holds, as it is written.

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::Value as Json;
use serde_saphyr::Spanned;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawForm {
    /// Anchors for what is written more than once.
    #[serde(default, rename = "shared")]
    _shared: IndexMap<String, serde::de::IgnoredAny>,
    #[serde(default)]
    pub(super) bindings: IndexMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) fields: Vec<Spanned<RawField>>,
    #[serde(default)]
    pub(super) rules: Vec<Spanned<RawRule>>,
    /// Rules of the base that do not hold for this kind.
    #[serde(default)]
    pub(super) omit_rules: Vec<Spanned<String>>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawField {
    pub(super) key: Option<String>,
    /// Empty in a kind's form for a field of its base.
    #[serde(default, rename = "type")]
    pub(super) kind: String,
    pub(super) label: Option<String>,
    pub(super) label_en: Option<String>,
    pub(super) help: Option<String>,
    pub(super) help_en: Option<String>,
    pub(super) example: Option<String>,
    pub(super) required: Option<bool>,
    /// Left out, until a kind takes it up.
    pub(super) omit: Option<bool>,
    /// The field of the base that stands after it.
    pub(super) before: Option<String>,
    pub(super) default: Option<Json>,
    pub(super) default_from: Option<Spanned<String>>,
    pub(super) printed: Option<Vec<String>>,
    pub(super) pii: Option<String>,
    pub(super) fields: Option<Vec<Spanned<RawField>>>,
    pub(super) item: Option<Box<Spanned<RawField>>>,
    pub(super) value: Option<Box<Spanned<RawField>>>,
    pub(super) keys: Option<RawKeys>,
    pub(super) key_label: Option<String>,
    pub(super) key_label_en: Option<String>,
    pub(super) min: Option<i64>,
    pub(super) max: Option<i64>,
    pub(super) or_one: Option<bool>,
    pub(super) blanks: Option<bool>,
    pub(super) blocks: Option<Vec<String>>,
    pub(super) unique_by: Option<Vec<String>>,
    pub(super) sort_by: Option<OneOrMore>,
    pub(super) scale: Option<u32>,
    pub(super) pattern: Option<String>,
    pub(super) width: Option<usize>,
    pub(super) choices: Option<Vec<RawChoice>>,
    pub(super) choices_from: Option<String>,
    pub(super) from: Option<RawFrom>,
    pub(super) folders: Option<bool>,
    pub(super) of: Option<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawChoice {
    pub(super) value: String,
    pub(super) label: String,
}

/// The keys of a map: a list, a reference table or a pattern.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub(super) enum RawKeys {
    Fixed(Vec<String>),
    Table { from: String },
    Pattern(String),
}

#[derive(Deserialize, Clone)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFrom {
    pub(super) table: String,
    #[serde(default)]
    pub(super) prefix: String,
    pub(super) label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: String,
    #[serde(default)]
    pub(super) each: String,
    pub(super) when: Option<Spanned<String>>,
    pub(super) check: Spanned<String>,
    #[serde(default)]
    pub(super) at: String,
    pub(super) level: String,
    pub(super) vi: Spanned<String>,
    pub(super) en: Spanned<String>,
    pub(super) hint_vi: Option<Spanned<String>>,
    pub(super) hint_en: Option<Spanned<String>>,
    pub(super) in_form_vi: Option<Spanned<String>>,
    pub(super) in_form_en: Option<Spanned<String>>,
    pub(super) basis: Option<String>,
}

/// The attributes that the type has no use for.
pub(super) fn leftover(raw: &RawField) -> Vec<&'static str> {
    let given = [
        ("fields", raw.fields.is_some()),
        ("item", raw.item.is_some()),
        ("value", raw.value.is_some()),
        ("keys", raw.keys.is_some()),
        ("key_label", raw.key_label.is_some()),
        ("key_label_en", raw.key_label_en.is_some()),
        ("min", raw.min.is_some()),
        ("max", raw.max.is_some()),
        ("or_one", raw.or_one.is_some()),
        ("blanks", raw.blanks.is_some()),
        ("blocks", raw.blocks.is_some()),
        ("unique_by", raw.unique_by.is_some()),
        ("sort_by", raw.sort_by.is_some()),
        ("scale", raw.scale.is_some()),
        ("pattern", raw.pattern.is_some()),
        ("width", raw.width.is_some()),
        ("choices", raw.choices.is_some()),
        ("from", raw.from.is_some()),
        ("choices_from", raw.choices_from.is_some()),
        ("folders", raw.folders.is_some()),
        ("of", raw.of.is_some()),
        ("printed", raw.printed.is_some() && !["text", "long_text"].contains(&raw.kind.as_str())),
    ];
    given.into_iter().filter_map(|(name, given)| given.then_some(name)).collect()
}
