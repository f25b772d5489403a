//! The decree's outline: units, their numbers, and what their places are called (Phụ lục I, Phần I, Mục II.6; Phụ lục II,
//! Mục V.7). Markdown and the content of answers are numbered here alike.

use crate::model::{Role, Run};
use crate::rules::Units;
use crate::template::OutlineLevel;
use crate::vietnamese::{letter, roman};

/// A kind of unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục of a chương.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Mục of the phần-mục layout.
    Heading,
    /// Khoản.
    Clause,
    /// Điểm.
    Point,
}

impl Level {
    const ALL: [Level; 8] = [
        Level::Part,
        Level::Chapter,
        Level::Section,
        Level::Subsection,
        Level::Article,
        Level::Heading,
        Level::Clause,
        Level::Point,
    ];

    /// How deep it stands; điều and the mục of the other layout stand alike.
    fn depth(self) -> usize {
        match self {
            Level::Part => 0,
            Level::Chapter => 1,
            Level::Section => 2,
            Level::Subsection => 3,
            Level::Article | Level::Heading => 4,
            Level::Clause => 5,
            Level::Point => 6,
        }
    }

    /// Whether its numbers run through the whole text, so that its number alone says where it stands.
    fn runs_through(self) -> bool {
        matches!(self, Level::Chapter | Level::Article)
    }

    fn word(self, words: &Units) -> &str {
        match self {
            Level::Part => &words.part,
            Level::Chapter => &words.chapter,
            Level::Section => &words.section,
            Level::Subsection => &words.subsection,
            Level::Article => &words.article,
            Level::Heading => &words.heading,
            Level::Clause => &words.clause,
            Level::Point => &words.point,
        }
    }

    /// The role of a unit with a heading of its own or without.
    fn role(self, headed: bool) -> Role {
        match (self, headed) {
            (Level::Part, _) => Role::Part,
            (Level::Chapter, _) => Role::Chapter,
            (Level::Section, _) => Role::ChapterSection,
            (Level::Subsection, _) => Role::Subsection,
            (Level::Article, true) => Role::ArticleHeading,
            (Level::Article, false) => Role::Article,
            (Level::Heading, _) => Role::Section,
            (Level::Clause, true) => Role::ClauseHeading,
            (Level::Clause, false) => Role::Clause,
            (Level::Point, _) => Role::Point,
        }
    }
}

impl From<OutlineLevel> for Level {
    fn from(level: OutlineLevel) -> Self {
        match level {
            OutlineLevel::Part => Level::Part,
            OutlineLevel::Chapter => Level::Chapter,
            OutlineLevel::Section => Level::Section,
            OutlineLevel::Subsection => Level::Subsection,
            OutlineLevel::Article => Level::Article,
            OutlineLevel::Heading => Level::Heading,
            OutlineLevel::ClauseHeading => Level::Clause,
        }
    }
}

/// A unit with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    level: Level,
    number: usize,
}

impl Unit {
    fn digits(self) -> String {
        match self.level {
            Level::Part | Level::Chapter | Level::Heading => roman(self.number),
            Level::Section | Level::Subsection | Level::Article | Level::Clause => self.number.to_string(),
            Level::Point => letter(self.number),
        }
    }

    /// `Điều 5`, `khoản 2`, `điểm a`.
    pub(super) fn name(self, words: &Units) -> String {
        format!("{} {}", self.level.word(words), self.digits())
    }
}

/// Where a unit stands: the units around it and itself, the largest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place(Vec<Unit>);

impl Place {
    /// `điểm a khoản 2 Điều 5`, `Mục 1 Chương II`, `khoản 2 Mục I`: from the smallest up to the one whose number is
    /// enough.
    pub(super) fn name(&self, words: &Units) -> String {
        let enough = self.0.iter().rposition(|unit| unit.level.runs_through()).unwrap_or(0);
        let names: Vec<String> = self.0[enough..].iter().rev().map(|unit| unit.name(words)).collect();
        names.join(" ")
    }

    /// `điểm a`: the unit alone.
    pub(super) fn short(&self, words: &Units) -> String {
        self.0.last().map(|unit| unit.name(words)).unwrap_or_default()
    }
}

/// How a numbered paragraph begins, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbered {
    pub(super) role: Role,
    pub(super) number: Vec<Run>,
}

/// The numbers of one text so far.
pub(super) struct Outline<'a> {
    words: &'a Units,
    counts: [usize; Level::ALL.len()],
    open: Vec<Unit>,
}

impl<'a> Outline<'a> {
    pub(super) fn new(words: &'a Units) -> Self {
        Outline { words, counts: [0; Level::ALL.len()], open: Vec::new() }
    }

    /// Begins the next unit of a level. The numbers of smaller units begin again, but for those that run through.
    pub(super) fn next(&mut self, level: Level, headed: bool) -> Numbered {
        for smaller in Level::ALL {
            if smaller.depth() > level.depth() && !smaller.runs_through() {
                self.counts[smaller as usize] = 0;
            }
        }
        self.counts[level as usize] += 1;
        let unit = Unit { level, number: self.counts[level as usize] };
        self.open.retain(|open| open.level.depth() < level.depth());
        self.open.push(unit);
        Numbered { role: level.role(headed), number: self.number(unit, headed) }
    }

    /// Begins the numbers of a level again: a list that starts at 1.
    pub(super) fn restart(&mut self, level: Level) {
        self.counts[level as usize] = 0;
    }

    /// Where the unit that was begun last stands.
    pub(super) fn place(&self) -> Place {
        Place(self.open.clone())
    }

    fn number(&self, unit: Unit, headed: bool) -> Vec<Run> {
        let run = |text: String, strong: bool| Run { text, strong, ..Run::default() };
        match unit.level {
            Level::Part | Level::Chapter | Level::Section | Level::Subsection => {
                vec![run(format!("{}\n", unit.name(self.words)), false)]
            }
            Level::Article if headed => vec![run(format!("{}. ", unit.name(self.words)), false)],
            Level::Article => vec![run(format!("{}.", unit.name(self.words)), true), run(" ".to_owned(), false)],
            Level::Heading | Level::Clause => vec![run(format!("{}. ", unit.digits()), false)],
            Level::Point => vec![run(format!("{}) ", unit.digits()), false)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSetName, load};

    fn words() -> &'static Units {
        &load(RuleSetName::Nd30_2020).wording.units
    }

    fn walk(levels: &[Level]) -> (Vec<String>, String) {
        let mut outline = Outline::new(words());
        let number = |level: &Level| outline.next(*level, true).number[0].text.trim().to_owned();
        let numbers = levels.iter().map(number).collect();
        (numbers, outline.place().name(words()))
    }

    #[test]
    fn numbers_run_through_or_begin_again() {
        use Level::*;
        let (numbers, _) = walk(&[
            Part, Chapter, Section, Article, Clause, Point, Point, Clause, Point, Article, Clause, Section, Article,
            Chapter, Section, Subsection, Subsection, Article, Part, Chapter, Article,
        ]);
        let expected = [
            "Phần I",
            "Chương I",
            "Mục 1",
            "Điều 1.",
            "1.",
            "a)",
            "b)",
            "2.",
            "a)",
            "Điều 2.",
            "1.",
            "Mục 2",
            "Điều 3.",
            "Chương II",
            "Mục 1",
            "Tiểu mục 1",
            "Tiểu mục 2",
            "Điều 4.",
            "Phần II",
            "Chương III",
            "Điều 5.",
        ];
        assert_eq!(numbers, expected);
        let (numbers, _) = walk(&[Part, Heading, Clause, Heading, Clause, Part, Heading, Clause, Point]);
        assert_eq!(numbers, ["Phần I", "I.", "1.", "II.", "1.", "Phần II", "I.", "1.", "a)"]);
    }

    #[test]
    fn places_are_named_from_the_smallest_up_to_the_one_that_is_enough() {
        use Level::*;
        for (levels, name) in [
            (&[Part, Chapter, Section, Article, Clause, Point][..], "điểm a khoản 1 Điều 1"),
            (&[Part, Chapter, Section, Subsection], "Tiểu mục 1 Mục 1 Chương I"),
            (&[Chapter, Chapter], "Chương II"),
            (&[Part, Heading, Clause], "khoản 1 Mục I Phần I"),
            (&[Heading, Clause, Clause], "khoản 2 Mục I"),
            (&[Clause, Clause, Point, Point], "điểm b khoản 2"),
        ] {
            assert_eq!(walk(levels).1, name);
        }
    }
}
