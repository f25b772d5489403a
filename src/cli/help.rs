//! The help in the language that was asked for. Each text of it is written once, as `Tiếng Việt (English)`.

use clap::builder::PossibleValue;
use clap::{Arg, ArgAction, Command};

use crate::diag::{Lang, Message};

/// What clap has in English only: the words over the usage stand in its template.
const TEMPLATE: &str = "{about-with-newline}\nCách dùng:\n       {usage}\n\n{all-args}{after-help}";

/// The command line as it speaks to people. `congvan help` is not among its commands: see [`asked_by_name`].
pub(super) fn in_language(command: Command, lang: Lang) -> Command {
    let version = Message::new("Cho biết phiên bản", "Print the version");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help(said(&version, lang));
    one(command.disable_version_flag(true).arg(titled(version, lang)), lang)
}

/// `congvan help batch` as `congvan batch --help`.
pub(super) fn asked_by_name<T: From<&'static str> + PartialEq<str>>(mut arguments: Vec<T>) -> Vec<T> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

fn one(command: Command, lang: Lang) -> Command {
    let help = Message::new("In ra hướng dẫn; -h thì ngắn hơn", "Print this help, with -h a shorter one");
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(said(&help, lang));
    let (about, after) = (command.get_about().cloned(), command.get_after_help().cloned());
    let mut command = command.disable_help_flag(true).disable_help_subcommand(true);
    if let Some(about) = about {
        command = command.about(spoken(&about.to_string(), lang));
    }
    if let Some(after) = after {
        command = command.after_help(spoken(&after.to_string(), lang));
    }
    if lang == Lang::Vi {
        command = command.help_template(TEMPLATE).subcommand_help_heading("Lệnh");
    }
    command.mut_args(|arg| described(arg, lang)).arg(titled(help, lang)).mut_subcommands(|command| one(command, lang))
}

/// An argument with its text, the values it takes and what holds where it is left out.
fn described(arg: Arg, lang: Lang) -> Arg {
    let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if arg.get_id() == "version" || text.is_empty() {
        return arg;
    }
    let text = spoken(&text, lang);
    if !arg.get_action().takes_values() {
        return titled(arg.help(text), lang);
    }
    let (values, default) = (values(&arg, lang), default(&arg, lang));
    let short = [&text, &values.0, &default].map(String::as_str).join(" ");
    let long = [text, values.1, default].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    let arg = arg.help(short.trim_end().replace("  ", " ")).long_help(long);
    titled(arg.hide_possible_values(true).hide_default_value(true), lang)
}

/// The values that an argument takes, in a line and with what each means.
fn values(arg: &Arg, lang: Lang) -> (String, String) {
    let values = arg.get_possible_values();
    if values.is_empty() {
        return (String::new(), String::new());
    }
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let about =
        |value: &PossibleValue| value.get_help().map(|help| spoken(&help.to_string(), lang)).unwrap_or_default();
    let lines: Vec<String> = values.iter().map(|value| format!("- {}: {}", value.get_name(), about(value))).collect();
    (format!("[{}]", names.join(", ")), lines.join("\n"))
}

fn default(arg: &Arg, lang: Lang) -> String {
    let values: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let values = values.join(",");
    if values.is_empty() {
        return values;
    }
    said(&Message::new(format!("[mặc định: {values}]"), format!("[default: {values}]")), lang)
}

fn titled(arg: Arg, lang: Lang) -> Arg {
    let title = if arg.is_positional() { "Đối số" } else { "Tuỳ chọn" };
    if lang == Lang::Vi { arg.help_heading(title) } else { arg }
}

fn said(message: &Message, lang: Lang) -> String {
    message.in_lang(lang).to_owned()
}

/// The part of `Tiếng Việt (English)` in a language; what is the same in both stands alone.
pub(super) fn spoken(text: &str, lang: Lang) -> String {
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match (parts, lang) {
        (Some((vietnamese, _)), Lang::Vi) => vietnamese.to_owned(),
        (Some((_, english)), Lang::En) => capitalized(english),
        (None, Lang::Vi | Lang::En) => text.to_owned(),
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::args::Args;

    /// Every text below a command that is not in both languages.
    fn one_sided(command: &Command, found: &mut Vec<String>) {
        let is_both = |text: &str| spoken(text, Lang::Vi) != spoken(text, Lang::En);
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let args = command.get_arguments().filter(|arg| arg.get_id() != "help" && arg.get_id() != "version");
        let args: Vec<String> = args.map(|arg| arg.get_help().map(ToString::to_string).unwrap_or_default()).collect();
        found.extend(args.into_iter().chain([about]).filter(|text| !is_both(text)));
        command.get_subcommands().for_each(|command| one_sided(command, found));
    }

    #[test]
    fn all_help_is_in_both_languages() {
        let mut found = Vec::new();
        one_sided(&Args::command(), &mut found);
        assert_eq!(found, Vec::<String>::new());
        assert_eq!(spoken("Cổng (port, by default a free one)", Lang::En), "Port, by default a free one");
    }

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            in_language(Args::command(), lang).debug_assert();
        }
    }
}
