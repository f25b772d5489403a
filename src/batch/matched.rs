//! The records of a plan, found among the records as they are now: one after the other as long as both agree, then by
//! their keys, or, where a pattern makes the keys, by their answers. Only hashes of them are kept.

use std::collections::HashMap;

use super::hash::{self, Id};
use super::plan::{Entry, Reader};
use super::records::Raw;
use super::run::Run;
use super::{Stop, messages};

/// A record of the plan; `None` where it is none of the records any more.
pub(super) type Found = (Entry, Option<Raw>);

/// Hands over the good records of the run's shard, until `visit` says no. Records that the plan does not know are told
/// at the end.
pub(super) fn each(plan: &mut Reader, run: &Run<'_>, visit: &mut dyn FnMut(Found) -> bool) -> Result<(), Stop> {
    let mut search = Search { run, by_answers: plan.header.environment.name.is_some(), beyond: None, ended: false };
    let Some(apart) = search.in_step(plan, visit)? else { return search.told() };
    let mut wanted = search.wanted(plan, apart)?;
    if wanted.values().any(Option::is_some) {
        search.anywhere(plan, &mut wanted, visit)?;
    }
    search.told()
}

struct Search<'a> {
    run: &'a Run<'a>,
    /// Whether a record is known by its answers, and not by its key.
    by_answers: bool,
    /// The first record that the plan does not know.
    beyond: Option<String>,
    /// Nobody takes records any more.
    ended: bool,
}

/// The records of a plan by what they are known by: where those stand that are still to be handed over.
type Wanted = HashMap<Id, Option<u64>>;

impl Search<'_> {
    fn is_wanted(&self, entry: &Entry) -> bool {
        let is_meant = self.run.only.map_or(self.run.shard.has(&entry.key), |only| only == entry.key);
        is_meant && entry.is_good()
    }

    fn name_of(&self, entry: &Entry) -> Id {
        hash::id([if self.by_answers { &entry.input } else { &entry.key }])
    }

    /// What a record is known by; an answer that cannot be read is none that was planned.
    fn name(&self, raw: &Raw) -> Option<Id> {
        if !self.by_answers {
            return Some(hash::id([&self.run.records.key(raw)]));
        }
        let record = self.run.records.record(raw.clone()).ok()?;
        Some(hash::id([&hash::hex(record.source.text().as_bytes())]))
    }

    /// Reads plan and records side by side. Where they part, what is wanted from there on is still to be found: the
    /// place in the plan is returned.
    fn in_step(&mut self, plan: &mut Reader, visit: &mut dyn FnMut(Found) -> bool) -> Result<Option<u64>, Stop> {
        let (mut apart, mut problem) = (None, None);
        let read = self.run.records.each(&mut |raw| {
            let place = plan.place();
            match plan.read_next() {
                Ok(Some(entry)) if !self.is_wanted(&entry) => return true,
                Ok(Some(entry)) if self.name(&raw) == Some(self.name_of(&entry)) => {
                    self.ended = !visit((entry, Some(raw)));
                    return !self.ended;
                }
                Ok(Some(_)) => apart = Some(place),
                Ok(None) => self.beyond = Some(self.run.records.key(&raw)),
                Err(wrong) => problem = Some(Stop::data(wrong)),
            }
            false
        });
        read.map_err(Stop::data)?;
        problem.map_or(Ok(()), Err)?;
        Ok(apart.or_else(|| (!plan.is_at_end()).then(|| plan.place())).filter(|_| !self.ended))
    }

    /// The whole plan by what its records are known by; wanted are those that stand at `apart` or behind.
    fn wanted(&self, plan: &mut Reader, apart: u64) -> Result<Wanted, Stop> {
        let mut wanted = Wanted::new();
        plan.rewind().map_err(Stop::data)?;
        loop {
            let place = plan.place();
            let Some(entry) = plan.read_next().map_err(Stop::data)? else { return Ok(wanted) };
            let slot = wanted.entry(self.name_of(&entry)).or_default();
            if place >= apart && self.is_wanted(&entry) {
                *slot = Some(place);
            }
        }
    }

    /// Reads the records again and hands over those that are wanted, and then the wanted that there are not.
    fn anywhere(
        &mut self,
        plan: &mut Reader,
        wanted: &mut Wanted,
        visit: &mut dyn FnMut(Found) -> bool,
    ) -> Result<(), Stop> {
        let mut problem = None;
        let read = self.run.records.each(&mut |raw| {
            let place = match self.name(&raw).map(|name| wanted.get_mut(&name)) {
                Some(Some(place)) => place.take(),
                Some(None) | None => {
                    self.beyond.get_or_insert_with(|| self.run.records.key(&raw));
                    None
                }
            };
            match place.map(|place| plan.read_at(place)).transpose() {
                Ok(Some(entry)) => self.ended = !visit((entry, Some(raw))),
                Ok(None) => {}
                Err(wrong) => problem = Some(Stop::data(wrong)),
            }
            !self.ended && problem.is_none()
        });
        read.map_err(Stop::data)?;
        problem.map_or(Ok(()), Err)?;
        let mut gone: Vec<u64> = wanted.values().copied().flatten().collect();
        gone.sort_unstable();
        for place in gone {
            self.ended = self.ended || !visit((plan.read_at(place).map_err(Stop::data)?, None));
        }
        Ok(())
    }

    /// Where a pattern makes the keys, a record that the plan does not know may be one that has changed: that is told of
    /// the record of the plan.
    fn told(self) -> Result<(), Stop> {
        match self.beyond {
            Some(key) if self.run.only.is_none() && !self.ended && !self.by_answers => {
                Err(Stop::data(messages::not_planned(&key, self.run.records.name())))
            }
            Some(_) | None => Ok(()),
        }
    }
}
