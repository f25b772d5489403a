//! PDF, PNG and SVG pages, by Typst.
//!
//! The styled document goes as one JSON file into one fixed Typst program; nothing a user wrote is ever read as markup.
//! Typst lays it out with Liberation Serif, which has the widths of Times New Roman, and breaks lines where Word does. What
//! documents mostly hold is laid out and written without Typst, to the same pages and the same file to every reader.
//!
//! A PDF claims PDF/A-3a and PDF/UA-1 in one file. Archives want PDF/A at level a, readers that do not see want UA-1, and
//! the answers and the manifest travel inside. PDF/A-2 admits no attachment but PDF/A; PDF/A-4 rests on PDF 2.0, which
//! UA-1 cannot be combined with; so A-3 is the one part that holds all three.

mod compile;
mod face;
mod inline;
mod layout;
mod lower;
mod outline;
mod overlay;
mod picture;
mod program;
pub mod reference;
#[cfg(test)]
mod tests;
mod typeset;
mod values;
mod viewer;
mod world;

pub use layout::{Layout, Line, StampPosition, Stroke};
pub use overlay::{Archival, overlay};
pub use values::ValuePlace;
pub use viewer::{PagePicture, View, Viewer};

use serde::Serialize;
use sha2::{Digest, Sha256};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfStandard, PdfStandards};

use self::compile::{Described, Forget, fault, faults};
use crate::diag::Diagnostic;
use crate::style::{FileDate, StyledDocument};

/// What a PDF carries beside its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfOptions {
    /// The date in its properties: the document's, or one given from outside.
    pub date: FileDate,
    /// Files inside it, in this order. Their names differ.
    pub attachments: Vec<Attachment>,
}

/// A file inside a PDF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// File name: `answers.yaml`.
    pub name: String,
    /// Media type: `application/yaml`.
    pub mime: String,
    /// What it is, for the reader's list of attachments.
    pub description: String,
    /// What it is to the document.
    pub relationship: Relationship,
    /// Content.
    pub bytes: Vec<u8>,
}

/// What an attached file is to the document (PDF/A-3, `AFRelationship`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// It holds the data that the document prints.
    Data,
    /// It adds to the document.
    Supplement,
}

/// The document as PDF/A-3a and PDF/UA-1. The same document and options give the same bytes.
pub fn pdf(document: &StyledDocument, options: &PdfOptions) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let described = compile::described(document, options);
    if let Some(file) = typeset::file(&described, options) {
        return Ok(file);
    }
    let _forget = Forget;
    let pages = compile::pages(&described, options)?;
    write(&described, options, &pages)
}

fn write(described: &Described, options: &PdfOptions, pages: &PagedDocument) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let settings = typst_pdf::PdfOptions {
        ident: Smart::Custom(identity(described, options)?),
        creator: Smart::Custom(Some(concat!("congvan ", env!("CARGO_PKG_VERSION")).into())),
        standards: PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| vec![fault(error.message())])?,
        ..typst_pdf::PdfOptions::default()
    };
    typst_pdf::pdf(pages, &settings).map_err(|errors| faults(&errors))
}

/// A name for the document that changes with its content and with nothing else.
fn identity(described: &Described, options: &PdfOptions) -> Result<String, Vec<Diagnostic>> {
    let mut hash = Sha256::new();
    hash.update(serde_json::to_vec(&described.program).map_err(|error| vec![fault(&error.to_string())])?);
    described.pictures.iter().for_each(|picture| hash.update(Sha256::digest(picture)));
    options.attachments.iter().for_each(|attachment| hash.update(Sha256::digest(&attachment.bytes)));
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The pages as PNG, at `ppi` pixels an inch.
pub fn pages_png(document: &StyledDocument, ppi: f64) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let _forget = Forget;
    let options = typst_render::RenderOptions { pixel_per_pt: (ppi / 72.0).into(), ..Default::default() };
    let pages = compile::pages_alone(document)?;
    let png = |page| typst_render::render(page, &options).encode_png();
    pages.pages().iter().map(png).collect::<Result<_, _>>().map_err(|error| vec![fault(&error.to_string())])
}

/// The pages as SVG.
pub fn pages_svg(document: &StyledDocument) -> Result<Vec<String>, Vec<Diagnostic>> {
    let _forget = Forget;
    let pages = compile::pages_alone(document)?;
    Ok(pages.pages().iter().map(|page| typst_svg::svg(page, &Default::default())).collect())
}

/// Where the registry, the signer and the seal will find their places.
pub fn stamps(document: &StyledDocument) -> Result<Vec<StampPosition>, Vec<Diagnostic>> {
    Ok(layout(document)?.stamps)
}

/// Where every line of text stands.
pub fn layout(document: &StyledDocument) -> Result<Layout, Vec<Diagnostic>> {
    let _forget = Forget;
    Ok(layout::layout(&compile::pages_alone(document)?))
}
