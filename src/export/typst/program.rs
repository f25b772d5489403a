//! What the Typst program reads: the styled document with its lengths in points and its words cut where lines may
//! break. One type a dictionary in `/document.json`.

use serde::Serialize;

use super::outline::Outline;
use crate::length::Length;
use crate::model::Stamp;
use crate::style::{Align, PageNumberPlace, StampArea};

/// The whole file.
#[derive(Serialize)]
pub struct Program<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub subject: &'a str,
    pub date: Day,
    pub watermark: Option<Outline>,
    pub attachments: Vec<File<'a>>,
    pub sections: Vec<Section>,
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
        stamps: Vec<StampArea>,
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
            | Block::Table { above, .. } => above,
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
            | Block::Table { .. } => Length::ZERO,
        }
    }
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
            Inline::Box { pieces } => pieces,
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
    Break,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Piece {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
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
