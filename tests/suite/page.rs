//! The laid-out page: the head of offices of every province, old and new, in both size sets; page numbers.

use congvan::export::typst::{Layout, Line, Stroke, layout};
use congvan::facts::{self, Province};
use congvan::model::{Document, Head, Text, Title};
use congvan::render::Options;
use congvan::rules::{RuleSetName, SizeSet, load};
use congvan::style::{Block, PageNumberPlace, Section, StyledDocument, resolve, resolve_in};
use serde_json::{Value, json};

use crate::parts;
use crate::support::{LETTER, REPORT, RULES, by, changed, made, sample};

const NATIONAL_TITLE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Heights of Liberation Serif above and below the baseline, in em.
const ASCENT: f64 = 0.891;
const DESCENT: f64 = 0.216;
/// Heads laid out at once: a document of all of them takes much memory.
const BATCH: usize = 120;

/// An office, as its head names it.
struct Office {
    parent: Option<String>,
    name: String,
    symbol: &'static str,
    place: String,
}

fn office(parent: impl Into<Option<String>>, name: String, symbol: &'static str, place: &str) -> Office {
    Office { parent: parent.into(), name, symbol, place: place.to_owned() }
}

/// Communes of every kind, the longest names among them, and the places that their papers name.
const COMMUNES: [(&str, &str); 5] = [
    ("XÃ MINH TÂN", "Minh Tân"),
    ("PHƯỜNG ĐIỆN BIÊN PHỦ", "Phường Điện Biên Phủ"),
    ("ĐẶC KHU CÔN ĐẢO", "Côn Đảo"),
    ("XÃ PHƯỚC MỸ TRUNG", "Phước Mỹ Trung"),
    ("PHƯỜNG HOÀNG VĂN THỤ", "Phường Hoàng Văn Thụ"),
];

/// The district and a commune of it, before there were none.
const DISTRICTS: [(&str, &str, &str, &str); 4] = [
    ("HUYỆN KÔNG CHRO", "Kông Chro", "THỊ TRẤN KÔNG CHRO", "Kông Chro"),
    ("QUẬN 1", "Quận 1", "PHƯỜNG NGUYỄN THÁI BÌNH", "Phường Nguyễn Thái Bình"),
    ("THÀNH PHỐ PHAN RANG - THÁP CHÀM", "Phan Rang - Tháp Chàm", "PHƯỜNG MỸ HẢI", "Mỹ Hải"),
    ("THỊ XÃ BÌNH LONG", "Bình Long", "XÃ THANH LƯƠNG", "Thanh Lương"),
];

/// The department, the committee of the province, and those below it.
fn offices(unit: &Province, at: usize, day: &str) -> Vec<Office> {
    let upper = unit.full_name.to_uppercase();
    let committee = |name: &str| format!("ỦY BAN NHÂN DÂN {name}");
    let mut offices = vec![
        office(format!("UBND {upper}"), "SỞ GIÁO DỤC VÀ ĐÀO TẠO".to_owned(), "BC-SGDĐT", &unit.place),
        office(None, committee(&upper), "QĐ-UBND", &unit.place),
    ];
    if day < "2025-07-01" {
        let (district, seat, commune, place) = DISTRICTS[at % DISTRICTS.len()];
        offices.push(office(committee(&upper), committee(district), "UBND-VX", seat));
        offices.push(office(committee(district), committee(commune), "TTr-UBND", place));
    } else {
        let (commune, place) = COMMUNES[at % COMMUNES.len()];
        offices.push(office(committee(&upper), committee(commune), "UBND-VHXH", place));
    }
    offices
}

/// A document of the office: a letter where the symbol names no type.
fn of(office: &Office, day: &str, dated: bool) -> Document {
    let document = parts::document("BÁO CÁO", 1);
    let date: chrono::NaiveDate = day.parse().expect("a day");
    let letter = || Title::Letter {
        subject: Text::fixed("báo cáo tình hình thực hiện công tác văn thư, lưu trữ")
    };
    let title = if office.symbol.starts_with("UBND") { letter() } else { document.head.title.clone() };
    let head = Head {
        parent_body: office.parent.as_deref().map(Text::fixed),
        issuing_body: Text::fixed(&office.name),
        number: dated.then(|| Text::fixed("2888")),
        symbol: Text::fixed(office.symbol),
        place: Text::fixed(&office.place),
        date: dated.then_some(date),
        open_year: chrono::Datelike::year(&date).into(),
        title,
        ..document.head
    };
    Document { head, ..document }
}

/// The head of a document, with the first paragraph of its text: a page that is laid out fast.
fn head_of(styled: &StyledDocument) -> Section {
    let mut section = styled.sections[0].clone();
    let text = |block: &Block| matches!(block, Block::Paragraph(paragraph) if paragraph.look.first_line.to_pt() > 0.0);
    let first = section.blocks.iter().position(text).expect("a text");
    section.blocks.truncate(first + 1);
    section
}

/// The parts of a line on both sides of a gap, as one line.
fn joined<'a>(parts: impl Iterator<Item = &'a Line>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if (line.baseline - part.baseline).abs() < 0.01 && (end(line) - part.x).abs() < 0.01 => {
                line.text.push_str(&part.text);
                line.width = end(part) - line.x;
            }
            _ => lines.push(part.clone()),
        }
    }
    lines
}

/// The pages of heads, laid out together; each is a section of its own and takes one page.
fn pages(styled: &StyledDocument, heads: &[Section]) -> Vec<Layout> {
    let together = StyledDocument { sections: heads.to_vec(), ..styled.clone() };
    let whole = layout(&together).expect("pages");
    assert_eq!(whole.pages.len(), heads.len());
    let of = |page: usize| Layout {
        pages: vec![whole.pages[page - 1]],
        lines: joined(whole.lines.iter().filter(|line| line.page == page)),
        strokes: whole.strokes.iter().filter(|stroke| stroke.page == page).cloned().collect(),
        stamps: Vec::new(),
    };
    (1..=heads.len()).map(of).collect()
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

/// What holds for the head of any office.
fn check(layout: &Layout, section: &Section, office: &Office, rules: RuleSetName) {
    let place = &office.place;
    let title = one(layout, place, |text| text == NATIONAL_TITLE);
    let motto = one(layout, place, |text| text == MOTTO);
    let number = one(layout, place, |text| text.starts_with("Số: "));
    let date = one(layout, place, |text| text.starts_with(&format!("{place}, ngày")));
    let year = date.text.trim_end().rsplit(' ').next().unwrap_or_default();
    assert!(["2014", "2026"].contains(&year), "{}", date.text);
    near(title.x + title.width / 2.0, middle(motto), 0.1, place);
    near(middle(date), middle(motto), 0.1, place);
    // Lengths are whole twips, so the baselines of two sizes may lie one apart.
    near(number.baseline, date.baseline, 0.051, "number and date on one line");

    let page = &section.page;
    let (left, right) = (page.left.to_pt(), (page.width - page.right).to_pt());
    let head: Vec<&Line> =
        layout.lines.iter().filter(|line| line.baseline <= number.baseline.max(date.baseline)).collect();
    for line in &head {
        assert!(line.x >= left - 0.01 && end(line) <= right + 0.01, "{place}: {} outside the margins", line.text);
        assert!(line.baseline - ASCENT * line.size >= page.top.to_pt() - 0.5, "{place}: {} too high", line.text);
    }
    let names: Vec<&&Line> =
        head.iter().filter(|line| line.x < title.x.min(date.x) && line.baseline < number.baseline - 1.0).collect();
    for line in &names {
        assert!(end(line) < title.x.min(motto.x), "{place}: {} runs into the national title", line.text);
        near(middle(line), middle(number), 0.1, &line.text);
    }
    let printed = names.iter().map(|line| line.text.trim()).collect::<Vec<_>>().join(" ");
    assert_eq!(printed, office.parent.iter().chain([&office.name]).map(String::as_str).collect::<Vec<_>>().join(" "));
    overlaps(layout, place);
    drawn(layout, [motto, number, names[names.len() - 1]], place, rules);
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

/// The lines under the motto, under the body and under the subject: as long as the rules say, centred under their text.
fn drawn(layout: &Layout, [motto, number, body]: [&Line; 3], place: &str, rules: RuleSetName) {
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
        seen.push(line);
    }
    assert!(seen.contains(&motto), "{place}: nothing under the motto");
    assert!(seen.contains(&body), "{place}: nothing under {}: {seen:?}", body.text);
}

/// Every office of every unit of a day, dated and not, in one size set.
fn every_head(day: &str, rules: RuleSetName, set: SizeSet) {
    let units = facts::provinces_on(day.parse().expect("a day"));
    let offices = units.enumerate().flat_map(|(at, unit)| offices(unit, at, day));
    let all: Vec<(Office, StyledDocument)> = offices
        .flat_map(|office| {
            let copy = Office {
                parent: office.parent.clone(),
                name: office.name.clone(),
                place: office.place.clone(),
                ..office
            };
            [(office, true), (copy, false)]
        })
        .map(|(office, dated)| {
            let document = of(&office, day, dated);
            let forced = |set| resolve_in(&document, load(rules), Some(set)).expect("it fits").0;
            let styled = forced(set);
            let chosen = resolve(&document, load(rules)).expect("it fits").0;
            assert!(SizeSet::ALL.map(forced).contains(&chosen), "{}: neither size set", office.name);
            (office, styled)
        })
        .collect();
    let sizes = match set {
        SizeSet::A => [13.0, 14.0, 14.0],
        SizeSet::B => [12.0, 13.0, 13.0],
    };
    for batch in all.chunks(BATCH) {
        let heads: Vec<Section> = batch.iter().map(|(_, styled)| head_of(styled)).collect();
        for ((page, section), (office, _)) in pages(&batch[0].1, &heads).iter().zip(&heads).zip(batch) {
            check(page, section, office, rules);
            let size = |words: &str| one(page, words, |text| text.starts_with(words)).size;
            assert_eq!([size(NATIONAL_TITLE), size(MOTTO), size(&format!("{}, ngày", office.place))], sizes);
        }
    }
}

#[test]
fn the_head_of_every_office_of_2014_in_13_14_14() {
    every_head("2014-11-29", RuleSetName::Tt01_2011, SizeSet::A);
}

#[test]
fn the_head_of_every_office_of_2014_in_12_13_13() {
    every_head("2014-11-29", RuleSetName::Tt01_2011, SizeSet::B);
}

#[test]
fn the_head_of_every_office_of_2026_in_13_14_14() {
    every_head("2026-11-29", RuleSetName::Nd30_2020, SizeSet::A);
}

#[test]
fn the_head_of_every_office_of_2026_in_12_13_13() {
    every_head("2026-11-29", RuleSetName::Nd30_2020, SizeSet::B);
}

/// A set that is asked for and does not fit is refused by its name; the other one is taken where none is asked for.
#[test]
fn a_size_set_that_does_not_fit() {
    let long = office(None, "ỦY BAN NHÂN DÂN".to_owned(), "BC-BCĐPCTT", "Phường Nguyễn Thị Minh Khai");
    let document = of(&long, "2026-11-29", true);
    let rules = load(RuleSetName::Nd30_2020);
    let problems = resolve_in(&document, rules, Some(SizeSet::A)).expect_err("too wide");
    assert_eq!(problems[0].code, "style/head-too-wide");
    assert!(problems[0].message.en.contains("13-14-14") && problems[0].hints.len() == 2, "{problems:?}");
    let chosen = resolve(&document, rules).expect("the smaller set fits").0;
    assert_eq!(chosen, resolve_in(&document, rules, Some(SizeSet::B)).expect("it fits").0);
}

/// The answers of a department: everything that its code decides is left out.
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

/// The answers of a report of today.
fn today(code: &str, letter: bool) -> Vec<(&'static str, Value)> {
    let mut changes = department(code, "2026-11-29", letter);
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
    changes
}

/// The head of a report names what the province's code stands for on its day.
#[test]
fn a_department_is_named_by_its_code_and_day() {
    for (day, code) in [("2014-04-11", "24"), ("2014-04-11", "79"), ("2026-11-29", "24"), ("2026-11-29", "79")] {
        for letter in [false, true] {
            let unit = facts::province(code, day.parse().expect("a day")).expect("a province");
            let changes = if day < "2020-03-05" { department(code, "2014-04-01", letter) } else { today(code, letter) };
            let prepared = made(changed(REPORT, &changes), REPORT, &Options::default());
            let parent = format!("UBND {}", unit.full_name.to_uppercase());
            let office = office(parent, "SỞ GIÁO DỤC VÀ ĐÀO TẠO".to_owned(), "", &unit.place);
            let section = head_of(&prepared.styled);
            let page = &pages(&prepared.styled, std::slice::from_ref(&section))[0];
            check(page, &section, &office, prepared.rules);
        }
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
