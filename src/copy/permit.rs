//! Whether a PDF may be copied as it is wanted, and what is to be said of it.

use super::answers::CopyAnswers;
use super::original::{Original, Page};
use super::signed::Signed;
use super::{messages, rules_of, scan};
use crate::diag::{AnswerPath, Diagnostic};
use crate::length::Length;
use crate::model::{CopyForm, CopyKind, Document};
use crate::rules::RuleSet;

/// What the signatures of `original` and what it says of itself let be made of it.
pub fn permitted(
    answers: &CopyAnswers,
    original: &Original<'_>,
    signed_ok: bool,
) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let mut findings = Vec::new();
    match original.signed {
        Signed::No => {}
        Signed::Certified => return Err(Box::new(messages::certified())),
        Signed::Approved(count) if !signed_ok => return Err(Box::new(messages::is_signed(count))),
        Signed::Approved(count) => findings.push(messages::signed_anyway(count)),
    }
    match (answers.copy.kind, original.mark.map(|mark| mark.kind)) {
        (CopyKind::OfCopy, Some(CopyKind::True)) => {}
        (CopyKind::OfCopy, Some(CopyKind::OfCopy | CopyKind::Extract)) => {
            return Err(Box::new(messages::needs_true_copy()));
        }
        (CopyKind::OfCopy, None) => findings.push(messages::no_true_copy_seen()),
        (CopyKind::True | CopyKind::Extract, Some(_)) => return Err(Box::new(messages::already_a_copy())),
        (CopyKind::Extract, None) => findings.push(messages::extract_of_pdf()),
        (CopyKind::True, None) if is_unsigned_paper(answers, original) => findings.push(messages::unsigned_pdf()),
        (CopyKind::True, None) => {}
    }
    if original.claim.print {
        findings.push(messages::print_claim());
    }
    Ok(findings)
}

/// Whether a copy on paper is made of a file that shows no signature: an electronic one is told that it is no scan.
fn is_unsigned_paper(answers: &CopyAnswers, original: &Original<'_>) -> bool {
    let is_scan = || original.pages.first().is_some_and(|page| scan::scan(original, page).is_some());
    answers.copy.form == CopyForm::Paper && original.signed == Signed::No && !is_scan()
}

/// That a copy is dated before the document it is made of.
pub fn before_its_original(answers: &CopyAnswers, document: &Document) -> Option<Diagnostic> {
    let (copied, issued) = (answers.copy.head.date?, document.head.date?);
    let place = answers.prepared.answers.place(&AnswerPath::new("copy.date"));
    (copied < issued).then(|| messages::before_its_original(copied, issued).at(place))
}

/// What is to be said of a copy of a document of ours.
pub fn made_from_answers(answers: &CopyAnswers, document: &Document) -> Vec<Diagnostic> {
    let head = &document.head;
    let is_open = (head.numbered && head.number.is_none()) || (head.dated && head.date.is_none());
    let is_signed = document.signatures.iter().all(|signature| signature.signature_picture.is_some());
    let finding = match answers.copy.kind {
        CopyKind::Extract => Some(messages::extract_of_answers()),
        CopyKind::True | CopyKind::OfCopy if is_open => Some(messages::draft()),
        CopyKind::True | CopyKind::OfCopy => (!is_signed).then(messages::unsigned),
    };
    finding.into_iter().collect()
}

/// What a digitised original must reach.
pub fn digitised(answers: &CopyAnswers, original: &Original<'_>) -> Vec<Diagnostic> {
    let rules = rules_of(answers);
    let scans: Vec<_> = original.pages.iter().map(|page| scan::scan(original, page)).collect();
    let mut findings = Vec::new();
    if answers.copy.kind != CopyKind::Extract && scans.iter().all(Option::is_none) {
        findings.push(messages::not_a_scan());
    }
    for (index, (scan, page)) in scans.iter().zip(&original.pages).enumerate() {
        let number = index + 1;
        if let Some(scan) = scan {
            // A scanner's own figures are rounded; a dot an inch less is none less.
            if scan.dpi + 1.0 < f64::from(rules.copy.scan.dpi) {
                findings.push(messages::coarse_scan(number, scan.dpi, rules.copy.scan.dpi));
            }
            if !scan.colour {
                findings.push(messages::grey_scan(number));
            }
        }
        if !is_paper(page, rules) {
            findings.push(messages::other_paper(number, page.view.size()));
        }
    }
    findings
}

/// Whether a page is the paper of the rules, upright or on its side, to a hundredth.
fn is_paper(page: &Page, rules: &RuleSet) -> bool {
    let near = |edge: f64, wanted: Length| (edge / wanted.to_pt() - 1.0).abs() < 0.01;
    let is = |width, height| near(width, rules.page.width) && near(height, rules.page.height);
    let (width, height) = page.view.size();
    is(width, height) || is(height, width)
}
