//! Charts as drawings: where each bar, line, slice and word stands. Both writers ask here, so that a chart of Word's own
//! shows what the drawn one shows.
//!
//! All in points from the top left corner of the chart.

mod axis;
mod bars;
mod legend;
mod lines;
mod pie;
mod plot;

pub use axis::Axis;
pub use bars::SHARE as BAR_SHARE;
pub use lines::MARKER;
pub use pie::{PAPER, PART};
pub use plot::{Area, Plan, more_height, plan};

use super::{ChartBox, metrics};
use crate::assets::fonts::Face;
use crate::model::ChartKind;

/// The black of words, and the grey of the lines behind the figures.
pub const INK: &str = "000000";
/// See [`INK`].
pub const GRID: &str = "bfbfbf";
/// Thickness of the axis and of the lines behind the figures, in points.
pub const HAIRLINE: f64 = 0.5;

/// A point.
pub type Point = (f64, f64);

/// Something that is drawn, in order: what comes later lies above.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled area.
    Area {
        /// Its corners.
        points: Vec<Point>,
        /// `rrggbb`.
        color: String,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// `rrggbb`.
        color: String,
        /// In points.
        thickness: f64,
    },
    /// Words on one line.
    Words {
        /// The words.
        text: String,
        /// Left end of their base line; of upward words, its lower end.
        at: Point,
        /// `rrggbb`.
        color: String,
        /// Whether they read from the bottom up.
        upward: bool,
    },
}

/// The shapes of a chart.
pub fn draw(chart: &ChartBox) -> Vec<Shape> {
    let plan = plan(chart);
    let mut pen = Pen { chart, shapes: Vec::new() };
    match chart.chart.kind {
        ChartKind::Bar => {
            plot::frame(&mut pen, &plan);
            bars::draw(&mut pen, &plan);
        }
        ChartKind::Line => {
            plot::frame(&mut pen, &plan);
            lines::draw(&mut pen, &plan);
        }
        ChartKind::Pie => pie::draw(&mut pen, &plan),
    }
    legend::draw(&mut pen, &plan);
    pen.shapes
}

/// What draws.
struct Pen<'a> {
    chart: &'a ChartBox,
    shapes: Vec<Shape>,
}

impl Pen<'_> {
    /// The colour of a series or slice.
    fn color(&self, index: usize) -> String {
        let colors = &self.chart.colors;
        colors.get(index % colors.len().max(1)).cloned().unwrap_or_else(|| INK.to_owned())
    }

    fn area(&mut self, points: Vec<Point>, color: String) {
        self.shapes.push(Shape::Area { points, color });
    }

    fn line(&mut self, points: Vec<Point>, color: &str, thickness: f64) {
        self.shapes.push(Shape::Line { points, color: color.to_owned(), thickness });
    }

    /// Words whose base line begins at `at`.
    fn words(&mut self, text: &str, at: Point) {
        let (text, color) = (text.to_owned(), INK.to_owned());
        self.shapes.push(Shape::Words { text, at, color, upward: false });
    }

    /// Words with their middle at `x`.
    fn centred(&mut self, text: &str, x: f64, baseline: f64) {
        self.words(text, (x - width(self.chart, text) / 2.0, baseline));
    }
}

/// Width of words in a chart.
fn width(chart: &ChartBox, text: &str) -> f64 {
    metrics::width(text, chart.size, Face::Regular)
}

/// Height of a line of words in a chart.
fn line_height(chart: &ChartBox) -> f64 {
    metrics::line_height(chart.size).to_pt()
}

/// From the top of a line of words to its base line.
fn ascent(chart: &ChartBox) -> f64 {
    chart.size.to_pt() * metrics::ASCENDER
}

#[cfg(test)]
mod tests;
