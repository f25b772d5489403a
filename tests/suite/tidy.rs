//! What the source keeps to: modules that know only those below them, small files, one door to the outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;

/// The modules from the ground up. Each may use those before it. Modules of one row know each other.
const ORDER: [&[&str]; 20] = [
    &["length"],
    &["diag"],
    &["vietnamese"],
    &["assets"],
    &["facts"],
    &["answers"],
    &["model"],
    &["expr"],
    &["rules"],
    &["template"],
    &["data"],
    &["validate"],
    &["merge"],
    &["check", "style"],
    &["export"],
    &["render"],
    &["copy"],
    &["batch"],
    &["preview"],
    &["cli"],
];

/// A source file: its module path, and its text without the tests in it.
struct Source {
    path: PathBuf,
    name: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let mut paths = Vec::new();
    below(&root().join("src"), &mut paths);
    paths.sort_unstable();
    paths.into_iter().map(source).collect()
}

fn below(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            below(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn source(path: PathBuf) -> Source {
    let name = path.strip_prefix(root().join("src")).expect("below src").to_string_lossy().replace('\\', "/");
    let text = fs::read_to_string(&path).expect("UTF-8");
    Source { path, name, text }
}

impl Source {
    /// `export/docx/block.rs` is of the module `export`.
    fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap_or_default()
    }

    /// Whether the file is nothing but tests.
    fn is_test(&self) -> bool {
        self.name.ends_with("tests.rs") || self.name.contains("/tests/")
    }

    /// The lines that are built into the program, with their numbers: no tests, no comments.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let program =
            if self.is_test() { "" } else { self.text.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or("") };
        let code = |line: &&str| !line.trim_start().starts_with("//");
        program.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(move |(_, line)| code(line))
    }

    fn at(&self, line: usize, what: &str) -> String {
        format!("{}:{line}: {what}", self.path.display())
    }
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|row| row.contains(&module))
}

/// The modules that `crate::…` names on a line, those in braces among them.
fn named(line: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let uses = |rest: &str| match rest.strip_prefix('{') {
        Some(list) => {
            list.split(['}', ';']).next().unwrap_or_default().split(',').map(|one| word(one.trim())).collect()
        }
        None => vec![word(rest)],
    };
    line.split("crate::").skip(1).flat_map(uses).filter(|name| !name.is_empty()).collect()
}

fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn modules_know_only_those_below_them() {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| !["lib.rs", "main.rs"].contains(&source.name.as_str())) {
        let Some(own) = rank(source.module()) else {
            problems.push(source.at(1, "a module without a place in the order"));
            continue;
        };
        for (at, line) in source.lines() {
            for other in named(line) {
                let fine = other == source.module() || rank(&other).is_none_or(|other| other <= own);
                if !fine {
                    problems.push(source.at(at, &format!("{} uses {other}, which stands above it", source.module())));
                }
            }
        }
    }
    none(problems);
}

#[test]
fn writers_do_not_know_each_other() {
    let writers = ["docx", "package", "typst", "xlsx"];
    let mut problems = Vec::new();
    for source in sources() {
        let Some(own) = source.name.strip_prefix("export/").and_then(|rest| rest.split(['/', '.']).next()) else {
            continue;
        };
        for (at, line) in source.lines() {
            for other in writers.iter().filter(|&&other| other != own && own != "mod") {
                if line.contains(&format!("export::{other}")) || line.contains(&format!("super::super::{other}")) {
                    problems.push(source.at(at, &format!("{own} uses {other}")));
                }
            }
        }
    }
    none(problems);
}

/// Words that stand in some modules only.
#[test]
fn foreign_types_stay_where_they_belong() {
    let homes: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("use typst::", &["export/typst/"] as &[&str]),
        ("typst_layout::", &["export/typst/"]),
        ("typst_pdf::", &["export/typst/"]),
        ("typst_render::", &["export/typst/"]),
        ("rust_xlsxwriter", &["export/xlsx/"]),
        ("quick_xml", &["batch/", "export/docx/"]),
        ("handlebars", &["merge/"]),
        ("pulldown_cmark", &["merge/"]),
        ("calamine", &["batch/"]),
        ("lopdf", &["batch/", "copy/"]),
        ("hayro", &["copy/"]),
        ("clap::", &["cli/"]),
        ("miette", &["diag/"]),
        ("cel::", &["expr/"]),
        ("saphyr", &["answers/", "template/"]),
        ("std::fs", &["assets/", "batch/", "cli/"]),
        ("fs::", &["assets/", "batch/", "cli/"]),
        ("File::open", &["assets/", "batch/", "cli/"]),
        ("tempfile", &["assets/", "batch/", "cli/"]),
        ("std::env", &["assets/", "cli/"]),
        ("env::var", &["assets/", "cli/"]),
        ("SystemTime", &["assets/", "cli/"]),
        ("Instant", &["assets/", "cli/"]),
        ("Utc::now", &["assets/", "cli/"]),
        ("Local::now", &["assets/", "cli/"]),
        ("std::net", &["preview/", "cli/"]),
        ("axum::", &["preview/"]),
        ("tokio", &["batch/", "preview/"]),
        ("object_store", &["batch/"]),
        ("thread_rng", &[]),
        ("println!", &["cli/"]),
        ("eprint", &["cli/"]),
        ("stdout", &["cli/"]),
        ("stderr", &["cli/"]),
        ("dbg!", &[]),
        ("todo!", &[]),
        ("unimplemented!", &[]),
    ]);
    let mut problems = Vec::new();
    for source in sources() {
        for (at, line) in source.lines() {
            for (word, homes) in &homes {
                let whole = |(at, _): (usize, &str)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                if line.match_indices(word).any(whole) && !homes.iter().any(|home| source.name.starts_with(home)) {
                    problems.push(source.at(at, word));
                }
            }
        }
    }
    none(problems);
}

#[test]
fn files_are_small_and_finished() {
    // Put together, so that this file does not hold what it looks for.
    let marks = [["TO", "DO"].concat(), ["FIX", "ME"].concat(), ["XX", "X:"].concat()];
    let mut problems = Vec::new();
    let mut paths = Vec::new();
    below(&root().join("tests"), &mut paths);
    for source in sources().into_iter().chain(paths.into_iter().map(|path| Source {
        text: fs::read_to_string(&path).expect("UTF-8"),
        name: "tests".to_owned(),
        path,
    })) {
        let lines = source.text.lines().count();
        if lines > 450 {
            problems.push(source.at(lines, "more than 450 lines"));
        }
        for (at, line) in source.text.lines().enumerate() {
            if line.trim_end() != line || marks.iter().any(|mark| line.contains(mark.as_str())) {
                problems.push(source.at(at + 1, line));
            }
        }
    }
    none(problems);
}

/// Lengths of the decree stand in `templates/rules` and nowhere else.
#[test]
fn no_measure_of_the_decree_in_the_program() {
    let mut problems = Vec::new();
    let homes = ["length.rs", "rules/", "style/sample.rs"];
    for source in sources().iter().filter(|source| !homes.iter().any(|home| source.name.starts_with(home))) {
        let number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()) && !rest.starts_with("0.0");
        for (at, line) in source.lines() {
            let makes = ["Length::pt(", "Length::mm("];
            let measured = makes.iter().any(|make| line.split(make).skip(1).any(number));
            // Words are measured at a size of their own and scaled.
            if measured && !line.trim_start().starts_with("let unit = ") {
                problems.push(source.at(at, line.trim()));
            }
        }
    }
    none(problems);
}
