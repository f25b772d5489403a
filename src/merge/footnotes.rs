//! Footnotes: `[^tên]` in a text of the answers is the mark of a footnote that its block gives.

use std::ops::Range;

use serde_json::Value;

use super::draft::Inline;
use crate::diag::AnswerPath;
use crate::model::Run;
use crate::template::form::footnote_marks;

/// The words at `source`, the text of `block`, with the marks of its footnotes.
pub(super) fn with_footnotes(block: &Value, source: AnswerPath) -> Vec<Inline> {
    let key = source.segments().last().unwrap_or_default();
    let words = block[key].as_str().unwrap_or_default();
    let beside = source.parent().unwrap_or_default().child("footnotes");
    let (mut pieces, mut rest) = (Vec::new(), 0);
    let run =
        |range: Range<usize>| Run { text: words[range].to_owned(), source: Some(source.clone()), ..Run::default() };
    for (range, name) in footnote_marks(words) {
        let Some(text) = block["footnotes"][name].as_str() else { continue };
        pieces.push(Inline::Linked(run(rest..range.start)));
        rest = range.end;
        let source = Some(beside.child(name));
        pieces.push(Inline::Footnote(Run { text: text.to_owned(), source, ..Run::default() }));
    }
    pieces.push(Inline::Linked(run(rest..words.len())));
    pieces.retain(|piece| !matches!(piece, Inline::Linked(run) if run.text.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_mark_takes_the_place_of_its_name() {
        let block = json!({"clause": "Một[^a], hai [^x][^b]", "footnotes": {"a": "Chú thích", "b": "Theo [[x]]"}});
        let pieces = with_footnotes(&block, AnswerPath::new("body.0.clause"));
        let said: Vec<(String, String)> = pieces
            .into_iter()
            .map(|piece| match piece {
                Inline::Linked(run) => (run.text, run.source.map(|path| path.to_string()).unwrap_or_default()),
                Inline::Footnote(run) => {
                    (format!("^{}", run.text), run.source.map(|path| path.to_string()).unwrap_or_default())
                }
                Inline::Run(_) | Inline::Reference(_) => unreachable!(),
            })
            .collect();
        let expected = [
            ("Một", "body.0.clause"),
            ("^Chú thích", "body.0.footnotes.a"),
            (", hai [^x]", "body.0.clause"),
            ("^Theo [[x]]", "body.0.footnotes.b"),
        ];
        assert_eq!(said, expected.map(|(text, path)| (text.to_owned(), path.to_owned())));
    }
}
