//! How a document looks: every length decided. Both writers read this and nothing else.

use chrono::NaiveDate;
use serde::Serialize;

use crate::diag::AnswerPath;
use crate::length::Length;
use crate::model::{Chart, Image, Properties, Role, Stamp};

/// A document with every length decided.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StyledDocument {
    /// Facts for file properties.
    pub properties: Properties,
    /// The typeface the paper names: `Times New Roman`. PDF embeds Liberation Serif, which has its widths.
    pub font: String,
    /// The look of each role; `looks[i].0 == Role::ALL[i]`. A paragraph may differ from its role's look.
    pub looks: Vec<(Role, Look)>,
    /// Parts with their own page set-up: the document, then each annex.
    pub sections: Vec<Section>,
    /// Words across every page.
    pub watermark: Option<Watermark>,
    /// Chú thích cuối trang, in the order of their marks; each is set at the foot of the page of its mark.
    pub footnotes: Vec<Paragraph>,
    /// The marks of footnotes, and the line above them.
    pub note_look: NoteLook,
}

impl StyledDocument {
    /// The look of `role`.
    pub fn look(&self, role: Role) -> &Look {
        &self.looks[role as usize].1
    }
}

/// How footnotes are set off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NoteLook {
    /// Length of the line above the footnotes of a page, from the left edge of the text.
    pub line: Length,
    /// Its stroke.
    pub thickness: Length,
    /// Height that it takes in all.
    pub height: Length,
    /// Top of that height to the line.
    pub offset: Length,
    /// Size of a mark as a part of the text's.
    pub mark_size: f64,
    /// How high it stands above the base line, as a part of the text's size.
    pub mark_rise: f64,
}

/// The look of a paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Look {
    /// Font size.
    pub size: Length,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
    /// Căn lề.
    pub align: Align,
    /// Indent of all lines from the left edge of the column.
    pub indent_left: Length,
    /// Indent from the right edge.
    pub indent_right: Length,
    /// Indent of the first line, added to `indent_left`; negative hangs.
    pub first_line: Length,
    /// Space above. None at the top of a page or cell. Space below is always zero.
    pub space_before: Length,
    /// Line pitch in percent of the face's single line (1.149 of the size).
    pub line_percent: u16,
    /// Stay on the page of the next paragraph.
    pub keep_next: bool,
    /// Never broken across pages.
    pub keep_lines: bool,
    /// Heading level for navigation, from 1; `None` for text.
    pub outline: Option<u8>,
}

/// Alignment of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both edges; the last line flush left.
    Justify,
}

/// A part with its own page set-up. Each starts on a new page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Page set-up.
    pub page: Page,
    /// What stands in the top margin of its first page, from `page.number_distance` below the edge of the paper: the
    /// direction of circulation, the information of a signature.
    pub first_header: Vec<Block>,
    /// What stands at the foot of the text area of its first page and takes its room from the text: the address band.
    pub first_footer: Vec<Block>,
    /// Content.
    pub blocks: Vec<Block>,
}

impl Section {
    /// Everything in it, as it stands on the page: its first header, its content, its first footer.
    pub fn all_blocks(&self) -> impl Iterator<Item = &Block> {
        self.first_header.iter().chain(&self.blocks).chain(&self.first_footer)
    }
}

/// Page set-up. Page numbers start at 1 in every section and are not shown on its first page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page {
    /// Paper width as printed (the long side when landscape).
    pub width: Length,
    /// Paper height as printed.
    pub height: Length,
    /// Margin.
    pub top: Length,
    /// Margin.
    pub bottom: Length,
    /// Margin.
    pub left: Length,
    /// Margin.
    pub right: Length,
    /// Where the page number stands.
    pub number: PageNumberPlace,
    /// From the paper's edge (top or bottom, as `number` says) to the near edge of the number's line box.
    pub number_distance: Length,
}

impl Page {
    /// Width of the text area.
    pub fn text_width(&self) -> Length {
        self.width - self.left - self.right
    }

    /// Height of the text area.
    pub fn text_height(&self) -> Length {
        self.height - self.top - self.bottom
    }
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageNumberPlace {
    /// Centred in the top margin (ND30).
    TopCenter,
    /// In the bottom right corner (TT01).
    BottomRight,
}

/// A block.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A drawn line.
    Rule(Rule),
    /// A boxed word (dấu độ mật, dấu mức độ khẩn, phạm vi lưu hành).
    Frame(Frame),
    /// Blank height, such as the room for a signature.
    Space(Space),
    /// Columns side by side without lines: the head, the signature.
    Grid(Grid),
    /// A ruled table.
    Table(Table),
    /// A picture.
    Picture(Picture),
    /// A chart.
    Chart(ChartBox),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paragraph {
    /// What it is; names its DOCX style and PDF tag.
    pub role: Role,
    /// How it looks, complete.
    pub look: Look,
    /// What it says. Never empty; a `\n` in a run is a line break.
    pub runs: Vec<StyledRun>,
}

/// A stretch of text with one look.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StyledRun {
    /// The words.
    pub text: String,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
    /// The answer it prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<AnswerPath>,
    /// A gap to be stamped; `text` is no-break spaces of at least the stamp's width.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
    /// The mark of a footnote, raised: index into `StyledDocument::footnotes`. Such a run has no words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnote: Option<usize>,
}

/// A picture, never broken across pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// The file.
    pub image: Image,
    /// Left edge of the column to the picture.
    pub indent: Length,
    /// Width as printed.
    pub width: Length,
    /// Height as printed.
    pub height: Length,
    /// Space above.
    pub space_before: Length,
    /// Stay on the page of the next block: a picture and its caption.
    pub keep_next: bool,
    /// What it shows, for readers that do not see it.
    pub description: String,
}

/// A chart, never broken across pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChartBox {
    /// The figures.
    pub chart: Chart,
    /// Size of its words.
    pub size: Length,
    /// What its figures count, in words: `Đơn vị: trường`; `None` where the answers do not say.
    pub unit: Option<String>,
    /// Colours of the series or slices, `rrggbb`, used in turn.
    pub colors: Vec<String>,
    /// Thickness of the line of a series.
    pub line: Length,
    /// Left edge of the column to the chart.
    pub indent: Length,
    /// Width as printed.
    pub width: Length,
    /// Height as printed.
    pub height: Length,
    /// Space above.
    pub space_before: Length,
    /// Stay on the page of the next block: a chart and its caption.
    pub keep_next: bool,
    /// The figures in words, for readers that do not see it.
    pub description: String,
}

/// A solid horizontal line, `length` long, `indent` from the left edge of its column. It takes `height` in all; the
/// line lies `offset` below the top of that.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rule {
    /// Left edge of the column to the line's left end.
    pub indent: Length,
    /// Length of the line.
    pub length: Length,
    /// Stroke.
    pub thickness: Length,
    /// Height it takes.
    pub height: Length,
    /// Top of that height to the line.
    pub offset: Length,
    /// Stay on the page of the next block.
    pub keep_next: bool,
}

/// A word in a single-line frame, both of one colour.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frame {
    /// The word, centred in the frame; its lines are broken by `\n` only.
    pub paragraph: Paragraph,
    /// Left edge of the column to the frame.
    pub indent: Length,
    /// Width of the frame.
    pub width: Length,
    /// Height of the frame.
    pub height: Length,
    /// Stroke.
    pub thickness: Length,
    /// Space above the frame.
    pub space_before: Length,
    /// Colour, `rrggbb`.
    pub color: String,
}

/// Blank height.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Space {
    /// The height.
    pub height: Length,
    /// What will fill it, with the rectangles they take: offset from the space's left edge and top, width and height.
    pub stamps: Vec<StampArea>,
}

/// A rectangle inside a space that a stamp will fill.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StampArea {
    /// Which stamp.
    pub stamp: Stamp,
    /// From the left edge of the column.
    pub x: Length,
    /// From the top of the space; may be negative.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// The picture that stands there, when there is one; it fills the rectangle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<StampPicture>,
}

/// The picture of a signature or a seal, on a transparent ground.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StampPicture {
    /// The file.
    pub image: Image,
    /// What it shows, for readers that do not see it.
    pub description: String,
}

/// Columns side by side without lines or padding. Rows are as high as their highest cell, content at the top.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grid {
    /// Column widths.
    pub columns: Vec<Length>,
    /// Rows; each has one cell a column.
    pub rows: Vec<GridRow>,
    /// Never broken across pages, and kept with the last lines of the block before.
    pub keep_together: bool,
    /// Space above.
    pub space_before: Length,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GridRow {
    /// One cell a column; a cell may be empty.
    pub cells: Vec<Vec<Block>>,
}

/// A ruled table. Its head rows repeat on every page and no row is broken across pages.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// Column widths; their sum is the text width.
    pub columns: Vec<Length>,
    /// Rows that repeat.
    pub head: Vec<Row>,
    /// Rows. The last two stay on one page.
    pub rows: Vec<Row>,
    /// Stroke of all lines, black.
    pub stroke: Length,
    /// Left and right padding of a cell.
    pub padding_x: Length,
    /// Top and bottom padding of a cell.
    pub padding_y: Length,
    /// Space above.
    pub space_before: Length,
    /// Name for readers that do not see it: tên bảng.
    pub description: String,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Cells; their spans add up to the columns.
    pub cells: Vec<Cell>,
}

/// A cell of a table, its content centred between top and bottom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// How many columns it takes.
    pub span: u16,
    /// Content; one paragraph, or an empty cell.
    pub paragraph: Option<Paragraph>,
}

/// Words across every page, behind the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Watermark {
    /// The words.
    pub text: String,
    /// Font size.
    pub size: Length,
    /// Counter-clockwise from horizontal, in degrees.
    pub angle: f64,
    /// Colour, `rrggbb`.
    pub color: String,
}

/// The date a reproducible file carries: the document's, or the day given from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileDate(pub NaiveDate);
