//! The structure that readers see, as objects.

use pdf_writer::types::{StructRole, TableHeaderScope};
use pdf_writer::writers::{StructChildren, StructElement, TableAttributes};
use pdf_writer::{Chunk, Finish, Name, Rect, Ref, Str, TextStr};

use super::tree::{Bounds, Kid, Kind, Node, Tree};

/// The pages as the structure needs to know them.
pub struct Page {
    pub reference: Ref,
    pub height: f64,
    /// How many pieces of content it has.
    pub contents: usize,
}

/// Writes `tree` and says where its root is. `None` for what it cannot say.
pub fn write(chunk: &mut Chunk, next: &mut Ref, tree: &Tree, pages: &[Page]) -> Option<Ref> {
    let root = next.bump();
    let references = tree.nodes.iter().map(|node| is_written(node).then(|| next.bump())).collect();
    let parents = pages.iter().map(|page| vec![root; page.contents]).collect();
    let mut writer = Writer { chunk, tree, pages, references, parents, ids: Vec::new(), root };
    (0..tree.nodes.len()).try_for_each(|at| writer.node(at))?;
    writer.root(next);
    Some(root)
}

/// Whether a node is an element: a paragraph without content is none.
fn is_written(node: &Node) -> bool {
    match node.kind {
        Kind::Transparent => false,
        Kind::Paragraph => !node.kids.is_empty(),
        Kind::Document
        | Kind::Heading { .. }
        | Kind::Division
        | Kind::Table { .. }
        | Kind::TableHead
        | Kind::TableBody
        | Kind::Row
        | Kind::HeadCell { .. }
        | Kind::Cell { .. } => true,
    }
}

struct Writer<'w, 'a> {
    chunk: &'w mut Chunk,
    tree: &'w Tree<'a>,
    pages: &'w [Page],
    /// The object of each element.
    references: Vec<Option<Ref>>,
    /// The element of each piece of content on each page.
    parents: Vec<Vec<Ref>>,
    /// The elements with names.
    ids: Vec<(String, Ref)>,
    root: Ref,
}

impl Writer<'_, '_> {
    fn node(&mut self, at: usize) -> Option<()> {
        let Some(reference) = self.references[at] else { return Some(()) };
        let node = &self.tree.nodes[at];
        let mut element = self.chunk.struct_element(reference);
        kind(&mut element, &node.kind)?;
        let mut above = node.parent;
        while self.references[above].is_none() {
            above = self.tree.nodes[above].parent;
        }
        let parent = if at == 0 { self.root } else { self.references[above]? };
        element.parent(parent);
        match &node.kind {
            Kind::Heading { title, .. } => {
                element.title(TextStr(title));
            }
            Kind::Table { bounds: Bounds::Page(page, edges) } => bounds(&mut element, *edges, self.pages[*page].height),
            Kind::HeadCell { table, column, span } => {
                let id = id(*table, *column);
                element.id(Str(id.as_bytes()));
                let mut attributes = element.attributes();
                let mut attributes = attributes.push().table();
                attributes.scope(TableHeaderScope::Column).headers();
                spanned(&mut attributes, *span);
                self.ids.push((id, reference));
            }
            Kind::Cell { table, heads, span } => {
                let mut attributes = element.attributes();
                let mut attributes = attributes.push().table();
                let heads: Vec<String> = heads.iter().map(|column| id(*table, *column)).collect();
                attributes.headers().items(heads.iter().map(|id| Str(id.as_bytes())));
                spanned(&mut attributes, *span);
            }
            Kind::Transparent
            | Kind::Document
            | Kind::Paragraph
            | Kind::Division
            | Kind::Table { bounds: Bounds::None | Bounds::Pages }
            | Kind::TableHead
            | Kind::TableBody
            | Kind::Row => {}
        }
        let mut page = None;
        let mut kids = element.children();
        for kid in &node.kids {
            self::kid(*kid, &mut kids, &mut page, (self.tree, self.pages, &self.references), |page, number| {
                self.parents[page][number] = reference;
            });
        }
        kids.finish();
        if let Some(page) = page {
            element.page(self.pages[page].reference);
        }
        Some(())
    }

    fn root(mut self, next: &mut Ref) {
        // Names are found by halving.
        self.ids.sort_unstable();
        let arrays: Vec<Ref> = self.parents.iter().map(|_| next.bump()).collect();
        for (array, parents) in arrays.iter().zip(&self.parents) {
            self.chunk.indirect(*array).array().items(parents.iter().copied());
        }
        let mut root = self.chunk.indirect(self.root).dict();
        root.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        root.insert(Name(b"K")).array().items(self.references[0]);
        let mut tree = root.insert(Name(b"ParentTree")).dict();
        let mut numbers = tree.insert(Name(b"Nums")).array();
        for (at, array) in (0..).zip(&arrays) {
            numbers.item(at).item(*array);
        }
        numbers.finish();
        tree.finish();
        root.pair(Name(b"ParentTreeNextKey"), i32::try_from(arrays.len()).unwrap_or(i32::MAX));
        if !self.ids.is_empty() {
            let mut tree = root.insert(Name(b"IDTree")).dict();
            let mut names = tree.insert(Name(b"Names")).array();
            for (id, reference) in &self.ids {
                names.item(Str(id.as_bytes())).item(*reference);
            }
        }
    }
}

/// What an element holds; what it belongs to is told by the first page that it names.
fn kid(
    kid: Kid,
    kids: &mut StructChildren,
    first: &mut Option<usize>,
    document: (&Tree, &[Page], &[Option<Ref>]),
    mut own: impl FnMut(usize, usize),
) {
    let (tree, pages, references) = document;
    match kid {
        Kid::Element(at) => match references[at] {
            Some(reference) => {
                kids.struct_element(reference);
            }
            None => {
                let inner = tree.nodes[at].kids.iter();
                inner.for_each(|inner| {
                    self::kid(*inner, kids, first, document, &mut own as &mut dyn FnMut(usize, usize))
                });
            }
        },
        Kid::Content(page, number) => {
            own(page, number);
            let id = i32::try_from(number).unwrap_or(i32::MAX);
            if *first.get_or_insert(page) == page {
                kids.marked_content_id(id);
            } else {
                kids.marked_content_ref().marked_content_id(id).page(pages[page].reference);
            }
        }
    }
}

/// The name of a cell of a head.
fn id(table: usize, column: usize) -> String {
    format!("U{table}x{column}y0")
}

fn spanned(attributes: &mut TableAttributes, span: usize) {
    if span != 1 {
        attributes.col_span(i32::try_from(span).unwrap_or(i32::MAX));
    }
}

/// The box around a table, from the bottom of the page up.
fn bounds(element: &mut StructElement, [left, top, right, bottom]: [f64; 4], height: f64) {
    let place = |value: f64| (value * 1000.0).round() as f32 / 1000.0;
    let bounds = Rect::new(place(left), place(height - bottom), place(right), place(height - top));
    element.attributes().push().layout().bbox(bounds);
}

/// The type of an element. `None` for a heading deeper than readers know.
fn kind(element: &mut StructElement, kind: &Kind) -> Option<()> {
    let role = match kind {
        Kind::Transparent => StructRole::NonStruct,
        Kind::Document => StructRole::Document,
        Kind::Paragraph => StructRole::P,
        Kind::Heading { level, .. } => match level {
            1 => StructRole::H1,
            2 => StructRole::H2,
            3 => StructRole::H3,
            4 => StructRole::H4,
            5 => StructRole::H5,
            6 => StructRole::H6,
            _ => return None,
        },
        Kind::Division => StructRole::Div,
        Kind::Table { .. } => StructRole::Table,
        Kind::TableHead => StructRole::THead,
        Kind::TableBody => StructRole::TBody,
        Kind::Row => StructRole::TR,
        Kind::HeadCell { .. } => StructRole::TH,
        Kind::Cell { .. } => StructRole::TD,
    };
    element.kind(role);
    Some(())
}
