//! Are a table's keys unique? Answered without keeping the keys.
//!
//! A file in ascending order of its keys needs only the one before. Any other keeps 64 bits of a hash a row, for at most
//! [`MOST`] rows (about 64 MB); a longer one that is not in order is not checked to its end, and that is said. Two
//! different keys share a hash once in some two million such files.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};

/// Hashes kept at most.
pub const MOST: usize = 4_000_000;

/// What the next key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Not seen before.
    New,
    /// Seen before.
    Repeated,
    /// Nobody knows: past the limit and not in order.
    Unknown,
}

/// The keys seen so far.
#[derive(Debug)]
pub struct Keys {
    last: Vec<u8>,
    ordered: bool,
    seen: HashSet<u64>,
    most: usize,
}

impl Keys {
    /// No keys yet; at most `most` hashes.
    pub fn new(most: usize) -> Self {
        Keys { last: Vec::new(), ordered: true, seen: HashSet::new(), most }
    }

    /// Takes the next key.
    pub fn take(&mut self, key: &[u8]) -> Verdict {
        let above = key > self.last.as_slice();
        let verdict = self.judge(key, above);
        self.ordered &= above || verdict == Verdict::Repeated && key == self.last;
        self.last.clear();
        self.last.extend_from_slice(key);
        verdict
    }

    fn judge(&mut self, key: &[u8], above: bool) -> Verdict {
        let mut hasher = DefaultHasher::new();
        hasher.write(key);
        let hash = hasher.finish();
        if self.seen.contains(&hash) || (self.ordered && key == self.last) {
            Verdict::Repeated
        } else if self.seen.len() < self.most {
            self.seen.insert(hash);
            Verdict::New
        } else if self.ordered && above {
            Verdict::New
        } else {
            Verdict::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_in_any_order() {
        let mut keys = Keys::new(10);
        let verdicts: Vec<_> = ["b", "a", "c", "a", "b"].iter().map(|key| keys.take(key.as_bytes())).collect();
        assert_eq!(verdicts[..3], [Verdict::New; 3]);
        assert_eq!(verdicts[3..], [Verdict::Repeated; 2]);
    }

    #[test]
    fn past_the_limit_only_order_helps() {
        let mut keys = Keys::new(1);
        let verdicts: Vec<_> =
            ["a", "b", "c", "c", "d", "b", "e"].iter().map(|key| keys.take(key.as_bytes())).collect();
        use Verdict::{New, Repeated, Unknown};
        assert_eq!(verdicts, [New, New, New, Repeated, New, Unknown, Unknown]);
    }
}
