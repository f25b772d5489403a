//! Records: a folder of answers files, or a table with a record a row. They are read one after the other; what a
//! record says is put together later, on any thread.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::check::First;
use super::columns::{self, Columns, TEMPLATE};
use super::fetch::{Fetched, fetch};
use super::keys::{self, KEY, named};
use super::messages;
use super::record::Origin;
pub use super::record::Record;
use super::rows::{self, Body, Cell, Row};
use super::store::is_address;
use super::workbook;
use super::{Stop, tree};
use crate::answers::{self, Answers, Data, MAX_BYTES, Node, Source};
use crate::assets::files::{Files, Folder, read_most};
use crate::assets::watch::{answers_below, answers_below_all};
use crate::diag::{AnswerPath, Diagnostic, Place};
use crate::render::{Options, template_of};

/// Where records are read from.
#[derive(Clone)]
pub struct Records {
    file: Arc<Fetched>,
    name: String,
    form: Form,
    shared: Option<Answers>,
    /// The file of what is shared, which is no record where it lies among them: as it was given, and its whole path.
    defaults: Option<(PathBuf, Option<PathBuf>)>,
    pub(super) columns: Columns,
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

impl Records {
    /// Records at `path`, with the answers at `defaults` below each of them.
    pub fn open(path: &Path, defaults: Option<&Path>) -> Result<Self, Vec<Diagnostic>> {
        let name = path.display().to_string();
        let fetched = fetch(path).map_err(|problem| vec![problem])?;
        let path = fetched.path.as_path();
        let one = |problem| vec![problem];
        let facts = fs::metadata(path);
        if facts.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Err(one(messages::no_file(&name)));
        }
        let form = form(path).ok_or_else(|| one(messages::unknown_form(&name)))?;
        facts.map_err(|error| one(messages::unreadable(&name, &error)))?;
        let home = if form == Form::Folder { path } else { path.parent().unwrap_or(Path::new("")) };
        let folder = Folder::new(home).map_err(|why| one(messages::unreadable(&name, &why)))?;
        let shared = defaults.map(read_shared).transpose()?;
        let defaults = defaults.map(|path| (path.to_owned(), path.canonicalize().ok()));
        Ok(Records { name, form, shared, defaults, folder, columns: Columns::default(), file: Arc::new(fetched) })
    }

    /// The same, where the cells of a table are read as the form of its records asks: days, codes. The first record
    /// tells the kind of all, unless a column does.
    pub fn read_as(mut self, options: &Options) -> Self {
        if !matches!(self.form, Form::Csv | Form::Xlsx) {
            return self;
        }
        let mut first: Option<Raw> = None;
        let read = self.each(&mut |raw| {
            first = Some(raw);
            false
        });
        self.columns.headings = read.unwrap_or_default();
        if !self.columns.headings.iter().any(|heading| heading == TEMPLATE) {
            let record = first.and_then(|raw| self.record(raw).ok());
            let answers = record.and_then(|mut record| record.answers().ok());
            self.columns.template = answers.and_then(|answers| template_of(&answers, options).ok());
        }
        self
    }

    /// The folder that the answers of a record may name files of: its own, where it has a file.
    pub fn folder_of(&self, raw: &Raw) -> Folder {
        let own = raw.file().and_then(Path::parent).filter(|folder| *folder != self.file.path);
        own.and_then(|own| Folder::new(own).ok()).unwrap_or_else(|| self.folder.clone())
    }

    fn is_shared(&self, file: &Path) -> bool {
        let Some((given, whole)) = self.defaults.as_ref().filter(|(given, _)| given.file_name() == file.file_name())
        else {
            return false;
        };
        self.shown(file) == given.display().to_string() || whole.is_some() && file.canonicalize().ok() == *whole
    }

    /// Words on records of a folder that lie in the folders in it, whose names begin with that of their folder, and on
    /// files that lie too deep to be records.
    pub fn beyond(&self) -> Vec<Diagnostic> {
        let is_folder = self.form == Form::Folder;
        let found = is_folder.then(|| answers_below_all(&self.file.path).ok()).flatten();
        let (files, deep) = found.unwrap_or_default();
        let is_beyond = |file: &&PathBuf| file.parent() != Some(&self.file.path) && !self.is_shared(file);
        let count = files.iter().filter(is_beyond).count();
        let below = (count > 0).then(|| messages::in_folders(&self.name, count));
        let deep = deep.first().map(|first| messages::too_deep(&self.name, &self.shown(first), deep.len()));
        below.into_iter().chain(deep).collect()
    }

    /// The files that answers may name in object storage, beside a table that is there.
    pub(super) fn far(&self) -> Option<&dyn Files> {
        self.file.beside.as_ref().map(|far| -> &dyn Files { far.as_ref() })
    }

    /// Why those files cannot be brought any more, where that is so.
    pub(super) fn stop(&self) -> Option<Stop> {
        self.file.beside.as_ref().and_then(|far| far.stop())
    }

    /// The path as it was given.
    pub fn name(&self) -> &str {
        &self.name
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
            Form::Xlsx => workbook::xlsx(&self.file.path, &self.name, &mut row),
            Form::JsonLines => rows::json_lines(&self.file.path, &self.name, &mut row).map(|()| Vec::new()),
            Form::Folder => {
                let files = answers_below(&self.file.path).map_err(|error| messages::unreadable(&self.name, &error))?;
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
            RawBody::File(path) => self.key_of_file(path).0,
            RawBody::Row(_) => numbered(raw.index),
        }
    }

    /// What a record calls itself, as far as that is known before its answers are read.
    pub fn key(&self, raw: &Raw) -> String {
        let given = match &raw.body {
            RawBody::File(_) => None,
            RawBody::Row(row) => keys::given(row),
        };
        let mut key = self.fallback_key(raw);
        if let Some(given) = given {
            named(&mut key, &given, self.place(raw));
        }
        key
    }

    /// That a record has the key of `first`, which stands before it.
    pub fn key_twice(&self, key: &str, first: &Raw, raw: &Raw) -> Diagnostic {
        messages::key_twice(key, &First::of(&self.place(first)), self.place(raw))
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

    /// A file's name without its ending, with those of the folders it lies in.
    fn stem(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.file.path).unwrap_or(path).with_extension("");
        below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("-")
    }

    /// The key of a file, by its name; where that cannot be a name on every system, what it became is told.
    fn key_of_file(&self, path: &Path) -> (String, Option<Diagnostic>) {
        let stem = self.stem(path);
        let mut key = stem.clone();
        let note = named(&mut key, &stem, Place { file: self.shown(path), path: None, span: None });
        (key, note)
    }

    fn of_file(&self, path: &Path) -> Result<Record, Vec<Diagnostic>> {
        let source = read(path, self.shown(path))?;
        let (key, note) = self.key_of_file(path);
        let mut record = match &self.shared {
            None => Record::of_file(key, source),
            Some(shared) => {
                let own = answers::parse(&source)?;
                let whole = tree::overlay(&shared.root, &own.root);
                Record::of_tree(key, source.name(), whole, Origin::Text { own: Box::new(own), line: None })
            }
        };
        record.noted.extend(note);
        Ok(record)
    }

    fn of_row(&self, index: usize, row: Row) -> Result<Record, Vec<Diagnostic>> {
        match row.body {
            Body::Broken(problem) => Err(vec![*problem]),
            Body::Cells(cells) => Ok(self.of_cells(index, row.line, cells)),
            Body::Json(text) => self.of_json(index, row.line, text),
        }
    }

    pub(super) fn of_cells(&self, index: usize, line: usize, mut cells: Vec<Cell>) -> Record {
        let mut whole = self.shared.as_ref().map_or_else(tree::empty, |shared| shared.root.clone());
        let mut notes = self.columns.read(&self.name, line, &mut cells);
        let (mut key, mut columns) = (numbered(index), Vec::new());
        let has_key = cells.iter().any(|cell| cell.path == KEY);
        for cell in cells {
            if cell.path == KEY {
                let place = messages::cell(&self.name, line, cell.column);
                notes.extend(named(&mut key, cell.value.text().unwrap_or_default(), place));
                continue;
            }
            let path = AnswerPath::new(&cell.path);
            let is_list = |above: &[&str]| self.columns.is_list(above);
            tree::put(&mut whole, &path.segments().collect::<Vec<_>>(), cell.value, &is_list);
            columns.push((path, cell.column));
        }
        if !has_key && let Some(column) = self.columns.headings.iter().position(|heading| heading == KEY) {
            notes.push(messages::key_open(&key, messages::cell(&self.name, line, column + 1)));
        }
        let name = format!("{key}.json");
        let mut record = Record::of_tree(key, name, whole, Origin::Cells { line, columns });
        record.noted.append(&mut notes);
        record
    }

    fn of_json(&self, index: usize, line: usize, text: String) -> Result<Record, Vec<Diagnostic>> {
        let at_line = |mut problems: Vec<Diagnostic>| {
            problems.iter_mut().for_each(|problem| on_line(problem, line));
            problems
        };
        let mut own = answers::parse(&Source::new(self.name.clone(), text)).map_err(at_line)?;
        own.findings = at_line(own.findings);
        let (mut key, place) = (numbered(index), messages::cell(&self.name, line, 1));
        let note = match keys::of_tree(&own.root) {
            Some(Some(given)) => named(&mut key, given, place),
            Some(None) => Some(messages::key_open(&key, place)),
            None => None,
        };
        if let Data::Map(entries) = &mut own.root.data {
            entries.retain(|entry| entry.key != KEY);
        }
        let whole = match &self.shared {
            Some(shared) => tree::overlay(&shared.root, &own.root),
            None => own.root.clone(),
        };
        let name = format!("{key}.json");
        let mut record = Record::of_tree(key, name, whole, Origin::Text { own: Box::new(own), line: Some(line) });
        record.noted.extend(note);
        Ok(record)
    }

    /// Gives findings about a record the places where its answers were typed. Those about an answer that all share stand
    /// at the record, with a word on where the answer is.
    pub fn located(&self, record: &Record, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for finding in &mut findings {
            let Some(place) = finding.place.as_mut().filter(|place| place.file == record.source.name()) else {
                continue;
            };
            let path = place.path.clone().unwrap_or_default();
            let (typed, is_own) = self.typed(record, &path);
            *place = typed.unwrap_or_else(|| place.clone());
            if let Origin::Cells { line, .. } = &record.origin {
                self.worded(finding, &path, *line, is_own);
                if finding.code == "answers/missing" {
                    continue;
                }
            }
            if let (false, Some(shared)) = (is_own, self.shared.as_ref().filter(|shared| has(&shared.root, &path))) {
                finding.hints.push(messages::is_shared(&shared.place(&path)));
            }
        }
        findings
    }

    /// Advice for a table speaks of columns and cells.
    fn worded(&self, finding: &mut Diagnostic, path: &AnswerPath, line: usize, is_own: bool) {
        if finding.code == "answers/missing" {
            let (advice, column) = self.columns.advice(path);
            finding.hints = vec![advice];
            if let Some(column) = column {
                finding.place = Some(Place { path: Some(path.clone()), ..messages::cell(&self.name, line, column) });
            }
        } else if is_own && finding.code == "answers/wrong-type" {
            finding.hints = vec![self.columns.renamed(path)];
        } else if is_own {
            columns::in_cell(finding);
        }
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
            Origin::Cells { line, columns } => {
                let is_near = |column: &AnswerPath| path.is_within(column) || column.is_within(path);
                let column = columns.iter().find(|(column, _)| *path != AnswerPath::root() && is_near(column));
                let place = messages::cell(&self.name, *line, column.map_or(1, |(_, column)| *column));
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
    let name = path.display().to_string();
    if is_table(path) {
        return Err(vec![messages::no_shared(&name)]);
    }
    let fetched = fetch(path).map_err(|problem| vec![problem])?;
    let shared = answers::parse(&read(&fetched.path, name.clone())?)?;
    let are_answers = matches!(shared.root.data, Data::Map(_)) || shared.root.is_null();
    if are_answers { Ok(shared) } else { Err(vec![messages::no_shared(&name)]) }
}

fn numbered(index: usize) -> String {
    format!("{:06}", index + 1)
}
