//! Phụ lục: each in a section of its own, whose page numbers begin again.

use super::content::{content, tables};
use super::context::Context;
use super::page::page;
use super::table::{self, Setting};
use super::{Block, Section};
use crate::diag::Diagnostic;
use crate::length::Length;
use crate::model::{Annex, Document, Role, Text};

/// The section of an annex, and what is doubtful in it.
pub(super) fn annex(context: &Context, document: &Document, annex: &Annex) -> (Section, Vec<Diagnostic>) {
    let page = page(context.rules, annex.landscape);
    let width = page.text_width();
    let tables = tables(document, &annex.body);
    let setting: Setting = table::setting(context, &tables, &context.rules.table.annex_sizes, &page);
    let warnings = tables.iter().filter_map(|data| table::too_narrow(context, data, setting)).collect();
    let mut blocks = head(context, annex, width);
    blocks.extend(content(context, document, &annex.body, setting));
    (Section { page, first_header: Vec::new(), first_footer: Vec::new(), blocks }, warnings)
}

/// Label, title, reference to the document, and the short line of the forms where the rules have one.
fn head(context: &Context, annex: &Annex, width: Length) -> Vec<Block> {
    let label = Text::fixed(&annex.label);
    let parts =
        [(Role::AnnexLabel, &label), (Role::AnnexTitle, &annex.title), (Role::AnnexReference, &annex.reference)];
    let lines: Vec<_> = parts.into_iter().filter_map(|(role, text)| context.lines(role, text, width)).collect();
    let last = lines.last().map_or(0.0, |(_, lines)| lines.last());
    let rule = context.rules.lines.annex.as_ref().map(|line| context.rule(line, last, width, true));
    lines.into_iter().map(|(paragraph, _)| Block::Paragraph(paragraph)).chain(rule).collect()
}
