//! Words: runs, line breaks, tabs, and what XML cannot hold.

use std::borrow::Cow;

use super::drawing::{Drawn, drawn};
use super::look::{RunLook, run_difference};
use super::names::style_name;
use super::notes;
use super::xml::Element;
use crate::diag::{AnswerPath, Diagnostic, Message, Place};
use crate::style::{Block, Look, Paragraph, StyledDocument, StyledRun};
use crate::vietnamese::NO_BREAK;

/// The runs of a paragraph whose style has the look `base`.
pub fn runs(paragraph: &Paragraph, base: &Look, color: Option<&str>) -> Vec<Element> {
    paragraph
        .runs
        .iter()
        .flat_map(|run| {
            let words = if run.text.is_empty() { Vec::new() } else { styled(run, paragraph, base, color) };
            words.into_iter().chain(run.footnote.map(notes::mark))
        })
        .collect()
}

/// A run, or several where it is slanted: LibreOffice 7.4 counts a slanted no-break space a twelfth of the size wider
/// than it draws it, so that a full line breaks too early. An upright one is as wide and is counted right.
fn styled(run: &StyledRun, paragraph: &Paragraph, base: &Look, color: Option<&str>) -> Vec<Element> {
    let is_upright = |letter: &char| !run.italic || *letter == NO_BREAK;
    let letters: Vec<char> = gap(run).chars().collect();
    let pieces = letters.chunk_by(|one, next| is_upright(one) == is_upright(next));
    let element = |piece: &[char]| {
        let look = RunLook { size: paragraph.look.size, bold: run.bold, italic: !is_upright(&piece[0]) };
        run_element(look, &piece.iter().collect::<String>(), base, color)
    };
    pieces.map(element).collect()
}

fn run_element(look: RunLook, text: &str, base: &Look, color: Option<&str>) -> Element {
    let mut properties = run_difference(look, base);
    properties.extend(color.map(|color| Element::new("w:color").val(color.to_uppercase())));
    let mut element = Element::new("w:r");
    if !properties.is_empty() {
        element.push(Element::new("w:rPr").children(properties));
    }
    element.children(words(text))
}

/// The properties of the paragraph's end mark, which has a part in the height of its last line.
pub fn mark(look: &Look, base: &Look) -> Option<Element> {
    let properties = run_difference(RunLook { size: look.size, bold: look.bold, italic: look.italic }, base);
    (!properties.is_empty()).then(|| Element::new("w:rPr").children(properties))
}

/// The name of a paragraph's style.
pub fn style_of(paragraph: &Paragraph) -> Element {
    Element::new("w:pStyle").with("w:val", style_name(paragraph.role).id)
}

/// The words of a run. A gap is ordinary spaces here: whoever fills it in types over them, and LibreOffice sets a slanted
/// no-break space wider than the face has it, which can push the year of a date to a second line.
fn gap(run: &StyledRun) -> Cow<'_, str> {
    let open = run.source.is_none() && !run.text.is_empty() && run.text.chars().all(|letter| letter == '\u{a0}');
    if open { Cow::Owned(" ".repeat(run.text.chars().count())) } else { Cow::Borrowed(&run.text) }
}

/// Text as `w:t`, with `w:br` for a line break and `w:tab` for a tab.
fn words(text: &str) -> Vec<Element> {
    let mut content = Vec::new();
    for piece in text.split_inclusive(['\n', '\t']) {
        let words = piece.trim_end_matches(['\n', '\t']);
        if !words.is_empty() {
            content.push(Element::new("w:t").with("xml:space", "preserve").text(words));
        }
        match piece.as_bytes().last() {
            Some(b'\n') => content.push(Element::new("w:br")),
            Some(b'\t') => content.push(Element::new("w:tab")),
            Some(_) | None => {}
        }
    }
    content
}

/// Every text of the document that holds a character XML 1.0 has no way to write.
pub fn unwritable(document: &StyledDocument) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let properties = &document.properties;
    let facts = [&properties.title, &properties.subject, &properties.author, &properties.template];
    facts.into_iter().chain(&properties.identifier).for_each(|fact| check(fact, None, &mut found));
    if let Some(watermark) = &document.watermark {
        check(&watermark.text, None, &mut found);
    }
    document.sections.iter().for_each(|section| check_blocks(section.all_blocks(), &mut found));
    document.footnotes.iter().for_each(|note| check_paragraph(note, &mut found));
    for drawn in drawn(document) {
        match drawn {
            Drawn::Picture(_, words) => check(words, None, &mut found),
            // Its description names every figure, series and category.
            Drawn::Chart(chart) => check(&chart.description, None, &mut found),
        }
    }
    found
}

fn check_blocks<'a>(blocks: impl IntoIterator<Item = &'a Block>, found: &mut Vec<Diagnostic>) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => check_paragraph(paragraph, found),
            Block::Frame(frame) => check_paragraph(&frame.paragraph, found),
            Block::Grid(grid) => {
                grid.rows.iter().flat_map(|row| &row.cells).for_each(|cell| check_blocks(cell, found));
            }
            Block::Table(table) => {
                check(&table.description, None, found);
                let cells = table.head.iter().chain(&table.rows).flat_map(|row| &row.cells);
                cells.flat_map(|cell| &cell.paragraph).for_each(|paragraph| check_paragraph(paragraph, found));
            }
            Block::Rule(_) | Block::Space(_) | Block::Picture(_) | Block::Chart(_) => {}
        }
    }
}

fn check_paragraph(paragraph: &Paragraph, found: &mut Vec<Diagnostic>) {
    paragraph.runs.iter().for_each(|run| check(&run.text, run.source.as_ref(), found));
}

fn check(text: &str, source: Option<&AnswerPath>, found: &mut Vec<Diagnostic>) {
    if let Some(illegal) = text.chars().find(|character| !is_legal(*character)) {
        found.push(refusal(illegal, source));
    }
}

/// `Char` of XML 1.0, production 2.
fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

fn refusal(illegal: char, source: Option<&AnswerPath>) -> Diagnostic {
    let code = format!("U+{:04X}", u32::from(illegal));
    let message = Message::new(
        format!("có ký tự điều khiển {code}, không ghi được vào tệp Word"),
        format!("there is a control character {code}, which a Word file cannot hold"),
    );
    let hint = Message::new(
        "xóa ký tự này, thường lẫn vào khi sao chép từ PDF hoặc phần mềm khác",
        "delete it; such characters come along when text is copied from PDF or other programs",
    );
    let place = source.map(|path| Place { file: String::new(), path: Some(path.clone()), span: None });
    Diagnostic { place, ..Diagnostic::error("docx/control-character", message).hint(hint) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_can_hold() {
        let legal =
            ['\t', '\n', '\r', ' ', '\u{7f}', '\u{85}', '\u{202e}', '\u{e000}', '\u{fffd}', '\u{1f600}', '\u{10ffff}'];
        assert!(legal.into_iter().all(is_legal));
        assert!(!['\0', '\u{1}', '\u{b}', '\u{c}', '\u{1f}', '\u{fffe}', '\u{ffff}'].into_iter().any(is_legal));
    }

    #[test]
    fn breaks_and_tabs_are_elements() {
        let names: Vec<&str> = words("a\n\tb\n").iter().map(Element::name).collect();
        assert_eq!(names, ["w:t", "w:br", "w:tab", "w:t", "w:br"]);
        assert!(words("").is_empty());
    }
}
