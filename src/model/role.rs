use serde::{Deserialize, Serialize};

/// What a paragraph is, in the decree's terms. A closed list: each rule set gives every role its look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Quốc hiệu.
    NationalTitle,
    /// Tiêu ngữ.
    Motto,
    /// Tên cơ quan chủ quản trực tiếp.
    ParentBody,
    /// Tên cơ quan ban hành.
    IssuingBody,
    /// Số, ký hiệu.
    NumberSymbol,
    /// Địa danh và thời gian ban hành.
    PlaceDate,
    /// Trích yếu công văn (`V/v …`).
    LetterSubject,
    /// Dấu mức độ khẩn.
    UrgencyStamp,
    /// Tên loại văn bản.
    TypeName,
    /// Trích yếu of a named type.
    Subject,
    /// Kính gửi, with its addressee when there is one.
    Addressee,
    /// One of several addressees, on a line of its own.
    AddresseeItem,
    /// Căn cứ ban hành.
    LegalBasis,
    /// Văn bản: a plain paragraph.
    Body,
    /// Mục of the phần-mục layout: `I. TIÊU ĐỀ`.
    Section,
    /// Khoản with a heading: `1. Tiêu đề`.
    ClauseHeading,
    /// Khoản without a heading: `1. Nội dung …`.
    Clause,
    /// Điểm: `a) …`.
    Point,
    /// Gạch đầu dòng: `- …`.
    DashItem,
    /// Tên bảng.
    TableCaption,
    /// Column heads of a table.
    TableHeader,
    /// A cell of a table.
    TableCell,
    /// A cell of the total row.
    TableTotal,
    /// Ghi chú under a table.
    TableNote,
    /// Quyền hạn, chức vụ của người ký.
    SignerTitle,
    /// Họ tên người ký.
    SignerName,
    /// The word Nơi nhận.
    RecipientsLabel,
    /// A line of Nơi nhận.
    RecipientItem,
    /// The word Phụ lục and its number.
    AnnexLabel,
    /// Tiêu đề phụ lục.
    AnnexTitle,
    /// (Kèm theo …).
    AnnexReference,
    /// Số trang.
    PageNumber,
}

impl Role {
    /// Every role, in the order they stand on paper.
    pub const ALL: [Role; 32] = [
        Role::NationalTitle,
        Role::Motto,
        Role::ParentBody,
        Role::IssuingBody,
        Role::NumberSymbol,
        Role::PlaceDate,
        Role::LetterSubject,
        Role::UrgencyStamp,
        Role::TypeName,
        Role::Subject,
        Role::Addressee,
        Role::AddresseeItem,
        Role::LegalBasis,
        Role::Body,
        Role::Section,
        Role::ClauseHeading,
        Role::Clause,
        Role::Point,
        Role::DashItem,
        Role::TableCaption,
        Role::TableHeader,
        Role::TableCell,
        Role::TableTotal,
        Role::TableNote,
        Role::SignerTitle,
        Role::SignerName,
        Role::RecipientsLabel,
        Role::RecipientItem,
        Role::AnnexLabel,
        Role::AnnexTitle,
        Role::AnnexReference,
        Role::PageNumber,
    ];
}

/// A place on the page that is filled after printing: by the registry, the signer or the seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stamp {
    /// Số: at least 31 pt wide.
    Number,
    /// Ngày: at least 24 pt wide.
    Day,
    /// Tháng: at least 24 pt wide.
    Month,
    /// Chữ ký.
    Signature,
    /// Dấu cơ quan: over the left third of the signature.
    Seal,
}
