//! Which template a document is made by.

use std::sync::Arc;

use super::load::{self, Template};
use crate::assets::own_template::is_folder;
use crate::diag::Diagnostic;
use crate::vietnamese::slug;

/// A template that was chosen.
#[derive(Debug, Clone)]
pub enum Choice {
    /// One of the program's, by its name.
    Kind(String),
    /// One of the user's own.
    Own(Arc<Template>),
}

impl Choice {
    /// What `text` means: the name of a kind, its title, or the path of a folder, which is read.
    pub fn find(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let is_kind = load::kinds().any(|kind| kind == text);
        if !is_kind && (text.contains(['/', '\\']) || is_folder(text)) {
            return Ok(Choice::Own(Arc::new(load::own(text)?)));
        }
        let kind = if is_kind { text } else { by_title(text).unwrap_or(text) };
        load::load(kind).map(|_| Choice::Kind(kind.to_owned()))
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

/// The template of the kind that answers name, by its name or its title.
pub fn named(text: &str) -> Result<Arc<Template>, Vec<Diagnostic>> {
    let is_kind = load::kinds().any(|kind| kind == text);
    load::load(if is_kind { text } else { by_title(text).unwrap_or(text) }).cloned()
}

/// The kind that people write as `text`: `Công văn`, `CÔNG VĂN`, `cong van`, `Official letter`.
fn by_title(text: &str) -> Option<&'static str> {
    let wanted = slug(text);
    let is_title = |kind: &&str| {
        let manifest = load::load(kind).map(|template| &template.manifest);
        manifest.is_ok_and(|manifest| slug(&manifest.title) == wanted || slug(&manifest.title_en) == wanted)
    };
    load::kinds().find(|kind| slug(kind) == wanted).or_else(|| load::kinds().find(is_title))
}

impl From<&str> for Choice {
    fn from(kind: &str) -> Self {
        Choice::Kind(kind.to_owned())
    }
}
