//! The pages as Typst lays them out by itself: what the pages laid out here are measured against.

use super::compile::{Forget, input, no_options, pages_by_typst};
use super::layout::Layout;
use super::{PdfOptions, typeset};
use crate::diag::Diagnostic;
use crate::style::StyledDocument;

/// Whether [`pdf`](super::pdf) and [`layout`](super::layout()) lay out the pages of `document` themselves.
pub fn is_laid_out_here(document: &StyledDocument) -> bool {
    let options = no_options(document);
    typeset::pages(&input(document, &options), &options).is_some()
}

/// As [`layout`](super::layout()), by Typst.
pub fn layout(document: &StyledDocument) -> Result<Layout, Vec<Diagnostic>> {
    let _forget = Forget;
    let options = no_options(document);
    Ok(super::layout::layout(&pages_by_typst(&input(document, &options), &options)?))
}

/// As [`pdf`](super::pdf), by Typst.
pub fn pdf(document: &StyledDocument, options: &PdfOptions) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let _forget = Forget;
    let input = input(document, options);
    super::write(&input, options, &pages_by_typst(&input, options)?)
}
