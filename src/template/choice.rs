//! Which template a document is made by.

use std::sync::Arc;

use super::load::{self, Template};
use crate::assets::own_template::is_folder;
use crate::diag::Diagnostic;

/// A template that was chosen.
#[derive(Debug, Clone)]
pub enum Choice {
    /// One of the program's, by its name.
    Kind(String),
    /// One of the user's own.
    Own(Arc<Template>),
}

impl Choice {
    /// What `text` means: the name of a kind, or the path of a folder, which is read.
    pub fn find(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let is_kind = load::kinds().any(|kind| kind == text);
        if !is_kind && (text.contains(['/', '\\']) || is_folder(text)) {
            return Ok(Choice::Own(Arc::new(load::own(text)?)));
        }
        load::load(text).map(|_| Choice::Kind(text.to_owned()))
    }

    /// The template.
    pub fn template(&self) -> Result<Arc<Template>, Vec<Diagnostic>> {
        match self {
            Choice::Kind(name) => load::load(name).cloned(),
            Choice::Own(template) => Ok(Arc::clone(template)),
        }
    }

    /// The text that means it.
    pub fn text(&self) -> &str {
        match self {
            Choice::Kind(name) => name,
            Choice::Own(template) => &template.files().folder,
        }
    }

    /// The template, where it is the user's own.
    pub fn own(&self) -> Option<&Arc<Template>> {
        match self {
            Choice::Kind(_) => None,
            Choice::Own(template) => Some(template),
        }
    }
}

impl From<&str> for Choice {
    fn from(kind: &str) -> Self {
        Choice::Kind(kind.to_owned())
    }
}
