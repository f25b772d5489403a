//! Tables of records in workbooks.

use std::collections::HashSet;
use std::io::{Read, Seek};
use std::path::Path;

use calamine::{
    CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xlsx, open_workbook,
};

use super::rows::{Body, Row, Visit, paths};
use super::tree::scalar;
use super::{cell_messages, hidden, messages};
use crate::answers::Node;
use crate::diag::Diagnostic;

/// Seconds of a day.
const DAY: f64 = 24.0 * 60.0 * 60.0;
/// The least number that has more digits than a workbook keeps.
const TOO_LONG: f64 = 1e15;

/// Reads the first sheet of a workbook that is not hidden. A number is read as it stands, a day as `2014-04-11`. The headings are
/// returned, where a record stands below them.
pub(super) fn xlsx(path: &Path, name: &str, visit: Visit<'_>) -> Result<Vec<String>, Diagnostic> {
    let wrong = |error: calamine::XlsxError| messages::unreadable(name, &error);
    let mut book: Xlsx<_> = open_workbook(path).map_err(wrong)?;
    let sheet = seen(&book);
    let merged = book.merge_cells_by_sheet_name(&sheet).map_err(wrong)?;
    let hidden = hidden::rows(path, &sheet);
    let whole = |row, headings: &[String]| whole(row, headings, &merged, &hidden, name);
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(wrong)?;
    let (mut headings, mut row): (Vec<String>, Option<Row>) = (Vec::new(), None);
    let mut is_head = true;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(wrong)? {
        let (line, column) = (cell.pos.0 as usize + 1, cell.pos.1 as usize);
        if row.as_ref().is_some_and(|row| row.line != line) {
            let done = row.take();
            if is_head {
                headings = head(done, name)?;
                is_head = false;
            } else if done.is_some_and(|row| !visit(whole(row, &headings))) {
                return Ok(headings);
            }
        }
        let path = if is_head { String::new() } else { headings.get(column).cloned().unwrap_or_default() };
        if !is_head && path.is_empty() {
            continue;
        }
        let value = match &cell.value {
            DataRef::Empty if cell.formula.is_some() => Err(cell_messages::formula_open(name, line, column + 1)),
            data => value(data).map_err(|fault| fault.told(name, line, column + 1)),
        };
        let value = match value {
            Ok(None) => continue,
            Ok(Some(value)) => Ok(value),
            Err(fault) if is_head => return Err(fault),
            Err(fault) => Err(fault),
        };
        let row = row.get_or_insert_with(|| Row { line, body: Body::Cells(Vec::new()) });
        row.body.add(column + 1, path, value);
    }
    if let Some(row) = row.filter(|_| !is_head) {
        visit(whole(row, &headings));
    }
    Ok(headings)
}

/// The first sheet that is seen. A workbook always has one.
fn seen(book: &Xlsx<impl Read + Seek>) -> String {
    let is_seen = |sheet: &&Sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet;
    book.sheets_metadata().iter().find(is_seen).map(|sheet| sheet.name.clone()).unwrap_or_default()
}

/// The row, refused where it is hidden, and where merged cells hide an answer of it: only who hid it knows what is meant.
fn whole(row: Row, headings: &[String], merged: &[Dimensions], hidden: &HashSet<usize>, name: &str) -> Row {
    if hidden.contains(&row.line) {
        return Row { body: Body::Broken(Box::new(cell_messages::row_hidden(name, row.line))), ..row };
    }
    let line = row.line as u32 - 1;
    let is_named = |column: u32| headings.get(column as usize).is_some_and(|heading| !heading.is_empty());
    let hidden = merged.iter().filter(|area| (area.start.0..=area.end.0).contains(&line)).find_map(|area| {
        let first = if line == area.start.0 { area.start.1 + 1 } else { area.start.1 };
        (first..=area.end.1).find(|column| is_named(*column))
    });
    match hidden {
        None => row,
        Some(column) => {
            let fault = cell_messages::cell_merged(name, row.line, column as usize + 1);
            Row { body: Body::Broken(Box::new(fault)), ..row }
        }
    }
}

fn head(row: Option<Row>, name: &str) -> Result<Vec<String>, Diagnostic> {
    let Some(Body::Cells(cells)) = row.map(|row| row.body) else { return paths(std::iter::empty(), name) };
    let mut headings = Vec::new();
    for cell in cells {
        headings.resize(cell.column, String::new());
        headings[cell.column - 1] = cell.value.text().unwrap_or_default().to_owned();
    }
    paths(headings.into_iter(), name)
}

/// Why a cell has no value that could be used.
enum Fault<'a> {
    /// Its formula gives an error.
    Error(&'a CellErrorType),
    /// A number of more digits than workbooks keep.
    Long,
    /// A time that is no time of day.
    Duration,
    /// A day with a time of day; an answer is one of them.
    Moment,
}

impl Fault<'_> {
    fn told(self, name: &str, line: usize, column: usize) -> Diagnostic {
        match self {
            Fault::Error(error) => messages::cell_error(name, line, column, error),
            Fault::Long => cell_messages::number_long(name, line, column),
            Fault::Duration => cell_messages::duration(name, line, column),
            Fault::Moment => cell_messages::moment(name, line, column),
        }
    }
}

fn value<'a>(data: &'a DataRef<'_>) -> Result<Option<Node>, Fault<'a>> {
    Ok(match data {
        DataRef::Empty => None,
        DataRef::Error(error) => return Err(Fault::Error(error)),
        DataRef::Int(number) => Some(scalar(number.to_string(), true)),
        DataRef::Float(number) if number.abs() >= TOO_LONG => return Err(Fault::Long),
        DataRef::Float(number) => Some(scalar(shown(*number), true)),
        DataRef::Bool(truth) => Some(scalar(truth.to_string(), true)),
        DataRef::DateTime(moment) if moment.is_duration() => return Err(Fault::Duration),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            // Days are counted from 1; what is less is a time of day.
            if moment.as_f64() < 1.0 {
                return Ok(Some(scalar(time(moment), false)));
            }
            if moment.as_f64().fract() != 0.0 {
                return Err(Fault::Moment);
            }
            Some(scalar(format!("{year:04}-{month:02}-{day:02}"), false))
        }
        DataRef::DateTimeIso(text) => match text.split_once('T') {
            Some((_, time)) if time.bytes().any(|digit| (b'1'..=b'9').contains(&digit)) => return Err(Fault::Moment),
            Some((day, _)) => Some(scalar(day, false)),
            None => Some(scalar(text, false)),
        },
        DataRef::DurationIso(text) | DataRef::String(text) => filled(text),
        DataRef::SharedString(text) => filled(text),
    })
}

/// The time of day, `08:30`, with its seconds where it has any. Most times are no whole part of a day.
fn time(moment: &ExcelDateTime) -> String {
    let seconds = (moment.as_f64() * DAY).round() as u32;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

/// A number as workbooks show it, by fifteen digits: 0.3, where a formula gave 0.30000000000000004.
fn shown(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

fn filled(text: &str) -> Option<Node> {
    (!text.trim().is_empty()).then(|| scalar(text, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_fifteen_digits() {
        for (number, wanted) in
            [(0.1 + 0.2, "0.3"), (1269.0, "1269"), (123456789012345.0, "123456789012345"), (-2.5, "-2.5")]
        {
            assert_eq!(shown(number), wanted);
        }
    }
}
