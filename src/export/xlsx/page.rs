//! Column widths and the set-up for print that every sheet shares.

use rust_xlsxwriter::{ColNum, RowNum, Worksheet, XlsxError};

use super::{cells, look};
use crate::assets::fonts::Face;
use crate::length::Length;
use crate::style::metrics;

/// Width of a figure of the font that spreadsheets count columns by, in points.
const CHARACTER: f64 = 5.25;
/// What a cell keeps free beside its words, in characters.
const BESIDE: f64 = 1.5;
/// What a head keeps free for its filter button and beside its words, in characters.
const BUTTON: f64 = 4.0;
/// A4 in the numbering of printer drivers.
const A4: u8 = 9;
/// Characters of 12 pt across a portrait A4 page.
const PORTRAIT: f64 = 92.0;
/// Characters across the widest sheet that still prints legibly on one landscape page.
const WIDEST: f64 = 150.0;
/// Least and greatest width of a column, in characters.
const LEAST: f64 = 6.0;
const GREATEST: f64 = 70.0;
/// What rounding may add to a width that decides its column, in characters.
const SLACK: f64 = 0.01;
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
    pub head: f64,
    /// Longest line of its cells.
    pub content: f64,
    /// Its share of the whole width, from 0 to 1.
    pub share: f64,
}

/// Widths in characters: as wide as the content where all fit on a page, else long text wraps at its share of the page.
pub fn widths(needs: &[Need]) -> Vec<f64> {
    let wanted =
        |need: &Need, most: f64| (need.content + BESIDE).min(most).max(need.head + BUTTON).clamp(LEAST, GREATEST);
    let free: Vec<f64> = needs.iter().map(|need| wanted(need, GREATEST)).collect();
    if free.iter().sum::<f64>() <= WIDEST {
        return free;
    }
    needs.iter().map(|need| wanted(need, (need.share * WIDEST).max(LEAST))).collect()
}

/// Width of a line of words in a cell, in characters.
fn width(words: &str, face: Face) -> f64 {
    metrics::width(words, Length::pt(look::SIZE), face) / CHARACTER
}

/// Width of the longest line of `text`.
pub fn longest_line(text: &str) -> f64 {
    text.lines().map(|line| width(line, Face::Regular)).fold(0.0, f64::max)
}

/// Width of the longest word of a head.
pub fn longest_word(text: &str) -> f64 {
    text.split_whitespace().map(|word| width(word, Face::Bold)).fold(0.0, f64::max)
}

/// Title and column heads, widths, frozen panes, print set-up.
pub fn frame(sheet: &mut Worksheet, title: &str, heads: &[&str], widths: &[f64]) -> Result<(), XlsxError> {
    banner(sheet, TITLE, title, widths, &look::title())?;
    for (column, head) in heads.iter().enumerate() {
        cells::words(sheet, (HEAD, column as ColNum), head, &look::header())?;
    }
    fit(sheet, HEAD, heads.iter().copied().zip(widths.iter().copied()), Face::Bold)?;
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
    fit(sheet, row, [(words, widths.iter().sum())], Face::Bold)?;
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
    face: Face,
) -> Result<(), XlsxError> {
    let lines = cells.into_iter().map(|(words, width)| lines(words, width - BESIDE, face)).max().unwrap_or(1);
    sheet.set_row_height(row, (LINE * lines.max(1) as f64).min(HIGHEST))?;
    Ok(())
}

/// Lines that `words` take in `across` characters: each as many words as it holds, and a word that is wider is broken.
fn lines(words: &str, across: f64, face: Face) -> usize {
    let across = across.max(1.0);
    let blank = width(" ", face);
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0.0);
        for word in line.split_whitespace().map(|word| width(word, face)) {
            let begins = used == 0.0;
            if !begins && used + blank + word > across + SLACK {
                lines += 1;
                used = word;
            } else {
                used += if begins { word } else { blank + word };
            }
            let more = ((used - SLACK) / across).floor().max(0.0);
            lines += more as usize;
            used -= more * across;
        }
        lines
    };
    words.lines().map(of_line).sum()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_decides_its_column_takes_one_line() {
        for text in ["Trường THPT Mẫu", "Ủy ban nhân dân các xã, phường và các đơn vị có liên quan"]
        {
            let column = widths(&[Need { head: 1.0, content: longest_line(text), share: 1.0 }])[0];
            assert_eq!(lines(text, column - BESIDE, Face::Regular), 1, "{text}");
            assert!(lines(text, column / 2.0, Face::Regular) > 1, "{text}");
        }
        assert_eq!(lines(&"a".repeat(95), 20.0, Face::Regular), 5);
        assert_eq!(lines("một\nhai", 20.0, Face::Regular), 2);
    }

    #[test]
    fn columns_wrap_at_their_shares_only_where_they_do_not_fit() {
        let need = |content| Need { head: 3.0, content, share: 0.25 };
        assert_eq!(widths(&[need(60.0), need(3.0), need(3.0), need(3.0)])[0], 60.0 + BESIDE);
        assert_eq!(widths(&[need(60.0), need(60.0), need(60.0), need(60.0)])[0], 0.25 * WIDEST);
    }
}
