//! A very small XML tree: what the parts are built from before they are written.

use std::borrow::Cow;
use std::fmt::Display;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::order::rank;

/// An element with its prefix, `w:pPr`.
#[derive(Debug, Clone)]
pub struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    content: Vec<Content>,
}

#[derive(Debug, Clone)]
enum Content {
    Element(Element),
    Text(String),
}

impl Element {
    /// An empty element.
    pub fn new(name: &'static str) -> Self {
        Element { name, attributes: Vec::new(), content: Vec::new() }
    }

    /// Its name with the prefix.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// With a fixed attribute.
    pub fn with(mut self, name: &'static str, value: &'static str) -> Self {
        self.attributes.push((name, Cow::Borrowed(value)));
        self
    }

    /// With a computed attribute.
    pub fn attr(mut self, name: &'static str, value: impl Display) -> Self {
        self.attributes.push((name, Cow::Owned(value.to_string())));
        self
    }

    /// With `w:val`, the attribute most properties have.
    pub fn val(self, value: impl Display) -> Self {
        self.attr("w:val", value)
    }

    /// With one more child.
    pub fn child(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// With more children.
    pub fn children(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.content.extend(children.into_iter().map(Content::Element));
        self
    }

    /// With text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.content.push(Content::Text(text.into()));
        self
    }

    /// Adds a child.
    pub fn push(&mut self, child: Element) {
        self.content.push(Content::Element(child));
    }

    /// Puts a child at place `at` among the content.
    pub fn insert(&mut self, at: usize, child: Element) {
        self.content.insert(at.min(self.content.len()), Content::Element(child));
    }

    /// Whether it has neither attributes nor content.
    pub fn is_bare(&self) -> bool {
        self.attributes.is_empty() && self.content.is_empty()
    }

    /// Its first child of that name.
    pub fn first_mut(&mut self, name: &str) -> Option<&mut Element> {
        self.content.iter_mut().find_map(|content| match content {
            Content::Element(element) if element.name == name => Some(element),
            Content::Element(_) | Content::Text(_) => None,
        })
    }

    /// The whole part: the declaration, then this element. Children stand in the order of the schema.
    pub fn to_part(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new(Vec::new());
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
        writer.write_event(Event::Text(BytesText::new("\n")))?;
        self.write(&mut writer)?;
        Ok(writer.into_inner())
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>) -> io::Result<()> {
        let mut start = BytesStart::new(self.name);
        for (name, value) in &self.attributes {
            start.push_attribute((*name, value.as_ref()));
        }
        if self.content.is_empty() {
            return writer.write_event(Event::Empty(start));
        }
        writer.write_event(Event::Start(start))?;
        for content in self.ordered() {
            match content {
                Content::Element(element) => element.write(writer)?,
                Content::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }

    /// The content as the schema wants it; where the schema leaves the order open, as it was added.
    fn ordered(&self) -> Vec<&Content> {
        let mut content: Vec<&Content> = self.content.iter().collect();
        content.sort_by_key(|content| match content {
            Content::Element(element) => rank(self.name, element.name),
            Content::Text(_) => 0,
        });
        content
    }
}

/// A property that is on or off: `<w:b/>`, `<w:b w:val="0"/>`.
pub fn toggle(name: &'static str, on: bool) -> Element {
    if on { Element::new(name) } else { Element::new(name).with("w:val", "0") }
}
