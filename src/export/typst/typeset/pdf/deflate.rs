//! Deflated bytes.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};

/// How hard the streams of each document are deflated: a harder level takes several times as long and saves little.
const EACH: u32 = 1;
/// How hard what all documents share is deflated: it is done once.
const ONCE: u32 = 6;

thread_local! {
    /// What deflates is as large as many documents, and is used again for each.
    static EACH_TIME: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(EACH), true));
    static ONE_TIME: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(ONCE), true));
}

/// `bytes` for one document.
pub fn deflate(bytes: &[u8]) -> Vec<u8> {
    EACH_TIME.with_borrow_mut(|compress| {
        compress.reset();
        deflated(compress, bytes)
    })
}

/// `bytes` for all documents.
pub fn deflate_once(bytes: &[u8]) -> Vec<u8> {
    ONE_TIME.with_borrow_mut(|compress| {
        compress.reset();
        deflated(compress, bytes)
    })
}

fn deflated(compress: &mut Compress, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 2 / 3 + 64);
    loop {
        let read = usize::try_from(compress.total_in()).unwrap_or(bytes.len());
        match compress.compress_vec(&bytes[read..], &mut out, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => return out,
            // Only room can be missing: it never fails on what it reads.
            Ok(Status::Ok | Status::BufError) | Err(_) => out.reserve(bytes.len() / 2 + 64),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::{deflate, deflate_once};

    #[test]
    fn bytes_come_back_whole_whatever_came_before() {
        let noise = |seed: u32| move |at: u32| (at.wrapping_mul(2_654_435_761).wrapping_add(seed) >> 13) as u8;
        for (seed, length) in [(0, 0), (1, 1), (2, 70_000), (3, 100), (4, 70_000)] {
            let bytes: Vec<u8> = (0..length).map(noise(seed)).collect();
            for deflated in [deflate(&bytes), deflate_once(&bytes), deflate(&bytes)] {
                let mut back = Vec::new();
                flate2::read::ZlibDecoder::new(deflated.as_slice()).read_to_end(&mut back).unwrap();
                assert_eq!(back, bytes);
            }
            assert_eq!(deflate(&bytes), deflate(&bytes));
        }
    }
}
