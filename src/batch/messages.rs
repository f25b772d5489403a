//! What is wrong with records, plans and the folder of results.

use std::fmt::Display;
use std::io;
use std::path::Path;

use chrono::NaiveDate;

use super::check::First;
use crate::diag::{Diagnostic, Message, Place, Severity, Span, reason};

/// The steps of a batch, each a word of the command line.
const STEPS: [&str; 4] = ["plan", "render", "status", "merge"];

/// A place in a table: it has a line and a column, and no bytes.
pub(super) fn cell(file: &str, line: usize, column: usize) -> Place {
    Place { file: file.to_owned(), path: None, span: Some(Span { line, column, start: 0, end: 0 }) }
}

fn whole(file: &str) -> Place {
    Place { file: file.to_owned(), path: None, span: None }
}

/// Where an answer that records share was typed.
pub(super) fn is_shared(place: &Place) -> Message {
    let line = place.span.map_or(1, |span| span.line);
    let file = &place.file;
    Message::new(
        format!("giá trị này ghi chung cho mọi bản ghi, ở {file}:{line}"),
        format!("all records share this answer, from {file}:{line}"),
    )
}

pub(super) fn unreadable(file: &str, why: &dyn Display) -> Diagnostic {
    let message = Message::new(format!("không đọc được: {}", reason(why)), format!("cannot be read: {why}"));
    Diagnostic::error("batch/unreadable", message).at(whole(file))
}

/// Why an address of object storage is of no use, and what helps.
pub(super) fn unreached(address: &str, error: &io::Error) -> Diagnostic {
    let (code, vi, en, hint) = match error.kind() {
        io::ErrorKind::Unsupported => return no_s3(address),
        io::ErrorKind::NotFound => (
            "batch/not-found",
            "không có thùng chứa (bucket) hoặc tệp này",
            "there is no such bucket or object",
            Message::new("kiểm tra địa chỉ và AWS_ENDPOINT_URL", "check the address and AWS_ENDPOINT_URL"),
        ),
        io::ErrorKind::PermissionDenied => (
            "batch/refused",
            "kho lưu trữ từ chối",
            "the storage refuses",
            Message::new(
                "kiểm tra AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY và quyền của khoá này, rồi chạy lại",
                "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and the rights of this key, then run again",
            ),
        ),
        io::ErrorKind::InvalidInput => return no_address(&format!("{address} ({error})")),
        _ => (
            "batch/unreachable",
            "không tới được kho lưu trữ",
            "the storage cannot be reached",
            Message::new(
                "kiểm tra mạng và các biến AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_REGION, AWS_ALLOW_HTTP, rồi chạy lại",
                "check the network, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, AWS_REGION and AWS_ALLOW_HTTP, then run again",
            ),
        ),
    };
    // What server and library say is English.
    let message = Message::new(format!("{vi}: {address} ({error})"), format!("{en}: {address} ({error})"));
    Diagnostic::error(code, message).hint(hint)
}

fn no_s3(address: &str) -> Diagnostic {
    let message = Message::new(
        format!("chương trình này không đọc, ghi được địa chỉ s3://: {address}"),
        format!("this program was built without addresses of object storage: {address}"),
    );
    Diagnostic::error("batch/no-s3", message).hint(Message::new(
        "dựng lại với cargo build --release --features s3",
        "build it with cargo build --release --features s3",
    ))
}

/// No address of an object or a folder of them.
pub(super) fn no_address(address: &str) -> Diagnostic {
    let message =
        Message::new(format!("địa chỉ không dùng được: {address}"), format!("this is no usable address: {address}"));
    Diagnostic::error("batch/address", message).hint(Message::new(
        "ghi s3://thùng-chứa/thư-mục/tệp; kiểm tra các biến AWS_ENDPOINT_URL, AWS_REGION",
        "write s3://bucket/folder/file; check AWS_ENDPOINT_URL and AWS_REGION",
    ))
}

pub(super) fn unknown_form(file: &str) -> Diagnostic {
    let message = Message::new("không rõ đây là bản ghi dạng nào", "this is no kind of records that is known");
    let is = |endings: &[&str]| endings.iter().any(|ending| file.to_lowercase().ends_with(ending));
    let hint = if is(&[".yaml", ".yml", ".json"]) {
        Message::new(
            format!("một phiếu thì dùng: congvan render {file}"),
            format!("one answers file: congvan render {file}"),
        )
    } else if is(&[".xls", ".xlsb", ".ods"]) {
        Message::new("mở bảng rồi lưu lại ở dạng .xlsx", "open the table and save it again as .xlsx")
    } else {
        Message::new(
            "dùng một thư mục phiếu trả lời, hoặc tệp .csv, .xlsx, .jsonl",
            "use a folder of answers files, or a .csv, .xlsx or .jsonl file",
        )
    };
    Diagnostic::error("batch/unknown-form", message).at(whole(file)).hint(hint)
}

/// Records that lie in the folders of a folder.
pub(super) fn in_folders(file: &str, count: usize) -> Diagnostic {
    let message = Message::new(
        format!("trong đó có {count} phiếu ở thư mục con; tên tệp lập ra bắt đầu bằng tên thư mục con"),
        format!("{count} of the answers files lie in folders of it; their results are named after folder and file"),
    );
    Diagnostic::new(Severity::Info, "batch/in-folders", message).at(whole(file))
}

/// Answers files that lie deeper than records are looked for.
pub(super) fn too_deep(file: &str, first: &str, count: usize) -> Diagnostic {
    let message = Message::new(
        format!("{count} phiếu nằm sâu hơn một thư mục con nên không được lập: {first}"),
        format!("{count} of the answers files lie deeper than a folder in the folder and are not made: {first}"),
    );
    Diagnostic::warning("batch/too-deep", message).at(whole(file)).hint(Message::new(
        "dời các phiếu ấy lên, hoặc chạy riêng cho thư mục chứa chúng",
        "move them up, or run once more for the folder they lie in",
    ))
}

pub(super) fn none_found(file: &str) -> Diagnostic {
    let message = Message::new("không có bản ghi nào", "there are no records");
    Diagnostic::error("batch/no-records", message).at(whole(file)).hint(Message::new(
        "trong bảng, dòng đầu là tên cột, mỗi dòng sau là một bản ghi; trong thư mục, mỗi phiếu là một bản ghi",
        "in a table the first row holds the headings and each other row is a record; in a folder each answers file is one",
    ))
}

pub(super) fn ragged(file: &str, line: usize, found: usize, wanted: usize) -> Diagnostic {
    let message = Message::new(
        format!("dòng có {found} ô, còn dòng đầu bảng có {wanted}"),
        format!("the row has {found} cells, the heading has {wanted}"),
    );
    Diagnostic::error("batch/ragged-row", message).at(cell(file, line, 1)).hint(Message::new(
        "mỗi dòng có đủ dấu phân cách như dòng đầu; chữ có dấu phân cách thì đặt trong ngoặc kép",
        "each row has as many separators as the first; put text that holds the separator in quotes",
    ))
}

pub(super) fn not_utf8(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new("chữ không phải UTF-8", "the text is not UTF-8");
    Diagnostic::error("batch/not-utf8", message)
        .at(cell(file, line, column))
        .hint(Message::new("lưu lại bảng ở dạng CSV UTF-8", "save the table again as CSV UTF-8"))
}

/// What Excel saves as "Unicode Text".
pub(super) fn utf16(file: &str) -> Diagnostic {
    let message =
        Message::new("tệp lưu ở dạng Unicode Text (UTF-16), không đọc được", "the file is Unicode text (UTF-16)");
    Diagnostic::error("batch/utf16", message).at(whole(file)).hint(Message::new(
        "trong Excel, chọn Lưu thành (Save As), kiểu tệp \"CSV UTF-8\"; hoặc dùng thẳng tệp .xlsx",
        "save it again as \"CSV UTF-8\" in Excel, or use the .xlsx file itself",
    ))
}

/// The answers that records share are none.
pub(super) fn no_shared(file: &str) -> Diagnostic {
    let message = Message::new(
        "tệp này không phải phiếu trả lời, không dùng cho --defaults được",
        "this is no answers file, which --defaults takes",
    );
    Diagnostic::error("batch/no-answers", message).at(whole(file)).hint(Message::new(
        "phiếu trả lời là tệp .yaml hoặc .json ghi \"tên mục: giá trị\"; xem congvan new",
        "an answers file is .yaml or .json with \"name: value\"; see congvan new",
    ))
}

/// A day of a cell, as it was understood.
pub(super) fn day_read(text: &str, day: NaiveDate) -> Diagnostic {
    let (vi, en) = (day.format("ngày %-d tháng %-m năm %Y"), day.format("%-d %B %Y"));
    let message = Message::new(format!("“{text}” được hiểu là {vi}"), format!("'{text}' is taken as {en}"));
    Diagnostic::new(Severity::Info, "batch/day-read", message)
}

pub(super) fn line_long(file: &str, line: usize, megabytes: u64) -> Diagnostic {
    let message =
        Message::new(format!("dòng dài quá {megabytes} MB"), format!("the line is longer than {megabytes} MB"));
    Diagnostic::error("batch/line-long", message)
        .at(cell(file, line, 1))
        .hint(Message::new("mỗi dòng ghi một bản ghi", "write a record a line"))
}

/// A plan is written over a plan only.
pub(super) fn no_plan(path: &Path) -> Diagnostic {
    let name = path.display();
    let message = Message::new(
        format!("đã có tệp \"{name}\" và tệp đó không phải kế hoạch: không ghi đè"),
        format!("\"{name}\" is there already and is no plan: it is not written over"),
    );
    let hint =
        Message::new("đặt tên khác cho kế hoạch, ví dụ: -o ke-hoach.jsonl", "name the plan otherwise: -o plan.jsonl");
    Diagnostic::error("batch/no-plan", message).hint(hint)
}

/// A record that does not say what it is called, although others do.
pub(super) fn key_open(key: &str, place: Place) -> Diagnostic {
    let message = Message::new(
        format!("không có khóa (key) là chữ hoặc số: tệp có tên \"{key}\""),
        format!("there is no key that is text or a number: the files are named \"{key}\""),
    );
    Diagnostic::warning("batch/key-open", message).at(place)
}

/// A key that cannot name a file as it is.
/// A key with accents as characters of their own, as macOS writes them; the name has them as they are typed.
pub(super) fn key_composed(key: &str, place: Place) -> Diagnostic {
    let message = Message::new(
        format!("key \"{key}\" lưu dấu theo kiểu khác; tên tệp lưu dấu theo kiểu thường dùng"),
        format!("the accents of the key \"{key}\" are stored apart from their letters; the files have them as usual"),
    );
    Diagnostic::new(Severity::Info, "batch/key-composed", message).at(place)
}

pub(super) fn key_changed(given: &str, key: &str, place: Place) -> Diagnostic {
    let message = Message::new(
        format!("key “{given}” không dùng làm tên tệp được: tệp có tên \"{key}\""),
        format!("the key '{given}' cannot name a file: the files are named \"{key}\""),
    );
    Diagnostic::warning("batch/key-changed", message).at(place)
}

pub(super) fn cell_error(file: &str, line: usize, column: usize, error: &dyn Display) -> Diagnostic {
    let message =
        Message::new(format!("công thức trong ô báo lỗi {error}"), format!("the formula in the cell gives {error}"));
    Diagnostic::error("batch/cell-error", message)
        .at(cell(file, line, column))
        .hint(Message::new("sửa ô này trong sổ Excel rồi lưu lại", "mend the cell in the workbook and save it again"))
}

pub(super) fn heading_deep(file: &str, column: usize, most: usize) -> Diagnostic {
    let message = Message::new(
        format!("tên cột có quá {most} cấp"),
        format!("the heading names an answer below more than {most} levels"),
    );
    Diagnostic::error("batch/heading-deep", message).at(cell(file, 1, column)).hint(Message::new(
        "tên cột ghi tên mục của phiếu, ví dụ document.number",
        "a heading names an answer, such as document.number",
    ))
}

pub(super) fn heading_twice(file: &str, column: usize, heading: &str) -> Diagnostic {
    let message =
        Message::new(format!("hai cột cùng tên \"{heading}\""), format!("two columns are named \"{heading}\""));
    Diagnostic::error("batch/heading-twice", message).at(cell(file, 1, column))
}

pub(super) fn heading_unknown(file: &str, column: usize, heading: &str, near: Option<&str>, kind: &str) -> Diagnostic {
    let message = Message::new(
        format!("tên cột \"{heading}\" không phải mục nào của {kind}"),
        format!("the heading \"{heading}\" names no answer of {kind}"),
    );
    let hint = match near {
        Some(near) => Message::new(format!("Có phải {near}?"), format!("Did you mean {near}?")),
        None => Message::new(
            format!("tên các mục: congvan new {kind}; cột ghi chú thì để trống tên cột"),
            format!("the names: congvan new {kind}; a column of notes has no heading"),
        ),
    };
    Diagnostic::error("batch/heading-unknown", message).at(cell(file, 1, column)).hint(hint)
}

pub(super) fn no_headings(file: &str) -> Diagnostic {
    let message = Message::new("bảng không có dòng đầu", "the table has no headings");
    Diagnostic::error("batch/no-headings", message).at(whole(file)).hint(Message::new(
        "dòng đầu ghi tên mục của phiếu, ví dụ document.number",
        "the first row names answers, such as document.number",
    ))
}

/// Two records of one key. The first stood at a line of the table, or in a file of the folder.
pub(super) fn key_twice(key: &str, first: &First, place: Place) -> Diagnostic {
    let (vi, en, hint) = match first {
        First::Line(line) => (
            format!("ở dòng {line}"),
            format!("at line {line}"),
            Message::new(
                "đổi cột key, hoặc dùng --name với các mục khác nhau ở mỗi bản ghi",
                "change the column key, or use --name with answers that differ",
            ),
        ),
        First::File(file) => (
            format!("của tệp {file}"),
            format!("of the file {file}"),
            Message::new(
                "đổi tên một trong hai tệp, hoặc dùng --name với các mục khác nhau ở mỗi bản ghi",
                "rename one of the two files, or use --name with answers that differ",
            ),
        ),
    };
    let message = Message::new(
        format!("đã có bản ghi tên \"{key}\" {vi}: hai bản ghi không thể ghi ra cùng một tệp"),
        format!("there is a record named \"{key}\" {en}: two records cannot be written to one file"),
    );
    Diagnostic::error("batch/key-twice", message).at(place).hint(hint)
}

pub(super) fn key_long(key: &str, place: Place) -> Diagnostic {
    let message = Message::new(format!("tên quá dài: \"{key}\""), format!("the name is too long: \"{key}\""));
    Diagnostic::error("batch/key-long", message).at(place)
}

/// A writer gave up in a way it should not.
pub(super) fn panicked(place: Place) -> Diagnostic {
    let message = Message::new(
        "chương trình gặp lỗi của chính nó ở bản ghi này",
        "the program met a fault of its own at this record",
    );
    Diagnostic::error("batch/internal", message).at(place)
}

/// What helps where records and plan do not agree any more.
fn plan_anew() -> Message {
    Message::new("lập lại kế hoạch: congvan batch plan", "make the plan anew: congvan batch plan")
}

/// A record that is not what it was when the plan was made; whose it is is told with it.
pub(super) fn changed(place: Place) -> Diagnostic {
    let message =
        Message::new("bản ghi đã khác so với lúc lập kế hoạch", "the record is not what it was when the plan was made");
    Diagnostic::error("batch/changed", message).at(place).hint(plan_anew())
}

/// A record of the plan that is none of the records any more.
pub(super) fn gone(file: &str) -> Diagnostic {
    let message = Message::new(
        format!("\"{file}\" không còn bản ghi này như lúc lập kế hoạch"),
        format!("the record is not in \"{file}\" any more, as it was when the plan was made"),
    );
    Diagnostic::error("batch/gone", message).hint(plan_anew())
}

/// As [`gone`], where only the answers tell who a record is.
pub(super) fn gone_or_changed(file: &str) -> Diagnostic {
    let message = Message::new(
        format!("trong \"{file}\" bản ghi này đã khác so với lúc lập kế hoạch, hoặc không còn nữa"),
        format!("in \"{file}\" the record is not what it was when the plan was made, or is gone"),
    );
    Diagnostic::error("batch/changed", message).hint(plan_anew())
}

/// A record that the plan does not know.
pub(super) fn not_planned(key: &str, file: &str) -> Diagnostic {
    let message = Message::new(
        format!("có bản ghi thêm vào sau khi lập kế hoạch, không lập: \"{key}\""),
        format!("there are records that the plan does not know, they are not made: \"{key}\""),
    );
    Diagnostic::error("batch/not-planned", message).at(whole(file)).hint(plan_anew())
}

/// A record that ended the process twice.
pub(crate) fn poison() -> Diagnostic {
    let message = Message::new(
        "bản ghi đã hai lần làm chương trình chết, nay tạm loại",
        "the record ended the program twice and is set aside",
    );
    Diagnostic::error("batch/poison", message)
        .hint(Message::new("muốn thử lại: chạy lại với --retry-poison", "to try again: run again with --retry-poison"))
}

/// A file that a plan names as it was given lies elsewhere, seen from here.
pub fn elsewhere(problem: Diagnostic) -> Diagnostic {
    problem.hint(Message::new(
        "kế hoạch ghi đường dẫn tính từ thư mục nơi đã lập kế hoạch: chạy lại từ thư mục ấy",
        "the plan names files as seen from the folder in which it was made: run this from there",
    ))
}

pub(super) fn plan_unusable(file: &str, vi: &str, en: &str) -> Diagnostic {
    Diagnostic::error("batch/plan", Message::new(vi, en)).at(whole(file)).hint(plan_anew())
}

/// The plan was made by a template that has changed, or is gone.
pub(super) fn template_changed() -> Diagnostic {
    let message =
        Message::new("mẫu đã khác so với lúc lập kế hoạch", "the template is not what it was when the plan was made");
    Diagnostic::error("batch/template-changed", message).hint(plan_anew())
}

/// There is nothing where the records are to be; perhaps a step was meant.
pub(super) fn no_file(file: &str) -> Diagnostic {
    let message = Message::new("không có tệp hoặc thư mục này", "there is no such file or folder");
    let finding = Diagnostic::error("batch/unreadable", message).at(whole(file));
    match STEPS.iter().find(|step| strsim::damerau_levenshtein(step, file) <= 2) {
        Some(step) => finding
            .hint(Message::new(format!("có phải: congvan batch {step}"), format!("perhaps: congvan batch {step}"))),
        None => finding,
    }
}
