//! A text in the making: its paragraphs and tables before references and tables have their numbers.

use super::outline::{Numbered, Place};
use crate::model::{DataTable, Role, Run};

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
    /// A table that has its place: index into the document's; `linked` where its texts may hold references.
    Placed { table: usize, linked: bool },
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
}

impl Inline {
    /// The run, where there is one.
    pub(super) fn run_mut(&mut self) -> Option<&mut Run> {
        match self {
            Inline::Run(run) | Inline::Linked(run) => Some(run),
            Inline::Reference(_) => None,
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
