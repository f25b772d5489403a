//! A font file as PDF embeds it: with the tables that draw letters and no others.

/// Those, in the order of their names.
const TABLES: [&[u8; 4]; 9] = [b"cvt ", b"fpgm", b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp", b"prep"];
/// What the words of a whole file add up to, with the number at this place of `head`.
const MAGIC: u32 = 0xb1b0_afba;
const ADJUSTMENT: std::ops::Range<usize> = 8..12;

/// The file `font` with no more than it needs in a PDF. `None` when it is no TrueType file.
pub fn embedded(font: &[u8]) -> Option<Vec<u8>> {
    let tables: Vec<_> = TABLES.iter().filter_map(|tag| Some((*tag, table(font, tag)?))).collect();
    let count = u16::try_from(tables.len()).ok()?;
    let power = count.checked_ilog2()?;
    let range = 16 << power;
    let mut out = vec![0, 1, 0, 0];
    for part in [count, range, power as u16, count * 16 - range] {
        out.extend_from_slice(&part.to_be_bytes());
    }
    let first = out.len() + tables.len() * 16;
    let mut body: Vec<u8> = Vec::with_capacity(font.len());
    let mut head = None;
    for (tag, bytes) in tables {
        let start = body.len();
        body.extend_from_slice(bytes);
        body.resize(body.len().next_multiple_of(4), 0);
        if tag == b"head" {
            head = Some(first + start);
            body.get_mut(start..)?.get_mut(ADJUSTMENT)?.fill(0);
        }
        out.extend_from_slice(tag);
        for part in [sum(&body[start..]), u32::try_from(first + start).ok()?, u32::try_from(bytes.len()).ok()?] {
            out.extend_from_slice(&part.to_be_bytes());
        }
    }
    out.extend_from_slice(&body);
    let adjustment = MAGIC.wrapping_sub(sum(&out)).to_be_bytes();
    out.get_mut(head?..)?.get_mut(ADJUSTMENT)?.copy_from_slice(&adjustment);
    Some(out)
}

/// The bytes of the table `tag`.
fn table<'f>(font: &'f [u8], tag: &[u8; 4]) -> Option<&'f [u8]> {
    let count = usize::from(u16::from_be_bytes(font.get(4..6)?.try_into().ok()?));
    let record = font.get(12..)?.chunks_exact(16).take(count).find(|record| record.starts_with(tag))?;
    let number = |at: usize| Some(u32::from_be_bytes(record.get(at..at + 4)?.try_into().ok()?) as usize);
    font.get(number(8)?..number(8)? + number(12)?)
}

/// What the words of whole tables add up to.
fn sum(bytes: &[u8]) -> u32 {
    let words = bytes.chunks_exact(4).map(|word| u32::from_be_bytes([word[0], word[1], word[2], word[3]]));
    words.fold(0, u32::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::{MAGIC, embedded, sum, table};
    use crate::assets::fonts::{Face, bytes};

    #[test]
    fn a_file_keeps_its_drawings_and_adds_up() {
        for face in Face::ALL {
            let font = bytes(face);
            let embedded = embedded(font).unwrap();
            assert_eq!(sum(&embedded), MAGIC);
            assert!(table(&embedded, b"name").is_none() && table(font, b"name").is_some());
            assert_eq!(table(&embedded, b"glyf"), table(font, b"glyf"));
            let parsed = ttf_parser::Face::parse(&embedded, 0).unwrap();
            assert_eq!(parsed.number_of_glyphs(), ttf_parser::Face::parse(font, 0).unwrap().number_of_glyphs());
        }
    }

    #[test]
    fn what_is_no_font_is_refused() {
        assert_eq!(embedded(b"no font"), None);
    }
}
