//! Drawings: pictures, the shapes of charts, the words across a page.

use std::sync::Arc;

use typst::foundations::{Bytes, Smart};
use typst::layout::{Abs, Angle, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Curve, ExchangeFormat, FillRule, FixedStroke, Geometry, Image, LineJoin, RasterImage, Shape};

use super::super::outline::{Outline, Step};
use super::frames::{paint, text};
use super::lines::Run;
use crate::style::chart;

/// The pictures of a document, read. `None` when one cannot be.
pub fn pictures(files: &[Arc<[u8]>]) -> Option<Vec<RasterImage>> {
    let picture = |file: &Arc<[u8]>| {
        let format = if file.starts_with(b"\x89PNG") { ExchangeFormat::Png } else { ExchangeFormat::Jpg };
        RasterImage::plain(Bytes::new(file.clone()), format).ok()
    };
    files.iter().map(picture).collect()
}

/// A picture stretched to `size`.
pub fn drawn(picture: &RasterImage, (width, height): (f64, f64), description: &str) -> FrameItem {
    let image = Image::new(picture.clone(), Some(description.into()), Smart::Auto);
    FrameItem::Image(image, Size::new(Abs::pt(width), Abs::pt(height)), Span::detached())
}

/// A filled area.
pub fn area(points: &[chart::Point], color: &str) -> FrameItem {
    let mut curve = line_through(points);
    curve.close();
    filled(curve, color)
}

/// A line.
pub fn path(points: &[chart::Point], color: &str, thickness: f64) -> FrameItem {
    let stroke =
        FixedStroke { join: LineJoin::Round, ..FixedStroke::from_pair(paint(Some(color)), Abs::pt(thickness)) };
    FrameItem::Shape(Geometry::Curve(line_through(points)).stroked(stroke), Span::detached())
}

fn line_through(points: &[chart::Point]) -> Curve {
    let mut curve = Curve::new();
    for (at, &(x, y)) in points.iter().enumerate() {
        let point = Point::new(Abs::pt(x), Abs::pt(y));
        if at == 0 { curve.move_(point) } else { curve.line(point) }
    }
    curve
}

/// Letters turned to the left about the start of their baseline.
pub fn upward(run: &Run, color: &str) -> FrameItem {
    let mut frame = Frame::soft(Size::zero());
    frame.push(Point::zero(), FrameItem::Text(text(run, paint(Some(color)))));
    let mut group = GroupItem::new(frame);
    group.transform = Transform::rotate(Angle::deg(-90.0));
    FrameItem::Group(group)
}

fn filled(curve: Curve, color: &str) -> FrameItem {
    let fill = Some(paint(Some(color)));
    let shape = Shape { geometry: Geometry::Curve(curve), fill, fill_rule: FillRule::default(), stroke: None };
    FrameItem::Shape(shape, Span::detached())
}

/// `outline` in the middle of a page of `size`, turned.
pub fn watermark(outline: &Outline, size: Size) -> (Point, GroupItem) {
    let (width, height) = (Abs::pt(outline.width), Abs::pt(outline.height));
    let mut frame = Frame::soft(Size::new(width, height));
    frame.push(Point::zero(), filled(curve(&outline.outline), &outline.color));
    let mut group = GroupItem::new(frame);
    group.transform = Transform::rotate_at(Angle::deg(-outline.angle), width / 2.0, height / 2.0);
    (Point::new((size.x - width) / 2.0, (size.y - height) / 2.0), group)
}

fn curve(steps: &[Step]) -> Curve {
    let mut curve = Curve::new();
    let mut last = Point::zero();
    for step in steps {
        let points: Vec<Point> = step.points.iter().map(|&(x, y)| Point::new(Abs::pt(x), Abs::pt(y))).collect();
        match (step.r#type, points.as_slice()) {
            ("move", &[point]) => curve.move_(point),
            ("line", &[point]) => curve.line(point),
            // A curve of the second degree as one of the third.
            ("quad", &[control, end]) => curve.cubic(between(last, control), between(end, control), end),
            ("cubic", &[first, second, end]) => curve.cubic(first, second, end),
            _ => curve.close(),
        }
        last = points.last().copied().unwrap_or(last);
    }
    curve
}

/// Two thirds of the way from `point` to `control`.
fn between(point: Point, control: Point) -> Point {
    point + (control - point) * (2.0 / 3.0)
}
