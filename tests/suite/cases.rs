//! Folders of answers with what is made of them.
//!
//! `tests/cases/NAME/` holds `answers.yaml`, or only `options.json` with the sample it stands on (`base`) and what it changes
//! there (`changes`, by dotted path). `options.json` may also hold `rules`, `draft` and `template`. Beside them lie the
//! references: `diagnostics.txt`, and for a document that is made `model.txt`, `pdf.txt` and `docx.txt`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use congvan::answers::Source;
use congvan::assets::files::Folder;
use congvan::diag::{Lang, render_human};
use congvan::export::typst::layout;
use congvan::render::{Options, Prepared, prepare};
use serde_json::Value;

use crate::reading;
use crate::references::{self, names};
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
            template: self.template.as_deref().map(Into::into),
            rules: self.rules.as_deref().map(|name| name.parse().expect("a rule set")),
            draft: self.draft,
            ..Options::default()
        }
    }
}

/// Every case that makes a document, with its name.
pub fn prepared() -> impl Iterator<Item = (String, Prepared)> {
    let folder = root().join("tests/cases");
    let mut names = names(&folder);
    names.sort_unstable();
    names.into_iter().filter_map(move |name| {
        let path = folder.join(&name);
        let case = Case::read(&path);
        let (source, files) = case.source(&path);
        let (prepared, _) = prepare(source, &files, &case.options());
        prepared.map(|prepared| (name, prepared))
    })
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

/// Every case in the half that `part` names; two halves run side by side.
fn half(part: usize) {
    let folder = root().join("tests/cases");
    let mut paths: Vec<PathBuf> = names(&folder).iter().map(|name| folder.join(name)).collect();
    paths.sort_unstable();
    let mut problems = Vec::new();
    for path in paths.iter().skip(part).step_by(2) {
        problems.extend(references::compare_or_update(path, &made(path)));
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
