//! Sheet names: at most 31 UTF-16 units, none of `[]:*?/\`, no apostrophe at either end, each once.

use std::collections::BTreeSet;

/// The sheet of the computed figures.
pub const FIGURES: &str = "Số liệu";
/// The sheet that names the answer behind each cell.
pub const SOURCES: &str = "Nguồn";

/// Longest sheet name Excel opens, in UTF-16 units.
const LONGEST: usize = 31;

/// A valid name for each of `wanted`, in order, none of them taken twice nor by the engine's own sheets.
pub fn sheets<'a>(wanted: impl Iterator<Item = &'a str>) -> Vec<String> {
    // Excel compares names without case, and keeps `History` to itself.
    let mut taken: BTreeSet<String> = [FIGURES, SOURCES, "history"].iter().map(|name| name.to_lowercase()).collect();
    wanted
        .map(|name| {
            let name = free(&clean(name), &taken);
            taken.insert(name.to_lowercase());
            name
        })
        .collect()
}

fn clean(name: &str) -> String {
    let spaced: String = name.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = cut(words.trim_matches(['\'', ' ']), LONGEST);
    let name = name.trim_end_matches(['\'', ' ']);
    if name.is_empty() { "Bảng".to_owned() } else { name.to_owned() }
}

fn free(name: &str, taken: &BTreeSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 2;
    while taken.contains(&candidate.to_lowercase()) {
        let mark = format!(" ({number})");
        candidate = format!("{}{mark}", cut(name, LONGEST - mark.len()).trim_end());
        number += 1;
    }
    candidate
}

/// The longest start of `text` within `units` UTF-16 units.
fn cut(text: &str, units: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > units {
            return &text[..at];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_marks_long_names_and_doubles() {
        let names = sheets(
            ["Bảng 3: phân hệ/cấp", "Số liệu", "'", "a".repeat(40).as_str(), "A".repeat(35).as_str(), "x\u{1}y"]
                .into_iter(),
        );
        assert_eq!(names[0], "Bảng 3 phân hệ cấp");
        assert_eq!(names[1], "Số liệu (2)");
        assert_eq!(names[2], "Bảng");
        assert_eq!(names[3], "a".repeat(31));
        assert_eq!(names[4], format!("{} (2)", "A".repeat(27)));
        assert_eq!(names[5], "x y");
    }

    #[test]
    fn a_letter_outside_the_basic_plane_counts_twice() {
        assert_eq!(sheets(["𝒜".repeat(20).as_str()].into_iter())[0].encode_utf16().count(), 30);
    }
}
