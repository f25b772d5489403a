//! Widths of text, from the typeface itself: the sum of the advances, without kerning, as Word sets it.

use std::sync::OnceLock;

use ttf_parser::{Face as Font, GlyphId};

use crate::assets::fonts::{self, Face};
use crate::length::Length;

/// Ascender of the typeface as Word uses it (OS/2 win and hhea), in parts of the size.
pub const ASCENDER: f64 = 0.891;

/// Height of a single line of type of `size`, from the face's ascender, descender and gap (hhea), rounded up to twips as
/// LibreOffice rounds.
pub fn line_height(size: Length) -> Length {
    const ASCENT_GAP_DESCENT: f64 = 2355.0 / 2048.0;
    Length::twips((f64::from(size.to_twips()) * ASCENT_GAP_DESCENT).ceil() as i32)
}

/// Advances of one face. Everything a Vietnamese page usually holds is read once; the rest is looked up.
struct Metrics {
    font: Font<'static>,
    units: f64,
    common: Vec<Option<u16>>,
}

/// Latin with its Vietnamese letters, and general punctuation.
const COMMON: u32 = 0x2070;

impl Metrics {
    fn read(face: Face) -> Metrics {
        // The files are part of the program and a test reads all four.
        let font = Font::parse(fonts::bytes(face), 0).expect("a font of the program parses");
        let units = f64::from(font.units_per_em());
        let common = (0..COMMON)
            .map(|code| match code {
                0x20..0x250 | 0x1EA0..COMMON => char::from_u32(code).and_then(|c| lookup(&font, c)),
                _ => None,
            })
            .collect();
        Metrics { font, units, common }
    }

    fn of(face: Face) -> &'static Metrics {
        static CACHE: [OnceLock<Metrics>; 4] = [const { OnceLock::new() }; 4];
        CACHE[face as usize].get_or_init(|| Metrics::read(face))
    }

    fn advance(&self, character: char) -> Option<u16> {
        let cached = self.common.get(character as usize).copied().flatten();
        cached.or_else(|| lookup(&self.font, character))
    }
}

fn lookup(font: &Font, character: char) -> Option<u16> {
    font.glyph_index(character).filter(|&glyph| glyph != GlyphId(0)).and_then(|glyph| font.glyph_hor_advance(glyph))
}

/// Characters that steer the text and are never drawn: joiners, direction marks, soft hyphen, line break.
fn is_invisible(character: char) -> bool {
    matches!(character, '\n' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Width of one character in points; a character the face lacks has none.
pub fn advance(character: char, size: Length, face: Face) -> f64 {
    if is_invisible(character) {
        return 0.0;
    }
    let metrics = Metrics::of(face);
    f64::from(metrics.advance(character).unwrap_or(0)) / metrics.units * size.to_pt()
}

/// Width of a line of text in points.
pub fn width(text: &str, size: Length, face: Face) -> f64 {
    text.chars().map(|character| advance(character, size, face)).sum()
}

/// Whether `face` can draw `character`, or need not.
pub fn has_glyph(character: char, face: Face) -> bool {
    is_invisible(character) || Metrics::of(face).advance(character).is_some()
}

/// As many no-break spaces as are at least `least` wide.
pub fn gap(least: Length, size: Length, face: Face) -> String {
    let one = advance('\u{a0}', size, face);
    "\u{a0}".repeat((least.to_pt() / one).ceil() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(points: f64) -> Length {
        Length::pt(points)
    }

    /// Widths measured with Times New Roman, in points, without kerning.
    #[test]
    fn widths_of_times() {
        let measured = [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.0, Face::Bold, 250.3),
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13.0, Face::Bold, 271.2),
            ("Độc lập - Tự do - Hạnh phúc", 13.0, Face::Bold, 159.1),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", 12.0, Face::Bold, 159.0),
            ("UBND THÀNH PHỐ HỒ CHÍ MINH", 13.0, Face::Regular, 200.4),
        ];
        for (text, size, face, points) in measured {
            let ours = width(text, pt(size), face);
            assert!((ours - points).abs() < 0.06, "{text} at {size}: {ours} pt, measured {points} pt");
        }
    }

    /// The table of the specification is of kerned text, in mm: never wider than ours, at most 2.5 % narrower.
    #[test]
    fn widths_of_kerned_times() {
        let measured = [
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13.0, Face::Bold, 95.0),
            ("Độc lập - Tự do - Hạnh phúc", 14.0, Face::Bold, 60.4),
            ("Hà Nội, ngày 05 tháng 01 năm 2020", 13.0, Face::Italic, 67.0),
            ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", 14.0, Face::Italic, 103.9),
            ("Kính gửi:", 14.0, Face::Regular, 19.0),
            ("THƯỢNG KHẨN", 13.0, Face::Bold, 35.6),
        ];
        for (text, size, face, mm) in measured {
            let ours = width(text, pt(size), face) * 25.4 / 72.0;
            assert!(ours > mm - 0.06 && ours < mm * 1.025, "{text} at {size}: {ours} mm, measured {mm} mm");
        }
    }

    #[test]
    fn every_vietnamese_letter_in_every_face() {
        let letters = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz";
        for character in letters.chars().chain(letters.to_uppercase().chars()) {
            for face in Face::ALL {
                assert!(has_glyph(character, face), "{character} in {face:?}");
            }
        }
        assert!(!has_glyph('漢', Face::Regular));
        assert!(!has_glyph('😀', Face::Bold));
    }

    #[test]
    fn gaps_are_wide_enough_and_not_much_wider() {
        for (least, size) in [(31.0, 13.0), (24.0, 14.0), (24.0, 13.0)] {
            let wide = width(&gap(pt(least), pt(size), Face::Regular), pt(size), Face::Regular);
            assert!(wide >= least && wide < least + 4.0, "{wide}");
        }
    }
}
