//! Figures and dates as they should have been typed.

use chrono::NaiveDate;

use crate::rules::Check;
use crate::vietnamese::date_long;

/// What was typed, as it should be.
type Mend = fn(&str) -> Option<String>;

/// The checks whose excerpts can be mended by themselves, and how.
const MENDS: [(Check, Mend); 5] = [
    (Check::SpaceBeforePercent, |typed| Some(percent(&typed.replace(' ', "")))),
    (Check::DecimalPoint, |typed| Some(typed.replace('.', ","))),
    (Check::ThousandsComma, |typed| Some(typed.chars().map(swapped).collect())),
    (Check::DateZeros, zeros),
    (Check::DateIso, iso),
];

/// What was typed, mended; `None` where only a person can tell.
pub(super) fn all(check: Check, typed: &[&str]) -> Option<String> {
    let (_, mend) = MENDS.iter().find(|(known, _)| *known == check)?;
    let mended: Option<Vec<String>> = typed.iter().map(|typed| mend(typed)).collect();
    mended.map(|mended| mended.join(", "))
}

/// A point before one or two digits is a decimal one, before three one of thousands.
fn percent(typed: &str) -> String {
    match typed.split_once('.') {
        Some((whole, rest)) if rest.len() <= "12%".len() => format!("{whole},{rest}"),
        Some(_) | None => typed.to_owned(),
    }
}

fn swapped(mark: char) -> char {
    match mark {
        ',' => '.',
        '.' => ',',
        other => other,
    }
}

/// `ngày 5 tháng 03` as `ngày 05 tháng 3`: a zero before days below ten and the first two months.
fn zeros(typed: &str) -> Option<String> {
    let mut words: Vec<String> = typed.split(' ').map(str::to_owned).collect();
    for (index, most) in [(1, 9), (3, 2)] {
        let number: u32 = words.get(index)?.parse().ok()?;
        words[index] = if number <= most { format!("{number:02}") } else { number.to_string() };
    }
    Some(words.join(" "))
}

fn iso(typed: &str) -> Option<String> {
    let date = typed.trim_matches(|letter: char| !letter.is_ascii_digit());
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().map(date_long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_and_dates() {
        let cases = [
            (Check::SpaceBeforePercent, "5 %", "5%"),
            (Check::SpaceBeforePercent, "98.5 %", "98,5%"),
            (Check::SpaceBeforePercent, "1.200 %", "1.200%"),
            (Check::DecimalPoint, "2.5%", "2,5%"),
            (Check::ThousandsComma, "1,234,567", "1.234.567"),
            (Check::ThousandsComma, "1,234.5", "1.234,5"),
            (Check::DateZeros, "ngày 5 tháng 03", "ngày 05 tháng 3"),
            (Check::DateZeros, "ngày 15 tháng 2 năm", "ngày 15 tháng 02 năm"),
            (Check::DateIso, "(2026-03-05)", "ngày 05 tháng 3 năm 2026"),
        ];
        for (check, typed, meant) in cases {
            assert_eq!(all(check, &[typed]).as_deref(), Some(meant), "{typed}");
        }
        assert_eq!(all(Check::DateIso, &["2026-02-30"]), None);
        assert_eq!(all(Check::DoubleSpace, &["a  b"]), None);
    }
}
