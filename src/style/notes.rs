//! Chú thích cuối trang: each a paragraph, after its mark.

use super::content::bound;
use super::context::Context;
use super::{NoteLook, Paragraph};
use crate::length::Length;
use crate::model::{Role, Text};
use crate::rules::RuleSet;

/// The footnotes of a document, in order, for a text `width` wide. A space parts each from its mark.
pub(super) fn footnotes(context: &Context, notes: &[Text], width: Length) -> Vec<Paragraph> {
    let look = context.look(Role::Footnote);
    let set = |note: &Text| {
        let text = Text::fixed(" ").join(bound(note));
        context.paragraph(Role::Footnote, &text, look.clone(), width)
    };
    notes.iter().filter_map(set).collect()
}

/// How `rules` set footnotes off.
pub(super) fn note_look(rules: &RuleSet) -> NoteLook {
    let rules = &rules.footnote;
    NoteLook {
        line: rules.line,
        thickness: rules.thickness,
        height: rules.height,
        offset: rules.offset,
        mark_size: rules.mark_size,
        mark_rise: rules.mark_rise,
    }
}
