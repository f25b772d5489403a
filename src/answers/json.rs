//! JSON, read into the same tree.

use super::node::{Answers, Data, Entry, Node};
use super::position::Positions;
use super::source::Source;
use super::{MAX_DEPTH, MAX_NODES};
use crate::diag::{Diagnostic, Message, Span};

/// A finding that ends the reading.
type Problem = Box<Diagnostic>;

/// Reads a JSON file.
pub(super) fn parse(source: &Source, positions: &Positions) -> Result<Answers, Vec<Diagnostic>> {
    let mut reader = Reader { source, positions, at: 0, depth: 0, nodes: 0 };
    let root = reader.value().and_then(|root| reader.finish().map(|()| root)).map_err(|problem| vec![*problem])?;
    Ok(Answers { source: source.clone(), root, findings: Vec::new() })
}

struct Reader<'a> {
    source: &'a Source,
    positions: &'a Positions,
    at: usize,
    depth: usize,
    nodes: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.source.text()[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn take(&mut self, wanted: char) -> bool {
        self.skip_space();
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn span(&self, start: usize) -> Span {
        self.positions.span(self.source.text(), start, self.at)
    }

    fn value(&mut self) -> Result<Node, Problem> {
        self.skip_space();
        self.nodes += 1;
        let start = self.at;
        if self.depth >= MAX_DEPTH || self.nodes > MAX_NODES {
            let too = Message::new("Dữ liệu lồng quá sâu hoặc quá nhiều", "Values nest too deep or are too many");
            return Err(Diagnostic::error("answers/too-deep", too).at(self.source.place(self.span(start))).into());
        }
        let data = match self.peek() {
            Some('{') => self.nested(Self::map)?,
            Some('[') => self.nested(Self::list)?,
            Some('"') => Data::Scalar { text: self.string()?, plain: false },
            Some('\'' | '“' | '”') => return Err(self.wrong_quote()),
            _ => self.word()?,
        };
        Ok(Node { span: self.span(start), data })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Data, Problem>) -> Result<Data, Problem> {
        self.depth += 1;
        self.at += 1;
        let data = read(self);
        self.depth -= 1;
        data
    }

    fn map(&mut self) -> Result<Data, Problem> {
        let mut entries = Vec::new();
        if self.take('}') {
            return Ok(Data::Map(entries));
        }
        loop {
            self.skip_space();
            let start = self.at;
            match self.peek() {
                Some('"') => {}
                Some('}') => return Err(self.extra_comma()),
                Some('\'' | '“' | '”') => return Err(self.wrong_quote()),
                _ => {
                    let vi = "Tên mục phải đặt trong ngoặc kép";
                    return Err(self.problem(
                        vi,
                        "A key must stand in quotes",
                        Some(("Viết: \"tên\": …", "Write: \"key\": …")),
                    ));
                }
            }
            let key = self.string()?;
            let key_span = self.span(start);
            if !self.take(':') {
                return Err(self.problem("Thiếu dấu “:” sau tên mục", "':' is missing after the key", None));
            }
            entries.push(Entry { key, key_span, value: self.value()? });
            if self.take('}') {
                return Ok(Data::Map(entries));
            }
            self.comma('}')?;
        }
    }

    fn list(&mut self) -> Result<Data, Problem> {
        let mut items = Vec::new();
        if self.take(']') {
            return Ok(Data::List(items));
        }
        loop {
            self.skip_space();
            if self.peek() == Some(']') {
                return Err(self.extra_comma());
            }
            items.push(self.value()?);
            if self.take(']') {
                return Ok(Data::List(items));
            }
            self.comma(']')?;
        }
    }

    fn comma(&mut self, close: char) -> Result<(), Problem> {
        if self.take(',') {
            return Ok(());
        }
        let vi = format!("Thiếu dấu phẩy giữa hai mục, hoặc thiếu dấu {close}");
        Err(self.problem(&vi, &format!("A comma between two items or a '{close}' is missing"), None))
    }

    fn string(&mut self) -> Result<String, Problem> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let Some(character) = self.peek() else {
                self.at = start;
                return Err(self.problem("Thiếu dấu ngoặc kép đóng", "The closing quote is missing", None));
            };
            match character {
                '"' => {
                    self.at += 1;
                    return Ok(text);
                }
                '\\' => text.push(self.escape()?),
                '\n' => {
                    let hint = ("Viết \\n để xuống dòng trong chữ", "Write \\n for a line end inside text");
                    return Err(self.problem(
                        "Chữ trong ngoặc kép phải nằm trên một dòng",
                        "Text in quotes must stay on one line",
                        Some(hint),
                    ));
                }
                other => {
                    self.at += other.len_utf8();
                    text.push(other);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Problem> {
        let rest = self.rest();
        let character = match rest.as_bytes().get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => {
                let hint = ("Viết \\\\ để có một dấu \\", "Write \\\\ for one backslash");
                return Err(self.problem("Dấu \\ không hợp lệ", "This backslash is not valid", Some(hint)));
            }
        };
        self.at += 2;
        Ok(character)
    }

    /// `\u1ebf`, or two of them for a character beyond the first plane.
    fn unicode_escape(&mut self) -> Result<char, Problem> {
        let unit = |text: &str| u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
        let first = unit(self.rest());
        let second = self.rest().get(6..).and_then(unit);
        let (character, length) = match (first, second) {
            (Some(high @ 0xd800..=0xdbff), Some(low @ 0xdc00..=0xdfff)) => {
                (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
            }
            (Some(code), _) => (char::from_u32(code), 6),
            (None, _) => (None, 6),
        };
        let Some(character) = character else {
            return Err(self.problem("Mã \\u không hợp lệ", "This \\u escape is not valid", None));
        };
        self.at += length;
        Ok(character)
    }

    /// Numbers, `true`, `false`, `null`: kept as they are typed.
    fn word(&mut self) -> Result<Data, Problem> {
        let rest = self.rest();
        let end = rest.find([',', '}', ']', ':', '"', ' ', '\t', '\r', '\n', '{', '[']).unwrap_or(rest.len());
        let word = &rest[..end];
        let number = word.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        if !number && !matches!(word, "true" | "false" | "null") {
            let hint =
                Some(("Đặt chữ trong ngoặc kép; để trống thì viết null", "Put text in quotes; write null for nothing"));
            return Err(self.problem(
                "Thiếu giá trị, hoặc chữ không có ngoặc kép",
                "A value is missing, or text has no quotes",
                hint,
            ));
        }
        self.at += end;
        Ok(Data::Scalar { text: word.to_owned(), plain: true })
    }

    fn finish(&mut self) -> Result<(), Problem> {
        self.skip_space();
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.problem("Sau dấu đóng cuối cùng còn chữ thừa", "There is text after the end", None)),
        }
    }

    fn wrong_quote(&self) -> Problem {
        let hint = ("Dùng dấu \" thẳng", "Use straight double quotes");
        self.problem("JSON chỉ nhận dấu ngoặc kép thẳng", "JSON takes straight double quotes only", Some(hint))
    }

    fn extra_comma(&self) -> Problem {
        self.problem("Thừa dấu phẩy trước dấu đóng", "There is a comma too many before the closing bracket", None)
    }

    fn problem(&self, vi: &str, en: &str, hint: Option<(&str, &str)>) -> Problem {
        let diagnostic = Diagnostic::error("answers/syntax", Message::new(vi, en));
        let diagnostic = diagnostic.at(self.source.place(self.span(self.at)));
        match hint {
            Some((vi, en)) => diagnostic.hint(Message::new(vi, en)).into(),
            None => diagnostic.into(),
        }
    }
}
