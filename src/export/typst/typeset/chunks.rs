//! The words of a paragraph as chunks, between which a line may end.

use std::ops::Range;

use super::super::program::{Inline, Piece};
use super::letters;
use crate::assets::fonts::Face;
use crate::model::Stamp;

/// What stands on a line.
#[derive(Clone)]
pub enum Part<'a> {
    /// Blank width.
    Indent(f64),
    /// Letters and spaces of a stretch of text.
    Text { piece: &'a Piece, range: Range<usize> },
    /// Words that stay whole.
    Box(&'a [Piece]),
    /// A gap for a stamp.
    Gap(Stamp, &'a Piece),
}

/// What stays on one line. Points.
pub struct Chunk {
    /// Its parts.
    pub parts: Range<usize>,
    /// Width without the blank at its end.
    pub width: f64,
    /// Width with it.
    pub full: f64,
    /// Whether the line ends after it.
    pub ends_line: bool,
}

/// What the text before the next letter ends with.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    Nothing,
    Letter(char),
    Object,
}

/// All chunks of a paragraph.
pub struct Chunks<'a> {
    pub parts: Vec<Part<'a>>,
    pub chunks: Vec<Chunk>,
    size: f64,
    /// First part of the open chunk.
    first: usize,
    width: f64,
    full: f64,
    before: Before,
    /// Whether the open chunk ends with a space.
    spaced: bool,
}

/// Cuts `items` of `size` after an indent of `indent`. `None` when a letter cannot be set alone, or when it is not known
/// where Typst would end a line.
pub fn chunks(items: &[Inline], size: f64, indent: f64) -> Option<Chunks<'_>> {
    let mut cut = Chunks {
        parts: Vec::new(),
        chunks: Vec::new(),
        size,
        first: 0,
        width: 0.0,
        full: 0.0,
        before: Before::Nothing,
        spaced: false,
    };
    if indent != 0.0 {
        cut.parts.push(Part::Indent(indent));
        cut.full = indent;
        cut.close(false);
    }
    for item in items {
        match item {
            Inline::Text(piece) => cut.text(piece)?,
            Inline::Box { pieces } => cut.object(Part::Box(pieces), pieces)?,
            Inline::Gap { stamp, piece } => cut.object(Part::Gap(*stamp, piece), std::slice::from_ref(piece))?,
            Inline::Footnote { .. } => return None,
            Inline::Break => cut.end()?,
        }
    }
    cut.end()?;
    Some(cut)
}

impl<'a> Chunks<'a> {
    fn text(&mut self, piece: &'a Piece) -> Option<()> {
        let face = Face::of(piece.bold, piece.italic);
        let mut start = 0;
        for (at, letter) in piece.text.char_indices() {
            let advance = letters::letter(letter, face)?.advance * self.size;
            if letter == ' ' {
                self.full += advance;
                self.spaced = true;
                continue;
            }
            if self.may_break(letter)? {
                self.slice(piece, start..at);
                self.close(false);
                start = at;
            }
            self.full += advance;
            (self.width, self.before, self.spaced) = (self.full, Before::Letter(letter), false);
        }
        self.slice(piece, start..piece.text.len());
        Some(())
    }

    fn slice(&mut self, piece: &'a Piece, range: Range<usize>) {
        if !range.is_empty() {
            self.parts.push(Part::Text { piece, range });
        }
    }

    fn object(&mut self, part: Part<'a>, pieces: &'a [Piece]) -> Option<()> {
        let may_break = match self.before {
            Before::Letter('(') => false,
            Before::Nothing => self.spaced,
            Before::Letter(_) | Before::Object => true,
        };
        if may_break {
            self.close(false);
        }
        for piece in pieces {
            let face = Face::of(piece.bold, piece.italic);
            piece.text.chars().try_for_each(|letter| letters::letter(letter, face).map(drop))?;
            self.full += letters::width(&piece.text, face) * self.size;
        }
        self.parts.push(part);
        (self.width, self.before, self.spaced) = (self.full, Before::Object, false);
        Some(())
    }

    /// Whether a line may end before `letter` (UAX #14). What is not known for certain is `None`.
    fn may_break(&self, letter: char) -> Option<bool> {
        let closes = ".,;:)".contains(letter);
        match (self.before, self.spaced) {
            (Before::Letter('('), true) => Some(false),
            (_, true) => Some(!closes),
            (Before::Nothing, false) => Some(false),
            (Before::Object, false) => Some(!closes),
            (Before::Letter(before), false) => breaks_between(before, letter),
        }
    }

    fn close(&mut self, ends_line: bool) {
        let parts = self.first..self.parts.len();
        self.chunks.push(Chunk { parts, width: self.width, full: self.full, ends_line });
        (self.first, self.width, self.full, self.spaced) = (self.parts.len(), 0.0, 0.0, false);
    }

    /// Ends the line. An empty one is left to Typst.
    fn end(&mut self) -> Option<()> {
        (self.first < self.parts.len()).then(|| self.close(true))?;
        self.before = Before::Nothing;
        Some(())
    }
}

/// Whether a line may end between two letters of an ordinary word.
fn breaks_between(before: char, after: char) -> Option<bool> {
    match (before, after) {
        (_, '.' | ',' | ';' | ':' | ')') | ('(', _) => Some(false),
        ('.' | ',' | ';' | ':', '(' | '%') | ('%', '%') => Some(true),
        ('%' | ')', '(' | '%') => Some(false),
        _ => (before.is_alphanumeric() || ".,;:%)".contains(before)).then_some(false),
    }
}
