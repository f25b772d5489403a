//! What is wrong with results and with the files that are made of them.

use std::fmt::Display;
use std::path::Path;

use crate::diag::{Diagnostic, Message, reason};

/// The name of a file that is made of the results promises something else.
pub(super) fn wrong_ending(option: &str, path: &Path, endings: &[&str]) -> Diagnostic {
    let (name, ending) = (path.display(), endings.first().unwrap_or(&""));
    let message = Message::new(
        format!("{option}: tên tệp \"{name}\" phải có đuôi .{ending}"),
        format!("{option}: the name \"{name}\" must end with .{ending}"),
    );
    Diagnostic::error("batch/wrong-ending", message)
}

/// Two files that are made of the results have one name.
pub(super) fn one_name(one: &str, other: &str, path: &Path) -> Diagnostic {
    let name = path.display();
    let message = Message::new(
        format!("{one} và {other} cùng ghi vào tệp \"{name}\""),
        format!("{one} and {other} name one file: \"{name}\""),
    );
    Diagnostic::error("batch/name-taken", message).hint(Message::new("đặt hai tên khác nhau", "give them two names"))
}

/// A file that is made of the results has the name of a record's file.
pub(super) fn name_of_a_record(option: &str, path: &Path, key: &str) -> Diagnostic {
    let name = path.display();
    let message = Message::new(
        format!("{option}: \"{name}\" là tệp của bản ghi \"{key}\", không ghi đè"),
        format!("{option}: \"{name}\" is the file of the record \"{key}\" and is not written over"),
    );
    Diagnostic::error("batch/name-taken", message)
        .hint(Message::new("đặt tên khác, hoặc ghi vào thư mục khác", "give it another name or another folder"))
}

/// There is no PDF among the results.
pub fn nothing_to_print() -> Diagnostic {
    let message = Message::new("không có PDF nào để gộp", "there is no PDF to put together");
    Diagnostic::error("batch/nothing-to-print", message)
        .hint(Message::new("--merged cần định dạng pdf: --formats pdf", "--merged needs the format pdf: --formats pdf"))
}

/// There is nothing to put together.
pub fn nothing_made() -> Diagnostic {
    let message = Message::new(
        "không lập được bản ghi nào nên không làm tệp gộp và tệp ZIP; tệp của lần trước, nếu có, vẫn như cũ",
        "no record was made, so neither the file to print nor the archive is; those of an earlier run stay as they were",
    );
    Diagnostic::warning("batch/nothing-made", message)
}

/// A folder stands where a file is to be, or a file where a folder is.
pub(super) fn in_the_way(path: &str, is_folder: bool) -> Diagnostic {
    let (vi, en) = if is_folder {
        ("đó là một thư mục", "it is a folder")
    } else {
        ("chỗ của thư mục đã có một tệp", "a file is where a folder is wanted")
    };
    let message = Message::new(format!("không ghi được \"{path}\": {vi}"), format!("cannot write \"{path}\": {en}"));
    Diagnostic::error("batch/in-the-way", message)
        .hint(Message::new("chọn tên khác, hoặc dời cái đang ở đó đi", "choose another name, or move it away"))
}

/// A file that no run has made stood where a result belongs.
pub(super) fn put_aside(kept: &Path) -> Diagnostic {
    let kept = kept.display();
    let message = Message::new(
        format!("đã lập lại tệp mà có người đã sửa; bản sửa được giữ trong {kept}"),
        format!("a file that somebody had changed was made anew; what was there is kept in {kept}"),
    );
    Diagnostic::warning("batch/edited-file", message).hint(Message::new(
        "sửa câu trả lời thay vì sửa tệp đã lập, lần lập sau sẽ giữ được",
        "change the answers rather than the file: then it stays when it is made again",
    ))
}

pub(super) fn unwritable(name: &str, why: &dyn Display) -> Diagnostic {
    let message =
        Message::new(format!("không ghi được \"{name}\": {}", reason(why)), format!("cannot write \"{name}\": {why}"));
    Diagnostic::error("file/unwritable", message).hint(Message::new(
        "kiểm tra chỗ trống của ổ đĩa và quyền ghi vào thư mục, rồi chạy lại",
        "check the free space and the rights of the folder, then run again",
    ))
}
