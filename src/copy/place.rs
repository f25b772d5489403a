//! Where on a PDF a copy stands: below the end of its last page, on a page of its own, or at the corner of page 1.

use super::answers::CopyAnswers;
use super::original::Original;
use super::picture::{Part, pictures};
use super::tags::Reading;
use super::{messages, rules_of};
use crate::diag::Diagnostic;
use crate::export::typst;
use crate::length::Length;
use crate::style::{LineWidth, StyledDocument, copy_block, copy_line};

/// What is laid over which page.
pub struct Placed {
    /// What is laid over it.
    pub styled: StyledDocument,
    /// From 0; one past the last for a new page.
    pub page: usize,
    /// Where it is read.
    pub reading: Reading,
    /// What is to be said of it.
    pub finding: Option<Diagnostic>,
}

/// The block of a copy on paper: below the last mark of the last page, or on a new page.
pub fn below_the_end(answers: &CopyAnswers, original: &Original<'_>) -> Result<Placed, Vec<Diagnostic>> {
    let (rules, count) = (rules_of(answers), original.pages.len());
    let paper = original.pages[count - 1].view.paper();
    let page = &rules.page;
    let share = |part: Length, whole: Length| part.to_pt() / whole.to_pt();
    let text = Part {
        left: share(page.left.default, paper.0),
        right: 1.0 - share(page.right.default, paper.0),
        top: 0.0,
        bottom: 1.0 - share(page.bottom.default, paper.1),
    };
    let placed = |styled, page, finding| Placed { styled, page, reading: Reading::Last, finding };
    let picture = pictures(original.bytes, count, &[count - 1]);
    let seen = picture.is_some();
    if let Some(picture) = picture.into_iter().flatten().next() {
        let end = paper.1 * picture.lowest(text).unwrap_or(0.0);
        let top = end.max(page.top.default);
        if top + rules.copy.line.height < paper.1 - page.bottom.default {
            let styled = copy_block(&answers.copy, rules, paper, top)?;
            if fits(&styled)? {
                return Ok(placed(styled, count - 1, None));
            }
        }
    }
    let styled = copy_block(&answers.copy, rules, paper, page.top.default)?;
    let note = if seen { messages::new_page(count + 1) } else { messages::unseen_page(count + 1) };
    if fits(&styled)? { Ok(placed(styled, count, Some(note))) } else { Err(vec![messages::small_page()]) }
}

/// Whether everything stands on one page, above its lower margin.
fn fits(styled: &StyledDocument) -> Result<bool, Vec<Diagnostic>> {
    let layout = typst::layout(styled)?;
    let page = &styled.sections[0].page;
    let lowest = (page.height - page.bottom).to_pt();
    Ok(layout.pages.len() == 1 && layout.lines.iter().all(|line| line.baseline <= lowest))
}

/// The line of an electronic copy, at the top right of page 1.
pub fn at_the_corner(answers: &CopyAnswers, original: &Original<'_>) -> Result<Placed, Vec<Diagnostic>> {
    let rules = rules_of(answers);
    let (width, height) = original.pages[0].view.paper();
    let info = &rules.copy.info;
    if width < info.width + info.top || height < info.height + info.top {
        return Err(vec![messages::small_page()]);
    }
    let page = pictures(original.bytes, original.pages.len(), &[0]).and_then(|pictures| pictures.into_iter().next());
    let line = |line| copy_line(&answers.copy, rules, (width, height), line);
    let is_clear = |styled: &StyledDocument| -> Result<bool, Vec<Diagnostic>> {
        let lines = typst::layout(styled)?.lines;
        let is_blank =
            |line: &typst::Line| page.as_ref().is_none_or(|page| page.is_blank(part_of(line, (width, height))));
        Ok(lines.iter().all(is_blank))
    };
    let styled = line(LineWidth::Form)?;
    if is_clear(&styled)? {
        return Ok(Placed { styled, page: 0, reading: Reading::First, finding: None });
    }
    // A long name takes two lines, and the second would stand over the stamp of ô 11.
    let wide = line(LineWidth::Text)?;
    let (styled, finding) = if is_clear(&wide)? { (wide, None) } else { (styled, Some(messages::line_over_marks())) };
    Ok(Placed { styled, page: 0, reading: Reading::First, finding })
}

/// The part of paper `width` by `height` that a line takes.
fn part_of(line: &typst::Line, (width, height): (Length, Length)) -> Part {
    let (width, height) = (width.to_pt(), height.to_pt());
    Part {
        left: line.x / width,
        right: (line.x + line.width) / width,
        top: (line.baseline - line.size) / height,
        bottom: line.baseline / height,
    }
}
