use std::sync::OnceLock;

use chrono::NaiveDate;

use super::table::{Row, rows};
use super::{Period, same};

/// Bộ, cơ quan ngang bộ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ministry {
    /// Chữ viết tắt: `BGDĐT`.
    pub abbreviation: String,
    /// Official name.
    pub name: String,
    /// While it exists.
    pub period: Period,
    /// The abbreviation of the ministry that took it over.
    pub successor: Option<String>,
}

/// A part of a body's name and how it is abbreviated: `GDĐT`, Giáo dục và Đào tạo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyName {
    /// As it is abbreviated.
    pub abbreviation: String,
    /// In full.
    pub name: String,
}

impl Ministry {
    fn read(row: &Row) -> Self {
        Ministry {
            abbreviation: row.text("abbreviation"),
            name: row.text("name"),
            period: row.period(),
            successor: row.filled("successor"),
        }
    }

    /// The ministry that took it over.
    pub fn successor(&self) -> Option<&'static Ministry> {
        let wanted = self.successor.as_deref()?;
        ministries().iter().find(|other| other.abbreviation == wanted)
    }
}

/// Every ministry since 2011.
pub fn ministries() -> &'static [Ministry] {
    static ALL: OnceLock<Vec<Ministry>> = OnceLock::new();
    ALL.get_or_init(|| rows("ministries").iter().map(Ministry::read).collect())
}

/// The ministry called `name` that ended before `day`.
pub fn former_ministry(name: &str, day: NaiveDate) -> Option<&'static Ministry> {
    ministries().iter().find(|one| one.period.is_over(day) && same(&one.name, name))
}

/// Parts of bodies' names that are often abbreviated, longest abbreviation first.
pub fn body_abbreviations() -> &'static [BodyName] {
    static ALL: OnceLock<Vec<BodyName>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |row: &Row| BodyName { abbreviation: row.text("abbreviation"), name: row.text("name") };
        let mut names: Vec<BodyName> = rows("body_abbreviations").iter().map(read).collect();
        names.sort_by_key(|one| std::cmp::Reverse(one.abbreviation.chars().count()));
        names
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ministries_by_day() {
        let day = |written: &str| written.parse().expect("a day");
        let on = |on| ministries().iter().filter(|one| one.period.holds(day(on))).count();
        assert_eq!((on("2014-04-11"), on("2025-07-01")), (22, 17));
        let gone = former_ministry("Bộ Kế hoạch và Đầu tư", day("2026-01-01")).expect("it was taken over");
        assert_eq!(gone.successor().map(|next| next.name.as_str()), Some("Bộ Tài chính"));
        assert!(former_ministry("Bộ Kế hoạch và Đầu tư", day("2014-04-11")).is_none());
        let ended = ministries().iter().filter(|one| one.period.to.is_some());
        assert!(ended.clone().all(|one| one.successor().is_some()) && ended.count() == 7);
    }
}
