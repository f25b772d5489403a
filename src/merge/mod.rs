//! From valid answers to what the document says: Handlebars merges, Markdown structures, the decree numbers.

mod abbreviations;
mod answers;
mod citations;
mod components;
mod content;
mod draft;
#[cfg(test)]
mod figure_tests;
mod figures;
mod footnotes;
mod helpers;
mod markdown;
mod outline;
mod paragraphs;
mod parts;
mod pattern;
mod placing;
mod program;
mod references;
mod rewrite;
mod settle;
mod stamps;
mod tables;
#[cfg(test)]
mod tests;
mod token;

pub use program::Program;

use std::collections::BTreeMap;

use handlebars::Context;
use serde_json::{Map, Value};

use crate::assets::files::Files;
use crate::diag::{AnswerPath, Diagnostic};
use crate::expr::{Reference, Scope};
use crate::model::{Block, Document, Figure, Role, Separate, State, Text};
use crate::rules::{RuleSet, Wording};
use crate::template::FigureDef;
use crate::validate::ValidAnswers;
use answers::Answers;
use draft::{Page, Things};
use markdown::{Reading, inline, lines};
use parts::Parts;
use references::{Part, References};
use settle::settle;

/// What a document is made of.
pub struct Input<'a> {
    /// The compiled template.
    pub program: &'a Program,
    /// The answers.
    pub answers: &'a ValidAnswers,
    /// The rules it is printed by.
    pub rules: &'a RuleSet,
    /// Reference tables.
    pub reference: &'a Reference,
    /// The files that the answers may name: pictures.
    pub files: &'a dyn Files,
    /// What the data files hold: `{inventory, files, total_files, total_bytes}`.
    pub dataset: &'a Value,
    /// Print `DỰ THẢO` on every page.
    pub draft: bool,
    /// What follows the signature goes out in files of its own.
    pub separate: Option<Separate>,
}

/// Merges answers into a template. An error here is a reference that leads nowhere, or a fault of the template.
pub fn merge(input: &Input<'_>) -> Result<Document, Vec<Diagnostic>> {
    let (document, problems) = assemble(input).map_err(|problem| vec![problem])?;
    if problems.is_empty() { Ok(document) } else { Err(problems) }
}

/// Which rule set the answers ask for, in their own words; `None` to follow the date.
pub fn wanted_rules(program: &Program, answers: &ValidAnswers) -> Result<Option<String>, Vec<Diagnostic>> {
    let wanted = program.evaluate(&program.template.manifest.rules, &answers.scope).map_err(|problem| vec![problem])?;
    Ok(wanted.as_str().map(|name| name.replace('_', "-")))
}

/// The day whose rules a document follows: its own, or the last of the year it is drafted in.
pub fn rules_date(program: &Program, answers: &ValidAnswers) -> Result<Option<chrono::NaiveDate>, Vec<Diagnostic>> {
    let components = &program.template.manifest.components;
    let value = |source: &str| program.evaluate(source, &answers.scope).map_err(|problem| vec![problem]);
    if let Some(date) = value(&components.date)?.as_str().and_then(|date| date.parse().ok()) {
        return Ok(Some(date));
    }
    let year = value(&components.open_year)?.as_i64().and_then(|year| i32::try_from(year).ok());
    Ok(year.and_then(|year| chrono::NaiveDate::from_ymd_opt(year, 12, 31)))
}

/// Fills a Handlebars pattern that the user gave, such as a file name, from the answers.
pub fn fill(pattern: &str, answers: &ValidAnswers, reference: &Reference) -> Result<String, Vec<Diagnostic>> {
    let rendered = program::fill(pattern, reference, &Context::from(answers.data.clone()));
    rendered.map(|rendered| inline(&rendered).plain()).map_err(|problem| vec![problem])
}

/// Whether such a pattern can be read; what it names is not looked at.
pub fn check_pattern(pattern: &str) -> Result<(), Diagnostic> {
    program::compile_pattern(pattern).map(|_| ())
}

/// Everything the texts and expressions of a template can see.
struct Merge<'a> {
    input: &'a Input<'a>,
    scope: Scope,
    context: Context,
    figures: Vec<Figure>,
}

/// The document, and what is wrong with its references.
fn assemble(input: &Input<'_>) -> Result<(Document, Vec<Diagnostic>), Diagnostic> {
    let merge = Merge::new(input)?;
    let (template, wording) = (&input.program.template, &input.rules.wording);
    let mut body = merge.page(&template.body)?;
    let mut parts = merge.parts()?;
    let (mut things, mut unreadable) = (Things::default(), Vec::new());
    for page in std::iter::once(&mut body).chain(parts.pages_mut()) {
        unreadable.extend(merge.place(page, &mut things)?);
    }
    things.number(&wording.units);
    let mut references = References::new(&wording.units, template, input.answers);
    references.add_things(&things);
    references.problems = unreadable;
    references.add_units(&body.places, Part::Main);
    parts.add_to(&mut references, merge.type_name()?);
    references.add_citations();
    let mut body = settle(body, &mut references, &mut things);
    abbreviations::spell_out(&mut body, &template.manifest.abbreviations);
    punctuate_lists(&mut body, wording);
    end(&mut body, &wording.body_end);
    let head = merge.head()?;
    let Parts { attached, annexes } = parts;
    let attached = match attached {
        Some(attached) => Some(merge.settle_attached(attached, &head, &mut references, &mut things)?),
        None => None,
    };
    let annexes = merge.settle_annexes(annexes, &head, &mut references, &mut things)?;
    let components = &template.manifest.components;
    let document = Document {
        properties: merge.properties(&head)?,
        addressees: lines(&merge.text(&components.addressees)?),
        body,
        signatures: merge.signatures()?,
        recipients: lines(&merge.text(&components.recipients)?),
        drafter: merge.drafter()?,
        confirmation: merge.optional_lines(components.confirmation.as_deref())?,
        attached,
        annexes,
        state: merge.state()?,
        head,
        tables: things.tables,
        figures: merge.figures,
        pictures: things.pictures,
        charts: things.charts,
        footnotes: references.footnotes,
    };
    Ok((document, references.problems))
}

impl<'a> Merge<'a> {
    fn new(input: &'a Input<'a>) -> Result<Self, Diagnostic> {
        let mut data = input.answers.data.clone();
        data["dataset"] = input.dataset.clone();
        let mut scope = input.answers.scope.with("dataset", input.dataset);
        let (values, figures) = figures(input, &mut scope)?;
        data["figures"] = Value::Object(values);
        data[helpers::RULES] = Value::from(input.rules.name.as_str());
        Ok(Merge { input, scope, context: Context::from(data), figures })
    }

    fn text(&self, source: &str) -> Result<String, Diagnostic> {
        self.input.program.render(source, &self.context)
    }

    fn value(&self, source: &str) -> Result<Value, Diagnostic> {
        self.input.program.evaluate(source, &self.scope)
    }

    /// A body, read.
    fn page(&self, source: &str) -> Result<Page, Diagnostic> {
        let rendered = self.text(source)?;
        Ok(markdown::page(&rendered, self.reading(&self.answers())))
    }

    fn answers(&self) -> Answers<'_> {
        Answers { data: self.context.data(), alias: None }
    }

    fn reading<'s>(&'s self, answers: &'s Answers<'s>) -> Reading<'s> {
        let manifest = &self.input.program.template.manifest;
        Reading { outline: &manifest.outline, wording: &self.input.rules.wording, answers }
    }

    fn state(&self) -> Result<State, Diagnostic> {
        let sample = self
            .input
            .program
            .holds_if_any(self.input.program.template.manifest.components.sample.as_deref(), &self.scope)?;
        let wording = &self.input.rules.wording;
        let watermark = match (self.input.draft, sample) {
            (true, true) => Some(format!("{} - {}", wording.draft, wording.sample)),
            (true, false) => Some(wording.draft.clone()),
            (false, true) => Some(wording.sample.clone()),
            (false, false) => None,
        };
        Ok(State { watermark, separate: self.input.separate })
    }
}

/// Computes the figures in order and adds them to `scope`; each sees those before it.
fn figures(input: &Input<'_>, scope: &mut Scope) -> Result<(Map<String, Value>, Vec<Figure>), Diagnostic> {
    let (mut values, mut figures, mut sources) = (Map::new(), Vec::new(), BTreeMap::new());
    for def in &input.program.template.manifest.figures {
        *scope = scope.with("figures", &Value::Object(values.clone()));
        let value = input.program.evaluate(&def.value, scope)?;
        let own = figure_sources(input.program, def, &sources);
        figures.extend(figure(def, &value, &own));
        sources.insert(def.id.as_str(), own);
        values.insert(def.id.clone(), value);
    }
    *scope = scope.with("figures", &Value::Object(values.clone()));
    Ok((values, figures))
}

fn figure(def: &FigureDef, value: &Value, sources: &[AnswerPath]) -> Option<Figure> {
    let label = def.label.clone()?;
    Some(Figure {
        id: def.id.clone(),
        label,
        value: tables::typed(value, crate::model::ColumnKind::Decimal),
        formula: def.value.clone(),
        sources: sources.to_vec(),
    })
}

/// The answers that a figure is computed from. Those of the figures in its formula, which are `known`, stand in their places.
fn figure_sources(program: &Program, def: &FigureDef, known: &BTreeMap<&str, Vec<AnswerPath>>) -> Vec<AnswerPath> {
    let paths = program.expression(&def.value).map(crate::expr::Expression::paths).unwrap_or_default();
    let mut sources: Vec<AnswerPath> = Vec::new();
    for path in paths {
        let id = path.strip_prefix("figures.").and_then(|rest| rest.split('.').next());
        let beneath = id.and_then(|id| known.get(id)).cloned();
        for path in beneath.unwrap_or_else(|| vec![AnswerPath::new(path)]) {
            if !sources.contains(&path) {
                sources.push(path);
            }
        }
    }
    sources
}

/// Each căn cứ ends with a semicolon, the last as the rule set has it (ND30 a full stop, TT01 a comma); the receiving bodies
/// of a công điện end as recipients do.
fn punctuate_lists(body: &mut [Block], wording: &Wording) {
    punctuate(body, Role::LegalBasis, |index, count| wording.legal_basis_end(index, count));
    punctuate(body, Role::AnnouncementItem, |index, count| wording.item_end(index, count));
}

fn punctuate<'a>(body: &mut [Block], wanted: Role, mark: impl Fn(usize, usize) -> &'a str) {
    let lines = body.iter_mut().filter_map(|block| match block {
        Block::Paragraph { role, text } if *role == wanted => Some(text),
        Block::Paragraph { .. } | Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    });
    let lines: Vec<&mut Text> = lines.collect();
    let count = lines.len();
    for (index, text) in lines.into_iter().enumerate() {
        end_with(text, mark(index, count));
    }
}

/// The last sentence of a text ends with `./.` (every form of Phụ lục III). A table, picture or chart at the end has no
/// sentence, and one before it is not the last.
fn end(body: &mut [Block], mark: &str) {
    if let Some(Block::Paragraph { text, .. }) = body.last_mut() {
        end_with(text, mark);
    }
}

/// Puts `mark` at the end of `text` in place of whatever mark stands there, and after the marks of footnotes. A slash is part
/// of the words (an address, a folder) unless it is that of `./.`.
fn end_with(text: &mut Text, mark: &str) {
    let marks = |letter: char| matches!(letter, '.' | ',' | ';') || letter.is_whitespace();
    if let Some(run) = text.0.iter_mut().rfind(|run| run.footnote.is_none()) {
        let words = run.text.trim_end();
        let words = words.strip_suffix("./.").unwrap_or(words);
        run.text.truncate(words.trim_end_matches(marks).len());
    }
    *text = std::mem::take(text).then(mark);
}
