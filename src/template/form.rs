//! The form of a kind of document: every question, its type, its words, and the rules between answers.
//!
//! A form is data (`form.yaml`); this is its meaning, with every expression compiled. See `form/read.rs` for how it is
//! written, and `form/compose.rs` for how a kind's lies over its base's.

mod compose;
mod content;
mod raw;
mod read;

use serde_json::Value as Json;

use crate::expr::{Expression, Text};

pub use content::{BlockKind, Content, ID_PATTERN, footnote_marks, is_id};

/// A form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Names for expressions, computed from the answers in this order.
    pub bindings: Vec<Binding>,
    /// The questions, in their order.
    pub fields: Vec<Field>,
    /// The rules between answers.
    pub rules: Vec<Rule>,
}

/// A name for the value of an expression.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The name.
    pub name: String,
    /// Its value.
    pub value: Expression,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Field {
    /// The key in the answers; `item` for a list's items, `value` for a map's values.
    pub key: String,
    /// Nhãn: what a clerk calls it.
    pub label: String,
    /// The label in English.
    pub label_en: Option<String>,
    /// How to answer, in Vietnamese.
    pub help: Option<String>,
    /// How to answer, in English.
    pub help_en: Option<String>,
    /// A value as a clerk would type it, in YAML.
    pub example: Option<String>,
    /// Whether it must be answered.
    pub required: bool,
    /// What stands in for a missing answer.
    pub default: Fallback,
    /// Chữ do chương trình in: words or a sign that the kind prints before the answer, which an answer leaves out.
    pub printed: Vec<String>,
    /// What the law calls the data.
    pub pii: Pii,
    /// Its type.
    pub kind: Kind,
}

/// What stands in for a missing answer.
#[derive(Debug, Clone)]
pub enum Fallback {
    /// Nothing.
    None,
    /// A value.
    Value(Json),
    /// The value of an expression over the other answers; null when it cannot be computed.
    Computed(Expression),
}

/// Dữ liệu cá nhân: whether an answer is personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pii {
    /// It is not.
    #[default]
    None,
    /// Dữ liệu cá nhân cơ bản.
    Basic,
    /// Dữ liệu cá nhân nhạy cảm.
    Sensitive,
}

/// The type of an answer.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Named fields.
    Group(Vec<Field>),
    /// A list.
    List(Box<List>),
    /// Values under keys that the clerk names.
    Map(Box<MapKind>),
    /// Words on one line.
    Text,
    /// Words of a cell of a table, which keep their lines.
    Cell,
    /// Sentences; each line is a paragraph.
    LongText,
    /// A whole number.
    Integer {
        /// The least.
        min: Option<i64>,
        /// The greatest.
        max: Option<i64>,
    },
    /// A number with decimals: kept as text with a dot.
    Decimal {
        /// The most digits after the point.
        scale: u32,
    },
    /// Có hay không.
    Bool,
    /// A day, `2014-04-11`.
    Date,
    /// One of a list.
    Choice(Choices),
    /// A code: never a number, even where it looks like one.
    Code {
        /// What it must look like.
        pattern: Option<Pattern>,
        /// Its length, where it has one: zeros that were lost are put back.
        width: Option<usize>,
    },
    /// Số, ký hiệu: `1616/BGDĐT-KHTC`.
    ReferenceNumber,
    /// A mail address.
    Email,
    /// A telephone number with its area code.
    Phone,
    /// Năm học: `2012-2013`.
    SchoolYear,
    /// A file's name: ASCII letters, digits, dot, underscore and hyphen; a path where `folders` is set.
    File {
        /// Whether it may name folders, by `/`.
        folders: bool,
    },
    /// 64 hexadecimal digits.
    Sha256,
    /// A picture's file, PNG or JPEG, by its path below the folder of the answers.
    Picture(PictureUse),
    /// Nội dung: blocks of text, units, tables and figures.
    Content(Content),
    /// A name by which other answers refer to the one it stands in: once in the whole file.
    Id,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PictureUse {
    /// Hình in the text.
    Text,
    /// Chữ ký: blue, on a transparent ground.
    Signature,
    /// Dấu: red, on a transparent ground.
    Seal,
}

/// A list and its items.
#[derive(Debug, Clone)]
pub struct List {
    /// Each item.
    pub item: Field,
    /// The fewest items.
    pub min: usize,
    /// The most items.
    pub max: Option<usize>,
    /// Whether one item may be typed without the list around it.
    pub or_one: bool,
    /// Whether an item may be left empty, as a cell of a table.
    pub blanks: bool,
    /// Keys whose values together may occur once; `.` for the item itself.
    pub unique_by: Vec<String>,
    /// Keys by which the items are put in order.
    pub sort_by: Vec<String>,
}

/// A map's keys and values.
#[derive(Debug, Clone)]
pub struct MapKind {
    /// What a key may be.
    pub keys: Keys,
    /// What a key stands for, in Vietnamese.
    pub key_label: String,
    /// The same in English, where it is given.
    pub key_label_en: Option<String>,
    /// Each value.
    pub value: Field,
}

/// What the keys of a map may be.
#[derive(Debug, Clone)]
pub enum Keys {
    /// Some of these.
    Fixed(Vec<String>),
    /// Keys of a reference table.
    Table(String),
    /// Anything of this shape.
    Pattern(Pattern),
}

/// A regular expression over the whole of a text.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// As it was written, without anchors.
    pub source: String,
    /// Compiled, anchored at both ends.
    pub regex: regex::Regex,
}

/// What may be chosen.
#[derive(Debug, Clone)]
pub enum Choices {
    /// Values with their labels.
    Fixed(Vec<Choice>),
    /// The rows of a reference table.
    Table {
        /// The table.
        table: String,
        /// Only keys with this beginning, and without it.
        prefix: String,
        /// The column with the label.
        label: String,
    },
}

/// A value that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is typed.
    pub value: String,
    /// What it means, in Vietnamese.
    pub label: String,
}

impl Choices {
    /// Every choice, in order.
    pub fn all(&self, reference: &crate::expr::Reference) -> Vec<Choice> {
        match self {
            Choices::Fixed(choices) => choices.clone(),
            Choices::Table { table, prefix, label } => {
                let choice = |key: &str| {
                    let value = key.strip_prefix(prefix.as_str())?.to_owned();
                    let label = reference.cell(table, key, label).unwrap_or_default().to_owned();
                    Some(Choice { value, label })
                };
                reference.keys(table).filter_map(choice).collect()
            }
        }
    }
}

/// A rule between answers.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name: the finding's code is `rule/<id>`.
    pub id: String,
    /// Where it holds: `results.schools.*`. Each place binds `this`, `key`, `index` and `parent` (the nearest group
    /// above); empty for the whole.
    pub each: String,
    /// Whether it applies; always when there is none.
    pub when: Option<Expression>,
    /// What must be true.
    pub check: Expression,
    /// Where below `this` the finding stands.
    pub at: String,
    /// How much it matters.
    pub level: crate::diag::Severity,
    /// What is wrong, in Vietnamese.
    pub vi: Text,
    /// What is wrong, in English.
    pub en: Text,
    /// What to do, in Vietnamese and English.
    pub hint: Option<(Text, Text)>,
    /// What to do, for one who fills in a form, in Vietnamese and English: without keys and signs of the file.
    pub in_form: Option<(Text, Text)>,
    /// The clause it rests on.
    pub basis: Option<String>,
}

impl Form {
    /// The field at a path whose list indexes and map keys may be written as they are.
    pub fn field(&self, path: &crate::diag::AnswerPath) -> Option<&Field> {
        let mut segments = path.segments();
        let first = segments.next()?;
        let field = self.fields.iter().find(|field| field.key == first)?;
        segments.try_fold(field, |field, key| match &field.kind {
            Kind::Group(fields) => fields.iter().find(|field| field.key == key),
            Kind::List(list) => Some(&list.item),
            Kind::Map(map) => Some(&map.value),
            _ => None,
        })
    }
}

impl Field {
    /// The example as it would be typed into a form, without the signs of a file; none where one chooses from a list.
    pub fn spoken_example(&self) -> Option<String> {
        if matches!(self.kind, Kind::Bool | Kind::Choice(_) | Kind::Group(_) | Kind::Map(_) | Kind::Content(_)) {
            return None;
        }
        if matches!(&self.kind, Kind::List(list) if matches!(list.item.kind, Kind::Choice(_))) {
            return None;
        }
        let bare = |text: &str| text.trim().trim_matches(['"', '\'']).to_owned();
        let example = self.example.as_deref()?;
        let Some(items) = example.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
            return (!example.starts_with(['{', '['])).then(|| bare(example));
        };
        // Items in quotes may hold commas.
        let mark = if items.starts_with('\'') {
            "',"
        } else if items.starts_with('"') {
            "\","
        } else {
            ","
        };
        (!items.contains(['{', '['])).then(|| items.split(mark).map(bare).collect::<Vec<_>>().join("; "))
    }

    /// A value as it would be typed in YAML.
    pub fn sample(&self) -> String {
        if let Some(example) = &self.example {
            return example.clone();
        }
        if let Fallback::Value(value) = &self.default {
            return value.to_string();
        }
        match &self.kind {
            Kind::Group(_) | Kind::Map(_) => "{…}",
            Kind::List(_) => "[…]",
            Kind::Content(_) => "[{text: …}]",
            Kind::Text | Kind::Cell | Kind::LongText => "…",
            Kind::Integer { .. } => "0",
            Kind::Decimal { .. } => "0.0",
            Kind::Bool => "true",
            Kind::Date => "2014-04-11",
            Kind::Choice(_) | Kind::Code { .. } => "…",
            Kind::ReferenceNumber => "558/QĐ-BGDĐT",
            Kind::Email => "ten@donvi.example",
            Kind::Phone => "\"056.3822222\"",
            Kind::SchoolYear => "\"2013-2014\"",
            Kind::File { .. } => "ten_tep.zip",
            Kind::Sha256 => "…",
            Kind::Picture(PictureUse::Text) => "hinh/so_do.png",
            Kind::Picture(PictureUse::Signature) => "hinh/chu_ky.png",
            Kind::Picture(PictureUse::Seal) => "hinh/con_dau.png",
            Kind::Id => "ten-de-dan",
        }
        .to_owned()
    }
}
