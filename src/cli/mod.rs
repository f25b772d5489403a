//! The command line: what was typed, what is done, what is said.

mod args;
mod bar;
mod batch;
mod batch_args;
mod copy;
mod kinds;
mod output;
mod preview;
mod progress;
mod render;
mod scheduler;

use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Done.
const DONE: u8 = 0;
/// The command line is at fault.
const USAGE: u8 = 2;
/// The input is at fault: running again will not help.
const DATA: u8 = 65;
/// The program is at fault.
const OURS: u8 = 70;
/// The machine is at fault (disk full, no permission): try again.
const RETRY: u8 = 75;

/// Runs the command line. Usage errors end with 2, as clap has it; a panic is a fault of the program.
pub fn main() -> ExitCode {
    let args = Args::parse();
    ExitCode::from(catch_unwind(|| run(&args.command)).unwrap_or(OURS))
}

fn run(command: &Command) -> u8 {
    match command {
        Command::Render(args) => render::run(args),
        Command::Batch(args) => batch::run(args),
        Command::Preview(args) => preview::run(args),
        Command::Copy(args) => copy::run(args),
        Command::New(args) => kinds::new(args),
        Command::Schema(args) => kinds::schema(args),
        Command::Kinds(args) => kinds::kinds(args),
    }
}
