//! Biểu đồ tròn.

use std::f64::consts::TAU;

use super::plot::{Area, GAP, Plan, unit};
use super::{Pen, Point, ascent, line_height, width};
use crate::style::ChartBox;
use crate::vietnamese::decimal;

/// Corners of a whole circle.
const CORNERS: f64 = 180.0;
/// So far from the middle of the circle, in parts of its radius, words still stand right above or beside it.
const STRAIGHT: f64 = 0.087;
/// The colour of what parts two slices.
pub const PAPER: &str = "ffffff";
/// Its thickness, in points.
pub const PART: f64 = 1.0;

/// Slices from the top, clockwise, each with its figure outside.
pub(super) fn draw(pen: &mut Pen, plan: &Plan) {
    let (chart, plot) = (pen.chart, plan.plot);
    let (radius, center) = circle(plot);
    let parts = parts(chart);
    let whole: f64 = parts.iter().sum();
    let mut from = 0.0;
    for (index, part) in parts.iter().enumerate().filter(|(_, part)| **part > 0.0) {
        let to = from + part / whole;
        pen.area(slice(center, radius, from, to), pen.color(index));
        from = to;
    }
    borders(pen, &parts, whole, center, radius);
    for (index, (words, area)) in labels(chart, plot).into_iter().enumerate() {
        if !plan.silent.contains(&index) {
            pen.words(&words, (area.left, area.top + ascent(chart)));
        }
    }
    unit(pen);
}

fn circle(plot: Area) -> (f64, Point) {
    (plot.width / 2.0, (plot.left + plot.width / 2.0, plot.top + plot.height / 2.0))
}

/// The sizes of the slices.
fn parts(chart: &ChartBox) -> Vec<f64> {
    let series = chart.chart.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    series.iter().map(|value| value.map_or(0.0, part)).collect()
}

/// The words of each slice and where they stand; none for a missing figure.
fn labels(chart: &ChartBox, plot: Area) -> Vec<(String, Area)> {
    let (radius, center) = circle(plot);
    let parts = parts(chart);
    let whole: f64 = parts.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let values = chart.chart.series.first().map(|series| series.values.as_slice()).unwrap_or_default();
    let mut from = 0.0;
    let label = |(value, part): (&Option<(i64, u8)>, &f64)| {
        let words = value.map_or_else(String::new, |(digits, scale)| decimal(digits, scale));
        let turn = from + part / whole / 2.0;
        from += part / whole;
        let (x, y) = on(center, radius + GAP, turn);
        let (wide, line) = (width(chart, &words), line_height(chart));
        // The words touch the circle with the corner that is nearest, or with the middle of an edge.
        let (dx, dy) = (side((TAU * turn).sin()), side(-(TAU * turn).cos()));
        let (left, top) = (x - wide / 2.0 + dx * wide / 2.0, y - line / 2.0 + dy * line / 2.0);
        (words, Area { left, top, width: wide, height: line })
    };
    values.iter().zip(&parts).map(label).collect()
}

/// The slices whose words would lie across those of an earlier one, or that have none.
pub(super) fn silent(chart: &ChartBox, plot: Area) -> Vec<usize> {
    let mut shown: Vec<Area> = Vec::new();
    let mut silent = Vec::new();
    for (index, (words, area)) in labels(chart, plot).into_iter().enumerate() {
        if words.is_empty() || shown.iter().any(|other| other.touches(&area)) {
            silent.push(index);
        } else {
            shown.push(area);
        }
    }
    silent
}

/// On which side of the middle: -1, 0 or 1.
fn side(part: f64) -> f64 {
    if part.abs() < STRAIGHT { 0.0 } else { part.signum() }
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
