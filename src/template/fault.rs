//! What is wrong with the files of a template, with file and line.

use std::collections::HashSet;

use serde_json::Value;
use serde_path_to_error::Segment;

use super::Manifest;
use crate::answers::{self, Answers, Source};
use crate::assets::files::Refusal;
use crate::assets::own_template::{MOST_BYTES, Unread};
use crate::assets::templates::TemplateFiles;
use crate::diag::{AnswerPath, Diagnostic, Message, Place, Span};

/// The manifest that `whole` is: the files' own over its bases', in which `gathered` lists hold as many entries before
/// the files' own as `before` tells.
pub(super) fn manifest(
    files: &TemplateFiles,
    whole: Value,
    before: &dyn Fn(&str) -> usize,
) -> Result<Manifest, Vec<Diagnostic>> {
    serde_path_to_error::deserialize(whole).map_err(|error| {
        let reason = error.inner().to_string();
        let mut path = AnswerPath::root();
        let mut first = String::new();
        for segment in error.path() {
            path = match segment {
                Segment::Map { key } => path.child(key),
                Segment::Seq { index } if path.segments().count() == 1 => {
                    path.child(index.saturating_sub(before(&first)))
                }
                Segment::Seq { index } => path.child(index),
                Segment::Enum { .. } | Segment::Unknown => break,
            };
            first = path.segments().next().unwrap_or_default().to_owned();
        }
        vec![unreadable(files, "template.yaml", line(files, &path, &reason), Message::new(&reason, &reason))]
    })
}

/// The line of the manifest's own file that is about `path`: where `reason` names a key in it, that of the key.
fn line(files: &TemplateFiles, path: &AnswerPath, reason: &str) -> Option<Span> {
    let tree = answers::parse(&Source::new("template.yaml", files.manifest.as_ref())).ok()?;
    let key = reason.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
    key.and_then(|key| key_span(&tree, path, key)).or_else(|| tree.place(path).span)
}

fn key_span(tree: &Answers, path: &AnswerPath, key: &str) -> Option<Span> {
    // The path ends at the key itself or at what holds it.
    let holders = [Some(path.clone()), path.parent()];
    let entries = holders.into_iter().flatten().find_map(|holder| match &tree.get(&holder)?.data {
        answers::Data::Map(entries) => entries.iter().find(|entry| entry.key == key),
        answers::Data::Scalar { .. } | answers::Data::List(_) => None,
    });
    entries.map(|entry| entry.key_span)
}

/// `template.yaml` is no YAML.
pub(super) fn yaml(files: &TemplateFiles, error: &serde_saphyr::Error) -> Vec<Diagnostic> {
    let span = error.location().map(|at| span(at.line() as usize, at.column() as usize));
    let reason = error.to_string();
    vec![unreadable(files, "template.yaml", span, Message::new(&reason, &reason))]
}

/// `template.yaml` names a base that is none.
pub(super) fn no_base(files: &TemplateFiles, name: &str, bases: &[&str]) -> Vec<Diagnostic> {
    let message = Message::new(format!("không có mẫu gốc \"{name}\""), format!("there is no base \"{name}\""));
    let list = bases.join(", ");
    let hint = Message::new(format!("các mẫu gốc: {list}"), format!("the bases are: {list}"));
    vec![unreadable(files, "template.yaml", line(files, &AnswerPath::new("base"), ""), message).hint(hint)]
}

/// The terms of one file: two columns, no key twice.
pub(super) fn terms(files: &TemplateFiles) -> Result<(), Vec<Diagnostic>> {
    let Some(text) = &files.terms else { return Ok(()) };
    let wrong = |line: u64, vi: String, en: String| {
        Err(vec![unreadable(files, "terms.csv", Some(span(line.max(1) as usize, 1)), Message::new(vi, en))])
    };
    if text.lines().next() != Some("key,name") {
        return wrong(1, "dòng đầu phải là key,name".into(), "the first line must be key,name".into());
    }
    let mut keys = HashSet::new();
    for record in csv::Reader::from_reader(text.as_bytes()).into_records() {
        let at = |position: Option<&csv::Position>| position.map_or(1, csv::Position::line);
        match record {
            Ok(record) if keys.insert(record[0].to_owned()) => {}
            Ok(record) => {
                let key = &record[0];
                return wrong(at(record.position()), format!("{key} ghi hai lần"), format!("{key} stands twice"));
            }
            Err(error) => return wrong(at(error.position()), error.to_string(), error.to_string()),
        }
    }
    Ok(())
}

/// The reference tables cannot be put together.
pub(super) fn tables(files: &TemplateFiles, message: Message) -> Vec<Diagnostic> {
    vec![unreadable(files, "terms.csv", None, message)]
}

/// The template in the folder at `path` is not read.
pub(super) fn unread(path: &str, why: &Unread) -> Vec<Diagnostic> {
    let (file, line, message) = match why {
        Unread::Folder(why) => (path.to_owned(), None, refused(why)),
        Unread::File(file, why) => (format!("{path}/{file}"), None, refused(why)),
        Unread::TooLarge(file) => {
            let most = MOST_BYTES >> 10;
            let message = Message::new(format!("tệp dài hơn {most} KB"), format!("the file is over {most} KB"));
            (format!("{path}/{file}"), None, message)
        }
        Unread::NotUtf8(file, line) => {
            let message = Message::new("tệp không phải UTF-8", "the file is not UTF-8");
            (format!("{path}/{file}"), Some(span(*line, 1)), message)
        }
    };
    vec![Diagnostic::error("template/unreadable", message).at(Place { file, path: None, span: line })]
}

fn refused(why: &Refusal) -> Message {
    match why {
        Refusal::Missing => Message::new("không có tệp hoặc thư mục này", "there is no such file or folder"),
        Refusal::WrongKind => Message::new("không phải tệp thường hoặc thư mục", "this is no ordinary file or folder"),
        Refusal::Outside => {
            Message::new("tệp nằm ngoài thư mục của mẫu", "the file lies outside the template's folder")
        }
        Refusal::System(reason) => Message::new(
            format!("không đọc được: {}", crate::diag::reason(reason)),
            format!("cannot be read: {reason}"),
        ),
    }
}

fn unreadable(files: &TemplateFiles, file: &str, span: Option<Span>, message: Message) -> Diagnostic {
    let place = Place { file: format!("{}/{file}", files.folder), path: None, span };
    Diagnostic::error("template/unreadable", message).at(place)
}

fn span(line: usize, column: usize) -> Span {
    Span { line, column, start: 0, end: 0 }
}
