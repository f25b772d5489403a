//! Where things stand in the text.

use std::ops::Range;

use crate::answers::node::{Data, Entry, Node};

/// The text of a file, and questions about it.
#[derive(Clone, Copy)]
pub(super) struct Text<'a>(pub &'a str);

impl Text<'_> {
    /// Whether a collection stands in brackets.
    pub fn is_flow(self, node: &Node) -> bool {
        self.0[node.span.start..].starts_with(['{', '['])
    }

    /// The place behind the colon of a key.
    pub fn colon(self, entry: &Entry) -> Option<usize> {
        let mut end = entry.key_span.end;
        // The mark of a key in quotes may stand before the closing quote.
        let rest = &self.0[end..];
        let skipped = rest.len() - rest.trim_start_matches(['"', '\'', ' ']).len();
        end += skipped;
        self.0[end..].starts_with(':').then_some(end + 1)
    }

    /// The place of the hyphen of a list's item.
    pub fn hyphen(self, item: &Node) -> Option<usize> {
        let before = self.0[..item.span.start].trim_end_matches([' ', '\n', '\r']);
        // The mark of a block of text stands on its first line, behind its header: `- >-`.
        let header = before.trim_end_matches(|last: char| "+-".contains(last) || last.is_ascii_digit());
        let before = header.strip_suffix(['|', '>']).map_or(before, |before| before.trim_end_matches(' '));
        if before.ends_with('-') {
            return Some(before.len() - 1);
        }
        // An empty item's mark may stand on the hyphen, or behind it on the next line.
        self.0[item.span.start..].starts_with('-').then_some(item.span.start)
    }

    /// The start of the line of `at`.
    pub fn line_start(self, at: usize) -> usize {
        self.0[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line of `at`, before its newline.
    pub fn line_end(self, at: usize) -> usize {
        let end = self.0[at..].find('\n').map_or(self.0.len(), |newline| at + newline);
        if self.0[..end].ends_with('\r') { end - 1 } else { end }
    }

    /// How many characters stand before `at` on its line.
    pub fn column(self, at: usize) -> usize {
        self.0[self.line_start(at)..at].chars().count()
    }

    /// Whether nothing but blanks stands before `at` on its line.
    pub fn begins_line(self, at: usize) -> bool {
        self.0[self.line_start(at)..at].trim().is_empty()
    }

    /// Where a value as it is written begins and ends. What is empty is the place behind its colon or hyphen, `after`.
    pub fn written(self, node: &Node, after: usize) -> Range<usize> {
        if matches!(&node.data, Data::Scalar { text, plain: true } if text.is_empty()) {
            return after..after;
        }
        let blanks = self.0[after..].len() - self.0[after..].trim_start_matches(' ').len();
        let start = after + blanks;
        // The mark of a block of text may stand on its first line.
        let start = if self.0[start..].starts_with(['|', '>']) { start } else { node.span.start };
        start..self.end(node).max(start)
    }

    /// Where the content of a value ends, without the comments behind it.
    pub fn end(self, node: &Node) -> usize {
        match &node.data {
            Data::Scalar { plain: false, .. } => self.closing_quote(node).unwrap_or(node.span.end),
            Data::Scalar { .. } => node.span.end,
            _ if self.is_flow(node) => node.span.end,
            Data::List(items) => items.last().map_or(node.span.end, |item| self.item_end(item)),
            Data::Map(entries) => entries.last().map_or(node.span.end, |entry| self.entry_end(entry)),
        }
    }

    /// The place behind the quote that closes a text: its mark may go on to the next word of the file.
    fn closing_quote(self, node: &Node) -> Option<usize> {
        let start = node.span.start;
        let quote = self.0[start..].chars().next().filter(|first| matches!(first, '"' | '\''))?;
        let mut letters = self.0[start + 1..].char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            if letter == '\\' && quote == '"' {
                letters.next();
            } else if letter == quote && letters.next_if(|(_, next)| quote == '\'' && *next == quote).is_none() {
                return Some(start + 1 + at + 1);
            }
        }
        None
    }

    /// Where a key with its value ends.
    pub fn entry_end(self, entry: &Entry) -> usize {
        let after = self.colon(entry).unwrap_or(entry.key_span.end);
        self.written(&entry.value, after).end.max(after)
    }

    /// Where an item with its hyphen ends.
    pub fn item_end(self, item: &Node) -> usize {
        match self.hyphen(item) {
            Some(hyphen) => self.written(item, hyphen + 1).end.max(hyphen + 1),
            None => self.end(item),
        }
    }
}
