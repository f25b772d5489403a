//! Laying a page over a page of a PDF: its drawing becomes a form (ISO 32000-1, 8.10) that the page draws last.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};

use super::original::{Original, Page, get, resolve};
use super::tags::{Reading, Tree};
use super::update::Update;

/// The longest drawing of a page that is read.
const LONGEST: usize = 256 << 20;
/// Deeper values are not brought over.
const DEEPEST: usize = 64;

/// What is laid over a page.
pub struct Overlay<'a> {
    /// The laid-over page, as a PDF of its own.
    pub pdf: &'a Document,
    /// Where its tags go; without it, the page takes it as decoration.
    pub tree: Option<&'a Tree>,
    /// Where it stands in the order of reading.
    pub reading: Reading,
}

impl Overlay<'_> {
    /// Draws this over `page`, after everything that the page draws.
    pub fn draw(&self, original: &Original<'_>, update: &mut Update<'_>, page: &Page) -> Option<()> {
        let form = self.form(original, update, page.id)?;
        let document = &original.document;
        let mut resources = original.inherited(page, b"Resources").and_then(|it| it.as_dict().ok()).cloned();
        let resources = resources.get_or_insert_default();
        let name = name_form(document, resources, form);
        let old = document.get_dictionary(page.id).ok()?.get(b"Contents").ok();
        let parts: Vec<Object> = match old.map(|old| (old, resolve(document, old))) {
            None | Some((_, Object::Null)) => Vec::new(),
            Some((_, Object::Array(parts))) => parts.clone(),
            Some((old, _)) => vec![old.clone()],
        };
        let (before, after) = balance(document, &parts);
        let before = update.add(Stream::new(Dictionary::new(), "q\n".repeat(before).into_bytes()));
        let after = "Q\n".repeat(after) + &self.drawing(page, original, &name);
        let after = update.add(Stream::new(Dictionary::new(), after.into_bytes()));
        let contents: Vec<Object> = [vec![before.into()], parts, vec![after.into()]].concat();
        let entry = update.edit(page.id)?;
        entry.set("Contents", contents);
        entry.set("Resources", resources.clone());
        Some(())
    }

    /// Adds a page like `last` after it, upright and with nothing on it but this.
    pub fn append(&self, original: &Original<'_>, update: &mut Update<'_>, last: &Page) -> Option<()> {
        let page = update.reserve();
        let form = self.form(original, update, page)?;
        let &parent = last.above.last()?;
        let (area, unit) = last.view.upright();
        let area: Vec<Object> = area.into_iter().map(Object::from).collect();
        let scale = 1.0 / unit;
        let drawing = format!("q {scale} 0 0 {scale} 0 0 cm {}\nQ\n", self.shown("Copy"));
        let contents = update.add(Stream::new(Dictionary::new(), drawing.into_bytes()));
        let mut entry = dictionary! {
            "Type" => "Page", "Parent" => parent, "MediaBox" => area.clone(), "CropBox" => area, "Rotate" => 0,
            "Resources" => dictionary! { "XObject" => dictionary! { "Copy" => form } }, "Contents" => contents,
        };
        if unit != 1.0 {
            entry.set("UserUnit", unit);
        }
        update.set(page, entry);
        for &node in &last.above {
            let count =
                get(&original.document, original.document.get_dictionary(node).ok()?, b"Count").as_i64().ok()?;
            update.edit(node)?.set("Count", count.checked_add(1)?);
        }
        let kids = get(&original.document, original.document.get_dictionary(parent).ok()?, b"Kids").as_array().ok()?;
        update.edit(parent)?.set("Kids", [kids.clone(), vec![page.into()]].concat());
        Some(())
    }

    /// The drawing as a form, with its tags.
    fn form(&self, original: &Original<'_>, update: &mut Update<'_>, page: ObjectId) -> Option<ObjectId> {
        let (_, &own) = self.pdf.get_pages().iter().next().map(|(number, id)| (*number, id))?;
        let drawn = self.pdf.get_dictionary(own).ok()?;
        let mut stream = Stream::new(Dictionary::new(), content(self.pdf, get(self.pdf, drawn, b"Contents"))?);
        // A drawing that packing does not make smaller stays as it is.
        let _ = stream.compress();
        let mut brought = BTreeMap::new();
        let resources = bring(self.pdf, get(self.pdf, drawn, b"Resources"), update, &mut brought, 0);
        let area = get(self.pdf, drawn, b"MediaBox").clone();
        stream.dict.extend(&dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => area, "Resources" => resources,
        });
        let id = update.reserve();
        if let Some(tree) = self.tree {
            stream.dict.set("StructParents", tree.key);
            tree.add(update, &original.document, self.pdf, (id, page), self.reading)?;
        }
        update.set(id, stream);
        Some(id)
    }

    /// The operators that draw the form named `name` as the page is looked at.
    fn drawing(&self, page: &Page, original: &Original<'_>, name: &str) -> String {
        let matrix = page.view.matrix().map(|number| number.to_string()).join(" ");
        let shown = self.shown(name);
        // In a tagged page all that no tag names must say that it is decoration.
        let artifact = self.tree.is_none() && original.claim.tagged;
        let shown = if artifact { format!("/Artifact BMC\n{shown}\nEMC") } else { shown };
        format!("q\n{matrix} cm\n{shown}\nQ\n")
    }

    fn shown(&self, name: &str) -> String {
        format!("/{name} Do")
    }
}

/// Enters `form` among `resources` under a name that is not taken.
fn name_form(document: &Document, resources: &mut Dictionary, form: ObjectId) -> String {
    let mut forms = get(document, resources, b"XObject").as_dict().cloned().unwrap_or_default();
    let name = (1..).map(|number| format!("Copy{number}")).find(|name| !forms.has(name.as_bytes())).unwrap_or_default();
    forms.set(name.as_str(), form);
    resources.set("XObject", forms);
    name
}

/// What `parts` of a page draw, one after the other.
fn content(document: &Document, parts: &Object) -> Option<Vec<u8>> {
    let stream = |part: &Object| resolve(document, part).as_stream().ok()?.get_plain_content_with_limit(LONGEST).ok();
    match parts {
        Object::Array(parts) => Some(parts.iter().map(stream).collect::<Option<Vec<_>>>()?.join(&b'\n')),
        part => stream(part),
    }
}

/// How often the state must be kept before a page's own drawing, and restored after it, so that what follows begins as
/// the page did. Pages are not always as balanced as they should be.
fn balance(document: &Document, parts: &[Object]) -> (usize, usize) {
    let drawn = content(document, &Object::Array(parts.to_vec())).and_then(|bytes| Content::decode(&bytes).ok());
    let (mut depth, mut lowest) = (0_i64, 0_i64);
    for operation in drawn.iter().flat_map(|content| &content.operations) {
        match operation.operator.as_str() {
            "q" => depth += 1,
            "Q" => depth -= 1,
            _ => {}
        }
        lowest = lowest.min(depth);
    }
    let before = 1 - lowest;
    (before.unsigned_abs() as usize, (before + depth).unsigned_abs() as usize)
}

/// `value` of another document, with everything that it refers to.
fn bring(
    from: &Document,
    value: &Object,
    update: &mut Update<'_>,
    brought: &mut BTreeMap<ObjectId, ObjectId>,
    depth: usize,
) -> Object {
    if depth > DEEPEST {
        return Object::Null;
    }
    let mut inner = |value: &Object| bring(from, value, update, brought, depth + 1);
    match value {
        Object::Reference(id) => {
            if let Some(&known) = brought.get(id) {
                return known.into();
            }
            let new = update.reserve();
            brought.insert(*id, new);
            let value = bring(from, from.get_object(*id).unwrap_or(&Object::Null), update, brought, depth + 1);
            update.set(new, value);
            new.into()
        }
        Object::Array(items) => Object::Array(items.iter().map(inner).collect()),
        Object::Dictionary(entries) => Object::Dictionary(entries_of(entries, inner)),
        Object::Stream(stream) => {
            let mut copy = stream.clone();
            copy.dict = entries_of(&stream.dict, &mut inner);
            Object::Stream(copy)
        }
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => value.clone(),
    }
}

fn entries_of(entries: &Dictionary, mut inner: impl FnMut(&Object) -> Object) -> Dictionary {
    entries.iter().map(|(key, value)| (key.clone(), inner(value))).collect()
}
