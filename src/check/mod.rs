//! Checks of what a document says, after it is merged: what the decree and good typing ask of the words themselves.
//!
//! Nothing is ever rewritten. A false alarm costs more than a miss, because clerks switch a noisy checker off, so each
//! check looks for one clear pattern and says where it found it.

mod head;
mod typing;

use crate::diag::{AnswerPath, Diagnostic, Message, Severity};
use crate::model::{Block, Document, Run, Text, Title};
use crate::rules::RuleSet;
use crate::validate::ValidAnswers;

/// Checks `document`. Errors come back as `Err`, with all other findings; without an error they are the `Ok`.
pub fn check(document: &Document, rules: &RuleSet, answers: &ValidAnswers) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
    let mut findings: Vec<Finding> = head::check(document, rules);
    for text in texts(document) {
        findings.extend(text.0.iter().filter(|run| run.source.is_some()).flat_map(typing::check));
    }
    let findings: Vec<Diagnostic> = findings.into_iter().map(|finding| finding.into_diagnostic(answers)).collect();
    let failed = findings.iter().any(|finding| finding.severity == Severity::Error);
    if failed { Err(findings) } else { Ok(findings) }
}

/// A finding before its place in the answers is looked up.
struct Finding {
    severity: Severity,
    code: &'static str,
    message: Message,
    hint: Option<Message>,
    basis: Option<&'static str>,
    source: Option<AnswerPath>,
}

impl Finding {
    fn warning(code: &'static str, message: Message, source: Option<AnswerPath>) -> Self {
        Finding { severity: Severity::Warning, code, message, hint: None, basis: None, source }
    }

    fn hint(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Message::new(vi, en));
        self
    }

    fn basis(mut self, clause: &'static str) -> Self {
        self.basis = Some(clause);
        self
    }

    fn into_diagnostic(self, answers: &ValidAnswers) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.severity, self.code, self.message);
        diagnostic.hints.extend(self.hint);
        diagnostic.basis = self.basis.map(str::to_owned);
        diagnostic.place = self.source.as_ref().map(|source| answers.place(source));
        diagnostic
    }
}

/// Every text of the document that comes from answers, in the order of the page. Cells of tables are data, not prose.
fn texts(document: &Document) -> Vec<&Text> {
    let mut texts = match &document.head.title {
        Title::Named { subject, .. } | Title::Letter { subject } => vec![subject],
    };
    texts.extend(&document.addressees);
    texts.extend(paragraphs(&document.body));
    texts.extend(&document.recipients);
    texts.extend(document.annexes.iter().flat_map(|annex| paragraphs(&annex.body)));
    texts
}

fn paragraphs(blocks: &[Block]) -> impl Iterator<Item = &Text> {
    blocks.iter().filter_map(|block| match block {
        Block::Paragraph { text, .. } => Some(text),
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    })
}

/// The answer a text prints, where it prints one.
fn source(text: &Text) -> Option<AnswerPath> {
    text.0.iter().find_map(|run: &Run| run.source.clone())
}
