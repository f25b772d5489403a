//! From a look to paragraph and run properties. A style writes a whole look; the body writes what differs from it.

use super::xml::{Element, toggle};
use crate::length::Length;
use crate::style::{Align, Look};

/// What a paragraph takes from the blocks around it, beyond its own look.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around {
    /// Space below: the space above a table that follows.
    pub after: Length,
    /// Stay with what follows, whatever the look says.
    pub keep_next: bool,
}

/// The paragraph properties of a style with this look. A false toggle needs no word: nothing it is based on says true.
pub fn whole_paragraph(look: &Look) -> Vec<Element> {
    let mut properties = vec![
        spacing(Some(look.space_before), Some(Length::ZERO), Some(look.line_percent)),
        indents(Some(look.indent_left), Some(look.indent_right), Some(look.first_line)),
        alignment(look.align),
    ];
    let toggles = [("w:keepNext", look.keep_next), ("w:keepLines", look.keep_lines)];
    properties.extend(toggles.into_iter().filter(|(_, on)| *on).map(|(name, on)| toggle(name, on)));
    properties.extend(look.outline.map(outline));
    properties
}

/// The paragraph properties in which `look` differs from its style's look, `base`.
pub fn paragraph_difference(look: &Look, base: &Look, around: Around) -> Vec<Element> {
    let mut properties = Vec::new();
    let keep_next = look.keep_next || around.keep_next;
    if keep_next != base.keep_next {
        properties.push(toggle("w:keepNext", keep_next));
    }
    if look.keep_lines != base.keep_lines {
        properties.push(toggle("w:keepLines", look.keep_lines));
    }
    properties.push(spacing(
        changed(look.space_before, base.space_before),
        changed(around.after, Length::ZERO),
        changed(look.line_percent, base.line_percent),
    ));
    properties.push(indents(
        changed(look.indent_left, base.indent_left),
        changed(look.indent_right, base.indent_right),
        changed(look.first_line, base.first_line),
    ));
    if look.align != base.align {
        properties.push(alignment(look.align));
    }
    if look.outline != base.outline {
        // Level 10, stored as 9, is body text.
        properties.push(outline(look.outline.unwrap_or(10)));
    }
    properties
        .retain(|property| property.name() == "w:keepNext" || property.name() == "w:keepLines" || !property.is_bare());
    properties
}

fn changed<T: PartialEq>(value: T, base: T) -> Option<T> {
    (value != base).then_some(value)
}

/// `w:spacing` with the attributes that are given; the line pitch in percent of the face's single line.
fn spacing(before: Option<Length>, after: Option<Length>, line_percent: Option<u16>) -> Element {
    let mut spacing = Element::new("w:spacing");
    if let Some(before) = before {
        spacing = spacing.attr("w:before", before.to_twips());
    }
    if let Some(after) = after {
        spacing = spacing.attr("w:after", after.to_twips());
    }
    if let Some(percent) = line_percent {
        let line = (u32::from(percent) * 240 + 50) / 100;
        spacing = spacing.attr("w:line", line).with("w:lineRule", "auto");
    }
    spacing
}

/// `w:spacing` of a paragraph whose line is exactly `line` high.
pub fn exact_spacing(before: Length, after: Length, line: Length) -> Element {
    Element::new("w:spacing")
        .attr("w:before", before.to_twips())
        .attr("w:after", after.to_twips())
        .attr("w:line", line.to_twips())
        .with("w:lineRule", "exact")
}

fn indents(left: Option<Length>, right: Option<Length>, first_line: Option<Length>) -> Element {
    let mut indents = Element::new("w:ind");
    if let Some(left) = left {
        indents = indents.attr("w:left", left.to_twips());
    }
    if let Some(right) = right {
        indents = indents.attr("w:right", right.to_twips());
    }
    match first_line {
        Some(hanging) if hanging < Length::ZERO => indents.attr("w:hanging", (-hanging).to_twips()),
        Some(first_line) => indents.attr("w:firstLine", first_line.to_twips()),
        None => indents,
    }
}

fn alignment(align: Align) -> Element {
    Element::new("w:jc").val(match align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "both",
    })
}

fn outline(level: u8) -> Element {
    Element::new("w:outlineLvl").val(level.clamp(1, 10) - 1)
}

/// The run properties of a style with this look.
pub fn whole_run(look: &Look) -> Vec<Element> {
    let mut properties = size(look.size).to_vec();
    if look.bold {
        properties.extend(bold(true));
    }
    if look.italic {
        properties.extend(italic(true));
    }
    properties
}

/// How a run looks.
#[derive(Debug, Clone, Copy)]
pub struct RunLook {
    /// Font size.
    pub size: Length,
    /// Đậm.
    pub bold: bool,
    /// Nghiêng.
    pub italic: bool,
}

/// The run properties in which `run` differs from its paragraph's style, `base`.
pub fn run_difference(run: RunLook, base: &Look) -> Vec<Element> {
    let mut properties = Vec::new();
    if run.bold != base.bold {
        properties.extend(bold(run.bold));
    }
    if run.italic != base.italic {
        properties.extend(italic(run.italic));
    }
    if run.size != base.size {
        properties.extend(size(run.size));
    }
    properties
}

fn bold(on: bool) -> [Element; 2] {
    [toggle("w:b", on), toggle("w:bCs", on)]
}

fn italic(on: bool) -> [Element; 2] {
    [toggle("w:i", on), toggle("w:iCs", on)]
}

/// Font size, in half points.
pub fn size(size: Length) -> [Element; 2] {
    ["w:sz", "w:szCs"].map(|name| Element::new(name).val(size.to_half_points()))
}
