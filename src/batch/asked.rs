//! The files that a record asks for by name, such as pictures, and what was read of them.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::iter;
use std::rc::Rc;

use sha2::{Digest, Sha256};

use super::hash;
use crate::assets::files::{Files, Refusal};
use crate::render::Prepared;

/// SHA-256 of what was read, by path.
type Hashes = Rc<RefCell<BTreeMap<String, String>>>;

/// Files that remember what was read of them. Those below another folder are data files: the dataset has their hashes.
pub(super) struct Asked<'a> {
    files: &'a dyn Files,
    hashes: Hashes,
}

impl<'a> Asked<'a> {
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Asked { files, hashes: Hashes::default() }
    }

    /// SHA-256 over the data files and pictures of a record; `None` where it names none.
    pub(super) fn hash(&self, prepared: &Prepared) -> Option<String> {
        let hashes = self.hashes.borrow();
        let dataset = match &prepared.dataset.dir {
            Some(_) => prepared.dataset.to_json().to_string(),
            None if hashes.is_empty() => return None,
            None => String::new(),
        };
        let pictures = hashes.iter().flat_map(|(path, hash)| [path.as_bytes(), hash.as_bytes()]);
        Some(hash::of_all(iter::once(dataset.as_bytes()).chain(pictures)))
    }
}

impl Files for Asked<'_> {
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal> {
        let file = self.files.open(path)?;
        Ok(Box::new(Hashing { file, path: path.to_owned(), whole: Sha256::new(), hashes: Rc::clone(&self.hashes) }))
    }

    fn len(&self, path: &str) -> Result<u64, Refusal> {
        self.files.len(path)
    }

    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal> {
        self.files.below(path)
    }
}

/// A file that is hashed as it is read.
struct Hashing {
    file: Box<dyn Read>,
    path: String,
    whole: Sha256,
    hashes: Hashes,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.whole.update(&buffer[..read]);
        Ok(read)
    }
}

impl Drop for Hashing {
    fn drop(&mut self) {
        let hash = crate::data::hex(&std::mem::take(&mut self.whole).finalize());
        self.hashes.borrow_mut().insert(std::mem::take(&mut self.path), hash);
    }
}
