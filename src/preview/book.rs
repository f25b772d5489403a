//! Records that are looked at and never written: the rows of a table, or answers over those that they share.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value as Json, json};

use super::making::Making;
use crate::answers::{Data, Node};
use crate::assets::files::Folder;
use crate::assets::watch::{Stamp, stamp};
use crate::batch::{Raw, Record, Records, headings};
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::render::Options;

/// How many records of one table are shown.
pub const MOST_RECORDS: usize = 20_000;

/// The records, as they were read last.
pub struct Book {
    path: PathBuf,
    defaults: Option<PathBuf>,
    now: RwLock<Arc<Reading>>,
}

/// What a record is told by, wherever in the table it stands: its key, and how many before it have the same. A table
/// without keys has numbers for them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Id {
    /// The key.
    pub key: String,
    nth: usize,
}

/// A record of a reading.
#[derive(Clone)]
struct Row {
    raw: Raw,
    id: Id,
    version: u64,
}

/// One reading of the records.
pub struct Reading {
    records: Records,
    rows: Vec<Row>,
    by_id: HashMap<Id, usize>,
    /// Whether there are more than [`MOST_RECORDS`].
    pub is_cut: bool,
    /// The headings that name no answer. What stands below them is left out of the records, so that each is told once.
    pub headings: Vec<Diagnostic>,
    /// Why the files cannot be read as they are now.
    problems: Vec<Diagnostic>,
    version: u64,
    /// The version of the form that the headings are of.
    form: u64,
    watched: Vec<(PathBuf, Stamp)>,
}

impl Book {
    /// The records at `path`, over the answers at `defaults`, to be made by `options`.
    pub fn open(path: &Path, defaults: Option<&Path>, options: &Options) -> Result<Self, Vec<Diagnostic>> {
        let now = Reading::read(path, defaults, (options, Making::FIRST), None)?;
        Ok(Book { path: path.to_owned(), defaults: defaults.map(Path::to_owned), now: RwLock::new(Arc::new(now)) })
    }

    /// Where the records lie.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The last reading.
    pub fn now(&self) -> Arc<Reading> {
        self.now.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the files again where they changed, or the form did. One that cannot be read keeps the records it had, with
    /// the reason.
    pub(super) fn renew(&self, making: &Making) {
        let now = self.now();
        if now.form == making.version && !now.watched.iter().any(|(path, old)| stamp(path) != *old) {
            return;
        }
        let form = (&making.options, making.version);
        let next = Reading::read(&self.path, self.defaults.as_deref(), form, Some(&now));
        let next = next.unwrap_or_else(|problems| Reading {
            records: now.records.clone(),
            rows: now.rows.iter().map(|row| Row { version: now.version + 1, ..row.clone() }).collect(),
            by_id: now.by_id.clone(),
            is_cut: now.is_cut,
            headings: now.headings.clone(),
            problems,
            version: now.version + 1,
            form: making.version,
            watched: stamps(&self.path, self.defaults.as_deref()),
        });
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

fn stamps(path: &Path, defaults: Option<&Path>) -> Vec<(PathBuf, Stamp)> {
    [Some(path), defaults].into_iter().flatten().map(|path| (path.to_owned(), stamp(path))).collect()
}

impl Reading {
    fn read(
        path: &Path,
        defaults: Option<&Path>,
        (options, form): (&Options, u64),
        before: Option<&Reading>,
    ) -> Result<Self, Vec<Diagnostic>> {
        // The stamps are taken before the files are read: what changes meanwhile is seen at the next beat.
        let watched = stamps(path, defaults);
        let records = Records::open(path, defaults)?.read_as(options);
        let headings = headings(&records);
        let unknown: Vec<usize> = headings.iter().filter_map(|one| Some(one.place.as_ref()?.span?.column)).collect();
        let version = before.map_or(1, |before| before.version + 1);
        // A row that is as it was is not checked again, unless what all share may have changed.
        let is_as_it_was = |before: &&Reading| {
            before.problems.is_empty() && before.watched.get(1) == watched.get(1) && before.headings == headings
        };
        let known = before.filter(is_as_it_was);
        let (mut rows, mut is_cut): (Vec<Row>, _) = (Vec::new(), false);
        let mut seen: HashMap<String, usize> = HashMap::new();
        let outcome = records.each(&mut |raw| {
            is_cut = rows.len() == MOST_RECORDS;
            if !is_cut {
                let key = records.key(&raw);
                let raw = raw.without(&unknown);
                // Systems differ in whether case counts in the names of files.
                let before = seen.entry(key.to_lowercase()).or_default();
                let id = Id { key, nth: *before };
                *before += 1;
                let old = known.and_then(|known| known.rows.get(rows.len()));
                let old = old.filter(|old| old.raw == raw && old.id == id);
                rows.push(Row { version: old.map_or(version, |old| old.version), raw, id });
            }
            !is_cut
        });
        outcome.map_err(|problem| vec![problem])?;
        let by_id = rows.iter().enumerate().map(|(index, row)| (row.id.clone(), index)).collect();
        Ok(Reading { records, rows, by_id, is_cut, headings, problems: Vec::new(), version, form, watched })
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The records in their order.
    pub(super) fn ids(&self) -> impl Iterator<Item = &Id> {
        self.rows.iter().map(|row| &row.id)
    }

    /// Where a record stands among the others; `None` where it is there no more.
    pub(super) fn position(&self, id: &Id) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    fn row(&self, id: &Id) -> Option<&Row> {
        self.rows.get(self.position(id)?)
    }

    /// A number that changes with the record, or with what is wrong with all.
    pub(super) fn version(&self, id: &Id) -> u64 {
        self.row(id).map_or(self.version, |row| row.version)
    }

    /// The file of a record that has one of its own.
    pub(super) fn file(&self, id: &Id) -> Option<&Path> {
        self.row(id).and_then(|row| row.raw.file())
    }

    /// The folder that a record may name files of.
    pub(super) fn folder(&self, id: &Id) -> Folder {
        let own = self.row(id).map(|row| self.records.folder_of(&row.raw));
        own.unwrap_or_else(|| self.records.folder.clone())
    }

    /// A record.
    pub(super) fn record(&self, id: &Id) -> Result<Record, Vec<Diagnostic>> {
        if !self.problems.is_empty() {
            return Err(self.problems.clone());
        }
        let row = self.row(id).ok_or_else(|| vec![gone(&id.key, self.records.name())])?;
        self.records.record(row.raw.clone())
    }

    /// Why no batch would write the record, whatever it says: one before it has its key.
    pub(super) fn refusal(&self, id: &Id) -> Option<Diagnostic> {
        let row = self.row(id).filter(|_| id.nth > 0)?;
        let is_first = |other: &&Row| other.id.key.to_lowercase() == id.key.to_lowercase();
        let first = self.rows.iter().find(is_first)?;
        Some(self.records.key_twice(&id.key, &first.raw, &row.raw))
    }

    /// Findings at the places where the answers of a record were typed.
    pub(super) fn located(&self, record: &Record, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        self.records.located(record, findings)
    }

    /// Where each answer below `root` was typed, by its path.
    pub(super) fn origins(&self, record: &Record, root: &Node) -> Json {
        let mut origins = Map::new();
        self.collect(record, root, &AnswerPath::root(), &mut origins);
        Json::Object(origins)
    }

    fn collect(&self, record: &Record, node: &Node, path: &AnswerPath, origins: &mut Map<String, Json>) {
        match &node.data {
            Data::Scalar { .. } => {
                let Some((place, is_cell)) = self.records.origin(record, path) else { return };
                let (line, column) = place.span.map_or((1, 1), |span| (span.line, span.column));
                let origin = json!({ "file": place.file, "line": line, "column": is_cell.then_some(column) });
                origins.insert(path.as_str().to_owned(), origin);
            }
            Data::List(items) => {
                items.iter().enumerate().for_each(|(at, item)| self.collect(record, item, &path.child(at), origins));
            }
            Data::Map(entries) => {
                entries.iter().for_each(|one| self.collect(record, &one.value, &path.child(&one.key), origins));
            }
        }
    }
}

fn gone(key: &str, table: &str) -> Diagnostic {
    let message = Message::new(
        format!("bản ghi \"{key}\" không còn trong bảng \"{table}\""),
        format!("the record \"{key}\" is no longer in the table \"{table}\""),
    );
    Diagnostic::error("preview/gone", message)
}

/// Records are changed where they were typed.
pub(super) fn read_only() -> Diagnostic {
    let message = Message::new("bản ghi chỉ xem được ở đây", "a record can only be looked at here");
    Diagnostic::error("preview/read-only", message).hint(Message::new(
        "muốn sửa thì sửa trong bảng; trang này tự cập nhật khi lưu tệp",
        "change it in its table; this page follows when the file is saved",
    ))
}
