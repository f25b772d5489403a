//! Values as text.

use super::Typed;
use super::tree::is_nothing;

/// How long a line of folded text gets where the file does not show it.
const FOLD: usize = 100;

/// The notation of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notation {
    Yaml,
    Json,
}

/// A value on one line: a scalar, or a collection in brackets.
pub(super) fn flow(value: &Typed, notation: Notation, plain: bool) -> String {
    match value {
        Typed::Null => "null".to_owned(),
        Typed::Scalar { text, quoted } => scalar(text, *quoted || !plain, notation, true),
        Typed::List(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, notation, plain)).collect();
            format!("[{}]", items.join(", "))
        }
        Typed::Map(entries) => {
            let given = entries.iter().filter(|(_, value)| !is_nothing(value));
            let entry =
                |(name, value): &(String, Typed)| format!("{}: {}", key(name, notation), flow(value, notation, plain));
            format!("{{{}}}", given.map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A value below a key of YAML, from the place behind its colon on; `indent` is that of the key.
pub(super) fn below(value: &Typed, indent: usize, newline: &str, plain: bool) -> String {
    match value {
        Typed::Null => String::new(),
        Typed::Scalar { text, quoted } => format!(" {}", scalar(text, *quoted || !plain, Notation::Yaml, false)),
        Typed::List(items) if items.is_empty() => " []".to_owned(),
        Typed::Map(_) if is_nothing(value) => " {}".to_owned(),
        Typed::List(items) => {
            let inner = indent + 2;
            let line = |item: &Typed| format!("{newline}{}-{}", spaces(inner), item_text(item, inner, newline, plain));
            items.iter().map(line).collect()
        }
        Typed::Map(entries) => format!("{newline}{}", map(entries, indent + 2, true, newline, plain)),
    }
}

/// An item of a list, from the place behind its hyphen on; `indent` is that of the hyphen.
pub(super) fn item_text(item: &Typed, indent: usize, newline: &str, plain: bool) -> String {
    match item {
        Typed::Map(entries) if !is_nothing(item) => format!(" {}", map(entries, indent + 2, false, newline, plain)),
        Typed::Map(entries) => {
            entries.first().map_or(" {}".to_owned(), |(name, _)| format!(" {}:", key(name, Notation::Yaml)))
        }
        Typed::List(_) => format!(" {}", flow(item, Notation::Yaml, plain)),
        Typed::Null | Typed::Scalar { .. } => below(item, indent, newline, plain),
    }
}

fn map(entries: &[(String, Typed)], indent: usize, first: bool, newline: &str, plain: bool) -> String {
    let given = entries.iter().filter(|(_, value)| !is_nothing(value));
    let lines = given.enumerate().map(|(index, (name, value))| {
        let lead = if index > 0 || first { spaces(indent) } else { String::new() };
        format!("{lead}{}:{}", key(name, Notation::Yaml), below(value, indent, newline, plain))
    });
    lines.collect::<Vec<_>>().join(newline)
}

pub(super) fn spaces(count: usize) -> String {
    " ".repeat(count)
}

/// A key.
pub(super) fn key(name: &str, notation: Notation) -> String {
    let simple = name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if simple && notation == Notation::Yaml { name.to_owned() } else { in_quotes(name) }
}

/// A scalar: plain where it may be, else in double quotes.
pub(super) fn scalar(text: &str, quoted: bool, notation: Notation, flow: bool) -> String {
    let plain = match notation {
        Notation::Yaml => is_plain(text, flow),
        Notation::Json => is_number(text) || matches!(text, "true" | "false"),
    };
    if plain && !quoted { text.to_owned() } else { in_quotes(text) }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, rest) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && (whole == "0" || !whole.starts_with('0')) && rest.is_none_or(all)
}

/// Whether YAML reads the words as they are.
fn is_plain(text: &str, flow: bool) -> bool {
    let begins_oddly =
        text.starts_with(|first: char| first.is_whitespace() || "-?:,[]{}#&*!|>'\"%@`=<".contains(first));
    let negative = text.strip_prefix('-').is_some_and(is_number);
    let breaks = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(['\n', '\r', '\t']);
    let in_brackets = flow && text.contains([',', '[', ']', '{', '}']);
    let is_word = matches!(text.to_ascii_lowercase().as_str(), "" | "~" | "null" | "yes" | "no" | "on" | "off");
    (!begins_oddly || negative) && !breaks && !in_brackets && !is_word && text.trim_end() == text
}

fn in_quotes(text: &str) -> String {
    // JSON's escapes are YAML's too.
    serde_json::Value::from(text).to_string()
}

/// A block of text in the style of `old`, which begins with `|` or `>`: its header, its indent, its line length.
pub(super) fn block_text(text: &str, old: &str, newline: &str) -> String {
    let mut lines = old.lines();
    let header = lines.next().unwrap_or_default().trim_end();
    let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
    let indent = lines.first().map_or(2, |line| line.len() - line.trim_start().len());
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0).max(FOLD);
    let body: Vec<String> = if header.starts_with('>') {
        text.split('\n')
            .flat_map(|paragraph| [wrapped(paragraph, longest - indent), vec![String::new()]].concat())
            .collect()
    } else {
        text.split('\n').map(str::to_owned).collect()
    };
    let end = body.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let line = |line: &String| if line.is_empty() { String::new() } else { format!("{}{line}", spaces(indent)) };
    format!("{header}{newline}{}", body[..end].iter().map(line).collect::<Vec<_>>().join(newline))
}

fn wrapped(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in paragraph.split(' ') {
        let line = lines.last_mut().expect("one line at least");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
