//! Where a line should not end: inside `Điều 1`, `số 30/2020/NĐ-CP`, `05 tháng 3`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::pattern;

/// The no-break space.
pub const NO_BREAK: char = '\u{a0}';

/// The days, numbers of documents and parts of documents in a text.
static PLACES: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(&places()));

/// The same without the ends of words, which make a search slow where letters have marks: more than there are, none too
/// few.
static POSSIBLE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(&places().replace(r"\b", "")));

fn places() -> String {
    let day = r"\b\d{1,2} tháng \d{1,2}\b";
    let number = r"\b(?:[Ss]ố|SỐ) \d[\w/.-]*";
    let part = r"\b(?:Phần|Chương|Mục|Tiểu mục|Điều|[Kk]hoản) (?:\d+|[IVXLC]+)\b|\b[Đđ]iểm \w\b";
    format!("{day}|{number}|{part}")
}

/// The text with no-break spaces inside days, numbers of documents and names of their parts. Nothing else changes: it
/// has as many characters as before.
pub fn bind(text: &str) -> String {
    let Some(places) = PLACES.as_ref().filter(|_| POSSIBLE.as_ref().is_none_or(|possible| possible.is_match(text)))
    else {
        return text.to_owned();
    };
    let bound = |found: &Captures<'_>| found[0].replace(' ', NO_BREAK.encode_utf8(&mut [0; 4]));
    places.replace_all(text, bound).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_belongs_together() {
        let cases = [
            ("theo Điều 1 Luật", "theo Điều~1 Luật"),
            ("điểm a khoản 2 Điều 103", "điểm~a khoản~2 Điều~103"),
            ("điểm đ khoản 1", "điểm~đ khoản~1"),
            ("Chương IV, Mục 2", "Chương~IV, Mục~2"),
            (
                "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020",
                "Nghị định số~30/2020/NĐ-CP ngày 05~tháng~3 năm 2020",
            ),
            ("QUYẾT ĐỊNH SỐ 558/QĐ-BGDĐT", "QUYẾT ĐỊNH SỐ~558/QĐ-BGDĐT"),
            ("một số trường, điều kiện, khoản chi", "một số trường, điều kiện, khoản chi"),
            ("105 tháng 3, 5 tháng, điểm cao", "105 tháng 3, 5 tháng, điểm cao"),
            ("ngày \u{a0}\u{a0} tháng 4", "ngày ~~ tháng 4"),
        ];
        for (text, expected) in cases {
            assert_eq!(bind(text).replace(NO_BREAK, "~"), expected);
        }
    }

    proptest! {
        #[test]
        fn only_spaces_change(text in "(Điều|số|tháng|điểm|a|[0-9]{1,3}|[ \u{a0}\n/-]|\\PC){0,20}") {
            let bound = bind(&text);
            prop_assert_eq!(bound.chars().count(), text.chars().count());
            prop_assert_eq!(bound.replace(NO_BREAK, " "), text.replace(NO_BREAK, " "));
            prop_assert_eq!(bind(&bound), bound);
        }
    }
}
