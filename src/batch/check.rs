//! The first pass: every record is read, checked and laid out before any is made, and the plan is written.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;

use super::asked::Asked;
use super::event::{Event, Tell};
use super::hash::{self, Id};
use super::plan::{Counts, Entry, Header, Reader, Writer};
use super::pool::{self, Threads};
use super::records::{Raw, Record, Records};
use super::{Stop, messages};
use crate::assets::files::Folder;
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
    let fail = |error: std::io::Error| Stop::at(&path.display().to_string(), &error);
    let mut writer = Writer::begin(path, header).map_err(fail)?;
    let (mut keys, mut fault) = (HashMap::new(), None);
    let read = |visit: &mut dyn FnMut(Raw) -> bool| records.each(visit);
    let outcome = pool::ordered(
        Threads { work: jobs, end: 1 },
        read,
        |raw| checker.check(raw),
        |checked| checked,
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
    if writer.is_empty() {
        return Err(Stop::data(messages::none_found(records.name())));
    }
    writer.finish().map_err(fail)
}

/// What is known of a good record: the key that a pattern made, and the day of its document.
type Known = (Option<String>, Option<NaiveDate>);

/// The good records of the plan at `path`, by what the verdict on them rests on.
fn known(path: &Path, header: &Header) -> HashMap<Id, Known> {
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
            known.insert(hash::id([&entry.input, fallback]), (has_pattern.then(|| entry.key.clone()), entry.day));
        }
    }
    known
}

struct Checker<'a> {
    records: &'a Records,
    renderer: &'a Renderer,
    pattern: Option<&'a str>,
    known: HashMap<Id, Known>,
}

/// A record that was looked at.
struct Checked {
    key: String,
    input: String,
    data: Option<String>,
    day: Option<NaiveDate>,
    place: Place,
    findings: Vec<Diagnostic>,
}

impl Checker<'_> {
    fn check(&self, raw: Raw) -> Checked {
        let (key, place) = (self.records.fallback_key(&raw), self.records.place(&raw));
        let folder = self.records.folder_of(&raw);
        let mut checked = Checked { key, input: String::new(), data: None, day: None, place, findings: Vec::new() };
        match self.records.record(raw) {
            Ok(record) => self.look(record, &folder, &mut checked),
            Err(findings) => checked.findings = findings,
        }
        checked
    }

    fn look(&self, mut record: Record, folder: &Folder, checked: &mut Checked) {
        checked.key.clone_from(&record.key);
        checked.input = hash::hex(record.source.text().as_bytes());
        let fallback = if self.pattern.is_some() { "" } else { &record.key };
        // What its text does not show may be wrong all the same.
        let known = self.known.get(&hash::id([&checked.input, fallback])).filter(|_| !record.is_wrong());
        if let Some((key, day)) = known {
            checked.key = key.clone().unwrap_or(record.key);
            checked.day = *day;
            return;
        }
        let files = Asked::new(self.records.far().unwrap_or(folder));
        let look = || self.renderer.prepare_read(record.answers(), &files);
        let Ok((prepared, mut findings)) = catch_unwind(AssertUnwindSafe(look)) else {
            checked.findings = vec![messages::panicked(checked.place.clone())];
            return;
        };
        if let Some(prepared) = &prepared {
            checked.data = files.hash(prepared);
            checked.day = prepared.document.head.date;
            match self.pattern.map(|pattern| file_stem(prepared, pattern)) {
                Some(Ok(key)) => checked.key = key,
                Some(Err(problems)) => findings.extend(problems),
                None => {}
            }
        }
        checked.findings = self.records.located(&record, findings);
    }
}

/// Where the first record of a key stands.
pub(super) enum First {
    /// At a line of the table.
    Line(usize),
    /// In a file of the folder.
    File(String),
}

impl First {
    pub(super) fn of(place: &Place) -> Self {
        place.span.map_or_else(|| First::File(place.file.clone()), |span| First::Line(span.line))
    }
}

impl Checked {
    /// A record whose files another would overwrite is at fault; systems differ in whether case counts. A file of a
    /// folder that cannot be made into anything takes no name from others.
    fn with_a_key_of_its_own(mut self, keys: &mut HashMap<Id, First>) -> Self {
        let is_bad = self.findings.iter().any(|finding| finding.severity == Severity::Error);
        if self.key.len() > LONGEST {
            self.findings.push(messages::key_long(&self.key, self.place.clone()));
        }
        if is_bad && self.place.span.is_none() {
            return self;
        }
        match keys.entry(hash::id([&self.key.to_lowercase()])) {
            Slot::Occupied(first) => {
                self.findings.push(messages::key_twice(&self.key, first.get(), self.place.clone()));
            }
            Slot::Vacant(free) => _ = free.insert(First::of(&self.place)),
        }
        self
    }

    fn entry(&self) -> Entry {
        let of = |severity: Severity| {
            let found = self.findings.iter().filter(move |finding| finding.severity == severity);
            found.map(|finding| serde_json::to_value(finding).unwrap_or_default()).collect::<Vec<Value>>()
        };
        let (key, input, data) = (self.key.clone(), self.input.clone(), self.data.clone());
        Entry { key, input, data, day: self.day, warnings: of(Severity::Warning), errors: of(Severity::Error) }
    }
}
