//! YAML: the events of the parser, made into the tree.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span as Marks};

use super::node::{Answers, Data, Entry, Node};
use super::position::Positions;
use super::slips;
use super::source::{Source, empty};
use super::{MAX_DEPTH, MAX_NODES};
use crate::diag::{Diagnostic, Message, Span};

/// A finding that ends the reading.
type Problem = Box<Diagnostic>;

/// Reads a YAML file.
pub(super) fn parse(source: &Source, positions: &Positions) -> Result<Answers, Vec<Diagnostic>> {
    let mut builder = Builder {
        source,
        positions,
        open: Vec::new(),
        anchors: BTreeMap::new(),
        root: None,
        nodes: 0,
        findings: Vec::new(),
    };
    let mut parser = Parser::new_from_str(source.text());
    while let Some(event) = parser.next_event() {
        let result = match event {
            Ok((event, marks)) => builder.event(event, marks),
            Err(error) => Err(builder.syntax(&error)),
        };
        if let Err(problem) = result {
            builder.findings.push(*problem);
            return Err(builder.findings);
        }
    }
    let Some(root) = builder.root else { return Err(vec![empty().at(source.place(positions.span("", 0, 0)))]) };
    Ok(Answers { source: source.clone(), root, findings: builder.findings })
}

/// A collection that is being read.
struct Open {
    anchor: usize,
    start: usize,
    data: Data,
    /// The key whose value comes next, in a map.
    key: Option<(String, Span)>,
}

struct Builder<'a> {
    source: &'a Source,
    positions: &'a Positions,
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    root: Option<Node>,
    nodes: usize,
    findings: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event, marks: Marks) -> Result<(), Problem> {
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) => match self.root {
                Some(_) => Err(self.second_document(marks)),
                None => Ok(()),
            },
            Event::Alias(anchor) => self.alias(anchor, marks),
            Event::Scalar(text, style, anchor, _) => {
                let data = Data::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                let node = Node { span: self.scalar_span(marks, style), data };
                self.value(node, anchor)
            }
            Event::SequenceStart(anchor, _) => self.start(anchor, marks, Data::List(Vec::new())),
            Event::MappingStart(anchor, _) => self.start(anchor, marks, Data::Map(Vec::new())),
            Event::SequenceEnd | Event::MappingEnd => self.end(marks),
        }
    }

    fn span(&self, marks: Marks) -> Span {
        self.positions.span_of_chars(self.source.text(), marks.start.index(), marks.end.index())
    }

    /// A scalar's span without the line end and comments that follow block text.
    fn scalar_span(&self, marks: Marks, style: ScalarStyle) -> Span {
        let mut span = self.span(marks);
        if matches!(style, ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded) {
            span.end = span.start + self.source.text()[span.start..span.end].trim_end().len();
        }
        span
    }

    fn start(&mut self, anchor: usize, marks: Marks, data: Data) -> Result<(), Problem> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.too_deep(self.span(marks)));
        }
        self.open.push(Open { anchor, start: marks.start.index(), data, key: None });
        Ok(())
    }

    fn end(&mut self, marks: Marks) -> Result<(), Problem> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let mut span = self.positions.span_of_chars(self.source.text(), open.start, marks.end.index());
        span.end = span.start + self.source.text()[span.start..span.end].trim_end().len();
        self.value(Node { span, data: open.data }, open.anchor)
    }

    fn alias(&mut self, anchor: usize, marks: Marks) -> Result<(), Problem> {
        let span = self.span(marks);
        let Some(mut node) = self.anchors.get(&anchor).cloned() else {
            // An alias to the collection it stands in.
            return Err(self.too_deep(span));
        };
        self.nodes += node.count();
        if self.open.len() + node.depth() > MAX_DEPTH {
            return Err(self.too_deep(span));
        }
        node.span = span;
        self.value(node, 0)
    }

    /// Puts a finished value where it belongs.
    fn value(&mut self, node: Node, anchor: usize) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(self.too_many(node.span));
        }
        if anchor != 0 {
            self.nodes += node.count();
            self.anchors.insert(anchor, node.clone());
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match &mut open.data {
            Data::List(items) => items.push(node),
            Data::Map(entries) => match (open.key.take(), node.data) {
                (Some((key, key_span)), data) => {
                    let value = Node { span: node.span, data };
                    entries.push(Entry { key, key_span, value });
                }
                (None, Data::Scalar { text, .. }) => open.key = Some((text, node.span)),
                (None, Data::List(_) | Data::Map(_)) => return Err(self.odd_key(node.span)),
            },
            Data::Scalar { .. } => {}
        }
        Ok(())
    }

    fn second_document(&self, marks: Marks) -> Problem {
        let message = Message::new("Tệp có hai văn bản YAML (dòng ---)", "The file holds a second YAML document (---)");
        let hint = Message::new("Mỗi tệp chỉ ghi một phiếu trả lời", "Give each set of answers a file of its own");
        Diagnostic::error("answers/second-document", message).hint(hint).at(self.source.place(self.span(marks))).into()
    }

    fn too_deep(&self, span: Span) -> Problem {
        let message = Message::new(
            format!("Các mục lồng nhau quá {MAX_DEPTH} cấp"),
            format!("Values nest deeper than {MAX_DEPTH} levels"),
        );
        Diagnostic::error("answers/too-deep", message).at(self.source.place(span)).into()
    }

    fn too_many(&self, span: Span) -> Problem {
        let message = Message::new(
            format!("Tệp có quá {MAX_NODES} giá trị, kể cả các chỗ lặp lại bằng dấu *"),
            format!("The file has over {MAX_NODES} values, those repeated by * included"),
        );
        let hint = Message::new("Bỏ các dấu & và * ở đầu giá trị", "Remove the anchors (&) and aliases (*)");
        Diagnostic::error("answers/too-many-values", message).hint(hint).at(self.source.place(span)).into()
    }

    fn odd_key(&self, span: Span) -> Problem {
        let message = Message::new("Tên mục phải là chữ", "A key must be text");
        let hint = Message::new(
            "Chữ bắt đầu bằng { hoặc [ phải đặt trong ngoặc kép",
            "Text that begins with { or [ must stand in quotes",
        );
        Diagnostic::error("answers/syntax", message).hint(hint).at(self.source.place(span)).into()
    }

    fn syntax(&self, error: &ScanError) -> Problem {
        let text = self.source.text();
        let byte = self.positions.byte_of(text, error.marker().index());
        let span = self.positions.span(text, byte, byte);
        if let Some(tab) = indenting_tab(text, byte) {
            return tab_finding().at(self.source.place(self.positions.span(text, tab, tab + 1))).into();
        }
        if let Some((finding, at)) = slips::find(error.info(), text, byte) {
            return finding.at(self.source.place(self.positions.span(text, at.start, at.end))).into();
        }
        explain(error.info(), text, byte).at(self.source.place(span)).into()
    }
}

/// A tab in the indentation near `byte`: the parser may complain some lines before or after it.
fn indenting_tab(text: &str, byte: usize) -> Option<usize> {
    let line_start = |before: usize| text[..before].rfind('\n').map_or(0, |position| position + 1);
    let mut start = line_start(byte.min(text.len()));
    for _ in 0..2 {
        start = line_start(start.saturating_sub(1));
    }
    let mut position = start;
    for line in text[start..].split_inclusive('\n').take(5) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        if let Some(tab) = indent.find('\t') {
            return Some(position + tab);
        }
        position += line.len();
    }
    None
}

fn tab_finding() -> Diagnostic {
    let message = Message::new(
        "Đầu dòng có dấu tab: YAML chỉ cho thụt dòng bằng dấu cách",
        "The line begins with a tab: YAML indents by spaces only",
    );
    let hint =
        Message::new("Xóa dấu tab và gõ 2 dấu cách cho mỗi cấp", "Delete the tab and type 2 spaces for each level");
    Diagnostic::error("answers/tab", message).hint(hint)
}

/// A parser's complaint in a clerk's words.
fn explain(info: &str, text: &str, byte: usize) -> Diagnostic {
    let next = text[byte..].chars().next();
    let (vi, en, hint_vi, hint_en) = match info {
        "mapping values are not allowed in this context" => (
            "Dấu “:” ở đây không hợp lệ",
            "':' is not allowed here",
            "Nếu dấu “:” thuộc về câu chữ, đặt cả câu trong ngoặc kép; nếu không, kiểm tra thụt dòng của dòng này và dòng trên",
            "If the ':' belongs to the text, put the text in quotes; otherwise look at the indentation of this line and the one above",
        ),
        info if info.contains("end of stream") || info.contains("end of plain") || info.contains("unexpected eof") => (
            "Thiếu dấu đóng ngoặc kép hoặc ngoặc nhọn",
            "A quote or bracket is not closed",
            "Tìm dấu \" hoặc ' mở ra mà chưa đóng ở phía trên",
            "Look above for a quote that was opened and not closed",
        ),
        info if info.contains("trailing content") => (
            "Sau dấu ngoặc kép đóng không được có chữ",
            "Nothing may follow the closing quote",
            "Trong chữ có dấu \" thì viết \\\" hoặc đặt cả chữ trong dấu '…'",
            "Write \\\" for a quote inside quotes, or use '…' around the text",
        ),
        info if info.contains("unknown anchor") => (
            "Chữ bắt đầu bằng dấu * phải đặt trong ngoặc kép",
            "Text that begins with * must stand in quotes",
            "Viết: \"* …\"",
            "Write: \"* …\"",
        ),
        info if info.contains("escape") || info.contains("hexadecimal") => (
            "Dấu \\ trong ngoặc kép không hợp lệ",
            "This backslash in quotes is not valid",
            "Viết \\\\ để có một dấu \\, hoặc dùng dấu '…' thay cho \"…\"",
            "Write \\\\ for one backslash, or use '…' instead of \"…\"",
        ),
        _ if matches!(next, Some('@' | '`' | '%' | '&' | '*' | '!' | '|' | '>')) => (
            "Chữ bắt đầu bằng dấu này phải đặt trong ngoặc kép",
            "Text that begins with this sign must stand in quotes",
            "Viết: \"…\"",
            "Write: \"…\"",
        ),
        info if info.contains("'-' indicator") || info.contains("indentation") || info.contains("key") => (
            "Dòng này thụt vào không khớp với các dòng trên",
            "The indentation of this line does not fit the lines above",
            "Các mục cùng cấp phải thụt vào bằng nhau, mỗi mục có dạng tên: giá trị",
            "Items of one level are indented alike; each is written key: value",
        ),
        _ => (
            "Dòng này không đúng cách viết YAML",
            "This line is not valid YAML",
            "Kiểm tra dấu “:” sau tên mục, dấu cách sau “:” và “-”, thụt dòng, dấu ngoặc kép",
            "Check the ':' after the key, the space after ':' and '-', the indentation and the quotes",
        ),
    };
    let message = Message::new(vi, format!("{en} ({info})"));
    Diagnostic::error("answers/syntax", message).hint(Message::new(hint_vi, hint_en))
}
