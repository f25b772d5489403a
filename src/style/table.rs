//! Tables: caption, columns, cells, total, note.

use super::columns::widths;
use super::context::Context;
use super::words::widest;
use super::{Align, Block, Cell, Look, Page, Paragraph, Row, Table};
use crate::diag::{Diagnostic, Message};
use crate::length::Length;
use crate::model::{Column, ColumnKind, DataTable, Role, Run, TableCell, Text};

/// How the tables of one part of the document are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting {
    /// Size of the text in them.
    pub size: Length,
    /// Their width: that of the text.
    pub width: Length,
    /// Height of the text area, which no figure is higher than.
    pub height: Length,
    /// Whether every word of every table has a line's room.
    pub is_roomy: bool,
}

/// The largest of `sizes` at which no column of `tables` is squeezed, else the largest at which no word has to be cut,
/// else the smallest.
pub(super) fn setting(context: &Context, tables: &[&DataTable], sizes: &[Length], page: &Page) -> Setting {
    let (width, height) = (page.text_width(), page.text_height());
    let mut setting = Setting { size: context.look(Role::TableCell).size, width, height, is_roomy: false };
    let mut roomy = None;
    for &size in sizes {
        setting.size = size;
        let least: Vec<Vec<Length>> = tables.iter().map(|table| least_widths(context, table, size)).collect();
        if least.iter().all(|least| is_roomy(least, width)) {
            let found = Setting { is_roomy: true, ..setting };
            if tables.iter().zip(&least).all(|(table, least)| is_comfortable(context, table, least, width)) {
                return found;
            }
            roomy = roomy.or(Some(found));
        }
    }
    roomy.unwrap_or(setting)
}

/// Whether every word of a table has a line's room.
fn is_roomy(least: &[Length], width: Length) -> bool {
    least.iter().copied().sum::<Length>() <= width
}

/// Whether no column loses much of its share to the long words of another.
fn is_comfortable(context: &Context, table: &DataTable, least: &[Length], width: Length) -> bool {
    let shares: Vec<f64> = table.columns.iter().map(|column| column.width).collect();
    let all: f64 = shares.iter().sum();
    let widths = widths(&shares, least, width);
    let keeps = |(share, column): (&f64, &Length)| {
        column.to_pt() >= width.to_pt() * share / all * context.rules.table.least_share
    };
    shares.iter().zip(&widths).all(keeps)
}

/// A warning for a table in which words are cut.
pub(super) fn too_narrow(context: &Context, table: &DataTable, setting: Setting) -> Option<Diagnostic> {
    if setting.is_roomy || is_roomy(&least_widths(context, table, setting.size), setting.width) {
        return None;
    }
    let name = table.label.clone().unwrap_or_else(|| table.sheet.clone());
    let message = Message::new(
        format!("{name}: các cột quá hẹp, có từ phải ngắt giữa chừng"),
        format!("{name}: the columns are too narrow, some words are cut"),
    );
    let hint = Message::new(
        "Bớt cột, rút ngắn tên tệp hoặc mã, hoặc đưa bảng sang phụ lục trang ngang",
        "Use fewer columns or shorter codes, or move the table to a landscape annex",
    );
    Some(Diagnostic::warning("style/table-too-narrow", message).hint(hint))
}

/// A table with its caption and note; `space_before` is above a table that has no caption.
pub(super) fn table(context: &Context, data: &DataTable, setting: Setting, space_before: Length) -> Vec<Block> {
    let caption = caption(context, data, setting.width);
    let space_before = if caption.is_some() { context.rules.table.space_before } else { space_before };
    let least = least_widths(context, data, setting.size);
    let shares: Vec<f64> = data.columns.iter().map(|column| column.width).collect();
    let columns = widths(&shares, &least, setting.width);
    let grid = Columns { context, data, widths: &columns, size: setting.size };
    let rows = data.rows.iter().map(|row| grid.row(row)).chain(data.total.as_ref().map(|total| grid.total(total)));
    let table = Table {
        head: vec![grid.head()],
        rows: rows.collect(),
        stroke: context.rules.table.stroke,
        padding_x: context.rules.table.padding_x,
        padding_y: context.rules.table.padding_y,
        space_before,
        description: description(data),
        columns: columns.clone(),
    };
    let note = note(context, data, setting.width);
    caption.into_iter().chain([Block::Table(table)]).chain(note).collect()
}

/// Tên bảng, after its number. A table without a number is its annex's whole content and named by the annex.
fn caption(context: &Context, data: &DataTable, width: Length) -> Option<Block> {
    let label = data.label.as_ref()?;
    let separator = if data.caption.is_empty() { "" } else { &context.rules.wording.caption_separator };
    let text = Text::fixed(format!("{label}{separator}")).join(data.caption.clone());
    context.lines(Role::TableCaption, &text, width).map(|(paragraph, _)| Block::Paragraph(paragraph))
}

fn description(data: &DataTable) -> String {
    let words = [data.caption.plain(), data.label.clone().unwrap_or_default(), data.sheet.clone()];
    words.into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

/// Ghi chú.
fn note(context: &Context, data: &DataTable, width: Length) -> Option<Block> {
    let look = context.look(Role::TableNote).clone();
    context.paragraph(Role::TableNote, data.note.as_ref()?, look, width).map(Block::Paragraph)
}

/// The least width of each column: its longest word, with the padding.
fn least_widths(context: &Context, data: &DataTable, size: Length) -> Vec<Length> {
    let labelled = data.total.as_ref().map_or(0, |total| total_label(total));
    let of_column = |(at, column): (usize, &Column)| {
        let label = Text::fixed(&column.label);
        let head = [(Role::TableHeader, &label)];
        let rows = data.rows.iter().filter_map(|row| row.get(at)).map(|cell| (Role::TableCell, &cell.text));
        let total = data.total.iter().filter(|_| at >= labelled).filter_map(|row| row.get(at));
        let total = total.map(|cell| (Role::TableTotal, &cell.text));
        let texts = head.into_iter().chain(rows).chain(total);
        let words = texts.map(|(role, text)| widest_word(context, role, text, column, size));
        let widest = words.fold(0.0, f64::max);
        let padding = context.rules.table.padding_x;
        Length::pt(widest) + padding + padding + context.rules.table.slack
    };
    data.columns.iter().enumerate().map(of_column).collect()
}

fn widest_word(context: &Context, role: Role, text: &Text, column: &Column, size: Length) -> f64 {
    let look = Look { size, ..context.look(role).clone() };
    widest(&context.runs(&wrapped(text, column.wrap_every), &look), size)
}

/// How many columns the label of the total row takes: the empty cells before it are its own.
fn total_label(total: &[TableCell]) -> usize {
    total.iter().position(|cell| !cell.text.is_empty()).map_or(0, |at| at + 1)
}

/// A long code with a line break after every `every` characters.
fn wrapped(text: &Text, every: Option<usize>) -> Text {
    let Some(every) = every.filter(|&every| every > 0) else { return text.clone() };
    let mut count = 0;
    let mut wrap = |run: &Run| {
        let mut words = String::with_capacity(run.text.len() + run.text.len() / every);
        for character in run.text.chars() {
            if count == every && !character.is_whitespace() {
                words.push('\n');
                count = 0;
            }
            count = if character.is_whitespace() { 0 } else { count + 1 };
            words.push(character);
        }
        Run { text: words, ..run.clone() }
    };
    Text(text.0.iter().map(&mut wrap).collect())
}

/// A table whose column widths are known.
struct Columns<'a> {
    context: &'a Context<'a>,
    data: &'a DataTable,
    widths: &'a [Length],
    size: Length,
}

impl Columns<'_> {
    fn head(&self) -> Row {
        let cell = |(at, column): (usize, &Column)| {
            self.cell(Role::TableHeader, &Text::fixed(&column.label), Align::Center, at..at + 1)
        };
        Row { cells: self.data.columns.iter().enumerate().map(cell).collect() }
    }

    fn row(&self, row: &[TableCell]) -> Row {
        Row { cells: self.cells(Role::TableCell, row, 0).collect() }
    }

    /// The total row: its label centred over the empty cells before it too.
    fn total(&self, total: &[TableCell]) -> Row {
        let labelled = total_label(total);
        let label = labelled.checked_sub(1).and_then(|at| total.get(at));
        let label = label.map(|cell| self.cell(Role::TableTotal, &cell.text, Align::Center, 0..labelled));
        Row { cells: label.into_iter().chain(self.cells(Role::TableTotal, total, labelled)).collect() }
    }

    /// The cells from column `first` on; a row too short is filled with empty ones.
    fn cells(&self, role: Role, row: &[TableCell], first: usize) -> impl Iterator<Item = Cell> {
        self.data.columns.iter().enumerate().skip(first).map(move |(at, column)| {
            let text = row.get(at).map(|cell| wrapped(&cell.text, column.wrap_every)).unwrap_or_default();
            self.cell(role, &text, align(column.kind), at..at + 1)
        })
    }

    fn cell(&self, role: Role, text: &Text, align: Align, columns: std::ops::Range<usize>) -> Cell {
        let padding = self.context.rules.table.padding_x;
        let width: Length = self.widths[columns.clone()].iter().copied().sum();
        let look = Look { size: self.size, align, ..self.context.look(role).clone() };
        let paragraph: Option<Paragraph> = self.context.paragraph(role, text, look, width - padding - padding);
        Cell { span: columns.len() as u16, paragraph }
    }
}

/// Căn lề of what a column holds.
fn align(kind: ColumnKind) -> Align {
    match kind {
        ColumnKind::Ordinal | ColumnKind::Centered | ColumnKind::Date => Align::Center,
        ColumnKind::Text | ColumnKind::Code => Align::Left,
        ColumnKind::Integer | ColumnKind::Decimal => Align::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_in_four_lines() {
        let hash = "8590ab5f75c1e24fad0b6bcf1003413205f8f0e2411a4ed9c38d37eec686a476";
        let lines = wrapped(&Text::fixed(hash), Some(16)).plain();
        assert_eq!(lines.split('\n').map(str::len).collect::<Vec<_>>(), [16; 4]);
        assert_eq!(lines.replace('\n', ""), hash);
        assert_eq!(wrapped(&Text::fixed("0123456789"), Some(16)).plain(), "0123456789");
        assert_eq!(wrapped(&Text::fixed(hash), None).plain(), hash);
    }
}
