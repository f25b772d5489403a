//! What the columns of a table mean by the form of its records: cells are read, and advice is worded, accordingly.

use std::sync::Arc;

use chrono::NaiveDate;

use super::messages;
use super::rows::Cell;
use super::tree;
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::template::form::{Fallback, Field, Kind};
use crate::template::{self, Template};

/// The column that names the kind of each record.
pub(super) const TEMPLATE: &str = "template";

/// So many columns may be advised; what needs more is said in the shared answers.
const COLUMNS: usize = 3;

/// The columns of a table.
#[derive(Clone, Default)]
pub(super) struct Columns {
    pub(super) headings: Vec<String>,
    /// The kind of all records; none where each names its own, or no kind is known.
    pub(super) template: Option<Arc<Template>>,
}

impl Columns {
    /// Whether the headings speak of a list at this path: they name its first item.
    pub(super) fn is_list(&self, above: &[&str]) -> bool {
        self.headings.iter().any(|heading| {
            let mut parts = heading.split('.');
            above.iter().all(|part| parts.next() == Some(part)) && parts.next() == Some("0")
        })
    }

    /// The kind of a record.
    fn kind(&self, cells: &[Cell]) -> Option<Arc<Template>> {
        let own = || cells.iter().find(|cell| cell.path == TEMPLATE)?.value.text();
        self.template.clone().or_else(|| template::named(own()?).ok())
    }

    /// Reads cells as their columns mean: days as Vietnamese write them; numbers that were codes with zeros before them.
    /// What was mended is noted.
    pub(super) fn read(&self, table: &str, line: usize, cells: &mut [Cell]) -> Vec<Diagnostic> {
        let Some(template) = self.kind(cells) else { return Vec::new() };
        let mut notes = Vec::new();
        for cell in cells {
            let path = AnswerPath::new(&cell.path);
            let Some(text) = cell.value.text().map(str::trim) else { continue };
            match template.form.field(&path).map(|field| &field.kind) {
                Some(Kind::Date) => {
                    let Some(day) = day(text) else { continue };
                    let mut place = messages::cell(table, line, cell.column);
                    place.path = Some(path);
                    notes.push(messages::day_read(text, day).at(place));
                    cell.value = tree::scalar(day.format("%Y-%m-%d").to_string(), false);
                }
                Some(Kind::Code { width: Some(width), .. }) if is_short(text, *width) => {
                    cell.value = tree::scalar(text, true);
                }
                _ => {}
            }
        }
        notes
    }

    /// The advice on an answer that is missing: which cell is to be filled, or which column to be added. The column is
    /// returned too, from 1.
    pub(super) fn advice(&self, path: &AnswerPath) -> (Message, Option<usize>) {
        let below = |heading: &String| !heading.is_empty() && AnswerPath::new(heading).is_within(path);
        let mut columns: Vec<usize> = (0..self.headings.len()).filter(|&index| below(&self.headings[index])).collect();
        let field = |path: &str| self.template.as_ref()?.form.field(&AnswerPath::new(path));
        let needed = |index: &usize| field(&self.headings[*index]).is_some_and(|field| field.required);
        if columns.iter().any(needed) {
            columns.retain(needed);
        }
        let Some(first) = columns.first() else { return (self.missing_column(path), None) };
        let names = columns.iter().map(|&index| self.headings[index].as_str()).collect::<Vec<_>>().join(", ");
        let sample =
            field(&self.headings[*first]).map(Field::sample).filter(|sample| !sample.starts_with(['…', '[', '{']));
        let (vi, en) = sample.filter(|_| columns.len() == 1).map_or_else(Default::default, |sample| {
            let sample = sample.trim_matches('"').to_owned();
            (format!(", ví dụ: {sample}"), format!(", such as: {sample}"))
        });
        (
            Message::new(format!("Điền ô ở cột {names}{vi}"), format!("Fill in the cell of column {names}{en}")),
            Some(first + 1),
        )
    }

    /// The columns that a heading stands for which names a group or a list, and has room for one value.
    pub(super) fn renamed(&self, path: &AnswerPath) -> Message {
        let leaves = self.leaves(path);
        let names = leaves.iter().take(COLUMNS).map(AnswerPath::as_str).collect::<Vec<_>>().join(", ");
        Message::new(
            format!("Cột này ghi được một giá trị; đặt tên cột là: {names}"),
            format!("The column has room for one value; name it: {names}"),
        )
    }

    fn leaves(&self, path: &AnswerPath) -> Vec<AnswerPath> {
        let mut leaves = Vec::new();
        match self.template.as_ref().and_then(|template| template.form.field(path)) {
            Some(field) => needed(field, path, &mut leaves),
            None => leaves.push(path.clone()),
        }
        leaves
    }

    fn missing_column(&self, path: &AnswerPath) -> Message {
        let leaves = self.leaves(path);
        if leaves.len() > COLUMNS {
            return Message::new(
                format!("Ghi {path} vào phiếu chung (--defaults)"),
                format!("Write {path} into the shared answers (--defaults)"),
            );
        }
        let columns = leaves.iter().map(AnswerPath::as_str).collect::<Vec<_>>().join(", ");
        Message::new(
            format!("Thêm cột {columns} vào bảng, hoặc ghi {path} vào phiếu chung (--defaults)"),
            format!("Add the column {columns} to the table, or {path} to the shared answers (--defaults)"),
        )
    }
}

/// The columns that an answer needs.
fn needed(field: &Field, path: &AnswerPath, leaves: &mut Vec<AnswerPath>) {
    match &field.kind {
        Kind::Group(fields) => {
            fields
                .iter()
                .filter(|field| field.required && matches!(field.default, Fallback::None))
                .for_each(|field| needed(field, &path.child(&field.key), leaves));
        }
        Kind::List(list) => needed(&list.item, &path.child(0), leaves),
        _ => leaves.push(path.clone()),
    }
    if leaves.is_empty() {
        leaves.push(path.clone());
    }
}

/// The day that `9/4/2014` means: the day stands before the month.
fn day(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text.split('/').collect();
    let [day, month, year] = parts[..] else { return None };
    let is_number =
        |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(day, 2) || !is_number(month, 2) || !is_number(year, 4) || year.len() < 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Whether a code has lost zeros, as workbooks take them from numbers.
fn is_short(text: &str, width: usize) -> bool {
    !text.is_empty() && text.len() < width && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words about an answer that stands in a cell: nothing is put in quotes there, and a cell has one value.
pub(super) fn in_cell(finding: &mut Diagnostic) {
    const WORDS: [(&str, &str); 8] = [
        ("\"", ""),
        ("mỗi số một dòng", "mỗi số một ô"),
        ("mỗi địa chỉ một dòng", "mỗi địa chỉ một ô"),
        ("one number a line", "one number a cell"),
        ("one address a line", "one address a cell"),
        ("Mã viết không có ngoặc kép có thể mất số 0 ở đầu", "Ô là số nên có thể đã mất số 0 ở đầu"),
        ("A code without quotes may lose its leading zero", "The cell is a number and may have lost its leading zero"),
        ("Ngày 11 tháng 4 năm 2014 viết là 2014-04-11", "Ngày 11 tháng 4 năm 2014 viết là 2014-04-11 hoặc 11/4/2014"),
    ];
    let reworded = |text: &mut String| {
        for (from, to) in WORDS {
            *text = text.replace(from, to);
        }
    };
    finding.hints.iter_mut().for_each(|hint| [&mut hint.vi, &mut hint.en].into_iter().for_each(reworded));
    if finding.code == "answers/unquoted-code" {
        [&mut finding.message.vi, &mut finding.message.en].into_iter().for_each(reworded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_they_are_written_in_tables() {
        let read = |text: &str| day(text).map(|day| day.to_string());
        for text in ["9/4/2014", "09/04/2014", "9/04/2014"] {
            assert_eq!(read(text).as_deref(), Some("2014-04-09"), "{text}");
        }
        for text in ["31/2/2014", "4/13/2014", "9/4/14", "2014/4/9", "9/4", "9/4/2014/1", "x/4/2014", "+9/4/2014"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_that_lost_zeros() {
        assert!(is_short("1", 2) && !is_short("01", 2) && !is_short("", 2) && !is_short("a", 2));
    }
}
