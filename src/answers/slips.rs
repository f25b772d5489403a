//! Slips in YAML that clerks make, told at the place of the slip and with the line as it should be.
//!
//! The parser complains where it can go on no longer, which is often a line too late.

use std::ops::Range;

use crate::diag::{Diagnostic, Message};

/// A slip: what is wrong, and the bytes of the text at which.
pub(super) type Slip = (Diagnostic, Range<usize>);

/// The slip behind a complaint `info` of the parser at `byte`, where one can be told.
pub(super) fn find(info: &str, text: &str, byte: usize) -> Option<Slip> {
    let line = Line::at(text, byte);
    let is_value = info == "mapping values are not allowed in this context";
    let is_key = info.contains("simple key") || info.contains("did not find expected key");
    if info.contains("valid YAML whitespace") {
        return tab_after_colon(text, byte);
    }
    if info.contains("node content") {
        return empty_cell(&line, byte);
    }
    if info.contains("flow mapping") || info.contains("flow sequence") {
        return colon_in_braces(&line, byte).or_else(|| open_brace(text, &line));
    }
    if is_value || is_key {
        let found = no_space(text, &line).or_else(|| if is_value { too_deep(text, &line, byte) } else { None });
        let found = found.or_else(|| if info.contains("simple key") { no_colon(text, &line) } else { None });
        return found.or_else(|| in_quotes(&line, byte, is_value));
    }
    let is_sign = ["block sequence entries are not", "mapping keys are not", "unexpected character"];
    if is_sign.iter().any(|sign| info.contains(sign)) { in_quotes(&line, byte, false) } else { None }
}

/// A line of the file, without its end.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(text: &'a str, byte: usize) -> Self {
        let start = text[..byte].rfind('\n').map_or(0, |end| end + 1);
        let end = text[byte..].find('\n').map_or(text.len(), |end| byte + end);
        Line { start, text: text[start..end].trim_end() }
    }

    /// The nearest line above that says something.
    fn above(&self, text: &'a str) -> Option<Self> {
        let mut line = Line::at(text, self.start.checked_sub(1)?);
        while line.said().is_empty() || line.said().starts_with('#') {
            line = Line::at(text, line.start.checked_sub(1)?);
        }
        Some(line)
    }

    /// What it says, after the blanks and the dash of a list's item.
    fn said(&self) -> &'a str {
        let said = self.text.trim_start();
        said.strip_prefix("- ").map_or(said, str::trim_start)
    }

    /// Where [`Line::said`] begins.
    fn begin(&self) -> usize {
        self.start + self.text.len() - self.said().len()
    }

    fn key(&self) -> Option<&'a str> {
        let said = self.said();
        let end = said.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(said.len());
        (end > 0 && said[end..].starts_with(':')).then(|| &said[..end])
    }

    /// The value after the key, or all of an item; where it begins.
    fn value(&self) -> Option<(usize, &'a str)> {
        let rest = match self.key() {
            Some(key) => self.said()[key.len() + 1..].strip_prefix(' ')?.trim_start(),
            None if self.said().len() < self.text.trim_start().len() => self.said(),
            None => return None,
        };
        Some((self.start + self.text.len() - rest.len(), rest))
    }
}

fn slip(vi: &str, en: &str, hint: Message, at: Range<usize>) -> Slip {
    (Diagnostic::error("answers/syntax", Message::new(vi, en)).hint(hint), at)
}

fn write(line: &str) -> Message {
    Message::new(format!("Viết: {line}"), format!("Write: {line}"))
}

/// Text in the quotes that it does not hold itself.
fn quoted(text: &str) -> Option<String> {
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => Some(format!("\"{text}\"")),
        (true, false) => Some(format!("'{text}'")),
        (true, true) => None,
    }
}

/// `number:5`, on the line or on one of the two above it: what stands there is one word to the parser.
fn no_space(text: &str, line: &Line<'_>) -> Option<Slip> {
    let above = line.above(text);
    let above_it = above.as_ref().and_then(|line| line.above(text));
    [Some(line), above.as_ref(), above_it.as_ref()].into_iter().flatten().find_map(|line| {
        let key = line.key()?;
        let rest = &line.said()[key.len() + 1..];
        let is_joined = !rest.is_empty() && !rest.starts_with([' ', '\t', '/', ':']);
        let colon = line.begin() + key.len();
        is_joined.then(|| {
            let mended = write(&format!("{key}: {rest}"));
            slip("Thiếu dấu cách sau dấu “:”", "The space after ':' is missing", mended, colon..colon + 1)
        })
    })
}

/// A key that stands deeper than the line above, which has a value and so nothing below it.
fn too_deep(text: &str, line: &Line<'_>, byte: usize) -> Option<Slip> {
    let (key, above) = (line.key()?, line.above(text)?);
    let (own, wanted) = (line.begin() - line.start, above.begin() - above.start);
    let is_full = above.value().is_some_and(|(_, value)| !value.is_empty());
    (byte == line.begin() + key.len() && own > wanted && is_full).then(|| {
        let vi = "Dòng này thụt vào sâu hơn dòng trên";
        let hint = Message::new(
            format!("Thụt vào {wanted} dấu cách, bằng dòng trên"),
            format!("Indent it by {wanted} spaces, like the line above"),
        );
        slip(vi, "This line is indented deeper than the line above", hint, line.begin()..line.begin() + key.len())
    })
}

/// A line that is neither a key with its value nor an item; the parser complains one line below.
fn no_colon(text: &str, line: &Line<'_>) -> Option<Slip> {
    let line =
        if line.said().contains(": ") || line.said().ends_with(':') { line.above(text)? } else { Line { ..*line } };
    let is_plain = !line.text.contains(": ") && !line.text.ends_with(':') && !line.text.trim_start().starts_with("- ");
    is_plain.then(|| {
        let hint = Message::new(
            "Sau tên mục viết dấu “:” và một dấu cách; nếu là phần sau của câu ở dòng trên thì thụt vào sâu hơn dòng trên",
            "Write ':' and a space after the key; if it goes on with the text above, indent it deeper than that",
        );
        let end = line.start + line.text.len();
        slip("Dòng này không có dạng tên: giá trị", "This line is not written key: value", hint, line.begin()..end)
    })
}

/// Text that must stand in quotes: for a colon in it, or for the sign it begins with.
fn in_quotes(line: &Line<'_>, byte: usize, for_colon: bool) -> Option<Slip> {
    let (start, value) = line.value()?;
    let value = value.split(" #").next().unwrap_or(value).trim_end();
    let is_bracket = value.starts_with(['[', '{']);
    if value.starts_with(['"', '\'']) || byte < start || (for_colon && is_bracket) {
        return None;
    }
    if !for_colon && !is_bracket && byte != start {
        return None;
    }
    let key = line.key().map_or_else(|| "- ".to_owned(), |key| format!("{key}: "));
    let mended = write(&format!("{key}{}", quoted(value)?));
    let (vi, en) = if for_colon {
        ("Câu có dấu “:” phải đặt trong ngoặc kép", "Text with ':' in it must stand in quotes")
    } else {
        ("Chữ bắt đầu bằng dấu này phải đặt trong ngoặc kép", "Text that begins with this sign must stand in quotes")
    };
    Some(slip(vi, en, mended, if for_colon { byte..byte + 1 } else { start..start + value.len() }))
}

fn tab_after_colon(text: &str, byte: usize) -> Option<Slip> {
    let tab = byte.checked_sub(1).filter(|tab| text.as_bytes()[*tab] == b'\t')?;
    let hint = Message::new("Xóa dấu tab và gõ một dấu cách", "Delete the tab and type a space");
    let (vi, en) = ("Sau dấu “:” là dấu tab, không phải dấu cách", "A tab follows ':', where a space belongs");
    let finding = Diagnostic::error("answers/tab", Message::new(vi, en)).hint(hint);
    Some((finding, tab..byte))
}

/// `{name: Sở: Bình Định, …}`.
fn colon_in_braces(line: &Line<'_>, byte: usize) -> Option<Slip> {
    let (before, after) = line.text.split_at_checked(byte - line.start)?;
    let start = before.rfind([',', '{', '['])? + 1;
    let end = after.find([',', '}', ']'])?;
    let piece = line.text[start..before.len() + end].trim();
    let (key, value) = piece.split_once(": ")?;
    (after.starts_with(':') && value.contains(": ")).then_some(())?;
    let mended = write(&format!("{key}: {}", quoted(value)?));
    let en = "Text with ':' in it must stand in quotes inside {…}";
    Some(slip("Chữ có dấu “:” trong {…} phải đặt trong ngoặc kép", en, mended, byte..byte + 1))
}

/// `[1, , 5]`: a cell of a row that is nothing at all.
fn empty_cell(line: &Line<'_>, byte: usize) -> Option<Slip> {
    let (before, after) = line.text.split_at_checked(byte - line.start)?;
    let is_empty = after.starts_with(',') && before.trim_end().ends_with([',', '[']);
    let (start, end) = (before.rfind('[')? + 1, before.len() + after.find(']').unwrap_or(after.len()));
    let row = &line.text[start..end];
    let cell = |cell: &str| if cell.trim().is_empty() { "\"\"".to_owned() } else { cell.trim().to_owned() };
    let hint = if row.contains(['"', '\'', '{']) {
        Message::new("Ô trống viết null hoặc \"\"", "Write null or \"\" for an empty cell")
    } else {
        write(&format!("[{}]", row.split(',').map(cell).collect::<Vec<_>>().join(", ")))
    };
    let (vi, en) = ("Trong ngoặc vuông có ô để trống", "A cell between the brackets is empty");
    is_empty.then(|| slip(vi, en, hint, byte..byte + 1))
}

/// A bracket that is open at the end of a line above.
fn open_brace(text: &str, line: &Line<'_>) -> Option<Slip> {
    let above = line.above(text)?;
    let mut open = Vec::new();
    for (at, sign) in above.text.char_indices() {
        match sign {
            '{' | '[' => open.push((at, sign)),
            '}' | ']' => _ = open.pop(),
            _ => {}
        }
    }
    let (at, sign) = open.pop()?;
    let close = if sign == '{' { '}' } else { ']' };
    let hint = Message::new(
        format!("Thêm dấu {close} ở cuối, hoặc dấu phẩy nếu còn mục ở dòng sau"),
        format!("Add '{close}' at the end, or a comma if more follows on the next line"),
    );
    let at = above.start + at;
    Some(slip(&format!("Dấu {sign} mở ra mà chưa đóng"), &format!("'{sign}' is not closed"), hint, at..at + 1))
}
