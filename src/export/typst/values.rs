//! Where the words of each answer stand on the pages, read back from marked pages.

use serde::Serialize;
use typst::foundations::{Dict, Str, Value};
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use super::layout::{ASCENT, LINE_BOX};
use crate::diag::AnswerPath;

/// A stretch of one line that prints an answer. Points from the top left corner of the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ValuePlace {
    /// The answer.
    pub path: AnswerPath,
    /// Page, from 1.
    pub page: usize,
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Places as they are found, page after page.
#[derive(Default)]
pub struct Places {
    /// What was found.
    pub found: Vec<ValuePlace>,
    /// The page, from 1.
    pub page: usize,
}

impl Places {
    /// Letters of an answer, from `x` on, on a baseline. Those beside each other are one stretch.
    pub fn text(&mut self, path: &AnswerPath, x: f64, baseline: f64, size: f64, width: f64) {
        let (y, height) = (baseline - size * ASCENT, size * LINE_BOX);
        if let Some(last) = self.found.last_mut()
            && (&last.path, last.page) == (path, self.page)
            && (last.y - y).abs() < 0.05
            && x >= last.x
        {
            last.width = x + width - last.x;
            return;
        }
        self.found.push(ValuePlace { path: path.clone(), page: self.page, x, y, width, height });
    }
}

/// The places of all answers, in the order of the pages.
pub fn values(document: &PagedDocument) -> Vec<ValuePlace> {
    let mut reader = Reader { places: Places::default(), open: Vec::new() };
    for (index, page) in document.pages().iter().enumerate() {
        reader.places.page = index + 1;
        reader.frame(&page.frame, Transform::identity());
    }
    reader.places.found
}

struct Reader {
    places: Places,
    /// The answers whose words are being read; an empty path is none.
    open: Vec<AnswerPath>,
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (local, item) in frame.items() {
            match item {
                FrameItem::Group(group) => {
                    let inner =
                        transform.pre_concat(Transform::translate(local.x, local.y)).pre_concat(group.transform);
                    self.frame(&group.frame, inner);
                }
                FrameItem::Text(text) => self.text(text, local.transform(transform)),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    if let Some(mark) = element.to_packed::<MetadataElem>() {
                        self.mark(&mark.value);
                    }
                }
                FrameItem::Tag(Tag::End(..)) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }

    fn mark(&mut self, mark: &Value) {
        let Ok(mark) = mark.clone().cast::<Dict>() else { return };
        match mark.get("answer") {
            Ok(Value::None) => {
                self.open.pop();
            }
            Ok(path) => self.open.extend(path.clone().cast::<Str>().ok().map(AnswerPath::new)),
            Err(_) => {}
        }
    }

    fn text(&mut self, text: &TextItem, at: Point) {
        let Some(path) = self.open.last().filter(|path| **path != AnswerPath::root()) else { return };
        let (x, baseline) = (at.x.to_pt(), at.y.to_pt());
        self.places.text(path, x, baseline, text.size.to_pt(), text.width().to_pt());
    }
}
