use std::sync::OnceLock;

use chrono::NaiveDate;

use super::Period;
use super::spelling::folded;
use super::table::{Row, rows};

/// Whether a type has Kính gửi (ô 9a).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddresseeUse {
    /// Always: công văn.
    Required,
    /// To a higher body: báo cáo, tờ trình.
    Upward,
    /// Its form names whom it goes to in another way, or there is no form: công điện, giấy mời.
    Form,
    /// Never.
    None,
}

/// Tên loại văn bản and its abbreviation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentType {
    /// Chữ viết tắt, in the case of the list: `CTr`; empty for công văn and thư công.
    pub code: String,
    /// Tên loại: `Chương trình`.
    pub name: String,
    /// Mẫu of the decree: `1.4`; `None` where it has no form.
    pub form: Option<String>,
    /// Kính gửi.
    pub addressee: AddresseeUse,
    /// Abbreviations of older lists that are mistaken for it.
    pub mistaken: Vec<String>,
    /// Văn bản hành chính; otherwise a copy or a legal normative document.
    pub administrative: bool,
    /// While the rules have it.
    pub period: Period,
    /// Its name, folded.
    spelling: String,
}

impl DocumentType {
    fn read(row: &Row) -> Self {
        let addressee = match row.text("addressee").as_str() {
            "required" => AddresseeUse::Required,
            "upward" => AddresseeUse::Upward,
            "form" => AddresseeUse::Form,
            _ => AddresseeUse::None,
        };
        let name = row.text("name");
        DocumentType {
            code: row.text("code"),
            spelling: folded(&name),
            name,
            form: row.filled("form"),
            addressee,
            mistaken: row.list("mistaken"),
            administrative: row.text("kind") == "hanh_chinh",
            period: row.period(),
        }
    }
}

/// Every type of every time.
pub fn document_types() -> &'static [DocumentType] {
    static ALL: OnceLock<Vec<DocumentType>> = OnceLock::new();
    ALL.get_or_init(|| rows("document_types").iter().map(DocumentType::read).collect())
}

fn administrative(day: NaiveDate) -> impl Iterator<Item = &'static DocumentType> {
    document_types().iter().filter(move |one| one.administrative && one.period.holds(day))
}

/// The administrative type called `name` on `day`, in any case of letters.
pub fn document_type(name: &str, day: NaiveDate) -> Option<&'static DocumentType> {
    let name = folded(name);
    administrative(day).find(|one| one.spelling == name)
}

/// The administrative type abbreviated `code` on `day`.
pub fn type_of_code(code: &str, day: NaiveDate) -> Option<&'static DocumentType> {
    administrative(day).find(|one| !one.code.is_empty() && one.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists() {
        let day = |written: &str| written.parse().expect("a day");
        let (old, new) = (day("2014-04-11"), day("2026-10-01"));
        assert_eq!((administrative(old).count(), administrative(new).count()), (32, 29));
        let code = |name, on| document_type(name, on).map(|one| one.code.as_str());
        assert_eq!((code("BẢN GHI NHỚ", old), code("BẢN GHI NHỚ", new)), (Some("GN"), Some("BGN")));
        assert_eq!((code("Giấy uỷ quyền", new), code("Giấy đi đường", new)), (Some("GUQ"), None));
        assert_eq!(type_of_code("CTr", new).map(|one| one.name.as_str()), Some("Chương trình"));
        assert_eq!((type_of_code("CTR", new), type_of_code("", new), type_of_code("TT", new)), (None, None, None));
        for one in administrative(old).chain(administrative(new)) {
            let bearers = |one: &DocumentType| administrative(old).filter(|other| other.code == one.code).count();
            assert!(one.code.is_empty() || bearers(one) <= 1, "{}", one.code);
        }
    }
}
