//! Lines, columns and bytes of a text.

use crate::diag::Span;

/// Every how many characters the byte position is remembered.
const STEP: usize = 64;

/// Finds the line and column of any position of a text, whether it is counted in bytes or in characters.
#[derive(Debug, Clone)]
pub struct Positions {
    /// Byte position of every `STEP`th character.
    checkpoints: Vec<usize>,
    /// Byte and character position of each line's start.
    lines: Vec<(usize, usize)>,
    /// Length in bytes.
    length: usize,
}

impl Positions {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STEP + 1);
        let mut lines = vec![(0, 0)];
        for (count, (byte, character)) in text.char_indices().enumerate() {
            if count % STEP == 0 {
                checkpoints.push(byte);
            }
            if character == '\n' {
                lines.push((byte + 1, count + 1));
            }
        }
        Positions { checkpoints, lines, length: text.len() }
    }

    /// The byte at which the character `index` (from 0) begins.
    pub fn byte_of(&self, text: &str, index: usize) -> usize {
        let Some(start) = self.checkpoints.get(index / STEP) else { return self.length };
        text[*start..].char_indices().nth(index % STEP).map_or(self.length, |(offset, _)| start + offset)
    }

    /// The span between two byte positions.
    pub fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let line = self.lines.partition_point(|(byte, _)| *byte <= start).max(1);
        let line_start = self.lines[line - 1].0;
        let column = self.column(text, line - 1, line_start, start);
        Span { line, column, start, end: end.max(start) }
    }

    /// The span between two character positions.
    pub fn span_of_chars(&self, text: &str, start: usize, end: usize) -> Span {
        self.span(text, self.byte_of(text, start), self.byte_of(text, end))
    }

    /// Counts characters from the last checkpoint on, so that a line of megabytes costs no more than a short one.
    fn column(&self, text: &str, line: usize, line_start: usize, byte: usize) -> usize {
        let byte = byte.min(self.length);
        let checkpoint = self.checkpoints.partition_point(|position| *position <= byte);
        let (from, index) = match checkpoint.checked_sub(1) {
            Some(last) if self.checkpoints[last] >= line_start => (self.checkpoints[last], last * STEP),
            _ => (line_start, self.lines[line].1),
        };
        let between = text.get(from..byte).map_or(0, |piece| piece.chars().count());
        index + between - self.lines[line].1 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_agree() {
        let text = format!("số: 1\nđơn vị: {}x\n\nhết", "Sở ".repeat(100));
        let positions = Positions::new(&text);
        for (index, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(positions.byte_of(&text, index), byte);
            let before = &text[..byte];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |piece| piece.chars().count()) + 1;
            let span = positions.span(&text, byte, byte);
            assert_eq!((span.line, span.column), (line, column), "byte {byte}");
        }
        assert_eq!(positions.byte_of(&text, 100_000), text.len());
    }
}
