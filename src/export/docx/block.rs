//! Blocks of content, one after the other.

use super::drawing::Drawings;
use super::look::{Around, exact_spacing, paragraph_difference, size};
use super::names::{FIGURE, RULE, SPACER, StyleName};
use super::table;
use super::text::{mark, runs, style_of};
use super::xml::{Element, toggle};
use crate::length::Length;
use crate::style::{Block, Frame, Look, Paragraph, Rule, Space, StyledDocument, metrics};

/// The least height an exact line may have: Word takes no less than 0.7 pt.
pub const LEAST_LINE: Length = Length::twips(20);
/// The greatest (Word: 1,584 pt).
const GREATEST_LINE: Length = Length::twips(31_680);

/// Where blocks stand.
#[derive(Clone, Copy)]
pub struct Container<'a> {
    /// The document, for its looks.
    pub document: &'a StyledDocument,
    /// Width of the column.
    pub width: Length,
    /// The pictures and charts so far.
    pub drawings: &'a Drawings,
    /// Every paragraph stays with what follows it.
    pub keep_next: bool,
}

impl Container<'_> {
    /// The blocks in order. The last element is always a paragraph, as a cell and a section must end in one.
    pub fn blocks(&self, blocks: &[Block]) -> Vec<Element> {
        let mut elements = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let next = blocks.get(index + 1);
            if index == 0 {
                self.block(&without_space(block), self.around(next), &mut elements);
            } else {
                self.block(block, self.around(next), &mut elements);
            }
            if is_table(block) && next.is_some_and(is_table) {
                elements.push(self.divider(self.around(next)));
            }
        }
        if elements.last().is_none_or(|last| last.name() != "w:p") {
            elements.push(self.spacer(LEAST_LINE, Around { keep_next: self.keep_next, ..Around::default() }));
        }
        elements
    }

    /// What a block takes from the `next` one. The space above a table is the space below the block before it: so it
    /// vanishes where a page begins with the table, and no empty paragraph stands between a caption and its table.
    fn around(&self, next: Option<&Block>) -> Around {
        let (after, keep) = match next {
            Some(Block::Grid(grid)) => (grid.space_before, grid.keep_together),
            Some(Block::Table(table)) => (table.space_before, false),
            Some(
                Block::Paragraph(_)
                | Block::Rule(_)
                | Block::Frame(_)
                | Block::Space(_)
                | Block::Picture(_)
                | Block::Chart(_),
            )
            | None => (Length::ZERO, false),
        };
        Around { after, keep_next: keep || self.keep_next }
    }

    fn block(&self, block: &Block, around: Around, elements: &mut Vec<Element>) {
        match block {
            Block::Paragraph(paragraph) => elements.push(self.paragraph(paragraph, around)),
            Block::Rule(rule) => elements.push(self.rule(rule, around)),
            Block::Frame(frame) => elements.push(self.frame(frame, around)),
            Block::Space(space) => self.space(space, around, elements),
            Block::Grid(grid) => elements.push(table::grid(self, grid)),
            Block::Table(table) => elements.push(table::table(self, table)),
            Block::Picture(it) => {
                let keep_next = it.keep_next || around.keep_next;
                elements.push(figure(self.drawings.picture(it), it.indent, it.space_before, around.after, keep_next));
            }
            Block::Chart(it) => {
                let keep_next = it.keep_next || around.keep_next;
                elements.push(figure(self.drawings.chart(it), it.indent, it.space_before, around.after, keep_next));
            }
        }
    }

    /// Between two tables, which Word would otherwise make one: a blank as high as the space above the second.
    fn divider(&self, around: Around) -> Element {
        self.spacer(around.after.max(LEAST_LINE), Around { after: Length::ZERO, ..around })
    }

    /// A paragraph: its style, then what differs from it.
    pub fn paragraph(&self, paragraph: &Paragraph, around: Around) -> Element {
        let base = self.document.look(paragraph.role);
        let properties = Element::new("w:pPr")
            .child(style_of(paragraph))
            .children(paragraph_difference(&paragraph.look, base, around))
            .children(mark(&paragraph.look, base));
        Element::new("w:p").child(properties).children(runs(paragraph, base, None))
    }

    /// Blank height: an empty paragraph with one exact line.
    pub fn spacer(&self, height: Length, around: Around) -> Element {
        empty(SPACER, exact_spacing(Length::ZERO, around.after, height), around.keep_next, [])
    }

    /// Blank height; the pictures of a signature and a seal hang on its first paragraph.
    fn space(&self, space: &Space, around: Around, elements: &mut Vec<Element>) {
        let (first, mut left) = (elements.len(), space.height);
        while left > GREATEST_LINE {
            elements.push(self.spacer(GREATEST_LINE, Around { after: Length::ZERO, keep_next: true }));
            left = left - GREATEST_LINE;
        }
        elements.push(self.spacer(left.max(LEAST_LINE), around));
        let stamps = space.stamps.iter().filter_map(|area| self.drawings.stamp(area));
        stamps.for_each(|stamp| elements[first].push(stamp));
    }

    /// A drawn line: the top border of an empty paragraph whose indents leave the line's length.
    fn rule(&self, rule: &Rule, around: Around) -> Element {
        let right = self.width - rule.indent - rule.length;
        let half = rule.thickness / 2;
        let before = rule.offset - half;
        let line = (rule.height - before - rule.thickness).max(LEAST_LINE);
        let border = Element::new("w:pBdr").child(border("w:top", rule.thickness, "000000", 0));
        let keep_next = rule.keep_next || around.keep_next;
        empty(RULE, exact_spacing(before, around.after, line), keep_next, [border, sides(rule.indent, right)])
    }

    /// A boxed word. The frame's outer edges are `width` and `height` apart.
    fn frame(&self, frame: &Frame, around: Around) -> Element {
        let paragraph = &frame.paragraph;
        let base = self.document.look(paragraph.role);
        let stroke = frame.thickness;
        let breaks = paragraph.runs.iter().flat_map(|run| run.text.chars()).filter(|&letter| letter == '\n');
        let (pad, line) = padding(frame.height - stroke * 2.0, paragraph.look.size, breaks.count() as i32 + 1);
        let edges = [("w:top", pad), ("w:left", 0), ("w:bottom", pad), ("w:right", 0)];
        let borders = edges.map(|(side, space)| border(side, stroke, &frame.color, space));
        let right = self.width - frame.indent - frame.width + stroke;
        let properties = Element::new("w:pPr")
            .child(style_of(paragraph))
            .children((paragraph.look.keep_next || around.keep_next).then(|| toggle("w:keepNext", true)))
            .child(Element::new("w:pBdr").children(borders))
            .child(exact_spacing(frame.space_before, around.after, line))
            .child(sides(frame.indent + stroke, right).with("w:firstLine", "0"))
            .child(Element::new("w:jc").with("w:val", "center"))
            .children(mark(&paragraph.look, base));
        Element::new("w:p").child(properties).children(runs(paragraph, base, Some(&frame.color)))
    }
}

fn is_table(block: &Block) -> bool {
    match block {
        Block::Grid(_) | Block::Table(_) => true,
        Block::Paragraph(_)
        | Block::Rule(_)
        | Block::Frame(_)
        | Block::Space(_)
        | Block::Picture(_)
        | Block::Chart(_) => false,
    }
}

/// The same block without the space above it, as it stands at the top of a page or a cell.
fn without_space(block: &Block) -> Block {
    let mut block = block.clone();
    match &mut block {
        Block::Paragraph(paragraph) => *paragraph = at_top(paragraph),
        Block::Frame(frame) => frame.space_before = Length::ZERO,
        Block::Grid(grid) => grid.space_before = Length::ZERO,
        Block::Table(table) => table.space_before = Length::ZERO,
        Block::Picture(picture) => picture.space_before = Length::ZERO,
        Block::Chart(chart) => chart.space_before = Length::ZERO,
        Block::Rule(_) | Block::Space(_) => {}
    }
    block
}

/// A paragraph that holds a drawing and nothing else.
fn figure(drawing: Element, indent: Length, before: Length, after: Length, keep_next: bool) -> Element {
    let spacing = Element::new("w:spacing").attr("w:before", before.to_twips()).attr("w:after", after.to_twips());
    empty(FIGURE, spacing, keep_next, [sides(indent, Length::ZERO)]).child(drawing)
}

/// A paragraph without words.
fn empty<const N: usize>(style: StyleName, spacing: Element, keep_next: bool, more: [Element; N]) -> Element {
    let properties = Element::new("w:pPr")
        .child(Element::new("w:pStyle").with("w:val", style.id))
        .children(keep_next.then(|| toggle("w:keepNext", true)))
        .child(spacing)
        .children(more);
    Element::new("w:p").child(properties)
}

fn sides(left: Length, right: Length) -> Element {
    Element::new("w:ind").attr("w:left", left.to_twips()).attr("w:right", right.to_twips())
}

/// A single line of a paragraph's or table's border, `space` points from the text.
pub fn border(side: &'static str, thickness: Length, color: &str, space: i32) -> Element {
    Element::new(side)
        .with("w:val", "single")
        .attr("w:sz", thickness.to_eighths())
        .attr("w:space", space)
        .attr("w:color", color.to_uppercase())
}

/// Room above and below framed words in whole points, as borders keep it, and the exact line of which `lines` fill the rest.
fn padding(inside: Length, size: Length, lines: i32) -> (i32, Length) {
    let natural = metrics::line_height(size) * f64::from(lines);
    let pad = ((inside - natural).to_twips() / 40).clamp(0, 31);
    (pad, ((inside - Length::twips(40 * pad)) / lines).max(LEAST_LINE))
}

/// The properties of an empty paragraph's mark: so small that it takes no height of its own.
pub fn least_size() -> [Element; 2] {
    size(LEAST_LINE)
}

/// The same paragraph without the space above it.
pub fn at_top(paragraph: &Paragraph) -> Paragraph {
    Paragraph { look: Look { space_before: Length::ZERO, ..paragraph.look.clone() }, ..paragraph.clone() }
}
