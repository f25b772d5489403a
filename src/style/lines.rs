//! Lines of the head, the titles and the signature: broken here, so that both writers show the same ones, and as even as
//! a clerk would break them.

use super::StyledRun;
use super::words::{Before, Mark, Word, cut, marks, with_breaks, words};
use crate::facts::compounds;
use crate::length::Length;
use crate::rules::HeadRules;

/// A text broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lines {
    /// The runs, with a `\n` where a line ends.
    pub runs: Vec<StyledRun>,
    /// The width of each line, in points.
    pub widths: Vec<f64>,
}

impl Lines {
    /// The width of the last line, in points.
    pub fn last(&self) -> f64 {
        self.widths.last().copied().unwrap_or_default()
    }
}

/// The text in as few lines of at most `width` points as there can be, evenly filled, broken by preference where
/// `rules` says.
pub(super) fn break_lines(runs: &[StyledRun], size: Length, width: f64, rules: &HeadRules) -> Lines {
    let marks = marks(runs, size);
    let words = cut(&marks, words(&marks), width);
    let mut starts = vec![false; words.len()];
    for range in hard_lines(&words) {
        let line = &words[range.clone()];
        let breaks = best_breaks(&marks, line, width, rules);
        breaks.into_iter().for_each(|at| starts[range.start + at] = true);
    }
    let widths = line_widths(&words, &starts);
    // A break of the text itself is kept as it stands; only ours are put in.
    let ours: Vec<bool> =
        words.iter().zip(&starts).map(|(word, &start)| start && word.before != Before::Break).collect();
    Lines { runs: with_breaks(runs, &marks, &words, &ours), widths }
}

/// The stretches between the text's own line breaks.
fn hard_lines(words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let breaks = (1..words.len()).filter(|&at| words[at].before == Before::Break);
    let edges: Vec<usize> = std::iter::once(0).chain(breaks).chain([words.len()]).collect();
    edges.windows(2).map(|edge| edge[0]..edge[1]).collect()
}

fn line_width(words: &[Word]) -> f64 {
    let after_first: f64 = words.iter().skip(1).map(|word| word.space + word.width).sum();
    words.first().map_or(0.0, |word| word.width) + after_first
}

fn line_widths(words: &[Word], starts: &[bool]) -> Vec<f64> {
    let is_start = |&at: &usize| starts[at] || words[at].before == Before::Break;
    let inner = (1..words.len()).filter(is_start);
    let edges: Vec<usize> = std::iter::once(0).chain(inner).chain([words.len()]).collect();
    edges.windows(2).map(|edge| line_width(&words[edge[0]..edge[1]])).collect()
}

/// First fit: the words that begin a new line.
fn greedy(words: &[Word], width: f64) -> Vec<usize> {
    let (mut breaks, mut used) = (Vec::new(), 0.0);
    for (at, word) in words.iter().enumerate() {
        let must = word.before == Before::Cut || used + word.space + word.width > width;
        if at > 0 && must {
            breaks.push(at);
            used = word.width;
        } else {
            used += word.width + if at > 0 { word.space } else { 0.0 };
        }
    }
    breaks
}

/// Longer texts than these are nobody's name or subject: first fit will do.
const MOST_WORDS: usize = 60;

/// The best breaks with as many lines as first fit needs; one line more where these would part a word of several
/// syllables.
fn best_breaks(marks: &[Mark], words: &[Word], width: f64, rules: &HeadRules) -> Vec<usize> {
    let first_fit = greedy(words, width);
    let is_cut = words.iter().any(|word| word.before == Before::Cut);
    if first_fit.is_empty() || is_cut || words.len() > MOST_WORDS {
        return first_fit;
    }
    let texts: Vec<String> = words.iter().map(|word| text(&marks[word.start..word.end]).to_uppercase()).collect();
    let costs = break_costs(&texts, rules);
    let into = |lines: usize| {
        let target = line_width(words) / lines as f64;
        let cost = |from: usize, to: usize| {
            let wide = line_width(&words[from..to]);
            (wide <= width).then(|| ((wide - target) / target).powi(2) + costs[from])
        };
        cheapest(words.len(), lines, cost)
    };
    let parts = |breaks: &Vec<usize>| breaks.iter().any(|&at| costs[at] >= SPLIT);
    let fewest = into(first_fit.len() + 1).unwrap_or(first_fit);
    if !parts(&fewest) {
        return fewest;
    }
    into(fewest.len() + 2).filter(|more| !parts(more)).unwrap_or(fewest)
}

fn text(marks: &[Mark]) -> String {
    marks.iter().map(|mark| mark.character).collect()
}

/// What it costs to break inside a word of several syllables: more than two lines of any width.
const SPLIT: f64 = 2.0;

/// What it costs to break before each word, beside the unevenness of the lines (which is below 1 for lines that differ
/// by their whole width): a dash never begins a line and rarely ends one, a number stays with the word before it
/// (`tháng 4`), a word of several syllables stays whole; a preferred place is worth some unevenness.
fn break_costs(texts: &[String], rules: &HeadRules) -> Vec<f64> {
    let upper = |phrase: &String| phrase.to_uppercase().split(' ').map(str::to_owned).collect::<Vec<_>>();
    let before: Vec<Vec<String>> = rules.break_before.iter().map(upper).collect();
    let parted = parted(texts, &rules.keep_together.iter().map(upper).collect::<Vec<_>>());
    let is_dash = |text: &str| matches!(text, "-" | "–" | "—");
    let is_number = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let cost = |at: usize| match at {
        0 => 0.0,
        _ if is_dash(&texts[at]) => 10.0,
        _ if parted[at] => SPLIT,
        _ if is_dash(&texts[at - 1]) || is_number(&texts[at]) => 0.5,
        _ if before.iter().any(|phrase| stands_at(texts, at, phrase)) => -0.35,
        _ => 0.0,
    };
    (0..texts.len()).map(cost).collect()
}

/// For each word, whether a break before it parts the syllables of one word: of `kept`, or of a compound.
fn parted(texts: &[String], kept: &[Vec<String>]) -> Vec<bool> {
    let mut parted = vec![false; texts.len()];
    for (at, text) in texts.iter().enumerate() {
        // Compounds stand in the order of their syllables.
        let first = compounds().partition_point(|word| word[0] < *text);
        let alike = compounds()[first..].iter().take_while(|word| word[0] == *text);
        for word in kept.iter().chain(alike).filter(|word| stands_at(texts, at, word)) {
            parted[at + 1..at + word.len()].fill(true);
        }
    }
    parted
}

/// Whether the words of `phrase`, in capitals, stand from word `at` on; a mark may follow the last.
fn stands_at(texts: &[String], at: usize, phrase: &[String]) -> bool {
    let Some(there) = texts.get(at..at + phrase.len()) else { return false };
    let is_last = |index: usize| index + 1 == phrase.len();
    let bare = |text: &String| text.trim_end_matches([',', ';', '.', ':', ')']).len();
    let pairs = there.iter().zip(phrase).enumerate();
    pairs.into_iter().all(|(index, (text, word))| text == word || (is_last(index) && text[..bare(text)] == **word))
}

/// The breaks of `count` words into exactly `lines` lines with the least total cost, where there are any.
fn cheapest(count: usize, lines: usize, cost: impl Fn(usize, usize) -> Option<f64>) -> Option<Vec<usize>> {
    // best[end] = cost of the first `end` words in as many lines as were laid so far, and their breaks.
    let mut best: Vec<Option<(f64, Vec<usize>)>> = (0..=count).map(|end| Some((cost(0, end)?, Vec::new()))).collect();
    best[0] = None;
    for _ in 1..lines {
        best = (0..=count)
            .map(|end| (1..end).filter_map(|from| extend(&best[from], from, cost(from, end)?)).reduce(cheaper))
            .collect();
    }
    best.pop().flatten().map(|(_, breaks)| breaks)
}

fn extend(before: &Option<(f64, Vec<usize>)>, from: usize, cost: f64) -> Option<(f64, Vec<usize>)> {
    let (spent, breaks) = before.as_ref()?;
    let mut breaks = breaks.clone();
    breaks.push(from);
    Some((spent + cost, breaks))
}

fn cheaper(one: (f64, Vec<usize>), other: (f64, Vec<usize>)) -> (f64, Vec<usize>) {
    if other.0 < one.0 { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSetName, load};

    fn broken(text: &str, bold: bool, width: f64) -> Vec<String> {
        let runs = [StyledRun { text: text.into(), bold, italic: false, source: None, stamp: None, footnote: None }];
        let rules = &load(RuleSetName::Nd30_2020).head;
        let lines = break_lines(&runs, Length::pt(13.0), width, rules);
        let text: String = lines.runs.iter().map(|run| run.text.as_str()).collect();
        let broken: Vec<String> = text.split('\n').map(str::to_owned).collect();
        assert_eq!(broken.len(), lines.widths.len(), "{broken:?}");
        assert!(lines.widths.iter().all(|&line| line <= width));
        broken
    }

    #[test]
    fn names_break_where_a_clerk_breaks_them() {
        let cases: [(&str, bool, f64, &[&str]); 6] = [
            ("UBND TỈNH BÌNH ĐỊNH", false, 194.0, &["UBND TỈNH BÌNH ĐỊNH"]),
            ("UBND THÀNH PHỐ HỒ CHÍ MINH", false, 166.0, &["UBND THÀNH PHỐ", "HỒ CHÍ MINH"]),
            ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", false, 194.0, &["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"]),
            ("ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU", false, 194.0, &["ỦY BAN NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"]),
            ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", true, 160.0, &["SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"]),
            ("CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC", true, 194.0, &["CỤC VĂN THƯ", "VÀ LƯU TRỮ NHÀ NƯỚC"]),
        ];
        for (name, bold, width, expected) in cases {
            assert_eq!(broken(name, bold, width), expected);
        }
    }

    /// At every width at which the lines can do without it, no compound word and no name of a province is parted.
    #[test]
    fn words_of_several_syllables_stay_whole() {
        let names = [
            "TRUNG TÂM CÔNG NGHỆ THÔNG TIN VÀ TRUYỀN THÔNG",
            "BỆNH VIỆN ĐA KHOA TỈNH CAO BẰNG",
            "BỆNH VIỆN Y HỌC CỔ TRUYỀN VÀ PHỤC HỒI CHỨC NĂNG",
            "HỘI ĐỒNG NHÂN DÂN THÀNH PHỐ ĐÀ NẴNG",
            "SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LÂM ĐỒNG",
            "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH TỈNH GIA LAI",
            "VĂN PHÒNG ĐOÀN ĐẠI BIỂU QUỐC HỘI VÀ HỘI ĐỒNG NHÂN DÂN TỈNH",
            "BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG CÔNG TRÌNH GIAO THÔNG",
            "TRUNG TÂM GIÁO DỤC NGHỀ NGHIỆP - GIÁO DỤC THƯỜNG XUYÊN",
        ];
        let rules = &load(RuleSetName::Nd30_2020).head;
        for (name, width) in names.iter().flat_map(|name| (15..26).map(move |tens| (name, f64::from(tens) * 10.0))) {
            let lines = broken(name, true, width);
            let ends = lines.iter().map(|line| line.split(' ').count()).scan(0, |end, count| {
                *end += count;
                Some(*end)
            });
            let texts: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let costs = break_costs(&texts, rules);
            let parted = ends.filter(|&end| end < texts.len()).any(|end| costs[end] >= SPLIT);
            assert!(!parted, "{width}: {lines:?}");
        }
    }

    #[test]
    fn a_date_stays_whole() {
        let reference =
            "(Kèm theo Báo cáo số 328/BC-SGDĐT ngày 11 tháng 4 năm 2014 của Sở Giáo dục và Đào tạo Bình Định)";
        let expected =
            ["(Kèm theo Báo cáo số 328/BC-SGDĐT ngày 11 tháng 4 năm 2014", "của Sở Giáo dục và Đào tạo Bình Định)"];
        assert_eq!(broken(reference, false, 464.0), expected);
    }

    #[test]
    fn a_dash_never_begins_a_line() {
        for width in [70.0, 80.0, 90.0, 100.0, 110.0, 120.0] {
            let lines = broken("BÀ RỊA - VŨNG TÀU", false, width);
            assert!(lines.iter().all(|line| !line.starts_with('-')), "{lines:?}");
        }
    }

    #[test]
    fn the_texts_own_breaks_stay() {
        assert_eq!(broken("MỘT HAI\nBA BỐN", false, 190.0), ["MỘT HAI", "BA BỐN"]);
    }

    #[test]
    fn a_word_wider_than_the_column_is_cut() {
        let name = "Ạ".repeat(300);
        assert_eq!(broken(&name, true, 150.0).concat(), name);
        assert_eq!(broken(&format!("X {name} Y"), true, 150.0).concat().replace(' ', ""), format!("X{name}Y"));
    }
}
