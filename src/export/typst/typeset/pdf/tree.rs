//! The structure that readers see, as it grows with the pages.

use super::super::paint::Element;

/// An element of the structure.
pub enum Kind<'a> {
    /// No element: what is in it belongs to the element around it.
    Transparent,
    Document,
    Paragraph,
    Heading {
        level: u8,
        title: &'a str,
    },
    Division,
    Table {
        bounds: Bounds,
    },
    TableHead,
    TableBody,
    Row,
    /// The number of its table, its column, the columns it takes.
    HeadCell {
        table: usize,
        column: usize,
        span: usize,
    },
    /// The columns of the cells of the head that it stands below.
    Cell {
        table: usize,
        heads: Vec<usize>,
        span: usize,
    },
}

/// The box around a table. Points, from the top left corner of the page.
#[derive(Clone, Copy)]
pub enum Bounds {
    None,
    /// Page; left, top, right and bottom edge.
    Page(usize, [f64; 4]),
    /// More than one page.
    Pages,
}

impl Bounds {
    fn grow(&mut self, page: usize, edges: [f64; 4]) {
        *self = match *self {
            Bounds::None => Bounds::Page(page, edges),
            Bounds::Page(own, [left, top, right, bottom]) if own == page => {
                let [l, t, r, b] = edges;
                Bounds::Page(page, [left.min(l), top.min(t), right.max(r), bottom.max(b)])
            }
            Bounds::Page(..) | Bounds::Pages => Bounds::Pages,
        };
    }
}

/// What an element holds.
#[derive(Clone, Copy)]
pub enum Kid {
    /// An element, by its number.
    Element(usize),
    /// Content of a page, by the numbers of the page and of the content on it.
    Content(usize, usize),
}

/// An element and what it holds.
pub struct Node<'a> {
    pub kind: Kind<'a>,
    pub parent: usize,
    pub kids: Vec<Kid>,
}

/// The rows of the open table.
struct Rows {
    table: usize,
    /// Number of the table in the document.
    number: usize,
    /// Columns of the cells of the head, with their spans.
    heads: Vec<(usize, usize)>,
    /// Where rows go: the table, its head or its body.
    group: usize,
    /// The open row.
    row: usize,
    /// Its number.
    at: Option<usize>,
}

/// The structure of a document.
pub struct Tree<'a> {
    /// The elements; the first is the document.
    pub nodes: Vec<Node<'a>>,
    open: Vec<usize>,
    tables: usize,
    rows: Option<Rows>,
    /// Where what stands at the foot of the page is read.
    float: Option<usize>,
}

impl<'a> Tree<'a> {
    pub fn new() -> Self {
        let document = Node { kind: Kind::Document, parent: 0, kids: Vec::new() };
        Tree { nodes: vec![document], open: vec![0], tables: 0, rows: None, float: None }
    }

    fn current(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    /// A new element below `parent`, not yet among what that holds.
    fn node(&mut self, kind: Kind<'a>, parent: usize) -> usize {
        self.nodes.push(Node { kind, parent, kids: Vec::new() });
        self.nodes.len() - 1
    }

    fn attach(&mut self, kind: Kind<'a>, parent: usize) -> usize {
        let node = self.node(kind, parent);
        self.nodes[parent].kids.push(Kid::Element(node));
        node
    }

    /// Opens `element`. `None` for what has no place in the structure here.
    pub fn open(&mut self, element: &'a Element) -> Option<()> {
        let parent = self.current();
        let node = match element {
            Element::Paragraph => self.node(Kind::Paragraph, parent),
            Element::Heading { level, title } => self.attach(Kind::Heading { level: *level, title }, parent),
            Element::Grid(..) | Element::GridCell { .. } => self.attach(Kind::Division, parent),
            Element::Table { rows, head, .. } => self.table(parent, rows, *head),
            Element::TableCell { column, row, span, is_head, .. } => self.cell(*column, *row, *span, *is_head)?,
            Element::Float => {
                let float = self.attach(Kind::Transparent, parent);
                self.float = Some(float);
                float
            }
            Element::Picture(_)
            | Element::Figure(_)
            | Element::Placed
            | Element::Header
            | Element::Footer
            | Element::Background => return None,
        };
        self.open.push(node);
        Some(())
    }

    /// Closes the element that was opened last. A paragraph without content is none.
    pub fn close(&mut self) {
        let Some(closed) = self.open.pop() else { return };
        let node = &self.nodes[closed];
        match node.kind {
            Kind::Paragraph if !node.kids.is_empty() => {
                let parent = node.parent;
                self.nodes[parent].kids.push(Kid::Element(closed));
            }
            Kind::Table { .. } => self.rows = None,
            Kind::Transparent
            | Kind::Document
            | Kind::Paragraph
            | Kind::Heading { .. }
            | Kind::Division
            | Kind::TableHead
            | Kind::TableBody
            | Kind::Row
            | Kind::HeadCell { .. }
            | Kind::Cell { .. } => {}
        }
    }

    /// Content of a page in the open element.
    pub fn content(&mut self, page: usize, number: usize) {
        let current = self.current();
        self.nodes[current].kids.push(Kid::Content(page, number));
    }

    /// Turns to what stands at the foot of the page, until it is closed.
    pub fn foot(&mut self) {
        let float = self.float.take().unwrap_or(0);
        self.open.push(float);
    }

    /// A box of the open table on a page.
    pub fn drawn(&mut self, page: usize, edges: [f64; 4]) {
        if let Some(rows) = &self.rows
            && let Kind::Table { bounds } = &mut self.nodes[rows.table].kind
        {
            bounds.grow(page, edges);
        }
    }

    fn table(&mut self, parent: usize, rows: &[Vec<(usize, usize)>], head: bool) -> usize {
        self.tables += 1;
        let table = self.attach(Kind::Table { bounds: Bounds::None }, parent);
        let heads = rows.first().filter(|_| head).cloned().unwrap_or_default();
        self.rows = Some(Rows { table, number: self.tables, heads, group: table, row: table, at: None });
        table
    }

    fn cell(&mut self, column: usize, row: usize, span: usize, is_head: bool) -> Option<usize> {
        let mut rows = self.rows.take()?;
        if rows.at != Some(row) {
            if is_head {
                rows.group = self.attach(Kind::TableHead, rows.table);
            } else if !rows.heads.is_empty() && row == 1 {
                rows.group = self.attach(Kind::TableBody, rows.table);
            }
            rows.row = self.attach(Kind::Row, rows.group);
            rows.at = Some(row);
        }
        let table = rows.number;
        let kind = if is_head {
            Kind::HeadCell { table, column, span }
        } else {
            let above = |&&(head, width): &&(usize, usize)| head < column + span && column < head + width;
            Kind::Cell { table, heads: rows.heads.iter().filter(above).map(|(head, _)| *head).collect(), span }
        };
        let cell = self.attach(kind, rows.row);
        self.rows = Some(rows);
        Some(cell)
    }
}
