//! From the styled document to what the Typst program reads.

use std::sync::Arc;

use super::inline::inline;
use super::outline::outline;
use super::program::{
    Area, AreaPicture, Block, Cell, Day, File, GridCell, Notes, Paragraph, Pitch, Program, Section, Shape,
};
use super::{Attachment, PdfOptions};
use crate::length::Length;
use crate::model::{ImageFormat, Role};
use crate::style::{self, chart};

/// `/document.json` of `document`, and the pictures in it: `/picture-0` and so on. Words name the
/// answers behind them where it is to be `marked`.
pub fn lower<'a>(
    document: &'a style::StyledDocument,
    options: &'a PdfOptions,
    marked: bool,
) -> (Program<'a>, Vec<Arc<[u8]>>) {
    use chrono::Datelike;
    let date = options.date.0;
    let mut so_far = SoFar { marked, ..SoFar::default() };
    let number = document.look(Role::PageNumber);
    let program = Program {
        title: &document.properties.title,
        author: &document.properties.author,
        subject: &document.properties.subject,
        date: Day { year: date.year(), month: date.month(), day: date.day() },
        watermark: document.watermark.as_ref().and_then(outline),
        marked,
        attachments: options.attachments.iter().map(file).collect(),
        notes: notes(document, &mut so_far),
        sections: document.sections.iter().map(|part| section(part, number, &mut so_far)).collect(),
    };
    (program, so_far.pictures)
}

fn file(attachment: &Attachment) -> File<'_> {
    let Attachment { name, mime, description, relationship, .. } = attachment;
    File { name, mime, description, relationship: *relationship }
}

fn section(section: &style::Section, number: &style::Look, so_far: &mut SoFar) -> Section {
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
        first_header: blocks(&section.first_header, page.text_width(), so_far),
        first_footer: blocks(&section.first_footer, page.text_width(), so_far),
        blocks: blocks(&section.blocks, page.text_width(), so_far),
    }
}

/// Blocks one below the other in a column `width` wide. A block is sticky when the next one must not leave it.
fn blocks(blocks: &[style::Block], width: Length, so_far: &mut SoFar) -> Vec<Block> {
    let mut lowered: Vec<Block> = blocks.iter().map(|one| block(one, width, so_far)).collect();
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

fn block(block: &style::Block, width: Length, so_far: &mut SoFar) -> Block {
    match block {
        style::Block::Paragraph(it) => Block::Paragraph(paragraph(it, width, so_far)),
        style::Block::Rule(it) => rule(it),
        style::Block::Frame(it) => frame(it, so_far),
        style::Block::Space(it) => space(it, so_far),
        style::Block::Grid(it) => grid(it, so_far),
        style::Block::Table(it) => table(it, so_far),
        style::Block::Picture(it) => picture(it, so_far),
        style::Block::Chart(it) => chart(it),
    }
}

fn space(space: &style::Space, so_far: &mut SoFar) -> Block {
    let area = |area: &style::StampArea| {
        let &style::StampArea { stamp, x, y, width, height, .. } = area;
        let picture = area.picture.as_ref().map(|picture| AreaPicture {
            file: so_far.file(&picture.image.bytes),
            description: picture.description.clone(),
        });
        Area { stamp, x, y, width, height, picture }
    };
    Block::Space { above: Length::ZERO, height: space.height, stamps: space.stamps.iter().map(area).collect() }
}

fn picture(picture: &style::Picture, so_far: &mut SoFar) -> Block {
    Block::Picture {
        file: so_far.file(&picture.image.bytes),
        format: match picture.image.format {
            ImageFormat::Png => "png",
            ImageFormat::Jpeg => "jpg",
        },
        indent: picture.indent,
        width: picture.width,
        height: picture.height,
        above: picture.space_before,
        sticky: picture.keep_next,
        description: picture.description.clone(),
    }
}

fn chart(chart: &style::ChartBox) -> Block {
    Block::Chart {
        shapes: chart::draw(chart).into_iter().map(Shape::from).collect(),
        size: chart.size,
        indent: chart.indent,
        width: chart.width,
        height: chart.height,
        above: chart.space_before,
        sticky: chart.keep_next,
        description: chart.description.clone(),
    }
}

/// The look of all footnotes, and the words of each.
fn notes(document: &style::StyledDocument, so_far: &mut SoFar) -> Notes {
    let width = document.sections.first().map(|section| section.page.text_width()).unwrap_or_default();
    let note = |note: &style::Paragraph, so_far: &mut SoFar| paragraph(note, width, so_far).items;
    let (look, rules) = (document.look(Role::Footnote), &document.note_look);
    Notes {
        size: look.size,
        line: pitch(look.size, look.line_percent),
        align: look.align,
        rule: rules.line,
        thickness: rules.thickness,
        height: rules.height,
        offset: rules.offset,
        mark_size: rules.mark_size,
        mark_rise: rules.mark_rise,
        items: document.footnotes.iter().map(|one| note(one, so_far)).collect(),
    }
}

fn paragraph(paragraph: &style::Paragraph, width: Length, so_far: &mut SoFar) -> Paragraph {
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
        level: look.outline.map(|level| so_far.level(level)),
        items: inline(paragraph, line_width.to_pt(), so_far.marked),
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

fn frame(frame: &style::Frame, so_far: &mut SoFar) -> Block {
    Block::Frame {
        paragraph: paragraph(&frame.paragraph, frame.width, so_far),
        indent: frame.indent,
        width: frame.width,
        height: frame.height,
        thickness: frame.thickness,
        above: frame.space_before,
        color: frame.color.clone(),
    }
}

fn grid(grid: &style::Grid, so_far: &mut SoFar) -> Block {
    let mut row = |row: &style::GridRow| {
        let cells = row.cells.iter().zip(&grid.columns);
        cells.map(|(cell, width)| GridCell { blocks: blocks(cell, *width, so_far) }).collect()
    };
    Block::Grid {
        columns: grid.columns.clone(),
        rows: grid.rows.iter().map(&mut row).collect(),
        breakable: !grid.keep_together,
        above: grid.space_before,
    }
}

fn table(table: &style::Table, so_far: &mut SoFar) -> Block {
    let mut rows = |rows: &[style::Row]| rows.iter().map(|one| row(one, table, so_far)).collect();
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

fn row(row: &style::Row, table: &style::Table, so_far: &mut SoFar) -> Vec<Cell> {
    let mut widths = table.columns.iter();
    let mut cell = |cell: &style::Cell| {
        let width: Length = widths.by_ref().take(usize::from(cell.span)).copied().sum();
        let paragraph = cell.paragraph.as_ref();
        let paragraph = paragraph.map(|it| paragraph_of_cell(it, width - table.padding_x * 2.0, so_far));
        Cell { span: cell.span, paragraph }
    };
    row.cells.iter().map(&mut cell).collect()
}

/// A cell's own edges hold its content: it keeps nothing with the next row.
fn paragraph_of_cell(it: &style::Paragraph, width: Length, so_far: &mut SoFar) -> Paragraph {
    Paragraph { sticky: false, ..paragraph(it, width, so_far) }
}

/// What was lowered so far.
#[derive(Default)]
struct SoFar {
    /// The level of the last heading.
    last: u8,
    /// Whether words name the answers behind them.
    marked: bool,
    /// The pictures, in order.
    pictures: Vec<Arc<[u8]>>,
}

impl SoFar {
    /// The number of a picture.
    fn file(&mut self, bytes: &Arc<[u8]>) -> usize {
        self.pictures.push(bytes.clone());
        self.pictures.len() - 1
    }

    /// A heading level as PDF/UA-1 wants it: the first is 1, and none skips one on the way down.
    fn level(&mut self, wanted: u8) -> u8 {
        self.last = wanted.clamp(1, self.last + 1);
        self.last
    }
}
