//! Ô 10a, 10b and 11: words in frames, below the number or in the top margin.

use super::context::Context;
use super::{Block, Frame, Paragraph, Space};
use crate::diag::Diagnostic;
use crate::length::Length;
use crate::model::{Head, Role, Text};
use crate::rules::{RuleSet, StampRule};

/// The error of a document whose level of urgency `rules` do not have.
pub(super) fn unknown(head: &Head, rules: &RuleSet) -> Option<Diagnostic> {
    let urgency = head.urgency?;
    rules.urgency_stamp(urgency).is_none().then(|| rules.unknown_urgency())
}

/// Ô 10a and below it ô 10b, in the middle of a column of `width`.
pub(super) fn below_number(context: &Context, head: &Head, width: Length) -> Vec<Block> {
    let rules = context.rules;
    let secrecy = head.secrecy.map(|secrecy| (Role::SecrecyStamp, rules.secrecy_stamp(secrecy)));
    let urgency = head.urgency.and_then(|urgency| rules.urgency_stamp(urgency));
    let stamps = secrecy.into_iter().chain(urgency.map(|stamp| (Role::UrgencyStamp, stamp)));
    stamps.map(|(role, stamp)| frame(context, role, &stamp, Length::ZERO, width)).collect()
}

/// Ô 11, in the middle of the column `left` from the left edge and `width` wide. The text begins below one that is higher
/// than the margin, and does not touch it.
pub(super) fn in_margin(context: &Context, head: &Head, left: Length, width: Length) -> Vec<Block> {
    let Some(circulation) = head.circulation else { return Vec::new() };
    let (rules, stamp) = (context.rules, context.rules.circulation_stamp(circulation));
    let is_higher = rules.page.number_distance + stamp.area.height > rules.page.top.default;
    let gap = || Block::Space(Space { height: rules.circulation.space_after, stamps: Vec::new() });
    let frame = frame(context, Role::CirculationStamp, &stamp, left, width);
    std::iter::once(frame).chain(is_higher.then(gap)).collect()
}

fn frame(context: &Context, role: Role, stamp: &StampRule, left: Length, width: Length) -> Block {
    let look = context.look(role).clone();
    let runs = context.runs(&Text::fixed(stamp.word), &look);
    Block::Frame(Frame {
        paragraph: Paragraph { role, look, runs },
        indent: left + (width - stamp.area.width) / 2,
        width: stamp.area.width,
        height: stamp.area.height,
        thickness: stamp.thickness,
        space_before: stamp.space_before,
        color: stamp.color.to_owned(),
    })
}
