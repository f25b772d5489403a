//! The pages of a section: its flow, with what stands in the margins.

use super::super::program::Section;
use super::blocks::{Stack, stack};
use super::flow::{self, Area};
use super::lines::Run;
use super::paint::{Element, Painter, Placed, Thing};
use super::{letters, pt};
use crate::assets::fonts::Face;
use crate::style::PageNumberPlace;

/// A page and what stands on it.
pub struct Sheet<'a> {
    pub width: f64,
    pub height: f64,
    pub things: Vec<Placed<'a>>,
}

/// A section ready to be divided into pages.
pub struct Ready<'a> {
    section: &'a Section,
    header: Stack<'a>,
    footer: Stack<'a>,
    body: Stack<'a>,
    /// Page numbers, from that of the second page on.
    numbers: &'a [String],
}

/// Sets the blocks of `section`. `None` for what Typst must set.
pub fn ready<'a>(section: &'a Section, numbers: &'a [String]) -> Option<Ready<'a>> {
    let width = pt(section.width - section.left - section.right);
    Some(Ready {
        section,
        header: stack(&section.first_header, width)?,
        footer: stack(&section.first_footer, width)?,
        body: stack(&section.blocks, width)?,
        numbers,
    })
}

impl<'a> Ready<'a> {
    /// The pages. `None` for what Typst must divide.
    pub fn sheets(&self) -> Option<Vec<Sheet<'a>>> {
        let section = self.section;
        let height = pt(section.height - section.top - section.bottom);
        let foot = self.footer.height();
        let lead = (self.header.height() - pt(section.top - section.number_distance)).max(0.0);
        let lead = if self.header.0.is_empty() { 0.0 } else { lead };
        let pages = flow::pages(&self.body, &Area { height, first: height - foot, lead })?;
        let sheet = |(at, items): (usize, &Vec<_>)| {
            let mut painter = Painter::default();
            let number = at.checked_sub(1).map(|at| self.numbers.get(at));
            let number = match number {
                Some(number) => Some(number?.as_str()),
                None => None,
            };
            let is_top = section.number == PageNumberPlace::TopCenter;
            self.number(&mut painter, number.filter(|_| is_top));
            let (left, top) = (pt(section.left), pt(section.top));
            if at == 0 {
                self.opening(&mut painter);
            }
            painter.items(items, left, top);
            if at == 0 && !self.footer.0.is_empty() {
                let mut painter_of_foot = Painter::default();
                painter_of_foot.stack(&self.footer, left, top + height - foot);
                painter.put(0.0, 0.0, Thing::Foot(painter_of_foot.things));
            }
            self.number(&mut painter, number.filter(|_| !is_top));
            Some(Sheet { width: pt(section.width), height: pt(section.height), things: painter.things })
        };
        pages.iter().enumerate().map(sheet).collect()
    }

    /// What is read first on the first page.
    fn opening(&self, painter: &mut Painter<'a>) {
        painter.stack(&self.header, pt(self.section.left), pt(self.section.number_distance));
        if !self.footer.0.is_empty() {
            painter.open(0.0, 0.0, Element::Float);
            painter.close();
        }
    }

    /// Số trang.
    fn number(&self, painter: &mut Painter<'a>, number: Option<&'a str>) {
        let Some(text) = number else { return };
        let section = self.section;
        let size = pt(section.number_size);
        let width = letters::width(text, Face::Regular) * size;
        let line = &section.number_line;
        let (left, right) = (pt(section.left), pt(section.width - section.right));
        let (x, top, element) = match section.number {
            PageNumberPlace::TopCenter => {
                (left + (right - left - width) / 2.0, pt(section.number_distance), Element::Header)
            }
            PageNumberPlace::BottomRight => {
                let bottom = pt(section.height - section.number_distance);
                (right - width, bottom - pt(line.top + line.bottom), Element::Footer)
            }
        };
        painter.open(x, top, element);
        let run = Run { text, kept: text.len(), face: Face::Regular, size, stretch: 0.0, source: None };
        painter.put(x, top + pt(line.top), Thing::Run(run, None));
        painter.close();
    }
}
