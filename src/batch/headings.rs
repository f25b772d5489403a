//! The headings of a table of records, against the form: a wrong name is told once, not once a record.

use std::sync::Arc;

use super::messages;
use super::records::{KEY, Raw, Records};
use super::rows::Cell;
use super::tree;
use crate::answers;
use crate::diag::{AnswerPath, Diagnostic};
use crate::render::{Options, template_of};
use crate::template::Template;
use crate::template::form::{Field, Kind};
use crate::validate::{unlikeness, validate};

/// The column that names the kind of each record: the headings are then of several forms.
const TEMPLATE: &str = "template";

/// What is wrong with the headings of a table whose records are of one kind. Nothing where the first record does not
/// tell the kind: then each record tells which names its form does not have.
pub fn headings(records: &Records, options: &Options) -> Vec<Diagnostic> {
    let mut first: Option<Raw> = None;
    let read = records.each(&mut |raw| {
        first = Some(raw);
        false
    });
    let headings = read.unwrap_or_default();
    if headings.iter().any(|heading| heading == TEMPLATE) {
        return Vec::new();
    }
    let record = first.and_then(|raw| records.record(raw).ok());
    let raw = record.and_then(|record| answers::parse(&record.source).ok());
    let template = raw.and_then(|raw| template_of(&raw, options).ok());
    template.map_or_else(Vec::new, |template| unknown(records, &headings, &template))
}

/// The headings that the form does not have: those of a record that gives all of them.
fn unknown(records: &Records, headings: &[String], template: &Template) -> Vec<Diagnostic> {
    let cell = |(index, path): (usize, &String)| {
        let is_named = !path.is_empty();
        is_named.then(|| Cell { column: index + 1, path: path.clone(), value: tree::scalar("x", false) })
    };
    let all = records.of_cells(0, 1, &Arc::default(), headings.iter().enumerate().filter_map(cell).collect());
    let Ok(all) = answers::parse(&all.source) else { return Vec::new() };
    let findings = validate(&all, &template.form, &template.reference).1;
    let unknown = findings.into_iter().filter(|finding| finding.code == "answers/unknown-key");
    let unknown: Vec<AnswerPath> = unknown.filter_map(|finding| finding.place?.path).collect();
    let no_answers = [KEY, TEMPLATE].map(|name| Name { path: AnswerPath::new(name), label: name });
    let mut known = Vec::from(no_answers);
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

/// The name that was meant: by its path, by its last key, or by its label.
fn nearest<'n>(heading: &str, names: &'n [Name<'_>]) -> Option<&'n AnswerPath> {
    let key = |path: &str| path.rsplit('.').find(|key| key.parse::<usize>().is_err()).unwrap_or_default().to_owned();
    let apart = |name: &Name<'_>| {
        let path = name.path.as_str();
        let ways = [unlikeness(heading, path), unlikeness(&key(heading), &key(path)), unlikeness(heading, name.label)];
        ways.into_iter().flatten().min()
    };
    // Of names that are as near by their keys the one whose path is nearest.
    let by = |name: &Name<'_>| Some((apart(name)?, strsim::damerau_levenshtein(heading, name.path.as_str())));
    let found = names.iter().filter_map(|name| Some((by(name)?, name)));
    found.min_by_key(|(by, _)| *by).map(|(_, name)| &name.path)
}
