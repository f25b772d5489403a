//! Pages for one who looks at a document while it changes: only what changed is laid out and drawn anew.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::compile;
use super::values::{ValuePlace, values};
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
    /// The pages of the last drawing, by the hash of what Typst laid out.
    drawn: HashMap<u128, Arc<PagePicture>>,
}

impl Viewer {
    /// Draws `document`. What Typst remembers of the last drawings is kept, so that a small change costs little.
    pub fn view(&mut self, document: &StyledDocument) -> Result<View, Vec<Diagnostic>> {
        let laid_out = compile::pages_marked(document);
        typst::comemo::evict(MEMORY);
        let laid_out = laid_out?;
        let mut drawn = HashMap::new();
        let pages = laid_out.pages().iter().map(|page| {
            let hash = typst::utils::hash128(page);
            let picture = self.drawn.get(&hash).cloned().unwrap_or_else(|| Arc::new(picture(page)));
            drawn.insert(hash, Arc::clone(&picture));
            picture
        });
        let pages = pages.collect();
        self.drawn = drawn;
        Ok(View { pages, values: values(&laid_out) })
    }
}

fn picture(page: &typst_layout::Page) -> PagePicture {
    let size = page.frame.size();
    let svg = typst_svg::svg(page, &Default::default());
    let id = Sha256::digest(&svg).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    PagePicture { id, width: size.x.to_pt(), height: size.y.to_pt(), svg }
}
