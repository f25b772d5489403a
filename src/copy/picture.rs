//! A page as it is seen: where its last mark stands, and whether a part of it is blank.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::font::{FontData, FontQuery};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

use crate::assets::fonts::{Face, bytes};

/// Dots of one point: a hairline still shows.
const SCALE: f32 = 2.0;
/// The longest edge of a picture, in dots.
const LONGEST: f32 = 4000.0;
/// A dot this much darker than the paper is a mark; the words across a draft are lighter, and so is the grain of a scan.
const MARK: u8 = 64;
/// Levels of grey that count as one paper.
const LEVELS: usize = 16;

/// A page in shades of grey.
pub struct Picture {
    width: usize,
    dots: Vec<u8>,
    paper: u8,
}

/// A part of the page, in parts of its width and height from its top left corner.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

/// The pages of a PDF at these places, counted from 0. `None` where they cannot be drawn, or there are not `count`.
pub fn pictures(pdf: &[u8], count: usize, places: &[usize]) -> Option<Vec<Picture>> {
    // The drawing is not ours; where a broken page makes it give up, there is no picture.
    catch_unwind(AssertUnwindSafe(|| drawn(pdf, count, places))).ok().flatten()
}

fn drawn(pdf: &[u8], count: usize, places: &[usize]) -> Option<Vec<Picture>> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let pages = pdf.pages();
    if pages.len() != count {
        return None;
    }
    let settings = InterpreterSettings { font_resolver: Arc::new(font), ..InterpreterSettings::default() };
    let cache = RenderCache::new();
    let picture = |&place: &usize| {
        let page = pages.get(place)?;
        let (width, height) = page.render_dimensions();
        let scale = SCALE.min(LONGEST / width.max(height));
        let looks = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
        let drawn = render(page, &cache, &settings, &looks);
        let dots = drawn.data().iter().map(|dot| grey([dot.r, dot.g, dot.b])).collect();
        Picture::of(usize::from(drawn.width()), dots)
    };
    places.iter().map(picture).collect()
}

/// For a typeface that the file leaves to the reader: ours, whose letters stand where any others would.
pub(super) fn font(query: &FontQuery) -> Option<(FontData, u32)> {
    let face = match query {
        FontQuery::Standard(_) => Face::Regular,
        FontQuery::Fallback(wanted) => Face::of(wanted.is_bold, wanted.is_italic),
    };
    Some((Arc::new(bytes(face)), 0))
}

pub(super) fn grey([red, green, blue]: [u8; 3]) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1000) as u8
}

impl Picture {
    /// From dots in rows `width` long. `None` for nothing, and for a page whose paper is dark.
    fn of(width: usize, dots: Vec<u8>) -> Option<Picture> {
        let mut levels = [0_usize; LEVELS];
        dots.iter().for_each(|&dot| levels[usize::from(dot) * LEVELS / 256] += 1);
        let commonest = (0..LEVELS).max_by_key(|&level| levels[level])?;
        let paper = ((commonest + 1) * 256 / LEVELS - 1) as u8;
        (width > 0 && !dots.is_empty() && paper >= 2 * MARK).then_some(Picture { width, dots, paper })
    }

    fn rows(&self) -> usize {
        self.dots.len() / self.width
    }

    fn is_mark(&self, dot: u8) -> bool {
        self.paper.saturating_sub(dot) >= MARK
    }

    fn marked(&self, row: usize, columns: std::ops::Range<usize>) -> bool {
        let row = &self.dots[row * self.width..(row + 1) * self.width];
        row.get(columns).is_some_and(|dots| dots.iter().any(|&dot| self.is_mark(dot)))
    }

    fn range(&self, part: Part) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let at = |share: f64, whole: usize| ((share.clamp(0.0, 1.0) * whole as f64).round() as usize).min(whole);
        let rows = at(part.top, self.rows())..at(part.bottom, self.rows());
        (rows, at(part.left, self.width)..at(part.right, self.width))
    }

    /// The lower edge of the lowest mark in `part`, in parts of the page's height. `None` where the part is blank.
    pub fn lowest(&self, part: Part) -> Option<f64> {
        let (rows, columns) = self.range(part);
        let row = rows.rev().find(|&row| self.marked(row, columns.clone()))?;
        Some((row + 1) as f64 / self.rows() as f64)
    }

    /// Whether nothing stands in `part`.
    pub fn is_blank(&self, part: Part) -> bool {
        self.lowest(part).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Part = Part { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    fn picture(paper: u8, marks: &[(usize, u8)]) -> Option<Picture> {
        let mut dots = vec![paper; 100];
        marks.iter().for_each(|&(at, dot)| dots[at] = dot);
        Picture::of(10, dots)
    }

    #[test]
    fn the_lowest_mark() {
        let page = picture(255, &[(35, 0), (67, 180)]).unwrap();
        assert_eq!(page.lowest(WHOLE), Some(0.7));
        assert_eq!(page.lowest(Part { bottom: 0.6, ..WHOLE }), Some(0.4));
        assert!(page.is_blank(Part { bottom: 0.3, ..WHOLE }));
        assert!(page.is_blank(Part { left: 0.8, ..WHOLE }));
    }

    #[test]
    fn the_words_across_a_draft_and_the_grain_of_a_scan_are_no_marks() {
        assert!(picture(255, &[(50, 0xd9)]).unwrap().is_blank(WHOLE));
        assert!(picture(230, &[(50, 190)]).unwrap().is_blank(WHOLE));
        assert!(!picture(230, &[(50, 120)]).unwrap().is_blank(WHOLE));
    }

    #[test]
    fn dark_paper_says_nothing() {
        assert!(picture(20, &[]).is_none());
        assert!(Picture::of(0, Vec::new()).is_none());
    }
}
