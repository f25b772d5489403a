//! Biểu đồ cột.

use super::plot::{GAP, Plan, base_line};
use super::{Pen, Point, ascent, line_height};
use crate::vietnamese::decimal;

/// The part of a category's room that its bars take.
pub const SHARE: f64 = 0.7;

/// Bars beside each other, each with its figure above it, or below where it hangs.
pub(super) fn draw(pen: &mut Pen, plan: &Plan) {
    let Some(axis) = &plan.axis else { return };
    let (chart, plot) = (pen.chart, plan.plot);
    let slot = plot.width / chart.chart.categories.len().max(1) as f64;
    let bar = slot * SHARE / chart.chart.series.len().max(1) as f64;
    let height = |part: f64| plot.bottom() - part * plot.height;
    for (index, series) in chart.chart.series.iter().enumerate() {
        for (at, value) in series.values.iter().enumerate() {
            let &Some(figure) = value else { continue };
            let left = plot.left + (at as f64 + (1.0 - SHARE) / 2.0) * slot + index as f64 * bar;
            let (end, base) = (height(axis.at(figure)), height(axis.base()));
            pen.area(rectangle(left, left + bar, end, base), pen.color(index));
            if plan.labelled {
                let baseline = if end <= base {
                    end - GAP / 2.0 + ascent(chart) - line_height(chart)
                } else {
                    end + GAP / 2.0 + ascent(chart)
                };
                pen.centred(&decimal(figure.0, figure.1), left + bar / 2.0, baseline);
            }
        }
    }
    base_line(pen, plan);
}

/// A rectangle by its edges.
pub(super) fn rectangle(left: f64, right: f64, top: f64, bottom: f64) -> Vec<Point> {
    vec![(left, top), (right, top), (right, bottom), (left, bottom)]
}
