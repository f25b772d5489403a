//! The commit log of a shard, and what all logs of a folder say of each record.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::hash::{self, Id};
use super::store::{Journal, Store};

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 of its content.
    pub sha256: String,
}

/// What happened to a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum What {
    /// It is being made.
    Begun,
    /// Its files are there.
    Done(Vec<Output>),
    /// It could not be made.
    Failed(Vec<Value>),
    /// It ended the process twice.
    Poison,
}

/// A line of a log.
#[derive(Serialize, Deserialize)]
struct Line {
    id: String,
    key: String,
    was: What,
}

/// A log that is added to.
pub(super) struct Log(Mutex<Box<dyn Journal>>);

impl Log {
    /// The log `name` of the folder.
    pub(super) fn open(store: &Store, name: &str) -> io::Result<Self> {
        Ok(Log(Mutex::new(store.place().log(name)?)))
    }

    /// Adds a line, in one piece.
    pub(super) fn add(&self, id: Id, key: &str, what: What) -> io::Result<()> {
        let urgent = matches!(what, What::Begun | What::Poison);
        let line = Line { id: format!("{id:032x}"), key: key.to_owned(), was: what };
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.0.lock().unwrap_or_else(PoisonError::into_inner).add(text.as_bytes(), urgent)
    }

    /// Puts all lines on the disk.
    pub(super) fn settle(&self) -> io::Result<()> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).settle()
    }
}

/// What the logs say of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// It was begun and nothing more is known: perhaps it ended its process.
    Begun,
    /// It could not be made.
    Failed,
    /// It is set aside.
    Poison,
    /// Made; the identity of its files.
    Done(Id),
}

/// What the logs say of all records.
#[derive(Default)]
pub(super) struct History {
    states: HashMap<Id, State>,
    findings: BTreeMap<Id, Vec<Value>>,
    /// Names and sizes of the files of records that were made, where they are asked for.
    sizes: Option<HashMap<Id, Id>>,
}

impl History {
    /// Reads every log of the folder.
    pub(super) fn read(store: &Store) -> io::Result<Self> {
        History::default().filled(store)
    }

    /// As [`History::read`], with the sizes of the files.
    pub(super) fn read_sized(store: &Store) -> io::Result<Self> {
        History { sizes: Some(HashMap::new()), ..History::default() }.filled(store)
    }

    fn filled(mut self, store: &Store) -> io::Result<Self> {
        each_line(store, &mut |id, what| self.note(id, what))?;
        Ok(self)
    }

    /// Files that were made stay known, and so does who ended the process twice.
    fn note(&mut self, id: Id, what: What) {
        let state = match what {
            What::Begun => State::Begun,
            What::Done(outputs) => {
                if let Some(sizes) = &mut self.sizes {
                    sizes.insert(id, sized(&outputs));
                }
                State::Done(identity(&outputs))
            }
            What::Failed(findings) => {
                self.findings.insert(id, findings);
                State::Failed
            }
            What::Poison => State::Poison,
        };
        match (self.states.get(&id), state) {
            (Some(State::Done(_)), State::Begun | State::Failed | State::Poison) => {}
            (Some(State::Poison), State::Begun | State::Failed) => {}
            _ => _ = self.states.insert(id, state),
        }
    }

    /// What is known of a record.
    pub(super) fn state(&self, id: Id) -> Option<State> {
        self.states.get(&id).copied()
    }

    /// The names and sizes of its files, where they were asked for.
    pub(super) fn size(&self, id: Id) -> Option<Id> {
        self.sizes.as_ref()?.get(&id).copied()
    }

    /// Why it could not be made.
    pub(super) fn findings(&self, id: Id) -> Vec<Value> {
        self.findings.get(&id).cloned().unwrap_or_default()
    }
}

/// The identity of files by names and contents.
pub(super) fn identity(outputs: &[Output]) -> Id {
    hash::id(outputs.iter().flat_map(|output| [&output.name, &output.sha256]))
}

/// The identity of files by names and sizes.
pub(super) fn sized(outputs: &[Output]) -> Id {
    let texts: Vec<String> = outputs.iter().map(|output| format!("{}:{}", output.bytes, output.name)).collect();
    hash::id(&texts)
}

/// The files named, as they are in the folder, and the names of those that are not there.
pub(super) fn look(store: &Store, names: &[String]) -> io::Result<(Vec<Output>, Vec<String>)> {
    let (mut outputs, mut lost) = (Vec::new(), Vec::new());
    for name in names {
        match store.hash(name)? {
            Some((sha256, bytes)) => outputs.push(Output { name: name.clone(), bytes, sha256 }),
            None => lost.push(name.clone()),
        }
    }
    Ok((outputs, lost))
}

/// The files named, as they are in the folder; `None` where one is not there.
pub(super) fn found(store: &Store, names: &[String]) -> io::Result<Option<Vec<Output>>> {
    look(store, names).map(|(outputs, lost)| lost.is_empty().then_some(outputs))
}

/// Hands over what every log of the folder says was made, of each record the last time last.
pub(super) fn each_made(store: &Store, visit: &mut dyn FnMut(Id, Vec<Output>)) -> io::Result<()> {
    each_line(store, &mut |id, what| match what {
        What::Done(outputs) => visit(id, outputs),
        What::Begun | What::Failed(_) | What::Poison => {}
    })
}

/// Hands over every line of every log. A line that is no line was torn and says nothing.
fn each_line(store: &Store, visit: &mut dyn FnMut(Id, What)) -> io::Result<()> {
    store.place().log_lines(&mut |line| {
        let Ok(line) = serde_json::from_slice::<Line>(line) else { return };
        let Ok(id) = Id::from_str_radix(&line.id, 16) else { return };
        visit(id, line.was);
    })
}
