//! Typing norms inside running text (section 7 of the typing rules), and references to other documents.

use std::sync::LazyLock;

use regex::Regex;

use super::finding::Finding;
use super::mended;
use crate::model::Run;
use crate::rules::Check;

/// A pattern that is wrong wherever it stands.
pub(super) struct Habit {
    pub check: Check,
    /// What a text has at least one of that has the habit: told at once, before the pattern is made.
    pub needs: &'static [&'static str],
    pub pattern: Pattern,
    pub vi: &'static str,
    pub en: &'static str,
    pub hint_vi: &'static str,
    pub hint_en: &'static str,
}

/// What a habit looks like.
pub(super) type Pattern = LazyLock<Option<Regex>>;

macro_rules! pattern {
    ($source:expr) => {
        std::sync::LazyLock::new(|| $crate::vietnamese::pattern($source))
    };
}
pub(super) use pattern;

static HABITS: [Habit; 10] = [
    Habit {
        check: Check::DoubleSpace,
        needs: &["  "],
        pattern: pattern!(r"\S {2,}\S"),
        vi: "có hai dấu cách liền nhau",
        en: "two spaces in a row",
        hint_vi: "chỉ để một dấu cách giữa hai từ",
        hint_en: "leave one space between words",
    },
    Habit {
        check: Check::SpaceBeforeMark,
        needs: &[" ,", " ;", " :", " !", " ?"],
        // A colon between numbers may be a ratio.
        pattern: pattern!(r"(?:\p{L} +[,;:!?]|[\d)%”] +[,;!?])(?:\s|$)"),
        vi: "có dấu cách trước dấu câu",
        en: "a space before a punctuation mark",
        hint_vi: "viết dấu câu liền sau từ đứng trước",
        hint_en: "set the mark right after the word",
    },
    Habit {
        check: Check::SpaceAfterMark,
        needs: &[",", ";"],
        pattern: pattern!(r"\p{L}{2}[,;]\p{L}{2}"),
        vi: "thiếu dấu cách sau dấu câu",
        en: "no space after a punctuation mark",
        hint_vi: "để một dấu cách sau dấu câu",
        hint_en: "leave one space after the mark",
    },
    Habit {
        check: Check::BracketSpace,
        needs: &["( ", " )"],
        pattern: pattern!(r"\( +\S+|\S+ +\)"),
        vi: "có dấu cách bên trong dấu ngoặc",
        en: "a space inside brackets",
        hint_vi: "viết liền vào dấu ngoặc",
        hint_en: "set the words right against the brackets",
    },
    Habit {
        check: Check::SpaceBeforePercent,
        needs: &[" %"],
        pattern: pattern!(r"\d[\d.,]* +%"),
        vi: "có dấu cách trước dấu %",
        en: "a space before the percent sign",
        hint_vi: "viết liền, ví dụ 15%",
        hint_en: "write it together, as in 15%",
    },
    Habit {
        check: Check::DecimalPoint,
        needs: &["%"],
        pattern: pattern!(r"\d+\.\d{1,2}%"),
        vi: "số thập phân dùng dấu chấm",
        en: "a decimal number with a point",
        hint_vi: "dùng dấu phẩy thập phân, ví dụ 12,5%",
        hint_en: "use a decimal comma, as in 12,5%",
    },
    Habit {
        check: Check::ThousandsComma,
        needs: &[",0", ",1", ",2", ",3", ",4", ",5", ",6", ",7", ",8", ",9"],
        pattern: pattern!(r"\b\d{1,3}(?:,\d{3}){2,}\b|\b[1-9]\d{0,2},000\b|\b\d{1,3},\d{3}\.\d"),
        vi: "hàng nghìn ngăn bằng dấu phẩy",
        en: "commas between thousands",
        hint_vi: "ngăn hàng nghìn bằng dấu chấm, phần thập phân bằng dấu phẩy: 1.234,5",
        hint_en: "dots between thousands, a comma before decimals: 1.234,5",
    },
    Habit {
        check: Check::DateZeros,
        needs: &[
            "ngày 1 ",
            "ngày 2 ",
            "ngày 3 ",
            "ngày 4 ",
            "ngày 5 ",
            "ngày 6 ",
            "ngày 7 ",
            "ngày 8 ",
            "ngày 9 ",
            " tháng 0",
            " tháng 1 ",
            " tháng 2 ",
        ],
        pattern: pattern!(r"ngày [1-9] tháng \d{1,2}\b|ngày \d{1,2} tháng 0[3-9]\b|ngày \d{1,2} tháng [12] năm"),
        vi: "ngày, tháng thiếu hoặc thừa số 0",
        en: "a date with a zero too few or too many",
        hint_vi: "thêm 0 trước ngày dưới 10 và tháng 1, 2; các tháng khác không có 0: ngày 05 tháng 3",
        hint_en: "a zero before days below ten and months 1 and 2, before no other month: ngày 05 tháng 3",
    },
    Habit {
        check: Check::DateIso,
        needs: &["-0", "-1", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9"],
        pattern: pattern!(r"(?:^|[\s(])\d{4}-\d{2}-\d{2}(?:[\s,;.)]|$)"),
        vi: "ngày viết theo dạng năm-tháng-ngày",
        en: "a date written year-month-day",
        hint_vi: "viết: ngày 05 tháng 3 năm 2026, trong bảng: 05/3/2026; cột ngày của bảng thì ghi kinds: date",
        hint_en: "write ngày 05 tháng 3 năm 2026, in tables 05/3/2026; a column of dates has the kind date",
    },
    Habit {
        check: Check::NumberWord,
        needs: &[
            "Quyết định ",
            "Công văn ",
            "Nghị định ",
            "Thông tư ",
            "Nghị quyết ",
            "Chỉ thị ",
            "Kế hoạch ",
            "Thông báo ",
            "Báo cáo ",
            "Tờ trình ",
            "Hướng dẫn ",
            "Công điện ",
        ],
        pattern: pattern!(
            r"(?:Quyết định|Công văn|Nghị định|Thông tư|Nghị quyết|Chỉ thị|Kế hoạch|Thông báo|Báo cáo|Tờ trình|Hướng dẫn|Công điện) \d+(?:/\d{4})?/\p{Lu}[\p{L}\d&-]*"
        ),
        vi: "thiếu từ \"số\" trước số, ký hiệu văn bản",
        en: "the word \"số\" is missing before a document's number",
        hint_vi: "viết đủ, ví dụ: Quyết định số 558/QĐ-BGDĐT",
        hint_en: "write it in full, as in: Quyết định số 558/QĐ-BGDĐT",
    },
];

/// Looks for wrong habits in the words of one answer.
pub(super) fn check(run: &Run) -> Vec<Finding> {
    habits(&HABITS, run)
}

/// How often a habit is shown; the rest is counted.
const SHOWN: usize = 8;

/// Each habit with all its places.
pub(super) fn habits(habits: &[Habit], run: &Run) -> Vec<Finding> {
    let is_possible = |habit: &&Habit| habit.needs.iter().any(|needed| run.text.contains(needed));
    let found = habits.iter().filter(is_possible).filter_map(|habit| {
        let excerpts = excerpts(habit.pattern.as_ref()?, &run.text);
        let finding = listed(habit.check, (habit.vi, habit.en), &excerpts, run)?;
        Some(match mended::all(habit.check, &excerpts[..excerpts.len().min(SHOWN)]) {
            Some(mended) => finding.hint(format!("viết: {mended}"), format!("write: {mended}")),
            None => finding.hint(habit.hint_vi, habit.hint_en),
        })
    });
    found.collect()
}

/// A finding that shows what was found; `None` where nothing was.
pub(super) fn listed(check: Check, (vi, en): (&str, &str), excerpts: &[&str], run: &Run) -> Option<Finding> {
    let quoted: Vec<String> = excerpts.iter().take(SHOWN).map(|excerpt| format!("\"{excerpt}\"")).collect();
    let (more_vi, more_en) = match excerpts.len().saturating_sub(SHOWN) {
        0 => (String::new(), String::new()),
        more => (format!(" và {more} chỗ khác"), format!(" and {more} more")),
    };
    let quoted = quoted.join(", ");
    let (vi, en) = (format!("{vi}: {quoted}{more_vi}"), format!("{en}: {quoted}{more_en}"));
    (!excerpts.is_empty()).then(|| Finding::new(check, vi, en, run.source.clone()))
}

/// All places of a pattern, each once. The last letter of one may be the first of the next.
pub(super) fn excerpts<'t>(pattern: &Regex, text: &'t str) -> Vec<&'t str> {
    let (mut excerpts, mut from) = (Vec::new(), 0);
    while let Some(place) = pattern.find_at(text, from) {
        let excerpt = place.as_str().trim();
        if !excerpts.contains(&excerpt) {
            excerpts.push(excerpt);
        }
        let last = place.as_str().chars().next_back().map_or(1, char::len_utf8);
        from = (place.end() - last).max(place.start() + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    excerpts
}

/// Whatever a habit's pattern finds has something that the habit needs.
#[cfg(test)]
pub(super) fn needs_hold(habits: &[Habit]) {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::default();
    for habit in habits {
        let pattern = habit.pattern.as_ref().expect("a pattern").as_str();
        // Places that are no characters: the ends of words and of the text.
        let plain = pattern.replace(r"\b", "").replace("(?:^|", "(?:").replace("|$)", ")");
        let words = proptest::string::string_regex(&plain).expect("words of the pattern");
        for _ in 0..200 {
            let words = words.new_tree(&mut runner).expect("words").current();
            assert!(habit.needs.iter().any(|needed| words.contains(needed)), "{pattern}: {words:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::AnswerPath;

    #[test]
    fn no_habit_is_passed_over() {
        needs_hold(&HABITS);
    }

    fn told(words: &str) -> Vec<String> {
        let source = Some(AnswerPath::new("content.opening.0"));
        let run = Run { source, text: words.to_owned(), ..Run::default() };
        check(&run).into_iter().map(|finding| finding.said()).collect()
    }

    #[test]
    fn all_places_are_told_with_what_is_meant() {
        let told = told("Đạt 5 % rồi 7 %, lại 5 %, trước ngày 5 tháng 03 và ngày 15 tháng 2 năm 2026.");
        assert_eq!(
            told,
            [
                "có dấu cách trước dấu %: \"5 %\", \"7 %\" — viết: 5%, 7%",
                "ngày, tháng thiếu hoặc thừa số 0: \"ngày 5 tháng 03\", \"ngày 15 tháng 2 năm\" — viết: ngày 05 tháng 3, ngày 15 tháng 02 năm",
            ]
        );
    }

    #[test]
    fn many_places_are_counted() {
        let words: String = (1..=12).map(|number| format!("{number} %, ")).collect();
        assert!(told(&words)[0].contains("\"8 %\" và 4 chỗ khác"), "{:?}", told(&words));
    }
}
