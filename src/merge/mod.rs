//! From valid answers to what the document says: Handlebars merges, Markdown structures, the decree numbers.

mod abbreviations;
mod components;
mod helpers;
mod markdown;
mod program;
mod rewrite;
mod tables;
mod token;

pub use program::Program;

use handlebars::Context;
use serde_json::{Map, Value};

use crate::diag::{AnswerPath, Diagnostic};
use crate::expr::{Reference, Scope};
use crate::model::{Annex, Block, DataTable, Document, Figure, Role, State, Text};
use crate::rules::RuleSet;
use crate::template::FigureDef;
use crate::validate::ValidAnswers;
use markdown::{Draft, Inline, inline, lines, paragraph};

/// What a document is made of.
pub struct Input<'a> {
    /// The compiled template.
    pub program: &'a Program<'a>,
    /// The answers.
    pub answers: &'a ValidAnswers,
    /// The rules it is printed by.
    pub rules: &'a RuleSet,
    /// Reference tables.
    pub reference: &'a Reference,
    /// What the data files hold: `{inventory, files, total_files, total_bytes}`.
    pub dataset: &'a Value,
    /// Print `DỰ THẢO` on every page.
    pub draft: bool,
}

/// Merges answers into a template. An error here is a fault of the template.
pub fn merge(input: &Input<'_>) -> Result<Document, Vec<Diagnostic>> {
    assemble(input).map_err(|problem| vec![problem])
}

/// Which rule set the answers ask for, in their own words; `None` to follow the date.
pub fn wanted_rules(
    program: &Program<'_>,
    answers: &ValidAnswers,
    reference: &Reference,
) -> Result<Option<String>, Vec<Diagnostic>> {
    let scope = Scope::new(&answers.data, reference);
    let wanted = program.evaluate(&program.template.manifest.rules, &scope).map_err(|problem| vec![problem])?;
    Ok(wanted.as_str().map(|name| name.replace('_', "-")))
}

/// The day whose rules a document follows: its own, or the last of the year it is drafted in.
pub fn rules_date(
    program: &Program<'_>,
    answers: &ValidAnswers,
    reference: &Reference,
) -> Result<Option<chrono::NaiveDate>, Vec<Diagnostic>> {
    let scope = Scope::new(&answers.data, reference);
    let components = &program.template.manifest.components;
    let value = |source: &str| program.evaluate(source, &scope).map_err(|problem| vec![problem]);
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

/// Everything the texts and expressions of a template can see.
struct Merge<'a> {
    input: &'a Input<'a>,
    scope: Scope,
    context: Context,
    figures: Vec<Figure>,
}

fn assemble(input: &Input<'_>) -> Result<Document, Diagnostic> {
    let merge = Merge::new(input)?;
    let manifest = &input.program.template.manifest;
    let mut tables = Vec::new();
    let body = markdown::blocks(&input.program.render(&input.program.template.body, &merge.context)?);
    let annexes = merge.annexes()?;
    for draft in body.iter().chain(annexes.iter().flat_map(|annex| &annex.body)) {
        if let Draft::Table(id) = draft
            && let Some(def) = manifest.tables.iter().find(|def| def.id == *id)
        {
            tables.extend(tables::table(input.program, def, &merge.scope, &merge.context)?);
        }
    }
    number(&mut tables);
    let annex_labels: Vec<(String, String)> =
        annexes.iter().map(|annex| (annex.id.clone(), annex.label.clone())).collect();
    let settle = |drafts: Vec<Draft>| {
        let table = |id: &str| tables.iter().position(|table| table.id == id);
        markdown::settle(drafts, table, |reference| label(reference, &tables, &annex_labels))
    };
    let mut body = settle(body);
    abbreviations::spell_out(&mut body, &manifest.abbreviations);
    punctuate_legal_bases(&mut body, input.rules);
    end(&mut body, &input.rules.wording.body_end);
    let head = merge.head()?;
    let annexes: Vec<Annex> = {
        let references = merge.annex_references(&head)?;
        annexes.into_iter().zip(references).map(|(annex, reference)| annex.finish(reference, &settle)).collect()
    };
    Ok(Document {
        properties: merge.properties(&head)?,
        addressees: lines(&merge.text(&manifest.components.addressees)?),
        body,
        signatures: merge.signatures()?,
        recipients: lines(&merge.text(&manifest.components.recipients)?),
        drafter: merge.drafter()?,
        confirmation: merge.optional_lines(manifest.components.confirmation.as_deref())?,
        attached: None,
        annexes,
        state: merge.state()?,
        head,
        tables,
        figures: merge.figures,
        pictures: Vec::new(),
        charts: Vec::new(),
        footnotes: Vec::new(),
    })
}

impl<'a> Merge<'a> {
    fn new(input: &'a Input<'a>) -> Result<Self, Diagnostic> {
        let mut data = input.answers.data.clone();
        data["dataset"] = input.dataset.clone();
        let mut scope = Scope::new(&data, input.reference);
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

    fn annexes(&self) -> Result<Vec<DraftAnnex>, Diagnostic> {
        let mut annexes = Vec::new();
        for def in &self.input.program.template.manifest.annexes {
            if self.input.program.holds(def.when.as_deref(), &self.scope)? {
                annexes.push(DraftAnnex {
                    id: def.id.clone(),
                    label: String::new(),
                    title: inline(&self.text(&def.title)?),
                    body: markdown::blocks(&self.text(&def.body)?),
                    landscape: def.landscape,
                });
            }
        }
        // Two or more annexes are numbered with Roman numerals, a single one is just "Phụ lục" (PL I, III.1a).
        let several = annexes.len() > 1;
        for (index, annex) in annexes.iter_mut().enumerate() {
            let number = if several { format!(" {}", crate::vietnamese::roman(index + 1)) } else { String::new() };
            annex.label = format!("{}{number}", self.input.rules.wording.annex);
        }
        Ok(annexes)
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
        Ok(State { watermark })
    }
}

/// An annex whose tables and references are not settled yet.
struct DraftAnnex {
    id: String,
    label: String,
    title: Text,
    body: Vec<Draft>,
    landscape: bool,
}

impl DraftAnnex {
    fn finish(self, reference: Text, settle: &impl Fn(Vec<Draft>) -> Vec<Block>) -> Annex {
        let body = settle(self.body);
        Annex { label: self.label, title: self.title, reference, body, landscape: self.landscape }
    }
}

/// Computes the figures in order and adds them to `scope`; each sees those before it.
fn figures(input: &Input<'_>, scope: &mut Scope) -> Result<(Map<String, Value>, Vec<Figure>), Diagnostic> {
    let (mut values, mut figures) = (Map::new(), Vec::new());
    for def in &input.program.template.manifest.figures {
        *scope = scope.with("figures", &Value::Object(values.clone()));
        let value = input.program.evaluate(&def.value, scope)?;
        figures.extend(figure(input.program, def, &value));
        values.insert(def.id.clone(), value);
    }
    *scope = scope.with("figures", &Value::Object(values.clone()));
    Ok((values, figures))
}

fn figure(program: &Program<'_>, def: &FigureDef, value: &Value) -> Option<Figure> {
    let label = def.label.clone()?;
    let paths = program.expression(&def.value).map(crate::expr::Expression::paths).unwrap_or_default();
    Some(Figure {
        id: def.id.clone(),
        label,
        value: tables::typed(value, crate::model::ColumnKind::Decimal),
        formula: def.value.clone(),
        sources: paths.into_iter().map(AnswerPath::new).collect(),
    })
}

/// Bảng 1, Bảng 2 …: tables with a caption, in the order of the page.
fn number(tables: &mut [DataTable]) {
    let captioned = tables.iter_mut().filter(|table| !table.caption.is_empty());
    for (index, table) in captioned.enumerate() {
        table.label = Some(format!("Bảng {}", index + 1));
    }
}

fn label(reference: &Inline, tables: &[DataTable], annexes: &[(String, String)]) -> String {
    match reference {
        Inline::Run(run) => run.text.clone(),
        Inline::TableRef(id) => {
            tables.iter().find(|table| table.id == *id).and_then(|table| table.label.clone()).unwrap_or_default()
        }
        Inline::AnnexRef(id) => {
            annexes.iter().find(|(annex, _)| annex == id).map(|(_, label)| label.clone()).unwrap_or_default()
        }
    }
}

/// Each căn cứ ends with a semicolon, the last as the rule set has it (ND30 a full stop, TT01 a comma).
fn punctuate_legal_bases(body: &mut [Block], rules: &RuleSet) {
    let bases = body.iter_mut().filter_map(|block| match block {
        Block::Paragraph { role: Role::LegalBasis, text } => Some(text),
        Block::Paragraph { .. } | Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    });
    let bases: Vec<&mut Text> = bases.collect();
    let count = bases.len();
    for (index, text) in bases.into_iter().enumerate() {
        end_with(text, rules.wording.legal_basis_end(index, count));
    }
}

/// The last sentence of the text ends with `./.` (every form of Phụ lục III).
fn end(body: &mut [Block], mark: &str) {
    let last = body.iter_mut().rev().find_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text),
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    });
    if let Some(text) = last {
        end_with(text, mark);
    }
}

/// Puts `mark` at the end of `text` in place of whatever mark stands there. A slash is part of the words (an address, a
/// folder) unless it is that of `./.`.
fn end_with(text: &mut Text, mark: &str) {
    let marks = |letter: char| matches!(letter, '.' | ',' | ';') || letter.is_whitespace();
    if let Some(run) = text.0.last_mut() {
        let words = run.text.trim_end();
        let words = words.strip_suffix("./.").unwrap_or(words);
        run.text.truncate(words.trim_end_matches(marks).len());
    }
    *text = std::mem::take(text).then(mark);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_mark_takes_the_place_of_another_and_of_nothing_else() {
        for (words, ended) in [
            ("Đạt", "Đạt./."),
            ("Đạt. ", "Đạt./."),
            ("Đạt./.", "Đạt./."),
            ("Đạt;", "Đạt./."),
            ("Xem https://a.example/", "Xem https://a.example/./."),
        ] {
            let mut text = Text::fixed(words);
            end_with(&mut text, "./.");
            assert_eq!(text.plain(), ended);
        }
    }
}
