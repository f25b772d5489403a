//! Lines of CSV files, whatever ends them.

use std::io::{self, Read};

use csv::{ByteRecord, Reader};

/// A reader that gives every line end, CRLF or CR, as LF, and the last line one too.
///
/// The CSV reader takes a CR for the end of a row and the LF behind it for a part of the next, so that it would count one
/// line too few.
pub struct LineEnds<R> {
    inner: R,
    last: u8,
    is_after_cr: bool,
}

impl<R: Read> LineEnds<R> {
    /// Around a file.
    pub fn new(inner: R) -> Self {
        LineEnds { inner, last: b'\n', is_after_cr: false }
    }

    /// The file.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Mends what was read, in place; how much is left of it.
    fn mend(&mut self, chunk: &mut [u8]) -> usize {
        if !self.is_after_cr && !chunk.contains(&b'\r') {
            return chunk.len();
        }
        let mut kept = 0;
        for at in 0..chunk.len() {
            let byte = chunk[at];
            if !(byte == b'\n' && self.is_after_cr) {
                chunk[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.is_after_cr = byte == b'\r';
        }
        kept
    }
}

impl<R: Read> Read for LineEnds<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.inner.read(buffer)?;
            let kept = self.mend(&mut buffer[..count]);
            if let Some(last) = kept.checked_sub(1) {
                self.last = buffer[last];
                return Ok(kept);
            }
            if count == 0 {
                let is_open = self.last != b'\n' && !buffer.is_empty();
                if is_open {
                    (buffer[0], self.last) = (b'\n', b'\n');
                }
                return Ok(usize::from(is_open));
            }
        }
    }
}

/// The line, from 1, on which the row that was read last begins. Empty lines before it are no part of it. What is read
/// must have the line ends of [`LineEnds`].
pub fn line_of<R: Read>(record: &ByteRecord, reader: &Reader<R>) -> u64 {
    let inside = record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
    reader.position().line().saturating_sub(inside + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands over one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(1);
            self.0.read(&mut buffer[..count])
        }
    }

    fn lines(text: &str, is_slow: bool) -> Vec<(u64, String)> {
        let input: Box<dyn Read> = if is_slow { Box::new(Slow(text.as_bytes())) } else { Box::new(text.as_bytes()) };
        let mut builder = csv::ReaderBuilder::new();
        let mut reader = builder.flexible(true).has_headers(false).from_reader(LineEnds::new(input));
        let (mut record, mut rows) = (ByteRecord::new(), Vec::new());
        while reader.read_byte_record(&mut record).unwrap() {
            rows.push((line_of(&record, &reader), String::from_utf8(record[0].to_vec()).unwrap()));
        }
        rows
    }

    #[test]
    fn a_row_is_told_by_its_own_line() {
        let text = "a,b\n1,\"x\ny\"\n\n\n4,\n5,z";
        let wanted = [(1, "a"), (2, "1"), (6, "4"), (7, "5")].map(|(line, cell)| (line, cell.to_owned()));
        for end in ["\n", "\r\n", "\r"] {
            for last in ["", end] {
                let text = text.replace('\n', end) + last;
                assert_eq!(lines(&text, false), wanted, "{text:?}");
                assert_eq!(lines(&text, true), wanted, "{text:?}, slowly");
            }
        }
    }
}
