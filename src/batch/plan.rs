//! The plan: what is to be made, by what, from which answers. A line of JSON for the whole, one a record, one to end.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::hash::{self, Id};
use super::{messages, temporary};
use crate::assets::fonts::{self, Face};
use crate::assets::templates::{BASES, BLOCKS, REFERENCE, TEMPLATES, TemplateFiles};
use crate::diag::Diagnostic;
use crate::render::Options;
use crate::rules::{RuleSetName, SizeSet};
use crate::template::Choice;

/// The form of plans that this version writes and reads.
const FORM: u32 = 1;

/// A file that a record can be made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// PDF/A-3a with PDF/UA-1.
    Pdf,
    /// Word.
    Docx,
    /// Workbook.
    Xlsx,
}

impl Format {
    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
        }
    }
}

/// What all records of a plan share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    plan: u32,
    /// What every output depends on beside its record.
    pub environment: Environment,
    /// Where the records are read from, as it was given.
    pub records: String,
    /// The answers they share, as it was given.
    pub defaults: Option<String>,
}

/// What every output depends on beside its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    engine: String,
    templates: String,
    rules: String,
    fonts: String,
    /// The files of a record.
    pub formats: Vec<Format>,
    /// The pattern that names them.
    pub name: Option<String>,
    template: Option<String>,
    /// SHA-256 of a template that is not the program's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_template: Option<String>,
    rule_set: Option<RuleSetName>,
    size_set: Option<String>,
    draft: bool,
    file_date: Option<NaiveDate>,
}

impl Environment {
    /// That of this program and these options.
    pub fn new(options: &Options, formats: &[Format], name: Option<String>) -> Self {
        let mut formats = formats.to_vec();
        formats.sort_unstable();
        formats.dedup();
        Environment {
            engine: concat!("congvan ", env!("CARGO_PKG_VERSION")).to_owned(),
            templates: templates(),
            rules: hash::of_all(RuleSetName::ALL.into_iter().map(|name| name.source().as_bytes())),
            fonts: hash::of_all(Face::ALL.into_iter().map(fonts::bytes)),
            formats,
            name,
            template: options.template.as_ref().map(|choice| choice.text().to_owned()),
            own_template: options.template.as_ref().and_then(Choice::own).map(|own| of_template(own.files())),
            rule_set: options.rules,
            size_set: options.size_set.map(|set| set.as_str().to_owned()),
            draft: options.draft,
            file_date: options.file_date,
        }
    }

    /// The options it was made from. A template of the user's own is read anew.
    pub fn options(&self) -> Result<Options, Diagnostic> {
        let size_set = |name: &String| SizeSet::ALL.into_iter().find(|set| set.as_str() == name);
        let template = self.template.as_deref().map(Choice::find).transpose();
        let first = |problems: Vec<Diagnostic>| problems.into_iter().next().unwrap_or_else(messages::template_changed);
        Ok(Options {
            template: template.map_err(first)?,
            rules: self.rule_set,
            size_set: self.size_set.as_ref().and_then(size_set),
            draft: self.draft,
            file_date: self.file_date,
            separate: None,
        })
    }

    /// Its hash.
    pub fn hash(&self) -> String {
        hash::hex(json!(self).to_string().as_bytes())
    }

    /// Whether this program makes what the plan was made for; an error tells of a template that is not as it was.
    fn is_ours(&self) -> Result<bool, Diagnostic> {
        let now = Environment::new(&self.options()?, &self.formats, self.name.clone());
        if now.own_template != self.own_template {
            return Err(messages::template_changed());
        }
        Ok(*self == now)
    }
}

fn of_template(files: &TemplateFiles) -> String {
    hash::of_all(parts(files).into_iter().map(str::as_bytes))
}

fn parts(files: &TemplateFiles) -> [&str; 5] {
    let parts =
        [Some(&files.name), Some(&files.form), Some(&files.manifest), files.body.as_ref(), files.terms.as_ref()];
    parts.map(|part| part.map_or("", |text| text))
}

fn templates() -> String {
    let texts = BASES.iter().chain(&TEMPLATES).flat_map(parts).chain(REFERENCE.iter().map(|(_, csv, _)| *csv));
    hash::of_all(texts.chain([BLOCKS]).map(str::as_bytes))
}

/// A record of the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// What its files are named after.
    pub key: String,
    /// SHA-256 of its answers, with what records share.
    pub input: String,
    /// SHA-256 over its data files and pictures, where it names some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// The day of its document, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<NaiveDate>,
    /// The warnings of a record that is made all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Value>,
    /// The errors of a record that cannot be made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Value>,
}

impl Entry {
    /// Whether it can be made.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty()
    }

    /// What its outputs are a function of.
    pub fn id(&self, environment: &str) -> Id {
        hash::id([&self.key, &self.input, self.data.as_deref().unwrap_or_default(), environment])
    }

    /// The names of its files.
    pub fn files(&self, formats: &[Format]) -> Vec<String> {
        formats.iter().map(|format| format!("{}.{}", self.key, format.extension())).collect()
    }
}

/// How many records a plan has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// All.
    pub records: usize,
    /// Those that cannot be made.
    pub bad: usize,
}

/// A plan being written; it has no name before it is whole.
pub struct Writer {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
    counts: Counts,
}

impl Writer {
    /// Begins the plan at `path`.
    pub fn begin(path: &Path, header: &Header) -> std::io::Result<Self> {
        let file = BufWriter::new(temporary::beside(path)?);
        let mut writer = Writer { file, path: path.to_owned(), counts: Counts::default() };
        writer.line(header)?;
        Ok(writer)
    }

    /// Adds a record.
    pub fn add(&mut self, entry: &Entry) -> std::io::Result<()> {
        self.counts.records += 1;
        self.counts.bad += usize::from(!entry.is_good());
        self.line(entry)
    }

    /// Whether it has no record yet.
    pub fn is_empty(&self) -> bool {
        self.counts.records == 0
    }

    /// Ends the plan and gives it its name.
    pub fn finish(mut self) -> std::io::Result<Counts> {
        let counts = self.counts;
        self.line(&json!({ "end": counts }))?;
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        crate::assets::write::keep(file, &self.path)?;
        Ok(counts)
    }

    fn line(&mut self, line: &impl Serialize) -> std::io::Result<()> {
        serde_json::to_writer(&mut self.file, line)?;
        self.file.write_all(b"\n")
    }
}

/// A plan that is read from its beginning to its end.
pub struct Reader {
    /// What all records share.
    pub header: Header,
    lines: BufReader<File>,
    /// Where the first record stands, and the next one.
    first: u64,
    at: u64,
    name: String,
    end: Option<Counts>,
}

/// A line behind the head.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Entry(Entry),
    End { end: Counts },
}

/// How long the last line is at most, in bytes.
const LAST: u64 = 200;

impl Header {
    /// For records at `records` over the answers at `defaults`.
    pub fn new(environment: Environment, records: String, defaults: Option<String>) -> Self {
        Header { plan: FORM, environment, records, defaults }
    }
}

impl Reader {
    /// Opens the plan at `path`, whoever made it.
    pub fn open_any(path: &Path) -> Result<Self, Diagnostic> {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| messages::unreadable(&name, &error))?;
        let mut lines = BufReader::with_capacity(1 << 16, file);
        let mut line = String::new();
        lines.read_line(&mut line).map_err(|error| messages::unreadable(&name, &error))?;
        let header: Option<Header> = serde_json::from_str(&line).ok().filter(|header: &Header| header.plan == FORM);
        let header = header.ok_or_else(|| {
            messages::plan_unusable(&name, "đây không phải kế hoạch dùng được", "this is no usable plan")
        })?;
        let first = line.len() as u64;
        let mut reader = Reader { header, lines, first, at: first, name, end: None };
        if !reader.has_an_end().map_err(|error| messages::unreadable(&reader.name, &error))? {
            return Err(reader.broken());
        }
        Ok(reader)
    }

    /// Whether the last line is that of a whole plan; nothing is made of another.
    fn has_an_end(&mut self) -> std::io::Result<bool> {
        let length = self.lines.seek(SeekFrom::End(0))?;
        self.lines.seek(SeekFrom::Start(length.saturating_sub(LAST)))?;
        let mut tail = Vec::new();
        self.lines.read_to_end(&mut tail)?;
        self.lines.seek(SeekFrom::Start(self.at))?;
        let last = tail.strip_suffix(b"\n").and_then(|lines| lines.rsplit(|byte| *byte == b'\n').next());
        Ok(last.is_some_and(|line| matches!(serde_json::from_slice(line), Ok(Line::End { .. }))))
    }

    fn broken(&self) -> Diagnostic {
        messages::plan_unusable(&self.name, "kế hoạch bị đứt đoạn", "the plan is broken off")
    }

    /// Where the next record stands.
    pub(super) fn place(&self) -> u64 {
        self.at
    }

    /// Whether the end was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.end.is_some()
    }

    /// Goes back to the first record.
    pub(super) fn rewind(&mut self) -> Result<(), Diagnostic> {
        self.seek(self.first)
    }

    /// The record at `place`.
    pub(super) fn read_at(&mut self, place: u64) -> Result<Entry, Diagnostic> {
        self.seek(place)?;
        self.read_next()?.ok_or_else(|| self.broken())
    }

    fn seek(&mut self, place: u64) -> Result<(), Diagnostic> {
        self.lines.seek(SeekFrom::Start(place)).map_err(|error| messages::unreadable(&self.name, &error))?;
        (self.at, self.end) = (place, None);
        Ok(())
    }

    /// Opens the plan at `path`, which must have been made by this very program.
    pub fn open(path: &Path) -> Result<Self, Diagnostic> {
        let reader = Reader::open_any(path)?;
        if reader.header.environment.is_ours()? {
            return Ok(reader);
        }
        let (vi, en) =
            ("kế hoạch do phiên bản khác của chương trình lập", "the plan was made by another version of the program");
        Err(messages::plan_unusable(&reader.name, vi, en))
    }

    /// The next record; `None` at the end, which a whole plan has.
    pub fn read_next(&mut self) -> Result<Option<Entry>, Diagnostic> {
        if self.end.is_some() {
            return Ok(None);
        }
        let mut line = String::new();
        let read = self.lines.read_line(&mut line).map_err(|error| messages::unreadable(&self.name, &error))?;
        self.at += read as u64;
        match serde_json::from_str(&line) {
            Ok(Line::Entry(entry)) => Ok(Some(entry)),
            Ok(Line::End { end }) => {
                self.end = Some(end);
                Ok(None)
            }
            Err(_) => Err(self.broken()),
        }
    }

    /// The counts, once the end was read.
    pub fn counts(&self) -> Counts {
        self.end.unwrap_or_default()
    }
}
