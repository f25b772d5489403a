//! Ruled tables: the heights of their rows, and which of them a page takes.

use std::ops::Range;

use super::super::program::{Block, Cell};
use super::lines::{Lines, lines};
use super::{edges, fits, pt};

/// A table whose rows have heights. Points.
pub struct Table<'a> {
    /// Left edge of each column, and the right edge of the last.
    pub columns: Vec<f64>,
    /// The row that repeats, when there is one.
    pub head: Option<Row<'a>>,
    pub rows: Vec<Row<'a>>,
    pub stroke: f64,
    pub padding_x: f64,
    pub padding_y: f64,
}

/// A row.
pub struct Row<'a> {
    pub height: f64,
    pub cells: Vec<SetCell<'a>>,
}

/// A cell: its first column and how many it takes.
pub struct SetCell<'a> {
    pub column: usize,
    pub span: usize,
    pub lines: Option<Lines<'a>>,
}

/// The rows of a table that one page takes.
#[derive(Clone)]
pub struct Share {
    pub rows: Range<usize>,
    pub height: f64,
}

/// Sets a table. `None` for what Typst must set: a head of several rows, or no rows at all.
pub fn table(block: &Block) -> Option<Table<'_>> {
    let Block::Table { columns, head, rows, stroke, padding_x, padding_y, .. } = block else { return None };
    let (stroke, padding_x, padding_y) = (pt(*stroke), pt(*padding_x), pt(*padding_y));
    if head.len() > 1 || rows.is_empty() {
        return None;
    }
    let columns = edges(columns);
    let set = |row| self::row(row, &columns, padding_x, padding_y * 2.0 + stroke);
    let head = head.first().map(|row| set(row).ok_or(())).transpose().ok()?;
    let rows = rows.iter().map(|row| set(row)).collect::<Option<_>>()?;
    Some(Table { columns, head, rows, stroke, padding_x, padding_y })
}

fn row<'a>(row: &'a [Cell], columns: &[f64], padding: f64, around: f64) -> Option<Row<'a>> {
    let mut column = 0;
    let mut cells = Vec::with_capacity(row.len());
    for cell in row {
        let span = usize::from(cell.span);
        let width = columns.get(column + span)? - columns.get(column)? - padding * 2.0;
        let lines = match &cell.paragraph {
            Some(paragraph) => Some(lines(paragraph, width)?),
            None => None,
        };
        cells.push(SetCell { column, span, lines });
        column += span;
    }
    let highest = cells.iter().filter_map(|cell| cell.lines.as_ref()).map(Lines::height).fold(0.0, f64::max);
    Some(Row { height: highest + around, cells })
}

impl Table<'_> {
    /// Height of the whole table on one page.
    pub fn height(&self) -> f64 {
        self.head.iter().chain(&self.rows).map(|row| row.height).sum::<f64>() + self.stroke
    }

    /// The rows from `first` on that a page with `free` points left takes, the head among its height. No rows when the
    /// next ones belong on a fresh page. `None` where even a fresh page has no room for them.
    pub fn share(&self, first: usize, free: f64, is_fresh: bool) -> Option<Share> {
        let room = free - self.stroke;
        let mut used = self.head.as_ref().map_or(0.0, |head| head.height);
        let mut at = first;
        while at < self.rows.len() {
            // The last two stay together.
            let next = if at + 2 == self.rows.len() { at + 2 } else { at + 1 };
            let height: f64 = self.rows[at..next].iter().map(|row| row.height).sum();
            if !fits(room, used + height) {
                break;
            }
            used += height;
            at = next;
        }
        let nothing = Share { rows: first..first, height: 0.0 };
        match (at > first, is_fresh) {
            (true, _) => Some(Share { rows: first..at, height: used + self.stroke }),
            (false, false) => Some(nothing),
            (false, true) => None,
        }
    }
}
