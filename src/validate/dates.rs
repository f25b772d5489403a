//! Ngày: a day from what a clerk typed, and the usual slips.

use chrono::{Datelike, Days, NaiveDate};

use super::scalar::{Reading, is_digits, write, wrong};
use crate::diag::Message;

/// Reads a day, `2014-04-11`; of other forms it is told what they mean.
pub(super) fn read(text: &str) -> Reading {
    let iso = text.len() == 10 && text.bytes().filter(|byte| *byte == b'-').count() == 2;
    if let Some(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| iso) {
        if (1900..=2100).contains(&date.year()) {
            return Reading::good(text);
        }
        let finding = wrong(
            "answers/not-a-date",
            format!("Năm {} không hợp lý", date.year()),
            format!("{} is no likely year", date.year()),
        );
        return Reading::bad(finding);
    }
    if let Some(day) = workbook_day(text) {
        let vi = format!("“{text}” là số thứ tự của một ngày trong Excel");
        let finding = wrong("answers/not-a-date", vi, format!("'{text}' is the number of a day in Excel"));
        return write(finding, &day.format("%Y-%m-%d").to_string());
    }
    if is_no_day(text) {
        let vi = format!("“{text}”: không có ngày này trong lịch");
        let finding = wrong("answers/not-a-date", vi, format!("'{text}': there is no such day"));
        let hint = Message::new("Xem lại tháng (1-12) và ngày của tháng", "Check the month (1-12) and the day");
        return Reading::bad(finding.hint(hint));
    }
    let vi = format!("“{text}” không phải ngày viết theo dạng năm-tháng-ngày");
    let finding = wrong("answers/not-a-date", vi, format!("'{text}' is not a date written year-month-day"));
    match meant_date(text) {
        Some(date) => write(finding, &date.format("%Y-%m-%d").to_string()),
        None => {
            let hint = Message::new("Ngày 11 tháng 4 năm 2014 viết là 2014-04-11", "Write 11 April 2014 as 2014-04-11");
            Reading::bad(finding.hint(hint))
        }
    }
}

/// The day that a workbook means by a number of five digits: it counts from the end of 1899.
fn workbook_day(text: &str) -> Option<NaiveDate> {
    let days: u64 = if text.len() == 5 && is_digits(text) { text.parse().ok()? } else { return None };
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    start.checked_add_days(Days::new(days)).filter(|day| (1900..=2100).contains(&day.year()))
}

/// Whether the form is that of a day, `2014-02-30` or `30/2/2014`, and the calendar has none.
fn is_no_day(text: &str) -> bool {
    let lengths =
        |mark: char| text.split(mark).map(|part| if is_digits(part) { part.len() } else { 0 }).collect::<Vec<_>>();
    let iso = lengths('-') == [4, 2, 2];
    let usual = matches!(lengths('/')[..], [1 | 2, 1 | 2, 4]);
    (iso || usual) && meant_date(text).is_none()
}

/// The date that `11/4/2014`, `11-04-2014`, `ngày 11 tháng 4 năm 2014` or `2014/4/11` mean: the day stands before the
/// month.
fn meant_date(text: &str) -> Option<NaiveDate> {
    let text = text.split(['T']).next().unwrap_or_default();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let [first, month, last] = numbers[..] else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    let year: i32 = year.parse().ok().map(|year: i32| if year < 100 { 2000 + year } else { year })?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (String, String) {
        let finding = read(text).finding.expect("a finding");
        (finding.message.vi, finding.hints[0].vi.clone())
    }

    #[test]
    fn days_that_are_none_and_days_of_workbooks() {
        for text in ["2014-13-45", "2014-02-30", "31/2/2014", "4/13/2014"] {
            assert!(told(text).0.contains("không có ngày này trong lịch"), "{text}");
        }
        for text in ["20140411", "tháng 4", "2014-4", "123456"] {
            assert!(told(text).0.contains("không phải ngày viết theo dạng"), "{text}");
        }
        assert_eq!(told("41738").1, "Viết: 2014-04-09");
        assert_eq!(told("11/4/2014").1, "Viết: 2014-04-11");
        assert!(told("99999").1.contains("2014-04-11"));
        assert!(read("2014-04-11").finding.is_none());
    }
}
