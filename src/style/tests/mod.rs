//! The whole way from a document to its look, on documents built here.

mod heads;
mod looks;
mod parts;
mod provinces;
mod signers;
mod stamps;
mod tables;
mod trouble;

use chrono::NaiveDate;

use super::*;
use crate::assets::fonts::Face;
use crate::diag::{AnswerPath, Diagnostic};
use crate::length::Length;
use crate::model::{
    self, Annex, CellValue, Column, ColumnKind, DataTable, Document, Head, Properties, Role, Run, Signature, Stamp,
    State, TableCell, Text, Title, Urgency,
};
use crate::rules::{RuleSet, RuleSetName, load};

/// A department's report with nothing unusual in it.
fn report() -> Document {
    Document {
        properties: Properties {
            title: "Báo cáo".into(),
            subject: "Tình hình".into(),
            author: "Sở Giáo dục và Đào tạo Bình Định".into(),
            identifier: None,
            date: None,
            template: "test".into(),
        },
        head: Head {
            parent_body: Some(Text::fixed("UBND TỈNH BÌNH ĐỊNH")),
            issuing_body: Text::fixed("SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            number: Some(Text::fixed("328")),
            symbol: Text::fixed("BC-SGDĐT"),
            place: Text::fixed("Bình Định"),
            date: NaiveDate::from_ymd_opt(2014, 4, 11),
            open_year: None,
            date_source: Some(AnswerPath::new("document.date")),
            title: Title::Named {
                type_name: Text::fixed("BÁO CÁO"),
                subject: Text::fixed("Tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS"),
            },
            numbered: true,
            dated: true,
            secrecy: None,
            circulation: None,
            address: Vec::new(),
            urgency: None,
        },
        addressees: vec![Text::fixed("Bộ Giáo dục và Đào tạo (Vụ Kế hoạch - Tài chính)")],
        body: vec![
            paragraph(Role::Body, "Mở đầu."),
            paragraph(Role::Section, "I. CÔNG TÁC CHỈ ĐẠO"),
            paragraph(Role::Clause, "1. Sở đã ban hành kế hoạch./."),
        ],
        signatures: vec![Signature {
            titles: vec![Text::fixed("KT. GIÁM ĐỐC"), Text::fixed("PHÓ GIÁM ĐỐC")],
            other_titles: Vec::new(),
            name: Text::fixed("Người Ký Mẫu"),
            signature_picture: None,
            seal_picture: None,
        }],
        recipients: vec![Text::fixed("Như trên"), Text::fixed("Lưu: VT, KHTC (08b)")],
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

fn paragraph(role: Role, text: &str) -> model::Block {
    model::Block::Paragraph { role, text: Text::fixed(text) }
}

fn undated(document: Document) -> Document {
    let head = Head { number: None, date: None, open_year: Some(2014), ..document.head };
    Document { head, ..document }
}

fn rule_sets() -> impl Iterator<Item = &'static RuleSet> {
    RuleSetName::ALL.into_iter().map(load)
}

fn resolved(document: &Document, rules: &RuleSet) -> StyledDocument {
    let (styled, warnings) = resolve(document, rules).expect("resolves");
    assert!(warnings.is_empty(), "{warnings:?}");
    styled
}

fn errors(document: &Document) -> Vec<Diagnostic> {
    resolve(document, load(RuleSetName::Nd30_2020)).expect_err("does not resolve")
}

fn head(styled: &StyledDocument) -> &Grid {
    match &styled.sections[0].blocks[0] {
        Block::Grid(grid) => grid,
        other => panic!("the first block is the head, not {other:?}"),
    }
}

fn signature(styled: &StyledDocument) -> &Grid {
    match styled.sections[0].blocks.last() {
        Some(Block::Grid(grid)) => grid,
        other => panic!("the last block is the signature, not {other:?}"),
    }
}

fn paragraphs(blocks: &[Block]) -> Vec<&Paragraph> {
    blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph) } else { None })
        .collect()
}

fn of_role(blocks: &[Block], role: Role) -> Vec<&Paragraph> {
    paragraphs(blocks).into_iter().filter(|paragraph| paragraph.role == role).collect()
}

fn rules_of(blocks: &[Block]) -> Vec<&Rule> {
    blocks.iter().filter_map(|block| if let Block::Rule(rule) = block { Some(rule) } else { None }).collect()
}

fn text(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect()
}

/// Widths in points of the lines that explicit breaks make.
fn line_widths(paragraph: &Paragraph) -> Vec<f64> {
    let mut widths = vec![0.0];
    for run in &paragraph.runs {
        let face = Face::of(run.bold, run.italic);
        for (index, line) in run.text.split('\n').enumerate() {
            if index > 0 {
                widths.push(0.0);
            }
            *widths.last_mut().expect("one line at least") += metrics::width(line, paragraph.look.size, face);
        }
    }
    widths
}
