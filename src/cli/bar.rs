//! How far a batch is: a bar on a terminal, events for programs.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

use super::args::{MessageFormat, Voice};
use super::output::{findings, note};
use crate::batch::Event;
use crate::diag::{Diagnostic, Message, Severity};

/// How often the bar is drawn.
const BEAT: Duration = Duration::from_millis(200);
/// How wide it is.
const WIDTH: usize = 24;

/// How many records tell the same error before the rest are only counted.
const SAME: usize = 3;
/// How many errors are remembered for that.
const MOST_ERRORS: usize = 10_000;

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
    told: Told,
}

/// The errors that were told, and how often each was found.
#[derive(Default)]
struct Told(BTreeMap<String, (Message, usize)>);

impl Told {
    /// Whether an error is told once more.
    fn is_new(&mut self, error: &Diagnostic) -> bool {
        let id = format!("{} {}", error.code, error.message.vi);
        if self.0.len() >= MOST_ERRORS && !self.0.contains_key(&id) {
            return true;
        }
        let (_, times) = self.0.entry(id).or_insert_with(|| (error.message.clone(), 0));
        *times += 1;
        *times <= SAME
    }

    /// What was only counted.
    fn rest(&self) -> Vec<Message> {
        let more = |(message, times): &(Message, usize)| {
            let more = times.saturating_sub(SAME);
            (more > 0).then(|| {
                Message::new(
                    format!("  × thêm {more} bản ghi có lỗi này: {}", message.vi),
                    format!("  × {more} more records have this error: {}", message.en),
                )
            })
        };
        self.0.values().filter_map(more).collect()
    }
}

impl Bar {
    /// Begins the bar of `step` over `wanted` records.
    pub(super) fn start(voice: Voice, step: Message, wanted: usize) -> Self {
        let is_shown = stderr().is_terminal() && voice.message_format == MessageFormat::Human;
        Bar {
            voice,
            step,
            wanted,
            done: 0,
            failed: 0,
            start: Instant::now(),
            drawn: None,
            is_shown,
            told: Told::default(),
        }
    }

    /// Tells an event.
    pub(super) fn tell(&mut self, event: &Event) {
        self.done += 1;
        self.failed += usize::from(is_bad(event));
        match self.voice.message_format {
            MessageFormat::Json => note(&serde_json::to_string(event).unwrap_or_default()),
            MessageFormat::Human => self.say(event),
        }
        if self.is_shown && self.drawn.is_none_or(|drawn| drawn.elapsed() >= BEAT) {
            self.drawn = Some(Instant::now());
            let _ = write!(stderr(), "\r\x1b[K{}", self.line(self.start.elapsed()));
        }
    }

    /// What a clerk is to know of it: errors only; warnings are told to programs.
    fn say(&mut self, event: &Event) {
        if !is_bad(event) {
            return;
        }
        self.clear();
        match event {
            Event::Checked { findings: found, .. } => {
                let errors = found.iter().filter(|one| one.severity == Severity::Error);
                let errors: Vec<_> = errors.filter(|error| self.told.is_new(error)).cloned().collect();
                findings(&errors, &[], self.voice);
            }
            Event::Failed { key, findings } => {
                let lang = match self.voice.lang {
                    super::args::Language::Vi => "vi",
                    super::args::Language::En => "en",
                };
                let why = findings.iter().filter_map(|finding| finding["message"][lang].as_str());
                note(&format!("  × {key}: {}", why.collect::<Vec<_>>().join("; ")));
            }
            Event::Poison { key } => {
                let text = Message::new(
                    format!("  × {key}: đã hai lần làm chương trình chết, nay để riêng ra"),
                    format!("  × {key}: ended the program twice and is set aside"),
                );
                note(text.in_lang(self.voice.lang.into()));
            }
            Event::Made { .. } | Event::Kept { .. } => {}
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

    /// Takes the bar away, and says what was only counted.
    pub(super) fn end(mut self) {
        self.clear();
        let rest = self.told.rest();
        rest.iter().for_each(|message| note(message.in_lang(self.voice.lang.into())));
        if !rest.is_empty() {
            let all = Message::new(
                "  = xem từng bản ghi: --message-format json, hoặc --report báo-cáo.html khi lập",
                "  = for each record: --message-format json, or --report report.html when they are made",
            );
            note(all.in_lang(self.voice.lang.into()));
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
