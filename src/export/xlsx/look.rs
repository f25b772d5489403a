//! How cells look. The decree rules paper, not workbooks: these sizes are the workbook's own.

use chrono::Datelike;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::model::{CellValue, ColumnKind};

/// Font of every cell.
pub const FONT: &str = "Times New Roman";
/// Font size of cells, in points.
pub const SIZE: f64 = 12.0;
/// Font size of the title row, in points.
const TITLE_SIZE: f64 = 13.0;
/// Ground of the header row.
const HEADER_GROUND: u32 = 0x00DD_E6F0;

/// The title over a table.
pub fn title() -> Format {
    plain().set_font_size(TITLE_SIZE).set_bold().set_align(FormatAlign::Center).set_text_wrap()
}

/// A column head.
pub fn header() -> Format {
    bordered().set_bold().set_align(FormatAlign::Center).set_text_wrap().set_background_color(HEADER_GROUND)
}

/// The note under a table.
pub fn note() -> Format {
    plain().set_italic().set_text_wrap()
}

/// A cell of a `kind` column that holds `value`; `total` in the total row.
pub fn cell(kind: ColumnKind, value: &CellValue, total: bool) -> Format {
    let format = bordered().set_align(align(kind, value)).set_num_format(number_format(kind, value));
    let format = match value {
        CellValue::Text(words) if is_formula_like(words) => format.set_text_wrap().set_quote_prefix(),
        CellValue::Text(_) => format.set_text_wrap(),
        CellValue::Empty | CellValue::Integer(_) | CellValue::Decimal { .. } | CellValue::Date(_) => format,
    };
    if total { format.set_bold() } else { format }
}

/// Words that a spreadsheet would compute if someone edits the cell; marked so that they stay words.
fn is_formula_like(words: &str) -> bool {
    words.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn align(kind: ColumnKind, value: &CellValue) -> FormatAlign {
    match (kind, value) {
        (ColumnKind::Ordinal | ColumnKind::Centered | ColumnKind::Date, _) => FormatAlign::Center,
        (ColumnKind::Text | ColumnKind::Code, _) => FormatAlign::Left,
        (ColumnKind::Integer | ColumnKind::Decimal, CellValue::Text(_)) => FormatAlign::Center,
        (ColumnKind::Integer | ColumnKind::Decimal, _) => FormatAlign::Right,
    }
}

/// Marks between thousands and decimals follow the reader's own settings: the file holds only where they stand.
fn number_format(kind: ColumnKind, value: &CellValue) -> String {
    match (value, kind) {
        (CellValue::Integer(_), ColumnKind::Ordinal) => "0".to_owned(),
        (CellValue::Integer(_), _) => "#,##0".to_owned(),
        (CellValue::Decimal { scale: 0, .. }, _) => "#,##0".to_owned(),
        (CellValue::Decimal { scale, .. }, _) => format!("#,##0.{}", "0".repeat(usize::from(*scale))),
        // As the pages have them: a zero before January and February only.
        (CellValue::Date(date), _) if date.month() <= 2 => "dd/mm/yyyy".to_owned(),
        (CellValue::Date(_), _) => "dd/m/yyyy".to_owned(),
        (CellValue::Text(_), _) => "@".to_owned(),
        (CellValue::Empty, _) => "General".to_owned(),
    }
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE).set_align(FormatAlign::Top)
}

fn bordered() -> Format {
    plain().set_border(FormatBorder::Thin)
}
