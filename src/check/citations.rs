//! Ô 6: how other documents are cited (Phụ lục I, Mục II.6), that annexes are mentioned (Mục III.1), and that the text ends
//! with a sentence.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::Paper;
use super::finding::{Finding, source};
use super::text::paragraph;
use crate::diag::AnswerPath;
use crate::model::{Block, Role, Text};
use crate::rules::Check;
use crate::vietnamese::pattern;

const TYPES: &str = "Nghị định|Thông tư liên tịch|Thông tư|Nghị quyết liên tịch|Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Công văn|Công điện|Thông báo|Hướng dẫn|Báo cáo|Tờ trình|Chương trình";

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let paragraphs: Vec<(Role, &Text)> = paper.document.body.iter().filter_map(paragraph).collect();
    let mut findings: Vec<Finding> = Vec::new();
    for (role, text) in &paragraphs {
        if *role == Role::LegalBasis {
            findings.extend(legal_basis(text));
        }
        findings.extend(by_number_alone(text));
    }
    findings.extend(full_then_short(&paragraphs));
    findings.extend(annexes(paper));
    findings.extend(last_sentence(paper));
    findings
}

/// The answer whose words stand at `at`; `None` where they are the template's own, which its author answers for.
fn source_at(text: &Text, at: usize) -> Option<AnswerPath> {
    let mut end = 0;
    let run = text.0.iter().find(|run| {
        end += run.text.len();
        at < end
    });
    run?.source.clone()
}

/// B03. A căn cứ gives number, date and body; a law is cited by its name.
fn legal_basis(text: &Text) -> Option<Finding> {
    static CITED: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(&format!(r"^Căn cứ (?:{TYPES})\b(?: số \d+\S*)?")));
    static LAW: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"^Căn cứ (?:Luật|Bộ luật|Pháp lệnh) [^;]*?số \d+/\d{4}/\S+"));
    let place = source(text)?;
    let words = text.plain();
    let of = |vi: String, en: String| Finding::new(Check::LegalBasis, vi, en, Some(place.clone()));
    if LAW.as_ref()?.is_match(&words) {
        let finding = of("căn cứ ghi số của luật, pháp lệnh".into(), "a law is cited by its number".into());
        return Some(finding.hint(
            "chỉ ghi tên và ngày: Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015",
            "give its name and date alone: Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015",
        ));
    }
    let cited = CITED.as_ref()?.find(&words)?;
    let mut missing = Vec::new();
    missing.extend((!cited.as_str().contains(" số ")).then_some(("số, ký hiệu", "number")));
    missing.extend((!words.contains(" ngày ")).then_some(("ngày ban hành", "date")));
    missing.extend((!words.contains(" của ")).then_some(("cơ quan ban hành", "issuing body")));
    if missing.is_empty() {
        return None;
    }
    let (vi, en): (Vec<&str>, Vec<&str>) = missing.into_iter().unzip();
    let finding = of(format!("căn cứ thiếu {}", vi.join(", ")), format!("the legal basis lacks its {}", en.join(", ")));
    Some(finding.hint(
        "ghi tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu",
        "give type, number, date, issuing body and subject",
    ))
}

/// B04. `Nghị định 30` without the rest of its number.
fn by_number_alone(text: &Text) -> Option<Finding> {
    static SHORT: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"(?:Nghị định|Thông tư)(?: số)? \d{1,3}(?:[\s,;.)]|$)"));
    let words = text.plain();
    if !["Nghị định", "Thông tư"].iter().any(|name| words.contains(name)) {
        return None;
    }
    let found = SHORT.as_ref()?.find(&words)?;
    let place = source_at(text, found.start())?;
    let cited = found.as_str().trim_end_matches([',', ';', '.', ')', ' ', '\u{a0}']);
    let finding = Finding::new(
        Check::CitationShort,
        format!("viện dẫn thiếu ký hiệu: \"{cited}\""),
        format!("a document is cited without its symbol: \"{cited}\""),
        Some(place),
    );
    Some(
        finding.hint(
            "ghi cả ký hiệu, ví dụ: Nghị định số 30/2020/NĐ-CP",
            "give the symbol too: Nghị định số 30/2020/NĐ-CP",
        ),
    )
}

/// B04. A document is cited in full where it is first mentioned, then by type and number.
fn full_then_short(paragraphs: &[(Role, &Text)]) -> Vec<Finding> {
    static CITED: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(&format!(r"(?:{TYPES}) số (\d+\p{{L}}?(?:/\d{{4}})?/[\p{{Lu}}\p{{Ll}}&\d-]+)")));
    static DATED: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"^,? ?(?:\([^)]*\) ?)?(?:được )?(?:ban hành )?ngày \d"));
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut findings = Vec::new();
    for (role, text) in paragraphs {
        let words = text.plain();
        if !words.contains(" số ") {
            continue;
        }
        let (Some(cited), Some(dated)) = (CITED.as_ref(), DATED.as_ref()) else { return Vec::new() };
        for found in cited.captures_iter(&words) {
            let (whole, symbol) = (found.get(0).map_or(0..0, |whole| whole.range()), found[1].to_owned());
            let rest = &words[whole.end..];
            let full = dated.is_match(rest);
            let known = !seen.insert(symbol);
            // In a list, `số 5/QĐ-A, số 6/QĐ-B ngày …`, the date follows the last; a căn cứ has a check of its own.
            let excused = *role == Role::LegalBasis || rest.starts_with(", số") || rest.starts_with(" và số");
            let Some(place) = source_at(text, whole.start) else { continue };
            let name = &words[whole];
            if !known && !full && !excused {
                findings.push(
                    Finding::new(
                        Check::CitationFirst,
                        format!("lần đầu viện dẫn \"{name}\" chưa ghi ngày và cơ quan ban hành"),
                        format!("\"{name}\" is first cited without its date and body"),
                        Some(place),
                    )
                    .hint(
                        "lần đầu ghi đủ ngày, cơ quan ban hành và trích yếu",
                        "give date, issuing body and subject the first time",
                    ),
                );
            } else if known && full {
                findings.push(
                    Finding::new(
                        Check::CitationAgain,
                        format!("\"{name}\" được viện dẫn đầy đủ lần nữa"),
                        format!("\"{name}\" is cited in full again"),
                        Some(place),
                    )
                    .hint(
                        "từ lần thứ hai chỉ ghi tên loại, số và ký hiệu",
                        "from the second time on give type and number alone",
                    ),
                );
            }
        }
    }
    findings
}

/// A01. The text mentions its annexes: each by its number where it names any by number and none in general.
fn annexes(paper: &Paper) -> Option<Finding> {
    let annexes = &paper.document.annexes;
    let texts = paper.document.body.iter().filter_map(paragraph).map(|(_, text)| text.plain());
    let words = texts.collect::<Vec<_>>().join("\n");
    let numbers = match mentioned(&words) {
        Mentioned::All => return None,
        Mentioned::Some(numbers) => numbers,
    };
    let is_there = |label: &str| match label.rsplit_once(' ') {
        Some((_, number)) if annexes.len() > 1 => numbers.contains(number),
        // One alone has no number; a text that gives it one means it.
        Some(_) | None => !numbers.is_empty(),
    };
    let labels = annexes.iter().map(|annex| annex.label.as_str());
    let missing: Vec<&str> = labels.filter(|label| !is_there(label)).collect();
    (!missing.is_empty()).then(|| {
        let names = missing.join(", ");
        Finding::new(
            Check::AnnexUnmentioned,
            format!("nội dung không nhắc đến {names}"),
            format!("the text does not mention {names}"),
            None,
        )
        .hint("ghi trong nội dung, ví dụ: (Phụ lục kèm theo)", "mention it, as in: (Phụ lục kèm theo)")
    })
}

/// What a text says of annexes.
enum Mentioned {
    /// Something in general: `Phụ lục kèm theo`, `các phụ lục`, `Phụ lục I đến Phụ lục III`.
    All,
    /// These numbers.
    Some(BTreeSet<String>),
}

fn mentioned(words: &str) -> Mentioned {
    static NUMBERED: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"[Pp]hụ lục((?:(?:,| và| hoặc)? [IVXL]+\b)+)"));
    static ISSUED: LazyLock<Option<Regex>> =
        LazyLock::new(|| pattern(r"(?i:kèm theo (?:quyết định|nghị quyết|văn bản|kế hoạch) này)"));
    static GENERAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
        pattern(
            r"(?i:kèm theo|đính kèm)|[Pp]hụ lục (?:số )?[IVXL]+ (?:đến|-) |(?:[Pp]hụ lục|PHỤ LỤC)(?: [^IVXL]|[^ ]|$)",
        )
    });
    let (Some(numbered), Some(general)) = (NUMBERED.as_ref(), GENERAL.as_ref()) else { return Mentioned::All };
    // Bound words hold no-break spaces; what a decision issues is no annex.
    let words = words.replace('\u{a0}', " ");
    let words = ISSUED.as_ref().map_or(words.clone(), |issued| issued.replace_all(&words, "").into_owned());
    if general.is_match(&words) {
        return Mentioned::All;
    }
    let lists = numbered.captures_iter(&words).filter_map(|found| found.get(1));
    let numbers =
        lists.flat_map(|list| list.as_str().split([' ', ','])).filter(|word| word.starts_with(['I', 'V', 'X', 'L']));
    Mentioned::Some(numbers.map(str::to_owned).collect())
}

/// Forms of Phụ lục III. The text ends with a sentence, which bears `./.`.
fn last_sentence(paper: &Paper) -> Option<Finding> {
    match paper.document.body.last()? {
        Block::Paragraph { .. } => None,
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => Some(
            Finding::new(
                Check::TextEnd,
                "nội dung kết thúc bằng bảng hoặc hình, không có chỗ cho dấu ./.",
                "the text ends with a table or a figure, after which ./. has no place",
                None,
            )
            .hint("thêm một câu kết sau bảng, hình", "add a closing sentence after it"),
        ),
    }
}
