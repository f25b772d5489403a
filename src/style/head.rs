//! Ô 1-5, 10, 11 and 13: the head of page 1, two columns side by side, what stands in the margin above it, and the address
//! at the foot of the page.

use super::context::{Context, width_of};
use super::{Block, Grid, GridRow, Paragraph, Space};
use super::{metrics, stamps};
use crate::diag::{AnswerPath, Diagnostic, Message, Place};
use crate::length::Length;
use crate::model::{Head, Role, Run, Stamp, Text, Title};
use crate::rules::{RuleSet, SizeSet};
use crate::vietnamese::date_long;

/// The size set for `head` in a text `width` wide: the larger one where both columns have room, else the smaller one. A
/// draft is measured with its gaps and a dated document as if it had them, so that dating a draft never changes its sizes.
/// A set that is `wanted` only has to fit.
pub(super) fn size_set(
    head: &Head,
    rules: &RuleSet,
    width: Length,
    wanted: Option<SizeSet>,
) -> Result<SizeSet, Box<Diagnostic>> {
    let undated = Head { number: None, date: None, ..head.clone() };
    let fits = |head: &Head, set, least: Length| {
        let context = Context::new(rules, set);
        left_column(&context, head, width) >= number_width(&context, head).max(least)
    };
    if let Some(set) = wanted {
        return if fits(head, set, Length::ZERO) {
            Ok(set)
        } else {
            Err(Box::new(not_wanted(head, rules, width, set)))
        };
    }
    let roomy = [SizeSet::A, SizeSet::B].into_iter().find(|&set| fits(&undated, set, rules.head.left_min));
    let tight = || fits(head, SizeSet::B, Length::ZERO).then_some(SizeSet::B);
    roomy.or_else(tight).ok_or_else(|| Box::new(too_wide(head, rules, width, SizeSet::B)))
}

/// The widest line of the right column decides its width; the left column has the rest.
fn left_column(context: &Context, head: &Head, width: Length) -> Length {
    let words = &context.rules.wording;
    let title = [(Role::NationalTitle, &words.national_title), (Role::Motto, &words.motto)];
    let title = title.map(|(role, words)| (role, Text::fixed(words)));
    let lines = title.into_iter().chain(head.dated.then(|| (Role::PlaceDate, place_date(head))));
    let widest = lines.map(|(role, text)| line_width(context, role, &text)).fold(0.0, f64::max);
    width - Length::pt(widest) - context.rules.head.slack
}

pub(super) fn number_width(context: &Context, head: &Head) -> Length {
    if !head.numbered {
        return Length::ZERO;
    }
    let width = line_width(context, Role::NumberSymbol, &number_symbol(context.rules, head));
    Length::pt(width) + context.rules.head.slack
}

pub(super) fn line_width(context: &Context, role: Role, text: &Text) -> f64 {
    let look = context.look(role);
    width_of(&context.runs(text, look), look.size)
}

/// Ô 3: `Số: 328/BC-SGDĐT`.
pub(super) fn number_symbol(rules: &RuleSet, head: &Head) -> Text {
    let number = head.number.clone().unwrap_or_else(|| gap(Stamp::Number));
    let line = Text::fixed(&rules.wording.number).join(number);
    if head.symbol.is_empty() { line } else { line.then("/").join(head.symbol.clone()) }
}

/// Ô 4: `Bình Định, ngày 11 tháng 4 năm 2014`. The gaps of an open date touch the words beside them.
pub(super) fn place_date(head: &Head) -> Text {
    let place = head.place.clone().then(", ");
    match head.date {
        Some(date) => {
            place.join(Text(vec![Run { text: date_long(date), source: head.date_source.clone(), ..Run::default() }]))
        }
        None => {
            let year = head.open_year.map_or_else(|| "\u{a0}".repeat(8), |year| year.to_string());
            let day = place.then("ngày").join(gap(Stamp::Day));
            day.then("tháng").join(gap(Stamp::Month)).then(format!("năm {year}"))
        }
    }
}

/// A gap; its spaces are counted when its size is known.
fn gap(stamp: Stamp) -> Text {
    Text(vec![Run { text: "\u{a0}".into(), stamp: Some(stamp), ..Run::default() }])
}

/// The head does not fit the set that was asked for.
fn not_wanted(head: &Head, rules: &RuleSet, width: Length, set: SizeSet) -> Diagnostic {
    let mut diagnostic = too_wide(head, rules, width, set);
    let name = set.as_str();
    diagnostic.message.vi += &format!(", theo bộ cỡ chữ {name}");
    diagnostic.message.en += &format!(", in the sizes {name}");
    diagnostic.hint(Message::new(
        "Hoặc bỏ lựa chọn bộ cỡ chữ: chương trình tự chọn bộ vừa",
        "Or leave the choice of sizes out: the set that fits is chosen",
    ))
}

fn too_wide(head: &Head, rules: &RuleSet, width: Length, set: SizeSet) -> Diagnostic {
    let context = Context::new(rules, set);
    no_room(head, rules, number_width(&context, head), width - left_column(&context, head, width), width)
}

/// The number, `number` wide, does not stand beside the place and date, `right` wide. The place is to blame where it leaves
/// less than the least left column: it is a name, and what can be shortened is the symbol.
pub(super) fn no_room(head: &Head, rules: &RuleSet, number: Length, right: Length, width: Length) -> Diagnostic {
    let of_place = head.dated && number <= right && right + rules.head.left_min > width;
    let (vi, en, text, hint) = if of_place {
        let hint = Message::new(
            "Chỉ ghi tên đơn vị hành chính nơi cơ quan đóng trụ sở",
            "Write the name of the administrative unit where the body has its seat alone",
        );
        ("Địa danh và ngày, tháng, năm", "the place and date", &head.place, hint)
    } else {
        let hint = Message::new(
            "Viết ngắn lại: chữ viết tắt trong ký hiệu do người đứng đầu cơ quan quy định",
            "Shorten it: the abbreviations of a symbol are the head of the body's to choose",
        );
        ("Số, ký hiệu", "the number and symbol", &head.symbol, hint)
    };
    let millimetres = |length: Length| format!("{:.0} mm", length.to_mm());
    let (needed, room) = (millimetres(number + right), millimetres(width));
    let message = Message::new(
        format!("{vi} quá dài: số, ký hiệu và địa danh, ngày tháng cần {needed} trên một dòng rộng {room}"),
        format!("{en} is too long: number, symbol, place and date need {needed} on one line of {room}"),
    );
    let diagnostic = Diagnostic::error("style/head-too-wide", message).hint(hint).basis(&rules.basis.head);
    match source(text) {
        Some(path) => diagnostic.at(Place { file: String::new(), path: Some(path), span: None }),
        None => diagnostic,
    }
}

fn source(text: &Text) -> Option<AnswerPath> {
    text.0.iter().find_map(|run| run.source.clone())
}

/// The head, two columns without padding: names beside the national title, number beside place and date.
pub(super) fn head(context: &Context, head: &Head, width: Length) -> Block {
    let left = left_column(context, head, width);
    let right = width - left;
    let names = GridRow { cells: vec![bodies(context, head, left), national_title(context, right)] };
    let numbers = numbers(context, head, left);
    // A biên bản has no place and date, a thư công no number; a document with neither has no second row.
    let rows = std::iter::once(names).chain((!numbers.cells.iter().all(Vec::is_empty)).then_some(numbers)).collect();
    Block::Grid(Grid { columns: vec![left, right], rows, keep_together: false, space_before: Length::ZERO })
}

/// The number beside place and date, on one base line; below the number what belongs to it.
pub(super) fn numbers(context: &Context, head: &Head, left: Length) -> GridRow {
    let mut number = number_cell(context, head, left);
    let date = head.dated.then(|| one_line(context, Role::PlaceDate, &place_date(head))).flatten();
    let mut date: Vec<Block> = date.into_iter().collect();
    if head.numbered && head.dated {
        level(context, &mut number, &mut date);
    }
    GridRow { cells: vec![number, date] }
}

/// Ô 11, in the top margin over the national title.
pub(super) fn margin(context: &Context, head: &Head, width: Length) -> Vec<Block> {
    let left = left_column(context, head, width);
    stamps::in_margin(context, head, left, width - left)
}

/// Ô 13, at the foot of the text of page 1: its lines below a line across the whole text.
pub(super) fn address(context: &Context, head: &Head, width: Length) -> Vec<Block> {
    let lines = head.address.iter().filter_map(|text| context.lines(Role::AddressBand, text, width));
    let lines: Vec<Block> = lines.map(|(paragraph, _)| Block::Paragraph(paragraph)).collect();
    if lines.is_empty() {
        return lines;
    }
    std::iter::once(context.divider(&context.rules.lines.address, width)).chain(lines).collect()
}

/// A line that was measured and fits.
fn one_line(context: &Context, role: Role, text: &Text) -> Option<Block> {
    let look = context.look(role).clone();
    let runs = context.runs(text, &look);
    (!runs.is_empty()).then_some(Block::Paragraph(Paragraph { role, look, runs }))
}

/// Ô 2: the parent, the issuing body, and the line under it.
pub(super) fn bodies(context: &Context, head: &Head, width: Length) -> Vec<Block> {
    let parent = head.parent_body.as_ref().and_then(|text| context.lines(Role::ParentBody, text, width));
    let mut cell: Vec<Block> = parent.into_iter().map(|(paragraph, _)| Block::Paragraph(paragraph)).collect();
    if let Some((paragraph, lines)) = context.lines(Role::IssuingBody, &head.issuing_body, width) {
        cell.push(Block::Paragraph(paragraph));
        cell.push(context.rule(&context.rules.lines.issuing_body, lines.last(), width, false));
    }
    cell
}

/// Ô 1: Quốc hiệu, Tiêu ngữ, and the line under it.
fn national_title(context: &Context, width: Length) -> Vec<Block> {
    let words = &context.rules.wording;
    let motto = Text::fixed(&words.motto);
    let length = line_width(context, Role::Motto, &motto);
    let title = one_line(context, Role::NationalTitle, &Text::fixed(&words.national_title));
    let rule = context.rule(&context.rules.lines.motto, length, width, false);
    title.into_iter().chain(one_line(context, Role::Motto, &motto)).chain([rule]).collect()
}

/// Ô 3, 5b, 10a and 10b.
fn number_cell(context: &Context, head: &Head, width: Length) -> Vec<Block> {
    let number = head.numbered.then(|| number_symbol(context.rules, head));
    let number = number.and_then(|number| one_line(context, Role::NumberSymbol, &number));
    let mut cell: Vec<Block> = number.into_iter().collect();
    if let Title::Letter { subject } = &head.title {
        let text = Text::fixed(&context.rules.wording.letter_subject).join(subject.clone());
        let lines = context.lines(Role::LetterSubject, &text, width);
        cell.extend(lines.map(|(paragraph, _)| Block::Paragraph(paragraph)));
    }
    cell.extend(stamps::below_number(context, head, width));
    cell
}

/// Puts the number and the place on one base line: the smaller of the two goes down by the difference of their ascents.
fn level(context: &Context, number: &mut Vec<Block>, date: &mut Vec<Block>) {
    let (left, right) = (context.look(Role::NumberSymbol).size, context.look(Role::PlaceDate).size);
    let drop = |by: Length| Block::Space(Space { height: by * metrics::ASCENDER, stamps: Vec::new() });
    if left < right {
        number.insert(0, drop(right - left));
    } else if right < left {
        date.insert(0, drop(left - right));
    }
}
