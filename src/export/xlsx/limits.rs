//! What a workbook cannot hold: said before anything is written, with the answer that is too large.

use super::XlsxOptions;
use crate::diag::{AnswerPath, Diagnostic, Message, Place};
use crate::model::{CellValue, DataTable, Figure, TableCell};

/// UTF-16 units in a cell.
const CELL: usize = 32_767;
/// Rows in a sheet.
const ROWS: usize = 1_048_576;
/// Columns in a sheet.
const COLUMNS: usize = 16_384;
/// Rows of a sheet that are not a table's: title, head, total and note.
const FRAME: usize = 4;

/// Every text and table past the limits.
pub fn check(tables: &[&DataTable], figures: &[Figure], options: &XlsxOptions) -> Vec<Diagnostic> {
    let tables = tables.iter().flat_map(|table| of_table(table, options));
    tables.chain(figures.iter().flat_map(|figure| of_figure(figure, options))).collect()
}

fn of_table(table: &DataTable, options: &XlsxOptions) -> Vec<Diagnostic> {
    if table.rows.len() > ROWS - FRAME || table.columns.len() > COLUMNS {
        return vec![too_many(table)];
    }
    let cells = table.rows.iter().chain(&table.total).flatten();
    let words = [Some(&table.caption), table.note.as_ref()].into_iter().flatten();
    let words = words.map(|text| (text.plain(), text.0.iter().find_map(|run| run.source.clone())));
    let labels = table.columns.iter().map(|column| (column.label.clone(), None));
    let texts = cells.filter_map(of_cell).chain(words).chain(labels);
    texts.filter_map(|(text, source)| too_long(&text, source, options)).collect()
}

fn of_cell(cell: &TableCell) -> Option<(String, Option<AnswerPath>)> {
    match &cell.value {
        CellValue::Text(text) => Some((text.clone(), cell.source.clone())),
        CellValue::Empty | CellValue::Integer(_) | CellValue::Decimal { .. } | CellValue::Date(_) => None,
    }
}

fn of_figure(figure: &Figure, options: &XlsxOptions) -> Vec<Diagnostic> {
    let source = figure.sources.first();
    let value = match &figure.value {
        CellValue::Text(text) => text.clone(),
        CellValue::Empty | CellValue::Integer(_) | CellValue::Decimal { .. } | CellValue::Date(_) => String::new(),
    };
    let paths = super::figures::paths(figure);
    let texts = [value, figure.label.clone(), figure.formula.clone(), paths];
    texts.iter().filter_map(|text| too_long(text, source.cloned(), options)).collect()
}

fn too_long(text: &str, source: Option<AnswerPath>, options: &XlsxOptions) -> Option<Diagnostic> {
    let length = text.encode_utf16().count();
    (length > CELL).then(|| {
        let fault = Diagnostic::error(
            "xlsx/text-too-long",
            Message::new(
                format!("Nội dung dài {length} ký tự, một ô bảng tính chỉ chứa được {CELL} ký tự."),
                format!("The text has {length} characters; a workbook cell holds {CELL}."),
            ),
        )
        .hint(Message::new("Rút gọn nội dung, hoặc không xuất XLSX.", "Shorten the text, or leave XLSX out."));
        match source {
            Some(path) => fault.at(Place { file: options.answers.clone(), path: Some(path), span: None }),
            None => fault,
        }
    })
}

fn too_many(table: &DataTable) -> Diagnostic {
    let (rows, columns, id) = (table.rows.len(), table.columns.len(), &table.id);
    Diagnostic::error(
        "xlsx/table-too-large",
        Message::new(
            format!(
                "Bảng `{id}` có {rows} dòng, {columns} cột; một trang tính chỉ chứa được {ROWS} dòng, {COLUMNS} cột."
            ),
            format!("Table `{id}` has {rows} rows and {columns} columns; a sheet holds {ROWS} and {COLUMNS}."),
        ),
    )
    .hint(Message::new("Nộp bảng này bằng tệp CSV.", "Submit this table as a CSV file."))
}
