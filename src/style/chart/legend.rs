//! The names of series or slices, each beside its colour.

use super::plot::{Area, GAP, Plan, cut};
use super::{Pen, ascent, bars, line_height, lines, width};
use crate::model::ChartKind;
use crate::style::ChartBox;

/// Between two names on one line.
const BETWEEN: f64 = 8.0;
/// Left and right of the names beside a pie: word processors need more room for them than they fill.
const PADDING: f64 = 8.0;
/// Above, between and below lines of names, in lines of type: as word processors have it.
const SPREAD: f64 = 0.4;
/// The legend of a pie takes at most this part of the width.
const BESIDE: f64 = 0.45;

/// The names, cut where they are wider than a legend can be.
fn names(chart: &ChartBox) -> Vec<String> {
    let chart_names: Vec<&String> = match chart.chart.kind {
        ChartKind::Bar | ChartKind::Line => chart.chart.series.iter().map(|series| &series.name).collect(),
        ChartKind::Pie => chart.chart.categories.iter().collect(),
    };
    let most = match chart.chart.kind {
        ChartKind::Bar | ChartKind::Line => chart.width.to_pt(),
        ChartKind::Pie => chart.width.to_pt() * BESIDE,
    };
    chart_names.into_iter().map(|name| cut(chart, name, most - key(chart) - 2.0 * PADDING)).collect()
}

/// The room of a colour and what parts it from its name.
fn key(chart: &ChartBox) -> f64 {
    chart.size.to_pt() * 0.7 + GAP
}

/// From the top of a legend to that of its line `at`.
fn down(chart: &ChartBox, at: usize) -> f64 {
    (SPREAD + at as f64 * (1.0 + SPREAD)) * line_height(chart)
}

/// The names in lines that fill the width, for below a plot.
fn rows(chart: &ChartBox) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut used = f64::INFINITY;
    for name in names(chart) {
        let wide = key(chart) + width(chart, &name);
        if used + BETWEEN + wide > chart.width.to_pt() {
            rows.push(Vec::new());
            used = -BETWEEN;
        }
        used += BETWEEN + wide;
        rows.last_mut().into_iter().for_each(|row| row.push(name.clone()));
    }
    rows
}

fn row_width(chart: &ChartBox, row: &[String]) -> f64 {
    let names: f64 = row.iter().map(|name| key(chart) + width(chart, name)).sum();
    names + BETWEEN * row.len().saturating_sub(1) as f64
}

/// The room of a legend below the plot.
pub(super) fn below(chart: &ChartBox) -> Area {
    let rows = rows(chart);
    let wide = rows.iter().map(|row| row_width(chart, row)).fold(0.0, f64::max);
    let height = down(chart, rows.len());
    Area { left: (chart.width.to_pt() - wide) / 2.0, top: chart.height.to_pt() - height, width: wide, height }
}

/// The room of a legend at the right of a pie, below `top`.
pub(super) fn beside(chart: &ChartBox, top: f64) -> Area {
    let names = names(chart);
    let wide = names.iter().map(|name| key(chart) + width(chart, name)).fold(0.0, f64::max) + 2.0 * PADDING;
    let height = down(chart, names.len());
    let free = chart.height.to_pt() - top - height;
    Area { left: chart.width.to_pt() - wide, top: top + (free / 2.0).max(0.0), width: wide, height }
}

/// Draws the legend where the plan has it.
pub(super) fn draw(pen: &mut Pen, plan: &Plan) {
    let (Some(area), chart) = (plan.legend, pen.chart) else { return };
    let rows = match chart.chart.kind {
        ChartKind::Bar | ChartKind::Line => rows(chart),
        ChartKind::Pie => names(chart).into_iter().map(|name| vec![name]).collect(),
    };
    let mut index = 0;
    for (at, row) in rows.iter().enumerate() {
        let padding = if chart.chart.kind == ChartKind::Pie { PADDING } else { 0.0 };
        let top = area.top + down(chart, at);
        let mut left = match chart.chart.kind {
            ChartKind::Bar | ChartKind::Line => (chart.width.to_pt() - row_width(chart, row)) / 2.0,
            ChartKind::Pie => area.left + padding,
        };
        for name in row {
            entry(pen, index, name, (left, top));
            left += key(chart) + width(chart, name) + BETWEEN;
            index += 1;
        }
    }
}

fn entry(pen: &mut Pen, index: usize, name: &str, (left, top): (f64, f64)) {
    let (chart, color) = (pen.chart, pen.color(index));
    let (side, middle) = (key(chart) - GAP, top + line_height(chart) / 2.0);
    match chart.chart.kind {
        ChartKind::Bar | ChartKind::Pie => {
            pen.area(bars::rectangle(left, left + side, middle - side / 2.0, middle + side / 2.0), color);
        }
        ChartKind::Line => pen.area(lines::marker(index, (left + side / 2.0, middle)), color),
    }
    pen.words(name, (left + key(chart), top + ascent(chart)));
}
