//! The words across every page, drawn once.

use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref};

use super::super::super::outline::{Outline, Step};
use super::canvas::parts;
use super::deflate::deflate;
use super::number::number;

/// Decimals of the points of letters.
const PLACES: u32 = 3;

/// Writes `mark` around the origin, in the `colors` of the document.
pub fn write(chunk: &mut Chunk, reference: Ref, mark: &Outline, colors: Ref) {
    let drawn = deflate(&drawn(mark));
    let (width, height) = (mark.width as f32, mark.height as f32);
    let (sin, cos) = mark.angle.to_radians().sin_cos();
    let (sin, cos) = (sin as f32, cos as f32);
    let (right, up) = (-(cos * width + sin * height) / 2.0, (cos * height - sin * width) / 2.0);
    let mut form = chunk.form_xobject(reference, &drawn);
    form.filter(Filter::FlateDecode);
    // Letters may reach out of their line.
    form.bbox(Rect::new(-height, -height, width + height, height * 2.0));
    form.matrix([cos, sin, sin, -cos, right, up]);
    form.insert(Name(b"Resources")).dict().insert(Name(b"ColorSpace")).dict().pair(Name(b"s"), colors);
    form.finish();
}

fn drawn(mark: &Outline) -> Vec<u8> {
    let mut out = b"/s cs".to_vec();
    let points = |out: &mut Vec<u8>, points: &[(f64, f64)]| {
        for value in points.iter().flat_map(|&(x, y)| [x, y]) {
            out.push(b' ');
            number(out, value, PLACES);
        }
    };
    for part in parts(&mark.color).unwrap_or_default() {
        out.push(b' ');
        number(&mut out, part, 4);
    }
    out.extend_from_slice(b" scn\n");
    let mut last = (0.0, 0.0);
    for Step { r#type, points: step } in &mark.outline {
        match (*r#type, step.as_slice()) {
            ("move", step) => {
                points(&mut out, step);
                out.extend_from_slice(b" m");
            }
            ("line", step) => {
                points(&mut out, step);
                out.extend_from_slice(b" l");
            }
            // A curve of the second degree as one of the third.
            ("quad", &[control, end]) => {
                points(&mut out, &[between(last, control), between(end, control), end]);
                out.extend_from_slice(b" c");
            }
            ("cubic", step) => {
                points(&mut out, step);
                out.extend_from_slice(b" c");
            }
            _ => out.extend_from_slice(b" h"),
        }
        out.push(b'\n');
        last = step.last().copied().unwrap_or(last);
    }
    out.extend_from_slice(b"f\n");
    out
}

/// Two thirds of the way from `point` to `control`.
fn between(point: (f64, f64), control: (f64, f64)) -> (f64, f64) {
    let part = |from: f64, to: f64| from + (to - from) * 2.0 / 3.0;
    (part(point.0, control.0), part(point.1, control.1))
}
