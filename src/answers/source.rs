//! The text of an answers file, from its bytes.

use super::foreign;
use super::position::Positions;
use crate::diag::{Diagnostic, Message, Place, Span};

/// The largest answers file, in bytes: 8 MiB. A reader need not load more than one byte beyond it.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// An answers file: its name, as its user gave it, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// From text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source { name: name.into(), text: text.into() }
    }

    /// From the bytes of a file: UTF-8, with or without a byte order mark, at most [`MAX_BYTES`], not empty.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, Vec<Diagnostic>> {
        let name = name.into();
        let refuse = |diagnostic: Diagnostic| {
            let place = diagnostic.place.clone().unwrap_or(Place { file: name.clone(), path: None, span: None });
            Err(vec![diagnostic.at(place)])
        };
        if let Some(kind) = foreign::kind(bytes) {
            return refuse(kind.finding());
        }
        if bytes.len() > MAX_BYTES {
            return refuse(too_large(bytes.len()));
        }
        if let Some(encoding) = utf16(bytes) {
            return refuse(not_utf8(encoding));
        }
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Err(error) => {
                let span = bad_byte(bytes, error.valid_up_to());
                let place = Place { file: name.clone(), path: None, span: Some(span) };
                return refuse(not_utf8(legacy(bytes)).at(place));
            }
        };
        if text.trim().is_empty() {
            return refuse(empty());
        }
        Ok(Source { text: text.to_owned(), name })
    }

    /// The name, as its user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A place in this file.
    pub fn place(&self, span: Span) -> Place {
        Place { file: self.name.clone(), path: None, span: Some(span) }
    }
}

/// There is nothing in the file.
pub(super) fn empty() -> Diagnostic {
    let message = Message::new("Tệp không có nội dung", "The file has no content");
    let hint = Message::new(
        "Tạo tệp mẫu để điền bằng lệnh: congvan new <loại văn bản> > tra-loi.yaml",
        "Make a file to fill in with: congvan new <kind> > answers.yaml",
    );
    Diagnostic::error("answers/empty", message).hint(hint)
}

fn too_large(bytes: usize) -> Diagnostic {
    let (most, size) = (MAX_BYTES / 1024 / 1024, bytes / 1024 / 1024);
    let message = Message::new(
        format!("Tệp dài hơn {most} MB ({size} MB): đây không phải tệp trả lời"),
        format!("The file is over {most} MB ({size} MB): this is no answers file"),
    );
    let hint = Message::new(
        "Dữ liệu nộp kèm để trong thư mục riêng và ghi tên ở data_submission.data_dir",
        "Put the data in a folder of its own and name it in data_submission.data_dir",
    );
    Diagnostic::error("answers/too-large", message).hint(hint)
}

fn not_utf8(encoding: &str) -> Diagnostic {
    let message = Message::new("Tệp không phải UTF-8", "The file is not UTF-8");
    let hint = Message::new(
        format!("Tệp có vẻ dùng {encoding}. Mở lại bằng trình soạn thảo, chọn Lưu thành (Save As), mã hóa UTF-8"),
        format!("It seems to be {encoding}. Open it in an editor and save it as UTF-8"),
    );
    Diagnostic::error("answers/not-utf8", message).hint(hint)
}

fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] => return Some("UTF-16 LE"),
        [0xfe, 0xff, ..] => return Some("UTF-16 BE"),
        _ => {}
    }
    // Latin letters in UTF-16 have a zero in every other byte.
    let head = &bytes[..bytes.len().min(512)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let half = head.len() / 4;
    match (zeros(0) > half, zeros(1) > half) {
        (true, false) => Some("UTF-16 BE"),
        (false, true) => Some("UTF-16 LE"),
        _ => None,
    }
}

/// Windows-1258 writes tone marks as single bytes after the vowel; TCVN3 has no use for them.
fn legacy(bytes: &[u8]) -> &'static str {
    let tone = |pair: &[u8]| pair[0].is_ascii_alphabetic() && matches!(pair[1], 0xcc | 0xd2 | 0xde | 0xec | 0xf2);
    if bytes.windows(2).any(tone) { "Windows-1258" } else { "TCVN3 (ABC), VNI, Windows-1252" }
}

fn bad_byte(bytes: &[u8], position: usize) -> Span {
    let before = std::str::from_utf8(&bytes[..position]).unwrap_or_default();
    Positions::new(before).span(before, position, position)
}
