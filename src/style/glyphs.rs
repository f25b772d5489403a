//! Characters that the typeface cannot draw. A page with an empty box on it must never leave the office.

use super::metrics::has_glyph;
use super::{Block, ChartBox, Paragraph, Section, StyledDocument, Table};
use crate::assets::fonts::Face;
use crate::diag::{AnswerPath, Diagnostic, Message, Place};

/// One error for each answer, or fixed text, that holds such characters.
pub(super) fn missing(styled: &StyledDocument, basis: &str) -> Vec<Diagnostic> {
    let mut found: Vec<(Option<AnswerPath>, Vec<char>)> = Vec::new();
    let mut look = |text: &str, source: &Option<AnswerPath>, face: Face| {
        for character in text.chars().filter(|&character| !has_glyph(character, face)) {
            note(&mut found, source, character);
        }
    };
    for block in styled.sections.iter().flat_map(Section::all_blocks) {
        each_paragraph(block, &mut |paragraph| {
            let runs = paragraph.runs.iter();
            runs.for_each(|run| look(&run.text, &run.source, Face::of(run.bold, run.italic)));
        });
        if let Block::Chart(chart) = block {
            chart_words(chart).for_each(|words| look(words, &None, Face::Regular));
        }
    }
    for run in styled.footnotes.iter().flat_map(|note| &note.runs) {
        look(&run.text, &run.source, Face::of(run.bold, run.italic));
    }
    styled.watermark.iter().for_each(|watermark| look(&watermark.text, &None, Face::Bold));
    found.into_iter().map(|(path, characters)| error(path, &characters, basis)).collect()
}

fn note(found: &mut Vec<(Option<AnswerPath>, Vec<char>)>, source: &Option<AnswerPath>, character: char) {
    match found.iter_mut().find(|(path, _)| path == source) {
        Some((_, characters)) if characters.contains(&character) => {}
        Some((_, characters)) => characters.push(character),
        None => found.push((source.clone(), vec![character])),
    }
}

/// Calls `visit` with every paragraph of `block`, at any depth.
fn each_paragraph(block: &Block, visit: &mut impl FnMut(&Paragraph)) {
    match block {
        Block::Paragraph(paragraph) => visit(paragraph),
        Block::Frame(frame) => visit(&frame.paragraph),
        Block::Grid(grid) => {
            let blocks = grid.rows.iter().flat_map(|row| row.cells.iter().flatten());
            blocks.for_each(|block| each_paragraph(block, visit));
        }
        Block::Table(table) => table_paragraphs(table).for_each(visit),
        Block::Rule(_) | Block::Space(_) | Block::Picture(_) | Block::Chart(_) => {}
    }
}

/// The words of a chart, whatever of them is drawn.
fn chart_words(chart: &ChartBox) -> impl Iterator<Item = &str> {
    let series = chart.chart.series.iter().map(|series| &series.name);
    chart.chart.categories.iter().chain(series).chain(&chart.unit).map(String::as_str)
}

fn table_paragraphs(table: &Table) -> impl Iterator<Item = &Paragraph> {
    let rows = table.head.iter().chain(&table.rows);
    rows.flat_map(|row| &row.cells).filter_map(|cell| cell.paragraph.as_ref())
}

/// More than these in one answer say no more than these.
const MOST_NAMED: usize = 8;

fn error(path: Option<AnswerPath>, characters: &[char], basis: &str) -> Diagnostic {
    let named: Vec<String> = characters.iter().take(MOST_NAMED).map(|&character| name(character)).collect();
    let more = if characters.len() > MOST_NAMED { ", …" } else { "" };
    let list = named.join(", ");
    let message = Message::new(
        format!("Phông chữ không có ký tự {list}{more}"),
        format!("the typeface has no glyph for {list}{more}"),
    );
    let hint = Message::new(
        "Thay bằng chữ, số hoặc dấu câu của tiếng Việt (bảng mã Unicode TCVN 6909:2001)",
        "Replace it with letters, digits or punctuation of Vietnamese (Unicode, TCVN 6909:2001)",
    );
    let diagnostic = Diagnostic::error("style/missing-glyph", message).hint(hint).basis(basis);
    match path {
        Some(path) => diagnostic.at(Place { file: String::new(), path: Some(path), span: None }),
        None => diagnostic,
    }
}

/// `“漢” (U+6F22)`; a control character only by its number.
fn name(character: char) -> String {
    let code = format!("U+{:04X}", character as u32);
    if character.is_control() { code } else { format!("“{character}” ({code})") }
}
