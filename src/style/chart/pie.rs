//! Biểu đồ tròn.

use std::f64::consts::TAU;

use super::plot::{GAP, Plan, unit};
use super::{Pen, Point, ascent, line_height, width};
use crate::vietnamese::decimal;

/// Corners of a whole circle.
const CORNERS: f64 = 180.0;
/// The colour of what parts two slices.
pub const PAPER: &str = "ffffff";
/// Its thickness, in points.
pub const PART: f64 = 1.0;

/// Slices from the top, clockwise, each with its figure outside.
pub(super) fn draw(pen: &mut Pen, plan: &Plan) {
    let (chart, plot) = (pen.chart, plan.plot);
    let (radius, center) = (plot.width / 2.0, (plot.left + plot.width / 2.0, plot.top + plot.height / 2.0));
    let values = chart.chart.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    let parts: Vec<f64> = values.iter().map(|value| value.map_or(0.0, part)).collect();
    let whole: f64 = parts.iter().sum();
    if whole <= 0.0 {
        return unit(pen);
    }
    let mut from = 0.0;
    let mut labels = Vec::new();
    for (index, (value, part)) in values.iter().zip(&parts).enumerate() {
        let to = from + part / whole;
        if *part > 0.0 {
            pen.area(slice(center, radius, from, to), pen.color(index));
        }
        labels.extend(value.map(|(digits, scale)| (decimal(digits, scale), (from + to) / 2.0)));
        from = to;
    }
    borders(pen, &parts, whole, center, radius);
    for (words, turn) in labels {
        let (x, y) = on(center, radius + GAP, turn);
        let (wide, line) = (width(chart, &words), line_height(chart));
        // The words touch the circle with the edge or corner that is nearest.
        let (dx, dy) = ((TAU * turn).sin(), -(TAU * turn).cos());
        let left = x - wide / 2.0 + dx * wide / 2.0;
        let top = y - line / 2.0 + dy * line / 2.0;
        pen.words(&words, (left, top + ascent(chart)));
    }
    unit(pen);
}

/// The size of a slice; figures below zero are refused before.
fn part((digits, scale): (i64, u8)) -> f64 {
    (digits as f64 / 10_f64.powi(i32::from(scale))).max(0.0)
}

/// White between slices, where there are several.
fn borders(pen: &mut Pen, parts: &[f64], whole: f64, center: Point, radius: f64) {
    if parts.iter().filter(|part| **part > 0.0).count() < 2 {
        return;
    }
    let mut turn = 0.0;
    for part in parts.iter().filter(|part| **part > 0.0) {
        pen.line(vec![center, on(center, radius, turn)], PAPER, PART);
        turn += part / whole;
    }
}

/// The point of a circle at `turn`, from the top, clockwise, of one whole.
fn on((x, y): Point, radius: f64, turn: f64) -> Point {
    (x + radius * (TAU * turn).sin(), y - radius * (TAU * turn).cos())
}

fn slice(center: Point, radius: f64, from: f64, to: f64) -> Vec<Point> {
    let corners = ((to - from) * CORNERS).ceil().max(1.0) as usize;
    let edge = (0..=corners).map(|at| on(center, radius, from + (to - from) * at as f64 / corners as f64));
    [center].into_iter().chain(edge).collect()
}
