//! Findings as errors of Rust, for programs that embed the crate: `source.map_err(Problems)?`.

use std::error::Error;
use std::fmt;

use super::{Diagnostic, Lang};

/// Findings as one error. Its words are a line a finding, in Vietnamese; `{:#}` says them in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(pub Vec<Diagnostic>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

impl Error for Problems {}

/// `answers.yaml:6:9: document.date: '11/4/2014' … (Viết: 2014-04-11)`; `{:#}` in English.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lang = if f.alternate() { Lang::En } else { Lang::Vi };
        if let Some(place) = &self.place {
            f.write_str(&place.file)?;
            if let Some(span) = place.span {
                write!(f, ":{}:{}", span.line, span.column)?;
            }
            if let Some(path) = place.path.as_ref().filter(|path| !path.as_str().is_empty()) {
                write!(f, ": {path}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(self.message.in_lang(lang))?;
        let advice: Vec<&str> = self.hints.iter().map(|hint| hint.in_lang(lang)).collect();
        if advice.is_empty() { Ok(()) } else { write!(f, " ({})", advice.join("; ")) }
    }
}

impl Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use crate::diag::{AnswerPath, Message, Place, Span};

    use super::*;

    #[test]
    fn a_line_a_finding() {
        let span = Span { line: 6, column: 9, start: 117, end: 126 };
        let place = Place { file: "a.yaml".to_owned(), path: Some(AnswerPath::new("document.date")), span: Some(span) };
        let date = Diagnostic::error("answers/not-a-date", Message::new("sai ngày", "no date")).at(place);
        let date = date.hint(Message::new("viết 2014-04-11", "write 2014-04-11"));
        let whole = Place { file: "b.yaml".to_owned(), path: None, span: None };
        let whole = Diagnostic::error("x", Message::new("không đọc được", "cannot be read")).at(whole);
        let problems = Problems(vec![date, whole, Diagnostic::error("x", Message::new("lỗi", "error"))]);
        let vi = "a.yaml:6:9: document.date: sai ngày (viết 2014-04-11)\nb.yaml: không đọc được\nlỗi";
        let en = "a.yaml:6:9: document.date: no date (write 2014-04-11)\nb.yaml: cannot be read\nerror";
        assert_eq!((problems.to_string(), format!("{problems:#}")), (vi.to_owned(), en.to_owned()));
    }
}
