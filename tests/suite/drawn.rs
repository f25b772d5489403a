//! What a PDF draws and carries, read back: every letter and every line with its place, every attached file.

use std::collections::HashMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// How far two places of the same thing may be apart, in points.
const NEAR: f64 = 0.05;

/// A letter, or a line by the box around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    pub page: usize,
    /// The letter; of a line, nothing.
    pub text: String,
    /// Left and bottom edge, then font size, or width, height and thickness. Points from the bottom left corner.
    pub places: Vec<f64>,
    /// Font or colour.
    pub look: String,
}

/// The first difference between what two files draw.
pub fn difference(ours: &[Thing], theirs: &[Thing]) -> Option<String> {
    let is_same = |(one, other): &(&Thing, &Thing)| {
        let places = one.places.iter().zip(&other.places);
        let is_near = one.places.len() == other.places.len() && places.into_iter().all(|(a, b)| (a - b).abs() <= NEAR);
        (one.page, &one.text, &one.look) == (other.page, &other.text, &other.look) && is_near
    };
    let pairs = ours.iter().zip(theirs).enumerate();
    let different = pairs.into_iter().find(|(_, pair)| !is_same(pair));
    let different = different.map(|(at, (one, other))| format!("thing {at}: {one:?}\n{other:?}"));
    different.or_else(|| (ours.len() != theirs.len()).then(|| format!("{} and {} things", ours.len(), theirs.len())))
}

/// What the pages of `pdf` draw: their letters in order, then their lines in order.
pub fn drawn(pdf: &[u8]) -> Vec<Thing> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let mut things = Vec::new();
    for (number, page) in document.get_pages() {
        let content = document.get_page_content(page);
        let operations = Content::decode(&content).expect("operations").operations;
        let mut reader = Reader::new(&document, number as usize, page);
        operations.iter().for_each(|operation| reader.operation(operation));
        things.append(&mut reader.letters);
        things.append(&mut reader.lines);
    }
    things
}

/// The attached files: what is said of each, and its bytes.
pub fn attached(pdf: &[u8]) -> Vec<(String, Vec<u8>)> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let Ok(files) = document.catalog().expect("a catalog").get(b"AF").and_then(Object::as_array) else {
        return Vec::new();
    };
    let file = |file: &Object| {
        let said = document.dereference(file).expect("a file").1.as_dict().expect("a dictionary");
        let inner = said.get(b"EF").and_then(Object::as_dict).expect("the file itself").get(b"F").expect("a file");
        let stream = document.dereference(inner).expect("an object").1.as_stream().expect("a stream");
        let mut keys: Vec<String> = [said, &stream.dict].into_iter().flat_map(plain).collect();
        keys.sort_unstable();
        (keys.join("\n"), stream.get_plain_content().expect("bytes"))
    };
    files.iter().map(file).collect()
}

/// What a dictionary says by itself, how its stream is packed left out.
fn plain(dictionary: &Dictionary) -> Vec<String> {
    let said = |(key, value): (&Vec<u8>, &Object)| {
        let is_packing = [b"Length" as &[u8], b"Filter", b"EF"].contains(&key.as_slice());
        (!is_packing).then(|| format!("{}: {value:?}", String::from_utf8_lossy(key)))
    };
    dictionary.iter().filter_map(said).collect()
}

/// A font: what its codes say, and how wide they are in thousandths of an em.
struct Font {
    name: String,
    texts: HashMap<u16, String>,
    widths: HashMap<u16, f64>,
}

type Matrix = [f64; 6];

fn times(one: Matrix, other: Matrix) -> Matrix {
    let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (one, other);
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

fn place([a, b, c, d, e, f]: Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// What the operators of a page set.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: String,
    size: f64,
    thickness: f64,
    fill: Vec<f64>,
    stroke: Vec<f64>,
}

struct Reader {
    page: usize,
    fonts: HashMap<String, Font>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    path: Vec<(f64, f64)>,
    letters: Vec<Thing>,
    lines: Vec<Thing>,
}

fn number(object: &Object) -> f64 {
    object.as_float().map(f64::from).unwrap_or_default()
}

fn numbers(operation: &Operation) -> Vec<f64> {
    operation.operands.iter().map(number).collect()
}

/// Grey, or red, green and blue, so that the same colour is told alike.
fn color(parts: &[f64]) -> String {
    let parts: Vec<f64> = if parts.len() == 1 { parts.repeat(3) } else { parts.to_vec() };
    parts.iter().map(|part| format!("{:02x}", (part * 255.0).round() as u8)).collect()
}

impl Reader {
    fn new(document: &Document, number: usize, page: ObjectId) -> Reader {
        let fonts = document.get_page_fonts(page).expect("fonts");
        let fonts =
            fonts.into_iter().map(|(key, font)| (String::from_utf8_lossy(&key).into_owned(), read(document, font)));
        let matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
        let (fill, stroke) = (vec![0.0], vec![0.0]);
        let state = State { matrix, font: String::new(), size: 0.0, thickness: 1.0, fill, stroke };
        let (saved, path) = (Vec::new(), Vec::new());
        let (letters, lines) = (Vec::new(), Vec::new());
        Reader { page: number, fonts: fonts.collect(), state, saved, text: matrix, path, letters, lines }
    }

    fn operation(&mut self, operation: &Operation) {
        let values = numbers(operation);
        match (operation.operator.as_str(), values.as_slice()) {
            ("q", _) => self.saved.push(self.state.clone()),
            ("Q", _) => self.state = self.saved.pop().expect("a saved state"),
            ("cm", &[a, b, c, d, e, f]) => self.state.matrix = times([a, b, c, d, e, f], self.state.matrix),
            ("w", &[thickness]) => self.state.thickness = thickness,
            ("scn", _) => self.state.fill = values,
            ("SCN", _) => self.state.stroke = values,
            ("BT", _) => self.text = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
            ("Tm", &[a, b, c, d, e, f]) => self.text = [a, b, c, d, e, f],
            ("Td", &[x, y]) => self.text = times([1.0, 0.0, 0.0, 1.0, x, y], self.text),
            ("Tf", &[_, size]) => {
                let name = operation.operands[0].as_name().expect("a font");
                (self.state.font, self.state.size) = (String::from_utf8_lossy(name).into_owned(), size);
            }
            ("Tj", _) => self.show(&operation.operands[0]),
            ("TJ", _) => operation.operands[0].as_array().expect("pieces").iter().for_each(|piece| self.show(piece)),
            ("m" | "l", &[x, y]) => self.path.push(place(self.state.matrix, (x, y))),
            ("re", &[x, y, width, height]) => {
                let corners = [(x, y), (x + width, y + height)];
                self.path.extend(corners.map(|corner| place(self.state.matrix, corner)));
            }
            ("S", _) => self.line(),
            // Only the words across the page are filled, and they are compared as pictures.
            ("f" | "n", _) => self.path.clear(),
            _ => {}
        }
    }

    fn show(&mut self, piece: &Object) {
        let State { matrix, size, .. } = self.state;
        let Ok(codes) = piece.as_str() else {
            let moved = -number(piece) / 1000.0 * size;
            self.text = times([1.0, 0.0, 0.0, 1.0, moved, 0.0], self.text);
            return;
        };
        let font = &self.fonts[&self.state.font];
        for code in codes.chunks_exact(2).map(|code| u16::from_be_bytes([code[0], code[1]])) {
            let (x, y) = place(times(self.text, matrix), (0.0, 0.0));
            let look = format!("{} {}", font.name, color(&self.state.fill));
            let text = font.texts[&code].clone();
            self.letters.push(Thing { page: self.page, text, places: vec![x, y, size], look });
            let width = font.widths[&code] / 1000.0 * size;
            self.text = times([1.0, 0.0, 0.0, 1.0, width, 0.0], self.text);
        }
    }

    fn line(&mut self) {
        let edge = |least: fn(f64, f64) -> f64, start, values: &[f64]| values.iter().copied().fold(start, least);
        let (across, up): (Vec<f64>, Vec<f64>) = self.path.drain(..).unzip();
        let (left, bottom) = (edge(f64::min, f64::MAX, &across), edge(f64::min, f64::MAX, &up));
        let (right, top) = (edge(f64::max, f64::MIN, &across), edge(f64::max, f64::MIN, &up));
        let places = vec![left, bottom, right - left, top - bottom, self.state.thickness];
        self.lines.push(Thing { page: self.page, text: String::new(), places, look: color(&self.state.stroke) });
    }
}

fn read(document: &Document, font: &Dictionary) -> Font {
    let follow = |dictionary: &Dictionary, key: &[u8]| {
        document.dereference(dictionary.get(key).expect("an entry")).expect("an object").1.clone()
    };
    let name = follow(font, b"BaseFont");
    let name = String::from_utf8_lossy(name.as_name().expect("a name")).into_owned();
    let map = follow(font, b"ToUnicode").as_stream().expect("a stream").get_plain_content().expect("a map");
    let descendants = follow(font, b"DescendantFonts");
    let descendant = &descendants.as_array().expect("fonts")[0];
    let descendant = document.dereference(descendant).expect("a font").1.as_dict().expect("a dictionary");
    let widths = widths(follow(descendant, b"W").as_array().expect("widths"));
    // The letters before the sign change with the subset.
    let name = name.split('+').next_back().unwrap_or_default().to_owned();
    Font { name, texts: texts(&String::from_utf8_lossy(&map)), widths }
}

fn widths(list: &[Object]) -> HashMap<u16, f64> {
    let mut widths = HashMap::new();
    let mut at = 0;
    while let Some(first) = list.get(at) {
        let first = first.as_i64().expect("a code") as u16;
        if let Ok(each) = list[at + 1].as_array() {
            widths.extend((first..).zip(each.iter().map(number)));
            at += 2;
        } else {
            let last = list[at + 1].as_i64().expect("a code") as u16;
            widths.extend((first..=last).map(|code| (code, number(&list[at + 2]))));
            at += 3;
        }
    }
    widths
}

/// What the codes of a character map say.
fn texts(map: &str) -> HashMap<u16, String> {
    let mut texts = HashMap::new();
    let mut is_range = None;
    for line in map.lines() {
        match line.split(' ').next_back() {
            Some("beginbfchar") => is_range = Some(false),
            Some("beginbfrange") => is_range = Some(true),
            Some("endbfchar" | "endbfrange") => is_range = None,
            _ => {}
        }
        let hex: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
        let code = |text: &str| u16::from_str_radix(text, 16).expect("a code");
        match (is_range, hex.as_slice()) {
            (Some(false), &[one, text]) => {
                let units: Vec<u16> = (0..text.len() / 4).map(|at| code(&text[at * 4..at * 4 + 4])).collect();
                texts.insert(code(one), String::from_utf16_lossy(&units));
            }
            (Some(true), &[first, last, text]) => {
                let letters = (code(first)..=code(last)).zip(code(text)..);
                texts.extend(letters.map(|(one, unit)| (one, String::from_utf16_lossy(&[unit]))));
            }
            _ => {}
        }
    }
    texts
}

/// Where the bookmarks lead: page, left edge and top, in points.
pub fn bookmarks(pdf: &[u8]) -> Vec<Thing> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let pages: HashMap<ObjectId, u32> = document.get_pages().into_iter().map(|(number, page)| (page, number)).collect();
    let mut found = Vec::new();
    let mut open = vec![document.catalog().expect("a catalog").get(b"Outlines").expect("an outline").clone()];
    while let Some(object) = open.pop() {
        let item = document.dereference(&object).expect("an object").1.as_dict().expect("a dictionary");
        open.extend([b"Next" as &[u8], b"First"].into_iter().filter_map(|key| item.get(key).ok().cloned()));
        let Ok(shown) = item.get(b"Dest") else { continue };
        let shown = document.dereference(shown).expect("an object").1.as_array().expect("a place");
        let page = pages[&shown[0].as_reference().expect("a page")] as usize;
        let places = vec![number(&shown[2]), number(&shown[3])];
        found.push(Thing { page, text: format!("{:?}", item.get(b"Title")), places, look: String::new() });
    }
    found
}

/// What a file says of itself and of its pages, the names of this one file left out.
pub fn said(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let catalog = document.catalog().expect("a catalog");
    let info = document.trailer.get(b"Info").and_then(|info| document.dereference(info)).expect("properties").1;
    let mut said = plain(info.as_dict().expect("a dictionary"));
    for key in [b"Lang" as &[u8], b"MarkInfo", b"ViewerPreferences", b"PageLabels", b"PageMode"] {
        said.push(catalog.get(key).map_or(String::new(), sorted));
    }
    let intents = document.dereference(catalog.get(b"OutputIntents").expect("intents")).expect("an object").1;
    let intent = document.dereference(&intents.as_array().expect("a list")[0]).expect("an object").1;
    let intent = intent.as_dict().expect("a dictionary").iter().filter(|(key, _)| *key != b"DestOutputProfile");
    said.extend(intent.map(|(key, value)| format!("{}: {value:?}", String::from_utf8_lossy(key))));
    for page in document.get_pages().into_values() {
        let page = document.get_dictionary(page).expect("a page");
        let keys = [b"MediaBox" as &[u8], b"Tabs", b"StructParents"];
        said.extend(keys.map(|key| format!("{:?}", page.get(key))));
    }
    said.sort_unstable();
    let metadata = document.dereference(catalog.get(b"Metadata").expect("metadata")).expect("an object").1;
    let metadata = metadata.as_stream().expect("a stream").get_plain_content().expect("metadata");
    let metadata =
        String::from_utf8(metadata).expect("UTF-8").replace(" x:xmptk=\"xmp-writer\"", "").replace("  ", " ");
    said.push(metadata.split('>').map(|part| if part.ends_with("ID") { "" } else { part }).collect());
    said
}

fn sorted(object: &Object) -> String {
    let Ok(dictionary) = object.as_dict() else { return format!("{object:?}") };
    let mut entries: Vec<String> = dictionary.iter().map(|entry| format!("{entry:?}")).collect();
    entries.sort_unstable();
    entries.join(" ")
}
