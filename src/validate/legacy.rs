//! Text of the fonts before Unicode: TCVN3 (`.VnTime`: `Tr\u{ad}êng`) and VNI (`Tröôøng`), word by word.

use crate::vietnamese::{Spelling, is_syllable};

/// The letters of TCVN3, by what their codes are in Latin-1.
const TCVN3: [(&str, &str); 2] = [
    ("¨©ª«¬\u{ad}®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞß", "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịò"),
    ("áâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ", "ỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"),
];

/// The tones that VNI writes behind a vowel: behind any, behind one with a hat or a breve.
const VNI_TONES: [(&str, char); 5] =
    [("øàè", '\u{300}'), ("ùáé", '\u{301}'), ("ûåú", '\u{309}'), ("õãü", '\u{303}'), ("ïäë", '\u{323}')];

/// A syllable by its letters that is not in use, and stands for a word of every letterhead.
const LIKE_A_SYLLABLE: (&str, &str) = ("sè", "số");

/// The words of a text that are no Vietnamese as they stand and are, read by an old font; how they are meant.
pub(super) fn words(text: &str) -> impl Iterator<Item = (&str, String)> {
    text.split(|character: char| !is_part(character)).filter_map(|word| Some((word, meant(word)?)))
}

fn is_part(character: char) -> bool {
    let is_code = |(codes, _): &(&str, &str)| codes.contains(character);
    character.is_alphabetic() || (!character.is_ascii() && TCVN3.iter().any(is_code))
}

fn meant(word: &str) -> Option<String> {
    if word.is_ascii() || word.chars().any(|character| u32::from(character) > 0xff) {
        return None;
    }
    let (like, number) = LIKE_A_SYLLABLE;
    if word.to_lowercase() == like {
        return Some(cased(number, word));
    }
    // Marks of footnotes, brackets and signs behind or before a word are no letters.
    let bare = word.trim_start_matches(['©', 'µ', '«', '»', '·', '\u{ad}']);
    let bare = bare.trim_end_matches(['¹', '©', '®', 'µ', '«', '»', '·', '\u{ad}']);
    let is_marked = bare.len() < word.len() && (bare.chars().count() < 2 || is_syllable(bare, Spelling::Loose));
    if is_marked || word.chars().count() < 2 || is_syllable(word, Spelling::Loose) {
        return None;
    }
    let read = [tcvn3(word), vni(word)].into_iter().flatten().filter(|meant| is_syllable(meant, Spelling::Strict));
    // VNI writes a letter with two codes: what is shorter explains more of them.
    read.min_by_key(|meant| meant.chars().count())
}

/// As a word whose first letter may be a capital.
fn cased(meant: &str, word: &str) -> String {
    if word.starts_with(char::is_uppercase) { crate::vietnamese::upper_first(meant) } else { meant.to_owned() }
}

fn tcvn3(word: &str) -> Option<String> {
    let letter = |character: char| {
        let in_row = |(codes, letters): &(&str, &str)| {
            codes.chars().zip(letters.chars()).find(|(code, _)| *code == character).map(|(_, letter)| letter)
        };
        if character.is_ascii() { Some(character) } else { TCVN3.iter().find_map(in_row) }
    };
    word.chars().map(letter).collect()
}

fn vni(word: &str) -> Option<String> {
    use unicode_normalization::UnicodeNormalization;
    let mut meant = String::new();
    let mut is_vowel = false;
    for character in word.chars() {
        let tone = VNI_TONES.iter().find(|(codes, _)| codes.contains(character)).map(|(codes, tone)| (*codes, *tone));
        match character {
            'â' if is_vowel => meant.push('\u{302}'),
            'ê' if is_vowel && meant.ends_with('a') => meant.push('\u{306}'),
            'ñ' => meant.push('đ'),
            'ö' => meant.push('ư'),
            'ô' => meant.push('ơ'),
            'æ' => meant.push('ỉ'),
            'ò' => meant.push('ị'),
            'ó' => meant.push('ĩ'),
            'î' => meant.push('ỵ'),
            'ì' | 'í' => meant.push(character),
            plain if plain.is_ascii() => meant.push(plain),
            code => {
                let (codes, tone) = tone.filter(|_| is_vowel)?;
                // The first code of a row stands behind a plain vowel, the others have hat or breve in them.
                match codes.chars().position(|other| other == code) {
                    Some(1) => meant.push('\u{302}'),
                    Some(2) => meant.push('\u{306}'),
                    _ => {}
                }
                meant.push(tone);
            }
        }
        is_vowel = "aeouyAEOUYöôÖÔ".contains(character);
    }
    Some(meant.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_old_fonts() {
        let cases = [
            ("Sè", "Số"),
            ("Tr\u{ad}êng", "Trường"),
            ("Së", "Sở"),
            ("UBND tØnh", "tỉnh"),
            ("c«ng v¨n", "công văn"),
            ("x· héi", "hội"),
            ("®Ò nghÞ", "đề nghị"),
            ("Sôû", "Sở"),
            ("Tröôøng", "Trường"),
            ("ñeà nghò", "đề"),
            ("Coäng hoøa", "Cộng hòa"),
        ];
        for (text, wanted) in cases {
            let meant: Vec<String> = words(text).map(|(_, meant)| meant).collect();
            assert!(meant.join(" ").ends_with(wanted), "{text}: {meant:?}");
        }
    }

    /// Names of all provinces, bodies and units, and the words of all samples.
    #[test]
    fn no_word_of_the_samples_is_taken_for_one() {
        for folder in ["templates/reference", "samples"] {
            let mut open = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
            while let Some(path) = open.pop() {
                if path.is_dir() {
                    open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
                } else if let Ok(text) = std::fs::read_to_string(&path) {
                    assert_eq!(words(&text).next(), None, "{}", path.display());
                }
            }
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        let text = "Trường Saint-Exupéry ở Zürich, São Tomé, café, naïve, señor, Krông Pắc, Mlô, Ê-đê, Hồng Kông, Côte d'Ivoire, \
                    Haïti, Malmö, Perú, Björn, Noël; 5 µm, 10 µl, 3 m², Windows®, ©2014, do¹, m¹, «an toàn», «ta», kW·h, 1½, 30 °C, \
                    sệt, né, bè, hè, sẻ, qúy, Hoà, uỷ ban, giúp, gìn, xoong, in\u{ad}for\u{ad}ma\u{ad}tion, học\u{ad}sinh";
        assert_eq!(words(text).collect::<Vec<_>>(), []);
    }
}
