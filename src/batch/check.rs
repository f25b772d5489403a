//! The first pass: every record is read, checked and laid out before any is made, and the plan is written.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::Value;

use super::asked::Asked;
use super::event::{Event, Tell};
use super::hash::{self, Id};
use super::plan::{Counts, Entry, Header, Reader, Writer};
use super::records::{Raw, Record, Records};
use super::{Stop, messages, pool};
use crate::diag::{Diagnostic, Place, Severity};
use crate::render::{Renderer, file_stem};

/// The longest key, in bytes: file systems take names of 255.
const LONGEST: usize = 200;

/// Checks every record and writes the plan to `path`. Records that are as they were in a plan that is there already
/// are not checked again.
pub fn plan(records: &Records, header: &Header, path: &Path, jobs: usize, tell: Tell<'_>) -> Result<Counts, Stop> {
    let known = known(path, header);
    let renderer = Renderer::new(header.environment.options().map_err(Stop::data)?);
    let checker = Checker { records, renderer: &renderer, pattern: header.environment.name.as_deref(), known };
    let fail = |error: std::io::Error| Stop::machine(messages::unwritable(&path.display().to_string(), &error));
    let mut writer = Writer::begin(path, header).map_err(fail)?;
    let (mut keys, mut fault) = (HashSet::new(), None);
    let read = |visit: &mut dyn FnMut(Raw) -> bool| records.each(visit);
    let outcome = pool::ordered(
        jobs,
        read,
        |raw| checker.check(raw),
        |checked| {
            let checked = checked.with_a_key_of_its_own(&mut keys);
            let written = writer.add(&checked.entry());
            tell(Event::Checked { key: checked.key, findings: checked.findings });
            fault = written.err();
            fault.is_none() && records.stop().is_none()
        },
    );
    records.stop().map_or(Ok(()), Err)?;
    fault.map_or(Ok(()), |error| Err(fail(error)))?;
    outcome.map_err(fail)?.map_err(Stop::data)?;
    if keys.is_empty() {
        return Err(Stop::data(messages::none_found(records.name())));
    }
    writer.finish().map_err(fail)
}

/// The good records of the plan at `path`, by what the verdict on them rests on, with the keys that a pattern made.
fn known(path: &Path, header: &Header) -> HashMap<Id, Option<String>> {
    let mut known = HashMap::new();
    let Ok(mut reader) = Reader::open(path) else { return known };
    if reader.header.environment != header.environment {
        return known;
    }
    let has_pattern = header.environment.name.is_some();
    while let Ok(Some(entry)) = reader.read_next() {
        // Data files and pictures may have changed, and the places of errors and warnings may have moved.
        if entry.is_good() && entry.warnings.is_empty() && entry.data.is_none() {
            let fallback = if has_pattern { "" } else { &entry.key };
            known.insert(hash::id([&entry.input, fallback]), has_pattern.then(|| entry.key.clone()));
        }
    }
    known
}

struct Checker<'a> {
    records: &'a Records,
    renderer: &'a Renderer,
    pattern: Option<&'a str>,
    known: HashMap<Id, Option<String>>,
}

/// A record that was looked at.
struct Checked {
    key: String,
    input: String,
    data: Option<String>,
    place: Place,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn check(&self, raw: Raw) -> Checked {
        let (key, place) = (self.records.fallback_key(&raw), self.records.place(&raw));
        let mut checked = Checked { key, input: String::new(), data: None, place, findings: Vec::new() };
        match self.records.record(raw) {
            Ok(record) => self.look(record, &mut checked),
            Err(findings) => checked.findings = findings,
        }
        checked
    }

    fn look(&self, record: Record, checked: &mut Checked) {
        checked.key.clone_from(&record.key);
        checked.input = hash::hex(record.source.text().as_bytes());
        let fallback = if self.pattern.is_some() { "" } else { &record.key };
        if let Some(key) = self.known.get(&hash::id([&checked.input, fallback])) {
            checked.key = key.clone().unwrap_or(record.key);
            return;
        }
        let files = Asked::new(self.records.files());
        let look = || self.renderer.prepare(record.source.clone(), &files);
        let Ok((prepared, mut findings)) = catch_unwind(AssertUnwindSafe(look)) else {
            checked.findings = vec![messages::panicked(checked.place.clone())];
            return;
        };
        if let Some(prepared) = &prepared {
            checked.data = files.hash(prepared);
            match self.pattern.map(|pattern| file_stem(prepared, pattern)) {
                Some(Ok(key)) => checked.key = key,
                Some(Err(problems)) => findings.extend(problems),
                None => {}
            }
        }
        checked.findings = self.records.located(&record, findings);
    }
}

impl Checked {
    /// A record whose files another would overwrite is at fault; systems differ in whether case counts.
    fn with_a_key_of_its_own(mut self, keys: &mut HashSet<Id>) -> Self {
        let is_new = keys.insert(hash::id([&self.key.to_lowercase()]));
        if self.key.len() > LONGEST {
            self.findings.push(messages::key_long(&self.key, self.place.clone()));
        } else if !is_new {
            self.findings.push(messages::key_twice(&self.key, self.place.clone()));
        }
        self
    }

    fn entry(&self) -> Entry {
        let of = |severity: Severity| {
            let found = self.findings.iter().filter(move |finding| finding.severity == severity);
            found.map(|finding| serde_json::to_value(finding).unwrap_or_default()).collect::<Vec<Value>>()
        };
        let (key, input, data) = (self.key.clone(), self.input.clone(), self.data.clone());
        Entry { key, input, data, warnings: of(Severity::Warning), errors: of(Severity::Error) }
    }
}
