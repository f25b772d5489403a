//! The command line: what was typed, what is done, what is said.

mod args;
mod bar;
mod batch;
mod batch_args;
mod copy;
mod help;
mod kinds;
mod output;
mod preview;
mod progress;
mod render;
mod scheduler;
mod usage;
mod values;

use std::ffi::OsString;
use std::panic::catch_unwind;
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};

use args::{Args, Command};
use usage::Wrong;

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

/// Runs the command line. A panic is a fault of the program.
pub fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let voice = usage::voice(&arguments);
    let code = parsed(arguments).and_then(|args| catch_unwind(|| run(&args.command)).map_err(|_| OURS));
    let code = code.unwrap_or_else(|code| code);
    let lost = output::unsaid(voice);
    ExitCode::from(if code == DONE { lost.unwrap_or(code) } else { code })
}

/// The command line, or the exit code where all is said: help and version were asked for, or it cannot be followed.
fn parsed(arguments: Vec<OsString>) -> Result<Args, u8> {
    let arguments = help::asked_by_name(arguments);
    let voice = usage::voice(&arguments);
    // Words for people are made where one asks for them, or something is wrong.
    let in_language = |_| help::in_language(Args::command(), voice.lang.into()).try_get_matches_from(&arguments);
    let matches = Args::command().try_get_matches_from(&arguments).or_else(in_language);
    matches.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            // Nobody is left to tell when the output is closed.
            let _ = error.print();
            if error.use_stderr() { USAGE } else { DONE }
        }
        _ => {
            let mut whole = Args::command();
            whole.build();
            output::findings(&[Wrong::new(&error, &whole, &arguments).told()], &[], voice);
            USAGE
        }
    })
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
