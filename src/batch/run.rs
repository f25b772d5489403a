//! A shard: its records are made on several threads, each committed as soon as its files are on the disk.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::Value;

use super::asked::Asked;
use super::edited::Edited;
use super::event::{Event, Tell};
use super::flaw::{Fault, Flaw};
use super::hash::{self, Id};
use super::log::{History, Log, Output, State, What, found, identity};
use super::matched::{Found, each};
use super::plan::{Entry, Environment, Format, Reader};
use super::pool::{self, Threads};
use super::records::{Raw, Records};
use super::store::Store;
use super::{Shard, Stop, messages, result_messages};
use crate::diag::Diagnostic;
use crate::render::{Prepared, Renderer};

/// So many records wait for the disk while others are made: what waits together is put there together.
const WAITING: usize = 12;

/// How a record fared that was made by a process of its own.
#[derive(Debug, Clone, PartialEq)]
pub enum Lone {
    /// It was made; what was noticed.
    Made(Vec<Value>),
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
    run.store.place().sweep().map_err(unwritable)?;
    let environment = plan.header.environment.clone();
    let worker = Worker {
        run,
        // The plan holds the hash of what it found no error in.
        renderer: Renderer::of_checked(environment.options().map_err(Stop::data)?),
        hash: environment.hash(),
        environment,
        history: History::read(run.store).map_err(unwritable)?,
        log: Log::open(run.store, &run.shard.log(run.only)).map_err(unwritable)?,
        edited: Edited::new(run.store),
    };
    let (mut tally, mut stop) = (Tally::default(), None);
    let read = |visit: &mut dyn FnMut(Found) -> bool| each(&mut plan, run, visit);
    let outcome = pool::ordered(
        Threads { work: run.jobs, end: WAITING },
        read,
        |(entry, raw)| worker.step(entry, raw),
        |step| worker.outcome(step),
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
    edited: Edited<'a>,
}

/// The files of a record, each with what it is to be.
type Made = Vec<(Output, Vec<u8>)>;

/// How far a record came before its files are written.
enum Step {
    /// There is nothing to write.
    Ended(Result<Event, Stop>),
    /// Its files are to be written.
    Files(Id, Entry, Made),
}

impl Worker<'_> {
    fn step(&self, entry: Entry, raw: Option<Raw>) -> Step {
        let id = entry.id(&self.hash);
        self.begun(id, &entry, raw).map_or_else(Step::Ended, |files| Step::Files(id, entry, files))
    }

    /// The files of a record that is to be made here; else how it ended.
    fn begun(&self, id: Id, entry: &Entry, raw: Option<Raw>) -> Result<Made, Result<Event, Stop>> {
        let names = entry.files(&self.environment.formats);
        let unwritable = |error| Err(self.run.store.stop("", &error));
        let state = self.history.state(id).filter(|_| self.run.only.is_none());
        match state {
            Some(State::Poison) if !self.run.retry_poison => return Err(Ok(Event::Poison { key: entry.key.clone() })),
            Some(State::Done(files)) => {
                let outputs = found(self.run.store, &names).map_err(unwritable)?;
                if outputs.is_some_and(|outputs| identity(&outputs) == files) {
                    return Err(Ok(Event::Kept { key: entry.key.clone() }));
                }
            }
            Some(State::Begun | State::Poison | State::Failed) | None => {}
        }
        let Some(raw) = raw else { return Err(self.gone(id, entry)) };
        match state {
            Some(State::Begun | State::Poison) => return Err(self.alone(id, entry, &names)),
            _ if self.run.only.is_some() => {}
            Some(State::Done(_) | State::Failed) | None => self.log(id, entry, What::Begun).map_err(Err)?,
        }
        self.made(id, entry, raw)
    }

    fn log(&self, id: Id, entry: &Entry, what: What) -> Result<(), Stop> {
        let added = self.log.add(id, &entry.key, what);
        added.map_err(|error| self.run.store.stop("", &error))
    }

    /// Makes the files of a record.
    fn made(&self, id: Id, entry: &Entry, raw: Raw) -> Result<Made, Result<Event, Stop>> {
        let place = self.run.records.place(&raw);
        let made = catch_unwind(AssertUnwindSafe(|| self.files(entry, raw)));
        let made = made.unwrap_or_else(|_| Err(vec![messages::panicked(place)]));
        made.map_err(|findings| self.failed(id, entry, findings.iter().map(json).collect()))
    }

    /// Writes the files of a record, and then that they are there. A fault of the machine is none of the record's: it is
    /// begun again by the next run.
    fn outcome(&self, step: Step) -> Result<Event, Stop> {
        let (id, entry, files) = match step {
            Step::Ended(outcome) => return outcome,
            Step::Files(id, entry, files) => (id, entry, files),
        };
        let (mut outputs, mut noticed) = (Vec::new(), Vec::new());
        for (output, bytes) in files {
            let aside = self.edited.put_aside(&output);
            let written = aside.and_then(|aside| self.run.store.place().put(&output.name, &bytes).map(|()| aside));
            match written {
                Ok(aside) => noticed.extend(aside),
                Err(error) => {
                    // The record is not to blame; where even this cannot be written, it is made alone next time.
                    let _ = self.log.add(id, &entry.key, What::Failed(Vec::new()));
                    return Err(self.run.store.stop(&output.name, &error));
                }
            }
            outputs.push(output);
        }
        self.log(id, &entry, What::Done(outputs.clone()))?;
        Ok(Event::Made { key: entry.key, outputs, findings: noticed.iter().map(json).collect() })
    }

    /// A record of the plan is none of the records any more; where a pattern makes the keys, it may have changed.
    fn gone(&self, id: Id, entry: &Entry) -> Result<Event, Stop> {
        let file = self.run.records.name();
        let has_pattern = self.environment.name.is_some();
        let finding = if has_pattern { messages::gone_or_changed(file) } else { messages::gone(file) };
        self.failed(id, entry, vec![json(&finding)])
    }

    fn failed(&self, id: Id, entry: &Entry, findings: Vec<Value>) -> Result<Event, Stop> {
        self.log(id, entry, What::Failed(findings.clone()))?;
        Ok(Event::Failed { key: entry.key.clone(), findings })
    }

    /// Makes a record in a process of its own, which may die of it.
    fn alone(&self, id: Id, entry: &Entry, names: &[String]) -> Result<Event, Stop> {
        match (self.run.lone)(&entry.key) {
            Lone::Made(findings) => {
                let outputs = found(self.run.store, names);
                let outputs = outputs.map_err(|error| self.run.store.stop("", &error))?;
                let Some(outputs) = outputs else {
                    return Err(Stop::machine(Flaw::new(Fault::Open, &entry.key).diagnostic()));
                };
                self.log(id, entry, What::Done(outputs.clone()))?;
                Ok(Event::Made { key: entry.key.clone(), outputs, findings })
            }
            Lone::Failed(findings) => self.failed(id, entry, findings),
            Lone::Machine(why) => Err(Stop::machine(result_messages::unwritable(&entry.key, &why))),
            Lone::Died => {
                self.log(id, entry, What::Poison)?;
                Ok(Event::Poison { key: entry.key.clone() })
            }
        }
    }

    fn files(&self, entry: &Entry, raw: Raw) -> Result<Made, Vec<Diagnostic>> {
        let place = self.run.records.place(&raw);
        let changed = || vec![messages::changed(place.clone())];
        let folder = self.run.records.folder_of(&raw);
        let mut record = self.run.records.record(raw)?;
        if hash::hex(record.source.text().as_bytes()) != entry.input {
            return Err(changed());
        }
        let asked = Asked::new(self.run.records.far().unwrap_or(&folder));
        let (prepared, findings) = self.renderer.prepare_read(record.answers(), &asked);
        let located = |findings| self.run.records.located(&record, findings);
        let prepared = prepared.ok_or_else(|| located(findings))?;
        if asked.hash(&prepared) != entry.data {
            return Err(changed());
        }
        let file = |format: &Format| {
            let (name, bytes) = (format!("{}.{}", entry.key, format.extension()), bytes(&prepared, *format)?);
            Ok((Output { name, bytes: bytes.len() as u64, sha256: hash::hex_of_alike(&bytes) }, bytes))
        };
        self.environment.formats.iter().map(file).collect::<Result<_, _>>().map_err(located)
    }
}

fn json(finding: &Diagnostic) -> Value {
    serde_json::to_value(finding).unwrap_or_default()
}

fn bytes(prepared: &Prepared, format: Format) -> Result<Vec<u8>, Vec<Diagnostic>> {
    match format {
        Format::Pdf => prepared.pdf(),
        Format::Docx => prepared.docx(),
        Format::Xlsx => prepared.xlsx(),
    }
}
