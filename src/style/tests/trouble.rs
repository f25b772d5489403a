//! What does not fit, cannot be drawn or never ends.

use super::*;

#[test]
fn a_missing_glyph_is_an_error_with_its_answer() {
    let mut document = report();
    let run = |text: &str, path: &str| Run { text: text.into(), source: Some(AnswerPath::new(path)), ..Run::default() };
    let text = Text(vec![run("漢漢字 x", "opinions.0"), run("thường", "opinions.1"), run("😀\u{1}", "opinions.2")]);
    document.body.push(model::Block::Paragraph { role: Role::Body, text });
    let found = errors(&document);
    let paths: Vec<_> = found.iter().map(|error| error.place.as_ref().and_then(|place| place.path.clone())).collect();
    assert_eq!(paths, [Some(AnswerPath::new("opinions.0")), Some(AnswerPath::new("opinions.2"))]);
    assert!(found.iter().all(|error| error.code == "style/missing-glyph"));
    assert_eq!(found[0].message.en, "the typeface has no glyph for “漢” (U+6F22), “字” (U+5B57)");
    assert!(found[1].message.en.ends_with("“😀” (U+1F600), U+0001"));
}

#[test]
fn direction_marks_are_not_missing_glyphs() {
    let mut document = report();
    document.body.push(paragraph(Role::Body, "a\u{200f}b\u{202e}c\u{2066}d\u{feff} – “x” … ≥ ½ №"));
    resolved(&document, load(RuleSetName::Nd30_2020));
}

#[test]
fn a_place_that_fits_no_line_is_an_error_that_names_it() {
    let mut document = report();
    let place = Run { text: "Xã ".repeat(40), source: Some(AnswerPath::new("department.place")), ..Run::default() };
    document.head.place = Text(vec![place]);
    let found = errors(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "style/head-too-wide");
    let path = found[0].place.as_ref().and_then(|place| place.path.clone());
    assert_eq!(path, Some(AnswerPath::new("department.place")));
}

#[test]
fn a_symbol_that_fits_no_line_is_an_error_that_names_it() {
    let mut document = report();
    let symbol = Run { text: "BC-".repeat(30), source: Some(AnswerPath::new("document.symbol")), ..Run::default() };
    document.head.symbol = Text(vec![symbol]);
    let path = errors(&document)[0].place.as_ref().and_then(|place| place.path.clone());
    assert_eq!(path, Some(AnswerPath::new("document.symbol")));
}

#[test]
fn a_place_a_little_too_long_still_fits_the_smaller_sizes() {
    let mut document = report();
    document.head.place = Text::fixed("Phường Nguyễn Thị Minh Khai");
    let styled = resolved(&document, load(RuleSetName::Nd30_2020));
    assert_eq!(styled.look(Role::NationalTitle).size, Length::pt(12.0));
}

/// Ten thousand letters without a space, in every field that is free text.
#[test]
fn endless_words_overflow_nothing() {
    let long = "Ạ".repeat(10_000);
    let mut document = report();
    document.head.issuing_body = Text::fixed(&long);
    document.head.parent_body = Some(Text::fixed(format!("UBND {long}")));
    document.head.title = Title::Named { type_name: Text::fixed("BÁO CÁO"), subject: Text::fixed(&long) };
    document.addressees = vec![Text::fixed(&long), Text::fixed(format!("Bộ {long}"))];
    document.body.push(paragraph(Role::Body, &format!("Từ {long} là dài")));
    document.recipients = vec![Text::fixed(&long)];
    document.signatures[0].name = Text::fixed(&long);
    let styled = resolved(&document, load(RuleSetName::Nd30_2020));
    let width = styled.sections[0].page.text_width();
    check(&styled.sections[0].blocks, width);
    // Higher than a page: nothing may hold them together.
    assert!(!of_role(&styled.sections[0].blocks, Role::Subject)[0].look.keep_lines);
    assert!(!signature(&styled).keep_together);
}

fn check(blocks: &[Block], width: Length) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => check_paragraph(paragraph, width),
            Block::Grid(grid) => {
                for (cell, &column) in grid.rows.iter().flat_map(|row| row.cells.iter().zip(&grid.columns)) {
                    check(cell, column);
                }
            }
            Block::Rule(_)
            | Block::Frame(_)
            | Block::Space(_)
            | Block::Table(_)
            | Block::Picture(_)
            | Block::Chart(_) => {}
        }
    }
}

fn check_paragraph(paragraph: &Paragraph, width: Length) {
    let room = (width - paragraph.look.indent_left).to_pt();
    for word in text(paragraph).split([' ', '\n']) {
        let face = Face::of(paragraph.look.bold, paragraph.look.italic);
        assert!(metrics::width(word, paragraph.look.size, face) <= room, "{:?}", paragraph.role);
    }
}

#[test]
fn the_same_document_resolves_to_the_same_look() {
    let document = report();
    let rules = load(RuleSetName::Nd30_2020);
    assert_eq!(resolved(&document, rules), resolved(&document, rules));
}

/// Beside the long name of a city and its date, a long symbol is what can be shortened.
#[test]
fn a_long_symbol_is_to_blame_beside_the_name_of_a_city() {
    let mut document = report();
    let symbol = Run { text: "TB-BQLDAĐTXDCTGTTPHCM".into(), source: Some(AnswerPath::new("s")), ..Run::default() };
    document.head.symbol = Text(vec![symbol]);
    document.head.place = Text::fixed("Thành phố Hồ Chí Minh");
    let found = errors(&document);
    assert_eq!(found[0].code, "style/head-too-wide");
    assert_eq!(found[0].place.as_ref().and_then(|place| place.path.clone()), Some(AnswerPath::new("s")));
    assert!(found[0].message.vi.starts_with("Số, ký hiệu quá dài"), "{}", found[0].message.vi);
}
