//! Code lists. Only lists whose codes are known are checked; of the others the schema knows the width alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::facts;

const LISTS: &[u8] = include_bytes!("../../templates/reference/codelists.csv");

/// Lists that a primary school fills from another circular (Thông tư 32/2009) than a secondary one (Thông tư 58/2011).
const COMPANIONS: [(&str, &str); 3] = [
    ("hoc_luc_tt58", "hoc_luc_mon_tieu_hoc_diem_tt32"),
    ("hanh_kiem_tt58", "hanh_kiem_tieu_hoc_tt32"),
    ("danh_gia_mon_nhan_xet_tt58", "hoc_luc_mon_tieu_hoc_nhan_xet_tt32"),
];

type Codes = BTreeSet<&'static str>;

/// The codes of `list`; `None` when nobody knows them.
pub fn codes(list: &str) -> Option<&'static Codes> {
    static ALL: OnceLock<BTreeMap<String, Codes>> = OnceLock::new();
    ALL.get_or_init(load).get(list)
}

fn load() -> BTreeMap<String, Codes> {
    let mut lists: BTreeMap<String, Codes> = BTreeMap::new();
    for (list, code, name) in rows(LISTS) {
        // The tables hold a school year as people write it; its start year is what VEMIS keeps.
        let code = if list == "nam_hoc" { name } else { code };
        lists.entry(list).or_default().insert(code.leak());
    }
    // The data handed in are of 2012 to 2014.
    let day = NaiveDate::from_ymd_opt(2014, 3, 31).unwrap_or_default();
    lists.insert("tinh".to_owned(), facts::provinces_on(day).map(|unit| unit.code.as_str()).collect());
    for (list, companion) in COMPANIONS {
        let more = lists.get(companion).cloned().unwrap_or_default();
        lists.entry(list.to_owned()).or_default().extend(more);
    }
    lists
}

/// The first three columns of an embedded file.
fn rows(file: &'static [u8]) -> impl Iterator<Item = (String, String, String)> {
    csv::Reader::from_reader(file).into_records().flatten().map(|row| {
        let column = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        (column(0), column(1), column(2))
    })
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn known_lists() {
        assert_eq!(codes("tinh").unwrap().len(), 63);
        assert!(codes("dan_toc").unwrap().contains("01"));
        assert!(codes("nam_hoc").unwrap().contains("2012-2013"));
        assert!(codes("hanh_kiem_tt58").unwrap().contains("CĐ"));
        assert!(codes("mon_hoc").is_none());
    }
}
