use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};

use super::values;
use crate::diag::Lang;
use crate::model;
use crate::rules::{RuleSetName, SizeSet};

/// Lập văn bản hành chính từ phiếu trả lời: PDF, DOCX, XLSX và gói dữ liệu kèm theo (official documents from answers: PDF, DOCX, XLSX and the data package).
#[derive(Debug, Parser)]
#[command(name = "congvan", version, arg_required_else_help = true)]
pub(super) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Lập văn bản từ một phiếu trả lời (make the document of an answers file)
    Render(Render),
    /// Lập văn bản từ nhiều bản ghi: thư mục phiếu, CSV, XLSX, JSON Lines (make the documents of many records)
    Batch(Box<super::batch_args::Batch>),
    /// Xem bản thảo trong trình duyệt khi đang soạn, điền phiếu, xem lỗi (see the draft while you write it)
    Preview(Preview),
    /// Lập bản sao y, sao lục, trích sao của một văn bản (make a copy of a document)
    Copy(Copy),
    /// In ra phiếu trả lời trống, có chú thích, để điền (print an answers file to fill in)
    New(Kind),
    /// In ra JSON Schema của phiếu trả lời cho trình soạn thảo (print the JSON Schema of the answers)
    Schema(Kind),
    /// Liệt kê các loại văn bản (list the kinds of documents)
    Kinds(Kinds),
}

#[derive(Debug, Arguments)]
pub(super) struct Render {
    /// Phiếu trả lời, YAML hoặc JSON; "-" là đầu vào chuẩn (answers file, "-" for standard input)
    #[arg(value_name = "ANSWERS")]
    pub answers: PathBuf,
    /// Thư mục ghi kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    /// Các định dạng cần lập, cách nhau bằng dấu phẩy; mặc định là pdf,docx,xlsx,package (the formats to make, with commas, by default pdf,docx,xlsx,package)
    #[arg(long, value_enum, value_delimiter = ',')]
    pub formats: Vec<Format>,
    /// Loại văn bản, hoặc thư mục có mẫu; mặc định theo phiếu (kind of document or a template's folder, by default the answers')
    #[arg(long, value_name = "KIND|FOLDER")]
    pub template: Option<String>,
    /// Bộ quy tắc thể thức; mặc định theo ngày văn bản (rule set, by default the date's)
    #[arg(long, value_enum, value_name = "RULES")]
    pub rules: Option<Rules>,
    /// Bộ cỡ chữ Quốc hiệu - Tiêu ngữ - địa danh; mặc định theo chỗ có ở phần đầu (size set, by default by measurement)
    #[arg(long, value_enum, value_name = "SIZES", default_value_t = Sizes::Auto)]
    pub size_set: Sizes,
    /// In chìm DỰ THẢO trên mọi trang (print the draft mark on every page)
    #[arg(long)]
    pub draft: bool,
    /// Tách phụ lục, văn bản kèm theo thành tệp điện tử riêng (annexes and the attached document as files of their own)
    #[arg(long)]
    pub separate: bool,
    /// Thời gian ký số in trên các tệp tách riêng, ví dụ 2026-03-16T09:30:15; mặc định để trống (time of signing on these files, such as 2026-03-16T09:30:15, by default left open)
    #[arg(long, value_name = "TIME", requires = "separate", value_parser = values::time)]
    pub signed_at: Option<NaiveDateTime>,
    /// Ghi vị trí số, ngày, chữ ký, dấu ra tệp .stamps.json (write where stamps go)
    #[arg(long)]
    pub stamps: bool,
    /// Mẫu tên tệp, ví dụ "{{document.number}}-{{slug department.place}}" (file name pattern over the answers)
    #[arg(long, value_name = "PATTERN")]
    pub name: Option<String>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Preview {
    /// Phiếu trả lời, thư mục phiếu, hoặc tệp .csv, .xlsx, .jsonl (answers file, folder of them, or a table with a record a row)
    #[arg(value_name = "ANSWERS|FOLDER|RECORDS")]
    pub answers: PathBuf,
    /// Phiếu trả lời ghi những gì các bản ghi có chung (answers that the records share)
    #[arg(long, value_name = "ANSWERS")]
    pub defaults: Option<PathBuf>,
    /// Cổng; mặc định là một cổng còn trống (port, by default a free one)
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = values::port)]
    pub port: u16,
    /// Địa chỉ IP để nghe; mặc định chỉ máy này vào được (IP address to listen on, by default this machine's own)
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_parser = values::address)]
    pub host: IpAddr,
    /// Không mở trình duyệt (do not open the browser)
    #[arg(long)]
    pub no_open: bool,
    /// Không mở trang, chỉ ghi các trang và thông báo ra tệp rồi kết thúc (write pages and problems to files, then end)
    #[arg(long)]
    pub once: bool,
    /// Thư mục ghi kết quả của --once (output folder of --once)
    #[arg(short, long, value_name = "DIR", default_value = ".", requires = "once")]
    pub output: PathBuf,
    /// Loại văn bản, hoặc thư mục có mẫu; mặc định theo phiếu (kind of document or a template's folder, by default the answers')
    #[arg(long, value_name = "KIND|FOLDER")]
    pub template: Option<String>,
    /// Bộ quy tắc thể thức; mặc định theo ngày văn bản (rule set, by default the date's)
    #[arg(long, value_enum, value_name = "RULES")]
    pub rules: Option<Rules>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Copy {
    /// Văn bản được sao: tệp PDF bất kỳ, hoặc phiếu trả lời của văn bản (any PDF, or the answers of a document)
    #[arg(value_name = "DOCUMENT")]
    pub document: PathBuf,
    /// Phiếu bản sao, xem "congvan new ban-sao" (answers of the copy)
    #[arg(short, long, value_name = "ANSWERS")]
    pub answers: PathBuf,
    /// Hình thức sao; mặc định theo phiếu bản sao (kind of copy, by default the answers')
    #[arg(long, value_enum)]
    pub kind: Option<CopyKind>,
    /// Bản giấy hay bản điện tử; mặc định theo phiếu bản sao (form of the copy, by default the answers')
    #[arg(long, value_enum)]
    pub form: Option<CopyForm>,
    /// Thư mục ghi kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    /// Các định dạng cần lập: pdf, docx; DOCX chỉ có khi sao ra giấy từ phiếu trả lời (the formats to make: pdf, docx; DOCX on paper from answers only)
    #[arg(long, value_enum, value_delimiter = ',')]
    pub formats: Vec<CopyFormat>,
    /// Bộ quy tắc thể thức của bản sao; mặc định theo ngày sao (rule set of the copy, by default the date's)
    #[arg(long, value_enum, value_name = "RULES")]
    pub rules: Option<Rules>,
    /// Vẫn sao tệp PDF có chữ ký số: chữ ký không còn xác nhận tệp mới (copy a signed PDF, whose signatures then fail)
    #[arg(long)]
    pub signed_ok: bool,
    /// Ghi vị trí số, ngày, chữ ký, dấu của bản sao ra tệp .stamps.json (write where the copy's stamps go)
    #[arg(long)]
    pub stamps: bool,
    /// Mẫu tên tệp, ví dụ "{{copy.number}}-SY" (file name pattern over the copy's answers)
    #[arg(long, value_name = "PATTERN")]
    pub name: Option<String>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CopyKind {
    /// Sao y, từ bản gốc hoặc bản chính (of an original or a signed copy)
    SaoY,
    /// Sao lục, từ bản sao y (of a true copy)
    SaoLuc,
    /// Trích sao, một phần của bản gốc hoặc bản chính (of a part of an original or a signed copy)
    TrichSao,
}

impl From<CopyKind> for model::CopyKind {
    fn from(kind: CopyKind) -> model::CopyKind {
        match kind {
            CopyKind::SaoY => model::CopyKind::True,
            CopyKind::SaoLuc => model::CopyKind::OfCopy,
            CopyKind::TrichSao => model::CopyKind::Extract,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CopyForm {
    /// Bản giấy (on paper)
    Giay,
    /// Bản điện tử (a file)
    DienTu,
}

impl From<CopyForm> for model::CopyForm {
    fn from(form: CopyForm) -> model::CopyForm {
        match form {
            CopyForm::Giay => model::CopyForm::Paper,
            CopyForm::DienTu => model::CopyForm::Electronic,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CopyFormat {
    /// PDF
    Pdf,
    /// Word
    Docx,
}

#[derive(Debug, Arguments)]
pub(super) struct Kind {
    /// Loại văn bản, xem "congvan kinds", hoặc thư mục có mẫu (kind of document, or a template's folder)
    #[arg(value_name = "KIND|FOLDER", required_unless_present = "template")]
    pub kind: Option<String>,
    /// Như trên, viết như các lệnh khác (the same, written as with other commands)
    #[arg(long, value_name = "KIND|FOLDER", conflicts_with = "kind")]
    pub template: Option<String>,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Kinds {
    #[command(flatten)]
    pub voice: Voice,
}

/// How messages are given.
#[derive(Debug, Clone, Copy, Arguments)]
pub(super) struct Voice {
    /// Ngôn ngữ của thông báo, hướng dẫn và tên loại; phiếu trống và văn bản luôn bằng tiếng Việt (language of messages, help and names of kinds, while answers files and documents are Vietnamese)
    #[arg(long, value_enum, default_value_t = Language::Vi)]
    pub lang: Language,
    /// Thông báo cho người đọc hay cho chương trình (messages for people or for programs)
    #[arg(long, value_enum, default_value_t = MessageFormat::Human)]
    pub message_format: MessageFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// PDF/A-3a và PDF/UA-1 (PDF/A-3a and PDF/UA-1)
    Pdf,
    /// Word
    Docx,
    /// Bảng và số liệu (tables and figures)
    Xlsx,
    /// Gói dữ liệu BagIt (data package, BagIt)
    Package,
    /// Mỗi trang một ảnh PNG (a PNG picture a page)
    Png,
    /// Mỗi trang một hình SVG (an SVG drawing a page)
    Svg,
}

impl Format {
    /// Whether it is made when no format is named: pictures of pages are made when asked for.
    pub fn is_usual(self) -> bool {
        match self {
            Format::Pdf | Format::Docx | Format::Xlsx | Format::Package => true,
            Format::Png | Format::Svg => false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sizes {
    /// Bộ lớn nếu đủ chỗ (the large sizes where there is room)
    Auto,
    /// Quốc hiệu 13, Tiêu ngữ 14, địa danh 14 (national title 13, motto 14, date 14)
    #[value(name = SizeSet::A.as_str())]
    Large,
    /// Quốc hiệu 12, Tiêu ngữ 13, địa danh 13 (national title 12, motto 13, date 13)
    #[value(name = SizeSet::B.as_str())]
    Small,
}

impl From<Sizes> for Option<SizeSet> {
    fn from(sizes: Sizes) -> Option<SizeSet> {
        match sizes {
            Sizes::Auto => None,
            Sizes::Large => Some(SizeSet::A),
            Sizes::Small => Some(SizeSet::B),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Rules {
    /// Nghị định 30/2020/NĐ-CP
    #[value(name = RuleSetName::Nd30_2020.as_str())]
    Nd30,
    /// Thông tư 01/2011/TT-BNV
    #[value(name = RuleSetName::Tt01_2011.as_str())]
    Tt01,
}

impl From<Rules> for RuleSetName {
    fn from(rules: Rules) -> RuleSetName {
        match rules {
            Rules::Nd30 => RuleSetName::Nd30_2020,
            Rules::Tt01 => RuleSetName::Tt01_2011,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Tiếng Việt
    Vi,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Lang {
        match language {
            Language::Vi => Lang::Vi,
            Language::En => Lang::En,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// Cho người đọc (for people)
    Human,
    /// Mỗi dòng một đối tượng JSON (a JSON object a line)
    Json,
}
