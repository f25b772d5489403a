//! The PDF that is copied, read: its pages, what it claims and what forbids to change it.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::claim::{Claim, claim};
use super::guard;
use super::mark::{Mark, mark};
use super::messages;
use super::signed::{Signed, signed};
use super::view::{View, view};
use crate::diag::Diagnostic;

/// The most that one stream of a file may unpack to while it is read.
const MOST_UNPACKED: usize = 256 << 20;
/// Deeper trees of pages are no trees of pages.
const DEEPEST: usize = 64;
/// How many references may lead to one another.
const LONGEST_CHAIN: usize = 32;

/// A PDF to be copied.
pub struct Original<'a> {
    /// As it was given.
    pub bytes: &'a [u8],
    /// Where its header stands: offsets count from there.
    pub start: usize,
    /// Its objects.
    pub document: Document,
    /// Mục lục gốc (catalog).
    pub catalog: ObjectId,
    /// Its pages, in order; never none.
    pub pages: Vec<Page>,
    /// What it says of itself to archives and to readers that do not see.
    pub claim: Claim,
    /// Its digital signatures.
    pub signed: Signed,
    /// What a copy of ours says that it is.
    pub mark: Option<Mark>,
}

/// A page.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its object.
    pub id: ObjectId,
    /// The node of the tree that it hangs on, and those above.
    pub above: Vec<ObjectId>,
    /// How it is looked at.
    pub view: View,
}

impl<'a> Original<'a> {
    /// Reads `bytes`. Fails on what is no PDF, a broken one, and one under a password.
    pub fn read(bytes: &'a [u8]) -> Result<Original<'a>, Box<Diagnostic>> {
        let start = guard::header(bytes).ok_or_else(|| Box::new(messages::not_a_pdf()))?;
        let broken = |why: &str| Box::new(messages::broken(why));
        if !guard::is_countable(&bytes[start..]) {
            return Err(broken("xref"));
        }
        let document =
            load(bytes).map_err(|why| if why.0 { Box::new(messages::encrypted()) } else { broken(&why.1) })?;
        if document.is_encrypted() || document.encryption_state.is_some() {
            return Err(Box::new(messages::encrypted()));
        }
        let catalog = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| broken("Root"))?;
        let root = document.get_dictionary(catalog).map_err(|_| broken("Root"))?;
        let pages = pages(&document, root);
        if pages.is_empty() {
            return Err(broken("Pages"));
        }
        let claim = claim(&document, root);
        let (signed, mark) = (signed(&document, root), mark(&document, root));
        Ok(Original { bytes, start, catalog, pages, claim, signed, mark, document })
    }

    /// The catalog.
    pub fn root(&self) -> &Dictionary {
        static NONE: std::sync::LazyLock<Dictionary> = std::sync::LazyLock::new(Dictionary::new);
        self.document.get_dictionary(self.catalog).unwrap_or(&NONE)
    }

    /// The page's own dictionary and those it inherits from, nearest first.
    pub fn inherited(&self, page: &Page, key: &[u8]) -> Option<&Object> {
        inherited(&self.document, page.id, &page.above, key)
    }

    /// The version of the format: the header's, or the catalog's where it is later.
    pub fn version(&self) -> String {
        let own = self.root().get(b"Version").and_then(Object::as_name).map(String::from_utf8_lossy);
        own.map_or_else(|_| self.document.version.clone(), |own| own.into_owned().max(self.document.version.clone()))
    }
}

/// The objects of a file, or whether a password kept them away and what went wrong.
fn load(bytes: &[u8]) -> Result<Document, (bool, String)> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..LoadOptions::default() };
    // The reader is not ours; where a broken file makes it give up, the file is at fault.
    let read = catch_unwind(AssertUnwindSafe(|| Document::load_mem_with_options(bytes, options)));
    match read {
        Ok(Ok(document)) => Ok(document),
        Ok(Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_))) => Err((true, String::new())),
        Ok(Err(error)) => Err((false, error.to_string())),
        Err(_) => Err((false, "unreadable".into())),
    }
}

/// What `object` refers to, however many references that takes.
pub fn resolve<'a>(document: &'a Document, mut object: &'a Object) -> &'a Object {
    for _ in 0..LONGEST_CHAIN {
        match object {
            Object::Reference(id) => match document.get_object(*id) {
                Ok(next) => object = next,
                Err(_) => return &Object::Null,
            },
            _ => return object,
        }
    }
    &Object::Null
}

/// The value of `key`, resolved; null where there is none.
pub fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> &'a Object {
    dictionary.get(key).map_or(&Object::Null, |value| resolve(document, value))
}

/// The dictionary at `key`.
pub fn dictionary<'a>(document: &'a Document, parent: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    get(document, parent, key).as_dict().ok()
}

fn inherited<'a>(document: &'a Document, page: ObjectId, above: &[ObjectId], key: &[u8]) -> Option<&'a Object> {
    let nodes = std::iter::once(&page).chain(above.iter().rev());
    let values = nodes.filter_map(|&id| document.get_dictionary(id).ok()?.get(key).ok());
    values.map(|value| resolve(document, value)).find(|value| !value.is_null())
}

/// Every page, in order. A node that was seen before is none.
fn pages(document: &Document, root: &Dictionary) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut seen = BTreeSet::new();
    if let Ok(tree) = root.get(b"Pages").and_then(Object::as_reference) {
        collect(document, tree, &mut Vec::new(), &mut seen, &mut pages);
    }
    pages
}

fn collect(
    document: &Document,
    id: ObjectId,
    above: &mut Vec<ObjectId>,
    seen: &mut BTreeSet<ObjectId>,
    pages: &mut Vec<Page>,
) {
    if !seen.insert(id) || above.len() > DEEPEST {
        return;
    }
    let Ok(node) = document.get_dictionary(id) else { return };
    match get(document, node, b"Kids").as_array() {
        Ok(kids) => {
            above.push(id);
            for kid in kids.iter().filter_map(|kid| kid.as_reference().ok()) {
                collect(document, kid, above, seen, pages);
            }
            above.pop();
        }
        Err(_) => {
            let view = view(|key| inherited(document, id, above, key), document);
            pages.push(Page { id, above: above.clone(), view });
        }
    }
}
