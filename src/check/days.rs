//! Days that there are not, in running text.

use chrono::NaiveDate;

use super::finding::Finding;
use super::typing::listed;
use crate::model::Run;
use crate::rules::Check;

/// A year with a 29 February, for days that name none.
const LEAP: u32 = 2000;

/// `ngày 31 tháng 02 năm 2026`, `31/4/2026`.
pub(super) fn check(run: &Run) -> Option<Finding> {
    let mut wrong: Vec<&str> = Vec::new();
    for day in written_out(&run.text).chain(in_figures(&run.text)) {
        if day.date().is_none() && !wrong.contains(&day.words) {
            wrong.push(day.words);
        }
    }
    let finding = listed(Check::DateImpossible, ("ngày không có trong lịch", "a day that there is not"), &wrong, run)?;
    Some(finding.hint("xem lại ngày, tháng; tháng đứng sau ngày", "look at day and month; the month follows the day"))
}

/// A day as it is written.
struct Day<'t> {
    words: &'t str,
    day: u32,
    month: u32,
    year: u32,
}

impl Day<'_> {
    fn date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.try_into().ok()?, self.month, self.day)
    }
}

/// `ngày 05 tháng 3`, with the year that may follow.
fn written_out(text: &str) -> impl Iterator<Item = Day<'_>> {
    text.match_indices("ngày ").filter_map(|(start, word)| {
        let (day, rest) = number(&text[start + word.len()..], 2)?;
        let (month, rest) = number(rest.strip_prefix(" tháng ")?, 2)?;
        let year = rest.strip_prefix(" năm ").and_then(|rest| number(rest, 4));
        let (year, rest) = year.unwrap_or((LEAP, rest));
        Some(Day { words: &text[start..text.len() - rest.len()], day, month, year })
    })
}

/// `05/3/2026`.
fn in_figures(text: &str) -> impl Iterator<Item = Day<'_>> {
    let words = text.split(|letter: char| !letter.is_ascii_digit() && letter != '/').filter(|word| word.contains('/'));
    words.filter_map(|words| {
        let (day, rest) = number(words, 2)?;
        let (month, rest) = number(rest.strip_prefix('/')?, 2)?;
        let year = rest.strip_prefix('/').filter(|year| year.len() == 4)?;
        Some(Day { words, day, month, year: year.parse().ok()? })
    })
}

/// The number of at most so many digits that `text` begins with, and what follows it.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let number = text[..end].parse().ok().filter(|_| end <= most)?;
    Some((number, &text[end..]))
}
