use super::super::{Line, layout, reference};
use crate::model::Role;
use crate::style::{Align, Block, StyledDocument, sample};

/// The sample with nothing but `text` on its page.
fn saying(text: &str, align: Align) -> StyledDocument {
    let mut document = sample();
    document.sections.truncate(1);
    document.watermark = None;
    let section = &mut document.sections[0];
    section.blocks.retain(|block| matches!(block, Block::Paragraph(it) if it.role == Role::Body));
    section.blocks.truncate(1);
    let Block::Paragraph(paragraph) = &mut section.blocks[0] else { unreachable!() };
    paragraph.look.align = align;
    paragraph.runs.truncate(1);
    paragraph.runs[0].text = text.into();
    document
}

fn lines(layout: &super::super::Layout) -> Vec<(&str, i64, i64)> {
    let rounded = |points: f64| (points * 20.0).round() as i64;
    layout.lines.iter().map(|line| (line.text.as_str(), rounded(line.x), rounded(line.width))).collect()
}

/// Whether `text` is laid out here, and as Typst does it.
fn is_laid_out(text: &str, align: Align) -> bool {
    let document = saying(text, align);
    let (ours, theirs) = (layout(&document).unwrap(), reference::layout(&document).unwrap());
    assert_eq!(lines(&ours), lines(&theirs), "{text:?}");
    reference::is_laid_out_here(&document)
}

#[test]
fn lines_end_where_typst_ends_them_whatever_marks_meet() {
    let marks = ["a", "Đ", "7", ".", ",", ";", ":", "%", "(", ")", "-", "/", "–", "…", "“", "”", "!", "\u{a0}"];
    let mut left = Vec::new();
    for one in marks {
        for other in marks {
            for (between, after) in [("", "d"), (" ", "d"), ("", "7"), (" ", "7")] {
                let pair = format!("{one}{between}{other}{after}");
                let word = format!("bbbbbbbb{pair}ddddddd");
                let text = [90, 93, 96].map(|length| format!("{} {word} cuối", "i ".repeat(length / 2))).join(" ");
                if !is_laid_out(&text, Align::Justify) {
                    left.push(pair);
                }
            }
        }
    }
    assert_eq!(left, [""; 0]);
}

/// The sample with `count` more paragraphs before its tables and its signature, so that its pages end elsewhere.
fn shifted(count: usize) -> StyledDocument {
    let mut document = sample();
    let blocks = &mut document.sections[0].blocks;
    let is_body = |block: &&Block| matches!(block, Block::Paragraph(it) if it.role == Role::Clause);
    let Some(Block::Paragraph(extra)) = blocks.iter().find(is_body).cloned() else { unreachable!() };
    for index in 0..count {
        let mut copy = extra.clone();
        let words: Vec<&str> = extra.runs[0].text.split(' ').collect();
        copy.runs[0].text = words[..15 + index * 7 % (words.len() - 15)].join(" ");
        copy.look.keep_next = index % 5 == 1;
        copy.look.keep_lines = index % 4 == 2;
        copy.look.line_percent = [100, 115, 130][count % 3];
        copy.look.first_line = copy.look.first_line * [1.0, -1.0][index % 2];
        blocks.insert(5 + 2 * index % 9, Block::Paragraph(copy));
    }
    document
}

#[test]
fn pages_end_where_typst_ends_them() {
    for count in 0..24 {
        let document = shifted(count);
        let (ours, theirs) = (layout(&document).unwrap(), reference::layout(&document).unwrap());
        let is_near = |one: f64, other: f64| (one - other).abs() < 0.05;
        let is_same = |(one, other): (&Line, &Line)| {
            let is_same = (one.page, &one.text) == (other.page, &other.text);
            is_same && is_near(one.x, other.x) && is_near(one.baseline, other.baseline)
        };
        let difference = ours.lines.iter().zip(&theirs.lines).find(|&pair| !is_same(pair));
        assert!(difference.is_none(), "{count} more: {difference:?}");
        assert_eq!(ours.lines.len(), theirs.lines.len());
        assert!(reference::is_laid_out_here(&document), "{count} more");
    }
}

#[test]
fn what_needs_shaping_is_left_to_typst() {
    for text in ["e\u{301} kết hợp", "chữ \u{5d0}\u{5d1}", "Ωmega", "dấu\u{200b}cách", "x\n\ny"] {
        assert!(!is_laid_out(text, Align::Left), "{text:?}");
    }
    for text in ["Điều 5. Trách nhiệm", "½ × 3 ≤ 5 €", "một\nhai  ba ", "  đầu"] {
        for align in [Align::Left, Align::Center, Align::Right, Align::Justify] {
            assert!(is_laid_out(text, align), "{text:?}");
        }
    }
}
