//! The words of a body's signature at the top right of page 1: on an electronic copy (ô 14) and on the file of an annex
//! (Mục II.8b).

use chrono::{NaiveDate, NaiveTime};

use super::context::Context;
use super::head::number_symbol;
use super::page::page;
use super::{Block, Look, Page, Space, StampArea};
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::length::Length;
use crate::model::{Document, Role, Run, Stamp, Text};
use crate::rules::RuleSet;

/// `text; 05/01/2020; 09:30:15 +07:00`: what is known of the moment of signing, day, month, year and the time of Vietnam.
pub(super) fn with_moment(text: Text, date: Option<(NaiveDate, Option<AnswerPath>)>, time: Option<NaiveTime>) -> Text {
    let date = date.map(|(date, source)| Run { text: date.format("%d/%m/%Y").to_string(), source, ..Run::default() });
    let time = time.map(|time| Run { text: time.format("%H:%M:%S\u{a0}+07:00").to_string(), ..Run::default() });
    let moment = date.into_iter().chain(time);
    moment.fold(text, |text, run| if text.is_empty() { Text(vec![run]) } else { text.then("; ").join(Text(vec![run])) })
}

/// How far `left` from the left edge of an upright text is on a text `width` wide. The corner is what counts: on other paper
/// it is as far from the right edge.
pub(super) fn from_left(rules: &RuleSet, left: Length, width: Length) -> Length {
    width - (page(rules, false).text_width() - left)
}

/// The error of a document in several files by rules that do not know such files.
pub(super) fn unknown(document: &Document, rules: &RuleSet) -> Option<Diagnostic> {
    document.state.separate.filter(|_| rules.separate.is_none())?;
    let message = Message::new(
        format!("{} không có tệp điện tử riêng cho phụ lục, văn bản kèm theo", rules.title),
        format!("{} knows no electronic files of their own for annexes", rules.name),
    );
    let hint = Message::new(
        "Bỏ lựa chọn tách tệp, hoặc dùng bộ quy tắc nd30-2020",
        "Leave the separate files out, or use the rules nd30-2020",
    );
    Some(Diagnostic::error("rules/no-separate-files", message).hint(hint))
}

/// What stands in the top margin of the first page of a part that is a file of its own: `Số: 05/QĐ-SGDĐT; 16/03/2026;
/// 09:30:15 +07:00`, or the room for it until the body signs.
pub(super) fn of_part(context: &Context, document: &Document, page: &Page) -> Vec<Block> {
    let (Some(separate), Some(frame)) = (document.state.separate, &context.rules.separate) else { return Vec::new() };
    let left = from_left(context.rules, frame.left, page.text_width());
    let blank = |height, stamps| Block::Space(Space { height, stamps });
    let drop = frame.top - page.number_distance;
    let above = (drop > Length::ZERO).then(|| blank(drop, Vec::new()));
    let line = match separate.signed_at {
        None => {
            let (width, height) = (frame.width, frame.height);
            let area =
                StampArea { stamp: Stamp::SignatureInfo, x: left, y: Length::ZERO, width, height, picture: None };
            Some(blank(height, vec![area]))
        }
        Some(moment) => {
            let number =
                if document.head.numbered { number_symbol(context.rules, &document.head) } else { Text::default() };
            let text = with_moment(number, Some((moment.date(), None)), Some(moment.time()));
            let look = context.look(Role::SignatureInfo).clone();
            let right = page.text_width() - left - frame.width;
            let look = Look { indent_left: left, indent_right: right, ..look };
            context.paragraph(Role::SignatureInfo, &text, look, page.text_width()).map(Block::Paragraph)
        }
    };
    above.into_iter().chain(line).collect()
}
