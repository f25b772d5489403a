//! Where the files come from that are looked at, and which of them are there now.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::book::{Book, Id};
use super::making::Making;
use super::sheet::Sheet;
use crate::assets::watch::answers_below;
use crate::diag::{Diagnostic, Message, reason};

/// Where the files come from.
pub enum Shelf {
    /// One answers file.
    File {
        /// Its name, as messages have it.
        name: String,
        /// Where it lies.
        path: PathBuf,
    },
    /// The answers files of a folder and of the folders in it, those that come later among them.
    Folder(PathBuf),
    /// Records.
    Records(Arc<Book>),
}

impl Shelf {
    /// The files that are there now and are not among the first `known`, each with its name; those already known are
    /// told by their paths, records by their keys. Their order never changes: what is new comes last.
    pub fn sheets(&self, known: &[Arc<Sheet>]) -> Result<Vec<Sheet>, Diagnostic> {
        match self {
            Shelf::File { .. } if !known.is_empty() => Ok(Vec::new()),
            Shelf::File { name, path } => Ok(vec![Sheet::new(name.as_str(), path)?]),
            Shelf::Folder(folder) => {
                let paths = answers_below(folder).map_err(|error| unreadable(folder, &error))?;
                let is_new = |path: &PathBuf| !known.iter().any(|sheet| sheet.path() == Some(path));
                let name = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
                paths.into_iter().filter(is_new).map(|path| Sheet::new(name(&path), &path)).collect()
            }
            Shelf::Records(book) => {
                let known: HashSet<&Id> = known.iter().filter_map(|sheet| sheet.record()).collect();
                Ok(book.now().ids().filter(|id| !known.contains(id)).map(|id| Sheet::of_record(book, id)).collect())
            }
        }
    }

    /// Looks whether records changed, or the form that they are to fit.
    pub(super) fn renew(&self, making: &Making) {
        match self {
            Shelf::Records(book) => book.renew(making),
            Shelf::File { .. } | Shelf::Folder(_) => {}
        }
    }

    /// What is wrong with all records at once: the headings of their table.
    pub fn headings(&self) -> Vec<Diagnostic> {
        match self {
            Shelf::Records(book) => book.now().headings.clone(),
            Shelf::File { .. } | Shelf::Folder(_) => Vec::new(),
        }
    }
}

fn unreadable(folder: &Path, error: &std::io::Error) -> Diagnostic {
    let name = folder.display();
    let message = Message::new(
        format!("không đọc được thư mục \"{name}\": {}", reason(error)),
        format!("cannot read the folder \"{name}\": {error}"),
    );
    Diagnostic::error("file/unreadable", message)
}
