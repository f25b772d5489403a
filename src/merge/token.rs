//! Values in disguise.
//!
//! A printed value goes through Handlebars and Markdown as a word of private-use characters, one for each of its bytes,
//! and comes out at the other end as it went in. So an answer is always text and never markup, whatever it holds, and
//! the path it came from travels with it. Private-use characters in answers are refused when they are read.

use std::ops::Range;

use crate::diag::AnswerPath;
use crate::model::Role;

const OPEN: char = '\u{E000}';
const NEXT: char = '\u{E001}';
const CLOSE: char = '\u{E002}';
/// The character of byte 0.
const BYTES: u32 = 0xE100;

/// What a template can put into a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A printed value and where it came from.
    Value { text: String, source: Option<AnswerPath> },
    /// A printed value in which `[[…]]` refers to something, and where it came from.
    Linked { text: String, source: Option<AnswerPath> },
    /// A table, printed here.
    Table(String),
    /// A chart, drawn here.
    Chart(String),
    /// A content of the answers, printed here, by its path.
    Content(String),
    /// What the thing of this name is called: `Bảng 1`, `Phụ lục I`, `khoản 2 Điều 5`.
    Reference(String),
    /// What the paragraph that it stands in is, by a name of [`MARKS`].
    Role(String),
}

/// What a paragraph of a body may be that Markdown has no sign for.
const MARKS: [(&str, Role); 5] = [
    ("authority", Role::Authority),
    ("legal_basis", Role::LegalBasis),
    ("enactment", Role::Enactment),
    ("announcement", Role::Announcement),
    ("announcement_item", Role::AnnouncementItem),
];

/// The role that a template calls by `name`.
pub(super) fn role(name: &str) -> Option<Role> {
    MARKS.into_iter().find(|(own, _)| *own == name).map(|(_, role)| role)
}

/// A stretch of a rendered text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// The template author's words.
    Words(&'a str),
    /// A token.
    Token(Token),
}

impl Token {
    /// The disguise.
    pub(super) fn encode(&self) -> String {
        let (kind, fields): (char, [&str; 2]) = match self {
            Token::Value { text, source } => ('v', [text, source.as_ref().map_or("", AnswerPath::as_str)]),
            Token::Linked { text, source } => ('l', [text, source.as_ref().map_or("", AnswerPath::as_str)]),
            Token::Table(id) => ('t', [id, ""]),
            Token::Chart(id) => ('g', [id, ""]),
            Token::Content(path) => ('c', [path, ""]),
            Token::Reference(id) => ('r', [id, ""]),
            Token::Role(name) => ('p', [name, ""]),
        };
        let mut word = String::new();
        word.push(OPEN);
        word.push(disguise(kind as u8));
        for field in fields {
            word.extend(field.bytes().map(disguise));
            word.push(NEXT);
        }
        word.push(CLOSE);
        word
    }

    fn decode(word: &str) -> Option<Token> {
        let mut fields = word.split(NEXT).map(plain);
        let mut first = fields.next()??;
        if first.is_empty() {
            return None;
        }
        let kind = first.remove(0);
        let second = fields.next()??;
        let source = (!second.is_empty()).then(|| AnswerPath::new(second));
        Some(match kind {
            'v' => Token::Value { text: first, source },
            'l' => Token::Linked { text: first, source },
            't' => Token::Table(first),
            'g' => Token::Chart(first),
            'c' => Token::Content(first),
            'r' => Token::Reference(first),
            'p' => Token::Role(first),
            _ => return None,
        })
    }
}

fn disguise(byte: u8) -> char {
    char::from_u32(BYTES + u32::from(byte)).unwrap_or(OPEN)
}

fn plain(word: &str) -> Option<String> {
    let bytes = word.chars().map(|letter| u8::try_from(u32::from(letter).checked_sub(BYTES)?).ok());
    String::from_utf8(bytes.collect::<Option<Vec<u8>>>()?).ok()
}

/// Cuts a rendered text into words and tokens.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(Range { start, end }) = next_token(rest) {
        if start > 0 {
            pieces.push(Piece::Words(&rest[..start]));
        }
        let word = &rest[start + OPEN.len_utf8()..end - CLOSE.len_utf8()];
        pieces.extend(Token::decode(word).map(Piece::Token));
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

fn next_token(text: &str) -> Option<Range<usize>> {
    let start = text.find(OPEN)?;
    let end = start + text[start..].find(CLOSE)? + CLOSE.len_utf8();
    Some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn characters_that_only_look_like_a_token_are_left_out() {
        for word in ["\u{E000}\u{E002}", "\u{E000}\u{E001}\u{E001}\u{E002}", "\u{E000}x\u{E001}\u{E002}"] {
            assert_eq!(pieces(word), [], "{word:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in any::<String>(), path in "[a-z.0-9]{0,20}", before in "[a-z *]{0,9}") {
            let source = (!path.is_empty()).then(|| AnswerPath::new(&path));
            let token = Token::Value { text, source };
            let rendered = format!("{before}{}!", token.encode());
            let mut expected = vec![Piece::Token(token), Piece::Words("!")];
            if !before.is_empty() {
                expected.insert(0, Piece::Words(&before));
            }
            prop_assert_eq!(pieces(&rendered), expected);
        }
    }
}
