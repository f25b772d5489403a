//! The workbook: the report's tables and figures as typed cells.
//!
//! The first sheet, `Số liệu`, holds every computed figure with its formula and the answers it rests on; then one sheet a
//! table and one a chart; the last sheet, `Nguồn`, names the answer behind each cell of these. None of them is without
//! content. Words are never formulas, whatever they begin with, and codes keep their leading zeros.

mod cells;
mod charts;
mod figures;
mod limits;
mod look;
mod names;
mod page;
mod sources;
mod table;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::diag::{Diagnostic, Message};
use crate::model::{DataTable, Document, Properties};

/// What the workbook needs beside the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XlsxOptions {
    /// The date of the file itself, stored as midnight UTC: the document's, never the clock's.
    pub date: NaiveDate,
    /// The answers file as its user named it, for findings.
    pub answers: String,
}

/// Whether `document` has anything that a workbook holds.
pub fn has_content(document: &Document) -> bool {
    !document.tables.is_empty() || !document.figures.is_empty() || !document.charts.is_empty()
}

/// The workbook of `document`: the same document and options give the same bytes.
///
/// # Errors
/// Every text and table that is larger than a workbook can hold, each with its answer path.
pub fn xlsx(document: &Document, options: &XlsxOptions) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let charts: Vec<DataTable> = document.charts.iter().map(charts::table).collect();
    let tables: Vec<&DataTable> = document.tables.iter().chain(&charts).collect();
    let findings = limits::check(&tables, &document.figures, options);
    if !findings.is_empty() {
        return Err(findings);
    }
    write(document, &tables, options).map_err(|fault| vec![refused(&fault)])
}

fn write(document: &Document, tables: &[&DataTable], options: &XlsxOptions) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(&document.properties, options.date)?);
    let names = names::sheets(tables.iter().map(|table| table.sheet.as_str()));
    // A sheet has something to tell; a document without any has the one that says so.
    if !document.figures.is_empty() || tables.is_empty() {
        figures::write(book.add_worksheet(), &document.figures)?;
    }
    for (table, name) in tables.iter().zip(&names) {
        table::write(book.add_worksheet(), table, name)?;
    }
    let sources = sources::lines(tables, &names);
    if !sources.is_empty() {
        sources::write(book.add_worksheet(), &sources)?;
    }
    book.save_to_buffer()
}

fn properties(facts: &Properties, date: NaiveDate) -> Result<DocProperties, XlsxError> {
    let created = match u16::try_from(date.year()) {
        Ok(year) => ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)?,
        Err(_) => ExcelDateTime::from_ymd(1900, 1, 1)?,
    };
    let properties = DocProperties::new()
        .set_title(&facts.title)
        .set_subject(&facts.subject)
        .set_author(&facts.author)
        .set_company(&facts.author)
        .set_creation_datetime(&created);
    Ok(match &facts.identifier {
        Some(identifier) => properties.set_keywords(identifier),
        None => properties,
    })
}

fn refused(fault: &XlsxError) -> Diagnostic {
    Diagnostic::error(
        "xlsx/refused",
        Message::new(
            format!("Không ghi được bảng tính: {fault}."),
            format!("The workbook could not be written: {fault}."),
        ),
    )
}
