use serde::Deserialize;

use crate::model::{ChartKind, ColumnKind};

/// `template.yaml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The base whose form, components, figures and terms it shares.
    pub base: Option<String>,
    /// Tên mẫu.
    pub title: String,
    /// Its name in English.
    pub title_en: String,
    /// Expression: the rule set the answers ask for (`tt01_2011`, `nd30_2020`), or null to follow the date.
    pub rules: String,
    /// Values computed from the answers, in order; each sees those before it.
    pub figures: Vec<FigureDef>,
    /// Head, signature and recipients.
    pub components: Components,
    /// Tables, printed where the body names them.
    #[serde(default)]
    pub tables: Vec<TableDef>,
    /// Charts, drawn where the body names them.
    #[serde(default)]
    pub charts: Vec<ChartDef>,
    /// What `#`, `##` … of the body stand for, from the largest.
    #[serde(default = "OutlineLevel::usual")]
    pub outline: Vec<OutlineLevel>,
    /// The document that it issues or approves (form 1.3).
    pub attached: Option<AttachedDef>,
    /// Phụ lục, in order.
    #[serde(default)]
    pub annexes: Vec<AnnexDef>,
    /// Abbreviations spelt out where the text first uses them.
    #[serde(default)]
    pub abbreviations: Vec<Abbreviation>,
}

/// A unit of the decree's outline that a heading of the body stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutlineLevel {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục of a chương.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều. One without words takes the next paragraph on its line.
    Article,
    /// Mục of the phần-mục layout: `I. TIÊU ĐỀ`.
    Heading,
    /// Khoản with a heading.
    ClauseHeading,
}

impl OutlineLevel {
    fn usual() -> Vec<OutlineLevel> {
        vec![OutlineLevel::Heading, OutlineLevel::ClauseHeading]
    }
}

/// A computed value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureDef {
    /// Its name: `figures.<id>`.
    pub id: String,
    /// What it counts. A figure without a label serves the template and is not handed out.
    pub label: Option<String>,
    /// Expression.
    pub value: String,
}

/// Ô 1-5, 7, 9-13. Texts are Handlebars; what is called an expression is one.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Components {
    /// Ô 2. Tên cơ quan chủ quản; may come out empty.
    pub parent_body: String,
    /// Ô 2. Tên cơ quan ban hành.
    pub issuing_body: String,
    /// Cơ quan ban hành in full and normal case, for file properties and annex references.
    pub author: String,
    /// Ô 3. Số; empty leaves it open.
    pub number: String,
    /// Ô 3. Ký hiệu.
    pub symbol: String,
    /// Ô 4. Địa danh.
    pub place: String,
    /// Ô 4. Ngày: an ISO date or null.
    pub date: String,
    /// The year printed while the date is open.
    pub open_year: String,
    /// Ô 5. The first whose `when` holds.
    pub titles: Vec<TitleDef>,
    /// Ô 9a. One addressee a line.
    pub addressees: String,
    /// Ô 7. Those whose `when` holds; several stand from left to right.
    pub signers: Vec<SignerDef>,
    /// Ô 9b. One recipient a line; the last is the file copy.
    pub recipients: String,
    /// Ô 10b. Expression: null, `khan`, `thuong_khan`, `hoa_toc`.
    pub urgency: Option<String>,
    /// Expression: whether ô 3 is printed; it is when there is none.
    pub numbered: Option<String>,
    /// Expression: whether ô 4 is printed; it is when there is none.
    pub dated: Option<String>,
    /// Ô 10a. Expression: null, `mat`, `toi_mat`, `tuyet_mat`.
    pub secrecy: Option<String>,
    /// Ô 11. Expression: null, `xem_xong_tra_lai`, `luu_hanh_noi_bo`, `thu_hoi`.
    pub circulation: Option<String>,
    /// Ô 12. The drafter's code and the number of copies; may come out empty.
    pub drafter: Option<String>,
    /// Ô 13. One line a line; may come out empty.
    pub address: Option<String>,
    /// Xác nhận below the recipients (form 1.10). One line a line; may come out empty.
    pub confirmation: Option<String>,
    /// Expression: true for a sample.
    pub sample: Option<String>,
}

/// Ô 7. A signer.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignerDef {
    /// Expression: whether there is one.
    pub when: Option<String>,
    /// Ô 7a. Quyền hạn, chức vụ: one line a line.
    pub titles: String,
    /// Ô 7b. Chức vụ khác, above the name: one line a line; may come out empty.
    pub other_titles: Option<String>,
    /// Ô 7b. Họ tên.
    pub name: String,
    /// Ô 7c. Expression: the file with the picture of the signature, or null.
    pub signature_picture: Option<String>,
    /// Ô 8. Expression: the file with the picture of the seal, or null.
    pub seal_picture: Option<String>,
}

/// Ô 5. A title.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitleDef {
    /// Expression: when it is used.
    pub when: Option<String>,
    /// Tên loại in normal case (`Báo cáo`), the template's title when there is none; a công văn's is not printed in its head.
    pub type_name: Option<String>,
    /// Ô 5b instead of 5a: a công văn.
    #[serde(default)]
    pub letter: bool,
    /// Trích yếu.
    pub subject: String,
}

/// A table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDef {
    /// Its name in the body: `{{table "id"}}`.
    pub id: String,
    /// Tên bảng; a table without one has no number.
    pub caption: Option<String>,
    /// Sheet name in the workbook.
    pub sheet: String,
    /// Expression: the list of rows.
    pub rows: String,
    /// Columns.
    pub columns: Vec<ColumnDef>,
    /// Ghi chú.
    pub note: Option<String>,
}

/// A column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnDef {
    /// Tên cột.
    pub label: String,
    /// Expression over `row` and `index` (from 1).
    pub value: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Share of the table's width.
    pub width: f64,
    /// A code that may break after every n characters.
    pub wrap_every: Option<usize>,
    /// Its cell in the total row: words or an expression.
    pub total: Option<TotalDef>,
}

/// A cell of the total row: either of the two.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TotalDef {
    /// Words: `Cộng`.
    pub label: Option<String>,
    /// Expression.
    pub value: Option<String>,
}

/// The document that a quyết định issues or approves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachedDef {
    /// Expression: whether there is one.
    pub when: Option<String>,
    /// Tên loại in normal case: `Quy chế`.
    pub type_name: String,
    /// Trích yếu.
    pub subject: String,
    /// Content.
    pub body: String,
}

/// Biểu đồ.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartDef {
    /// Its name in the body: `{{chart "id"}}`.
    pub id: String,
    /// Tên biểu đồ; a chart without one has no number.
    pub caption: Option<String>,
    /// Which kind.
    pub kind: ChartKind,
    /// What the figures count: `trường`, `%`.
    pub unit: Option<String>,
    /// Expression: the list of rows, one a category.
    pub rows: String,
    /// Expression over `row` and `index` (from 1): the name of the category.
    pub category: String,
    /// The figures; a pie has one series.
    pub series: Vec<SeriesDef>,
}

/// The figures of one name in a chart.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesDef {
    /// Its name in the legend.
    pub name: String,
    /// Expression over `row` and `index`: a number, or null where there is none.
    pub value: String,
}

/// Phụ lục.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexDef {
    /// Its name in the body: `{{annex "id"}}`. The items of `each` have names of their own.
    pub id: String,
    /// The path of a list in the answers: an annex for each of its items, which the texts call `annex`. An item says by
    /// `id` what it is called and by `landscape` how it lies.
    pub each: Option<String>,
    /// Expression: whether there is one.
    pub when: Option<String>,
    /// Tiêu đề.
    pub title: String,
    /// Content.
    pub body: String,
    /// Landscape A4.
    #[serde(default)]
    pub landscape: bool,
}

/// `phòng GDĐT` for `phòng giáo dục và đào tạo`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abbreviation {
    /// The short form.
    pub short: String,
    /// The long form.
    pub full: String,
}
