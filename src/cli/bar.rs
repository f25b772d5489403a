//! How far a batch is: a bar on a terminal, events for programs.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use super::args::{MessageFormat, Voice};
use super::output::{findings, note, terminal_width};
use crate::batch::{Event, Fold, name_of, of_json, poison};
use crate::diag::{Diagnostic, Message, Severity};

/// How often the bar is drawn.
const BEAT: Duration = Duration::from_millis(200);
/// How many problems are told; of those beyond there is a word.
const MOST: usize = 100;
/// How wide it is.
const WIDTH: usize = 24;

/// The bar of one step.
pub(super) struct Bar {
    voice: Voice,
    step: Message,
    /// How many records there are; 0 when nobody knows.
    wanted: usize,
    done: usize,
    failed: usize,
    start: Instant,
    drawn: Option<Instant>,
    is_shown: bool,
    findings: Fold<Diagnostic>,
    /// What befell records that were good, and what was noticed when they were made.
    failures: Fold<Diagnostic>,
}

impl Bar {
    /// Begins the bar of `step` over `wanted` records.
    pub(super) fn start(voice: Voice, step: Message, wanted: usize) -> Self {
        let is_shown = stderr().is_terminal() && voice.message_format == MessageFormat::Human;
        let (findings, failures) = (Fold::new(MOST), Fold::new(MOST));
        Bar {
            voice,
            step,
            wanted,
            done: 0,
            failed: 0,
            start: Instant::now(),
            drawn: None,
            is_shown,
            findings,
            failures,
        }
    }

    /// Tells an event.
    pub(super) fn tell(&mut self, event: &Event) {
        self.done += 1;
        self.failed += usize::from(is_bad(event));
        match self.voice.message_format {
            MessageFormat::Json => note(&serde_json::to_string(event).unwrap_or_default()),
            MessageFormat::Human => self.keep(event),
        }
        if self.is_shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= BEAT) {
            self.drawn = Some(Instant::now());
            // A line that is folded could not be taken back.
            let line: String =
                self.line(self.start.elapsed()).chars().take(terminal_width().saturating_sub(1)).collect();
            let _ = write!(stderr(), "\r\x1b[K{line}");
        }
    }

    /// What a clerk is to know of it at the end: errors, and what is odd about the table; other warnings are told to
    /// programs and in the report.
    fn keep(&mut self, event: &Event) {
        match event {
            Event::Checked { key, findings } => {
                let is_told = |one: &&Diagnostic| {
                    one.severity == Severity::Error
                        || one.severity == Severity::Warning && one.code.starts_with("batch/")
                };
                for one in findings.iter().filter(is_told) {
                    self.findings.add(name_of(one), key, || one.clone());
                }
            }
            Event::Failed { key, findings } => {
                findings.iter().filter(|finding| finding["severity"] == "error").map(of_json).for_each(|one| {
                    self.failures.add(name_of(&one), key, || one.clone());
                });
            }
            Event::Poison { key } => self.failures.add(name_of(&poison()), key, poison),
            Event::Made { key, findings, .. } => findings.iter().map(of_json).for_each(|one| {
                self.failures.add(name_of(&one), key, || one.clone());
            }),
            Event::Kept { .. } => {}
        }
    }

    fn line(&self, elapsed: Duration) -> String {
        let rate = self.done as f64 / elapsed.as_secs_f64().max(0.001);
        let (step, done, failed) = (self.step.in_lang(self.voice.lang.into()), self.done, self.failed);
        let failed = if failed == 0 { String::new() } else { format!(" · × {failed}") };
        if self.wanted == 0 {
            return format!("{step} {done}{failed} · {rate:.0}/s");
        }
        let full = (WIDTH * done / self.wanted).min(WIDTH);
        let left = (self.wanted.saturating_sub(done)) as f64 / rate.max(0.001);
        let (minutes, seconds) = (left as u64 / 60, left as u64 % 60);
        let bar = format!("{}{}", "█".repeat(full), "░".repeat(WIDTH - full));
        format!("{step} {bar} {done}/{}{failed} · {rate:.0}/s · {minutes}:{seconds:02}", self.wanted)
    }

    fn clear(&mut self) {
        if self.is_shown && self.drawn.take().is_some() {
            let _ = write!(stderr(), "\r\x1b[K");
        }
    }

    /// Takes the bar away and tells the problems, each once.
    pub(super) fn end(mut self) {
        self.clear();
        let (voice, beyond) = (self.voice, self.findings.beyond + self.failures.beyond);
        let lang = voice.lang.into();
        let more = Message::new("xem đủ trong --report", "all of them: --report").in_lang(lang).to_owned();
        let named = self.failures.groups().into_iter().map(|mut group| {
            if let Some(key) = group.only().map(str::to_owned) {
                let Message { vi, en } = &group.first.message;
                group.first.message = Message::new(format!("{key}: {vi}"), format!("{key}: {en}"));
            }
            group
        });
        let groups = self.findings.groups().into_iter().chain(named);
        findings(&groups.map(|group| group.told(&more)).collect::<Vec<_>>(), &[], voice);
        if beyond > 0 {
            let text =
                Message::new(format!("còn {beyond} lỗi khác: {more}"), format!("{beyond} more problems: {more}"));
            note(text.in_lang(lang));
        }
    }
}

fn is_bad(event: &Event) -> bool {
    match event {
        Event::Checked { findings, .. } => findings.iter().any(|finding| finding.severity == Severity::Error),
        Event::Failed { .. } | Event::Poison { .. } => true,
        Event::Made { .. } | Event::Kept { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Language;

    #[test]
    fn done_failed_rate_and_time_left() {
        let voice = Voice { lang: Language::En, message_format: MessageFormat::Human };
        let mut bar = Bar::start(voice, Message::new("lập", "making"), 100);
        (bar.done, bar.failed) = (50, 2);
        let line = bar.line(Duration::from_secs(25));
        assert!(line.starts_with("making ████████████░░░░░░░░░░░░ 50/100 · × 2 · 2/s · 0:25"), "{line}");
        bar.wanted = 0;
        assert_eq!(bar.line(Duration::from_secs(25)), "making 50 · × 2 · 2/s");
    }
}
