use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Text;
use crate::diag::AnswerPath;

/// A table as data: what the page prints and the workbook holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DataTable {
    /// Its key in the template.
    pub id: String,
    /// `Bảng 1`; `None` for a table that is an annex's whole content.
    pub label: Option<String>,
    /// Tên bảng, without the label.
    pub caption: Text,
    /// Vietnamese sheet name, at most 31 characters.
    pub sheet: String,
    /// Columns, left to right.
    pub columns: Vec<Column>,
    /// Rows; each has one cell a column.
    pub rows: Vec<Vec<TableCell>>,
    /// The total row, in the columns' order.
    pub total: Option<Vec<TableCell>>,
    /// Ghi chú under the table.
    pub note: Option<Text>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Column {
    /// Tên cột.
    pub label: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Share of the table's width; only the ratio to the other columns counts.
    pub width: f64,
    /// A long code that may break after every n characters (a SHA-256 in four lines of 16).
    pub wrap_every: Option<usize>,
}

/// What the cells of a column hold; decides alignment on paper and type in the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// STT: centred.
    Ordinal,
    /// Words: left.
    Text,
    /// Codes that look like numbers or words: left, text in the workbook.
    Code,
    /// Short words or pairs, centred.
    Centered,
    /// Whole number: right, dots between thousands.
    Integer,
    /// Number with decimals: right, decimal comma.
    Decimal,
    /// Date: centred, dd/mm/yyyy.
    Date,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableCell {
    /// As printed.
    pub text: Text,
    /// As data.
    pub value: CellValue,
    /// The answer it prints, or the expression that computed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<AnswerPath>,
}

/// A typed value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CellValue {
    /// Nothing.
    Empty,
    /// Words or codes.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number, rounded as printed: digits and their scale (929, 1 is 92.9).
    Decimal {
        /// All digits.
        digits: i64,
        /// How many of them stand after the decimal mark.
        scale: u8,
    },
    /// A date.
    Date(NaiveDate),
}

/// A computed figure: never typed by hand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Its key in the template.
    pub id: String,
    /// What it counts, in Vietnamese.
    pub label: String,
    /// Its value.
    pub value: CellValue,
    /// The expression that computed it.
    pub formula: String,
    /// The answers it was computed from.
    pub sources: Vec<AnswerPath>,
}
