//! What is said: findings on standard error, results on standard output.

use std::io::{IsTerminal, Write, stderr, stdout};

use super::args::{MessageFormat, Voice};
use super::{DATA, DONE, OURS};
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

/// The exit code that findings call for: faults of templates are ours, all others the input's.
pub(super) fn exit_code(findings: &[Diagnostic]) -> u8 {
    let errors = || findings.iter().filter(|finding| finding.severity == Severity::Error);
    if errors().next().is_none() {
        DONE
    } else if errors().all(|error| error.code.starts_with("internal/")) {
        OURS
    } else {
        DATA
    }
}

fn terminal_width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}
