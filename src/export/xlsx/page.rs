//! Column widths and the set-up for print that every sheet shares.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::{cells, look};

/// A4 in the numbering of printer drivers.
const A4: u8 = 9;
/// Characters of 12 pt across a portrait A4 page.
const PORTRAIT: f64 = 92.0;
/// Characters across the widest sheet that still prints legibly on one landscape page.
const WIDEST: f64 = 150.0;
/// Least and greatest width of a column, in characters.
const LEAST: f64 = 6.0;
const GREATEST: f64 = 70.0;
/// Height of a line of 13 pt, in points; enough for 12 pt too.
const LINE: f64 = 17.5;
/// Highest row Excel knows, in points.
const HIGHEST: f64 = 409.0;

/// Row of the title, of the column heads and of the first data row.
pub const TITLE: RowNum = 0;
pub const HEAD: RowNum = 1;
pub const FIRST: RowNum = 2;

/// What decides a column's width, in characters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Longest word of its head.
    pub head: usize,
    /// Longest line of its cells.
    pub content: usize,
    /// Its share of the whole width, from 0 to 1.
    pub share: f64,
}

/// Widths in characters: as wide as the content, but long text wraps at its share of the page.
pub fn widths(needs: &[Need]) -> Vec<f64> {
    needs
        .iter()
        .map(|need| {
            let share = (need.share * WIDEST).max(LEAST);
            (need.content as f64 + 2.0).min(share).max(need.head as f64 + 4.0).clamp(LEAST, GREATEST)
        })
        .collect()
}

/// Characters of the longest line of `text`.
pub fn longest_line(text: &str) -> usize {
    text.lines().map(|line| line.chars().count()).max().unwrap_or(0)
}

/// Characters of the longest word of `text`.
pub fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Title and column heads, widths, frozen panes, print set-up.
pub fn frame(sheet: &mut Worksheet, title: &str, heads: &[&str], widths: &[f64]) -> Result<(), XlsxError> {
    banner(sheet, TITLE, title, widths, &look::title())?;
    for (column, head) in heads.iter().enumerate() {
        cells::words(sheet, (HEAD, column as ColNum), head, &look::header())?;
    }
    fit(sheet, HEAD, heads.iter().copied().zip(widths.iter().map(|width| width - 3.0)))?;
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width(column as ColNum, *width)?;
    }
    sheet.set_freeze_panes(FIRST, 0)?;
    print(sheet, widths.iter().sum())
}

/// A line of words across all columns, as high as it needs: Excel does not fit the height of merged cells.
pub fn banner(
    sheet: &mut Worksheet,
    row: RowNum,
    words: &str,
    widths: &[f64],
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    fit(sheet, row, [(words, widths.iter().sum())])?;
    match widths.len() {
        0 => {}
        1 => cells::words(sheet, (row, 0), words, format)?,
        columns => {
            sheet.merge_range(row, 0, row, columns as ColNum - 1, "", format)?;
            cells::words(sheet, (row, 0), words, format)?;
        }
    }
    Ok(())
}

/// Makes `row` as high as the highest of its cells, each given as its words and its width in characters. The file says
/// it because not every reader fits wrapped cells when it opens them.
pub fn fit<'a>(
    sheet: &mut Worksheet,
    row: RowNum,
    cells: impl IntoIterator<Item = (&'a str, f64)>,
) -> Result<(), XlsxError> {
    let lines = cells.into_iter().map(|(words, width)| lines(words, width)).fold(1.0, f64::max);
    sheet.set_row_height(row, (LINE * lines).min(HIGHEST))?;
    Ok(())
}

/// Lines that `words` take in `width` characters: a little too many rather than one too few.
fn lines(words: &str, width: f64) -> f64 {
    words.lines().map(|line| (line.chars().count() as f64 * 1.1 / width.max(1.0)).ceil().max(1.0)).sum()
}

/// Filter buttons on the column heads, over `rows` data rows.
pub fn filter(sheet: &mut Worksheet, rows: usize, columns: usize) -> Result<(), XlsxError> {
    if rows > 0 && columns > 0 {
        sheet.autofilter(HEAD, 0, HEAD + rows as RowNum, columns as ColNum - 1)?;
    }
    Ok(())
}

fn print(sheet: &mut Worksheet, across: f64) -> Result<(), XlsxError> {
    let font = look::FONT;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet.set_footer(format!("&L&\"{font},Italic\"&10&A&R&\"{font},Regular\"&10Trang &P/&N"));
    if across > PORTRAIT {
        sheet.set_landscape();
    }
    Ok(())
}
