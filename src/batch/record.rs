//! One record, and where its answers were typed.

use super::tree;
use crate::answers::{self, Answers, Node, Source, TWICE};
use crate::diag::{AnswerPath, Diagnostic, Severity};

/// A record, put together.
pub struct Record {
    /// What its files are named after where no pattern names them.
    pub key: String,
    /// Its answers.
    pub source: Source,
    /// The tree that they were written from, where they were put together here.
    tree: Option<Node>,
    /// What the tree does not show any more: keys given twice, cells that were mended, a name that cannot be one.
    pub(super) noted: Vec<Diagnostic>,
    /// Where they were typed.
    pub(super) origin: Origin,
}

impl Record {
    /// Reads its answers.
    pub fn answers(&mut self) -> Result<Answers, Vec<Diagnostic>> {
        let mut answers = match self.tree.take() {
            Some(tree) => answers::of_tree(self.source.clone(), tree)?,
            None => answers::parse(&self.source)?,
        };
        answers.findings.append(&mut self.noted);
        Ok(answers)
    }

    /// Whether an error was found that its text does not show.
    pub(super) fn is_wrong(&self) -> bool {
        self.noted.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// One that is a file as it stands.
    pub(super) fn of_file(key: String, source: Source) -> Self {
        Record { key, source, tree: None, noted: Vec::new(), origin: Origin::File }
    }

    /// One whose answers are put together in a tree.
    pub(super) fn of_tree(key: String, name: impl Into<String>, mut whole: Node, origin: Origin) -> Self {
        let noted: Vec<Diagnostic> = match &origin {
            Origin::Text { own, .. } => own.findings.iter().filter(|finding| finding.code == TWICE).cloned().collect(),
            Origin::File | Origin::Cells { .. } => Vec::new(),
        };
        if !noted.is_empty() {
            tree::keep_last(&mut whole);
        }
        let (text, tree) = tree::json(whole);
        Record { key, source: Source::new(name, text), tree: Some(tree), noted, origin }
    }
}

/// Where the answers of a record were typed.
pub(super) enum Origin {
    /// In the file as it stands.
    File,
    /// In the cells of a line.
    Cells { line: usize, columns: Vec<(AnswerPath, usize)> },
    /// In a text of its own, before what records share was put below it; `line` is that of JSON Lines.
    Text { own: Box<Answers>, line: Option<usize> },
}
