//! What is said: findings on standard error, results on standard output.

use std::io::{IsTerminal, Write, stderr, stdout};

use super::args::{MessageFormat, Voice};
use super::{DATA, DONE, OURS, RETRY, USAGE};
use crate::diag::{Diagnostic, Severity, render_human, render_json};

/// Prints findings; `sources` are the texts they point into.
pub(super) fn findings(findings: &[Diagnostic], sources: &[(&str, &str)], voice: Voice) {
    if findings.is_empty() {
        return;
    }
    let text = match voice.message_format {
        MessageFormat::Json => render_json(findings),
        MessageFormat::Human => {
            render_human(findings, sources, voice.lang.into(), stderr().is_terminal(), terminal_width())
        }
    };
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(stderr(), "{}", text.trim_end());
}

/// Prints a result line.
pub(super) fn say(text: &str) {
    let _ = writeln!(stdout(), "{text}");
}

/// Prints a line beside the results.
pub(super) fn note(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

/// The exit code that findings call for: that of the errors where all agree, else the input is at fault.
pub(super) fn exit_code(findings: &[Diagnostic]) -> u8 {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let codes: Vec<u8> = errors.map(|error| code_of(&error.code)).collect();
    match codes.split_first() {
        None => DONE,
        Some((first, rest)) if rest.iter().all(|code| code == first) => *first,
        Some(_) => DATA,
    }
}

/// Templates and rule sets are part of the program, so their faults are ours.
fn code_of(error: &str) -> u8 {
    match error {
        "template/unknown" => DATA,
        "pdf/internal" | "docx/package" => OURS,
        "package/unwritten" | "package/changed" => RETRY,
        _ if error.starts_with("template/") => OURS,
        _ => DATA,
    }
}

/// The exit code where the command line named the kind: one that there is not is wrong usage.
pub(super) fn exit_code_of_kind(findings: &[Diagnostic]) -> u8 {
    let unknown = findings.iter().any(|finding| finding.code == "template/unknown");
    if unknown { USAGE } else { exit_code(findings) }
}

fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Message;

    fn code(errors: &[&str]) -> u8 {
        let error = |code: &&str| Diagnostic::error(code.to_string(), Message::new("", ""));
        exit_code(&errors.iter().map(error).collect::<Vec<_>>())
    }

    #[test]
    fn who_is_at_fault() {
        assert_eq!(code(&[]), DONE);
        assert_eq!(code(&["answers/missing"]), DATA);
        assert_eq!(code(&["template/unknown"]), DATA);
        assert_eq!(code(&["template/expression"]), OURS);
        assert_eq!(code(&["package/unwritten"]), RETRY);
        assert_eq!(code(&["template/rule", "answers/missing"]), DATA);
    }
}
