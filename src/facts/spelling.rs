//! When two spellings are one name.

use unicode_normalization::UnicodeNormalization;

/// The five marks of tone, as combining characters: huyền, sắc, hỏi, ngã, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Whether two spellings are one name: case, spaces, dots, hyphens and the place of the tone mark (`Hòa`, `Hoà`) do not
/// count.
pub fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// The words in small letters, each with its tone at its end, without the marks between them.
pub(super) fn folded(words: &str) -> String {
    words
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | '-' | '–'))
        .filter(|word| !word.is_empty())
        .flat_map(|word| {
            let letters: Vec<char> = word.to_lowercase().nfd().collect();
            let (tones, plain): (Vec<char>, Vec<char>) = letters.into_iter().partition(|letter| TONES.contains(letter));
            plain.into_iter().chain(tones).chain([' '])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn names() {
        for (one, other) in [
            ("Khánh Hòa", "Khánh Hoà"),
            ("GIẤY UỶ QUYỀN", "Giấy ủy quyền"),
            ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
            ("TP.HCM", "TP. HCM"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in [("Hà Nam", "Hà Năm"), ("Bình Định", "Bình Dương"), ("Đề án", "Dự án"), ("Má", "Mà")]
        {
            assert!(!same(one, other), "{one} {other}");
        }
    }
}
