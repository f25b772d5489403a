//! Changes of an answers file that leave the rest of it as it is: comments, order, quotes and blank lines.
//!
//! A change is written into the text where the value stands. Whatever was written is read again, and is taken only where
//! the tree then holds what was wanted and nothing else has changed; a way of writing that fails this is given up for a
//! plainer one.

mod collection;
mod place;
mod tree;
mod write;

use super::MAX_DEPTH;
use super::node::{Answers, Data, Node};
use super::source::Source;
use crate::diag::{AnswerPath, Diagnostic, Message};
use collection::Patch;

/// A value as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Nothing.
    Null,
    /// Words or figures; `quoted` where they must stand in quotes, as codes do.
    Scalar {
        /// The characters.
        text: String,
        /// Whether they must stand in quotes.
        quoted: bool,
    },
    /// A list.
    List(Vec<Typed>),
    /// Keys and values.
    Map(Vec<(String, Typed)>),
}

/// A change of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Gives the value at `path`, which is made where there is none.
    Set {
        /// Where.
        path: AnswerPath,
        /// What.
        value: Typed,
    },
    /// Puts an item into the list at `path`.
    Insert {
        /// The list.
        path: AnswerPath,
        /// Before which item; the last and beyond is the end.
        at: usize,
        /// The item.
        value: Typed,
    },
    /// Takes an item out of a list, or a key out of a map.
    Remove {
        /// The item or key.
        path: AnswerPath,
    },
    /// Moves an item of the list at `path`.
    Move {
        /// The list.
        path: AnswerPath,
        /// Which item.
        from: usize,
        /// Where it is to stand afterwards.
        to: usize,
    },
}

/// What stands at a path where the file has nothing yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Container {
    /// A list.
    List,
    /// Keys, in the order they are to be written in.
    Map(Vec<String>),
}

/// Tells what a path that is to be made holds.
pub type Shape<'a> = &'a dyn Fn(&AnswerPath) -> Container;

/// The text of `source` with `change` made in it.
pub fn edit(source: &Source, change: &Change, shape: Shape<'_>) -> Result<String, Vec<Diagnostic>> {
    let answers = super::parse(source)?;
    // Each step of a path that is to be made is a step of the stack.
    if path_of(change).segments().count() > MAX_DEPTH {
        return Err(vec![no_place(&answers, &AnswerPath::root())]);
    }
    let change = settled(&answers, change, shape);
    let wanted = tree::changed(&answers.root, &change).ok_or_else(|| vec![no_place(&answers, path_of(&change))])?;
    let patch = Patch::new(source, &answers.root, shape);
    let texts = patch.texts(&change);
    let holds = |text: &String| {
        let read = super::parse(&Source::new(source.name(), text.as_str()));
        read.is_ok_and(|read| tree::same(&tree::of(&read.root), &wanted))
    };
    texts.into_iter().find(holds).ok_or_else(|| vec![no_place(&answers, path_of(&change))])
}

/// The change with the values around it that must be made first, and lists of one and none made from the whole.
fn settled(answers: &Answers, change: &Change, shape: Shape<'_>) -> Change {
    match change {
        Change::Set { path, value } => made(answers, path, value.clone(), shape),
        Change::Insert { path, value, .. } if length(answers.get(path)) == 0 => {
            made(answers, path, Typed::List(vec![value.clone()]), shape)
        }
        Change::Remove { path } => {
            let parent = path.parent().unwrap_or_default();
            match answers.get(&parent).map(|node| &node.data) {
                Some(Data::List(items)) if items.len() == 1 => {
                    Change::Set { path: parent, value: Typed::List(Vec::new()) }
                }
                Some(Data::Map(entries)) if entries.len() == 1 && parent != AnswerPath::root() => {
                    Change::Set { path: parent, value: Typed::Null }
                }
                _ => change.clone(),
            }
        }
        Change::Insert { .. } | Change::Move { .. } => change.clone(),
    }
}

fn length(node: Option<&Node>) -> usize {
    match node.map(|node| &node.data) {
        Some(Data::List(items)) => items.len(),
        Some(Data::Scalar { .. } | Data::Map(_)) | None => 0,
    }
}

/// `value` at `path`, with the maps and lists on the way that are not there.
fn made(answers: &Answers, path: &AnswerPath, value: Typed, shape: Shape<'_>) -> Change {
    if answers.get(path).is_some() {
        return Change::Set { path: path.clone(), value };
    }
    let (Some(parent), Some(key)) = (path.parent(), path.segments().last()) else {
        return Change::Set { path: path.clone(), value };
    };
    match answers.get(&parent) {
        Some(node) if matches!(node.data, Data::List(_)) => Change::Insert { path: parent, at: usize::MAX, value },
        Some(node) if !node.is_null() => Change::Set { path: path.clone(), value },
        _ => {
            let around = match shape(&parent) {
                Container::List => Typed::List(vec![value]),
                Container::Map(_) => Typed::Map(vec![(key.to_owned(), value)]),
            };
            made(answers, &parent, around, shape)
        }
    }
}

fn path_of(change: &Change) -> &AnswerPath {
    match change {
        Change::Set { path, .. }
        | Change::Insert { path, .. }
        | Change::Remove { path }
        | Change::Move { path, .. } => path,
    }
}

fn no_place(answers: &Answers, path: &AnswerPath) -> Diagnostic {
    let message = Message::new(
        "Chỗ này của phiếu được viết theo cách mà chương trình không sửa được",
        "This place of the file is written in a way that cannot be edited here",
    );
    let hint = Message::new("Sửa trong trình soạn thảo", "Change it in an editor");
    Diagnostic::error("answers/not-editable", message).at(answers.place(path)).hint(hint)
}

#[cfg(test)]
mod tests;
