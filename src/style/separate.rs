//! A document whose annexes are files of their own.

use super::{Block, Paragraph, StyledDocument};
use crate::model::{Document, Properties};

/// What stands beside the file of the document itself.
#[derive(Debug, Clone, PartialEq)]
pub struct SeparateFile {
    /// What its name ends in: `phu-luc-1`, `phu-luc` for the only one, `van-ban-kem-theo` for the document that is issued.
    pub name: String,
    /// The file.
    pub styled: StyledDocument,
}

/// Cuts what `resolve` made of `document` into the document itself and a file for each part that follows its signature.
pub fn separate(mut styled: StyledDocument, document: &Document) -> (StyledDocument, Vec<SeparateFile>) {
    let attached = document.attached.iter().map(|attached| {
        let title = format!("{} {}", attached.type_name.plain(), attached.subject.plain());
        ("van-ban-kem-theo".to_owned(), title)
    });
    let alone = document.annexes.len() == 1;
    let annexes = document.annexes.iter().enumerate().map(|(index, annex)| {
        let name = if alone { "phu-luc".to_owned() } else { format!("phu-luc-{}", index + 1) };
        (name, format!("{} {}", annex.label, annex.title.plain()))
    });
    let sections = styled.sections.split_off(1.min(styled.sections.len()));
    let parts = attached.chain(annexes).zip(sections).map(|((name, title), section)| {
        let properties = Properties { subject: title.clone(), title, ..styled.properties.clone() };
        let styled = StyledDocument { properties, sections: vec![section], ..styled.clone() };
        SeparateFile { name, styled: with_its_footnotes(styled) }
    });
    let parts = parts.collect();
    (with_its_footnotes(styled), parts)
}

/// The document without the footnotes that no mark of it leads to: they are another file's.
fn with_its_footnotes(mut styled: StyledDocument) -> StyledDocument {
    let all = std::mem::take(&mut styled.footnotes);
    let mut own = Vec::new();
    for block in styled.sections.iter_mut().flat_map(|section| &mut section.blocks) {
        each_paragraph(block, &mut |paragraph| {
            for mark in paragraph.runs.iter_mut().filter_map(|run| run.footnote.as_mut()) {
                own.extend(all.get(*mark).cloned());
                *mark = own.len() - 1;
            }
        });
    }
    StyledDocument { footnotes: own, ..styled }
}

fn each_paragraph(block: &mut Block, visit: &mut impl FnMut(&mut Paragraph)) {
    match block {
        Block::Paragraph(paragraph) => visit(paragraph),
        Block::Frame(frame) => visit(&mut frame.paragraph),
        Block::Grid(grid) => {
            let blocks = grid.rows.iter_mut().flat_map(|row| row.cells.iter_mut().flatten());
            blocks.for_each(|block| each_paragraph(block, visit));
        }
        Block::Table(table) => {
            let cells = table.head.iter_mut().chain(&mut table.rows).flat_map(|row| &mut row.cells);
            cells.filter_map(|cell| cell.paragraph.as_mut()).for_each(visit);
        }
        Block::Rule(_) | Block::Space(_) | Block::Picture(_) | Block::Chart(_) => {}
    }
}
