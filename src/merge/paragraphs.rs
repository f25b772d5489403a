//! The paragraphs of an answer that runs over several lines: each line is one (Phụ lục I, Phần I, Mục II.6).

use super::draft::{Draft, Inline};
use super::outline::Numbered;
use crate::model::{Role, Run};

/// What a clerk puts before an item of a list inside a text.
const DASHES: [&str; 3] = ["- ", "– ", "— "];

/// The paragraphs of `text`, the first begun with its number. A blank line is none. `dash` is what the rules put before an
/// item; a line that begins with one is an item.
pub(super) fn paragraphs(begun: Numbered, text: Vec<Inline>, dash: &str) -> Vec<Draft> {
    let Numbered { role, number } = begun;
    let mut lines = lines(text);
    if lines.is_empty() && !number.is_empty() {
        lines.push(Vec::new());
    }
    let mut drafts = Vec::with_capacity(lines.len());
    let mut number: Vec<Inline> = number.into_iter().map(Inline::Run).collect();
    for (index, mut text) in lines.into_iter().enumerate() {
        let plain = if index == 0 { role } else { continued(role) };
        let is_item = plain == Role::Body && number.is_empty() && take_dash(&mut text, dash);
        text.splice(0..0, number.drain(..));
        drafts.push(Draft::Paragraph { role: if is_item { Role::DashItem } else { plain }, text });
    }
    drafts
}

/// What the lines after the first are: those of a numbered unit go on as plain paragraphs.
fn continued(role: Role) -> Role {
    if matches!(role, Role::Clause | Role::Point | Role::Article | Role::DashItem) { Role::Body } else { role }
}

/// Whether a line is an item: the dash of an answer becomes the one of the rules.
fn take_dash(text: &mut Vec<Inline>, dash: &str) -> bool {
    let Some(Inline::Run(run) | Inline::Linked(run)) = text.first_mut() else { return false };
    if run.source.is_none() {
        return false;
    }
    let Some(words) = DASHES.iter().find_map(|dash| run.text.strip_prefix(dash)) else { return false };
    run.text = words.trim_start().to_owned();
    text.insert(0, Inline::Run(Run { text: dash.to_owned(), ..Run::default() }));
    true
}

/// The lines of a text that have words. Only an answer breaks the text; what the template has stays together.
fn lines(text: Vec<Inline>) -> Vec<Vec<Inline>> {
    let (mut lines, mut line) = (Vec::new(), Vec::new());
    for mut inline in text {
        let Some(words) = inline.run_mut().filter(|run| run.source.is_some()).map(|run| std::mem::take(&mut run.text))
        else {
            line.push(inline);
            continue;
        };
        let last = words.matches('\n').count();
        for (index, words) in words.split('\n').enumerate() {
            if index > 0 {
                lines.push(std::mem::take(&mut line));
            }
            let mut piece = inline.clone();
            piece.run_mut().into_iter().for_each(|run| run.text = trimmed(words, index, last).to_owned());
            line.push(piece);
        }
    }
    lines.push(line);
    lines.iter_mut().for_each(|line| line.retain(has_words));
    lines.retain(|line| !line.is_empty());
    lines
}

fn has_words(inline: &Inline) -> bool {
    !matches!(inline, Inline::Run(run) | Inline::Linked(run) if run.text.is_empty())
}

/// A line of an answer without the blanks at its breaks.
fn trimmed(words: &str, index: usize, last: usize) -> &str {
    let words = if index > 0 { words.trim_start() } else { words };
    if index < last { words.trim_end() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::AnswerPath;

    fn answer(text: &str) -> Run {
        Run { text: text.to_owned(), source: Some(AnswerPath::new("a")), ..Run::default() }
    }

    fn words(text: &str) -> Run {
        Run { text: text.to_owned(), ..Run::default() }
    }

    fn read(role: Role, number: &str, text: Vec<Inline>) -> Vec<(Role, String)> {
        let number = if number.is_empty() { Vec::new() } else { vec![words(number)] };
        let drafts = paragraphs(Numbered { role, number }, text, "- ").into_iter().map(|draft| match draft {
            Draft::Paragraph { role, mut text } => {
                let text = text.iter_mut().map(|one| one.run_mut().map_or("^".to_owned(), |run| run.text.clone()));
                (role, text.collect())
            }
            _ => unreachable!("only paragraphs are made"),
        });
        drafts.collect()
    }

    fn expected(all: &[(Role, &str)]) -> Vec<(Role, String)> {
        all.iter().map(|(role, text)| (*role, (*text).to_owned())).collect()
    }

    #[test]
    fn each_line_of_an_answer_is_a_paragraph() {
        let text = vec![Inline::Linked(answer("Một.  \n\n  Hai.\r\n- ba;\n+ bốn"))];
        let lines = [(Role::Clause, "1. Một."), (Role::Body, "Hai."), (Role::DashItem, "- ba;"), (Role::Body, "+ bốn")];
        assert_eq!(read(Role::Clause, "1. ", text), expected(&lines));
    }

    #[test]
    fn words_of_the_template_stay_with_the_lines_beside_them() {
        let footnote = Inline::Footnote(answer("Chú thích"));
        let text = vec![
            Inline::Run(words("Về\nviệc: ")),
            Inline::Run(answer("một \n hai")),
            footnote,
            Inline::Run(words(".")),
        ];
        assert_eq!(read(Role::Body, "", text), expected(&[(Role::Body, "Về\nviệc: một"), (Role::Body, "hai^.")]));
    }

    #[test]
    fn bases_stay_bases_and_a_number_stands_alone() {
        let text = vec![Inline::Linked(answer("Căn cứ A;\nCăn cứ B"))];
        let bases = [(Role::LegalBasis, "Căn cứ A;"), (Role::LegalBasis, "Căn cứ B")];
        assert_eq!(read(Role::LegalBasis, "", text), expected(&bases));
        let dashed = vec![Inline::Linked(answer("- a"))];
        assert_eq!(read(Role::Point, "a) ", dashed), expected(&[(Role::Point, "a) - a")]));
    }
}
