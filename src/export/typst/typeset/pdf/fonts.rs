//! The four faces as every document of ours embeds them: one subset each, made once.
//!
//! A subset of its own for each document would be smaller by some glyphs and cost more than all the rest of the file.

use std::sync::LazyLock;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Settings, Str};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::GlyphId;

use super::super::super::face::ROW;
use super::super::letters;
use super::deflate::deflate_once;
use crate::assets::fonts::{self, Face};

/// What stands in every subset: Latin letters and signs, those of Vietnamese, and the signs that our documents print.
const LETTERS: [std::ops::RangeInclusive<char>; 5] =
    [' '..='~', '\u{a0}'..='\u{ac}', '\u{ae}'..='\u{ff}', '\u{1ea0}'..='\u{1ef9}', '\u{2010}'..='\u{2026}'];
const MORE: &str = "ĂăĐđĨĩŨũƠơƯư‰′″€₫№™←→↔−≈≠≤≥";

/// How many objects a face takes.
const OBJECTS: i32 = 5;

/// A face in a PDF.
pub struct Font {
    /// Its objects.
    pub chunk: Chunk,
    /// The code of each letter.
    codes: Vec<u16>,
}

impl Font {
    /// The code of `letter`; `None` when the subset lacks it.
    pub fn code(&self, letter: char) -> Option<u16> {
        self.codes.get(letter as usize).copied().filter(|&code| code > 0)
    }
}

/// The objects of the faces come first in every file: those of a face that it lacks are free.
pub const FIRST_FREE: Ref = Ref::new(1 + OBJECTS * 4);

/// The font dictionary of `face`.
pub fn reference(face: Face) -> Ref {
    Ref::new(1 + OBJECTS * face as i32)
}

/// The name of `face` on the pages.
pub fn name(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => b"f0",
        Face::Bold => b"f1",
        Face::Italic => b"f2",
        Face::BoldItalic => b"f3",
    }
}

/// `face`, ready to be embedded. `None` when it cannot be.
pub fn font(face: Face) -> Option<&'static Font> {
    static FONTS: [LazyLock<Option<Font>>; 4] = [
        LazyLock::new(|| build(Face::Regular)),
        LazyLock::new(|| build(Face::Bold)),
        LazyLock::new(|| build(Face::Italic)),
        LazyLock::new(|| build(Face::BoldItalic)),
    ];
    FONTS[face as usize].as_ref()
}

/// A letter of a subset.
struct Letter {
    letter: char,
    code: u16,
    glyph: GlyphId,
}

fn build(face: Face) -> Option<Font> {
    let file = fonts::bytes(face);
    let parsed = ttf_parser::Face::parse(file, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let mut letters: Vec<Letter> = Vec::new();
    for letter in LETTERS.into_iter().flatten().chain(MORE.chars()) {
        let Some(glyph) = letters::letter(letter, face).map(|letter| letter.glyph) else { continue };
        let code = glyphs.remap(glyph);
        // A letter drawn as another one is left out: a code says one letter.
        if usize::from(code) == letters.len() + 1 {
            letters.push(Letter { letter, code, glyph: GlyphId(glyph) });
        }
    }
    let subset = subsetter::subset(file, 0, &glyphs).ok()?;
    let mut codes = vec![0; 1 + letters.iter().map(|letter| letter.letter as usize).max()?];
    letters.iter().for_each(|letter| codes[letter.letter as usize] = letter.code);
    let writer = Writer { face, parsed, letters, subset };
    Some(Font { chunk: writer.chunk(), codes })
}

const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Writes the objects of a face.
struct Writer<'f> {
    face: Face,
    parsed: ttf_parser::Face<'f>,
    letters: Vec<Letter>,
    subset: Vec<u8>,
}

impl Writer<'_> {
    fn chunk(&self) -> Chunk {
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        let mut next = reference(self.face);
        let [root, cid, descriptor, unicode, file] = [(); 5].map(|()| next.bump());
        let name = self.name();
        let name = Name(name.as_bytes());
        let mut font = chunk.type0_font(root);
        font.base_font(name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(unicode);
        font.finish();
        self.cid(&mut chunk, cid, descriptor, name);
        self.descriptor(&mut chunk, descriptor, file, name);
        let cmap = deflate_once(&self.unicode());
        chunk.cmap(unicode, &cmap).filter(Filter::FlateDecode);
        let length = i32::try_from(self.subset.len()).unwrap_or(i32::MAX);
        let deflated = deflate_once(&self.subset);
        chunk.stream(file, &deflated).filter(Filter::FlateDecode).pair(Name(b"Length1"), length);
        chunk
    }

    /// The name of the typeface behind six letters that change with the subset.
    fn name(&self) -> String {
        let style = match self.face {
            Face::Regular => "",
            Face::Bold => "-Bold",
            Face::Italic => "-Italic",
            Face::BoldItalic => "-BoldItalic",
        };
        let hash = Sha256::digest(&self.subset);
        let tag: String = hash.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
        format!("{tag}+LiberationSerif{style}")
    }

    fn cid(&self, chunk: &mut Chunk, cid: Ref, descriptor: Ref, name: Name) {
        let mut font = chunk.cid_font(cid);
        font.subtype(CidFontType::Type2).base_font(name).system_info(SYSTEM).font_descriptor(descriptor);
        font.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = font.widths();
        widths.consecutive(0, [self.width(GlyphId(0))]);
        widths.consecutive(1, self.letters.iter().map(|letter| self.width(letter.glyph)));
    }

    /// In thousandths of an em.
    fn units(&self, value: f32) -> f32 {
        value * 1000.0 / f32::from(self.parsed.units_per_em())
    }

    fn width(&self, glyph: GlyphId) -> f32 {
        (self.units(f32::from(self.parsed.glyph_hor_advance(glyph).unwrap_or(0))) * 1000.0).round() / 1000.0
    }

    fn descriptor(&self, chunk: &mut Chunk, descriptor: Ref, file: Ref, name: Name) {
        let (bold, italic) = match self.face {
            Face::Regular => (false, false),
            Face::Bold => (true, false),
            Face::Italic => (false, true),
            Face::BoldItalic => (true, true),
        };
        let mut flags = FontFlags::SERIF | FontFlags::SYMBOLIC;
        flags.set(FontFlags::ITALIC, italic);
        let height = self.parsed.capital_height().unwrap_or_else(|| self.parsed.ascender());
        let mut font = chunk.font_descriptor(descriptor);
        font.name(name).flags(flags).bbox(self.bounds()).italic_angle(self.parsed.italic_angle());
        font.ascent(ROW.0 as f32 * 1000.0).descent(ROW.1 as f32 * 1000.0);
        font.cap_height(self.units(f32::from(height))).stem_v(if bold { 168.6 } else { 95.4 });
        font.font_file2(file);
    }

    /// The box around all letters.
    fn bounds(&self) -> Rect {
        let boxes = self.letters.iter().filter_map(|letter| self.parsed.glyph_bounding_box(letter.glyph));
        let join = |whole: Rect, one: ttf_parser::Rect| Rect {
            x1: whole.x1.min(self.units(f32::from(one.x_min))),
            y1: whole.y1.min(self.units(f32::from(one.y_min))),
            x2: whole.x2.max(self.units(f32::from(one.x_max))),
            y2: whole.y2.max(self.units(f32::from(one.y_max))),
        };
        boxes.fold(Rect::new(0.0, 0.0, 0.0, 0.0), join)
    }

    /// What each code says.
    fn unicode(&self) -> Vec<u8> {
        let mut map = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
        self.letters.iter().for_each(|letter| map.pair(letter.code, letter.letter));
        map.finish().into_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::{Face, font};

    const VIETNAMESE: &str = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";

    #[test]
    fn every_face_has_every_letter_of_vietnamese_and_the_signs_of_our_documents() {
        let signs = "0123456789 \u{a0}.,;:!?()[]/-–—…“”‘’\"'%‰+−×=<>≤≥&§°²³½•*#@_№€₫$→fjwzFJWZ";
        let text = format!("{VIETNAMESE}{}{signs}", VIETNAMESE.to_uppercase());
        for face in Face::ALL {
            let font = font(face).unwrap();
            let mut codes: Vec<u16> = text.chars().map(|letter| font.code(letter).unwrap()).collect();
            codes.sort_unstable();
            assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "one code for two letters");
            assert_eq!(font.code('ж'), None);
        }
    }
}
