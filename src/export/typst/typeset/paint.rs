//! Blocks as things at places.

use std::ops::Range;

use super::blocks::{Body, Boxed, Grid, Set, Stack};
use super::flow::{Item, Piece};
use super::lines::{Lines, Run};
use super::pt;
use super::table::{Row, Table};
use crate::model::Stamp;
use crate::style::chart::Point;

/// Something on a page, with the place of its origin: the baseline of letters, the top left corner of all else.
pub struct Placed<'a> {
    pub x: f64,
    pub y: f64,
    pub thing: Thing<'a>,
}

/// What a page holds. The order is the order of reading.
pub enum Thing<'a> {
    /// Letters, in a colour `rrggbb` or black.
    Run(Run<'a>, Option<&'a str>),
    /// A drawn line.
    Rule {
        length: f64,
        thickness: f64,
    },
    /// A frame, in a colour or black.
    Rect {
        width: f64,
        height: f64,
        thickness: f64,
        color: Option<&'a str>,
    },
    /// A picture, with its size.
    Image {
        file: usize,
        size: (f64, f64),
        description: &'a str,
    },
    /// A filled area between points, from its origin.
    Area {
        points: &'a [Point],
        color: &'a str,
    },
    /// A line through points.
    Path {
        points: &'a [Point],
        color: &'a str,
        thickness: f64,
    },
    /// Letters that read from the bottom up.
    Upward(Run<'a>, &'a str),
    /// The place of a stamp; of a gap, the letters that follow.
    Stamp(Stamp, Option<(f64, f64)>),
    /// What follows, to the `Close` that belongs to it, is such an element.
    Open(Element),
    Close,
    /// Read where the `Float` stands that the page's flow begins with.
    Foot(Vec<Placed<'a>>),
}

/// An element of the structure that readers see.
#[derive(Clone, PartialEq)]
pub enum Element {
    Paragraph,
    Heading {
        level: u8,
        title: String,
    },
    /// Columns and rows.
    Grid(usize, usize),
    GridCell {
        column: usize,
        row: usize,
    },
    /// The first column and the span of each cell of each row; whether the first row is a head.
    Table {
        columns: usize,
        rows: Vec<Vec<(usize, usize)>>,
        head: bool,
    },
    TableCell {
        column: usize,
        row: usize,
        span: usize,
        is_head: bool,
        repeats: bool,
    },
    /// A picture, by its description.
    Picture(String),
    /// A drawing, by its description.
    Figure(String),
    /// A piece of a drawing.
    Placed,
    /// What stands at the foot of the page.
    Float,
    /// No content of the document.
    Header,
    Footer,
    Background,
}

/// A growing list of things.
#[derive(Default)]
pub struct Painter<'a> {
    pub things: Vec<Placed<'a>>,
    color: Option<&'a str>,
}

impl<'a> Painter<'a> {
    pub fn put(&mut self, x: f64, y: f64, thing: Thing<'a>) {
        self.things.push(Placed { x, y, thing });
    }

    pub fn open(&mut self, x: f64, y: f64, element: Element) {
        self.put(x, y, Thing::Open(element));
    }

    pub fn close(&mut self) {
        self.put(0.0, 0.0, Thing::Close);
    }

    /// What the flow put on a page whose text area begins at `x` and `y`.
    pub fn items(&mut self, items: &[Item<'_, 'a>], x: f64, y: f64) {
        for item in items {
            let y = y + item.y;
            match &item.piece {
                Piece::Whole(set) => self.set(set, x, y),
                Piece::Lines(lines, range) => self.lines(lines, range.clone(), x, y),
                Piece::Rows(table, range) => self.table(table, range.clone(), x, y),
            }
        }
    }

    /// Blocks from `x` and `y` down.
    pub fn stack(&mut self, stack: &Stack<'a>, x: f64, mut y: f64) {
        for (at, set) in stack.0.iter().enumerate() {
            y += if at > 0 { set.above } else { 0.0 };
            self.set(set, x, y);
            y += set.height;
        }
    }

    fn set(&mut self, set: &Set<'a>, x: f64, y: f64) {
        match &set.body {
            Body::Lines(lines) => self.lines(lines, 0..lines.lines.len(), x, y),
            Body::Rule { x: indent, y: offset, length, thickness } => {
                self.put(x + indent, y + offset, Thing::Rule { length: *length, thickness: *thickness });
            }
            Body::Frame(boxed) => self.boxed(boxed, x, y),
            Body::Space(stamps) => {
                for area in *stamps {
                    let (x, y) = (x + pt(area.x), y + pt(area.y));
                    let size = (pt(area.width), pt(area.height));
                    if let Some(picture) = &area.picture {
                        self.image(picture.file, size, &picture.description, x, y);
                    }
                    self.put(x, y, Thing::Stamp(area.stamp, Some(size)));
                }
            }
            Body::Grid(grid) => self.grid(grid, x, y),
            Body::Table(table) => self.table(table, 0..table.rows.len(), x, y),
            Body::Picture(picture) => self.picture(picture, x, y),
            Body::Chart(chart) => self.chart(chart, x, y),
        }
    }

    fn lines(&mut self, lines: &Lines<'a>, range: Range<usize>, x: f64, y: f64) {
        let x = x + lines.left;
        let (is_first, is_last) = (range.start == 0, range.end == lines.lines.len());
        if is_first {
            self.open(x, y, element(lines));
        }
        let mut baseline = y + lines.ascent;
        for line in &lines.lines[range] {
            for placed in line {
                self.run(placed.run, placed.stamp, x + placed.x, baseline);
            }
            baseline += lines.line + lines.leading;
        }
        if is_last {
            self.close();
        }
    }

    fn run(&mut self, run: Run<'a>, stamp: Option<Stamp>, x: f64, baseline: f64) {
        let letters = Thing::Run(run, self.color);
        let Some(stamp) = stamp else { return self.put(x, baseline, letters) };
        self.put(x, baseline, Thing::Stamp(stamp, None));
        self.open(x, baseline, Element::Paragraph);
        self.put(x, baseline, letters);
        self.close();
    }

    fn boxed(&mut self, boxed: &Boxed<'a>, x: f64, y: f64) {
        let &Boxed { x: indent, width, height, thickness, color, ref lines } = boxed;
        let x = x + indent;
        self.color = Some(color);
        self.put(x, y, Thing::Rect { width, height, thickness, color: self.color });
        self.lines(lines, 0..lines.lines.len(), x, y + (height - lines.height()) / 2.0);
        self.color = None;
    }

    fn grid(&mut self, grid: &Grid<'a>, x: f64, mut y: f64) {
        self.open(x, y, Element::Grid(grid.columns.len() - 1, grid.rows.len()));
        for (row, (height, cells)) in grid.rows.iter().enumerate() {
            for (column, (cell, left)) in cells.iter().zip(&grid.columns).enumerate() {
                self.open(x + left, y, Element::GridCell { column, row });
                self.stack(cell, x + left, y);
                self.close();
            }
            y += height;
        }
        self.close();
    }

    /// Some rows of a table, under its head.
    fn table(&mut self, table: &Table<'a>, range: Range<usize>, x: f64, mut y: f64) {
        let x = x + table.stroke / 2.0;
        let is_last = range.end == table.rows.len();
        if range.start == 0 {
            self.open(x, y, structure(table));
        }
        if let Some(head) = &table.head {
            self.row(table, head, 0, range.start > 0, x, y);
            y += head.height;
        }
        let above = usize::from(table.head.is_some());
        for (at, row) in table.rows[range.clone()].iter().enumerate() {
            self.row(table, row, range.start + at + above, false, x, y);
            y += row.height;
        }
        if is_last {
            self.close();
        }
    }

    fn row(&mut self, table: &Table<'a>, row: &Row<'a>, number: usize, repeats: bool, x: f64, y: f64) {
        let is_head = table.head.is_some() && number == 0;
        for cell in &row.cells {
            let left = x + table.columns[cell.column];
            let width = table.columns[cell.column + cell.span] - table.columns[cell.column];
            let (column, span) = (cell.column, cell.span);
            self.open(left, y, Element::TableCell { column, row: number, span, is_head, repeats });
            let frame = Thing::Rect { width, height: row.height, thickness: table.stroke, color: None };
            self.put(left, y + table.stroke / 2.0, frame);
            if let Some(lines) = &cell.lines {
                let around = table.padding_y * 2.0 + table.stroke;
                let top = y + table.padding_y + table.stroke + (row.height - around - lines.height()) / 2.0;
                self.lines(lines, 0..lines.lines.len(), left + table.padding_x, top);
            }
            self.close();
        }
    }
}

fn element(lines: &Lines) -> Element {
    match lines.paragraph.level {
        Some(level) => Element::Heading { level, title: lines.paragraph.plain() },
        None => Element::Paragraph,
    }
}

fn structure(table: &Table) -> Element {
    let row = |row: &Row| row.cells.iter().map(|cell| (cell.column, cell.span)).collect();
    let rows = table.head.iter().chain(&table.rows).map(row).collect();
    Element::Table { columns: table.columns.len() - 1, rows, head: table.head.is_some() }
}
