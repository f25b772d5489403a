//! Ô 3-5 and 9: number and symbol, subject, recipients.

use super::{Finding, source};
use crate::diag::{Message, Severity};
use crate::model::{Document, Text, Title};
use crate::rules::RuleSet;

/// The longest subject that the register of outgoing documents takes (Phụ lục VI).
const SUBJECT_LENGTH: usize = 500;

pub(super) fn check(document: &Document, rules: &RuleSet) -> Vec<Finding> {
    let subject = match &document.head.title {
        Title::Named { subject, .. } | Title::Letter { subject } => subject,
    };
    let mut findings = Vec::new();
    findings.extend(symbol_with_spaces(&document.head.symbol));
    findings.extend(subject_too_long(subject));
    findings.extend(subject_with_full_stop(subject));
    findings.extend(file_copy(&document.recipients, rules.wording.file_copy.trim_end_matches([',', ' '])));
    findings.extend(repeated_recipients(&document.recipients));
    findings
}

/// N03. No spaces around the slash and hyphens of a symbol.
fn symbol_with_spaces(symbol: &Text) -> Option<Finding> {
    let words = symbol.plain();
    words.contains(char::is_whitespace).then(|| Finding {
        severity: Severity::Error,
        code: "check/symbol-spaces",
        message: Message::new(
            format!("ký hiệu \"{words}\" có dấu cách"),
            format!("the symbol \"{words}\" has spaces in it"),
        ),
        hint: Some(Message::new("viết liền, ví dụ BC-SGDĐT", "write it without spaces, as in BC-SGDĐT")),
        basis: Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.3"),
        source: source(symbol),
    })
}

/// V03. Subjects longer than the register takes.
fn subject_too_long(subject: &Text) -> Option<Finding> {
    let length = subject.plain().chars().count();
    (length > SUBJECT_LENGTH).then(|| {
        let message = Message::new(
            format!("trích yếu dài {length} ký tự, hệ thống quản lý văn bản nhận nhiều nhất {SUBJECT_LENGTH}"),
            format!("the subject has {length} characters, the register takes {SUBJECT_LENGTH}"),
        );
        Finding::warning("check/subject-length", message, source(subject)).basis("Nghị định 30/2020/NĐ-CP, Phụ lục VI")
    })
}

fn subject_with_full_stop(subject: &Text) -> Option<Finding> {
    subject.plain().trim_end().ends_with('.').then(|| {
        let message = Message::new("trích yếu kết thúc bằng dấu chấm", "the subject ends with a full stop");
        Finding::warning("check/subject-full-stop", message, source(subject))
            .hint("bỏ dấu chấm cuối trích yếu", "leave the full stop out")
    })
}

/// R03. The last recipient is the file copy, and its first place is the registry.
fn file_copy(recipients: &[Text], words: &str) -> Option<Finding> {
    let last = recipients.last();
    let kept = last.is_some_and(|last| last.plain().starts_with(words));
    (!kept).then(|| Finding {
        severity: Severity::Error,
        code: "check/file-copy",
        message: Message::new("Nơi nhận không kết thúc bằng \"Lưu: VT\"", "the recipients do not end with \"Lưu: VT\""),
        hint: Some(Message::new(
            "ghi VT là mã đầu tiên của phần lưu (document.archive.codes)",
            "make VT the first code of the file copy (document.archive.codes)",
        )),
        basis: Some("Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.9"),
        source: last.and_then(source),
    })
}

/// R05. Nobody is named twice.
fn repeated_recipients(recipients: &[Text]) -> Option<Finding> {
    let names: Vec<String> = recipients.iter().map(|recipient| recipient.plain().to_lowercase()).collect();
    let again = (1..names.len()).find(|&index| names[..index].contains(&names[index]))?;
    let name = recipients[again].plain();
    let message =
        Message::new(format!("Nơi nhận ghi \"{name}\" hai lần"), format!("the recipients name \"{name}\" twice"));
    Some(Finding::warning("check/recipient-twice", message, source(&recipients[again])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[&str]) -> Vec<Text> {
        lines.iter().map(|line| Text::fixed(*line)).collect()
    }

    #[test]
    fn recipients() {
        assert!(file_copy(&texts(&["Như trên", "Lưu: VT, TCCB"]), "Lưu: VT").is_none());
        assert!(file_copy(&texts(&["Như trên", "Lưu: VP, VT"]), "Lưu: VT").is_some());
        assert!(file_copy(&[], "Lưu: VT").is_some());
        assert!(repeated_recipients(&texts(&["Sở Tài chính", "Sở tài chính"])).is_some());
        assert!(repeated_recipients(&texts(&["Sở Tài chính", "Sở Nội vụ"])).is_none());
    }

    #[test]
    fn symbols_and_subjects() {
        assert!(symbol_with_spaces(&Text::fixed("QĐ - BNV")).is_some());
        assert!(symbol_with_spaces(&Text::fixed("QĐ-BNV")).is_none());
        assert!(subject_with_full_stop(&Text::fixed("Về việc bổ nhiệm.")).is_some());
        assert!(subject_too_long(&Text::fixed("a".repeat(501))).is_some());
        assert!(subject_too_long(&Text::fixed("a".repeat(500))).is_none());
    }
}
