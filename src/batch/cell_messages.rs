//! What is wrong with cells of tables, where what they hide would be lost.

use super::messages::cell;
use crate::diag::{Diagnostic, Message};

/// A quote took in the rows after its own.
pub(super) fn open_quote(file: &str, line: usize) -> Diagnostic {
    let message = Message::new(
        "dấu ngoặc kép mở ra ở dòng này không được đóng đúng chỗ, nuốt cả các dòng sau",
        "a quote opened in this line is not closed where it should be and takes in the lines after it",
    );
    Diagnostic::error("batch/open-quote", message).at(cell(file, line, 1)).hint(Message::new(
        "thêm dấu \" ở cuối ô; dấu \" trong chữ thì viết hai lần: \"\"",
        "close the cell with a \"; write a \" inside text twice: \"\"",
    ))
}

/// A formula that nobody has computed yet: programs that write workbooks leave the result out.
pub(super) fn formula_open(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new("công thức trong ô chưa có kết quả", "the formula in the cell has no result yet");
    Diagnostic::error("batch/formula-open", message).at(cell(file, line, column)).hint(Message::new(
        "mở sổ bằng Excel hoặc LibreOffice, lưu lại để các công thức được tính",
        "open the workbook in Excel or LibreOffice and save it, so that formulas are computed",
    ))
}

/// A workbook keeps fifteen digits of a number.
pub(super) fn number_long(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new(
        "số dài hơn 15 chữ số: sổ Excel không giữ đúng các chữ số cuối",
        "a number of more than 15 digits: workbooks do not keep the last ones",
    );
    Diagnostic::error("batch/number-long", message).at(cell(file, line, column)).hint(Message::new(
        "định dạng cột là Văn bản (Text) rồi gõ lại số",
        "give the column the format Text and type the number again",
    ))
}

/// A duration is no answer of any form.
pub(super) fn duration(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new("ô ghi một khoảng thời gian", "the cell holds a duration");
    Diagnostic::error("batch/duration", message)
        .at(cell(file, line, column))
        .hint(Message::new("ghi bằng chữ hoặc số", "write it as words or as a number"))
}

/// A day and a time in one cell.
pub(super) fn moment(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new("ô ghi cả ngày lẫn giờ", "the cell holds a day and a time");
    Diagnostic::error("batch/day-and-time", message).at(cell(file, line, column)).hint(Message::new(
        "mỗi ô ghi ngày hoặc giờ; cần cả hai trong một câu thì định dạng ô là Văn bản (Text) rồi gõ lại",
        "a cell holds a day or a time; where words need both, give it the format Text and type it again",
    ))
}

/// A row that nobody sees who looks at the table.
pub(super) fn row_hidden(file: &str, line: usize) -> Diagnostic {
    let message = Message::new(
        "dòng đang bị ẩn trong sổ (ẩn tay hoặc do bộ lọc), không lập",
        "the row is hidden in the workbook, by hand or by a filter, and is not made",
    );
    Diagnostic::error("batch/row-hidden", message).at(cell(file, line, 1)).hint(Message::new(
        "cần lập thì bỏ lọc (Clear) hoặc bỏ ẩn (Unhide) rồi lưu; không cần thì xoá dòng",
        "clear the filter or unhide the row and save; delete the row if it is not needed",
    ))
}

/// A cell that is joined to the one above it or before it, and so has nothing of its own.
pub(super) fn cell_merged(file: &str, line: usize, column: usize) -> Diagnostic {
    let message = Message::new("ô bị gộp với ô khác", "the cell is merged with another");
    Diagnostic::error("batch/cell-merged", message).at(cell(file, line, column)).hint(Message::new(
        "bỏ gộp ô (Unmerge Cells) rồi ghi giá trị ở từng dòng",
        "unmerge the cells and give each row its own value",
    ))
}
