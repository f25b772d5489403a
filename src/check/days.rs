//! Days that there are not, in running text.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::{Captures, Regex};

use super::finding::Finding;
use super::typing::{excerpts, listed};
use crate::model::Run;
use crate::rules::Check;
use crate::vietnamese::pattern;

/// A year with a 29 February, for days that name none.
const LEAP: i32 = 2000;

static DAY: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"ngày (\d{1,2}) tháng (\d{1,2})\b(?: năm (\d{4})\b)?|\b(\d{1,2})/(\d{1,2})/(\d{4})\b"));

/// `ngày 31 tháng 02 năm 2026`, `31/4/2026`.
pub(super) fn check(run: &Run) -> Option<Finding> {
    if !run.text.contains(" tháng ") && !run.text.contains('/') {
        return None;
    }
    let pattern = DAY.as_ref()?;
    let mut wrong = excerpts(pattern, &run.text);
    wrong.retain(|excerpt| pattern.captures(excerpt).is_some_and(|day| date(&day).is_none()));
    let finding = listed(Check::DateImpossible, ("ngày không có trong lịch", "a day that there is not"), &wrong, run)?;
    Some(finding.hint("xem lại ngày, tháng; tháng đứng sau ngày", "look at day and month; the month follows the day"))
}

fn date(day: &Captures<'_>) -> Option<NaiveDate> {
    let number = |index: usize| day.get(index).and_then(|digits| digits.as_str().parse::<u32>().ok());
    let first = if number(1).is_some() { 1 } else { 4 };
    let year = number(first + 2).and_then(|year| i32::try_from(year).ok()).unwrap_or(LEAP);
    NaiveDate::from_ymd_opt(year, number(first + 1)?, number(first)?)
}
