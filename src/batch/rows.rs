//! Tables of records, read as streams: CSV and JSON Lines.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use super::tree::scalar;
use super::{cell_messages, messages};
use crate::answers::{MAX_DEPTH, Node};
use crate::data::{LineEnds, Quotes, line_of};
use crate::diag::Diagnostic;

/// The longest line of JSON Lines, and row of CSV, in bytes.
const LONGEST: u64 = 8 << 20;

/// A row as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Line of the file or row of the sheet, from 1.
    pub line: usize,
    /// What it says.
    pub body: Body,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// Cells by the headings over them; empty ones are left out.
    Cells(Vec<Cell>),
    /// A line of JSON.
    Json(String),
    /// It cannot be read.
    Broken(Box<Diagnostic>),
}

impl Body {
    /// Adds a cell, or what is wrong with it; the first fault of a row stands for all of it.
    pub(super) fn add(&mut self, column: usize, path: String, value: Result<Node, Diagnostic>) {
        let Body::Cells(cells) = self else { return };
        match value {
            Ok(value) => cells.push(Cell { column, path, value }),
            Err(fault) => *self = Body::Broken(Box::new(fault)),
        }
    }
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Column, from 1.
    pub column: usize,
    /// The answer's path.
    pub path: String,
    /// The value.
    pub value: Node,
}

/// Takes a row; false to end.
pub(super) type Visit<'v> = &'v mut dyn FnMut(Row) -> bool;

/// Reads CSV: UTF-8, with commas, semicolons or tabs, as the heading shows. The headings are returned.
pub(super) fn csv(path: &Path, name: &str, visit: Visit<'_>) -> Result<Vec<String>, Diagnostic> {
    let mut input = BufReader::with_capacity(1 << 16, LineEnds::new(open(path, name)?));
    let head = input.fill_buf().map_err(|error| messages::unreadable(name, &error))?;
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.contains(&0) {
        return Err(messages::utf16(name));
    }
    let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let told = separator(&head[mark..]);
    let delimiter = told.map_or_else(|| delimiter(&head[mark..]), |(mark, _)| mark);
    input.consume(mark + told.map_or(0, |(_, length)| length));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(Quotes::new(input, delimiter));
    let wrong = |error: csv::Error| messages::unreadable(name, &error);
    let headings = utf8_headings(reader.byte_headers().map_err(wrong)?, name)?;
    let headings = paths(headings.into_iter(), name)?;
    let before = usize::from(told.is_some());
    if let Some(line) = reader.get_ref().fault(1..=reader.position().line()) {
        return Err(cell_messages::open_quote(name, line as usize + before));
    }
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(wrong)? {
        let first = line_of(&record, &reader);
        let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        let open = reader.get_ref().fault(first..=first + inside);
        let line = open.unwrap_or(first) as usize + before;
        if record.iter().all(|cell| std::str::from_utf8(cell).is_ok_and(|text| text.trim().is_empty())) {
            continue;
        }
        let body = if open.is_some() {
            Body::Broken(Box::new(cell_messages::open_quote(name, line)))
        } else if record.as_slice().len() as u64 > LONGEST {
            Body::Broken(Box::new(messages::line_long(name, line, LONGEST >> 20)))
        } else {
            csv_row(&record, &headings, name, line)
        };
        // A row that has notes alone is no record.
        let is_empty = matches!(&body, Body::Cells(cells) if cells.is_empty());
        if !is_empty && !visit(Row { line, body }) {
            break;
        }
    }
    Ok(headings)
}

fn utf8_headings(record: &csv::ByteRecord, name: &str) -> Result<Vec<String>, Diagnostic> {
    let text = |(index, cell): (usize, &[u8])| {
        let text = std::str::from_utf8(cell).map_err(|_| messages::not_utf8(name, 1, index + 1))?;
        Ok(text.to_owned())
    };
    record.iter().enumerate().map(text).collect()
}

/// The mark between columns that a first line `sep=;` tells, as workbooks write it, and the length of that line.
fn separator(head: &[u8]) -> Option<(u8, usize)> {
    let end = head.iter().position(|byte| *byte == b'\n')?;
    match head[..end].trim_ascii_end() {
        [s, e, p, b'=', mark] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" => Some((*mark, end + 1)),
        b"sep=" if head[..end] == *b"sep=\t" => Some((b'\t', end + 1)),
        _ => None,
    }
}

fn csv_row(record: &csv::ByteRecord, headings: &[String], name: &str, line: usize) -> Body {
    if record.len() != headings.len() {
        return Body::Broken(Box::new(messages::ragged(name, line, record.len(), headings.len())));
    }
    let mut cells = Vec::new();
    for (index, (bytes, path)) in record.iter().zip(headings).enumerate() {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.trim().is_empty() || path.is_empty() => {}
            Ok(text) => cells.push(Cell { column: index + 1, path: path.clone(), value: scalar(text, false) }),
            Err(_) => return Body::Broken(Box::new(messages::not_utf8(name, line, index + 1))),
        }
    }
    Body::Cells(cells)
}

/// The mark between columns: the one the heading has most of.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |mark: &u8| line.iter().filter(|byte| *byte == mark).count();
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// Reads JSON Lines: an object a line; empty lines are passed over.
pub(super) fn json_lines(path: &Path, name: &str, visit: Visit<'_>) -> Result<(), Diagnostic> {
    let mut input = BufReader::with_capacity(1 << 16, open(path, name)?);
    let wrong = |error: std::io::Error| messages::unreadable(name, &error);
    let mut line = 0;
    loop {
        let mut bytes = Vec::new();
        // One byte more than is allowed tells that a line is too long without reading it.
        let read = input.by_ref().take(LONGEST + 1).read_until(b'\n', &mut bytes);
        if read.map_err(wrong)? == 0 {
            return Ok(());
        }
        line += 1;
        let is_long = bytes.len() as u64 > LONGEST;
        if is_long && bytes.last() != Some(&b'\n') {
            input.skip_until(b'\n').map_err(wrong)?;
        }
        let body = match String::from_utf8(bytes) {
            _ if is_long => Body::Broken(Box::new(messages::line_long(name, line, LONGEST >> 20))),
            Ok(text) if text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() => continue,
            Ok(text) => Body::Json(text.trim_start_matches('\u{feff}').trim_end().to_owned()),
            Err(_) => Body::Broken(Box::new(messages::not_utf8(name, line, 1))),
        };
        if !visit(Row { line, body }) {
            return Ok(());
        }
    }
}

fn open(path: &Path, name: &str) -> Result<File, Diagnostic> {
    File::open(path).map_err(|error| messages::unreadable(name, &error))
}

/// Headings as answer paths: without blanks around them, no two alike. An empty one is a column of notes.
pub(super) fn paths(headings: impl Iterator<Item = String>, name: &str) -> Result<Vec<String>, Diagnostic> {
    let headings: Vec<String> = headings.map(|heading| heading.trim().to_owned()).collect();
    let twice = |index: usize| headings[..index].contains(&headings[index]) && !headings[index].is_empty();
    if let Some(index) = (0..headings.len()).find(|&index| twice(index)) {
        return Err(messages::heading_twice(name, index + 1, &headings[index]));
    }
    let depth = |heading: &String| heading.split('.').count();
    if let Some(index) = headings.iter().position(|heading| depth(heading) > MAX_DEPTH) {
        return Err(messages::heading_deep(name, index + 1, MAX_DEPTH));
    }
    if headings.iter().all(String::is_empty) {
        return Err(messages::no_headings(name));
    }
    Ok(headings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_too_long_is_one_row() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let long = "x".repeat(2 * LONGEST as usize + 7);
        let least = "y".repeat(LONGEST as usize - 1);
        std::fs::write(file.path(), format!("{{}}\n{long}\n{least}\n{{}}\n{long}")).unwrap();
        let mut rows = Vec::new();
        let read = json_lines(file.path(), "a.jsonl", &mut |row| {
            rows.push((row.line, matches!(row.body, Body::Broken(_))));
            true
        });
        assert_eq!(read, Ok(()));
        assert_eq!(rows, [(1, false), (2, true), (3, false), (4, false), (5, true)]);
    }

    #[test]
    fn a_row_that_is_too_long_is_told() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let long = "x ".repeat(LONGEST as usize / 2);
        std::fs::write(file.path(), format!("key,name\na,b\nc,{long}\nd,e\n")).unwrap();
        let mut rows = Vec::new();
        let read = csv(file.path(), "a.csv", &mut |row| {
            rows.push((row.line, matches!(row.body, Body::Broken(_))));
            true
        });
        assert_eq!(read.map(|headings| headings.len()), Ok(2));
        assert_eq!(rows, [(2, false), (3, true), (4, false)]);
    }

    #[test]
    fn what_workbooks_write_as_csv() {
        let read = |bytes: &[u8]| {
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), bytes).unwrap();
            let mut lines = Vec::new();
            let headings = csv(file.path(), "a.csv", &mut |row| {
                lines.push(row.line);
                true
            });
            headings.map(|headings| (headings, lines)).map_err(|problem| problem.code.into_owned())
        };
        let two = |lines: &[usize]| Ok((vec!["a".to_owned(), "b".to_owned()], lines.to_vec()));
        assert_eq!(read(b"\xef\xbb\xbfsep=;\r\na;b\r\n1;2,5\r\n"), two(&[3]));
        assert_eq!(read(b"sep=\t\na\tb\n1\t2\n"), two(&[3]));
        // Rows that are empty, here too much of them, are none; so are those with notes alone.
        assert_eq!(read(b"a;b\n;;;;\n1;2\n ; \n3;\n;;;;\n"), two(&[3, 5]));
        assert_eq!(read(b"a,b,\n,,x\n1,2,y\n").map(|(_, lines)| lines), Ok(vec![3]));
        let utf16: Vec<u8> = "\u{feff}a\tb\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf16), Err("batch/utf16".to_owned()));
        assert_eq!(read(&utf16[2..]), Err("batch/utf16".to_owned()));
        assert_eq!(read(b"a,\xc3\n1,2\n"), Err("batch/not-utf8".to_owned()));
    }

    #[test]
    fn a_heading_is_as_deep_as_answers_may_be() {
        let deep = |depth: usize| paths([vec!["a"; depth].join(".")].into_iter(), "a.csv");
        assert!(deep(MAX_DEPTH).is_ok());
        assert_eq!(deep(MAX_DEPTH + 1).unwrap_err().code, "batch/heading-deep");
        assert!(deep(1_000_000).is_err());
    }
}
