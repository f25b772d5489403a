//! Files in object storage: brought here before they are read, made here before they are sent.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir, TempPath};

use super::store::{Store, is_address};
use super::{Stop, messages, result_messages};
use crate::assets::files::Files;
use crate::diag::Diagnostic;

/// A file that is read here; one from object storage lives as long as this.
pub struct Fetched {
    /// Where it is read.
    pub path: PathBuf,
    _home: Option<TempDir>,
    /// The files beside it that did not come with it.
    pub(super) beside: Option<Box<dyn Far>>,
}

/// Files that are brought when they are asked for.
pub(super) trait Far: Files + Send + Sync {
    /// Why nothing can be brought any more, where that is so.
    fn stop(&self) -> Option<Stop>;
}

/// The file or folder at `path`, or what `s3://bucket/key` holds.
pub fn fetch(path: &Path) -> Result<Fetched, Diagnostic> {
    if !is_address(path) {
        return Ok(Fetched { path: path.to_owned(), _home: None, beside: None });
    }
    let name = path.display().to_string();
    let home = tempfile::tempdir().map_err(|error| result_messages::unwritable(&name, &error))?;
    let (path, beside) = bring(&name, home.path()).map_err(|error| messages::unreached(&name, &error))?;
    Ok(Fetched { path, _home: Some(home), beside })
}

/// The bucket and the folder of an address, and the last part of its key.
fn split(address: &str) -> (&str, Option<&str>) {
    match address.trim_end_matches('/').rsplit_once('/') {
        Some((above, last)) if above.len() > "s3:/".len() => (above, Some(last)),
        _ => (address, None),
    }
}

/// What was brought, and what is beside it.
type Brought = (PathBuf, Option<Box<dyn Far>>);

/// Brings an object into the folder `home`, or, where there is none of that name, the folder of it.
#[cfg(feature = "s3")]
fn bring(address: &str, home: &Path) -> io::Result<Brought> {
    use super::bucket::Bucket;
    use super::bucket_files::BucketFiles;
    use super::store::Place;

    let (above, last) = split(address);
    let target = home.join(last.unwrap_or("records"));
    if let Some(last) = last.filter(|_| !address.ends_with('/')) {
        let bucket = Bucket::open(above)?;
        if let Some(mut object) = bucket.open(last)? {
            io::copy(&mut object, &mut std::fs::File::create(&target)?)?;
            return Ok((target, Some(Box::new(BucketFiles::new(above, bucket)))));
        }
    }
    let folder = Bucket::open(address)?;
    let names = folder.below()?;
    if names.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "no such object"));
    }
    for name in names.iter().filter(|name| stays_below(name)) {
        // It may have gone since.
        let Some(mut object) = folder.open(name)? else { continue };
        let path = target.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&target))?;
        io::copy(&mut object, &mut std::fs::File::create(path)?)?;
    }
    Ok((target, None))
}

#[cfg(not(feature = "s3"))]
fn bring(_: &str, _: &Path) -> io::Result<Brought> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether a key is a path below a folder on this system too.
#[cfg(feature = "s3")]
fn stays_below(key: &str) -> bool {
    let parts = key.split('/').count();
    let is_plain = |part| matches!(part, std::path::Component::Normal(_));
    Path::new(key).components().filter(|part| is_plain(*part)).count() == parts
        && Path::new(key).components().count() == parts
}

/// A file to be made: at its path, or here first, to be sent to object storage once it is whole.
pub struct Target {
    path: PathBuf,
    far: Option<(TempDir, Store, String)>,
}

impl Target {
    /// The file at `path`, or the object `s3://bucket/key`.
    pub fn new(path: &Path) -> Result<Self, Diagnostic> {
        if !is_address(path) {
            if path.is_dir() {
                return Err(result_messages::in_the_way(&path.display().to_string(), true));
            }
            return Ok(Target { path: path.to_owned(), far: None });
        }
        let address = path.display().to_string();
        let (above, last) = split(&address);
        let last = last.filter(|_| !address.ends_with('/')).ok_or_else(|| messages::no_address(&address))?;
        let store = Store::open(Path::new(above))?;
        let home = tempfile::tempdir().map_err(|error| result_messages::unwritable(&address, &error))?;
        Ok(Target { path: home.path().join(last), far: Some((home, store, last.to_owned())) })
    }

    /// Where it belongs, as it was given.
    pub fn name(&self) -> String {
        self.far.as_ref().map_or_else(|| self.path.display().to_string(), |(_, store, name)| store.path(name))
    }

    /// Where it is made.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sends what was made where it belongs.
    pub fn send(self) -> Result<(), Stop> {
        let Some((_home, store, name)) = &self.far else { return Ok(()) };
        let sent = TempPath::try_from_path(&self.path).and_then(|path| {
            let file = NamedTempFile::from_parts(std::fs::File::open(&path)?, path);
            store.place().publish(name, file)
        });
        sent.map_err(|error| store.stop(name, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_address() {
        assert_eq!(split("s3://kho/vào/a.csv"), ("s3://kho/vào", Some("a.csv")));
        assert_eq!(split("s3://kho/a.csv"), ("s3://kho", Some("a.csv")));
        assert_eq!(split("s3://kho/vào/"), ("s3://kho", Some("vào")));
        for whole in ["s3://kho", "s3://kho/", "s3://", "s3:///"] {
            assert_eq!(split(whole), (whole, None));
        }
    }

    #[cfg(feature = "s3")]
    #[test]
    fn keys_that_are_no_path_below() {
        assert!(stays_below("a/b.yaml") && stays_below("b.yaml"));
        for key in ["../a", "a/../../b", "a//b", "/a", "./a", "a/"] {
            assert!(!stays_below(key), "{key}");
        }
    }
}
