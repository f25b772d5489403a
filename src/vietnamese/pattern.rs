//! Patterns of Vietnamese text. `\d`, `\w`, `\p{L}`, `\p{Ll}` and `\p{Lu}` are the figures and letters that it is written with:
//! those of all scripts take most of the time in which a short document is made.

use regex::Regex;

const DIGITS: &str = "0-9";
const SMALL: &str = "a-zß-öø-ÿăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ";
const LARGE: &str = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ";
/// Latin with all its marks.
const LETTERS: &str = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ";
const WORDS: &str = "0-9A-Z_a-zÀ-ÖØ-öø-ɏḀ-ỿ";

/// What each class stands for.
const CLASSES: [(&str, &str); 5] =
    [(r"\d", DIGITS), (r"\w", WORDS), (r"\p{Ll}", SMALL), (r"\p{Lu}", LARGE), (r"\p{L}", LETTERS)];

/// A pattern of the crate `regex`; `None` for one that is none.
pub fn pattern(source: &str) -> Option<Regex> {
    Regex::new(&plain(source)).ok()
}

/// The pattern with its classes written out.
fn plain(source: &str) -> String {
    let (mut plain, mut rest, mut is_inside) = (String::with_capacity(source.len() * 2), source, false);
    while let Some(character) = rest.chars().next() {
        if let Some((class, letters)) = CLASSES.iter().find(|(class, _)| rest.starts_with(class)) {
            plain.extend(if is_inside { ["", letters, ""] } else { ["[", letters, "]"] });
            rest = &rest[class.len()..];
            continue;
        }
        // What is escaped is no bracket.
        let length = character.len_utf8()
            + if character == '\\' { rest[1..].chars().next().map_or(0, char::len_utf8) } else { 0 };
        match character {
            '[' => is_inside = true,
            ']' => is_inside = false,
            _ => {}
        }
        plain.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_written_out() {
        assert_eq!(plain(r"\d{1,2}[\d.,]\[\d\]\\d\b"), r"[0-9]{1,2}[0-9.,]\[[0-9]\]\\d\b");
        assert!(pattern("(").is_none());
    }

    /// Every letter of Vietnamese is of the class that Unicode gives it.
    #[test]
    fn letters_are_those_of_vietnamese() {
        let small = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz";
        let large = small.to_uppercase();
        let others = "09_-–“”. %,;/()\n×÷";
        for (class, wanted) in [
            (r"\p{Ll}", vec![small]),
            (r"\p{Lu}", vec![&large]),
            (r"\p{L}", vec![small, &large]),
            (r"\w", vec![small, &large, "09_"]),
        ] {
            let ours = pattern(&format!("^{class}$")).unwrap();
            for character in format!("{small}{large}{others}").chars() {
                let is_wanted = wanted.iter().any(|letters| letters.contains(character));
                assert_eq!(ours.is_match(&character.to_string()), is_wanted, "{class} {character:?}");
            }
        }
    }
}
