//! Numbers in words, by the rules of the schoolbooks as offices follow them:
//!
//! - 1 is `mốt` and 4 is `tư` after `mươi`; 5 is `lăm` after `mươi` and `mười`; nothing else changes its name.
//! - A zero of the tens is `linh`, and only before a digit that is not zero: `một trăm linh năm`, `một trăm`.
//! - Of a group of three digits that follows a greater one, the hundreds are spoken even when they are zero:
//!   `một nghìn không trăm linh năm`. A group of three zeros is left out whole: `một triệu không trăm linh năm`.
//! - Numbers go by blocks of nine digits, and each is followed by its `tỷ`: `năm nghìn tỷ`, `một triệu tỷ`, `một tỷ tỷ`.
//!   So `tỷ` is spoken once for a block, not once for each of its groups: `một nghìn hai trăm tỷ`.
//! - After the comma, the zeros in front are spoken one by one, the rest is a number: `không phẩy không năm`.

use super::Decimal;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
/// The groups of a block, from the left.
const GROUPS: [&str; 3] = ["triệu", "nghìn", ""];
/// The digits of a block.
const BLOCK: usize = 9;
/// The most digits that have names: past `tỷ tỷ` offices write powers of ten.
const MOST: usize = 3 * BLOCK;

/// The number in words: `một triệu hai trăm linh năm nghìn`, `âm mười hai phẩy năm`. None past 27 digits before or
/// after the comma.
pub fn words(number: &Decimal) -> Option<String> {
    let mut spoken = Vec::new();
    if number.is_negative() {
        spoken.push("âm");
    }
    whole(number.whole(), &mut spoken)?;
    let fraction = number.fraction();
    if !fraction.is_empty() {
        spoken.push("phẩy");
        let rest = fraction.trim_start_matches('0');
        spoken.extend(fraction[rest.len()..].bytes().map(|_| DIGITS[0]));
        whole(rest, &mut spoken)?;
    }
    Some(spoken.join(" "))
}

/// Speaks a whole number without zeros in front.
fn whole(digits: &str, spoken: &mut Vec<&'static str>) -> Option<()> {
    if digits.len() > MOST {
        return None;
    }
    if digits == "0" {
        spoken.push(DIGITS[0]);
        return Some(());
    }
    let padded = format!("{digits:0>MOST$}");
    let digits: Vec<usize> = padded.bytes().map(|digit| usize::from(digit - b'0')).collect();
    let start = spoken.len();
    for (at, block) in digits.chunks(BLOCK).enumerate() {
        if block.iter().all(|digit| *digit == 0) {
            continue;
        }
        for (group, name) in block.chunks(3).zip(GROUPS) {
            let follows = spoken.len() > start;
            if let [hundreds, tens, units] = *group
                && (hundreds, tens, units) != (0, 0, 0)
            {
                three(hundreds, tens, units, follows, spoken);
                spoken.extend((!name.is_empty()).then_some(name));
            }
        }
        spoken.extend(std::iter::repeat_n("tỷ", MOST / BLOCK - 1 - at));
    }
    Some(())
}

/// Speaks a group of three digits, not all zero; `follows` says that a greater one stands before it.
fn three(hundreds: usize, tens: usize, units: usize, follows: bool, spoken: &mut Vec<&'static str>) {
    let has_hundreds = follows || hundreds > 0;
    if has_hundreds {
        spoken.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if has_hundreds && units > 0 => spoken.push("linh"),
        0 => {}
        1 => spoken.push("mười"),
        _ => spoken.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, units) {
        (_, 0) => {}
        (2.., 1) => spoken.push("mốt"),
        (2.., 4) => spoken.push("tư"),
        (1.., 5) => spoken.push("lăm"),
        _ => spoken.push(DIGITS[units]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spoken(text: &str) -> Option<String> {
        words(&Decimal::parse(text).expect("a number"))
    }

    #[test]
    fn decimals() {
        let cases = [
            ("12.5", "mười hai phẩy năm"),
            ("0.05", "không phẩy không năm"),
            ("-0.5", "âm không phẩy năm"),
            ("3.14", "ba phẩy mười bốn"),
            ("2.001", "hai phẩy không không một"),
            ("0.125", "không phẩy một trăm hai mươi lăm"),
            ("1.50", "một phẩy năm mươi"),
            ("7.00", "bảy"),
        ];
        for (text, expected) in cases {
            assert_eq!(spoken(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numbers_without_names() {
        let largest = "9".repeat(27);
        assert!(spoken(&largest).is_some_and(|words| words.starts_with("chín trăm chín mươi chín triệu")));
        assert_eq!(spoken(&format!("1{}", "0".repeat(27))), None);
        assert_eq!(spoken(&format!("0.{}1", "9".repeat(27))), None);
        assert!(spoken(&format!("0.{}1", "0".repeat(27))).is_some());
    }
}
