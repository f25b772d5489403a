//! One typed cell.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, RowNum, Worksheet, XlsxError};

use super::look;
use crate::model::{CellValue, ColumnKind, TableCell};
use crate::vietnamese::date_short;

/// Largest whole number that a workbook shows with all its digits.
const EXACT: u64 = 999_999_999_999_999;

/// What `cell` holds in the workbook: codes are words, whatever they look like, and so are numbers and dates that a
/// workbook would change.
pub fn value(kind: ColumnKind, cell: &TableCell) -> CellValue {
    match (&cell.value, kind) {
        (CellValue::Text(words), _) if words.is_empty() => CellValue::Empty,
        (CellValue::Integer(_) | CellValue::Decimal { .. }, ColumnKind::Code) => CellValue::Text(cell.text.plain()),
        (other, _) => storable(other),
    }
}

/// `value`, or its words when a workbook would change it.
pub fn storable(value: &CellValue) -> CellValue {
    match value {
        CellValue::Integer(number) if number.unsigned_abs() > EXACT => CellValue::Text(number.to_string()),
        CellValue::Decimal { digits, scale } if digits.unsigned_abs() > EXACT || *scale > 15 => {
            CellValue::Text(format!("{digits}e-{scale}"))
        }
        CellValue::Date(date) if excel_date(*date).is_none() => CellValue::Text(date_short(*date)),
        CellValue::Empty | CellValue::Text(_) | CellValue::Integer(_) | CellValue::Decimal { .. } => value.clone(),
        CellValue::Date(_) => value.clone(),
    }
}

/// Writes `value`, which is [`storable`], at `row` and `column`.
pub fn write(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    value: &CellValue,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        CellValue::Empty => sheet.write_blank(row, column, format)?,
        CellValue::Text(words) => sheet.write_string_with_format(row, column, words, format)?,
        CellValue::Integer(number) => sheet.write_number_with_format(row, column, *number as f64, format)?,
        CellValue::Decimal { digits, scale } => {
            // Both are exact in binary, so the quotient is the double nearest to the decimal.
            let number = *digits as f64 / 10_f64.powi(i32::from(*scale));
            sheet.write_number_with_format(row, column, number, format)?
        }
        CellValue::Date(date) => match excel_date(*date) {
            Some(date) => sheet.write_datetime_with_format(row, column, &date, format)?,
            None => sheet.write_string_with_format(row, column, date.to_string(), format)?,
        },
    };
    Ok(())
}

/// Writes a column head, or another line of words in `format`.
pub fn words(
    sheet: &mut Worksheet,
    (row, column): (RowNum, ColNum),
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, words, format)?;
    Ok(())
}

/// Writes words in the look of a text cell.
pub fn text(sheet: &mut Worksheet, at: (RowNum, ColNum), words: &str) -> Result<(), XlsxError> {
    let value = CellValue::Text(words.to_owned());
    write(sheet, at, &value, &look::cell(ColumnKind::Text, &value, false))
}

/// The date as a workbook counts it. Excel's calendar begins on 1 January 1900 and is a day off until March.
fn excel_date(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
}
