//! What a PDF says of itself in its metadata: PDF/A, PDF/UA, PDF/X; and whether it has tags.

use std::sync::LazyLock;

use lopdf::{Dictionary, Document};
use regex::Regex;

use super::original::{dictionary, get};
use crate::export::typst::Archival;

/// The longest metadata that are read.
const LONGEST: usize = 16 << 20;

static PART: LazyLock<Regex> = LazyLock::new(|| entry("pdfaid:part"));
static LEVEL: LazyLock<Regex> = LazyLock::new(|| entry("pdfaid:conformance"));
static ACCESSIBLE: LazyLock<Regex> = LazyLock::new(|| entry("pdfuaid:part"));
static PRINT: LazyLock<Regex> = LazyLock::new(|| entry("pdfxid:GTS_PDFXVersion"));

/// An entry of the metadata as an attribute or as an element.
fn entry(name: &str) -> Regex {
    // The names are constants, and a test reads each.
    Regex::new(&format!(r#"{name}\s*(?:=\s*["']|>)\s*([^"'<\s]*)"#)).expect("a constant pattern")
}

/// What a PDF claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Claim {
    /// PDF/A.
    pub archival: Option<Archival>,
    /// PDF/UA.
    pub accessible: bool,
    /// PDF/X, of which nothing is known here.
    pub print: bool,
    /// It has a tree of tags.
    pub tagged: bool,
}

/// The claims of the document with this `root`.
pub fn claim(document: &Document, root: &Dictionary) -> Claim {
    let metadata = get(document, root, b"Metadata").as_stream().ok();
    let words = metadata.and_then(|stream| stream.get_plain_content_with_limit(LONGEST).ok()).map(|bytes| text(&bytes));
    let tagged = dictionary(document, root, b"StructTreeRoot").is_some();
    words.map_or(Claim { tagged, ..Claim::default() }, |words| Claim { tagged, ..claims(&words) })
}

/// Metadata are UTF-8, or UTF-16 with a mark at their start.
fn text(bytes: &[u8]) -> String {
    let wide = |read: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

fn claims(metadata: &str) -> Claim {
    let value = |entry: &Regex| entry.captures(metadata).map(|found| found[1].to_owned());
    let name = value(&PART).map(|part| {
        let level = value(&LEVEL).unwrap_or_default().to_lowercase();
        format!("PDF/A-{part}{level}")
    });
    Claim {
        archival: name.and_then(|name| Archival::ALL.into_iter().find(|level| level.name() == name)),
        accessible: value(&ACCESSIBLE).is_some(),
        print: value(&PRINT).is_some(),
        tagged: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_elements() {
        let attributes = r#"<rdf:Description pdfaid:part="2" pdfaid:conformance='B' pdfuaid:part = "1"/>"#;
        let found = claims(attributes);
        assert_eq!((found.archival, found.accessible, found.print), (Some(Archival::A2b), true, false));
        let elements = "<pdfaid:part> 3 </pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";
        assert_eq!(claims(elements).archival, Some(Archival::A3a));
        assert_eq!(claims("<pdfaid:part>4</pdfaid:part>").archival, Some(Archival::A4));
        assert_eq!(claims("<pdfaid:part>9</pdfaid:part>"), Claim::default());
        assert!(claims("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>").print);
        assert_eq!(claims(""), Claim::default());
    }

    #[test]
    fn metadata_in_sixteen_bits() {
        let wide: Vec<u8> = "\u{feff}pdfaid:part='1'".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide), "pdfaid:part='1'");
    }
}
