//! What every part of the page needs: the rules, the size set, the look of each role and the width of the text.

use super::lines::{Lines, break_lines};
use super::metrics;
use super::words::cut_long_words;
use super::{Align, Block, Look, Paragraph, Rule, StyledRun};
use crate::assets::fonts::Face;
use crate::length::Length;
use crate::model::{Role, Run, Stamp, Text};
use crate::rules::{DividerRule, LineRule, RoleAlign, RuleSet, SizeSet};

/// The rules as they apply to one document.
pub(super) struct Context<'a> {
    pub rules: &'a RuleSet,
    pub looks: Vec<(Role, Look)>,
}

impl<'a> Context<'a> {
    pub fn new(rules: &'a RuleSet, set: SizeSet) -> Self {
        Context { rules, looks: Role::ALL.into_iter().map(|role| (role, look(rules, role, set))).collect() }
    }

    /// The look of `role`.
    pub fn look(&self, role: Role) -> &Look {
        &self.looks[role as usize].1
    }

    /// The runs of `text` in `look`. Gaps are widened to what their stamps need.
    pub fn runs(&self, text: &Text, look: &Look) -> Vec<StyledRun> {
        let styled = text.0.iter().map(|run| self.run(run, look));
        styled.filter(|run| !run.text.is_empty() || run.footnote.is_some()).collect()
    }

    fn run(&self, run: &Run, look: &Look) -> StyledRun {
        let bold = look.bold || run.strong;
        // Set off inside italic text, words stand upright.
        let italic = look.italic != run.emphasis;
        let least = run.stamp.and_then(|stamp| self.gap(stamp));
        let text = match least {
            Some(least) => metrics::gap(least, look.size, Face::of(bold, italic)),
            None => run.text.clone(),
        };
        StyledRun { text, bold, italic, source: run.source.clone(), stamp: run.stamp, footnote: run.footnote }
    }

    /// The least width of the gap for `stamp`; signature and seal have areas, not gaps.
    fn gap(&self, stamp: Stamp) -> Option<Length> {
        match stamp {
            Stamp::Number => Some(self.rules.gaps.number),
            Stamp::Day => Some(self.rules.gaps.day),
            Stamp::Month => Some(self.rules.gaps.month),
            Stamp::Signature | Stamp::Seal | Stamp::SignatureInfo => None,
        }
    }

    /// A paragraph of running text in a column of `width`; the writers break its lines. `None` for no words.
    pub fn paragraph(&self, role: Role, text: &Text, look: Look, width: Length) -> Option<Paragraph> {
        let room = width - look.indent_left - look.indent_right - look.first_line.max(Length::ZERO);
        let runs = cut_long_words(self.runs(text, &look), look.size, room.to_pt());
        let lines = if look.keep_lines { line_count(&runs, look.size, room) } else { 1 };
        (!runs.is_empty()).then(|| Paragraph { role, look: whole(look, lines), runs })
    }

    /// A paragraph whose lines are broken here, in a column of `width`, and their widths. `None` for no words.
    pub fn lines(&self, role: Role, text: &Text, width: Length) -> Option<(Paragraph, Lines)> {
        let look = self.look(role).clone();
        let room = (width - self.rules.head.slack).to_pt();
        let lines = break_lines(&self.runs(text, &look), look.size, room, &self.rules.head);
        let look = whole(look, lines.widths.len());
        (!lines.runs.is_empty()).then(|| (Paragraph { role, look, runs: lines.runs.clone() }, lines))
    }

    /// A drawn line under a text line `text` points wide, centred in a column of `width`.
    pub fn rule(&self, line: &LineRule, text: f64, width: Length, keep_next: bool) -> Block {
        let length = Length::pt(text * line.ratio);
        Block::Rule(Rule {
            indent: (width - length) / 2,
            length,
            thickness: self.rules.lines.thickness,
            height: line.height,
            offset: line.offset,
            keep_next,
        })
    }

    /// A drawn line across the whole of a text `width` wide, above what it belongs to.
    pub fn divider(&self, line: &DividerRule, width: Length) -> Block {
        Block::Rule(Rule {
            indent: Length::ZERO,
            length: width,
            thickness: self.rules.lines.thickness,
            height: line.height,
            offset: line.offset,
            keep_next: true,
        })
    }
}

/// The look that `rules` give `role` in `set`.
fn look(rules: &RuleSet, role: Role, set: SizeSet) -> Look {
    let rule = rules.role(role);
    Look {
        size: rule.size_in(set),
        bold: rule.bold,
        italic: rule.italic,
        align: align(rule.align),
        indent_left: Length::ZERO,
        indent_right: Length::ZERO,
        first_line: rule.first_line,
        space_before: rule.space_before,
        line_percent: rule.line_percent,
        keep_next: rule.keep_next,
        keep_lines: rule.keep_lines,
        outline: rule.outline,
    }
}

fn align(align: RoleAlign) -> Align {
    match align {
        RoleAlign::Left => Align::Left,
        RoleAlign::Center => Align::Center,
        RoleAlign::Right => Align::Right,
        RoleAlign::Justify => Align::Justify,
    }
}

/// More lines than these are not held together: what is higher than a page must break somewhere.
pub(super) const MOST_KEPT_LINES: usize = 30;

/// `look` for a paragraph of `lines` lines.
fn whole(look: Look, lines: usize) -> Look {
    let keeps = lines <= MOST_KEPT_LINES;
    Look { keep_lines: look.keep_lines && keeps, keep_next: look.keep_next && keeps, ..look }
}

/// About how many lines `runs` take in a column `width` wide.
pub(super) fn line_count(runs: &[StyledRun], size: Length, width: Length) -> usize {
    let breaks = runs.iter().flat_map(|run| run.text.chars()).filter(|&character| character == '\n').count();
    breaks + (width_of(runs, size) / width.to_pt().max(1.0)).ceil() as usize
}

/// Width of runs on one line, in points.
pub(super) fn width_of(runs: &[StyledRun], size: Length) -> f64 {
    runs.iter().map(|run| metrics::width(&run.text, size, Face::of(run.bold, run.italic))).sum()
}
