//! Two versions side by side: what changed in the answers, and where on the page.

use serde_json::{Value as Json, json};

use super::desk::Desk;
use super::form::{for_form, plain};
use super::sheet::Sheet;
use crate::answers::{self, Source};
use crate::diag::{AnswerPath, Diagnostic};
use crate::export::typst::{Line, Viewer, layout};

/// How many lines of two documents are matched line by line.
const MOST_LINES: usize = 6_000;

/// One side: its answers, its pages, its lines.
struct Side {
    tree: Json,
    pages: Json,
    lines: Vec<Line>,
}

/// Both sides and what is different, as JSON.
pub fn compare(desk: &Desk, left: (&Sheet, &str), right: (&Sheet, &str)) -> Result<Json, Vec<Diagnostic>> {
    let (left, right) = (side(desk, left)?, side(desk, right)?);
    let mut data = Vec::new();
    differences(&left.tree, &right.tree, &AnswerPath::root(), &mut data);
    let (gone, new) = changed_lines(&left.lines, &right.lines);
    Ok(json!({
        "data": data,
        "left": { "pages": left.pages, "marks": marks(&left.lines, &gone) },
        "right": { "pages": right.pages, "marks": marks(&right.lines, &new) },
    }))
}

fn side(desk: &Desk, (sheet, text): (&Sheet, &str)) -> Result<Side, Vec<Diagnostic>> {
    let source = Source::new(sheet.name.as_str(), text);
    let tree = plain(&answers::parse(&source)?.root);
    let (prepared, findings) = desk.making().renderer.prepare(source, sheet.files().as_ref());
    // The answers can be compared where no page can be drawn.
    let Some(prepared) = prepared else {
        return Ok(Side { tree, pages: json!({ "findings": for_form(&findings) }), lines: Vec::new() });
    };
    let mut view = prepared.view(&mut Viewer::default())?;
    desk.keep(&mut view.pages);
    let page = |page: &std::sync::Arc<crate::export::typst::PagePicture>| json!({ "id": page.id, "width": page.width, "height": page.height });
    let pages = view.pages.iter().map(page).collect();
    Ok(Side { tree, pages, lines: layout(&prepared.styled)?.lines })
}

/// Each value that is not the same, by its path, in the order of the right side, then what only the left has.
fn differences(left: &Json, right: &Json, path: &AnswerPath, found: &mut Vec<Json>) {
    match (left, right) {
        _ if left == right => {}
        (Json::Object(one), Json::Object(other)) => {
            for (key, value) in other {
                differences(one.get(key).unwrap_or(&Json::Null), value, &path.child(key), found);
            }
            for (key, value) in one.iter().filter(|(key, _)| !other.contains_key(*key)) {
                differences(value, &Json::Null, &path.child(key), found);
            }
        }
        (Json::Array(one), Json::Array(other)) => {
            for index in 0..one.len().max(other.len()) {
                let at = |items: &[Json]| items.get(index).cloned().unwrap_or(Json::Null);
                differences(&at(one), &at(other), &path.child(index), found);
            }
        }
        _ => found.push(json!({ "path": path, "left": left, "right": right })),
    }
}

/// The lines of each side that the other does not have, by the longest row of lines that both have.
fn changed_lines(left: &[Line], right: &[Line]) -> (Vec<usize>, Vec<usize>) {
    let (left, right) = (&left[..left.len().min(MOST_LINES)], &right[..right.len().min(MOST_LINES)]);
    let same = |one: &Line, other: &Line| one.text == other.text;
    let head = left.iter().zip(right).take_while(|(one, other)| same(one, other)).count();
    let (left, right) = (&left[head..], &right[head..]);
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(one, other)| same(one, other)).count();
    let (left, right) = (&left[..left.len() - tail], &right[..right.len() - tail]);
    let mut longest = vec![vec![0u16; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            longest[i][j] = if same(&left[i], &right[j]) {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut gone, mut new, mut i, mut j) = (Vec::new(), Vec::new(), 0, 0);
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && same(&left[i], &right[j]) {
            (i, j) = (i + 1, j + 1);
        } else if j == right.len() || (i < left.len() && longest[i + 1][j] >= longest[i][j + 1]) {
            gone.push(head + i);
            i += 1;
        } else {
            new.push(head + j);
            j += 1;
        }
    }
    (gone, new)
}

fn marks(lines: &[Line], which: &[usize]) -> Vec<Json> {
    let mark = |index: &usize| {
        let line = &lines[*index];
        json!({ "page": line.page, "x": line.x, "y": line.baseline - line.size, "width": line.width,
            "height": line.size * 1.25 })
    };
    which.iter().map(mark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<Line> {
        let line = |text: &&str| Line { page: 1, x: 0.0, baseline: 0.0, width: 0.0, size: 0.0, text: text.to_string() };
        texts.iter().map(line).collect()
    }

    #[test]
    fn lines_of_one_side_only_are_found() {
        let changed = |left: &[&str], right: &[&str]| changed_lines(&lines(left), &lines(right));
        assert_eq!(changed(&["a", "b", "c"], &["a", "x", "c"]), (vec![1], vec![1]));
        assert_eq!(changed(&["a", "b", "c", "d"], &["a", "c", "e", "d"]), (vec![1], vec![2]));
        assert_eq!(changed(&["a"], &["a"]), (vec![], vec![]));
        assert_eq!(changed(&[], &["a", "b"]), (vec![], vec![0, 1]));
    }

    #[test]
    fn values_that_differ_are_told_with_both() {
        let mut found = Vec::new();
        let (left, right) =
            (json!({"a": "1", "b": ["x", "y"], "c": {"d": "z"}}), json!({"a": "2", "b": ["x"], "e": "n"}));
        differences(&left, &right, &AnswerPath::root(), &mut found);
        let paths: Vec<_> = found.iter().map(|one| one["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["a", "b.1", "e", "c"]);
        assert_eq!(found[0], json!({"path": "a", "left": "1", "right": "2"}));
    }
}
