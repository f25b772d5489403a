//! Answers for tests: a sample, and what a test changes in it.

use std::fs;
use std::path::{Path, PathBuf};

use congvan::answers::Source;
use congvan::assets::files::Folder;
use congvan::diag::{Diagnostic, Lang, Severity, render_human};
use congvan::render::{Options, Prepared, prepare};
use congvan::rules::RuleSetName;
use serde_json::Value;

/// The report of Bình Định.
pub const REPORT: &str = "samples/binh-dinh/answers.yaml";
/// The letter that it answers.
pub const LETTER: &str = "samples/cong-van-1616/answers.yaml";
/// The report of a department with data files.
pub const WITH_DATA: &str = "samples/ha-nam/answers.yaml";
/// Both rule sets.
pub const RULES: [RuleSetName; 2] = [RuleSetName::Tt01_2011, RuleSetName::Nd30_2020];

/// The folder of the crate.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file below the crate's folder.
pub fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Answers as a tree.
pub fn answers(path: &str) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Puts `value` at a dotted path; a number is a place in a list, one past its end appends. Maps on the way are made.
pub fn set(tree: &mut Value, path: &str, value: Value) {
    let place = path.split('.').fold(tree, |tree, key| match tree {
        Value::Array(items) => {
            let index: usize = key.parse().unwrap_or_else(|_| panic!("{path}: {key} is no place in a list"));
            if index == items.len() {
                items.push(Value::Null);
            }
            &mut items[index]
        }
        other => {
            if other.is_null() {
                *other = Value::Object(serde_json::Map::new());
            }
            &mut other[key]
        }
    });
    *place = value;
}

/// A sample with changes, as an answers file.
pub fn changed(base: &str, changes: &[(&str, Value)]) -> Source {
    let mut tree = answers(base);
    changes.iter().for_each(|(path, value)| set(&mut tree, path, value.clone()));
    Source::new("answers.json", format!("{tree:#}"))
}

/// A sample as it is.
pub fn sample(base: &str) -> Source {
    Source::new(base, read(base))
}

/// The folder a sample may name files of.
pub fn folder(base: &str) -> Folder {
    let path: PathBuf = root().join(base);
    Folder::new(path.parent().expect("a file lies in a folder")).expect("the folder is there")
}

/// Options that name a rule set.
pub fn by(rules: RuleSetName) -> Options {
    Options { rules: Some(rules), ..Options::default() }
}

/// The document of answers that have no errors.
pub fn made(source: Source, base: &str, options: &Options) -> Prepared {
    let text = source.text().to_owned();
    let name = source.name().to_owned();
    let (prepared, findings) = prepare(source, &folder(base), options);
    prepared.unwrap_or_else(|| panic!("{}", render_human(&findings, &[(&name, &text)], Lang::En, false, 120)))
}

/// The errors among findings.
pub fn errors(findings: &[Diagnostic]) -> Vec<&Diagnostic> {
    findings.iter().filter(|finding| finding.severity == Severity::Error).collect()
}

/// The words of a text with single spaces, no-break spaces among them.
pub fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
