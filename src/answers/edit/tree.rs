//! What a file means, without the way it is written.

use super::{Change, Typed};
use crate::answers::node::{Data, Node};

/// The tree of a file as values.
pub(super) fn of(node: &Node) -> Typed {
    if node.is_null() {
        return Typed::Null;
    }
    match &node.data {
        Data::Scalar { text, .. } => Typed::Scalar { text: text.clone(), quoted: false },
        Data::List(items) => Typed::List(items.iter().map(of).collect()),
        Data::Map(entries) => Typed::Map(entries.iter().map(|entry| (entry.key.clone(), of(&entry.value))).collect()),
    }
}

/// The tree with `change` made; `None` where it has no place.
pub(super) fn changed(root: &Node, change: &Change) -> Option<Typed> {
    let mut tree = of(root);
    match change {
        Change::Set { path, value } => {
            let keys: Vec<&str> = path.segments().collect();
            *at(&mut tree, &keys, true)? = value.clone();
        }
        Change::Insert { path, at: index, value } => {
            let items = list(&mut tree, path)?;
            items.insert((*index).min(items.len()), value.clone());
        }
        Change::Remove { path } => {
            let keys: Vec<&str> = path.segments().collect();
            let (last, above) = keys.split_last()?;
            match at(&mut tree, above, false)? {
                Typed::List(items) => {
                    let index = last.parse::<usize>().ok().filter(|index| *index < items.len())?;
                    items.remove(index);
                }
                Typed::Map(entries) => entries.retain(|(key, _)| key != last),
                Typed::Null | Typed::Scalar { .. } => return None,
            }
        }
        Change::Move { path, from, to } => {
            let items = list(&mut tree, path)?;
            if *from >= items.len() || *to >= items.len() {
                return None;
            }
            let item = items.remove(*from);
            items.insert(*to, item);
        }
    }
    Some(tree)
}

fn list<'a>(tree: &'a mut Typed, path: &crate::diag::AnswerPath) -> Option<&'a mut Vec<Typed>> {
    let keys: Vec<&str> = path.segments().collect();
    match at(tree, &keys, false)? {
        Typed::List(items) => Some(items),
        Typed::Null | Typed::Scalar { .. } | Typed::Map(_) => None,
    }
}

/// The value at `keys`; the last key of a map is made where `make`.
fn at<'a>(tree: &'a mut Typed, keys: &[&str], make: bool) -> Option<&'a mut Typed> {
    let Some((key, rest)) = keys.split_first() else { return Some(tree) };
    if make && rest.is_empty() && *tree == Typed::Null {
        *tree = Typed::Map(Vec::new());
    }
    match tree {
        Typed::List(items) => at(items.get_mut(key.parse::<usize>().ok()?)?, rest, make),
        Typed::Map(entries) => {
            let found = entries.iter().position(|(other, _)| other == key);
            let index = match found {
                Some(index) => index,
                None if make && rest.is_empty() => {
                    entries.push(((*key).to_owned(), Typed::Null));
                    entries.len() - 1
                }
                None => return None,
            };
            at(&mut entries[index].1, rest, make)
        }
        Typed::Null | Typed::Scalar { .. } => None,
    }
}

/// Whether two trees mean the same. The order of keys means nothing, nor does a key without a value.
pub(super) fn same(one: &Typed, other: &Typed) -> bool {
    match (one, other) {
        (Typed::Scalar { text, .. }, Typed::Scalar { text: other, .. }) => text == other,
        (Typed::List(one), Typed::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        // Common keys are compared once: twice a level would double the work with each level.
        (Typed::Map(one), Typed::Map(other)) => {
            let has = |key: &String| one.iter().any(|(own, _)| own == key);
            holds(one, other) && other.iter().all(|(key, value)| has(key) || is_nothing(value))
        }
        _ => is_nothing(one) && is_nothing(other),
    }
}

/// Whether every value of `one` stands in `other`.
fn holds(one: &[(String, Typed)], other: &[(String, Typed)]) -> bool {
    one.iter().all(|(key, value)| match other.iter().find(|(other, _)| other == key) {
        Some((_, other)) => same(value, other),
        None => is_nothing(value),
    })
}

pub(super) fn is_nothing(value: &Typed) -> bool {
    match value {
        Typed::Null => true,
        Typed::Scalar { text, .. } => text.is_empty(),
        Typed::List(items) => items.is_empty(),
        Typed::Map(entries) => entries.iter().all(|(_, value)| is_nothing(value)),
    }
}
