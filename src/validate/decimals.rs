//! Numbers with a decimal point, and how they are meant where they are written otherwise.

use super::scalar::{Reading, is_digits, is_grouped, write, wrong};

/// Reads a number with at most `scale` digits after its point.
pub(super) fn read(text: &str, scale: u32) -> Reading {
    let number = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    if is_digits(whole) && is_digits(part) {
        if number.contains('.') && part.len() > scale as usize {
            let vi = format!("“{text}” có quá {scale} chữ số thập phân");
            return Reading::bad(wrong("answers/not-a-number", vi, format!("'{text}' has more than {scale} decimals")));
        }
        return Reading::good(text);
    }
    let finding = wrong("answers/not-a-number", format!("“{text}” không phải số"), format!("'{text}' is not a number"));
    match meant_decimal(number) {
        Some(meant) => write(finding, &format!("{}{meant}", if number == text { "" } else { "-" })),
        None => Reading::bad(finding),
    }
}

/// `92,1`, `1.234,5` and `1,234.5` with a decimal point and without thousands marks.
fn meant_decimal(number: &str) -> Option<String> {
    let (whole, part) = number.rsplit_once([',', '.']).filter(|(_, part)| is_digits(part))?;
    let mark = number.as_bytes()[whole.len()];
    let is_whole = is_digits(whole) || is_grouped(whole) && !whole.contains(char::from(mark));
    is_whole.then(|| format!("{}.{part}", whole.replace([' ', ',', '.'], "")))
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;

    #[test]
    fn a_decimal_says_how_it_is_written() {
        let cases = [
            ("92,1", "Viết: 92.1"),
            ("1.234,5", "Viết: 1234.5"),
            ("-1 234 567,5", "Viết: -1234567.5"),
            ("1,234.5", "Viết: 1234.5"),
            ("1.234.567", ""),
            ("1.23,5", ""),
            ("năm,5", ""),
        ];
        for (text, wanted) in cases {
            let reading = read(text, 2);
            let finding = reading.finding.unwrap_or_else(|| panic!("{text} is taken"));
            assert_eq!(finding.hints.first().map_or("", |hint| hint.vi.as_str()), wanted, "{text}");
        }
        assert_eq!(read("1234.5", 2).value, Some(Json::from("1234.5")));
    }
}
