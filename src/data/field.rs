//! One field against its column.

use chrono::NaiveDate;

use super::schema::{Column, Kind};

/// What can be wrong in a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Bytes that are not UTF-8.
    Encoding,
    /// Another number of fields than the head has.
    Fields,
    /// Empty, though required.
    Required,
    /// Too many characters.
    Width,
    /// Not a whole number.
    Integer,
    /// Not a number with a decimal point, or too many digits.
    Decimal,
    /// Not a day of the calendar as `yyyy-mm-dd`.
    Date,
    /// Neither 0, 1, true nor false.
    Bool,
    /// Below or above what the schema allows.
    Range,
    /// Not in the list of codes of the schema itself.
    ClosedCode,
    /// Not in a code list.
    Code,
    /// The key stands in an earlier row.
    Key,
}

/// The rule that `value` breaks as a field of `column`.
pub fn broken(column: &Column, value: &str) -> Option<Rule> {
    if value.is_empty() {
        return column.required.then_some(Rule::Required);
    }
    let wrong = match column.kind {
        Kind::Text(width) => width.is_some_and(|width| value.chars().count() > width).then_some(Rule::Width),
        Kind::Integer => (!is_integer(value)).then_some(Rule::Integer),
        Kind::Decimal(digits) => (!is_decimal(value, digits)).then_some(Rule::Decimal),
        Kind::Date => (!is_date(value)).then_some(Rule::Date),
        Kind::Bool => (!matches!(value, "0" | "1" | "true" | "false")).then_some(Rule::Bool),
    };
    wrong.or_else(|| out_of_range(column, value)).or_else(|| unlisted(column, value))
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    (1..=18).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(value: &str, digits: Option<(usize, usize)>) -> bool {
    let value = value.strip_prefix('-').unwrap_or(value);
    let (whole, after) = value.split_once('.').unwrap_or((value, "0"));
    let plain = |part: &str| (1..=18).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    plain(whole)
        && plain(after)
        && digits.is_none_or(|(all, scale)| {
            after.trim_end_matches('0').len() <= scale && whole.len() + scale <= all.max(scale + 1)
        })
}

fn is_date(value: &str) -> bool {
    value.len() == 10 && NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok()
}

fn out_of_range(column: &Column, value: &str) -> Option<Rule> {
    let (least, greatest) = column.range;
    if least.is_none() && greatest.is_none() {
        return None;
    }
    let number: f64 = value.parse().ok()?;
    let outside = least.is_some_and(|least| number < least) || greatest.is_some_and(|greatest| number > greatest);
    outside.then_some(Rule::Range)
}

fn unlisted(column: &Column, value: &str) -> Option<Rule> {
    let codes = column.codes.as_ref()?;
    let rule = if column.closed { Rule::ClosedCode } else { Rule::Code };
    (!codes.contains(value)).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates() {
        assert!(is_decimal("10", Some((4, 2))) && is_decimal("9.25", Some((4, 2))));
        assert!(!is_decimal("9.255", Some((4, 2))) && !is_decimal("9,2", None) && !is_decimal("1.", None));
        assert!(is_decimal("150.5", Some((5, 1))) && !is_decimal("1234567.5", Some((5, 1))));
        assert!(is_integer("-3") && !is_integer("1.269") && !is_integer("1 269") && !is_integer(""));
        assert!(is_date("2014-02-28") && !is_date("2014-02-29") && !is_date("28/02/2014") && !is_date("2014-2-8"));
    }
}
