use std::path::PathBuf;

use clap::{Args as Arguments, Subcommand, ValueEnum};

use super::args::{Rules, Sizes, Voice};
use super::values;
use crate::batch::{self, Beside};

/// What a program knows that was built with object storage.
#[cfg(feature = "s3")]
const ADDRESSES: &str = "Bản ghi, phiếu chung, kế hoạch, kết quả và các tệp làm từ kết quả có thể ở s3://thùng-chứa/thư-mục/tệp \
                         (each file and folder may be an address of object storage)";

#[derive(Debug, Arguments)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[cfg_attr(feature = "s3", command(after_help = ADDRESSES))]
pub(super) struct Batch {
    #[command(subcommand)]
    pub command: Option<Step>,
    #[command(flatten)]
    pub all: All,
}

#[derive(Debug, Subcommand)]
pub(super) enum Step {
    /// Kiểm tra mọi bản ghi và ghi kế hoạch (check every record and write the plan)
    Plan(Plan),
    /// Lập một phần của kế hoạch (make a shard of a plan)
    Render(Render),
    /// Cho biết đã lập đến đâu (tell how far a plan is)
    Status(Status),
    /// Chứng minh không thiếu, không thừa, rồi ghi manifest.jsonl (prove that nothing is lost or doubled)
    Merge(Merge),
}

/// Everything in one run.
#[derive(Debug, Arguments)]
pub(super) struct All {
    #[command(flatten)]
    pub what: What,
    /// Thư mục ghi kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    #[command(flatten)]
    pub after: After,
    /// Có bản ghi lỗi thì vẫn lập các bản ghi khác; đây là mặc định (make the good records; the default)
    #[arg(long, conflicts_with = "all_or_nothing")]
    pub keep_going: bool,
    /// Có bản ghi lỗi thì không lập bản ghi nào (with one bad record make none)
    #[arg(long)]
    pub all_or_nothing: bool,
    /// Lập cả những bản ghi đã tạm loại (try records again that were set aside)
    #[arg(long)]
    pub retry_poison: bool,
    #[command(flatten)]
    pub jobs: Jobs,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Plan {
    #[command(flatten)]
    pub what: What,
    /// Tệp kế hoạch (plan file)
    #[arg(short, long, value_name = "PLAN")]
    pub output: PathBuf,
    #[command(flatten)]
    pub jobs: Jobs,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Render {
    /// Tệp kế hoạch (plan file)
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// Phần cần lập, từ 0: 3/16; mặc định theo bộ lập lịch, nếu không thì tất cả (shard from 0, by default the scheduler's)
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
    /// Số phần, khi bộ lập lịch chỉ cho biết thứ tự (how many shards, where the scheduler tells the index alone)
    #[arg(long, value_name = "N", conflicts_with = "shard", value_parser = values::number::<u64>)]
    pub shards: Option<u64>,
    /// Thư mục ghi kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    /// Chỉ lập bản ghi này (make this record alone)
    #[arg(long, value_name = "KEY", hide = true)]
    pub only: Option<String>,
    /// Lập cả những bản ghi đã tạm loại (try records again that were set aside)
    #[arg(long)]
    pub retry_poison: bool,
    #[command(flatten)]
    pub jobs: Jobs,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Status {
    /// Tệp kế hoạch (plan file)
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// Thư mục kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    /// Đọc lại mọi tệp, không chỉ xem tên và kích thước (read every file, not its name and size alone)
    #[arg(long)]
    pub verify: bool,
    /// In ra một đối tượng JSON (print one JSON object)
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub voice: Voice,
}

#[derive(Debug, Arguments)]
pub(super) struct Merge {
    /// Tệp kế hoạch (plan file)
    #[arg(value_name = "PLAN")]
    pub plan: PathBuf,
    /// Thư mục kết quả (output folder)
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub output: PathBuf,
    #[command(flatten)]
    pub after: After,
    #[command(flatten)]
    pub voice: Voice,
}

/// What is made from what.
#[derive(Debug, Arguments)]
pub(super) struct What {
    /// Thư mục phiếu trả lời, hoặc tệp .csv, .xlsx, .jsonl (folder of answers files, or a table with a record a row)
    #[arg(value_name = "RECORDS", required = true)]
    pub records: Option<PathBuf>,
    /// Phiếu trả lời ghi những gì các bản ghi có chung (answers that the records share)
    #[arg(long, value_name = "ANSWERS")]
    pub defaults: Option<PathBuf>,
    /// Loại văn bản, hoặc thư mục có mẫu; mặc định theo phiếu (kind of document or a template's folder, by default the answers')
    #[arg(long, value_name = "KIND|FOLDER")]
    pub template: Option<String>,
    /// Các định dạng cần lập, cách nhau bằng dấu phẩy (the formats to make, with commas)
    #[arg(long, value_enum, value_delimiter = ',', default_values = ["pdf", "docx"])]
    pub formats: Vec<Format>,
    /// Bộ quy tắc thể thức; mặc định theo ngày văn bản (rule set, by default the date's)
    #[arg(long, value_enum, value_name = "RULES")]
    pub rules: Option<Rules>,
    /// Bộ cỡ chữ; mặc định theo chỗ có ở phần đầu (size set, by default by measurement)
    #[arg(long, value_enum, value_name = "SIZES", default_value_t = Sizes::Auto)]
    pub size_set: Sizes,
    /// In chìm DỰ THẢO trên mọi trang (print the draft mark on every page)
    #[arg(long)]
    pub draft: bool,
    /// Mẫu tên tệp; mặc định là cột "key", hoặc số thứ tự (file name pattern, by default the column "key" or the row's number)
    #[arg(long, value_name = "PATTERN")]
    pub name: Option<String>,
}

impl After {
    /// The files that are made of the results, with the options that name them.
    pub(super) fn files(&self) -> Vec<Beside<'_>> {
        let files: [(&'static str, &'static [&'static str], &Option<PathBuf>); 3] = [
            ("--merged", &["pdf"], &self.merged),
            ("--zip", &["zip"], &self.zip),
            ("--report", &["html", "htm"], &self.report),
        ];
        let named = files.into_iter().filter_map(|(option, endings, path)| Some((option, endings, path.as_deref()?)));
        named.map(|(option, endings, path)| Beside { option, endings, path }).collect()
    }
}

/// What is made of the results.
#[derive(Debug, Arguments)]
pub(super) struct After {
    /// Gộp mọi PDF vào một tệp để in, có dấu trang (all PDFs in one file to print, with bookmarks)
    #[arg(long, value_name = "FILE.pdf")]
    pub merged: Option<PathBuf>,
    /// Nén mọi kết quả vào một tệp (all results in one archive)
    #[arg(long, value_name = "FILE.zip")]
    pub zip: Option<PathBuf>,
    /// Báo cáo để mở bằng trình duyệt (report for the browser)
    #[arg(long, value_name = "FILE.html")]
    pub report: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, Arguments)]
pub(super) struct Jobs {
    /// Số luồng; mặc định là số nhân (threads, by default one a core)
    #[arg(short, long, value_name = "N", value_parser = values::threads)]
    pub jobs: Option<usize>,
}

impl Jobs {
    pub(super) fn count(self) -> usize {
        self.jobs.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// PDF/A-3a và PDF/UA-1 (PDF/A-3a and PDF/UA-1)
    Pdf,
    /// Word
    Docx,
    /// Bảng và số liệu (tables and figures)
    Xlsx,
}

impl From<Format> for batch::Format {
    fn from(format: Format) -> batch::Format {
        match format {
            Format::Pdf => batch::Format::Pdf,
            Format::Docx => batch::Format::Docx,
            Format::Xlsx => batch::Format::Xlsx,
        }
    }
}
