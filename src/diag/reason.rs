//! Why the system refused something, in Vietnamese.

use std::fmt::Display;

/// What systems and libraries say, by a part of it, and what that means.
const KNOWN: [(&str, &str); 16] = [
    ("No such file or directory", "không có tệp hoặc thư mục này"),
    ("entity not found", "không có tệp hoặc thư mục này"),
    ("Permission denied", "không có quyền đọc hoặc ghi ở đây"),
    ("Operation not permitted", "không có quyền đọc hoặc ghi ở đây"),
    ("Is a directory", "đây là thư mục, không phải tệp"),
    ("is a directory", "đây là thư mục, không phải tệp"),
    ("Not a directory", "một phần của đường dẫn là tệp, không phải thư mục"),
    ("File exists", "đã có tệp hoặc thư mục tên này"),
    ("No space left on device", "ổ đĩa đã đầy"),
    ("quota exceeded", "đã hết phần ổ đĩa được dùng"),
    ("Read-only file system", "ổ đĩa chỉ cho đọc"),
    ("File name too long", "tên tệp quá dài"),
    ("Input/output error", "ổ đĩa có lỗi"),
    ("Address already in use", "cổng này đang có chương trình khác dùng"),
    ("Cannot assign requested address", "máy không có địa chỉ này"),
    ("Zip", "tệp hỏng, hoặc không phải sổ Excel (.xlsx)"),
];

/// The reason in Vietnamese where it is a usual one, else as it was given.
pub fn reason(why: &dyn Display) -> String {
    let why = why.to_string();
    let known = KNOWN.iter().find(|(part, _)| why.contains(part));
    known.map_or(why, |(_, meaning)| (*meaning).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_reasons_are_vietnamese() {
        let missing = std::fs::read("/không/có").unwrap_err();
        assert_eq!(reason(&missing), "không có tệp hoặc thư mục này");
        assert_eq!(reason(&std::io::Error::from(std::io::ErrorKind::NotFound)), "không có tệp hoặc thư mục này");
        assert_eq!(reason(&"odd"), "odd");
    }
}
