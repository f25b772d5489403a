//! Places in tables, as a clerk finds them: `so.xlsx, ô D2`, `so.csv, dòng 2, cột D`.

use serde_json::Value;

use crate::diag::{Diagnostic, Lang, Place};

/// A place as it is said; `None` where the place is not in a table.
fn said(file: &str, line: usize, column: usize, path: &str, lang: Lang) -> Option<String> {
    let ending = file.rsplit_once('.')?.1.to_ascii_lowercase();
    let letters = letters(column);
    // What is told of a whole row stands at its first cell.
    let is_row = path.is_empty() && column == 1;
    let words = match (ending.as_str(), lang) {
        ("xlsx", Lang::Vi) if is_row => format!("hàng {line}"),
        ("xlsx", Lang::En) if is_row => format!("row {line}"),
        ("xlsx", Lang::Vi) => format!("ô {letters}{line}"),
        ("xlsx", Lang::En) => format!("cell {letters}{line}"),
        ("jsonl" | "ndjson", Lang::Vi) => format!("dòng {line}"),
        ("jsonl" | "ndjson", Lang::En) => format!("line {line}"),
        ("csv" | "tsv" | "txt", Lang::Vi) if is_row => format!("dòng {line}"),
        ("csv" | "tsv" | "txt", Lang::En) if is_row => format!("line {line}"),
        ("csv" | "tsv" | "txt", Lang::Vi) => format!("dòng {line}, cột {letters}"),
        ("csv" | "tsv" | "txt", Lang::En) => format!("line {line}, column {letters}"),
        _ => return None,
    };
    let comma = if path.is_empty() { "" } else { ", " };
    Some(format!("{file}, {words}{comma}{path}"))
}

/// A column as workbooks name it: 1 is A, 27 is AA.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push((b'A' + ((column - 1) % 26) as u8) as char);
        column = (column - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The finding with its place in words, where that is in a table.
pub(crate) fn placed(mut finding: Diagnostic) -> Diagnostic {
    let words = |place: &Place, lang| {
        let (span, path) = (place.span?, place.path.as_ref().map_or("", |path| path.as_str()));
        said(&place.file, span.line, span.column, path, lang).filter(|_| span.end == 0)
    };
    let Some(place) = &finding.place else { return finding };
    if let (Some(vi), Some(en)) = (words(place, Lang::Vi), words(place, Lang::En)) {
        finding.message.vi.push_str(&format!(" ({vi})"));
        finding.message.en.push_str(&format!(" ({en})"));
        finding.place = None;
    }
    finding
}

/// The place of a finding of the plan.
pub(super) fn of_json(finding: &Value, lang: Lang) -> Option<String> {
    let place = &finding["place"];
    let (file, path) = (place["file"].as_str()?, place["path"].as_str().unwrap_or_default());
    let number = |key: &str| place["span"][key].as_u64().and_then(|number| usize::try_from(number).ok());
    let plain = |position: String| format!("{file}{position} {path}").trim_end().to_owned();
    let (Some(line), Some(column)) = (number("line"), number("column")) else { return Some(plain(String::new())) };
    let in_table = said(file, line, column, path, lang).filter(|_| number("end") == Some(0));
    Some(in_table.unwrap_or_else(|| plain(format!(":{line}:{column}"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{AnswerPath, Message};

    #[test]
    fn cells_as_a_clerk_finds_them() {
        assert_eq!([1, 26, 27, 52, 53, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "AAA"]);
        let place = |file: &str, column| Place {
            path: (column > 1).then(|| AnswerPath::new("a.b")),
            ..crate::batch::messages::cell(file, 2, column)
        };
        let told = |file: &str, column| {
            placed(Diagnostic::error("x", Message::new("sai", "wrong")).at(place(file, column))).message.vi
        };
        assert_eq!(told("s.xlsx", 4), "sai (s.xlsx, ô D2, a.b)");
        assert_eq!(told("s.csv", 4), "sai (s.csv, dòng 2, cột D, a.b)");
        assert_eq!(
            (told("s.csv", 1), told("s.jsonl", 1)),
            ("sai (s.csv, dòng 2)".into(), "sai (s.jsonl, dòng 2)".into())
        );
        assert_eq!(told("s.yaml", 4), "sai");
    }
}
