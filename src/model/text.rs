use serde::Serialize;

use super::Stamp;
use crate::diag::AnswerPath;

/// A stretch of text with one look and one origin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Run {
    /// The words. A gap's are no-break spaces.
    pub text: String,
    /// Set off by the template's author (`**…**`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub strong: bool,
    /// Set off by the template's author (`*…*`).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub emphasis: bool,
    /// The answer it prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<AnswerPath>,
    /// A gap to be stamped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stamp: Option<Stamp>,
    /// The mark of a footnote: index into `Document::footnotes`. Such a run has no words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnote: Option<usize>,
}

/// The text of one paragraph. A `\n` in a run is a line break inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Text(pub Vec<Run>);

impl Text {
    /// Fixed words, from no answer.
    pub fn fixed(words: impl Into<String>) -> Self {
        Text(vec![Run { text: words.into(), ..Run::default() }])
    }

    /// The words without their looks.
    pub fn plain(&self) -> String {
        self.0.iter().map(|run| run.text.as_str()).collect()
    }

    /// No words at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|run| run.text.is_empty())
    }

    /// This text, then `other`.
    pub fn join(mut self, other: Text) -> Text {
        self.0.extend(other.0);
        self
    }

    /// This text, then fixed words.
    pub fn then(self, words: impl Into<String>) -> Text {
        self.join(Text::fixed(words))
    }
}
