//! The tags of what is laid over a tagged page: the structure of the laid-over page, brought under the document's own
//! (ISO 32000-1, 14.7). Its marked content stays in its form, which each tag then names (14.7.4.2).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use super::original::{dictionary, get, resolve};
use super::update::Update;

/// Deeper tags are not followed.
const DEEPEST: usize = 64;

/// Where a laid-over page stands in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Before everything else.
    First,
    /// After everything else.
    Last,
}

/// The tree of tags of a document, to be added to.
pub struct Tree {
    /// Its root.
    root: ObjectId,
    /// What the new tags hang on: the one tag `Document` at the top, or else the root.
    host: ObjectId,
    /// The number under which the form will be found from its content.
    pub key: i64,
}

impl Tree {
    /// The tree of `document`, where it is one that can be added to.
    pub fn of(document: &Document, root: &Dictionary) -> Option<Tree> {
        let id = root.get(b"StructTreeRoot").and_then(Object::as_reference).ok()?;
        let tree = document.get_dictionary(id).ok()?;
        let host = only_document(document, tree).unwrap_or(id);
        let numbers = dictionary(document, tree, b"ParentTree");
        let highest = numbers.and_then(|numbers| highest(document, numbers, 0));
        let next = get(document, tree, b"ParentTreeNextKey").as_i64().unwrap_or(0);
        let key = next.max(highest.map_or(Some(0), |highest| highest.checked_add(1))?).max(0);
        Some(Tree { root: id, host, key })
    }

    /// Brings the tags of `overlay` into the tree: their content is in `form`, drawn on `page`.
    pub fn add(
        &self,
        update: &mut Update<'_>,
        document: &Document,
        overlay: &Document,
        (form, page): (ObjectId, ObjectId),
        reading: Reading,
    ) -> Option<()> {
        let root = dictionary(overlay, overlay.catalog().ok()?, b"StructTreeRoot")?;
        let whole = only_document(overlay, root).and_then(|id| overlay.get_dictionary(id).ok()).unwrap_or(root);
        let section = update.reserve();
        let mut bringing = Bringing { overlay, form, page, parents: BTreeMap::new() };
        let kids = bringing.kids(update, get(overlay, whole, b"K"), section, 0);
        update.set(
            section,
            dictionary! {
                "Type" => "StructElem", "S" => "Sect", "P" => self.host, "Pg" => page, "K" => kids,
                "Lang" => Object::string_literal("vi"),
            },
        );
        let most = bringing.parents.keys().next_back().map_or(0, |most| most + 1);
        let parent = |at: i64| bringing.parents.get(&at).map_or(Object::Null, |&id| Object::Reference(id));
        let parents = update.add((0..most).map(parent).collect::<Vec<Object>>());
        self.hang(update, document, section, reading)?;
        self.number(update, document, parents)
    }

    /// Hangs `section` on the tree.
    fn hang(&self, update: &mut Update<'_>, document: &Document, section: ObjectId, reading: Reading) -> Option<()> {
        let host = update.edit(self.host)?;
        let mut kids = match host.get(b"K").map(|kids| resolve(document, kids)) {
            Ok(Object::Array(kids)) => kids.clone(),
            // One kid stands alone, as a reference or in itself.
            Ok(Object::Null) | Err(_) => Vec::new(),
            Ok(_) => host.get(b"K").cloned().into_iter().collect(),
        };
        match reading {
            Reading::First => kids.insert(0, section.into()),
            Reading::Last => kids.push(section.into()),
        }
        host.set("K", kids);
        Some(())
    }

    /// Enters the parents of the form's content in the tree of parents.
    fn number(&self, update: &mut Update<'_>, document: &Document, parents: ObjectId) -> Option<()> {
        let leaf = [Object::from(self.key), parents.into()];
        let tree = update.edit(self.root)?;
        tree.set("ParentTreeNextKey", self.key + 1);
        let numbers = tree.get(b"ParentTree").cloned().unwrap_or(Object::Null);
        let mut changed = resolve(document, &numbers).as_dict().cloned().unwrap_or_default();
        if changed.has(b"Kids") {
            let limits = vec![self.key.into(), self.key.into()];
            let leaf = update.add(dictionary! { "Limits" => limits, "Nums" => leaf.to_vec() });
            let mut kids = get(document, &changed, b"Kids").as_array().cloned().unwrap_or_default();
            kids.push(leaf.into());
            changed.set("Kids", kids);
        } else {
            let mut entries = get(document, &changed, b"Nums").as_array().cloned().unwrap_or_default();
            entries.extend(leaf);
            changed.set("Nums", entries);
        }
        let changed = update.add(changed);
        update.edit(self.root)?.set("ParentTree", changed);
        Some(())
    }
}

/// The tag `Document` that holds everything.
fn only_document(document: &Document, tree: &Dictionary) -> Option<ObjectId> {
    let kids = tree.get(b"K").ok()?;
    let only = match resolve(document, kids) {
        Object::Array(kids) => match kids.as_slice() {
            [only] => only,
            _ => return None,
        },
        _ => kids,
    };
    let id = only.as_reference().ok()?;
    let element = document.get_dictionary(id).ok()?;
    element.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Document").then_some(id)
}

/// The highest number in a tree of numbers.
fn highest(document: &Document, node: &Dictionary, depth: usize) -> Option<i64> {
    if depth > DEEPEST {
        return None;
    }
    let own = get(document, node, b"Nums").as_array().ok();
    let own = own.into_iter().flatten().step_by(2).filter_map(|key| key.as_i64().ok());
    let kids = get(document, node, b"Kids").as_array().ok();
    let kids = kids.into_iter().flatten().filter_map(|kid| resolve(document, kid).as_dict().ok());
    own.chain(kids.filter_map(|kid| highest(document, kid, depth + 1))).max()
}

/// Tags on their way from one document into another.
struct Bringing<'a> {
    overlay: &'a Document,
    form: ObjectId,
    page: ObjectId,
    /// The tag of each piece of marked content.
    parents: BTreeMap<i64, ObjectId>,
}

impl Bringing<'_> {
    /// What hangs on a tag, under its new `parent`.
    fn kids(&mut self, update: &mut Update<'_>, kids: &Object, parent: ObjectId, depth: usize) -> Vec<Object> {
        match kids {
            Object::Array(kids) => kids.iter().filter_map(|kid| self.kid(update, kid, parent, depth)).collect(),
            kid => self.kid(update, kid, parent, depth).into_iter().collect(),
        }
    }

    fn kid(&mut self, update: &mut Update<'_>, kid: &Object, parent: ObjectId, depth: usize) -> Option<Object> {
        match resolve(self.overlay, kid) {
            Object::Integer(content) => Some(self.content(*content, parent)),
            Object::Dictionary(it) if it.has(b"MCID") => {
                Some(self.content(get(self.overlay, it, b"MCID").as_i64().ok()?, parent))
            }
            Object::Dictionary(element) if depth < DEEPEST => Some(self.element(update, element, parent, depth)),
            _ => None,
        }
    }

    /// A piece of marked content in the form.
    fn content(&mut self, content: i64, parent: ObjectId) -> Object {
        self.parents.insert(content, parent);
        let (page, form) = (self.page, self.form);
        dictionary! { "Type" => "MCR", "Pg" => page, "Stm" => form, "MCID" => content }.into()
    }

    /// A tag with all below it.
    fn element(&mut self, update: &mut Update<'_>, old: &Dictionary, parent: ObjectId, depth: usize) -> Object {
        let id = update.reserve();
        let kids = self.kids(update, get(self.overlay, old, b"K"), id, depth + 1);
        let mut element = dictionary! { "Type" => "StructElem" };
        for key in ["S", "A", "Alt", "ActualText", "E", "Lang"] {
            let value = get(self.overlay, old, key.as_bytes());
            if !value.is_null() {
                element.set(key, value.clone());
            }
        }
        element.set("P", parent);
        element.set("K", kids);
        update.set(id, element);
        id.into()
    }
}
