//! Page set-up and the words across the page.

use super::metrics;
use super::{Page, PageNumberPlace, Watermark};
use crate::assets::fonts::Face;
use crate::length::Length;
use crate::rules::{NumberPlace, RuleSet};

/// A page of `rules`, upright or on its side. The margins keep their names when it is turned.
pub(super) fn page(rules: &RuleSet, landscape: bool) -> Page {
    let rules = &rules.page;
    let (width, height) = if landscape { (rules.height, rules.width) } else { (rules.width, rules.height) };
    let number = match rules.number {
        NumberPlace::TopCenter => PageNumberPlace::TopCenter,
        NumberPlace::BottomRight => PageNumberPlace::BottomRight,
    };
    Page {
        width,
        height,
        top: rules.top.default,
        bottom: rules.bottom.default,
        left: rules.left.default,
        right: rules.right.default,
        number,
        number_distance: rules.number_distance,
    }
}

/// The words across the page, as large as the longest allowed line lets them be.
pub(super) fn watermark(rules: &RuleSet, text: &str) -> Watermark {
    let rules = &rules.watermark;
    let unit = Length::pt(100.0);
    let longest = rules.max_length.to_pt() / metrics::width(text, unit, Face::Bold).max(1.0) * unit.to_pt();
    // Whole points: DOCX stores half points, and a mark needs no more.
    let size = Length::pt(longest.min(rules.size).floor().max(1.0));
    Watermark { text: text.into(), size, angle: rules.angle, color: rules.color.clone() }
}
