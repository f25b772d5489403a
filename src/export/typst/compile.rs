//! Running the program, and saying what went wrong.

use std::sync::Arc;

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;

use super::PdfOptions;
use super::lower::lower;
use super::program::Program;
use super::typeset;
use super::world::DocumentWorld;
use crate::diag::{Diagnostic, Message};
use crate::style::{FileDate, StyledDocument};

/// How many documents later what Typst remembers of one is forgotten: fonts and the boxes of their letters are of use to
/// the next, and small.
const REMEMBERED: usize = 16;

/// Forgets what Typst remembers of documents before the last few when it is done with one, well or badly: a batch would
/// fill the memory.
pub struct Forget;

impl Drop for Forget {
    fn drop(&mut self) {
        typst::comemo::evict(REMEMBERED);
    }
}

/// Forgets all that Typst remembers: what it lays out fills megabytes.
struct ForgetAll;

impl Drop for ForgetAll {
    fn drop(&mut self) {
        typst::comemo::evict(0);
    }
}

/// What a document is laid out from.
pub struct Input<'a> {
    /// What it says.
    pub program: Program<'a>,
    /// The pictures, in the order of their numbers.
    pub pictures: Vec<Arc<[u8]>>,
}

/// What `document` is laid out from.
pub fn input<'a>(document: &'a StyledDocument, options: &'a PdfOptions) -> Input<'a> {
    let (program, pictures) = lower(document, options);
    Input { program, pictures }
}

/// The pages that `input` describes: laid out here, or by Typst where they cannot be.
pub fn pages(input: &Input, options: &PdfOptions) -> Result<PagedDocument, Vec<Diagnostic>> {
    typeset::pages(input, options).map_or_else(|| pages_by_typst(input, options), Ok)
}

/// The pages as Typst lays them out. A warning of Typst's is an error: it would mean another face or another layout than
/// the one that was decided.
pub fn pages_by_typst(input: &Input, options: &PdfOptions) -> Result<PagedDocument, Vec<Diagnostic>> {
    let _forget = ForgetAll;
    let json = serde_json::to_string(&input.program).map_err(|error| vec![fault(&error.to_string())])?;
    let attachments = options.attachments.iter().map(|attachment| attachment.bytes.clone().into());
    let attachments = attachments.enumerate().map(|(index, bytes)| (format!("/attachment-{index}"), bytes));
    let pictures = input.pictures.iter().cloned().enumerate();
    let files = attachments.chain(pictures.map(|(index, bytes)| (format!("/picture-{index}"), bytes)));
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&DocumentWorld::new(json, files));
    let document = output.map_err(|errors| faults(&errors))?;
    if warnings.is_empty() { Ok(document) } else { Err(faults(&warnings)) }
}

/// Typst's findings as ours.
pub fn faults(findings: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    findings.iter().map(finding).collect()
}

fn finding(finding: &SourceDiagnostic) -> Diagnostic {
    let hints = finding.hints.iter().map(|hint| format!(" ({})", hint.v)).collect::<String>();
    if finding.message.contains("could not be displayed") {
        return missing_letter(&finding.message);
    }
    fault(&format!("{}{hints}", finding.message))
}

/// A letter that the embedded face lacks: the user can do something about it.
fn missing_letter(message: &str) -> Diagnostic {
    let vi = format!("Có ký tự không in được bằng phông chữ nhúng trong PDF: {message}");
    let en = format!("A character cannot be printed with the typeface embedded in the PDF: {message}");
    Diagnostic::error("pdf/missing-character", Message::new(vi, en)).hint(Message::new(
        "Thay ký tự đó bằng chữ hoặc dấu có trong phông Times New Roman.",
        "Replace it by a letter or sign that Times New Roman has.",
    ))
}

/// A fault of the writer itself.
pub fn fault(what: &str) -> Diagnostic {
    let vi = format!("Không tạo được PDF: {what}");
    Diagnostic::error("pdf/internal", Message::new(vi, format!("The PDF could not be made: {what}")))
}

/// The pages of `document` where nothing but the pages is wanted.
pub fn pages_alone(document: &StyledDocument) -> Result<PagedDocument, Vec<Diagnostic>> {
    let options = no_options(document);
    pages(&input(document, &options), &options)
}

/// Options of pages without anything beside them.
pub fn no_options(document: &StyledDocument) -> PdfOptions {
    PdfOptions { date: FileDate(document.properties.date.unwrap_or_default()), attachments: Vec::new() }
}
