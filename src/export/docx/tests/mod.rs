//! The file, read back.

mod content;
mod structure;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::*;
use crate::style::{Block, Paragraph, sample};

fn options() -> DocxOptions {
    DocxOptions::new(FileDate(chrono::NaiveDate::from_ymd_opt(2014, 4, 11).unwrap()))
}

fn write(document: &StyledDocument) -> Vec<u8> {
    docx(document, &options()).unwrap()
}

/// The sample with these blocks for its only section.
fn with_blocks(blocks: Vec<Block>) -> StyledDocument {
    let mut document = sample();
    document.sections.truncate(1);
    document.sections[0].blocks = blocks;
    document
}

/// A body paragraph of the sample with these words.
fn paragraph(words: &str) -> Paragraph {
    let blocks = sample().sections.swap_remove(0).blocks;
    let body = |block| match block {
        Block::Paragraph(paragraph) if paragraph.role == crate::model::Role::Body => Some(paragraph),
        _ => None,
    };
    let mut paragraph = blocks.into_iter().find_map(body).unwrap();
    paragraph.runs.truncate(1);
    paragraph.runs[0].text = words.into();
    paragraph
}

/// An element of a part.
#[derive(Debug, Default)]
struct Node {
    name: String,
    attributes: BTreeMap<String, String>,
    children: Vec<Node>,
    text: String,
}

impl Node {
    fn of(start: &BytesStart) -> Node {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let value = quick_xml::escape::unescape(attribute.value.as_ref()).unwrap().into_owned();
            (attribute.key.as_ref().to_owned(), value)
        });
        Node { name: start.name().as_ref().to_owned(), attributes: attributes.collect(), ..Node::default() }
    }

    /// This element and all below it, in document order.
    fn all(&self) -> Vec<&Node> {
        let mut all = vec![self];
        self.children.iter().for_each(|child| all.extend(child.all()));
        all
    }

    fn named(&self, name: &str) -> Vec<&Node> {
        self.all().into_iter().filter(|node| node.name == name).collect()
    }

    fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The words of a paragraph.
    fn words(&self) -> String {
        let words = self.all().into_iter().map(|node| match node.name.as_str() {
            "w:t" => node.text.as_str(),
            "w:br" => "\n",
            "w:tab" => "\t",
            _ => "",
        });
        words.collect()
    }
}

fn character(reference: &BytesRef) -> String {
    match reference.resolve_char_ref().unwrap() {
        Some(character) => character.into(),
        None => resolve_predefined_entity(reference.as_ref()).unwrap().into(),
    }
}

fn parse(xml: &str) -> Node {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => open.push(Node::of(&start)),
            Event::Empty(start) => open.last_mut().unwrap().children.push(Node::of(&start)),
            Event::End(_) => {
                let closed = open.pop().unwrap();
                open.last_mut().unwrap().children.push(closed);
            }
            Event::Text(text) => open.last_mut().unwrap().text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => open.last_mut().unwrap().text.push_str(&character(&reference)),
            Event::Eof => break,
            _ => {}
        }
    }
    open.remove(0).children.remove(0)
}

/// Every part by its name.
fn parts_of(file: &[u8]) -> BTreeMap<String, Node> {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let count = archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).unwrap();
        assert_eq!(part.last_modified(), Some(zip::DateTime::default()));
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        (part.name().unwrap().into_owned(), parse(&xml))
    };
    (0..count).map(read).collect()
}

fn main_part(document: &StyledDocument) -> Node {
    parts_of(&write(document)).remove("word/document.xml").unwrap()
}
