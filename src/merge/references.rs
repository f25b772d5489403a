//! References: `[[pham-vi]]` in answers, `{{ref "…"}}` in templates, and what they print.

use std::collections::BTreeMap;
use std::ops::Range;

use super::citations::{CITATIONS, Citation};
use super::draft::Things;
use super::outline::Place;
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::model::{Run, Text};
use crate::rules::Units;
use crate::template::Template;
use crate::template::form::is_id;
use crate::validate::ValidAnswers;

/// What a name stands for.
enum Target {
    /// A table, figure or annex by its label; one without a caption has none.
    Label(Option<String>),
    /// A unit, and the part it stands in.
    Unit(Place, Part),
    /// Another document.
    Cited(Citation),
}

/// A text whose units are numbered on their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The document itself.
    Main,
    /// The document that it issues.
    Attached,
    /// An annex, from 0.
    Annex(usize),
}

/// How a reference wants its target: `[[id]]`, `[[id|short]]`, `[[id|full]]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// As it comes.
    Usual,
    /// A unit alone, a document by type, number and symbol.
    Short,
    /// A unit with those around it, a document with date, body and subject.
    Full,
}

/// Everything that can be referred to.
pub(super) struct References<'a> {
    units: &'a Units,
    template: &'a Template,
    answers: &'a ValidAnswers,
    targets: BTreeMap<String, Target>,
    /// Tên loại of the document, and of the one that it issues.
    types: [String; 2],
    annexes: Vec<String>,
    /// The part whose text is being settled.
    pub(super) here: Part,
    pub(super) problems: Vec<Diagnostic>,
    /// Chú thích cuối trang, in the order of their marks.
    pub(super) footnotes: Vec<Text>,
}

impl<'a> References<'a> {
    pub(super) fn new(units: &'a Units, template: &'a Template, answers: &'a ValidAnswers) -> Self {
        let (targets, annexes, problems, footnotes) = (BTreeMap::new(), Vec::new(), Vec::new(), Vec::new());
        let (types, here) = ([String::new(), String::new()], Part::Main);
        References { units, template, answers, targets, types, annexes, here, problems, footnotes }
    }

    pub(super) fn add_things(&mut self, things: &Things) {
        let tables = things.tables.iter().map(|table| (&table.id, &table.label));
        let pictures = things.pictures.iter().map(|picture| (&picture.id, &picture.label));
        let charts = things.charts.iter().map(|chart| (&chart.id, &chart.label));
        let named = tables.chain(pictures).chain(charts).filter(|(id, _)| !id.is_empty());
        self.targets.extend(named.map(|(id, label)| (id.clone(), Target::Label(label.clone()))));
    }

    /// The units of the document that is issued; `type_name` and `main` are what the two are called.
    pub(super) fn add_attached(&mut self, main: &str, type_name: &str, places: &[(String, Place)]) {
        self.types = [main.to_owned(), type_name.to_owned()];
        self.add_units(places, Part::Attached);
    }

    /// An annex and the units in it. One without a name cannot be referred to.
    pub(super) fn add_annex(&mut self, id: &str, label: &str, places: &[(String, Place)]) {
        let index = self.annexes.len();
        self.annexes.push(label.to_owned());
        if !id.is_empty() {
            self.targets.insert(id.to_owned(), Target::Label(Some(label.to_owned())));
        }
        self.add_units(places, Part::Annex(index));
    }

    pub(super) fn add_units(&mut self, places: &[(String, Place)], part: Part) {
        let unit = |(id, place): &(String, Place)| (id.clone(), Target::Unit(place.clone(), part));
        self.targets.extend(places.iter().map(unit));
    }

    /// The documents that the answers cite. A name that something else has as well is an error.
    pub(super) fn add_citations(&mut self) {
        for (id, citation) in self.answers.data[CITATIONS].as_object().into_iter().flatten() {
            if self.targets.contains_key(id) {
                let message = Message::new(
                    format!("Tên “{id}” vừa là văn bản viện dẫn vừa là tên để dẫn trong văn bản"),
                    format!("The name '{id}' is both a document that is cited and a place in this one"),
                );
                let hint = Message::new("Đặt tên khác cho một trong hai", "Give one of the two another name");
                let place = self.answers.place(&AnswerPath::new(CITATIONS).child(id));
                self.problems.push(Diagnostic::error("answers/duplicate-id", message).hint(hint).at(place));
            }
            self.targets.insert(id.clone(), Target::Cited(Citation::new(citation)));
        }
    }

    /// What a reference of the template prints; nothing for a table or an annex that is left out.
    pub(super) fn of_template(&mut self, id: &str) -> String {
        if let Some(words) = self.words(id, Form::Usual) {
            return words;
        }
        let manifest = &self.template.manifest;
        let things = manifest.tables.iter().map(|table| &table.id).chain(manifest.charts.iter().map(|chart| &chart.id));
        let known = things.chain(manifest.annexes.iter().map(|annex| &annex.id));
        if !known.into_iter().any(|known| known == id) {
            let message = Message::new(
                format!("mẫu dẫn đến “{id}”, nhưng không có gì mang tên này"),
                format!("the template refers to '{id}', but nothing has this name"),
            );
            let file = format!("{}/body.md", self.template.name);
            let place = crate::diag::Place { file, path: None, span: None };
            self.problems.push(Diagnostic::error("template/unknown-reference", message).at(place));
        }
        String::new()
    }

    /// The words of an answer with its references in words. `begins` where it begins its paragraph.
    pub(super) fn of_answer(&mut self, run: Run, begins: bool) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut rest = 0;
        for (range, id, form) in references(&run.text) {
            let before = &run.text[..range.start];
            runs.push(Run { text: run.text[rest..range.start].to_owned(), ..run.clone() });
            let words = self.words(id, form);
            if words.is_none() {
                self.unknown(id, run.source.as_ref());
            }
            let words = words.unwrap_or_default();
            let text = if begins_sentence(before, begins) { upper_first(&words) } else { words };
            runs.push(Run { text, ..run.clone() });
            rest = range.end;
        }
        runs.push(Run { text: run.text[rest..].to_owned(), ..run });
        runs.retain(|run| !run.text.is_empty());
        runs
    }

    /// The references of a text that stands alone, in words.
    pub(super) fn settle(&mut self, text: &mut Text) {
        let runs = std::mem::take(&mut text.0).into_iter();
        text.0 = runs.flat_map(|run| self.of_answer(run, true)).collect();
    }

    /// The place of a footnote among the document's.
    pub(super) fn footnote(&mut self, run: Run) -> usize {
        let mut text = Text(vec![run]);
        self.settle(&mut text);
        self.footnotes.push(text);
        self.footnotes.len() - 1
    }

    fn words(&mut self, id: &str, form: Form) -> Option<String> {
        if let Target::Cited(citation) = self.targets.get_mut(id)? {
            return Some(citation.mention(match form {
                Form::Usual => None,
                Form::Short => Some(false),
                Form::Full => Some(true),
            }));
        }
        match self.targets.get(id)? {
            Target::Cited(_) => None,
            Target::Label(label) => label.clone(),
            Target::Unit(place, _) if form == Form::Short => Some(place.short(self.units)),
            Target::Unit(place, part) => {
                let part = self.part(*part).map(|name| format!(" {name}")).unwrap_or_default();
                Some(format!("{}{part}", place.name(self.units)))
            }
        }
    }

    /// What a part is called in the text of another: `Điều 3 Quy chế`, `khoản 2 Phụ lục I`. The document that is issued
    /// has articles of its own and so names the one that issues it; an annex does not.
    fn part(&self, part: Part) -> Option<&str> {
        match (part, self.here) {
            (part, here) if part == here => None,
            (Part::Main, Part::Attached) => Some(&self.types[0]),
            (Part::Main, Part::Main | Part::Annex(_)) => None,
            (Part::Attached, _) => Some(&self.types[1]),
            (Part::Annex(index), _) => self.annexes.get(index).map(String::as_str),
        }
    }

    fn unknown(&mut self, id: &str, source: Option<&AnswerPath>) {
        let (code, vi, en) = match self.targets.get(id) {
            Some(_) => (
                "answers/unnumbered-reference",
                format!("[[{id}]]: bảng, hình hay biểu đồ này không có tên nên không có số để dẫn"),
                format!("[[{id}]]: this table, picture or chart has no caption and so no number"),
            ),
            None => (
                "answers/unknown-reference",
                format!("[[{id}]]: không có khối nào mang tên này"),
                format!("[[{id}]]: nothing has this name"),
            ),
        };
        let mut finding = Diagnostic::error(code, Message::new(vi, en));
        if let Some(near) = self.near(id) {
            finding = finding.hint(Message::new(format!("Có phải [[{near}]]?"), format!("Did you mean [[{near}]]?")));
        } else if code == "answers/unknown-reference" {
            finding = finding.hint(Message::new(
                format!("Ghi thêm id: {id} ở khối cần dẫn; chữ trong ngoặc vuông kép không phải chỗ dẫn thì thêm dấu cách: [[ {id} ]]"),
                format!("Add id: {id} to the block that is meant; brackets that are no reference need blanks: [[ {id} ]]"),
            ));
        }
        let place = source.map(|source| self.answers.place(source));
        finding.place = place;
        self.problems.push(finding);
    }

    /// The name that was meant.
    fn near(&self, id: &str) -> Option<&str> {
        let distance = |other: &&String| strsim::damerau_levenshtein(&other.to_lowercase(), &id.to_lowercase());
        let near = self.targets.keys().filter(|other| other.as_str() != id).min_by_key(distance)?;
        (distance(&near) <= (id.len() / 3).clamp(1, 3)).then_some(near)
    }
}

/// Whether what follows `before` begins a sentence.
fn begins_sentence(before: &str, begins: bool) -> bool {
    let words = before.trim_end();
    match words.chars().last() {
        None => begins,
        Some(last) => words.len() < before.len() && (matches!(last, '.' | '?' | '!') || before.ends_with('\n')),
    }
}

fn upper_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Every `[[id]]`, `[[id|short]]` and `[[id|full]]` of a text; other brackets are text.
pub(super) fn references(text: &str) -> Vec<(Range<usize>, &str, Form)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("[[").map(|at| from + at) {
        let inner = start + 2;
        let end = text[inner..].find("]]").map(|at| inner + at);
        let reference = end.and_then(|end| {
            let (id, form) = match text[inner..end].split_once('|') {
                None => (&text[inner..end], Form::Usual),
                Some((id, "short")) => (id, Form::Short),
                Some((id, "full")) => (id, Form::Full),
                Some(_) => return None,
            };
            is_id(id).then_some((start..end + 2, id, form))
        });
        match reference {
            Some(reference) => {
                from = reference.0.end;
                found.push(reference);
            }
            None => from = start + 1,
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_in_double_brackets_is_a_reference() {
        let ids =
            |text| references(text).into_iter().map(|(range, id, form)| (&text[range], id, form)).collect::<Vec<_>>();
        assert_eq!(
            ids("theo [[a-1]] và [[b|short]]."),
            [("[[a-1]]", "a-1", Form::Usual), ("[[b|short]]", "b", Form::Short)]
        );
        assert_eq!(ids("[[[x]]]"), [("[[x]]", "x", Form::Usual)]);
        for text in ["[[ x ]]", "[x]", "[[]]", "[[khoản 2]]", "a[[0]", "[[x|dài]]", "[[", "]] [[", "[[-x]]", "[[ [["]
        {
            assert_eq!(ids(text), [], "{text}");
        }
    }

    #[test]
    fn a_sentence_begins_after_a_full_stop_and_with_the_paragraph() {
        for (before, begins) in
            [("", true), (" ", true), ("Theo ", false), ("Xong. ", true), ("mục 1.", false), ("a\n", true)]
        {
            assert_eq!(begins_sentence(before, true), begins, "{before:?}");
        }
        assert!(!begins_sentence("", false));
    }
}
