//! The proof at the end: each key of the plan once, nothing else in the folder; and how far a batch is.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::hash::{self, Id};
use super::log::{History, Output, State, found, identity};
use super::plan::{Entry, Reader};
use super::store::Store;
use super::{Stop, messages};
use crate::assets::files::real;
use crate::diag::Diagnostic;

/// The file that says what was made.
const MANIFEST: &str = "manifest.jsonl";

/// What the proof found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merged {
    /// Records whose files are all there.
    pub made: usize,
    /// Those of them that have warnings.
    pub warned: usize,
    /// Records that cannot be made.
    pub bad: usize,
    /// Records that are not made yet.
    pub missing: Vec<Diagnostic>,
    /// Files that the plan does not name.
    pub foreign: Vec<Diagnostic>,
    /// Files of records that were good once.
    pub outdated: Vec<Diagnostic>,
}

/// Proves that the folder holds what the plan names and nothing else but the files at `besides`, and writes the
/// manifest, whose bytes depend on the plan and the files alone. Nothing is written where something is missing.
pub fn merge(plan: &Path, store: &Store, besides: &[&Path]) -> Result<Merged, Stop> {
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    let unwritable = |error: std::io::Error| store.stop(MANIFEST, &error);
    store.place().prepare().map_err(unwritable)?;
    let history = History::read(store).map_err(unwritable)?;
    let environment = plan.header.environment.hash();
    let file = store.place().scratch().map_err(unwritable)?;
    let mut manifest = BufWriter::new(file);
    let mut line = |value: &Value| {
        serde_json::to_writer(&mut manifest, value)
            .and_then(|()| manifest.write_all(b"\n").map_err(serde_json::Error::io))
    };
    let unsaid = |error: serde_json::Error| unwritable(error.into());
    line(&json!({ "manifest": 1, "environment": environment })).map_err(unsaid)?;
    let (mut merged, mut names) = (Merged::default(), Names::default());
    while let Some(entry) = plan.read_next().map_err(Stop::data)? {
        let formats = &plan.header.environment.formats;
        let fate = fate(&entry, formats, &environment, store, &history).map_err(unwritable)?;
        names.note(&entry, formats, &fate);
        merged.count(&entry, &fate);
        line(&entry_line(&entry, &fate)).map_err(unsaid)?;
    }
    line(&json!({ "end": { "made": merged.made, "bad": merged.bad } })).map_err(unsaid)?;
    let besides = own(store, besides);
    let mut look = |name: String| {
        if name != MANIFEST && !besides.contains(&name) {
            names.look(&name, &mut merged);
        }
    };
    store.place().names(&mut look).map_err(unwritable)?;
    if merged.missing.is_empty() {
        let file = manifest.into_inner().map_err(|error| unwritable(error.into_error()))?;
        publish(file, store).map_err(unwritable)?;
        store.place().sweep().map_err(unwritable)?;
    }
    Ok(merged)
}

/// The names that the plan gives to files.
#[derive(Default)]
struct Names {
    /// Of files that are there by right, or may be on their way.
    known: HashSet<Id>,
    /// Of files that should not be there, with the key of their record.
    bad: HashMap<Id, String>,
}

impl Names {
    fn note(&mut self, entry: &Entry, formats: &[super::Format], fate: &Fate) {
        let ids = entry.files(formats).into_iter().map(|name| hash::id([&name]));
        match fate {
            Fate::Made(_) | Fate::Missing => self.known.extend(ids),
            Fate::Refused | Fate::Failed(_) | Fate::Poison => self.bad.extend(ids.map(|id| (id, entry.key.clone()))),
        }
    }

    /// Tells of a file that is there and should not be.
    fn look(&self, name: &str, merged: &mut Merged) {
        let id = hash::id([name]);
        match self.bad.get(&id) {
            _ if self.known.contains(&id) => {}
            Some(key) => merged.outdated.push(messages::outdated(name, key)),
            None => merged.foreign.push(messages::foreign(name)),
        }
    }
}

/// The names among the results that the files at `besides` have, or the folders they lie in.
fn own(store: &Store, besides: &[&Path]) -> HashSet<String> {
    let Some(folder) = store.folder() else {
        return besides.iter().filter_map(|path| store.name_in(path)).collect();
    };
    let folder = real(folder);
    let name = |path: &&Path| {
        let path = real(path.parent()?).join(path.file_name()?);
        let first = path.strip_prefix(&folder).ok()?.components().next()?;
        Some(first.as_os_str().to_string_lossy().into_owned())
    };
    besides.iter().filter_map(name).collect()
}

/// Gives the manifest its name, where it is not there as it is.
fn publish(file: tempfile::NamedTempFile, store: &Store) -> std::io::Result<()> {
    let new = hash::of_stream(file.reopen()?)?;
    if store.hash(MANIFEST)? == Some(new) { Ok(()) } else { store.place().publish(MANIFEST, file) }
}

/// What became of a record.
pub(super) enum Fate {
    Made(Vec<Output>),
    Refused,
    Failed(Vec<Value>),
    Poison,
    Missing,
}

/// What became of a record, by its files.
pub(super) fn fate(
    entry: &Entry,
    formats: &[super::Format],
    environment: &str,
    store: &Store,
    history: &History,
) -> std::io::Result<Fate> {
    if !entry.is_good() {
        return Ok(Fate::Refused);
    }
    let id = entry.id(environment);
    Ok(match history.state(id) {
        Some(State::Done(files)) => match found(store, &entry.files(formats))? {
            Some(outputs) if identity(&outputs) == files => Fate::Made(outputs),
            _ => Fate::Missing,
        },
        Some(State::Failed) if history.findings(id).is_empty() => Fate::Missing,
        Some(State::Failed) => Fate::Failed(history.findings(id)),
        Some(State::Poison) => Fate::Poison,
        Some(State::Begun) | None => Fate::Missing,
    })
}

impl Merged {
    fn count(&mut self, entry: &Entry, fate: &Fate) {
        match fate {
            Fate::Made(_) => {
                self.made += 1;
                self.warned += usize::from(!entry.warnings.is_empty());
            }
            Fate::Refused | Fate::Failed(_) | Fate::Poison => self.bad += 1,
            Fate::Missing => self.missing.push(messages::missing(&entry.key)),
        }
    }
}

fn entry_line(entry: &Entry, fate: &Fate) -> Value {
    let (key, input) = (&entry.key, &entry.input);
    match fate {
        Fate::Made(outputs) => json!({ "key": key, "input": input, "outputs": outputs }),
        Fate::Refused => json!({ "key": key, "input": input, "refused": codes(&entry.errors) }),
        Fate::Failed(findings) => json!({ "key": key, "input": input, "failed": codes(findings) }),
        Fate::Poison => json!({ "key": key, "input": input, "poison": true }),
        Fate::Missing => Value::Null,
    }
}

fn codes(findings: &[Value]) -> Vec<&Value> {
    findings.iter().map(|finding| &finding["code"]).collect()
}

/// How far a batch is, by its logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Status {
    /// Records of the plan.
    pub records: usize,
    /// Made.
    pub made: usize,
    /// Refused by the plan, or failed.
    pub bad: usize,
    /// Set aside.
    pub poison: usize,
    /// Begun and not ended: being made now, or by a process that died.
    pub begun: usize,
    /// Not begun.
    pub open: usize,
}

/// How far a batch is. Files are not opened.
pub fn status(plan: &Path, store: &Store) -> Result<Status, Stop> {
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    let unreadable = |error: std::io::Error| store.stop_reading(&error);
    let history = History::read(store).map_err(unreadable)?;
    let environment = plan.header.environment.hash();
    let mut status = Status::default();
    while let Some(entry) = plan.read_next().map_err(Stop::data)? {
        status.records += 1;
        let state = history.state(entry.id(&environment)).filter(|_| entry.is_good());
        *match state {
            _ if !entry.is_good() => &mut status.bad,
            Some(State::Done(_)) => &mut status.made,
            // The machine was at fault: the record is made by the next run.
            Some(State::Failed) if history.findings(entry.id(&environment)).is_empty() => &mut status.open,
            Some(State::Failed) => &mut status.bad,
            Some(State::Poison) => &mut status.poison,
            Some(State::Begun) => &mut status.begun,
            None => &mut status.open,
        } += 1;
    }
    Ok(status)
}
