//! Dated facts of the administration: what a code, a name or an abbreviation stood for on a given day.
//!
//! The tables are `templates/reference/*.csv`. A row holds from `valid_from` to `valid_to`, both days included; an empty
//! cell is an open end. Codes are used again (24 was Bắc Giang, now it is Bắc Ninh), so nothing is looked up without a day.

mod bodies;
mod compounds;
mod document_types;
mod period;
mod provinces;
mod spelling;
mod table;
mod units;

pub use bodies::{BodyName, Ministry, body_abbreviations, former_ministry, ministries};
pub use compounds::compounds;
pub use document_types::{AddresseeUse, DocumentType, document_type, document_types, type_of_code};
pub use period::Period;
pub use provinces::{Province, former_province, province, province_named, provinces, provinces_on};
pub use spelling::same;
pub use units::{Level, PlaceName, UnitType, is_place_name, place_names, unit_types};
