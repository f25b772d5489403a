//! Blocks with their heights, stacked and side by side.

use super::super::program::{Area, Block, GridCell};
use super::figures::{Chart, Picture, figure};
use super::lines::{Lines, lines};
use super::pt;
use super::table::{Table, table};
use crate::length::Length;

/// A block of known height.
pub struct Set<'a> {
    /// Space above, none where it is the first of its column or page.
    pub above: f64,
    pub height: f64,
    /// Stays with the next block.
    pub sticky: bool,
    /// May be divided between two pages.
    pub breakable: bool,
    pub body: Body<'a>,
}

/// What a block is. Points.
pub enum Body<'a> {
    Lines(Lines<'a>),
    Rule { x: f64, y: f64, length: f64, thickness: f64 },
    Frame(Boxed<'a>),
    Space(&'a [Area]),
    Grid(Grid<'a>),
    Table(Table<'a>),
    Picture(Picture<'a>),
    Chart(Chart<'a>),
}

/// A word in a frame.
pub struct Boxed<'a> {
    pub x: f64,
    pub width: f64,
    pub height: f64,
    pub thickness: f64,
    /// `rrggbb`.
    pub color: &'a str,
    pub lines: Lines<'a>,
}

/// Columns side by side.
pub struct Grid<'a> {
    /// Left edge of each column.
    pub columns: Vec<f64>,
    /// Each row's height and cells.
    pub rows: Vec<(f64, Vec<Stack<'a>>)>,
}

/// Blocks one below the other.
pub struct Stack<'a>(pub Vec<Set<'a>>);

impl Stack<'_> {
    /// Height of all, with the space between them.
    pub fn height(&self) -> f64 {
        let above: f64 = self.0.iter().skip(1).map(|set| set.above).sum();
        above + self.0.iter().map(|set| set.height).sum::<f64>()
    }
}

/// Sets `blocks` in a column `width` wide. `None` for what Typst must set.
pub fn stack(blocks: &[Block], width: f64) -> Option<Stack<'_>> {
    blocks.iter().map(|block| set(block, width)).collect::<Option<_>>().map(Stack)
}

fn set(block: &Block, width: f64) -> Option<Set<'_>> {
    let whole = |above: Length, height, body| Set { above: pt(above), height, sticky: false, breakable: false, body };
    match block {
        Block::Paragraph(paragraph) => {
            let lines = lines(paragraph, width)?;
            let (sticky, breakable) = (paragraph.sticky, paragraph.breakable);
            Some(Set { sticky, breakable, ..whole(paragraph.above, lines.height(), Body::Lines(lines)) })
        }
        Block::Rule { above, indent, length, thickness, height, offset, sticky } => {
            let (x, y, length, thickness) = (pt(*indent), pt(*offset), pt(*length), pt(*thickness));
            let body = Body::Rule { x, y, length, thickness };
            Some(Set { sticky: *sticky, breakable: true, ..whole(*above, pt(*height), body) })
        }
        Block::Frame { paragraph, indent, width, height, thickness, above, color } => {
            let lines = lines(paragraph, pt(*width))?;
            let (x, width, height, thickness) = (pt(*indent), pt(*width), pt(*height), pt(*thickness));
            Some(whole(*above, height, Body::Frame(Boxed { x, width, height, thickness, color, lines })))
        }
        Block::Space { above, height, stamps } => Some(whole(*above, pt(*height), Body::Space(stamps))),
        Block::Picture { above, height, sticky, .. } | Block::Chart { above, height, sticky, .. } => {
            Some(Set { sticky: *sticky, ..whole(*above, pt(*height), figure(block)?) })
        }
        Block::Grid { columns, rows, breakable, above } => {
            let grid = grid(columns, rows)?;
            let height = grid.rows.iter().map(|(height, _)| height).sum();
            Some(Set { breakable: *breakable, ..whole(*above, height, Body::Grid(grid)) })
        }
        Block::Table { above, .. } => {
            let table = table(block)?;
            Some(Set { breakable: true, ..whole(*above, table.height(), Body::Table(table)) })
        }
    }
}

fn grid<'a>(columns: &[Length], rows: &'a [Vec<GridCell>]) -> Option<Grid<'a>> {
    let row = |row: &'a Vec<GridCell>| {
        let cells = row.iter().zip(columns).map(|(cell, width)| stack(&cell.blocks, pt(*width)));
        let cells = cells.collect::<Option<Vec<_>>>()?;
        Some((cells.iter().map(Stack::height).fold(0.0, f64::max), cells))
    };
    Some(Grid { columns: super::edges(columns), rows: rows.iter().map(row).collect::<Option<_>>()? })
}
