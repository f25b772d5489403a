//! Every check on a document that breaks it, and on one that does not. `docs/checks.md` is written from these cases.

mod cases;
mod listing;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::findings;
use crate::diag::AnswerPath;
use crate::model::{
    Annex, Block, Chart, ChartKind, Document, Head, Properties, Role, Run, Signature, State, Text, Title,
};
use crate::rules::{Check, RuleSet, RuleSetName, load};
use cases::{CASES, Case};

/// What an answer prints.
fn typed(words: &str) -> Text {
    Text(vec![Run { text: words.into(), source: Some(AnswerPath::new("answer")), ..Run::default() }])
}

fn typed_all(words: &str) -> Vec<Text> {
    words.split(" / ").filter(|part| !part.is_empty()).map(typed).collect()
}

fn paragraph(role: Role, words: &str) -> Block {
    Block::Paragraph { role, text: typed(words) }
}

/// A công văn with nothing wrong in it.
fn letter() -> Document {
    Document {
        properties: Properties {
            title: "Công văn".into(),
            subject: String::new(),
            author: String::new(),
            identifier: None,
            date: None,
            template: "test".into(),
        },
        head: Head {
            parent_body: Some(typed("UBND TỈNH LÂM ĐỒNG")),
            issuing_body: typed("SỞ NỘI VỤ"),
            number: Some(typed("15")),
            symbol: typed("SNV-VP"),
            numbered: true,
            dated: true,
            place: typed("Lâm Đồng"),
            date: NaiveDate::from_ymd_opt(2026, 10, 20),
            open_year: None,
            date_source: None,
            title: Title::Letter { subject: typed("báo cáo công tác văn thư") },
            urgency: None,
            secrecy: None,
            circulation: None,
            address: Vec::new(),
        },
        addressees: typed_all("Bộ Nội vụ"),
        body: vec![paragraph(Role::Body, "Sở Nội vụ báo cáo như sau./.")],
        signatures: vec![Signature {
            titles: typed_all("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
            other_titles: Vec::new(),
            name: typed("Người Ký Mẫu"),
            signature_picture: None,
            seal_picture: None,
        }],
        recipients: typed_all("Như trên / Lưu: VT, VP"),
        drafter: None,
        confirmation: Vec::new(),
        attached: None,
        annexes: Vec::new(),
        tables: Vec::new(),
        figures: Vec::new(),
        pictures: Vec::new(),
        charts: Vec::new(),
        footnotes: Vec::new(),
        state: State::default(),
    }
}

/// Turns the letter into a named type.
fn named(document: &mut Document, name: &str, symbol: &str) {
    document.head.title =
        Title::Named { type_name: Text::fixed(name), subject: typed("Về việc sắp xếp tổ chức") };
    document.head.symbol = typed(symbol);
    document.addressees = Vec::new();
    document.recipients = typed_all("Như Điều 3 / Lưu: VT, VP");
}

fn annex() -> Annex {
    Annex {
        label: "Phụ lục".into(),
        title: typed("DANH MỤC"),
        reference: Text::default(),
        body: Vec::new(),
        landscape: false,
    }
}

fn found(document: &Document, rules: &RuleSet) -> BTreeSet<Check> {
    findings(document, rules).into_iter().map(|finding| finding.check).collect()
}

fn after(case: &Case, words: &str) -> BTreeSet<Check> {
    let mut document = letter();
    (case.put)(&mut document, words);
    found(&document, load(case.rules))
}

#[test]
fn each_check_sees_its_fault_and_leaves_the_right_form_alone() {
    for rules in RuleSetName::ALL {
        assert_eq!(found(&letter(), load(rules)), BTreeSet::new());
    }
    let mut problems = Vec::new();
    for case in CASES {
        for (words, expected) in [(case.wrong, BTreeSet::from([case.check])), (case.right, BTreeSet::new())] {
            let seen = after(case, words);
            if seen != expected {
                problems.push(format!("{words}: {seen:?}, not {expected:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_check_has_a_case() {
    let seen: BTreeSet<Check> = CASES.iter().map(|case| case.check).collect();
    assert_eq!(seen, Check::ALL.iter().copied().collect());
}

/// Facts that look like faults and are none.
#[test]
fn facts_are_left_alone() {
    for words in [
        "Số 1.234,5 triệu; VEMIS 2.0; máy 056.3000001; 5.000%.",
        "Khoản 2 Điều 5 quy định; bà H'Nhung; trang http://abc.gov.vn, a@b.vn.",
        "Việc thứ hai là quý I, quý II; chất lượng thứ ba; quận ủy viên; các phường 12 người.",
        "Tổ chức 5 quận, 10 phường; điều 1 lần; nhân dân và nhà nước; phía tây bắc huyện.",
        "Ủy ban nhân dân tỉnh Nam Định, UBND Thành phố Hồ Chí Minh, phường Điện Biên.",
        "Chương trình 135, Đề án 06, Kế hoạch 5 năm, v.v. và các việc khác.",
        "Thông tư và Nghị định 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ.",
        "Quý hòa giải viên, tháng 02 năm 2026, ngày 29 tháng 11 năm 2019, 3,14 và 1,250 kg.",
    ] {
        let mut document = letter();
        document.body = vec![paragraph(Role::Body, words)];
        let left: BTreeSet<Check> = found(&document, load(RuleSetName::Nd30_2020));
        // The first reference without "số" is a fault; the others are facts.
        let expected =
            if words.contains("Nghị định 30/") { BTreeSet::from([Check::NumberWord]) } else { BTreeSet::new() };
        assert_eq!(left, expected, "{words}");
    }
}

/// Words of the template's own are its author's, not the clerk's.
#[test]
fn fixed_words_are_not_told_to_the_clerk() {
    let mut document = letter();
    let text = Text::fixed("theo Nghị định số 30/2020/NĐ-CP  , Khoản 2 Điều 5; hoà và hòa.");
    document.body = vec![Block::Paragraph { role: Role::Body, text }];
    assert_eq!(found(&document, load(RuleSetName::Nd30_2020)), BTreeSet::new());
}

mod any_text {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// No text makes a check panic, and what a check says always has the place of the answer it is about.
        #[test]
        fn is_checked(words in "[ -~àảãáạăâđêôơưỳỷỹýỵÀẢÁĐ\u{300}\u{301}“”…]{0,60}", rule in 0usize..2) {
            let mut document = letter();
            document.head.place = typed(&words);
            document.head.symbol = typed(&words);
            document.head.issuing_body = typed(&words);
            document.body = vec![paragraph(Role::LegalBasis, &words), paragraph(Role::Point, &words)];
            document.signatures[0].titles = vec![typed(&words)];
            document.recipients.insert(1, typed(&words));
            let _ = found(&document, load(RuleSetName::ALL[rule]));
        }
    }
}

#[test]
fn names_of_figures_and_footnotes_are_read_too() {
    let chart = Chart {
        id: String::new(),
        label: None,
        caption: typed("Số  trường"),
        kind: ChartKind::Bar,
        unit: String::new(),
        categories: Vec::new(),
        series: Vec::new(),
    };
    let found = |document: &Document| {
        let findings = super::findings(document, load(RuleSetName::Nd30_2020));
        findings.into_iter().filter(|finding| finding.check == Check::DoubleSpace).count()
    };
    assert_eq!(found(&letter()), 0);
    assert_eq!(found(&Document { charts: vec![chart], ..letter() }), 1);
    assert_eq!(found(&Document { footnotes: vec![typed("Theo  báo cáo")], ..letter() }), 1);
}

#[test]
fn the_mark_of_a_footnote_parts_no_sentence() {
    let mark = Text(vec![Run { footnote: Some(0), ..Run::default() }]);
    let text =
        typed("Sở Nội vụ báo cáo").join(mark.clone()).join(typed(", tổng hợp")).join(mark).join(typed(" như sau./."));
    let body = vec![Block::Paragraph { role: Role::Body, text }];
    assert_eq!(
        found(&Document { body, ..letter() }, load(RuleSetName::Nd30_2020)),
        found(&letter(), load(RuleSetName::Nd30_2020))
    );
}
