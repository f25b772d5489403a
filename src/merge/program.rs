//! A template, compiled once: its Handlebars texts and its expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use handlebars::{Context, Handlebars, RenderError, Template as Compiled, TemplateError, no_escape};
use serde_json::Value;

use super::helpers;
use super::pattern::missing;
use super::rewrite::rewrite;
use crate::diag::{Diagnostic, Message, Place, Span};
use crate::expr::{Expression, Reference, Scope};
use crate::template::{Manifest, Template};

/// A compiled template.
pub struct Program {
    pub(super) template: Arc<Template>,
    registry: Handlebars<'static>,
    expressions: BTreeMap<String, Expression>,
}

impl Program {
    /// Compiles every text and expression of `template`. What does not compile is reported with its file and line.
    pub fn compile(template: Arc<Template>, reference: &Reference) -> Result<Self, Vec<Diagnostic>> {
        let mut registry = registry(reference);
        let mut problems = Vec::new();
        for (file, source) in texts(&template) {
            match compile_text(source) {
                Ok(compiled) => registry.register_template(source, compiled),
                Err(error) => problems.push(syntax_error(&template, file, source, &error)),
            }
        }
        let mut expressions = BTreeMap::new();
        for source in template.manifest.expressions() {
            match Expression::compile(source) {
                Ok(expression) => {
                    expressions.insert(source.to_owned(), expression);
                }
                Err(message) => problems.push(fault(&template, "template.yaml", source, message)),
            }
        }
        if problems.is_empty() { Ok(Program { template, registry, expressions }) } else { Err(problems) }
    }

    /// The value of an expression of the manifest.
    pub(super) fn evaluate(&self, source: &str, scope: &Scope) -> Result<Value, Diagnostic> {
        let Some(expression) = self.expressions.get(source) else { return Ok(Value::Null) };
        expression.evaluate(scope).map_err(|message| fault(&self.template, "template.yaml", source, message))
    }

    /// Whether an optional condition holds; none always does.
    pub(super) fn holds(&self, condition: Option<&str>, scope: &Scope) -> Result<bool, Diagnostic> {
        condition.map_or(Ok(true), |source| Ok(self.evaluate(source, scope)? == Value::Bool(true)))
    }

    /// The expression as compiled.
    pub(super) fn expression(&self, source: &str) -> Option<&Expression> {
        self.expressions.get(source)
    }

    /// A text with its values in it, still in disguise.
    pub(super) fn render(&self, source: &str, context: &Context) -> Result<String, Diagnostic> {
        let rendered = self.registry.render_with_context(source, context);
        rendered.map_err(|error| render_error(&self.template, source, &error))
    }
}

/// Fills a pattern from outside the templates.
pub(super) fn fill(pattern: &str, reference: &Reference, context: &Context) -> Result<String, Diagnostic> {
    let mut registry = registry(reference);
    registry.register_template(pattern, compile_pattern(pattern)?);
    let rendered = registry.render_with_context(pattern, context);
    rendered.map_err(|error| match missing(pattern, context.data()) {
        Some(missing) => {
            let (vi, en) = missing.message();
            let mut refusal = refused(pattern, &vi, &en);
            refusal.hints.splice(0..0, missing.hint());
            refusal
        }
        None => {
            let reason = error.reason().to_string();
            refused(pattern, &reason, &reason)
        }
    })
}

/// A pattern from outside the templates, read.
pub(super) fn compile_pattern(pattern: &str) -> Result<Compiled, Diagnostic> {
    compile_text(pattern).map_err(|error| {
        let reason = error.reason().to_string();
        refused(pattern, &format!("sai cú pháp ({reason})"), &reason)
    })
}

fn refused(pattern: &str, vi: &str, en: &str) -> Diagnostic {
    let message = Message::new(
        format!("mẫu tên \"{pattern}\" không dùng được: {vi}"),
        format!("the name pattern \"{pattern}\" cannot be used: {en}"),
    );
    Diagnostic::error("name/pattern", message).hint(Message::new(
        "mục của phiếu ghi giữa hai cặp ngoặc: {{document.number}}; tên các mục: congvan new",
        "an answer stands between two pairs of braces: {{document.number}}; for the names: congvan new",
    ))
}

/// Handlebars as templates use it: strict, without escaping, with the helpers.
fn registry(reference: &Reference) -> Handlebars<'static> {
    let mut registry = Handlebars::new();
    registry.set_strict_mode(true);
    registry.register_escape_fn(no_escape);
    helpers::register(&mut registry, reference);
    registry
}

fn compile_text(source: &str) -> Result<Compiled, Box<TemplateError>> {
    let mut compiled = Compiled::compile(source).map_err(Box::new)?;
    rewrite(&mut compiled)?;
    Ok(compiled)
}

/// Every Handlebars text of a template with the file it stands in.
fn texts(template: &Template) -> Vec<(&'static str, &str)> {
    let mut texts = vec![("body.md", template.body.as_str())];
    texts.extend(template.manifest.texts().into_iter().map(|text| ("template.yaml", text)));
    texts
}

impl Manifest {
    fn texts(&self) -> Vec<&str> {
        let part = &self.components;
        let mut texts: Vec<&str> = vec![
            &part.parent_body,
            &part.issuing_body,
            &part.author,
            &part.number,
            &part.symbol,
            &part.place,
            &part.addressees,
            &part.recipients,
        ];
        texts.extend(part.titles.iter().map(|title| title.subject.as_str()));
        texts.extend(part.drafter.iter().chain(&part.address).chain(&part.confirmation).map(String::as_str));
        for signer in &part.signers {
            texts.extend([&signer.titles, &signer.name].into_iter().chain(&signer.other_titles).map(String::as_str));
        }
        for table in &self.tables {
            texts.extend(table.caption.iter().chain(&table.note).map(String::as_str));
        }
        let attached = self.attached.iter();
        texts.extend(attached.flat_map(|part| [&part.type_name, &part.subject, &part.body]).map(String::as_str));
        for chart in &self.charts {
            texts.extend(chart.caption.iter().chain(&chart.unit).map(String::as_str));
        }
        texts.extend(self.annexes.iter().flat_map(|annex| [annex.title.as_str(), annex.body.as_str()]));
        texts
    }

    fn expressions(&self) -> Vec<&str> {
        let part = &self.components;
        let mut sources: Vec<&str> = vec![&self.rules, &part.date, &part.open_year];
        let choices = [&part.urgency, &part.sample, &part.numbered, &part.dated, &part.secrecy, &part.circulation];
        sources.extend(choices.into_iter().flatten().map(String::as_str));
        for signer in &part.signers {
            let optional = [&signer.when, &signer.signature_picture, &signer.seal_picture];
            sources.extend(optional.into_iter().flatten().map(String::as_str));
        }
        sources.extend(part.titles.iter().filter_map(|title| title.when.as_deref()));
        sources.extend(self.figures.iter().map(|figure| figure.value.as_str()));
        for table in &self.tables {
            sources.push(&table.rows);
            sources.extend(table.columns.iter().map(|column| column.value.as_str()));
            sources.extend(table.columns.iter().filter_map(|column| column.total.as_ref()?.value.as_deref()));
        }
        let parts = self.annexes.iter().map(|annex| &annex.when).chain(self.attached.iter().map(|part| &part.when));
        sources.extend(parts.filter_map(Option::as_deref));
        for chart in &self.charts {
            sources.extend([&chart.rows, &chart.category].map(String::as_str));
            sources.extend(chart.series.iter().map(|series| series.value.as_str()));
        }
        sources
    }
}

fn syntax_error(template: &Template, file: &str, source: &str, error: &TemplateError) -> Diagnostic {
    let (line, column) = error.pos().unwrap_or((1, 1));
    let message = Message::new(
        format!("mẫu viết sai cú pháp Handlebars: {}", error.reason()),
        format!("the template is not valid Handlebars: {}", error.reason()),
    );
    Diagnostic::error("template/syntax", message).at(place(template, file, source, line, column))
}

fn render_error(template: &Template, source: &str, error: &RenderError) -> Diagnostic {
    let file = if source == template.body { "body.md" } else { "template.yaml" };
    let (line, column) = (error.line_no.unwrap_or(1), error.column_no.unwrap_or(1));
    let reason = error.reason();
    let message = Message::new(
        format!("mẫu in một giá trị không có: {reason}"),
        format!("the template prints a value that is not there: {reason}"),
    );
    let hint = Message::new(
        "đây là lỗi của mẫu, không phải của phiếu trả lời: hãy báo người soạn mẫu",
        "this is a fault of the template, not of the answers: tell its author",
    );
    Diagnostic::error("template/missing-value", message).hint(hint).at(place(template, file, source, line, column))
}

fn fault(template: &Template, file: &str, source: &str, message: Message) -> Diagnostic {
    let message = Message::new(
        format!("biểu thức của mẫu không tính được: {} ({source})", message.vi),
        format!("an expression of the template cannot be computed: {} ({source})", message.en),
    );
    Diagnostic::error("template/expression", message).at(place(template, file, source, 1, 1))
}

/// A place in a template's file: `line` and `column` count from where `source` begins in it.
fn place(template: &Template, file: &str, source: &str, line: usize, column: usize) -> Place {
    let first = source.lines().next().unwrap_or_default();
    let (name, text) = template.origin(file, first);
    let before = text.find(first).map_or("", |start| &text[..start]);
    let first_line = before.matches('\n').count();
    Place { file: name, path: None, span: Some(Span { line: first_line + line, column, start: 0, end: 0 }) }
}
