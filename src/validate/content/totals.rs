//! The total row of a table, where it is typed: told where its figures are surely not the sums of their columns.

use serde_json::Value as Json;

use crate::diag::{AnswerPath, Diagnostic, Message, Severity};
use crate::validate::convert::Walk;
use crate::vietnamese::{decimal, parse_decimal};

/// Decimals of what is added up.
const SCALE: u8 = 9;
/// Parts of one at that scale.
const ONE: i128 = 1_000_000_000;

/// Heads of columns whose figures are not added up.
const NO_SUMS: [&str; 21] = [
    "%",
    "tỷ lệ",
    "tỉ lệ",
    "tỷ trọng",
    "tỉ trọng",
    "bình quân",
    "trung bình",
    "đơn giá",
    "giá bán",
    "hệ số",
    "định mức",
    "mức ",
    "chỉ số",
    "mật độ",
    "lũy kế",
    "luỹ kế",
    "điểm",
    "so với",
    "thứ tự",
    "xếp hạng",
    "còn lại",
];
/// Names of rows that are no sum of those above.
const OTHER_ROWS: [&str; 5] = ["bình quân", "trung bình", "tỷ lệ", "tỉ lệ", "chênh lệch"];
/// Heads that are one of these and nothing else.
const OTHER_HEADS: [&str; 4] = ["stt", "tt", "giá", "năm"];
/// The first and the last year that a column of years may hold.
const YEARS: (i128, i128) = (1900 * ONE, 2100 * ONE);

impl Walk<'_, '_> {
    /// Warns of each figure of the total row that is neither the sum of its column nor that of rows that stand out.
    pub(super) fn totals(&mut self, table: &Json, path: &AnswerPath) {
        let Some(total) = table["total"].as_array().filter(|total| is_sum(total)) else { return };
        let rows: Vec<&Vec<Json>> = table["rows"].as_array().into_iter().flatten().filter_map(Json::as_array).collect();
        if rows.iter().any(|row| row.iter().any(|cell| begins(cell, &["trong đó", "- trong đó"]))) {
            return;
        }
        for (column, given) in total.iter().enumerate() {
            let head = table["columns"][column].as_str().unwrap_or_default();
            let kind = table["kinds"][column].as_str().unwrap_or_default();
            if !matches!(kind, "integer" | "decimal") || !is_added_up(head) {
                continue;
            }
            if let Some((given, sum)) = wrong(&rows, column, given) {
                self.wrong_total(&path.child("total").child(column), head, &given, &sum);
            }
        }
    }

    fn wrong_total(&mut self, path: &AnswerPath, head: &str, given: &str, sum: &str) {
        let message = Message::new(
            format!("Dòng cộng, cột “{head}”: ghi {given}, các dòng cộng lại được {sum}"),
            format!("Total row, column '{head}': {given} is given, the rows add up to {sum}"),
        );
        let hint = Message::new(
            "Xem lại ô này và các dòng ở trên; số không phải tổng thì bỏ khỏi dòng cộng (null)",
            "Look at this cell and at the rows; a figure that is no sum does not belong into the total row (null)",
        );
        let place = self.places.find(self.answers.source.name(), path);
        self.findings.push(Diagnostic::new(Severity::Warning, "answers/wrong-total", message).hint(hint).at(place));
    }
}

/// Whether the row is named as a sum.
fn is_sum(total: &[Json]) -> bool {
    let name = total.iter().find_map(Json::as_str).unwrap_or_default().to_lowercase();
    !OTHER_ROWS.iter().any(|other| name.contains(other))
}

fn is_added_up(head: &str) -> bool {
    let head = head.trim().to_lowercase();
    !NO_SUMS.iter().any(|words| head.contains(words)) && !OTHER_HEADS.contains(&head.as_str())
}

fn begins(cell: &Json, words: &[&str]) -> bool {
    let cell = cell.as_str().unwrap_or_default().to_lowercase();
    words.iter().any(|words| cell.starts_with(words))
}

/// What the total row gives for a column and what its rows add up to, where these surely differ.
fn wrong(rows: &[&Vec<Json>], column: usize, given: &Json) -> Option<(String, String)> {
    let total = figure(given)?;
    let figures: Vec<(char, i128, u8)> = rows
        .iter()
        .filter_map(|row| {
            let (figure, scale) = figure(row.get(column)?)?;
            Some((level(row), figure, scale))
        })
        .collect();
    let (total, mut scale) = total;
    if figures.is_empty() || figures.iter().all(|(_, figure, _)| (YEARS.0..=YEARS.1).contains(figure)) {
        return None;
    }
    scale = figures.iter().map(|(_, _, scale)| *scale).fold(scale, u8::max);
    // Decimals may have been rounded, each by half of its last digit.
    let most = if scale == 0 { 0 } else { (figures.len() as i128 + 1) * ONE / 10_i128.pow(scale.into()) / 2 };
    let sum: i128 = figures.iter().map(|(_, figure, _)| figure).sum();
    let is_meant = sums(&figures, sum).into_iter().any(|sum| (sum - total).abs() <= most);
    (!is_meant).then(|| Some((written(total, scale)?, written(sum, scale)?))).flatten()
}

/// The sums that a total row may give: of all rows, of those of one level and without them, and of rows of which each is
/// also in a sub-total.
fn sums(figures: &[(char, i128, u8)], sum: i128) -> Vec<i128> {
    let of_level = |level: char| figures.iter().filter(|one| one.0 == level).map(|one| one.1).sum::<i128>();
    let mut levels: Vec<char> = figures.iter().map(|one| one.0).collect();
    levels.sort_unstable();
    levels.dedup();
    let each = levels.into_iter().map(of_level).flat_map(|part| [part, sum - part, part / 2]);
    each.chain([sum, sum / 2, sum / 3]).collect()
}

/// How a row stands out, by what it begins with: `I`, `A`, `1`, `1.1`, `a`, a dash, `Cộng`, other words.
fn level(row: &[Json]) -> char {
    if row.iter().any(|cell| begins(cell, &["cộng", "tổng", "tiểu cộng"])) {
        return '+';
    }
    let first = row.first().map(|cell| cell.as_str().map_or_else(|| cell.to_string(), str::to_owned));
    let first = first.filter(|first| first != "null").unwrap_or_default();
    let mark = first.trim().trim_end_matches(['.', ')']);
    let all = |is: fn(char) -> bool| !mark.is_empty() && mark.chars().all(is);
    match mark {
        "" => ' ',
        _ if all(|letter| letter.is_ascii_digit()) => '1',
        _ if all(|letter| letter.is_ascii_digit() || letter == '.') => '.',
        _ if all(char::is_uppercase) && mark.chars().count() < 6 => 'I',
        _ if all(char::is_lowercase) && mark.chars().count() == 1 => 'a',
        _ if mark.starts_with(['-', '–', '+']) => '-',
        _ => 'w',
    }
}

/// A figure at the scale of sums, and how many decimals it was written with.
fn figure(cell: &Json) -> Option<(i128, u8)> {
    let (digits, scale) = match cell {
        Json::Number(number) => (number.as_i64()?, 0),
        Json::String(text) => parse_decimal(text).filter(|(_, scale)| *scale <= SCALE)?,
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => return None,
    };
    Some((i128::from(digits) * 10_i128.pow((SCALE - scale).into()), scale))
}

fn written(figure: i128, scale: u8) -> Option<String> {
    let digits = figure / 10_i128.pow((SCALE - scale).into());
    Some(decimal(digits.try_into().ok()?, scale))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(rows: Json, given: Json) -> Option<(String, String)> {
        let rows: Vec<&Vec<Json>> = rows.as_array().into_iter().flatten().filter_map(Json::as_array).collect();
        wrong(&rows, 1, &given)
    }

    #[test]
    fn a_total_that_is_no_sum_is_told_with_the_sum() {
        let rows = json!([["Một", 1200], ["Hai", null], ["Ba", 300]]);
        assert_eq!(told(rows.clone(), json!(1500)), None);
        assert_eq!(told(rows.clone(), json!(1600)), Some(("1.600".into(), "1.500".into())));
        assert_eq!(told(rows, Json::Null), None);
        let rows = json!([["Một", "1.25"], ["Hai", "2.5"]]);
        assert_eq!(told(rows.clone(), json!("3.76")), None, "rounded");
        assert_eq!(told(rows, json!("3.85")), Some(("3,85".into(), "3,75".into())));
    }

    #[test]
    fn rows_that_stand_out_are_sub_totals() {
        let rows = json!([["I", 30], [1, 10], [2, 20], ["II", 5], [1, 5]]);
        assert_eq!(told(rows.clone(), json!(35)), None);
        assert!(told(rows, json!(65)).is_some());
        let rows = json!([["Mầm non", 10], ["Cộng khối", 10], ["Tiểu học", 7], ["Cộng khối", 7]]);
        assert_eq!(told(rows.clone(), json!(17)), None);
        assert!(told(rows, json!(18)).is_some());
    }

    #[test]
    fn shares_years_and_averages_are_not_added_up() {
        for head in ["Tỷ lệ (%)", "Đơn giá (đồng)", "Bình quân", "Năm", "TT", "Mức thu"] {
            assert!(!is_added_up(head), "{head}");
        }
        assert!(is_added_up("Kinh phí năm 2026 (đồng)") && is_added_up("Số trường"));
        assert_eq!(told(json!([["Một", 2014], ["Hai", 2020]]), json!(2)), None);
        assert!(!is_sum(&[Json::Null, json!("Bình quân"), json!(3)]) && is_sum(&[json!("Tổng cộng")]));
    }
}
