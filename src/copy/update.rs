//! What is added to a PDF after its last byte: objects that are new or take the place of old ones, and where they stand
//! (incremental update, ISO 32000-1, 7.5.6). The bytes before it stay as they are.

use std::collections::BTreeMap;

use lopdf::xref::XrefType;
use lopdf::{Dictionary, Object, ObjectId, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

use super::original::{Original, get};
use super::syntax;

/// Objects to be added.
pub struct Update<'a> {
    original: &'a Original<'a>,
    objects: BTreeMap<ObjectId, Object>,
    next: u32,
}

impl<'a> Update<'a> {
    /// Nothing yet. `None` where the file has no numbers left for objects.
    pub fn of(original: &'a Original<'a>) -> Option<Update<'a>> {
        let highest = original.document.objects.keys().map(|id| id.0).max()?.max(original.document.max_id);
        Some(Update {
            original,
            objects: BTreeMap::new(),
            next: highest.checked_add(1).filter(|&next| next < MOST_OBJECTS)?,
        })
    }

    /// A number for an object that is added later.
    pub fn reserve(&mut self) -> ObjectId {
        self.next += 1;
        (self.next - 1, 0)
    }

    /// Adds `object`.
    pub fn add(&mut self, object: impl Into<Object>) -> ObjectId {
        let id = self.reserve();
        self.set(id, object);
        id
    }

    /// Adds `object` under the number `id`, in the place of what has it.
    pub fn set(&mut self, id: ObjectId, object: impl Into<Object>) {
        self.objects.insert(id, object.into());
    }

    /// The dictionary with the number `id`, to be changed. `None` where there is none.
    pub fn edit(&mut self, id: ObjectId) -> Option<&mut Dictionary> {
        if !self.objects.contains_key(&id) {
            let old = self.original.document.get_object(id).ok()?.clone();
            self.objects.insert(id, old);
        }
        self.objects.get_mut(&id)?.as_dict_mut().ok()
    }

    /// The file with everything added.
    pub fn finish(mut self) -> Vec<u8> {
        let mut file = self.original.bytes.to_vec();
        if !file.ends_with(b"\n") {
            file.push(b'\n');
        }
        let start = self.original.start;
        let mut places = BTreeMap::new();
        for (&id, object) in &self.objects {
            places.insert(id, file.len() - start);
            write(&mut file, id, object);
        }
        let at = file.len() - start;
        match self.original.document.reference_table.cross_reference_type {
            XrefType::CrossReferenceTable => {
                table(&mut file, &places);
                file.extend(b"trailer\n");
                let trailer = self.trailer(&file);
                syntax::write(&mut file, &trailer.into());
            }
            XrefType::CrossReferenceStream => {
                let id = self.reserve();
                places.insert(id, at);
                let stream = self.stream(&file, &places);
                write(&mut file, id, &Object::Stream(stream));
            }
        }
        file.extend(format!("\nstartxref\n{at}\n%%EOF\n").into_bytes());
        file
    }

    /// What the last trailer says that is still so, for `file` as it is so far.
    fn trailer(&self, file: &[u8]) -> Dictionary {
        let document = &self.original.document;
        let mut trailer = dictionary! { "Size" => i64::from(self.next), "Prev" => document.xref_start as i64 };
        for key in ["Root", "Info"] {
            document.trailer.get(key.as_bytes()).into_iter().for_each(|value| trailer.set(key, value.clone()));
        }
        // The first name of a file stays for good, the second is that of its last state.
        if let [first, _] = get(document, &document.trailer, b"ID").as_array().map_or(&[][..], Vec::as_slice) {
            let state = Sha256::digest(file)[..16].to_vec();
            trailer.set("ID", vec![first.clone(), Object::String(state, StringFormat::Hexadecimal)]);
        }
        trailer
    }

    fn stream(&self, file: &[u8], places: &BTreeMap<ObjectId, usize>) -> Stream {
        let mut content = Vec::new();
        let mut index = Vec::new();
        for run in runs(places) {
            index.extend([Object::from(i64::from(run[0].0.0)), Object::from(run.len() as i64)]);
            for ((_, generation), at) in run {
                content.push(1);
                content.extend((at as u64).to_be_bytes());
                content.extend(generation.to_be_bytes());
            }
        }
        let mut dictionary = self.trailer(file);
        dictionary.set("Type", "XRef");
        dictionary.set("W", vec![1.into(), 8.into(), 2.into()]);
        dictionary.set("Index", index);
        Stream::new(dictionary, content)
    }
}

/// Numbers of objects stay below this (Annex C: 8,388,607), with room for what is added.
const MOST_OBJECTS: u32 = 8_380_000;

/// Objects whose numbers follow one another.
fn runs(places: &BTreeMap<ObjectId, usize>) -> Vec<Vec<(ObjectId, usize)>> {
    let mut runs: Vec<Vec<(ObjectId, usize)>> = Vec::new();
    for (&id, &at) in places {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last.0 + 1 == id.0) => run.push((id, at)),
            _ => runs.push(vec![(id, at)]),
        }
    }
    runs
}

fn table(file: &mut Vec<u8>, places: &BTreeMap<ObjectId, usize>) {
    file.extend(b"xref\n");
    for run in runs(places) {
        file.extend(format!("{} {}\n", run[0].0.0, run.len()).into_bytes());
        let entries = run.iter().map(|((_, generation), at)| format!("{at:010} {generation:05} n \n"));
        entries.for_each(|entry| file.extend(entry.into_bytes()));
    }
}

fn write(file: &mut Vec<u8>, (number, generation): ObjectId, object: &Object) {
    file.extend(format!("{number} {generation} obj\n").into_bytes());
    syntax::write(file, object);
    file.extend(b"\nendobj\n");
}
