//! Records as trees of answers: a column's value at its path, over what the records share; the tree as JSON.

use crate::answers::{Data, Entry, Node};
use crate::diag::Span;

/// Nothing here was read from a file as it stands.
const NOWHERE: Span = Span { line: 1, column: 1, start: 0, end: 0 };

/// A value without a place.
pub(super) fn scalar(text: impl Into<String>, plain: bool) -> Node {
    Node { span: NOWHERE, data: Data::Scalar { text: text.into(), plain } }
}

/// A map of nothing.
pub(super) fn empty() -> Node {
    Node { span: NOWHERE, data: Data::Map(Vec::new()) }
}

/// Puts `value` at a dotted path. A number is a place in a list where a list stands; where nothing stands, `0` begins a
/// list, and so does any other number where `is_list` says so of the path above it; else it is a key. A place past the
/// end of a list is its end.
pub(super) fn put(tree: &mut Node, path: &[&str], value: Node, is_list: &dyn Fn(&[&str]) -> bool) {
    put_at(tree, path, 0, value, is_list);
}

/// The same below the first `depth` parts of the path, where `tree` stands.
fn put_at(tree: &mut Node, path: &[&str], depth: usize, value: Node, is_list: &dyn Fn(&[&str]) -> bool) {
    let Some(key) = path.get(depth) else {
        *tree = value;
        return;
    };
    match &mut tree.data {
        Data::List(items) => {
            let index = key.parse().unwrap_or(items.len()).min(items.len());
            if index == items.len() {
                items.push(nothing());
            }
            put_at(&mut items[index], path, depth + 1, value, is_list);
        }
        Data::Map(entries) => {
            let index = entries.iter().position(|entry| entry.key == *key).unwrap_or(entries.len());
            if index == entries.len() {
                entries.push(Entry { key: (*key).to_owned(), key_span: NOWHERE, value: nothing() });
            }
            put_at(&mut entries[index].value, path, depth + 1, value, is_list);
        }
        Data::Scalar { .. } => {
            let is_place = *key == "0" || key.parse::<usize>().is_ok() && is_list(&path[..depth]);
            tree.data = if is_place { Data::List(Vec::new()) } else { Data::Map(Vec::new()) };
            put_at(tree, path, depth, value, is_list);
        }
    }
}

/// How an answer that is not given is written.
const NULL: &str = "null";

fn nothing() -> Node {
    scalar(NULL, true)
}

/// `over` over `base`: maps join, anything else that is given takes the place of what is below it.
pub(super) fn overlay(base: &Node, over: &Node) -> Node {
    let (Data::Map(below), Data::Map(above)) = (&base.data, &over.data) else { return over.clone() };
    let upper = |entry: &Entry| above.iter().rev().find(|other| other.key == entry.key);
    let mut entries: Vec<Entry> = below
        .iter()
        .map(|entry| match upper(entry) {
            Some(upper) => {
                let (key, key_span) = (entry.key.clone(), entry.key_span);
                Entry { key, key_span, value: overlay(&entry.value, &upper.value) }
            }
            None => entry.clone(),
        })
        .collect();
    entries.extend(above.iter().filter(|entry| !below.iter().any(|other| other.key == entry.key)).cloned());
    Node { span: over.span, data: Data::Map(entries) }
}

/// Keeps the last of values that were given under one key.
pub(super) fn keep_last(tree: &mut Node) {
    match &mut tree.data {
        Data::Scalar { .. } => {}
        Data::List(items) => items.iter_mut().for_each(keep_last),
        Data::Map(entries) => {
            let keys: Vec<String> = entries.iter().map(|entry| entry.key.clone()).collect();
            let mut index = 0;
            entries.retain(|entry| {
                index += 1;
                !keys[index..].contains(&entry.key)
            });
            entries.iter_mut().for_each(|entry| keep_last(&mut entry.value));
        }
    }
}

/// The tree as JSON, a key or an item a line, and as it is read from there: with the places it has in that text. What
/// stood without quotes and is no number, `true`, `false` or `null` of JSON gets them.
pub(super) fn json(mut tree: Node) -> (String, Node) {
    let mut writer = Writer { text: String::new(), line: 1, line_start: 0 };
    writer.node(&mut tree, 0);
    writer.text.push('\n');
    (writer.text, tree)
}

/// Writes a tree and notes where its values come to stand.
struct Writer {
    text: String,
    line: usize,
    line_start: usize,
}

impl Writer {
    /// The place of what is written next.
    fn here(&self) -> Span {
        let (start, column) = (self.text.len(), self.text[self.line_start..].chars().count() + 1);
        Span { line: self.line, column, start, end: start }
    }

    fn to_here(&self, from: Span) -> Span {
        Span { end: self.text.len(), ..from }
    }

    fn new_line(&mut self, depth: usize) {
        self.text.push('\n');
        (self.line, self.line_start) = (self.line + 1, self.text.len());
        self.text.extend(std::iter::repeat_n("  ", depth));
    }

    fn node(&mut self, node: &mut Node, depth: usize) {
        let start = self.here();
        if node.is_null() {
            node.data = nothing().data;
        }
        match &mut node.data {
            Data::Scalar { text, plain } => self.scalar(text, plain),
            Data::List(items) => self.block(('[', ']'), items, depth, |writer, item| writer.node(item, depth + 1)),
            Data::Map(entries) => self.block(('{', '}'), entries, depth, |writer, entry| {
                let start = writer.here();
                writer.quoted(&entry.key);
                entry.key_span = writer.to_here(start);
                writer.text.push_str(": ");
                writer.node(&mut entry.value, depth + 1);
            }),
        }
        node.span = self.to_here(start);
    }

    fn scalar(&mut self, text: &str, plain: &mut bool) {
        *plain = *plain && (text == NULL || is_json(text));
        if *plain { self.text.push_str(text) } else { self.quoted(text) }
    }

    fn block<T>(
        &mut self,
        (open, close): (char, char),
        items: &mut [T],
        depth: usize,
        each: impl Fn(&mut Self, &mut T),
    ) {
        self.text.push(open);
        let is_empty = items.is_empty();
        for (index, item) in items.iter_mut().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            self.new_line(depth + 1);
            each(self, item);
        }
        if !is_empty {
            self.new_line(depth);
        }
        self.text.push(close);
    }

    fn quoted(&mut self, text: &str) {
        if text.bytes().any(|byte| byte < b' ' || matches!(byte, b'"' | b'\\')) {
            self.text.push_str(&serde_json::Value::from(text).to_string());
        } else {
            self.text.extend(["\"", text, "\""]);
        }
    }
}

/// Whether JSON reads the word as it is: `01` and `2014-04-11` it does not.
fn is_json(word: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(word).is_ok_and(|value| value.is_number() || value.is_boolean())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{MAX_DEPTH, Source, of_tree, parse};

    fn tree(text: &str) -> Node {
        parse(&Source::new("a.yaml", text)).expect("reads").root
    }

    #[test]
    fn columns_over_defaults() {
        let mut base = tree("a: {b: [x, y], k: {\"1\": 5}}\nd: 2014-04-11\nn: 007\np: 92.10\n");
        let puts =
            [("a.b.1", "z"), ("a.b.7", "end"), ("a.k.2", "6"), ("new.0.name", "01"), ("m.3", "q"), ("l.i.2", "r")];
        for (path, text) in puts {
            let is_list = |above: &[&str]| above == ["l", "i"];
            put(&mut base, &path.split('.').collect::<Vec<_>>(), scalar(text, false), &is_list);
        }
        let (text, _) = json(base);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let wanted = serde_json::json!({
            "a": {"b": ["x", "z", "end"], "k": {"1": 5, "2": "6"}}, "d": "2014-04-11", "n": "007", "p": 92.1,
            "new": [{"name": "01"}], "m": {"3": "q"}, "l": {"i": ["r"]},
        });
        assert_eq!(value, wanted);
        assert!(text.contains("92.10"), "decimals stay as they were typed");
    }

    #[test]
    fn maps_join_and_lists_are_replaced() {
        let joined = overlay(&tree("a: {b: 1, c: [1, 2]}\nz: 1\n"), &tree("a: {c: [3], d: 4}\n"));
        let value: serde_json::Value = serde_json::from_str(&json(joined).0).expect("JSON");
        assert_eq!(value, serde_json::json!({"a": {"b": 1, "c": [3], "d": 4}, "z": 1}));
    }

    #[test]
    fn the_tree_is_what_its_text_is_read_as() {
        let texts = [
            "a: {b: [x, \"y\\tz\", ~, {}, []], k: {\"Tên “đơn vị”\": 5}}\nd: 2014-04-11\nn: 007\np: 92.10\nq: -1e3\n",
            "t: |\n  Dòng một\n  dòng hai: \"ba\"\nu: true\nv: yes\nw: null\nx: ''\ny: 'null'\nz: \"a\\u200bb\\\\\"\n",
            "- [1, [2, [3, {sâu: xong}]]]\n",
            "một từ\n",
        ];
        for text in texts {
            let (text, tree) = json(tree(text));
            let read = parse(&Source::new("a.json", text.clone())).expect("reads");
            assert_eq!(read.root, tree, "{text}");
            let kept = of_tree(Source::new("a.json", text), tree).expect("reads");
            assert_eq!(kept.findings, read.findings);
        }
        let deep =
            (0..MAX_DEPTH).fold(scalar("x", false), |inside, _| Node { span: NOWHERE, data: Data::List(vec![inside]) });
        let (text, tree) = json(deep);
        assert_eq!(of_tree(Source::new("a.json", text), tree).unwrap_err()[0].code, "answers/too-deep");
    }
}
