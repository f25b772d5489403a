//! From the styled document to what the Typst program reads.

use super::inline::inline;
use super::outline::outline;
use super::program::{Block, Cell, Day, File, GridCell, Paragraph, Pitch, Program, Section};
use super::{Attachment, PdfOptions};
use crate::length::Length;
use crate::model::Role;
use crate::style;

/// `/document.json` of `document`, with the answers behind its words where it is to be `marked`.
pub fn lower<'a>(document: &'a style::StyledDocument, options: &'a PdfOptions, marked: bool) -> Program<'a> {
    use chrono::Datelike;
    let date = options.date.0;
    let mut headings = Headings { last: 0, marked };
    let number = document.look(Role::PageNumber);
    Program {
        title: &document.properties.title,
        author: &document.properties.author,
        subject: &document.properties.subject,
        date: Day { year: date.year(), month: date.month(), day: date.day() },
        watermark: document.watermark.as_ref().and_then(outline),
        marked,
        attachments: options.attachments.iter().map(file).collect(),
        sections: document.sections.iter().map(|part| section(part, number, &mut headings)).collect(),
    }
}

fn file(attachment: &Attachment) -> File<'_> {
    let Attachment { name, mime, description, relationship, .. } = attachment;
    File { name, mime, description, relationship: *relationship }
}

fn section(section: &style::Section, number: &style::Look, headings: &mut Headings) -> Section {
    let page = &section.page;
    Section {
        width: page.width,
        height: page.height,
        top: page.top,
        bottom: page.bottom,
        left: page.left,
        right: page.right,
        number: page.number,
        number_distance: page.number_distance,
        number_size: number.size,
        number_line: pitch(number.size, 100),
        first_header: blocks(&section.first_header, page.text_width(), headings),
        first_footer: blocks(&section.first_footer, page.text_width(), headings),
        blocks: blocks(&section.blocks, page.text_width(), headings),
    }
}

/// Blocks one below the other in a column `width` wide. A block is sticky when the next one must not leave it.
fn blocks(blocks: &[style::Block], width: Length, headings: &mut Headings) -> Vec<Block> {
    let mut lowered: Vec<Block> = blocks.iter().map(|one| block(one, width, headings)).collect();
    for index in 1..blocks.len() {
        let gap = lowered[index - 1].gap_below();
        *lowered[index].above() += gap;
        let kept = matches!(&blocks[index], style::Block::Grid(grid) if grid.keep_together);
        if let (true, Block::Paragraph(before)) = (kept, &mut lowered[index - 1]) {
            before.sticky = true;
        }
    }
    lowered
}

fn block(block: &style::Block, width: Length, headings: &mut Headings) -> Block {
    match block {
        style::Block::Paragraph(it) => Block::Paragraph(paragraph(it, width, headings)),
        style::Block::Rule(it) => rule(it),
        style::Block::Frame(it) => frame(it, headings),
        style::Block::Space(it) => Block::Space { above: Length::ZERO, height: it.height, stamps: it.stamps.clone() },
        style::Block::Grid(it) => grid(it, headings),
        style::Block::Table(it) => table(it, headings),
        style::Block::Picture(it) => empty(it.space_before),
        style::Block::Chart(it) => empty(it.space_before),
    }
}

fn empty(above: Length) -> Block {
    Block::Space { above, height: Length::ZERO, stamps: Vec::new() }
}

fn paragraph(paragraph: &style::Paragraph, width: Length, headings: &mut Headings) -> Paragraph {
    let look = &paragraph.look;
    let hanging = (-look.first_line).max(Length::ZERO);
    let line = pitch(look.size, look.line_percent);
    let line_width = width - look.indent_left - look.indent_right;
    Paragraph {
        size: look.size,
        align: look.align,
        left: look.indent_left - hanging,
        right: look.indent_right,
        first_line: look.first_line.max(Length::ZERO),
        hanging,
        above: look.space_before,
        line,
        sticky: look.keep_next,
        breakable: !look.keep_lines,
        level: look.outline.map(|level| headings.level(level)),
        items: inline(paragraph, line_width.to_pt(), headings.marked),
    }
}

/// A line of type of `size` at `percent` of its single line, from the face's metrics (hhea) and rounded to twips as
/// LibreOffice rounds: the single line up, the share of it down. The gap of the face lies above the letters. What is
/// more than a single line lies below.
fn pitch(size: Length, percent: u16) -> Pitch {
    const DESCENT: f64 = 443.0 / 2048.0;
    let single = style::metrics::line_height(size).to_twips();
    let bottom = (f64::from(size.to_twips()) * DESCENT).floor() as i32;
    let leading = single * i32::from(percent) / 100 - single;
    Pitch { top: Length::twips(single - bottom), bottom: Length::twips(bottom), leading: Length::twips(leading) }
}

fn rule(rule: &style::Rule) -> Block {
    let style::Rule { indent, length, thickness, height, offset, keep_next } = *rule;
    Block::Rule { above: Length::ZERO, indent, length, thickness, height, offset, sticky: keep_next }
}

fn frame(frame: &style::Frame, headings: &mut Headings) -> Block {
    Block::Frame {
        paragraph: paragraph(&frame.paragraph, frame.width, headings),
        indent: frame.indent,
        width: frame.width,
        height: frame.height,
        thickness: frame.thickness,
        above: frame.space_before,
        color: frame.color.clone(),
    }
}

fn grid(grid: &style::Grid, headings: &mut Headings) -> Block {
    let mut row = |row: &style::GridRow| {
        let cells = row.cells.iter().zip(&grid.columns);
        cells.map(|(cell, width)| GridCell { blocks: blocks(cell, *width, headings) }).collect()
    };
    Block::Grid {
        columns: grid.columns.clone(),
        rows: grid.rows.iter().map(&mut row).collect(),
        breakable: !grid.keep_together,
        above: grid.space_before,
    }
}

fn table(table: &style::Table, headings: &mut Headings) -> Block {
    let mut rows = |rows: &[style::Row]| rows.iter().map(|one| row(one, table, headings)).collect();
    Block::Table {
        columns: table.columns.clone(),
        head: rows(&table.head),
        rows: rows(&table.rows),
        stroke: table.stroke,
        padding_x: table.padding_x,
        padding_y: table.padding_y,
        above: table.space_before,
        description: table.description.clone(),
    }
}

fn row(row: &style::Row, table: &style::Table, headings: &mut Headings) -> Vec<Cell> {
    let mut widths = table.columns.iter();
    let mut cell = |cell: &style::Cell| {
        let width: Length = widths.by_ref().take(usize::from(cell.span)).copied().sum();
        let paragraph = cell.paragraph.as_ref();
        let paragraph = paragraph.map(|it| paragraph_of_cell(it, width - table.padding_x * 2.0, headings));
        Cell { span: cell.span, paragraph }
    };
    row.cells.iter().map(&mut cell).collect()
}

/// A cell's own edges hold its content: it keeps nothing with the next row.
fn paragraph_of_cell(it: &style::Paragraph, width: Length, headings: &mut Headings) -> Paragraph {
    Paragraph { sticky: false, ..paragraph(it, width, headings) }
}

/// Heading levels as PDF/UA-1 wants them: the first is 1, and none skips one on the way down.
struct Headings {
    last: u8,
    /// Whether words name the answers behind them.
    marked: bool,
}

impl Headings {
    fn level(&mut self, wanted: u8) -> u8 {
        self.last = wanted.clamp(1, self.last + 1);
        self.last
    }
}
