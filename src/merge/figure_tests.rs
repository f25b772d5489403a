//! A small template, its answers, and what becomes of them.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::answers::{self, Source};
use crate::assets::files::Folder;
use crate::assets::templates::TemplateFiles;
use crate::model::{ChartKind, ImageFormat};
use crate::rules::{RuleSetName, load};
use crate::template;
use crate::validate::validate;

static FILES: TemplateFiles = TemplateFiles {
    name: Cow::Borrowed("thu"),
    folder: Cow::Borrowed("thu"),
    form: Cow::Borrowed(
        "
bindings:
  type_name: \"'Báo cáo'\"
fields:
  - {key: content, required: false}
  - {key: body, type: content, label: Toàn văn}
  - {key: more, type: content, label: Phụ lục}
  - key: rounds
    type: list
    label: Các đợt
    item:
      type: group
      fields:
        - {key: name, type: text, label: Đợt, required: true, example: Đợt 1}
        - {key: people, type: integer, label: Số người, example: \"64\"}
",
    ),
    manifest: Cow::Borrowed(
        "
base: van-ban
title: Báo cáo thử
title_en: A report for tests
figures: []
components:
  titles:
    - {type_name: Báo cáo, subject: '{{document.subject}}'}
charts:
  - id: computed
    caption: Số người dự tập huấn
    kind: pie
    unit: người
    rows: rounds
    category: row.name
    series:
      - {name: Số người, value: row.people}
annexes:
  - {id: them, title: THÊM, body: '{{content more}}'}
",
    ),
    body: Some(Cow::Borrowed("Xem {{ref \"computed\"}}.\n\n{{content body}}\n\n{{chart \"computed\"}}\n")),
    terms: None,
};

const HEAD: &str = "
agency: {name: Sở Giáo dục và Đào tạo, code: SGDĐT, place: Hà Nam}
document:
  symbol: BC-SGDĐT
  date: 2026-03-16
  subject: Kết quả tập huấn
  signer: {position: GIÁM ĐỐC, full_name: Người Ký Mẫu}
  recipients: [{name: Như trên}]
  archive: {codes: [VT]}
rounds: [{name: Đợt 1, people: 64}, {name: Đợt 2}]
";

/// What is merged of these answers, beside a picture of 40 x 20 dots.
fn merged(body: &str) -> Result<Document, Vec<Diagnostic>> {
    let template = Arc::new(template::read(Cow::Borrowed(&FILES))?);
    let source = Source::new("answers.yaml", format!("template: thu\n{HEAD}{body}"));
    let (valid, findings) = validate(&answers::parse(&source)?, &template.form, &template.reference);
    let answers = valid.ok_or(findings)?;
    let folder = tempfile::tempdir().expect("a folder");
    image::RgbImage::new(40, 20).save(folder.path().join("so_do.png")).expect("a picture");
    std::fs::write(folder.path().join("hong.png"), b"\x89PNG\r\n\x1a\n").expect("a file");
    let program = Program::compile(Arc::clone(&template), &template.reference)?;
    let files = Folder::new(folder.path()).expect("the folder");
    merge(&Input {
        program: &program,
        answers: &answers,
        rules: load(RuleSetName::Nd30_2020),
        reference: &template.reference,
        files: &files,
        dataset: &Value::Null,
        draft: false,
        separate: None,
    })
}

fn codes(body: &str) -> Vec<(String, String)> {
    let findings = merged(body).expect_err("findings");
    let path = |finding: &Diagnostic| finding.place.as_ref().and_then(|place| place.path.clone()).unwrap_or_default();
    findings.iter().map(|finding| (finding.code.to_string(), path(finding).to_string())).collect()
}

fn plain(document: &Document) -> Vec<String> {
    let bodies = std::iter::once(&document.body).chain(document.annexes.iter().map(|annex| &annex.body));
    let block = |block: &Block| match block {
        Block::Paragraph { text, .. } => text.plain(),
        Block::Table(index) => format!("{:?}", document.tables[*index].label),
        Block::Picture(index) => format!("{:?}", document.pictures[*index].label.as_deref().unwrap_or_default()),
        Block::Chart(index) => format!("{:?}", document.charts[*index].label.as_deref().unwrap_or_default()),
    };
    bodies.flatten().map(block).collect()
}

const BODY: &str = "
body:
  - text: Số liệu[^nguon] ở [[so-do]] và [[them-hinh]]
    footnotes: {nguon: 'Theo [[bang-tron]]'}
  - picture: {file: so_do.png, caption: Sơ đồ, description: Ba phòng, width: 120}
    id: so-do
  - picture: {file: so_do.png, description: Không có tên}
  - chart:
      kind: line
      caption: Tỷ lệ của [[so-do]]
      unit: '%'
      categories: ['2012', '2013']
      series: [{name: Tiểu học, values: [92.1, null]}]
    id: bang-tron
more:
  - text: Chú thích[^hai] của phụ lục
    footnotes: {hai: Thứ hai}
  - picture: {file: so_do.png, caption: Nữa, description: Ba phòng}
    id: them-hinh
";

#[test]
fn pictures_charts_and_footnotes_are_numbered_in_the_order_of_the_pages() {
    let document = merged(BODY).expect("a document");
    let expected = [
        "Xem Biểu đồ 2.",
        "Số liệu ở Hình 1 và Hình 2",
        "\"Hình 1\"",
        "\"\"",
        "\"Biểu đồ 1\"",
        "\"Biểu đồ 2\"",
        "Chú thích của phụ lục",
        "\"Hình 2\"",
    ];
    assert_eq!(plain(&document), expected);
    assert_eq!(document.footnotes.iter().map(Text::plain).collect::<Vec<_>>(), ["Theo Biểu đồ 1", "Thứ hai"]);
    let Block::Paragraph { text, .. } = &document.body[1] else { panic!("a paragraph") };
    assert_eq!(text.0.iter().map(|run| run.footnote).collect::<Vec<_>>()[..2], [None, Some(0)]);
    assert_eq!(document.charts[0].caption.plain(), "Tỷ lệ của Hình 1");
    assert_eq!(document.footnotes[0].0[0].source, Some(AnswerPath::new("body.0.footnotes.nguon")));
}

#[test]
fn a_picture_has_its_file() {
    let document = merged(BODY).expect("a document");
    let picture = &document.pictures[0];
    assert_eq!((picture.image.pixels, picture.image.format), ((40, 20), ImageFormat::Png));
    assert_eq!((picture.description.as_str(), picture.width), ("Ba phòng", Some(crate::length::Length::mm(120.0))));
    assert_eq!(document.pictures[1].label, None);
}

#[test]
fn figures_of_charts_are_exact_and_know_their_answers() {
    let document = merged(BODY).expect("a document");
    let [typed, computed] = &document.charts[..] else { panic!("two charts") };
    assert_eq!((typed.kind, typed.unit.as_str()), (ChartKind::Line, "%"));
    assert_eq!(typed.series[0].values, [Some((921, 1)), None]);
    assert_eq!(typed.series[0].sources[0], Some(AnswerPath::new("body.3.chart.series.0.values.0")));
    assert_eq!((computed.kind, computed.caption.plain().as_str()), (ChartKind::Pie, "Số người dự tập huấn"));
    assert_eq!(computed.categories, ["Đợt 1", "Đợt 2"]);
    assert_eq!(computed.series[0].values, [Some((64, 0)), None]);
    assert_eq!(computed.series[0].sources[1], Some(AnswerPath::new("rounds.1.people")));
}

#[test]
fn files_that_are_no_pictures_are_all_told_at_their_answers() {
    let found = codes(
        "
body:
  - picture: {file: khong_co.png, description: a}
  - picture: {file: hong.png, description: b}
  - text: '[[nothing]]'
",
    );
    let expected = [
        ("answers/picture", "body.0.picture.file"),
        ("answers/picture", "body.1.picture.file"),
        ("answers/unknown-reference", "body.2.text"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
}

#[test]
fn what_a_chart_and_a_mark_must_be() {
    let found = codes(
        "
body:
  - text: Một[^a], hai[^b]
    footnotes: {b: Có, c: Thừa}
  - heading: Tên[^d]
  - chart: {kind: pie, categories: [a, b], series: [{name: x, values: [1, -2]}, {name: y, values: [1]}]}
  - chart: {kind: bar, categories: [a], series: [{name: x, values: [null]}]}
",
    );
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    let expected = [
        "answers/footnote-mark",
        "answers/unknown-footnote",
        "answers/unknown-footnote",
        "answers/uneven-chart",
        "answers/chart-pie",
        "answers/chart-pie",
        "answers/chart-empty",
    ];
    let (mut found, mut expected) = (codes, expected.to_vec());
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}
