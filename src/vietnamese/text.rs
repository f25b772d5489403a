//! Words of a text: their first letters, the marks that end them, the file names they make.
//!
//! Every letter of a text may stand as one character or as a letter with its marks after it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The words with a small first letter, for use inside a sentence. A word that starts with two capitals is an
/// abbreviation and stays (`PMIS`).
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars().filter(|letter| !is_combining_mark(*letter));
    let (first, second) = (letters.next(), letters.next());
    if first.is_none() || second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    with_first(text, |first| first.to_lowercase().collect())
}

/// The words with a capital first letter, as a sentence begins.
pub fn upper_first(text: &str) -> String {
    with_first(text, |first| first.to_uppercase().collect())
}

fn with_first(text: &str, change: fn(char) -> String) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| change(first) + rest.as_str())
}

/// The words without the mark that ends them.
pub fn stem(words: &str) -> &str {
    words.trim_end_matches(|mark: char| matches!(mark, '.' | ';' | ',') || mark.is_whitespace())
}

/// The words as a sentence: with the mark that ends them, a full stop when there was none.
pub fn sentence(words: &str) -> String {
    let words = words.trim_end();
    if words.ends_with(['?', '!', '…']) { words.to_owned() } else { format!("{}.", stem(words)) }
}

/// The words as a file name: ASCII letters and digits, every other stretch one underscore: `Bình Định` is `binh_dinh`.
pub fn slug(text: &str) -> String {
    let mut name = String::new();
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'đ' | 'Đ' => name.push('d'),
            letter if letter.is_ascii_alphanumeric() => name.push(letter.to_ascii_lowercase()),
            _ if name.is_empty() || name.ends_with('_') => {}
            _ => name.push('_'),
        }
    }
    name.truncate(name.trim_end_matches('_').len());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every Vietnamese vowel with every tone, and đ.
    fn letters() -> Vec<String> {
        let vowels = ["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"];
        let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
        let of_vowel = |vowel: &str| tones.map(|tone| format!("{vowel}{tone}").nfc().collect::<String>());
        vowels.into_iter().flat_map(of_vowel).chain(["đ".to_owned()]).collect()
    }

    #[test]
    fn file_names() {
        assert_eq!((slug("Bà Rịa - Vũng Tàu"), slug("Đắk Lắk")), ("ba_ria_vung_tau".into(), "dak_lak".into()));
    }

    #[test]
    fn first_letters() {
        assert_eq!(lower_first("Đang rà soát"), "đang rà soát");
        assert_eq!(lower_first("PMIS chưa cài"), "PMIS chưa cài");
        assert_eq!((upper_first("đồng"), upper_first("")), ("Đồng".into(), String::new()));
        let apart: String = "ÂN HẠN".nfd().collect();
        assert_eq!(lower_first(&apart), apart);
        assert_eq!(lower_first(&"Ấn".nfd().collect::<String>()), "ấn".nfd().collect::<String>());
    }

    #[test]
    fn case_of_every_letter_whole_or_apart() {
        for small in letters() {
            let apart: String = small.nfd().collect();
            let large = small.to_uppercase();
            assert_eq!(large.chars().count(), 1, "{small}");
            assert_eq!(apart.to_uppercase().nfc().collect::<String>(), large);
            assert_eq!(large.to_lowercase(), small);
            assert_eq!(upper_first(&format!("{apart}n")).nfc().collect::<String>(), format!("{large}n"));
        }
    }

    #[test]
    fn endings() {
        assert_eq!((stem("Kiểm tra."), stem("Kiểm tra ; ")), ("Kiểm tra", "Kiểm tra"));
        assert_eq!(
            (sentence("Đạt"), sentence("Đạt. "), sentence("Sao?")),
            ("Đạt.".into(), "Đạt.".into(), "Sao?".into())
        );
    }

    proptest! {
        #[test]
        fn first_letters_change_nothing_else(text in any::<String>()) {
            let rest: String = text.chars().skip(1).collect();
            prop_assert!(upper_first(&text).ends_with(&rest) && lower_first(&text).ends_with(&rest));
        }
    }
}
