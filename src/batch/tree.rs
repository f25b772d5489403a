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
/// list and any other number is a key. A place past the end of a list is its end.
pub(super) fn put(tree: &mut Node, path: &[&str], value: Node) {
    let Some((key, rest)) = path.split_first() else {
        *tree = value;
        return;
    };
    match &mut tree.data {
        Data::List(items) => {
            let index = key.parse().unwrap_or(items.len()).min(items.len());
            if index == items.len() {
                items.push(nothing());
            }
            put(&mut items[index], rest, value);
        }
        Data::Map(entries) => {
            let index = entries.iter().position(|entry| entry.key == *key).unwrap_or(entries.len());
            if index == entries.len() {
                entries.push(Entry { key: (*key).to_owned(), key_span: NOWHERE, value: nothing() });
            }
            put(&mut entries[index].value, rest, value);
        }
        Data::Scalar { .. } => {
            tree.data = if *key == "0" { Data::List(Vec::new()) } else { Data::Map(Vec::new()) };
            put(tree, path, value);
        }
    }
}

fn nothing() -> Node {
    scalar("null", true)
}

/// `over` over `base`: maps join, anything else that is given takes the place of what is below it.
pub(super) fn overlay(base: &Node, over: Node) -> Node {
    let (Data::Map(below), Data::Map(above)) = (&base.data, over.data.clone()) else { return over };
    let mut entries = below.clone();
    for entry in above {
        match entries.iter_mut().find(|other| other.key == entry.key) {
            Some(other) => other.value = overlay(&other.value, entry.value),
            None => entries.push(entry),
        }
    }
    Node { span: over.span, data: Data::Map(entries) }
}

/// The tree as JSON, a key or an item a line. What stood without quotes and is no number, `true`, `false` or `null` of
/// JSON gets them.
pub(super) fn json(tree: &Node) -> String {
    let mut text = String::new();
    write(tree, 0, &mut text);
    text.push('\n');
    text
}

fn write(node: &Node, depth: usize, text: &mut String) {
    match &node.data {
        Data::Scalar { .. } if node.is_null() => text.push_str("null"),
        Data::Scalar { text: word, plain } if *plain && is_json(word) => text.push_str(word),
        Data::Scalar { text: word, .. } => text.push_str(&quoted(word)),
        Data::List(items) => block(('[', ']'), items, depth, text, |item, text| write(item, depth + 1, text)),
        Data::Map(entries) => block(('{', '}'), entries, depth, text, |entry, text| {
            text.push_str(&quoted(&entry.key));
            text.push_str(": ");
            write(&entry.value, depth + 1, text);
        }),
    }
}

fn block<T>((open, close): (char, char), items: &[T], depth: usize, text: &mut String, each: impl Fn(&T, &mut String)) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        each(item, text);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether JSON reads the word as it is: `01` and `2014-04-11` it does not.
fn is_json(word: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(word).is_ok_and(|value| value.is_number() || value.is_boolean())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Source, parse};

    fn tree(text: &str) -> Node {
        parse(&Source::new("a.yaml", text)).expect("reads").root
    }

    #[test]
    fn columns_over_defaults() {
        let mut base = tree("a: {b: [x, y], k: {\"1\": 5}}\nd: 2014-04-11\nn: 007\np: 92.10\n");
        for (path, text) in [("a.b.1", "z"), ("a.b.7", "end"), ("a.k.2", "6"), ("new.0.name", "01"), ("m.3", "q")] {
            put(&mut base, &path.split('.').collect::<Vec<_>>(), scalar(text, false));
        }
        let value: serde_json::Value = serde_json::from_str(&json(&base)).expect("JSON");
        let wanted = serde_json::json!({
            "a": {"b": ["x", "z", "end"], "k": {"1": 5, "2": "6"}}, "d": "2014-04-11", "n": "007", "p": 92.1,
            "new": [{"name": "01"}], "m": {"3": "q"},
        });
        assert_eq!(value, wanted);
        assert!(json(&base).contains("92.10"), "decimals stay as they were typed");
    }

    #[test]
    fn maps_join_and_lists_are_replaced() {
        let joined = overlay(&tree("a: {b: 1, c: [1, 2]}\nz: 1\n"), tree("a: {c: [3], d: 4}\n"));
        let value: serde_json::Value = serde_json::from_str(&json(&joined)).expect("JSON");
        assert_eq!(value, serde_json::json!({"a": {"b": 1, "c": [3], "d": 4}, "z": 1}));
    }
}
