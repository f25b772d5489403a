//! The sheet `Nguồn`: the answer behind each cell of the tables.
//!
//! A sheet and not a note on each cell: it can be filtered, printed and searched, and a table of a thousand rows stays a
//! plain table.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError, utility};

use super::page::{self, Need};
use super::{cells, names};
use crate::assets::fonts::Face;
use crate::model::{DataTable, TableCell};

const HEADS: [&str; 4] = ["Trang tính", "Ô", "Cột", "Đường dẫn trong phiếu trả lời"];

/// Rows that fit beside the title and the head.
const MOST: usize = 1_048_576 - 2;

/// A cell with its sheet, its column and the answer behind it.
pub type Line = [String; 4];

/// The cells of `tables`, whose sheets are `sheets`, that have an answer behind them.
pub fn lines(tables: &[&DataTable], sheets: &[String]) -> Vec<Line> {
    tables.iter().zip(sheets).flat_map(|(table, name)| of_table(table, name)).take(MOST).collect()
}

/// Writes `lines` into `sheet`.
pub fn write(sheet: &mut Worksheet, lines: &[Line]) -> Result<(), XlsxError> {
    sheet.set_name(names::SOURCES)?;
    let widths = widths(lines);
    page::frame(sheet, "NGUỒN CỦA TỪNG Ô TRONG CÁC BẢNG", &HEADS, &widths)?;
    for (row, line) in (page::FIRST..).zip(lines) {
        for (column, words) in (0..).zip(line) {
            cells::text(sheet, (row, column), words)?;
        }
        page::fit(sheet, row, line.iter().map(String::as_str).zip(widths.iter().copied()), Face::Regular)?;
    }
    page::filter(sheet, lines.len(), HEADS.len())
}

fn of_table(table: &DataTable, name: &str) -> Vec<Line> {
    let rows = (page::FIRST..).zip(table.rows.iter().chain(&table.total));
    rows.flat_map(|(row, cells)| of_row(table, name, row, cells)).collect()
}

fn of_row(table: &DataTable, name: &str, row: RowNum, cells: &[TableCell]) -> Vec<Line> {
    let cells = (0 as ColNum..).zip(&table.columns).zip(cells);
    cells
        .filter_map(|((number, column), cell)| {
            let path = cell.source.as_ref()?;
            let cell = utility::row_col_to_cell(row, number);
            Some([name.to_owned(), cell, column.label.clone(), path.as_str().to_owned()])
        })
        .collect()
}

fn widths(lines: &[Line]) -> Vec<f64> {
    let longest = |column: usize| lines.iter().map(|line| page::longest_line(&line[column])).fold(0.0, f64::max);
    let shares = [0.25, 0.06, 0.25, 0.45];
    let need = |column: usize| Need {
        head: page::longest_word(HEADS[column]),
        content: longest(column),
        share: shares[column],
    };
    page::widths(&[need(0), need(1), need(2), need(3)])
}
