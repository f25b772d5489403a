//! What was written is what is read.

use docx_rs::{DocumentChild, ParagraphChild, RunChild, TableCellContent, TableChild, TableRowChild};
use proptest::prelude::*;

use super::*;
use crate::diag::AnswerPath;

#[test]
fn same_document_same_bytes() {
    assert_eq!(write(&sample()), write(&sample()));
}

/// The words of every paragraph that has any, in order.
fn document_words(blocks: &[Block], words: &mut Vec<String>) {
    let plain = |paragraph: &Paragraph| paragraph.runs.iter().map(|run| run.text.as_str()).collect::<String>();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => words.push(plain(paragraph)),
            Block::Frame(frame) => words.push(plain(&frame.paragraph)),
            Block::Grid(grid) => {
                grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| document_words(cell, words))
            }
            Block::Table(table) => {
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                words.extend(cells.filter_map(|cell| cell.paragraph.as_ref()).map(plain));
            }
            Block::Rule(_) | Block::Space(_) | Block::Picture(_) | Block::Chart(_) => {}
        }
    }
}

fn foreign_words(paragraph: &docx_rs::Paragraph) -> String {
    let runs = paragraph.children.iter().filter_map(|child| match child {
        ParagraphChild::Run(run) => Some(run),
        _ => None,
    });
    let words = runs.flat_map(|run| &run.children).map(|child| match child {
        RunChild::Text(text) => text.text.as_str(),
        RunChild::Tab(_) => "\t",
        RunChild::Break(_) => "\n",
        _ => "",
    });
    words.collect()
}

fn foreign_table(table: &docx_rs::Table, words: &mut Vec<String>) {
    for TableChild::TableRow(row) in &table.rows {
        for TableRowChild::TableCell(cell) in &row.cells {
            words.extend(cell.children.iter().filter_map(|content| match content {
                TableCellContent::Paragraph(paragraph) => Some(foreign_words(paragraph)),
                _ => None,
            }));
        }
    }
}

/// docx-rs shares nothing with this writer.
#[test]
fn another_reader_finds_the_same_words() {
    let document = sample();
    let read = docx_rs::read_docx(&write(&document)).unwrap();
    let mut found = Vec::new();
    for child in &read.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => found.push(foreign_words(paragraph)),
            DocumentChild::Table(table) => foreign_table(table, &mut found),
            _ => {}
        }
    }
    found.retain(|words| !words.is_empty());
    let mut expected = Vec::new();
    document.sections.iter().for_each(|section| document_words(&section.blocks, &mut expected));
    // Gaps are written as ordinary spaces.
    assert_eq!(found, expected.iter().map(|words| words.replace('\u{a0}', " ")).collect::<Vec<_>>());
}

#[test]
fn control_characters_name_their_answers() {
    let mut bad = paragraph("a\u{b}b");
    bad.runs[0].source = Some(AnswerPath::new("results.note"));
    let found =
        docx(&with_blocks(vec![Block::Paragraph(bad), Block::Paragraph(paragraph("\0"))]), &options()).unwrap_err();
    let paths: Vec<_> = found.iter().map(|one| one.place.as_ref().and_then(|place| place.path.clone())).collect();
    assert_eq!(paths, [Some(AnswerPath::new("results.note")), None]);
    assert!(found[0].message.en.contains("U+000B"));
}

#[test]
fn properties_of_the_file() {
    let parts = parts_of(&write(&sample()));
    let core = &parts["docProps/core.xml"];
    let text = |name| core.child(name).unwrap().text.as_str();
    assert_eq!(text("dc:creator"), "Sở Giáo dục và Đào tạo Bình Định");
    assert_eq!(text("dc:identifier"), "328/BC-SGDĐT");
    assert_eq!(text("dc:language"), "vi-VN");
    assert_eq!(text("dcterms:created"), "2014-04-11T00:00:00Z");
}

#[test]
fn a_no_break_space_is_never_slanted() {
    let mut slanted = paragraph("số\u{a0}30 ngày");
    let upright = Block::Paragraph(slanted.clone());
    slanted.runs[0].italic = true;
    let main = main_part(&with_blocks(vec![Block::Paragraph(slanted), upright]));
    let paragraphs = main.named("w:p");
    let runs = |at: usize| {
        let run = |run: &Node| (run.words(), !run.named("w:i").is_empty());
        paragraphs[at].named("w:r").into_iter().map(run).collect::<Vec<_>>()
    };
    assert_eq!(runs(0), [("số".into(), true), ("\u{a0}".into(), false), ("30 ngày".into(), true)]);
    assert_eq!(runs(1), [("số\u{a0}30 ngày".into(), false)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text that XML can hold comes out as that text, spaces and all.
    #[test]
    fn any_text_comes_out_as_it_is(words in "[\\PC\\n\\t\\r<&>\"'\\]\u{200f}\u{202e}\u{a0}\u{85}\u{2028} ]{1,80}") {
        let main = main_part(&with_blocks(vec![Block::Paragraph(paragraph(&words))]));
        prop_assert_eq!(main.named("w:p")[0].words(), words);
    }
}
