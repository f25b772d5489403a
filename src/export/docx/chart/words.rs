//! The words of a chart.

use super::{Element, fill, val};
use crate::style::ChartBox;

const INK: &str = "000000";
/// Hundredths of a point.
const HUNDRED: f64 = 100.0;

/// How words look; `upright` ones read from the bottom up.
pub(super) fn look(chart: &ChartBox, font: &str, upright: bool) -> Element {
    let turn = if upright { "-5400000" } else { "0" };
    let paragraph = Element::new("a:p")
        .child(Element::new("a:pPr").child(letters("a:defRPr", chart, font)))
        .child(Element::new("a:endParaRPr").with("lang", "vi-VN"));
    Element::new("c:txPr")
        .child(Element::new("a:bodyPr").with("rot", turn).with("vert", "horz"))
        .child(Element::new("a:lstStyle"))
        .child(paragraph)
}

fn letters(name: &'static str, chart: &ChartBox, font: &str) -> Element {
    let face = |name| Element::new(name).attr("typeface", font);
    Element::new(name)
        .attr("sz", (chart.size.to_pt() * HUNDRED).round())
        .with("b", "0")
        .child(fill(INK))
        .child(face("a:latin"))
        .child(face("a:cs"))
}

/// What the figures count, at the top left.
pub(super) fn title(unit: &str, chart: &ChartBox, font: &str) -> Element {
    let run = Element::new("a:r")
        .child(letters("a:rPr", chart, font).with("lang", "vi-VN"))
        .child(Element::new("a:t").text(unit));
    let paragraph = Element::new("a:p").child(Element::new("a:pPr").child(letters("a:defRPr", chart, font))).child(run);
    let rich =
        Element::new("c:rich").child(Element::new("a:bodyPr")).child(Element::new("a:lstStyle")).child(paragraph);
    let place = Element::new("c:manualLayout")
        .child(val("c:xMode", "edge"))
        .child(val("c:yMode", "edge"))
        .child(val("c:x", 0))
        .child(val("c:y", 0));
    Element::new("c:title")
        .child(Element::new("c:tx").child(rich))
        .child(Element::new("c:layout").child(place))
        .child(val("c:overlay", 1))
}
