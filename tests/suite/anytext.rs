//! Any text in any field comes out as that text: in the model, on the page, in Word and in the workbook.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use congvan::export::typst::layout;
use congvan::render::{Options, Prepared, prepare};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::reading;
use crate::support::{LETTER, REPORT, changed, errors, folder};

/// Fields of the letter, and of the report.
const IN_LETTER: [&str; 8] = [
    "document.subject",
    "document.addressees.0",
    "document.signer.full_name",
    "document.recipients.1.purpose",
    "content.opening.0",
    "content.items.0.text",
    "content.items.1.points.0",
    "content.closing.0",
];
const IN_REPORT: [&str; 8] = [
    "results.directives.0.subject",
    "results.training.0.audience",
    "results.roles.school.0",
    "results.overall_assessment",
    "commitment.actions.0",
    "contact.address",
    "contact.lead_officer.full_name",
    "issues.difficulties.0.description",
];
/// Fields of other types, by the folder of the sample.
const IN_TYPES: [(&str, &[&str]); 6] = [
    ("quyet-dinh", &["legal_bases.0", "proposer", "content.0.article_text"]),
    ("bien-ban", &["meeting.place", "meeting.participants.0", "meeting.chair.position", "content.0.clause"]),
    ("hop-dong", &["signing_place", "parties.a.address", "content.0.article"]),
    ("cong-dien", &["cable.sender", "cable.receivers.0", "content.0.text"]),
    ("giay-moi", &["invitation.event", "invitation.chair", "invitation.notes.0"]),
    ("giay-nghi-phep", &["leave.position", "leave.place"]),
];
/// What the report prints in tables, so that the workbook holds it.
const IN_WORKBOOK: [&str; 2] = ["results.directives.0.subject", "results.training.0.audience"];

/// Findings that refuse a text for what it holds: characters without a glyph, control characters, old encodings.
const REFUSALS: [&str; 4] =
    ["style/missing-glyph", "answers/control-character", "answers/legacy-font", "answers/printed"];
/// Findings that tell of a text that was cleaned, so that it is another one now.
const CLEANED: [&str; 6] = [
    "answers/decomposed",
    "answers/odd-space",
    "answers/invisible-character",
    "answers/outer-space",
    "answers/line-break",
    "answers/wrong-d",
];

/// Texts that are markup, code, a formula or a trap to someone.
const NASTY: [&str; 40] = [
    "*",
    "**đậm**",
    "_nghiêng_",
    "#",
    "# Mục",
    "#panic(1)",
    "{{",
    "{{{document.number}}}",
    "{{#if x}}",
    "}}",
    "<",
    "<b>",
    "</w:t>",
    "<!-- -->",
    "&",
    "&amp;",
    "&#65;",
    "$",
    "$x^2$",
    "\\",
    "\\n",
    "\\*",
    "@",
    "@tham-chiếu",
    "`",
    "```",
    "]]>",
    "=1+1",
    "-x",
    "+84",
    "@x",
    "1. Một",
    "a) Hai",
    "- Ba",
    "> Bốn",
    "| a | b |",
    "![](x)",
    "http://x.vn",
    "~/x",
    "_x0041_",
];

/// A text between words of ours: what trims and closes sentences does not reach it.
fn value(path: &str, text: &str) -> String {
    format!("{text} hết{}", path.len())
}

fn changes(paths: &[&'static str], text: &str) -> Vec<(&'static str, Value)> {
    let one = |&path: &&'static str| match path {
        "content.items.1.points.0" => ("content.items.1.points", json!([value(path, text)])),
        _ => (path, json!(value(path, text))),
    };
    paths.iter().map(one).collect()
}

/// The text without blanks: lines break where they must.
fn dense(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Marks of direction and joining draw nothing, and letters between them stand in another order on the page.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{206f}')
}

fn on_page(page: &str, value: &str) -> bool {
    // A word wider than its column stands on several lines, with the lines of the column beside it between.
    let wide = value.split_whitespace().any(|word| word.chars().count() >= 25);
    let value = dense(value);
    let turned = value.contains(|character| is_mark(character) || ('\u{590}'..'\u{900}').contains(&character));
    // What is longer than a page has other text between its parts.
    let parted = wide || value.len() > 1000;
    let count = |text: &str, one: char| text.chars().filter(|&character| character == one).count();
    let all = || value.chars().take(100).all(|one| is_mark(one) || count(page, one) >= count(&value, one));
    page.contains(&value) || (turned || parted) && all()
}

/// The paragraphs of a text: its lines that have words, an item without its dash.
fn lines(value: &str) -> Vec<&str> {
    let lines = value.split('\n').map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| line.strip_prefix("- ").map_or(line, str::trim_start)).collect()
}

fn said(prepared: &Prepared, paths: &[&str], text: &str) {
    let model = reading::model(&prepared.document);
    let pages = layout(&prepared.styled).expect("pages");
    let numbers = |line: &&congvan::export::typst::Line| line.text.trim().parse::<u32>().is_err();
    let page: String = pages.lines.iter().filter(numbers).map(|line| dense(&line.text)).collect();
    let word: Vec<String> =
        reading::paragraphs(&prepared.docx().expect("Word")).into_iter().map(|paragraph| paragraph.text).collect();
    let cells = cells(&prepared.xlsx().expect("a workbook"));
    for path in paths {
        let value = value(path, text);
        let lines = lines(&value);
        assert!(lines.iter().all(|line| model.contains(line)), "{path} in the model: {value:?}");
        assert!(on_page(&page, &value), "{path} on the page: {value:?}");
        // Head, signature and words wider than a column have their lines broken by measure, with breaks of their own.
        let fits = value.split_whitespace().all(|word| word.chars().count() < 30);
        let exact = !path.starts_with("document.") && !IN_WORKBOOK.contains(path) && fits;
        let holds = |text: &str, line: &str| {
            if exact { text.contains(line) } else { dense(text).contains(&dense(line)) }
        };
        let in_word = |line: &&str| word.iter().any(|text| holds(text, line));
        assert!(lines.iter().all(in_word), "{path} in Word: {value:?}");
        if IN_WORKBOOK.contains(path) {
            assert!(cells.contains(&value), "{path} in the workbook: {value:?}");
        }
    }
}

fn cells(file: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(file)).expect("a workbook");
    let sheets: Vec<String> = book.sheet_names().to_vec();
    let mut texts = Vec::new();
    for sheet in sheets {
        let range = book.worksheet_range(&sheet).expect("a sheet");
        let text = |cell: &Data| matches!(cell, Data::String(_)).then(|| cell.to_string());
        texts.extend(range.cells().filter_map(|(_, _, cell)| text(cell)));
    }
    texts
}

/// Makes the document with `text` in every field, and looks for it; or sees that it was refused for a reason.
fn try_text(base: &str, paths: &[&'static str], text: &str) {
    let (prepared, findings) = prepare(changed(base, &changes(paths, text)), &folder(base), &Options::default());
    let refused: Vec<&str> = errors(&findings).iter().map(|finding| finding.code.as_ref()).collect();
    assert!(refused.iter().all(|code| REFUSALS.contains(code)), "{text:?}: {refused:?}");
    assert_eq!(prepared.is_none(), !refused.is_empty(), "{text:?}");
    if let Some(prepared) = prepared
        && !findings.iter().any(|finding| CLEANED.contains(&finding.code.as_ref()))
    {
        said(&prepared, paths, text);
    }
}

#[test]
fn markup_of_all_kinds_in_a_letter() {
    try_text(LETTER, &IN_LETTER, &NASTY.join(" "));
    NASTY.iter().for_each(|text| try_text(LETTER, &IN_LETTER, text));
}

#[test]
fn markup_of_all_kinds_in_a_report() {
    try_text(REPORT, &IN_REPORT, &NASTY.join(" "));
    NASTY.iter().step_by(5).for_each(|text| try_text(REPORT, &IN_REPORT, text));
}

#[test]
fn markup_of_all_kinds_in_other_types() {
    for (sample, paths) in IN_TYPES {
        let base = format!("samples/{sample}/answers.yaml");
        try_text(&base, paths, &NASTY.join(" "));
        NASTY.iter().step_by(7).for_each(|text| try_text(&base, paths, text));
    }
}

#[test]
fn line_ends_and_blanks() {
    for text in ["một\nhai", "một\n\nhai", "một\r\nhai", "a  b   c", "một\n- hai\n# ba\n    bốn"] {
        try_text(LETTER, &IN_LETTER[4..], text);
    }
}

#[test]
fn marks_of_other_directions() {
    for text in
        ["\u{200f}phải", "trái \u{202e}đảo\u{202c} lại", "\u{2067}x\u{2069}", "א", "אב", "\u{202b}[[", "e\u{301}"]
    {
        try_text(LETTER, &IN_LETTER, text);
    }
}

#[test]
fn control_characters_are_refused() {
    for text in ["a\u{1}b", "a\u{7}b", "a\u{1b}[31mb", "a\u{7f}b", "a\u{85}b"] {
        let (prepared, findings) =
            prepare(changed(LETTER, &changes(&IN_LETTER[4..5], text)), &folder(LETTER), &Options::default());
        assert!(prepared.is_none(), "{text:?}");
        let place = errors(&findings)[0].place.as_ref().expect("a place");
        assert!(place.span.is_some(), "{text:?}: {place:?}");
    }
}

#[test]
fn ten_thousand_letters_without_a_blank() {
    let text = "Đường".repeat(2000);
    try_text(LETTER, &IN_LETTER[4..], &text);
    try_text(REPORT, &IN_REPORT[2..5], &text);
}

#[test]
fn ten_thousand_letters_in_a_table() {
    try_text(REPORT, &IN_REPORT[..1], &"Đường".repeat(2000));
}

#[test]
fn ten_thousand_letters_in_the_head() {
    try_text(LETTER, &IN_LETTER[..2], &"Đường".repeat(2000));
}

/// Pieces of markup among words, blanks and line ends.
fn texts() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = NASTY
        .into_iter()
        .chain(["Đắk", "Lắk", "ưỡn", "ẹo", "7", " ", " ", "\n", "\"", "'", "“”", "…", "–", "%", "^"])
        .collect();
    let text = prop::collection::vec(prop::sample::select(pieces), 1..16).prop_map(|pieces| pieces.concat());
    text.prop_filter("begins with a mark", |text| text.trim() == text && !text.is_empty())
}

fn any_characters() -> impl Strategy<Value = String> {
    let text = prop::collection::vec(any::<char>(), 1..8).prop_map(String::from_iter);
    text.prop_filter("begins with a mark", |text| text.trim() == text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_a_letter(text in texts()) {
        try_text(LETTER, &IN_LETTER, &text);
    }

    #[test]
    fn any_characters_in_a_letter(text in any_characters()) {
        try_text(LETTER, &IN_LETTER, &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_a_report(text in texts()) {
        try_text(REPORT, &IN_REPORT, &text);
    }
}
