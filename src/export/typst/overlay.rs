//! A page that is laid over a page of another PDF: no more than its drawing, its fonts and, where wanted, its tags.

use typst::foundations::Smart;
use typst_pdf::{PdfStandard, PdfStandards};

use super::compile::{self, Forget, fault, faults};
use crate::diag::Diagnostic;
use crate::style::StyledDocument;

/// The part of PDF/A and its level that a file claims; what is laid over it must keep to the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Archival {
    /// PDF/A-1a.
    A1a,
    /// PDF/A-1b.
    A1b,
    /// PDF/A-2a.
    A2a,
    /// PDF/A-2b.
    A2b,
    /// PDF/A-2u.
    A2u,
    /// PDF/A-3a.
    A3a,
    /// PDF/A-3b.
    A3b,
    /// PDF/A-3u.
    A3u,
    /// PDF/A-4.
    A4,
    /// PDF/A-4e.
    A4e,
    /// PDF/A-4f.
    A4f,
}

impl Archival {
    /// Every level.
    pub const ALL: [Archival; 11] = [
        Archival::A1a,
        Archival::A1b,
        Archival::A2a,
        Archival::A2b,
        Archival::A2u,
        Archival::A3a,
        Archival::A3b,
        Archival::A3u,
        Archival::A4,
        Archival::A4e,
        Archival::A4f,
    ];

    /// Its name: `PDF/A-3a`.
    pub fn name(self) -> &'static str {
        match self {
            Archival::A1a => "PDF/A-1a",
            Archival::A1b => "PDF/A-1b",
            Archival::A2a => "PDF/A-2a",
            Archival::A2b => "PDF/A-2b",
            Archival::A2u => "PDF/A-2u",
            Archival::A3a => "PDF/A-3a",
            Archival::A3b => "PDF/A-3b",
            Archival::A3u => "PDF/A-3u",
            Archival::A4 => "PDF/A-4",
            Archival::A4e => "PDF/A-4e",
            Archival::A4f => "PDF/A-4f",
        }
    }

    /// The level to draw by. A page without tags cannot be drawn by a level that wants them, and is drawn by the same
    /// part's level b: it differs in nothing else.
    fn standard(self, tagged: bool) -> PdfStandard {
        match (self, tagged) {
            (Archival::A1a, true) => PdfStandard::A_1a,
            (Archival::A1a, false) | (Archival::A1b, _) => PdfStandard::A_1b,
            (Archival::A2a, true) => PdfStandard::A_2a,
            (Archival::A2a, false) | (Archival::A2b, _) => PdfStandard::A_2b,
            (Archival::A2u, _) => PdfStandard::A_2u,
            (Archival::A3a, true) => PdfStandard::A_3a,
            (Archival::A3a, false) | (Archival::A3b, _) => PdfStandard::A_3b,
            (Archival::A3u, _) => PdfStandard::A_3u,
            (Archival::A4, _) => PdfStandard::A_4,
            // An embedded file or a drawing in space is what these two add: a laid-over page has neither.
            (Archival::A4e | Archival::A4f, _) => PdfStandard::A_4,
        }
    }
}

/// The pages of `document` as a plain PDF: drawn as `archival` wants it, with tags where `tagged`.
pub fn overlay(
    document: &StyledDocument,
    archival: Option<Archival>,
    tagged: bool,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let _forget = Forget;
    // PDF 1.4 is the oldest that knows tags: what is drawn by it suits every later file.
    let standard = archival.map_or(PdfStandard::V_1_4, |level| level.standard(tagged));
    let settings = typst_pdf::PdfOptions {
        ident: Smart::Custom(document.properties.title.clone()),
        standards: PdfStandards::new(&[standard]).map_err(|error| vec![fault(error.message())])?,
        tagged,
        ..typst_pdf::PdfOptions::default()
    };
    let pages = compile::pages_alone(document)?;
    typst_pdf::pdf(&pages, &settings).map_err(|errors| faults(&errors))
}
