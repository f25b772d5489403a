//! How a form is written: `form.yaml`, read strictly, with file and line in every complaint.

use serde_saphyr::{Location, Spanned};

use super::raw::*;
use super::*;
use crate::assets::templates::is_inside;
use crate::diag::{Diagnostic, Message, Place, Severity, Span};

impl Form {
    /// Reads a form. `name` is the file's name in complaints; all complaints at once.
    pub fn load(name: &str, text: &str) -> Result<Form, Vec<Diagnostic>> {
        Form::compose(&[(name, text)])
    }

    /// Reads the form of a kind over those of its bases, the deepest first, each with its name in complaints.
    pub fn compose(layers: &[(&str, &str)]) -> Result<Form, Vec<Diagnostic>> {
        // The lines of a file are counted on from those of the file below it, so that a line tells its file.
        let (mut files, mut lines) = (Vec::with_capacity(layers.len()), 0);
        for (name, text) in layers {
            files.push((*name, lines));
            lines += text.lines().count();
        }
        let mut reader = Reader { files, problems: Vec::new() };
        let raw: Vec<Option<RawForm>> = (0..layers.len()).map(|at| reader.parse(layers[at].1, at)).collect();
        let own = reader.files.last().map_or(0, |(_, lines)| *lines);
        let whole = raw
            .into_iter()
            .collect::<Option<Vec<RawForm>>>()
            .and_then(|raw| raw.into_iter().reduce(|base, kind| base.under(kind, &mut reader)));
        let form = whole.map(|raw| reader.form(raw, own));
        form.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
    }
}

/// The largest whole number of a field that names no maximum: sums of such numbers stay far from the end of `i64`.
const LARGEST: i64 = 999_999_999_999;

pub(super) struct Reader<'a> {
    /// The files, each with the number of lines before it.
    files: Vec<(&'a str, usize)>,
    problems: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// File `at`, with its lines counted on.
    fn parse(&mut self, text: &str, at: usize) -> Option<RawForm> {
        let text = format!("{}{text}", "\n".repeat(self.files[at].1));
        let problem = |error: serde_saphyr::Error| {
            let message = error.to_string();
            self.problem(error.location(), Message::new(&message, &message));
        };
        serde_saphyr::from_str(&text).map_err(problem).ok()
    }

    fn problem(&mut self, location: Option<Location>, message: Message) {
        let line = location.map_or(0, |location| location.line() as usize);
        let file = self.files.iter().rev().find(|(_, before)| *before < line.max(1));
        let (name, before) = file.copied().unwrap_or_default();
        let column = location.map_or(0, |location| location.column() as usize);
        let span = location.map(|_| Span { line: line - before, column, start: 0, end: 0 });
        let place = Place { file: name.to_owned(), path: None, span };
        self.problems.push(Diagnostic::error("template/form", message).at(place));
    }

    /// The form; rules of the first `base` lines hold where their fields are there.
    fn form(&mut self, raw: RawForm, base: usize) -> Form {
        let mut bindings = Vec::new();
        for (name, source) in raw.bindings {
            bindings.extend(self.expression(&source).map(|value| Binding { name, value }));
        }
        let fields = self.fields(raw.fields);
        let mut form = Form { bindings, fields, rules: Vec::new() };
        for rule in raw.rules {
            let shared = rule.referenced.line() as usize <= base;
            if shared && !reaches(&form.fields, rule.value.each.split('.').chain(rule.value.at.split('.'))) {
                continue;
            }
            form.rules.extend(self.rule(rule, &form.fields));
        }
        form
    }

    fn expression(&mut self, source: &Spanned<String>) -> Option<Expression> {
        Expression::compile(&source.value).map_err(|message| self.problem(Some(source.referenced), message)).ok()
    }

    /// A text of the program's own forms is compiled where it is said: a test has seen that it is right.
    fn text(&mut self, source: &Spanned<String>) -> Option<Text> {
        if self.files.iter().all(|(name, _)| is_inside(name)) {
            return Some(Text::lazy(&source.value));
        }
        Text::compile(&source.value).map_err(|message| self.problem(Some(source.referenced), message)).ok()
    }

    fn fields(&mut self, raw: Vec<Spanned<RawField>>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        for raw in raw.into_iter().filter(|raw| raw.value.omit != Some(true)) {
            let location = raw.referenced;
            let Some(field) = self.field(raw, None) else { continue };
            if fields.iter().any(|other| other.key == field.key) {
                self.complain(location, &format!("{}: key ×2", field.key));
            }
            fields.push(field);
        }
        fields
    }

    pub(super) fn complain(&mut self, location: Location, what: &str) {
        self.problem(Some(location), Message::new(format!("Mẫu phiếu: {what}"), format!("Form: {what}")));
    }

    /// A field; `key` where its place gives the name.
    fn field(&mut self, raw: Spanned<RawField>, key: Option<&str>) -> Option<Field> {
        let location = raw.referenced;
        let mut raw = raw.value;
        let kind = self.kind(&mut raw, location)?;
        let leftover = leftover(&raw);
        if !leftover.is_empty() {
            self.complain(location, &format!("{} does not belong to type {}", leftover.join(", "), raw.kind));
        }
        let key = key.map(str::to_owned).or(raw.key).unwrap_or_default();
        let label = raw.label.unwrap_or_default();
        if key.is_empty() || (label.is_empty() && !matches!(key.as_str(), "item" | "value")) {
            self.complain(location, "key / label ?");
        }
        let default = match (raw.default, raw.default_from) {
            (None, None) => Fallback::None,
            (Some(value), None) => Fallback::Value(value),
            (None, Some(source)) => self.expression(&source).map_or(Fallback::None, Fallback::Computed),
            (Some(_), Some(_)) => {
                self.complain(location, "default + default_from");
                Fallback::None
            }
        };
        let pii = match raw.pii.as_deref() {
            None => Pii::None,
            Some("basic") => Pii::Basic,
            Some("sensitive") => Pii::Sensitive,
            Some(other) => {
                self.complain(location, &format!("pii: {other}"));
                Pii::None
            }
        };
        let (label_en, help, help_en, example) = (raw.label_en, raw.help, raw.help_en, raw.example);
        let (required, printed) = (raw.required.unwrap_or(false), raw.printed.unwrap_or_default());
        Some(Field { key, label, label_en, help, help_en, example, required, default, printed, pii, kind })
    }

    fn kind(&mut self, raw: &mut RawField, location: Location) -> Option<Kind> {
        Some(match raw.kind.as_str() {
            "group" => match raw.fields.take() {
                Some(fields) => Kind::Group(self.fields(fields)),
                None => return self.missing(location, "fields"),
            },
            "list" => return self.list(raw, location),
            "map" => return self.map(raw, location),
            "text" => Kind::Text,
            "cell" => Kind::Cell,
            "long_text" => Kind::LongText,
            "integer" => Kind::Integer { min: raw.min.take(), max: Some(raw.max.take().unwrap_or(LARGEST)) },
            "decimal" => Kind::Decimal { scale: raw.scale.take().unwrap_or(2).min(9) },
            "bool" => Kind::Bool,
            "date" => Kind::Date,
            "choice" => match (raw.choices.take(), from(raw)) {
                (Some(choices), None) => {
                    let choice = |raw: RawChoice| Choice { value: raw.value, label: raw.label };
                    Kind::Choice(Choices::Fixed(choices.into_iter().map(choice).collect()))
                }
                (None, Some(RawFrom { table, prefix, label })) => Kind::Choice(Choices::Table { table, prefix, label }),
                _ => return self.missing(location, "choices | from"),
            },
            "code" => {
                let pattern = match raw.pattern.take() {
                    Some(pattern) => Some(self.pattern(pattern, location)?),
                    None => None,
                };
                Kind::Code { pattern, width: raw.width.take() }
            }
            "reference_number" => Kind::ReferenceNumber,
            "email" => Kind::Email,
            "phone" => Kind::Phone,
            "school_year" => Kind::SchoolYear,
            "file" => Kind::File { folders: raw.folders.take().unwrap_or(false) },
            "sha256" => Kind::Sha256,
            "picture" => Kind::Picture(match raw.of.take().as_deref() {
                None => PictureUse::Text,
                Some("signature") => PictureUse::Signature,
                Some("seal") => PictureUse::Seal,
                Some(other) => return self.missing(location, &format!("of: {other}")),
            }),
            "content" => return self.content(raw, location),
            "id" => Kind::Id,
            other => {
                self.complain(location, &format!("type: {other}"));
                return None;
            }
        })
    }

    fn missing<T>(&mut self, location: Location, what: &str) -> Option<T> {
        self.complain(location, &format!("{what} ?"));
        None
    }

    fn list(&mut self, raw: &mut RawField, location: Location) -> Option<Kind> {
        let Some(item) = raw.item.take() else { return self.missing(location, "item") };
        let item = self.field(*item, Some("item"))?;
        let count = |bound: Option<i64>| bound.and_then(|bound| usize::try_from(bound).ok());
        let (min, max) = (count(raw.min.take()).unwrap_or(0), count(raw.max.take()));
        let (unique_by, sort_by) = (raw.unique_by.take().unwrap_or_default(), sort_keys(raw.sort_by.take()));
        let or_one = raw.or_one.take().unwrap_or(false);
        let blanks = raw.blanks.take().unwrap_or(false);
        Some(Kind::List(Box::new(List { item, min, max, or_one, blanks, unique_by, sort_by })))
    }

    /// A content; `blocks` where the form says what may stand at its top.
    fn content(&mut self, raw: &mut RawField, location: Location) -> Option<Kind> {
        let Some(keys) = raw.blocks.take() else {
            return Some(Kind::Content(Content { allowed: BlockKind::top(), parent: None }));
        };
        let mut allowed = Vec::with_capacity(keys.len());
        for key in keys {
            match BlockKind::of(&key) {
                Some(kind) => allowed.push(kind),
                None => return self.missing(location, &format!("blocks: {key}")),
            }
        }
        Some(Kind::Content(Content { allowed, parent: None }))
    }

    fn map(&mut self, raw: &mut RawField, location: Location) -> Option<Kind> {
        let (Some(value), Some(keys)) = (raw.value.take(), raw.keys.take()) else {
            return self.missing(location, "keys, value");
        };
        let value = self.field(*value, Some("value"))?;
        let keys = match keys {
            RawKeys::Fixed(keys) => Keys::Fixed(keys),
            RawKeys::Table { from } => Keys::Table(from),
            RawKeys::Pattern(pattern) => Keys::Pattern(self.pattern(pattern, location)?),
        };
        let key_label = raw.key_label.take().unwrap_or_default();
        let key_label_en = raw.key_label_en.take();
        Some(Kind::Map(Box::new(MapKind { keys, key_label, key_label_en, value })))
    }

    fn pattern(&mut self, source: String, location: Location) -> Option<Pattern> {
        match regex::Regex::new(&format!("^(?:{source})$")) {
            Ok(regex) => Some(Pattern { source, regex }),
            Err(error) => {
                self.complain(location, &error.to_string());
                None
            }
        }
    }

    fn rule(&mut self, raw: Spanned<RawRule>, fields: &[Field]) -> Option<Rule> {
        let location = raw.referenced;
        let raw = raw.value;
        let level = match raw.level.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "info" => Severity::Info,
            other => return self.missing(location, &format!("level: {other}")),
        };
        if !reaches(fields, raw.each.split('.').chain(raw.at.split('.'))) {
            self.complain(location, &format!("{} {}: no such field", raw.each, raw.at));
        }
        let when = match &raw.when {
            Some(when) => Some(self.expression(when)?),
            None => None,
        };
        let both = |read: &mut Self, texts, names| match texts {
            (Some(vi), Some(en)) => Some(Some((read.text(vi)?, read.text(en)?))),
            (None, None) => Some(None),
            _ => read.missing(location, names),
        };
        let hint = both(self, (raw.hint_vi.as_ref(), raw.hint_en.as_ref()), "hint_vi + hint_en")?;
        let in_form = both(self, (raw.in_form_vi.as_ref(), raw.in_form_en.as_ref()), "in_form_vi + in_form_en")?;
        let check = self.expression(&raw.check)?;
        let (vi, en) = (self.text(&raw.vi)?, self.text(&raw.en)?);
        Some(Rule {
            id: raw.id,
            each: raw.each,
            when,
            check,
            at: raw.at,
            level,
            vi,
            en,
            hint,
            in_form,
            basis: raw.basis,
        })
    }
}

/// The table that a choice comes from, in its long form or its short one.
fn from(raw: &mut RawField) -> Option<RawFrom> {
    let short = |table| RawFrom { table, prefix: String::new(), label: "name".to_owned() };
    raw.from.take().or_else(|| raw.choices_from.take().map(short))
}

fn sort_keys(raw: Option<OneOrMore>) -> Vec<String> {
    match raw {
        None => Vec::new(),
        Some(OneOrMore::One(key)) => vec![key],
        Some(OneOrMore::More(keys)) => keys,
    }
}

/// Whether a path leads to a field.
fn reaches<'a>(fields: &[Field], path: impl Iterator<Item = &'a str>) -> bool {
    let mut path = path.filter(|segment| !segment.is_empty());
    let Some(first) = path.next() else { return true };
    let step = |fields: &[Field], key: &str| fields.iter().position(|field| key == "*" || field.key == key);
    let Some(mut field) = step(fields, first).map(|index| &fields[index]) else { return false };
    for key in path {
        field = match &field.kind {
            Kind::Group(fields) => match step(fields, key) {
                Some(index) => &fields[index],
                None => return false,
            },
            Kind::List(list) => &list.item,
            Kind::Map(map) => &map.value,
            _ => return false,
        };
    }
    true
}
