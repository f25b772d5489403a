//! Numbers in figures.

use super::Decimal;

/// A whole number with a dot between thousands: `1.234.567`.
pub fn integer(n: i64) -> String {
    Decimal::from(n).to_string()
}

/// A count in a sentence: two digits below ten (`07 văn bản`), as offices write it.
pub fn count(n: i64) -> String {
    if (0..10).contains(&n) { format!("0{n}") } else { integer(n) }
}

/// Số of a document: two digits below ten, never a dot (Phụ lục I, Phần I, Mục II.3).
pub fn document_number(n: i64) -> String {
    format!("{n:02}")
}

/// A decimal number with a comma; a fraction of zeros is left out: 92.9 is `92,9`, 100.0 is `100`.
pub fn decimal(digits: i64, scale: u8) -> String {
    Decimal::new(digits, scale).to_string()
}

/// The digits and the scale of a decimal written with a dot (`92.9` is 929, 1).
pub fn parse_decimal(text: &str) -> Option<(i64, u8)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let scale = u8::try_from(fraction.len()).ok()?;
    format!("{whole}{fraction}").parse().ok().map(|digits| (digits, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        assert_eq!(
            (integer(785_918_000), integer(-1_234), integer(999)),
            ("785.918.000".into(), "-1.234".into(), "999".into())
        );
        assert_eq!(integer(i64::MIN), "-9.223.372.036.854.775.808");
        assert_eq!((count(7), count(10), count(1269)), ("07".into(), "10".into(), "1.269".into()));
        assert_eq!((document_number(5), document_number(1616)), ("05".into(), "1616".into()));
        assert_eq!((decimal(929, 1), decimal(1000, 1), decimal(-5, 1)), ("92,9".into(), "100".into(), "-0,5".into()));
        assert_eq!(
            (parse_decimal("92.9"), parse_decimal("7"), parse_decimal("x")),
            (Some((929, 1)), Some((7, 0)), None)
        );
    }
}
