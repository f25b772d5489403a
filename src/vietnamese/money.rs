//! Sums of money.

use super::{Decimal, upper_first, words};

/// The unit where no other is named.
pub const DONG: &str = "đồng";

/// The sum in figures: `1.500.000 đồng`.
pub fn money(amount: &Decimal, unit: &str) -> String {
    format!("{amount} {unit}")
}

/// The sum in words, on its own: `Một triệu năm trăm nghìn đồng`. None where the number has no name.
pub fn money_words(amount: &Decimal, unit: &str) -> Option<String> {
    spoken(amount, unit).map(|words| upper_first(&words))
}

/// The sum in words, in brackets after the figures: `(Bằng chữ: một triệu năm trăm nghìn đồng)`.
pub fn amount_in_words(amount: &Decimal, unit: &str) -> Option<String> {
    spoken(amount, unit).map(|words| format!("(Bằng chữ: {words})"))
}

fn spoken(amount: &Decimal, unit: &str) -> Option<String> {
    words(amount).map(|words| format!("{words} {unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums() {
        let amount = Decimal::from(1_205_000);
        assert_eq!(money(&amount, DONG), "1.205.000 đồng");
        assert_eq!(money_words(&amount, DONG).as_deref(), Some("Một triệu hai trăm linh năm nghìn đồng"));
        let brackets = amount_in_words(&Decimal::from(1_500_000), DONG);
        assert_eq!(brackets.as_deref(), Some("(Bằng chữ: một triệu năm trăm nghìn đồng)"));
    }

    #[test]
    fn the_last_xu_is_kept() {
        let amount = Decimal::parse("90071992547409931.07").expect("a number");
        assert_eq!(money(&amount, "đô la Mỹ"), "90.071.992.547.409.931,07 đô la Mỹ");
        assert!(
            money_words(&amount, "đô la Mỹ")
                .is_some_and(|words| words.ends_with("ba mươi mốt phẩy không bảy đô la Mỹ"))
        );
        assert_eq!(money_words(&Decimal::from(-5), DONG).as_deref(), Some("Âm năm đồng"));
    }
}
