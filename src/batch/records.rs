//! Records: a folder of answers files, or a table with a record a row. They are read one after the other; what a
//! record says is put together later, on any thread.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fetch::{Fetched, fetch};
use super::messages;
use super::rows::{self, Body, Cell, Row};
use super::store::is_address;
use super::{Stop, tree};
use crate::answers::{self, Answers, Data, MAX_BYTES, Node, Source};
use crate::assets::files::{Files, Folder, read_most};
use crate::assets::watch::answers_in;
use crate::diag::{AnswerPath, Diagnostic, Place};

/// The column, or the key of a line of JSON, that names the record and is no answer.
pub(super) const KEY: &str = "key";

/// Where records are read from.
#[derive(Clone)]
pub struct Records {
    file: Arc<Fetched>,
    name: String,
    form: Form,
    shared: Option<Answers>,
    /// The file of what is shared, which is no record where it lies among them.
    defaults: Option<PathBuf>,
    /// The folder that answers may name files of.
    pub folder: Folder,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Folder,
    Csv,
    Xlsx,
    JsonLines,
}

/// A record as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw {
    /// Its number, from 0.
    pub index: usize,
    body: RawBody,
}

#[derive(Debug, Clone, PartialEq)]
enum RawBody {
    File(PathBuf),
    Row(Row),
}

impl Raw {
    /// The file of a record that has one of its own.
    pub fn file(&self) -> Option<&Path> {
        match &self.body {
            RawBody::File(path) => Some(path),
            RawBody::Row(_) => None,
        }
    }

    /// The record without what stands in these columns, from 1.
    pub fn without(mut self, columns: &[usize]) -> Self {
        if let RawBody::Row(Row { body: Body::Cells(cells), .. }) = &mut self.body {
            cells.retain(|cell| !columns.contains(&cell.column));
        }
        self
    }
}

/// A record, put together.
pub struct Record {
    /// What its files are named after where no pattern names them.
    pub key: String,
    /// Its answers.
    pub source: Source,
    origin: Origin,
}

/// Where the answers of a record were typed.
enum Origin {
    /// In the file as it stands.
    File,
    /// In the cells of a line.
    Cells { line: usize, columns: Vec<(AnswerPath, usize)>, headings: Arc<[String]> },
    /// In a text of its own, before what records share was put below it; `line` is that of JSON Lines.
    Text { own: Box<Answers>, line: Option<usize> },
}

impl Records {
    /// Records at `path`, with the answers at `defaults` below each of them.
    pub fn open(path: &Path, defaults: Option<&Path>) -> Result<Self, Vec<Diagnostic>> {
        let name = path.display().to_string();
        let fetched = fetch(path).map_err(|problem| vec![problem])?;
        let path = fetched.path.as_path();
        let one = |problem| vec![problem];
        let form = form(path).ok_or_else(|| one(messages::unknown_form(&name)))?;
        fs::metadata(path).map_err(|error| one(messages::unreadable(&name, &error)))?;
        let home = if form == Form::Folder { path } else { path.parent().unwrap_or(Path::new("")) };
        let folder = Folder::new(home).map_err(|why| one(messages::unreadable(&name, &format!("{why:?}"))))?;
        let shared = defaults.map(read_shared).transpose()?;
        Ok(Records { name, form, shared, defaults: defaults.map(Path::to_owned), folder, file: Arc::new(fetched) })
    }

    /// The files that answers may name: of the folder, or of object storage beside a table that is there.
    pub(super) fn files(&self) -> &dyn Files {
        match &self.file.beside {
            Some(far) => far.as_ref(),
            None => &self.folder,
        }
    }

    /// Why those files cannot be brought any more, where that is so.
    pub(super) fn stop(&self) -> Option<Stop> {
        self.file.beside.as_ref().and_then(|far| far.stop())
    }

    /// The path as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn is_shared(&self, file: &Path) -> bool {
        let Some(defaults) = &self.defaults else { return false };
        let whole = |path: &Path| path.canonicalize().ok();
        self.shown(file) == defaults.display().to_string()
            || whole(file).is_some_and(|file| whole(defaults) == Some(file))
    }

    /// Hands over each record in its order, until `visit` says no. The headings of a table are returned.
    pub fn each(&self, visit: &mut dyn FnMut(Raw) -> bool) -> Result<Vec<String>, Diagnostic> {
        let mut index = 0;
        let mut hand = |body| {
            index += 1;
            visit(Raw { index: index - 1, body })
        };
        let mut row = |row| hand(RawBody::Row(row));
        match self.form {
            Form::Csv => rows::csv(&self.file.path, &self.name, &mut row),
            Form::Xlsx => rows::xlsx(&self.file.path, &self.name, &mut row),
            Form::JsonLines => rows::json_lines(&self.file.path, &self.name, &mut row).map(|()| Vec::new()),
            Form::Folder => {
                let files = answers_in(&self.file.path).map_err(|error| messages::unreadable(&self.name, &error))?;
                files.into_iter().filter(|file| !self.is_shared(file)).all(|file| hand(RawBody::File(file)));
                Ok(Vec::new())
            }
        }
    }

    /// The answers of a record.
    pub fn record(&self, raw: Raw) -> Result<Record, Vec<Diagnostic>> {
        match raw.body {
            RawBody::File(path) => self.of_file(&path),
            RawBody::Row(row) => self.of_row(raw.index, row),
        }
    }

    /// What a record is called before it is known whether its answers hold.
    pub fn fallback_key(&self, raw: &Raw) -> String {
        match &raw.body {
            RawBody::File(path) => stem(path),
            RawBody::Row(_) => numbered(raw.index),
        }
    }

    /// Where a record stands.
    pub fn place(&self, raw: &Raw) -> Place {
        match &raw.body {
            RawBody::File(path) => Place { file: self.shown(path), path: None, span: None },
            RawBody::Row(row) => messages::cell(&self.name, row.line, 1),
        }
    }

    /// A file of the folder as its user knows it, wherever it is read.
    fn shown(&self, path: &Path) -> String {
        match path.strip_prefix(&self.file.path) {
            Ok(rest) if is_address(Path::new(&self.name)) => {
                format!("{}/{}", self.name.trim_end_matches('/'), rest.display())
            }
            _ => path.display().to_string(),
        }
    }

    fn of_file(&self, path: &Path) -> Result<Record, Vec<Diagnostic>> {
        let source = read(path, self.shown(path))?;
        let key = stem(path);
        let Some(shared) = &self.shared else { return Ok(Record { key, source, origin: Origin::File }) };
        let own = answers::parse(&source)?;
        let whole = tree::overlay(&shared.root, own.root.clone());
        let source = Source::new(source.name(), tree::json(&whole));
        Ok(Record { key, source, origin: Origin::Text { own: Box::new(own), line: None } })
    }

    fn of_row(&self, index: usize, row: Row) -> Result<Record, Vec<Diagnostic>> {
        match row.body {
            Body::Broken(problem) => Err(vec![*problem]),
            Body::Cells(cells) => Ok(self.of_cells(index, row.line, &row.headings, cells)),
            Body::Json(text) => self.of_json(index, row.line, text),
        }
    }

    pub(super) fn of_cells(&self, index: usize, line: usize, headings: &Arc<[String]>, cells: Vec<Cell>) -> Record {
        let mut whole = self.shared.as_ref().map_or_else(tree::empty, |shared| shared.root.clone());
        let (mut key, mut columns) = (numbered(index), Vec::new());
        for cell in cells {
            if cell.path == KEY {
                key = safe(cell.value.text().unwrap_or_default());
                continue;
            }
            let path = AnswerPath::new(&cell.path);
            tree::put(&mut whole, &path.segments().collect::<Vec<_>>(), cell.value);
            columns.push((path, cell.column));
        }
        let source = Source::new(format!("{key}.json"), tree::json(&whole));
        Record { key, source, origin: Origin::Cells { line, columns, headings: Arc::clone(headings) } }
    }

    fn of_json(&self, index: usize, line: usize, text: String) -> Result<Record, Vec<Diagnostic>> {
        let at_line = |mut problems: Vec<Diagnostic>| {
            problems.iter_mut().for_each(|problem| on_line(problem, line));
            problems
        };
        let mut own = answers::parse(&Source::new(self.name.clone(), text)).map_err(at_line)?;
        let mut key = numbered(index);
        if let Data::Map(entries) = &mut own.root.data {
            if let Some(given) = entries.iter().find(|entry| entry.key == KEY).and_then(|entry| entry.value.text()) {
                key = safe(given);
            }
            entries.retain(|entry| entry.key != KEY);
        }
        let base = self.shared.as_ref().map_or_else(tree::empty, |shared| shared.root.clone());
        let whole = tree::overlay(&base, own.root.clone());
        let source = Source::new(format!("{key}.json"), tree::json(&whole));
        Ok(Record { key, source, origin: Origin::Text { own: Box::new(own), line: Some(line) } })
    }

    /// Gives findings about a record the places where its answers were typed. Those about an answer that all share stand
    /// at the record, with a word on where the answer is.
    pub fn located(&self, record: &Record, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for finding in &mut findings {
            let Some(place) = finding.place.as_mut().filter(|place| place.file == record.source.name()) else {
                continue;
            };
            let path = place.path.clone().unwrap_or_default();
            if let (Origin::Cells { headings, .. }, "answers/missing") = (&record.origin, finding.code.as_ref()) {
                let empty = headed(headings, &path).map(|at| headings[at].as_str());
                finding.hints = vec![messages::to_be_typed(&path, empty)];
            }
            let (typed, is_own) = self.typed(record, &path);
            *place = typed.unwrap_or_else(|| place.clone());
            if let (false, Some(shared)) = (is_own, self.shared.as_ref().filter(|shared| has(&shared.root, &path))) {
                finding.hints.push(messages::is_shared(&shared.place(&path)));
            }
        }
        findings
    }

    /// Where an answer of a record was typed, and whether that is a cell of a table; `None` where no file tells.
    pub fn origin(&self, record: &Record, path: &AnswerPath) -> Option<(Place, bool)> {
        let is_table = matches!(record.origin, Origin::Cells { .. });
        match self.typed(record, path) {
            (place, true) => Some((place.unwrap_or_else(|| record_place(record)), is_table)),
            (_, false) => {
                let shared = self.shared.as_ref().filter(|shared| has(&shared.root, path))?;
                Some((shared.place(path), false))
            }
        }
    }

    /// The place of an answer, and whether the record gave it itself.
    fn typed(&self, record: &Record, path: &AnswerPath) -> (Option<Place>, bool) {
        match &record.origin {
            Origin::File => (None, true),
            Origin::Cells { line, columns, headings } => {
                let is_near = |column: &AnswerPath| path.is_within(column) || column.is_within(path);
                let column = columns.iter().find(|(column, _)| *path != AnswerPath::root() && is_near(column));
                let empty = || headed(headings, path).map_or(1, |at| at + 1);
                let place = messages::cell(&self.name, *line, column.map_or_else(empty, |(_, column)| *column));
                (Some(Place { path: Some(path.clone()), ..place }), column.is_some())
            }
            Origin::Text { own, line } => {
                let mut place = own.place(path);
                if let (Some(span), Some(line)) = (&mut place.span, line) {
                    span.line = *line;
                }
                (Some(place), has(&own.root, path))
            }
        }
    }
}

/// The first heading of an answer, or of one in it.
fn headed(headings: &[String], path: &AnswerPath) -> Option<usize> {
    headings.iter().position(|heading| AnswerPath::new(heading).is_within(path))
}

fn record_place(record: &Record) -> Place {
    Place { file: record.source.name().to_owned(), path: None, span: None }
}

fn has(root: &Node, path: &AnswerPath) -> bool {
    path.segments().try_fold(root, |node, key| node.get(key)).is_some()
}

fn on_line(problem: &mut Diagnostic, line: usize) {
    if let Some(span) = problem.place.as_mut().and_then(|place| place.span.as_mut()) {
        span.line = line;
    }
}

/// Whether a table of records is at `path`, by its name.
pub fn is_table(path: &Path) -> bool {
    matches!(form(path), Some(Form::Csv | Form::Xlsx | Form::JsonLines))
}

fn form(path: &Path) -> Option<Form> {
    if path.is_dir() {
        return Some(Form::Folder);
    }
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "csv" | "tsv" | "txt" => Some(Form::Csv),
        "xlsx" => Some(Form::Xlsx),
        "jsonl" | "ndjson" => Some(Form::JsonLines),
        _ => None,
    }
}

fn read(path: &Path, name: String) -> Result<Source, Vec<Diagnostic>> {
    let bytes = read_most(path, MAX_BYTES).map_err(|error| vec![messages::unreadable(&name, &error)])?;
    Source::from_bytes(name, &bytes)
}

/// The answers that records share, under the name they were given by.
fn read_shared(path: &Path) -> Result<Answers, Vec<Diagnostic>> {
    let fetched = fetch(path).map_err(|problem| vec![problem])?;
    answers::parse(&read(&fetched.path, path.display().to_string())?)
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

fn numbered(index: usize) -> String {
    format!("{:06}", index + 1)
}

/// A key as a file name: what one cannot hold becomes a hyphen.
fn safe(key: &str) -> String {
    crate::render::safe_name(key)
}
