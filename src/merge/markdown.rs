//! From a rendered body to the blocks of a document: headings and lists become the decree's outline, numbered here.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::token::{Piece, Token, pieces};
use crate::model::{Block, Role, Run, Text};
use crate::vietnamese::{letter, roman};

/// A block before tables and references have their numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Draft {
    /// A paragraph; references are still tokens.
    Paragraph { role: Role, text: Vec<Inline> },
    /// A table, by its name in the template.
    Table(String),
}

/// A stretch of a draft's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Inline {
    /// Text.
    Run(Run),
    /// The label of a table.
    TableRef(String),
    /// The label of an annex.
    AnnexRef(String),
}

/// Reads CommonMark. `#` is a mục (I.), `##` a khoản with a heading (1.); an ordered list below `#` is a list of khoản
/// (1.), below `##` or inside another list one of điểm (a); a bullet is a dash. A quotation is a căn cứ.
pub(super) fn blocks(markdown: &str) -> Vec<Draft> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(markdown, Options::empty()) {
        reader.event(event);
    }
    reader.finish(Role::Body);
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Draft>,
    text: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    heading: usize,
    quotation: bool,
    lists: Vec<List>,
    /// The role and number of the item whose first paragraph is being read.
    item: Option<(Role, String)>,
    sections: usize,
    headed_clauses: usize,
    /// The last number of each level of list, kept for a list that goes on after a table.
    numbers: [usize; 3],
}

/// An open list: its level in the outline, or none for bullets.
struct List {
    level: Option<usize>,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) => self.words(&words),
            Event::SoftBreak => self.words(" "),
            Event::HardBreak => self.words("\n"),
            // Templates are refused when they are loaded if they hold HTML; the other events are never switched on.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.heading = heading_level(*level),
            Tag::BlockQuote(_) => self.quotation = true,
            Tag::List(start) => {
                self.finish(Role::Body);
                self.open_list(*start);
            }
            Tag::Item => self.open_item(),
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::Paragraph => self.finish(if self.quotation { Role::LegalBasis } else { Role::Body }),
            TagEnd::BlockQuote(_) => self.quotation = false,
            TagEnd::Item => self.finish(Role::Body),
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => self.emphasis -= 1,
            _ => {}
        }
    }

    fn open_list(&mut self, start: Option<u64>) {
        let inner = self.lists.iter().filter(|list| list.level.is_some()).count();
        let level = start.map(|_| (usize::from(self.heading >= 2) + inner).min(2));
        // A list that starts at 1 is a new list; any other goes on where the last of its level stopped.
        if let (Some(level), Some(1)) = (level, start) {
            self.numbers[level..].fill(0);
        }
        self.lists.push(List { level });
    }

    fn open_item(&mut self) {
        let level = self.lists.last().and_then(|list| list.level);
        let Some(level) = level.filter(|level| *level < 2) else {
            self.item = Some((Role::DashItem, "- ".to_owned()));
            return;
        };
        self.numbers[level] += 1;
        let number = self.numbers[level];
        self.item = Some(if level == 0 {
            (Role::Clause, format!("{number}. "))
        } else {
            (Role::Point, format!("{}) ", letter(number)))
        });
    }

    fn close_heading(&mut self) {
        self.numbers = [0; 3];
        let (role, number) = if self.heading == 1 {
            self.sections += 1;
            self.headed_clauses = 0;
            (Role::Section, format!("{}. ", roman(self.sections)))
        } else {
            self.headed_clauses += 1;
            (Role::ClauseHeading, format!("{}. ", self.headed_clauses))
        };
        self.item = Some((role, number));
        self.finish(role);
    }

    /// Ends the paragraph being read. The first of an item or heading carries its number.
    fn finish(&mut self, role: Role) {
        trim(&mut self.text);
        if self.text.is_empty() {
            return;
        }
        let mut text = std::mem::take(&mut self.text);
        let role = match self.item.take() {
            Some((role, number)) => {
                text.insert(0, Inline::Run(Run { text: number, ..Run::default() }));
                role
            }
            None => role,
        };
        self.blocks.push(Draft::Paragraph { role, text });
    }

    fn words(&mut self, words: &str) {
        for piece in pieces(words) {
            match piece {
                Piece::Words(words) => self.run(words.to_owned(), None),
                Piece::Token(Token::Value { text, source }) => self.run(text, source),
                Piece::Token(Token::Table(id)) => {
                    self.finish(Role::Body);
                    self.blocks.push(Draft::Table(id));
                }
                Piece::Token(Token::TableRef(id)) => self.text.push(Inline::TableRef(id)),
                Piece::Token(Token::AnnexRef(id)) => self.text.push(Inline::AnnexRef(id)),
            }
        }
    }

    fn run(&mut self, text: String, source: Option<crate::diag::AnswerPath>) {
        if !text.is_empty() {
            let run = Run { text, strong: self.strong > 0, emphasis: self.emphasis > 0, source, ..Run::default() };
            self.text.push(Inline::Run(run));
        }
    }
}

fn heading_level(level: HeadingLevel) -> usize {
    if level == HeadingLevel::H1 { 1 } else { 2 }
}

/// Takes away the author's blanks at both ends; those of an answer stay.
fn trim(text: &mut Vec<Inline>) {
    if let Some(Inline::Run(run)) = text.first_mut()
        && run.source.is_none()
    {
        run.text = run.text.trim_start().to_owned();
    }
    if let Some(Inline::Run(run)) = text.last_mut()
        && run.source.is_none()
    {
        run.text.truncate(run.text.trim_end().len());
    }
    text.retain(|inline| !matches!(inline, Inline::Run(run) if run.text.is_empty()));
}

/// The text of a component: tokens become runs, the author's words stay as they are, without Markdown.
pub(super) fn inline(rendered: &str) -> Text {
    let runs = pieces(rendered).into_iter().filter_map(|piece| match piece {
        Piece::Words(words) => Some(Run { text: words.to_owned(), ..Run::default() }),
        Piece::Token(Token::Value { text, source }) => Some(Run { text, source, ..Run::default() }),
        Piece::Token(Token::Table(_) | Token::TableRef(_) | Token::AnnexRef(_)) => None,
    });
    Text(runs.collect())
}

/// The lines of a component that lists one thing a line; empty lines are left out.
pub(super) fn lines(rendered: &str) -> Vec<Text> {
    rendered.lines().map(|line| inline(line.trim())).filter(|line| !line.is_empty()).collect()
}

/// One paragraph of Markdown, such as a note.
pub(super) fn paragraph(markdown: &str) -> Text {
    let runs = blocks(markdown).into_iter().flat_map(|draft| match draft {
        Draft::Paragraph { text, .. } => text,
        Draft::Table(_) => Vec::new(),
    });
    Text(runs.filter_map(|inline| if let Inline::Run(run) = inline { Some(run) } else { None }).collect())
}

/// Puts labels for references and indices for tables: the last step, when all of them are known.
pub(super) fn settle(
    drafts: Vec<Draft>,
    table: impl Fn(&str) -> Option<usize>,
    label: impl Fn(&Inline) -> String,
) -> Vec<Block> {
    let settled = drafts.into_iter().filter_map(|draft| match draft {
        Draft::Table(id) => table(&id).map(Block::Table),
        Draft::Paragraph { role, text } => {
            let runs = text.into_iter().map(|inline| match inline {
                Inline::Run(run) => run,
                reference => Run { text: label(&reference), ..Run::default() },
            });
            Some(Block::Paragraph { role, text: Text(runs.collect()) })
        }
    });
    settled.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(markdown: &str) -> Vec<(Role, String)> {
        let text = |text: &[Inline]| -> String {
            text.iter().map(|inline| if let Inline::Run(run) = inline { run.text.as_str() } else { "?" }).collect()
        };
        let drafts = blocks(markdown).into_iter();
        drafts
            .map(|draft| {
                if let Draft::Paragraph { role, text: t } = draft {
                    (role, text(&t))
                } else {
                    (Role::TableCell, String::new())
                }
            })
            .collect()
    }

    #[test]
    fn lists_are_numbered_by_their_depth_and_heading() {
        let markdown = "# A\n\n1. một\n1. hai:\n\n   1. x\n   1. y\n\n## B\n\n1. p\n\n   - q\n\ntext\n\n> căn cứ\n";
        let found = outline(markdown);
        let expected = [
            (Role::Section, "I. A"),
            (Role::Clause, "1. một"),
            (Role::Clause, "2. hai:"),
            (Role::Point, "a) x"),
            (Role::Point, "b) y"),
            (Role::ClauseHeading, "1. B"),
            (Role::Point, "a) p"),
            (Role::DashItem, "- q"),
            (Role::Body, "text"),
            (Role::LegalBasis, "căn cứ"),
        ];
        assert_eq!(found, expected.map(|(role, text)| (role, text.to_owned())));
    }

    #[test]
    fn a_list_that_does_not_start_at_one_goes_on() {
        let table = Token::Table("t".into()).encode();
        let found = outline(&format!("# A\n\n1. một\n\n{table}\n\n2. hai\n3. ba\n"));
        let numbers: Vec<&str> = found.iter().map(|(_, text)| text.split(' ').next().unwrap_or("")).collect();
        assert_eq!(numbers, ["I.", "1.", "", "2.", "3."]);
    }

    #[test]
    fn an_answer_is_never_markup() {
        let value = Token::Value { text: "# *a* _b_ `c` <b>&amp;\n1. {{x}} \\".into(), source: None }.encode();
        assert_eq!(outline(&value), [(Role::Body, "# *a* _b_ `c` <b>&amp;\n1. {{x}} \\".to_owned())]);
    }
}
