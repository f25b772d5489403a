//! The same problem at many records, told once.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;

use super::flaw::list;
use super::hash::{self, Id};
use super::records::is_table;
use super::whereabouts::placed;
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Severity, Span};

/// How many keys of one problem are kept.
const KEPT: usize = 4;

/// A problem, with the records that have it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group<T> {
    /// The problem as the first of them has it.
    pub first: T,
    /// The first keys.
    keys: Vec<String>,
    /// How many records have it.
    pub count: usize,
}

/// Problems in the order in which they were met, each once.
#[derive(Debug)]
pub(crate) struct Fold<T> {
    groups: Vec<Group<T>>,
    places: HashMap<Id, usize>,
    most: usize,
    /// How many problems there were beyond those that are kept.
    pub beyond: usize,
}

impl<T> Fold<T> {
    /// Keeps at most so many problems apart.
    pub(crate) fn new(most: usize) -> Self {
        Fold { groups: Vec::new(), places: HashMap::new(), most, beyond: 0 }
    }

    /// Adds a problem of a record. Problems of one `name` are the same.
    pub(crate) fn add(&mut self, name: Id, key: &str, problem: impl FnOnce() -> T) {
        match self.places.get(&name) {
            Some(&place) => {
                let group = &mut self.groups[place];
                group.count += 1;
                if group.keys.len() < KEPT {
                    group.keys.push(key.to_owned());
                }
            }
            None if self.groups.len() < self.most => {
                self.places.insert(name, self.groups.len());
                self.groups.push(Group { first: problem(), keys: vec![key.to_owned()], count: 1 });
            }
            None => self.beyond += 1,
        }
    }

    /// The problems.
    pub(crate) fn groups(self) -> Vec<Group<T>> {
        self.groups
    }
}

impl<T> Group<T> {
    /// The records in words, where there are several; `more` tells where all of them are.
    pub(crate) fn records(&self, more: &str) -> Option<(String, String)> {
        let keys: Vec<&str> = self.keys.iter().map(String::as_str).collect();
        let more = if self.count >= KEPT { format!(" ({more})") } else { String::new() };
        let (count, list) = (self.count, list(&keys, self.count));
        let words = (format!("ở {count} bản ghi: {list}{more}"), format!("at {count} records: {list}{more}"));
        (count > 1).then_some(words)
    }

    /// The key, where one record alone has it.
    pub(crate) fn only(&self) -> Option<&str> {
        if self.count == 1 { self.keys.first().map(String::as_str) } else { None }
    }
}

impl Group<Diagnostic> {
    /// The problem with the records that have it.
    pub(crate) fn told(self, more: &str) -> Diagnostic {
        let Some((vi, en)) = self.records(more) else { return placed(self.first) };
        let mut finding = self.first;
        // Each record has its own place; the table, where there is one, and the answer are those of all.
        let shared = finding.place.take().map_or_else(String::new, |place| {
            let table = is_table(Path::new(&place.file)).then_some(place.file);
            let path = place.path.map(|path| path.as_str().to_owned());
            let shared = table.into_iter().chain(path).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
            if shared.is_empty() { shared } else { format!(" ({shared})") }
        });
        finding.message.vi.push_str(&format!("{shared} {vi}"));
        finding.message.en.push_str(&format!("{shared} {en}"));
        finding
    }
}

/// What makes two findings the same but for their records: `{"code", "message", "place": {"path"}}`.
pub(crate) fn name_of_json(finding: &Value) -> Id {
    let texts = [&finding["code"], &finding["message"]["vi"], &finding["place"]["path"]];
    hash::id(texts.map(|text| text.as_str().unwrap_or_default()))
}

/// What makes two findings the same but for their records.
pub(crate) fn name_of(finding: &Diagnostic) -> Id {
    let path = finding.place.as_ref().and_then(|place| place.path.as_ref()).map_or("", |path| path.as_str());
    hash::id([&*finding.code, &finding.message.vi, path])
}

/// A finding as the logs and the plan hold it.
pub(crate) fn of_json(finding: &Value) -> Diagnostic {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let message = |value: &Value| Message::new(text(&value["vi"]), text(&value["en"]));
    let number = |value: &Value| value.as_u64().and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
    let place = &finding["place"];
    let span = place["span"].as_object().map(|span| Span {
        line: number(&span["line"]),
        column: number(&span["column"]),
        start: number(&span["start"]),
        end: number(&span["end"]),
    });
    let mut told = Diagnostic::error(text(&finding["code"]), message(&finding["message"]));
    if finding["severity"] == "warning" {
        told.severity = Severity::Warning;
    }
    told.place = place["file"].as_str().map(|file| {
        let path = place["path"].as_str().map(AnswerPath::new);
        Place { file: file.to_owned(), path, span }
    });
    told.hints = finding["hints"].as_array().into_iter().flatten().map(message).collect();
    told.basis = finding["basis"].as_str().map(str::to_owned);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_problem_at_many_records() {
        let place = |line| crate::batch::messages::cell("a.csv", line, 2);
        let finding = |words: &str, line| Diagnostic::error("x", Message::new(words, words)).at(place(line));
        let mut fold = Fold::new(2);
        for line in 2..=6 {
            let finding = finding("sai", line);
            fold.add(name_of(&finding), &format!("k{line}"), || finding);
        }
        for (words, line) in [("riêng", 3), ("thừa", 4)] {
            let finding = finding(words, line);
            let json = serde_json::to_value(&finding).unwrap();
            assert_eq!((name_of(&finding), of_json(&json)), (name_of_json(&json), finding.clone()));
            fold.add(name_of(&finding), "k", || finding);
        }
        assert_eq!(fold.beyond, 1);
        let told: Vec<Diagnostic> = fold.groups().into_iter().map(|group| group.told("xem đủ")).collect();
        assert_eq!(told[0].message.vi, "sai (a.csv) ở 5 bản ghi: k2, k3, k4, … (xem đủ)");
        assert_eq!(told[0].place, None);
        assert_eq!(told[1].message.vi, "riêng (a.csv, dòng 3, cột B)");
    }
}
