//! Quotes of a CSV file that nothing closes where they should be closed.

use std::io::{self, Read};
use std::ops::RangeInclusive;

/// A reader that looks at what it hands over, cell by cell, and remembers where a quote took in more than its cell.
///
/// The CSV reader goes on to the next quote, wherever that is: rows between the two would be a part of one cell, and
/// nobody would miss them.
pub struct Quotes<R> {
    inner: R,
    delimiter: u8,
    state: State,
    line: u64,
    opened: u64,
    /// In their order.
    faults: Vec<u64>,
}

/// Where in a cell one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// At its start.
    Start,
    /// In one without quotes.
    Plain,
    /// Inside its quotes.
    Quoted,
    /// After a quote, which closes the cell or is the first of two.
    Quote,
}

impl<R: Read> Quotes<R> {
    /// Around text whose lines end with a line feed.
    pub fn new(inner: R, delimiter: u8) -> Self {
        Quotes { inner, delimiter, state: State::Start, line: 1, opened: 1, faults: Vec::new() }
    }

    /// The first of `lines`, which count from 1, in which a quote is opened that is not closed as it should be.
    pub fn fault(&self, lines: RangeInclusive<u64>) -> Option<u64> {
        let next = self.faults.partition_point(|line| line < lines.start());
        self.faults.get(next).copied().filter(|line| lines.contains(line))
    }

    fn step(&mut self, byte: u8) {
        let is_end = byte == b'\n' || byte == self.delimiter;
        self.state = match (self.state, byte) {
            (State::Start, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Quote,
            (State::Quote, b'"') | (State::Quoted, _) => State::Quoted,
            (State::Start | State::Plain | State::Quote, _) if is_end => State::Start,
            (State::Quote, _) => {
                // On one line nothing but the cell itself can be meant.
                if self.opened < self.line {
                    self.faults.push(self.opened);
                }
                State::Plain
            }
            (State::Start | State::Plain, _) => State::Plain,
        };
        self.line += u64::from(byte == b'\n');
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        buffer[..count].iter().for_each(|byte| self.step(*byte));
        if count == 0 && !buffer.is_empty() && self.state == State::Quoted {
            self.faults.push(self.opened);
            self.state = State::Start;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<u64> {
        let mut quotes = Quotes::new(text.as_bytes(), b',');
        io::copy(&mut quotes, &mut io::sink()).expect("text");
        assert_eq!(quotes.fault(1..=u64::MAX), quotes.faults.first().copied());
        quotes.faults
    }

    #[test]
    fn quotes_that_take_in_rows() {
        let cases: [(&str, &[u64]); 9] = [
            ("a,b\n1,\"x\"\n2,y\n", &[]),
            ("a,b\n1,\"x \"\"y\"\" z\"\n2,\"\"\n", &[]),
            ("a,b\n1,\"x\ny\"\n2,\"p\nq\"\n", &[]),
            ("a,b\n1,5\" nhỏ\n2,\"x\" y\n", &[]),
            ("a,b\n1,\"x\n2,\"y\"\n3,z\n", &[2]),
            ("a,b\n1,\"x\n2,y\n3,z\n", &[2]),
            ("a,b\n1,x\n2,\"y\n", &[3]),
            ("a,b\n\"1\n2\",\"x\n3,\"y\"\n4,\"z\n5,\"u\"\n", &[3, 5]),
            ("", &[]),
        ];
        for (text, wanted) in cases {
            assert_eq!(faults(text), wanted, "{text:?}");
        }
    }
}
