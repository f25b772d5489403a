//! What Word and the schema demand of the parts.

use std::collections::BTreeSet;

use super::order::{children, rank};
use super::*;
use crate::length::Length;
use crate::model::Role;
use crate::style::{Align, Grid, GridRow, Look, Rule, Space, StyledRun};

fn grid(words: &str, space_before: f64) -> Block {
    let cells = vec![vec![Block::Paragraph(paragraph(words))], Vec::new()];
    let columns = vec![Length::mm(80.0); 2];
    Block::Grid(Grid {
        columns,
        rows: vec![GridRow { cells }],
        keep_together: true,
        space_before: Length::pt(space_before),
    })
}

#[test]
fn children_stand_in_the_order_of_the_schema() {
    for (name, part) in parts_of(&write(&sample())) {
        for node in part.all() {
            let Some(known) = children(&node.name) else { continue };
            let ranks: Vec<usize> = node.children.iter().map(|child| rank(&node.name, &child.name)).collect();
            assert!(ranks.is_sorted(), "{name}: {node:?}");
            let is_open = matches!(node.name.as_str(), "w:p" | "w:r" | "w:tc");
            assert!(is_open || ranks.iter().all(|&rank| rank < known.len()), "{name}: {node:?}");
        }
    }
}

#[test]
fn every_role_has_its_style() {
    let parts = parts_of(&write(&sample()));
    let styles = &parts["word/styles.xml"];
    let ids: BTreeSet<&str> = styles.named("w:style").into_iter().map(|style| style.attribute("w:styleId")).collect();
    for role in Role::ALL {
        assert!(ids.contains(names::style_name(role).id), "{role:?}");
    }
    for part in parts.values() {
        assert!(part.named("w:pStyle").into_iter().all(|style| ids.contains(style.attribute("w:val"))));
    }
    for based_on in styles.named("w:basedOn") {
        assert!(ids.contains(based_on.attribute("w:val")));
    }
}

#[test]
fn headings_have_levels() {
    let parts = parts_of(&write(&sample()));
    let styles = parts["word/styles.xml"].named("w:style");
    let section = styles.into_iter().find(|style| style.attribute("w:styleId") == "Section").unwrap();
    assert_eq!(section.child("w:basedOn").unwrap().attribute("w:val"), "Heading2");
    assert_eq!(section.named("w:outlineLvl")[0].attribute("w:val"), "1");
}

#[test]
fn cells_and_sections_end_in_a_paragraph_and_tables_never_touch() {
    let document = with_blocks(vec![grid("a", 6.0), grid("b", 0.0), grid("c", 12.0)]);
    let main = main_part(&document);
    for cell in main.named("w:tc") {
        assert_eq!(cell.children.last().unwrap().name, "w:p");
    }
    let body: Vec<&str> = main.children[0].children.iter().map(|child| child.name.as_str()).collect();
    assert_eq!(body, ["w:tbl", "w:p", "w:tbl", "w:p", "w:tbl", "w:p", "w:sectPr"]);
    let lines: Vec<&str> = main.children[0]
        .children
        .iter()
        .filter_map(|child| child.child("w:pPr"))
        .map(|properties| properties.child("w:spacing").unwrap().attribute("w:line"))
        .collect();
    assert_eq!(lines, ["20", "240", "20"]);
}

#[test]
fn room_above_a_table_is_room_below_the_paragraph_before_it() {
    let main = main_part(&with_blocks(vec![Block::Paragraph(paragraph("a")), grid("b", 12.0)]));
    let properties = main.named("w:pPr")[0];
    assert_eq!(properties.child("w:spacing").unwrap().attribute("w:after"), "240");
    assert!(properties.child("w:keepNext").is_some());
}

#[test]
fn a_rule_is_as_long_and_as_high_as_it_says() {
    let rule = Rule {
        indent: Length::mm(50.0),
        length: Length::mm(60.0),
        thickness: Length::pt(0.75),
        height: Length::pt(6.0),
        offset: Length::pt(2.0),
        keep_next: true,
    };
    let document = with_blocks(vec![Block::Paragraph(paragraph("a")), Block::Rule(rule)]);
    let main = main_part(&document);
    let properties = main.named("w:pPr")[1];
    let number = |child, name| properties.child(child).unwrap().attribute(name).parse::<i32>().unwrap();
    let width = document.sections[0].page.text_width().to_twips();
    assert_eq!(width - number("w:ind", "w:left") - number("w:ind", "w:right"), Length::mm(60.0).to_twips());
    let stroke = main.named("w:top")[0].attribute("w:sz").parse::<i32>().unwrap() * 5 / 2;
    assert_eq!(number("w:spacing", "w:before") + stroke + number("w:spacing", "w:line"), 120);
}

#[test]
fn the_body_writes_only_what_differs_from_the_style() {
    let mut differing = paragraph("thường");
    let look = Look { align: Align::Center, keep_next: true, size: Length::pt(13.0), ..differing.look.clone() };
    differing.look = look;
    differing.runs.push(StyledRun { text: "đậm".into(), bold: true, ..differing.runs[0].clone() });
    let blocks = vec![Block::Paragraph(paragraph("a")), Block::Paragraph(paragraph("b")), Block::Paragraph(differing)];
    let main = main_part(&with_blocks(blocks));
    let names = |node: &Node| node.children.iter().map(|child| child.name.clone()).collect::<Vec<_>>();
    let properties = main.named("w:pPr");
    assert_eq!(names(properties[1]), ["w:pStyle"]);
    assert_eq!(names(properties[2]), ["w:pStyle", "w:keepNext", "w:jc", "w:rPr"]);
    assert_eq!(names(main.named("w:p")[1].child("w:r").unwrap()), ["w:t"]);
    assert_eq!(names(main.named("w:rPr").last().unwrap()), ["w:b", "w:bCs", "w:sz", "w:szCs"]);
}

#[test]
fn every_page_has_the_watermark_and_only_later_pages_the_number() {
    let parts = parts_of(&write(&sample()));
    let headers: Vec<&Node> = parts.iter().filter(|(name, _)| name.contains("header")).map(|(_, part)| part).collect();
    assert!(
        headers
            .iter()
            .all(|header| header.named("v:textpath").iter().any(|path| path.attribute("string") == "DỰ THẢO"))
    );
    assert_eq!(headers.iter().filter(|header| !header.named("w:instrText").is_empty()).count(), 1);
    let main = &parts["word/document.xml"];
    assert_eq!(main.named("w:titlePg").len(), 2);
    let first =
        main.named("w:headerReference").into_iter().find(|header| header.attribute("w:type") == "first").unwrap();
    assert_eq!(first.attribute("r:id"), "rIdHeader1");
}

#[test]
fn a_height_beyond_the_longest_line_of_word_is_shared() {
    let space = Space { height: Length::pt(2000.0), stamps: Vec::new() };
    let main = main_part(&with_blocks(vec![Block::Paragraph(paragraph("a")), Block::Space(space)]));
    let exact = main.named("w:spacing").into_iter().filter(|spacing| spacing.attribute("w:lineRule") == "exact");
    let lines: Vec<i32> = exact.map(|spacing| spacing.attribute("w:line").parse().unwrap()).collect();
    assert_eq!(lines, [31_680, 8_320]);
}

#[test]
fn a_document_without_content_is_still_a_file() {
    let mut empty = with_blocks(Vec::new());
    assert_eq!(main_part(&empty).named("w:p").len(), 1);
    empty.sections.clear();
    assert!(docx(&empty, &options()).is_ok());
}
