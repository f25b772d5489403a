//! From blocks to pages, as Typst's flow breaks them: what must not be parted moves to the next page together.

use std::ops::Range;

use super::blocks::{Body, Set, Stack};
use super::lines::Lines;
use super::table::{Share, Table};
use super::{FULL, fits};

/// What stands on a page, from the top of the text area.
pub struct Item<'s, 'a> {
    pub y: f64,
    pub piece: Piece<'s, 'a>,
}

/// A block or a part of one.
pub enum Piece<'s, 'a> {
    Whole(&'s Set<'a>),
    Lines(&'s Lines<'a>, Range<usize>),
    Rows(&'s Table<'a>, Range<usize>),
}

/// The text area of the pages of a section. Points.
pub struct Area {
    /// Height of every page but the first.
    pub height: f64,
    /// Height of the first page, which may have a foot of its own.
    pub first: f64,
    /// What the top of the first page takes.
    pub lead: f64,
}

/// Where a page goes on.
#[derive(Clone, Copy, PartialEq)]
struct Place {
    block: usize,
    /// First line or row of the block that is not yet on a page.
    part: usize,
}

/// Divides `stack` into pages. `None` for what Typst must divide.
pub fn pages<'s, 'a>(stack: &'s Stack<'a>, area: &Area) -> Option<Vec<Vec<Item<'s, 'a>>>> {
    let mut pages = Vec::new();
    let mut place = Place { block: 0, part: 0 };
    loop {
        let (height, lead) = if pages.is_empty() { (area.first, area.lead) } else { (area.height, 0.0) };
        let mut page = Page::new(stack, height - lead, area.height, lead, place);
        let done = page.fill()?;
        let is_stuck = page.place == place && page.items.is_empty() && !pages.is_empty();
        place = page.place;
        pages.push(page.items);
        if done {
            return Some(pages);
        }
        if is_stuck {
            return None;
        }
    }
}

/// A page being filled.
struct Page<'s, 'a> {
    blocks: &'s [Set<'a>],
    items: Vec<Item<'s, 'a>>,
    place: Place,
    /// Height that is left.
    free: f64,
    /// Height of a fresh page.
    full: f64,
    y: f64,
    /// Where to go back to when the page ends with blocks that belong to the next one: the block, and the items before.
    kept: Option<(usize, usize)>,
    /// Whether going back would help; not known where no such block is open.
    may_keep: Option<bool>,
}

/// What became of a block.
enum Outcome {
    Done,
    /// The page ends before it, or in it.
    Full,
}

impl<'s, 'a> Page<'s, 'a> {
    fn new(stack: &'s Stack<'a>, free: f64, full: f64, y: f64, place: Place) -> Self {
        Page { blocks: &stack.0, items: Vec::new(), place, free, full, y, kept: None, may_keep: None }
    }

    /// Whether all blocks are on pages now.
    fn fill(&mut self) -> Option<bool> {
        while let Some(set) = self.blocks.get(self.place.block) {
            if !self.items.is_empty() {
                self.y += set.above;
                self.free -= set.above;
            }
            match self.block(set)? {
                Outcome::Done => self.place = Place { block: self.place.block + 1, part: 0 },
                Outcome::Full => {
                    self.go_back();
                    return Some(false);
                }
            }
        }
        Some(true)
    }

    fn go_back(&mut self) {
        if let Some((block, items)) = self.kept.take() {
            self.items.truncate(items);
            self.place = Place { block, part: 0 };
        }
    }

    /// Whether a fresh page has more room.
    fn may_progress(&self) -> bool {
        self.free != self.full
    }

    fn block(&mut self, set: &'s Set<'a>) -> Option<Outcome> {
        if set.breakable && self.free <= FULL && self.may_progress() {
            return Some(Outcome::Full);
        }
        match &set.body {
            Body::Lines(lines) if set.breakable => Some(self.lines(set, lines)),
            Body::Table(table) => self.table(set, table),
            Body::Lines(_)
            | Body::Rule { .. }
            | Body::Frame(_)
            | Body::Space(_)
            | Body::Grid(_)
            | Body::Picture(_)
            | Body::Chart(_) => self.whole(set),
        }
    }

    fn whole(&mut self, set: &'s Set<'a>) -> Option<Outcome> {
        if fits(self.free, set.height) || !self.may_progress() && !set.breakable {
            self.push(set, Piece::Whole(set), set.height);
            return Some(Outcome::Done);
        }
        // Typst would divide it.
        if set.breakable && !self.goes_back(set) {
            return None;
        }
        Some(Outcome::Full)
    }

    /// Whether `set` leaves the page with what it stays with, should the page end in it.
    fn goes_back(&self, set: &Set) -> bool {
        set.sticky && (self.kept.is_some() || self.may_keep.is_none_or(|may| may) && self.may_progress())
    }

    fn lines(&mut self, set: &'s Set<'a>, lines: &'s Lines<'a>) -> Outcome {
        let first = self.place.part;
        let count = lines.lines.len();
        let mut end = first;
        while end < count {
            let above = if end > first { lines.height_of(end - first) + lines.leading } else { 0.0 };
            let free = self.free - above;
            let full = free != self.full && !fits(free, lines.line);
            if full || !fits(free, lines.need(end)) && fits(self.full, lines.need(end)) {
                break;
            }
            end += 1;
        }
        if end == first {
            return Outcome::Full;
        }
        let sticky = set.sticky && first == 0;
        self.push_as(set, Piece::Lines(lines, first..end), lines.height_of(end - first), sticky);
        self.place.part = end;
        if end < count { Outcome::Full } else { Outcome::Done }
    }

    fn table(&mut self, set: &'s Set<'a>, table: &'s Table<'a>) -> Option<Outcome> {
        let Share { rows, height } = table.share(self.place.part, self.free, !self.may_progress())?;
        if rows.is_empty() {
            return Some(Outcome::Full);
        }
        let end = rows.end;
        self.push(set, Piece::Rows(table, rows), height);
        self.place.part = end;
        Some(if end < table.rows.len() { Outcome::Full } else { Outcome::Done })
    }

    fn push(&mut self, set: &'s Set<'a>, piece: Piece<'s, 'a>, height: f64) {
        self.push_as(set, piece, height, set.sticky);
    }

    fn push_as(&mut self, set: &'s Set<'a>, piece: Piece<'s, 'a>, height: f64, sticky: bool) {
        if sticky {
            let may_keep = *self.may_keep.get_or_insert(self.free != self.full);
            if self.kept.is_none() && may_keep {
                self.kept = Some((self.place.block, self.items.len()));
            }
        } else if !is_empty(set) {
            (self.kept, self.may_keep) = (None, None);
        }
        self.items.push(Item { y: self.y, piece });
        self.y += height;
        self.free -= height;
    }
}

/// Blank room without anything in it parts nothing that stays together.
fn is_empty(set: &Set) -> bool {
    match &set.body {
        Body::Space(stamps) => stamps.is_empty(),
        Body::Lines(_)
        | Body::Rule { .. }
        | Body::Frame(_)
        | Body::Grid(_)
        | Body::Table(_)
        | Body::Picture(_)
        | Body::Chart(_) => false,
    }
}
