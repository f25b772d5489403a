//! A page as SVG for one who looks on. Typst draws all but the letters: it puts each by itself, which a browser takes
//! longer to read than we take to lay the page out. Here a stretch of text is one path.

use std::collections::HashMap;
use std::fmt::Write;

use ttf_parser::{GlyphId, OutlineBuilder};
use typst::layout::{Frame, FrameItem, GroupItem, Point, Ratio, Transform};
use typst::text::TextItem;
use typst::visualize::{Color, Paint};
use typst_layout::Page;

/// Steps of an outline in an em: a sixtieth of a millimetre at 13 points, finer than any printer.
const STEPS: f64 = 512.0;

/// The outlines of the letters drawn so far, by the hash of their font and their glyph.
#[derive(Debug, Default)]
pub struct Letters(HashMap<(u128, u16), Vec<Contour>>);

/// A closed line: where it begins, in steps from the origin of its letter, and how it goes on from there.
#[derive(Debug, Default)]
struct Contour {
    x: i64,
    y: i64,
    path: String,
}

/// The picture of `page`. Letters lie above all else, as they do on every page of ours.
pub fn svg(page: &Page, letters: &mut Letters) -> String {
    let bare = Page { frame: without_letters(&page.frame), ..page.clone() };
    let mut svg = typst_svg::svg(&bare, &Default::default());
    svg.truncate(svg.rfind("</svg>").unwrap_or(svg.len()));
    letters.frame(&page.frame, Transform::identity(), &mut svg);
    svg + "</svg>"
}

/// What is drawn here: letters filled with one colour, outside of what clips them.
enum Drawn<'a> {
    Letters(&'a TextItem, Color),
    Within(&'a GroupItem),
    No,
}

fn drawn(item: &FrameItem) -> Drawn<'_> {
    match item {
        FrameItem::Text(text) => match (&text.fill, &text.stroke) {
            (Paint::Solid(color), None) => Drawn::Letters(text, color.clone()),
            _ => Drawn::No,
        },
        FrameItem::Group(group) if group.clip.is_none() => Drawn::Within(group),
        FrameItem::Group(_) | FrameItem::Shape(..) | FrameItem::Image(..) => Drawn::No,
        FrameItem::Link(..) | FrameItem::Tag(_) => Drawn::No,
    }
}

fn without_letters(frame: &Frame) -> Frame {
    let mut bare = Frame::new(frame.size(), frame.kind());
    for (at, item) in frame.items() {
        match drawn(item) {
            Drawn::Letters(..) => {}
            Drawn::Within(group) => {
                bare.push(*at, FrameItem::Group(GroupItem { frame: without_letters(&group.frame), ..group.clone() }));
            }
            Drawn::No => bare.push(*at, item.clone()),
        }
    }
    bare
}

impl Letters {
    fn frame(&mut self, frame: &Frame, transform: Transform, svg: &mut String) {
        for (at, item) in frame.items() {
            let transform = moved(transform, *at);
            match drawn(item) {
                Drawn::Letters(text, color) => self.text(text, &color, transform, svg),
                Drawn::Within(group) => self.frame(&group.frame, transform.pre_concat(group.transform), svg),
                Drawn::No => {}
            }
        }
    }

    fn text(&mut self, text: &TextItem, color: &Color, transform: Transform, svg: &mut String) {
        let scale = Ratio::new(text.size.to_pt() / STEPS);
        let Transform { sx, ky, kx, sy, tx, ty } = transform.pre_concat(Transform::scale(scale, -scale));
        let [a, b, c, d] = [sx, ky, kx, sy].map(Ratio::get);
        let (x, y) = (tx.to_pt(), ty.to_pt());
        // A String takes all that is written.
        let _ = write!(svg, "<path transform=\"matrix({a:.6} {b:.6} {c:.6} {d:.6} {x:.3} {y:.3})\"");
        if *color != Color::BLACK {
            let _ = write!(svg, " fill=\"{}\"", color.to_hex());
        }
        svg.push_str(" d=\"");
        self.path(text, svg);
        svg.push_str("\"/>");
    }

    fn path(&mut self, text: &TextItem, svg: &mut String) {
        let font = typst::utils::hash128(&text.font);
        let (mut x, mut y) = (0.0, 0.0);
        for glyph in &text.glyphs {
            let contours = self.0.entry((font, glyph.id)).or_insert_with(|| contours(text, glyph.id));
            let place = |pen: f64, offset: f64| ((pen + offset) * STEPS).round() as i64;
            let (left, base) = (place(x, glyph.x_offset.get()), place(y, glyph.y_offset.get()));
            for Contour { x, y, path } in contours {
                let _ = write!(svg, "M{} {}{path}z", left + *x, base + *y);
            }
            x += glyph.x_advance.get();
            y += glyph.y_advance.get();
        }
    }
}

fn moved(transform: Transform, by: Point) -> Transform {
    transform.pre_concat(Transform::translate(by.x, by.y))
}

fn contours(text: &TextItem, glyph: u16) -> Vec<Contour> {
    let scale = STEPS / text.font.units_per_em();
    let mut pen = Pen { scale, at: (0, 0), last: ' ', contours: Vec::new() };
    text.font.ttf().outline_glyph(GlyphId(glyph), &mut pen);
    pen.contours
}

/// Writes the outline of one letter.
struct Pen {
    scale: f64,
    /// Where it stands, in steps.
    at: (i64, i64),
    /// The kind of the last line.
    last: char,
    contours: Vec<Contour>,
}

impl Pen {
    fn steps(&self, (x, y): (f32, f32)) -> (i64, i64) {
        let steps = |units: f32| (f64::from(units) * self.scale).round() as i64;
        (steps(x), steps(y))
    }

    /// A line of a kind to the last of `points`, past the others. All count from where it begins.
    fn line(&mut self, kind: char, points: &[(f32, f32)]) {
        let from = self.at;
        for &point in points {
            let (x, y) = self.steps(point);
            let Some(Contour { path, .. }) = self.contours.last_mut() else { return };
            if self.last == kind {
                path.push(' ');
            } else {
                path.push(kind);
            }
            self.last = kind;
            let _ = write!(path, "{} {}", x - from.0, y - from.1);
            self.at = (x, y);
        }
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.at = self.steps((x, y));
        self.last = ' ';
        self.contours.push(Contour { x: self.at.0, y: self.at.1, path: String::new() });
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line('l', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.line('q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.line('c', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {}
}
