//! How a page is looked at: which part of it, turned how, and where a point of that view lies on the page.

use lopdf::{Document, Object};

use super::original::resolve;
use crate::length::Length;

/// The part of a page that is seen, upright as it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Left, bottom, right and top edge of the seen part, in the page's own units.
    area: [f32; 4],
    /// Quarter turns clockwise.
    turns: u8,
    /// Points of one unit.
    unit: f32,
}

/// The least edge of a page that can be looked at, and the greatest (Annex C of the format), in units.
const EDGES: (f32, f32) = (3.0, 14_400.0);

/// The view that the entries of a page give; A4 where they give none that can be.
pub fn view<'a>(entry: impl Fn(&[u8]) -> Option<&'a Object>, document: &'a Document) -> View {
    let rectangle = |key: &[u8]| entry(key).and_then(|value| rectangle(value, document));
    let media = rectangle(b"MediaBox").unwrap_or([0.0, 0.0, 595.276, 841.89]);
    let area = rectangle(b"CropBox").and_then(|crop| common(media, crop)).unwrap_or(media);
    let turn = entry(b"Rotate").and_then(|turn| turn.as_float().ok()).unwrap_or(0.0);
    let turns = if turn % 90.0 == 0.0 { (turn / 90.0).rem_euclid(4.0) as u8 } else { 0 };
    let unit = entry(b"UserUnit").and_then(|unit| unit.as_float().ok());
    View { area, turns, unit: unit.filter(|unit| (0.1..=1000.0).contains(unit)).unwrap_or(1.0) }
}

fn rectangle(value: &Object, document: &Document) -> Option<[f32; 4]> {
    let numbers = value.as_array().ok()?.iter().map(|number| resolve(document, number).as_float().ok());
    let [a, b, c, d] = numbers.collect::<Option<Vec<f32>>>()?.try_into().ok()?;
    let area = [f32::min(a, c), f32::min(b, d), f32::max(a, c), f32::max(b, d)];
    is_seen(area).then_some(area)
}

fn is_seen([left, bottom, right, top]: [f32; 4]) -> bool {
    let fine = |edge: f32| (EDGES.0..=EDGES.1).contains(&edge);
    fine(right - left) && fine(top - bottom)
}

fn common(one: [f32; 4], other: [f32; 4]) -> Option<[f32; 4]> {
    let area = [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])];
    is_seen(area).then_some(area)
}

impl View {
    /// Width and height as it is read, in points.
    pub fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.area.map(f64::from);
        let (width, height) = ((right - left) * f64::from(self.unit), (top - bottom) * f64::from(self.unit));
        if self.turns.is_multiple_of(2) { (width, height) } else { (height, width) }
    }

    /// The same, as paper.
    pub fn paper(&self) -> (Length, Length) {
        let (width, height) = self.size();
        (Length::pt(width), Length::pt(height))
    }

    /// Points of one unit of the page.
    pub fn unit(&self) -> f64 {
        f64::from(self.unit)
    }

    /// The matrix from points of the view, from its bottom left corner, to the page's units.
    pub fn matrix(&self) -> [f32; 6] {
        let [left, bottom, right, top] = self.area;
        let unit = 1.0 / self.unit;
        match self.turns {
            0 => [unit, 0.0, 0.0, unit, left, bottom],
            1 => [0.0, unit, -unit, 0.0, right, bottom],
            2 => [-unit, 0.0, 0.0, -unit, right, top],
            _ => [0.0, -unit, unit, 0.0, left, top],
        }
    }

    /// The seen part and the unit, for a page like this one, upright.
    pub fn upright(&self) -> ([f32; 4], f32) {
        let [left, bottom, right, top] = self.area;
        let (width, height) = (right - left, top - bottom);
        let (width, height) = if self.turns.is_multiple_of(2) { (width, height) } else { (height, width) };
        ([0.0, 0.0, width, height], self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn seen(entries: &lopdf::Dictionary) -> View {
        let document = Document::new();
        view(|key| entries.get(key).ok(), &document)
    }

    fn rect(edges: [i64; 4]) -> Object {
        Object::Array(edges.into_iter().map(Object::Integer).collect())
    }

    /// Where the view's corner lies on the page.
    fn place(view: &View, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = view.matrix();
        (a * x + c * y + e, b * x + d * y + f)
    }

    #[test]
    fn corners_of_a_turned_page() {
        let page = |turn: i64| {
            seen(
                &dictionary! { "MediaBox" => rect([0, 0, 700, 900]), "CropBox" => rect([100, 50, 300, 450]), "Rotate" => turn },
            )
        };
        assert_eq!((page(0).size(), page(90).size()), ((200.0, 400.0), (400.0, 200.0)));
        assert_eq!((place(&page(0), 0.0, 0.0), place(&page(0), 200.0, 400.0)), ((100.0, 50.0), (300.0, 450.0)));
        // Turned clockwise, the page's bottom right corner is read as the bottom left one.
        assert_eq!((place(&page(90), 0.0, 0.0), place(&page(90), 400.0, 200.0)), ((300.0, 50.0), (100.0, 450.0)));
        assert_eq!((place(&page(180), 0.0, 0.0), place(&page(180), 200.0, 400.0)), ((300.0, 450.0), (100.0, 50.0)));
        assert_eq!((place(&page(-90), 0.0, 0.0), place(&page(270), 400.0, 200.0)), ((100.0, 450.0), (300.0, 50.0)));
    }

    #[test]
    fn boxes_that_cannot_be() {
        let a4 = (595.276, 841.89);
        let size = |entries| {
            let (width, height) = seen(&entries).size();
            ((width * 1000.0).round() / 1000.0, (height * 1000.0).round() / 1000.0)
        };
        assert_eq!(size(dictionary! {}), a4);
        assert_eq!(size(dictionary! { "MediaBox" => rect([0, 0, 0, 0]) }), a4);
        assert_eq!(size(dictionary! { "MediaBox" => rect([0, 0, 1 << 40, 1 << 40]) }), a4);
        assert_eq!(size(dictionary! { "MediaBox" => rect([300, 400, 0, 0]) }), (300.0, 400.0));
        let outside = dictionary! { "MediaBox" => rect([0, 0, 300, 400]), "CropBox" => rect([900, 900, 999, 999]) };
        assert_eq!(size(outside), (300.0, 400.0));
        let units = dictionary! { "MediaBox" => rect([0, 0, 300, 400]), "UserUnit" => 2 };
        assert_eq!(size(units), (600.0, 800.0));
    }
}
