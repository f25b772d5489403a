//! The bookmarks: every heading, below the last one above its level.

use pdf_writer::{Chunk, Finish, Name, Ref, TextStr};

use super::super::page::Sheet;
use super::super::paint::{Element, Placed, Thing};

/// How far above a heading a reader shows the page.
const ABOVE: f64 = 10.0;

/// A heading, with its place on its page from the bottom left corner.
pub struct Heading<'a> {
    level: u8,
    title: &'a str,
    page: usize,
    x: f64,
    y: f64,
    /// The heading it stands below.
    parent: Option<usize>,
}

/// The headings of a document.
pub fn headings<'a>(sheets: &'a [Sheet<'a>]) -> Vec<Heading<'a>> {
    let mut headings = Vec::new();
    for (page, sheet) in sheets.iter().enumerate() {
        collect(&sheet.things, page, sheet.height, &mut headings);
    }
    headings
}

fn collect<'a>(things: &'a [Placed<'a>], page: usize, height: f64, headings: &mut Vec<Heading<'a>>) {
    for placed in things {
        match &placed.thing {
            Thing::Open(Element::Heading { level, title }) => {
                let mut parent = headings.len().checked_sub(1);
                while let Some(at) = parent.filter(|&at| headings[at].level >= *level) {
                    parent = headings[at].parent;
                }
                let y = height - (placed.y - ABOVE).max(0.0);
                headings.push(Heading { level: *level, title, page, x: placed.x, y, parent });
            }
            Thing::Foot(things) => collect(things, page, height, headings),
            Thing::Run(..)
            | Thing::Rule { .. }
            | Thing::Rect { .. }
            | Thing::Image { .. }
            | Thing::Area { .. }
            | Thing::Path { .. }
            | Thing::Upward(..)
            | Thing::Stamp(..)
            | Thing::Open(_)
            | Thing::Close => {}
        }
    }
}

/// The bookmarks below another, or below none.
#[derive(Clone, Copy, Default)]
struct Below {
    first: Option<usize>,
    last: Option<usize>,
    count: i32,
}

/// Writes the bookmarks and says where they begin; those below others are folded.
pub fn write(chunk: &mut Chunk, next: &mut Ref, headings: &[Heading], pages: &[Ref]) -> Ref {
    let root = next.bump();
    let references: Vec<Ref> = headings.iter().map(|_| next.bump()).collect();
    // The last is for those below none.
    let mut below = vec![Below::default(); headings.len() + 1];
    let mut siblings = vec![[None; 2]; headings.len()];
    for (at, heading) in headings.iter().enumerate() {
        let below = &mut below[heading.parent.unwrap_or(headings.len())];
        siblings[at][0] = below.last;
        if let Some(before) = below.last {
            siblings[before][1] = Some(at);
        }
        *below = Below { first: below.first.or(Some(at)), last: Some(at), count: below.count + 1 };
    }
    for (at, heading) in headings.iter().enumerate() {
        let mut item = chunk.outline_item(references[at]);
        item.title(TextStr(heading.title)).parent(heading.parent.map_or(root, |parent| references[parent]));
        let [before, after] = siblings[at].map(|sibling| sibling.map(|at: usize| references[at]));
        before.map(|before| item.prev(before));
        after.map(|after| item.next(after));
        if let Below { first: Some(first), last: Some(last), count } = below[at] {
            item.first(references[first]).last(references[last]).count(-count);
        }
        let place = |value: f64| (value * 1000.0).round() as f32 / 1000.0;
        let mut shown = item.insert(Name(b"Dest")).array();
        shown.item(pages[heading.page]).item(Name(b"XYZ")).item(place(heading.x)).item(place(heading.y)).item(0);
        shown.finish();
    }
    let mut outline = chunk.outline(root);
    if let Below { first: Some(first), last: Some(last), count } = below[headings.len()] {
        outline.first(references[first]).last(references[last]).count(count);
    }
    outline.finish();
    root
}
