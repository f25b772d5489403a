//! The documents word for word: the report of Bình Định against its gold text, the letter against its original.

use congvan::export::typst::layout;
use congvan::render::{Options, Prepared};
use congvan::style::{Block, Grid, Paragraph, Section, Table};
use serde_json::json;

use crate::reading;
use crate::support::{LETTER, REPORT, RULES, by, changed, made, read, sample, spaced};

/// A line of text, or a row of cells. Both are what a reader sees: looks, breaks of lines and rules are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Line(String),
    Row(Vec<String>),
}

use Piece::{Line, Row};

/// What the gold text says, in Markdown.
fn pieces(markdown: &str) -> Vec<Piece> {
    let text = without_comments(markdown).replace("<center>", "\n").replace("</center>", "\n");
    text.lines().map(str::trim).filter_map(piece).collect()
}

fn piece(line: &str) -> Option<Piece> {
    let plain = |text: &str| spaced(&text.replace("<br>", " ").replace(['*', '—'], ""));
    match line.strip_prefix('|') {
        None if line.is_empty() || line == "---" || line.starts_with('#') => None,
        None => Some(Line(plain(line))),
        Some(cells) => {
            let cells: Vec<String> = cells.trim_end_matches('|').split('|').map(plain).collect();
            let ruler =
                cells.iter().all(|cell| cell.starts_with([':', '-']) && cell.trim_matches([':', '-']).is_empty());
            (!ruler).then(|| row(cells))
        }
    }
}

/// The label of a total row takes the empty cells beside it, on paper.
fn row(cells: Vec<String>) -> Piece {
    let total = cells.iter().any(|cell| cell == "Cộng") && cells.iter().any(String::is_empty);
    Row(cells.into_iter().filter(|cell| !(total && cell.is_empty())).collect())
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("-->").map_or("", |(_, after)| after))
}

/// The part of the gold text under the heading that begins so.
fn part(letter: &str) -> String {
    let text = read("tests/gold/binh-dinh-report.md");
    let (_, after) = text.split_once(&format!("\n# Phần {letter}.")).expect("the part");
    let (_, body) = after.split_once('\n').expect("a heading");
    body.split("\n# Phần ").next().unwrap_or_default().to_owned()
}

/// What a document says on paper.
fn said(prepared: &Prepared) -> Vec<Piece> {
    let of = |section: &Section| section.blocks.iter().flat_map(block).collect::<Vec<_>>();
    prepared.styled.sections.iter().flat_map(of).collect()
}

fn block(block: &Block) -> Vec<Piece> {
    match block {
        Block::Paragraph(paragraph) => vec![Line(text(paragraph))],
        Block::Frame(frame) => vec![Line(text(&frame.paragraph))],
        Block::Rule(_) | Block::Space(_) | Block::Picture(_) | Block::Chart(_) => Vec::new(),
        Block::Grid(grid) => rows_of_grid(grid),
        Block::Table(table) => rows_of_table(table),
    }
}

fn rows_of_grid(grid: &Grid) -> Vec<Piece> {
    let lines = |content: &Vec<Block>| content.iter().flat_map(block).map(|piece| joined(&piece)).collect::<Vec<_>>();
    let cell = |content: &Vec<Block>| spaced(&lines(content).join(" "));
    grid.rows.iter().map(|row| Row(row.cells.iter().map(cell).collect())).collect()
}

fn rows_of_table(table: &Table) -> Vec<Piece> {
    let cell = |cell: &congvan::style::Cell| cell.paragraph.as_ref().map_or(String::new(), code);
    table.head.iter().chain(&table.rows).map(|line| row(line.cells.iter().map(cell).collect())).collect()
}

fn joined(piece: &Piece) -> String {
    match piece {
        Line(line) => line.clone(),
        Row(cells) => cells.join(" "),
    }
}

fn text(paragraph: &Paragraph) -> String {
    spaced(&paragraph.runs.iter().map(|run| run.text.as_str()).collect::<String>())
}

/// The text of a cell, where a long code may stand in several lines.
fn code(paragraph: &Paragraph) -> String {
    let text = text(paragraph);
    let hash = text.replace(' ', "");
    if hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) { hash } else { text }
}

fn same(wanted: &[Piece], found: &[Piece]) {
    for (at, (wanted, found)) in wanted.iter().zip(found).enumerate() {
        assert_eq!(wanted, found, "piece {at}");
    }
    assert_eq!(wanted.len(), found.len(), "{:?}", &wanted[found.len().min(wanted.len())..]);
}

#[test]
fn the_report_is_the_gold_text() {
    let prepared = made(sample(REPORT), REPORT, &Options::default());
    same(&pieces(&part("A")), &said(&prepared));
}

/// Part B of the gold text says in words how the letter differs; each wording it gives is used here and looked up there.
#[test]
fn the_report_as_a_letter_differs_in_four_places() {
    let differences = part("B");
    let given = |words: &str| {
        assert!(differences.contains(words), "part B does not say: {words}");
        words.to_owned()
    };
    let changes = [("document.form", json!("cong_van")), ("document.symbol", json!("SGDĐT-KHTC"))];
    let found = said(&made(changed(REPORT, &changes), REPORT, &Options::default()));

    let mut wanted = pieces(&part("A"));
    let number = given("Số: 328/SGDĐT-KHTC");
    let subject = given("V/v báo cáo tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS");
    let Row(cells) = &mut wanted[1] else { panic!("{:?}", wanted[1]) };
    cells[0] = format!("{number} {subject}");
    // From the name of the type to the last line of the preamble, in place of which stands one paragraph.
    let opening = given(
        "Phúc đáp Công văn số 1616/BGDĐT-KHTC ngày 31 tháng 3 năm 2014 của Bộ Giáo dục và Đào tạo về việc báo cáo tình hình \
         triển khai hệ thống phần mềm quản lý trường học VEMIS, Sở Giáo dục và Đào tạo Bình Định báo cáo như sau:",
    );
    let addressee = given("Kính gửi: Bộ Giáo dục và Đào tạo (Vụ Kế hoạch - Tài chính)");
    let body = wanted.iter().position(|piece| joined(piece).starts_with("I. ")).expect("part I");
    wanted.splice(2..body, [Line(addressee), Line(opening)]);
    let closing = given(
        "Sở Giáo dục và Đào tạo Bình Định báo cáo để Bộ Giáo dục và Đào tạo (Vụ Kế hoạch - Tài chính) tổng hợp, chỉ đạo./.",
    );
    let last = wanted.iter().position(|piece| joined(piece).starts_with("Trên đây là báo cáo")).expect("a closing");
    wanted[last] = Line(closing);
    let reference = given("(Kèm theo Công văn số 328/SGDĐT-KHTC ngày 11 tháng 4 năm 2014 ...)");
    let reference = reference.replace("...", "của Sở Giáo dục và Đào tạo Bình Định");
    let annex = wanted.iter().position(|piece| joined(piece).starts_with("(Kèm theo")).expect("a reference");
    wanted[annex] = Line(reference);
    same(&wanted, &found);
}

/// The old and the new place of the tone mark are one spelling.
fn one_spelling(text: &str) -> String {
    let pairs = [("oà", "òa"), ("oá", "óa"), ("oả", "ỏa"), ("oã", "õa"), ("oạ", "ọa"), ("OÀ", "ÒA"), ("OÁ", "ÓA")];
    pairs.iter().fold(spaced(text), |text, (old, new)| text.replace(old, new))
}

/// Every line of the original stands in `text`, those of the body one after the other.
fn holds_the_letter(text: &str) {
    let original = read("tests/gold/1616-bgddt-khtc.txt");
    let text = one_spelling(text);
    let mut rest = text.as_str();
    let mut in_order = false;
    for line in original.lines().map(one_spelling).filter(|line| !line.is_empty()) {
        in_order = in_order || line.starts_with("Kính gửi");
        let place = if in_order { rest.find(&line) } else { text.find(&line) };
        let place = place.unwrap_or_else(|| panic!("not there, or not in its order: {line}\n{rest}"));
        if in_order {
            rest = &rest[place + line.len()..];
        }
    }
}

#[test]
fn the_letter_is_the_original_word_for_word() {
    for rules in RULES {
        let prepared = made(sample(LETTER), LETTER, &by(rules));
        let layout = layout(&prepared.styled).expect("pages");
        assert_eq!(layout.pages.len(), 2, "{}", rules.as_str());
        let numbers = |line: &&congvan::export::typst::Line| line.text.trim().parse::<u32>().is_err();
        let lines: Vec<&str> = layout.lines.iter().filter(numbers).map(|line| line.text.as_str()).collect();
        holds_the_letter(&lines.join(" "));
        let file = prepared.docx().expect("a Word file");
        let lines: Vec<String> = reading::paragraphs(&file).into_iter().map(|paragraph| paragraph.text).collect();
        holds_the_letter(&lines.join("\n"));
    }
}
