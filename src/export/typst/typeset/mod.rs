//! Pages laid out here, as Typst would lay them out: the same lines on the same pages in the same places.
//!
//! A document of ours needs little of what Typst can do: first-fit lines of letters that stand alone, blocks one below
//! the other, columns side by side, ruled tables. That little is done here, many times faster, and written as PDF;
//! Typst draws the pages where pictures of them are wanted. What it does not cover it leaves to the Typst program,
//! whole documents at a time: letters that change their neighbours (combining marks, scripts other than Latin), places
//! where only Typst knows whether a line ends, rows that are higher than a page.
//!
//! | module | what it is |
//! |---|---|
//! | [`letters`] | the letters that stand alone, with their glyphs |
//! | [`chunks`], [`lines`] | from words to lines |
//! | [`blocks`], [`table`], [`figures`] | from paragraphs to blocks of known height |
//! | [`flow`] | from blocks to pages |
//! | [`paint`], [`page`] | from pages to things at places, with the structure that readers see |
//! | [`pdf`] | the things as a PDF |
//! | [`frames`], [`elements`], [`drawing`] | the things as Typst's frames and tags |

mod blocks;
mod chunks;
mod drawing;
mod elements;
mod figures;
mod flow;
mod frames;
mod letters;
mod lines;
mod page;
mod paint;
mod pdf;
mod table;
#[cfg(test)]
mod tests;

use typst_layout::PagedDocument;

use super::PdfOptions;
use super::compile::Described;
use super::values::{Places, ValuePlace};
use crate::length::Length;
use paint::{Placed, Thing};

/// Lengths that differ by less are equal, as to Typst.
const FULL: f64 = 1e-4 / 127.0;

fn fits(room: f64, wanted: f64) -> bool {
    room + FULL >= wanted
}

fn pt(length: Length) -> f64 {
    length.to_pt()
}

/// The left edge of each column, and the right edge of the last.
fn edges(columns: &[Length]) -> Vec<f64> {
    let mut edge = Length::ZERO;
    let right = columns.iter().map(|width| {
        edge += *width;
        pt(edge)
    });
    std::iter::once(0.0).chain(right).collect()
}

/// The page numbers that may be printed. A section with more pages is left to Typst.
const NUMBERS: u16 = 2000;

/// The pages of a document; `None` for what only Typst can lay out.
pub fn pages(described: &Described, options: &PdfOptions) -> Option<PagedDocument> {
    viewed(described, options).map(|(pages, _)| pages)
}

/// The same, with the places of the answers that a marked document prints.
pub fn viewed(described: &Described, options: &PdfOptions) -> Option<(PagedDocument, Vec<ValuePlace>)> {
    sheets(described, |sheets| {
        let mut places = Places::default();
        for (at, sheet) in sheets.iter().enumerate() {
            places.page = at + 1;
            answers(&sheet.things, &mut places);
        }
        let pictures = drawing::pictures(&described.pictures)?;
        Some((frames::document(&described.program, options, &pictures, sheets), places.found))
    })
}

fn answers(things: &[Placed], places: &mut Places) {
    for placed in things {
        match &placed.thing {
            Thing::Run(run, _) => {
                if let Some(path) = run.source {
                    places.text(path, placed.x, placed.y, run.size, run.width());
                }
            }
            Thing::Foot(things) => answers(things, places),
            Thing::Rule { .. } | Thing::Rect { .. } | Thing::Image { .. } | Thing::Area { .. } | Thing::Path { .. } => {
            }
            Thing::Upward(..) | Thing::Stamp(..) | Thing::Open(_) | Thing::Close => {}
        }
    }
}

/// The file of a document; `None` for what only Typst can lay out or write.
pub fn file(described: &Described, options: &PdfOptions) -> Option<Vec<u8>> {
    sheets(described, |sheets| pdf::file(&described.program, options, &sheets))
}

/// What `make` makes of the laid-out pages.
fn sheets<T>(described: &Described, make: impl FnOnce(Vec<page::Sheet>) -> Option<T>) -> Option<T> {
    let numbers = numbers();
    let sections = described.program.sections.iter().map(|section| page::ready(section, numbers));
    let sections = sections.collect::<Option<Vec<_>>>()?;
    let sheets = sections.iter().map(page::Ready::sheets).collect::<Option<Vec<_>>>()?;
    make(sheets.into_iter().flatten().collect())
}

fn numbers() -> &'static [String] {
    static NUMBERS_FROM_TWO: std::sync::LazyLock<Vec<String>> =
        std::sync::LazyLock::new(|| (2..=NUMBERS).map(|number| number.to_string()).collect());
    &NUMBERS_FROM_TWO
}
