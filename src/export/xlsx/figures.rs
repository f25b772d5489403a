//! The sheet `Số liệu`: every computed figure, how it was computed and from which answers.

use rust_xlsxwriter::{RowNum, Worksheet, XlsxError};

use super::page::{self, Need};
use super::{cells, look, names};
use crate::assets::fonts::Face;
use crate::model::{ColumnKind, Figure};

const HEADS: [&str; 6] = ["STT", "Chỉ tiêu", "Giá trị", "Cách tính", "Đường dẫn trong phiếu trả lời", "Mã"];

/// What is told of a document without figures, tables and charts.
const NOTHING: &str = "Văn bản không có bảng, biểu đồ và số liệu tổng hợp.";

/// Writes `figures` into `sheet`.
pub fn write(sheet: &mut Worksheet, figures: &[Figure]) -> Result<(), XlsxError> {
    sheet.set_name(names::FIGURES)?;
    let widths = widths(figures);
    if figures.is_empty() {
        return cells::words(sheet, (page::TITLE, 0), NOTHING, &look::note());
    }
    page::frame(sheet, "SỐ LIỆU TỔNG HỢP CỦA VĂN BẢN", &HEADS, &widths)?;
    for (row, figure) in (page::FIRST..).zip(figures) {
        write_row(sheet, row, figure)?;
        let words = [figure.label.clone(), figure.formula.clone(), paths(figure), figure.id.clone()];
        page::fit(
            sheet,
            row,
            words.iter().map(String::as_str).zip([widths[1], widths[3], widths[4], widths[5]]),
            Face::Regular,
        )?;
    }
    page::filter(sheet, figures.len(), HEADS.len())
}

/// The answers a figure rests on, one a line.
pub fn paths(figure: &Figure) -> String {
    figure.sources.iter().map(|path| path.as_str()).collect::<Vec<_>>().join("\n")
}

fn write_row(sheet: &mut Worksheet, row: RowNum, figure: &Figure) -> Result<(), XlsxError> {
    let number = crate::model::CellValue::Integer(i64::from(row - page::FIRST) + 1);
    cells::write(sheet, (row, 0), &number, &look::cell(ColumnKind::Ordinal, &number, false))?;
    cells::text(sheet, (row, 1), &figure.label)?;
    let value = cells::storable(&figure.value);
    cells::write(sheet, (row, 2), &value, &look::cell(ColumnKind::Integer, &value, false))?;
    cells::text(sheet, (row, 3), &figure.formula)?;
    cells::text(sheet, (row, 4), &paths(figure))?;
    cells::text(sheet, (row, 5), &figure.id)
}

fn widths(figures: &[Figure]) -> Vec<f64> {
    let longest =
        |text: fn(&Figure) -> String| figures.iter().map(|f| page::longest_line(&text(f))).fold(0.0, f64::max);
    let need = |head: &str, content, share| Need { head: page::longest_word(head), content, share };
    page::widths(&[
        need(HEADS[0], 3.0, 0.05),
        need(HEADS[1], longest(|figure| figure.label.clone()), 0.3),
        need(HEADS[2], 14.0, 0.1),
        need(HEADS[3], longest(|figure| figure.formula.clone()), 0.35),
        need(HEADS[4], longest(paths), 0.35),
        need(HEADS[5], longest(|figure| figure.id.clone()), 0.2),
    ])
}
