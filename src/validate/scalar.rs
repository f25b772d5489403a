//! One typed answer from what a clerk typed, and the usual slips.

use serde_json::Value as Json;

use crate::diag::{Diagnostic, Message, Severity};
use crate::expr::Reference;
use crate::template::form::{Choice, Field, Kind, Pattern};

/// A value, or why there is none; with what should be said about it.
pub(super) struct Reading {
    pub(super) value: Option<Json>,
    pub(super) finding: Option<Diagnostic>,
}

impl Reading {
    pub(super) fn good(value: impl Into<Json>) -> Self {
        Reading { value: Some(value.into()), finding: None }
    }

    fn noted(value: impl Into<Json>, finding: Diagnostic) -> Self {
        Reading { value: Some(value.into()), finding: Some(finding) }
    }

    pub(super) fn bad(finding: Diagnostic) -> Self {
        Reading { value: None, finding: Some(finding) }
    }
}

/// Reads `text` (cleaned; `plain` when it stood without quotes) as the answer to `field`.
pub(super) fn read(field: &Field, text: &str, plain: bool, reference: &Reference) -> Reading {
    match &field.kind {
        Kind::Text | Kind::Cell | Kind::LongText => Reading::good(text),
        Kind::Integer { min, max } => integer(text, *min, *max),
        Kind::Decimal { scale } => super::decimals::read(text, *scale),
        Kind::Bool => boolean(text),
        Kind::Date => super::dates::read(text),
        Kind::Choice(choices) => choice(text, &choices.all(reference)),
        Kind::Code { pattern, width } => code(text, plain, pattern.as_ref(), *width, field),
        Kind::ReferenceNumber => reference_number(text),
        Kind::Email => email(text),
        Kind::Phone => phone(text),
        Kind::SchoolYear => school_year(text),
        Kind::File { folders } => file(text, *folders),
        Kind::Sha256 => sha256(text),
        Kind::Picture(_) => picture(text),
        Kind::Id => super::ids::read(text),
        Kind::Group(_) | Kind::List(_) | Kind::Map(_) | Kind::Content(_) => Reading { value: None, finding: None },
    }
}

pub(super) fn wrong(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Message::new(vi, en))
}

/// Says how it should be written.
pub(super) fn write(finding: Diagnostic, form: &str) -> Reading {
    Reading::bad(finding.hint(Message::new(format!("Viết: {form}"), format!("Write: {form}"))))
}

/// The same, of text that stands in quotes in a file, and without them in a form.
fn write_quoted(finding: Diagnostic, text: &str) -> Reading {
    let hint = Message::new(format!("Viết: {text}"), format!("Write: {text}"));
    write(finding.in_form(hint), &format!("\"{text}\""))
}

fn integer(text: &str, min: Option<i64>, max: Option<i64>) -> Reading {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return not_an_integer(text, min);
    }
    let Ok(value) = text.parse::<i64>() else {
        return Reading::bad(wrong(
            "answers/out-of-range",
            format!("Số {text} quá lớn"),
            format!("{text} is too large"),
        ));
    };
    let low = min.filter(|min| value < *min).map(|min| (format!("nhỏ hơn {min}"), format!("less than {min}")));
    let high = max.filter(|max| value > *max).map(|max| (format!("lớn hơn {max}"), format!("more than {max}")));
    match low.or(high) {
        Some((vi, en)) => {
            Reading::bad(wrong("answers/out-of-range", format!("Số {value} {vi}"), format!("{value} is {en}")))
        }
        None => Reading::good(value),
    }
}

fn not_an_integer(text: &str, min: Option<i64>) -> Reading {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if is_grouped(text) {
        let vi = format!("“{text}” có dấu chấm hàng nghìn: ở đây chỉ viết chữ số");
        return write(
            wrong("answers/thousands-mark", vi, format!("'{text}' has thousands marks: write digits only")),
            &digits,
        );
    }
    if is_nothing(text) {
        let vi = format!("“{text}” không phải số");
        let finding = wrong("answers/not-a-number", vi, format!("'{text}' is not a number"));
        return Reading::bad(finding.hint(match min {
            Some(1..) => Message::new("Chưa có thì để trống", "Leave it empty when there is none yet"),
            Some(_) | None => Message::new(
                "Không có trường hợp nào thì viết 0; chưa có số liệu thì để trống",
                "Write 0 for none; leave it empty when it is not known",
            ),
        }));
    }
    if is_scientific(text) {
        let vi = format!("“{text}” viết theo lũy thừa của 10, có thể đã mất chữ số");
        let finding =
            wrong("answers/not-a-number", vi, format!("'{text}' is written by powers of ten and may have lost digits"));
        return Reading::bad(finding.hint(Message::new(
            "Viết đủ các chữ số, ví dụ 100000; trong Excel thì định dạng cột là Số (Number)",
            "Write all digits, as 100000; in a workbook give the column the format Number",
        )));
    }
    let decimal = text.split_once([',', '.']).is_some_and(|(a, b)| is_digits(a) && is_digits(b));
    if decimal {
        let vi = format!("“{text}” là số thập phân, ở đây cần số nguyên");
        return Reading::bad(wrong(
            "answers/not-a-number",
            vi,
            format!("'{text}' has decimals, a whole number is needed"),
        ));
    }
    let finding =
        wrong("answers/not-a-number", format!("“{text}” không phải số nguyên"), format!("'{text}' is no whole number"));
    if !digits.is_empty() && text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(char::is_alphabetic) {
        return write(finding, digits.as_str());
    }
    Reading::bad(finding.hint(Message::new("Chỉ viết chữ số, ví dụ 1269", "Write digits only, as 1269")))
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `1.269`, `12,345,678`, `1 269`.
pub(super) fn is_grouped(text: &str) -> bool {
    [".", ",", " "].iter().any(|mark| {
        let mut groups = text.split(mark);
        let first = groups.next().is_some_and(|group| is_digits(group) && group.len() <= 3);
        let rest: Vec<&str> = groups.collect();
        first && !rest.is_empty() && rest.iter().all(|group| is_digits(group) && group.len() == 3)
    })
}

/// `1e5`, `1,23E+11`: as spreadsheets shorten numbers.
fn is_scientific(text: &str) -> bool {
    let is_power = |power: &str| is_digits(power.strip_prefix(['+', '-']).unwrap_or(power));
    text.split_once(['e', 'E'])
        .is_some_and(|(number, power)| is_power(power) && is_digits(&number.replace(['.', ','], "")))
}

fn is_nothing(text: &str) -> bool {
    let text = text.to_lowercase();
    ["-", "–", "—", "không", "khong", "ko", "không có", "chưa có", "n/a", "na", "x", "...", "…", "/"]
        .contains(&text.as_str())
}

fn boolean(text: &str) -> Reading {
    let value = match text.to_lowercase().as_str() {
        "true" | "false" => return Reading::good(text.eq_ignore_ascii_case("true")),
        "có" | "co" | "yes" | "y" | "đúng" | "rồi" | "on" => true,
        "không" | "khong" | "ko" | "no" | "n" | "sai" | "chưa" | "off" => false,
        _ => {
            let finding = wrong(
                "answers/not-yes-or-no",
                format!("“{text}” không phải có hoặc không"),
                format!("'{text}' is not yes or no"),
            );
            let in_form = Message::new("Chọn Có hoặc Không", "Choose yes or no");
            return write(finding.in_form(in_form), "true (có / yes), false (không / no)");
        }
    };
    let message = Message::new(format!("“{text}” được hiểu là {value}"), format!("'{text}' is taken as {value}"));
    Reading::noted(value, Diagnostic::new(Severity::Info, "answers/yes-or-no", message))
}

fn choice(text: &str, choices: &[Choice]) -> Reading {
    if choices.iter().any(|choice| choice.value == text) {
        return Reading::good(text);
    }
    let finding = wrong(
        "answers/unknown-choice",
        format!("Không có lựa chọn “{text}”"),
        format!("'{text}' is not one of the choices"),
    );
    let near = choices.iter().find(|choice| is_near(text, &choice.value) || is_near(text, &choice.label));
    if let Some(near) = near {
        let in_form = Message::new(format!("Chọn: {}", near.label), format!("Choose: {}", near.label));
        return write(finding.in_form(in_form), &near.value);
    }
    let dots = if choices.len() > 12 { ", …" } else { "" };
    let one_of = |told: &dyn Fn(&Choice) -> String| {
        let all = choices.iter().take(12).map(told).collect::<Vec<_>>().join(", ");
        Message::new(format!("Chọn một trong: {all}{dots}"), format!("Choose one of: {all}{dots}"))
    };
    let hint = one_of(&|choice| format!("{} ({})", choice.value, choice.label));
    Reading::bad(finding.hint(hint).in_form(one_of(&|choice| choice.label.clone())))
}

/// Whether two words are the same but for accents, case, blanks and a slip of the hand.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    unlikeness(a, b).is_some()
}

/// By how many letters two words differ, but for accents, case and blanks; `None` where they are not near.
pub fn unlikeness(a: &str, b: &str) -> Option<usize> {
    let (a, b) = (plain_letters(a), plain_letters(b));
    let most = (a.len().min(b.len()) / 4).clamp(1, 3);
    let apart = strsim::damerau_levenshtein(&a, &b);
    (!a.is_empty() && apart <= most).then_some(apart)
}

/// Lower-case letters and digits without accents.
pub(super) fn plain_letters(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower = text.to_lowercase().replace('đ', "d");
    lower.nfd().filter(char::is_ascii_alphanumeric).collect()
}

fn code(text: &str, plain: bool, pattern: Option<&Pattern>, width: Option<usize>, field: &Field) -> Reading {
    let number = plain && is_digits(text);
    let padded = match width {
        Some(width) if number && text.len() < width => format!("{text:0>width$}"),
        _ => text.to_owned(),
    };
    if let Some(pattern) = pattern.filter(|pattern| !pattern.regex.is_match(&padded)) {
        let example = field.example.as_deref().unwrap_or_default().trim_matches('"');
        let finding = wrong(
            "answers/not-a-code",
            format!("“{text}” không đúng dạng mã"),
            format!("'{text}' is not a code of this kind"),
        );
        if let Some(meant) = super::mended::code(text, pattern) {
            return write_quoted(finding, &meant);
        }
        return if example.is_empty() { Reading::bad(finding) } else { write_quoted(finding, example) };
    }
    if number && (padded != text || text.starts_with('0')) {
        let vi = format!("Mã viết không có ngoặc kép có thể mất số 0 ở đầu; hiểu là “{padded}”");
        let message = Message::new(vi, format!("A code without quotes may lose its leading zero; taken as '{padded}'"));
        let hint = Message::new(format!("Viết: \"{padded}\""), format!("Write: \"{padded}\""));
        let in_form = Message::new(format!("Viết: {padded}"), format!("Write: {padded}"));
        let finding = Diagnostic::warning("answers/unquoted-code", message).hint(hint).in_form(in_form);
        return Reading::noted(padded, finding);
    }
    Reading::good(padded)
}

fn reference_number(text: &str) -> Reading {
    if is_reference_number(text) {
        return Reading::good(text);
    }
    let vi = format!("“{text}” không đúng dạng số, ký hiệu văn bản");
    let finding =
        wrong("answers/not-a-reference-number", vi, format!("'{text}' is not a document's number and symbol"));
    let tight: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    let tight = tight.replace(['–', '—'], "-");
    let bare = ["Số:", "số:", "Số", "số"].iter().find_map(|word| tight.strip_prefix(word)).unwrap_or(&tight).to_owned();
    match [bare.clone(), bare.to_uppercase()].into_iter().find(|meant| is_reference_number(meant)) {
        Some(meant) => write(finding, &meant),
        None => {
            let hint = Message::new("Ví dụ: 558/QĐ-BGDĐT, 263/SGDĐT-KHTC", "As: 558/QĐ-BGDĐT, 263/SGDĐT-KHTC");
            Reading::bad(finding.hint(hint))
        }
    }
}

/// A number with at most one letter, then `/`, then the symbol: `12a/2013/TTLT-BGDĐT`. Its first word is in capitals.
fn is_reference_number(text: &str) -> bool {
    let Some((number, symbol)) = text.split_once('/') else { return false };
    let digits = number.trim_end_matches(|character: char| character.is_lowercase());
    let number = is_digits(digits) && digits.len() <= 6 && number.chars().count() <= digits.len() + 1;
    let allowed = |character: char| character.is_alphanumeric() || "&/-.()".contains(character);
    let type_code = symbol.split(['-', '/']).find(|piece| !is_digits(piece)).unwrap_or_default();
    let capital = type_code.starts_with(char::is_uppercase);
    number && capital && symbol.chars().all(allowed) && !symbol.ends_with('-')
}

fn email(text: &str) -> Reading {
    let good = text.split_once('@').is_some_and(|(name, domain)| {
        let label = |label: &str| {
            !label.is_empty() && label.chars().all(|character| character.is_ascii_alphanumeric() || character == '-')
        };
        let name_fits =
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
        name_fits && domain.contains('.') && domain.split('.').all(label)
    });
    if good {
        return Reading::good(text);
    }
    let finding = wrong(
        "answers/not-an-email",
        format!("“{text}” không phải địa chỉ thư điện tử"),
        format!("'{text}' is not a mail address"),
    );
    let hint = Message::new(
        "Ví dụ: khtc@sogd.example.vn; mỗi địa chỉ một dòng",
        "As: khtc@sogd.example.vn; one address a line",
    );
    Reading::bad(finding.hint(hint))
}

fn phone(text: &str) -> Reading {
    let main = text.split(['(', ';']).next().unwrap_or_default().trim();
    let digits: String = main.chars().filter(char::is_ascii_digit).collect();
    let written = main.chars().all(|character| character.is_ascii_digit() || " .-".contains(character));
    let length = (9..=11).contains(&digits.len());
    if written && length && digits.starts_with('0') {
        return Reading::good(text);
    }
    let finding = wrong(
        "answers/not-a-phone",
        format!("“{text}” không phải số điện thoại có mã vùng"),
        format!("'{text}' is not a telephone number with its area code"),
    );
    if written && (8..=10).contains(&digits.len()) && !digits.starts_with('0') {
        return write_quoted(finding, &format!("0{digits}"));
    }
    if let Some(rest) = digits.strip_prefix("84").filter(|_| main.starts_with('+')) {
        return write_quoted(finding, &format!("0{rest}"));
    }
    let hint = Message::new("Ví dụ: \"056.3822222\", mỗi số một dòng", "As: \"056.3822222\", one number a line");
    let in_form = Message::new("Ví dụ: 056.3822222, mỗi số một dòng", "As: 056.3822222, one number a line");
    Reading::bad(finding.hint(hint).in_form(in_form))
}

fn school_year(text: &str) -> Reading {
    let years = text.split_once('-').filter(|(a, b)| [a, b].iter().all(|year| is_digits(year) && year.len() == 4));
    let years = years.and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?)));
    if let Some((first, second)) = years {
        if second == first + 1 && (1945..2100).contains(&first) {
            return Reading::good(text);
        }
        let finding = wrong(
            "answers/not-a-school-year",
            format!("Năm học {text}: năm sau phải liền năm trước"),
            format!("School year {text}: the years do not follow one another"),
        );
        return write_quoted(finding, &format!("{first}-{}", first + 1));
    }
    let finding = wrong(
        "answers/not-a-school-year",
        format!("“{text}” không phải năm học viết theo dạng 2012-2013"),
        format!("'{text}' is not a school year as 2012-2013"),
    );
    match meant_school_year(text) {
        Some(first) => write_quoted(finding, &format!("{first}-{}", first + 1)),
        None => Reading::bad(finding),
    }
}

/// The first year that `2012–2013`, `2012 - 2013`, `2012/2013`, `2012-13` or `12-13` mean.
fn meant_school_year(text: &str) -> Option<u32> {
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).collect();
    let [first, second] = numbers[..] else { return None };
    let full = |year: &str| year.parse::<u32>().ok().map(|year| if year < 100 { 2000 + year } else { year });
    let (first, second) = (full(first)?, full(second)?);
    (second == first + 1 && (1945..2100).contains(&first)).then_some(first)
}

fn file(text: &str, folders: bool) -> Reading {
    let part = |part: &str| {
        let allowed = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
        !part.is_empty() && part.len() <= 120 && part != "." && part != ".." && part.chars().all(allowed)
    };
    let good = if folders { text.split('/').all(part) } else { part(text) };
    if good {
        return Reading::good(text);
    }
    let finding = wrong(
        "answers/not-a-file-name",
        format!("“{text}” không dùng làm tên tệp được"),
        format!("'{text}' cannot be a file's name here"),
    );
    let hint = Message::new(
        "Tên tệp chỉ gồm chữ không dấu, chữ số, dấu chấm, gạch dưới, gạch nối, không quá 120 ký tự; không có đường dẫn tuyệt đối, không có “..”",
        "ASCII letters, digits, dot, underscore and hyphen, at most 120 characters; no absolute path and no '..'",
    );
    Reading::bad(finding.hint(hint))
}

/// A picture's file: what it holds is seen when it is read.
fn picture(text: &str) -> Reading {
    let name = text.to_ascii_lowercase();
    if [".png", ".jpg", ".jpeg"].iter().any(|ending| name.ends_with(ending)) {
        return file(text, true);
    }
    let finding = wrong(
        "answers/not-a-picture-name",
        format!("“{text}” không phải là tên tệp ảnh PNG hoặc JPEG"),
        format!("'{text}' is not the name of a PNG or JPEG picture"),
    );
    write(finding, "hinh/so_do.png")
}

fn sha256(text: &str) -> Reading {
    let count = text.chars().count();
    if count == 64 && text.chars().all(|character| character.is_ascii_hexdigit()) {
        return Reading::good(text.to_ascii_lowercase());
    }
    let vi = format!("Mã băm SHA-256 phải có 64 chữ số 0-9, a-f (ở đây {count} ký tự)");
    let finding =
        wrong("answers/not-a-sha256", vi, format!("A SHA-256 has 64 digits 0-9, a-f (this has {count} characters)"));
    let hint = Message::new("Chép lại từ lệnh: sha256sum <tệp>", "Copy it from: sha256sum <file>");
    Reading::bad(finding.hint(hint))
}
