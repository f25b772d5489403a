//! Text references beside a test: compared, or written anew when `CONGVAN_UPDATE` is set.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// What is wrong with the references in the folder `path`; nothing when they are written anew.
pub fn compare_or_update(path: &Path, references: &BTreeMap<&'static str, String>) -> Vec<String> {
    if std::env::var_os("CONGVAN_UPDATE").is_some() {
        update(path, references);
        return Vec::new();
    }
    compare(path, references)
}

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
    fs::create_dir_all(path).expect("a folder for references");
    for name in names(path).iter().filter(|name| name.ends_with(".txt")) {
        fs::remove_file(path.join(name)).expect("an old reference goes");
    }
    for (name, text) in references {
        fs::write(path.join(name), text).expect("a reference is written");
    }
}

/// What lies in a folder.
pub fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}
