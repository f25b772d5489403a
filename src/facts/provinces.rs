use std::sync::OnceLock;

use chrono::NaiveDate;

use super::Period;
use super::spelling::folded;
use super::table::{Row, rows};

/// A province or a city of the same level, while its code, its name and its kind were these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Code of the statistics office: two digits.
    pub code: String,
    /// Name alone: `Bình Định`, `Hồ Chí Minh`.
    pub name: String,
    /// Name with its unit word: `Tỉnh Bình Định`.
    pub full_name: String,
    /// Thành phố trực thuộc trung ương; otherwise tỉnh.
    pub city: bool,
    /// While this holds.
    pub period: Period,
    /// The code of the unit that followed it.
    pub successor_code: Option<String>,
    /// Địa danh in the date line: `Thành phố Hồ Chí Minh`.
    pub place: String,
    /// Spellings that are in use and not official.
    pub aliases: Vec<String>,
    /// The instrument that ended it, where a source confirms it.
    pub ended_by: Option<String>,
    /// Every spelling of its name, folded.
    spellings: Vec<String>,
}

impl Province {
    fn read(row: &Row) -> Self {
        let (name, full_name, place) = (row.text("name"), row.text("full_name"), row.text("place"));
        let aliases = row.list("aliases");
        let spellings = [&name, &full_name, &place].into_iter().chain(&aliases).map(|name| folded(name)).collect();
        Province {
            code: row.text("code"),
            name,
            full_name,
            city: row.text("unit_type") != "tinh",
            period: row.period(),
            successor_code: row.filled("successor_code"),
            place,
            aliases,
            ended_by: row.filled("ended_by").filter(|name| !name.contains('[')),
            spellings,
        }
    }

    /// Whether `name` is its name, its name with the unit word, or a spelling in use.
    pub fn is_named(&self, name: &str) -> bool {
        self.is_folded(&folded(name))
    }

    fn is_folded(&self, name: &str) -> bool {
        self.spellings.iter().any(|own| own == name)
    }

    /// The unit that followed it; `None` while it lasts.
    pub fn successor(&self) -> Option<&'static Province> {
        let day = self.period.to?.succ_opt()?;
        province(self.successor_code.as_deref()?, day)
    }

    /// What it has become on `day`; itself where it still is.
    pub fn on(&'static self, day: NaiveDate) -> Option<&'static Province> {
        let mut unit = self;
        while unit.period.is_over(day) {
            unit = unit.successor()?;
        }
        Some(unit)
    }
}

/// Every row of the table, by code and day.
pub fn provinces() -> &'static [Province] {
    static ALL: OnceLock<Vec<Province>> = OnceLock::new();
    ALL.get_or_init(|| rows("provinces").iter().map(Province::read).collect())
}

/// All units of `day`.
pub fn provinces_on(day: NaiveDate) -> impl Iterator<Item = &'static Province> {
    provinces().iter().filter(move |unit| unit.period.holds(day))
}

/// Who has `code` on `day`.
pub fn province(code: &str, day: NaiveDate) -> Option<&'static Province> {
    provinces_on(day).find(|unit| unit.code == code)
}

/// Who is called `name` on `day`: with or without the unit word, in an official spelling or one in use.
pub fn province_named(name: &str, day: NaiveDate) -> Option<&'static Province> {
    let name = folded(name);
    provinces_on(day).find(|unit| unit.is_folded(&name))
}

/// The unit that was called `name` before `day`, where none is on it.
pub fn former_province(name: &str, day: NaiveDate) -> Option<&'static Province> {
    let name = folded(name);
    let called = |unit: &&Province| unit.is_folded(&name);
    if provinces_on(day).any(|unit| called(&unit)) {
        return None;
    }
    provinces().iter().filter(|unit| unit.period.is_over(day)).rfind(called)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn name(code: &str, on: &str) -> Option<&'static str> {
        province(code, day(on)).map(|unit| unit.full_name.as_str())
    }

    #[test]
    fn codes_by_day() {
        assert_eq!(name("24", "2014-04-11"), Some("Tỉnh Bắc Giang"));
        assert_eq!(name("24", "2025-06-30"), Some("Tỉnh Bắc Giang"));
        assert_eq!(name("24", "2025-07-01"), Some("Tỉnh Bắc Ninh"));
        assert_eq!(name("24", "2026-10-01"), Some("Thành phố Bắc Ninh"));
        assert_eq!(name("46", "2024-12-31"), Some("Tỉnh Thừa Thiên Huế"));
        assert_eq!(name("46", "2025-01-01"), Some("Thành phố Huế"));
        assert_eq!(name("27", "2026-10-01"), None);
        assert_eq!(name("28", "2008-07-31"), Some("Tỉnh Hà Tây"));
        assert_eq!(name("28", "2014-04-11"), None);
    }

    #[test]
    fn counts_by_day() {
        let count = |on| provinces_on(day(on)).count();
        assert_eq!((count("2014-04-11"), count("2025-07-01"), count("2026-10-01")), (63, 34, 34));
        let cities = |on| provinces_on(day(on)).filter(|unit| unit.city).count();
        assert_eq!((cities("2014-04-11"), cities("2025-07-01"), cities("2026-10-01")), (5, 6, 9));
    }

    /// Who left the list is followed by somebody who is on it the next day, and today's 34 are what all have become.
    #[test]
    fn everyone_has_a_successor() {
        for unit in provinces() {
            match unit.period.to {
                Some(_) => assert!(unit.successor().is_some(), "{}", unit.full_name),
                None => assert_eq!(unit.successor_code, None, "{}", unit.full_name),
            }
            assert!(unit.on(day("2026-10-01")).is_some_and(|now| now.period.to.is_none()), "{}", unit.full_name);
        }
        let merged = |code: &str| {
            let into = |unit: &&'static Province| unit.on(day("2025-07-01")).is_some_and(|new| new.code == code);
            provinces_on(day("2014-04-11")).filter(into).count()
        };
        assert_eq!((merged("79"), merged("68"), merged("01"), merged("46")), (3, 3, 1, 1));
    }

    #[test]
    fn names_by_day() {
        let code = |name, on| province_named(name, day(on)).map(|unit| unit.code.as_str());
        assert_eq!(code("Bắc Ninh", "2014-04-11"), Some("27"));
        assert_eq!(code("tỉnh Bắc Ninh", "2025-08-01"), Some("24"));
        assert_eq!(code("TP.HCM", "2014-04-11"), Some("79"));
        assert_eq!(code("Hà Tây", "2014-04-11"), None);
        let former = |name, on| former_province(name, day(on)).map(|unit| unit.full_name.as_str());
        assert_eq!(former("Thừa Thiên Huế", "2026-01-01"), Some("Tỉnh Thừa Thiên Huế"));
        assert_eq!(former("Hà Tây", "2014-04-11"), Some("Tỉnh Hà Tây"));
        assert_eq!(former("Bắc Ninh", "2026-01-01"), None);
        assert_eq!(former("Tỉnh Đồng Nai", "2026-05-01"), Some("Tỉnh Đồng Nai"));
        assert_eq!(former("Bình Định", "2014-04-11"), None);
    }
}
