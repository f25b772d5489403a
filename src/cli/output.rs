//! What is said: findings on standard error, results on standard output.

use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::sync::Mutex;

use super::args::{MessageFormat, Voice};
use super::{DATA, DONE, OURS, RETRY, USAGE};
use crate::assets::templates::is_inside;
use crate::diag::{Diagnostic, Message, Severity, reason, render_human, render_json};

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

/// Why result lines could not be printed.
static UNSAID: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints a result line. One that cannot be printed is told at the end, by [`unsaid`].
pub(super) fn say(text: &str) {
    note_unsaid(writeln!(stdout(), "{text}"));
}

fn note_unsaid(written: io::Result<()>) {
    // Who closes the pipe has read enough.
    if let Err(error) = written
        && error.kind() != ErrorKind::BrokenPipe
        && let Ok(mut unsaid) = UNSAID.lock()
    {
        unsaid.get_or_insert(error);
    }
}

/// Tells that result lines were lost, and the exit code for it.
pub(super) fn unsaid(voice: Voice) -> Option<u8> {
    note_unsaid(stdout().flush());
    let error = UNSAID.lock().ok()?.take()?;
    let message = Message::new(
        format!("không ghi được kết quả ra đầu ra chuẩn: {}", reason(&error)),
        format!("the results could not be written to standard output: {error}"),
    );
    findings(&[Diagnostic::error("file/unwritten", message)], &[], voice);
    Some(RETRY)
}

/// Prints a line beside the results.
pub(super) fn note(text: &str) {
    let _ = writeln!(stderr(), "{text}");
}

/// The exit code that findings call for: that of the errors where all agree, else the input is at fault.
pub(super) fn exit_code(findings: &[Diagnostic]) -> u8 {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let codes: Vec<u8> = errors.map(code_of).collect();
    match codes.split_first() {
        None => DONE,
        Some((first, rest)) if rest.iter().all(|code| code == first) => *first,
        Some(_) => DATA,
    }
}

/// Templates and rule sets are part of the program, so their faults are ours; those of a template of the user's own are
/// not.
fn code_of(error: &Diagnostic) -> u8 {
    let is_own = error.place.as_ref().is_some_and(|place| !is_inside(&place.file));
    match error.code.as_ref() {
        "template/unknown" => DATA,
        "pdf/internal" | "docx/package" => OURS,
        "package/unwritten" | "package/changed" | "batch/refused" | "batch/unreachable" => RETRY,
        code if code.starts_with("template/") && !is_own => OURS,
        _ => DATA,
    }
}

/// The exit code where the command line named the kind: one that there is not is wrong usage.
pub(super) fn exit_code_of_kind(findings: &[Diagnostic]) -> u8 {
    let unknown = findings.iter().any(|finding| finding.code == "template/unknown");
    if unknown { USAGE } else { exit_code(findings) }
}

/// How many columns the terminal of standard error has.
pub(super) fn terminal_width() -> usize {
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    let seen = || terminal_size::terminal_size_of(stderr()).map(|(width, _)| usize::from(width.0));
    told().or_else(seen).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;

    fn code(errors: &[&str]) -> u8 {
        let error = |code: &&str| Diagnostic::error(code.to_string(), Message::new("", ""));
        exit_code(&errors.iter().map(error).collect::<Vec<_>>())
    }

    #[test]
    fn a_template_of_the_users_own_is_input() {
        let at = |file: &str| {
            let place = Place { file: file.into(), path: None, span: None };
            exit_code(&[Diagnostic::error("template/syntax", Message::new("", "")).at(place)])
        };
        assert_eq!((at("cong-van/body.md"), at("mau/cong-van/body.md")), (OURS, DATA));
    }

    #[test]
    fn who_is_at_fault() {
        assert_eq!(code(&[]), DONE);
        assert_eq!(code(&["answers/missing"]), DATA);
        assert_eq!(code(&["template/unknown"]), DATA);
        assert_eq!(code(&["template/expression"]), OURS);
        assert_eq!(code(&["package/unwritten"]), RETRY);
        assert_eq!((code(&["batch/unreachable"]), code(&["batch/not-found"])), (RETRY, DATA));
        assert_eq!(code(&["template/rule", "answers/missing"]), DATA);
    }
}
