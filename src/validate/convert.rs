//! The walk over the form and the answers together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::keys;
use super::text::{Flaw, clean, on_one_line};
use super::{Places, printed, scalar};
use crate::answers::{Answers, Data, Entry, Node};
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Span};
use crate::expr::{Expression, Reference};
use crate::template::form::{Fallback, Field, Form, Keys, Kind, List, MapKind};

/// How many places of one flaw are told one by one.
const TOLD: usize = 5;

/// What became of the answers.
pub(super) struct Conversion<'a> {
    pub(super) data: Json,
    pub(super) file: String,
    pub(super) places: Places,
    pub(super) findings: Vec<Diagnostic>,
    /// Paths without a trustworthy value: rules that read them say nothing.
    pub(super) broken: BTreeSet<AnswerPath>,
    /// Fields that were not answered and have a computed value.
    pub(super) pending: Vec<(AnswerPath, &'a Field, &'a Expression)>,
    /// Computed texts, and the answer that each holds.
    pub(super) causes: BTreeMap<AnswerPath, AnswerPath>,
}

/// Types every answer.
pub(super) fn convert<'a>(answers: &'a Answers, form: &'a Form, reference: &Reference) -> Conversion<'a> {
    let mut walk = Walk {
        answers,
        form,
        reference,
        places: Places::default(),
        findings: Vec::new(),
        broken: BTreeSet::new(),
        pending: Vec::new(),
        flaws: BTreeMap::new(),
        ids: BTreeMap::new(),
    };
    let root = AnswerPath::root();
    let data = match &answers.root.data {
        Data::Map(entries) => walk.group(&form.fields, entries, &root),
        Data::Scalar { .. } | Data::List(_) => {
            walk.wrong_kind(&answers.root, &root, "Phiếu trả lời", "các mục có tên", "named values", false);
            walk.broken.insert(root);
            Json::Null
        }
    };
    walk.tell_flaws();
    let file = answers.source.name().to_owned();
    let Walk { places, findings, broken, pending, .. } = walk;
    Conversion { data, file, places, findings, broken, pending, causes: BTreeMap::new() }
}

pub(super) struct Walk<'a, 'r> {
    pub(super) answers: &'a Answers,
    pub(super) form: &'a Form,
    pub(super) reference: &'r Reference,
    pub(super) places: Places,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) broken: BTreeSet<AnswerPath>,
    pending: Vec<(AnswerPath, &'a Field, &'a Expression)>,
    flaws: BTreeMap<Flaw, Vec<(AnswerPath, Span, String)>>,
    /// Where each name for references was given first.
    pub(super) ids: BTreeMap<String, AnswerPath>,
}

impl<'a> Walk<'a, '_> {
    pub(super) fn place(&self, span: Span, path: &AnswerPath) -> Place {
        Place { path: Some(path.clone()), ..self.answers.source.place(span) }
    }

    pub(super) fn group(&mut self, fields: &'a [Field], entries: &'a [Entry], path: &AnswerPath) -> Json {
        let missing = keys::check(self, fields, entries, path);
        let mut map = Map::with_capacity(fields.len());
        for field in fields {
            let below = path.child(&field.key);
            let entry = entries.iter().find(|entry| entry.key == field.key);
            let value = match entry {
                Some(entry) if !entry.value.is_null() => {
                    self.places.0.insert(below.clone(), (below.clone(), self.mark(entry)));
                    self.field(field, &entry.value, &below)
                }
                _ => {
                    if let Some(entry) = entry {
                        self.places.0.insert(below.clone(), (below.clone(), entry.key_span));
                    }
                    if missing.contains(&field.key.as_str()) {
                        self.broken.insert(below.clone());
                    }
                    self.absent(field, below)
                }
            };
            map.insert(field.key.clone(), value);
        }
        Json::Object(map)
    }

    /// What to underline for an entry: its value, or its key where the value runs over lines.
    fn mark(&self, entry: &Entry) -> Span {
        match &entry.value.data {
            Data::Scalar { .. } => self.first_line(entry.value.span),
            Data::List(_) | Data::Map(_) => entry.key_span,
        }
    }

    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.answers.source.text().get(span.start..span.end).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default().trim_end();
        Span { end: span.start + line.len(), ..span }
    }

    /// Keeps the place of an item.
    pub(super) fn note(&mut self, path: &AnswerPath, span: Span) {
        self.places.0.insert(path.clone(), (path.clone(), self.first_line(span)));
    }

    fn absent(&mut self, field: &'a Field, path: AnswerPath) -> Json {
        match &field.default {
            Fallback::Value(value) => value.clone(),
            Fallback::Computed(expression) => {
                self.pending.push((path, field, expression));
                Json::Null
            }
            Fallback::None => empty(&field.kind),
        }
    }

    /// The value of `field` at a node that is not null.
    fn field(&mut self, field: &'a Field, node: &'a Node, path: &AnswerPath) -> Json {
        match (&field.kind, &node.data) {
            (Kind::Group(fields), Data::Map(entries)) => self.group(fields, entries, path),
            (Kind::List(list), Data::List(items)) => self.list(field, list, items, node, path),
            (Kind::Map(map), Data::Map(entries)) => self.map(map, entries, path),
            (Kind::List(list), Data::Scalar { .. }) if list.or_one => {
                self.list(field, list, std::slice::from_ref(node), node, path)
            }
            (Kind::Content(content), Data::List(items)) => self.content(field, content, items, node, path),
            (Kind::Group(fields), Data::Scalar { text, .. }) => self.ungrouped(field, fields, text, node, path),
            (Kind::Group(_), _) => self.mistyped(field, node, path, "một nhóm mục có tên", "a group of named values"),
            (Kind::List(_) | Kind::Content(_), _) => self.mistyped(field, node, path, "một danh sách", "a list"),
            (Kind::Map(_), _) => self.mistyped(field, node, path, "một nhóm mục có tên", "a group of named values"),
            (_, Data::Scalar { text, plain }) => self.scalar(field, text, *plain, node, path),
            _ => self.mistyped(field, node, path, "một giá trị", "one value"),
        }
    }

    /// A value where named ones stand: it is the one that is needed.
    fn ungrouped(&mut self, field: &Field, fields: &[Field], text: &str, node: &Node, path: &AnswerPath) -> Json {
        let empty = self.mistyped(field, node, path, "một nhóm mục có tên", "a group of named values");
        let hint = keys::in_group(self, fields, text, path);
        if let Some(last) = self.findings.last_mut() {
            last.hints.extend(hint);
        }
        empty
    }

    fn mistyped(&mut self, field: &Field, node: &Node, path: &AnswerPath, vi: &str, en: &str) -> Json {
        self.wrong_kind(node, path, &field.label, vi, en, matches!(field.kind, Kind::List(_) | Kind::Content(_)));
        self.broken.insert(path.clone());
        empty(&field.kind)
    }

    fn wrong_kind(&mut self, node: &Node, path: &AnswerPath, label: &str, vi: &str, en: &str, list: bool) {
        let (found_vi, found_en) = match &node.data {
            Data::Scalar { .. } => ("một giá trị", "one value"),
            Data::List(_) => ("một danh sách", "a list"),
            Data::Map(_) => ("một nhóm mục có tên", "a group of named values"),
        };
        let name = match (label, path.as_str()) {
            ("", path) => path.to_owned(),
            (label, "") => label.to_owned(),
            (label, path) => format!("{label} ({path})"),
        };
        let name_en = if path.as_str().is_empty() { "The file" } else { path.as_str() };
        let message = Message::new(
            format!("{name}: cần {vi}, nhưng ở đây là {found_vi}"),
            format!("{name_en}: {en} is needed, but this is {found_en}"),
        );
        let mut finding = Diagnostic::error("answers/wrong-type", message);
        if list {
            finding = finding.hint(Message::new(
                "Viết mỗi mục một dòng, bắt đầu bằng dấu “-” và một dấu cách",
                "Write one item a line, each after a '-' and a space",
            ));
        } else if let Some(text) = self.split_by_colon(node) {
            finding = finding.hint(Message::new(
                format!("Câu có dấu “:” thì đặt trong ngoặc kép: \"{text}\""),
                format!("Put text with ':' in it in quotes: \"{text}\""),
            ));
        }
        self.findings.push(finding.at(self.place(self.first_line(node.span), path)));
    }

    /// A sentence without quotes that YAML takes for a key and its value.
    fn split_by_colon(&self, node: &Node) -> Option<&'a str> {
        let Data::Map(entries) = &node.data else { return None };
        let [Entry { value: Node { data: Data::Scalar { plain: true, .. }, .. }, .. }] = entries.as_slice() else {
            return None;
        };
        let text = self.answers.source.text().get(node.span.start..node.span.end)?.trim_end();
        (!text.starts_with('{') && !text.contains(['"', '\n'])).then_some(text)
    }

    fn list(&mut self, field: &'a Field, list: &'a List, items: &'a [Node], node: &Node, path: &AnswerPath) -> Json {
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let below = path.child(index);
            self.note(&below, item.span);
            values.push(if item.is_null() {
                if !list.blanks {
                    self.empty_item(item, &below);
                }
                Json::Null
            } else if list.blanks && item.text().is_some_and(|text| text.trim().is_empty()) {
                Json::Null
            } else {
                self.field(&list.item, item, &below)
            });
        }
        self.count(field, list, items.len(), node, path);
        self.unique(field, list, &values, path);
        self.sorted(list, values, path)
    }

    pub(super) fn empty_item(&mut self, item: &Node, path: &AnswerPath) {
        let message = Message::new("Dòng này trong danh sách để trống", "This item of the list is empty");
        let hint = Message::new(
            "Điền vào sau dấu “-”, hoặc xóa cả dòng nếu thừa",
            "Fill in after the '-', or delete the line if it is too many",
        );
        let in_form =
            Message::new("Điền vào ô này, hoặc xóa dòng nếu thừa", "Fill it in, or delete the row if it is too many");
        let finding = Diagnostic::error("answers/empty-item", message).hint(hint).in_form(in_form);
        self.findings.push(finding.at(self.place(item.span, path)));
        self.broken.insert(path.clone());
    }

    fn count(&mut self, field: &Field, list: &List, count: usize, node: &Node, path: &AnswerPath) {
        let label = &field.label;
        let (vi, en) = if count < list.min {
            let min = list.min;
            (
                format!("{label}: cần ít nhất {min} mục, ở đây có {count}"),
                format!("{path}: at least {min} items, not {count}"),
            )
        } else if list.max.is_some_and(|max| count > max) {
            let max = list.max.unwrap_or_default();
            (
                format!("{label}: nhiều nhất {max} mục, ở đây có {count}"),
                format!("{path}: at most {max} items, not {count}"),
            )
        } else {
            return;
        };
        self.broken.insert(path.clone());
        let place = self.place(self.first_line(node.span), path);
        self.findings.push(Diagnostic::error("answers/wrong-count", Message::new(vi, en)).at(place));
    }

    fn unique(&mut self, field: &Field, list: &List, values: &[Json], path: &AnswerPath) {
        if list.unique_by.is_empty() {
            return;
        }
        let key = |value: &Json| -> Vec<Json> {
            let part =
                |key: &String| if key == "." { value.clone() } else { value.get(key).cloned().unwrap_or(Json::Null) };
            list.unique_by.iter().map(part).collect()
        };
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, value) in values.iter().enumerate() {
            let parts = key(value);
            // What could not be read is the same as nothing.
            if parts.iter().all(Json::is_null) {
                continue;
            }
            let name = parts.iter().map(written).collect::<Vec<_>>().join(", ");
            match seen.get(&name) {
                None => _ = seen.insert(name, index),
                Some(first) => {
                    let first = self.places.find(self.answers.source.name(), &path.child(first));
                    let line = first.span.map_or(1, |span| span.line);
                    let label = &field.label;
                    let message = Message::new(
                        format!("{label}: “{name}” đã có ở dòng {line}"),
                        format!("{path}: '{name}' is already given at line {line}"),
                    );
                    let place = self.places.find(self.answers.source.name(), &path.child(index));
                    self.findings.push(Diagnostic::error("answers/duplicate-item", message).at(place));
                }
            }
        }
    }

    fn sorted(&mut self, list: &List, values: Vec<Json>, path: &AnswerPath) -> Json {
        // An item that could not be read would be put anywhere.
        let whole =
            self.broken.range(path.clone()..).next().is_none_or(|broken| !broken.as_str().starts_with(path.as_str()));
        if list.sort_by.is_empty() || !whole {
            return Json::Array(values);
        }
        let key = |value: &Json| list.sort_by.iter().map(|key| sort_key(value.get(key))).collect::<Vec<_>>();
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by_key(|index| key(&values[*index]));
        if !order.is_sorted() {
            self.places.reorder(path, &order);
        }
        Json::Array(order.into_iter().map(|index| values[index].clone()).collect())
    }

    fn map(&mut self, map: &'a MapKind, entries: &'a [Entry], path: &AnswerPath) -> Json {
        let mut values = Map::with_capacity(entries.len());
        for entry in entries {
            let below = path.child(&entry.key);
            let allowed = match &map.keys {
                Keys::Fixed(keys) => keys.contains(&entry.key),
                Keys::Table(table) => self.reference.keys(table).any(|key| key == entry.key),
                Keys::Pattern(pattern) => pattern.regex.is_match(&entry.key),
            };
            if !allowed {
                self.foreign_key(map, entry, &below);
                continue;
            }
            self.places.0.insert(below.clone(), (below.clone(), self.mark(entry)));
            let value = if entry.value.is_null() { Json::Null } else { self.field(&map.value, &entry.value, &below) };
            values.insert(entry.key.clone(), value);
        }
        Json::Object(values)
    }

    fn foreign_key(&mut self, map: &MapKind, entry: &Entry, path: &AnswerPath) {
        let allowed: Vec<String> = match &map.keys {
            Keys::Fixed(keys) => keys.clone(),
            Keys::Table(table) => self.reference.keys(table).map(str::to_owned).collect(),
            Keys::Pattern(pattern) => vec![pattern.source.clone()],
        };
        let (key, label, allowed) = (&entry.key, &map.key_label, allowed.join(", "));
        let message = Message::new(format!("Không có {label} “{key}”"), format!("'{key}' is not allowed here"));
        let hint = Message::new(format!("Dùng: {allowed}"), format!("Use: {allowed}"));
        let finding = Diagnostic::error("answers/unknown-key", message).hint(hint);
        self.findings.push(finding.at(self.place(entry.key_span, path)));
    }

    fn scalar(&mut self, field: &'a Field, raw: &str, plain: bool, node: &Node, path: &AnswerPath) -> Json {
        let mut cleaned = clean(raw);
        let span = self.first_line(node.span);
        if let Some(line) = on_one_line(&cleaned.text).filter(|_| matches!(field.kind, Kind::Text)) {
            cleaned.flaws.push(Flaw::LineBreak);
            cleaned.text = line;
        }
        for flaw in cleaned.flaws {
            self.flaws.entry(flaw).or_default().push((path.clone(), span, cleaned.text.clone()));
            if flaw == Flaw::Legacy {
                self.broken.insert(path.clone());
                return Json::Null;
            }
        }
        if cleaned.text.is_empty() {
            if field.required || field.key == "item" {
                self.findings.push(keys::empty(field, path).at(self.place(span, path)));
                self.broken.insert(path.clone());
            }
            return self.absent(field, path.clone());
        }
        let reading = scalar::read(field, &cleaned.text, plain, self.reference);
        if let Some(finding) = reading.finding {
            let place = self.place(span, path);
            self.findings.push(named(shortened(finding, &cleaned.text), field).at(place));
        }
        if let Some(finding) = printed::check(field, &cleaned.text) {
            self.findings.push(named(shortened(finding, &cleaned.text), field).at(self.place(span, path)));
            self.broken.insert(path.clone());
        }
        if let (Kind::Id, Some(Json::String(id))) = (&field.kind, &reading.value) {
            self.once(id, node, path);
        }
        reading.value.unwrap_or_else(|| {
            self.broken.insert(path.clone());
            Json::Null
        })
    }

    /// Flaws of text: each kind a few times, then only how often.
    fn tell_flaws(&mut self) {
        for (flaw, found) in std::mem::take(&mut self.flaws) {
            let told = if flaw == Flaw::Decomposed { 1 } else { TOLD };
            let more = found.len().saturating_sub(told);
            for (index, (path, span, text)) in found.into_iter().take(told).enumerate() {
                let mut finding = Diagnostic::new(flaw.severity(), flaw.code(), flaw.message(&text));
                finding.hints.extend(flaw.hint());
                if index + 1 == told && more > 0 {
                    finding = finding
                        .hint(Message::new(format!("Còn {more} chỗ khác như vậy"), format!("{more} more like it")));
                }
                self.findings.push(finding.at(self.place(span, &path)));
            }
        }
    }
}

/// The finding with the field's label before it.
fn named(mut finding: Diagnostic, field: &Field) -> Diagnostic {
    if !field.label.is_empty() {
        finding.message.vi = format!("{}: {}", field.label, finding.message.vi);
        let label = field.label_en.as_ref().unwrap_or(&field.key);
        finding.message.en = format!("{label}: {}", finding.message.en);
    }
    finding
}

/// How many characters of an answer a message repeats.
const REPEATED: usize = 60;

/// The finding with a long answer cut short.
fn shortened(mut finding: Diagnostic, text: &str) -> Diagnostic {
    if let Some((end, _)) = text.char_indices().nth(REPEATED) {
        let short = format!("{}…", &text[..end]);
        finding.message.vi = finding.message.vi.replace(text, &short);
        finding.message.en = finding.message.en.replace(text, &short);
    }
    finding
}

/// What stands for no answer.
fn empty(kind: &Kind) -> Json {
    match kind {
        Kind::List(_) | Kind::Content(_) => Json::Array(Vec::new()),
        Kind::Map(_) => Json::Object(Map::new()),
        _ => Json::Null,
    }
}

fn written(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Numbers before text, each in its own order; nothing last.
fn sort_key(value: Option<&Json>) -> (u8, i64, String) {
    match value {
        Some(Json::Number(number)) => (0, number.as_i64().unwrap_or_default(), String::new()),
        Some(Json::String(text)) => (1, 0, text.clone()),
        _ => (2, 0, String::new()),
    }
}
