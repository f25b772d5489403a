//! What is looked at before a PDF is read: its cross-reference streams. A hostile one can promise entries of no bytes, and
//! the reader of the file would count them for ever.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::bytes::Regex;

/// The header stands within these first bytes.
const HEADER_WITHIN: usize = 1024;
/// The end of the file is looked for in these last bytes.
const END_WITHIN: usize = 512;
/// The widest field of an entry, in bytes.
const WIDEST: usize = 8;
/// The longest dictionary of a cross-reference stream or trailer.
const LONGEST: usize = 64 * 1024;

static START: LazyLock<Regex> = LazyLock::new(|| pattern(r"startxref\s*(\d{1,12})\s*%%EOF"));
static WIDTHS: LazyLock<Regex> = LazyLock::new(|| pattern(r"/W\s*\[([^\]]*)\]"));
static OTHERS: LazyLock<Regex> = LazyLock::new(|| pattern(r"/(?:Prev|XRefStm)\s+(\d{1,12})"));
static ESCAPED: LazyLock<Regex> = LazyLock::new(|| pattern("/[A-Za-z]*#[0-9A-Fa-f]{2}"));

fn pattern(source: &str) -> Regex {
    // The four patterns are constants, and a test runs each.
    Regex::new(&format!("(?s-u){source}")).expect("a constant pattern")
}

/// Where the PDF begins in `bytes`: offsets in a file count from there. `None` where there is no header.
pub fn header(bytes: &[u8]) -> Option<usize> {
    bytes.get(..HEADER_WITHIN.min(bytes.len()))?.windows(5).position(|window| window == b"%PDF-")
}

/// Whether every cross-reference section of the file, which begins with its header, can be counted to an end.
pub fn is_countable(file: &[u8]) -> bool {
    let end = &file[file.len().saturating_sub(END_WITHIN)..];
    let Some(start) = START.captures_iter(end).last().and_then(|found| number(&found[1])) else { return false };
    let (mut open, mut seen) = (vec![start], BTreeSet::new());
    while let Some(at) = open.pop() {
        let Some(section) = file.get(at..).filter(|_| seen.insert(at)).map(section) else { continue };
        let widths: Vec<bool> = WIDTHS.captures_iter(section.dictionary).map(|found| is_entry(&found[1])).collect();
        let sound = !widths.is_empty() && widths.iter().all(|&fine| fine) && !ESCAPED.is_match(section.dictionary);
        if section.is_stream && !sound {
            return false;
        }
        open.extend(OTHERS.captures_iter(section.dictionary).filter_map(|found| number(&found[1])));
    }
    true
}

struct Section<'a> {
    is_stream: bool,
    dictionary: &'a [u8],
}

/// The section at the start of `rest`: a table with its trailer, or a stream with its dictionary.
fn section(rest: &[u8]) -> Section<'_> {
    let trimmed = rest.trim_ascii_start();
    if trimmed.starts_with(b"xref") {
        let trailer = find(trimmed, b"trailer").unwrap_or(trimmed.len());
        return Section { is_stream: false, dictionary: until(&trimmed[trailer..], b"startxref") };
    }
    Section { is_stream: true, dictionary: until(trimmed, b"stream") }
}

fn until<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    let bytes = &bytes[..LONGEST.min(bytes.len())];
    &bytes[..find(bytes, end).unwrap_or(bytes.len())]
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whether entries with fields this wide take some bytes and not too many.
fn is_entry(fields: &[u8]) -> bool {
    let fields: Option<Vec<usize>> =
        fields.split(u8::is_ascii_whitespace).filter(|field| !field.is_empty()).map(number).collect();
    fields.is_some_and(|fields| fields.iter().all(|&field| field <= WIDEST) && fields.iter().any(|&field| field > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(widths: &str) -> Vec<u8> {
        format!("%PDF-1.5\n1 0 obj\n<</Type/XRef/W {widths}/Index[0 4000000000]>>stream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
            .into_bytes()
    }

    #[test]
    fn entries_without_bytes_are_never_counted() {
        assert!(is_countable(&stream("[1 4 2]")));
        assert!(!is_countable(&stream("[0 0 0]")));
        assert!(!is_countable(&stream("[1 4 99999999999]")));
        assert!(!is_countable(&stream("[1 4 2]/#57[0 0 0]")));
        assert!(!is_countable(&stream("[]")));
    }

    #[test]
    fn tables_are_followed_to_the_streams_before_them() {
        let table = |prev: usize| format!("xref\n0 0\ntrailer\n<</Prev {prev}>>\nstartxref\n9\n%%EOF\n");
        let file = |prev| format!("%PDF-1.5\n{}", table(prev)).into_bytes();
        assert!(is_countable(&file(9)));
        let mut hostile = stream("[0 0 0]");
        let at = hostile.len();
        hostile.extend(b"xref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n".iter().chain(at.to_string().as_bytes()));
        hostile.extend(b"\n%%EOF");
        assert!(!is_countable(&hostile));
    }

    #[test]
    fn what_is_no_pdf() {
        assert_eq!(header(b"hello"), None);
        assert_eq!(header(b"junk\n%PDF-1.7"), Some(5));
        assert!(!is_countable(b""));
        assert!(!is_countable(b"%PDF-1.7"));
    }
}
