//! The decree as data: sizes, margins, lines and fixed words, read from `templates/rules/*.toml`.

mod checks;
mod force;
mod parts;
mod set;
mod stamps;
mod units;
mod wording;

pub use checks::{Check, CheckRule, CheckRules, RegisterRules};
pub use force::not_in_force;
pub use parts::*;
pub use set::*;
pub use stamps::*;
pub use wording::*;

use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The name of a rule set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RuleSetName {
    /// Nghị định 30/2020/NĐ-CP.
    #[serde(rename = "nd30-2020")]
    Nd30_2020,
    /// Thông tư 01/2011/TT-BNV.
    #[serde(rename = "tt01-2011")]
    Tt01_2011,
}

impl RuleSetName {
    /// Every rule set, the current one first.
    pub const ALL: [RuleSetName; 2] = [RuleSetName::Nd30_2020, RuleSetName::Tt01_2011];

    /// Its written name.
    pub fn as_str(self) -> &'static str {
        match self {
            RuleSetName::Nd30_2020 => "nd30-2020",
            RuleSetName::Tt01_2011 => "tt01-2011",
        }
    }

    /// Its text, TOML.
    pub fn source(self) -> &'static str {
        match self {
            RuleSetName::Nd30_2020 => include_str!("../../templates/rules/nd30-2020.toml"),
            RuleSetName::Tt01_2011 => include_str!("../../templates/rules/tt01-2011.toml"),
        }
    }
}

impl fmt::Display for RuleSetName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A rule set was asked for that there is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRuleSet(pub String);

impl fmt::Display for UnknownRuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown rule set {:?}; there are nd30-2020 and tt01-2011", self.0)
    }
}

impl std::error::Error for UnknownRuleSet {}

impl FromStr for RuleSetName {
    type Err = UnknownRuleSet;

    fn from_str(name: &str) -> Result<Self, UnknownRuleSet> {
        RuleSetName::ALL.into_iter().find(|set| set.as_str() == name).ok_or_else(|| UnknownRuleSet(name.into()))
    }
}

/// The rule set `name`, parsed once.
pub fn load(name: RuleSetName) -> &'static RuleSet {
    static SETS: [OnceLock<RuleSet>; 2] = [OnceLock::new(), OnceLock::new()];
    // The files are part of the program and a test reads both, so this cannot fail on any input.
    SETS[name as usize].get_or_init(|| RuleSet::parse(name.source()).expect("a rule set of the program parses"))
}

/// The rule set in force on `date`. Before the older one there is none of ours, so that one answers.
pub fn in_force(date: NaiveDate) -> RuleSetName {
    let newest = RuleSetName::ALL.into_iter().find(|&name| load(name).valid_from <= date);
    newest.unwrap_or(RuleSetName::Tt01_2011)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn both_sets_parse_under_their_names() {
        for name in RuleSetName::ALL {
            assert_eq!(load(name).name, name);
            assert_eq!(name.as_str().parse(), Ok(name));
        }
        assert!("nd30".parse::<RuleSetName>().is_err());
    }

    #[test]
    fn the_day_decides() {
        assert_eq!(in_force(date(2014, 4, 11)), RuleSetName::Tt01_2011);
        assert_eq!(in_force(date(2020, 3, 4)), RuleSetName::Tt01_2011);
        assert_eq!(in_force(date(2020, 3, 5)), RuleSetName::Nd30_2020);
        assert_eq!(in_force(date(2026, 1, 1)), RuleSetName::Nd30_2020);
    }

    #[test]
    fn one_ends_the_day_before_the_other_begins() {
        let (old, new) = (load(RuleSetName::Tt01_2011), load(RuleSetName::Nd30_2020));
        assert_eq!(old.valid_to.and_then(|day| day.succ_opt()), Some(new.valid_from));
        assert_eq!(new.valid_to, None);
    }

    #[test]
    fn an_unknown_key_or_a_missing_role_is_refused() {
        let source = RuleSetName::Nd30_2020.source();
        assert!(RuleSet::parse(&format!("surprise = 1\n{source}")).is_err());
        let without_motto = source.replacen("motto = { size", "mottoo = { size", 1);
        assert!(RuleSet::parse(&without_motto).is_err());
    }
}
