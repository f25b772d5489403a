//! Ô 7-9b: recipients on the left, the signer on the right, with room for signature and seal.

use super::context::{Context, MOST_KEPT_LINES, line_count};
use super::opening::hanging;
use super::{Block, Grid, GridRow, Space, StampArea};
use crate::length::Length;
use crate::model::{Document, Role, Signature, Stamp, Text};

/// The block that ends the document. It is never alone on a page: `keep_together` holds it to the lines before,
/// unless it is so long that it must break.
pub(super) fn signature(context: &Context, document: &Document, width: Length) -> Block {
    let rules = &context.rules.signature;
    let right = width * rules.right_share;
    let left = width - right;
    let cells = vec![recipients(context, &document.recipients, left), signer(context, &document.signature, right)];
    let keep_together = cells.iter().zip([left, right]).all(|(cell, width)| lines(cell, width) <= MOST_KEPT_LINES);
    let rows = vec![GridRow { cells }];
    Block::Grid(Grid { columns: vec![left, right], rows, keep_together, space_before: rules.space_before })
}

/// About how many lines a cell holds.
fn lines(cell: &[Block], width: Length) -> usize {
    let of_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => line_count(&paragraph.runs, paragraph.look.size, width),
        Block::Rule(_) | Block::Frame(_) | Block::Space(_) | Block::Grid(_) | Block::Table(_) => 0,
    };
    cell.iter().map(of_block).sum()
}

/// Ô 9b: `Nơi nhận:` and its lines.
pub(super) fn recipients(context: &Context, recipients: &[Text], width: Length) -> Vec<Block> {
    if recipients.is_empty() {
        return Vec::new();
    }
    let words = &context.rules.wording;
    let label_look = context.look(Role::RecipientsLabel).clone();
    let label = context.paragraph(Role::RecipientsLabel, &Text::fixed(&words.recipients), label_look, width);
    let look = hanging(context, context.look(Role::RecipientItem), Length::ZERO);
    let items = recipients.iter().enumerate().filter_map(|(index, text)| {
        let text = Text::fixed(&words.item).join(text.clone()).then(words.item_end(index, recipients.len()));
        context.paragraph(Role::RecipientItem, &text, look.clone(), width - context.rules.head.slack)
    });
    label.into_iter().chain(items).map(Block::Paragraph).collect()
}

/// Ô 7a, 7c and 7b.
pub(super) fn signer(context: &Context, signature: &Signature, width: Length) -> Vec<Block> {
    let titles = signature.titles.iter().filter_map(|text| context.lines(Role::SignerTitle, text, width));
    let name = context.lines(Role::SignerName, &signature.name, width);
    let titles = titles.map(|(paragraph, _)| Block::Paragraph(paragraph));
    titles.chain([room(context, width)]).chain(name.map(|(paragraph, _)| Block::Paragraph(paragraph))).collect()
}

/// Ô 7c and 8: the signature in the middle of the column, the seal over its left part; both centred in the height.
fn room(context: &Context, width: Length) -> Block {
    let rules = &context.rules.signature;
    let (signature, seal) = (rules.signature, rules.seal);
    let x = (width - signature.width) / 2;
    let seal_x = x + signature.width * rules.seal_overlap - seal.width;
    let area = |stamp, x, area: crate::rules::Area| StampArea {
        stamp,
        x,
        y: (rules.room - area.height) / 2,
        width: area.width,
        height: area.height,
    };
    let stamps = vec![area(Stamp::Signature, x, signature), area(Stamp::Seal, seal_x, seal)];
    Block::Space(Space { height: rules.room, stamps })
}
