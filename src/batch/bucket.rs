//! Results in object storage: `s3://bucket/prefix`. Access is set as for the tools of AWS: `AWS_ACCESS_KEY_ID`,
//! `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`, `AWS_ALLOW_HTTP`.
//!
//! An object is there whole or not at all. A log is a row of objects, each with some lines; a process that ends well
//! leaves one.

use std::io::{self, Cursor, Read};
use std::path::Path as FilePath;
use std::sync::Arc;

use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use tempfile::NamedTempFile;
use tokio::runtime::{Builder, Runtime};

use super::store::{Journal, OWN, Place};

pub(super) struct Bucket(Arc<Access>);

struct Access {
    store: Box<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
}

impl Bucket {
    pub(super) fn open(address: &str) -> io::Result<Self> {
        let store = AmazonS3Builder::from_env().with_url(address).build()?;
        let key = address.strip_prefix("s3://").and_then(|rest| rest.split_once('/')).map_or("", |(_, key)| key);
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Bucket(Arc::new(Access { store: Box::new(store), prefix: Path::parse(key).map_err(Error::from)?, runtime })))
    }
}

impl Access {
    /// The key of a name: as it is, not in the escapes of an address.
    fn at(&self, name: &str) -> Result<Path, Error> {
        let prefix = self.prefix.as_ref();
        Ok(if prefix.is_empty() { Path::parse(name)? } else { Path::parse(format!("{prefix}/{name}"))? })
    }

    fn put(&self, name: &str, bytes: &[u8], mode: PutMode) -> Result<(), Error> {
        let payload = PutPayload::from(bytes.to_vec());
        self.runtime.block_on(self.store.put_opts(&self.at(name)?, payload, mode.into())).map(|_| ())
    }

    fn get(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let at = self.at(name)?;
        let read = self.runtime.block_on(async { self.store.get(&at).await?.bytes().await });
        match read {
            Ok(bytes) => Ok(Some(bytes.to_vec())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Names and folders below a folder.
    fn list(&self, folder: Option<&str>) -> io::Result<Vec<String>> {
        let at = folder.map_or(Ok(self.prefix.clone()), |folder| self.at(folder))?;
        let found = self.runtime.block_on(self.store.list_with_delimiter(Some(&at)))?;
        let objects = found.objects.into_iter().map(|object| object.location);
        let names = objects.chain(found.common_prefixes).filter_map(|path| path.filename().map(str::to_owned));
        let mut names: Vec<String> = names.collect();
        names.sort_unstable();
        Ok(names)
    }
}

impl Place for Bucket {
    fn prepare(&self) -> io::Result<()> {
        Ok(())
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        Ok(self.0.put(name, bytes, PutMode::Overwrite)?)
    }

    fn publish(&self, name: &str, file: NamedTempFile) -> io::Result<()> {
        let mut bytes = Vec::new();
        file.reopen()?.read_to_end(&mut bytes)?;
        self.put(name, &bytes)
    }

    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        Ok(self.0.get(name)?.map(|bytes| Box::new(Cursor::new(bytes)) as Box<dyn Read>))
    }

    fn log(&self, name: &str) -> io::Result<Box<dyn Journal>> {
        let access = self.0.clone();
        let folder = format!("{OWN}/log/{name}");
        let last = access.list(Some(&folder))?.last().and_then(|name| name.parse::<u64>().ok());
        Ok(Box::new(Pieces {
            access,
            folder,
            next: last.map_or(0, |last| last + 1),
            all: Vec::new(),
            written: Vec::new(),
            open: Vec::new(),
        }))
    }

    fn log_lines(&self, visit: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let logs = format!("{OWN}/log");
        for log in self.0.list(Some(&logs))? {
            for piece in self.0.list(Some(&format!("{logs}/{log}")))? {
                let lines = self.0.get(&format!("{logs}/{log}/{piece}"))?.unwrap_or_default();
                lines.split_inclusive(|byte| *byte == b'\n').for_each(&mut *visit);
            }
        }
        Ok(())
    }

    fn names(&self, visit: &mut dyn FnMut(String)) -> io::Result<()> {
        self.0.list(None)?.into_iter().filter(|name| name != OWN).for_each(visit);
        Ok(())
    }

    fn scratch(&self) -> io::Result<NamedTempFile> {
        NamedTempFile::new()
    }

    fn sweep(&self) -> io::Result<()> {
        Ok(())
    }

    fn settle(&self) -> io::Result<()> {
        Ok(())
    }

    fn folder(&self) -> Option<&FilePath> {
        None
    }
}

/// A log in pieces.
struct Pieces {
    access: Arc<Access>,
    folder: String,
    next: u64,
    /// Every line of this process.
    all: Vec<u8>,
    /// The numbers of its pieces.
    written: Vec<u64>,
    /// Lines that are in no piece yet.
    open: Vec<u8>,
}

impl Pieces {
    /// Writes a piece under a number that nobody else has taken: the same shard may run twice at once.
    fn write(&mut self, lines: &[u8]) -> io::Result<u64> {
        loop {
            let number = self.next;
            self.next += 1;
            match self.access.put(&self.name(number), lines, PutMode::Create) {
                Ok(()) => return Ok(number),
                Err(Error::AlreadyExists { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn name(&self, number: u64) -> String {
        format!("{}/{number:012}", self.folder)
    }
}

impl Journal for Pieces {
    fn add(&mut self, line: &[u8], urgent: bool) -> io::Result<()> {
        self.open.extend(line);
        self.all.extend(line);
        if urgent {
            let lines = std::mem::take(&mut self.open);
            let number = self.write(&lines)?;
            self.written.push(number);
        }
        Ok(())
    }

    /// One piece for all of this process, then the single ones go.
    fn settle(&mut self) -> io::Result<()> {
        if self.all.is_empty() {
            return Ok(());
        }
        let all = std::mem::take(&mut self.all);
        self.write(&all)?;
        self.open.clear();
        for number in std::mem::take(&mut self.written) {
            let at = self.access.at(&self.name(number))?;
            self.access.runtime.block_on(self.access.store.delete(&at))?;
        }
        Ok(())
    }
}
