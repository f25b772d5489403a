//! The things of a page as what the page's stream draws.

use super::super::letters;
use super::super::lines::Run;
use super::super::page::Sheet;
use super::super::paint::{Element, Placed, Thing};
use super::fonts::{self, Fonts};
use super::number::{integer, number};
use super::tree::Tree;
use crate::assets::fonts::Face;

/// Decimals of lengths: a thousandth of a point is less than any printer places.
const PLACES: u32 = 3;

/// What is drawn on a page.
pub struct Canvas<'t, 'a> {
    out: Vec<u8>,
    tree: &'t mut Tree<'a>,
    /// Number of the page.
    page: usize,
    width: f64,
    height: f64,
    /// Pieces of content so far.
    contents: usize,
    /// Elements that are open in one that is no content of the document.
    artifacts: usize,
    font: Option<(Face, f64)>,
    thickness: Option<f64>,
    /// The colours of letters and of lines, where they are not black.
    fill: Option<&'a str>,
    stroke: Option<&'a str>,
    fonts: &'t Fonts,
}

/// The stream of a page, and how many pieces of content it has.
pub struct Drawn {
    pub stream: Vec<u8>,
    pub contents: usize,
}

/// The stream of `sheet`, what it says put into `tree`. `None` for what is not drawn here: pictures and charts.
pub fn draw<'a>(
    sheet: &'a Sheet<'a>,
    page: usize,
    watermark: bool,
    fonts: &Fonts,
    tree: &mut Tree<'a>,
) -> Option<Drawn> {
    let mut canvas = Canvas {
        out: Vec::with_capacity(32 * 1024),
        tree,
        page,
        width: sheet.width,
        height: sheet.height,
        contents: 0,
        artifacts: 0,
        font: None,
        thickness: None,
        fill: None,
        stroke: None,
        fonts,
    };
    canvas.out.extend_from_slice(b"/g cs 0 scn/g CS 0 SCN 4 M\n");
    if watermark {
        canvas.watermark();
    }
    canvas.things(&sheet.things)?;
    Some(Drawn { stream: canvas.out, contents: canvas.contents })
}

impl<'a> Canvas<'_, 'a> {
    fn things(&mut self, things: &'a [Placed<'a>]) -> Option<()> {
        things.iter().try_for_each(|placed| self.thing(placed))
    }

    fn thing(&mut self, placed: &'a Placed<'a>) -> Option<()> {
        let (x, y) = (placed.x, self.height - placed.y);
        match &placed.thing {
            Thing::Run(run, color) => self.run(run, *color, x, y)?,
            Thing::Rule { length, thickness } => self.rule(*length, *thickness, x, y),
            Thing::Rect { width, height, thickness, color } => {
                let half = thickness / 2.0;
                let (left, top) = (x - half, placed.y - half);
                self.tree.drawn(self.page, [left, top, x + width + half, placed.y + height + half]);
                self.rect((*width, *height), *thickness, *color, x, y);
            }
            // Programs ask for stamps elsewhere: a page does not show where they will be.
            Thing::Stamp(..) => {}
            Thing::Open(element) => self.open(element)?,
            Thing::Close => self.close(),
            Thing::Foot(things) => {
                self.tree.foot();
                self.things(things)?;
                self.tree.close();
            }
            Thing::Image { .. } | Thing::Area { .. } | Thing::Path { .. } | Thing::Upward(..) => return None,
        }
        Some(())
    }

    fn open(&mut self, element: &'a Element) -> Option<()> {
        let artifact: &[u8] = match element {
            _ if self.artifacts > 0 => b"",
            Element::Header => b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
            Element::Footer => b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
            Element::TableCell { repeats: true, .. } => b"/Artifact<</Type/Pagination>>BDC\n",
            Element::Paragraph
            | Element::Heading { .. }
            | Element::Grid(..)
            | Element::GridCell { .. }
            | Element::Table { .. }
            | Element::TableCell { .. }
            | Element::Picture(_)
            | Element::Figure(_)
            | Element::Placed
            | Element::Float
            | Element::Background => return self.tree.open(element),
        };
        self.out.extend_from_slice(artifact);
        self.artifacts += 1;
        Some(())
    }

    fn close(&mut self) {
        match self.artifacts {
            0 => self.tree.close(),
            1 => {
                self.artifacts = 0;
                self.out.extend_from_slice(b"EMC\n");
            }
            _ => self.artifacts -= 1,
        }
    }

    /// Begins a piece of content.
    fn begin(&mut self) {
        if self.artifacts == 0 {
            self.out.extend_from_slice(b"/Span<</MCID ");
            integer(&mut self.out, self.contents as u64);
            self.out.extend_from_slice(b">>BDC\n");
            self.tree.content(self.page, self.contents);
            self.contents += 1;
        }
    }

    /// Begins what is drawn and says nothing.
    fn begin_drawing(&mut self) {
        if self.artifacts == 0 {
            self.out.extend_from_slice(b"/Artifact<</Type/Layout>>BDC\n");
        }
    }

    fn end(&mut self) {
        if self.artifacts == 0 {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    fn run(&mut self, run: &Run<'a>, color: Option<&'a str>, x: f64, y: f64) -> Option<()> {
        self.begin();
        if self.fill != color {
            self.fill = color;
            self.color(color, [b"/s cs", b" scn\n", b"/g cs 0 scn\n"]);
        }
        self.out.extend_from_slice(b"BT");
        if self.font != Some((run.face, run.size)) {
            self.font = Some((run.face, run.size));
            self.out.push(b'/');
            self.out.extend_from_slice(fonts::name(run.face));
            self.lengths(&[run.size]);
            self.out.extend_from_slice(b" Tf");
        }
        self.lengths(&[x, y]);
        self.out.extend_from_slice(b" Td");
        self.letters(run)?;
        self.out.extend_from_slice(b"ET\n");
        self.end();
        Some(())
    }

    /// The letters, with what moves those after a space: its stretch, or its width where the line has ended.
    fn letters(&mut self, run: &Run) -> Option<()> {
        let font = self.fonts.font(run.face)?;
        let stretch = -run.stretch / run.size * 1000.0;
        let mut owed = 0.0;
        self.out.extend_from_slice(b"[(");
        for (at, letter) in run.text.char_indices() {
            if owed != 0.0 {
                self.out.push(b')');
                number(&mut self.out, owed, 2);
                self.out.push(b'(');
                owed = 0.0;
            }
            for byte in font.code(letter)?.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                    b'\r' => self.out.extend_from_slice(b"\\r"),
                    _ => self.out.push(byte),
                }
            }
            if at >= run.kept {
                owed = letters::letter(letter, run.face)?.advance * 1000.0;
            } else if letter == ' ' {
                owed = stretch;
            }
        }
        self.out.extend_from_slice(b")]TJ\n");
        Some(())
    }

    fn rule(&mut self, length: f64, thickness: f64, x: f64, y: f64) {
        self.begin_drawing();
        self.line(thickness, None);
        self.lengths(&[x, y]);
        self.out.extend_from_slice(b" m");
        self.lengths(&[x + length, y]);
        self.out.extend_from_slice(b" l S\n");
        self.end();
    }

    fn rect(&mut self, (width, height): (f64, f64), thickness: f64, color: Option<&'a str>, x: f64, y: f64) {
        self.begin_drawing();
        self.line(thickness, color);
        self.lengths(&[x, y - height, width, height]);
        self.out.extend_from_slice(b" re S\n");
        self.end();
    }

    fn line(&mut self, thickness: f64, color: Option<&'a str>) {
        if self.stroke != color {
            self.stroke = color;
            self.color(color, [b"/s CS", b" SCN\n", b"/g CS 0 SCN\n"]);
        }
        if self.thickness != Some(thickness) {
            self.thickness = Some(thickness);
            self.lengths(&[thickness]);
            self.out.extend_from_slice(b" w");
        }
    }

    /// A colour between two operators, or the operator that makes black.
    fn color(&mut self, color: Option<&str>, [before, after, black]: [&[u8]; 3]) {
        match color.and_then(parts) {
            Some(parts) => {
                self.out.extend_from_slice(before);
                parts.iter().for_each(|part| {
                    self.out.push(b' ');
                    number(&mut self.out, *part, 4);
                });
                self.out.extend_from_slice(after);
            }
            None => self.out.extend_from_slice(black),
        }
    }

    fn lengths(&mut self, lengths: &[f64]) {
        for length in lengths {
            self.out.push(b' ');
            number(&mut self.out, *length, PLACES);
        }
    }

    /// The words across the page, which every page draws alike.
    fn watermark(&mut self) {
        self.out.extend_from_slice(b"/Artifact<</Type/Background/BBox[0 0");
        self.lengths(&[self.width, self.height]);
        self.out.extend_from_slice(b"]>>BDC q 1 0 0 1");
        self.lengths(&[self.width / 2.0, self.height / 2.0]);
        self.out.extend_from_slice(b" cm/w Do Q EMC\n");
    }
}

/// The parts of the colour `rrggbb`, from 0 to 1.
pub fn parts(color: &str) -> Option<[f64; 3]> {
    let digits = color.strip_prefix('#').unwrap_or(color);
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok().map(|part| f64::from(part) / 255.0);
    (digits.len() == 6).then_some([part(0)?, part(2)?, part(4)?])
}
