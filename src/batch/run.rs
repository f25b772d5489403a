//! A shard: its records are made on several threads, each committed as soon as its files are on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::Value;

use super::asked::Asked;
use super::event::{Event, Tell};
use super::hash::{self, Id};
use super::log::{History, Log, Output, State, What, found, identity};
use super::plan::{Entry, Environment, Format, Reader};
use super::records::{Raw, Records};
use super::store::Store;
use super::{Shard, Stop, messages, pool};
use crate::diag::Diagnostic;
use crate::render::{Prepared, Renderer};

/// How a record fared that was made by a process of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Lone {
    /// It was made.
    Made,
    /// It could not be made.
    Failed(Vec<Value>),
    /// The process died.
    Died,
    /// The machine is at fault.
    Machine(String),
}

/// What is to be done.
pub struct Run<'a> {
    /// The plan.
    pub plan: &'a Path,
    /// Its records.
    pub records: &'a Records,
    /// Where the results go.
    pub store: &'a Store,
    /// Which of them.
    pub shard: Shard,
    /// The one record to make, in this process and whatever the logs say; it has a log of its own.
    pub only: Option<&'a str>,
    /// Whether records that are set aside are tried again, each in a process of its own.
    pub retry_poison: bool,
    /// How many threads.
    pub jobs: usize,
    /// Makes the record of this key in a process of its own: it may have ended one before.
    pub lone: &'a (dyn Fn(&str) -> Lone + Sync),
}

/// How a shard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Records that were made.
    pub made: usize,
    /// Records whose files were there.
    pub kept: usize,
    /// Records that could not be made, or are set aside.
    pub failed: usize,
}

/// Makes the records of a shard that are not made yet.
pub fn run(run: &Run<'_>, tell: Tell<'_>) -> Result<Tally, Stop> {
    let mut plan = Reader::open(run.plan).map_err(Stop::data)?;
    let unwritable = |error: std::io::Error| run.store.stop("", &error);
    run.store.place().prepare().map_err(unwritable)?;
    let environment = plan.header.environment.clone();
    let worker = Worker {
        run,
        // The plan holds the hash of what it found no error in.
        renderer: Renderer::of_checked(environment.options().map_err(Stop::data)?),
        hash: environment.hash(),
        environment,
        history: History::read(run.store).map_err(unwritable)?,
        log: Log::open(run.store, &run.shard.log(run.only)).map_err(unwritable)?,
    };
    let (mut tally, mut stop) = (Tally::default(), None);
    let read = |visit: &mut dyn FnMut((Entry, Raw)) -> bool| each(&mut plan, run, visit);
    let outcome = pool::ordered(
        run.jobs,
        read,
        |(entry, raw)| worker.outcome(&entry, raw),
        |outcome| match outcome {
            Ok(event) => {
                tally.count(&event);
                tell(event);
                run.records.stop().is_none()
            }
            Err(problem) => {
                stop = Some(problem);
                false
            }
        },
    );
    worker.log.settle().and_then(|()| run.store.place().settle()).map_err(unwritable)?;
    stop.or(run.records.stop()).map_or(Ok(()), Err)?;
    outcome.map_err(unwritable)??;
    Ok(tally)
}

/// The shard's good records, each with its entry of the plan.
fn each(plan: &mut Reader, run: &Run<'_>, visit: &mut dyn FnMut((Entry, Raw)) -> bool) -> Result<(), Stop> {
    let mut stop = None;
    run.records
        .each(&mut |raw| match plan.read_next() {
            Ok(Some(entry)) => {
                let is_meant = run.only.map_or(run.shard.has(&entry.key), |only| only == entry.key);
                !(is_meant && entry.is_good()) || visit((entry, raw))
            }
            Ok(None) => {
                stop = Some(Stop::data(messages::changed(&run.records.fallback_key(&raw), run.records.name())));
                false
            }
            Err(problem) => {
                stop = Some(Stop::data(problem));
                false
            }
        })
        .map_err(Stop::data)?;
    stop.map_or(Ok(()), Err)
}

impl Tally {
    fn count(&mut self, event: &Event) {
        match event {
            Event::Made { .. } => self.made += 1,
            Event::Kept { .. } => self.kept += 1,
            Event::Failed { .. } | Event::Poison { .. } => self.failed += 1,
            Event::Checked { .. } => {}
        }
    }
}

struct Worker<'a> {
    run: &'a Run<'a>,
    renderer: Renderer,
    environment: Environment,
    hash: String,
    history: History,
    log: Log,
}

/// Why a record has no files.
enum Trouble {
    Findings(Vec<Diagnostic>),
    Write(String, std::io::Error),
}

impl Worker<'_> {
    fn outcome(&self, entry: &Entry, raw: Raw) -> Result<Event, Stop> {
        let id = entry.id(&self.hash);
        let key = entry.key.clone();
        let names = entry.files(&self.environment.formats);
        let unwritable = |error| self.run.store.stop("", &error);
        match self.history.state(id) {
            _ if self.run.only.is_some() => self.make(id, entry, raw),
            Some(State::Poison) if !self.run.retry_poison => Ok(Event::Poison { key }),
            Some(State::Done(files)) => {
                let outputs = found(self.run.store, &names).map_err(unwritable)?;
                if outputs.is_some_and(|outputs| identity(&outputs) == files) {
                    return Ok(Event::Kept { key });
                }
                self.begin(id, entry, raw)
            }
            Some(State::Begun | State::Poison) => self.alone(id, entry, &names),
            Some(State::Failed) | None => self.begin(id, entry, raw),
        }
    }

    fn begin(&self, id: Id, entry: &Entry, raw: Raw) -> Result<Event, Stop> {
        self.log(id, entry, What::Begun)?;
        self.make(id, entry, raw)
    }

    fn log(&self, id: Id, entry: &Entry, what: What) -> Result<(), Stop> {
        let added = self.log.add(id, &entry.key, what);
        added.map_err(|error| self.run.store.stop("", &error))
    }

    /// Makes a record here. A fault of the machine is none of the record's: it is begun again by the next run.
    fn make(&self, id: Id, entry: &Entry, raw: Raw) -> Result<Event, Stop> {
        let place = self.run.records.place(&raw);
        let made = catch_unwind(AssertUnwindSafe(|| self.files(entry, raw)));
        let made = made.unwrap_or_else(|_| Err(Trouble::Findings(vec![messages::panicked(place)])));
        match made {
            Ok(outputs) => {
                self.log(id, entry, What::Done(outputs.clone()))?;
                Ok(Event::Made { key: entry.key.clone(), outputs })
            }
            Err(Trouble::Findings(findings)) => {
                let json = |finding: &Diagnostic| serde_json::to_value(finding).unwrap_or_default();
                self.failed(id, entry, findings.iter().map(json).collect())
            }
            Err(Trouble::Write(name, error)) => {
                // The record is not to blame; where even this cannot be written, it is made alone next time.
                let _ = self.log.add(id, &entry.key, What::Failed(Vec::new()));
                Err(self.run.store.stop(&name, &error))
            }
        }
    }

    fn failed(&self, id: Id, entry: &Entry, findings: Vec<Value>) -> Result<Event, Stop> {
        self.log(id, entry, What::Failed(findings.clone()))?;
        Ok(Event::Failed { key: entry.key.clone(), findings })
    }

    /// Makes a record in a process of its own, which may die of it.
    fn alone(&self, id: Id, entry: &Entry, names: &[String]) -> Result<Event, Stop> {
        match (self.run.lone)(&entry.key) {
            Lone::Made => {
                let outputs = found(self.run.store, names);
                let outputs = outputs.map_err(|error| self.run.store.stop("", &error))?;
                let Some(outputs) = outputs else {
                    return Err(Stop::machine(messages::missing(&entry.key)));
                };
                self.log(id, entry, What::Done(outputs.clone()))?;
                Ok(Event::Made { key: entry.key.clone(), outputs })
            }
            Lone::Failed(findings) => self.failed(id, entry, findings),
            Lone::Machine(why) => Err(Stop::machine(messages::unwritable(&entry.key, &why))),
            Lone::Died => {
                self.log(id, entry, What::Poison)?;
                Ok(Event::Poison { key: entry.key.clone() })
            }
        }
    }

    fn files(&self, entry: &Entry, raw: Raw) -> Result<Vec<Output>, Trouble> {
        let changed = || Trouble::Findings(vec![messages::changed(&entry.key, self.run.records.name())]);
        let record = self.run.records.record(raw).map_err(Trouble::Findings)?;
        if hash::hex(record.source.text().as_bytes()) != entry.input {
            return Err(changed());
        }
        let located = |findings| Trouble::Findings(self.run.records.located(&record, findings));
        let asked = Asked::new(self.run.records.files());
        let (prepared, findings) = self.renderer.prepare(record.source.clone(), &asked);
        let prepared = prepared.ok_or_else(|| located(findings))?;
        if asked.hash(&prepared) != entry.data {
            return Err(changed());
        }
        let mut files = Vec::new();
        for format in &self.environment.formats {
            files.push((format!("{}.{}", entry.key, format.extension()), bytes(&prepared, *format).map_err(located)?));
        }
        files.into_iter().map(|(name, bytes)| self.put(name, &bytes)).collect()
    }

    fn put(&self, name: String, bytes: &[u8]) -> Result<Output, Trouble> {
        match self.run.store.place().put(&name, bytes) {
            Ok(()) => Ok(Output { name, bytes: bytes.len() as u64, sha256: hash::hex(bytes) }),
            Err(error) => Err(Trouble::Write(name, error)),
        }
    }
}

fn bytes(prepared: &Prepared, format: Format) -> Result<Vec<u8>, Vec<Diagnostic>> {
    match format {
        Format::Pdf => prepared.pdf(),
        Format::Docx => prepared.docx(),
        Format::Xlsx => prepared.xlsx(),
    }
}
