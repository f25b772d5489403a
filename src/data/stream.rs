//! Counting and hashing while somebody else reads.

use std::fmt::Write as _;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Longest row that is read, in bytes. A quote that is never closed makes the rest of a file one row; this is where it
/// ends, so memory does not follow the file.
const LONGEST: u64 = 1 << 20;

/// Whether a file already has the package's CSV form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// It begins with a byte order mark.
    pub bom: bool,
    /// Every row ends with CRLF.
    pub crlf: bool,
}

/// A reader that counts and hashes what passes.
pub struct Tee<R> {
    inner: R,
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
    crlf: bool,
    quoted: bool,
    last: u8,
    row: u64,
    rows: bool,
}

impl<R: Read> Tee<R> {
    /// Around a file of rows.
    pub fn rows(inner: R) -> Self {
        Tee { rows: true, ..Tee::bytes(inner) }
    }

    /// Around any file.
    pub fn bytes(inner: R) -> Self {
        let hash = Sha256::new();
        Tee { inner, hash, bytes: 0, head: Vec::new(), crlf: true, quoted: false, last: 0, row: 0, rows: false }
    }

    /// Bytes so far, their SHA-256 in lower-case hexadecimal, and the form of the rows.
    pub fn finish(self) -> (u64, String, Form) {
        let form = Form { bom: self.head == b"\xEF\xBB\xBF", crlf: self.crlf };
        (self.bytes, hex(&self.hash.finalize()), form)
    }

    /// Reads to the end, whatever the rows are like.
    pub fn drain(&mut self) -> io::Result<()> {
        self.rows = false;
        io::copy(self, &mut io::sink()).map(|_| ())
    }

    fn watch(&mut self, chunk: &[u8]) {
        let missing = 3_usize.saturating_sub(self.head.len());
        self.head.extend_from_slice(&chunk[..missing.min(chunk.len())]);
        for &byte in chunk {
            self.row += 1;
            if byte == b'"' {
                self.quoted = !self.quoted;
            } else if byte == b'\n' && !self.quoted {
                self.crlf &= self.last == b'\r';
                self.row = 0;
            }
            self.last = byte;
        }
    }
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rows && self.row > LONGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "row too long"));
        }
        let count = self.inner.read(buffer)?;
        let chunk = &buffer[..count];
        self.hash.update(chunk);
        self.bytes += count as u64;
        if self.rows {
            self.watch(chunk);
        }
        Ok(count)
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
