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
    /// Dấu chỉ độ mật.
    SecrecyStamp,
    /// Chỉ dẫn phạm vi lưu hành, or that the paper is called back.
    CirculationStamp,
    /// Thông tin chữ ký số of a separate file, at the top right of its first page.
    SignatureInfo,
    /// Tên loại văn bản.
    TypeName,
    /// Trích yếu of a named type.
    Subject,
    /// Kính gửi, with its addressee when there is one.
    Addressee,
    /// One of several addressees, on a line of its own.
    AddresseeItem,
    /// Lời dẫn on a centred line of its own: `… điện:`, `… trân trọng giới thiệu:`.
    Announcement,
    /// A receiving body of a công điện, on a line of its own.
    AnnouncementItem,
    /// Thẩm quyền ban hành of a nghị quyết or quyết định: `GIÁM ĐỐC SỞ NỘI VỤ`.
    Authority,
    /// Căn cứ ban hành.
    LegalBasis,
    /// `QUYẾT NGHỊ:`, `QUYẾT ĐỊNH:`.
    Enactment,
    /// Văn bản: a plain paragraph.
    Body,
    /// Phần: `Phần I`, and its heading on the next line.
    Part,
    /// Chương: `Chương I`, and its heading on the next line.
    Chapter,
    /// Mục of a chương: `Mục 1`, and its heading on the next line.
    ChapterSection,
    /// Tiểu mục: `Tiểu mục 1`, and its heading on the next line.
    Subsection,
    /// Điều with a heading: `Điều 1. Phạm vi điều chỉnh`.
    ArticleHeading,
    /// Điều without a heading, its provision on the same line: `Điều 1. Ban hành …`.
    Article,
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
    /// Tên hình, tên biểu đồ.
    FigureCaption,
    /// Chú thích at the foot of the page.
    Footnote,
    /// Quyền hạn, chức vụ của người ký.
    SignerTitle,
    /// Chức vụ khác, above the name: the office of a member of a council in the body whose seal it uses.
    SignerOtherTitle,
    /// Họ tên người ký.
    SignerName,
    /// The word Nơi nhận.
    RecipientsLabel,
    /// A line of Nơi nhận.
    RecipientItem,
    /// Xác nhận of the place where leave is spent, below the recipients of a giấy nghỉ phép.
    Confirmation,
    /// Địa chỉ, điện thoại … of the issuing body, at the foot of page 1.
    AddressBand,
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
    pub const ALL: [Role; 50] = [
        Role::NationalTitle,
        Role::Motto,
        Role::ParentBody,
        Role::IssuingBody,
        Role::NumberSymbol,
        Role::PlaceDate,
        Role::LetterSubject,
        Role::UrgencyStamp,
        Role::SecrecyStamp,
        Role::CirculationStamp,
        Role::SignatureInfo,
        Role::TypeName,
        Role::Subject,
        Role::Addressee,
        Role::AddresseeItem,
        Role::Announcement,
        Role::AnnouncementItem,
        Role::Authority,
        Role::LegalBasis,
        Role::Enactment,
        Role::Body,
        Role::Part,
        Role::Chapter,
        Role::ChapterSection,
        Role::Subsection,
        Role::ArticleHeading,
        Role::Article,
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
        Role::FigureCaption,
        Role::Footnote,
        Role::SignerTitle,
        Role::SignerOtherTitle,
        Role::SignerName,
        Role::RecipientsLabel,
        Role::RecipientItem,
        Role::Confirmation,
        Role::AddressBand,
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
    /// Thông tin chữ ký số at the top right of a separate file.
    SignatureInfo,
}
