//! The order of Vietnamese lists against a slow definition: rows of letters written out, one a letter, each in the order
//! of the tones.

use std::cmp::Ordering;

use congvan::vietnamese::collation::Key;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

const ROWS: [&str; 33] = [
    "aàảãáạ",
    "ăằẳẵắặ",
    "âầẩẫấậ",
    "b",
    "c",
    "d",
    "đ",
    "eèẻẽéẹ",
    "êềểễếệ",
    "f",
    "g",
    "h",
    "iìỉĩíị",
    "j",
    "k",
    "l",
    "m",
    "n",
    "oòỏõóọ",
    "ôồổỗốộ",
    "ơờởỡớợ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "uùủũúụ",
    "ưừửữứự",
    "v",
    "w",
    "x",
    "yỳỷỹýỵ",
    "z",
];

/// The row of a letter and its tone.
fn place(letter: char) -> (usize, usize) {
    let small = letter.to_lowercase().next().expect("a letter");
    let in_row = |row: &str| row.chars().position(|own| own == small);
    let found = ROWS.iter().enumerate().find_map(|(at, row)| Some((at, in_row(row)?)));
    found.unwrap_or_else(|| panic!("{letter} is in no row"))
}

fn slow_syllables(one: &str, other: &str) -> Ordering {
    let letters = |text: &str| text.chars().map(|letter| place(letter).0).collect::<Vec<_>>();
    let tone = |text: &str| text.chars().map(|letter| place(letter).1).max();
    letters(one).cmp(&letters(other)).then(tone(one).cmp(&tone(other)))
}

/// Texts of syllables with one space between.
fn slow_texts(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.split(' '), other.split(' '));
    loop {
        let order = match (left.next(), right.next()) {
            (None, None) => break,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(one), Some(other)) => slow_syllables(one, other),
        };
        if order.is_ne() {
            return order;
        }
    }
    let capitals = |text: &str| text.chars().map(char::is_uppercase).collect::<Vec<_>>();
    capitals(one).cmp(&capitals(other)).then(one.cmp(other))
}

/// A name with the last syllable before the others.
fn given_first(name: &str) -> String {
    name.rsplit_once(' ').map_or_else(|| name.to_owned(), |(family, given)| format!("{given} {family}"))
}

fn apart(text: &str) -> String {
    text.nfd().collect()
}

/// A syllable with at most one tone; of few letters, so that two are often alike.
fn syllable() -> impl Strategy<Value = String> {
    let rows = proptest::sample::select(ROWS.to_vec());
    let alike = proptest::sample::select(vec!["aàảãáạ", "âầẩẫấậ", "n", "đ", "oòỏõóọ"]);
    let letters = proptest::collection::vec((prop_oneof![rows, alike], any::<bool>()), 1..4);
    (letters, 0usize..6, any::<proptest::sample::Index>()).prop_map(|(letters, tone, toned)| {
        let toned = toned.index(letters.len());
        let write = |(at, (row, large)): (usize, &(&str, bool))| {
            let tone = if at == toned { tone } else { 0 };
            let letter = row.chars().nth(tone).or(row.chars().next()).expect("a letter");
            if *large { letter.to_uppercase().to_string() } else { letter.to_string() }
        };
        letters.iter().enumerate().map(write).collect()
    })
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(syllable(), 1..4).prop_map(|syllables| syllables.join(" "))
}

/// Texts with everything in them.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), text(), "[ab0-9 .áạÂ\u{301}\u{302}\u{323}Ðж-]{0,8}"]
}

#[test]
fn every_pair_of_letters() {
    let letters: Vec<char> = ROWS
        .iter()
        .flat_map(|row| row.chars())
        .flat_map(|small| [small].into_iter().chain(small.to_uppercase()))
        .collect();
    assert_eq!(letters.len(), 2 * (12 * 6 + 21));
    for one in &letters {
        for other in &letters {
            let (one, other) = (one.to_string(), other.to_string());
            assert_eq!(Key::new(&one).cmp(&Key::new(&other)), slow_texts(&one, &other), "{one} {other}");
        }
    }
}

#[test]
fn numbers_go_by_their_value() {
    let rooms: Vec<String> = (0..=1200).map(|n| format!("Phòng {n}")).collect();
    let keys: Vec<Key> = rooms.iter().map(|room| Key::new(room)).collect();
    assert!(keys.is_sorted());
    let long = "9".repeat(60);
    assert!(Key::new(&long) < Key::new(&format!("1{}", "0".repeat(60))) && Key::new(&long) < Key::new("a"));
}

proptest! {
    #[test]
    fn agrees_with_the_slow_definition(one in text(), other in text()) {
        prop_assert_eq!(Key::new(&one).cmp(&Key::new(&other)), slow_texts(&one, &other));
        let (left, right) = (given_first(&one), given_first(&other));
        let slow = slow_texts(&left, &right);
        let names = Key::of_name(&one).cmp(&Key::of_name(&other));
        // Case and spelling are compared in the order they are written in.
        prop_assert!(names == slow || left.to_lowercase() == right.to_lowercase());
    }

    #[test]
    fn it_makes_no_difference_how_letters_are_composed(one in any_text(), other in any_text()) {
        for key in [Key::new, Key::of_name] {
            prop_assert_eq!(key(&one), key(&apart(&one)));
            prop_assert_eq!(key(&one).cmp(&key(&other)), key(&apart(&one)).cmp(&key(&other)));
        }
    }

    #[test]
    fn the_order_is_total(list in proptest::collection::vec(any_text(), 0..6)) {
        for key in [Key::new, Key::of_name] {
            let mut sorted = list.clone();
            sorted.sort_by_cached_key(|text| key(text));
            for (at, one) in sorted.iter().enumerate() {
                for other in &sorted[at..] {
                    prop_assert!(key(one) <= key(other));
                    let same = apart(one) == apart(other);
                    prop_assert_eq!(key(one) == key(other), same, "{:?} {:?}", one, other);
                    prop_assert_eq!(key(other).cmp(&key(one)), key(one).cmp(&key(other)).reverse());
                }
            }
            let mut turned: Vec<String> = list.iter().rev().cloned().collect();
            turned.sort_by_cached_key(|text| key(text));
            let plain = |list: &[String]| list.iter().map(|text| apart(text)).collect::<Vec<_>>();
            prop_assert_eq!(plain(&sorted), plain(&turned));
        }
    }
}
