//! How Vietnamese offices write numbers, dates and ordinals.

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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

/// A whole number with a dot between thousands: `1.234.567`.
pub fn integer(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut grouped = if n < 0 { "-".to_owned() } else { String::new() };
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count in a sentence: two digits below ten (`07 văn bản`), as offices write it.
pub fn count(n: i64) -> String {
    if (0..10).contains(&n) { format!("0{n}") } else { integer(n) }
}

/// Số of a document: two digits below ten, never a dot (Phụ lục I, Phần I, Mục II.3).
pub fn document_number(n: i64) -> String {
    format!("{n:02}")
}

/// A decimal number with a comma; a fraction of zeros is left out: 92.9 is `92,9`, 100.0 is `100`.
pub fn decimal(digits: i64, scale: u8) -> String {
    let unit = 10_i64.saturating_pow(u32::from(scale));
    let (whole, fraction) = (digits / unit, (digits % unit).abs());
    let sign = if digits < 0 && whole == 0 { "-" } else { "" };
    if fraction == 0 {
        return format!("{sign}{}", integer(whole));
    }
    format!("{sign}{},{fraction:0width$}", integer(whole), width = usize::from(scale))
}

/// The digits and the scale of a decimal written with a dot (`92.9` is 929, 1).
pub fn parse_decimal(text: &str) -> Option<(i64, u8)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let scale = u8::try_from(fraction.len()).ok()?;
    format!("{whole}{fraction}").parse().ok().map(|digits| (digits, scale))
}

/// Day of the month: a leading zero below 10 (Phụ lục I, Phần I, Mục II.4).
pub fn day(date: NaiveDate) -> String {
    format!("{:02}", date.day())
}

/// Month: a leading zero for January and February only (Phụ lục I, Phần I, Mục II.4).
pub fn month(date: NaiveDate) -> String {
    if date.month() <= 2 { format!("{:02}", date.month()) } else { date.month().to_string() }
}

/// `ngày 05 tháng 01 năm 2020`.
pub fn date_long(date: NaiveDate) -> String {
    format!("ngày {} tháng {} năm {}", day(date), month(date), date.year())
}

/// `05/01/2020`, `05/3/2020`: the short form of tables, with the same zeros.
pub fn date_short(date: NaiveDate) -> String {
    format!("{}/{}/{}", day(date), month(date), date.year())
}

/// The words with a small first letter, for use inside a sentence. A word that starts with two capitals is an
/// abbreviation and stays (`PMIS`).
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let (Some(first), second) = (letters.next(), letters.next()) else { return String::new() };
    if second.is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().collect::<String>() + &text[first.len_utf8()..]
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

    #[test]
    fn letters_follow_the_vietnamese_alphabet() {
        let first: String = (1..=10).map(letter).collect();
        assert_eq!(first, "abcdđeghik");
        assert_eq!((letter(23), letter(24), letter(25)), ("y".into(), "aa".into(), "ab".into()));
    }

    #[test]
    fn numbers() {
        assert_eq!(
            (integer(785_918_000), integer(-1_234), integer(999)),
            ("785.918.000".into(), "-1.234".into(), "999".into())
        );
        assert_eq!((count(7), count(10), count(1269)), ("07".into(), "10".into(), "1.269".into()));
        assert_eq!((document_number(5), document_number(1616)), ("05".into(), "1616".into()));
        assert_eq!((decimal(929, 1), decimal(1000, 1), decimal(-5, 1)), ("92,9".into(), "100".into(), "-0,5".into()));
        assert_eq!(
            (parse_decimal("92.9"), parse_decimal("7"), parse_decimal("x")),
            (Some((929, 1)), Some((7, 0)), None)
        );
        assert_eq!((roman(4), roman(9), roman(14)), ("IV".into(), "IX".into(), "XIV".into()));
    }

    #[test]
    fn zeros_of_dates() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a real day");
        assert_eq!(date_long(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(date_long(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
        assert_eq!(date_short(date(2012, 3, 5)), "05/3/2012");
    }

    #[test]
    fn file_names() {
        assert_eq!((slug("Bà Rịa - Vũng Tàu"), slug("Đắk Lắk")), ("ba_ria_vung_tau".into(), "dak_lak".into()));
    }

    #[test]
    fn first_letters() {
        assert_eq!(lower_first("Đang rà soát"), "đang rà soát");
        assert_eq!(lower_first("PMIS chưa cài"), "PMIS chưa cài");
    }
}
