//! Words and signs that the kind prints before an answer, typed once more at its beginning.

use crate::diag::{Diagnostic, Message};
use crate::template::form::{Field, Kind};

/// The complaint that `text` begins with what is printed before it, with the text as it should be.
pub(super) fn check(field: &Field, text: &str) -> Option<Diagnostic> {
    if field.printed.is_empty() || !matches!(field.kind, Kind::Text | Kind::LongText) {
        return None;
    }
    let (mark, mut rest) = field.printed.iter().find_map(|mark| Some((mark, after(text, mark)?)))?;
    while let Some(shorter) = field.printed.iter().find_map(|mark| after(rest, mark)) {
        rest = shorter;
    }
    let what = if is_sign(mark) { ("Dấu", "the sign") } else { ("Chữ", "the words") };
    let message = Message::new(
        format!("{} “{mark}” ở đầu do chương trình in", what.0),
        format!("{} '{mark}' at its beginning are printed of themselves", what.1),
    );
    let hint = if rest.is_empty() {
        Message::new(format!("Bỏ “{mark}”"), format!("Leave '{mark}' out"))
    } else {
        Message::new(format!("Viết: {rest}"), format!("Write: {rest}"))
    };
    Some(Diagnostic::error("answers/printed", message).hint(hint))
}

fn is_sign(mark: &str) -> bool {
    !mark.contains(char::is_alphanumeric)
}

/// What follows `mark` at the beginning of `text`, in capitals or not; `None` where it goes on as another word or a number.
fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in mark.chars() {
        let typed = rest.next()?;
        let is_dash = expected == '-' && matches!(typed, '–' | '—');
        if !is_dash && !typed.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    let rest = rest.as_str();
    let goes_on = rest.starts_with(|next: char| next.is_ascii_digit() || (next.is_alphanumeric() && !is_sign(mark)));
    (!goes_on).then(|| rest.trim_start_matches([' ', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_from_words_that_begin_alike() {
        assert_eq!(after("về việc: đối chiếu", "Về việc"), Some("đối chiếu"));
        assert_eq!(after("Tại Hà Nội", "tại"), Some("Hà Nội"));
        assert_eq!(after("tạiHà Nội", "tại"), None);
        assert_eq!(after("– Sở Tài chính", "-"), Some("Sở Tài chính"));
        assert_eq!(after("-5 độ", "-"), None);
        assert_eq!(after("", "-"), None);
    }
}
