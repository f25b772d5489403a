//! Diagnostics: what is wrong, where, why, and what to do about it.
//!
//! One type for every check. The terminal, JSON and the preview are views of it; none of them adds a fact.

mod html;
mod problems;
mod reason;
mod render;

pub use html::escaped;
pub use problems::Problems;
pub use reason::reason;
pub use render::{render_human, render_json};

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The paper would be sent back: nothing is made.
    Error,
    /// Probably wrong; the paper is made.
    Warning,
    /// Worth knowing.
    Info,
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Message {
    /// A message from its two wordings.
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Message { vi: vi.into(), en: en.into() }
    }

    /// The wording in `lang`.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// Where a value stands in the answers: `results.training.0.participants`. List items count from 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AnswerPath(Arc<str>);

impl AnswerPath {
    /// From its written form.
    pub fn new(path: impl AsRef<str>) -> Self {
        AnswerPath(path.as_ref().into())
    }

    /// The path of the whole file.
    pub fn root() -> Self {
        AnswerPath::default()
    }

    /// The path of the field `key` (or list item, by its number) below this one.
    pub fn child(&self, key: impl fmt::Display) -> Self {
        if self.0.is_empty() { AnswerPath::new(key.to_string()) } else { AnswerPath::new(format!("{}.{key}", self.0)) }
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The keys from the root.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('.').filter(|segment| !segment.is_empty())
    }

    /// Whether it is `above`, which is not the root, or stands below it.
    pub fn is_within(&self, above: &AnswerPath) -> bool {
        self.0.strip_prefix(&*above.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }

    /// The path one level up; `None` at the root.
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        Some(AnswerPath::new(self.0.rsplit_once('.').map_or("", |(parent, _)| parent)))
    }
}

impl Serialize for AnswerPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for AnswerPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A stretch of a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// First byte in the file.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// Where a finding stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as its user named it.
    pub file: String,
    /// The answer, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<AnswerPath>,
    /// The stretch of the file; a data row has a line and column but no bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable name for programs: `answers/unknown-key`.
    pub code: Cow<'static, str>,
    /// What is wrong.
    pub message: Message,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What to do.
    pub hints: Vec<Message>,
    /// What to do instead, for one who fills in a form and sees no file.
    #[serde(skip)]
    pub in_form: Option<Box<Message>>,
    /// The clause it rests on: `Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
}

impl Diagnostic {
    /// A finding of `severity`.
    pub fn new(severity: Severity, code: impl Into<Cow<'static, str>>, message: Message) -> Self {
        Diagnostic { severity, code: code.into(), message, place: None, hints: Vec::new(), in_form: None, basis: None }
    }

    /// An error.
    pub fn error(code: impl Into<Cow<'static, str>>, message: Message) -> Self {
        Diagnostic::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: impl Into<Cow<'static, str>>, message: Message) -> Self {
        Diagnostic::new(Severity::Warning, code, message)
    }

    /// The same, at `place`.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with advice.
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }

    /// The same, with other advice for one who fills in a form: it names no sign of the file.
    pub fn in_form(mut self, hint: Message) -> Self {
        self.in_form = Some(Box::new(hint));
        self
    }

    /// As it is told beside the field of a form.
    #[must_use]
    pub fn for_form(mut self) -> Self {
        if let Some(hint) = self.in_form.take() {
            self.hints = vec![*hint];
        }
        self
    }

    /// The same, with the clause it rests on.
    pub fn basis(mut self, clause: impl Into<String>) -> Self {
        self.basis = Some(clause.into());
        self
    }
}

/// Puts findings in the order of the file: by file, line and column; those without a place first, the worse before the
/// milder at one place. Findings that are equal in everything are told once.
pub fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    findings.dedup();
}

type Order<'a> = (Option<&'a str>, usize, usize, Severity, &'a str, Option<&'a AnswerPath>);

fn order(finding: &Diagnostic) -> Order<'_> {
    let place = finding.place.as_ref();
    let (line, column) = place.and_then(|place| place.span).map_or((0, 0), |span| (span.line, span.column));
    let path = place.and_then(|place| place.path.as_ref());
    (place.map(|place| place.file.as_str()), line, column, finding.severity, &finding.code, path)
}
