use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::{Head, Signature, Text};

/// Bản sao văn bản: what a copy says of itself (Phụ lục I, Phần II). The pages that it copies are not in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DocumentCopy {
    /// Hình thức sao.
    pub kind: CopyKind,
    /// On paper or as a signed file.
    pub form: CopyForm,
    /// Hình thức sao in capitals as its title, tên cơ quan sao, số và ký hiệu (`SY-UBND`), địa danh and thời gian sao. No
    /// parent body: form 3.1 has none.
    pub head: Head,
    /// Tên cơ quan sao, in normal case.
    pub body: Text,
    /// Giờ ký số of an electronic copy, in Vietnam's time.
    pub time: Option<NaiveTime>,
    /// Chức vụ, họ tên người ký; an electronic copy shows none.
    pub signature: Option<Signature>,
    /// Nơi nhận: every line as printed, without the dash and the final mark; the last is "Lưu: VT".
    pub recipients: Vec<Text>,
}

/// Hình thức sao (Điều 3 and 25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CopyKind {
    /// Sao y: the whole of an original or a main copy.
    #[serde(rename = "sao_y")]
    True,
    /// Sao lục: the whole of a sao y.
    #[serde(rename = "sao_luc")]
    OfCopy,
    /// Trích sao: a part of an original or a main copy.
    #[serde(rename = "trich_sao")]
    Extract,
}

impl CopyKind {
    /// Every kind.
    pub const ALL: [CopyKind; 3] = [CopyKind::True, CopyKind::OfCopy, CopyKind::Extract];

    /// Its name in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            CopyKind::True => "sao_y",
            CopyKind::OfCopy => "sao_luc",
            CopyKind::Extract => "trich_sao",
        }
    }
}

/// What a copy is given out as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CopyForm {
    /// Bản giấy: a block below the end of the document (mẫu 3.1).
    #[serde(rename = "giay")]
    Paper,
    /// Bản điện tử: a line at the top right of page 1 (mẫu 3.2).
    #[serde(rename = "dien_tu")]
    Electronic,
}

impl CopyForm {
    /// Its name in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            CopyForm::Paper => "giay",
            CopyForm::Electronic => "dien_tu",
        }
    }
}
