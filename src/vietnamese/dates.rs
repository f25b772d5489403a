//! Days and times.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};
use regex::{Captures, Regex};

use super::pattern::pattern;

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

/// The time of day in a sentence: `09 giờ 30 phút`.
pub fn time(time: NaiveTime) -> String {
    format!("{:02} giờ {:02} phút", time.hour(), time.minute())
}

/// Dates such as `15/6/2014` written out, as Vietnamese sentences have them: `ngày 15 tháng 6 năm 2014`.
pub fn long_dates(words: &str) -> String {
    static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"(?:ngày )?\b(\d{1,2})/(\d{1,2})/(\d{4})\b"));
    let Some(pattern) = DATE.as_ref() else { return words.to_owned() };
    let write = |found: &Captures<'_>| {
        let part = |i: usize| found[i].parse::<u32>().unwrap_or(0);
        let day = NaiveDate::from_ymd_opt(i32::try_from(part(3)).unwrap_or(0), part(2), part(1));
        day.map_or_else(|| found[0].to_owned(), date_long)
    };
    pattern.replace_all(words, write).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_of_dates() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a real day");
        assert_eq!(date_long(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(date_long(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
        assert_eq!(date_short(date(2012, 3, 5)), "05/3/2012");
    }

    #[test]
    fn times() {
        let at = |hour, minute| time(NaiveTime::from_hms_opt(hour, minute, 59).expect("a real time"));
        assert_eq!(
            (at(9, 30), at(14, 5), at(0, 0)),
            ("09 giờ 30 phút".into(), "14 giờ 05 phút".into(), "00 giờ 00 phút".into())
        );
    }

    #[test]
    fn dates_inside_a_sentence() {
        assert_eq!(
            long_dates("trước ngày 15/6/2014, sau 3/2/2015"),
            "trước ngày 15 tháng 6 năm 2014, sau ngày 03 tháng 02 năm 2015"
        );
        assert_eq!(long_dates("tỷ lệ 31/2/2014"), "tỷ lệ 31/2/2014");
    }
}
