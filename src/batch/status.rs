//! How far a batch is, by its logs and its files.

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;

use super::Stop;
use super::hash::{self, Id};
use super::log::{History, Output, State, look, sized};
use super::plan::{Entry, Format, Reader};
use super::store::Store;

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Status {
    /// Records of the plan.
    pub records: usize,
    /// Made, and their files are there.
    pub made: usize,
    /// Made, and a file is gone.
    pub lost: usize,
    /// Made, and a file is not as it was made.
    pub changed: usize,
    /// Refused by the plan, or failed.
    pub bad: usize,
    /// Set aside.
    pub poison: usize,
    /// Begun and not ended: being made now, or by a process that died.
    pub begun: usize,
    /// Not begun.
    pub open: usize,
}

/// How far a batch is. Files are known by name and size; they are read only to `verify` their contents.
pub fn status(plan: &Path, store: &Store, verify: bool) -> Result<Status, Stop> {
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    let unreadable = |error: std::io::Error| store.stop_reading(&error);
    let history = History::read_sized(store).map_err(unreadable)?;
    let files = Files { store, verify, sizes: if verify { HashMap::new() } else { sizes(store).map_err(unreadable)? } };
    let (environment, formats) = (plan.header.environment.hash(), plan.header.environment.formats.clone());
    let mut status = Status::default();
    while let Some(entry) = plan.read_next().map_err(Stop::data)? {
        status.records += 1;
        let id = entry.id(&environment);
        *match history.state(id) {
            _ if !entry.is_good() => &mut status.bad,
            Some(State::Done(_)) => match files.seen(&entry, &formats).map_err(unreadable)? {
                None => &mut status.lost,
                Some(outputs) if history.has(id, &outputs, verify) => &mut status.made,
                Some(_) => &mut status.changed,
            },
            // The machine was at fault: the record is made by the next run.
            Some(State::Failed) if history.findings(id).is_empty() => &mut status.open,
            Some(State::Failed) => &mut status.bad,
            Some(State::Poison) => &mut status.poison,
            Some(State::Begun) => &mut status.begun,
            None => &mut status.open,
        } += 1;
    }
    Ok(status)
}

/// The files that are there.
struct Files<'a> {
    store: &'a Store,
    verify: bool,
    sizes: HashMap<Id, u64>,
}

impl Files<'_> {
    /// The files of a record, without hashes where they are not to be read; `None` where one is gone.
    fn seen(&self, entry: &Entry, formats: &[Format]) -> std::io::Result<Option<Vec<Output>>> {
        let names = entry.files(formats);
        if self.verify {
            let (outputs, lost) = look(self.store, &names)?;
            return Ok(lost.is_empty().then_some(outputs));
        }
        let of = |name: String| {
            let bytes = *self.sizes.get(&hash::id([&name]))?;
            Some(Output { name, bytes, sha256: String::new() })
        };
        Ok(names.into_iter().map(of).collect())
    }
}

fn sizes(store: &Store) -> std::io::Result<HashMap<Id, u64>> {
    let mut sizes = HashMap::new();
    store.place().sizes(&mut |name, bytes| _ = sizes.insert(hash::id([&name]), bytes))?;
    Ok(sizes)
}

impl History {
    /// Whether these are the files of the record, by hash or by size alone.
    fn has(&self, id: Id, outputs: &[Output], verify: bool) -> bool {
        if verify {
            self.state(id) == Some(State::Done(super::log::identity(outputs)))
        } else {
            self.size(id) == Some(sized(outputs))
        }
    }
}
