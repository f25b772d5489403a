//! Nội dung: blocks, each of one kind, each in its place.

mod chart;
mod table;
mod totals;
mod units;

use serde_json::Value as Json;

use super::convert::Walk;
use super::keys;
use super::scalar::{is_near, plain_letters};
use crate::answers::{Data, Entry, Node};
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::template::form::{BlockKind, Content, Field, footnote_marks};
use crate::vietnamese::lower_first;

/// The clause on the structure of content.
const STRUCTURE: &str = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.6";

/// A block that was read: its kind and where it stands in its list.
struct Found {
    kind: BlockKind,
    path: AnswerPath,
}

impl<'a> Walk<'a, '_> {
    /// The blocks of a list, as they were typed and cleaned.
    pub(super) fn content(
        &mut self,
        field: &'a Field,
        content: &'a Content,
        items: &'a [Node],
        node: &Node,
        path: &AnswerPath,
    ) -> Json {
        if items.is_empty() && field.required {
            self.findings.push(keys::empty(field, path).at(self.place(self.first_line(node.span), path)));
            self.broken.insert(path.clone());
        }
        let (mut blocks, mut found) = (Vec::with_capacity(items.len()), Vec::new());
        for (index, item) in items.iter().enumerate() {
            let below = path.child(index);
            self.note(&below, item.span);
            let (block, kind) = self.block(content, item, &below);
            blocks.push(block);
            found.extend(kind.map(|kind| Found { kind, path: below }));
        }
        self.units(&found);
        let blocks = Json::Array(blocks);
        if content.parent.is_none() {
            self.headings_of_articles(&blocks, path);
        }
        blocks
    }

    fn block(&mut self, content: &'a Content, node: &'a Node, path: &AnswerPath) -> (Json, Option<BlockKind>) {
        let entries = match &node.data {
            Data::Map(entries) => entries,
            Data::Scalar { .. } if node.is_null() => {
                self.empty_item(node, path);
                return (Json::Null, None);
            }
            Data::Scalar { .. } | Data::List(_) => return (self.no_mapping(node, path), None),
        };
        let given: Vec<(BlockKind, &Entry)> =
            entries.iter().filter_map(|entry| Some((BlockKind::of(&entry.key)?, entry))).collect();
        let Some((kind, entry)) = given.first().copied() else { return (self.no_kind(content, node, path), None) };
        if given.len() > 1 {
            return (self.several_kinds(&given, path), None);
        }
        let placed = content.allowed.contains(&kind);
        if !placed {
            self.misplaced(content, kind, entry, path);
        }
        let mut block = self.group(kind.fields(), entries, path);
        if kind == BlockKind::Table {
            self.table(&mut block["table"], &path.child("table"));
        }
        if kind == BlockKind::Chart {
            self.chart(&block["chart"], &path.child("chart"));
        }
        self.marks_of_footnotes(kind, &block, entry, path);
        self.unknown_footnotes(kind, &block, entry, path);
        (block, placed.then_some(kind))
    }

    /// A block that is a bare text, or a list.
    fn no_mapping(&mut self, node: &Node, path: &AnswerPath) -> Json {
        let message = Message::new(
            "Mỗi khối của nội dung bắt đầu bằng loại của nó",
            "Each block of the content begins with its kind",
        );
        let hint =
            Message::new("Đoạn văn viết: - text: …; khoản viết: - clause: …", "Write: - text: …, or - clause: …");
        let place = self.place(self.first_line(node.span), path);
        self.findings.push(Diagnostic::error("answers/unknown-block", message).hint(hint).at(place));
        self.broken.insert(path.clone());
        Json::Null
    }

    fn no_kind(&mut self, content: &Content, node: &Node, path: &AnswerPath) -> Json {
        let entries: &[Entry] = if let Data::Map(entries) = &node.data { entries } else { &[] };
        let meant = entries.iter().find_map(|entry| Some((entry, meant(&entry.key)?)));
        let (mut span, mut name) = (self.first_line(node.span), "?");
        if let Some(entry) = meant.map(|(entry, _)| entry).or(entries.first()) {
            (span, name) = (entry.key_span, &entry.key);
        }
        let message =
            Message::new(format!("Không có loại khối “{name}”"), format!("There is no kind of block '{name}'"));
        let finding = Diagnostic::error("answers/unknown-block", message);
        let finding = match meant {
            Some((_, kind)) => {
                let (key, label) = (kind.key(), &kind.field().label);
                finding.hint(Message::new(format!("Có phải “{key}” ({label})?"), format!("Did you mean '{key}'?")))
            }
            None => finding.hint(all(&content.allowed)),
        };
        self.findings.push(finding.at(self.place(span, path)));
        self.broken.insert(path.clone());
        Json::Null
    }

    fn several_kinds(&mut self, given: &[(BlockKind, &Entry)], path: &AnswerPath) -> Json {
        let keys: Vec<&str> = given.iter().map(|(kind, _)| kind.key()).collect();
        let message = Message::new(
            format!("Một khối chỉ có một loại, ở đây có {}: {}", keys.len(), keys.join(", ")),
            format!("A block has one kind, not {}: {}", keys.len(), keys.join(", ")),
        );
        let inner = keys[1];
        let hint = Message::new(
            format!("Bắt đầu khối mới bằng “- {inner}:”; khối nằm bên trong thì để dưới items"),
            format!("Begin another block with '- {inner}:'; a block inside this one stands below items"),
        );
        let place = self.place(given[1].1.key_span, &path.child(inner));
        self.findings.push(Diagnostic::error("answers/two-blocks", message).hint(hint).at(place));
        self.broken.insert(path.clone());
        Json::Null
    }

    fn misplaced(&mut self, content: &Content, kind: BlockKind, entry: &Entry, path: &AnswerPath) {
        let label = &kind.field().label;
        let (vi, en) = match content.parent {
            Some(parent) => (
                format!("{label} không đứng trong {}", lower_first(&parent.field().label)),
                format!("'{}' does not stand in '{}'", kind.key(), parent.key()),
            ),
            None => (
                format!("{label} không đứng ở ngoài cùng của nội dung này"),
                format!("'{}' does not stand at the top of this content", kind.key()),
            ),
        };
        let mut homes: Vec<&str> =
            BlockKind::ALL.into_iter().filter(|home| home.inside().contains(&kind)).map(BlockKind::key).collect();
        if content.parent.is_some() && BlockKind::top().contains(&kind) {
            homes.push("ngoài cùng");
        }
        let homes = homes.join(", ");
        let hint = Message::new(
            format!("Khối {} đứng trong: {homes}", kind.key()),
            format!("'{}' stands in: {}", kind.key(), homes.replace("ngoài cùng", "the top")),
        );
        let finding = Diagnostic::error("answers/misplaced-block", Message::new(vi, en)).hint(hint).basis(STRUCTURE);
        self.findings.push(finding.at(self.place(entry.key_span, &path.child(kind.key()))));
    }

    /// Every footnote has one mark in the text, and its text is not empty.
    fn marks_of_footnotes(&mut self, kind: BlockKind, block: &Json, entry: &Entry, path: &AnswerPath) {
        let Some(footnotes) = block.get("footnotes").and_then(Json::as_object) else { return };
        let text = block[kind.key()].as_str().unwrap_or_default();
        for name in footnotes.keys() {
            let marks = text.matches(&format!("[^{name}]")).count();
            if marks == 1 {
                continue;
            }
            let message = Message::new(
                format!("Chú thích “{name}” có {marks} dấu trong câu, cần đúng một"),
                format!("The footnote '{name}' has {marks} marks in the text; it needs one"),
            );
            let hint = Message::new(
                format!("Viết [^{name}] ngay sau chữ được chú thích"),
                format!("Write [^{name}] right after the words it is about"),
            );
            let place = self.place(entry.key_span, &path.child("footnotes").child(name));
            self.findings.push(Diagnostic::error("answers/footnote-mark", message).hint(hint).at(place));
        }
    }

    /// Every mark has its footnote.
    fn unknown_footnotes(&mut self, kind: BlockKind, block: &Json, entry: &Entry, path: &AnswerPath) {
        let known = |name: &str| block["footnotes"].get(name).is_some();
        for (_, name) in footnote_marks(block[kind.key()].as_str().unwrap_or_default()) {
            if known(name) {
                continue;
            }
            let message = Message::new(
                format!("[^{name}]: không có chú thích này"),
                format!("[^{name}]: there is no such footnote"),
            );
            let hint = if kind.has_footnotes() {
                Message::new(
                    format!("Ghi lời chú thích cạnh khối này: footnotes: {{{name}: …}}"),
                    format!("Give its words beside this block: footnotes: {{{name}: …}}"),
                )
            } else {
                Message::new("Tên của một đơn vị không có chú thích: đặt dấu ở lời văn", "A heading has no footnotes")
            };
            let place = self.place(entry.value.span, &path.child(kind.key()));
            self.findings.push(Diagnostic::error("answers/unknown-footnote", message).hint(hint).at(place));
        }
    }
}

/// The kind that a key stands for, by a slip of the hand or by its Vietnamese name.
fn meant(key: &str) -> Option<BlockKind> {
    let named = |kind: &BlockKind| plain_letters(key) == plain_letters(&kind.field().label);
    let near = |kind: &BlockKind| is_near(key, kind.key());
    let mut kinds = BlockKind::ALL.into_iter();
    kinds.clone().find(named).or_else(|| kinds.find(near))
}

fn all(kinds: &[BlockKind]) -> Message {
    let named: Vec<String> = kinds.iter().map(|kind| format!("{} ({})", kind.key(), kind.field().label)).collect();
    let keys: Vec<&str> = kinds.iter().map(|kind| kind.key()).collect();
    Message::new(format!("Chọn một trong: {}", named.join(", ")), format!("One of: {}", keys.join(", ")))
}
