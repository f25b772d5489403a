//! One answers file, or one record, that is looked at: its text, what is made of it, and the texts it had before.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::book::{Book, Id, Reading};
use crate::answers::{MAX_BYTES, Node, Source};
use crate::assets::files::{Files, Folder, read_most};
use crate::assets::watch::written_at;
use crate::batch::Record;
use crate::data::hex;
use crate::diag::{Diagnostic, Message, reason};

/// How many texts of one file are remembered.
const MOST_VERSIONS: usize = 50;

/// An answers file, or a record.
pub struct Sheet {
    /// Its name, as messages have it.
    pub name: String,
    text: Text,
    /// The folder that its answers may name files of.
    home: PathBuf,
    folder: Folder,
    history: Mutex<History>,
    live: watch::Sender<Arc<Live>>,
    lookers: AtomicUsize,
}

/// Where its text lies.
enum Text {
    File(PathBuf),
    Record(Arc<Book>, Id),
}

/// A text as it was read.
pub(super) struct Opened {
    /// The text.
    pub source: Source,
    record: Option<(Arc<Reading>, Record)>,
    /// Why it would not be written, whatever it says.
    pub refusal: Option<Diagnostic>,
}

/// What is known of a file now.
#[derive(Debug, Default)]
pub struct Live {
    /// Counts up with each change.
    pub version: u64,
    /// Everything the browser is told, as JSON.
    pub json: String,
    /// The name of the picture of its first page.
    pub first: Option<String>,
    /// What the list of all files tells of it, as JSON.
    pub row: serde_json::Value,
}

/// A text that a file had.
#[derive(Debug)]
pub(super) struct Version {
    /// The hash of the text.
    pub hash: String,
    /// The text.
    pub text: Arc<str>,
    /// Its number, from 0, which it keeps.
    pub number: usize,
    /// When the file was written with it, in milliseconds since 1970, as far as the system tells.
    pub time: Option<u64>,
}

/// The texts of a file.
#[derive(Debug, Default)]
pub(super) struct History {
    /// The texts, the oldest first.
    pub versions: Vec<Version>,
    /// Changes made here that can be taken back: the text before and after.
    pub undo: Vec<(Arc<str>, Arc<str>)>,
    /// Changes that were taken back.
    pub redo: Vec<(Arc<str>, Arc<str>)>,
}

/// A name for a text that changes with it.
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text))
}

impl Sheet {
    /// The file at `path`, called `name`. The file need not be there yet, its folder must.
    pub fn new(name: impl Into<String>, path: &Path) -> Result<Self, Diagnostic> {
        let name = name.into();
        let folder = path.parent().unwrap_or(Path::new(""));
        let folder = Folder::new(folder).map_err(|_| {
            let message = Message::new(
                format!("không mở được thư mục \"{}\"", folder.display()),
                format!("cannot open the folder \"{}\"", folder.display()),
            );
            Diagnostic::error("file/unreadable", message)
        })?;
        let home = path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Sheet::with(name, Text::File(path.to_owned()), home, folder))
    }

    /// A record of `book`.
    pub(super) fn of_record(book: &Arc<Book>, id: &Id) -> Self {
        let folder = book.now().folder(id);
        let text = Text::Record(Arc::clone(book), id.clone());
        Sheet::with(id.key.clone(), text, folder.root().to_owned(), folder)
    }

    fn with(name: String, text: Text, home: PathBuf, folder: Folder) -> Self {
        let live = watch::Sender::new(Arc::new(Live::default()));
        let history = Mutex::new(History::default());
        Sheet { name, text, home, folder, history, live, lookers: AtomicUsize::new(0) }
    }

    /// Where it lies; a record has no file that could be written.
    pub(super) fn path(&self) -> Option<&Path> {
        match &self.text {
            Text::File(path) => Some(path),
            Text::Record(..) => None,
        }
    }

    /// What it is called: a record by its key, where it can be read.
    pub fn title(&self) -> String {
        let read = if self.is_record() { self.read().ok() } else { None };
        read.map_or_else(|| self.name.clone(), |opened| opened.name().to_owned())
    }

    /// Whether it is a record.
    pub fn is_record(&self) -> bool {
        self.record().is_some()
    }

    /// What a record is told by.
    pub(super) fn record(&self) -> Option<&Id> {
        match &self.text {
            Text::File(_) => None,
            Text::Record(_, id) => Some(id),
        }
    }

    /// Its place in a list in which it has the number `number`: records stand as in their table, those that are gone
    /// nowhere.
    pub(super) fn position(&self, number: usize) -> Option<usize> {
        match &self.text {
            Text::File(_) => Some(number),
            Text::Record(book, id) => book.now().position(id),
        }
    }

    /// What is wrong with all records at once, where this one is all there are and no list tells it.
    pub(super) fn headings(&self) -> Vec<Diagnostic> {
        match &self.text {
            Text::Record(book, _) if book.now().len() == 1 => book.now().headings.clone(),
            Text::File(_) | Text::Record(..) => Vec::new(),
        }
    }

    /// A number that changes with a record; files are told by their stamps.
    pub(super) fn version(&self) -> u64 {
        match &self.text {
            Text::File(_) => 0,
            Text::Record(book, id) => book.now().version(id),
        }
    }

    /// The file that it is read from alone.
    pub(super) fn watched(&self) -> Option<PathBuf> {
        match &self.text {
            Text::File(path) => Some(path.clone()),
            Text::Record(book, id) => book.now().file(id).map(Path::to_owned),
        }
    }

    /// A file that its answers name, to watch it.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.home.join(name)
    }

    /// The files that its answers may name.
    pub(super) fn files(&self) -> Box<dyn Files> {
        Box::new(self.folder.clone())
    }

    /// The text as it lies on the disk.
    pub(super) fn read(&self) -> Result<Opened, Vec<Diagnostic>> {
        match &self.text {
            Text::File(path) => {
                let bytes = read_most(path, MAX_BYTES).map_err(|error| vec![self.unreadable(&error)])?;
                let source = Source::from_bytes(self.name.as_str(), &bytes)?;
                Ok(Opened { source, record: None, refusal: None })
            }
            Text::Record(book, id) => {
                let now = book.now();
                let (record, refusal) = (now.record(id)?, now.refusal(id));
                Ok(Opened { source: record.source.clone(), record: Some((now, record)), refusal })
            }
        }
    }

    /// As `read`, and remembers the text. What is written from here is written and remembered before or after, so that
    /// the versions are remembered in the order in which they were there.
    pub(super) fn read_noted(&self) -> Result<Opened, Vec<Diagnostic>> {
        let mut history = self.history();
        let opened = self.read()?;
        history.note(&opened.source.text().into(), self.written_at());
        Ok(opened)
    }

    /// When its file was written last.
    pub(super) fn written_at(&self) -> Option<u64> {
        match &self.text {
            Text::File(path) => written_at(path),
            Text::Record(book, _) => written_at(book.path()),
        }
    }

    fn unreadable(&self, error: &std::io::Error) -> Diagnostic {
        let name = &self.name;
        let message = Message::new(
            format!("không đọc được tệp \"{name}\": {}", reason(error)),
            format!("cannot read the file \"{name}\": {error}"),
        );
        Diagnostic::error("file/unreadable", message)
    }

    pub(super) fn history(&self) -> MutexGuard<'_, History> {
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is known of it now.
    pub fn live(&self) -> Arc<Live> {
        self.live.borrow().clone()
    }

    pub(super) fn tell(&self, live: Live) {
        self.live.send_replace(Arc::new(live));
    }

    pub(super) fn subscribe(&self) -> watch::Receiver<Arc<Live>> {
        self.live.subscribe()
    }

    /// Whether somebody looks at it.
    pub(super) fn is_looked_at(&self) -> bool {
        self.lookers.load(Ordering::Relaxed) > 0
    }

    /// Counts one who looks, until the result is dropped.
    pub(super) fn look(self: &Arc<Self>) -> Looking {
        self.lookers.fetch_add(1, Ordering::Relaxed);
        Looking(Arc::clone(self))
    }
}

impl Opened {
    /// What it is called: a record by its key.
    pub fn name(&self) -> &str {
        self.record.as_ref().map_or(self.source.name(), |(_, record)| &record.key)
    }

    /// Findings at the places where the answers were typed. Of a record they speak of its table and not of a form.
    pub fn located(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        match &self.record {
            Some((reading, record)) => {
                let findings = reading.located(record, findings).into_iter();
                findings.map(|finding| Diagnostic { in_form: None, ..finding }).collect()
            }
            None => findings,
        }
    }

    /// Where each answer of a record was typed.
    pub fn origins(&self, root: &Node) -> serde_json::Value {
        self.record.as_ref().map_or(serde_json::Value::Null, |(reading, record)| reading.origins(record, root))
    }
}

/// One who looks at a file.
pub(super) struct Looking(Arc<Sheet>);

impl Drop for Looking {
    fn drop(&mut self) {
        self.0.lookers.fetch_sub(1, Ordering::Relaxed);
    }
}

impl History {
    /// Remembers `text`, written at `time`, as the newest.
    pub fn note(&mut self, text: &Arc<str>, time: Option<u64>) {
        let hash = hash(text);
        if self.versions.last().is_some_and(|last| last.hash == hash) {
            return;
        }
        let number = self.versions.last().map_or(0, |last| last.number + 1);
        self.versions.push(Version { hash, text: Arc::clone(text), number, time });
        if self.versions.len() > MOST_VERSIONS {
            // The first is what one began with, and is what one compares with most.
            self.versions.remove(1);
        }
    }

    /// The text of a hash.
    pub fn text(&self, hash: &str) -> Option<Arc<str>> {
        self.versions.iter().find(|version| version.hash == hash).map(|version| Arc::clone(&version.text))
    }
}
