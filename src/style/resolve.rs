//! From meaning to look, once for both writers.

use super::annex::{annex, attached};
use super::content::{content, keep_last, set_off, tables};
use super::context::Context;
use super::notes::{footnotes, note_look};
use super::page::{page, watermark};
use super::{Section, StyledDocument};
use super::{glyphs, head, info, opening, signature, stamps, table};
use crate::diag::Diagnostic;
use crate::model::Document;
use crate::rules::{RuleSet, SizeSet};

/// Decides every length of `document` by `rules`.
///
/// With the result come warnings. The errors: a head that no legal size lets stand on its lines
/// (`style/head-too-wide`), a level of urgency that the rules lack (`rules/unknown-urgency`), separate files
/// by rules that know none (`rules/no-separate-files`), and characters the typeface lacks (`style/missing-glyph`), all of them at once.
pub fn resolve(document: &Document, rules: &RuleSet) -> Result<(StyledDocument, Vec<Diagnostic>), Vec<Diagnostic>> {
    resolve_in(document, rules, None)
}

/// The same, in the size set `wanted`; `None` chooses by measurement. A head that does not fit the wanted one is an error.
pub fn resolve_in(
    document: &Document,
    rules: &RuleSet,
    wanted: Option<SizeSet>,
) -> Result<(StyledDocument, Vec<Diagnostic>), Vec<Diagnostic>> {
    let width = page(rules, false).text_width();
    let set = head::size_set(&document.head, rules, width, wanted).map_err(|diagnostic| *diagnostic);
    let unknown = stamps::unknown(&document.head, rules).into_iter().chain(info::unknown(document, rules));
    let unknown: Vec<Diagnostic> = unknown.collect();
    let set = match (set, &unknown[..]) {
        (Ok(set), []) => set,
        (set, _) => return Err(set.err().into_iter().chain(unknown).collect()),
    };
    let context = Context::new(rules, set);
    let (main, mut warnings) = main_section(&context, document);
    let mut sections = vec![main];
    let parts = document.attached.iter().map(|part| attached(&context, document, part));
    for (section, doubts) in parts.chain(document.annexes.iter().map(|part| annex(&context, document, part))) {
        sections.push(section);
        warnings.extend(doubts);
    }
    let footnotes = footnotes(&context, &document.footnotes, width);
    let styled = StyledDocument {
        properties: document.properties.clone(),
        font: rules.font.family.clone(),
        sections,
        watermark: document.state.watermark.as_deref().map(|text| watermark(rules, text)),
        looks: context.looks,
        footnotes,
        note_look: note_look(rules),
    };
    let missing = glyphs::missing(&styled, &rules.basis.font);
    if missing.is_empty() { Ok((styled, warnings)) } else { Err(missing) }
}

/// The document without its annexes: head, title, addressees, text, signature.
fn main_section(context: &Context, document: &Document) -> (Section, Vec<Diagnostic>) {
    let page = page(context.rules, false);
    let width = page.text_width();
    let tables = tables(document, &document.body);
    let setting = table::setting(context, &tables, &context.rules.table.sizes, &page);
    let warnings = tables.iter().filter_map(|data| table::too_narrow(context, data, setting)).collect();

    let mut text = content(context, document, &document.body, setting);
    if !document.addressees.is_empty() {
        set_off(&mut text, context.rules.addressees.first_body_space);
    }
    keep_last(&mut text);

    let mut blocks = vec![head::head(context, &document.head, width)];
    blocks.extend(opening::title(context, &document.head.title, width));
    blocks.extend(opening::addressees(context, &document.addressees, width));
    blocks.extend(text);
    blocks.extend(signature::signature(context, document, width));
    let first_header = head::margin(context, &document.head, width);
    let first_footer = head::address(context, &document.head, width);
    (Section { page, first_header, first_footer, blocks }, warnings)
}
