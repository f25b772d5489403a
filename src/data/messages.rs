//! What is said about the answers' own words on data files.

use super::schema::Schema;
use crate::diag::{Diagnostic, Message, Severity};

/// A typed figure is not the file's: both are shown.
pub fn disagrees(what: &Message, typed: &str, real: &str) -> Diagnostic {
    Diagnostic::error(
        "data/disagrees",
        Message::new(
            format!("{} khai là {typed}, nhưng tính từ tệp là {real}.", what.vi),
            format!("{} is typed as {typed}, but the file has {real}.", what.en),
        ),
    )
    .hint(Message::new(
        "Xóa con số đã khai (chương trình tự tính), hoặc thay đúng tệp.",
        "Delete the typed figure (it is computed), or put the right file there.",
    ))
}

/// A table that the module does not have.
pub fn unknown_table(module: &str, name: &str) -> Diagnostic {
    let finding = Diagnostic::error(
        "data/unknown-table",
        Message::new(
            format!("Phân hệ `{module}` không có bảng `{name}`."),
            format!("Module `{module}` has no table `{name}`."),
        ),
    );
    let names: Vec<&str> = Schema::embedded().module(module).map(|table| table.name.as_str()).collect();
    match names.iter().find(|known| strsim::damerau_levenshtein(known, name) <= 2) {
        Some(near) => finding.hint(Message::new(format!("Có phải là `{near}`?"), format!("Did you mean `{near}`?"))),
        None => finding.hint(Message::new(
            format!("Các bảng của phân hệ: {}.", names.join(", ")),
            format!("The module's tables: {}.", names.join(", ")),
        )),
    }
}

/// One file for two tables.
pub fn named_twice(path: &str) -> Diagnostic {
    Diagnostic::error(
        "data/named-twice",
        Message::new(format!("Tệp `{path}` được khai hai lần."), format!("File `{path}` is named twice.")),
    )
}

/// A file without the folder it lies in.
pub fn no_folder() -> Diagnostic {
    Diagnostic::error(
        "data/no-folder",
        Message::new(
            "Có khai tệp dữ liệu nhưng chưa khai thư mục `data_submission.data_dir`.",
            "A data file is named, but `data_submission.data_dir` is not.",
        ),
    )
}

/// So many figures nobody checked.
pub fn not_verified(figures: usize) -> Diagnostic {
    Diagnostic::new(
        Severity::Info,
        "data/not-verified",
        Message::new(
            format!("{figures} số liệu về tệp dữ liệu do người lập phiếu khai, chưa đối chiếu với tệp."),
            format!("{figures} figures about data files are as typed; no file was read to verify them."),
        ),
    )
    .hint(Message::new(
        "Khai thư mục dữ liệu (data_dir) và các tệp của từng bảng (tables) để chương trình tự tính.",
        "Give `data_dir` and the files under `tables`, and they are computed.",
    ))
}
