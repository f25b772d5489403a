//! What a document says: components, text and where each value came from. Nothing here knows a size or a colour.

mod copy;
mod role;
mod table;
mod text;

pub use copy::{CopyForm, CopyKind, DocumentCopy};
pub use role::{Role, Stamp};
pub use table::{CellValue, Column, ColumnKind, DataTable, Figure, TableCell};
pub use text::{Run, Text};

use chrono::NaiveDate;
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
    /// Ô 7. Chức vụ, họ tên người ký.
    pub signature: Signature,
    /// Ô 9b. Nơi nhận: every line as printed, without the dash and the final mark; the last is "Lưu: VT, …".
    pub recipients: Vec<Text>,
    /// Phụ lục, in order.
    pub annexes: Vec<Annex>,
    /// The tables, as data, in the order they are printed. `Block::Table` names them by index.
    pub tables: Vec<DataTable>,
    /// The computed figures, in the template's order.
    pub figures: Vec<Figure>,
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
}

/// Ô 7. One signature block.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Signature {
    /// Ô 7a. Quyền hạn, chức vụ: one to three lines in capitals, `KT. GIÁM ĐỐC` / `PHÓ GIÁM ĐỐC`.
    pub titles: Vec<Text>,
    /// Ô 7b. Họ tên.
    pub name: Text,
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
}
