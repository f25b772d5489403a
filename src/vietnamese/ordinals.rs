//! How parts and items are numbered: letters, Roman numerals, ordinals.

use super::{Decimal, words};

/// Letters of điểm: Vietnamese order, without ă â ê ô ơ ư and without f j w z.
const LETTERS: [char; 23] =
    ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'x', 'y'];

/// The letter of the `n`th điểm, from 1: a b c d đ …; past y it goes on with two letters (aa, ab).
pub fn letter(n: usize) -> String {
    let index = n.saturating_sub(1);
    let (round, place) = (index / LETTERS.len(), index % LETTERS.len());
    let last = LETTERS[place].to_string();
    if round == 0 { last } else { letter(round) + &last }
}

/// The largest number with a Roman numeral in plain letters.
pub const LAST_ROMAN: usize = 3999;

/// A Roman numeral, from 1.
pub fn roman(mut n: usize) -> String {
    const STEPS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut numeral = String::new();
    for (value, digits) in STEPS {
        while n >= value {
            numeral.push_str(digits);
            n -= value;
        }
    }
    numeral
}

/// The place in a row, from 1: `thứ nhất`, `thứ hai`, `thứ tư`, `thứ hai mươi mốt`. None below 1.
pub fn ordinal(n: i64) -> Option<String> {
    let place = match n {
        ..=0 => return None,
        1 => "nhất".to_owned(),
        4 => "tư".to_owned(),
        _ => words(&Decimal::from(n))?,
    };
    Some(format!("thứ {place}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        let first: String = (1..=10).map(letter).collect();
        assert_eq!(first, "abcdđeghik");
        assert_eq!((letter(23), letter(24), letter(25)), ("y".into(), "aa".into(), "ab".into()));
    }

    #[test]
    fn roman_numerals() {
        assert_eq!((roman(4), roman(9), roman(14)), ("IV".into(), "IX".into(), "XIV".into()));
        assert_eq!(roman(LAST_ROMAN), "MMMCMXCIX");
    }

    #[test]
    fn places_in_a_row() {
        let cases = [
            (1, "thứ nhất"),
            (2, "thứ hai"),
            (3, "thứ ba"),
            (4, "thứ tư"),
            (5, "thứ năm"),
            (10, "thứ mười"),
            (11, "thứ mười một"),
            (14, "thứ mười bốn"),
            (15, "thứ mười lăm"),
            (21, "thứ hai mươi mốt"),
            (24, "thứ hai mươi tư"),
            (101, "thứ một trăm linh một"),
        ];
        for (n, expected) in cases {
            assert_eq!(ordinal(n).as_deref(), Some(expected));
        }
        assert_eq!((ordinal(0), ordinal(-1), ordinal(i64::MIN)), (None, None, None));
    }
}
