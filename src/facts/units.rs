use std::sync::OnceLock;

use super::Period;
use super::table::rows;

/// Cấp hành chính.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until the end of June 2025.
    District,
    /// Cấp xã.
    Commune,
}

/// A kind of administrative unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitType {
    /// The word before the name: `thị xã`.
    pub word: String,
    /// Its level.
    pub level: Level,
    /// While there are such units.
    pub period: Period,
}

/// A name of a person or of an event that units bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// `Điện Biên Phủ`.
    pub name: String,
    /// An event; otherwise a person.
    pub event: bool,
}

/// Every kind of unit.
pub fn unit_types() -> &'static [UnitType] {
    static ALL: OnceLock<Vec<UnitType>> = OnceLock::new();
    let level = |name: String| match name.as_str() {
        "province" => Level::Province,
        "district" => Level::District,
        _ => Level::Commune,
    };
    ALL.get_or_init(|| {
        let read = |row: &super::table::Row| UnitType {
            word: row.text("word"),
            level: level(row.text("level")),
            period: row.period(),
        };
        rows("unit_types").iter().map(read).collect()
    })
}

/// The well-known names of persons and events that units bear; there are more.
pub fn place_names() -> &'static [PlaceName] {
    static ALL: OnceLock<Vec<PlaceName>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = |row: &super::table::Row| PlaceName { name: row.text("name"), event: row.text("kind") == "event" };
        rows("place_names").iter().map(read).collect()
    })
}
