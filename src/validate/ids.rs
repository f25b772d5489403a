//! Names by which answers refer to each other: `[[pham-vi]]`.

use crate::answers::Node;
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::template::form::is_id;

use super::convert::Walk;
use super::scalar::Reading;

/// A name of the right shape.
pub(super) fn read(text: &str) -> Reading {
    if is_id(text) {
        return Reading::good(text);
    }
    let message = Message::new(
        format!("“{text}” không dùng làm tên để dẫn được"),
        format!("'{text}' cannot be a name for references"),
    );
    let hint = Message::new(
        "Tên gồm chữ không dấu, chữ số, gạch nối, gạch dưới, không quá 40 ký tự, bắt đầu bằng chữ hoặc chữ số: pham-vi",
        "ASCII letters, digits, hyphens and underscores, at most 40, a letter or digit first: pham-vi",
    );
    Reading::bad(Diagnostic::error("answers/not-an-id", message).hint(hint))
}

impl Walk<'_, '_> {
    /// Keeps a name, or says where it was given before.
    pub(super) fn once(&mut self, id: &str, node: &Node, path: &AnswerPath) {
        let Some(first) = self.ids.get(id) else {
            self.ids.insert(id.to_owned(), path.clone());
            return;
        };
        let line = self.places.find(self.answers.source.name(), first).span.map_or(1, |span| span.line);
        let message = Message::new(
            format!("Tên “{id}” đã dùng ở dòng {line}"),
            format!("The name '{id}' is already used at line {line}"),
        );
        let hint = Message::new("Đặt tên khác cho một trong hai", "Give one of the two another name");
        let place = self.place(self.first_line(node.span), path);
        self.findings.push(Diagnostic::error("answers/duplicate-id", message).hint(hint).at(place));
    }
}
