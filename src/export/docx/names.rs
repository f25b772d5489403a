//! What the styles are called.

use crate::model::Role;

/// The names of a role's paragraph style. Word reads a comma in a name as the start of an alias, so none has one.
pub struct StyleName {
    /// ASCII identifier, which the body writes.
    pub id: &'static str,
    /// Display name, in the decree's words.
    pub vietnamese: &'static str,
    /// Second name.
    pub english: &'static str,
}

const fn name(id: &'static str, vietnamese: &'static str, english: &'static str) -> StyleName {
    StyleName { id, vietnamese, english }
}

/// An empty paragraph of exact height: between tables, in empty cells, before a signature.
pub const SPACER: StyleName = name("Spacer", "Khoảng trống", "Blank height");
/// A drawn line.
pub const RULE: StyleName = name("Rule", "Đường kẻ", "Rule");

/// A picture or chart on a line of its own.
pub const FIGURE: StyleName = name("Figure", "Hình và biểu đồ", "Figure");
/// The line above the notes of a page.
pub const SEPARATOR: StyleName = name("FootnoteSeparator", "Đường kẻ trên chú thích", "Line above the notes");
/// The mark of a note, a style of characters: Word's own, which it looks for by its name.
pub const MARK: StyleName = name("FootnoteReference", "footnote reference", "Dấu chú thích");

/// The names of the style of `role`.
pub const fn style_name(role: Role) -> StyleName {
    match role {
        Role::NationalTitle => name("NationalTitle", "Quốc hiệu", "National title"),
        Role::Motto => name("Motto", "Tiêu ngữ", "Motto"),
        Role::ParentBody => name("ParentBody", "Tên cơ quan chủ quản", "Parent body"),
        Role::IssuingBody => name("IssuingBody", "Tên cơ quan ban hành", "Issuing body"),
        Role::NumberSymbol => name("NumberSymbol", "Số và ký hiệu", "Number and symbol"),
        Role::PlaceDate => name("PlaceDate", "Địa danh và thời gian", "Place and date"),
        Role::LetterSubject => name("LetterSubject", "Trích yếu công văn", "Subject of a letter"),
        Role::UrgencyStamp => name("UrgencyStamp", "Dấu mức độ khẩn", "Urgency"),
        Role::SecrecyStamp => name("SecrecyStamp", "Dấu chỉ độ mật", "Secrecy"),
        Role::CirculationStamp => name("CirculationStamp", "Phạm vi lưu hành", "Circulation"),
        Role::SignatureInfo => name("SignatureInfo", "Thông tin chữ ký số", "Signature information"),
        Role::TypeName => name("TypeName", "Tên loại văn bản", "Type of document"),
        Role::Subject => name("Subject", "Trích yếu nội dung", "Subject of a document"),
        Role::Addressee => name("Addressee", "Kính gửi", "Addressee"),
        Role::AddresseeItem => name("AddresseeItem", "Kính gửi nhiều nơi", "Addressee of several"),
        Role::Announcement => name("Announcement", "Lời dẫn", "Announcement"),
        Role::AnnouncementItem => name("AnnouncementItem", "Nơi nhận công điện", "Announced to"),
        Role::Authority => name("Authority", "Thẩm quyền ban hành", "Issuing authority"),
        Role::LegalBasis => name("LegalBasis", "Căn cứ ban hành", "Legal basis"),
        Role::Enactment => name("Enactment", "Lời ban hành", "Enactment"),
        Role::Body => name("Body", "Nội dung văn bản", "Body of a document"),
        Role::Part => name("Part", "Phần", "Part"),
        Role::Chapter => name("Chapter", "Chương", "Chapter"),
        Role::ChapterSection => name("ChapterSection", "Mục của chương", "Section of a chapter"),
        Role::Subsection => name("Subsection", "Tiểu mục", "Subsection"),
        Role::ArticleHeading => name("ArticleHeading", "Điều có tiêu đề", "Article heading"),
        Role::Article => name("Article", "Điều", "Article"),
        Role::Section => name("Section", "Mục", "Section heading"),
        Role::ClauseHeading => name("ClauseHeading", "Tiêu đề khoản", "Clause heading"),
        Role::Clause => name("Clause", "Khoản", "Clause"),
        Role::Point => name("Point", "Điểm", "Point"),
        Role::DashItem => name("DashItem", "Gạch đầu dòng", "Dash item"),
        Role::TableCaption => name("TableCaption", "Tên bảng", "Table name"),
        Role::TableHeader => name("TableHeader", "Tên cột", "Table head"),
        Role::TableCell => name("TableCell", "Ô trong bảng", "Table cell"),
        Role::TableTotal => name("TableTotal", "Dòng tổng cộng", "Table total"),
        Role::TableNote => name("TableNote", "Ghi chú dưới bảng", "Table note"),
        Role::FigureCaption => name("FigureCaption", "Tên hình", "Figure name"),
        Role::Footnote => name("Footnote", "Chú thích cuối trang", "Foot of the page note"),
        Role::SignerTitle => name("SignerTitle", "Chức vụ người ký", "Title of the signer"),
        Role::SignerOtherTitle => name("SignerOtherTitle", "Chức vụ khác của người ký", "Other title of the signer"),
        Role::SignerName => name("SignerName", "Họ tên người ký", "Name of the signer"),
        Role::RecipientsLabel => name("RecipientsLabel", "Từ Nơi nhận", "Recipients label"),
        Role::RecipientItem => name("RecipientItem", "Danh sách nơi nhận", "Recipient"),
        Role::Confirmation => name("Confirmation", "Xác nhận", "Confirmation"),
        Role::AddressBand => name("AddressBand", "Địa chỉ cơ quan", "Address of the body"),
        Role::AnnexLabel => name("AnnexLabel", "Phụ lục", "Annex label"),
        Role::AnnexTitle => name("AnnexTitle", "Tiêu đề phụ lục", "Annex title"),
        Role::AnnexReference => name("AnnexReference", "Kèm theo văn bản", "Annex reference"),
        Role::PageNumber => name("PageNumber", "Số trang", "Number of the page"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_distinct_and_without_commas() {
        let names: Vec<StyleName> =
            Role::ALL.into_iter().map(style_name).chain([SPACER, RULE, FIGURE, SEPARATOR, MARK]).collect();
        let distinct = |pick: fn(&StyleName) -> &'static str| names.iter().map(pick).collect::<BTreeSet<_>>().len();
        assert_eq!(distinct(|name| name.id), names.len());
        assert_eq!(distinct(|name| name.vietnamese), names.len());
        assert_eq!(distinct(|name| name.english), names.len());
        for name in &names {
            assert!(name.id.is_ascii());
            assert!(!name.vietnamese.contains(',') && !name.english.contains(','));
        }
    }
}
