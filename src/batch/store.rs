//! Where results go: files that are whole or not there, and logs that only grow. A folder, or a bucket of object storage.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::folder::Folder;
use super::hash;
use super::{Stop, messages};
use crate::diag::Diagnostic;

/// Our own folder among the results.
pub const OWN: &str = ".congvan";

/// A place for results.
pub(super) trait Place: Send + Sync {
    /// Makes what is not there yet.
    fn prepare(&self) -> io::Result<()>;
    /// Writes a result, whole.
    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Gives a file that is written already the name of a result.
    fn publish(&self, name: &str, file: NamedTempFile) -> io::Result<()>;
    /// Opens a result, where it is there.
    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Read>>>;
    /// Opens a log to add to.
    fn log(&self, name: &str) -> io::Result<Box<dyn Journal>>;
    /// Hands over every line of every log, those of one log in their order; a torn line as it is.
    fn log_lines(&self, visit: &mut dyn FnMut(&[u8])) -> io::Result<()>;
    /// The names of what is there, but for our own.
    fn names(&self, visit: &mut dyn FnMut(String)) -> io::Result<()>;
    /// The names of the files that are there, with their sizes in bytes.
    fn sizes(&self, visit: &mut dyn FnMut(String, u64)) -> io::Result<()>;
    /// A file without a name.
    fn scratch(&self) -> io::Result<NamedTempFile>;
    /// Removes what deaths have left under temporary names.
    fn sweep(&self) -> io::Result<()>;
    /// Puts the names of the results on the disk.
    fn settle(&self) -> io::Result<()>;
    /// The folder, where it is one.
    fn folder(&self) -> Option<&Path>;
}

/// A log that is added to.
pub(super) trait Journal: Send {
    /// Adds a line. One that is to be known should this process die is `urgent`.
    fn add(&mut self, line: &[u8], urgent: bool) -> io::Result<()>;
    /// Keeps all lines.
    fn settle(&mut self) -> io::Result<()>;
}

/// The results of a batch.
pub struct Store {
    place: Box<dyn Place>,
    name: String,
}

impl Store {
    /// The folder at `path`, or the bucket and prefix of `s3://bucket/prefix`.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        if !is_address(path) {
            return Ok(Store { place: Box::new(Folder::new(path)), name });
        }
        let place = bucket(&name).map_err(|error| messages::unreached(&name, &error))?;
        Ok(Store { place, name })
    }

    /// The path as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The folder, where it is one.
    pub fn folder(&self) -> Option<&Path> {
        self.place.folder()
    }

    /// The path of a result, to be shown.
    pub fn path(&self, name: &str) -> String {
        match self.folder() {
            Some(folder) => folder.join(name).display().to_string(),
            None => format!("{}/{name}", self.name.trim_end_matches('/')),
        }
    }

    /// A file of our own beside the results; none where they are in a bucket.
    pub fn own(&self, name: &str) -> Option<PathBuf> {
        self.folder().map(|folder| folder.join(OWN).join(name))
    }

    /// The name in these results of a file that `path` puts there, or of the folder that it lies in; a bucket is meant.
    pub(super) fn name_in(&self, path: &Path) -> Option<String> {
        let path = path.display().to_string();
        let rest = path.strip_prefix(self.name.trim_end_matches('/'))?.strip_prefix('/')?;
        rest.split('/').next().map(str::to_owned)
    }

    /// Why there is an end when `name` cannot be read or written. A folder may be there again, with room and rights; what
    /// stands in the way and an address that leads nowhere stay that.
    pub(super) fn stop(&self, name: &str, error: &io::Error) -> Stop {
        let path = if name.is_empty() { self.name.clone() } else { self.path(name) };
        if self.folder().is_some() {
            return Stop::at(&path, error);
        }
        let is_wrong = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidInput);
        let problem = messages::unreached(&path, error);
        if is_wrong { Stop::data(problem) } else { Stop::machine(problem) }
    }

    /// Why there is an end when the logs cannot be read, where nothing is to be written.
    pub(super) fn stop_reading(&self, error: &io::Error) -> Stop {
        match self.folder() {
            Some(_) if error.kind() == io::ErrorKind::NotADirectory => Stop::at(&self.name, error),
            Some(_) => Stop::machine(messages::unreadable(&self.path(OWN), error)),
            None => self.stop(OWN, error),
        }
    }

    pub(super) fn place(&self) -> &dyn Place {
        self.place.as_ref()
    }

    /// The whole of a result.
    pub(super) fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.place.open(name)?.ok_or(io::ErrorKind::NotFound)?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// SHA-256 and size of a result, where it is there.
    pub(super) fn hash(&self, name: &str) -> io::Result<Option<(String, u64)>> {
        self.place.open(name)?.map(hash::of_stream).transpose()
    }
}

/// Whether a path is an address of object storage.
pub(crate) fn is_address(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().starts_with(b"s3://")
}

#[cfg(feature = "s3")]
fn bucket(address: &str) -> io::Result<Box<dyn Place>> {
    Ok(Box::new(super::bucket::Bucket::open(address)?))
}

#[cfg(not(feature = "s3"))]
fn bucket(_: &str) -> io::Result<Box<dyn Place>> {
    Err(io::ErrorKind::Unsupported.into())
}
