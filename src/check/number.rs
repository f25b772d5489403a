//! Ô 3: number and symbol (Phụ lục I, Mục II.3; Phụ lục III, Mục I).

use super::Paper;
use super::finding::{Finding, source};
use crate::facts::{self, DocumentType};
use crate::model::Text;
use crate::rules::Check;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let head = &paper.document.head;
    if !head.numbered {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = head.number.iter().filter_map(shape).collect();
    findings.extend(draft_with_number(paper));
    findings.extend(spaces(&head.symbol));
    findings.extend(year(&head.symbol));
    findings.extend(small(paper));
    let groups = groups(&head.symbol);
    match paper.kind {
        Some(kind) if !groups.is_empty() && paper.is_letter() => findings.extend(letter(kind, &groups, paper)),
        Some(kind) if !groups.is_empty() && !kind.code.is_empty() => findings.extend(named(kind, &groups[0], paper)),
        Some(_) | None => {}
    }
    findings
}

/// The groups of a symbol, without a year before them: `QĐ`, `UBND`.
fn groups(symbol: &Text) -> Vec<String> {
    let words = symbol.plain();
    let words = words.rsplit('/').next().unwrap_or_default();
    words.split('-').map(|group| group.trim().to_owned()).filter(|group| !group.is_empty()).collect()
}

/// N02. Two digits at least, none between them.
fn shape(number: &Text) -> Option<Finding> {
    let words = number.plain();
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let grouped = words.chars().any(|letter| matches!(letter, '.' | ',' | ' '));
    if digits.is_empty() || (digits.len() > 1 && !grouped) {
        return None;
    }
    let right = if digits.len() == 1 { format!("0{digits}") } else { digits };
    let finding = Finding::new(
        Check::NumberShape,
        format!("số văn bản ghi \"{words}\""),
        format!("the number is written \"{words}\""),
        source(number),
    );
    Some(finding.hint(format!("viết: {right}"), format!("write: {right}")))
}

/// V04. The registry numbers a paper after it is signed.
fn draft_with_number(paper: &Paper) -> Option<Finding> {
    let number = paper.document.head.number.as_ref()?;
    let draft = paper.document.state.watermark.as_deref() == Some(&paper.rules.wording.draft);
    draft.then(|| {
        let words = number.plain();
        Finding::new(
            Check::DraftNumbered,
            format!("bản dự thảo đã có số {words}; số được cấp sau khi ký"),
            format!("the draft has number {words} already; numbers are given after the signature"),
            source(number),
        )
    })
}

/// N03. No spaces around the slash and hyphens of a symbol.
fn spaces(symbol: &Text) -> Option<Finding> {
    let words = symbol.plain();
    words.contains(char::is_whitespace).then(|| {
        let right: String = words.split_whitespace().collect();
        Finding::new(
            Check::SymbolSpaces,
            format!("ký hiệu \"{words}\" có dấu cách"),
            format!("the symbol \"{words}\" has spaces in it"),
            source(symbol),
        )
        .hint(format!("viết liền: {right}"), format!("write it without spaces: {right}"))
    })
}

/// The groups but that of the type are in capitals. Small letters stand behind a capital (`TTg`) or a number (`PC06a`).
fn small(paper: &Paper) -> Option<Finding> {
    let symbol = &paper.document.head.symbol;
    let words = symbol.plain();
    let of_type = !paper.is_letter() && paper.kind.is_some_and(|kind| !kind.code.is_empty()) && words.contains('-');
    let is_small = |group: &str| {
        let letters: Vec<char> = group.chars().collect();
        let two = letters.windows(2).any(|two| two.iter().all(|letter| letter.is_lowercase()));
        two || letters.first().is_some_and(|letter| letter.is_lowercase())
    };
    let groups = words.split('-').skip(usize::from(of_type));
    let right: Vec<String> = groups.filter(|group| is_small(group)).map(str::to_uppercase).collect();
    (!right.is_empty()).then(|| {
        let right = right.join(", ");
        Finding::new(
            Check::SymbolCapitals,
            format!("ký hiệu \"{words}\" có chữ viết tắt tên cơ quan, đơn vị bằng chữ thường"),
            format!("the symbol \"{words}\" abbreviates a body or a unit in small letters"),
            source(symbol),
        )
        .hint(format!("viết hoa: {right}"), format!("in capitals: {right}"))
    })
}

/// N07. The year stands in the symbols of legal normative documents only.
fn year(symbol: &Text) -> Option<Finding> {
    let words = symbol.plain();
    let is_year =
        |part: &&str| part.len() == 4 && part.starts_with(['1', '2']) && part.bytes().all(|b| b.is_ascii_digit());
    let year = words.split(['/', '-']).find(is_year)?;
    let finding = Finding::new(
        Check::YearInSymbol,
        format!("ký hiệu \"{words}\" có năm {year}"),
        format!("the symbol \"{words}\" has the year {year}"),
        source(symbol),
    );
    Some(finding.hint(
        "ký hiệu văn bản hành chính không ghi năm; chỉ văn bản quy phạm pháp luật mới ghi",
        "administrative symbols have no year, only those of legal normative documents",
    ))
}

/// N05. A công văn has neither `CV` nor the abbreviation of a type.
fn letter(kind: &DocumentType, groups: &[String], paper: &Paper) -> Option<Finding> {
    let symbol = &paper.document.head.symbol;
    let mistaken = |group: &&String| kind.mistaken.iter().any(|wrong| wrong.to_lowercase() == group.to_lowercase());
    let of_type = || groups.first().filter(|group| facts::type_of_code(group, paper.rules.valid_from).is_some());
    let wrong = groups.iter().find(mistaken).or_else(of_type)?;
    let finding = Finding::new(
        Check::LetterSymbol,
        format!("ký hiệu công văn \"{}\" có \"{wrong}\"", symbol.plain()),
        format!("the symbol of a công văn, \"{}\", has \"{wrong}\"", symbol.plain()),
        source(symbol),
    );
    Some(finding.hint(
        "ghi chữ viết tắt tên cơ quan, gạch nối, chữ viết tắt đơn vị soạn thảo, ví dụ UBND-VX",
        "write the body, a hyphen and the drafting unit, as in UBND-VX",
    ))
}

/// N04, N06, T05. The first group of a named type is its abbreviation, in the case of the list.
fn named(kind: &DocumentType, group: &str, paper: &Paper) -> Option<Finding> {
    if group == kind.code {
        return None;
    }
    let symbol = &paper.document.head.symbol;
    let (name, right) = (&kind.name, &kind.code);
    let of = |check, vi: String, en: String| Finding::new(check, vi, en, source(symbol));
    let finding = if is_mistaken(kind, group) {
        of(
            Check::TypeAbbreviation,
            format!("ký hiệu ghi \"{group}\", chữ viết tắt của {name} là \"{right}\""),
            format!("the symbol has \"{group}\", the abbreviation of {name} is \"{right}\""),
        )
    } else if let Some(other) = facts::type_of_code(group, paper.rules.valid_from) {
        of(
            Check::TypeMismatch,
            format!("văn bản là {name} mà ký hiệu ghi \"{group}\", chữ viết tắt của {}", other.name),
            format!("the document is a {name}, but \"{group}\" abbreviates {}", other.name),
        )
    } else {
        of(
            Check::TypeMissing,
            format!("ký hiệu \"{}\" không có chữ viết tắt của {name}", symbol.plain()),
            format!("the symbol \"{}\" does not abbreviate {name}", symbol.plain()),
        )
    };
    Some(finding.hint(format!("bắt đầu ký hiệu bằng {right}-"), format!("begin the symbol with {right}-")))
}

/// Whether `group` is the type's abbreviation in another case, of an older list, or of the other rule set.
fn is_mistaken(kind: &DocumentType, group: &str) -> bool {
    let elsewhere = facts::document_types().iter().filter(|other| facts::same(&other.name, &kind.name));
    let codes = elsewhere.map(|other| &other.code).chain(&kind.mistaken);
    codes.into_iter().any(|code| code.to_lowercase() == group.to_lowercase())
}
