use std::sync::OnceLock;

use super::Period;
use super::spelling::folded;
use super::table::{Row, rows};

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
    /// The name, folded.
    spelling: String,
}

impl PlaceName {
    fn read(row: &Row) -> Self {
        let name = row.text("name");
        PlaceName { spelling: folded(&name), name, event: row.text("kind") == "event" }
    }
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
        let read =
            |row: &Row| UnitType { word: row.text("word"), level: level(row.text("level")), period: row.period() };
        rows("unit_types").iter().map(read).collect()
    })
}

/// The well-known names of persons and events that units bear; there are more.
pub fn place_names() -> &'static [PlaceName] {
    static ALL: OnceLock<Vec<PlaceName>> = OnceLock::new();
    ALL.get_or_init(|| rows("place_names").iter().map(PlaceName::read).collect())
}

/// Whether units bear `name` for a person or an event, in any spelling.
pub fn is_place_name(name: &str) -> bool {
    let name = folded(name);
    place_names().iter().any(|known| known.spelling == name)
}
