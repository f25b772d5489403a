//! Ô 6: the text, and the text of an annex.

use super::Block;
use super::context::Context;
use super::table::{self, Setting};
use crate::length::Length;
use crate::model::{self, DataTable, Document, Role, Text};

/// The tables that `blocks` print.
pub(super) fn tables<'a>(document: &'a Document, blocks: &'a [model::Block]) -> Vec<&'a DataTable> {
    let index = |block: &model::Block| match block {
        model::Block::Table(index) => Some(*index),
        model::Block::Paragraph { .. } | model::Block::Picture(_) | model::Block::Chart(_) => None,
    };
    blocks.iter().filter_map(index).filter_map(|index| document.tables.get(index)).collect()
}

/// The blocks of a text, its tables set as `setting` says.
pub(super) fn content(context: &Context, document: &Document, blocks: &[model::Block], setting: Setting) -> Vec<Block> {
    let block = |block: &model::Block| match block {
        model::Block::Paragraph { role, text } => paragraph(context, *role, text, setting.width),
        model::Block::Table(index) => {
            let space_before = context.rules.table.annex_space_before;
            let data = document.tables.get(*index);
            data.map(|data| table::table(context, data, setting, space_before)).unwrap_or_default()
        }
        model::Block::Picture(_) | model::Block::Chart(_) => Vec::new(),
    };
    blocks.iter().flat_map(block).collect()
}

fn paragraph(context: &Context, role: Role, text: &Text, width: Length) -> Vec<Block> {
    let look = context.look(role).clone();
    context.paragraph(role, text, look, width).map(Block::Paragraph).into_iter().collect()
}

/// Gives the first paragraph of a text that follows its addressees more room.
pub(super) fn set_off(blocks: &mut [Block], space_before: Length) {
    if let Some(Block::Paragraph(paragraph)) = blocks.first_mut() {
        paragraph.look.space_before = space_before;
    }
}

/// Keeps the last paragraph of a text on the page of what follows.
pub(super) fn keep_last(blocks: &mut [Block]) {
    if let Some(Block::Paragraph(paragraph)) = blocks.last_mut() {
        paragraph.look.keep_next = true;
    }
}
