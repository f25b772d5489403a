//! How documents are made while one looks on: by a template that may change under way.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;

use super::form::form;
use crate::assets::own_template::paths;
use crate::assets::watch::{Stamp, stamp};
use crate::diag::Diagnostic;
use crate::render::{Options, Renderer};
use crate::template::{self, Choice, Template};

/// How documents are made.
pub struct Making {
    /// Counts up with each change of the template.
    pub version: u64,
    /// The options, as drafts.
    pub options: Options,
    /// Makes them.
    pub renderer: Renderer,
    /// What is wrong with the template as it lies on the disk; documents are made by the last that could be read.
    pub problems: Vec<Diagnostic>,
    /// The files of a template of the user's own, as they were read.
    watched: Vec<(PathBuf, Stamp)>,
}

impl Making {
    /// The first version.
    pub const FIRST: u64 = 1;

    /// By `options`, with `DỰ THẢO` on every page.
    pub fn new(options: Options) -> Self {
        let options = Options { draft: true, ..options };
        let own = options.template.as_ref().and_then(Choice::own).map(|own| stamps(&own.files().folder));
        let renderer = Renderer::new(options.clone());
        let problems = renderer.compile_own().err().unwrap_or_default();
        Making { version: Making::FIRST, options, renderer, problems, watched: own.unwrap_or_default() }
    }

    /// The next, where the files of the template changed.
    pub fn renewed(&self) -> Option<Self> {
        if !self.watched.iter().any(|(path, old)| stamp(path) != *old) {
            return None;
        }
        let folder = &self.own()?.files().folder;
        // The stamps are taken before the files are read: what changes meanwhile is seen at the next beat.
        let watched = stamps(folder);
        let version = self.version + 1;
        let choice = template::own(folder).map(|template| Choice::Own(Arc::new(template)));
        let read = choice.map(|choice| Options { template: Some(choice), ..self.options.clone() });
        let made = read.map(Making::new).and_then(|made| match made.problems.is_empty() {
            true => Ok(made),
            false => Err(made.problems),
        });
        Some(match made {
            Ok(made) => Making { version, watched, ..made },
            Err(problems) => {
                let options = self.options.clone();
                Making { version, renderer: Renderer::new(options.clone()), options, problems, watched }
            }
        })
    }

    fn own(&self) -> Option<&Arc<Template>> {
        self.options.template.as_ref().and_then(Choice::own)
    }

    /// The form of a kind: of the template of the user's own, where it has that name, or of the program's.
    pub fn form(&self, kind: &str) -> Option<Json> {
        match self.own().filter(|own| own.name == kind) {
            Some(own) => Some(form(own)),
            None => template::load(kind).ok().map(|template| form(template)),
        }
    }
}

fn stamps(folder: &str) -> Vec<(PathBuf, Stamp)> {
    paths(folder).into_iter().map(|path| (path.clone(), stamp(&path))).collect()
}
