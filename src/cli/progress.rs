//! A line that says what is being done, once it has taken a second; nothing when nobody watches.

use std::io::{IsTerminal, Write, stderr};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::args::{MessageFormat, Voice};
use crate::diag::{Lang, Message};

/// How long work stays silent.
const SILENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const BEAT: Duration = Duration::from_millis(200);

/// What the line is told.
enum Step {
    /// What is done now.
    Next(Message),
    /// Make room for other words, and say when there is.
    Hide(Sender<()>),
}

/// The line, as long as it lives.
pub(super) struct Progress {
    steps: Option<Sender<Step>>,
    line: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to watch.
    pub(super) fn start(voice: Voice) -> Self {
        if !stderr().is_terminal() || voice.message_format == MessageFormat::Json {
            return Progress { steps: None, line: None };
        }
        let (steps, received) = channel::<Step>();
        let lang: Lang = voice.lang.into();
        let line = std::thread::spawn(move || {
            let (start, mut step) = (Instant::now(), String::new());
            loop {
                match received.recv_timeout(BEAT) {
                    Ok(Step::Next(next)) => next.in_lang(lang).clone_into(&mut step),
                    Ok(Step::Hide(hidden)) => {
                        step.clear();
                        let _ = write!(stderr(), "\r\x1b[K");
                        let _ = hidden.send(());
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if !step.is_empty() && start.elapsed() >= SILENCE {
                    let _ = write!(stderr(), "\r\x1b[K{step} ({} s)", start.elapsed().as_secs());
                }
            }
            if !step.is_empty() && start.elapsed() >= SILENCE {
                let _ = write!(stderr(), "\r\x1b[K");
            }
        });
        Progress { steps: Some(steps), line: Some(line) }
    }

    /// Says what is done now.
    pub(super) fn step(&self, vi: &str, en: &str) {
        if let Some(steps) = &self.steps {
            // The line may have ended; then nobody needs to know.
            let _ = steps.send(Step::Next(Message::new(vi, en)));
        }
    }

    /// Takes the line away until the next step, so that other words begin a line of their own.
    pub(super) fn hide(&self) {
        if let Some(steps) = &self.steps {
            let (hidden, is_hidden) = channel();
            let _ = steps.send(Step::Hide(hidden));
            let _ = is_hidden.recv();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.steps.take());
        if let Some(line) = self.line.take() {
            let _ = line.join();
        }
    }
}
