//! The files that are made of the results: what they may be called, and what they are called among the results.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::json;

use super::plan::Reader;
use super::store::{Store, is_address};
use super::{Stop, messages, result_messages};
use crate::assets::files::real;
use crate::diag::Diagnostic;

/// The log of their names.
const LOG: &str = "besides.jsonl";

/// A file that is to be made of the results.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    /// The option that names it: `--merged`.
    pub option: &'static str,
    /// How its name may end.
    pub endings: &'static [&'static str],
    /// Where it is to be.
    pub path: &'a Path,
}

/// What is wrong with the names of such files: an ending that promises something else, one name for two.
pub fn misnamed(files: &[Beside<'_>]) -> Vec<Diagnostic> {
    let mut wrong = Vec::new();
    for (index, file) in files.iter().enumerate() {
        let ending = file.path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if !ending.is_some_and(|ending| file.endings.contains(&ending.as_str())) {
            wrong.push(result_messages::wrong_ending(file.option, file.path, file.endings));
        }
        if let Some(other) = files[..index].iter().find(|other| whole(other.path) == whole(file.path)) {
            wrong.push(result_messages::one_name(other.option, file.option, file.path));
        }
    }
    wrong
}

/// That a plan would be written over a file that is none: the table of the records, for one.
pub fn no_plan(path: &Path) -> Option<Diagnostic> {
    let is_file = !is_address(path) && fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() > 0);
    (is_file && Reader::open_any(path).is_err()).then(|| messages::no_plan(path))
}

/// What is wrong with them where the records of a plan are known: a name that is that of a record's file.
pub fn clashing(files: &[Beside<'_>], plan: &Path, store: &Store) -> Result<Vec<Diagnostic>, Stop> {
    let names = files.iter().filter_map(|file| Some((name_in(store, file.path)?.to_lowercase(), file)));
    let names: Vec<_> = names.collect();
    let mut wrong = Vec::new();
    if names.is_empty() {
        return Ok(wrong);
    }
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    while let Some(entry) = plan.read_next().map_err(Stop::data)? {
        for result in entry.files(&plan.header.environment.formats) {
            // Systems differ in whether case counts.
            let taken = names.iter().filter(|(name, _)| *name == result.to_lowercase());
            wrong.extend(taken.map(|(_, file)| result_messages::name_of_a_record(file.option, file.path, &entry.key)));
        }
    }
    Ok(wrong)
}

/// The names among the results that the files at `besides` have, or the folders they lie in, and those that such files
/// of earlier runs had.
pub(super) fn own(store: &Store, besides: &[&Path]) -> io::Result<HashSet<String>> {
    let mut names = remembered(store)?;
    names.extend(besides.iter().filter_map(|path| first_in(store, path)));
    Ok(names)
}

/// Keeps in mind that the file at `path` is the program's own, before it is made.
pub fn remember(store: &Store, path: &Path) -> Result<(), Stop> {
    let Some(name) = first_in(store, path) else { return Ok(()) };
    let kept = || {
        if remembered(store)?.contains(&name) {
            return Ok(());
        }
        store.place().prepare()?;
        let mut log = store.place().log(LOG)?;
        log.add(format!("{}\n", json!({ "beside": name })).as_bytes(), true)?;
        log.settle()
    };
    kept().map_err(|error: io::Error| store.stop("", &error))
}

/// What is kept in mind. The lines stand among those of the logs, which tell nothing else of names like these.
fn remembered(store: &Store) -> io::Result<HashSet<String>> {
    #[derive(Deserialize)]
    struct Line {
        beside: String,
    }
    let mut names = HashSet::new();
    store.place().log_lines(&mut |line| {
        if line.starts_with(b"{\"beside\"") {
            names.extend(serde_json::from_slice(line).map(|line: Line| line.beside));
        }
    })?;
    Ok(names)
}

/// The name in these results of a file at `path`, or of the folder that it lies in.
fn first_in(store: &Store, path: &Path) -> Option<String> {
    let name = name_in(store, path)?;
    name.split('/').next().filter(|first| !first.is_empty()).map(str::to_owned)
}

/// The name in these results of a file at `path`, with the folders it lies in.
fn name_in(store: &Store, path: &Path) -> Option<String> {
    let Some(folder) = store.folder() else { return store.name_in(path) };
    let whole = whole(path);
    let parts = whole.strip_prefix(real(folder)).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// The whole path of a file that may not be there yet; one that is a link stays one.
fn whole(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) if !is_address(path) => real(folder).join(name),
        _ => path.to_owned(),
    }
}
