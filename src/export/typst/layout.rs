//! The laid-out page, read back: every line of text, every drawn line, every place of a stamp. Points from the top left
//! corner of the page.

use serde::Serialize;
use typst::foundations::{Content, Dict};
use typst::introspection::{Location, MetadataElem, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{FigureElem, FootnoteElem, LinkMarker, TableElem};
use typst::pdf::PdfMarkerTag;
use typst::text::{SuperElem, TextItem};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use crate::model::Stamp;

/// Height of Liberation Serif above the baseline, in em.
pub(super) const ASCENT: f64 = 0.891;
/// Its height above and below the baseline, in em.
pub(super) const LINE_BOX: f64 = 1.107;
/// A mark is smaller than this part of its text, and less raised.
const RAISED: f64 = 0.7;

/// Everything on the pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Layout {
    /// Width and height of each page.
    pub pages: Vec<(f64, f64)>,
    /// Lines of text, in reading order; page numbers come first on their page.
    pub lines: Vec<Line>,
    /// Drawn straight lines, without the lines of tables.
    pub strokes: Vec<Stroke>,
    /// Places of stamps.
    pub stamps: Vec<StampPosition>,
}

/// A line of text, or the part of one in a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// Page, from 1.
    pub page: usize,
    /// Left edge of the first letter.
    pub x: f64,
    /// Baseline.
    pub baseline: f64,
    /// From the first letter to the last.
    pub width: f64,
    /// Font size.
    pub size: f64,
    /// What it says.
    pub text: String,
}

/// A drawn horizontal line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stroke {
    /// Page, from 1.
    pub page: usize,
    /// Left end.
    pub x: f64,
    /// Its middle.
    pub y: f64,
    /// Its length.
    pub length: f64,
}

/// A place that is filled after printing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StampPosition {
    /// What fills it.
    pub stamp: Stamp,
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

/// Reads the pages back.
pub fn layout(document: &PagedDocument) -> Layout {
    let mut reader = Reader::default();
    for (index, page) in document.pages().iter().enumerate() {
        let size = page.frame.size();
        reader.layout.pages.push((size.x.to_pt(), size.y.to_pt()));
        reader.page = index + 1;
        reader.frame(&page.frame, Transform::identity());
        reader.open = false;
    }
    reader.layout
}

#[derive(Default)]
struct Reader {
    layout: Layout,
    page: usize,
    /// Whether the next text may continue the last line.
    open: bool,
    /// The stamp whose gap is the next text.
    gap: Option<Stamp>,
    /// The table being read, which draws lines of its own.
    table: Option<Location>,
    /// The chart being read, whose lines are no lines of the page.
    figure: Option<Location>,
}

/// Whether text on this base line goes on a line: the mark of a footnote stands higher than its line and is smaller.
fn goes_on(line: &Line, baseline: f64, size: f64) -> bool {
    let (small, large) = (line.size.min(size), line.size.max(size));
    let (higher, lower) = if size < line.size { (baseline, line.baseline) } else { (line.baseline, baseline) };
    let is_raised = small < large * RAISED && (0.0..large * RAISED).contains(&(lower - higher));
    (line.baseline - baseline).abs() < 0.05 || is_raised
}

/// Whether what begins stands inside a line: the place of a stamp, the mark of a footnote.
fn is_inside_a_line(element: &Content) -> bool {
    element.is::<MetadataElem>()
        || element.is::<FootnoteElem>()
        || element.is::<SuperElem>()
        || element.is::<LinkMarker>()
        || element.is::<PdfMarkerTag>()
}

impl Reader {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (local, item) in frame.items() {
            let at = local.transform(transform);
            match item {
                FrameItem::Group(group) => {
                    let inner =
                        transform.pre_concat(Transform::translate(local.x, local.y)).pre_concat(group.transform);
                    self.frame(&group.frame, inner);
                }
                FrameItem::Text(text) => self.text(text, at),
                FrameItem::Shape(shape, _) => self.shape(&shape.geometry, at),
                FrameItem::Tag(tag) => self.tag(tag, at),
                FrameItem::Image(..) | FrameItem::Link(..) => {}
            }
        }
    }
}

impl Reader {
    fn text(&mut self, text: &TextItem, at: Point) {
        let (x, baseline, size) = (at.x.to_pt(), at.y.to_pt(), text.size.to_pt());
        if let Some(stamp) = self.gap.take() {
            let (width, height) = (text.width().to_pt(), size * LINE_BOX);
            let y = baseline - size * ASCENT;
            self.layout.stamps.push(StampPosition { stamp, page: self.page, x, y, width, height });
        }
        let end = x + text.width().to_pt();
        match self.layout.lines.last_mut() {
            Some(line) if self.open && goes_on(line, baseline, size) && x > line.x => {
                line.text.push_str(&text.text);
                line.width = end - line.x;
                // A footnote begins with its mark, which is raised.
                line.baseline = line.baseline.max(baseline);
                line.size = line.size.max(size);
            }
            _ => {
                let text = text.text.to_string();
                self.layout.lines.push(Line { page: self.page, x, baseline, width: end - x, size, text });
            }
        }
        self.open = true;
    }

    fn shape(&mut self, geometry: &Geometry, at: Point) {
        if let (Geometry::Line(to), None) = (geometry, self.table.or(self.figure))
            && to.y.to_pt() == 0.0
        {
            let (x, y, length) = (at.x.to_pt(), at.y.to_pt(), to.x.to_pt());
            self.layout.strokes.push(Stroke { page: self.page, x, y, length });
        }
    }

    /// A paragraph, heading or cell begins a line of its own; a mark inside a line does not.
    fn tag(&mut self, tag: &Tag, at: Point) {
        match tag {
            Tag::Start(element, _) => {
                if let Some(mark) = mark(element) {
                    self.mark(&mark, at);
                    return;
                }
                if element.is::<TableElem>() {
                    self.table = element.location();
                }
                if element.is::<FigureElem>() {
                    self.figure = element.location();
                }
                self.open = self.open && is_inside_a_line(element);
            }
            Tag::End(location, ..) => {
                self.table = self.table.filter(|table| table != location);
                self.figure = self.figure.filter(|figure| figure != location);
            }
        }
    }

    fn mark(&mut self, mark: &Dict, at: Point) {
        let Some(stamp) = stamp(mark) else { return };
        let points = |key: &str| mark.get(key).ok().and_then(|value| value.clone().cast::<f64>().ok());
        match (points("width"), points("height")) {
            (Some(width), Some(height)) => {
                let (x, y) = (at.x.to_pt(), at.y.to_pt());
                self.layout.stamps.push(StampPosition { stamp, page: self.page, x, y, width, height });
            }
            _ => self.gap = Some(stamp),
        }
    }
}

/// What the program wrote at the place of a stamp.
fn mark(element: &Content) -> Option<Dict> {
    element.to_packed::<MetadataElem>()?.value.clone().cast::<Dict>().ok()
}

fn stamp(mark: &Dict) -> Option<Stamp> {
    let name = mark.get("stamp").ok()?.clone().cast::<typst::foundations::Str>().ok()?;
    match name.as_str() {
        "number" => Some(Stamp::Number),
        "day" => Some(Stamp::Day),
        "month" => Some(Stamp::Month),
        "signature" => Some(Stamp::Signature),
        "seal" => Some(Stamp::Seal),
        "signature_info" => Some(Stamp::SignatureInfo),
        _ => None,
    }
}

/// The name by which [`layout`] finds the place of `stamp`, as serde writes it.
pub fn stamp_name(stamp: Stamp) -> &'static str {
    match stamp {
        Stamp::Number => "number",
        Stamp::Day => "day",
        Stamp::Month => "month",
        Stamp::Signature => "signature",
        Stamp::Seal => "seal",
        Stamp::SignatureInfo => "signature_info",
    }
}
