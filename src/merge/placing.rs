//! Every table, picture and chart of a text gets its place among the document's.

use super::draft::{Draft, Page, Things};
use super::{Merge, figures, tables};
use crate::diag::Diagnostic;
use crate::model::{Block, Chart, DataTable, Picture};
use crate::rules::Units;

impl Merge<'_> {
    /// Gives every table, picture and chart of a page its place; one of the template without rows has none. What comes back
    /// is wrong with the files of pictures.
    pub(super) fn place(&self, page: &mut Page, things: &mut Things) -> Result<Vec<Diagnostic>, Diagnostic> {
        let mut problems = Vec::new();
        for draft in std::mem::take(&mut page.drafts) {
            let (block, linked) = match draft {
                Draft::Table(id) => (self.table(&id)?.map(|table| things.table(table)), false),
                Draft::Data(table) => (Some(things.table(*table)), true),
                Draft::Chart(id) => (self.chart(&id)?.map(|chart| things.chart(chart)), false),
                Draft::Figures(chart) => (Some(things.chart(*chart)), true),
                Draft::Picture(picture) => match figures::read(self.input.files, self.input.answers, *picture) {
                    Ok(picture) => (Some(things.picture(picture)), true),
                    Err(problem) => {
                        problems.push(problem);
                        (None, false)
                    }
                },
                Draft::Paragraph { .. } | Draft::Placed { .. } => {
                    page.drafts.push(draft);
                    continue;
                }
            };
            page.drafts.extend(block.map(|block| Draft::Placed { block, linked }));
        }
        Ok(problems)
    }

    fn table(&self, id: &str) -> Result<Option<DataTable>, Diagnostic> {
        let (program, answers) = (self.input.program, self.answers());
        let Some(def) = program.template.manifest.tables.iter().find(|def| def.id == id) else { return Ok(None) };
        tables::table(program, def, &self.scope, &self.context, self.reading(&answers))
    }

    fn chart(&self, id: &str) -> Result<Option<Chart>, Diagnostic> {
        let program = self.input.program;
        let Some(def) = program.template.manifest.charts.iter().find(|def| def.id == id) else { return Ok(None) };
        figures::computed(program, def, &self.scope, &self.context)
    }
}

impl Things {
    fn table(&mut self, table: DataTable) -> Block {
        self.tables.push(table);
        Block::Table(self.tables.len() - 1)
    }

    fn picture(&mut self, picture: Picture) -> Block {
        self.pictures.push(picture);
        Block::Picture(self.pictures.len() - 1)
    }

    fn chart(&mut self, chart: Chart) -> Block {
        self.charts.push(chart);
        Block::Chart(self.charts.len() - 1)
    }

    /// Bảng 1, Hình 1, Biểu đồ 1 …: what has a caption, in the order of the page. A table of the answers has its sheet's
    /// name from it.
    pub(super) fn number(&mut self, units: &Units) {
        let mut labels = labels(&units.table);
        for table in &mut self.tables {
            table.label = (!table.caption.is_empty()).then(&mut labels);
            if table.sheet.is_empty() {
                table.sheet = table.label.clone().unwrap_or_else(|| units.table.clone());
            }
        }
        let mut labels = self::labels(&units.picture);
        for picture in &mut self.pictures {
            picture.label = (!picture.caption.is_empty()).then(&mut labels);
        }
        let mut labels = self::labels(&units.chart);
        for chart in &mut self.charts {
            chart.label = (!chart.caption.is_empty()).then(&mut labels);
        }
    }
}

/// `Bảng 1`, then `Bảng 2` …
fn labels(word: &str) -> impl FnMut() -> String {
    let (word, mut number) = (word.to_owned(), 0);
    move || {
        number += 1;
        format!("{word} {number}")
    }
}
