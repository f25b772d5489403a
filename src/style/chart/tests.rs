use super::*;
use crate::length::Length;
use crate::model::{Chart, Series, Text};
use crate::rules::{RuleSetName, load};

fn chart(kind: ChartKind, categories: &[&str], series: &[&[Option<i64>]]) -> ChartBox {
    let rules = &load(RuleSetName::Nd30_2020).figure.chart;
    let one = |(at, values): (usize, &&[Option<i64>])| Series {
        name: format!("Dãy {}", at + 1),
        values: values.iter().map(|value| value.map(|value| (value, 0))).collect(),
        sources: Vec::new(),
    };
    ChartBox {
        chart: Chart {
            id: String::new(),
            label: None,
            caption: Text::default(),
            kind,
            unit: String::new(),
            categories: categories.iter().map(|&name| name.to_owned()).collect(),
            series: series.iter().enumerate().map(one).collect(),
        },
        size: Length::pt(rules.size),
        unit: Some("Đơn vị: trường".to_owned()),
        colors: rules.colors.clone(),
        line: rules.line,
        indent: Length::ZERO,
        width: rules.area.width,
        height: rules.area.height,
        space_before: Length::ZERO,
        keep_next: false,
        description: String::new(),
    }
}

fn words(shapes: &[Shape]) -> Vec<&str> {
    let mut found = Vec::new();
    for shape in shapes {
        if let Shape::Words { text, .. } = shape {
            found.push(text.as_str());
        }
    }
    found
}

/// The corners of every filled area.
fn areas(shapes: &[Shape]) -> Vec<&Vec<Point>> {
    shapes.iter().filter_map(|shape| if let Shape::Area { points, .. } = shape { Some(points) } else { None }).collect()
}

fn span(points: &[Point], pick: fn(&Point) -> f64) -> f64 {
    let (low, high) = points.iter().map(pick).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
    high - low
}

#[test]
fn bars_are_as_high_as_their_figures() {
    let shapes = draw(&chart(ChartKind::Bar, &["2012", "2013", "2014"], &[&[Some(50), Some(100), None]]));
    let heights: Vec<f64> = areas(&shapes).into_iter().map(|points| span(points, |point| point.1)).collect();
    assert_eq!(heights.len(), 2);
    assert!((heights[1] - 2.0 * heights[0]).abs() < 1e-9);
    assert_eq!(
        words(&shapes),
        ["0", "20", "40", "60", "80", "100", "2012", "2013", "2014", "Đơn vị: trường", "50", "100"]
    );
}

#[test]
fn a_bar_below_zero_hangs() {
    let chart = chart(ChartKind::Bar, &["a", "b"], &[&[Some(-20), Some(20)]]);
    let shapes = draw(&chart);
    let [below, above] = areas(&shapes)[..] else { panic!("two bars") };
    assert!((below[0].1 - above[0].1).abs() > 1.0);
    // One ends where the other begins.
    assert!((below[2].1 - above[2].1).abs() < 1e-9);
    assert!(below[0].1 > below[2].1 && above[0].1 < above[2].1);
}

#[test]
fn a_missing_figure_breaks_the_line() {
    let chart = chart(ChartKind::Line, &["a", "b", "c", "d", "e"], &[&[Some(1), Some(2), None, Some(4), Some(5)]]);
    let shapes = draw(&chart);
    let lines = shapes.iter().filter(|shape| matches!(shape, Shape::Line { color, .. } if *color == chart.colors[0]));
    let points = lines.map(|line| if let Shape::Line { points, .. } = line { points.len() } else { 0 });
    assert_eq!(points.collect::<Vec<_>>(), [2, 2]);
    assert_eq!(areas(&shapes).len(), 4);
}

#[test]
fn slices_fill_the_circle() {
    let shapes = draw(&chart(ChartKind::Pie, &["a", "b", "c"], &[&[Some(1), Some(1), Some(2)]]));
    let area = |points: &Vec<Point>| {
        let edges = points.iter().zip(points.iter().cycle().skip(1));
        edges.map(|(one, other)| one.0 * other.1 - other.0 * one.1).sum::<f64>().abs() / 2.0
    };
    let slices: Vec<f64> = areas(&shapes).into_iter().take(3).map(area).collect();
    assert!((slices[0] - slices[1]).abs() < 1e-6 && (slices[2] - 2.0 * slices[0]).abs() / slices[2] < 1e-3);
    assert_eq!(words(&shapes), ["1", "1", "2", "Đơn vị: trường", "a", "b", "c"]);
}

#[test]
fn a_long_legend_makes_a_pie_higher() {
    let names: Vec<String> = (1..=20).map(|at| format!("Nhóm {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut chart = chart(ChartKind::Pie, &names, &[&[Some(5); 20]]);
    chart.height += Length::pt(more_height(&chart));
    let legend = plan(&chart).legend.expect("a legend");
    assert!(legend.top > 0.0 && legend.bottom() <= chart.height.to_pt() + 0.1);
}

#[test]
fn the_words_of_thin_slices_do_not_lie_across_each_other() {
    let chart = chart(ChartKind::Pie, &["a", "b", "c", "d"], &[&[Some(1000), Some(2), Some(1), None]]);
    assert_eq!(plan(&chart).silent, [2, 3]);
    assert_eq!(words(&draw(&chart))[..2], ["1.000", "2"]);
}

#[test]
fn long_names_stand_upright_and_many_figures_are_left_out() {
    let names: Vec<String> = (0..20).map(|at| format!("Trường trung học phổ thông số {at}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let values: Vec<Option<i64>> = (0..20).map(|at| Some(1_000_000 + at)).collect();
    let mut chart = chart(ChartKind::Bar, &names, &[&values, &values]);
    let low = plan(&chart).plot.height;
    chart.height += Length::pt(more_height(&chart));
    let plan = plan(&chart);
    assert!(plan.upright && !plan.labelled && plan.legend.is_some());
    assert!(plan.plot.height > 2.0 * low && plan.names.iter().flatten().all(|name| !name.contains('…')));
}

#[test]
fn everything_stays_inside() {
    for kind in [ChartKind::Bar, ChartKind::Line, ChartKind::Pie] {
        for count in [1, 2, 7, 30] {
            let names: Vec<String> = (1..=count).map(|at| format!("Nhóm {at}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let values: Vec<Option<i64>> = (1..=count).map(|at| Some(at * 37 % 1000)).collect();
            let chart = chart(kind, &names, &[&values]);
            for shape in draw(&chart) {
                let (points, wide) = match &shape {
                    Shape::Area { points, .. } | Shape::Line { points, .. } => (points.clone(), 0.0),
                    Shape::Words { text, at, upward, .. } => {
                        (vec![*at], if *upward { 0.0 } else { width(&chart, text) })
                    }
                };
                let fits = |(x, y): Point| {
                    let (right, bottom) = (chart.width.to_pt() + 0.01, chart.height.to_pt() + 0.01);
                    x >= -0.01 && x + wide <= right && y >= -0.01 && y <= bottom
                };
                assert!(
                    count == 30 && kind == ChartKind::Pie || points.into_iter().all(fits),
                    "{kind:?} {count} {shape:?}"
                );
            }
        }
    }
}

/// Lightness of a colour, from 0 to 100 (CIE L*).
fn lightness(color: &str) -> f64 {
    let channel = |at: usize| {
        let part = f64::from(u8::from_str_radix(&color[at..at + 2], 16).expect("a colour")) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
    if luminance > 0.008856 { 116.0 * luminance.cbrt() - 16.0 } else { 903.3 * luminance }
}

#[test]
fn colors_differ_in_grey() {
    for name in RuleSetName::ALL {
        let colors = &load(name).figure.chart.colors;
        let mut levels: Vec<f64> = colors.iter().map(|color| lightness(color)).collect();
        // Those that stand beside each other most: the first four.
        let mut first = levels[..4].to_vec();
        for (levels, least) in [(&mut levels, 7.0), (&mut first, 14.0)] {
            levels.sort_by(f64::total_cmp);
            assert!(levels.windows(2).all(|pair| pair[1] - pair[0] >= least), "{levels:?}");
        }
        assert!(levels.iter().all(|level| *level < 92.0));
    }
}
