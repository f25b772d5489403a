//! Hashes: SHA-256 where it is written down, its first half where it is only looked up.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Half a SHA-256: enough to tell records apart.
pub(super) type Id = u128;

/// SHA-256 of `bytes` in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    crate::data::hex(&Sha256::digest(bytes))
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
