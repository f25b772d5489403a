//! What a document says: components, text and where each value came from. Nothing here knows a size or a colour.

mod copy;
mod figure;
mod role;
mod stamp;
mod table;
mod text;

pub use copy::{CopyForm, CopyKind, DocumentCopy};
pub use figure::{Chart, ChartKind, Image, ImageFormat, Picture, Series};
pub use role::{Role, Stamp};
pub use stamp::StampImage;
pub use table::{CellValue, Column, ColumnKind, DataTable, Figure, TableCell};
pub use text::{Run, Text};

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

/// A whole document: văn bản with its annexes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Document {
    /// Facts about it for file properties and archives.
    pub properties: Properties,
    /// Ô 1-5: the head of page 1.
    pub head: Head,
    /// Ô 9a. Kính gửi: none, one or several addressees.
    pub addressees: Vec<Text>,
    /// Ô 6. Nội dung.
    pub body: Vec<Block>,
    /// Ô 7. Chức vụ, họ tên người ký. One stands on the right, beside the recipients; several stand in rows of two, from
    /// left to right (thư ký and chủ tọa of a biên bản, the parties of a hợp đồng), the recipients below.
    pub signatures: Vec<Signature>,
    /// Ô 9b. Nơi nhận: every line as printed, without the dash and the final mark; the last is "Lưu: VT, …".
    pub recipients: Vec<Text>,
    /// Ô 12. Ký hiệu người soạn thảo và số lượng bản phát hành: `PL.(300)`, after the last recipient.
    pub drafter: Option<Text>,
    /// Xác nhận of the place where leave is spent (form 1.10): its lines, below the recipients.
    pub confirmation: Vec<Text>,
    /// The document that a quyết định issues or approves (form 1.3).
    pub attached: Option<Attached>,
    /// Phụ lục, in order.
    pub annexes: Vec<Annex>,
    /// The tables, as data, in the order they are printed. `Block::Table` names them by index.
    pub tables: Vec<DataTable>,
    /// The computed figures, in the template's order.
    pub figures: Vec<Figure>,
    /// Hình. `Block::Picture` names them by index.
    pub pictures: Vec<Picture>,
    /// Biểu đồ. `Block::Chart` names them by index.
    pub charts: Vec<Chart>,
    /// Chú thích cuối trang, in the order of their marks. `Run::footnote` names them by index.
    pub footnotes: Vec<Text>,
    /// Draft, sample or final.
    pub state: State,
}

/// What file properties and archives want to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Properties {
    /// Type and subject: `Báo cáo Tình hình triển khai …`.
    pub title: String,
    /// Trích yếu.
    pub subject: String,
    /// Cơ quan ban hành, in full.
    pub author: String,
    /// Số, ký hiệu, where both are known.
    pub identifier: Option<String>,
    /// Ngày ban hành, where known.
    pub date: Option<NaiveDate>,
    /// Name of the template that made it.
    pub template: String,
}

/// The state a document is printed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct State {
    /// Words across every page: `DỰ THẢO`, or the sample mark.
    pub watermark: Option<String>,
    /// The document that is issued and the annexes are electronic files of their own, which the body signs one by one
    /// (Mục II.8b).
    pub separate: Option<Separate>,
}

/// Tệp riêng: what the first page of such a file says of the body's signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Separate {
    /// Thời gian ký, in Vietnam's time; `None` leaves room for what the signing program prints.
    pub signed_at: Option<NaiveDateTime>,
}

/// Ô 1-5: the head of page 1. Quốc hiệu and Tiêu ngữ are the rules' own words and not kept here.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Head {
    /// Ô 2. Tên cơ quan chủ quản trực tiếp, in capitals.
    pub parent_body: Option<Text>,
    /// Ô 2. Tên cơ quan ban hành, in capitals.
    pub issuing_body: Text,
    /// Ô 3. Số; `None` leaves the gap for the registry's stamp.
    pub number: Option<Text>,
    /// Ô 3. Ký hiệu: `BC-SGDĐT`.
    pub symbol: Text,
    /// Whether ô 3 is printed: a thư công has none.
    pub numbered: bool,
    /// Whether ô 4 is printed: a biên bản has none (form 1.9).
    pub dated: bool,
    /// Ô 4. Địa danh.
    pub place: Text,
    /// Ô 4. Ngày ban hành; `None` leaves gaps for day and month.
    pub date: Option<NaiveDate>,
    /// The year printed while the date is open.
    pub open_year: Option<i32>,
    /// Where the date stands in the answers.
    pub date_source: Option<crate::diag::AnswerPath>,
    /// Ô 5.
    pub title: Title,
    /// Ô 10b. Dấu mức độ khẩn.
    pub urgency: Option<Urgency>,
    /// Ô 10a. Dấu chỉ độ mật.
    pub secrecy: Option<Secrecy>,
    /// Ô 11. Chỉ dẫn phạm vi lưu hành.
    pub circulation: Option<Circulation>,
    /// Ô 13. Địa chỉ cơ quan, thư điện tử, trang thông tin, điện thoại, fax: the lines of the band at the foot of page 1.
    pub address: Vec<Text>,
}

/// Ô 5. Tên loại và trích yếu.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Title {
    /// Ô 5a: a named type, its name in capitals above its subject.
    Named {
        /// Tên loại: `BÁO CÁO`.
        type_name: Text,
        /// Trích yếu; empty in the forms that have none.
        subject: Text,
    },
    /// Ô 5b: công văn, whose subject stands under the number, after `V/v`.
    Letter {
        /// Trích yếu, without `V/v`.
        subject: Text,
    },
}

/// Ô 10b. Mức độ khẩn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Khẩn.
    Urgent,
    /// Thượng khẩn.
    VeryUrgent,
    /// Hỏa tốc.
    Express,
    /// Hỏa tốc hẹn giờ: a level of Thông tư 01/2011/TT-BNV alone.
    TimedExpress,
}

/// Ô 10a. Độ mật.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Mật.
    Secret,
    /// Tối mật.
    HighlySecret,
    /// Tuyệt mật.
    TopSecret,
}

/// Ô 11. Phạm vi lưu hành.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Circulation {
    /// Xem xong trả lại.
    ReturnAfterReading,
    /// Lưu hành nội bộ.
    Internal,
    /// Tài liệu thu hồi.
    Recall,
}

/// Ô 7. One signature block.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signature {
    /// Ô 7a. Quyền hạn, chức vụ: one to three lines in capitals, `KT. GIÁM ĐỐC` / `PHÓ GIÁM ĐỐC`.
    pub titles: Vec<Text>,
    /// Ô 7b. Chức vụ khác, above the name: the signer's office in the body whose seal is used.
    pub other_titles: Vec<Text>,
    /// Ô 7b. Họ tên.
    pub name: Text,
    /// Ô 7c. The picture of the signature, on a transparent ground.
    pub signature_picture: Option<StampImage>,
    /// Ô 8. The picture of the seal, on a transparent ground.
    pub seal_picture: Option<StampImage>,
}

/// The document that a quyết định issues or approves (form 1.3): names of bodies and Quốc hiệu above, no number, no place,
/// no signature.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attached {
    /// Tên loại, in capitals: `QUY CHẾ`.
    pub type_name: Text,
    /// Trích yếu.
    pub subject: Text,
    /// `(Kèm theo Quyết định số … của …)`.
    pub reference: Text,
    /// Content.
    pub body: Vec<Block>,
}

/// Phụ lục.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Annex {
    /// `Phụ lục I`, or `Phụ lục` when it is the only one.
    pub label: String,
    /// Tiêu đề, in capitals.
    pub title: Text,
    /// `(Kèm theo Báo cáo số … của …)`: the runs for an open number and date are gaps.
    pub reference: Text,
    /// Content.
    pub body: Vec<Block>,
    /// Landscape A4.
    pub landscape: bool,
}

/// A block of content (ô 6).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph in the role that says what it is. Numbers (`I.`, `a)`) are the first run of the text.
    Paragraph {
        /// What it is.
        role: Role,
        /// What it says.
        text: Text,
    },
    /// A data table: index into `Document::tables`. Its caption and note are printed with it.
    Table(usize),
    /// A picture: index into `Document::pictures`. Its caption is printed below it.
    Picture(usize),
    /// A chart: index into `Document::charts`. Its caption is printed below it.
    Chart(usize),
}
