//! The letters that can be set one by one: each has a glyph of its own, and neighbours do not change it.

use std::sync::LazyLock;

use ttf_parser::GlyphId;

use crate::assets::fonts::{self, Face};

/// A letter as the face draws it.
#[derive(Clone, Copy)]
pub struct Letter {
    /// Its glyph.
    pub glyph: u16,
    /// Its advance, in em.
    pub advance: f64,
}

/// Above all letters that are set here.
const END: usize = 0x2300;

static FACES: LazyLock<[Vec<Option<Letter>>; 4]> = LazyLock::new(|| Face::ALL.map(read));

fn read(face: Face) -> Vec<Option<Letter>> {
    // The files are part of the program and a test reads all four.
    let font = ttf_parser::Face::parse(fonts::bytes(face), 0).expect("a font of the program parses");
    let units = f64::from(font.units_per_em());
    let letter = |code: usize| {
        let letter = u32::try_from(code).ok().and_then(char::from_u32).filter(|&letter| stands_alone(letter))?;
        let glyph = font.glyph_index(letter).filter(|&glyph| glyph != GlyphId(0))?;
        // A no-break space is as wide as a space.
        let measured = if letter == '\u{a0}' { font.glyph_index(' ')? } else { glyph };
        let advance = f64::from(font.glyph_hor_advance(measured)?) / units;
        Some(Letter { glyph: glyph.0, advance })
    };
    (0..END).map(letter).collect()
}

/// Latin letters as NFC composes them, and signs without a script of their own. Signs that Unicode takes for another
/// one are left out: shaping replaces them.
fn stands_alone(letter: char) -> bool {
    matches!(letter, ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
        || matches!(letter, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}')
        || matches!(letter, '\u{2190}'..='\u{22ff}' | '℃' | '℉' | '№' | '™')
}

/// `letter` in `face`; `None` when it cannot be set by itself.
pub fn letter(letter: char, face: Face) -> Option<Letter> {
    FACES[face as usize].get(letter as usize).copied().flatten()
}

/// Width of `text` in em, without the letters that cannot be set.
pub fn width(text: &str, face: Face) -> f64 {
    text.chars().filter_map(|character| letter(character, face)).map(|letter| letter.advance).sum()
}
