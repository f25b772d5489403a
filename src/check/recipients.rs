//! Ô 9: Kính gửi and Nơi nhận (Phụ lục I, Mục II.9).

use super::Paper;
use super::finding::{Finding, source};
use crate::facts::AddresseeUse;
use crate::model::Text;
use crate::rules::Check;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let document = paper.document;
    let mut findings = Vec::new();
    findings.extend(addressees(paper));
    findings.extend(several_in_one(&document.addressees));
    findings.extend(first(paper));
    findings.extend(twice(&document.recipients));
    // A hợp đồng or a thư công, which have no form, may do without recipients.
    let free = document.recipients.is_empty() && paper.kind.is_some_and(|kind| kind.form.is_none());
    if !free {
        findings.extend(file_copy(&document.recipients, &paper.rules.wording.file_copy));
    }
    findings
}

/// K01. Kính gửi in a công văn, allowed in a tờ trình and báo cáo, nowhere else.
fn addressees(paper: &Paper) -> Option<Finding> {
    let kind = paper.kind?;
    let addressees = &paper.document.addressees;
    match (kind.addressee, addressees.first()) {
        (AddresseeUse::Required, None) => Some(
            Finding::new(Check::AddresseeMissing, "công văn không có Kính gửi", "the công văn has no Kính gửi", None)
                .hint("ghi ít nhất một nơi nhận ở mục kính gửi", "name one addressee at least"),
        ),
        (AddresseeUse::None, Some(one)) => Some(
            Finding::new(
                Check::AddresseeUnasked,
                format!("{} không có phần Kính gửi", kind.name),
                format!("a {} has no Kính gửi", kind.name),
                source(one),
            )
            .hint("ghi nơi nhận ở phần Nơi nhận", "name them among the recipients (Nơi nhận)"),
        ),
        (AddresseeUse::Required | AddresseeUse::Upward | AddresseeUse::Form, _) | (AddresseeUse::None, None) => None,
    }
}

/// K02. Several addressees stand on lines of their own.
fn several_in_one(addressees: &[Text]) -> Option<Finding> {
    let several = |text: &&Text| {
        let words = text.plain();
        let kinds: Vec<&str> = words.split(", ").filter_map(|part| part.split_whitespace().next()).collect();
        let again = kinds.len() > 1 && ["Bộ", "Sở", "UBND", "Cục", "Vụ", "Ban", "Phòng", "Trường"].contains(&kinds[0]);
        words.trim_end_matches(';').contains(';') || again && kinds[1..].contains(&kinds[0])
    };
    let found = addressees.iter().find(several)?;
    let words = found.plain();
    let finding = Finding::new(
        Check::AddresseesInOne,
        format!("Kính gửi ghi nhiều nơi trên một dòng: \"{words}\""),
        format!("several addressees stand in one line: \"{words}\""),
        source(found),
    );
    Some(finding.hint("ghi mỗi nơi nhận thành một mục riêng", "make each of them an item of its own"))
}

/// R04. `Như trên` where there is Kính gửi, `Như Điều …` in a nghị quyết or quyết định.
fn first(paper: &Paper) -> Option<Finding> {
    let text = paper.document.recipients.first()?;
    let words = text.plain();
    let article = paper.is(&["NQ", "QĐ"]);
    let (fine, right) = if article {
        (words.starts_with("Như Điều") || words.starts_with("Như điều"), "Như Điều …")
    } else if paper.document.addressees.is_empty() {
        (true, "")
    } else {
        (words.starts_with("Như trên") || words.to_lowercase().starts_with("như kính gửi"), "Như trên")
    };
    (!fine).then(|| {
        Finding::new(
            Check::FirstRecipient,
            format!("nơi nhận đầu tiên là \"{words}\", không phải \"{right}\""),
            format!("the first recipient is \"{words}\", not \"{right}\""),
            source(text),
        )
        .hint(format!("thêm mục đầu tiên: {right}"), format!("put this first: {right}"))
    })
}

/// R05. Nobody is named twice, with a purpose or without.
fn twice(recipients: &[Text]) -> Option<Finding> {
    let name = |recipient: &Text| {
        let words = recipient.plain().to_lowercase();
        words.split(" (").next().map_or_else(String::new, |name| name.trim_end_matches([';', '.', ' ']).to_owned())
    };
    let names: Vec<String> = recipients.iter().map(name).collect();
    let again = (1..names.len()).find(|&index| names[..index].contains(&names[index]))?;
    let name = recipients[again].plain();
    Some(Finding::new(
        Check::RecipientTwice,
        format!("Nơi nhận ghi \"{name}\" hai lần"),
        format!("the recipients name \"{name}\" twice"),
        source(&recipients[again]),
    ))
}

/// R03. The last recipient is the file copy, and its first place is the registry.
fn file_copy(recipients: &[Text], words: &str) -> Option<Finding> {
    let words = words.trim_end_matches([',', ' ']);
    let last = recipients.last();
    let kept = last.is_some_and(|last| last.plain().starts_with(words));
    (!kept).then(|| {
        Finding::new(
            Check::FileCopy,
            format!("Nơi nhận không kết thúc bằng \"{words}\""),
            format!("the recipients do not end with \"{words}\""),
            last.and_then(source),
        )
        .hint(
            "ghi VT là mã đầu tiên của phần lưu (document.archive.codes)",
            "make VT the first code of the file copy (document.archive.codes)",
        )
    })
}
