//! Codes and times as they were meant: what a clerk typed, in the form that a pattern asks for.

use crate::template::form::Pattern;

/// `text` as `pattern` has it, where one of the usual slips stands between them.
pub(super) fn code(text: &str, pattern: &Pattern) -> Option<String> {
    let tight: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let tight = tight.replace(['–', '—'], "-");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let time = time(text);
    let with_seconds = time.as_ref().map(|time| format!("{time}:00"));
    let letters = [tight.to_uppercase(), tight.to_lowercase(), padded(&tight), digits, tight];
    let forms = [time, with_seconds].into_iter().chain(letters.map(Some));
    forms.flatten().find(|form| pattern.regex.is_match(form))
}

/// `7 giờ 30`, `7h30`, `7:30`, `2 giờ chiều` as `07:30`, `14:00`; seconds where they are given.
fn time(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let numbers: Vec<u32> =
        lower.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
    let is_late = ["chiều", "tối", "pm"].iter().any(|word| lower.contains(word));
    let half = if lower.contains("rưỡi") { 30 } else { 0 };
    let (hour, minute) = (*numbers.first()?, numbers.get(1).copied().unwrap_or(half));
    let hour = if is_late && hour < 12 { hour + 12 } else { hour };
    (numbers.len() <= 3 && hour < 24 && minute < 60).then(|| match numbers.get(2) {
        Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
        None => format!("{hour:02}:{minute:02}"),
    })
}

/// Numbers of one digit with a zero before them.
fn padded(text: &str) -> String {
    let mut padded = String::new();
    for (at, character) in text.char_indices() {
        let is_digit = |character: Option<char>| character.is_some_and(|character| character.is_ascii_digit());
        let alone = !is_digit(text[..at].chars().next_back()) && !is_digit(text[at..].chars().nth(1));
        if character.is_ascii_digit() && alone {
            padded.push('0');
        }
        padded.push(character);
    }
    padded
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    fn meant(text: &str, pattern: &str) -> Option<String> {
        code(text, &Pattern { source: pattern.to_owned(), regex: Regex::new(&format!("^(?:{pattern})$")).unwrap() })
    }

    #[test]
    fn usual_slips() {
        let time = "([01][0-9]|2[0-3]):[0-5][0-9]";
        for text in ["7 giờ 30", "7h30", "7:30", "07.30", "7g30'", "7 giờ 30 phút", "7 giờ rưỡi"] {
            assert_eq!(meant(text, time).as_deref(), Some("07:30"), "{text}");
        }
        assert_eq!(meant("2 giờ chiều", time).as_deref(), Some("14:00"));
        assert_eq!(meant("9 giờ 30", &format!("{time}:[0-5][0-9]")).as_deref(), Some("09:30:00"));
        assert_eq!(meant("25 giờ", time), None);
        assert_eq!(meant("sáng", time), None);
        assert_eq!(meant("kk 1", r"KK\d+").as_deref(), Some("KK1"));
        assert_eq!(meant("0100 000 000 – 001", "[0-9]{10}(-[0-9]{3})?").as_deref(), Some("0100000000-001"));
    }
}
