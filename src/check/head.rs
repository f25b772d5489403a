//! Ô 5, and the lengths that the register of outgoing documents takes (Phụ lục I, Mục II.5; Phụ lục VI).

use super::Paper;
use super::finding::{Finding, source};
use crate::model::{Text, Title};
use crate::rules::{Check, RegisterRules};
use crate::vietnamese::upper_first;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let subject = match &paper.document.head.title {
        Title::Named { subject, .. } | Title::Letter { subject } => subject,
    };
    let mut findings = Vec::new();
    findings.extend(full_stop(subject));
    findings.extend(shouted(subject));
    if let Title::Named { .. } = &paper.document.head.title {
        findings.extend(start(subject));
    }
    findings.extend(paper.document.attached.iter().filter_map(|attached| start(&attached.subject)));
    findings.extend(of_decision(subject, paper));
    findings.extend(paper.rules.register.iter().flat_map(|register| lengths(paper, subject, register)));
    findings
}

fn full_stop(subject: &Text) -> Option<Finding> {
    subject.plain().trim_end().ends_with('.').then(|| {
        Finding::new(
            Check::SubjectFullStop,
            "trích yếu kết thúc bằng dấu chấm",
            "the subject ends with a full stop",
            source(subject),
        )
        .hint("bỏ dấu chấm cuối trích yếu", "leave the full stop out")
    })
}

/// T02. The subject is in normal case.
fn shouted(subject: &Text) -> Option<Finding> {
    let words = subject.plain();
    let several = words.split_whitespace().count() > 2;
    (several && !words.chars().any(char::is_lowercase)).then(|| {
        Finding::new(
            Check::SubjectCapitals,
            format!("trích yếu \"{words}\" viết toàn chữ in hoa"),
            format!("the subject \"{words}\" is all in capitals"),
            source(subject),
        )
        .hint("viết chữ thường, chỉ viết hoa đầu câu và tên riêng", "write it in normal case")
    })
}

/// Below the name of the type the subject begins with a capital, as in all forms; behind `V/v` it does not.
fn start(subject: &Text) -> Option<Finding> {
    let words = subject.plain();
    words.starts_with(char::is_lowercase).then(|| {
        let (right, begin) = (upper_first(&words), words.chars().take(30).collect::<String>());
        Finding::new(
            Check::SubjectStart,
            format!("trích yếu \"{begin}\" bắt đầu bằng chữ thường"),
            format!("the subject \"{begin}\" begins with a small letter"),
            source(subject),
        )
        .hint(format!("viết: {right}"), format!("write: {right}"))
    })
}

/// T06. Forms 1.2 and 1.3.
fn of_decision(subject: &Text, paper: &Paper) -> Option<Finding> {
    let words = upper_first(&subject.plain());
    let fine = ["Về việc", "Ban hành", "Phê duyệt", "Về"].iter().any(|start| words.starts_with(start));
    (paper.is(&["QĐ"]) && !words.is_empty() && !fine).then(|| {
        Finding::new(
            Check::DecisionSubject,
            format!("trích yếu quyết định bắt đầu bằng \"{}\"", words.chars().take(30).collect::<String>()),
            format!("the subject of a quyết định begins with \"{}\"", words.chars().take(30).collect::<String>()),
            source(subject),
        )
        .hint("bắt đầu bằng Về việc, Ban hành hoặc Phê duyệt", "begin it with Về việc, Ban hành or Phê duyệt")
    })
}

/// V03. Values longer than the register takes.
fn lengths(paper: &Paper, subject: &Text, register: &RegisterRules) -> Vec<Finding> {
    let head = &paper.document.head;
    let mut values = vec![
        (Check::SubjectLength, "trích yếu", "the subject", subject, register.subject),
        (Check::RegisterLength, "tên cơ quan ban hành", "the issuing body", &head.issuing_body, register.body),
        (Check::RegisterLength, "ký hiệu", "the symbol", &head.symbol, register.symbol),
    ];
    values.extend(head.number.iter().map(|one| (Check::RegisterLength, "số", "the number", one, register.number)));
    if let Title::Named { type_name, .. } = &head.title {
        values.push((Check::RegisterLength, "tên loại", "the type", type_name, register.type_name));
    }
    for signature in &paper.document.signatures {
        let title = signature
            .titles
            .last()
            .map(|one| (Check::RegisterLength, "chức vụ", "the position", one, register.position));
        values.extend(title);
        values.push((Check::RegisterLength, "họ tên người ký", "the signer's name", &signature.name, register.name));
    }
    let too_long = values.into_iter().filter_map(|(check, vi, en, text, most)| {
        let length = text.plain().chars().count();
        let found = || {
            Finding::new(
                check,
                format!("{vi} dài {length} ký tự, hệ thống quản lý văn bản nhận nhiều nhất {most}"),
                format!("{en} has {length} characters, the register takes {most}"),
                source(text),
            )
        };
        (length > most).then(found)
    });
    too_long.collect()
}
