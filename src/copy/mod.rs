//! Phần II: bản sao. SAO Y, SAO LỤC and TRÍCH SAO of a document of ours or of any PDF.
//!
//! A copy says little of itself: its kind, who copies, number, place and date, signer ([`CopyAnswers`], from the answers of
//! the kind `ban-sao`). Where it stands:
//!
//! - on paper, below the end of the document, under a line across the text (form 3.1);
//! - as a file, in a line at the top right of page 1 (form 3.2).
//!
//! A document of ours is laid out anew with the block below it, as PDF and DOCX ([`of_document`]). A PDF is added to and
//! never rewritten ([`of_pdf`]): its bytes are the beginning of the copy's, so its pages keep their text, fonts, tags,
//! attachments and metadata. What is laid over it is drawn by the part of PDF/A that it claims, and brings its tags along.
//! Nothing is added to what forbids it: a file under a password, or certified; and only on demand to a signed one.
//!
//! - `answers`: what the copy says of itself
//! - `original`, `guard`, `view`, `claim`, `signed`, `mark`: the PDF that is copied, and what it is
//! - `picture`, `scan`: its pages as they are seen
//! - `permit`, `place`: whether it may be copied, and where the copy stands
//! - `stamp`, `tags`, `update`, `syntax`: what is laid over it, and how it is added
//! - `messages`: what is said of it

mod answers;
mod claim;
mod guard;
mod mark;
mod messages;
mod original;
mod permit;
mod picture;
mod place;
mod scan;
mod signed;
mod stamp;
mod syntax;
mod tags;
mod thumbnail;
mod update;
mod view;

pub use answers::{CopyAnswers, KIND, Overrides};
pub use syntax::write as write_object;
pub use thumbnail::first_page;

use chrono::{NaiveDateTime, NaiveTime};

use crate::diag::Diagnostic;
use crate::export::docx::{DocxOptions, docx};
use crate::export::typst::{self, Attachment, Relationship, StampPosition};
use crate::model::{CopyForm, CopyKind};
use crate::render::Prepared;
use crate::rules::{self, RuleSet};
use crate::style::{FileDate, with_copy};
use original::Original;
use permit::{before_its_original, digitised, made_from_answers, permitted};
use place::{Placed, at_the_corner, below_the_end};
use stamp::Overlay;
use tags::Tree;
use update::Update;

/// A copy.
#[derive(Debug, Clone)]
pub struct Copied {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The Word document, of a copy on paper of a document of ours.
    pub docx: Option<Vec<u8>>,
    /// Where number, day, signature and seal of the copy will be stamped.
    pub stamps: Vec<StampPosition>,
    /// What is worth knowing.
    pub findings: Vec<Diagnostic>,
}

/// Whether `bytes` are a PDF, by their header.
pub fn is_pdf(bytes: &[u8]) -> bool {
    guard::header(bytes).is_some()
}

/// A copy of a document of ours. For a trích sao, its answers hold the extract alone.
pub fn of_document(answers: &CopyAnswers, original: &Prepared) -> Result<Copied, Vec<Diagnostic>> {
    let copy = &answers.copy;
    if copy.kind == CopyKind::OfCopy {
        return Err(vec![messages::needs_true_copy()]);
    }
    if let Some(day) = before_its_original(answers, &original.document) {
        return Err(vec![day]);
    }
    let mut findings = made_from_answers(answers, &original.document);
    if copy.form == CopyForm::Electronic {
        let pdf = original.pdf()?;
        let read = Original::read(&pdf).map_err(|problem| vec![*problem])?;
        if copy.kind != CopyKind::Extract {
            findings.push(messages::not_a_scan());
        }
        return laid_over(answers, &read, at_the_corner(answers, &read)?, findings);
    }
    let styled = with_copy(&original.styled, copy, rules_of(answers))?;
    let source = &answers.prepared.source();
    let attachment = Attachment {
        name: "copy.yaml".into(),
        mime: "application/yaml".into(),
        description: "Phiếu bản sao".into(),
        relationship: Relationship::Source,
        bytes: source.text().as_bytes().to_vec(),
    };
    let date = answers.prepared.date;
    let bytes = original.pdf_of(&styled, date, vec![attachment])?;
    let read = Original::read(&bytes).map_err(|problem| vec![*problem])?;
    let update = Update::of(&read).ok_or_else(out_of_objects)?;
    Ok(Copied {
        pdf: finish(answers, &read, update, false).ok_or_else(out_of_objects)?,
        docx: Some(docx(&styled, &DocxOptions::new(FileDate(date)))?),
        stamps: typst::stamps(&styled)?,
        findings,
    })
}

/// A copy of any PDF. `signed_ok`: even of one that bears digital signatures, which then no longer vouch for it.
pub fn of_pdf(answers: &CopyAnswers, original: &[u8], signed_ok: bool) -> Result<Copied, Vec<Diagnostic>> {
    let original = Original::read(original).map_err(|problem| vec![*problem])?;
    let mut findings = permitted(answers, &original, signed_ok).map_err(|problem| vec![*problem])?;
    let placed = match answers.copy.form {
        CopyForm::Paper => below_the_end(answers, &original)?,
        CopyForm::Electronic => {
            findings.extend(digitised(answers, &original));
            at_the_corner(answers, &original)?
        }
    };
    laid_over(answers, &original, placed, findings)
}

/// The copy that comes of laying `placed` over `original`.
fn laid_over(
    answers: &CopyAnswers,
    original: &Original<'_>,
    placed: Placed,
    mut findings: Vec<Diagnostic>,
) -> Result<Copied, Vec<Diagnostic>> {
    findings.extend(placed.finding.clone());
    let pdf = stamped(answers, original, &placed, &mut findings)?;
    let mut stamps = typst::stamps(&placed.styled)?;
    stamps.iter_mut().for_each(|stamp| stamp.page = placed.page + 1);
    Ok(Copied { pdf, docx: None, stamps, findings })
}

fn rules_of(answers: &CopyAnswers) -> &'static RuleSet {
    rules::load(answers.prepared.rules)
}

/// The original with `placed` laid over it.
fn stamped(
    answers: &CopyAnswers,
    original: &Original<'_>,
    placed: &Placed,
    findings: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let tree = original.claim.tagged.then(|| Tree::of(&original.document, original.root())).flatten();
    if original.claim.tagged && tree.is_none() {
        findings.push(messages::untagged());
    }
    let drawn = typst::overlay(&placed.styled, original.claim.archival, tree.is_some())?;
    let pdf = lopdf::Document::load_mem(&drawn).map_err(|error| vec![messages::broken(&error.to_string())])?;
    let overlay = Overlay { pdf: &pdf, tree: tree.as_ref(), reading: placed.reading };
    let mut update = Update::of(original).ok_or_else(out_of_objects)?;
    let drawn = match original.pages.get(placed.page) {
        Some(page) => overlay.draw(original, &mut update, page),
        None => original.pages.last().and_then(|last| overlay.append(original, &mut update, last)),
    };
    drawn.and_then(|()| finish(answers, original, update, true)).ok_or_else(out_of_objects)
}

/// Enters the mark of the copy and closes the update.
fn finish(answers: &CopyAnswers, original: &Original<'_>, mut update: Update<'_>, stamped: bool) -> Option<Vec<u8>> {
    let moment = NaiveDateTime::new(answers.prepared.date, answers.copy.time.unwrap_or(NaiveTime::MIN));
    let bytes = stamped.then_some(original.bytes);
    let pieces = mark::marked(&original.document, original.root(), &answers.copy, moment, bytes);
    let least = &rules_of(answers).copy.scan.pdf;
    let old = original.version() < *least;
    let root = update.edit(original.catalog)?;
    root.set("PieceInfo", pieces);
    if old {
        root.set("Version", lopdf::Object::from(least.as_str()));
    }
    Some(update.finish())
}

/// The objects of a file do not hang together as they must.
fn out_of_objects() -> Vec<Diagnostic> {
    vec![messages::broken("objects")]
}
