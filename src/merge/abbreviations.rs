//! An abbreviation is spelt out where the text first uses it: `phòng giáo dục và đào tạo (sau đây viết tắt là phòng
//! GDĐT)`. Headings and tables may use it before.

use crate::model::{Block, Role};
use crate::template::Abbreviation;
use crate::vietnamese::lower_first;

/// Spells out each abbreviation at its first use in the running text. A text that explains it itself is left alone.
pub(super) fn spell_out(blocks: &mut [Block], abbreviations: &[Abbreviation]) {
    for abbreviation in abbreviations {
        for block in blocks.iter_mut() {
            let Block::Paragraph { role, text } = block else { continue };
            if matches!(
                role,
                Role::Part
                    | Role::Chapter
                    | Role::ChapterSection
                    | Role::Subsection
                    | Role::ArticleHeading
                    | Role::Section
                    | Role::ClauseHeading
            ) {
                continue;
            }
            let explained = text.plain().to_lowercase().contains(&abbreviation.full.to_lowercase());
            let first = text.0.iter_mut().find(|run| find(&run.text, &abbreviation.short).is_some());
            match first {
                Some(_) | None if explained => break,
                Some(run) => {
                    run.text = spelt_out(&run.text, abbreviation);
                    break;
                }
                None => {}
            }
        }
    }
}

fn spelt_out(words: &str, abbreviation: &Abbreviation) -> String {
    let Abbreviation { short, full } = abbreviation;
    let Some(start) = find(words, short) else { return words.to_owned() };
    let (before, rest) = words.split_at(start);
    let (used, after) = rest.split_at(short.len());
    let full = if used == short { full.clone() } else { upper_first(full) };
    format!("{before}{full} (sau đây viết tắt là {}){after}", lower_first(used))
}

/// Where `short` stands as words of its own; its first letter may be a capital.
fn find(words: &str, short: &str) -> Option<usize> {
    [short.to_owned(), upper_first(short)].iter().filter_map(|short| find_exact(words, short)).min()
}

fn find_exact(words: &str, short: &str) -> Option<usize> {
    let alone = |start: usize| {
        // "Văn phòng GDĐT" is another unit: the first word belongs to the one before it.
        if words[..start].trim_end().to_lowercase().ends_with("văn") {
            return false;
        }
        let before = words[..start].chars().next_back();
        let after = words[start + short.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    words.match_indices(short).map(|(start, _)| start).find(|start| alone(*start))
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn spelt(paragraphs: &[&str]) -> Vec<String> {
        let mut blocks: Vec<Block> =
            paragraphs.iter().map(|words| Block::Paragraph { role: Role::Body, text: Text::fixed(*words) }).collect();
        let known = Abbreviation { short: "phòng GDĐT".into(), full: "phòng giáo dục và đào tạo".into() };
        spell_out(&mut blocks, &[known]);
        let plain =
            |block: &Block| if let Block::Paragraph { text, .. } = block { text.plain() } else { String::new() };
        blocks.iter().map(plain).collect()
    }

    #[test]
    fn only_the_first_use_is_spelt_out() {
        let found = spelt(&["Không có.", "Của các phòng GDĐT, phòng GDĐT.", "09 phòng GDĐT."]);
        let first = "Của các phòng giáo dục và đào tạo (sau đây viết tắt là phòng GDĐT), phòng GDĐT.";
        assert_eq!(found, ["Không có.", first, "09 phòng GDĐT."]);
    }

    #[test]
    fn another_unit_is_left_alone() {
        assert_eq!(spelt(&["Văn phòng GDĐT cụm."]), ["Văn phòng GDĐT cụm."]);
    }

    #[test]
    fn a_text_that_explains_itself_is_left_alone() {
        let text = "Các phòng giáo dục và đào tạo (phòng GDĐT) đã nộp.";
        assert_eq!(spelt(&[text, "phòng GDĐT"]), [text, "phòng GDĐT"]);
    }
}
