//! Pictures and charts inside the text: DrawingML.

use std::cell::Cell;

use super::RELATIONSHIP_NAMESPACE;
use super::chart;
use super::package::Part;
use super::workbook::workbook;
use super::xml::Element;
use crate::length::Length;
use crate::model::Image;
use crate::style::{Block, ChartBox, Picture, Section, StampArea, StyledDocument};

/// DrawingML.
pub const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Charts in it.
pub const CHART: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const PICTURE: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const PLACED: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// How many of each were drawn so far; every drawing of a document has a number of its own.
#[derive(Debug, Default)]
pub struct Drawings {
    pictures: Cell<usize>,
    charts: Cell<usize>,
}

impl Drawings {
    /// A picture as a run.
    pub fn picture(&self, picture: &Picture) -> Element {
        self.pictures.set(self.pictures.get() + 1);
        let part = Part::Picture(self.pictures.get(), picture.image.format);
        let name = format!("Picture {}", self.pictures.get());
        let content = image((picture.width, picture.height), part, &name, &picture.description);
        self.inline((picture.width, picture.height), &name, &picture.description, PICTURE, content)
    }

    /// The picture of a signature or a seal as a run, over the text at its place in the column of the paragraph.
    pub fn stamp(&self, area: &StampArea) -> Option<Element> {
        let picture = area.picture.as_ref()?;
        self.pictures.set(self.pictures.get() + 1);
        let part = Part::Picture(self.pictures.get(), picture.image.format);
        let name = format!("Picture {}", self.pictures.get());
        let size = (area.width, area.height);
        let anchor = edges("wp:anchor")
            .with("simplePos", "0")
            .attr("relativeHeight", self.pictures.get())
            .with("behindDoc", "0")
            .with("locked", "0")
            .with("layoutInCell", "1")
            .with("allowOverlap", "1")
            .child(Element::new("wp:simplePos").with("x", "0").with("y", "0"))
            .child(offset("wp:positionH", "column", area.x))
            .child(offset("wp:positionV", "paragraph", area.y))
            .child(extent("wp:extent", size))
            .child(Element::new("wp:wrapNone"));
        let content = image(size, part, &name, &picture.description);
        Some(self.run(anchor, &name, &picture.description, PICTURE, content))
    }

    /// A chart as a run.
    pub fn chart(&self, chart: &ChartBox) -> Element {
        self.charts.set(self.charts.get() + 1);
        let part = Part::Chart(self.charts.get());
        let content = Element::new("c:chart")
            .with("xmlns:c", CHART)
            .with("xmlns:r", RELATIONSHIP_NAMESPACE)
            .attr("r:id", part.id());
        let name = format!("Chart {}", self.charts.get());
        self.inline((chart.width, chart.height), &name, &chart.description, CHART, content)
    }

    /// A drawing on the line of its text.
    fn inline(&self, size: (Length, Length), name: &str, words: &str, kind: &'static str, content: Element) -> Element {
        self.run(edges("wp:inline").child(extent("wp:extent", size)), name, words, kind, content)
    }

    /// The run of a drawing that stands where `placed` says.
    fn run(&self, placed: Element, name: &str, words: &str, kind: &'static str, content: Element) -> Element {
        let facts = Element::new("wp:docPr")
            .attr("id", self.pictures.get() + self.charts.get())
            .attr("name", name)
            .attr("descr", words);
        let locks = Element::new("a:graphicFrameLocks").with("xmlns:a", DRAWING).with("noChangeAspect", "1");
        let data = Element::new("a:graphicData").with("uri", kind).child(content);
        let placed = placed
            .child(facts)
            .child(Element::new("wp:cNvGraphicFramePr").child(locks))
            .child(Element::new("a:graphic").with("xmlns:a", DRAWING).child(data));
        Element::new("w:r").child(Element::new("w:drawing").child(placed))
    }
}

/// An element whose four distances from the text are nothing.
fn edges(name: &'static str) -> Element {
    let element = Element::new(name).with("xmlns:wp", PLACED);
    ["distT", "distB", "distL", "distR"].into_iter().fold(element, |element, side| element.with(side, "0"))
}

fn offset(name: &'static str, from: &'static str, by: Length) -> Element {
    Element::new(name).with("relativeFrom", from).child(Element::new("wp:posOffset").text(by.to_emu().to_string()))
}

fn extent(name: &'static str, (width, height): (Length, Length)) -> Element {
    Element::new(name).attr("cx", width.to_emu()).attr("cy", height.to_emu())
}

fn image(size: (Length, Length), part: Part, name: &str, words: &str) -> Element {
    let facts = Element::new("pic:cNvPr").with("id", "0").attr("name", name).attr("descr", words);
    let fill = Element::new("pic:blipFill")
        .child(Element::new("a:blip").with("xmlns:r", RELATIONSHIP_NAMESPACE).attr("r:embed", part.id()))
        .child(Element::new("a:stretch").child(Element::new("a:fillRect")));
    let place =
        Element::new("a:xfrm").child(Element::new("a:off").with("x", "0").with("y", "0")).child(extent("a:ext", size));
    let shape = Element::new("pic:spPr")
        .child(place)
        .child(Element::new("a:prstGeom").with("prst", "rect").child(Element::new("a:avLst")));
    Element::new("pic:pic")
        .with("xmlns:pic", PICTURE)
        .child(Element::new("pic:nvPicPr").child(facts).child(Element::new("pic:cNvPicPr")))
        .child(fill)
        .child(shape)
}

/// The files of the pictures and charts, numbered as the text numbers them.
pub fn parts(document: &StyledDocument) -> std::io::Result<Vec<(Part, Vec<u8>)>> {
    let mut parts = Vec::new();
    let (mut pictures, mut charts) = (0, 0);
    for block in drawn(document) {
        match block {
            Drawn::Picture(image, _) => {
                pictures += 1;
                parts.push((Part::Picture(pictures, image.format), image.bytes.to_vec()));
            }
            Drawn::Chart(chart) => {
                charts += 1;
                parts.push((Part::Chart(charts), chart::chart(chart, &document.font, charts).to_part()?));
                parts.push((Part::Workbook(charts), workbook(&chart.chart)?));
            }
        }
    }
    Ok(parts)
}

/// A picture or chart of the text.
pub enum Drawn<'a> {
    /// A picture, that of a signature or a seal among them, and what it shows.
    Picture(&'a Image, &'a str),
    /// A chart.
    Chart(&'a ChartBox),
}

/// The pictures and charts of the text, in order.
pub fn drawn(document: &StyledDocument) -> Vec<Drawn<'_>> {
    let mut found = Vec::new();
    let blocks = document.sections.iter().flat_map(|section: &Section| &section.blocks);
    blocks.for_each(|block| collect(block, &mut found));
    found
}

fn collect<'a>(block: &'a Block, found: &mut Vec<Drawn<'a>>) {
    match block {
        Block::Picture(picture) => found.push(Drawn::Picture(&picture.image, &picture.description)),
        Block::Chart(chart) => found.push(Drawn::Chart(chart)),
        Block::Grid(grid) => {
            let blocks = grid.rows.iter().flat_map(|row| row.cells.iter().flatten());
            blocks.for_each(|block| collect(block, found));
        }
        Block::Space(space) => {
            let pictures = space.stamps.iter().filter_map(|area| area.picture.as_ref());
            found.extend(pictures.map(|picture| Drawn::Picture(&picture.image, &picture.description)));
        }
        Block::Paragraph(_) | Block::Rule(_) | Block::Frame(_) | Block::Table(_) => {}
    }
}
