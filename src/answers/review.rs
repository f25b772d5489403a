//! What can be said about a tree without its form: keys given twice, characters that no document may hold, words that
//! YAML takes for a comment.

use std::collections::BTreeMap;

use super::node::{Data, Node};
use super::position::Positions;
use super::source::Source;
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Span};

/// The code of a key given twice.
pub const TWICE: &str = "answers/duplicate-key";

/// The most findings of one kind; a file that is no text would otherwise have thousands.
const MOST: usize = 20;

/// Control characters, private-use characters and non-characters that stand in the text itself.
pub(super) fn characters(source: &Source) -> Vec<Diagnostic> {
    let mut bad = source.text().char_indices().filter(|(_, character)| is_forbidden(*character)).peekable();
    if bad.peek().is_none() {
        return Vec::new();
    }
    let positions = Positions::new(source.text());
    let span = |at: usize, character: char| positions.span(source.text(), at, at + character.len_utf8());
    bad.take(MOST).map(|(at, character)| control(character).at(source.place(span(at, character)))).collect()
}

/// Keys given twice, forbidden characters that escapes brought in, and words that are cut off as a comment.
pub(super) fn tree(source: &Source, root: &Node) -> Vec<Diagnostic> {
    let mut review = Review { source, has_escapes: source.text().contains('\\'), findings: Vec::new() };
    review.walk(root, &Trail::Root);
    review.findings
}

/// The way to a node; written out only where something is to be said.
enum Trail<'a> {
    Root,
    Item(&'a Trail<'a>, usize),
    Field(&'a Trail<'a>, &'a str),
}

impl Trail<'_> {
    fn path(&self) -> AnswerPath {
        match self {
            Trail::Root => AnswerPath::root(),
            Trail::Item(above, index) => above.path().child(index),
            Trail::Field(above, key) => above.path().child(key),
        }
    }
}

struct Review<'a> {
    source: &'a Source,
    has_escapes: bool,
    findings: Vec<Diagnostic>,
}

impl Review<'_> {
    fn walk(&mut self, node: &Node, trail: &Trail<'_>) {
        if self.findings.len() >= MOST {
            return;
        }
        match &node.data {
            Data::Scalar { text, plain } => {
                self.text(text, node.span, trail);
                if *plain && text.contains(' ') {
                    self.comment(node.span, trail);
                }
            }
            Data::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, &Trail::Item(trail, index));
                }
            }
            Data::Map(entries) => {
                let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
                for entry in entries {
                    let trail = Trail::Field(trail, &entry.key);
                    self.text(&entry.key, entry.key_span, &trail);
                    match seen.get(entry.key.as_str()) {
                        Some(first) => self.twice(&entry.key, *first, entry.key_span, &trail),
                        None => _ = seen.insert(&entry.key, entry.key_span),
                    }
                    self.walk(&entry.value, &trail);
                }
            }
        }
    }

    fn text(&mut self, text: &str, span: Span, trail: &Trail<'_>) {
        if !self.has_escapes {
            return;
        }
        // One that stands in the file as itself was found there, with its exact place.
        let raw = self.source.text().get(span.start..span.end).unwrap_or_default();
        let escaped = text.chars().find(|character| is_forbidden(*character) && !raw.contains(*character));
        if let Some(character) = escaped {
            self.findings.push(control(character).at(self.place(span, trail)));
        }
    }

    /// Words after ` #` are a comment to YAML, and may be none to who typed them. Comments that are meant as such stand
    /// two blanks away or more, as columns of them do.
    fn comment(&mut self, span: Span, trail: &Trail<'_>) {
        let after = self.source.text().get(span.end..).unwrap_or_default();
        let line = after.lines().next().unwrap_or_default().trim_end();
        let Some(comment) = line.strip_prefix(' ').filter(|comment| comment.starts_with('#')) else { return };
        let message = Message::new(
            format!("Chữ sau dấu # là ghi chú, không được in ra: “{comment}”"),
            format!("What follows # is a comment and is not printed: '{comment}'"),
        );
        let hint = Message::new(
            "Nếu là nội dung thì đặt cả câu trong ngoặc kép; nếu là ghi chú thì thêm một dấu cách trước dấu #",
            "If it belongs to the text, put all of it in quotes; if it is a comment, put one more blank before the #",
        );
        let positions = Positions::new(self.source.text());
        let place = self.place(positions.span(self.source.text(), span.end + 1, span.end + line.len()), trail);
        self.findings.push(Diagnostic::warning("answers/comment", message).hint(hint).at(place));
    }

    fn twice(&mut self, key: &str, first: Span, second: Span, trail: &Trail<'_>) {
        let (vi, en) = match first.line {
            line if line == second.line => ("trước đó trên dòng này".to_owned(), "before on this line".to_owned()),
            line => (format!("ở dòng {line}"), format!("at line {line}")),
        };
        let message = Message::new(
            format!("Mục “{key}” đã có {vi}, không được ghi hai lần"),
            format!("'{key}' is already given {en}"),
        );
        let hint = Message::new("Giữ một dòng, xóa dòng kia", "Keep one line and delete the other");
        self.findings.push(Diagnostic::error(TWICE, message).hint(hint).at(self.place(second, trail)));
    }

    fn place(&self, span: Span, trail: &Trail<'_>) -> Place {
        Place { path: Some(trail.path()), ..self.source.place(span) }
    }
}

/// Control characters except the line feed and the tab, private use, non-characters, the byte order mark inside text
/// and the replacement character. The carriage return is allowed before a line feed only by the reader of lines.
fn is_forbidden(character: char) -> bool {
    match character {
        '\n' | '\t' | '\r' => false,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{fdd0}'..='\u{fdef}' | '\u{f0000}'..='\u{10ffff}' => true,
        other => (other as u32) & 0xfffe == 0xfffe,
    }
}

fn control(character: char) -> Diagnostic {
    let code = format!("U+{:04X}", character as u32);
    let message = Message::new(
        format!("Có ký tự không in được {code}"),
        format!("There is a character that cannot be printed, {code}"),
    );
    let hint = Message::new(
        "Xóa ký tự này rồi gõ lại chữ; chữ dán từ tệp PDF hoặc tệp cũ hay có ký tự như vậy",
        "Delete it and type the text again; text pasted from PDF or old files often has such characters",
    );
    Diagnostic::error("answers/control-character", message).hint(hint)
}
