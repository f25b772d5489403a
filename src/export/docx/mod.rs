//! The Word file, written directly as OOXML (ISO/IEC 29500, transitional, compatibility mode 15).
//!
//! - `block`, `table`, `text`: content, as names of styles and what differs from them
//! - `drawing`, `chart`, `workbook`: pictures, and charts with their figures
//! - `notes`: footnotes
//! - `look`, `styles`, `names`: one paragraph style a role
//! - `page`, `watermark`: sections, headers and footers
//! - `properties`, `package`: file properties, the archive
//! - `xml`, `order`: elements, and the order in which the schema wants them

mod block;
mod chart;
mod drawing;
mod look;
mod names;
mod notes;
mod order;
mod package;
mod page;
mod properties;
mod styles;
mod table;
mod text;
mod watermark;
mod workbook;
mod xml;

#[cfg(test)]
mod tests;

use std::io;

use block::{Container, LEAST_LINE};
use drawing::Drawings;
use look::Around;
use package::{Part, pack};
use xml::Element;

use crate::diag::{Diagnostic, Message};
use crate::length::Length;
use crate::style::{FileDate, Section, StyledDocument};

const WORD_NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIP_NAMESPACE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const SETTINGS: &str = include_str!("parts/settings.xml");
/// No text uses it; it keeps Word from offering a theme of its own, with other fonts, in its menus.
const THEME: &str = include_str!("parts/theme.xml");

/// What the file says beyond the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocxOptions {
    /// Created and modified, in the file's properties. Never the clock: the same document is the same bytes.
    pub date: FileDate,
    /// The program.
    pub application: String,
    /// Its version, `major.minor.patch`.
    pub version: String,
}

impl DocxOptions {
    /// Made by this program on `date`.
    pub fn new(date: FileDate) -> Self {
        DocxOptions { date, application: env!("CARGO_PKG_NAME").into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// The document as a Word file. Fails where a text holds a character that XML cannot, naming every such answer.
pub fn docx(document: &StyledDocument, options: &DocxOptions) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let refused = text::unwritable(document);
    if !refused.is_empty() {
        return Err(refused);
    }
    parts(document, options).and_then(pack).map_err(|error| vec![not_written(&error)])
}

fn parts(document: &StyledDocument, options: &DocxOptions) -> io::Result<Vec<(Part, Vec<u8>)>> {
    let mut parts = vec![
        (Part::Document, body(document).to_part()?),
        (Part::Styles, styles::part(document)?),
        (Part::Settings, settings(document)),
        (Part::FontTable, fonts(document).to_part()?),
        (Part::Theme, THEME.as_bytes().to_vec()),
    ];
    for margin in page::used(document) {
        parts.push((margin.part(), page::margin(document, margin).to_part()?));
    }
    if !document.footnotes.is_empty() {
        let drawings = Drawings::default();
        let width = document.sections.first().map(|section| section.page.text_width()).unwrap_or_default();
        let container = Container { document, width, drawings: &drawings, keep_next: false };
        parts.push((Part::Footnotes, notes::footnotes(document, &container).to_part()?));
    }
    parts.extend(drawing::parts(document)?);
    parts.push((Part::CoreProperties, properties::core(document, options).to_part()?));
    parts.push((Part::AppProperties, properties::app(document, options).to_part()?));
    Ok(parts)
}

/// `word/settings.xml`. With footnotes it names the lines above them.
fn settings(document: &StyledDocument) -> Vec<u8> {
    const AFTER: &str = "  <w:compat>\n";
    const LINES: &str =
        "  <w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\n  <w:compat>\n";
    let settings = if document.footnotes.is_empty() { SETTINGS.to_owned() } else { SETTINGS.replacen(AFTER, LINES, 1) };
    settings.into_bytes()
}

/// `word/document.xml`.
fn body(document: &StyledDocument) -> Element {
    let (mut body, drawings) = (Element::new("w:body"), Drawings::default());
    let last = document.sections.len().saturating_sub(1);
    for (index, section) in document.sections.iter().enumerate() {
        let mut blocks = section_blocks(document, section, &drawings);
        if index == 0 && !document.footnotes.is_empty() && blocks.first().is_some_and(|first| first.name() == "w:tbl") {
            // LibreOffice 7.4 puts a whole blank line above a table that a text with footnotes begins with.
            let container = Container { document, width: Length::ZERO, drawings: &drawings, keep_next: true };
            blocks.insert(0, container.spacer(LEAST_LINE, Around::default()));
        }
        let page = page::section(section, index);
        if index == last {
            body = body.children(blocks).child(page);
        } else {
            // The last paragraph of a section carries its page set-up.
            let properties = blocks.last_mut().and_then(|paragraph| paragraph.first_mut("w:pPr"));
            properties.into_iter().for_each(|properties| properties.push(page.clone()));
            body = body.children(blocks);
        }
    }
    Element::new("w:document").with("xmlns:w", WORD_NAMESPACE).with("xmlns:r", RELATIONSHIP_NAMESPACE).child(body)
}

fn section_blocks(document: &StyledDocument, section: &Section, drawings: &Drawings) -> Vec<Element> {
    Container { document, width: section.page.text_width(), drawings, keep_next: false }.blocks(&section.blocks)
}

/// `word/fontTable.xml`. The other name is the face with the same widths that free systems have.
fn fonts(document: &StyledDocument) -> Element {
    let font = Element::new("w:font")
        .attr("w:name", &document.font)
        .child(Element::new("w:altName").with("w:val", "Liberation Serif"))
        .child(Element::new("w:charset").with("w:val", "A3"))
        .child(Element::new("w:family").with("w:val", "roman"))
        .child(Element::new("w:pitch").with("w:val", "variable"));
    Element::new("w:fonts").with("xmlns:w", WORD_NAMESPACE).child(font)
}

fn not_written(error: &io::Error) -> Diagnostic {
    let message = Message::new(
        format!("không đóng gói được tệp Word: {error}"),
        format!("the Word file could not be packed: {error}"),
    );
    Diagnostic::error("docx/package", message)
}
