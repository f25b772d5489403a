//! The four faces as documents of ours embed them: subsets by kinds of letters, each made once.
//!
//! A subset of its own for each document would be smaller by some glyphs and cost more than all the rest of the file. A
//! document that has capitals of Vietnamese in a face embeds all of them.

use std::sync::OnceLock;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Finish, Name, Rect, Ref, Settings, Str};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::GlyphId;

use super::super::super::face::ROW;
use super::super::letters;
use super::super::page::Sheet;
use super::super::paint::{Placed, Thing};
use super::deflate::deflate_once;
use super::sfnt;
use crate::assets::fonts::{self, Face};

/// The kinds of letters: figures and common signs, Latin, what Vietnamese adds, in small letters and in capitals, and two
/// kinds that are rarer.
const KINDS: [&str; 7] = [
    " \u{a0}0123456789.,;:()/-–%“”…",
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬĐÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴ",
    "!\"&'*+<=>?@[]_—‘’•§°²³×±",
    "#$\\^`{|}~¡¢£¤¥¦¨©ª«¬®¯´µ¶·¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÖØÛÜÞßäåæçëîïðñö÷øûüþÿ‐‒‚„†‡‰′″€₫№™←→↔−≈≠≤≥",
];
/// How many subsets a face may have.
const SUBSETS: usize = 1 << KINDS.len();
/// Above all letters of those kinds.
const END: usize = 0x2300;

/// How many objects a face takes.
const OBJECTS: i32 = 5;

/// A subset of a face.
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

/// The subsets that a document needs.
pub struct Fonts([Option<&'static Font>; 4]);

impl Fonts {
    /// Those of `sheets`. `None` when a letter is of no kind.
    pub fn of(sheets: &[Sheet]) -> Option<Self> {
        let mut kinds = [0; 4];
        sheets.iter().try_for_each(|sheet| gather(&sheet.things, &mut kinds))?;
        let mut fonts = [None; 4];
        for face in Face::ALL.into_iter().filter(|face| kinds[*face as usize] > 0) {
            fonts[face as usize] = Some(subset(face, kinds[face as usize])?);
        }
        Some(Fonts(fonts))
    }

    /// That of `face`, where the document has any.
    pub fn font(&self, face: Face) -> Option<&'static Font> {
        self.0[face as usize]
    }

    /// The faces that the document has.
    pub fn faces(&self) -> impl Iterator<Item = (Face, &'static Font)> {
        Face::ALL.into_iter().zip(self.0).filter_map(|(face, font)| Some((face, font?)))
    }
}

/// Adds the kinds of the letters of each face.
fn gather(things: &[Placed], kinds: &mut [usize; 4]) -> Option<()> {
    things.iter().try_for_each(|placed| match &placed.thing {
        Thing::Run(run, _) => {
            for letter in run.text.chars() {
                kinds[run.face as usize] |= kind(letter)?;
            }
            Some(())
        }
        Thing::Foot(things) => gather(things, kinds),
        Thing::Rule { .. }
        | Thing::Rect { .. }
        | Thing::Image { .. }
        | Thing::Area { .. }
        | Thing::Path { .. }
        | Thing::Upward(..)
        | Thing::Stamp(..)
        | Thing::Open(_)
        | Thing::Close => Some(()),
    })
}

/// The kind of `letter`, a bit for each.
fn kind(letter: char) -> Option<usize> {
    static TABLE: OnceLock<Vec<u8>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0; END];
        for (at, letters) in KINDS.iter().enumerate() {
            letters.chars().for_each(|letter| table[letter as usize] = 1 << at);
        }
        table
    });
    table.get(letter as usize).copied().filter(|&kind| kind > 0).map(usize::from)
}

/// `face` with the letters of these kinds. `None` when it cannot be embedded.
fn subset(face: Face, kinds: usize) -> Option<&'static Font> {
    static SUBSETS_OF_FACES: [[OnceLock<Option<Font>>; SUBSETS]; 4] =
        [const { [const { OnceLock::new() }; SUBSETS] }; 4];
    SUBSETS_OF_FACES[face as usize][kinds].get_or_init(|| build(face, kinds)).as_ref()
}

/// A letter of a subset.
struct Letter {
    letter: char,
    code: u16,
    glyph: GlyphId,
}

fn build(face: Face, kinds: usize) -> Option<Font> {
    let file = fonts::bytes(face);
    let parsed = ttf_parser::Face::parse(file, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let mut letters: Vec<Letter> = Vec::new();
    let wanted = KINDS.iter().enumerate().filter(|(at, _)| kinds & 1 << at > 0);
    for letter in wanted.flat_map(|(_, letters)| letters.chars()) {
        let Some(glyph) = letters::letter(letter, face).map(|letter| letter.glyph) else { continue };
        let code = glyphs.remap(glyph);
        // A letter drawn as another one is left out: a code says one letter.
        if usize::from(code) == letters.len() + 1 {
            letters.push(Letter { letter, code, glyph: GlyphId(glyph) });
        }
    }
    let subset = sfnt::embedded(&subsetter::subset(file, 0, &glyphs).ok()?)?;
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
    use super::{Face, KINDS, SUBSETS, kind, subset};

    #[test]
    fn every_face_has_every_letter_of_every_kind_once() {
        let vietnamese = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
        let letters = format!("{vietnamese}{}", vietnamese.to_uppercase());
        assert!(letters.chars().all(|letter| kind(letter).is_some()));
        assert_eq!(kind('ж'), None);
        for face in Face::ALL {
            let font = subset(face, SUBSETS - 1).unwrap();
            let mut codes: Vec<u16> = KINDS.concat().chars().map(|letter| font.code(letter).unwrap()).collect();
            codes.sort_unstable();
            assert!(codes.windows(2).all(|pair| pair[0] < pair[1]), "one code for two letters");
            let small = subset(face, 1).unwrap();
            assert!(small.code('7').is_some() && small.code('a').is_none());
            assert!(small.chunk.len() * 3 < font.chunk.len());
        }
    }
}
