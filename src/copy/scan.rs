//! Digitised pages: one picture that fills the page. Its resolution and colour (Phụ lục I, Phần II, Mục I.2).

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object};

use super::original::{Original, Page, get, resolve};

/// A picture fills a page from this part of its area on.
const FILLS: f64 = 0.8;
/// The longest drawing that is read: a digitised page draws little but its picture.
const LONGEST: usize = 4 << 20;
/// Drawings within drawings are followed so far.
const DEEPEST: usize = 4;

/// What is known of a digitised page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scan {
    /// Dots an inch, of the finest of its pictures.
    pub dpi: f64,
    /// Whether one of its pictures has colours.
    pub colour: bool,
}

/// The page as a digitised one; `None` where no picture fills it.
pub fn scan(original: &Original<'_>, page: &Page) -> Option<Scan> {
    let document = &original.document;
    let entry = document.get_dictionary(page.id).ok()?;
    let resources = original.inherited(page, b"Resources").and_then(|it| it.as_dict().ok())?;
    let mut pictures = Vec::new();
    look(document, &drawing(document, get(document, entry, b"Contents"))?, resources, UNIT, 0, &mut pictures);
    let (width, height) = page.view.size();
    let unit = page.view.unit();
    let area: f64 = pictures.iter().map(|picture: &Picture| picture.width * picture.height * unit * unit).sum();
    let finest = pictures.iter().map(|picture| picture.dpi() / unit).fold(0.0, f64::max);
    let colour = pictures.iter().any(|picture| picture.colour);
    (area >= FILLS * width * height).then_some(Scan { dpi: finest, colour })
}

type Matrix = [f64; 6];
const UNIT: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `inner`, then `outer`.
fn then(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let [g, h, i, j, k, l] = outer;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

/// A picture as it is drawn: its edges on the page, and its dots.
struct Picture {
    width: f64,
    height: f64,
    dots: (f64, f64),
    colour: bool,
}

impl Picture {
    fn dpi(&self) -> f64 {
        let along = |dots: f64, edge: f64| if edge > 0.0 { dots * 72.0 / edge } else { 0.0 };
        along(self.dots.0, self.width).min(along(self.dots.1, self.height))
    }
}

fn drawing(document: &Document, parts: &Object) -> Option<Vec<u8>> {
    let stream = |part: &Object| resolve(document, part).as_stream().ok()?.get_plain_content_with_limit(LONGEST).ok();
    match parts {
        Object::Array(parts) => Some(parts.iter().map(stream).collect::<Option<Vec<_>>>()?.join(&b'\n')),
        part => stream(part),
    }
}

/// Collects the pictures that a drawing shows.
fn look(
    document: &Document,
    drawing: &[u8],
    resources: &Dictionary,
    start: Matrix,
    depth: usize,
    pictures: &mut Vec<Picture>,
) {
    let Ok(content) = Content::decode(drawing) else { return };
    let (mut at, mut kept) = (start, Vec::new());
    for operation in &content.operations {
        match operation.operator.as_str() {
            "q" => kept.push(at),
            "Q" => at = kept.pop().unwrap_or(at),
            "cm" => at = matrix(&operation.operands).map_or(at, |inner| then(inner, at)),
            "Do" => shown(document, operation, resources, at, depth, pictures),
            _ => {}
        }
    }
}

fn matrix(operands: &[Object]) -> Option<Matrix> {
    let numbers = operands.iter().map(|number| number.as_float().ok().map(f64::from));
    numbers.collect::<Option<Vec<f64>>>()?.try_into().ok()
}

fn shown(
    document: &Document,
    operation: &Operation,
    resources: &Dictionary,
    at: Matrix,
    depth: usize,
    pictures: &mut Vec<Picture>,
) {
    let name = operation.operands.first().and_then(|name| name.as_name().ok());
    let forms = get(document, resources, b"XObject").as_dict().ok();
    let Some(stream) = name.zip(forms).and_then(|(name, forms)| get(document, forms, name).as_stream().ok()) else {
        return;
    };
    match get(document, &stream.dict, b"Subtype").as_name() {
        Ok(b"Image") => pictures.push(picture(document, &stream.dict, at)),
        Ok(b"Form") if depth < DEEPEST => {
            let own = get(document, &stream.dict, b"Matrix").as_array().ok().and_then(|matrix_| matrix(matrix_));
            let inner = get(document, &stream.dict, b"Resources").as_dict().unwrap_or(resources);
            if let Ok(drawing) = stream.get_plain_content_with_limit(LONGEST) {
                look(document, &drawing, inner, then(own.unwrap_or(UNIT), at), depth + 1, pictures);
            }
        }
        _ => {}
    }
}

fn picture(document: &Document, entries: &Dictionary, at: Matrix) -> Picture {
    let [a, b, c, d, ..] = at;
    let dots = |key: &[u8]| get(document, entries, key).as_float().map_or(0.0, f64::from);
    Picture {
        width: a.hypot(b),
        height: c.hypot(d),
        dots: (dots(b"Width"), dots(b"Height")),
        colour: has_colour(document, get(document, entries, b"ColorSpace"), 0)
            && !get(document, entries, b"ImageMask").as_bool().unwrap_or(false),
    }
}

/// Whether a colour space has more than black, white and grey. What is not known is taken to have.
fn has_colour(document: &Document, space: &Object, depth: usize) -> bool {
    match space {
        Object::Name(name) => !matches!(name.as_slice(), b"DeviceGray" | b"G" | b"CalGray"),
        Object::Array(parts) => {
            let part = |at: usize| parts.get(at).map_or(&Object::Null, |part| resolve(document, part));
            match part(0).as_name() {
                Ok(b"CalGray" | b"DeviceGray") => false,
                Ok(b"ICCBased") => {
                    let profile = part(1).as_stream().ok();
                    profile.is_none_or(|profile| get(document, &profile.dict, b"N").as_i64().is_ok_and(|n| n > 1))
                }
                Ok(b"Indexed" | b"I") if depth < DEEPEST => has_colour(document, part(1), depth + 1),
                _ => true,
            }
        }
        // JPEG 2000 carries its colour space in itself.
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_inside_pictures() {
        assert_eq!(
            then([2.0, 0.0, 0.0, 2.0, 0.0, 0.0], [1.0, 0.0, 0.0, 1.0, 10.0, 20.0]),
            [2.0, 0.0, 0.0, 2.0, 10.0, 20.0]
        );
        let picture = Picture { width: 595.0, height: 842.0, dots: (1653.0, 2339.0), colour: true };
        assert!((picture.dpi() - 200.0).abs() < 0.1);
    }

    #[test]
    fn grey_and_colour() {
        let document = Document::new();
        let named = |name: &str| has_colour(&document, &Object::from(name), 0);
        assert!(named("DeviceRGB") && named("DeviceCMYK") && !named("DeviceGray"));
        let palette = |base: &str| Object::Array(vec!["Indexed".into(), base.into(), 1.into()]);
        assert!(has_colour(&document, &palette("DeviceRGB"), 0) && !has_colour(&document, &palette("DeviceGray"), 0));
    }
}
