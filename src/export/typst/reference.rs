//! The pages as Typst lays them out by itself: what the pages laid out here are measured against.

use super::compile::{described, no_file, pages_by_typst_alone, part_pages_by_typst, parts_marked};
use super::layout::Layout;
use super::{PdfOptions, ValuePlace, typeset};
use crate::diag::Diagnostic;
use crate::style::StyledDocument;

/// Whether [`pdf`](super::pdf) and [`layout`](super::layout()) lay out the pages of `document` themselves.
pub fn is_laid_out_here(document: &StyledDocument) -> bool {
    let options = no_file(document);
    typeset::pages(&described(document, &options), &options).is_some()
}

/// Whether [`pdf`](super::pdf) writes the file of `document` itself.
pub fn is_written_here(document: &StyledDocument) -> bool {
    let options = no_file(document);
    typeset::file(&described(document, &options), &options).is_some()
}

/// As [`layout`](super::layout()), by Typst.
pub fn layout(document: &StyledDocument) -> Result<Layout, Vec<Diagnostic>> {
    let options = no_file(document);
    Ok(super::layout::layout(&pages_by_typst_alone(&described(document, &options), &options)?))
}

/// As [`pdf`](super::pdf), by Typst.
pub fn pdf(document: &StyledDocument, options: &PdfOptions) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let described = described(document, options);
    super::write(&described, options, &pages_by_typst_alone(&described, options)?)
}

/// The places that a [`Viewer`](super::Viewer) tells, as Typst has them.
pub fn values(document: &StyledDocument) -> Result<Vec<ValuePlace>, Vec<Diagnostic>> {
    let (mut before, mut found) = (0, Vec::new());
    parts_marked(document, &mut |part| {
        let (pages, values) = part_pages_by_typst(document, part.input()?)?;
        found.extend(values.into_iter().map(|value| ValuePlace { page: value.page + before, ..value }));
        before += pages.pages().len();
        Ok(())
    })?;
    Ok(found)
}
