//! The last step: tables have their numbers, references become words.

use super::draft::{Draft, Inline, Page};
use super::references::References;
use crate::model::{Block, CellValue, DataTable, Role, Run, Text};
use crate::rules::Units;

/// Bảng 1, Bảng 2 …: tables with a caption, in the order of the page. A table of the answers has its sheet's name from it.
pub(super) fn number(tables: &mut [DataTable], units: &Units) {
    let mut number = 0;
    for table in tables {
        if !table.caption.is_empty() {
            number += 1;
            table.label = Some(format!("{} {number}", units.table));
        }
        if table.sheet.is_empty() {
            table.sheet = table.label.clone().unwrap_or_else(|| units.table.clone());
        }
    }
}

/// The blocks of a page.
pub(super) fn settle(page: Page, references: &mut References<'_>, tables: &mut [DataTable]) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(page.drafts.len());
    for draft in page.drafts {
        match draft {
            Draft::Paragraph { role, text } => {
                let text = words(text, references);
                blocks.push(Block::Paragraph { role, text: if in_capitals(role) { capitals(text) } else { text } });
            }
            Draft::Placed { table, linked } => {
                if let Some(table) = tables.get_mut(table).filter(|_| linked) {
                    settle_table(table, references);
                }
                blocks.push(Block::Table(table));
            }
            // Every table has found its place before.
            Draft::Table(_) | Draft::Data(_) => {}
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
            Inline::Reference(id) => {
                runs.push(Run { text: references.of_template(&id), ..Run::default() });
                begins = false;
            }
        }
    }
    Text(runs)
}

fn settle_table(table: &mut DataTable, references: &mut References<'_>) {
    let mut settle = |text: &mut Text| {
        let runs = std::mem::take(&mut text.0).into_iter();
        text.0 = runs.flat_map(|run| references.of_answer(run, true)).collect();
    };
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
