//! `congvan preview`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::args::{Language, Preview};
use super::output::{exit_code, findings, say};
use super::render::{Stopped, answers_stem, chosen, fail, source_date_epoch, unread, unwritten};
use super::{DONE, RETRY};
use crate::assets::watch::answers_below;
use crate::assets::write::write_whole;
use crate::diag::{Diagnostic, Message};
use crate::preview::desk::Desk;
use crate::preview::{Setup, Sheet, once, serve};
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

/// The files to show with their names: the one that is named, or those of a folder.
fn files(args: &Preview) -> Result<Vec<(String, PathBuf)>, Stopped> {
    let path = &args.answers;
    if !path.is_dir() {
        return Ok(vec![(path.display().to_string(), path.clone())]);
    }
    let files = answers_below(path).map_err(|error| unread(path, &error, args.voice))?;
    if files.is_empty() {
        return Err(fail(&[no_answers(path)], args.voice));
    }
    let name = |file: &Path| file.strip_prefix(path).unwrap_or(file).display().to_string();
    Ok(files.into_iter().map(|file| (name(&file), file)).collect())
}

fn sheets(args: &Preview) -> Result<Vec<Sheet>, Stopped> {
    let sheet = |(name, path): (String, PathBuf)| {
        let path = path.canonicalize().map_err(|error| unread(&path, &error, args.voice))?;
        Sheet::new(name, &path).map_err(|problem| fail(&[problem], args.voice))
    };
    files(args)?.into_iter().map(sheet).collect()
}

fn show(args: &Preview) -> Result<(), Stopped> {
    let desk = Desk::open(sheets(args)?, options(args)?);
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
        format!("không mở được trang xem trước: {error}"),
        format!("the preview could not be opened: {error}"),
    );
    Diagnostic::error("preview/unopened", message).hint(Message::new(
        "chọn cổng khác bằng --port, hoặc bỏ --port để dùng một cổng còn trống",
        "choose another --port, or none for a free one",
    ))
}

fn no_answers(folder: &Path) -> Diagnostic {
    let message = Message::new(
        format!("thư mục \"{}\" không có phiếu trả lời nào (.yaml, .yml, .json)", folder.display()),
        format!("the folder \"{}\" has no answers files (.yaml, .yml, .json)", folder.display()),
    );
    Diagnostic::error("preview/no-answers", message)
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
    let options = options(args)?;
    for (sheet, (name, path)) in sheets(args)?.iter().zip(files(args)?) {
        // Files of one name in several folders stay apart.
        let stem = if args.answers.is_dir() { stem(&name) } else { answers_stem(&path) };
        let (made, found) = once(sheet, &stem, &options, args.voice.lang.into());
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

fn stem(name: &str) -> String {
    let without = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    without.replace(['/', '\\'], "-")
}
