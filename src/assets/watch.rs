//! Files that change while one looks: what was read, and whether it is still the same.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use super::files::{Files, Refusal};

/// The deepest folder below the one that is named in which answers are looked for.
const DEPTH: usize = 2;

/// How deep is looked to tell of what lies deeper.
const DEEPEST: usize = 8;

/// What tells one state of a file from another without reading it; `None` where there is no file.
pub type Stamp = Option<(u64, Option<SystemTime>)>;

/// The state of the file at `path`.
pub fn stamp(path: &Path) -> Stamp {
    let facts = fs::metadata(path).ok()?;
    Some((facts.len(), facts.modified().ok()))
}

/// When the file at `path` was written, in milliseconds since 1970, as far as the system tells.
pub fn written_at(path: &Path) -> Option<u64> {
    let (_, time) = stamp(path)?;
    let since = time?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    u64::try_from(since.as_millis()).ok()
}

/// What the program or a clerk writes beside answers, and is none: schemas, places of stamps.
const BESIDE: [&str; 2] = [".schema.json", ".stamps.json"];

/// What marks a folder of something else: a data package, a template.
const NO_ANSWERS: [&str; 2] = ["bagit.txt", "form.yaml"];

/// The answers files of a folder and of the folders in it, by their names. Hidden files, schemas, what `render` writes,
/// what is no file, and the folders of data packages and templates are none.
pub fn answers_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(folder, DEPTH, &mut found)?;
    found.sort();
    Ok(found)
}

/// The same, and what would be answers files if it did not lie deeper.
pub fn answers_below_all(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let mut found = Vec::new();
    collect(folder, DEEPEST, &mut found)?;
    found.sort();
    let parts = |path: &Path| path.components().count();
    Ok(found.into_iter().partition(|file| parts(file) - parts(folder) <= DEPTH))
}

fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if depth > 1 && !NO_ANSWERS.iter().any(|file| path.join(file).exists()) {
                collect(&path, depth - 1, found)?;
            }
        } else if is_answers(&name) && fs::metadata(&path).is_ok_and(|facts| facts.is_file()) {
            found.push(path);
        }
    }
    Ok(())
}

fn is_answers(name: &str) -> bool {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|end| name.ends_with(end));
    ends(&[".yaml", ".yml", ".json"]) && !ends(&BESIDE)
}

/// Every file below `folder`, by its path with `/`, with its bytes.
pub fn whole(folder: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() {
                folders.push((path, format!("{name}/")));
            } else {
                files.push((name, fs::read(&path)?));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The paths that were asked for, below the folder.
pub type Seen = Arc<Mutex<BTreeSet<String>>>;

/// Files below a folder, which remembers what was asked for.
pub struct Watched {
    files: Box<dyn Files>,
    prefix: String,
    seen: Seen,
}

impl Watched {
    /// Watches `files`.
    pub fn new(files: Box<dyn Files>) -> Self {
        Watched { files, prefix: String::new(), seen: Seen::default() }
    }

    /// What was asked for until now.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().map(|seen| seen.iter().cloned().collect()).unwrap_or_default()
    }

    fn note(&self, path: &str) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(format!("{}{path}", self.prefix));
        }
    }
}

impl Files for Watched {
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal> {
        self.note(path);
        self.files.open(path)
    }

    fn len(&self, path: &str) -> Result<u64, Refusal> {
        self.note(path);
        self.files.len(path)
    }

    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal> {
        self.note(path);
        let prefix = format!("{}{path}/", self.prefix);
        Ok(Box::new(Watched { files: self.files.below(path)?, prefix, seen: Arc::clone(&self.seen) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::files::Folder;

    #[test]
    fn what_was_asked_for_is_remembered() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("data")).unwrap();
        fs::write(home.path().join("data/a.csv"), "x").unwrap();
        let watched = Watched::new(Box::new(Folder::new(home.path()).unwrap()));
        let data = watched.below("data").unwrap();
        assert!(data.open("a.csv").is_ok() && data.open("b.csv").is_err());
        assert_eq!(watched.seen(), ["data", "data/a.csv", "data/b.csv"]);
    }

    #[test]
    fn a_stamp_changes_with_the_file() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("a.yaml");
        let none = stamp(&path);
        fs::write(&path, "x").unwrap();
        let one = stamp(&path);
        fs::write(&path, "xy").unwrap();
        assert!(none.is_none() && one.is_some() && one != stamp(&path));
    }

    #[test]
    fn answers_are_found_in_the_folder_and_in_those_in_it() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("b/c")).unwrap();
        for name in ["a.yaml", "a.schema.json", ".x.yaml", "a.stamps.json", "b/d.json", "b/c/e.yaml", "b/f.csv"] {
            fs::write(home.path().join(name), "x").unwrap();
        }
        fs::create_dir(home.path().join("package")).unwrap();
        for name in ["bagit.txt", "datapackage.json"] {
            fs::write(home.path().join("package").join(name), "x").unwrap();
        }
        fs::create_dir(home.path().join("template")).unwrap();
        fs::write(home.path().join("template/form.yaml"), "x").unwrap();
        let names: Vec<_> = answers_below(home.path()).unwrap();
        let below: Vec<_> =
            names.iter().map(|path| path.strip_prefix(home.path()).unwrap().to_str().unwrap()).collect();
        assert_eq!(below, ["a.yaml", "b/d.json"]);
        assert_eq!(whole(&home.path().join("b")).unwrap().len(), 3);
    }
}
