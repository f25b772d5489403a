//! Ô 6: the text, and the text of an annex.

use super::Block;
use super::context::Context;
use super::figures::{chart, picture};
use super::opening::hanging;
use super::table::{self, Setting};
use crate::length::Length;
use crate::model::{self, DataTable, Document, Role, Run, Text};
use crate::vietnamese::bind;

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
        model::Block::Picture(index) => {
            document.pictures.get(*index).map(|data| picture(context, data, setting)).unwrap_or_default()
        }
        model::Block::Chart(index) => {
            document.charts.get(*index).map(|data| chart(context, data, setting)).unwrap_or_default()
        }
    };
    blocks.iter().flat_map(block).collect()
}

fn paragraph(context: &Context, role: Role, text: &Text, width: Length) -> Vec<Block> {
    let look = match role {
        Role::AnnouncementItem => hanging(context, context.look(role), context.rules.announcement.indent),
        _ => context.look(role).clone(),
    };
    context.paragraph(role, &bound(text), look, width).map(Block::Paragraph).into_iter().collect()
}

/// The text with no-break spaces where a line should not end, whatever runs the words stand in.
pub(super) fn bound(text: &Text) -> Text {
    let whole = bind(&text.plain());
    let mut letters = whole.chars();
    let run = |run: &Run| Run { text: letters.by_ref().take(run.text.chars().count()).collect(), ..run.clone() };
    Text(text.0.iter().map(run).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_runs_are_bound() {
        let run = |text: &str, strong| Run { text: text.into(), strong, ..Run::default() };
        let text =
            Text(vec![run("Nghị định số ", false), run("", true), run("30/2020/NĐ-CP", true), run(" là", false)]);
        let bound = bound(&text);
        let texts: Vec<&str> = bound.0.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, ["Nghị định số\u{a0}", "", "30/2020/NĐ-CP", " là"]);
        assert!(bound.0.iter().zip(&text.0).all(|(bound, run)| bound.strong == run.strong));
    }
}
