//! The axes of bars and lines.

use super::series::format;
use super::words::look;
use super::{Element, stroke, val};
use crate::style::ChartBox;
use crate::style::chart::{GRID, HAIRLINE, INK, Plan};

/// The numbers of the axis of names and of that of figures.
const AXES: [u32; 2] = [1, 2];

/// What a plot says to be drawn along the axes.
pub(super) fn ids() -> [Element; 2] {
    AXES.map(|axis| val("c:axId", axis))
}

/// Both axes.
pub(super) fn axes(chart: &ChartBox, plan: &Plan, font: &str) -> Vec<Element> {
    let Some(axis) = &plan.axis else { return Vec::new() };
    let [least, greatest, step] = axis.ends();
    let names = start(Element::new("c:catAx"), AXES[0], "b", None)
        .child(number("General"))
        .children(marks("low"))
        .child(Element::new("c:spPr").child(stroke(INK, HAIRLINE)))
        .child(look(chart, font, plan.upright))
        .child(val("c:crossAx", AXES[1]))
        .child(val("c:crosses", "autoZero"))
        .child(val("c:auto", 0))
        .child(val("c:lblAlgn", "ctr"))
        .child(val("c:lblOffset", 100))
        .child(val("c:noMultiLvlLbl", 1));
    let grid = Element::new("c:majorGridlines").child(Element::new("c:spPr").child(stroke(GRID, HAIRLINE)));
    let figures = start(Element::new("c:valAx"), AXES[1], "l", Some((least, greatest)))
        .child(grid)
        .child(number(&format(axis.decimals())))
        .children(marks("nextTo"))
        .child(Element::new("c:spPr").child(Element::new("a:ln").child(Element::new("a:noFill"))))
        .child(look(chart, font, false))
        .child(val("c:crossAx", AXES[0]))
        .child(val("c:crosses", "min"))
        .child(val("c:crossBetween", "between"))
        .child(val("c:majorUnit", step));
    vec![names, figures]
}

fn start(element: Element, axis: u32, side: &'static str, ends: Option<(String, String)>) -> Element {
    let scaling = Element::new("c:scaling").child(val("c:orientation", "minMax"));
    let scaling = match ends {
        Some((least, greatest)) => scaling.child(val("c:max", greatest)).child(val("c:min", least)),
        None => scaling,
    };
    element.child(val("c:axId", axis)).child(scaling).child(val("c:delete", 0)).child(val("c:axPos", side))
}

fn number(code: &str) -> Element {
    Element::new("c:numFmt").attr("formatCode", code).with("sourceLinked", "0")
}

/// No strokes beside the words; they stand on `side` of the plot.
fn marks(side: &'static str) -> [Element; 3] {
    [val("c:majorTickMark", "none"), val("c:minorTickMark", "none"), val("c:tickLblPos", side)]
}
