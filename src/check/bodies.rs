//! Ô 2 and 9: names of bodies (Phụ lục I, Mục II.2), and bodies that there are no longer.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;

use super::Paper;
use super::finding::{Finding, source};
use crate::facts::{self, Level, Province};
use crate::model::Text;
use crate::rules::Check;
use crate::vietnamese::date_short;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let head = &paper.document.head;
    let mut findings: Vec<Finding> = abbreviated(&head.issuing_body).into_iter().collect();
    let Some(day) = paper.day else { return findings };
    let own = head.parent_body.iter().chain([&head.issuing_body]);
    let others = paper.document.addressees.iter().chain(&paper.document.recipients);
    for text in own.clone().chain(others) {
        findings.extend(of_former_province(text, day));
        findings.extend(former_ministry(text, day));
        findings.extend(of_district(text, day));
    }
    findings.extend(own.filter_map(|text| of_district_city(text, day)));
    findings
}

/// H07. The issuing body in full; its parent may be abbreviated.
fn abbreviated(body: &Text) -> Option<Finding> {
    let words = body.plain();
    let separate = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '(' | ')');
    let known = |word: &str| facts::body_abbreviations().iter().find(|known| known.abbreviation == word);
    let found = words.split(separate).find_map(known)?;
    let (short, full) = (&found.abbreviation, found.name.to_uppercase());
    let finding = Finding::new(
        Check::BodyAbbreviated,
        format!("tên cơ quan ban hành viết tắt \"{short}\""),
        format!("the issuing body is abbreviated: \"{short}\""),
        source(body),
    );
    Some(finding.hint(
        format!("viết đủ: {full}; chỉ tên cơ quan chủ quản được viết tắt"),
        format!("write it in full: {full}; only the parent body may be abbreviated"),
    ))
}

/// The words in small letters, between blanks, so that whole words can be found.
fn spaced(words: &str) -> String {
    let letters = words.to_lowercase().replace([',', ';', '(', ')', '.'], " ");
    format!(" {} ", letters.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// H09. `tỉnh` and a name that is no tỉnh on the day: merged into another, or a city now.
fn of_former_province(text: &Text, day: NaiveDate) -> Option<Finding> {
    let words = spaced(&text.plain());
    if !words.contains(" tỉnh ") {
        return None;
    }
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        facts::provinces().iter().map(|unit| format!(" {} ", unit.full_name.to_lowercase())).collect()
    });
    let named = |(unit, name): &(&Province, &String)| !unit.city && words.contains(name.as_str());
    let standing = |unit: &Province| facts::provinces_on(day).any(|now| now.full_name == unit.full_name);
    let mut named = facts::provinces().iter().zip(&*NAMES).filter(named).map(|(unit, _)| unit);
    let gone = named.rfind(|unit| unit.period.is_over(day) && !standing(unit))?;
    let now = gone.on(day)?;
    let (former, today) = (&gone.full_name, &now.full_name);
    let finding = Finding::new(
        Check::FormerBody,
        format!("ngày {} không còn {former}", date_short(day)),
        format!("there was no {former} on {day}"),
        source(text),
    );
    let hint = finding.hint(format!("từ đơn vị này nay là {today}"), format!("it is {today} now"));
    Some(hint.basis(gone.ended_by.clone()))
}

/// A ministry that was taken over before the day.
fn former_ministry(text: &Text, day: NaiveDate) -> Option<Finding> {
    static NAMES: LazyLock<Vec<String>> =
        LazyLock::new(|| facts::ministries().iter().map(|one| spaced(&one.name)).collect());
    let words = spaced(&text.plain());
    let named = facts::ministries().iter().zip(&*NAMES).filter(|(_, name)| words.contains(name.as_str()));
    let gone = named.map(|(one, _)| one).find(|one| one.period.is_over(day))?;
    let name = &gone.name;
    let finding = Finding::new(
        Check::FormerBody,
        format!("ngày {} không còn {name}", date_short(day)),
        format!("there was no {name} on {day}"),
        source(text),
    );
    Some(match gone.successor() {
        Some(next) => {
            finding.hint(format!("nhiệm vụ nay do {} thực hiện", next.name), format!("{} took it over", next.name))
        }
        None => finding,
    })
}

/// Whether there is no district level on the day.
fn districts_are_over(day: NaiveDate) -> bool {
    facts::unit_types().iter().filter(|unit| unit.level == Level::District).all(|unit| unit.period.is_over(day))
}

/// H08. People's committees, councils, offices and party committees of huyện, quận, thị xã.
fn of_district(text: &Text, day: NaiveDate) -> Option<Finding> {
    static BODY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let body = "(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd|hội đồng nhân dân|hđnd|phòng [^,;()]*?)";
        Regex::new(&format!("(?i)\\b(?:{body} (?:các |cấp )?(?:huyện|quận|thị xã)|(?:huyện|quận|thị) (?:ủy|uỷ))\\b"))
            .ok()
    });
    if !districts_are_over(day) {
        return None;
    }
    let words = text.plain();
    let found = BODY.as_ref()?.find(&words)?;
    Some(district(found.as_str(), text, day))
}

/// H08. `THÀNH PHỐ …` in a head, where no city of the upper level has the name.
fn of_district_city(text: &Text, day: NaiveDate) -> Option<Finding> {
    let words = spaced(&text.plain());
    let (before, name) = words.split_once(" thành phố ")?;
    let committee =
        before.ends_with(" ủy ban nhân dân") || before.ends_with(" uỷ ban nhân dân") || before.ends_with(" ubnd");
    let known =
        |unit: &Province| unit.city && format!("{name} ").starts_with(&format!("{} ", unit.name.to_lowercase()));
    let fine = !committee || !districts_are_over(day) || facts::provinces_on(day).any(known);
    (!fine).then(|| district(text.plain().trim(), text, day))
}

fn district(body: &str, text: &Text, day: NaiveDate) -> Finding {
    Finding::new(
        Check::DistrictBody,
        format!("\"{body}\" là cơ quan cấp huyện, ngày {} không còn cấp này", date_short(day)),
        format!("\"{body}\" is a body of the district level, which there was not on {day}"),
        source(text),
    )
    .hint(
        "ghi cơ quan cấp xã hoặc cấp tỉnh đã nhận nhiệm vụ",
        "name the body of the commune or the province that has its tasks",
    )
}
