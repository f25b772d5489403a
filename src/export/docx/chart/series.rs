//! The figures: what is drawn, in which colour, with which words, and where it stands in the workbook.

use super::super::workbook::{SHEET, column};
use super::{Element, fill, no_line, plain, stroke, val};
use crate::model::Series;
use crate::style::ChartBox;
use crate::style::chart::{BAR_SHARE, MARKER, PAPER, PART, Plan};

/// The gap between two groups of bars in percent of a bar.
pub(super) fn gap_width(chart: &ChartBox) -> i64 {
    let bars = chart.chart.series.len().max(1) as f64;
    ((1.0 - BAR_SHARE) / (BAR_SHARE / bars) * 100.0).round() as i64
}

/// A series of bars.
pub(super) fn bar(chart: &ChartBox, plan: &Plan, index: usize, series: &Series) -> Element {
    head(index, series)
        .child(Element::new("c:spPr").child(fill(color(chart, index))).child(no_line()))
        .child(val("c:invertIfNegative", 0))
        .child(labels(series, plan, "outEnd"))
        .children(data(chart, index, series))
}

/// A line with its markers.
pub(super) fn line(chart: &ChartBox, plan: &Plan, index: usize, series: &Series) -> Element {
    let symbol = ["circle", "square", "diamond", "triangle"][index % 4];
    let color = color(chart, index);
    let marker = Element::new("c:marker")
        .child(val("c:symbol", symbol))
        .child(val("c:size", (2.0 * MARKER).round()))
        .child(Element::new("c:spPr").child(fill(color)).child(no_line()));
    head(index, series)
        .child(Element::new("c:spPr").child(stroke(color, chart.line.to_pt())))
        .child(marker)
        .child(labels(series, plan, "t"))
        .children(data(chart, index, series))
        .child(val("c:smooth", 0))
}

/// The slices of a pie.
pub(super) fn pie(chart: &ChartBox, plan: &Plan, series: &Series) -> Element {
    let slice = |index: usize| {
        Element::new("c:dPt")
            .child(val("c:idx", index))
            .child(val("c:bubble3D", 0))
            .child(Element::new("c:spPr").child(fill(color(chart, index))).child(stroke(PAPER, PART)))
    };
    head(0, series)
        .children((0..series.values.len()).map(slice))
        .child(labels(series, plan, "outEnd"))
        .children(data(chart, 0, series))
}

fn color(chart: &ChartBox, index: usize) -> &str {
    chart.colors.get(index % chart.colors.len().max(1)).map_or("000000", String::as_str)
}

fn head(index: usize, series: &Series) -> Element {
    let letter = column(index + 1);
    let name = reference("c:strRef", "c:strCache", &format!("{SHEET}!${letter}$1"), [Some(series.name.clone())], None);
    Element::new("c:ser")
        .child(val("c:idx", index))
        .child(val("c:order", index))
        .child(Element::new("c:tx").child(name))
}

/// The names along the axis and the figures, as the workbook has them.
fn data(chart: &ChartBox, index: usize, series: &Series) -> [Element; 2] {
    let last = chart.chart.categories.len() + 1;
    let names = chart.chart.categories.iter().cloned().map(Some);
    let names = reference("c:strRef", "c:strCache", &format!("{SHEET}!$A$2:$A${last}"), names, None);
    let letter = column(index + 1);
    let figures = series.values.iter().map(|figure| figure.map(plain));
    let place = format!("{SHEET}!${letter}$2:${letter}${last}");
    let figures = reference("c:numRef", "c:numCache", &place, figures, Some("General"));
    [Element::new("c:cat").child(names), Element::new("c:val").child(figures)]
}

/// A place in the workbook, and what stands there.
fn reference(
    name: &'static str,
    cache: &'static str,
    place: &str,
    values: impl IntoIterator<Item = Option<String>>,
    format: Option<&'static str>,
) -> Element {
    let values: Vec<Option<String>> = values.into_iter().collect();
    let points = values.iter().enumerate().filter_map(|(index, value)| {
        let value = Element::new("c:v").text(value.as_ref()?);
        Some(Element::new("c:pt").attr("idx", index).child(value))
    });
    let cache = Element::new(cache)
        .children(format.map(|format| Element::new("c:formatCode").text(format)))
        .child(val("c:ptCount", values.len()))
        .children(points);
    Element::new(name).child(Element::new("c:f").text(place)).child(cache)
}

/// The words at the figures, where there is room for them. Each has as many decimals as its figure.
fn labels(series: &Series, plan: &Plan, position: &'static str) -> Element {
    let shown = |labels: Element, decimals: usize| {
        let number = Element::new("c:numFmt").attr("formatCode", format(decimals)).with("sourceLinked", "0");
        let flags =
            ["c:showLegendKey", "c:showVal", "c:showCatName", "c:showSerName", "c:showPercent", "c:showBubbleSize"];
        let labels = labels.child(number).children(plan.labelled.then(|| val("c:dLblPos", position)));
        flags
            .into_iter()
            .fold(labels, |labels, flag| labels.child(val(flag, u8::from(flag == "c:showVal" && plan.labelled))))
    };
    let silent =
        plan.silent.iter().map(|index| Element::new("c:dLbl").child(val("c:idx", index)).child(val("c:delete", 1)));
    let all: Vec<usize> = series.values.iter().map(|figure| figure.map_or(0, decimals)).collect();
    let usual = all.iter().copied().max().unwrap_or(0);
    let other = all
        .iter()
        .enumerate()
        .filter(|(index, own)| **own != usual && series.values[*index].is_some() && !plan.silent.contains(index));
    let other = other.map(|(index, own)| shown(Element::new("c:dLbl").child(val("c:idx", index)), *own));
    let other: Vec<Element> = if plan.labelled { other.collect() } else { Vec::new() };
    shown(Element::new("c:dLbls").children(silent).children(other), usual)
}

/// How many decimals of a figure are printed: none when all are zero.
fn decimals((digits, scale): (i64, u8)) -> usize {
    let whole = 10_i64.checked_pow(u32::from(scale)).is_some_and(|one| digits % one == 0);
    if whole { 0 } else { usize::from(scale) }
}

/// A format with dots between thousands and so many decimals, in the Vietnamese way of writing numbers.
pub(super) fn format(decimals: usize) -> String {
    let fraction = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
    format!("[$-42A]#,##0{fraction}")
}
