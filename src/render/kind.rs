//! Of what kind a document is.

use std::sync::Arc;

use super::Options;
use crate::answers::{Answers, Node};
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::template::{self, Choice, Template};

/// The answer that names the kind.
const TEMPLATE: &str = "template";

/// The kind of the document that answers are for, as `options`, the answers or their keys say.
pub fn template_of(raw: &Answers, options: &Options) -> Result<Arc<Template>, Vec<Diagnostic>> {
    if let Some(choice) = &options.template {
        return choice.template();
    }
    if let Some(name) = raw.root.get(TEMPLATE).and_then(Node::text) {
        let at_answer = |mut problems: Vec<Diagnostic>| {
            let place = raw.place(&AnswerPath::new(TEMPLATE));
            problems.iter_mut().for_each(|problem| _ = problem.place.get_or_insert_with(|| place.clone()));
            problems
        };
        return template::named(name).map_err(at_answer);
    }
    match template::recognise(&raw.root)?.as_slice() {
        [template] => Ok(Arc::clone(template)),
        [] => Err(vec![unrecognised(raw)]),
        several => Err(vec![ambiguous(raw, several)]),
    }
}

/// The kind that the answers name is not the one that was asked for.
pub(super) fn other_kind(raw: &Answers, template: &Template, options: &Options) -> Option<Diagnostic> {
    let named = raw.root.get(TEMPLATE).and_then(Node::text)?;
    let is_same = |kind: &Arc<Template>| kind.name == template.name;
    if !matches!(options.template, Some(Choice::Kind(_))) || template::named(named).is_ok_and(|kind| is_same(&kind)) {
        return None;
    }
    let name = &template.name;
    let message = Message::new(
        format!("phiếu ghi loại văn bản là {named}, nhưng được lập theo --template {name}"),
        format!("the answers say {named}, but the document is made as --template {name} says"),
    );
    let place = raw.place(&AnswerPath::new(TEMPLATE));
    let hint =
        Message::new("bỏ --template, hoặc sửa template trong phiếu", "leave out --template, or change the answers");
    Some(Diagnostic::warning("answers/other-kind", message).at(place).hint(hint))
}

fn unrecognised(raw: &Answers) -> Diagnostic {
    let kinds: Vec<&str> = template::kinds().collect();
    unclear(
        raw,
        Message::new("không nhận ra đây là phiếu của loại văn bản nào", "these answers fit no kind of document"),
        &kinds,
    )
}

fn ambiguous(raw: &Answers, several: &[&Arc<Template>]) -> Diagnostic {
    let kinds: Vec<&str> = several.iter().map(|template| template.name.as_str()).collect();
    unclear(
        raw,
        Message::new("phiếu này có thể là của nhiều loại văn bản", "these answers fit several kinds of document"),
        &kinds,
    )
}

fn unclear(raw: &Answers, message: Message, kinds: &[&str]) -> Diagnostic {
    let list = kinds.join(", ");
    let hint = Message::new(
        format!("ghi thêm dòng \"template: <loại>\" ở đầu phiếu; các loại: {list}"),
        format!("add a line \"template: <kind>\" at the top; the kinds are: {list}"),
    );
    let place = raw.place(&AnswerPath::root());
    Diagnostic::error("answers/unknown-kind", message).at(place).hint(hint)
}
