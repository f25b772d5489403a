//! Where lines may break. Typst follows UAX #14, Word and LibreOffice their own tables: they do not break after "/",
//! nor inside an address. A word whose breaks could differ becomes boxes, one a piece that stays whole; between two
//! boxes a line may break. The words stay as they are: no joiner is written into the text.

use super::program::{Inline, Piece};
use crate::assets::fonts::Face;
use crate::diag::AnswerPath;
use crate::length::Length;
use crate::style::metrics::advance;
use crate::style::{Paragraph, StyledRun};
use crate::vietnamese::NO_BREAK;

/// A character with its look.
type Letter<'a> = (char, Look<'a>);

/// What the runs of a word may differ in.
#[derive(Clone, Copy, PartialEq)]
struct Look<'a> {
    bold: bool,
    italic: bool,
    /// The answer behind it, where the words are `marked`.
    source: Option<&'a AnswerPath>,
}

/// The words of `paragraph`, ready for lines at most `width` points wide; `marked` by the answers behind them or not.
pub fn inline(paragraph: &Paragraph, width: f64, marked: bool) -> Vec<Inline> {
    let mut writer = Writer { items: Vec::new(), word: Vec::new(), size: paragraph.look.size, width, marked };
    paragraph.runs.iter().for_each(|run| writer.run(run));
    writer.end_word();
    writer.items
}

struct Writer<'a> {
    items: Vec<Inline>,
    /// The word being read: everything since the last space.
    word: Vec<Letter<'a>>,
    size: Length,
    width: f64,
    marked: bool,
}

impl<'a> Writer<'a> {
    fn run(&mut self, run: &'a StyledRun) {
        let source = run.source.as_ref().filter(|_| self.marked);
        let look = Look { bold: run.bold, italic: run.italic, source };
        if let Some(stamp) = run.stamp {
            self.end_word();
            self.items.push(Inline::Gap { stamp, piece: piece(&run.text, look) });
            return;
        }
        if let Some(note) = run.footnote {
            self.end_word();
            let pieces = match self.items.pop_if(|last| matches!(last, Inline::Box { .. })) {
                Some(Inline::Box { pieces }) => pieces,
                _ => Vec::new(),
            };
            self.items.push(Inline::Footnote { pieces, note });
            return;
        }
        for letter in run.text.chars() {
            match letter {
                '\n' => {
                    self.end_word();
                    self.items.push(Inline::Break);
                }
                ' ' | '\t' => {
                    self.end_word();
                    self.text(" ", look);
                }
                _ => self.word.push((letter, look)),
            }
        }
    }

    /// Writes plain text, joined to the text before where the look is the same.
    fn text(&mut self, text: &str, look: Look<'_>) {
        if let Some(Inline::Text(last)) = self.items.last_mut()
            && (last.bold, last.italic, last.source.as_ref()) == (look.bold, look.italic, look.source)
        {
            last.text.push_str(text);
            return;
        }
        self.items.push(Inline::Text(piece(text, look)));
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        for part in self.parts(&word) {
            if part.len() == word.len() && part.iter().all(|(letter, _)| is_plain(*letter)) {
                for piece in pieces(part) {
                    let Piece { text, bold, italic, source } = piece;
                    self.text(&text, Look { bold, italic, source: source.as_ref() });
                }
            } else {
                self.items.push(Inline::Box { pieces: pieces(part) });
            }
        }
    }

    /// The parts of a word that stay whole, none of them wider than a line.
    fn parts<'w>(&self, word: &'w [Letter<'a>]) -> Vec<&'w [Letter<'a>]> {
        let mut parts = Vec::new();
        let mut start = 0;
        for end in 1..=word.len() {
            if end == word.len() || breaks(word, end) {
                self.cut(&word[start..end], &mut parts);
                start = end;
            }
        }
        parts
    }

    /// Cuts `part` where it fills a line, as Word does with a word that no line holds.
    fn cut<'w>(&self, mut part: &'w [Letter<'a>], parts: &mut Vec<&'w [Letter<'a>]>) {
        loop {
            let mut used = 0.0;
            let full = part.iter().position(|letter| {
                used += advance(letter.0, self.size, Face::of(letter.1.bold, letter.1.italic));
                used > self.width
            });
            let Some(end) = full.map(|end| end.max(1)).filter(|end| *end < part.len()) else { break };
            let (line, rest) = part.split_at(end);
            parts.push(line);
            part = rest;
        }
        parts.push(part);
    }
}

/// Letters and marks between which neither Typst nor Word breaks a line.
fn is_plain(letter: char) -> bool {
    letter.is_alphanumeric() || ".,;:%()".contains(letter)
}

/// Whether a line may end before `word[end]`, as measured in LibreOffice 7.4.
fn breaks(word: &[Letter<'_>], end: usize) -> bool {
    let (before, after) = (word[end - 1].0, word[end].0);
    let earlier = end.checked_sub(2).map(|index| word[index].0);
    match before {
        '-' => (after.is_alphanumeric() || after == '(') && earlier.is_some_and(|letter| letter != ')'),
        '–' | '—' | '…' | '|' | '\\' | '!' | '?' => after.is_alphanumeric(),
        ')' => after == '(',
        _ => false,
    }
}

fn piece(text: &str, Look { bold, italic, source }: Look<'_>) -> Piece {
    Piece { text: text.into(), bold, italic, source: source.cloned() }
}

/// The letters as stretches of one look each. A no-break space between two words of a box is an ordinary one: the box
/// holds them together, and the words can be found and copied as they are typed.
fn pieces(letters: &[Letter<'_>]) -> Vec<Piece> {
    let mut letters = letters.to_vec();
    for at in 1..letters.len().saturating_sub(1) {
        let is_alone = letters[at - 1].0 != NO_BREAK && letters[at + 1].0 != NO_BREAK;
        if letters[at].0 == NO_BREAK && is_alone {
            letters[at].0 = ' ';
        }
    }
    let stretches = letters.chunk_by(|one, next| one.1 == next.1);
    stretches.map(|same| piece(&same.iter().map(|(letter, _)| letter).collect::<String>(), same[0].1)).collect()
}
