//! Checks of what a document says, after it is merged: what the decree and good typing ask of the words themselves.
//!
//! Nothing is ever rewritten. A false alarm costs more than a miss, because clerks switch a noisy checker off, so each
//! check looks for one clear pattern and says where it found it. How much a check matters and the clause it rests on are
//! the rule set's ([`crate::rules::Check`], `[[checks]]` of its file); `docs/checks.md` lists all with examples.

mod bodies;
mod capitals;
mod citations;
mod days;
mod finding;
mod head;
mod mended;
mod name;
mod number;
mod outline;
mod place;
mod recipients;
mod signature;
#[cfg(test)]
mod tests;
mod text;
mod typing;

use chrono::NaiveDate;

use crate::diag::{Diagnostic, Severity};
use crate::facts::{self, DocumentType};
use crate::model::{Document, Title};
use crate::rules::RuleSet;
use crate::validate::ValidAnswers;
use finding::Finding;

/// Checks `document`. Errors come back as `Err`, with all other findings; without an error they are the `Ok`.
pub fn check(document: &Document, rules: &RuleSet, answers: &ValidAnswers) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let found = findings(document, rules).into_iter().filter_map(|finding| finding.into_diagnostic(rules, answers));
    let found: Vec<Diagnostic> = found.collect();
    let failed = found.iter().any(|finding| finding.severity == Severity::Error);
    if failed { Err(found) } else { Ok(found) }
}

fn findings(document: &Document, rules: &RuleSet) -> Vec<Finding> {
    let paper = Paper::new(document, rules);
    let parts: [fn(&Paper) -> Vec<Finding>; 9] = [
        bodies::check,
        number::check,
        place::check,
        head::check,
        signature::check,
        recipients::check,
        citations::check,
        outline::check,
        text::check,
    ];
    parts.iter().flat_map(|part| part(&paper)).collect()
}

/// A document and what the checks look up about it.
struct Paper<'a> {
    document: &'a Document,
    rules: &'a RuleSet,
    /// Its day; the last of its year while the day is open.
    day: Option<NaiveDate>,
    /// Its type, where it is one of the rules'.
    kind: Option<&'static DocumentType>,
}

impl<'a> Paper<'a> {
    fn new(document: &'a Document, rules: &'a RuleSet) -> Self {
        let head = &document.head;
        let open = || head.open_year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31));
        let name = match &head.title {
            Title::Named { type_name, .. } => type_name.plain(),
            Title::Letter { .. } => "Công văn".to_owned(),
        };
        let kind = facts::document_type(&name, rules.valid_from);
        Paper { document, rules, day: head.date.or_else(open), kind }
    }

    fn is_letter(&self) -> bool {
        matches!(self.document.head.title, Title::Letter { .. })
    }

    /// Whether its type is one of these.
    fn is(&self, codes: &[&str]) -> bool {
        self.kind.is_some_and(|kind| codes.contains(&kind.code.as_str()))
    }
}
