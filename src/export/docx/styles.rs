//! `word/styles.xml`: one paragraph style a role. Who edits the file in Word finds each under its Vietnamese name.

use std::cell::RefCell;
use std::io;

use super::look::{size, whole_paragraph, whole_run};
use super::names::{FIGURE, MARK, RULE, SEPARATOR, SPACER, StyleName, style_name};
use super::xml::{Element, toggle};
use super::{WORD_NAMESPACE, block};
use crate::model::Role;
use crate::style::{Look, StyledDocument};

/// What the part is made from, and the part.
type Kept = ((String, Vec<(Role, Look)>), Vec<u8>);

thread_local! {
    /// The last one made: documents of a kind have it alike.
    static LAST: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

/// The part.
pub fn part(document: &StyledDocument) -> io::Result<Vec<u8>> {
    LAST.with_borrow_mut(|last| match last {
        Some(((font, looks), part)) if *font == document.font && *looks == document.looks => Ok(part.clone()),
        _ => {
            let part = styles(document).to_part()?;
            *last = Some(((document.font.clone(), document.looks.clone()), part.clone()));
            Ok(part)
        }
    })
}

fn styles(document: &StyledDocument) -> Element {
    Element::new("w:styles")
        .with("xmlns:w", WORD_NAMESPACE)
        .child(defaults(document))
        .child(latent())
        .child(normal())
        .children(headings(document))
        .children(foundations())
        .children(document.looks.iter().map(|(role, look)| role_style(*role, look)))
        .children([SPACER, RULE, FIGURE, SEPARATOR].into_iter().map(blank_style))
        .child(mark())
}

/// The face, the size of body text, the language and single lines.
fn defaults(document: &StyledDocument) -> Element {
    let font = &document.font;
    let fonts = ["w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"];
    let fonts = fonts.into_iter().fold(Element::new("w:rFonts"), |fonts, slot| fonts.attr(slot, font));
    let language = ["w:val", "w:eastAsia", "w:bidi"]
        .into_iter()
        .fold(Element::new("w:lang"), |lang, slot| lang.with(slot, "vi-VN"));
    let run = Element::new("w:rPr")
        .child(fonts)
        .child(Element::new("w:color").with("w:val", "auto"))
        .children(size(document.look(Role::Body).size))
        .child(language);
    let spacing = Element::new("w:spacing")
        .with("w:before", "0")
        .with("w:after", "0")
        .with("w:line", "240")
        .with("w:lineRule", "auto");
    let paragraph = Element::new("w:pPr").child(toggle("w:widowControl", true)).child(spacing);
    Element::new("w:docDefaults")
        .child(Element::new("w:rPrDefault").child(run))
        .child(Element::new("w:pPrDefault").child(paragraph))
}

/// Word's own styles stay out of the way, so that the gallery shows the decree's.
fn latent() -> Element {
    Element::new("w:latentStyles")
        .with("w:defLockedState", "0")
        .with("w:defUIPriority", "99")
        .with("w:defSemiHidden", "1")
        .with("w:defUnhideWhenUsed", "1")
        .with("w:defQFormat", "0")
        .with("w:count", "376")
}

fn style(kind: &'static str, id: &'static str, name: &str) -> Element {
    Element::new("w:style").with("w:type", kind).with("w:styleId", id).child(Element::new("w:name").val(name))
}

fn normal() -> Element {
    style("paragraph", "Normal", "Normal").with("w:default", "1").child(Element::new("w:qFormat"))
}

/// What every file of Word has: the default character, table and list styles.
fn foundations() -> [Element; 3] {
    let hidden = |kind, id, name: &str, priority: &'static str| {
        style(kind, id, name)
            .with("w:default", "1")
            .child(Element::new("w:uiPriority").with("w:val", priority))
            .child(Element::new("w:semiHidden"))
            .child(Element::new("w:unhideWhenUsed"))
    };
    [
        hidden("character", "DefaultParagraphFont", "Default Paragraph Font", "1"),
        hidden("table", "TableNormal", "Normal Table", "99"),
        hidden("numbering", "NoList", "No List", "99"),
    ]
}

const HEADINGS: [(&str, &str); 9] = [
    ("Heading1", "heading 1"),
    ("Heading2", "heading 2"),
    ("Heading3", "heading 3"),
    ("Heading4", "heading 4"),
    ("Heading5", "heading 5"),
    ("Heading6", "heading 6"),
    ("Heading7", "heading 7"),
    ("Heading8", "heading 8"),
    ("Heading9", "heading 9"),
];

/// Word's heading style of an outline level.
fn heading(level: u8) -> (&'static str, &'static str) {
    HEADINGS[usize::from(level.clamp(1, 9)) - 1]
}

/// The headings the roles need: programs that list headings look for these names among a style's ancestors.
fn headings(document: &StyledDocument) -> Vec<Element> {
    let mut levels: Vec<u8> = document.looks.iter().filter_map(|(_, look)| look.outline).collect();
    levels.sort_unstable();
    levels.dedup();
    let headings = levels.into_iter().map(|level| {
        let (id, name) = heading(level);
        let outline = Element::new("w:outlineLvl").val(level.clamp(1, 9) - 1);
        style("paragraph", id, name)
            .child(Element::new("w:basedOn").with("w:val", "Normal"))
            .child(Element::new("w:next").with("w:val", style_name(Role::Body).id))
            .child(Element::new("w:uiPriority").with("w:val", "9"))
            .child(Element::new("w:pPr").child(outline))
    });
    headings.collect()
}

fn named(name: StyleName, based_on: &'static str, next: &'static str) -> Element {
    style("paragraph", name.id, name.vietnamese)
        .with("w:customStyle", "1")
        .child(Element::new("w:aliases").with("w:val", name.english))
        .child(Element::new("w:basedOn").with("w:val", based_on))
        .child(Element::new("w:next").with("w:val", next))
}

fn role_style(role: Role, look: &Look) -> Element {
    let name = style_name(role);
    let (based_on, next) = match look.outline {
        Some(level) => (heading(level).0, style_name(Role::Body).id),
        None => ("Normal", name.id),
    };
    named(name, based_on, next)
        .child(Element::new("w:uiPriority").val(role as u8 + 1))
        .child(Element::new("w:qFormat"))
        .child(Element::new("w:pPr").children(whole_paragraph(look)))
        .child(Element::new("w:rPr").children(whole_run(look)))
}

/// The raised mark of a note.
fn mark() -> Element {
    let raised = Element::new("w:vertAlign").with("w:val", "superscript");
    style("character", MARK.id, MARK.vietnamese)
        .child(Element::new("w:aliases").with("w:val", MARK.english))
        .child(Element::new("w:basedOn").with("w:val", "DefaultParagraphFont"))
        .child(Element::new("w:uiPriority").with("w:val", "98"))
        .child(Element::new("w:rPr").child(raised))
}

/// A style of paragraphs without words.
fn blank_style(name: StyleName) -> Element {
    let id = name.id;
    named(name, "Normal", id)
        .child(Element::new("w:uiPriority").with("w:val", "98"))
        .child(Element::new("w:rPr").children(block::least_size()))
}
