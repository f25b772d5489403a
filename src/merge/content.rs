//! From the blocks of a content to the drafts of a text.

use serde_json::Value;

use super::answers::Answers;
use super::draft::{Draft, Page};
use super::figures;
use super::footnotes::with_footnotes;
use super::outline::{Level, Numbered, Outline};
use super::paragraphs::paragraphs;
use super::tables;
use crate::diag::AnswerPath;
use crate::model::{Column, ColumnKind, DataTable, Role, Run, TableCell, Text};
use crate::rules::Wording;
use crate::template::form::BlockKind;

/// Adds the blocks of the content at `path`. `begun` is how the first paragraph begins, where a điều of the template is
/// still without its text.
pub(super) fn add(
    page: &mut Page,
    outline: &mut Outline<'_>,
    answers: &Answers<'_>,
    wording: &Wording,
    path: &str,
    begun: Option<Numbered>,
) {
    let path = AnswerPath::new(path);
    let blocks = answers.value(&path);
    let mut writer = Writer { page, outline, wording, begun };
    writer.blocks(blocks, &answers.source(path));
    let begun = writer.begun.take();
    page.alone(begun);
}

struct Writer<'a, 'w> {
    page: &'a mut Page,
    outline: &'a mut Outline<'w>,
    wording: &'a Wording,
    begun: Option<Numbered>,
}

impl Writer<'_, '_> {
    fn blocks(&mut self, blocks: &Value, path: &AnswerPath) {
        for (index, block) in blocks.as_array().into_iter().flatten().enumerate() {
            let kind = BlockKind::ALL.into_iter().find(|kind| block.get(kind.key()).is_some_and(|it| !it.is_null()));
            if let Some(kind) = kind {
                self.block(kind, block, &path.child(index));
            }
        }
    }

    fn block(&mut self, kind: BlockKind, block: &Value, path: &AnswerPath) {
        let (value, source) = (&block[kind.key()], path.child(kind.key()));
        let id = block.get("id").and_then(Value::as_str);
        let mut begun = self.begun.take();
        if kind != BlockKind::Text {
            self.page.alone(begun.take());
        }
        match kind {
            BlockKind::Text => {
                self.paragraph(begun.unwrap_or_else(|| plain(Role::Body, "")), block, source);
            }
            BlockKind::Dash => self.paragraph(plain(Role::DashItem, &self.wording.item), block, source),
            BlockKind::Part => self.unit(Level::Part, true, block, source, id),
            BlockKind::Chapter => self.unit(Level::Chapter, true, block, source, id),
            BlockKind::Section => self.unit(Level::Section, true, block, source, id),
            BlockKind::Subsection => self.unit(Level::Subsection, true, block, source, id),
            BlockKind::Article => self.unit(Level::Article, true, block, source, id),
            BlockKind::ArticleText => self.unit(Level::Article, false, block, source, id),
            BlockKind::Heading => self.unit(Level::Heading, true, block, source, id),
            BlockKind::ClauseHeading => self.unit(Level::Clause, true, block, source, id),
            BlockKind::Clause => self.unit(Level::Clause, false, block, source, id),
            BlockKind::Point => self.unit(Level::Point, false, block, source, id),
            BlockKind::Table => self.page.drafts.push(Draft::Data(Box::new(table(value, &source, id)))),
            BlockKind::Picture => self.page.drafts.push(figures::picture(value, &source, id)),
            BlockKind::Chart => self.page.drafts.push(figures::chart(value, &source, id)),
        }
        self.blocks(&block["items"], &path.child("items"));
    }

    /// A unit, and where it stands under its name.
    fn unit(&mut self, level: Level, headed: bool, block: &Value, source: AnswerPath, id: Option<&str>) {
        let numbered = self.outline.next(level, headed);
        self.page.places.extend(id.map(|id| (id.to_owned(), self.outline.place())));
        self.paragraph(numbered, block, source);
    }

    /// The paragraphs of the words at `source`, with the footnotes that `block` gives for them.
    fn paragraph(&mut self, numbered: Numbered, block: &Value, source: AnswerPath) {
        self.page.drafts.extend(paragraphs(numbered, with_footnotes(block, source), &self.wording.item));
    }
}

/// How a paragraph without a number begins.
fn plain(role: Role, mark: &str) -> Numbered {
    let run = Run { text: mark.to_owned(), ..Run::default() };
    Numbered { role, number: if mark.is_empty() { Vec::new() } else { vec![run] } }
}

/// A table of the answers. Its label is given later, in the order of the page, and with it the name of its sheet.
fn table(value: &Value, source: &AnswerPath, id: Option<&str>) -> DataTable {
    let list = |key: &str| value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let words = |key: &str| {
        let text = value[key].as_str()?.to_owned();
        Some(Text(vec![Run { text, source: Some(source.child(key)), ..Run::default() }]))
    };
    let columns: Vec<Column> = list("columns")
        .iter()
        .enumerate()
        .map(|(index, label)| Column {
            label: label.as_str().unwrap_or_default().to_owned(),
            kind: kind(list("kinds").get(index)),
            width: list("widths").get(index).and_then(Value::as_f64).unwrap_or(1.0),
            wrap_every: None,
        })
        .collect();
    let row = |cells: &Value, path: AnswerPath| -> Vec<TableCell> {
        let cells = cells.as_array().into_iter().flatten().zip(&columns).enumerate();
        cells.map(|(index, (cell, column))| printed(cell, column.kind, path.child(index))).collect()
    };
    let rows = list("rows").iter().enumerate();
    DataTable {
        id: id.unwrap_or_default().to_owned(),
        label: None,
        caption: words("caption").unwrap_or_default(),
        sheet: String::new(),
        rows: rows.map(|(index, cells)| row(cells, source.child("rows").child(index))).collect(),
        total: Some(row(&value["total"], source.child("total"))).filter(|cells| !cells.is_empty()),
        note: words("note"),
        columns,
    }
}

/// A cell of the answers: one without an answer stays empty.
fn printed(value: &Value, kind: ColumnKind, source: AnswerPath) -> TableCell {
    match value {
        Value::Null => tables::cell(value, ColumnKind::Text, None),
        _ => tables::cell(value, kind, Some(source)),
    }
}

/// What the cells of a column hold: words, where the answers say nothing.
fn kind(name: Option<&Value>) -> ColumnKind {
    match name.and_then(Value::as_str) {
        Some("ordinal") => ColumnKind::Ordinal,
        Some("code") => ColumnKind::Code,
        Some("centered") => ColumnKind::Centered,
        Some("integer") => ColumnKind::Integer,
        Some("decimal") => ColumnKind::Decimal,
        Some("date") => ColumnKind::Date,
        _ => ColumnKind::Text,
    }
}
