//! Typing norms and references inside running text (section 7 of the typing rules; Phụ lục I, Mục II.6; Phụ lục II).

use std::sync::LazyLock;

use regex::Regex;

use super::Finding;
use crate::diag::Message;
use crate::model::Run;

/// A pattern that is wrong wherever it stands.
struct Habit {
    code: &'static str,
    pattern: LazyLock<Option<Regex>>,
    vi: &'static str,
    en: &'static str,
    hint_vi: &'static str,
    hint_en: &'static str,
    basis: Option<&'static str>,
}

macro_rules! pattern {
    ($source:literal) => {
        LazyLock::new(|| Regex::new($source).ok())
    };
}

static HABITS: [Habit; 6] = [
    Habit {
        code: "check/double-space",
        pattern: pattern!(r"\S {2,}\S"),
        vi: "có hai dấu cách liền nhau",
        en: "two spaces in a row",
        hint_vi: "chỉ để một dấu cách giữa hai từ",
        hint_en: "leave one space between words",
        basis: None,
    },
    Habit {
        code: "check/space-before-mark",
        pattern: pattern!(r"\p{L} +[,;:!?](?:\s|$)"),
        vi: "có dấu cách trước dấu câu",
        en: "a space before a punctuation mark",
        hint_vi: "viết dấu câu liền sau từ đứng trước",
        hint_en: "set the mark right after the word",
        basis: None,
    },
    Habit {
        code: "check/space-before-percent",
        pattern: pattern!(r"\d +%"),
        vi: "có dấu cách trước dấu %",
        en: "a space before the percent sign",
        hint_vi: "viết liền, ví dụ 15%",
        hint_en: "write it together, as in 15%",
        basis: None,
    },
    Habit {
        code: "check/decimal-point",
        pattern: pattern!(r"\d\.\d{1,2}%"),
        vi: "số thập phân dùng dấu chấm",
        en: "a decimal number with a point",
        hint_vi: "dùng dấu phẩy thập phân, ví dụ 12,5%",
        hint_en: "use a decimal comma, as in 12,5%",
        basis: None,
    },
    Habit {
        code: "check/number-word",
        pattern: pattern!(
            r"(?:Quyết định|Công văn|Nghị định|Thông tư|Nghị quyết|Chỉ thị|Kế hoạch|Thông báo) \d+(?:/\d{4})?/\p{Lu}"
        ),
        vi: "thiếu từ \"số\" trước số, ký hiệu văn bản",
        en: "the word \"số\" is missing before a document's number",
        hint_vi: "viết đủ, ví dụ: Quyết định số 558/QĐ-BGDĐT",
        hint_en: "write it in full, as in: Quyết định số 558/QĐ-BGDĐT",
        basis: Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.6"),
    },
    Habit {
        code: "check/clause-capitals",
        pattern: pattern!(r"\p{Ll},? (?:Khoản|Điểm) [\da-zđ]{1,2} (?:Khoản|khoản|Điều)"),
        vi: "viện dẫn khoản, điểm viết hoa",
        en: "a reference to a khoản or điểm in capitals",
        hint_vi: "viết thường khoản, điểm và viết hoa Điều, ví dụ: điểm a khoản 2 Điều 5",
        hint_en: "small letters for khoản and điểm, a capital for Điều: điểm a khoản 2 Điều 5",
        basis: Some("Nghị định 30/2020/NĐ-CP, Phụ lục II, Mục V.7"),
    },
];

/// Looks for wrong habits in the words of one answer.
pub(super) fn check(run: &Run) -> Vec<Finding> {
    let found = HABITS.iter().filter_map(|habit| {
        let place = habit.pattern.as_ref()?.find(&run.text)?;
        let excerpt = place.as_str().trim();
        let message = Message::new(format!("{}: \"{excerpt}\"", habit.vi), format!("{}: \"{excerpt}\"", habit.en));
        let finding = Finding::warning(habit.code, message, run.source.clone()).hint(habit.hint_vi, habit.hint_en);
        Some(Finding { basis: habit.basis, ..finding })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(words: &str) -> Vec<&'static str> {
        let run = Run { text: words.to_owned(), ..Run::default() };
        check(&run).into_iter().map(|finding| finding.code).collect()
    }

    #[test]
    fn each_habit_is_seen_and_its_right_form_is_not() {
        for (wrong, right, code) in [
            ("văn  bản", "văn bản", "check/double-space"),
            ("có , không", "có, không", "check/space-before-mark"),
            ("15 % số trường", "15% số trường", "check/space-before-percent"),
            ("đạt 12.5%", "đạt 12,5%", "check/decimal-point"),
            ("theo Quyết định 15/QĐ-BGDĐT", "theo Quyết định số 15/QĐ-BGDĐT", "check/number-word"),
            ("theo Khoản 2 Điều 5", "theo khoản 2 Điều 5", "check/clause-capitals"),
        ] {
            assert_eq!(codes(wrong), [code], "{wrong}");
            assert_eq!(codes(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn facts_are_left_alone() {
        for words in ["1.234,5 triệu", "VEMIS 2.0", "056.3000001", "Khoản 2 Điều 5 quy định", "H'Nhung", "5.000%"]
        {
            assert!(codes(words).is_empty(), "{words}: {:?}", codes(words));
        }
    }
}
