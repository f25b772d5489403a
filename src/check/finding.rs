use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::model::Text;
use crate::rules::{Check, RuleSet};
use crate::validate::ValidAnswers;

/// A finding before the rules say how much it matters and its place in the answers is looked up.
pub(super) struct Finding {
    pub check: Check,
    message: Message,
    hint: Option<Message>,
    basis: Option<String>,
    source: Option<AnswerPath>,
}

impl Finding {
    pub fn new(check: Check, vi: impl Into<String>, en: impl Into<String>, source: Option<AnswerPath>) -> Self {
        Finding { check, message: Message::new(vi, en), hint: None, basis: None, source }
    }

    pub fn hint(mut self, vi: impl Into<String>, en: impl Into<String>) -> Self {
        self.hint = Some(Message::new(vi, en));
        self
    }

    /// Message and hint in Vietnamese.
    #[cfg(test)]
    pub fn said(&self) -> String {
        let hint = self.hint.as_ref().map_or("", |hint| hint.vi.as_str());
        format!("{} — {hint}", self.message.vi)
    }

    /// The instrument that a fact rests on, in place of the rules' clause.
    pub fn basis(mut self, instrument: Option<String>) -> Self {
        self.basis = instrument;
        self
    }

    /// The diagnostic; `None` when the rules do not ask for the check.
    pub fn into_diagnostic(self, rules: &RuleSet, answers: &ValidAnswers) -> Option<Diagnostic> {
        let rule = rules.checks.get(self.check)?;
        let mut diagnostic = Diagnostic::new(rule.severity, self.check.code(), self.message);
        diagnostic.hints.extend(self.hint);
        diagnostic.basis = self.basis.or_else(|| rule.basis.clone());
        diagnostic.place = self.source.as_ref().map(|source| answers.cause(source));
        Some(diagnostic)
    }
}

/// The answer a text prints, where it prints one.
pub(super) fn source(text: &Text) -> Option<AnswerPath> {
    text.0.iter().find_map(|run| run.source.clone())
}
