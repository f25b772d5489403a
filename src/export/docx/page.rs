//! Page set-up, headers and footers.

use super::block::{Container, LEAST_LINE};
use super::look::Around;
use super::package::Part;
use super::watermark::watermark;
use super::xml::Element;
use super::{RELATIONSHIP_NAMESPACE, WORD_NAMESPACE};
use crate::length::Length;
use crate::model::Role;
use crate::style::{Align, Look, Page, PageNumberPlace, Paragraph, StyledDocument};

/// A header or footer that sections share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// Header without words.
    BlankHeader,
    /// Header with the page number.
    NumberHeader,
    /// Footer without words.
    BlankFooter,
    /// Footer with the page number.
    NumberFooter,
}

impl Margin {
    /// All of them.
    pub const ALL: [Margin; 4] = [Margin::BlankHeader, Margin::NumberHeader, Margin::BlankFooter, Margin::NumberFooter];

    /// The part it is stored in.
    pub const fn part(self) -> Part {
        match self {
            Margin::BlankHeader => Part::BlankHeader,
            Margin::NumberHeader => Part::NumberHeader,
            Margin::BlankFooter => Part::BlankFooter,
            Margin::NumberFooter => Part::NumberFooter,
        }
    }

    fn is_header(self) -> bool {
        matches!(self, Margin::BlankHeader | Margin::NumberHeader)
    }

    fn has_number(self) -> bool {
        matches!(self, Margin::NumberHeader | Margin::NumberFooter)
    }
}

/// Header and footer: of the first page, and of the others.
const fn margins(place: PageNumberPlace) -> [(&'static str, Margin); 4] {
    match place {
        PageNumberPlace::TopCenter => [
            ("default", Margin::NumberHeader),
            ("first", Margin::BlankHeader),
            ("default", Margin::BlankFooter),
            ("first", Margin::BlankFooter),
        ],
        PageNumberPlace::BottomRight => [
            ("default", Margin::BlankHeader),
            ("first", Margin::BlankHeader),
            ("default", Margin::NumberFooter),
            ("first", Margin::BlankFooter),
        ],
    }
}

/// The headers and footers this document needs.
pub fn used(document: &StyledDocument) -> Vec<Margin> {
    let places: Vec<_> = document.sections.iter().flat_map(|section| margins(section.page.number)).collect();
    Margin::ALL.into_iter().filter(|margin| places.iter().any(|(_, used)| used == margin)).collect()
}

/// `w:sectPr`.
pub fn section(page: &Page) -> Element {
    let references = margins(page.number).map(|(kind, margin)| {
        let name = if margin.is_header() { "w:headerReference" } else { "w:footerReference" };
        Element::new(name).with("w:type", kind).with("r:id", margin.part().id())
    });
    Element::new("w:sectPr")
        .children(references)
        .child(Element::new("w:type").with("w:val", "nextPage"))
        .child(paper(page))
        .child(paper_margins(page))
        .child(Element::new("w:pgNumType").with("w:start", "1"))
        .child(Element::new("w:cols").with("w:space", "720"))
        .child(Element::new("w:titlePg"))
}

fn paper(page: &Page) -> Element {
    let paper = Element::new("w:pgSz").attr("w:w", page.width.to_twips()).attr("w:h", page.height.to_twips());
    if page.width > page.height { paper.with("w:orient", "landscape") } else { paper }
}

fn paper_margins(page: &Page) -> Element {
    let sides = [
        ("w:top", page.top),
        ("w:right", page.right),
        ("w:bottom", page.bottom),
        ("w:left", page.left),
        ("w:header", page.number_distance),
        ("w:footer", page.number_distance),
        ("w:gutter", Length::ZERO),
    ];
    sides.into_iter().fold(Element::new("w:pgMar"), |margins, (side, length)| margins.attr(side, length.to_twips()))
}

/// A header or footer part. Every header carries the watermark, so that every page does.
pub fn margin(document: &StyledDocument, margin: Margin) -> Element {
    let name = if margin.is_header() { "w:hdr" } else { "w:ftr" };
    let container = Container { document, width: Length::ZERO, keep_next: false };
    let mut paragraph = if margin.has_number() {
        number(&container, if margin.is_header() { Align::Center } else { Align::Right })
    } else {
        container.spacer(LEAST_LINE, Around::default())
    };
    if let (true, Some(words)) = (margin.is_header(), &document.watermark) {
        paragraph.push(watermark(words, &document.font, margin.part().id()));
    }
    Element::new(name)
        .with("xmlns:w", WORD_NAMESPACE)
        .with("xmlns:r", RELATIONSHIP_NAMESPACE)
        .with("xmlns:v", "urn:schemas-microsoft-com:vml")
        .with("xmlns:o", "urn:schemas-microsoft-com:office:office")
        .with("xmlns:w10", "urn:schemas-microsoft-com:office:word")
        .child(paragraph)
}

/// The page number, as a field.
fn number(container: &Container, align: Align) -> Element {
    let role = Role::PageNumber;
    let look = Look { align, space_before: Length::ZERO, ..container.document.look(role).clone() };
    let mark = |kind| Element::new("w:r").child(Element::new("w:fldChar").with("w:fldCharType", kind));
    let instruction = Element::new("w:instrText").with("xml:space", "preserve").text(" PAGE ");
    container
        .paragraph(&Paragraph { role, look, runs: Vec::new() }, Around::default())
        .child(mark("begin"))
        .child(Element::new("w:r").child(instruction))
        .child(mark("separate"))
        .child(Element::new("w:r").child(Element::new("w:t").text("2")))
        .child(mark("end"))
}
