//! The last step: tables have their numbers, references become words.

use super::draft::{Draft, Inline, Page, Things};
use super::references::References;
use crate::model::{Block, CellValue, DataTable, Role, Run, Text};

/// The blocks of a page.
pub(super) fn settle(page: Page, references: &mut References<'_>, things: &mut Things) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(page.drafts.len());
    for draft in page.drafts {
        match draft {
            Draft::Paragraph { role, text } => {
                let text = words(text, references);
                blocks.push(Block::Paragraph { role, text: if in_capitals(role) { capitals(text) } else { text } });
            }
            Draft::Placed { block, linked } => {
                if linked {
                    settle_thing(&block, references, things);
                }
                blocks.push(block);
            }
            // Every other one has found its place before.
            Draft::Table(_) | Draft::Data(_) | Draft::Picture(_) | Draft::Chart(_) | Draft::Figures(_) => {}
        }
    }
    blocks
}

fn words(text: Vec<Inline>, references: &mut References<'_>) -> Text {
    let mut runs = Vec::with_capacity(text.len());
    // The number of a unit is no word of its paragraph.
    let mut begins = true;
    for inline in text {
        match inline {
            Inline::Run(run) => {
                begins &= run.source.is_none() && !run.text.chars().any(char::is_alphanumeric) || runs.is_empty();
                runs.push(run);
            }
            Inline::Linked(run) => {
                runs.extend(references.of_answer(run, begins));
                begins = false;
            }
            Inline::Footnote(run) => {
                let footnote = Some(references.footnote(run));
                runs.push(Run { footnote, ..Run::default() });
            }
            Inline::Reference(id) => {
                runs.push(Run { text: references.of_template(&id), ..Run::default() });
                begins = false;
            }
        }
    }
    Text(runs)
}

/// References in the texts of a table and in the captions of figures.
fn settle_thing(block: &Block, references: &mut References<'_>, things: &mut Things) {
    let caption = match block {
        Block::Paragraph { .. } => None,
        Block::Table(index) => {
            things.tables.get_mut(*index).into_iter().for_each(|table| settle_table(table, references));
            None
        }
        Block::Picture(index) => things.pictures.get_mut(*index).map(|picture| &mut picture.caption),
        Block::Chart(index) => things.charts.get_mut(*index).map(|chart| &mut chart.caption),
    };
    caption.into_iter().for_each(|caption| references.settle(caption));
}

fn settle_table(table: &mut DataTable, references: &mut References<'_>) {
    let mut settle = |text: &mut Text| references.settle(text);
    settle(&mut table.caption);
    for cell in table.rows.iter_mut().flatten().chain(table.total.iter_mut().flatten()) {
        if let CellValue::Text(_) = cell.value {
            settle(&mut cell.text);
            cell.value = CellValue::Text(cell.text.plain());
        }
    }
    table.note.iter_mut().for_each(settle);
}

/// Whether the heading of a unit stands in capitals.
fn in_capitals(role: Role) -> bool {
    matches!(role, Role::Part | Role::Chapter | Role::ChapterSection | Role::Subsection | Role::Section)
}

/// A heading in capitals; its first run, the number, stays.
fn capitals(mut text: Text) -> Text {
    for run in text.0.iter_mut().skip(1) {
        run.text = run.text.to_uppercase();
    }
    text
}
