//! Pictures and charts, each a figure with one description.

use super::super::program::{Block, Shape};
use super::blocks::Body;
use super::lines::Run;
use super::paint::{Element, Painter, Thing};
use super::{fits, letters, pt};
use crate::assets::fonts::Face;

/// A picture. Points.
pub struct Picture<'a> {
    pub x: f64,
    pub width: f64,
    pub height: f64,
    /// Its number among the pictures of the document.
    pub file: usize,
    pub description: &'a str,
}

/// A chart. Points.
pub struct Chart<'a> {
    pub x: f64,
    /// Size of its words.
    pub size: f64,
    pub shapes: &'a [Shape],
    pub description: &'a str,
}

/// The picture or chart that `block` is. `None` where its words are not for one line.
pub fn figure(block: &Block) -> Option<Body<'_>> {
    match block {
        Block::Picture { file, indent, width, height, description, .. } => {
            let (x, width, height) = (pt(*indent), pt(*width), pt(*height));
            Some(Body::Picture(Picture { x, width, height, file: *file, description }))
        }
        Block::Chart { shapes, size, indent, width, description, .. } => {
            let (x, size, width) = (pt(*indent), pt(*size), pt(*width));
            let is_line = |shape: &Shape| match shape {
                Shape::Words { text, .. } => {
                    let mut letters = text.chars().map(|letter| letters::letter(letter, Face::Regular));
                    letters.all(|letter| letter.is_some()) && fits(width, letters::width(text, Face::Regular) * size)
                }
                Shape::Area { .. } | Shape::Line { .. } => true,
            };
            shapes.iter().all(is_line).then_some(Body::Chart(Chart { x, size, shapes, description }))
        }
        Block::Paragraph(_)
        | Block::Rule { .. }
        | Block::Frame { .. }
        | Block::Space { .. }
        | Block::Grid { .. }
        | Block::Table { .. } => None,
    }
}

impl<'a> Painter<'a> {
    pub fn picture(&mut self, picture: &Picture<'a>, x: f64, y: f64) {
        let &Picture { x: indent, width, height, file, description } = picture;
        self.image(file, (width, height), description, x + indent, y);
    }

    /// A picture of this size with its top left corner at `x` and `y`.
    pub fn image(&mut self, file: usize, size: (f64, f64), description: &'a str, x: f64, y: f64) {
        self.open(x, y, Element::Picture(description.to_owned()));
        self.put(x, y, Thing::Image { file, size, description });
        self.close();
    }

    pub fn chart(&mut self, chart: &Chart<'a>, x: f64, y: f64) {
        let x = x + chart.x;
        self.open(x, y, Element::Figure(chart.description.to_owned()));
        for shape in chart.shapes {
            // A drawing is put together of pieces that do not follow each other.
            self.open(x, y, Element::Placed);
            self.shape(shape, chart.size, x, y);
            self.close();
        }
        self.close();
    }

    fn shape(&mut self, shape: &'a Shape, size: f64, x: f64, y: f64) {
        match shape {
            Shape::Area { points, color } => self.put(x, y, Thing::Area { points, color }),
            Shape::Line { points, color, thickness } => {
                self.put(x, y, Thing::Path { points, color, thickness: *thickness });
            }
            Shape::Words { text, at, color, upward } => {
                let run = Run { text, kept: text.len(), face: Face::Regular, size, stretch: 0.0, source: None };
                let words = if *upward { Thing::Upward(run, color) } else { Thing::Run(run, Some(color)) };
                self.put(x + at.0, y + at.1, words);
            }
        }
    }
}
