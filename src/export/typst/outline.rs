//! The watermark as a drawing: the outlines of its letters.

use serde::Serialize;
use ttf_parser::{Face, OutlineBuilder};

use crate::assets::fonts;
use crate::style::Watermark;

/// Words as a filled curve, in a box with its top left corner at the origin. Points.
#[derive(Serialize)]
pub struct Outline {
    pub width: f64,
    pub height: f64,
    pub angle: f64,
    pub color: String,
    pub outline: Vec<Step>,
}

/// One step of the curve: its control points, then its end.
#[derive(Serialize)]
pub struct Step {
    pub r#type: &'static str,
    pub points: Vec<(f64, f64)>,
}

/// The bold outlines of `watermark`. A character that the face lacks is left out.
pub fn outline(watermark: &Watermark) -> Option<Outline> {
    let face = Face::parse(fonts::bytes(fonts::Face::Bold), 0).ok()?;
    let scale = watermark.size.to_pt() / f64::from(face.units_per_em());
    let mut pen = Pen { scale, x: 0.0, baseline: f64::from(face.ascender()) * scale, steps: Vec::new() };
    for glyph in watermark.text.chars().filter_map(|letter| face.glyph_index(letter)) {
        face.outline_glyph(glyph, &mut pen);
        pen.x += f64::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
    }
    let height = f64::from(face.height()) * scale;
    let Watermark { angle, color, .. } = watermark;
    Some(Outline { width: pen.x, height, angle: *angle, color: color.clone(), outline: pen.steps })
}

/// Collects the steps of one glyph after another along the baseline.
struct Pen {
    scale: f64,
    x: f64,
    baseline: f64,
    steps: Vec<Step>,
}

impl Pen {
    fn step(&mut self, kind: &'static str, points: &[(f32, f32)]) {
        let place =
            |&(x, y): &(f32, f32)| (self.x + f64::from(x) * self.scale, self.baseline - f64::from(y) * self.scale);
        let points = points.iter().map(place).collect();
        self.steps.push(Step { r#type: kind, points });
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step("move", &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step("line", &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step("quad", &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.step("cubic", &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.step("close", &[]);
    }
}
