//! The words across a page.

use typst::layout::{Abs, Angle, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::visualize::{Curve, FillRule, Geometry, Shape};

use super::super::outline::{Outline, Step};
use super::frames::paint;

/// `outline` in the middle of a page of `size`, turned.
pub fn watermark(outline: &Outline, size: Size) -> (Point, GroupItem) {
    let (width, height) = (Abs::pt(outline.width), Abs::pt(outline.height));
    let geometry = Geometry::Curve(curve(&outline.outline));
    let shape =
        Shape { geometry, fill: Some(paint(Some(&outline.color))), fill_rule: FillRule::default(), stroke: None };
    let mut frame = Frame::soft(Size::new(width, height));
    frame.push(Point::zero(), FrameItem::Shape(shape, Span::detached()));
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
