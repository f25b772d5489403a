//! Objects below a prefix of a bucket: what is asked of the storage, and waited for.

use std::io::{self, Cursor, Read};
use std::pin::Pin;
use std::sync::Arc;

use object_store::path::Path;
use object_store::{Error, ObjectStore, ObjectStoreExt, PutMode, PutPayload};
use tokio::runtime::{Builder, Runtime};
use tokio_stream::{Stream, StreamExt};

/// Larger files are sent in parts of this size, in bytes: services take 10,000 parts, and no more than 5 GB in one.
pub(super) const PART: u64 = 32 << 20;

/// The way to the objects below a prefix.
pub(super) struct Access {
    store: Box<dyn ObjectStore>,
    prefix: Path,
    runtime: Runtime,
}

/// The address is at fault.
pub(super) fn unusable(error: impl std::error::Error + Send + Sync + 'static) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, error)
}

/// Who is at fault: whoever wrote the address, whoever gave the rights, or the way to the server.
fn fault(error: Error) -> io::Error {
    let kind = match error {
        Error::NotFound { .. } => io::ErrorKind::NotFound,
        Error::InvalidPath { .. } | Error::NotSupported { .. } | Error::NotImplemented { .. } => {
            io::ErrorKind::InvalidInput
        }
        Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => io::ErrorKind::PermissionDenied,
        _ => answered(&error.to_string()),
    };
    io::Error::new(kind, words(&error))
}

/// What is wrong in one line: the code and the sentence of the server, else every word of the library down to the cause.
fn words(error: &Error) -> String {
    let text = error.to_string();
    let of =
        |tag: &str| text.split_once(&format!("<{tag}>"))?.1.split_once(&format!("</{tag}>")).map(|(inner, _)| inner);
    if let (Some(code), Some(message)) = (of("Code"), of("Message")) {
        return format!("{code}: {message}");
    }
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cause = std::error::Error::source(error);
    while let Some(next) = cause {
        let text = next.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        cause = next.source();
    }
    words
}

/// Where the machine itself is asked for keys, which is done when none are given.
const KEYS_OF_MACHINE: [&str; 2] = ["/latest/api/token", "/latest/meta-data/iam"];

/// Why there is no answer to a list, or no key for any request: the library tells it in words alone.
fn answered(words: &str) -> io::ErrorKind {
    let is = |status: &str| words.contains(&format!("status code: {status} "));
    if is("401") || is("403") || KEYS_OF_MACHINE.iter().any(|path| words.contains(path)) {
        io::ErrorKind::PermissionDenied
    } else if is("404") {
        io::ErrorKind::NotFound
    } else {
        io::ErrorKind::Other
    }
}

impl Access {
    pub(super) fn new(store: Box<dyn ObjectStore>, prefix: Path) -> io::Result<Self> {
        // A thread of its own, so that several of ours may wait at once.
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        Ok(Access { store, prefix, runtime })
    }

    /// The key of a name: as it is, not in the escapes of an address.
    fn at(&self, name: &str) -> io::Result<Path> {
        let prefix = self.prefix.as_ref();
        let key = if prefix.is_empty() { Path::parse(name) } else { Path::parse(format!("{prefix}/{name}")) };
        key.map_err(unusable)
    }

    /// The name of a key, from the prefix on; none for the mark that some tools leave where a folder would be.
    fn name(&self, key: &Path) -> Option<String> {
        let rest = key.as_ref().strip_prefix(self.prefix.as_ref())?.trim_start_matches('/');
        (!rest.is_empty()).then(|| rest.to_owned())
    }

    /// Writes an object.
    pub(super) fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let payload = PutPayload::from(bytes.to_vec());
        self.runtime.block_on(self.store.put(&self.at(name)?, payload)).map(|_| ()).map_err(fault)
    }

    /// Writes an object where there is none; says no where there is one.
    pub(super) fn create(&self, name: &str, bytes: &[u8]) -> io::Result<bool> {
        let payload = PutPayload::from(bytes.to_vec());
        match self.runtime.block_on(self.store.put_opts(&self.at(name)?, payload, PutMode::Create.into())) {
            Ok(_) => Ok(true),
            Err(Error::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(fault(error)),
        }
    }

    /// Sends a file in parts, of which nothing stays when one fails.
    pub(super) fn send(&self, name: &str, mut file: impl Read) -> io::Result<()> {
        let at = self.at(name)?;
        let mut upload = self.runtime.block_on(self.store.put_multipart(&at)).map_err(fault)?;
        let mut parts = || loop {
            let mut part = Vec::new();
            if file.by_ref().take(PART).read_to_end(&mut part)? == 0 {
                return self.runtime.block_on(upload.complete()).map_err(fault);
            }
            self.runtime.block_on(upload.put_part(part.into())).map_err(fault)?;
        };
        let sent = parts();
        if sent.is_err() {
            // What cannot be taken back either is left to the rules of the bucket.
            let _ = self.runtime.block_on(upload.abort());
        }
        sent.map(|_| ())
    }

    /// The whole of an object, where it is there.
    pub(super) fn get(self: &Arc<Self>, name: &str) -> io::Result<Option<Vec<u8>>> {
        let Some(mut object) = self.open(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        object.read_to_end(&mut bytes)?;
        Ok(Some(bytes))
    }

    /// An object, where it is there, to be read as it comes.
    pub(super) fn open(self: &Arc<Self>, name: &str) -> io::Result<Option<impl Read + use<>>> {
        let at = self.at(name)?;
        match self.runtime.block_on(self.store.get(&at)) {
            Ok(object) => {
                Ok(Some(Object { access: self.clone(), coming: object.into_stream(), here: Cursor::default() }))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(fault(error)),
        }
    }

    /// Every name below the prefix, with the folders it is in.
    pub(super) fn below(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        let mut objects = self.store.list(Some(&self.prefix));
        while let Some(object) = self.runtime.block_on(objects.next()) {
            names.extend(self.name(&object.map_err(fault)?.location));
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Names and folders in a folder.
    pub(super) fn list(&self, folder: Option<&str>) -> io::Result<Vec<String>> {
        let at = folder.map_or(Ok(self.prefix.clone()), |folder| self.at(folder))?;
        let found = self.runtime.block_on(self.store.list_with_delimiter(Some(&at))).map_err(fault)?;
        let keys = found.objects.into_iter().map(|object| object.location).chain(found.common_prefixes);
        let own = |key: Path| key.prefix_match(&at)?.next().map(|part| part.as_ref().to_owned());
        let mut names: Vec<String> = keys.filter_map(own).collect();
        names.sort_unstable();
        names.dedup();
        Ok(names)
    }

    /// Names and sizes of the objects below the prefix that are in no folder.
    pub(super) fn sizes(&self, visit: &mut dyn FnMut(String, u64)) -> io::Result<()> {
        let found = self.runtime.block_on(self.store.list_with_delimiter(Some(&self.prefix))).map_err(fault)?;
        for object in found.objects {
            if let Some(name) = self.name(&object.location) {
                visit(name, object.size);
            }
        }
        Ok(())
    }

    /// Removes objects, those that are gone already too.
    pub(super) fn remove(&self, names: impl Iterator<Item = String>) -> io::Result<()> {
        let keys: Vec<_> = names.map(|name| self.at(&name).map(Ok)).collect::<io::Result<_>>()?;
        let mut removed = self.store.delete_stream(Box::pin(tokio_stream::iter(keys)));
        while let Some(outcome) = self.runtime.block_on(removed.next()) {
            match outcome {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(fault(error)),
            }
        }
        Ok(())
    }
}

/// An object that is read as it comes.
struct Object<S: ?Sized> {
    access: Arc<Access>,
    coming: Pin<Box<S>>,
    here: Cursor<Vec<u8>>,
}

impl<S: Stream<Item = Result<B, Error>> + ?Sized, B: AsRef<[u8]>> Read for Object<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.here.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.access.runtime.block_on(self.coming.next()) {
                Some(bytes) => self.here = Cursor::new(bytes.map_err(fault)?.as_ref().to_vec()),
                None => return Ok(0),
            }
        }
    }
}
