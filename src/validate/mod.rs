//! From what was typed to what is meant: every answer of its form, typed, with its place; and every problem at once.

mod content;
mod convert;
mod dates;
mod decimals;
mod ids;
mod keys;
mod legacy;
mod mended;
mod printed;
mod rules;
mod scalar;
mod text;

pub use scalar::unlikeness;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::answers::Answers;
use crate::diag::{AnswerPath, Diagnostic, Place, Severity, Span};
use crate::expr::{Reference, Scope};
use crate::template::form::Form;

/// Answers that hold for their form.
///
/// `data` has every field of the form, in its order: what was not answered is null, an empty list or an empty map. A
/// date is text in ISO form, a whole number is a number, a decimal is text with a dot, a code is text. Lists that have
/// an order are in it.
#[derive(Debug, Clone)]
pub struct ValidAnswers {
    /// The answers.
    pub data: Json,
    /// The answers and the reference tables, for expressions.
    pub scope: Scope,
    file: String,
    places: Places,
    causes: BTreeMap<AnswerPath, AnswerPath>,
}

impl ValidAnswers {
    /// Where an answer was typed; for one that was not, the nearest answer above it.
    pub fn place(&self, path: &AnswerPath) -> Place {
        self.places.find(&self.file, path)
    }

    /// Where what is wrong with an answer is mended: where it was typed, or the answer that it was computed from.
    pub fn cause(&self, path: &AnswerPath) -> Place {
        self.place(self.causes.get(path).unwrap_or(path))
    }
}

/// Where each answer stands: its path in the file and its stretch. The two paths differ in lists that were sorted.
#[derive(Debug, Clone, Default)]
struct Places(BTreeMap<AnswerPath, (AnswerPath, Span)>);

impl Places {
    fn find(&self, file: &str, path: &AnswerPath) -> Place {
        let mut rest: Vec<&str> = Vec::new();
        let mut above = path.clone();
        loop {
            if let Some((written, span)) = self.0.get(&above) {
                let path = rest.iter().rev().fold(written.clone(), |path, key| path.child(key));
                return Place { file: file.to_owned(), path: Some(path), span: Some(*span) };
            }
            match above.parent() {
                Some(parent) => {
                    rest.extend(path.segments().nth(parent.segments().count()));
                    above = parent;
                }
                None => {
                    let span = Span { line: 1, column: 1, start: 0, end: 0 };
                    return Place { file: file.to_owned(), path: Some(path.clone()), span: Some(span) };
                }
            }
        }
    }

    /// Gives the items of the list at `path` their new numbers: the item that was `order[n]` becomes `n`.
    fn reorder(&mut self, path: &AnswerPath, order: &[usize]) {
        let prefix = path.child("");
        let inside = |key: &AnswerPath| key.as_str().starts_with(prefix.as_str());
        let moved: Vec<AnswerPath> = self.0.keys().filter(|key| inside(key)).cloned().collect();
        let moved: Vec<_> = moved.into_iter().filter_map(|key| self.0.remove_entry(&key)).collect();
        for (key, value) in moved {
            let rest = &key.as_str()[prefix.as_str().len()..];
            let (number, below) = rest.split_once('.').map_or((rest, None), |(number, below)| (number, Some(below)));
            let new = number.parse::<usize>().ok().and_then(|old| order.iter().position(|other| *other == old));
            let item = new.map_or_else(|| path.child(number), |new| path.child(new));
            let key = below.map_or(item.clone(), |below| item.child(below));
            self.0.insert(key, value);
        }
    }
}

/// Checks answers against their form. There are valid answers only where no finding is an error; the findings stand in
/// the order of the file.
pub fn validate(answers: &Answers, form: &Form, reference: &Reference) -> (Option<ValidAnswers>, Vec<Diagnostic>) {
    let mut conversion = convert::convert(answers, form, reference);
    let typed = rules::complete(&mut conversion, form, reference);
    rules::check(&mut conversion, &typed, form, reference);
    let convert::Conversion { data, places, findings, causes, .. } = conversion;
    let mut findings: Vec<Diagnostic> = answers.findings.iter().cloned().chain(findings).collect();
    crate::diag::sort(&mut findings);
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    let valid = ValidAnswers {
        data,
        scope: Scope::new(&typed, reference),
        file: answers.source.name().to_owned(),
        places,
        causes,
    };
    ((!failed).then_some(valid), findings)
}
