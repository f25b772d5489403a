//! The parts of a chart: the plot, its axis, the names along it.

use super::{Axis, GRID, HAIRLINE, INK, Pen, Point, Shape, ascent, legend, line_height, width};
use crate::model::ChartKind;
use crate::style::ChartBox;
use crate::vietnamese::decimal;

/// Between words and what they name.
pub(super) const GAP: f64 = 4.0;
/// Between the axis and the names along it, and between these and the legend: as word processors have it.
const NAMES_GAP: f64 = 8.0;
/// Names along the axis take at most so many lines, or stand upright.
const MOST_LINES: usize = 3;
/// What is counted stands so far from the top left corner: as word processors have it.
const UNIT: Point = (2.0, 3.0);
/// Upright names take at most this part of the height.
const UPRIGHT: f64 = 0.5;
/// Word processors set words along an axis a little wider.
const WIDER: f64 = 1.08;

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

impl Area {
    /// Its bottom edge.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// Whether the two have a part in common.
    pub(super) fn touches(&self, other: &Area) -> bool {
        let across = self.left < other.left + other.width && other.left < self.left + self.width;
        across && self.top < other.bottom() && other.top < self.bottom()
    }
}

/// Where the parts of a chart stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Where the figures are drawn; of a pie, the square around it.
    pub plot: Area,
    /// Where the legend stands; none for one series of bars or lines.
    pub legend: Option<Area>,
    /// The axis of values; a pie has none.
    pub axis: Option<Axis>,
    /// Lines of each name along the axis.
    pub names: Vec<Vec<String>>,
    /// Whether the names along the axis read from the bottom up.
    pub upright: bool,
    /// Whether every figure stands at its bar or point: they have room there.
    pub labelled: bool,
    /// The slices of a pie whose figures have no room beside the others'.
    pub silent: Vec<usize>,
}

/// Decides where the parts of `chart` stand.
pub fn plan(chart: &ChartBox) -> Plan {
    match chart.chart.kind {
        ChartKind::Bar | ChartKind::Line => with_axis(chart),
        ChartKind::Pie => round(chart),
    }
}

/// How much higher a chart should be for its upright names or its long legend, in points.
pub fn more_height(chart: &ChartBox) -> f64 {
    let plan = plan(chart);
    let names = chart.chart.categories.iter().map(|name| width(chart, name));
    let upright = if plan.upright { names.fold(0.0, f64::max) } else { 0.0 };
    let legend = plan.legend.map_or(0.0, |legend| legend.bottom() - chart.height.to_pt());
    upright.max(legend).max(0.0)
}

fn with_axis(chart: &ChartBox) -> Plan {
    let axis = Axis::of(&chart.chart);
    let (whole, high, line) = (chart.width.to_pt(), chart.height.to_pt(), line_height(chart));
    let left = axis.marks().iter().map(|(words, _)| width(chart, words)).fold(0.0, f64::max) + GAP;
    let top = line + if chart.unit.is_some() { UNIT.1 + line } else { 0.0 };
    let legend = (chart.chart.series.len() > 1).then(|| legend::below(chart));
    let plot_width = (whole - left).max(1.0);
    let slot = plot_width / chart.chart.categories.len().max(1) as f64;
    let broken: Option<Vec<_>> =
        chart.chart.categories.iter().map(|name| broken(chart, name, (slot - GAP) / WIDER)).collect();
    let upright = broken.is_none();
    let names = broken
        .unwrap_or_else(|| chart.chart.categories.iter().map(|name| vec![cut(chart, name, high * UPRIGHT)]).collect());
    let below = if upright {
        names.iter().flatten().map(|name| width(chart, name)).fold(0.0, f64::max) * WIDER
    } else {
        names.iter().map(Vec::len).max().unwrap_or(0) as f64 * line
    };
    let bottom = below + NAMES_GAP + legend.map_or(0.0, |legend| legend.height);
    let plot = Area { left, top, width: plot_width, height: (high - top - bottom).max(line) };
    let labelled = widest_figure(chart) <= room_of_a_figure(chart, slot);
    Plan { plot, legend, axis: Some(axis), names, upright, labelled, silent: Vec::new() }
}

/// What a figure's words may take without touching the next.
fn room_of_a_figure(chart: &ChartBox, slot: f64) -> f64 {
    match chart.chart.kind {
        ChartKind::Bar => slot * super::bars::SHARE / chart.chart.series.len().max(1) as f64,
        // The words of several lines would lie across each other.
        ChartKind::Line if chart.chart.series.len() > 1 => 0.0,
        ChartKind::Line | ChartKind::Pie => slot,
    }
}

fn widest_figure(chart: &ChartBox) -> f64 {
    let figures = chart.chart.series.iter().flat_map(|series| series.values.iter().flatten());
    figures.map(|(digits, scale)| width(chart, &decimal(*digits, *scale))).fold(0.0, f64::max)
}

fn round(chart: &ChartBox) -> Plan {
    let (whole, high, line) = (chart.width.to_pt(), chart.height.to_pt(), line_height(chart));
    let top = if chart.unit.is_some() { UNIT.1 + line } else { 0.0 };
    let legend = legend::beside(chart, top);
    // Figures stand around the pie.
    let figure = widest_figure(chart) + GAP;
    let room = whole - legend.width - GAP;
    let side = (high - top - 2.0 * (line + GAP)).min(room - 2.0 * figure).max(line);
    let plot = Area { left: (room - side) / 2.0, top: top + (high - top - side) / 2.0, width: side, height: side };
    let silent = super::pie::silent(chart, plot);
    Plan { plot, legend: Some(legend), axis: None, names: Vec::new(), upright: false, labelled: true, silent }
}

/// A name in lines at most `room` wide; `None` where a word is wider or the lines are too many.
fn broken(chart: &ChartBox, name: &str, room: f64) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        if width(chart, word) > room {
            return None;
        }
        match lines.last_mut().filter(|line| width(chart, &format!("{line} {word}")) <= room) {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word.to_owned()),
        }
    }
    (lines.len() <= MOST_LINES).then_some(lines)
}

/// The beginning of a name that `room` holds.
pub(super) fn cut(chart: &ChartBox, name: &str, room: f64) -> String {
    if width(chart, name) <= room {
        return name.to_owned();
    }
    let mut kept: String = name.to_owned();
    while !kept.is_empty() && width(chart, &format!("{kept}…")) > room {
        kept.pop();
    }
    format!("{}…", kept.trim_end())
}

/// The axis, the lines behind the figures, the names along the axis, and what is counted.
pub(super) fn frame(pen: &mut Pen, plan: &Plan) {
    let (chart, plot) = (pen.chart, plan.plot);
    let middle = ascent(chart) - line_height(chart) / 2.0;
    for (words, part) in plan.axis.iter().flat_map(Axis::marks) {
        let y = plot.bottom() - part * plot.height;
        pen.line(vec![(plot.left, y), (plot.left + plot.width, y)], GRID, HAIRLINE);
        pen.words(&words, (plot.left - GAP - width(chart, &words), y + middle));
    }
    names(pen, plan);
    unit(pen);
}

/// What the figures count, above them.
pub(super) fn unit(pen: &mut Pen) {
    if let Some(unit) = &pen.chart.unit {
        pen.words(unit, (UNIT.0, UNIT.1 + ascent(pen.chart)));
    }
}

fn names(pen: &mut Pen, plan: &Plan) {
    let (chart, plot) = (pen.chart, plan.plot);
    let slot = plot.width / plan.names.len().max(1) as f64;
    for (at, lines) in plan.names.iter().enumerate() {
        let x = plot.left + (at as f64 + 0.5) * slot;
        for (line, words) in lines.iter().enumerate() {
            if plan.upright {
                let at: Point = (x + ascent(chart) / 2.0, plot.bottom() + NAMES_GAP + width(chart, words));
                pen.shapes.push(Shape::Words { text: words.clone(), at, color: INK.to_owned(), upward: true });
            } else {
                pen.centred(words, x, plot.bottom() + NAMES_GAP + line as f64 * line_height(chart) + ascent(chart));
            }
        }
    }
}

/// The line along which zero lies.
pub(super) fn base_line(pen: &mut Pen, plan: &Plan) {
    let (plot, base) = (plan.plot, plan.axis.as_ref().map_or(0.0, Axis::base));
    let y = plot.bottom() - base * plot.height;
    pen.line(vec![(plot.left, y), (plot.left + plot.width, y)], INK, HAIRLINE);
}
