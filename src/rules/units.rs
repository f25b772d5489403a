//! Lengths as the rule files write them: `"20 mm"`, `"6 pt"`.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use crate::length::Length;

/// A length in a rule file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Measure(pub Length);

impl<'de> Deserialize<'de> for Measure {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        parse(&written).map(Measure).ok_or_else(|| D::Error::custom(format!("{written:?} is not a length in mm or pt")))
    }
}

fn parse(written: &str) -> Option<Length> {
    let (number, unit) = written.split_once(' ')?;
    let number: f64 = number.parse().ok()?;
    match unit {
        "mm" => Some(Length::mm(number)),
        "pt" => Some(Length::pt(number)),
        _ => None,
    }
}

/// For `#[serde(deserialize_with)]`: one length.
pub(super) fn length<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
    Ok(Measure::deserialize(deserializer)?.0)
}

/// For `#[serde(deserialize_with)]`: two lengths.
pub(super) fn lengths<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Length; 2], D::Error> {
    Ok(<[Measure; 2]>::deserialize(deserializer)?.map(|measure| measure.0))
}

/// For `#[serde(deserialize_with)]`: a list of sizes in points.
pub(super) fn sizes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Length>, D::Error> {
    Ok(Vec::<f64>::deserialize(deserializer)?.into_iter().map(Length::pt).collect())
}

/// For `#[serde(deserialize_with)]`: the sizes of the two size sets, or the ends of a range, in points.
pub(super) fn pair<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[Length; 2], D::Error> {
    Ok(<[f64; 2]>::deserialize(deserializer)?.map(Length::pt))
}

/// For `#[serde(deserialize_with)]`: a range of sizes that may be absent.
pub(super) fn maybe_pair<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<[Length; 2]>, D::Error> {
    pair(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_units_and_no_more() {
        assert_eq!(parse("12.7 mm"), Some(Length::twips(720)));
        assert_eq!(parse("6 pt"), Some(Length::twips(120)));
        assert_eq!(parse("6pt"), None);
        assert_eq!(parse("1 cm"), None);
        assert_eq!(parse("six pt"), None);
    }
}
