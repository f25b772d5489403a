//! What is said of a PDF that is copied.

use chrono::NaiveDate;

use crate::diag::{Diagnostic, Message, Severity};
use crate::vietnamese::date_short;

/// Điều 25 of the decree: which copy is made from what.
const ROUTES: &str = "Nghị định 30/2020/NĐ-CP, Điều 25";
/// The digital form of copies.
const DIGITISED: &str = "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II";

fn error(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Message::new(vi, en))
}

fn warning(code: &'static str, vi: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Severity::Warning, code, Message::new(vi, en))
}

pub fn not_a_pdf() -> Diagnostic {
    error("copy/not-a-pdf", "văn bản được sao không phải là tệp PDF", "the document to be copied is no PDF file")
}

pub fn broken(why: &str) -> Diagnostic {
    let vi = "không đọc được tệp PDF được sao: tệp hỏng hoặc bị cắt";
    error("copy/broken-pdf", vi, format!("the PDF to be copied cannot be read: it is broken or cut off ({why})")).hint(
        Message::new(
            "mở tệp bằng chương trình đọc PDF rồi lưu thành tệp mới, hoặc quét lại",
            "open it in a PDF reader and save it as a new file, or scan the paper again",
        ),
    )
}

pub fn encrypted() -> Diagnostic {
    let vi = "tệp PDF được sao có mật khẩu hoặc bị khóa quyền sửa";
    error("copy/encrypted", vi, "the PDF to be copied is under a password or locked").hint(Message::new(
        "xin bản không khóa của cơ quan ban hành; chương trình không gỡ khóa",
        "ask its issuer for one that is not; no lock is taken off here",
    ))
}

pub fn certified() -> Diagnostic {
    let vi = "tệp PDF được sao có chữ ký số chứng thực không cho sửa nội dung: ghi thêm phần bản sao sẽ làm chữ ký mất hiệu lực";
    let en =
        "the PDF to be copied is certified by a signature that forbids changes: adding the copy's part would void it";
    error("copy/certified", vi, en).hint(Message::new(
        "in tệp ra giấy rồi sao từ bản in, và giữ nguyên tệp đã ký",
        "print it and copy the print, and keep the signed file as it is",
    ))
}

pub fn is_signed(count: usize) -> Diagnostic {
    let vi = format!(
        "tệp PDF được sao có {count} chữ ký số: ghi thêm phần bản sao vào tệp thì trình đọc PDF sẽ báo tệp bị sửa sau khi ký"
    );
    let en = format!(
        "the PDF to be copied bears {count} digital signature(s): readers would say that it was changed afterwards"
    );
    error("copy/signed", vi, en).hint(Message::new(
        "nếu tệp chỉ dùng để in ra giấy thì thêm --signed-ok; tệp gốc đã ký phải giữ nguyên",
        "where the file is made only to be printed, add --signed-ok; keep the signed original as it is",
    ))
}

pub fn signed_anyway(count: usize) -> Diagnostic {
    let vi =
        format!("bản sao ghi thêm sau {count} chữ ký số của tệp gốc: chữ ký không còn xác nhận nội dung của tệp này");
    let en = format!("the copy adds to a file with {count} digital signature(s), which no longer vouch for this file");
    warning("copy/signed", vi, en)
}

pub fn needs_true_copy() -> Diagnostic {
    let vi = "sao lục chỉ làm từ bản sao y, không làm từ văn bản gốc";
    error("copy/needs-true-copy", vi, "a sao lục is made from a sao y alone, not from the document itself")
        .basis(ROUTES)
        .hint(Message::new(
            "lập bản sao y trước, rồi sao lục từ tệp PDF của bản sao y",
            "make the sao y first, then copy its PDF",
        ))
}

pub fn no_true_copy_seen() -> Diagnostic {
    let vi = "không thấy dấu hiệu tệp này là bản sao y; sao lục chỉ làm từ bản sao y";
    warning("copy/no-true-copy-seen", vi, "nothing shows that this file is a sao y; a sao lục is made from one alone")
        .basis(ROUTES)
}

pub fn already_a_copy() -> Diagnostic {
    let vi = "tệp này đã là bản sao; sao y và trích sao chỉ làm từ bản gốc hoặc bản chính";
    error("copy/already-a-copy", vi, "this file is a copy; a sao y or trích sao is made from an original or main copy")
        .basis(ROUTES)
        .hint(Message::new("sao từ bản sao y thì dùng hình thức sao lục", "copy a sao y as sao lục"))
}

pub fn extract_of_pdf() -> Diagnostic {
    let vi = "trích sao phải được tạo lập lại đầy đủ thể thức, chỉ với phần cần trích; chương trình không cắt nội dung của tệp PDF";
    let en = "an extract is set anew in full form with the extracted part alone; nothing is cut out of a PDF here";
    warning("copy/extract-of-pdf", vi, en).basis(ROUTES).hint(Message::new(
        "bảo đảm tệp PDF chỉ có phần trích, hoặc trích sao từ phiếu trả lời của văn bản",
        "make sure that the PDF holds the extract alone, or copy the answers of the document",
    ))
}

pub fn before_its_original(copied: NaiveDate, issued: NaiveDate) -> Diagnostic {
    let vi = format!("ngày sao {} trước ngày ban hành văn bản được sao ({})", date_short(copied), date_short(issued));
    let en = format!("the copy of {copied} is dated before the document that is copied ({issued})");
    error("copy/before-original", vi, en).basis(ROUTES).hint(Message::new(
        "xem lại copy.date trong phiếu bản sao và document.date trong phiếu của văn bản",
        "look at copy.date in the answers of the copy and at document.date in those of the document",
    ))
}

pub fn draft() -> Diagnostic {
    let vi = "văn bản được sao chưa có số hoặc ngày: đây là bản thảo, không phải bản gốc hay bản chính";
    let en = "the document has no number or no date yet: it is a draft, no original and no main copy";
    warning("copy/unsigned", vi, en).basis(ROUTES).hint(Message::new(
        "sao y sau khi văn bản đã ký và cấp số: điền document.number và document.date theo bản chính",
        "copy it once it is signed and numbered: fill in document.number and document.date as they are there",
    ))
}

pub fn unsigned() -> Diagnostic {
    let vi = "văn bản được sao lập từ phiếu trả lời, không có hình chữ ký";
    let en = "the document is made from its answers and shows no signature";
    Diagnostic::new(Severity::Info, "copy/unsigned", Message::new(vi, en)).basis(ROUTES).hint(Message::new(
        "đối chiếu với bản gốc hoặc bản chính đã ký trước khi ký bản sao",
        "compare it with the signed original or main copy before the copy is signed",
    ))
}

pub fn unsigned_pdf() -> Diagnostic {
    let vi = "tệp PDF không có chữ ký số và không phải bản quét: không thấy đây là bản gốc hay bản chính đã ký";
    let en =
        "the PDF bears no digital signature and is no scan: nothing shows that it is a signed original or main copy";
    warning("copy/unsigned", vi, en).basis(ROUTES).hint(Message::new(
        "sao từ bản quét của văn bản đã ký, hoặc từ tệp đã ký số",
        "copy a scan of the signed paper, or the digitally signed file",
    ))
}

pub fn extract_of_answers() -> Diagnostic {
    let vi = "bản trích sao in toàn bộ phiếu trả lời của văn bản; chương trình không chọn phần trích";
    let en = "the extract prints all that the document's answers hold; no part of them is chosen here";
    warning("copy/extract-of-answers", vi, en).basis(ROUTES).hint(Message::new(
        "bảo đảm phiếu chỉ còn phần cần trích, đủ thể thức của văn bản",
        "make sure that they hold the extract alone, in the full form of the document",
    ))
}

pub fn not_a_scan() -> Diagnostic {
    let vi = "tệp PDF không phải bản số hóa từ giấy; sao y, sao lục điện tử làm bằng cách số hóa văn bản giấy và ký số của cơ quan";
    let en = "the PDF is no scan; an electronic sao y or sao lục is a digitised paper with the body's signature";
    warning("copy/not-a-scan", vi, en).basis(ROUTES)
}

pub fn coarse_scan(page: usize, dpi: f64, least: u32) -> Diagnostic {
    let vi = format!("trang {page} được quét ở {dpi:.0} dpi, tối thiểu là {least} dpi");
    warning("copy/scan-resolution", vi, format!("page {page} was scanned at {dpi:.0} dpi; the least is {least}"))
        .basis(DIGITISED)
}

pub fn grey_scan(page: usize) -> Diagnostic {
    let vi = format!("trang {page} được quét đen trắng hoặc thang xám; bản số hóa phải là ảnh màu");
    warning("copy/scan-colour", vi, format!("page {page} was scanned without colours; a digitised copy has them"))
        .basis(DIGITISED)
}

pub fn other_paper(page: usize, (width, height): (f64, f64)) -> Diagnostic {
    let size = format!("{:.0} × {:.0} mm", width * 25.4 / 72.0, height * 25.4 / 72.0);
    let vi = format!("trang {page} khổ {size}, không phải A4: kiểm tra tỷ lệ 100 % khi quét hoặc in");
    let en = format!("page {page} is {size}, not A4: check that it was scanned or printed at 100 %");
    warning("copy/paper-size", vi, en).basis(DIGITISED)
}

pub fn line_over_marks() -> Diagnostic {
    let vi = "góc trên, bên phải trang đầu đã có chữ hoặc hình: dòng thông tin của bản sao đè lên";
    warning("copy/line-over-marks", vi, "the top right corner of page 1 is not blank: the copy's line stands over it")
        .basis(DIGITISED)
}

pub fn new_page(page: usize) -> Diagnostic {
    let vi = format!("trang cuối không đủ chỗ dưới nội dung: phần bản sao đứng ở trang {page}, thêm vào sau");
    let en = format!("the last page has no room below its text: the copy's part stands on a new page {page}");
    Diagnostic::new(Severity::Info, "copy/new-page", Message::new(vi, en)).basis(DIGITISED)
}

pub fn unseen_page(page: usize) -> Diagnostic {
    let vi = format!("không xem được chỗ trống của trang cuối: phần bản sao đứng ở trang {page}, thêm vào sau");
    let en = format!("the room on the last page cannot be seen: the copy's part stands on a new page {page}");
    warning("copy/new-page", vi, en).basis(DIGITISED)
}

pub fn small_page() -> Diagnostic {
    let vi = "khổ trang của tệp PDF quá nhỏ cho phần bản sao";
    error("copy/page-too-small", vi, "the pages of the PDF are too small for the copy's part").basis(DIGITISED)
}

pub fn untagged() -> Diagnostic {
    let vi = "không ghi thêm được thẻ cấu trúc vào tệp: phần bản sao không có thẻ, khai báo PDF/UA hoặc PDF/A mức a không còn đúng";
    let en = "the file's tags cannot be added to: the copy's part has none, so a claim of PDF/UA or of PDF/A level a is no longer true";
    warning("copy/untagged", vi, en)
}

pub fn print_claim() -> Diagnostic {
    let vi = "tệp khai báo PDF/X; chương trình không kiểm được khai báo đó còn đúng sau khi ghi thêm";
    warning("copy/print-claim", vi, "the file claims PDF/X, which is not checked here after adding to it")
}
