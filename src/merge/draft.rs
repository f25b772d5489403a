//! A text in the making: its paragraphs and tables before references and tables have their numbers.

use super::outline::{Numbered, Place};
use crate::diag::AnswerPath;
use crate::model::{Block, Chart, DataTable, Picture, Role, Run, Text};

/// A text in the making, and where its named units stand.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) drafts: Vec<Draft>,
    pub(super) places: Vec<(String, Place)>,
}

impl Page {
    /// The number of a điều that no paragraph follows on its line.
    pub(super) fn alone(&mut self, begun: Option<Numbered>) {
        if let Some(Numbered { role: Role::Article, number }) = begun {
            let text = number.into_iter().map(Inline::Run).collect();
            self.drafts.push(Draft::Paragraph { role: Role::Article, text });
        }
    }
}

/// A block before tables and references have their numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Draft {
    /// A paragraph; references are not words yet.
    Paragraph { role: Role, text: Vec<Inline> },
    /// A table, by its name in the template.
    Table(String),
    /// A table of the answers; references in its texts are not words yet.
    Data(Box<DataTable>),
    /// A picture of the answers; its file is not read yet.
    Picture(Box<DraftPicture>),
    /// A chart, by its name in the template.
    Chart(String),
    /// A chart of the answers; references in its caption are not words yet.
    Figures(Box<Chart>),
    /// A table, picture or chart that has its place; `linked` where its texts may hold references.
    Placed { block: Block, linked: bool },
}

/// A picture before its file is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftPicture {
    pub(super) id: String,
    /// The file, below the folder of the answers, and the answer that names it.
    pub(super) file: (String, AnswerPath),
    pub(super) caption: Text,
    pub(super) description: String,
    /// In millimetres.
    pub(super) width: Option<f64>,
}

/// The tables, pictures and charts of a document, in the order of its pages.
#[derive(Debug, Default)]
pub(super) struct Things {
    pub(super) tables: Vec<DataTable>,
    pub(super) pictures: Vec<Picture>,
    pub(super) charts: Vec<Chart>,
}

/// A stretch of a draft's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Inline {
    /// Text.
    Run(Run),
    /// The words of an answer, in which `[[…]]` refers to something.
    Linked(Run),
    /// A reference of the template: what the thing of that name is called.
    Reference(String),
    /// The mark of a footnote, with the words at the foot of the page; references in them are not words yet.
    Footnote(Run),
}

impl Inline {
    /// The run, where there is one.
    pub(super) fn run_mut(&mut self) -> Option<&mut Run> {
        match self {
            Inline::Run(run) | Inline::Linked(run) => Some(run),
            Inline::Reference(_) | Inline::Footnote(_) => None,
        }
    }
}

/// Takes away the author's blanks at both ends; those of an answer stay.
pub(super) fn trim(text: &mut Vec<Inline>) {
    if let Some(Inline::Run(run)) = text.first_mut()
        && run.source.is_none()
    {
        run.text = run.text.trim_start().to_owned();
    }
    if let Some(Inline::Run(run)) = text.last_mut()
        && run.source.is_none()
    {
        run.text.truncate(run.text.trim_end().len());
    }
    text.retain(|inline| !matches!(inline, Inline::Run(run) if run.text.is_empty()));
}
