//! The command line: what was typed, what is done, what is said.

mod args;
mod kinds;
mod output;
mod progress;
mod render;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Done.
const DONE: u8 = 0;
/// The input is at fault: running again will not help.
const DATA: u8 = 65;
/// The program is at fault.
const OURS: u8 = 70;
/// The machine is at fault (disk full, no permission): try again.
const RETRY: u8 = 75;

/// Runs the command line. Usage errors end with 2, as clap has it.
pub fn main() -> ExitCode {
    let args = Args::parse();
    ExitCode::from(match args.command {
        Command::Render(args) => render::run(&args),
        Command::New(args) => kinds::new(&args),
        Command::Schema(args) => kinds::schema(&args),
        Command::Kinds(args) => kinds::kinds(&args),
    })
}
