//! The ways a change may be written, the best first.

use std::ops::Range;

use super::place::Text;
use super::write::{Notation, below, block_text, flow, item_text, key, scalar, spaces};
use super::{Change, Container, Shape, Typed};
use crate::answers::node::{Data, Entry, Node};
use crate::answers::source::Source;
use crate::diag::AnswerPath;

/// A file that is to be changed.
pub(super) struct Patch<'a> {
    text: Text<'a>,
    root: &'a Node,
    shape: Shape<'a>,
    notation: Notation,
    newline: &'static str,
}

/// A value on the way to a path, and the place behind its colon or hyphen.
#[derive(Clone, Copy)]
struct Found<'a> {
    node: &'a Node,
    after: usize,
    /// Where its key or hyphen stands.
    lead: usize,
    /// Whether brackets stand around it.
    in_flow: bool,
}

impl<'a> Patch<'a> {
    pub fn new(source: &'a Source, root: &'a Node, shape: Shape<'a>) -> Self {
        let text = source.text();
        let is_json = source.name().ends_with(".json") || text.trim_start().starts_with('{');
        let notation = if is_json { Notation::Json } else { Notation::Yaml };
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Patch { text: Text(text), root, shape, notation, newline }
    }

    /// The texts with `change` made, in the order they are to be tried.
    pub fn texts(&self, change: &Change) -> Vec<String> {
        let write = |plain: bool| match change {
            Change::Set { path, value } => self.set(path, value, plain),
            Change::Insert { path, at, value } => self.insert(path, *at, value, plain).into_iter().collect(),
            Change::Remove { path } => self.remove(path).into_iter().collect(),
            Change::Move { path, from, to } => self.moved(path, *from, *to).into_iter().collect(),
        };
        [write(true), write(false)].concat()
    }

    fn replaced(&self, range: Range<usize>, with: &str) -> String {
        let text = self.text.0;
        format!("{}{with}{}", &text[..range.start], &text[range.end..])
    }

    fn found(&self, path: &AnswerPath) -> Option<Found<'a>> {
        let mut found = Found { node: self.root, after: 0, lead: 0, in_flow: self.notation == Notation::Json };
        for name in path.segments() {
            found.in_flow |= self.text.is_flow(found.node);
            let (node, after, lead) = match &found.node.data {
                Data::Map(entries) => {
                    let entry = entries.iter().find(|entry| entry.key == name)?;
                    (&entry.value, self.text.colon(entry)?, entry.key_span.start)
                }
                Data::List(items) => {
                    let item = items.get(name.parse::<usize>().ok()?)?;
                    let hyphen = if found.in_flow { item.span.start } else { self.text.hyphen(item)? };
                    (item, if found.in_flow { hyphen } else { hyphen + 1 }, hyphen)
                }
                Data::Scalar { .. } => return None,
            };
            found = Found { node, after, lead, in_flow: found.in_flow };
        }
        Some(found)
    }

    fn set(&self, path: &AnswerPath, value: &Typed, plain: bool) -> Vec<String> {
        match self.found(path) {
            Some(found) => self.exchanged(path, found, value, plain),
            None => self.new_key(path, value, plain).into_iter().collect(),
        }
    }

    /// A value in the place of another.
    fn exchanged(&self, path: &AnswerPath, found: Found<'_>, value: &Typed, plain: bool) -> Vec<String> {
        let range = self.text.written(found.node, found.after);
        if found.in_flow {
            let lead = if range.start == found.after && !self.text.0[..range.start].ends_with(' ') && path_is_key(path)
            {
                " "
            } else {
                ""
            };
            return vec![self.replaced(range, &format!("{lead}{}", flow(value, self.notation, plain)))];
        }
        let mut texts = Vec::new();
        let old = &self.text.0[range.clone()];
        match value {
            Typed::Scalar { text, quoted } if !range.is_empty() => {
                if old.starts_with(['|', '>']) && plain {
                    texts.push(self.replaced(range.clone(), &block_text(text, old, self.newline)));
                }
                let in_quotes = *quoted || old.starts_with(['"', '\'']);
                let written = scalar(text, in_quotes || !plain, self.notation, false);
                let whole = matches!(found.node.data, Data::Scalar { .. });
                let (range, lead) = if whole { (range, "") } else { (found.after..range.end, " ") };
                texts.push(self.replaced(range, &format!("{lead}{written}")));
            }
            _ => texts.push(self.filled(found, range, value, plain)),
        }
        texts
    }

    /// A value behind a colon or hyphen, before the comment that stands there.
    fn filled(&self, found: Found<'_>, range: Range<usize>, value: &Typed, plain: bool) -> String {
        let indent = self.text.column(found.lead);
        let is_item = self.text.0[found.lead..].starts_with('-') && found.lead + 1 == found.after;
        let written = if is_item {
            item_text(value, indent, self.newline, plain)
        } else {
            below(value, indent, self.newline, plain)
        };
        if range.is_empty() && written.starts_with(self.newline) {
            let end = self.text.line_end(found.after);
            return self.replaced(end..end, &written);
        }
        self.replaced(found.after..range.end, &written)
    }

    /// A key that the map does not have yet, at its place in the order of the form.
    fn new_key(&self, path: &AnswerPath, value: &Typed, plain: bool) -> Option<String> {
        let parent = path.parent()?;
        let name = path.segments().last()?;
        let found = self.found(&parent)?;
        let Data::Map(entries) = &found.node.data else { return None };
        let before = self.before(entries, &parent, name);
        if found.in_flow || self.text.is_flow(found.node) {
            return Some(self.new_key_in_flow(found.node, entries, before, name, value, plain));
        }
        let written =
            |indent: usize| format!("{}:{}", key(name, self.notation), below(value, indent, self.newline, plain));
        let first = entries.first()?;
        let indent = self.text.column(first.key_span.start);
        let line = format!("{}{}", spaces(indent), written(indent));
        match before {
            None if self.text.begins_line(first.key_span.start) => {
                let start = self.text.line_start(first.key_span.start);
                Some(self.replaced(start..start, &format!("{line}{}", self.newline)))
            }
            before => {
                let end = self.text.line_end(self.text.entry_end(before.unwrap_or(first)));
                Some(self.replaced(end..end, &format!("{}{line}", self.newline)))
            }
        }
    }

    /// The entry after which the key `name` belongs.
    fn before<'e>(&self, entries: &'e [Entry], parent: &AnswerPath, name: &str) -> Option<&'e Entry> {
        let Container::Map(order) = (self.shape)(parent) else { return entries.last() };
        let rank = |key: &str| order.iter().position(|other| other == key);
        let Some(own) = rank(name) else { return entries.last() };
        entries.iter().rfind(|entry| rank(&entry.key).is_some_and(|other| other < own))
    }

    fn new_key_in_flow(
        &self,
        node: &Node,
        entries: &[Entry],
        before: Option<&Entry>,
        name: &str,
        value: &Typed,
        plain: bool,
    ) -> String {
        let written = format!("{}: {}", key(name, self.notation), flow(value, self.notation, plain));
        let Some(first) = entries.first() else {
            return self.replaced(node.span.start + 1..node.span.start + 1, &written);
        };
        let own_line = self.text.begins_line(first.key_span.start);
        let gap = if own_line {
            format!("{}{}", self.newline, spaces(self.text.column(first.key_span.start)))
        } else {
            " ".to_owned()
        };
        match before {
            Some(entry) => {
                let end = self.text.entry_end(entry);
                self.replaced(end..end, &format!(",{gap}{written}"))
            }
            None => {
                let start = first.key_span.start;
                self.replaced(start..start, &format!("{written},{gap}"))
            }
        }
    }

    fn insert(&self, path: &AnswerPath, at: usize, value: &Typed, plain: bool) -> Option<String> {
        let found = self.found(path)?;
        let Data::List(items) = &found.node.data else { return None };
        if found.in_flow || self.text.is_flow(found.node) {
            return Some(self.insert_in_flow(items, at, &flow(value, self.notation, plain)));
        }
        let like_others = items.iter().any(|item| matches!(item.data, Data::Map(_)) && self.text.is_flow(item));
        let hyphen = self.text.hyphen(items.first()?)?;
        let indent = self.text.column(hyphen);
        let written = if like_others {
            format!(" {}", flow(value, self.notation, plain))
        } else {
            item_text(value, indent, self.newline, plain)
        };
        let line = format!("{}-{written}", spaces(indent));
        match items.get(at) {
            Some(item) => {
                let start = self.text.line_start(self.text.hyphen(item)?);
                Some(self.replaced(start..start, &format!("{line}{}", self.newline)))
            }
            None => {
                let end = self.text.line_end(self.text.item_end(items.last()?));
                Some(self.replaced(end..end, &format!("{}{line}", self.newline)))
            }
        }
    }

    fn insert_in_flow(&self, items: &[Node], at: usize, written: &str) -> String {
        let own_line = items.first().is_some_and(|item| self.text.begins_line(item.span.start));
        let gap = match items.first() {
            Some(first) if own_line => format!("{}{}", self.newline, spaces(self.text.column(first.span.start))),
            _ => " ".to_owned(),
        };
        match items.get(at) {
            Some(item) => self.replaced(item.span.start..item.span.start, &format!("{written},{gap}")),
            None => {
                let end = items.last().map_or(0, |item| item.span.end);
                self.replaced(end..end, &format!(",{gap}{written}"))
            }
        }
    }

    fn remove(&self, path: &AnswerPath) -> Option<String> {
        let parent = self.found(&path.parent()?)?;
        let name = path.segments().last()?;
        let in_flow = parent.in_flow || self.text.is_flow(parent.node);
        let (parts, index) = match &parent.node.data {
            Data::List(items) => (self.items(items, in_flow)?, name.parse().ok()?),
            Data::Map(entries) => {
                let parts = entries.iter().map(|entry| entry.key_span.start..self.text.entry_end(entry)).collect();
                (parts, entries.iter().position(|entry| entry.key == name)?)
            }
            Data::Scalar { .. } => return None,
        };
        let part = parts.get(index)?.clone();
        if in_flow {
            let range = match (parts.get(index + 1), index.checked_sub(1)) {
                (Some(next), _) => part.start..next.start,
                (None, Some(last)) => parts[last].end..part.end,
                (None, None) => part,
            };
            return Some(self.replaced(range, ""));
        }
        if !self.text.begins_line(part.start) {
            // The first key of an item stands behind its hyphen and stays, empty.
            let found = self.found(path)?;
            return Some(self.replaced(found.after..part.end, ""));
        }
        let end = self.text.line_end(part.end);
        let end = if self.text.0[end..].starts_with(self.newline) { end + self.newline.len() } else { end };
        Some(self.replaced(self.text.line_start(part.start)..end, ""))
    }

    /// The stretches of a list's items, with their hyphens and what else stands on their last lines.
    fn items(&self, items: &[Node], in_flow: bool) -> Option<Vec<Range<usize>>> {
        let stretch = |item: &Node| {
            if in_flow {
                return Some(item.span.start..item.span.end);
            }
            Some(self.text.hyphen(item)?..self.text.line_end(self.text.item_end(item)))
        };
        items.iter().map(stretch).collect()
    }

    /// The items of a list in a new order, each in the place of another.
    fn moved(&self, path: &AnswerPath, from: usize, to: usize) -> Option<String> {
        let found = self.found(path)?;
        let Data::List(items) = &found.node.data else { return None };
        let places = self.items(items, found.in_flow || self.text.is_flow(found.node))?;
        let mut order: Vec<usize> = (0..items.len()).collect();
        let one = order.remove(from);
        order.insert(to, one);
        let mut text = self.text.0[..places.first()?.start].to_owned();
        for (index, place) in places.iter().enumerate() {
            text.push_str(&self.text.0[places[order[index]].clone()]);
            let next = places.get(index + 1).map_or(self.text.0.len(), |next| next.start);
            text.push_str(&self.text.0[place.end..next]);
        }
        Some(text)
    }
}

/// Whether the last part of a path is a key and not an item's number.
fn path_is_key(path: &AnswerPath) -> bool {
    path.segments().last().is_some_and(|last| last.parse::<usize>().is_err())
}
