//! The headings of a table of records, against the form: a wrong name is told once, not once a record.

use super::columns::{Columns, TEMPLATE};
use super::messages;
use super::records::Records;
use super::rows::Cell;
use super::tree;
use crate::diag::{AnswerPath, Diagnostic};
use crate::template::Template;
use crate::template::form::{Field, Kind};
use crate::validate::{unlikeness, validate};

/// What is wrong with the headings of a table whose records are of one kind. Nothing where the kind is not known: then
/// each record tells which names its form does not have.
pub fn headings(records: &Records) -> Vec<Diagnostic> {
    let Columns { headings, template } = &records.columns;
    template.as_ref().map_or_else(Vec::new, |template| unknown(records, headings, template))
}

/// The headings that the form does not have: those of a record that gives all of them.
fn unknown(records: &Records, headings: &[String], template: &Template) -> Vec<Diagnostic> {
    let cell = |(index, path): (usize, &String)| {
        let is_named = !path.is_empty();
        is_named.then(|| Cell { column: index + 1, path: path.clone(), value: tree::scalar("x", false) })
    };
    let mut all = records.of_cells(0, 1, headings.iter().enumerate().filter_map(cell).collect());
    let Ok(all) = all.answers() else { return Vec::new() };
    let findings = validate(&all, &template.form, &template.reference).1;
    let unknown = findings.into_iter().filter(|finding| finding.code == "answers/unknown-key");
    let unknown: Vec<AnswerPath> = unknown.filter_map(|finding| finding.place?.path).collect();
    let mut known = Vec::new();
    names(&template.form.fields, &AnswerPath::root(), &mut known);
    let is_unknown = |heading: &AnswerPath| unknown.iter().any(|path| heading.is_within(path));
    let wrong = headings.iter().enumerate().filter(|(_, heading)| is_unknown(&AnswerPath::new(heading)));
    let told = |(index, heading): (usize, &String)| {
        let near = nearest(heading, &known);
        messages::heading_unknown(records.name(), index + 1, heading, near, &template.name)
    };
    wrong.map(told).collect()
}

/// A name that a heading may have, and what a clerk calls it.
struct Name<'a> {
    path: AnswerPath,
    label: &'a str,
}

fn names<'a>(fields: &'a [Field], above: &AnswerPath, names: &mut Vec<Name<'a>>) {
    for field in fields {
        let path = above.child(&field.key);
        match &field.kind {
            Kind::Group(fields) => self::names(fields, &path, names),
            Kind::List(list) => match &list.item.kind {
                Kind::Group(fields) => self::names(fields, &path.child(0), names),
                _ => names.push(Name { path: path.child(0), label: &field.label }),
            },
            _ => names.push(Name { path, label: &field.label }),
        }
    }
}

/// The name that was meant. In the group that the heading names a slip of the hand or a label is enough; elsewhere it
/// must be a name, a key or a label as a whole. A name that is only a little like it would mislead.
fn nearest<'n>(heading: &str, names: &'n [Name<'_>]) -> Option<&'n str> {
    if let Some(own) = OWN.into_iter().find(|own| own.eq_ignore_ascii_case(heading)) {
        return Some(own);
    }
    let (group, key) = split(heading);
    let in_group = |name: &&Name<'_>| is_near_path(&group, &split(name.path.as_str()).0);
    let is_known = |name: &&Name<'_>| split(name.path.as_str()).0 == group;
    let by_word = |name: &Name<'_>| {
        let words = [split(name.path.as_str()).1, name.label.to_owned()];
        words.iter().filter_map(|word| unlikeness(&key, word)).min()
    };
    // Clerks write the first word of a label: `ngay` for `Ngày ban hành`.
    let by_start = |name: &Name<'_>| by_word(name).or_else(|| begins(name.label, &key).then_some(usize::MAX));
    let by_path = |name: &Name<'_>| unlikeness(heading, name.path.as_str());
    let same = |name: &Name<'_>| {
        let is_long = key.chars().filter(|letter| letter.is_alphanumeric()).count() > 3;
        by_word(name).filter(|apart| is_long && *apart == 0)
    };
    let near = |name: &Name<'_>| by_word(name).filter(|_| key.chars().count() > 5);
    let all = || names.iter();
    let found = first(all().filter(in_group), by_start, heading).or_else(|| first(all(), by_path, heading));
    let found = found.or_else(|| first(all(), same, heading));
    let found = found.or_else(|| if all().any(|name| is_known(&name)) { None } else { first(all(), near, heading) });
    found.map(|name| name.path.as_str())
}

/// The names that a table has beside those of the form.
const OWN: [&str; 2] = ["key", TEMPLATE];

/// The nearest name; of names that are as near the one whose path is nearest.
fn first<'n, 'a>(
    names: impl Iterator<Item = &'n Name<'a>>,
    apart: impl Fn(&Name<'a>) -> Option<usize>,
    heading: &str,
) -> Option<&'n Name<'a>>
where
    'a: 'n,
{
    let by = |name: &Name<'a>| Some((apart(name)?, strsim::damerau_levenshtein(heading, name.path.as_str())));
    names.filter_map(|name| Some((by(name)?, name))).min_by_key(|(by, _)| *by).map(|(_, name)| name)
}

/// The group of a path, without the places in lists, and its last key.
fn split(path: &str) -> (Vec<&str>, String) {
    let mut keys: Vec<&str> = path.split('.').filter(|key| key.parse::<usize>().is_err()).collect();
    let last = keys.pop().unwrap_or_default().to_owned();
    (keys, last)
}

/// Whether a label begins with these words, but for accents and case.
fn begins(label: &str, words: &str) -> bool {
    let mut ends = label.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(end, _)| end);
    ends.any(|end| unlikeness(&label[..end], words) == Some(0))
}

/// Whether two groups are one, but for a slip of the hand.
fn is_near_path(one: &[&str], other: &[&str]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| unlikeness(one, other).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_meant_or_none() {
        let names = [
            ("document.number", "Số"),
            ("document.date", "Ngày ban hành"),
            ("document.subject", "Trích yếu"),
            ("issues.proposals.0.to", "Nơi kiến nghị"),
            ("data_submission.inventory.0.period", "Kỳ"),
            ("contact.emails.0", "Thư điện tử"),
        ]
        .map(|(path, label)| Name { path: AnswerPath::new(path), label });
        for (heading, meant) in [
            ("Key", Some("key")),
            ("document.so", Some("document.number")),
            ("document.ngay", Some("document.date")),
            ("document.numbr", Some("document.number")),
            ("documnt.number", Some("document.number")),
            ("subject", Some("document.subject")),
            ("Trích yếu", Some("document.subject")),
            ("contact.email.0", Some("contact.emails.0")),
            ("document.emails.0", Some("contact.emails.0")),
            ("document.xyz", None),
            ("so", None),
            ("ghi chú", None),
        ] {
            assert_eq!(nearest(heading, &names), meant, "{heading}");
        }
    }
}
