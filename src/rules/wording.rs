//! Fixed words, and dates as the decree writes them.

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

/// The fixed words of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Quốc hiệu.
    pub national_title: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// Before the number: `Số: `.
    pub number: String,
    /// Before the subject of a công văn: `V/v `.
    pub letter_subject: String,
    /// `Kính gửi:`, without a space.
    pub addressee: String,
    /// `Nơi nhận:`.
    pub recipients: String,
    /// Before an item of Kính gửi or Nơi nhận: a dash and a space.
    pub item: String,
    /// After an item.
    pub item_end: String,
    /// After the last item.
    pub last_item_end: String,
    /// The beginning of the last recipient: `Lưu: VT, `.
    pub file_copy: String,
    /// How the number of file copies is written.
    pub copies: Copies,
    /// After a line of căn cứ.
    pub legal_basis_end: String,
    /// After the last line of căn cứ.
    pub last_legal_basis_end: String,
    /// After the last word of the text: `./.`.
    pub body_end: String,
    /// Between `Bảng 1` and the table's name.
    pub caption_separator: String,
    /// `Phụ lục`.
    pub annex: String,
    /// `Kèm theo`, which begins an annex's reference to its document.
    pub attached: String,
    /// Whether every annex carries that line, or only the first.
    pub attached_on_each: bool,
    /// `DỰ THẢO`.
    pub draft: String,
    /// Across every page of a sample.
    pub sample: String,
    /// Dấu khẩn.
    pub urgent: String,
    /// Dấu thượng khẩn.
    pub very_urgent: String,
    /// Dấu hỏa tốc.
    pub express: String,
}

/// How the number of file copies is written: `(8)` or `(08b)`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    /// At least this many digits.
    pub digits: usize,
    /// After the digits.
    pub suffix: String,
}

impl Wording {
    /// The file copies as the last recipient ends with them: `(8)`, `(08b)`.
    pub fn file_copies(&self, copies: u64) -> String {
        format!("({copies:0width$}{})", self.copies.suffix, width = self.copies.digits)
    }

    /// What ends line `index` of `count` lines of căn cứ.
    pub fn legal_basis_end(&self, index: usize, count: usize) -> &str {
        if index + 1 == count { &self.last_legal_basis_end } else { &self.legal_basis_end }
    }

    /// What ends item `index` of `count` items of Kính gửi or Nơi nhận.
    pub fn item_end(&self, index: usize, count: usize) -> &str {
        if index + 1 == count { &self.last_item_end } else { &self.item_end }
    }
}

/// A day of the month: below 10 with a zero.
pub fn day(date: NaiveDate) -> String {
    format!("{:02}", date.day())
}

/// A month: January and February with a zero, the others without.
pub fn month(date: NaiveDate) -> String {
    match date.month() {
        month @ 1..=2 => format!("{month:02}"),
        month => month.to_string(),
    }
}

/// `ngày 05 tháng 01 năm 2020`.
pub fn date_long(date: NaiveDate) -> String {
    format!("ngày {} tháng {} năm {}", day(date), month(date), date.year())
}

/// `05/01/2020`, `20/6/2012`: for tables, with the zeros of the long form.
pub fn date_short(date: NaiveDate) -> String {
    format!("{}/{}/{}", day(date), month(date), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSetName, load};

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn zeros_of_days_and_months() {
        assert_eq!(date_long(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(date_long(date(2014, 2, 28)), "ngày 28 tháng 02 năm 2014");
        assert_eq!(date_long(date(2014, 3, 31)), "ngày 31 tháng 3 năm 2014");
        assert_eq!(date_short(date(2012, 3, 5)), "05/3/2012");
        assert_eq!(date_short(date(2012, 10, 1)), "01/10/2012");
    }

    #[test]
    fn copies_and_marks() {
        let (old, new) = (&load(RuleSetName::Tt01_2011).wording, &load(RuleSetName::Nd30_2020).wording);
        assert_eq!(old.file_copies(8), "(08b)");
        assert_eq!(new.file_copies(8), "(8)");
        assert_eq!((old.legal_basis_end(0, 2), old.legal_basis_end(1, 2)), (";", ","));
        assert_eq!(new.legal_basis_end(1, 2), ".");
        assert_eq!(new.item_end(4, 5), ".");
    }
}
