//! Words of a paragraph: what a writer never breaks, how wide it is, and where a word wider than its line is cut.

use super::StyledRun;
use super::metrics;
use crate::assets::fonts::Face;
use crate::length::Length;

/// A character of a paragraph and the run it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    run: usize,
    pub character: char,
    width: f64,
}

/// A stretch without a space, or a piece of one that was cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// First mark.
    pub start: usize,
    /// The mark after the last.
    pub end: usize,
    /// In points.
    pub width: f64,
    /// Width of the space before it, in points.
    pub space: f64,
    /// What stands before it.
    pub before: Before,
}

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// A space, or the start of the paragraph.
    Space,
    /// A line break of the text itself.
    Break,
    /// The first part of the same word.
    Cut,
}

/// The characters of `runs` with their widths.
pub(super) fn marks(runs: &[StyledRun], size: Length) -> Vec<Mark> {
    let of_run = |(run, styled): (usize, &StyledRun)| {
        let face = Face::of(styled.bold, styled.italic);
        let mark = move |character| Mark { run, character, width: metrics::advance(character, size, face) };
        styled.text.chars().map(mark).collect::<Vec<_>>()
    };
    runs.iter().enumerate().flat_map(of_run).collect()
}

/// The words of a paragraph, in order.
pub(super) fn words(marks: &[Mark]) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut space, mut before) = (0.0, Before::Space);
    let mut at = 0;
    while at < marks.len() {
        match marks[at].character {
            '\n' => (space, before) = (0.0, Before::Break),
            ' ' | '\t' => space += marks[at].width,
            _ => {
                let end = word_end(marks, at);
                words.push(word(marks, at..end, space, before));
                (space, before) = (0.0, Before::Space);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    words
}

/// Where a line may end.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n')
}

fn word_end(marks: &[Mark], start: usize) -> usize {
    let is_end = |mark: &Mark| is_space(mark.character);
    marks[start..].iter().position(is_end).map_or(marks.len(), |length| start + length)
}

fn word(marks: &[Mark], range: std::ops::Range<usize>, space: f64, before: Before) -> Word {
    let width = marks[range.clone()].iter().map(|mark| mark.width).sum();
    Word { start: range.start, end: range.end, width, space, before }
}

/// The same words, those wider than `width` cut into pieces that are not.
pub(super) fn cut(marks: &[Mark], words: Vec<Word>, width: f64) -> Vec<Word> {
    let pieces = |word: Word| if word.width > width { pieces(marks, word, width) } else { vec![word] };
    words.into_iter().flat_map(pieces).collect()
}

fn pieces(marks: &[Mark], whole: Word, width: f64) -> Vec<Word> {
    let mut pieces = Vec::new();
    let (mut start, mut space, mut before) = (whole.start, whole.space, whole.before);
    while start < whole.end {
        let end = piece_end(&marks[..whole.end], start, width);
        pieces.push(word(marks, start..end, space, before));
        (start, space, before) = (end, 0.0, Before::Cut);
    }
    pieces
}

/// The end of the longest piece from `start`: after a mark of punctuation in its second half, else where the room ends.
/// At least one character, so that a column narrower than a letter still ends.
fn piece_end(marks: &[Mark], start: usize, width: f64) -> usize {
    let mut used = 0.0;
    let fits = |mark: &&Mark| {
        used += mark.width;
        used <= width
    };
    let full = start + marks[start..].iter().take_while(fits).count().max(1);
    if full >= marks.len() {
        return marks.len();
    }
    let half = start + (full - start).div_ceil(2);
    let is_joint = |at: &usize| "-_/.,;:@?&=+".contains(marks[at - 1].character);
    (half.max(start + 1)..=full).rev().find(is_joint).unwrap_or(full)
}

/// The runs again, with a line break before each of the words that `starts_line` names.
pub(super) fn with_breaks(runs: &[StyledRun], marks: &[Mark], words: &[Word], starts_line: &[bool]) -> Vec<StyledRun> {
    let mut texts = vec![String::new(); runs.len()];
    let mut at = 0;
    for (index, (word, &starts)) in words.iter().zip(starts_line).enumerate() {
        if starts {
            // The space where the line ends goes: it would push a centred line off its centre.
            texts[marks[word.start.max(1) - 1].run].push('\n');
            at = word.start;
        }
        debug_assert!(index == 0 || at >= words[index - 1].end);
        for mark in &marks[at..word.end] {
            texts[mark.run].push(mark.character);
        }
        at = word.end;
    }
    for mark in &marks[at..] {
        texts[mark.run].push(mark.character);
    }
    let rebuilt = runs.iter().zip(texts).map(|(run, text)| StyledRun { text, ..run.clone() });
    rebuilt.filter(|run| !run.text.is_empty() || run.footnote.is_some()).collect()
}

/// The widest word of `runs`, in points.
pub(super) fn widest(runs: &[StyledRun], size: Length) -> f64 {
    let (mut widest, mut width) = (0.0_f64, 0.0);
    for run in runs {
        let face = Face::of(run.bold, run.italic);
        for character in run.text.chars() {
            width = if is_space(character) { 0.0 } else { width + metrics::advance(character, size, face) };
            widest = widest.max(width);
        }
    }
    widest
}

/// The same runs with a line break inside every word wider than `width` points, so that nothing overflows.
pub(super) fn cut_long_words(runs: Vec<StyledRun>, size: Length, width: f64) -> Vec<StyledRun> {
    if !may_overflow(&runs, size, width) {
        return runs;
    }
    let marks = marks(&runs, size);
    let words = cut(&marks, words(&marks), width);
    let starts: Vec<bool> = words.iter().map(|word| word.before == Before::Cut).collect();
    with_breaks(&runs, &marks, &words, &starts)
}

/// A quick look that spares ordinary paragraphs the measuring: no glyph of the typeface is wider than 1.1 of the size,
/// save a few signs that stand alone.
fn may_overflow(runs: &[StyledRun], size: Length, width: f64) -> bool {
    let most = (width / (size.to_pt() * 1.1)) as usize;
    let mut length = 0;
    runs.iter().flat_map(|run| run.text.chars()).any(|character| {
        length = if is_space(character) { 0 } else { length + 1 };
        length > most
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str) -> StyledRun {
        StyledRun { text: text.into(), bold: false, italic: false, source: None, stamp: None, footnote: None }
    }

    fn plain(runs: &[StyledRun]) -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    #[test]
    fn a_word_of_ten_thousand_letters_is_cut_and_keeps_its_letters() {
        let size = Length::pt(14.0);
        let text = format!("trước {} sau", "a".repeat(10_000));
        let cut = plain(&cut_long_words(vec![run(&text)], size, 400.0));
        assert_eq!(cut.replace('\n', ""), text);
        assert!(cut.split(['\n', ' ']).all(|piece| metrics::width(piece, size, Face::Regular) <= 400.0));
        assert!(cut.contains('\n'));
    }

    #[test]
    fn a_word_across_runs_is_one_word() {
        let runs = vec![run("(aaaa"), StyledRun { bold: true, ..run("bbbb") }, run("cccc) x")];
        let size = Length::pt(10.0);
        let wide = metrics::width("(aaaacccc)", size, Face::Regular) + metrics::width("bbbb", size, Face::Bold);
        assert!((widest(&runs, size) - wide).abs() < 0.01);
        let cut = cut_long_words(runs, size, 30.0);
        assert_eq!(plain(&cut).replace('\n', ""), "(aaaabbbbcccc) x");
    }

    #[test]
    fn a_file_name_is_cut_after_its_joints() {
        let size = Length::pt(12.0);
        let name = "tai_chinh_tai_san_2013-2014_hk1.zip";
        let cut = plain(&cut_long_words(vec![run(name)], size, 100.0));
        assert_eq!(cut, "tai_chinh_tai_san_\n2013-2014_hk1.zip");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        let text = "Sở Giáo dục và Đào tạo\u{a0}Bình Định  báo cáo\nnhư sau: ";
        assert_eq!(plain(&cut_long_words(vec![run(text)], Length::pt(14.0), 467.0)), text);
        let marks = marks(&[run(text)], Length::pt(14.0));
        let words = words(&marks);
        let none = vec![false; words.len()];
        assert_eq!(plain(&with_breaks(&[run(text)], &marks, &words, &none)), text);
    }
}
