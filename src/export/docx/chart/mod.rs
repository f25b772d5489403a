//! A chart of Word's own: `word/charts/chart1.xml`. Its parts stand where the drawn chart has them, and its figures come from the
//! workbook beside it.

mod axes;
mod series;
mod words;

use super::RELATIONSHIP_NAMESPACE;
use super::drawing::{CHART, DRAWING};
use super::package::Part;
use super::xml::Element;
use crate::model::ChartKind;
use crate::style::ChartBox;
use crate::style::chart::{Area, Plan, plan};
use words::{look, title};

/// The part, number `number` of the document.
pub fn chart(chart: &ChartBox, font: &str, number: usize) -> Element {
    let plan = plan(chart);
    let shown = Element::new("c:chart")
        .children(chart.unit.iter().map(|unit| title(unit, chart, font)))
        .child(val("c:autoTitleDeleted", u8::from(chart.unit.is_none())))
        .child(plot(chart, &plan, font))
        .children(plan.legend.map(|area| legend(chart, area)))
        .child(val("c:plotVisOnly", 1))
        .child(val("c:dispBlanksAs", "gap"));
    let data = Element::new("c:externalData").attr("r:id", Part::Workbook(number).id()).child(val("c:autoUpdate", 0));
    Element::new("c:chartSpace")
        .with("xmlns:c", CHART)
        .with("xmlns:a", DRAWING)
        .with("xmlns:r", RELATIONSHIP_NAMESPACE)
        .child(val("c:date1904", 0))
        .child(val("c:lang", "vi-VN"))
        .child(val("c:roundedCorners", 0))
        .child(shown)
        .child(Element::new("c:spPr").child(Element::new("a:noFill")).child(no_line()))
        .child(look(chart, font, false))
        .child(data)
}

fn plot(chart: &ChartBox, plan: &Plan, font: &str) -> Element {
    let plot = Element::new("c:plotArea").child(layout(chart, plan.plot, true));
    let all = chart.chart.series.iter();
    match chart.chart.kind {
        ChartKind::Bar => {
            let bars = Element::new("c:barChart")
                .child(val("c:barDir", "col"))
                .child(val("c:grouping", "clustered"))
                .child(val("c:varyColors", 0))
                .children(all.enumerate().map(|(index, one)| series::bar(chart, plan, index, one)))
                .child(val("c:gapWidth", series::gap_width(chart)))
                .child(val("c:overlap", 0))
                .children(axes::ids());
            plot.child(bars).children(axes::axes(chart, plan, font))
        }
        ChartKind::Line => {
            let lines = Element::new("c:lineChart")
                .child(val("c:grouping", "standard"))
                .child(val("c:varyColors", 0))
                .children(all.enumerate().map(|(index, one)| series::line(chart, plan, index, one)))
                .child(val("c:marker", 1))
                .children(axes::ids());
            plot.child(lines).children(axes::axes(chart, plan, font))
        }
        ChartKind::Pie => {
            let pie = Element::new("c:pieChart")
                .child(val("c:varyColors", 1))
                .children(all.map(|one| series::pie(chart, plan, one)))
                .child(val("c:firstSliceAng", 0));
            plot.child(pie)
        }
    }
}

fn legend(chart: &ChartBox, area: Area) -> Element {
    let side = match chart.chart.kind {
        ChartKind::Bar | ChartKind::Line => "b",
        ChartKind::Pie => "r",
    };
    Element::new("c:legend")
        .child(val("c:legendPos", side))
        .child(layout(chart, area, false))
        .child(val("c:overlay", 0))
}

/// Where a part stands, in parts of the chart's width and height. `inner` for the plot without the words around it.
fn layout(chart: &ChartBox, area: Area, inner: bool) -> Element {
    let (width, height) = (chart.width.to_pt(), chart.height.to_pt());
    let part = |name, length: f64, whole: f64| val(name, format!("{:.5}", (length / whole).clamp(0.0, 1.0)));
    let manual = Element::new("c:manualLayout")
        .children(inner.then(|| val("c:layoutTarget", "inner")))
        .child(val("c:xMode", "edge"))
        .child(val("c:yMode", "edge"))
        .child(part("c:x", area.left, width))
        .child(part("c:y", area.top, height))
        .child(part("c:w", area.width, width))
        .child(part("c:h", area.height, height));
    Element::new("c:layout").child(manual)
}

/// `<c:… val="…"/>`, the shape of most properties.
fn val(name: &'static str, value: impl std::fmt::Display) -> Element {
    Element::new(name).attr("val", value)
}

/// A filling of one colour.
fn fill(color: &str) -> Element {
    Element::new("a:solidFill").child(val("a:srgbClr", color.to_uppercase()))
}

fn no_line() -> Element {
    Element::new("a:ln").child(Element::new("a:noFill"))
}

/// A line `points` thick.
fn stroke(color: &str, points: f64) -> Element {
    const EMU: f64 = 12_700.0;
    Element::new("a:ln").attr("w", (points * EMU).round()).child(fill(color))
}

/// A figure as XML and workbooks write it: `92.1`.
pub fn plain((digits, scale): (i64, u8)) -> String {
    let (sign, digits, scale) =
        (if digits < 0 { "-" } else { "" }, digits.unsigned_abs().to_string(), usize::from(scale));
    let digits = format!("{digits:0>width$}", width = scale + 1);
    match digits.split_at(digits.len() - scale) {
        (whole, "") => format!("{sign}{whole}"),
        (whole, fraction) => format!("{sign}{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn figures_are_written_with_a_dot() {
        let figures = [(929, 1), (-5, 2), (7, 0), (i64::MIN, 0), (1200, 2)];
        assert_eq!(figures.map(plain), ["92.9", "-0.05", "7", "-9223372036854775808", "12.00"]);
    }
}
