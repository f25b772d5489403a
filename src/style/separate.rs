//! A document whose annexes are files of their own.

use super::StyledDocument;
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
        SeparateFile { name, styled: StyledDocument { properties, sections: vec![section], ..styled.clone() } }
    });
    let parts = parts.collect();
    (styled, parts)
}
