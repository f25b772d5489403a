//! The laid-out page: the head of every department of education, and page numbers.

use congvan::export::typst::{Layout, Line, Stroke, layout};
use congvan::facts::{self, Province};
use congvan::render::{Options, Prepared};
use congvan::rules::{RuleSetName, load};
use congvan::style::{Block, PageNumberPlace, StyledDocument};
use serde_json::{Value, json};

use crate::support::{LETTER, REPORT, RULES, by, changed, made, sample};

const NATIONAL_TITLE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Heights of Liberation Serif above and below the baseline, in em.
const ASCENT: f64 = 0.891;
const DESCENT: f64 = 0.216;

/// The units of a day.
fn units(day: &str) -> Vec<&'static Province> {
    facts::provinces_on(day.parse().expect("a day")).collect()
}

/// The head of a document, with the first paragraph of its text: a page that is laid out fast.
fn head_of(prepared: &Prepared) -> (StyledDocument, Layout) {
    let mut styled = prepared.styled.clone();
    styled.sections.truncate(1);
    let text = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.look.first_line.to_pt() > 0.0);
    let blocks = &mut styled.sections[0].blocks;
    let first = blocks.iter().position(text).expect("a text");
    blocks.truncate(first + 1);
    let layout = layout(&styled).expect("a page");
    (styled, layout)
}

fn one<'a>(layout: &'a Layout, what: &str, is: impl Fn(&str) -> bool) -> &'a Line {
    let found: Vec<&Line> = layout.lines.iter().filter(|line| is(line.text.trim())).collect();
    assert_eq!(found.len(), 1, "{what}: {:?}", layout.lines);
    found[0]
}

fn end(line: &Line) -> f64 {
    line.x + line.width
}

fn middle(line: &Line) -> f64 {
    line.x + line.width / 2.0
}

fn near(left: f64, right: f64, by: f64, what: &str) {
    assert!((left - right).abs() <= by, "{what}: {left} and {right}");
}

/// What holds for the head of any document.
fn check(prepared: &Prepared, place: &str, rules: RuleSetName) {
    let (styled, layout) = head_of(prepared);
    let title = one(&layout, place, |text| text == NATIONAL_TITLE);
    let motto = one(&layout, place, |text| text == MOTTO);
    let number = one(&layout, place, |text| text.starts_with("Số: "));
    let date = one(&layout, place, |text| text.starts_with(&format!("{place}, ngày ")));
    assert!(date.text.trim_end().ends_with("năm 2014") || date.text.trim_end().ends_with("năm 2026"), "{}", date.text);
    near(title.x + title.width / 2.0, middle(motto), 0.1, place);
    // Lengths are whole twips, so the baselines of two sizes may lie one apart.
    near(number.baseline, date.baseline, 0.051, "number and date on one line");

    let page = &styled.sections[0].page;
    let (left, right) = (page.left.to_pt(), (page.width - page.right).to_pt());
    let head: Vec<&Line> =
        layout.lines.iter().filter(|line| line.baseline <= number.baseline.max(date.baseline)).collect();
    for line in &head {
        assert!(line.x >= left - 0.01 && end(line) <= right + 0.01, "{place}: {} outside the margins", line.text);
        assert!(line.baseline - ASCENT * line.size >= page.top.to_pt() - 0.5, "{place}: {} too high", line.text);
    }
    for names in head.iter().filter(|line| line.x < title.x.min(date.x)) {
        assert!(end(names) < title.x.min(motto.x), "{place}: {} runs into the national title", names.text);
    }
    overlaps(&layout, place);
    drawn(&layout, motto, number, place, rules);
}

/// No two lines of text touch, and no drawn line crosses one.
fn overlaps(layout: &Layout, place: &str) {
    for (at, one) in layout.lines.iter().enumerate() {
        for other in &layout.lines[at + 1..] {
            let beside = end(one) <= other.x + 0.01 || end(other) <= one.x + 0.01;
            let (upper, lower) = if one.baseline < other.baseline { (one, other) } else { (other, one) };
            let above = upper.baseline + DESCENT * upper.size <= lower.baseline - ASCENT * lower.size + 0.6;
            assert!(beside || above, "{place}: {} over {}", one.text, other.text);
        }
        for stroke in &layout.strokes {
            let beside = end(one) <= stroke.x || stroke.x + stroke.length <= one.x;
            let clear = stroke.y <= one.baseline - 0.7 * one.size || stroke.y >= one.baseline + 0.5;
            assert!(beside || clear, "{place}: a line through {}", one.text);
        }
    }
}

/// The lines under the motto, under the agency and under the subject: as long as the rules say, centred under their text.
fn drawn(layout: &Layout, motto: &Line, number: &Line, place: &str, rules: RuleSetName) {
    let lines = &load(rules).lines;
    let above = |stroke: &Stroke| {
        let over =
            |line: &&Line| line.baseline < stroke.y && (middle(line) - stroke.x - stroke.length / 2.0).abs() < 0.2;
        layout.lines.iter().filter(over).max_by(|one, other| one.baseline.total_cmp(&other.baseline))
    };
    let mut seen = Vec::new();
    for stroke in &layout.strokes {
        let line = above(stroke).unwrap_or_else(|| panic!("{place}: a line under nothing at {}", stroke.y));
        assert!(stroke.y - line.baseline < line.size, "{place}: a line far below {}", line.text);
        let legal = if line == motto {
            lines.motto.legal
        } else if line.baseline < number.baseline {
            lines.issuing_body.legal
        } else {
            lines.subject.legal
        };
        let [least, most] = legal.expect("the decree limits it");
        let ratio = stroke.length / line.width;
        assert!(ratio > least - 0.01 && ratio < most + 0.01, "{place}: {ratio} under {}", line.text);
        seen.push(line.text.as_str());
    }
    assert!(seen.contains(&MOTTO), "{place}: nothing under the motto");
    assert!(seen.iter().any(|text| text.contains("ĐÀO TẠO")), "{place}: nothing under the agency: {seen:?}");
}

/// A department's answers: everything that its code decides is left out.
fn department(code: &str, day: &str, letter: bool) -> Vec<(&'static str, Value)> {
    let form = if letter { "cong_van" } else { "bao_cao" };
    vec![
        ("department", json!({ "province_code": code, "admin_units_as_of": day })),
        ("document.symbol", Value::Null),
        ("document.form", json!(form)),
        ("document.format_profile", Value::Null),
        ("contact.phones", json!(["0912345678"])),
        ("contact.fax", Value::Null),
    ]
}

fn of_2014(letter: bool) {
    let list = units("2014-04-11");
    assert_eq!(list.len(), 63);
    for Province { code, place, .. } in list {
        let prepared = made(changed(REPORT, &department(code, "2014-04-01", letter)), REPORT, &Options::default());
        assert_eq!(prepared.rules, RuleSetName::Tt01_2011);
        check(&prepared, place, prepared.rules);
    }
}

#[test]
fn the_head_of_every_department_of_2014() {
    of_2014(false);
}

#[test]
fn the_head_of_every_department_of_2014_on_a_letter() {
    of_2014(true);
}

#[test]
fn the_head_of_every_department_of_today() {
    let list = units("2026-11-29");
    assert_eq!(list.len(), 34);
    for (at, Province { code, place, .. }) in list.into_iter().enumerate() {
        let mut changes = department(code, "2026-11-29", at % 2 == 1);
        changes.extend([
            ("letter.date", json!("2026-10-20")),
            ("letter.received_date", json!("2026-10-21")),
            ("letter.deadline_before", json!("2026-12-15")),
            ("document.date", json!("2026-11-29")),
            ("document.number", json!(2888)),
            ("results.divisions", Value::Null),
            ("commitment.next_steps", json!([])),
            ("data_submission.handover_date", Value::Null),
            ("data_submission.protection.encryption", json!("cms")),
        ]);
        let prepared = made(changed(REPORT, &changes), REPORT, &Options::default());
        assert_eq!(prepared.rules, RuleSetName::Nd30_2020);
        check(&prepared, place, prepared.rules);
    }
}

/// The number printed on a page, if any: a line of digits in the margin.
fn printed(layout: &Layout, page: usize, top: f64, bottom: f64) -> Option<&Line> {
    let in_margin = |line: &&Line| line.baseline < top || line.baseline > bottom;
    let mut found = layout.lines.iter().filter(|line| line.page == page).filter(in_margin);
    let line = found.next();
    assert!(found.next().is_none(), "page {page}: more than a number in the margins");
    line
}

#[test]
fn page_numbers() {
    for (base, rules) in [(REPORT, RULES[0]), (REPORT, RULES[1]), (LETTER, RULES[0]), (LETTER, RULES[1])] {
        let prepared = made(sample(base), base, &by(rules));
        let layout = layout(&prepared.styled).expect("pages");
        let place = prepared.styled.sections[0].page.number;
        let mut section = 0;
        let mut expected = 1;
        for (at, &(width, height)) in layout.pages.iter().enumerate() {
            let starts = |line: &&Line| line.page == at + 1 && line.text.starts_with("Phụ lục");
            let first = layout.lines.iter().find(|line| line.page == at + 1).expect("text on every page");
            if at > 0 && starts(&first) {
                (section, expected) = (section + 1, 1);
            }
            let page = &prepared.styled.sections[section].page;
            near(page.width.to_pt(), width, 0.1, "page width");
            let number = printed(&layout, at + 1, page.top.to_pt(), height - page.bottom.to_pt());
            assert_eq!(number.map(|line| line.text.as_str()), (expected > 1).then(|| expected.to_string()).as_deref());
            if let Some(line) = number {
                let text = (page.left.to_pt(), width - page.right.to_pt());
                match place {
                    PageNumberPlace::TopCenter => near(middle(line), (text.0 + text.1) / 2.0, 0.1, "centred"),
                    PageNumberPlace::BottomRight => near(end(line), text.1, 0.1, "right"),
                }
                assert_eq!(line.baseline < height / 2.0, place == PageNumberPlace::TopCenter);
            }
            expected += 1;
        }
        assert_eq!(section + 1, prepared.styled.sections.len());
    }
}
