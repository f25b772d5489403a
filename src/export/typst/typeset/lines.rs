//! The lines of a paragraph: as many words as fit, from the first line to the last.

use std::ops::Range;

use super::super::program::{Paragraph, Piece};
use super::chunks::{Chunks, Part, chunks};
use super::letters;
use super::{fits, pt};
use crate::assets::fonts::Face;
use crate::diag::AnswerPath;
use crate::model::Stamp;
use crate::style::Align;

/// Letters of one look on a line, from left to right.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    /// What it says.
    pub text: &'a str,
    /// Bytes of it that take room; the spaces after them end the line.
    pub kept: usize,
    /// The style.
    pub face: Face,
    /// Font size.
    pub size: f64,
    /// Added to every space.
    pub stretch: f64,
    /// The answer it prints, in a marked document.
    pub source: Option<&'a AnswerPath>,
}

impl Run<'_> {
    /// The room it takes.
    pub fn width(&self) -> f64 {
        let kept = &self.text[..self.kept];
        letters::width(kept, self.face) * self.size + self.stretch * spaces(kept) as f64
    }
}

/// A run with its left edge, and the stamp whose gap it is.
pub struct Placed<'a> {
    pub x: f64,
    pub run: Run<'a>,
    pub stamp: Option<Stamp>,
}

/// A paragraph in lines.
pub struct Lines<'a> {
    pub paragraph: &'a Paragraph,
    /// From the left edge of the column.
    pub left: f64,
    /// Each line's runs, from `left`.
    pub lines: Vec<Vec<Placed<'a>>>,
    /// Top of a line to its baseline.
    pub ascent: f64,
    /// Height of a line.
    pub line: f64,
    /// Between two lines.
    pub leading: f64,
}

impl Lines<'_> {
    /// Height of `count` lines.
    pub fn height_of(&self, count: usize) -> f64 {
        self.line * count as f64 + self.leading * count.saturating_sub(1) as f64
    }

    /// Height of all.
    pub fn height(&self) -> f64 {
        self.height_of(self.lines.len())
    }

    /// Height that must be free for line `at` to stand there: no first or last line of a paragraph stands alone.
    pub fn need(&self, at: usize) -> f64 {
        let count = self.lines.len();
        let together = match (at, count) {
            (0, 2 | 3) => count,
            (0, 4..) => 2,
            _ if at >= 2 && at + 2 == count => 2,
            _ => 1,
        };
        self.height_of(together)
    }
}

/// Sets `paragraph` in a column `width` wide. `None` for what Typst must set.
pub fn lines(paragraph: &Paragraph, width: f64) -> Option<Lines<'_>> {
    let width = width - pt(paragraph.left) - pt(paragraph.right);
    let hanging = if paragraph.level.is_some() { 0.0 } else { pt(paragraph.hanging) };
    let chunks = chunks(&paragraph.items, pt(paragraph.size), indent(paragraph) - hanging)?;
    let column = Column { chunks: &chunks, paragraph, width, hanging };
    let lines = fill(&chunks, width - hanging)?.into_iter().map(|line| column.line(line)).collect();
    let line = &paragraph.line;
    Some(Lines {
        paragraph,
        left: pt(paragraph.left),
        lines,
        ascent: pt(line.top),
        line: pt(line.top + line.bottom),
        leading: pt(line.leading),
    })
}

/// What stands before the first word. Typst indents a paragraph only where its lines begin at the left edge.
fn indent(paragraph: &Paragraph) -> f64 {
    let begins_left = match paragraph.align {
        Align::Left | Align::Justify => true,
        Align::Center | Align::Right => false,
    };
    if begins_left || paragraph.level.is_some() { pt(paragraph.first_line) } else { 0.0 }
}

/// The chunks of each line.
fn fill(chunks: &Chunks, width: f64) -> Option<Vec<Range<usize>>> {
    let chunks = &chunks.chunks;
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0.0);
    for (at, chunk) in chunks.iter().enumerate() {
        let own = if chunk.ends_line { chunk.full } else { chunk.width };
        if !fits(width, used + own) && at > start {
            lines.push(start..at);
            (start, used) = (at, 0.0);
        }
        // A word wider than its line.
        if !fits(width, used + own) {
            return None;
        }
        used += chunk.full;
        if chunk.ends_line {
            lines.push(start..at + 1);
            (start, used) = (at + 1, 0.0);
        }
    }
    // A line of nothing but blanks.
    lines.iter().all(|line| chunks[line.clone()].iter().any(|chunk| chunk.width > 0.0)).then_some(lines)
}

/// Where the lines of a paragraph stand.
struct Column<'c, 'a> {
    chunks: &'c Chunks<'a>,
    paragraph: &'a Paragraph,
    width: f64,
    hanging: f64,
}

impl<'a> Column<'_, 'a> {
    fn line(&self, line: Range<usize>) -> Vec<Placed<'a>> {
        let chunks = &self.chunks.chunks[line];
        let (Some(first), Some(last)) = (chunks.first(), chunks.last()) else { return Vec::new() };
        let mut runs = self.runs(first.parts.start..last.parts.end);
        if !last.ends_line {
            trim(&mut runs);
        }
        let widths = chunks.iter().map(|chunk| chunk.full).sum::<f64>();
        let width = if last.ends_line { widths } else { widths - last.full + last.width };
        let free = self.width - self.hanging - width;
        let start = match self.paragraph.align {
            Align::Left => 0.0,
            Align::Justify if last.ends_line => 0.0,
            Align::Justify => stretch(&mut runs, free),
            Align::Center => free / 2.0,
            Align::Right => free,
        };
        place(runs, self.hanging + start)
    }

    /// What the parts say, neighbours of one stretch of text joined.
    fn runs(&self, parts: Range<usize>) -> Vec<Stretch<'a>> {
        let mut runs: Vec<Stretch> = Vec::new();
        let mut open: Option<(&Piece, Range<usize>)> = None;
        for part in &self.chunks.parts[parts] {
            if let (Part::Text { piece, range }, Some((last, joined))) = (part, &mut open)
                && std::ptr::eq(*piece, *last)
            {
                joined.end = range.end;
                continue;
            }
            if let Some((piece, range)) = open.take() {
                runs.push(Stretch::Text(self.run(piece, range)));
            }
            match part {
                Part::Indent(width) => runs.push(Stretch::Indent(*width)),
                Part::Text { piece, range } => open = Some((piece, range.clone())),
                Part::Box(pieces) => {
                    runs.extend(pieces.iter().map(|piece| Stretch::Whole(self.whole(piece), None)));
                }
                Part::Gap(stamp, piece) => runs.push(Stretch::Whole(self.whole(piece), Some(*stamp))),
            }
        }
        runs.extend(open.map(|(piece, range)| Stretch::Text(self.run(piece, range))));
        runs
    }

    fn whole(&self, piece: &'a Piece) -> Run<'a> {
        self.run(piece, 0..piece.text.len())
    }

    fn run(&self, piece: &'a Piece, range: Range<usize>) -> Run<'a> {
        let text = &piece.text[range];
        let face = Face::of(piece.bold, piece.italic);
        Run { text, kept: text.len(), face, size: pt(self.paragraph.size), stretch: 0.0, source: piece.source.as_ref() }
    }
}

/// What a line holds.
enum Stretch<'a> {
    Indent(f64),
    /// Text whose spaces may be widened.
    Text(Run<'a>),
    /// Text that may not.
    Whole(Run<'a>, Option<Stamp>),
}

/// Takes the room of the spaces where the line ends.
fn trim(runs: &mut [Stretch]) {
    for run in runs.iter_mut().rev() {
        let Stretch::Text(run) = run else { return };
        run.kept = run.text.trim_end_matches(' ').len();
        if run.kept > 0 {
            return;
        }
    }
}

/// Widens the spaces by `free` in all, and says where the line begins.
fn stretch(runs: &mut [Stretch], free: f64) -> f64 {
    let text = |run: &Stretch| match run {
        Stretch::Text(run) => spaces(&run.text[..run.kept]),
        Stretch::Indent(_) | Stretch::Whole(..) => 0,
    };
    let count: usize = runs.iter().map(text).sum();
    if count > 0 && free > 0.0 {
        for run in runs {
            if let Stretch::Text(run) = run {
                run.stretch = free / count as f64;
            }
        }
    }
    0.0
}

fn spaces(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b' ').count()
}

fn place(runs: Vec<Stretch>, mut x: f64) -> Vec<Placed> {
    let mut placed = Vec::with_capacity(runs.len());
    for run in runs {
        match run {
            Stretch::Indent(width) => x += width,
            Stretch::Text(run) => {
                placed.push(Placed { x, run, stamp: None });
                x += run.width();
            }
            Stretch::Whole(run, stamp) => {
                placed.push(Placed { x, run, stamp });
                x += run.width();
            }
        }
    }
    placed
}
