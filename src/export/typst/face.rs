//! The faces as the PDF declares them.

use crate::assets::fonts::{self, Face};

/// Height that a reader of the PDF takes a line to have above and below its baseline, in em.
///
/// Readers select and extract text by rows of this height. Liberation's own figure stops below the marks of Vietnamese
/// capitals. These two are what Poppler takes for a font that states none, as those in LibreOffice's PDFs: rows read
/// alike in both.
pub const ROW: (f64, f64) = (0.95, -0.35);

/// The font file of `face` with `ROW` as its typographic ascender and descender. Layout does not use them.
pub fn font_file(face: Face) -> Vec<u8> {
    let mut file = fonts::bytes(face).to_vec();
    let units = |em: f64| ((em * 2048.0).round() as i16).to_be_bytes();
    if let Some(table) = table(&file, b"OS/2")
        && let Some(heights) = file.get_mut(table + 68..table + 72)
    {
        heights[..2].copy_from_slice(&units(ROW.0));
        heights[2..].copy_from_slice(&units(ROW.1));
    }
    file
}

/// Where the table `tag` of an OpenType file begins.
fn table(file: &[u8], tag: &[u8; 4]) -> Option<usize> {
    let count = usize::from(u16::from_be_bytes(file.get(4..6)?.try_into().ok()?));
    let mut records = file.get(12..)?.chunks_exact(16).take(count);
    let record = records.find(|record| record.starts_with(tag))?;
    Some(u32::from_be_bytes(record[8..12].try_into().ok()?) as usize)
}
