//! What follows the signature, each in a section of its own, whose page numbers begin again: the document that is issued
//! (form 1.3) and the phụ lục.

use super::content::{content, tables};
use super::context::Context;
use super::head;
use super::info;
use super::page::page;
use super::table::{self, Setting};
use super::{Block, Section};
use crate::diag::Diagnostic;
use crate::length::Length;
use crate::model::{self, Annex, Attached, Document, Head, Role, Text, Title};

/// The section of an annex, and what is doubtful in it.
pub(super) fn annex(context: &Context, document: &Document, annex: &Annex) -> (Section, Vec<Diagnostic>) {
    let label = Text::fixed(&annex.label);
    let words =
        [(Role::AnnexLabel, &label), (Role::AnnexTitle, &annex.title), (Role::AnnexReference, &annex.reference)];
    let sizes = &context.rules.table.annex_sizes;
    part(context, document, &annex.body, annex.landscape, sizes, |width| titles(context, &words, width))
}

/// The section of the document that is issued, and what is doubtful in it: names of bodies and Quốc hiệu above, no number,
/// no place and date.
pub(super) fn attached(context: &Context, document: &Document, attached: &Attached) -> (Section, Vec<Diagnostic>) {
    let Attached { type_name, subject, reference, body } = attached;
    let words = [(Role::TypeName, type_name), (Role::Subject, subject), (Role::AnnexReference, reference)];
    let title = Title::Named { type_name: type_name.clone(), subject: subject.clone() };
    let names = Head {
        numbered: false,
        dated: false,
        title,
        urgency: None,
        secrecy: None,
        circulation: None,
        ..document.head.clone()
    };
    part(context, document, body, false, &context.rules.table.sizes, |width| {
        let mut blocks = vec![head::head(context, &names, width)];
        blocks.extend(titles(context, &words, width));
        blocks
    })
}

/// A section that begins with what `opening` gives for the width of its text.
fn part(
    context: &Context,
    document: &Document,
    body: &[model::Block],
    landscape: bool,
    sizes: &[Length],
    opening: impl Fn(Length) -> Vec<Block>,
) -> (Section, Vec<Diagnostic>) {
    let page = page(context.rules, landscape);
    let width = page.text_width();
    let tables = tables(document, body);
    let setting: Setting = table::setting(context, &tables, sizes, &page);
    let warnings = tables.iter().filter_map(|data| table::too_narrow(context, data, setting)).collect();
    let mut blocks = opening(width);
    blocks.extend(content(context, document, body, setting));
    let first_header = info::of_part(context, document, &page);
    (Section { page, first_header, first_footer: Vec::new(), blocks }, warnings)
}

/// The lines of a title, and under the last of them the short line of the forms where the rules have one.
fn titles(context: &Context, words: &[(Role, &Text)], width: Length) -> Vec<Block> {
    let lines: Vec<_> = words.iter().filter_map(|(role, text)| context.lines(*role, text, width)).collect();
    let last = lines.last().map_or(0.0, |(_, lines)| lines.last());
    let rule = context.rules.lines.annex.as_ref().map(|line| context.rule(line, last, width, true));
    lines.into_iter().map(|(paragraph, _)| Block::Paragraph(paragraph)).chain(rule).collect()
}
