//! Fixed words.

use serde::Deserialize;

/// The fixed words of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Quốc hiệu.
    pub national_title: String,
    /// Tiêu ngữ.
    pub motto: String,
    /// Before the number: `Số: `.
    pub number: String,
    /// Before the subject of a công văn: `V/v `.
    pub letter_subject: String,
    /// `Kính gửi:`, without a space.
    pub addressee: String,
    /// `Nơi nhận:`.
    pub recipients: String,
    /// Before an item of Kính gửi or Nơi nhận: a dash and a space.
    pub item: String,
    /// After an item.
    pub item_end: String,
    /// After the last item.
    pub last_item_end: String,
    /// The beginning of the last recipient: `Lưu: VT, `.
    pub file_copy: String,
    /// How the number of file copies is written.
    pub copies: Copies,
    /// Before a document that is cited alone on a line of căn cứ: `Căn cứ `.
    pub legal_basis: String,
    /// After a line of căn cứ.
    pub legal_basis_end: String,
    /// After the last line of căn cứ.
    pub last_legal_basis_end: String,
    /// Before what a nghị quyết resolves: `QUYẾT NGHỊ:`.
    pub resolution: String,
    /// Before what a quyết định decides: `QUYẾT ĐỊNH:`.
    pub decision: String,
    /// After the last word of the text: `./.`.
    pub body_end: String,
    /// Between `Bảng 1` and the table's name.
    pub caption_separator: String,
    /// Before what the figures of a chart count: `Đơn vị: `.
    pub unit: String,
    /// `Phụ lục`.
    pub annex: String,
    /// `Kèm theo`, which begins an annex's reference to its document.
    pub attached: String,
    /// Whether every annex carries that line, or only the first.
    pub attached_on_each: bool,
    /// `DỰ THẢO`.
    pub draft: String,
    /// Across every page of a sample.
    pub sample: String,
    /// Dấu khẩn.
    pub urgent: String,
    /// Dấu thượng khẩn.
    pub very_urgent: String,
    /// Dấu hỏa tốc.
    pub express: String,
    /// Dấu hỏa tốc hẹn giờ, in the rule sets that have it.
    pub timed_express: Option<String>,
    /// Dấu mật.
    pub secret: String,
    /// Dấu tối mật.
    pub highly_secret: String,
    /// Dấu tuyệt mật.
    pub top_secret: String,
    /// Dấu tài liệu thu hồi; a `\n` begins its second line.
    pub recall: String,
    /// Chỉ dẫn xem xong trả lại.
    pub return_after_reading: String,
    /// Chỉ dẫn lưu hành nội bộ.
    pub internal: String,
    /// Sao y.
    pub true_copy: CopyWords,
    /// Sao lục.
    pub copy_of_copy: CopyWords,
    /// Trích sao.
    pub extract: CopyWords,
    /// What units, tables and figures are called.
    pub units: Units,
}

/// What the units of a text, its tables and its figures are called in numbers and references.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Units {
    /// `Phần`.
    pub part: String,
    /// `Chương`.
    pub chapter: String,
    /// `Mục` of a chương.
    pub section: String,
    /// `Tiểu mục`.
    pub subsection: String,
    /// `Điều`.
    pub article: String,
    /// `Mục` of the phần-mục layout.
    pub heading: String,
    /// `khoản`.
    pub clause: String,
    /// `điểm`.
    pub point: String,
    /// `Bảng`.
    pub table: String,
    /// `Hình`.
    pub picture: String,
    /// `Biểu đồ`.
    pub chart: String,
}

/// A kind of copy in words: `SAO Y` and `SY`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyWords {
    /// As it stands at the head of the copy, in capitals.
    pub name: String,
    /// As it begins the symbol.
    pub symbol: String,
}

/// How the number of file copies is written: `(8)` or `(08b)`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    /// At least this many digits.
    pub digits: usize,
    /// After the digits.
    pub suffix: String,
}

impl Wording {
    /// The file copies as the last recipient ends with them: `(8)`, `(08b)`.
    pub fn file_copies(&self, copies: u64) -> String {
        format!("({copies:0width$}{})", self.copies.suffix, width = self.copies.digits)
    }

    /// What ends line `index` of `count` lines of căn cứ.
    pub fn legal_basis_end(&self, index: usize, count: usize) -> &str {
        if index + 1 == count { &self.last_legal_basis_end } else { &self.legal_basis_end }
    }

    /// What ends item `index` of `count` items of Kính gửi or Nơi nhận.
    pub fn item_end(&self, index: usize, count: usize) -> &str {
        if index + 1 == count { &self.last_item_end } else { &self.item_end }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::{RuleSetName, load};

    #[test]
    fn copies_and_marks() {
        let (old, new) = (&load(RuleSetName::Tt01_2011).wording, &load(RuleSetName::Nd30_2020).wording);
        assert_eq!(old.file_copies(8), "(08b)");
        assert_eq!(new.file_copies(8), "(8)");
        assert_eq!((old.legal_basis_end(0, 2), old.legal_basis_end(1, 2)), (";", ","));
        assert_eq!(new.legal_basis_end(1, 2), ".");
        assert_eq!(new.item_end(4, 5), ".");
    }
}
