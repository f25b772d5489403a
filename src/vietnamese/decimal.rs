//! Exact decimal numbers.

use std::fmt;

/// A decimal number, digit by digit as it was written: no length is too long and nothing is rounded, as a sum of money
/// needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// `digits` with the last `scale` of them after the comma: 929 and 1 are 92,9.
    pub fn new(digits: i64, scale: u8) -> Self {
        let scale = usize::from(scale);
        let mut whole = format!("{:0>width$}", digits.unsigned_abs(), width = scale + 1);
        let fraction = whole.split_off(whole.len() - scale);
        Decimal { negative: digits < 0, whole, fraction }
    }

    /// Reads a number written with a dot, as answers and expressions hold it: `-1234.50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = match digits.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (digits, ""),
        };
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !is_number(whole) || !is_number(fraction) {
            return None;
        }
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            digits => digits,
        };
        let is_zero = whole == "0" && fraction.bytes().all(|digit| digit == b'0');
        Some(Decimal { negative: negative && !is_zero, whole: whole.to_owned(), fraction: fraction.to_owned() })
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// The digits before the comma, without zeros in front; `0` where there are none.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// The digits after the comma as they were written; nothing when all are zero.
    pub fn fraction(&self) -> &str {
        if self.fraction.bytes().all(|digit| digit == b'0') { "" } else { &self.fraction }
    }
}

impl From<i64> for Decimal {
    fn from(n: i64) -> Self {
        Decimal::new(n, 0)
    }
}

/// A dot between thousands and a comma before the fraction, which is left out when it is zero: `1.234.567,50`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        for (i, digit) in self.whole.chars().enumerate() {
            if i > 0 && (self.whole.len() - i).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        match self.fraction() {
            "" => Ok(()),
            fraction => write!(f, ",{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(text: &str) -> Option<String> {
        Decimal::parse(text).map(|number| number.to_string())
    }

    #[test]
    fn figures() {
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("-0.00", "0"),
            ("007", "7"),
            ("-0.5", "-0,5"),
            ("92.9", "92,9"),
            ("100.0", "100"),
            ("1234.50", "1.234,50"),
            ("-1234567", "-1.234.567"),
            ("123456789012345678901234567890.01", "123.456.789.012.345.678.901.234.567.890,01"),
        ];
        for (text, expected) in cases {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", "-", ".", "5.", ".5", "+5", "1,5", "1.2.3", "1e3", " 1", "--1", "1.-5", "một", "１"] {
            assert_eq!(Decimal::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_scale_longer_than_the_digits() {
        assert_eq!(Decimal::new(5, 3).to_string(), "0,005");
        assert_eq!(Decimal::new(-5, 40).fraction().len(), 40);
        assert_eq!(Decimal::new(0, 2).to_string(), "0");
    }

    proptest! {
        #[test]
        fn the_figures_read_back(digits in any::<i64>(), scale in 0u8..25) {
            let number = Decimal::new(digits, scale);
            let plain = number.to_string().replace('.', "").replace(',', ".");
            let read = Decimal::parse(&plain).expect("a number");
            prop_assert_eq!(read.to_string(), number.to_string());
        }
    }
}
