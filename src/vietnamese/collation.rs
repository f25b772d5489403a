//! The order of Vietnamese lists.
//!
//! Two texts are compared syllable by syllable, as dictionaries and lists of offices have it: by the letters of the
//! syllable first (a ă â b c d đ e ê … o ô ơ … u ư v x y), then by its tone (ngang, huyền, hỏi, ngã, sắc, nặng). So all of
//! `Ba …` stand before the first `Bà …`. Letters of other alphabets that are written in between stand where Latin has
//! them: f before g, j before k, w and z after v and y. A number stands before words and goes by its value: `Phòng 2`
//! before `Phòng 10`. Only when all syllables are the same does case decide, small before capital, and at last the rest
//! of the text: spaces, marks, where the tone is written (`hoà`, `hòa`).
//!
//! The general algorithm of Unicode (UTS #10, in the crate `icu_collator`) compares the letters of the whole text before
//! the first tone, which mixes `Ba` with `Bà`, knows no names of people, and brings tables of other languages: this is
//! shorter than its set-up.

use std::collections::VecDeque;

use unicode_normalization::UnicodeNormalization;

/// The alphabet, with the letters of other languages in their places.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// What a text is sorted by. Two keys are equal only when the texts are, letter by letter; it makes no difference
/// whether a letter is one character or has its marks after it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    syllables: VecDeque<Syllable>,
    capitals: Vec<bool>,
    text: String,
}

/// A stretch of digits or of letters. What is neither only stands between them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Syllable {
    /// Digits without zeros in front, and before them how many they are: so they go by their value.
    Number(usize, String),
    /// The places of the letters in the alphabet, then the tones.
    Word(Vec<u32>, Vec<Tone>),
}

/// Dấu thanh; none is ngang.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tone {
    Huyen,
    Hoi,
    Nga,
    Sac,
    Nang,
}

impl Key {
    /// The key of an entry of a list.
    pub fn new(text: &str) -> Self {
        let mut reader = Reader::default();
        text.nfd().for_each(|character| reader.read(character));
        reader.end_syllable();
        Key { syllables: reader.syllables, capitals: reader.capitals, text: text.nfc().collect() }
    }

    /// The key of a person: by tên first, which is the last syllable, then by họ and tên đệm. A number after the name,
    /// which tells two of one name apart, stays at its end.
    pub fn of_name(text: &str) -> Self {
        let mut key = Key::new(text);
        let is_word = |syllable: &Syllable| matches!(syllable, Syllable::Word(..));
        let given = key.syllables.iter().rposition(is_word).and_then(|last| key.syllables.remove(last));
        if let Some(given) = given {
            key.syllables.push_front(given);
        }
        key
    }
}

/// Takes a text apart, each letter before its marks.
#[derive(Default)]
struct Reader {
    syllables: VecDeque<Syllable>,
    capitals: Vec<bool>,
    digits: String,
    letters: Vec<char>,
    tones: Vec<Tone>,
}

impl Reader {
    fn read(&mut self, character: char) {
        match character {
            '\u{300}'..='\u{36f}' => self.mark(character),
            '0'..='9' => {
                if self.digits.is_empty() {
                    self.end_syllable();
                }
                self.digits.push(character);
            }
            letter if letter.is_alphanumeric() => {
                if self.letters.is_empty() {
                    self.end_syllable();
                }
                self.capitals.push(letter.is_uppercase());
                self.letters.extend(letter.to_lowercase());
            }
            _ => self.end_syllable(),
        }
    }

    /// A mark of the letter before it. Marks that Vietnamese does not have are left to the comparison of the texts.
    fn mark(&mut self, mark: char) {
        let Some(letter) = self.letters.last_mut() else { return };
        let tone = match (mark, *letter) {
            ('\u{300}', _) => Tone::Huyen,
            ('\u{309}', _) => Tone::Hoi,
            ('\u{303}', _) => Tone::Nga,
            ('\u{301}', _) => Tone::Sac,
            ('\u{323}', _) => Tone::Nang,
            ('\u{302}' | '\u{306}' | '\u{31b}', bare) => {
                *letter =
                    [bare, mark].into_iter().nfc().next().filter(|whole| ALPHABET.contains(*whole)).unwrap_or(bare);
                return;
            }
            _ => return,
        };
        self.tones.push(tone);
    }

    fn end_syllable(&mut self) {
        if !self.digits.is_empty() {
            let value = self.digits.trim_start_matches('0').to_owned();
            self.digits.clear();
            self.syllables.push_back(Syllable::Number(value.len(), value));
        }
        if !self.letters.is_empty() {
            let letters = self.letters.drain(..).map(place).collect();
            self.syllables.push_back(Syllable::Word(letters, std::mem::take(&mut self.tones)));
        }
    }
}

/// The place of a letter in the alphabet; letters of other scripts follow by their code points.
fn place(letter: char) -> u32 {
    let known = ALPHABET.chars().zip(0..).find(|(own, _)| *own == letter);
    known.map_or(u32::from(letter) + ALPHABET.len() as u32, |(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(key: fn(&str) -> Key, list: &[&str]) {
        for pair in list.windows(2) {
            assert!(key(pair[0]) < key(pair[1]), "{pair:?}");
        }
    }

    #[test]
    fn dictionary_order() {
        in_order(
            Key::new,
            &[
                "",
                "2",
                "10",
                "A",
                "ă",
                "â",
                "ba",
                "Ba",
                "Ba Đình",
                "bà",
                "bả",
                "bã",
                "bá",
                "bạ",
                "bác",
                "bắc",
                "cam",
                "da",
                "đa",
                "em",
                "êm",
                "fax",
                "gà",
                "internet",
                "jun",
                "kẻ",
                "o",
                "oi",
                "ô",
                "ơ",
                "phòng 2",
                "Phòng 10",
                "phố",
                "ta",
                "u",
                "ư",
                "va",
                "web",
                "xa",
                "y",
                "zalo",
                "ж",
            ],
        );
    }

    #[test]
    fn provinces() {
        in_order(
            Key::new,
            &[
                "An Giang",
                "Bà Rịa - Vũng Tàu",
                "Bạc Liêu",
                "Bắc Giang",
                "Bắc Kạn",
                "Bắc Ninh",
                "Bến Tre",
                "Bình Dương",
                "Bình Định",
                "Cà Mau",
                "Cao Bằng",
                "Cần Thơ",
                "Đà Nẵng",
                "Đắk Lắk",
                "Đắk Nông",
                "Điện Biên",
                "Đồng Nai",
                "Đồng Tháp",
                "Hà Nam",
                "Hà Nội",
                "Hải Dương",
                "Hậu Giang",
                "Hòa Bình",
                "Thanh Hóa",
                "Thừa Thiên Huế",
            ],
        );
    }

    #[test]
    fn names_of_people() {
        in_order(
            Key::of_name,
            &[
                "An",
                "Lê Văn An",
                "Nguyễn Thị An",
                "Nguyễn Văn An",
                "Nguyễn Văn An 2",
                "Lê Ánh",
                "Võ Bình",
                "An Văn Đức",
            ],
        );
    }

    #[test]
    fn what_only_the_text_tells_apart() {
        in_order(Key::new, &["hoà 7", "hòa 7"]);
        in_order(Key::new, &["a b", "a-b"]);
        in_order(Key::new, &["Phòng 02", "Phòng 2"]);
        assert_eq!(Key::new("\u{1ead}"), Key::new("a\u{323}\u{302}"));
        assert_eq!(Key::new("\u{1ead}"), Key::new("a\u{302}\u{323}"));
    }
}
