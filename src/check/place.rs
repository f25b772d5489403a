//! Ô 4: the place (Phụ lục I, Mục II.4).

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::Paper;
use super::finding::{Finding, source};
use crate::facts;
use crate::model::{Head, Text};
use crate::rules::Check;
use crate::vietnamese::{date_short, pattern};

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let head = &paper.document.head;
    if !head.dated || head.place.is_empty() {
        return Vec::new();
    }
    if let Some(finding) = unofficial(&head.place, paper.day.unwrap_or(paper.rules.valid_from)) {
        return vec![finding];
    }
    let former = paper.day.and_then(|day| former(head, day));
    capitals(&head.place).into_iter().chain(former).collect()
}

/// D05. The official name: nothing abbreviated, the unit word before a person's name, a number or an event.
fn unofficial(place: &Text, day: NaiveDate) -> Option<Finding> {
    let words = place.plain();
    let words = words.trim();
    let of = |vi: String, en: String| {
        Finding::new(
            Check::PlaceName,
            format!("địa danh \"{words}\" không phải tên gọi chính thức"),
            format!("\"{words}\" is not the official name of the place"),
            source(place),
        )
        .hint(vi, en)
    };
    let known = facts::province_named(words, day);
    let official = |own: &facts::Province| facts::same(&own.place, words) || facts::same(&own.full_name, words);
    if let Some(unit) = known.filter(|unit| !official(unit)) {
        return Some(of(format!("ghi: {}", unit.place), format!("write: {}", unit.place)));
    }
    if is_abbreviated(words) {
        return Some(of(
            "viết đủ danh từ chung chỉ đơn vị hành chính, ví dụ Thành phố, Quận, Phường".into(),
            "write the unit word in full, as Thành phố, Quận, Phường".into(),
        ));
    }
    let number = words.chars().all(|letter| letter.is_ascii_digit());
    (number || facts::is_place_name(words)).then(|| {
        of(
            format!("đơn vị mang tên người, chữ số, sự kiện thì ghi cả danh từ chung: Phường {words}, Xã {words}"),
            format!(
                "a unit named after a person, a number or an event keeps its unit word: Phường {words}, Xã {words}"
            ),
        )
    })
}

/// `TP. Vinh`, `Q.1`, `P7`.
fn is_abbreviated(words: &str) -> bool {
    static SHORT: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"^(?:(?:TP|Tp|TX|Tx|TT|T|Q|P|H|X)\.|(?:TP|TX|TT) |[QP]\d)"));
    SHORT.as_ref().is_some_and(|pattern| pattern.is_match(words))
}

/// Second syllables of unit words, which stay small.
const SECOND_SYLLABLES: [(&str, &str); 4] = [("Thành", "phố"), ("Thị", "xã"), ("Thị", "trấn"), ("Đặc", "khu")];

/// D06. Every initial of the place is a capital, the other letters are not.
fn capitals(place: &Text) -> Option<Finding> {
    let plain = place.plain();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let small = |(at, word): (usize, &&str)| {
        let second = at > 0 && SECOND_SYLLABLES.contains(&(words[at - 1], *word));
        !second && word.chars().next().is_some_and(char::is_lowercase)
    };
    let shouted = plain.chars().filter(|letter| letter.is_alphabetic()).count() > 1
        && plain.chars().all(|letter| !letter.is_lowercase());
    (shouted || words.iter().enumerate().any(small)).then(|| {
        Finding::new(
            Check::PlaceCapitals,
            format!("địa danh \"{plain}\" viết hoa không đúng"),
            format!("the capitals of the place \"{plain}\" are wrong"),
            source(place),
        )
        .hint(
            "viết hoa chữ cái đầu mỗi âm tiết của tên, ví dụ Bắc Ninh",
            "a capital for the first letter of each syllable, as in Bắc Ninh",
        )
    })
}

/// H09. A province that there is not on the day, in a paper of a ministry or of the province. Communes bear such names.
fn former(head: &Head, day: NaiveDate) -> Option<Finding> {
    let bodies = head.parent_body.iter().chain([&head.issuing_body]).map(Text::plain).collect::<Vec<_>>().join(" ");
    let names: Vec<&str> = bodies.split_whitespace().collect();
    let upper = names.iter().any(|word| ["TỈNH", "SỞ", "BỘ"].contains(word));
    let lower = names.iter().any(|word| ["XÃ", "PHƯỜNG", "KHU", "TRẤN", "HUYỆN", "QUẬN"].contains(word));
    if !upper || lower {
        return None;
    }
    let words = head.place.plain();
    let gone = facts::former_province(words.trim(), day)?;
    let now = gone.on(day)?;
    let finding = Finding::new(
        Check::FormerPlace,
        format!("ngày {} không còn tỉnh, thành phố tên {}", date_short(day), gone.name),
        format!("there was no province called {} on {day}", gone.name),
        source(&head.place),
    );
    let hint = (format!("đơn vị này nay là {}", now.full_name), format!("it is {} now", now.full_name));
    Some(finding.hint(hint.0, hint.1).basis(gone.ended_by.clone()))
}
