//! Running the program, and saying what went wrong.

use std::sync::Arc;

use typst::diag::{SourceDiagnostic, Warned};
use typst_layout::PagedDocument;

use super::PdfOptions;
use super::lower::lower;
use super::program::Program;
use super::typeset;
use super::values::{ValuePlace, values};
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
pub struct Described<'a> {
    /// What it says.
    pub program: Program<'a>,
    /// The pictures, in the order of their numbers.
    pub pictures: Vec<Arc<[u8]>>,
}

/// What `document` is laid out from.
pub fn described<'a>(document: &'a StyledDocument, options: &'a PdfOptions) -> Described<'a> {
    let (program, pictures) = lower(document, options, false);
    Described { program, pictures }
}

impl Described<'_> {
    /// The same for the Typst program.
    pub fn input(&self) -> Result<Input, Vec<Diagnostic>> {
        Ok(Input { json: text_of(&self.program)?, pictures: self.pictures.clone() })
    }
}

/// What the program reads.
#[derive(Hash)]
pub struct Input {
    /// `/document.json`.
    pub json: String,
    /// The pictures, in the order of their numbers.
    pub pictures: Vec<Arc<[u8]>>,
}

fn text_of(program: &Program<'_>) -> Result<String, Vec<Diagnostic>> {
    serde_json::to_string(program).map_err(|error| vec![fault(&error.to_string())])
}

/// The pages of a document: laid out here, or by Typst where they cannot be.
pub fn pages(described: &Described, options: &PdfOptions) -> Result<PagedDocument, Vec<Diagnostic>> {
    match typeset::pages(described, options) {
        Some(pages) => Ok(pages),
        None => pages_by_typst_alone(described, options),
    }
}

/// The pages as Typst lays them out, all that it remembers of them forgotten.
pub fn pages_by_typst_alone(described: &Described, options: &PdfOptions) -> Result<PagedDocument, Vec<Diagnostic>> {
    let _forget = ForgetAll;
    pages_by_typst(described.input()?, options)
}

/// The pages as Typst lays them out. A warning of Typst's is an error: it would mean another face or another layout than
/// the one that was decided.
fn pages_by_typst(input: Input, options: &PdfOptions) -> Result<PagedDocument, Vec<Diagnostic>> {
    let attachments = options.attachments.iter().map(|attachment| attachment.bytes.clone().into());
    let attachments = attachments.enumerate().map(|(index, bytes)| (format!("/attachment-{index}"), bytes));
    let pictures = input.pictures.into_iter().enumerate();
    let files = attachments.chain(pictures.map(|(index, bytes)| (format!("/picture-{index}"), bytes)));
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&DocumentWorld::new(input.json, files));
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
    let options = no_file(document);
    pages(&described(document, &options), &options)
}

/// Hands over each section by itself, with the answers that its words print. A section begins a page and counts its
/// pages by itself, so its pages are those that it has in the whole. Footnotes are counted through the whole document: one
/// that has them is a single part.
pub fn parts_marked(
    document: &StyledDocument,
    visit: &mut dyn FnMut(&Described) -> Result<(), Vec<Diagnostic>>,
) -> Result<(), Vec<Diagnostic>> {
    let options = no_file(document);
    let (program, pictures) = lower(document, &options, true);
    let mut described = Described { program, pictures };
    if !document.footnotes.is_empty() {
        return visit(&described);
    }
    for section in std::mem::take(&mut described.program.sections) {
        described.program.sections = vec![section];
        visit(&described)?;
    }
    Ok(())
}

/// The pages of a part of `document` with the places of its answers: laid out here, or by Typst where they cannot be.
pub fn part_pages(
    document: &StyledDocument,
    part: &Described,
    input: Input,
) -> Result<(PagedDocument, Vec<ValuePlace>), Vec<Diagnostic>> {
    let options = no_file(document);
    match typeset::viewed(part, &options) {
        Some(viewed) => Ok(viewed),
        None => part_pages_by_typst(document, input),
    }
}

/// The same as Typst lays them out, between marks.
pub fn part_pages_by_typst(
    document: &StyledDocument,
    input: Input,
) -> Result<(PagedDocument, Vec<ValuePlace>), Vec<Diagnostic>> {
    let pages = pages_by_typst(input, &no_file(document))?;
    let places = values(&pages);
    Ok((pages, places))
}

/// Options of pages without anything beside them.
pub fn no_file(document: &StyledDocument) -> PdfOptions {
    PdfOptions { date: FileDate(document.properties.date.unwrap_or_default()), attachments: Vec::new() }
}
