//! Folders of answers with what is made of them.
//!
//! `tests/cases/NAME/` holds `answers.yaml`, or only `options.json` with the sample it stands on (`base`) and what it changes
//! there (`changes`, by dotted path). `options.json` may also hold `rules`, `draft` and `template`. Beside them lie the
//! references: `diagnostics.txt`, and for a document that is made `model.txt`, `pdf.txt` and `docx.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use congvan::answers::Source;
use congvan::assets::files::Folder;
use congvan::diag::{Lang, render_human};
use congvan::export::typst::layout;
use congvan::render::{Options, prepare};
use serde_json::Value;

use crate::reading;
use crate::support::{changed, folder, root};

/// Width of the rendered findings.
const WIDTH: usize = 100;

/// What a case may say about itself.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Case {
    base: Option<String>,
    changes: serde_json::Map<String, Value>,
    rules: Option<String>,
    draft: bool,
    template: Option<String>,
}

impl Case {
    fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path.join("options.json")).unwrap_or_else(|_| "{}".to_owned());
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    fn source(&self, path: &Path) -> (Source, Folder) {
        if let Some(base) = &self.base {
            let changes: Vec<(&str, Value)> =
                self.changes.iter().map(|(path, value)| (path.as_str(), value.clone())).collect();
            return (changed(base, &changes), folder(base));
        }
        let text = fs::read_to_string(path.join("answers.yaml"));
        let text = text.unwrap_or_else(|error| panic!("{}/answers.yaml: {error}", path.display()));
        (Source::new("answers.yaml", text), Folder::new(path).expect("the case's folder"))
    }

    fn options(&self) -> Options {
        Options {
            template: self.template.clone(),
            rules: self.rules.as_deref().map(|name| name.parse().expect("a rule set")),
            draft: self.draft,
            ..Options::default()
        }
    }
}

/// The references of a case, by file name.
fn made(path: &Path) -> BTreeMap<&'static str, String> {
    let case = Case::read(path);
    let (source, files) = case.source(path);
    let (name, text) = (source.name().to_owned(), source.text().to_owned());
    let (prepared, mut findings) = prepare(source, &files, &case.options());
    let mut references = BTreeMap::new();
    if let Some(prepared) = prepared {
        references.insert("model.txt", reading::model(&prepared.document));
        match layout(&prepared.styled) {
            Ok(layout) => {
                references.insert("pdf.txt", reading::pages(&layout));
            }
            Err(problems) => findings.extend(problems),
        }
        match prepared.docx() {
            Ok(file) => {
                references.insert("docx.txt", reading::word(&file));
            }
            Err(problems) => findings.extend(problems),
        }
    }
    references.insert("diagnostics.txt", render_human(&findings, &[(&name, &text)], Lang::Vi, false, WIDTH));
    references
}

/// What is wrong with the references of a case.
fn compare(path: &Path, references: &BTreeMap<&'static str, String>) -> Vec<String> {
    let there: BTreeSet<String> = names(path).into_iter().filter(|name| name.ends_with(".txt")).collect();
    let mut problems = Vec::new();
    for name in there.iter().filter(|name| !references.contains_key(name.as_str())) {
        problems.push(format!("{}: nothing makes it", path.join(name).display()));
    }
    for (name, text) in references {
        let file = path.join(name);
        match fs::read_to_string(&file) {
            Ok(wanted) if wanted == *text => {}
            Ok(wanted) => problems.push(format!("{}: {}", file.display(), difference(&wanted, text))),
            Err(_) => problems.push(format!("{}: not there", file.display())),
        }
    }
    problems
}

/// The first line that differs.
fn difference(wanted: &str, found: &str) -> String {
    let at = wanted.lines().zip(found.lines()).take_while(|(wanted, found)| wanted == found).count();
    let line = |text: &str| text.lines().nth(at).unwrap_or("(nothing more)").to_owned();
    format!("line {}\n  wanted {}\n  found  {}", at + 1, line(wanted), line(found))
}

fn update(path: &Path, references: &BTreeMap<&'static str, String>) {
    for name in names(path).iter().filter(|name| name.ends_with(".txt")) {
        fs::remove_file(path.join(name)).expect("an old reference goes");
    }
    for (name, text) in references {
        fs::write(path.join(name), text).expect("a reference is written");
    }
}

fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// Every case in the half that `part` names; two halves run side by side.
fn half(part: usize) {
    let folder = root().join("tests/cases");
    let mut paths: Vec<PathBuf> = names(&folder).iter().map(|name| folder.join(name)).collect();
    paths.sort_unstable();
    let mut problems = Vec::new();
    for path in paths.iter().skip(part).step_by(2) {
        let references = made(path);
        if std::env::var_os("CONGVAN_UPDATE").is_some() {
            update(path, &references);
        } else {
            problems.extend(compare(path, &references));
        }
    }
    assert!(problems.is_empty(), "CONGVAN_UPDATE=1 writes references anew\n{}", problems.join("\n"));
}

#[test]
fn documents_are_as_their_references_say() {
    half(0);
}

#[test]
fn documents_are_as_their_references_say_second_half() {
    half(1);
}
