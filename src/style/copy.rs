//! Phần II: what makes a copy of a document. On paper a block below its end (form 3.1), as a file a line at the top right
//! of page 1 (form 3.2).

use super::context::Context;
use super::head::{bodies, line_width, no_room, number_width, numbers, place_date};
use super::info::{from_left, with_moment};
use super::notes::note_look;
use super::page::page;
use super::signature::{recipients, signer};
use super::{Block, Grid, GridRow, Look, Page, Paragraph, Section, Space, StyledDocument, glyphs};
use crate::diag::Diagnostic;
use crate::length::Length;
use crate::model::{DocumentCopy, Properties, Role, Text, Title};
use crate::rules::{RuleSet, SizeSet};

/// `document` with the block of `copy` below its end.
pub fn with_copy(
    document: &StyledDocument,
    copy: &DocumentCopy,
    rules: &RuleSet,
) -> Result<StyledDocument, Vec<Diagnostic>> {
    let mut copied = document.clone();
    if let Some(section) = copied.sections.last_mut() {
        section.blocks.extend(block(copy, rules, section.page.text_width())?.1);
    }
    complete(copied, rules)
}

/// The block of `copy` alone on paper `width` by `height`, `top` below its upper edge.
pub fn copy_block(
    copy: &DocumentCopy,
    rules: &RuleSet,
    (width, height): (Length, Length),
    top: Length,
) -> Result<StyledDocument, Vec<Diagnostic>> {
    let page = Page { width, height, top, ..page(rules, false) };
    let (set, blocks) = block(copy, rules, page.text_width())?;
    alone(copy, rules, set, page, blocks)
}

/// How wide the line of an electronic copy may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineWidth {
    /// The frame of form 3.2: a long name makes it two lines.
    Form,
    /// From the left margin to the end of that frame: one line, where another stamp (ô 11) is below it.
    Text,
}

/// The line of an electronic `copy` alone on paper `width` by `height`.
pub fn copy_line(
    copy: &DocumentCopy,
    rules: &RuleSet,
    (width, height): (Length, Length),
    line: LineWidth,
) -> Result<StyledDocument, Vec<Diagnostic>> {
    let info = &rules.copy.info;
    let usual = page(rules, false);
    let form = usual.left + from_left(rules, info.left, width - usual.left - usual.right);
    let (left, right) = match line {
        LineWidth::Form => (form, width - form - info.width),
        LineWidth::Text => (usual.left, width - form - info.width),
    };
    let page = Page { width, height, top: info.top, left, right, ..usual };
    let context = Context::new(rules, SizeSet::A);
    let look = context.look(Role::SignatureInfo).clone();
    let text = info_text(copy, rules);
    let paragraph = context.paragraph(Role::SignatureInfo, &text, look, width - left - right).map(Block::Paragraph);
    alone(copy, rules, SizeSet::A, page, paragraph.into_iter().collect())
}

/// `SAO Y; Ủy ban nhân dân tỉnh Bình Định; 05/01/2020; 09:30:15 +07:00`.
fn info_text(copy: &DocumentCopy, rules: &RuleSet) -> Text {
    let words = &rules.copy_words(copy.kind).name;
    let text = Text::fixed(format!("{words}; ")).join(copy.body.clone());
    let date = copy.head.date.map(|date| (date, copy.head.date_source.clone()));
    with_moment(text, date, copy.time)
}

/// The block of a copy in a text `width` wide, never broken across pages, in the larger size set that fits.
fn block(copy: &DocumentCopy, rules: &RuleSet, width: Length) -> Result<(SizeSet, Vec<Block>), Vec<Diagnostic>> {
    let columns = |set| {
        let context = Context::new(rules, set);
        let right = right_column(&context, copy, width);
        (number_width(&context, &copy.head), right)
    };
    let fits = |&set: &SizeSet| {
        let (number, right) = columns(set);
        number + right <= width
    };
    let Some(set) = [SizeSet::A, SizeSet::B].into_iter().find(fits) else {
        let (number, right) = columns(SizeSet::B);
        return Err(vec![no_room(&copy.head, rules, number, right, width)]);
    };
    let context = Context::new(rules, set);
    let right = right_column(&context, copy, width);
    let left = width - right;
    let rows = vec![
        GridRow { cells: vec![bodies(&context, &copy.head, left), kind(&context, copy, right)] },
        numbers(&context, &copy.head, left),
        signature(&context, copy, left, right),
    ];
    let grid = Grid { columns: vec![left, right], rows, keep_together: true, space_before: Length::ZERO };
    Ok((set, vec![context.divider(&rules.copy.line, width), Block::Grid(grid)]))
}

/// Its share of the text, or what its widest line needs.
fn right_column(context: &Context, copy: &DocumentCopy, width: Length) -> Length {
    let lines = [(Role::TypeName, kind_text(copy)), (Role::PlaceDate, place_date(&copy.head))];
    let widest = lines.iter().map(|(role, text)| line_width(context, *role, text)).fold(0.0, f64::max);
    (width * context.rules.copy.right_share).max(Length::pt(widest) + context.rules.head.slack)
}

fn kind_text(copy: &DocumentCopy) -> Text {
    match &copy.head.title {
        Title::Named { type_name, .. } => type_name.clone(),
        Title::Letter { subject } => subject.clone(),
    }
}

/// Hình thức sao.
fn kind(context: &Context, copy: &DocumentCopy, width: Length) -> Vec<Block> {
    let lines = context.lines(Role::TypeName, &kind_text(copy), width);
    let paragraph = lines.map(|(paragraph, _)| {
        let look = Look { space_before: Length::ZERO, ..paragraph.look };
        Block::Paragraph(Paragraph { look, ..paragraph })
    });
    paragraph.into_iter().collect()
}

/// Nơi nhận beside the signer, both below the gap.
fn signature(context: &Context, copy: &DocumentCopy, left: Length, right: Length) -> GridRow {
    let gap = || Block::Space(Space { height: context.rules.copy.signature_gap, stamps: Vec::new() });
    let below = |cell: Vec<Block>| [vec![gap()], cell].concat();
    let signer = copy.signature.as_ref().map(|one| signer(context, one, right)).unwrap_or_default();
    let cells = vec![recipients(context, &copy.recipients, None, left), signer];
    GridRow { cells: cells.into_iter().map(below).collect() }
}

/// What is laid over a page: a document of `blocks` on it.
fn alone(
    copy: &DocumentCopy,
    rules: &RuleSet,
    set: SizeSet,
    page: Page,
    blocks: Vec<Block>,
) -> Result<StyledDocument, Vec<Diagnostic>> {
    let title = rules.copy_words(copy.kind).name.clone();
    let properties = Properties {
        subject: title.clone(),
        title,
        author: copy.body.plain(),
        identifier: None,
        date: copy.head.date,
        template: String::new(),
    };
    let looks = Context::new(rules, set).looks;
    let font = rules.font.family.clone();
    let sections = vec![Section { page, blocks, first_header: Vec::new(), first_footer: Vec::new() }];
    let (footnotes, note_look) = (Vec::new(), note_look(rules));
    complete(StyledDocument { properties, font, looks, sections, footnotes, note_look, watermark: None }, rules)
}

/// `styled`, unless it holds characters that the typeface lacks.
fn complete(styled: StyledDocument, rules: &RuleSet) -> Result<StyledDocument, Vec<Diagnostic>> {
    let missing = glyphs::missing(&styled, &rules.basis.font);
    if missing.is_empty() { Ok(styled) } else { Err(missing) }
}
