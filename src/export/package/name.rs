//! The package's name: `<place>_<letter>_<yyyymmdd>`, in ASCII.

use chrono::NaiveDate;
use serde_json::Value;

use crate::vietnamese::slug;

/// The day on the package: the document's, else the handover's, else the day the figures were taken. Never today.
pub fn bagging_date(data: &Value) -> Option<NaiveDate> {
    let days = [&data["document"]["date"], &data["data_submission"]["handover_date"], &data["results"]["as_of"]];
    days.into_iter().find_map(|day| day.as_str()?.parse().ok())
}

/// `ha_nam_1616_20140410`.
pub fn name(data: &Value, date: NaiveDate) -> String {
    let place = slug(data["department"]["place"].as_str().unwrap_or_default());
    let reference = data["letter"]["reference_number"].as_str().unwrap_or_default();
    let number = slug(reference.split('/').next().unwrap_or_default());
    let parts = [place, number, date.format("%Y%m%d").to_string()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_are_ascii() {
        let data = json!({
            "letter": {"reference_number": "1616/BGDĐT-KHTC"},
            "department": {"place": "Bà Rịa - Vũng Tàu"},
            "document": {"date": null},
            "data_submission": {"handover_date": "2014-04-10"},
        });
        let date = bagging_date(&data).unwrap();
        assert_eq!(name(&data, date), "ba_ria_vung_tau_1616_20140410");
    }
}
