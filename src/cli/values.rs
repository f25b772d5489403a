//! Values of options that are neither words nor paths, and what is wanted where one is something else.

use std::fmt;
use std::net::IpAddr;

use chrono::NaiveDateTime;

use crate::diag::Message;

/// What an option wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A whole number.
    Number,
    /// A number of threads.
    Threads,
    /// A port of this machine.
    Port,
    /// The address of a machine.
    Address,
    /// A day with its time.
    Time,
}

impl Wanted {
    /// How it is written.
    pub(super) fn written(self) -> Message {
        match self {
            Wanted::Number => Message::new("ghi một số nguyên, như 4", "write a whole number, such as 4"),
            Wanted::Threads => Message::new(
                format!("ghi một số từ 1 đến {MOST_THREADS}"),
                format!("write a number from 1 to {MOST_THREADS}"),
            ),
            Wanted::Port => Message::new("ghi một số từ 0 đến 65535", "write a number from 0 to 65535"),
            Wanted::Address => {
                Message::new("ghi một địa chỉ IP, như 127.0.0.1", "write an IP address, such as 127.0.0.1")
            }
            Wanted::Time => Message::new(
                "ghi ngày và giờ như 2026-03-16T09:30:15",
                "write day and time such as 2026-03-16T09:30:15",
            ),
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written().en)
    }
}

impl std::error::Error for Wanted {}

/// More threads than any machine has cores for; each takes memory.
const MOST_THREADS: usize = 512;

pub(super) fn threads(text: &str) -> Result<usize, Wanted> {
    text.parse().ok().filter(|threads| (1..=MOST_THREADS).contains(threads)).ok_or(Wanted::Threads)
}

pub(super) fn number<N: std::str::FromStr>(text: &str) -> Result<N, Wanted> {
    text.parse().map_err(|_| Wanted::Number)
}

pub(super) fn port(text: &str) -> Result<u16, Wanted> {
    text.parse().map_err(|_| Wanted::Port)
}

pub(super) fn address(text: &str) -> Result<IpAddr, Wanted> {
    text.parse().map_err(|_| Wanted::Address)
}

pub(super) fn time(text: &str) -> Result<NaiveDateTime, Wanted> {
    text.parse().map_err(|_| Wanted::Time)
}
