//! Chú thích cuối trang: `word/footnotes.xml`, and their marks.

use super::block::Container;
use super::look::{Around, exact_spacing};
use super::names::{MARK, SEPARATOR};
use super::xml::Element;
use super::{RELATIONSHIP_NAMESPACE, WORD_NAMESPACE};
use crate::length::Length;
use crate::style::{NoteLook, Paragraph, StyledDocument};

/// The numbers below 1 are the lines above the notes.
const FIRST: usize = 1;

/// `word/footnotes.xml`: the lines above the notes, then every note.
pub fn footnotes(document: &StyledDocument, container: &Container) -> Element {
    let line = |kind, id, mark| {
        Element::new("w:footnote").with("w:type", kind).with("w:id", id).child(separator(&document.note_look, mark))
    };
    let note = |(at, note): (usize, &Paragraph)| {
        Element::new("w:footnote").attr("w:id", at + FIRST).child(text(note, container))
    };
    Element::new("w:footnotes")
        .with("xmlns:w", WORD_NAMESPACE)
        .with("xmlns:r", RELATIONSHIP_NAMESPACE)
        .child(line("separator", "-1", "w:separator"))
        .child(line("continuationSeparator", "0", "w:continuationSeparator"))
        .children(document.footnotes.iter().enumerate().map(note))
}

/// The line above the notes of a page, in a paragraph as high as it takes.
fn separator(look: &NoteLook, mark: &'static str) -> Element {
    let properties = Element::new("w:pPr")
        .child(Element::new("w:pStyle").with("w:val", SEPARATOR.id))
        .child(exact_spacing(Length::ZERO, Length::ZERO, look.height));
    Element::new("w:p").child(properties).child(Element::new("w:r").child(Element::new(mark)))
}

/// A note: its mark, then its words.
fn text(note: &Paragraph, container: &Container) -> Element {
    let mut paragraph = container.paragraph(note, Around::default());
    paragraph.insert(1, reference(Element::new("w:footnoteRef")));
    paragraph
}

/// The mark of note `index` in the text.
pub fn mark(index: usize) -> Element {
    reference(Element::new("w:footnoteReference").attr("w:id", index + FIRST))
}

fn reference(mark: Element) -> Element {
    let style = Element::new("w:rStyle").with("w:val", MARK.id);
    Element::new("w:r").child(Element::new("w:rPr").child(style)).child(mark)
}
