//! Ô 7: the name of the signer, in normal case and with nothing before it (Phụ lục I, Mục II.7; Phụ lục II, Mục II).

use std::sync::LazyLock;

use regex::Regex;

use super::finding::{Finding, source};
use crate::model::Text;
use crate::rules::Check;
use crate::vietnamese::{pattern, upper_first};

pub(super) fn check(name: &Text) -> Vec<Finding> {
    case(name).into_iter().chain(title(name)).chain(address(name)).collect()
}

/// Syllables that stay small in names of other languages, and between two names.
const SMALL: [&str; 16] =
    ["van", "von", "der", "den", "de", "da", "di", "du", "del", "della", "la", "le", "bin", "binti", "al", "và"];

/// G02. The name is in normal case.
fn case(name: &Text) -> Option<Finding> {
    let words = name.plain();
    let letters = || words.chars().filter(|letter| letter.is_alphabetic());
    let several = words.split_whitespace().count() > 1;
    // What has more than a name in it is not judged syllable by syllable.
    let bare = words.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '’' | '-'));
    let is_small = |word: &str| word.starts_with(char::is_lowercase) && !SMALL.contains(&word);
    let wrong = letters().all(char::is_uppercase)
        || letters().all(char::is_lowercase)
        || (bare && words.split_whitespace().any(is_small));
    (several && wrong).then(|| {
        let right: Vec<String> = words.to_lowercase().split_whitespace().map(upper_first).collect();
        let right = right.join(" ");
        Finding::new(
            Check::NameCapitals,
            format!("họ tên người ký \"{words}\" viết hoa không đúng"),
            format!("the capitals of the signer's name \"{words}\" are wrong"),
            source(name),
        )
        .hint(
            format!("viết hoa chữ cái đầu mỗi âm tiết: {right}"),
            format!("a capital for the first letter of each syllable: {right}"),
        )
    })
}

/// G03. Nothing stands before the name.
fn title(name: &Text) -> Option<Finding> {
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let short =
            "GS|PGS|TSKH|TS|ThS|Ths|CN|KS|KTS|LS|BS|BSCK ?(?:I{1,2}|1|2)|CK ?(?:I{1,2}|1|2)|DS|ĐD|NSND|NSƯT|NGND|NGƯT";
        let long = "Giáo sư|Phó giáo sư|Phó Giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Nhà giáo|Kỹ sư|Bác sĩ|Dược sĩ|Luật sư|Cử nhân";
        pattern(&format!(r"^(?:(?:{short})[. ]|(?:{long}) )"))
    });
    let words = name.plain();
    let found = TITLE.as_ref()?.find(&words)?;
    let finding = before(name, found.as_str().trim());
    Some(finding.hint(
        "chỉ ghi họ tên; ngành giáo dục, y tế, khoa học, lực lượng vũ trang theo quy định riêng",
        "write the name alone, unless the rules of education, health, science or the forces allow it",
    ))
}

/// `Ông`, `Bà` before the name. Ông is a family name too.
fn address(name: &Text) -> Option<Finding> {
    let words = name.plain();
    let (first, rest) = words.split_once(' ')?;
    let of_family = rest.starts_with("Thị ") || rest.starts_with("Văn ") || rest.split_whitespace().count() < 3;
    let is_address = first == "Bà" || (first == "Ông" && !of_family);
    is_address.then(|| before(name, first).hint(format!("viết: {rest}"), format!("write: {rest}")))
}

fn before(name: &Text, title: &str) -> Finding {
    Finding::new(
        Check::AcademicTitle,
        format!("trước họ tên người ký có \"{title}\""),
        format!("\"{title}\" stands before the signer's name"),
        source(name),
    )
}
