//! Pages for one who looks at a document while it changes: only what changed is laid out and drawn anew.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use typst::layout::{Frame, FrameItem, Point};

use super::compile::{self, Described, Input};
use super::picture::{self, Letters};
use super::values::ValuePlace;
use crate::diag::Diagnostic;
use crate::style::StyledDocument;

/// After how many drawings a piece of layout that was not used again is forgotten.
const MEMORY: usize = 10;

/// A drawn page.
#[derive(Debug, Clone, PartialEq)]
pub struct PagePicture {
    /// A name that changes with the picture and with nothing else.
    pub id: String,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// The picture. Letters are outlines, and nothing in it can be followed or run.
    pub svg: String,
}

/// A document as it is looked at.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The pages, in order.
    pub pages: Vec<Arc<PagePicture>>,
    /// Where the words of each answer stand.
    pub values: Vec<ValuePlace>,
}

/// Draws one document after each change.
#[derive(Debug, Default)]
pub struct Viewer {
    /// The sections of the last drawing, by what the program read for each.
    sections: HashMap<u128, Section>,
    /// Their pages, by the hash of what is seen on each.
    drawn: HashMap<u128, Arc<PagePicture>>,
    letters: Letters,
}

/// A section as it was drawn: pages and values count from its own first page.
#[derive(Debug, Clone, Default)]
struct Section {
    view: View,
    seen: Vec<u128>,
}

impl Viewer {
    /// Draws `document`. A section that did not change is not laid out again, nor is a page drawn that looks as before;
    /// where Typst must lay one out, what it remembers of the last is kept. So a small change costs little.
    pub fn view(&mut self, document: &StyledDocument) -> Result<View, Vec<Diagnostic>> {
        let mut sections = HashMap::new();
        let mut whole = View::default();
        let mut known = std::mem::take(&mut self.sections);
        compile::parts_marked(document, &mut |part| {
            let input = part.input()?;
            let key = typst::utils::hash128(&input);
            let section = match known.remove(&key) {
                Some(section) => section,
                None => self.section(document, part, input)?,
            };
            let before = whole.pages.len();
            whole.pages.extend(section.view.pages.iter().cloned());
            let values = section.view.values.iter().cloned();
            whole.values.extend(values.map(|value| ValuePlace { page: value.page + before, ..value }));
            sections.insert(key, section);
            Ok(())
        })?;
        let pages = sections.values().flat_map(|one| one.seen.iter().copied().zip(one.view.pages.iter().cloned()));
        self.drawn = pages.collect();
        self.sections = sections;
        Ok(whole)
    }

    /// Begins anew, as after a panic: nothing of the last drawing is used again, nor what Typst remembers.
    pub fn forget(&mut self) {
        *self = Viewer::default();
        drop(compile::Forget);
    }

    fn section(
        &mut self,
        document: &StyledDocument,
        part: &Described,
        input: Input,
    ) -> Result<Section, Vec<Diagnostic>> {
        let laid_out = compile::part_pages(document, part, input);
        typst::comemo::evict(MEMORY);
        let (laid_out, values) = laid_out?;
        let seen: Vec<u128> = laid_out.pages().iter().map(|page| look(&page.frame)).collect();
        let drawn = laid_out.pages().iter().zip(&seen);
        let drawn = drawn.map(|(page, seen)| match self.drawn.get(seen) {
            Some(known) => Arc::clone(known),
            None => Arc::new(picture(page, &mut self.letters)),
        });
        let view = View { pages: drawn.collect(), values };
        Ok(Section { view, seen })
    }
}

/// A hash of what is seen. Marks are not: they change with every page before.
fn look(frame: &Frame) -> u128 {
    let item = |(at, item): &(Point, FrameItem)| match item {
        FrameItem::Group(group) => typst::utils::hash128(&(at, &group.transform, &group.clip, look(&group.frame))),
        FrameItem::Tag(_) | FrameItem::Link(..) => 0,
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => typst::utils::hash128(&(at, item)),
    };
    let seen: Vec<u128> = frame.items().map(item).filter(|hash| *hash != 0).collect();
    typst::utils::hash128(&(frame.size(), seen))
}

fn picture(page: &typst_layout::Page, letters: &mut Letters) -> PagePicture {
    let size = page.frame.size();
    let svg = picture::svg(page, letters);
    let id = Sha256::digest(&svg).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    PagePicture { id, width: size.x.to_pt(), height: size.y.to_pt(), svg }
}
