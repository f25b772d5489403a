//! All PDFs in one file to print, with a bookmark and page labels for each record.
//!
//! It is written as a stream: of the records before, only the numbers of their pages and the places of their objects
//! are kept. Tags, attachments and the archival claim stay with the single files.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use tempfile::NamedTempFile;

use super::results::{begin, finish, made};
use super::store::Store;
use super::{Stop, result_messages};
use crate::copy::write_object;

const CATALOG: u32 = 1;
const PAGES: u32 = 2;
const OUTLINES: u32 = 3;
/// The largest place that the table of objects can name, in bytes.
const FARTHEST: u64 = 9_999_999_999;
/// What a page says of things that stay with its own file.
const LEFT_OUT: [&[u8]; 4] = [b"Parent", b"StructParents", b"AF", b"Tabs"];
/// What a page may have from the nodes above it.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];

/// Writes the file at `path`. Without PDFs in the plan there is nothing in it, and that is told.
pub fn merged(plan: &Path, store: &Store, path: &Path) -> Result<(), Stop> {
    let wrong = |error: io::Error| Stop::at(&path.display().to_string(), &error);
    let mut print = Print::begin(store, path).map_err(wrong)?;
    made(plan, store, |entry, outputs| {
        let Some(pdf) = outputs.iter().find(|output| output.name.ends_with(".pdf")) else { return Ok(()) };
        let bytes = store.read(&pdf.name).map_err(|error| store.stop(&pdf.name, &error))?;
        print.add(&entry.key, &bytes).map_err(wrong)
    })?;
    if print.parts.is_empty() {
        return Err(Stop::data(result_messages::nothing_to_print()));
    }
    print.end().and_then(|file| finish(file, path)).map_err(wrong)
}

/// A record in the file.
struct Part {
    title: String,
    node: ObjectId,
    first: ObjectId,
    pages: usize,
}

struct Print {
    file: BufWriter<NamedTempFile>,
    at: u64,
    /// Place of every object, from object 1 on.
    places: Vec<u64>,
    parts: Vec<Part>,
}

impl Print {
    fn begin(store: &Store, path: &Path) -> io::Result<Self> {
        let mut print =
            Print { file: begin(store, path)?, at: 0, places: vec![0; OUTLINES as usize], parts: Vec::new() };
        print.bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")?;
        Ok(print)
    }

    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.at += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn reserve(&mut self) -> ObjectId {
        self.places.push(0);
        (self.places.len() as u32, 0)
    }

    fn object(&mut self, id: ObjectId, object: &Object) -> io::Result<()> {
        if self.at > FARTHEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "more than 10 GB in one PDF"));
        }
        self.places[id.0 as usize - 1] = self.at;
        let mut text = format!("{} 0 obj\n", id.0).into_bytes();
        write_object(&mut text, object);
        text.extend(b"\nendobj\n");
        self.bytes(&text)
    }

    fn add(&mut self, key: &str, pdf: &[u8]) -> io::Result<()> {
        let broken = |error: lopdf::Error| io::Error::new(io::ErrorKind::InvalidData, format!("{key}.pdf: {error}"));
        let document = Document::load_mem(pdf).map_err(broken)?;
        let node = self.reserve();
        let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
        let mut moved = Moved { ids: BTreeMap::new(), waiting: VecDeque::new() };
        let mut kids = Vec::new();
        for page in &pages {
            let own = moved.new_id(*page, self);
            moved.waiting.pop_back();
            kids.push(own);
        }
        for (page, own) in pages.iter().zip(&kids) {
            let mut page = flat(&document, *page).map_err(broken)?;
            moved.dictionary(&mut page, self);
            page.set("Parent", Object::Reference(node));
            self.object(*own, &page.into())?;
        }
        while let Some(old) = moved.waiting.pop_front() {
            let mut object = document.get_object(old).cloned().unwrap_or(Object::Null);
            moved.object(&mut object, self);
            self.object(moved.ids[&old], &object)?;
        }
        let references = kids.iter().map(|id| Object::Reference(*id)).collect::<Vec<_>>();
        let count = kids.len();
        let tree = dictionary! {
            "Type" => "Pages", "Parent" => Object::Reference((PAGES, 0)), "Kids" => references, "Count" => count as i64,
        };
        self.object(node, &tree.into())?;
        if let Some(first) = kids.first() {
            self.parts.push(Part { title: key.to_owned(), node, first: *first, pages: count });
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<BufWriter<NamedTempFile>> {
        let parts = std::mem::take(&mut self.parts);
        let count: usize = parts.iter().map(|part| part.pages).sum();
        let kids: Vec<Object> = parts.iter().map(|part| Object::Reference(part.node)).collect();
        self.object((PAGES, 0), &dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count as i64 }.into())?;
        let items: Vec<ObjectId> = parts.iter().map(|_| self.reserve()).collect();
        let (mut labels, mut page) = (Vec::new(), 0);
        for (index, part) in parts.iter().enumerate() {
            let label = dictionary! { "S" => "D", "P" => text(&format!("{} · ", part.title)) };
            labels.extend([Object::Integer(page), label.into()]);
            page += part.pages as i64;
            self.object(items[index], &bookmark(part, index, &items).into())?;
        }
        let ends = (items.first().copied().unwrap_or_default(), items.last().copied().unwrap_or_default());
        let outlines = dictionary! {
            "Type" => "Outlines", "First" => Object::Reference(ends.0), "Last" => Object::Reference(ends.1),
            "Count" => items.len() as i64,
        };
        self.object((OUTLINES, 0), &outlines.into())?;
        let catalog = dictionary! {
            "Type" => "Catalog", "Pages" => Object::Reference((PAGES, 0)), "Outlines" => Object::Reference((OUTLINES, 0)),
            "PageMode" => "UseOutlines", "PageLabels" => dictionary! { "Nums" => labels }, "Lang" => text("vi"),
        };
        self.object((CATALOG, 0), &catalog.into())?;
        self.table()?;
        Ok(self.file)
    }

    fn table(&mut self) -> io::Result<()> {
        let (start, size) = (self.at, self.places.len() + 1);
        self.bytes(format!("xref\n0 {size}\n0000000000 65535 f\r\n").as_bytes())?;
        for place in std::mem::take(&mut self.places) {
            self.bytes(format!("{place:010} 00000 n\r\n").as_bytes())?;
        }
        let trailer = format!("trailer\n<</Size {size}/Root {CATALOG} 0 R>>\nstartxref\n{start}\n%%EOF\n");
        self.bytes(trailer.as_bytes())
    }
}

fn bookmark(part: &Part, index: usize, items: &[ObjectId]) -> Dictionary {
    let to = vec![Object::Reference(part.first), "Fit".into()];
    let mut item =
        dictionary! { "Title" => text(&part.title), "Parent" => Object::Reference((OUTLINES, 0)), "Dest" => to };
    if let Some(before) = index.checked_sub(1) {
        item.set("Prev", Object::Reference(items[before]));
    }
    if let Some(after) = items.get(index + 1) {
        item.set("Next", Object::Reference(*after));
    }
    item
}

/// A page with what it has from the nodes above it, and without what stays with its own file.
fn flat(document: &Document, page: ObjectId) -> Result<Dictionary, lopdf::Error> {
    let mut whole = document.get_dictionary(page)?.clone();
    let mut above = whole.get(b"Parent").and_then(Object::as_reference).ok();
    // A tree of pages is a few levels deep; one that leads in a circle ends too.
    for _ in 0..32 {
        let Some(node) = above.and_then(|id| document.get_dictionary(id).ok()) else { break };
        for key in INHERITED {
            if let (false, Ok(value)) = (whole.has(key), node.get(key)) {
                whole.set(key, value.clone());
            }
        }
        above = node.get(b"Parent").and_then(Object::as_reference).ok();
    }
    LEFT_OUT.iter().for_each(|key| _ = whole.remove(key));
    Ok(whole)
}

/// The new numbers of a record's objects.
struct Moved {
    ids: BTreeMap<ObjectId, ObjectId>,
    waiting: VecDeque<ObjectId>,
}

impl Moved {
    fn new_id(&mut self, old: ObjectId, print: &mut Print) -> ObjectId {
        if let Some(id) = self.ids.get(&old) {
            return *id;
        }
        let id = print.reserve();
        self.ids.insert(old, id);
        self.waiting.push_back(old);
        id
    }

    fn object(&mut self, object: &mut Object, print: &mut Print) {
        match object {
            Object::Reference(id) => *id = self.new_id(*id, print),
            Object::Array(items) => items.iter_mut().for_each(|item| self.object(item, print)),
            Object::Dictionary(dictionary) => self.dictionary(dictionary, print),
            Object::Stream(stream) => self.dictionary(&mut stream.dict, print),
            Object::Null
            | Object::Boolean(_)
            | Object::Integer(_)
            | Object::Real(_)
            | Object::Name(_)
            | Object::String(..) => {}
        }
    }

    fn dictionary(&mut self, dictionary: &mut Dictionary, print: &mut Print) {
        // The number of a link in the tree of tags, which stays with its own file.
        dictionary.remove(b"StructParent");
        dictionary.iter_mut().for_each(|(_, value)| self.object(value, print));
    }
}

/// Text as PDF has it beyond Latin: UTF-16 with a mark.
fn text(text: &str) -> Object {
    let bytes = [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
