//! Findings as people and programs read them.

use std::fmt::{self, Display, Write};

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::{Diagnostic, Lang, Severity, Span};

/// How many characters of a line are shown.
const SHOWN: usize = 120;

/// The findings for a terminal: each with its line, its place underlined, and what to do; then how many there are.
/// `sources` are the files by the names that the findings use; `width` is the terminal's, in columns.
pub fn render_human(
    findings: &[Diagnostic],
    sources: &[(&str, &str)],
    lang: Lang,
    color: bool,
    width: usize,
) -> String {
    let width = width.clamp(40, 200);
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_links(false).with_width(width);
    let handler = handler.with_context_lines(1).tab_width(1).with_wrap_lines(false).without_syntax_highlighting();
    let mut text = String::new();
    for finding in findings {
        let view = View::new(finding, sources, lang, width);
        // Writing into a string does not fail; a report that cannot be drawn still says what is wrong.
        if handler.render_report(&mut text, &view).is_err() {
            text.push_str(finding.message.in_lang(lang));
        }
        for note in notes(finding, lang) {
            note_lines(&mut text, &note, width);
        }
        text.push('\n');
    }
    text.push_str(&summary(findings, lang));
    text.push('\n');
    text
}

/// The findings for a program: one JSON object a line, in the order given, with the fields of [`Diagnostic`].
pub fn render_json(findings: &[Diagnostic]) -> String {
    let mut text = String::new();
    for finding in findings {
        // A finding holds nothing that JSON cannot say.
        text.push_str(&serde_json::to_string(finding).unwrap_or_default());
        text.push('\n');
    }
    text
}

/// `3 lỗi, 1 cảnh báo`.
fn summary(findings: &[Diagnostic], lang: Lang) -> String {
    let names = match lang {
        Lang::Vi => [("lỗi", "lỗi"), ("cảnh báo", "cảnh báo"), ("lưu ý", "lưu ý")],
        Lang::En => [("error", "errors"), ("warning", "warnings"), ("note", "notes")],
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let part = |(severity, (one, more)): (Severity, (&str, &str))| match count(severity) {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {more}")),
    };
    severities.into_iter().zip(names).filter_map(part).collect::<Vec<_>>().join(", ")
}

/// What to do, and why.
fn notes(finding: &Diagnostic, lang: Lang) -> Vec<String> {
    let (fix, basis) = match lang {
        Lang::Vi => ("cách sửa", "căn cứ"),
        Lang::En => ("help", "basis"),
    };
    let hints = finding.hints.iter().map(|hint| format!("{fix}: {}", hint.in_lang(lang)));
    hints.chain(finding.basis.iter().map(|clause| format!("{basis}: {clause}"))).collect()
}

/// A note below the line it is about.
fn note_lines(text: &mut String, note: &str, width: usize) {
    for (index, line) in note.lines().enumerate() {
        // A line that shows how to write something keeps its blanks.
        let lines = if index == 0 { fold(line, width - 4) } else { vec![line.to_owned()] };
        for (part, line) in lines.iter().enumerate() {
            text.push_str(if index + part == 0 { "  = " } else { "    " });
            text.extend(line.chars().map(printable));
            text.push('\n');
        }
    }
}

/// Lines of at most `width` characters, broken at blanks only: a path or a code stays whole.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A finding as the drawing library wants it.
#[derive(Debug)]
struct View<'a> {
    finding: &'a Diagnostic,
    message: String,
    excerpt: Option<Excerpt>,
}

/// The line of a finding, cut to what is shown.
#[derive(Debug)]
struct Excerpt {
    name: String,
    text: String,
    line: usize,
    column: usize,
    label: String,
    mark: (usize, usize),
}

impl<'a> View<'a> {
    fn new(finding: &'a Diagnostic, sources: &[(&str, &str)], lang: Lang, width: usize) -> Self {
        let mut message: String = finding.message.in_lang(lang).chars().map(printable).collect();
        let excerpt = excerpt(finding, sources);
        if let (None, Some(place)) = (&excerpt, &finding.place) {
            // Without the text, the place is said in words.
            let position = place.span.map_or_else(String::new, |span| format!(":{}:{}", span.line, span.column));
            let path = place.path.as_ref().map_or_else(String::new, |path| format!(" {path}"));
            let _ = write!(message, " ({}{position}{path})", place.file);
        }
        View { finding, message: fold(&message, width - 4).join("\n"), excerpt }
    }
}

fn excerpt(finding: &Diagnostic, sources: &[(&str, &str)]) -> Option<Excerpt> {
    let place = finding.place.as_ref()?;
    let span = place.span?;
    let (_, text) = sources.iter().find(|(name, _)| *name == place.file)?;
    let label = place.path.as_ref().map_or_else(String::new, ToString::to_string);
    Some(cut(text, span, place.file.clone(), label))
}

/// The line of `span`, at most [`SHOWN`] characters of it around the span's start.
fn cut(text: &str, span: Span, name: String, label: String) -> Excerpt {
    let line = text.lines().nth(span.line - 1).unwrap_or_default();
    let column = span.column - 1;
    let first = if column > SHOWN * 3 / 4 { column - SHOWN / 4 } else { 0 };
    let count =
        text.get(span.start..span.end).map_or(0, |piece| piece.lines().next().unwrap_or_default().chars().count());
    let (mut shown, mut mark) = (String::new(), (0, 0));
    if first > 0 {
        shown.push('…');
    }
    for (index, character) in line.chars().enumerate().skip(first).take(SHOWN) {
        if index == column {
            mark.0 = shown.len();
        }
        shown.push(printable(character));
        if index < column + count.max(1) && index >= column {
            mark.1 = shown.len();
        }
    }
    if line.chars().count() > first + SHOWN {
        shown.push('…');
    }
    // A place behind the end of the line.
    if mark.1 <= mark.0 {
        mark = (shown.len(), shown.len());
    }
    Excerpt { name, text: shown, line: span.line - 1, column, label, mark }
}

/// A character that can be shown without harm to the terminal.
fn printable(character: char) -> char {
    match character {
        '\t' => ' ',
        '\n' => '\n',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}' => '\u{fffd}',
        other if other.is_control() => '\u{fffd}',
        other => other,
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without context lines the position of the mark itself is asked for.
        let column = if before == 0 { self.column } else { 0 };
        let whole = SourceSpan::new(0.into(), self.text.len());
        let contents =
            MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, self.line, column, 1);
        Ok(Box::new(contents))
    }
}

impl Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for View<'_> {}

impl miette::Diagnostic for View<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn Display + 'b>> {
        Some(Box::new(&self.finding.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        let label = (!excerpt.label.is_empty()).then(|| excerpt.label.clone());
        let (start, end) = excerpt.mark;
        Some(Box::new(std::iter::once(LabeledSpan::new(label, start, end - start))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AnswerPath, Message, Place};
    use super::*;

    fn finding(text: &str, needle: &str) -> Diagnostic {
        let start = text.find(needle).expect("needle");
        let line = text[..start].matches('\n').count() + 1;
        let column = text[..start].rsplit('\n').next().map_or(0, |piece| piece.chars().count()) + 1;
        let span = Span { line, column, start, end: start + needle.len() };
        let place = Place { file: "a.yaml".into(), path: Some(AnswerPath::new("a.b")), span: Some(span) };
        let hint = Message::new("Viết: 2014-04-11\n  ngày: 2014-04-11", "Write: 2014-04-11");
        Diagnostic::error("answers/x", Message::new("Sai ngày", "Wrong date")).at(place).hint(hint).basis("Điều 9")
    }

    #[test]
    fn a_finding_with_its_line() {
        let text = "đầu: 1\nđơn vị: Sở GDĐT # x\ncuối: 2\n";
        let shown = render_human(&[finding(text, "Sở GDĐT")], &[("a.yaml", text)], Lang::Vi, false, 80);
        let expected = "answers/x

  × Sai ngày
   ╭─[a.yaml:2:9]
 2 │ đơn vị: Sở GDĐT # x
   ·         ───┬───
   ·            ╰── a.b
   ╰────
  = cách sửa: Viết: 2014-04-11
      ngày: 2014-04-11
  = căn cứ: Điều 9

1 lỗi
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_long_line_is_cut_and_harmless() {
        let text = format!("a: {}\u{1b}[31mTÌM{}", "x".repeat(10_000), "y".repeat(10_000));
        let shown = render_human(&[finding(&text, "TÌM")], &[("a.yaml", &text)], Lang::En, false, 80);
        assert!(shown.len() < 1000 && shown.contains("TÌM") && !shown.contains('\u{1b}'), "{shown}");
        assert!(shown.contains("a.yaml:1:10009"), "{shown}");
        assert!(shown.ends_with("1 error\n"));
    }

    #[test]
    fn a_finding_without_its_text() {
        let shown = render_human(&[finding("x\nb", "b")], &[], Lang::Vi, false, 80);
        assert!(shown.contains("Sai ngày (a.yaml:2:1 a.b)"), "{shown}");
        let json = render_json(&[finding("x\nb", "b")]);
        let value: serde_json::Value = serde_json::from_str(json.trim()).expect("JSON");
        assert_eq!(value["code"], "answers/x");
        assert_eq!(value["place"]["path"], "a.b");
        assert_eq!(value["place"]["span"]["line"], 2);
    }
}
