//! What the Typst program reads: the styled document with its lengths in points and its words cut where lines may
//! break. One type a dictionary in `/document.json`.

use serde::Serialize;

use super::outline::Outline;
use crate::diag::AnswerPath;
use crate::length::Length;
use crate::model::Stamp;
use crate::style::{Align, PageNumberPlace, chart};

/// The whole file.
#[derive(Serialize)]
pub struct Program<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub subject: &'a str,
    pub date: Day,
    pub watermark: Option<Outline>,
    /// Whether pieces name the answers behind them.
    pub marked: bool,
    pub attachments: Vec<File<'a>>,
    pub notes: Notes,
    pub sections: Vec<Section>,
}

/// Footnotes: how they look, and the words of each.
#[derive(Serialize)]
pub struct Notes {
    pub size: Length,
    pub line: Pitch,
    pub align: Align,
    /// Length of the line above them.
    pub rule: Length,
    pub thickness: Length,
    pub height: Length,
    pub offset: Length,
    pub mark_size: f64,
    pub mark_rise: f64,
    pub items: Vec<Vec<Inline>>,
}

/// A date, as `datetime` takes it.
#[derive(Serialize)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

/// An attachment without its bytes, which stand in `/attachment-0` and so on.
#[derive(Serialize)]
pub struct File<'a> {
    pub name: &'a str,
    pub mime: &'a str,
    pub description: &'a str,
    pub relationship: super::Relationship,
}

#[derive(Serialize)]
pub struct Section {
    pub width: Length,
    pub height: Length,
    pub top: Length,
    pub bottom: Length,
    pub left: Length,
    pub right: Length,
    pub number: PageNumberPlace,
    pub number_distance: Length,
    pub number_size: Length,
    pub number_line: Pitch,
    pub first_header: Vec<Block>,
    pub first_footer: Vec<Block>,
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    Paragraph(Paragraph),
    Rule {
        above: Length,
        indent: Length,
        length: Length,
        thickness: Length,
        height: Length,
        offset: Length,
        sticky: bool,
    },
    Frame {
        paragraph: Paragraph,
        indent: Length,
        width: Length,
        height: Length,
        thickness: Length,
        above: Length,
        color: String,
    },
    Space {
        above: Length,
        height: Length,
        stamps: Vec<Area>,
    },
    Grid {
        columns: Vec<Length>,
        rows: Vec<Vec<GridCell>>,
        breakable: bool,
        above: Length,
    },
    Table {
        columns: Vec<Length>,
        head: Vec<Vec<Cell>>,
        rows: Vec<Vec<Cell>>,
        stroke: Length,
        padding_x: Length,
        padding_y: Length,
        above: Length,
        description: String,
    },
    Picture {
        /// `/picture-0` and so on.
        file: usize,
        format: &'static str,
        indent: Length,
        width: Length,
        height: Length,
        above: Length,
        sticky: bool,
        description: String,
    },
    Chart {
        shapes: Vec<Shape>,
        /// Size of its words.
        size: Length,
        indent: Length,
        width: Length,
        height: Length,
        above: Length,
        sticky: bool,
        description: String,
    },
}

/// A shape of a chart, in points from its top left corner.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Shape {
    Area { points: Vec<chart::Point>, color: String },
    Line { points: Vec<chart::Point>, color: String, thickness: f64 },
    Words { text: String, at: chart::Point, color: String, upward: bool },
}

impl From<chart::Shape> for Shape {
    fn from(shape: chart::Shape) -> Self {
        match shape {
            chart::Shape::Area { points, color } => Shape::Area { points, color },
            chart::Shape::Line { points, color, thickness } => Shape::Line { points, color, thickness },
            chart::Shape::Words { text, at, color, upward } => Shape::Words { text, at, color, upward },
        }
    }
}

impl Block {
    /// Space above the block, none at the top of a page or cell.
    pub fn above(&mut self) -> &mut Length {
        match self {
            Block::Paragraph(paragraph) => &mut paragraph.above,
            Block::Rule { above, .. }
            | Block::Frame { above, .. }
            | Block::Space { above, .. }
            | Block::Grid { above, .. }
            | Block::Table { above, .. }
            | Block::Picture { above, .. }
            | Block::Chart { above, .. } => above,
        }
    }

    /// What the last line of a paragraph leaves below it when its pitch is more than a single line.
    pub fn gap_below(&self) -> Length {
        match self {
            Block::Paragraph(paragraph) => paragraph.line.leading,
            Block::Rule { .. }
            | Block::Frame { .. }
            | Block::Space { .. }
            | Block::Grid { .. }
            | Block::Table { .. }
            | Block::Picture { .. }
            | Block::Chart { .. } => Length::ZERO,
        }
    }
}

/// The place of a stamp in a space.
#[derive(Serialize)]
pub struct Area {
    pub stamp: Stamp,
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
    pub picture: Option<AreaPicture>,
}

/// The PNG file that fills the place of a stamp.
#[derive(Serialize)]
pub struct AreaPicture {
    pub file: usize,
    pub description: String,
}

#[derive(Serialize)]
pub struct Paragraph {
    pub size: Length,
    pub align: Align,
    pub left: Length,
    pub right: Length,
    pub first_line: Length,
    pub hanging: Length,
    pub above: Length,
    pub line: Pitch,
    pub sticky: bool,
    pub breakable: bool,
    /// Heading level, without gaps from one heading to the next.
    pub level: Option<u8>,
    pub items: Vec<Inline>,
}

impl Paragraph {
    /// What it says, without its line breaks.
    pub fn plain(&self) -> String {
        let pieces = self.items.iter().flat_map(|item| match item {
            Inline::Text(piece) | Inline::Gap { piece, .. } => std::slice::from_ref(piece),
            Inline::Box { pieces } | Inline::Footnote { pieces, .. } => pieces,
            Inline::Break => &[],
        });
        pieces.map(|piece| piece.text.as_str()).collect()
    }
}

/// The height of a line.
#[derive(Clone, Copy, Serialize)]
pub struct Pitch {
    /// Above the baseline.
    pub top: Length,
    /// Below it.
    pub bottom: Length,
    /// More between two lines.
    pub leading: Length,
}

/// Words between two places a line may break, where Typst's own rules would break elsewhere.
#[derive(Debug, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Inline {
    Text(Piece),
    Box {
        pieces: Vec<Piece>,
    },
    Gap {
        stamp: Stamp,
        #[serde(flatten)]
        piece: Piece,
    },
    /// The mark of a footnote; in a box, it stays with the word before it.
    Footnote {
        /// The words that it stands at, where they are a box.
        pieces: Vec<Piece>,
        note: usize,
    },
    Break,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Piece {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
    /// The answer it prints, in a marked document.
    pub source: Option<AnswerPath>,
}

/// A cell of a grid; a dictionary, so that flattening the rows leaves it whole.
#[derive(Serialize)]
pub struct GridCell {
    pub blocks: Vec<Block>,
}

#[derive(Serialize)]
pub struct Cell {
    pub span: u16,
    pub paragraph: Option<Paragraph>,
}
