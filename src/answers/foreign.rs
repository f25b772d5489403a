//! Files of other programs that are given for answers.

use crate::diag::{Diagnostic, Message};

/// What a file is that holds no answers, as its first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Foreign {
    Word,
    Workbook,
    /// A file of Word, Excel or PowerPoint before 2007.
    OldOffice,
    Pdf,
    Picture,
    Archive,
}

/// How many bytes of the beginning are looked at: the first names in an archive are among them.
const HEAD: usize = 1 << 13;

pub(super) fn kind(bytes: &[u8]) -> Option<Foreign> {
    let begins = |mark: &[u8]| bytes.starts_with(mark);
    if begins(b"PK\x03\x04") {
        return Some(archive(bytes));
    }
    if begins(b"%PDF-") {
        return Some(Foreign::Pdf);
    }
    if begins(b"{\\rtf") {
        return Some(Foreign::Word);
    }
    if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(Foreign::OldOffice);
    }
    (begins(b"\x89PNG") || begins(b"\xff\xd8\xff")).then_some(Foreign::Picture)
}

/// Word and Excel name their parts `word/…` and `xl/…`: in the first entries, and in the table at the end.
fn archive(bytes: &[u8]) -> Foreign {
    let ends = [&bytes[..bytes.len().min(HEAD)], &bytes[bytes.len().saturating_sub(HEAD)..]];
    let has = |name: &[u8]| ends.iter().any(|end| end.windows(name.len()).any(|window| window == name));
    match (has(b"word/"), has(b"xl/")) {
        (true, _) => Foreign::Word,
        (false, true) => Foreign::Workbook,
        (false, false) => Foreign::Archive,
    }
}

impl Foreign {
    pub(super) fn finding(self) -> Diagnostic {
        let (vi, en) = self.name();
        let message = Message::new(
            format!("Đây là {vi}, không phải tệp trả lời (YAML hoặc JSON)"),
            format!("This is {en} and no answers file (YAML or JSON)"),
        );
        Diagnostic::error("answers/not-answers", message).hint(self.hint())
    }

    fn name(self) -> (&'static str, &'static str) {
        match self {
            Foreign::Word => ("tệp Word", "a Word file"),
            Foreign::Workbook => ("bảng tính Excel", "an Excel workbook"),
            Foreign::OldOffice => ("tệp Word hoặc Excel đời cũ (.doc, .xls)", "an old Word or Excel file (.doc, .xls)"),
            Foreign::Pdf => ("tệp PDF", "a PDF file"),
            Foreign::Picture => ("tệp ảnh", "a picture"),
            Foreign::Archive => ("tệp nén", "an archive"),
        }
    }

    fn hint(self) -> Message {
        match self {
            Foreign::Workbook => Message::new(
                "Bảng mỗi dòng một văn bản thì dùng lệnh: congvan batch <tệp>.xlsx",
                "For a table with a document a row: congvan batch FILE.xlsx",
            ),
            Foreign::Pdf => Message::new(
                "Muốn sao văn bản này thì dùng lệnh: congvan copy <tệp>.pdf --answers <tệp trả lời>",
                "To copy this document: congvan copy FILE.pdf --answers ANSWERS",
            ),
            Foreign::Word | Foreign::OldOffice | Foreign::Picture | Foreign::Archive => Message::new(
                "Tạo tệp mẫu bằng lệnh: congvan new <loại văn bản> > tra-loi.yaml, rồi điền nội dung vào tệp ấy",
                "Make a file with: congvan new <kind> > answers.yaml, and fill the words into it",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_named() {
        let word =
            [b"PK\x03\x04".as_slice(), &[0; 26], b"[Content_Types].xml", &[7; 20_000], b"word/document.xml"].concat();
        let wanted: [(&[u8], Option<Foreign>); 9] = [
            (&word, Some(Foreign::Word)),
            (b"PK\x03\x04\0\0xl/workbook.xml", Some(Foreign::Workbook)),
            (b"PK\x03\x04", Some(Foreign::Archive)),
            (b"%PDF-1.7\n", Some(Foreign::Pdf)),
            (b"{\\rtf1\\ansi", Some(Foreign::Word)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Some(Foreign::OldOffice)),
            (b"\xff\xd8\xff\xe0", Some(Foreign::Picture)),
            (b"template: cong-van\n", None),
            (b"{\"template\": \"cong-van\"}", None),
        ];
        for (bytes, foreign) in wanted {
            assert_eq!(kind(bytes), foreign, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(20)]));
        }
    }
}
