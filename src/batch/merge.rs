//! The proof at the end: each key of the plan once, nothing else in the folder.

use std::collections::{HashMap, HashSet};
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Value, json};

use super::Stop;
use super::beside::own;
use super::event::{Event, Tell};
use super::flaw::{Fault, Flaw};
use super::hash::{self, Id};
use super::log::{History, Output, State, each_made, identity, look};
use super::plan::{Entry, Format, Reader};
use super::pool::{self, Threads};
use super::store::Store;

/// The file that says what was made.
pub const MANIFEST: &str = "manifest.jsonl";

/// What the proof found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merged {
    /// Records whose files are all there.
    pub made: usize,
    /// Those of them that have warnings.
    pub warned: usize,
    /// Records that cannot be made.
    pub bad: usize,
    /// Records that are not made, and files that are not as they were made.
    pub missing: Vec<Flaw>,
    /// Files that the plan does not name.
    pub foreign: Vec<Flaw>,
    /// Files of records that were good once.
    pub outdated: Vec<Flaw>,
    /// Those of the files that the plan does not name that an earlier run made.
    pub left: Vec<Flaw>,
}

/// Proves that the folder holds what the plan names and nothing else but the files at `besides`, and writes the
/// manifest, whose bytes depend on the plan and the files alone. Nothing is written where something is missing. Records
/// that cannot be made are told.
pub fn merge(plan: &Path, store: &Store, besides: &[&Path], tell: Tell<'_>) -> Result<Merged, Stop> {
    let unwritable = |error: std::io::Error| store.stop(MANIFEST, &error);
    store.place().prepare().map_err(unwritable)?;
    store.place().sweep().map_err(unwritable)?;
    let file = store.place().scratch().map_err(unwritable)?;
    let mut manifest = BufWriter::new(file);
    let merged = surveyed(plan, store, besides, &mut manifest, tell)?;
    if merged.missing.is_empty() {
        let file = manifest.into_inner().map_err(|error| unwritable(error.into_error()))?;
        publish(file, store).map_err(unwritable)?;
    }
    Ok(merged)
}

/// What [`merge`] would find; nothing is written.
pub fn survey(plan: &Path, store: &Store, besides: &[&Path]) -> Result<Merged, Stop> {
    surveyed(plan, store, besides, &mut std::io::sink(), &mut |_| ())
}

/// Compares plan, logs and files; what belongs into the manifest is written to `manifest`.
fn surveyed(
    plan: &Path,
    store: &Store,
    besides: &[&Path],
    manifest: &mut dyn Write,
    tell: Tell<'_>,
) -> Result<Merged, Stop> {
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    let unwritable = |error: std::io::Error| store.stop(MANIFEST, &error);
    let history = History::read(store).map_err(unwritable)?;
    let environment = plan.header.environment.hash();
    let mut line = |value: &Value| {
        serde_json::to_writer(&mut *manifest, value)
            .and_then(|()| manifest.write_all(b"\n").map_err(serde_json::Error::io))
    };
    let unsaid = |error: serde_json::Error| unwritable(error.into());
    line(&json!({ "manifest": 1, "environment": environment })).map_err(unsaid)?;
    let (mut merged, mut names) = (Merged::default(), Names::default());
    let formats = plan.header.environment.formats.clone();
    fates(&mut plan, &environment, store, &history, &mut |entry, fate| {
        names.note(&entry, &formats, &fate);
        merged.count(&entry, &fate);
        fate.event(&entry).into_iter().for_each(&mut *tell);
        line(&entry_line(&entry, &fate)).map_err(unsaid)?;
        if let Fate::Changed(outputs) = fate {
            names.changed.insert(entry.id(&environment), outputs);
        }
        Ok(())
    })?;
    line(&json!({ "end": { "made": merged.made, "bad": merged.bad } })).map_err(unsaid)?;
    let besides = own(store, besides).map_err(unwritable)?;
    let mut look = |name: String| {
        if name != MANIFEST && !besides.contains(&name) {
            names.look(&name, &mut merged);
        }
    };
    store.place().names(&mut look).map_err(unwritable)?;
    names.explain(store, &mut merged).map_err(unwritable)?;
    Ok(merged)
}

/// Hands over what became of each record, in the plan's order. Reading all files again takes the time: it is done on as
/// many threads as there are processors.
fn fates(
    plan: &mut Reader,
    environment: &str,
    store: &Store,
    history: &History,
    take: &mut dyn FnMut(Entry, Fate) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let unwritable = |error: std::io::Error| store.stop(MANIFEST, &error);
    let formats = plan.header.environment.formats.clone();
    let mut stop = None;
    let read = pool::ordered(
        Threads { work: std::thread::available_parallelism().map_or(1, usize::from), end: 1 },
        |hand: &mut dyn FnMut(Entry) -> bool| {
            while let Some(entry) = plan.read_next().map_err(Stop::data)? {
                if !hand(entry) {
                    break;
                }
            }
            Ok(())
        },
        |entry| fate(&entry, &formats, environment, store, history).map(|fate| (entry, fate)),
        |known| known,
        |known| {
            stop = known.map_err(unwritable).and_then(|(entry, fate)| take(entry, fate)).err();
            stop.is_none()
        },
    );
    read.map_err(unwritable)??;
    stop.map_or(Ok(()), Err)
}

/// The names that the plan gives to files.
#[derive(Default)]
struct Names {
    /// Of files that are there by right, or may be on their way.
    known: HashSet<Id>,
    /// Of files that should not be there.
    bad: HashSet<Id>,
    /// Files of records that are not all as they were made.
    changed: HashMap<Id, Vec<Output>>,
}

impl Names {
    fn note(&mut self, entry: &Entry, formats: &[Format], fate: &Fate) {
        let ids = entry.files(formats).into_iter().map(|name| hash::id([&name]));
        match fate {
            Fate::Made(_) | Fate::Open | Fate::Lost(_) | Fate::Changed(_) => self.known.extend(ids),
            Fate::Refused | Fate::Failed(_) | Fate::Poison => self.bad.extend(ids),
        }
    }

    /// Tells of a file that is there and should not be.
    fn look(&self, name: &str, merged: &mut Merged) {
        let id = hash::id([name]);
        match self.bad.contains(&id) {
            _ if self.known.contains(&id) => {}
            true => merged.outdated.push(Flaw::new(Fault::Outdated, name)),
            false => merged.foreign.push(Flaw::new(Fault::Foreign, name)),
        }
    }

    /// What the logs say of files that are not as they should be: which were changed, which an earlier run made.
    fn explain(&self, store: &Store, merged: &mut Merged) -> std::io::Result<()> {
        for flaws in [&mut merged.foreign, &mut merged.outdated] {
            flaws.sort_by(|one, other| one.name.cmp(&other.name));
        }
        if self.changed.is_empty() && merged.foreign.is_empty() {
            return Ok(());
        }
        let (mut last, mut earlier) = (HashMap::new(), HashSet::new());
        each_made(store, &mut |id, outputs| {
            earlier.extend(outputs.iter().map(|output| hash::id([&output.name])));
            if self.changed.contains_key(&id) {
                last.insert(id, outputs);
            }
        })?;
        for (id, outputs) in &self.changed {
            let was: &[Output] = last.get(id).map_or(&[], Vec::as_slice);
            let changed = outputs.iter().filter(|output| !was.contains(output));
            merged.missing.extend(changed.map(|output| Flaw::new(Fault::Changed, &output.name)));
        }
        let is_left = |flaw: &&Flaw| earlier.contains(&hash::id([&flaw.name]));
        merged.left = merged.foreign.iter().filter(is_left).map(|flaw| Flaw::new(Fault::Left, &flaw.name)).collect();
        for flaws in [&mut merged.missing, &mut merged.left] {
            flaws.sort_by(|one, other| one.name.cmp(&other.name));
        }
        Ok(())
    }
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
    /// It is not made yet.
    Open,
    /// It was made; the files that are gone.
    Lost(Vec<String>),
    /// It was made; its files as they are now.
    Changed(Vec<Output>),
}

impl Fate {
    /// What is told of a record that cannot be made.
    fn event(&self, entry: &Entry) -> Option<Event> {
        let key = entry.key.clone();
        match self {
            Fate::Refused => Some(Event::Failed { key, findings: entry.errors.clone() }),
            Fate::Failed(findings) => Some(Event::Failed { key, findings: findings.clone() }),
            Fate::Poison => Some(Event::Poison { key }),
            Fate::Made(_) | Fate::Open | Fate::Lost(_) | Fate::Changed(_) => None,
        }
    }
}

/// What became of a record, by its files.
pub(super) fn fate(
    entry: &Entry,
    formats: &[Format],
    environment: &str,
    store: &Store,
    history: &History,
) -> std::io::Result<Fate> {
    if !entry.is_good() {
        return Ok(Fate::Refused);
    }
    let id = entry.id(environment);
    Ok(match history.state(id) {
        Some(State::Done(files)) => match look(store, &entry.files(formats))? {
            (outputs, lost) if lost.is_empty() && identity(&outputs) == files => Fate::Made(outputs),
            (outputs, lost) if lost.is_empty() => Fate::Changed(outputs),
            (_, lost) => Fate::Lost(lost),
        },
        Some(State::Failed) if history.findings(id).is_empty() => Fate::Open,
        Some(State::Failed) => Fate::Failed(history.findings(id)),
        Some(State::Poison) => Fate::Poison,
        Some(State::Begun) | None => Fate::Open,
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
            Fate::Open => self.missing.push(Flaw::new(Fault::Open, &entry.key)),
            Fate::Lost(names) => self.missing.extend(names.iter().map(|name| Flaw::new(Fault::Lost, name))),
            // Which of the files it is, the logs tell.
            Fate::Changed(_) => {}
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
        Fate::Open | Fate::Lost(_) | Fate::Changed(_) => Value::Null,
    }
}

fn codes(findings: &[Value]) -> Vec<&Value> {
    findings.iter().map(|finding| &finding["code"]).collect()
}
