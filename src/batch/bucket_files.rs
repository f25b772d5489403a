//! The files that the rows of a table in object storage name: they lie below the folder of the table there, and are
//! brought when a record asks for them.

use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::bucket::Bucket;
use super::fetch::Far;
use super::{Stop, messages};
use crate::assets::files::{Files, Refusal, is_relative};

/// A file of at most so many bytes is kept for the records that name it too, such as a signature.
const SMALL: u64 = 4 << 20;
/// So many bytes are kept at most; what comes later is brought each time.
const MOST_KEPT: usize = 32 << 20;

/// The files below a folder of a bucket.
pub(super) struct BucketFiles {
    shared: Arc<Shared>,
    /// The folder below that of the table; empty there.
    folder: String,
}

struct Shared {
    bucket: Bucket,
    /// The address of the folder of the table, for messages.
    address: String,
    kept: Mutex<HashMap<String, Arc<[u8]>>>,
    stop: Mutex<Option<Stop>>,
}

impl BucketFiles {
    pub(super) fn new(address: &str, bucket: Bucket) -> Self {
        let (kept, stop) = (Mutex::default(), Mutex::default());
        let shared = Shared { bucket, address: address.trim_end_matches('/').to_owned(), kept, stop };
        BucketFiles { shared: Arc::new(shared), folder: String::new() }
    }

    /// The name of a file from the folder of the table on. It never climbs.
    fn name(&self, path: &str) -> Result<String, Refusal> {
        if !is_relative(path) {
            return Err(Refusal::Outside);
        }
        let plain = |part| match part {
            Component::Normal(name) => name.to_str(),
            Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
        };
        let above = (!self.folder.is_empty()).then_some(self.folder.as_str());
        Ok(above.into_iter().chain(Path::new(path).components().filter_map(plain)).collect::<Vec<_>>().join("/"))
    }
}

impl Files for BucketFiles {
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal> {
        let name = self.name(path)?;
        if let Some(bytes) = self.shared.kept().get(&name).cloned() {
            return Ok(Box::new(Cursor::new(bytes)));
        }
        let refusal = |error: io::Error| self.shared.refusal(&name, &error);
        let (size, object) = self.shared.bucket.sized(&name).map_err(refusal)?.ok_or(Refusal::Missing)?;
        if size > SMALL {
            return Ok(Box::new(Coming { object, name, shared: Arc::clone(&self.shared) }));
        }
        let mut bytes = Vec::new();
        object.take(SMALL).read_to_end(&mut bytes).map_err(refusal)?;
        let bytes: Arc<[u8]> = bytes.into();
        self.shared.keep(name, &bytes);
        Ok(Box::new(Cursor::new(bytes)))
    }

    fn len(&self, path: &str) -> Result<u64, Refusal> {
        let name = self.name(path)?;
        if let Some(bytes) = self.shared.kept().get(&name) {
            return Ok(bytes.len() as u64);
        }
        let size = self.shared.bucket.size(&name).map_err(|error| self.shared.refusal(&name, &error))?;
        size.ok_or(Refusal::Missing)
    }

    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal> {
        let folder = self.name(path)?;
        let is_there = self.shared.bucket.has_below(&folder).map_err(|error| self.shared.refusal(&folder, &error))?;
        if is_there {
            Ok(Box::new(BucketFiles { shared: Arc::clone(&self.shared), folder }))
        } else {
            Err(Refusal::Missing)
        }
    }
}

impl Far for BucketFiles {
    fn stop(&self) -> Option<Stop> {
        self.shared.stop.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    fn kept(&self) -> MutexGuard<'_, HashMap<String, Arc<[u8]>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, name: String, bytes: &Arc<[u8]>) {
        let mut kept = self.kept();
        let size: usize = kept.values().map(|bytes| bytes.len()).sum();
        if size + bytes.len() <= MOST_KEPT {
            kept.insert(name, Arc::clone(bytes));
        }
    }

    /// Why a file cannot be read. Where the storage does not answer the record is not to blame: all ends. One that it
    /// refuses may as well not be there, for whoever may not list is told no more.
    fn refusal(&self, name: &str, error: &io::Error) -> Refusal {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::InvalidInput => return Refusal::Missing,
            io::ErrorKind::PermissionDenied => {}
            _ => {
                let problem = messages::unreached(&format!("{}/{name}", self.address), error);
                let mut stop = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
                stop.get_or_insert(Stop::machine(problem));
            }
        }
        Refusal::System(error.to_string())
    }
}

/// A large file that is read as it comes.
struct Coming {
    object: Box<dyn Read>,
    name: String,
    shared: Arc<Shared>,
}

impl Read for Coming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.object.read(buffer).inspect_err(|error| {
            self.shared.refusal(&self.name, error);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::store::Place;

    fn beside(objects: &[(&str, &[u8])]) -> BucketFiles {
        let bucket = Bucket::in_memory("vào");
        objects.iter().for_each(|(name, bytes)| bucket.put(name, bytes).unwrap());
        BucketFiles::new("s3://kho/vào/", bucket)
    }

    fn read(files: &dyn Files, path: &str) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        files.open(path)?.read_to_end(&mut bytes).unwrap();
        assert_eq!(files.len(path)?, bytes.len() as u64);
        Ok(bytes)
    }

    #[test]
    fn files_are_read_below_the_folder_and_nowhere_else() {
        let large = vec![7; SMALL as usize + 1];
        let beside = beside(&[("a.png", b"a"), ("số liệu/b.csv", b"b"), ("số liệu/sâu/c.csv", &large)]);
        assert_eq!((read(&beside, "a.png"), read(&beside, "./a.png")), (Ok(b"a".to_vec()), Ok(b"a".to_vec())));
        let below = beside.below("số liệu").unwrap();
        assert_eq!(read(below.as_ref(), "b.csv"), Ok(b"b".to_vec()));
        assert!(read(below.as_ref(), "sâu/c.csv").unwrap() == large);
        for path in ["../a.png", "/vào/a.png", "số liệu/../a.png", "", "s3://kho/vào/a.png", "a\\b"] {
            assert_eq!(beside.open(path).err(), Some(Refusal::Outside), "{path}");
            assert_eq!(beside.below(path).err(), Some(Refusal::Outside), "{path}");
        }
        assert_eq!(below.open("../a.png").err(), Some(Refusal::Outside));
        for path in ["b.png", "số liệu", "a.png/b", "so lieu/b.csv"] {
            assert_eq!(beside.open(path).err(), Some(Refusal::Missing), "{path}");
        }
        for path in ["a.png", "số", "none"] {
            assert_eq!(beside.below(path).err(), Some(Refusal::Missing), "{path}");
        }
        assert_eq!(beside.stop(), None);
    }

    #[test]
    fn small_files_are_kept_as_long_as_there_is_room() {
        let most = vec![1; SMALL as usize];
        let names: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        let objects: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), most.as_slice())).collect();
        let beside = beside(&objects);
        for name in &names {
            assert_eq!(read(&beside, name).unwrap().len(), most.len());
        }
        assert_eq!(beside.shared.kept().len(), MOST_KEPT / SMALL as usize);
        beside.shared.bucket.put("0", b"another").unwrap();
        beside.shared.bucket.put("9", b"another").unwrap();
        assert_eq!((read(&beside, "0").unwrap().len(), read(&beside, "9").unwrap().len()), (most.len(), 7));
    }

    #[test]
    fn only_a_storage_that_does_not_answer_ends_all() {
        let beside = beside(&[]);
        let refusal = |kind: io::ErrorKind| beside.shared.refusal("a.png", &io::Error::new(kind, "why"));
        assert_eq!(refusal(io::ErrorKind::PermissionDenied), Refusal::System("why".into()));
        assert_eq!((refusal(io::ErrorKind::NotFound), beside.stop()), (Refusal::Missing, None));
        assert_eq!(refusal(io::ErrorKind::Other), Refusal::System("why".into()));
        let stop = beside.stop().unwrap();
        assert!(stop.is_worth_retrying && stop.problem.message.en.contains("s3://kho/vào/a.png"), "{stop:?}");
    }
}
