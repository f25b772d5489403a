//! The components that few documents have, on documents built here, as the page shows them.

mod address;
mod attached;
pub mod figures;
mod head;
mod separate;
mod signers;
mod stamped;
mod stamps;

use std::path::Path;

use chrono::NaiveDate;
use congvan::export::docx::{DocxOptions, docx};
use congvan::export::typst::{Layout, Line, PdfOptions, layout, pdf};
use congvan::model::{Block, Document, Head, Properties, Role, Signature, State, Text, Title};
use congvan::rules::{RuleSetName, load};
use congvan::style::{FileDate, StyledDocument, resolve};

/// A department's document: one type, one subject, a text of `paragraphs` paragraphs, one signer.
pub fn document(type_name: &str, paragraphs: usize) -> Document {
    Document {
        properties: Properties {
            title: format!("{type_name} về việc kiểm tra"),
            subject: "Về việc kiểm tra công tác văn thư, lưu trữ năm 2020".into(),
            author: "Sở Giáo dục và Đào tạo Bình Định".into(),
            identifier: Some("328/BC-SGDĐT".into()),
            date: day(),
            template: "test".into(),
        },
        head: Head {
            parent_body: Some(Text::fixed("UBND TỈNH BÌNH ĐỊNH")),
            issuing_body: Text::fixed("SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            number: Some(Text::fixed("328")),
            symbol: Text::fixed("BC-SGDĐT"),
            numbered: true,
            dated: true,
            place: Text::fixed("Bình Định"),
            date: day(),
            open_year: None,
            date_source: None,
            title: Title::Named {
                type_name: Text::fixed(type_name),
                subject: Text::fixed("Về việc kiểm tra công tác văn thư, lưu trữ năm 2020"),
            },
            urgency: None,
            secrecy: None,
            circulation: None,
            address: Vec::new(),
        },
        addressees: Vec::new(),
        body: prose(paragraphs),
        signatures: vec![signer("GIÁM ĐỐC", "Người Ký Mẫu")],
        recipients: vec![Text::fixed("Như trên"), Text::fixed("Lưu: VT, TCCB")],
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

fn day() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2020, 11, 5)
}

pub fn signer(titles: &str, name: &str) -> Signature {
    Signature {
        titles: titles.lines().map(Text::fixed).collect(),
        other_titles: Vec::new(),
        name: Text::fixed(name),
        signature_picture: None,
        seal_picture: None,
    }
}

/// Paragraphs of different lengths; the last ends the text.
pub fn prose(paragraphs: usize) -> Vec<Block> {
    let sentence = "Các đơn vị rà soát việc lập hồ sơ công việc, việc giao nộp hồ sơ vào lưu trữ cơ quan và báo cáo kết quả về \
        Văn phòng Sở trước ngày 30 tháng 11 năm 2020 để tổng hợp";
    let text = |at: usize| {
        let words: Vec<&str> = sentence.split(' ').collect();
        let text = (0..=at % 4).map(|_| sentence).collect::<Vec<_>>().join("; ");
        let more = words[..(at * 5) % words.len()].join(" ");
        format!("{text} {more}").trim_end().to_owned() + if at + 1 == paragraphs { "./." } else { "." }
    };
    (0..paragraphs).map(|at| Block::Paragraph { role: Role::Body, text: Text::fixed(text(at)) }).collect()
}

pub fn styled(document: &Document, rules: RuleSetName) -> StyledDocument {
    let (styled, warnings) = resolve(document, load(rules)).expect("resolves");
    assert!(warnings.is_empty(), "{warnings:?}");
    styled
}

pub fn laid(document: &Document, rules: RuleSetName) -> Layout {
    layout(&styled(document, rules)).expect("pages")
}

/// The line that begins with `words`.
pub fn line<'a>(layout: &'a Layout, words: &str) -> &'a Line {
    let found = layout.lines.iter().find(|line| line.text.trim_start().starts_with(words));
    found.unwrap_or_else(|| panic!("no line begins with {words}: {:#?}", layout.lines))
}

pub fn middle(line: &Line) -> f64 {
    line.x + line.width / 2.0
}

pub fn near(left: f64, right: f64, by: f64) {
    assert!((left - right).abs() <= by, "{left} and {right}");
}

/// PDF and DOCX of a styled document.
pub fn files(styled: &StyledDocument) -> [(&'static str, Vec<u8>); 2] {
    let date = FileDate(day().expect("a day"));
    let pdf = pdf(styled, &PdfOptions { date, attachments: Vec::new() }).expect("PDF");
    [("pdf", pdf), ("docx", docx(styled, &DocxOptions::new(date)).expect("DOCX"))]
}

/// A document for people and judges to look at: its name, itself, its rules.
pub type Made = (String, Document, RuleSetName);

/// The documents of every test here.
pub fn all() -> Vec<(String, StyledDocument)> {
    let all = [
        address::documents(),
        attached::documents(),
        figures::documents(),
        head::documents(),
        separate::documents(),
        signers::documents(),
        stamped::documents(),
        stamps::documents(),
    ];
    all.into_iter().flatten().map(|(name, document, rules)| (name, styled(&document, rules))).collect()
}

/// Writes them for people to look at: `cargo test --test suite parts_to_look_at -- --ignored`.
#[test]
#[ignore]
fn parts_to_look_at() {
    let folder = Path::new("target/judged/parts");
    std::fs::create_dir_all(folder).expect("a folder");
    for (name, styled) in all() {
        for (extension, bytes) in files(&styled) {
            std::fs::write(folder.join(format!("{name}.{extension}")), bytes).expect("a file");
        }
    }
}
