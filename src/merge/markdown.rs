//! From a rendered body to a text in the making: headings and lists become the decree's outline.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::answers::Answers;
use super::content;
use super::draft::{Draft, Inline, Page, trim};
use super::outline::{Level, Numbered, Outline};
use super::paragraphs::paragraphs;
use super::token::{Piece, Token, pieces, role};
use crate::model::{Role, Run, Text};
use crate::rules::Wording;
use crate::template::OutlineLevel;

/// What a body is read with.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    /// What `#`, `##` … stand for.
    pub(super) outline: &'a [OutlineLevel],
    pub(super) wording: &'a Wording,
    pub(super) answers: &'a Answers<'a>,
}

/// Reads CommonMark. `#`, `##` … are the units that the template names. An ordered list is one of khoản (1.), below a
/// khoản with a heading or inside another list one of điểm (a); a bullet is a dash. A quotation is a căn cứ.
pub(super) fn page(markdown: &str, reading: Reading<'_>) -> Page {
    let mut reader = Reader::new(reading);
    for event in Parser::new_ext(markdown, Options::empty()) {
        reader.event(event);
    }
    reader.finish(Role::Body);
    reader.flush();
    reader.page
}

struct Reader<'a> {
    reading: Reading<'a>,
    page: Page,
    outline: Outline<'a>,
    text: Vec<Inline>,
    strong: usize,
    emphasis: usize,
    /// The heading that is being read or was read last, from 0.
    heading: Option<usize>,
    quotation: bool,
    lists: Vec<List>,
    /// How the next paragraph begins: the item whose first it is, or the heading.
    item: Option<Numbered>,
    /// What the paragraph being read is, where the template says so.
    marked: Option<Role>,
}

/// An open list: the level of its items, or none for bullets and what lies below điểm.
struct List {
    level: Option<Level>,
    ordered: bool,
}

impl<'a> Reader<'a> {
    fn new(reading: Reading<'a>) -> Self {
        Reader {
            outline: Outline::new(&reading.wording.units),
            reading,
            page: Page::default(),
            text: Vec::new(),
            strong: 0,
            emphasis: 0,
            heading: None,
            quotation: false,
            lists: Vec::new(),
            item: None,
            marked: None,
        }
    }

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
            Tag::Heading { level, .. } => self.open_heading(*level),
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

    /// What a heading stands for; one deeper than the template's outline is its last.
    fn unit(&self, heading: usize) -> OutlineLevel {
        let outline = self.reading.outline;
        outline.get(heading).or(outline.last()).copied().unwrap_or(OutlineLevel::Heading)
    }

    fn open_heading(&mut self, level: HeadingLevel) {
        self.flush();
        self.heading = Some(level as usize - 1);
    }

    fn close_heading(&mut self) {
        let unit = self.unit(self.heading.unwrap_or_default());
        trim(&mut self.text);
        // A điều without a heading: its provision is the next paragraph.
        let headed = unit != OutlineLevel::Article || !self.text.is_empty();
        self.item = Some(self.outline.next(unit.into(), headed));
        self.finish(Role::Body);
    }

    fn open_list(&mut self, start: Option<u64>) {
        let ordered = start.is_some();
        let inner = self.lists.iter().filter(|list| list.ordered).count();
        let below_clause = self.heading.is_some_and(|heading| self.unit(heading) == OutlineLevel::ClauseHeading);
        let level = match inner + usize::from(below_clause) {
            0 => Some(Level::Clause),
            1 => Some(Level::Point),
            _ => None,
        };
        let level = level.filter(|_| ordered);
        // A list that starts at 1 is a new list; any other goes on where the last of its level stopped.
        if let (Some(level), Some(1)) = (level, start) {
            self.outline.restart(level);
        }
        self.lists.push(List { level, ordered });
    }

    fn open_item(&mut self) {
        self.flush();
        self.item = Some(match self.lists.last().and_then(|list| list.level) {
            Some(level) => self.outline.next(level, false),
            None => {
                let dash = Run { text: self.reading.wording.item.clone(), ..Run::default() };
                Numbered { role: Role::DashItem, number: vec![dash] }
            }
        });
    }

    /// Ends the paragraph being read. The first of an item or heading carries its number.
    fn finish(&mut self, role: Role) {
        trim(&mut self.text);
        if self.text.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let dash = &self.reading.wording.item;
        let mut begun = self.item.take().unwrap_or_else(|| {
            let role = self.marked.take().unwrap_or(role);
            Numbered { role, number: Vec::new() }
        });
        if begun.role == Role::AnnouncementItem {
            begun.number.insert(0, Run { text: dash.clone(), ..Run::default() });
        }
        self.page.drafts.extend(paragraphs(begun, text, dash));
    }

    /// The number of a điều that is followed by no paragraph of its own stands alone.
    fn flush(&mut self) {
        self.page.alone(self.item.take());
    }

    fn words(&mut self, words: &str) {
        for piece in pieces(words) {
            match piece {
                Piece::Words(words) => self.run(words.to_owned(), None, Inline::Run),
                Piece::Token(Token::Value { text, source }) => self.run(text, source, Inline::Run),
                Piece::Token(Token::Linked { text, source }) => self.run(text, source, Inline::Linked),
                Piece::Token(Token::Table(id)) => {
                    self.finish(Role::Body);
                    self.page.drafts.push(Draft::Table(id));
                }
                Piece::Token(Token::Chart(id)) => {
                    self.finish(Role::Body);
                    self.page.drafts.push(Draft::Chart(id));
                }
                Piece::Token(Token::Content(path)) => {
                    self.finish(Role::Body);
                    let Reading { wording, answers, .. } = self.reading;
                    let begun = self.item.take();
                    content::add(&mut self.page, &mut self.outline, answers, wording, &path, begun);
                }
                Piece::Token(Token::Reference(id)) => self.text.push(Inline::Reference(id)),
                Piece::Token(Token::Role(name)) => self.marked = role(&name),
            }
        }
    }

    fn run(&mut self, text: String, source: Option<crate::diag::AnswerPath>, inline: fn(Run) -> Inline) {
        if !text.is_empty() {
            let source = source.map(|path| self.reading.answers.source(path));
            let run = Run { text, strong: self.strong > 0, emphasis: self.emphasis > 0, source, ..Run::default() };
            self.text.push(inline(run));
        }
    }
}

/// Words of Markdown that are one paragraph, such as a note; the lines of an answer stay lines.
pub(super) fn paragraph(markdown: &str, reading: Reading<'_>) -> Text {
    let line_break = || Inline::Run(Run { text: "\n".to_owned(), ..Run::default() });
    let runs = page(markdown, reading).drafts.into_iter().enumerate().flat_map(|(index, draft)| match draft {
        Draft::Paragraph { text, .. } if index == 0 => text,
        Draft::Paragraph { text, .. } => [line_break()].into_iter().chain(text).collect(),
        Draft::Table(_)
        | Draft::Data(_)
        | Draft::Picture(_)
        | Draft::Chart(_)
        | Draft::Figures(_)
        | Draft::Placed { .. } => Vec::new(),
    });
    Text(runs.filter_map(|mut inline| inline.run_mut().map(std::mem::take)).collect())
}

/// The text of a component: tokens become runs, the author's words stay as they are, without Markdown.
pub(super) fn inline(rendered: &str) -> Text {
    let runs = pieces(rendered).into_iter().filter_map(|piece| match piece {
        Piece::Words(words) => Some(Run { text: words.to_owned(), ..Run::default() }),
        Piece::Token(Token::Value { text, source } | Token::Linked { text, source }) => {
            Some(Run { text, source, ..Run::default() })
        }
        Piece::Token(Token::Table(_) | Token::Chart(_) | Token::Content(_) | Token::Reference(_) | Token::Role(_)) => {
            None
        }
    });
    Text(runs.collect())
}

/// The lines of a component that lists one thing a line; empty lines are left out.
pub(super) fn lines(rendered: &str) -> Vec<Text> {
    rendered.lines().map(|line| inline(line.trim())).filter(|line| !line.is_empty()).collect()
}
#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::rules::{RuleSetName, load};

    const USUAL: [OutlineLevel; 2] = [OutlineLevel::Heading, OutlineLevel::ClauseHeading];

    fn read(markdown: &str, outline: &[OutlineLevel], data: &Value) -> Vec<(Role, String)> {
        let wording = &load(RuleSetName::Nd30_2020).wording;
        let page = page(markdown, Reading { outline, wording, answers: &Answers { data, alias: None } });
        let text = |text: Vec<Inline>| {
            text.into_iter()
                .map(|mut one| one.run_mut().map_or_else(|| "?".to_owned(), |run| run.text.clone()))
                .collect()
        };
        let read = page.drafts.into_iter().map(|draft| match draft {
            Draft::Paragraph { role, text: words } => (role, text(words)),
            Draft::Table(_) | Draft::Data(_) => (Role::TableCell, String::new()),
            Draft::Picture(_) | Draft::Chart(_) | Draft::Figures(_) => (Role::FigureCaption, String::new()),
            Draft::Placed { .. } => unreachable!("nothing has its place yet"),
        });
        read.collect()
    }

    fn outline(markdown: &str) -> Vec<(Role, String)> {
        read(markdown, &USUAL, &Value::Null)
    }

    fn written<const N: usize>(expected: [(Role, &str); N]) -> Vec<(Role, String)> {
        expected.map(|(role, text)| (role, text.to_owned())).to_vec()
    }

    #[test]
    fn lists_are_numbered_by_their_depth_and_heading() {
        let markdown = "# A\n\n1. một\n1. hai:\n\n   1. x\n   1. y\n\n## B\n\n1. p\n\n   - q\n\ntext\n\n> căn cứ\n";
        let expected = written([
            (Role::Section, "I. A"),
            (Role::Clause, "1. một"),
            (Role::Clause, "2. hai:"),
            (Role::Point, "a) x"),
            (Role::Point, "b) y"),
            (Role::ClauseHeading, "3. B"),
            (Role::Point, "a) p"),
            (Role::DashItem, "- q"),
            (Role::Body, "text"),
            (Role::LegalBasis, "căn cứ"),
        ]);
        assert_eq!(outline(markdown), expected);
    }

    #[test]
    fn a_paragraph_is_what_the_template_says() {
        let mark = |name: &str| Token::Role(name.into()).encode();
        let markdown = format!("{}**GIÁM ĐỐC**\n\n{}một\n\ntext\n", mark("authority"), mark("announcement_item"));
        let expected =
            written([(Role::Authority, "GIÁM ĐỐC"), (Role::AnnouncementItem, "- một"), (Role::Body, "text")]);
        assert_eq!(outline(&markdown), expected);
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

    #[test]
    fn the_template_says_what_headings_stand_for() {
        let levels = [OutlineLevel::Chapter, OutlineLevel::Article];
        let markdown = "# Quy định chung\n\n## Phạm vi\n\n1. một\n\n   1. x\n\n##\n\nBan hành\n\n##\n\n1. hai\n";
        let expected = written([
            (Role::Chapter, "Chương I\nQuy định chung"),
            (Role::ArticleHeading, "Điều 1. Phạm vi"),
            (Role::Clause, "1. một"),
            (Role::Point, "a) x"),
            (Role::Article, "Điều 2. Ban hành"),
            (Role::Article, "Điều 3. "),
            (Role::Clause, "1. hai"),
        ]);
        assert_eq!(read(markdown, &levels, &Value::Null), expected);
    }

    #[test]
    fn a_content_goes_on_with_the_numbers_of_the_template() {
        let data = json!({"more": [
            {"text": "Nội dung"},
            {"clause": "một", "items": [{"point": "x", "items": []}, {"dash": "y"}]},
            {"article_text": "Hiệu lực"},
        ]});
        let content = Token::Content("more".into()).encode();
        let expected = written([
            (Role::ArticleHeading, "Điều 1. Phạm vi"),
            (Role::Article, "Điều 2. Nội dung"),
            (Role::Clause, "1. một"),
            (Role::Point, "a) x"),
            (Role::DashItem, "- y"),
            (Role::Article, "Điều 3. Hiệu lực"),
            (Role::ArticleHeading, "Điều 4. Thi hành"),
        ]);
        let markdown = format!("# Phạm vi\n\n#\n\n{content}\n\n# Thi hành\n");
        assert_eq!(read(&markdown, &[OutlineLevel::Article], &data), expected);
    }
}
