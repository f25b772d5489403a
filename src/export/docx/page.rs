//! Page set-up, headers and footers.

use std::collections::BTreeSet;

use super::block::{Container, LEAST_LINE};
use super::drawing::Drawings;
use super::look::Around;
use super::package::Part;
use super::watermark::watermark;
use super::xml::Element;
use super::{RELATIONSHIP_NAMESPACE, WORD_NAMESPACE};
use crate::length::Length;
use crate::model::Role;
use crate::style::{Align, Block, Look, Page, PageNumberPlace, Paragraph, Section, StyledDocument};

/// A header or footer. The first four are shared by all sections; the first page of a section may have its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Margin {
    /// Header without words.
    BlankHeader,
    /// Header with the page number.
    NumberHeader,
    /// Header of the first page of a section.
    FirstHeader(usize),
    /// Footer without words.
    BlankFooter,
    /// Footer with the page number.
    NumberFooter,
    /// Footer of the first page of a section.
    FirstFooter(usize),
}

impl Margin {
    /// The part it is stored in.
    pub const fn part(self) -> Part {
        match self {
            Margin::BlankHeader => Part::BlankHeader,
            Margin::NumberHeader => Part::NumberHeader,
            Margin::FirstHeader(section) => Part::FirstHeader(section),
            Margin::BlankFooter => Part::BlankFooter,
            Margin::NumberFooter => Part::NumberFooter,
            Margin::FirstFooter(section) => Part::FirstFooter(section),
        }
    }

    fn is_header(self) -> bool {
        matches!(self, Margin::BlankHeader | Margin::NumberHeader | Margin::FirstHeader(_))
    }
}

/// Header and footer of section `index`: of its first page, and of the others.
fn margins(section: &Section, index: usize) -> [(&'static str, Margin); 4] {
    let (header, footer) = match section.page.number {
        PageNumberPlace::TopCenter => (Margin::NumberHeader, Margin::BlankFooter),
        PageNumberPlace::BottomRight => (Margin::BlankHeader, Margin::NumberFooter),
    };
    let own = |blocks: &[Block], own, blank| if blocks.is_empty() { blank } else { own };
    let first_header = own(&section.first_header, Margin::FirstHeader(index), Margin::BlankHeader);
    let first_footer = own(&section.first_footer, Margin::FirstFooter(index), Margin::BlankFooter);
    [("default", header), ("first", first_header), ("default", footer), ("first", first_footer)]
}

/// The headers and footers this document needs, each once.
pub fn used(document: &StyledDocument) -> BTreeSet<Margin> {
    let sections = document.sections.iter().enumerate();
    sections.flat_map(|(index, section)| margins(section, index)).map(|(_, margin)| margin).collect()
}

/// `w:sectPr`.
pub fn section(section: &Section, index: usize) -> Element {
    let page = &section.page;
    let references = margins(section, index).map(|(kind, margin)| {
        let name = if margin.is_header() { "w:headerReference" } else { "w:footerReference" };
        Element::new(name).with("w:type", kind).attr("r:id", margin.part().id())
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
    let mut content = content(document, margin);
    if let (true, Some(words), Some(last)) = (margin.is_header(), &document.watermark, content.last_mut()) {
        last.push(watermark(words, &document.font, &margin.part().id()));
    }
    Element::new(name)
        .with("xmlns:w", WORD_NAMESPACE)
        .with("xmlns:r", RELATIONSHIP_NAMESPACE)
        .with("xmlns:v", "urn:schemas-microsoft-com:vml")
        .with("xmlns:o", "urn:schemas-microsoft-com:office:office")
        .with("xmlns:w10", "urn:schemas-microsoft-com:office:word")
        .children(content)
}

/// What a header or footer holds; its last element is a paragraph.
fn content(document: &StyledDocument, margin: Margin) -> Vec<Element> {
    let drawings = Drawings::default();
    let container = |width| Container { document, width, drawings: &drawings, keep_next: false };
    let narrow = container(Length::ZERO);
    match margin {
        Margin::BlankHeader | Margin::BlankFooter => vec![narrow.spacer(LEAST_LINE, Around::default())],
        Margin::NumberHeader => vec![number(&narrow, Align::Center)],
        Margin::NumberFooter => vec![number(&narrow, Align::Right)],
        Margin::FirstHeader(index) => {
            let section = &document.sections[index];
            container(section.page.text_width()).blocks(&section.first_header)
        }
        Margin::FirstFooter(index) => {
            let section = &document.sections[index];
            let container = container(section.page.text_width());
            let mut content = container.blocks(&section.first_footer);
            // A footer stands as far from the paper's edge as the page number, this one at the foot of the text area.
            content.push(container.spacer(section.page.bottom - section.page.number_distance, Around::default()));
            content
        }
    }
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
