//! Hashes: SHA-256 where it is written down, its first half where it is only looked up.

use std::cell::RefCell;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Half a SHA-256: enough to tell records apart.
pub(super) type Id = u128;

/// SHA-256 of `bytes` in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    crate::data::hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file in hexadecimal, one of many that begin alike, as those do that embed the same fonts: where one begins as
/// the last one on this thread did, it is hashed on from there.
pub(super) fn hex_of_alike(bytes: &[u8]) -> String {
    thread_local! {
        static LAST: RefCell<Beginning> = RefCell::default();
    }
    LAST.with_borrow_mut(|last| last.hex(bytes))
}

/// How the last file began, and how far its hash was after each block.
#[derive(Default)]
struct Beginning(Vec<([u8; BLOCK], Sha256)>);

const BLOCK: usize = 8 << 10;
/// Files of fewer blocks are not worth it.
const LEAST: usize = 4;
/// So many blocks are kept.
const MOST: usize = 32;

impl Beginning {
    fn hex(&mut self, bytes: &[u8]) -> String {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        if blocks.len() < LEAST {
            return hex(bytes);
        }
        let known = self.0.iter().zip(blocks).take_while(|((known, _), block)| known == *block).count();
        self.0.truncate(known);
        let mut whole = self.0.last().map_or_else(Sha256::new, |(_, so_far)| so_far.clone());
        for block in &blocks[known..] {
            whole.update(block);
            if self.0.len() < MOST {
                self.0.push((*block, whole.clone()));
            }
        }
        whole.update(rest);
        crate::data::hex(&whole.finalize())
    }
}

/// SHA-256 over texts of which each keeps its bounds.
pub(super) fn of_all<'a>(texts: impl Iterator<Item = &'a [u8]>) -> String {
    let mut whole = Sha256::new();
    texts.for_each(|text| whole.update(Sha256::digest(text)));
    crate::data::hex(&whole.finalize())
}

/// The identity of a list of texts.
pub(super) fn id<'a>(texts: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) -> Id {
    let mut whole = Sha256::new();
    texts.into_iter().for_each(|text| whole.update(Sha256::digest(text.as_ref())));
    let mut half = [0; 16];
    half.copy_from_slice(&whole.finalize()[..16]);
    Id::from_be_bytes(half)
}

/// SHA-256 and size of what `reader` gives.
pub(super) fn of_stream(mut reader: impl Read) -> io::Result<(String, u64)> {
    let (mut whole, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let read = reader.read(&mut buffer)?;
        if read == 0 {
            return Ok((crate::data::hex(&whole.finalize()), size));
        }
        whole.update(&buffer[..read]);
        size += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_begins_as_another_has_the_hash_of_its_own() {
        let file = |length: usize, changed: usize| {
            let mut bytes: Vec<u8> = (0..length).map(|at| (at / 7 % 251) as u8).collect();
            bytes[changed] ^= 1;
            bytes
        };
        let long = (MOST + 3) * BLOCK;
        for (length, changed) in [
            (long, 0),
            (long, long - 1),
            (5 * BLOCK, 3 * BLOCK),
            (5 * BLOCK + 1, 5 * BLOCK),
            (5 * BLOCK, 2 * BLOCK),
            (BLOCK, 1),
            (4 * BLOCK, 4 * BLOCK - 1),
            (long, 4 * BLOCK),
            (long, 4 * BLOCK),
            (5 * BLOCK, 4 * BLOCK + 1),
        ] {
            let bytes = file(length, changed);
            assert_eq!(hex_of_alike(&bytes), hex(&bytes), "{length} {changed}");
        }
    }
}
