//! From answers to a document, by a small decision that issues a regulation.

use std::borrow::Cow;
use std::sync::Arc;

use super::*;
use crate::answers::{Source, parse};
use crate::assets::files::{Files, Refusal};
use crate::assets::templates::TemplateFiles;
use crate::model::Run;
use crate::rules::{RuleSetName, load};
use crate::template;
use crate::validate::validate;

static DECISION: TemplateFiles = TemplateFiles {
    name: Cow::Borrowed("quyet-dinh"),
    folder: Cow::Borrowed("quyet-dinh"),
    form: Cow::Borrowed(
        "\
fields:
  - key: content
    fields:
      - {key: body, type: content, label: Nội dung}
  - {key: attached, omit: false}
",
    ),
    manifest: Cow::Borrowed(
        "\
base: van-ban
title: Quyết định
title_en: Decision
outline: [article]
attached:
  when: attached != null
  type_name: '{{attached.type_name}}'
  subject: '{{attached.subject}}'
  body: '{{content attached.content}}'
components:
  titles: [{type_name: Quyết định, subject: '{{document.subject}}'}]
",
    ),
    body: Some(Cow::Borrowed("{{content content.body}}")),
    terms: None,
};

const ANSWERS: &str = "\
template: quyet-dinh
agency: {name: Sở Giáo dục và Đào tạo tỉnh Lâm Đồng, code: SGDĐT, place: Lâm Đồng}
document:
  number: 5
  symbol: QĐ-SGDĐT
  date: 2026-03-16
  subject: Ban hành Quy chế làm việc
  signer: {position: GIÁM ĐỐC, full_name: Người Ký Mẫu}
  recipients: [{name: Như Điều 2}]
  archive: {codes: VT}
";

struct NoFiles;

impl Files for NoFiles {
    fn open(&self, _: &str) -> Result<Box<dyn std::io::Read>, Refusal> {
        Err(Refusal::Missing)
    }
    fn len(&self, _: &str) -> Result<u64, Refusal> {
        Err(Refusal::Missing)
    }
    fn below(&self, _: &str) -> Result<Box<dyn Files>, Refusal> {
        Err(Refusal::Missing)
    }
}

/// The document of [`ANSWERS`] and `more`.
fn merged(more: &str, rules: RuleSetName) -> Result<Document, Vec<Diagnostic>> {
    merged_as(more, rules, None)
}

fn merged_as(more: &str, rules: RuleSetName, separate: Option<Separate>) -> Result<Document, Vec<Diagnostic>> {
    let template = Arc::new(template::read(Cow::Borrowed(&DECISION))?);
    let raw = parse(&Source::new("answers.yaml", format!("{ANSWERS}{more}")))?;
    let (answers, findings) = validate(&raw, &template.form, &template.reference);
    let answers = answers.ok_or(findings)?;
    let program = Program::compile(Arc::clone(&template), &template.reference)?;
    merge(&Input {
        program: &program,
        answers: &answers,
        rules: load(rules),
        reference: &template.reference,
        files: &NoFiles,
        dataset: &Value::Null,
        draft: false,
        separate,
    })
}

fn made(more: &str) -> Document {
    merged(more, RuleSetName::Nd30_2020).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn texts(blocks: &[Block]) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Paragraph { text, .. } => Some(text.plain()),
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    };
    blocks.iter().filter_map(text).collect()
}

/// Content of the decision, and what it issues.
const REGULATION: &str = "\
content:
  body:
    - {article_text: \"Ban hành Quy chế, trừ [[hop]].\", id: ban-hanh}
    - {article_text: \"Theo [[bieu]]\"}
attached:
  type_name: Quy chế
  subject: Làm việc của Sở
  content:
    - {article: Phạm vi}
    - article: Họp
      items: [{clause: \"Theo [[ban-hanh]] và [[bieu]]\"}, {clause: \"Như [[hop|short]] và [[hop]]\", id: hop}]
annexes:
  - {id: bieu, title: Biểu mẫu, landscape: true, content: [{text: \"Theo [[hop]]\"}]}
";

#[test]
fn the_last_mark_takes_the_place_of_another_and_of_nothing_else() {
    for (words, ended) in [
        ("Đạt", "Đạt./."),
        ("Đạt. ", "Đạt./."),
        ("Đạt./.", "Đạt./."),
        ("Đạt;", "Đạt./."),
        ("Xem https://a.example/", "Xem https://a.example/./."),
    ] {
        let mut text = Text::fixed(words);
        end_with(&mut text, "./.");
        assert_eq!(text.plain(), ended);
    }
}

#[test]
fn a_footnote_keeps_its_place_before_the_last_mark() {
    let mark = Run { footnote: Some(0), ..Run::default() };
    let mut text = Text(vec![Run { text: "Đạt.".into(), ..Run::default() }, mark.clone()]);
    end_with(&mut text, "./.");
    assert_eq!(text.0[0].text, "Đạt");
    assert_eq!((&text.0[1], text.0[2].text.as_str()), (&mark, "./."));
}

#[test]
fn a_decision_issues_another_document() {
    let document = made(REGULATION);
    assert_eq!(
        texts(&document.body),
        ["Điều 1. Ban hành Quy chế, trừ khoản 2 Điều 2 Quy chế.", "Điều 2. Theo Phụ lục./."]
    );
    let attached = document.attached.expect("an attached document");
    assert_eq!((attached.type_name.plain(), attached.subject.plain()), ("QUY CHẾ".into(), "Làm việc của Sở".into()));
    let reference =
        "(Kèm theo Quyết định số 05/QĐ-SGDĐT ngày 16 tháng 3 năm 2026 của Sở Giáo dục và Đào tạo tỉnh Lâm Đồng)";
    assert_eq!(attached.reference.plain(), reference);
    let wanted = [
        "Điều 1. Phạm vi",
        "Điều 2. Họp",
        "1. Theo Điều 1 Quyết định và Phụ lục",
        "2. Như khoản 2 và khoản 2 Điều 2./.",
    ];
    assert_eq!(texts(&attached.body), wanted);
    let annex = &document.annexes[0];
    assert_eq!((annex.label.as_str(), annex.title.plain(), annex.landscape), ("Phụ lục", "BIỂU MẪU".into(), true));
    assert_eq!(texts(&annex.body), ["Theo khoản 2 Điều 2 Quy chế./."]);
    let source = |text: &Text| text.0.iter().find_map(|run| run.source.as_ref().map(ToString::to_string));
    assert_eq!(source(&annex.title).as_deref(), Some("annexes.0.title"));
    let Block::Paragraph { text, .. } = &annex.body[0] else { panic!("a paragraph") };
    assert_eq!(source(text).as_deref(), Some("annexes.0.content.0.text"));
}

#[test]
fn in_a_file_of_its_own_number_and_date_stay_open() {
    let document = merged_as(REGULATION, RuleSetName::Nd30_2020, Some(Separate::default())).expect("a document");
    let attached = document.attached.expect("an attached document");
    for reference in [&attached.reference, &document.annexes[0].reference] {
        let words = reference.plain().split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = "(Kèm theo Quyết định số ngày tháng năm của Sở Giáo dục và Đào tạo tỉnh Lâm Đồng)";
        assert_eq!(words, wanted);
    }
    assert_eq!(document.head.number.map(|number| number.plain()).as_deref(), Some("05"));
}

#[test]
fn annexes_of_the_answers_are_numbered_when_there_are_several() {
    let body = "content: {body: [{text: \"Theo [[b]] và [[a]].\"}]}\n";
    let table = "[{table: {columns: [A], rows: [[x]]}}]";
    let annexes = format!(
        "annexes:\n  - {{id: a, title: Một, content: {table}}}\n  - {{id: b, title: Hai, content: [{{text: Hai}}]}}\n"
    );
    let document = made(&format!("{body}{annexes}"));
    assert_eq!(texts(&document.body), ["Theo Phụ lục II và Phụ lục I./."]);
    assert!(document.attached.is_none());
    let labels: Vec<&str> = document.annexes.iter().map(|annex| annex.label.as_str()).collect();
    assert_eq!(labels, ["Phụ lục I", "Phụ lục II"]);
    assert!(document.annexes.iter().all(|annex| !annex.reference.is_empty() && !annex.landscape));
    // Thông tư 01/2011 asks for the reference only once.
    let document = merged(&format!("{body}{annexes}"), RuleSetName::Tt01_2011).expect("a document");
    let referring: Vec<bool> = document.annexes.iter().map(|annex| !annex.reference.is_empty()).collect();
    assert_eq!(referring, [true, false]);
}

#[test]
fn a_reference_that_leads_nowhere_is_an_error_in_every_part() {
    for more in [
        "content: {body: [{text: \"Theo [[x]]\"}]}\n",
        "content: {body: []}\nannexes: [{title: Một, content: [{text: \"Theo [[x]]\"}]}]\n",
        "content: {body: []}\nattached: {type_name: Quy chế, subject: A, content: [{text: \"Theo [[x]]\"}]}\n",
    ] {
        let problems = merged(more, RuleSetName::Nd30_2020).expect_err(more);
        assert_eq!(
            problems.iter().map(|problem| problem.code.as_ref()).collect::<Vec<&str>>(),
            ["answers/unknown-reference"]
        );
    }
}

#[test]
fn a_document_is_cited_in_full_and_then_short() {
    let cited = "\
citations:
  nd30: {type: Nghị định, number: 30/2020/NĐ-CP, date: 2020-03-05, body: Chính phủ, subject: về công tác văn thư}
";
    let document =
        made(&format!("{cited}content: {{body: [{{text: 'Theo [[nd30]].'}}, {{text: 'Theo [[nd30]].'}}]}}\n"));
    assert_eq!(
        texts(&document.body),
        [
            "Theo Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư.",
            "Theo Nghị định số 30/2020/NĐ-CP./.",
        ]
    );
    let twice = format!("{cited}content: {{body: [{{article: A, id: nd30, items: [{{clause: b}}]}}]}}\n");
    let problems = merged(&twice, RuleSetName::Nd30_2020).expect_err("one name for two things");
    assert_eq!(problems[0].code, "answers/duplicate-id");
}
