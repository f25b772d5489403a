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

/// The line, as long as it lives.
pub(super) struct Progress {
    steps: Option<Sender<Message>>,
    line: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins to watch.
    pub(super) fn start(voice: Voice) -> Self {
        if !stderr().is_terminal() || voice.message_format == MessageFormat::Json {
            return Progress { steps: None, line: None };
        }
        let (steps, received) = channel::<Message>();
        let lang: Lang = voice.lang.into();
        let line = std::thread::spawn(move || {
            let (start, mut step) = (Instant::now(), String::new());
            loop {
                match received.recv_timeout(BEAT) {
                    Ok(next) => next.in_lang(lang).clone_into(&mut step),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if start.elapsed() >= SILENCE {
                    let _ = write!(stderr(), "\r\x1b[K{step} ({} s)", start.elapsed().as_secs());
                }
            }
            if start.elapsed() >= SILENCE {
                let _ = write!(stderr(), "\r\x1b[K");
            }
        });
        Progress { steps: Some(steps), line: Some(line) }
    }

    /// Says what is done now.
    pub(super) fn step(&self, vi: &str, en: &str) {
        if let Some(steps) = &self.steps {
            // The line may have ended; then nobody needs to know.
            let _ = steps.send(Message::new(vi, en));
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
