//! Findings in a file of rows: file, line, column and rule; never a value.

use std::collections::BTreeMap;

use super::field::Rule;
use super::schema::{Column, Kind};
use crate::diag::{Diagnostic, Message, Place, Severity, Span};

/// Rows shown for one rule in one file; the others are counted.
const SHOWN: u64 = 5;

/// The findings in one file.
pub struct Findings {
    file: String,
    counts: BTreeMap<Rule, u64>,
    list: Vec<Diagnostic>,
}

impl Findings {
    /// None yet in `file`.
    pub fn new(file: &str) -> Self {
        Findings { file: file.to_owned(), counts: BTreeMap::new(), list: Vec::new() }
    }

    /// `rule` is broken on `line` in the field number `index`, counted from 0.
    pub fn broken(&mut self, rule: Rule, line: u64, index: usize, column: Option<&Column>) {
        let count = self.counts.entry(rule).or_default();
        *count += 1;
        if *count <= SHOWN {
            let fault = Diagnostic::new(severity(rule), code(rule), message(rule, column)).at(self.at(line, index));
            self.list.push(hint(rule).into_iter().fold(fault, Diagnostic::hint));
        }
    }

    /// A finding about the file or its head.
    pub fn add(&mut self, finding: Diagnostic) {
        let place = finding.place.clone().unwrap_or_else(|| Place { file: self.file.clone(), path: None, span: None });
        self.list.push(finding.at(place));
    }

    /// The place of a field.
    pub fn at(&self, line: u64, index: usize) -> Place {
        let span = Span { line: line as usize, column: index + 1, start: 0, end: 0 };
        Place { file: self.file.clone(), path: None, span: Some(span) }
    }

    /// All of them; rules that were broken too often end with how often.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let more: Vec<_> =
            self.counts.iter().filter(|(_, count)| **count > SHOWN).map(|(r, c)| (*r, c - SHOWN)).collect();
        for (rule, count) in more {
            let what = name(rule);
            let rest = Message::new(
                format!("… và {} dòng khác cũng lỗi: {}.", thousands(count, '.'), what.vi),
                format!("… and {} more rows: {}.", thousands(count, ','), what.en),
            );
            self.add(Diagnostic::new(severity(rule), code(rule), rest));
        }
        self.list
    }
}

/// `1234567` as `1.234.567` or `1,234,567`.
pub fn thousands(number: u64, mark: char) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

fn message(rule: Rule, column: Option<&Column>) -> Message {
    let what = name(rule);
    let Some(column) = column else { return Message::new(capital(&what.vi), capital(&what.en)) };
    let (vi, en) = expected(rule, column);
    Message::new(
        format!("Cột `{}` ({}): {}{vi}.", column.name, column.label, what.vi),
        format!("Column `{}`: {}{en}.", column.name, what.en),
    )
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

/// What the column allows, as the end of the sentence.
fn expected(rule: Rule, column: &Column) -> (String, String) {
    match (rule, column.kind) {
        (Rule::Width, Kind::Text(Some(width))) => {
            (format!(" (nhiều nhất {width} ký tự)"), format!(" (at most {width} characters)"))
        }
        (Rule::Decimal, Kind::Decimal(Some((all, after)))) => (
            format!(" (nhiều nhất {all} chữ số, trong đó {after} sau dấu chấm)"),
            format!(" (at most {all} digits, {after} after the point)"),
        ),
        (Rule::Range, _) => {
            let range = match column.range {
                (Some(least), Some(greatest)) => format!(" ({least}..{greatest})"),
                (Some(least), None) => format!(" (≥ {least})"),
                (None, Some(greatest)) => format!(" (≤ {greatest})"),
                (None, None) => String::new(),
            };
            (range.clone(), range)
        }
        _ => (String::new(), String::new()),
    }
}

fn name(rule: Rule) -> Message {
    match rule {
        Rule::Encoding => Message::new("không phải UTF-8", "not UTF-8"),
        Rule::Fields => Message::new("số ô của dòng khác số cột", "another number of fields than the head"),
        Rule::Required => Message::new("thiếu giá trị bắt buộc", "a required value is missing"),
        Rule::Width => Message::new("giá trị quá dài", "the value is too long"),
        Rule::Integer => Message::new("không phải số nguyên", "not a whole number"),
        Rule::Decimal => Message::new("không phải số thập phân hợp lệ", "not a valid decimal number"),
        Rule::Date => Message::new("không phải ngày hợp lệ", "not a valid date"),
        Rule::Bool => Message::new("không phải 0, 1, true, false", "neither 0, 1, true nor false"),
        Rule::Range => Message::new("ngoài khoảng cho phép", "out of range"),
        Rule::ClosedCode => Message::new("mã không thuộc danh sách của bảng", "a code that the schema does not list"),
        Rule::Code => Message::new("mã không có trong danh mục", "a code that is in no code list"),
        Rule::Key => Message::new("khóa của dòng trùng với một dòng trước", "the key repeats an earlier row's"),
    }
}

fn code(rule: Rule) -> &'static str {
    match rule {
        Rule::Encoding => "data/encoding",
        Rule::Fields => "data/fields",
        Rule::Required => "data/required",
        Rule::Width => "data/width",
        Rule::Integer => "data/integer",
        Rule::Decimal => "data/decimal",
        Rule::Date => "data/date",
        Rule::Bool => "data/bool",
        Rule::Range => "data/range",
        Rule::ClosedCode | Rule::Code => "data/code",
        Rule::Key => "data/key",
    }
}

/// What VEMIS put into its code lists was never published: a code of another list than ours may be right.
fn severity(rule: Rule) -> Severity {
    match rule {
        Rule::Code => Severity::Warning,
        Rule::Encoding | Rule::Fields | Rule::Required | Rule::Width | Rule::Integer | Rule::Decimal => Severity::Error,
        Rule::Date | Rule::Bool | Rule::Range | Rule::ClosedCode | Rule::Key => Severity::Error,
    }
}

fn hint(rule: Rule) -> Option<Message> {
    match rule {
        Rule::Encoding => Some(Message::new("Lưu lại tệp ở dạng CSV UTF-8.", "Save the file as CSV UTF-8.")),
        Rule::Integer => Some(Message::new("Viết số không có dấu chấm hàng nghìn.", "Write no thousands mark.")),
        Rule::Decimal => Some(Message::new("Viết dấu chấm thập phân: 9.5.", "Write a decimal point: 9.5.")),
        Rule::Date => Some(Message::new("Viết ngày theo dạng yyyy-mm-dd.", "Write dates as yyyy-mm-dd.")),
        Rule::Fields => Some(Message::new(
            "Đặt giá trị có dấu phẩy trong ngoặc kép.",
            "Put a value that holds a comma in double quotes.",
        )),
        Rule::Required | Rule::Width | Rule::Bool | Rule::Range | Rule::ClosedCode | Rule::Code | Rule::Key => None,
    }
}
