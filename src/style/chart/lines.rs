//! Biểu đồ đường.

use super::plot::{GAP, Plan, base_line};
use super::{Pen, Point, ascent, line_height};
use crate::vietnamese::decimal;

/// Half the size of a marker, in points.
pub const MARKER: f64 = 3.0;

/// A line a series through its points, each marked; a figure that is missing leaves a gap.
pub(super) fn draw(pen: &mut Pen, plan: &Plan) {
    base_line(pen, plan);
    let Some(axis) = &plan.axis else { return };
    let (chart, plot) = (pen.chart, plan.plot);
    let slot = plot.width / chart.chart.categories.len().max(1) as f64;
    let place = |(at, value): (usize, &Option<(i64, u8)>)| {
        let figure = (*value)?;
        let point = (plot.left + (at as f64 + 0.5) * slot, plot.bottom() - axis.at(figure) * plot.height);
        Some((point, figure))
    };
    for (index, series) in chart.chart.series.iter().enumerate() {
        let points: Vec<Option<(Point, (i64, u8))>> = series.values.iter().enumerate().map(place).collect();
        let color = pen.color(index);
        for stretch in points.split(Option::is_none).filter(|stretch| stretch.len() > 1) {
            let line = stretch.iter().flatten().map(|(point, _)| *point).collect();
            pen.line(line, &color, chart.line.to_pt());
        }
        for (point, figure) in points.into_iter().flatten() {
            pen.area(marker(index, point), color.clone());
            if plan.labelled {
                let baseline = point.1 - MARKER - GAP / 2.0 + ascent(chart) - line_height(chart);
                pen.centred(&decimal(figure.0, figure.1), point.0, baseline);
            }
        }
    }
}

/// The marker of a series: a disc, square, diamond or triangle, so that lines differ without their colours.
pub(super) fn marker(series: usize, (x, y): Point) -> Vec<Point> {
    let m = MARKER;
    match series % 4 {
        0 => (0..16)
            .map(|at| f64::from(at) * std::f64::consts::TAU / 16.0)
            .map(|turn| (x + m * turn.cos(), y + m * turn.sin()))
            .collect(),
        1 => vec![(x - m, y - m), (x + m, y - m), (x + m, y + m), (x - m, y + m)],
        2 => vec![(x, y - m), (x + m, y), (x, y + m), (x - m, y)],
        _ => vec![(x, y - m), (x + m, y + m), (x - m, y + m)],
    }
}
