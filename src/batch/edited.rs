//! Files that stand where results are to be and that no run has made: somebody has changed a result by hand, or put a
//! file of their own there. They are put aside before the result takes their place.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::hash::{self, Id};
use super::log::{Output, each_made};
use super::result_messages;
use super::store::{OWN, Store};
use super::temporary;
use crate::diag::Diagnostic;

/// Where they lie, below our own folder.
const KEPT: &str = "kept";

/// What stands in a folder of results and is no result. A bucket is written by programs alone: nothing is looked for
/// there.
pub(super) struct Edited<'a> {
    store: &'a Store,
    /// Names and contents that the logs tell of, read when a file is met that may be none of them.
    made: OnceLock<HashSet<Id>>,
}

impl<'a> Edited<'a> {
    pub(super) fn new(store: &'a Store) -> Self {
        Edited { store, made: OnceLock::new() }
    }

    /// Puts the file aside that stands where `new` is to be, if no run has made it, and tells where it lies now.
    pub(super) fn put_aside(&self, new: &Output) -> io::Result<Option<Diagnostic>> {
        let Some(folder) = self.store.folder() else { return Ok(None) };
        let Some((sha256, _)) = self.store.hash(&new.name)? else { return Ok(None) };
        if sha256 == new.sha256 || self.made()?.contains(&id(&new.name, &sha256)) {
            return Ok(None);
        }
        let kept = folder.join(OWN).join(KEPT);
        copied(&folder.join(&new.name), &sha256, &kept)?;
        Ok(Some(result_messages::put_aside(&kept)))
    }

    fn made(&self) -> io::Result<&HashSet<Id>> {
        if let Some(made) = self.made.get() {
            return Ok(made);
        }
        let mut made = HashSet::new();
        each_made(self.store, &mut |_, outputs| {
            made.extend(outputs.iter().map(|output| id(&output.name, &output.sha256)));
        })?;
        Ok(self.made.get_or_init(|| made))
    }
}

fn id(name: &str, sha256: &str) -> Id {
    hash::id([name, sha256])
}

/// Copies a file into `folder` under its name, with a number where another file has that; one that lies there already
/// is not copied again.
fn copied(file: &Path, sha256: &str, folder: &Path) -> io::Result<()> {
    for number in 1_u32.. {
        let path = folder.join(numbered(file, number));
        match File::open(&path).and_then(hash::of_stream) {
            Ok((there, _)) if there == sha256 => return Ok(()),
            Ok(_) => continue,
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Err(_) => {}
        }
        let mut copy = temporary::beside(&path)?;
        io::copy(&mut File::open(file)?, &mut copy)?;
        copy.as_file().sync_all()?;
        copy.as_file().set_permissions(fs::metadata(file)?.permissions())?;
        match copy.persist_noclobber(&path) {
            // Another run was faster.
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => continue,
            other => return other.map(drop).map_err(|error| error.error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `a.docx`, `a-2.docx`, `a-3.docx`, …
fn numbered(file: &Path, number: u32) -> PathBuf {
    let name = PathBuf::from(file.file_name().unwrap_or_default());
    if number == 1 {
        return name;
    }
    let mut stem = name.file_stem().unwrap_or_default().to_owned();
    stem.push(format!("-{number}"));
    match name.extension() {
        Some(extension) => PathBuf::from(stem).with_added_extension(extension),
        None => stem.into(),
    }
}
