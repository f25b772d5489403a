use super::super::{layout, reference};
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
