//! The tree of raw values.

use super::source::Source;
use crate::diag::{AnswerPath, Diagnostic, Place, Span};

/// A value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub data: Data,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Characters: `plain` when they stand without quotes.
    Scalar {
        /// The characters, escapes resolved.
        text: String,
        /// Without quotes, so that `null` and `true` mean something.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values, in their order.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// Whether nothing was answered: an empty value, `null` or `~`.
    pub fn is_null(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The value below `key` (a list's item by its number).
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.data {
            Data::Scalar { .. } => None,
            Data::List(items) => items.get(key.parse::<usize>().ok()?),
            Data::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
        }
    }

    /// The characters of a scalar that is not null.
    pub fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text, .. } if !self.is_null() => Some(text),
            Data::Scalar { .. } | Data::List(_) | Data::Map(_) => None,
        }
    }

    /// The keys of a map, in their order; none of anything else.
    pub fn keys(&self) -> Vec<String> {
        match &self.data {
            Data::Map(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
            Data::Scalar { .. } | Data::List(_) => Vec::new(),
        }
    }

    /// How many values it holds, itself included.
    pub(super) fn count(&self) -> usize {
        1 + match &self.data {
            Data::Scalar { .. } => 0,
            Data::List(items) => items.iter().map(Node::count).sum(),
            Data::Map(entries) => entries.iter().map(|entry| entry.value.count()).sum(),
        }
    }

    /// How deep it nests; a scalar is 0.
    pub(super) fn depth(&self) -> usize {
        match &self.data {
            Data::Scalar { .. } => 0,
            Data::List(items) => 1 + items.iter().map(Node::depth).max().unwrap_or(0),
            Data::Map(entries) => 1 + entries.iter().map(|entry| entry.value.depth()).max().unwrap_or(0),
        }
    }
}

/// An answers file that could be read.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The file.
    pub source: Source,
    /// The whole tree.
    pub root: Node,
    /// What was found on the way: keys given twice, control characters.
    pub findings: Vec<Diagnostic>,
}

impl Answers {
    /// The value at `path`, where there is one.
    pub fn get(&self, path: &AnswerPath) -> Option<&Node> {
        path.segments().try_fold(&self.root, |node, key| node.get(key))
    }

    /// The place of `path`: of its value, or of the nearest value above it that was given.
    pub fn place(&self, path: &AnswerPath) -> Place {
        let mut node = &self.root;
        let mut span = None;
        for key in path.segments() {
            let Some(next) = node.get(key) else { break };
            node = next;
            span = Some(node.span);
        }
        Place { file: self.source.name().to_owned(), path: Some(path.clone()), span: span.or(Some(self.start())) }
    }

    /// The start of the file.
    fn start(&self) -> Span {
        Span { line: 1, column: 1, start: 0, end: 0 }
    }
}
