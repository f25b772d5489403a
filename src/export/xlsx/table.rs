//! The sheet of one table.

use rust_xlsxwriter::{ColNum, Formula, IgnoreError, RowNum, Worksheet, XlsxError, utility};

use super::page::{self, Need};
use super::{cells, look};
use crate::assets::fonts::Face;
use crate::model::{CellValue, Column, ColumnKind, DataTable, TableCell};

/// Writes `table` into `sheet` under `name`.
pub fn write(sheet: &mut Worksheet, table: &DataTable, name: &str) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let widths = page::widths(&needs(table));
    let heads: Vec<&str> = table.columns.iter().map(|column| column.label.as_str()).collect();
    page::frame(sheet, &title(table), &heads, &widths)?;
    for (row, cells) in (page::FIRST..).zip(&table.rows) {
        write_row(sheet, table, row, cells)?;
        let words: Vec<String> = cells.iter().map(|cell| cell.text.plain()).collect();
        page::fit(sheet, row, words.iter().map(String::as_str).zip(widths.iter().copied()), Face::Regular)?;
    }
    let mut next = page::FIRST + table.rows.len() as RowNum;
    if let Some(total) = &table.total {
        write_total(sheet, table, next, total)?;
        let words: Vec<String> = total.iter().map(|cell| cell.text.plain()).collect();
        page::fit(sheet, next, words.iter().map(String::as_str).zip(widths.iter().copied()), Face::Bold)?;
        next += 1;
    }
    if let Some(note) = &table.note {
        page::banner(sheet, next, &note.plain(), &widths, &look::note())?;
    }
    codes_are_meant(sheet, table)?;
    page::filter(sheet, table.rows.len(), table.columns.len())
}

/// `Bảng 1. Tên bảng`.
pub fn title(table: &DataTable) -> String {
    match &table.label {
        Some(label) if table.caption.is_empty() => label.clone(),
        Some(label) => format!("{label}. {}", table.caption.plain()),
        None => table.caption.plain(),
    }
}

fn write_row(sheet: &mut Worksheet, table: &DataTable, row: RowNum, cells: &[TableCell]) -> Result<(), XlsxError> {
    for ((number, column), cell) in (0..).zip(&table.columns).zip(cells) {
        let value = cells::value(column.kind, cell);
        cells::write(sheet, (row, number), &value, &look::cell(column.kind, &value, false))?;
    }
    Ok(())
}

/// The total row: a sum where it is the column's sum, so that the workbook stays right when a row is mended; else the
/// value alone.
fn write_total(sheet: &mut Worksheet, table: &DataTable, row: RowNum, total: &[TableCell]) -> Result<(), XlsxError> {
    for ((number, column), cell) in (0..).zip(&table.columns).zip(total) {
        let value = cells::value(column.kind, cell);
        let format = look::cell(column.kind, &value, true);
        match (&value, sum(table, number)) {
            (CellValue::Integer(total), Some(sum)) if *total == sum => {
                let formula = sum_formula(number, table.rows.len() as RowNum).set_result(total.to_string());
                sheet.write_formula_with_format(row, number, formula, &format)?;
            }
            _ => cells::write(sheet, (row, number), &value, &format)?,
        }
    }
    Ok(())
}

/// The sum of a column of whole numbers; `None` when it holds anything else.
fn sum(table: &DataTable, column: ColNum) -> Option<i64> {
    let kind = table.columns.get(usize::from(column))?.kind;
    if kind != ColumnKind::Integer || table.rows.is_empty() {
        return None;
    }
    table.rows.iter().try_fold(0_i64, |sum, row| match row.get(usize::from(column)).map(|cell| &cell.value) {
        Some(CellValue::Integer(number)) => sum.checked_add(*number),
        Some(CellValue::Empty) => Some(sum),
        Some(CellValue::Text(_) | CellValue::Decimal { .. } | CellValue::Date(_)) | None => None,
    })
}

fn sum_formula(column: ColNum, rows: RowNum) -> Formula {
    let first = utility::row_col_to_cell(page::FIRST, column);
    let last = utility::row_col_to_cell(page::FIRST + rows - 1, column);
    Formula::new(format!("=SUM({first}:{last})"))
}

/// Codes that look like numbers are words on purpose: no warning mark in their cells.
fn codes_are_meant(sheet: &mut Worksheet, table: &DataTable) -> Result<(), XlsxError> {
    for (number, column) in (0..).zip(&table.columns) {
        if column.kind == ColumnKind::Code && !table.rows.is_empty() {
            let last = page::FIRST + table.rows.len() as RowNum - 1;
            sheet.ignore_error_range(page::FIRST, number, last, number, IgnoreError::NumberStoredAsText)?;
        }
    }
    Ok(())
}

fn needs(table: &DataTable) -> Vec<Need> {
    let whole: f64 = table.columns.iter().map(|column| column.width.max(0.0)).sum();
    let share = |column: &Column| if whole > 0.0 { column.width.max(0.0) / whole } else { 1.0 };
    let lines = |index: usize| {
        let cells = table.rows.iter().chain(&table.total).filter_map(move |row| row.get(index));
        cells.map(|cell| page::longest_line(&cell.text.plain())).fold(0.0, f64::max)
    };
    table
        .columns
        .iter()
        .enumerate()
        .map(|(index, column)| Need {
            head: page::longest_word(&column.label),
            content: column.wrap_every.map_or_else(|| lines(index), |every| page::longest_line(&"0".repeat(every))),
            share: share(column),
        })
        .collect()
}
