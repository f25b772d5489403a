//! Ô 5a and 9a: type name, subject and addressees, between the head and the text.

use super::context::{Context, width_of};
use super::{Align, Block, Look};
use crate::length::Length;
use crate::model::{Role, Text, Title};

/// Ô 5a: type name, subject, and the line under the last of their lines. A công văn has none.
pub(super) fn title(context: &Context, title: &Title, width: Length) -> Vec<Block> {
    let Title::Named { type_name, subject } = title else { return Vec::new() };
    let parts = [(Role::TypeName, type_name), (Role::Subject, subject)];
    let lines: Vec<_> = parts.into_iter().filter_map(|(role, text)| context.lines(role, text, width)).collect();
    let rule = lines.last().map(|(_, lines)| context.rule(&context.rules.lines.subject, lines.last(), width, true));
    lines.into_iter().map(|(paragraph, _)| Block::Paragraph(paragraph)).chain(rule).collect()
}

/// Ô 9a: one addressee on the line of `Kính gửi:`; several below it, their dashes under its colon.
pub(super) fn addressees(context: &Context, addressees: &[Text], width: Length) -> Vec<Block> {
    match addressees {
        [] => Vec::new(),
        [one] => {
            let text = Text::fixed(format!("{} ", context.rules.wording.addressee)).join(one.clone());
            let lines = context.lines(Role::Addressee, &text, width);
            lines.map(|(paragraph, _)| Block::Paragraph(paragraph)).into_iter().collect()
        }
        several => list(context, several, width),
    }
}

fn list(context: &Context, addressees: &[Text], width: Length) -> Vec<Block> {
    let words = &context.rules.wording;
    let indent = context.rules.addressees.indent;
    let look = context.look(Role::Addressee).clone();
    let label = Look { align: Align::Left, indent_left: indent, keep_next: true, ..look };
    let before_colon = Text::fixed(words.addressee.trim_end_matches(':'));
    let dash_at = indent + Length::pt(width_of(&context.runs(&before_colon, &label), label.size));
    let item = hanging(context, context.look(Role::AddresseeItem), dash_at);
    let heading = context.paragraph(Role::Addressee, &Text::fixed(&words.addressee), label, width);
    let items = addressees.iter().enumerate().filter_map(|(index, text)| {
        let text = Text::fixed(&words.item).join(text.clone()).then(words.item_end(index, addressees.len()));
        context.paragraph(Role::AddresseeItem, &text, item.clone(), width)
    });
    heading.into_iter().chain(items).map(Block::Paragraph).collect()
}

/// `look` with its dash at `at` and its further lines under the first word after the dash.
pub(super) fn hanging(context: &Context, look: &Look, at: Length) -> Look {
    let dash = context.runs(&Text::fixed(&context.rules.wording.item), look);
    let hang = Length::pt(width_of(&dash, look.size));
    Look { indent_left: at + hang, first_line: -hang, ..look.clone() }
}
