//! What is wrong with a command line, as a finding.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command, ValueEnum};

use super::args::{Language, MessageFormat, Voice};
use super::help::spoken;
use super::values::Wanted;
use crate::diag::{Diagnostic, Lang, Message};
use crate::validate::unlikeness;

/// How messages are asked for, wherever in the line that stands and whatever else is wrong with it.
pub(super) fn voice(arguments: &[OsString]) -> Voice {
    let lang = value_of(arguments, "--lang").and_then(|value| Language::from_str(&value, false).ok());
    let format = value_of(arguments, "--message-format").and_then(|value| MessageFormat::from_str(&value, false).ok());
    Voice { lang: lang.unwrap_or(Language::Vi), message_format: format.unwrap_or(MessageFormat::Human) }
}

fn value_of(arguments: &[OsString], option: &str) -> Option<String> {
    let mut arguments = arguments.iter().take_while(|argument| *argument != "--").map(|one| one.to_string_lossy());
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix(option) {
            Some("") => return arguments.next().map(|value| value.into_owned()),
            Some(rest) if rest.starts_with('=') => return Some(rest[1..].to_owned()),
            Some(_) | None => {}
        }
    }
    None
}

/// A command line that cannot be followed.
pub(super) struct Wrong<'a> {
    error: &'a Error,
    /// The command that was named, and how it is called.
    command: &'a Command,
    called: String,
}

impl<'a> Wrong<'a> {
    pub(super) fn new(error: &'a Error, whole: &'a Command, arguments: &[OsString]) -> Self {
        let (mut command, mut called) = (whole, whole.get_name().to_owned());
        // What is wrong with an option is wrong with the command before it.
        let wrong = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
        for argument in arguments.iter().skip(1).take_while(|argument| **argument != *wrong) {
            if let Some(below) = command.find_subcommand(argument) {
                command = below;
                called = format!("{called} {}", below.get_name());
            }
        }
        Wrong { error, command, called }
    }

    /// What is wrong, where, and what to do.
    pub(super) fn told(&self) -> Diagnostic {
        let mut found = match self.error.kind() {
            ErrorKind::UnknownArgument => self.unknown(),
            ErrorKind::InvalidSubcommand => self.no_command(),
            ErrorKind::InvalidValue => self.value(),
            ErrorKind::ValueValidation => self.unusable(),
            ErrorKind::TooManyValues => self.no_value_taken(),
            ErrorKind::MissingRequiredArgument => self.missing(),
            ErrorKind::ArgumentConflict => self.conflict(),
            ErrorKind::InvalidUtf8 => {
                self.finding("text", "có chữ không phải UTF-8", "there is text that is not UTF-8")
            }
            // The rest cannot come of our arguments.
            _ => self.finding("wrong", "dòng lệnh không đúng", "the command line cannot be followed"),
        };
        let help = format!("{} --help", self.called);
        found = found.hint(Message::new(format!("xem {help}"), format!("see {help}")));
        found
    }

    fn finding(&self, code: &str, vi: impl AsRef<str>, en: impl AsRef<str>) -> Diagnostic {
        let of = |text: &str| format!("{}: {text}", self.called);
        Diagnostic::error(format!("usage/{code}"), Message::new(of(vi.as_ref()), of(en.as_ref())))
    }

    fn unknown(&self) -> Diagnostic {
        let argument = self.one(ContextKind::InvalidArg);
        if !argument.starts_with('-') {
            return self.too_many(argument);
        }
        let (vi, en) = (format!("không có tuỳ chọn {argument}"), format!("there is no option {argument}"));
        let found = self.finding("unknown-option", vi, en);
        let near = self.all(ContextKind::SuggestedArg);
        if argument == "--lang" {
            return found.hint(Message::new(
                format!("ghi --lang sau tên lệnh: {} kinds --lang en", self.called),
                format!("--lang stands after the command: {} kinds --lang en", self.called),
            ));
        }
        if near.is_empty() { found } else { found.hint(did_you_mean(near)) }
    }

    fn too_many(&self, argument: &str) -> Diagnostic {
        self.finding("too-many", format!("thừa \"{argument}\""), format!("\"{argument}\" is one argument too many"))
            .hint(Message::new("tên có dấu cách thì đặt trong ngoặc kép", "put a name that holds blanks in quotes"))
    }

    fn no_command(&self) -> Diagnostic {
        let name = self.one(ContextKind::InvalidSubcommand);
        let (vi, en) = (format!("không có lệnh \"{name}\""), format!("there is no command \"{name}\""));
        let found = self.finding("unknown-command", vi, en);
        if CHECKS.contains(&name.to_lowercase().as_str()) {
            return found.hint(checked_by());
        }
        let near = self.all(ContextKind::SuggestedSubcommand);
        if !near.is_empty() {
            return found.hint(did_you_mean(near));
        }
        let names: Vec<&str> =
            self.command.get_subcommands().map(Command::get_name).filter(|name| *name != "help").collect();
        let names = names.join(", ");
        found.hint(Message::new(format!("các lệnh: {names}"), format!("the commands: {names}")))
    }

    fn value(&self) -> Diagnostic {
        let (option, value) = (self.one(ContextKind::InvalidArg), self.one(ContextKind::InvalidValue));
        let found = if value.is_empty() {
            self.finding("no-value", format!("thiếu giá trị của {option}"), format!("{option} has no value"))
        } else {
            let (vi, en) = (format!("{option} không nhận \"{value}\""), format!("{option} does not take \"{value}\""));
            self.finding("value", vi, en)
        };
        let valid = self.all(ContextKind::ValidValue);
        let near = valid.iter().filter_map(|word| Some((unlikeness(value, word)?, *word))).min();
        let near = self.all(ContextKind::SuggestedValue).first().copied().or(near.map(|(_, word)| word));
        let found = near.into_iter().fold(found, |found, near| found.hint(did_you_mean(vec![near])));
        if valid.is_empty() {
            return found;
        }
        let valid = valid.join(", ");
        found.hint(Message::new(format!("các giá trị: {valid}"), format!("the values: {valid}")))
    }

    fn unusable(&self) -> Diagnostic {
        let (option, value) = (self.one(ContextKind::InvalidArg), self.one(ContextKind::InvalidValue));
        let (vi, en) = (format!("{option} không nhận \"{value}\""), format!("{option} does not take \"{value}\""));
        let found = self.finding("value", vi, en);
        let wanted = self.error.source().and_then(|source| source.downcast_ref::<Wanted>());
        wanted.map_or(found.clone(), |wanted| found.hint(wanted.written()))
    }

    fn no_value_taken(&self) -> Diagnostic {
        let (option, value) = (self.one(ContextKind::InvalidArg), self.one(ContextKind::InvalidValue));
        let vi = format!("{option} không có giá trị: bỏ \"{value}\"");
        self.finding("value", vi, format!("{option} takes no value: leave out \"{value}\""))
    }

    fn missing(&self) -> Diagnostic {
        let wanted = self.all(ContextKind::InvalidArg);
        let names = wanted.join(", ");
        let found = self.finding("missing", format!("thiếu {names}"), format!("{names} is missing"));
        let is_wanted = |arg: &&Arg| wanted.iter().any(|name| bare(name) == bare(&arg.to_string()));
        self.command.get_arguments().filter(is_wanted).fold(found, |found, arg| found.hint(self.about(arg)))
    }

    /// What an argument is.
    fn about(&self, arg: &Arg) -> Message {
        let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
        let name = if arg.is_positional() { format!("<{}>", bare(&arg.to_string())) } else { arg.to_string() };
        let of = |lang| format!("{name}: {}", spoken(&text, lang));
        Message::new(of(Lang::Vi), of(Lang::En))
    }

    fn conflict(&self) -> Diagnostic {
        let (name, prior) = (self.one(ContextKind::InvalidSubcommand), self.all(ContextKind::PriorArg).join(", "));
        if !name.is_empty() {
            return self.misplaced(name);
        }
        let option = self.one(ContextKind::InvalidArg);
        if prior == option {
            return self.finding("twice", format!("{option} chỉ ghi một lần"), format!("{option} is given once only"));
        }
        let vi = format!("{option} và {prior} không dùng cùng nhau");
        self.finding("conflict", vi, format!("{option} and {prior} do not go together"))
    }

    /// A word where only the name of a step could stand, or the name of a step behind other arguments.
    fn misplaced(&self, name: &str) -> Diagnostic {
        if self.command.get_name() != name {
            return self.too_many(name);
        }
        let vi = format!("\"{name}\" đứng trước mọi đối số khác");
        self.finding("conflict", vi, format!("\"{name}\" stands before all other arguments"))
    }

    fn one(&self, kind: ContextKind) -> &'a str {
        self.all(kind).first().copied().unwrap_or_default()
    }

    fn all(&self, kind: ContextKind) -> Vec<&'a str> {
        match self.error.get(kind) {
            Some(ContextValue::String(one)) => vec![one],
            Some(ContextValue::Strings(all)) => all.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// What people call a command that only checks.
const CHECKS: [&str; 8] = ["check", "validate", "verify", "lint", "test", "kiem-tra", "kiểm-tra", "kiểm tra"];

/// There is no command that only checks one file.
fn checked_by() -> Message {
    Message::new(
        "không có lệnh chỉ kiểm tra: congvan render PHIẾU kiểm tra trước, có lỗi thì không ghi tệp nào; \
         congvan batch plan BẢN_GHI -o KẾ_HOẠCH kiểm tra mọi bản ghi mà không lập văn bản; congvan preview PHIẾU cho xem lỗi khi soạn",
        "no command only checks: congvan render ANSWERS checks first and writes nothing where there are errors; \
         congvan batch plan RECORDS -o PLAN checks all records and makes no document; congvan preview ANSWERS tells problems while you write",
    )
}

/// A name without the brackets that tell whether it may be left out.
fn bare(name: &str) -> &str {
    name.trim_matches(['[', ']', '<', '>'])
}

fn did_you_mean(near: Vec<&str>) -> Message {
    let (vi, en) = (near.join(" hay "), near.join(" or "));
    Message::new(format!("Có phải {vi}?"), format!("Did you mean {en}?"))
}
