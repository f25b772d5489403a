//! A log in object storage, which adds to nothing that is there: a row of objects, each with some lines.
//!
//! No two are of one name, whoever writes, so nobody writes over the lines of another. What a process has written is put
//! together again and again, so that a shard of any size has few pieces, and in the end one for each process.

use std::io;
use std::sync::Arc;

use super::access::Access;
use super::store::{Journal, OWN};

/// So many pieces are put together to one.
const MOST: usize = 256;

/// The log of a process.
pub(super) struct Pieces {
    access: Arc<Access>,
    folder: String,
    next: u64,
    /// The numbers of the pieces that are not put together yet, and what is in them.
    written: Vec<u64>,
    lines: Vec<u8>,
    /// Lines that are in no piece yet.
    open: Vec<u8>,
}

fn folder(log: &str) -> String {
    format!("{OWN}/log/{log}")
}

impl Pieces {
    /// The log `name`, to add to.
    pub(super) fn open(access: Arc<Access>, name: &str) -> io::Result<Self> {
        let folder = folder(name);
        let numbers = access.list(Some(&folder))?.into_iter().filter_map(|name| name.parse::<u64>().ok());
        let next = numbers.max().map_or(0, |last| last + 1);
        Ok(Pieces { access, folder, next, written: Vec::new(), lines: Vec::new(), open: Vec::new() })
    }

    /// Hands over every line of every log.
    pub(super) fn lines(access: &Arc<Access>, visit: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        for log in access.list(Some(&format!("{OWN}/log")))? {
            let folder = folder(&log);
            // Where a piece goes while the log is read, its lines are in one that was not there before.
            let lines = loop {
                if let Some(lines) = whole(access, &folder)? {
                    break lines;
                }
            };
            lines.split_inclusive(|byte| *byte == b'\n').for_each(&mut *visit);
        }
        Ok(())
    }

    /// Writes a piece under a number that nobody else has taken: the same shard may run twice at once.
    fn write(&mut self, lines: &[u8]) -> io::Result<u64> {
        loop {
            let number = self.next;
            self.next += 1;
            if self.access.create(&self.name(number), lines)? {
                return Ok(number);
            }
        }
    }

    fn name(&self, number: u64) -> String {
        format!("{}/{number:012}", self.folder)
    }

    /// Puts together what is in single pieces or in none; the single ones go when the whole is there.
    fn join(&mut self) -> io::Result<()> {
        let lines = [&self.lines[..], &self.open].concat();
        if self.written.len() < 2 && self.open.is_empty() {
            return Ok(());
        }
        self.write(&lines)?;
        self.lines.clear();
        self.open.clear();
        let old = std::mem::take(&mut self.written);
        self.access.remove(old.into_iter().map(|number| self.name(number)))
    }
}

/// The lines of a log; none where a piece went meanwhile.
fn whole(access: &Arc<Access>, folder: &str) -> io::Result<Option<Vec<u8>>> {
    let mut lines = Vec::new();
    for piece in access.list(Some(folder))? {
        match access.get(&format!("{folder}/{piece}"))? {
            Some(piece) => lines.extend(piece),
            None => return Ok(None),
        }
    }
    Ok(Some(lines))
}

impl Journal for Pieces {
    fn add(&mut self, line: &[u8], urgent: bool) -> io::Result<()> {
        self.open.extend(line);
        if !urgent {
            return Ok(());
        }
        let lines = self.open.clone();
        let number = self.write(&lines)?;
        self.written.push(number);
        self.lines.append(&mut self.open);
        if self.written.len() < MOST { Ok(()) } else { self.join() }
    }

    fn settle(&mut self) -> io::Result<()> {
        self.join()
    }
}

#[cfg(test)]
mod tests {
    use object_store::memory::InMemory;
    use object_store::path::Path;

    use super::*;

    fn access() -> Arc<Access> {
        Arc::new(Access::new(Box::new(InMemory::new()), Path::default()).unwrap())
    }

    fn all(access: &Arc<Access>) -> Vec<String> {
        let mut lines = Vec::new();
        Pieces::lines(access, &mut |line| lines.push(String::from_utf8_lossy(line).trim_end().to_owned())).unwrap();
        lines
    }

    fn count(access: &Access, log: &str) -> usize {
        access.list(Some(&folder(log))).unwrap().len()
    }

    #[test]
    fn what_is_urgent_is_known_at_once_and_the_rest_in_the_end() {
        let access = access();
        let mut log = Pieces::open(access.clone(), "0-of-1.jsonl").unwrap();
        log.add(b"a\n", true).unwrap();
        log.add(b"b\n", false).unwrap();
        assert_eq!(all(&access), ["a"]);
        log.add(b"c\n", true).unwrap();
        assert_eq!(all(&access), ["a", "b", "c"]);
        log.add(b"d\n", false).unwrap();
        log.settle().unwrap();
        assert_eq!((all(&access).concat().as_str(), count(&access, "0-of-1.jsonl")), ("abcd", 1));
        // Who has nothing to say writes nothing.
        let before = access.list(Some(&folder("0-of-1.jsonl"))).unwrap();
        Pieces::open(access.clone(), "0-of-1.jsonl").unwrap().settle().unwrap();
        assert_eq!(access.list(Some(&folder("0-of-1.jsonl"))).unwrap(), before);
    }

    #[test]
    fn two_that_write_at_once_keep_each_others_lines() {
        let access = access();
        let open = || Pieces::open(access.clone(), "0-of-1.jsonl").unwrap();
        let mut logs = [open(), open()];
        for number in 0..5 {
            for (index, log) in logs.iter_mut().enumerate() {
                log.add(format!("{index}{number}\n").as_bytes(), true).unwrap();
            }
        }
        let [mut first, second] = logs;
        first.settle().unwrap();
        // The other one is killed.
        drop(second);
        let mut lines = all(&access);
        lines.sort();
        assert_eq!(lines, ["00", "01", "02", "03", "04", "10", "11", "12", "13", "14"]);
        assert_eq!(count(&access, "0-of-1.jsonl"), 6);
        let mut third = open();
        third.add(b"20\n", true).unwrap();
        assert_eq!(all(&access).last().map(String::as_str), Some("20"), "what comes later stands later");
    }

    #[test]
    fn a_long_log_has_few_pieces() {
        let access = access();
        let mut log = Pieces::open(access.clone(), "3-of-7.jsonl").unwrap();
        let mut most = 0;
        for number in 0..3 * MOST {
            log.add(format!("{number}\n").as_bytes(), true).unwrap();
            most = most.max(count(&access, "3-of-7.jsonl"));
        }
        assert!(most < MOST + 3, "{most}");
        assert_eq!(all(&access), (0..3 * MOST).map(|number| number.to_string()).collect::<Vec<_>>());
    }
}
