//! What the answers say in running text: typing, capitals, tone marks. Each is looked at alone, as it was typed.

use std::collections::BTreeMap;

use super::Paper;
use super::finding::Finding;
use super::{capitals, days, typing};
use crate::model::{Block, Document, Role, Run, Text, Title};
use crate::rules::Check;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let document = paper.document;
    let typed: Vec<&Run> =
        texts(document).into_iter().flat_map(|text| &text.0).filter(|run| run.source.is_some()).collect();
    let mut findings: Vec<Finding> = Vec::new();
    for run in &typed {
        findings.extend(typing::check(run));
        findings.extend(days::check(run));
        findings.extend(capitals::check(run));
    }
    findings.extend(bodies(document).flat_map(|blocks| blocks.iter().filter_map(small_start)));
    findings.extend(tone_marks(&typed));
    findings
}

/// The contents of the document, of the one that it issues, and of the annexes.
fn bodies(document: &Document) -> impl Iterator<Item = &Vec<Block>> {
    let attached = document.attached.iter().map(|attached| &attached.body);
    [&document.body].into_iter().chain(attached).chain(document.annexes.iter().map(|annex| &annex.body))
}

/// Every text that may come from answers, in the order of the page. Cells of tables are data, not prose.
fn texts(document: &Document) -> Vec<&Text> {
    let mut texts = match &document.head.title {
        Title::Named { subject, .. } | Title::Letter { subject } => vec![subject],
    };
    texts.extend(&document.addressees);
    texts.extend(document.attached.iter().map(|attached| &attached.subject));
    texts.extend(bodies(document).flatten().filter_map(paragraph).map(|(_, text)| text));
    texts.extend(document.pictures.iter().map(|picture| &picture.caption));
    texts.extend(document.charts.iter().map(|chart| &chart.caption));
    texts.extend(&document.recipients);
    texts.extend(&document.footnotes);
    texts
}

/// The role and the words of a paragraph.
pub(super) fn paragraph(block: &Block) -> Option<(Role, &Text)> {
    match block {
        Block::Paragraph { role, text } => Some((*role, text)),
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    }
}

/// C03. A paragraph begins with a capital: the first letter after its number or dash, where an answer has it.
fn small_start(block: &Block) -> Option<Finding> {
    let (role, text) = paragraph(block)?;
    if !matches!(role, Role::Body | Role::Clause | Role::Point | Role::DashItem | Role::Article) {
        return None;
    }
    let number = |run: &&Run| run.source.is_none() && is_number(&run.text);
    let first = text.0.iter().find(|run| !number(run) && !run.text.trim().is_empty())?;
    let source = first.source.clone()?;
    let word = first.text.split_whitespace().next()?;
    // A name such as `iOffice` begins as it likes.
    let small = word.chars().next().is_some_and(char::is_lowercase) && !word.chars().any(char::is_uppercase);
    let marked = word.contains(['.', '/', '@', ':', ')']);
    (small && !marked).then(|| {
        Finding::new(
            Check::ParagraphStart,
            format!("đoạn bắt đầu bằng chữ thường: \"{word}\""),
            format!("a paragraph begins with a small letter: \"{word}\""),
            Some(source),
        )
        .hint("viết hoa chữ cái đầu đoạn", "begin it with a capital")
    })
}

/// `1. `, `a) `, `- `, `Điều 1. `.
fn is_number(words: &str) -> bool {
    let words = words.trim();
    // `Về việc:` leads a sentence in, `Điều 2:` numbers it.
    let colon = words.ends_with(':') && words.contains(|letter: char| letter.is_ascii_digit());
    words.is_empty() || words == "-" || (words.chars().count() < 12 && (words.ends_with(['.', ')']) || colon))
}

/// The vowels of a syllable whose tone may stand on either, with the tone on the first one (old) and on the second (new).
const PAIRS: [(&str, &str); 15] = [
    ("òa", "oà"),
    ("óa", "oá"),
    ("ỏa", "oả"),
    ("õa", "oã"),
    ("ọa", "oạ"),
    ("òe", "oè"),
    ("óe", "oé"),
    ("ỏe", "oẻ"),
    ("õe", "oẽ"),
    ("ọe", "oẹ"),
    ("ùy", "uỳ"),
    ("úy", "uý"),
    ("ủy", "uỷ"),
    ("ũy", "uỹ"),
    ("ụy", "uỵ"),
];

/// Y02. One convention of tone marks; names, which begin with a capital, keep theirs.
fn tone_marks(typed: &[&Run]) -> Option<Finding> {
    let mut seen: BTreeMap<bool, (&str, &Run)> = BTreeMap::new();
    let mut counts = [0usize; 2];
    for run in typed {
        for word in run.text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()) {
            if let Some(new) = convention(word) {
                counts[usize::from(new)] += 1;
                seen.entry(new).or_insert((word, run));
            }
        }
    }
    let [(old, one), (new, other)] = [seen.get(&false)?, seen.get(&true)?];
    let rarer = if counts[1] < counts[0] { other } else { one };
    Some(
        Finding::new(
            Check::ToneMarks,
            format!("dấu thanh đặt theo hai kiểu: \"{old}\" và \"{new}\""),
            format!("tone marks follow two conventions: \"{old}\" and \"{new}\""),
            rarer.source.clone(),
        )
        .hint(
            "dùng một kiểu trong cả văn bản; tên riêng giữ nguyên",
            "use one of them throughout; names stay as they are",
        ),
    )
}

/// Whether a small word ends in a pair of the new convention (`hoà`) or of the old one (`hòa`). `Ủy ban` is no name of
/// somebody, who would write it in one way.
fn convention(word: &str) -> Option<bool> {
    match word {
        "Ủy" => return Some(false),
        "Uỷ" => return Some(true),
        _ => {}
    }
    // In `quý` the u belongs to the consonant.
    if word.chars().any(char::is_uppercase) || word.starts_with("qu") {
        return None;
    }
    PAIRS.iter().find_map(|(old, new)| match (word.ends_with(old), word.ends_with(new)) {
        (true, _) => Some(false),
        (_, true) => Some(true),
        (false, false) => None,
    })
}
