//! `congvan preview`.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::args::{Language, Preview};
use super::output::{exit_code, findings, say};
use super::render::{Stopped, answers_stem, chosen, fail, source_date_epoch, unread, unwritten};
use super::{DONE, RETRY};
use crate::assets::write::write_whole;
use crate::batch::is_table;
use crate::diag::{Diagnostic, Message, reason};
use crate::preview::desk::Desk;
use crate::preview::{Book, MOST_RECORDS, Setup, Sheet, Shelf, once, serve};
use crate::render::Options;

/// Shows answers in the browser until the program is ended, or writes what would be shown.
pub(super) fn run(args: &Preview) -> u8 {
    let done = if args.once { write(args) } else { show(args) };
    done.map_or_else(|code| code, |()| DONE)
}

fn options(args: &Preview) -> Result<Options, Stopped> {
    let template = chosen(args.template.as_deref(), args.voice)?;
    Ok(Options { template, rules: args.rules, file_date: source_date_epoch(), ..Options::default() })
}

/// What is shown: one file, those of a folder, or records.
fn shelf(args: &Preview) -> Result<Shelf, Stopped> {
    let path = &args.answers;
    if args.defaults.is_some() || (path.is_file() && is_table(path)) {
        let book = Book::open(path, args.defaults.as_deref(), options(args)?);
        let book = book.map_err(|problems| fail(&problems, args.voice))?;
        if book.now().is_cut {
            findings(&[cut(path)], &[], args.voice);
        }
        return Ok(Shelf::Records(Arc::new(book)));
    }
    let whole = path.canonicalize().map_err(|error| unread(path, &error, args.voice))?;
    if whole.is_dir() {
        return Ok(Shelf::Folder(whole));
    }
    Ok(Shelf::File { name: path.display().to_string(), path: whole })
}

/// The files that are there at first; a folder may be empty at no start.
fn sheets(shelf: &Shelf, args: &Preview) -> Result<Vec<Sheet>, Stopped> {
    let sheets = shelf.sheets(&[]).map_err(|problem| fail(&[problem], args.voice))?;
    if sheets.is_empty() { Err(fail(&[no_answers(&args.answers)], args.voice)) } else { Ok(sheets) }
}

fn show(args: &Preview) -> Result<(), Stopped> {
    let shelf = shelf(args)?;
    sheets(&shelf, args)?;
    let desk = Desk::open(shelf, options(args)?).map_err(|problem| fail_with(args, &problem))?;
    let lang = match args.voice.lang {
        Language::Vi => "vi",
        Language::En => "en",
    };
    let setup = Setup { host: args.host, port: args.port, token: token(args)?, lang };
    let ready = |url: &str| {
        say(url);
        if !args.no_open {
            open(url);
        }
    };
    serve(desk, setup, ready).map_err(|error| fail_with(args, &no_server(&error)))
}

/// A secret that nobody can guess, new at each start.
fn token(args: &Preview) -> Result<String, Stopped> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| fail_with(args, &no_server(&error)))?;
    Ok(crate::data::hex(&bytes))
}

fn fail_with(args: &Preview, problem: &Diagnostic) -> Stopped {
    fail(std::slice::from_ref(problem), args.voice);
    RETRY
}

fn no_server(error: &dyn std::fmt::Display) -> Diagnostic {
    let message = Message::new(
        format!("không mở được trang xem trước: {}", reason(&error)),
        format!("the preview could not be opened: {error}"),
    );
    Diagnostic::error("preview/unopened", message).hint(Message::new(
        "chọn cổng khác bằng --port, hoặc bỏ --port để dùng một cổng còn trống",
        "choose another --port, or none for a free one",
    ))
}

fn no_answers(folder: &Path) -> Diagnostic {
    let message = Message::new(
        format!("\"{}\" không có phiếu trả lời hay bản ghi nào", folder.display()),
        format!("\"{}\" has no answers files and no records", folder.display()),
    );
    Diagnostic::error("preview/no-answers", message)
}

fn cut(path: &Path) -> Diagnostic {
    let message = Message::new(
        format!("\"{}\" có nhiều bản ghi, chỉ xem được {MOST_RECORDS} bản ghi đầu", path.display()),
        format!("\"{}\" holds many records, of which the first {MOST_RECORDS} are shown", path.display()),
    );
    Diagnostic::warning("preview/cut", message)
}

/// Asks the system to show the page. Where it cannot, the address that was printed is enough.
fn open(url: &str) {
    let (program, before): (&str, &[&str]) = if cfg!(target_os = "windows") {
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(before).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(command.spawn());
}

fn write(args: &Preview) -> Result<(), Stopped> {
    let mut code = DONE;
    let (shelf, options) = (shelf(args)?, options(args)?);
    let mut used = BTreeSet::new();
    for sheet in sheets(&shelf, args)? {
        let stem = match &shelf {
            Shelf::File { path, .. } => answers_stem(path),
            // Files of one name in several folders stay apart.
            Shelf::Folder(_) => stem(&sheet.name),
            Shelf::Records(_) => sheet.title(),
        };
        let stem = apart(stem, &mut used);
        let (made, found) = once(&sheet, &stem, &options, args.voice.lang.into());
        findings(&found, &[], args.voice);
        for file in made {
            let path = args.output.join(format!("{stem}{}", file.ending));
            write_whole(&path, &file.bytes).map_err(|error| unwritten(&path, &error, args.voice))?;
            say(&path.display().to_string());
        }
        code = code.max(exit_code(&found));
    }
    if code == DONE { Ok(()) } else { Err(code) }
}

/// `stem`, or with a number where one before has it: `x.yaml` beside `x.json`, `a/b.yaml` beside `a-b.yaml`. Systems
/// differ in whether case counts.
fn apart(stem: String, used: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number: u64| format!("{stem}-{number}"));
    let free = std::iter::once(stem.clone()).chain(numbered).find(|name| used.insert(name.to_lowercase()));
    free.unwrap_or(stem)
}

fn stem(name: &str) -> String {
    let without = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    without.replace(['/', '\\'], "-")
}
