//! What the proof finds wrong with the results, told one by one or, where much is alike, once for all.

use crate::diag::{Diagnostic, Message};

/// How many names are told of what is alike.
const TOLD: usize = 3;

/// What is wrong with a record or a file of the folder of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// What it is.
    pub kind: Fault,
    /// The record, by its key, or the file, by its name.
    pub name: String,
}

/// A way in which results are not what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The record is not made yet.
    Open,
    /// The file was made, and is gone.
    Lost,
    /// The file is not what was made.
    Changed,
    /// The plan does not name the file.
    Foreign,
    /// The file is of a record that was good once.
    Outdated,
    /// The file is of an earlier run, and of no record of this one.
    Left,
}

/// Each kind of flaw once, in the order given.
pub fn folded(flaws: &[Flaw]) -> Vec<Diagnostic> {
    let mut kinds: Vec<Fault> = Vec::new();
    flaws.iter().for_each(|flaw| {
        if !kinds.contains(&flaw.kind) {
            kinds.push(flaw.kind)
        }
    });
    let of = |kind: &Fault| {
        let names: Vec<&str> = flaws.iter().filter(|flaw| flaw.kind == *kind).map(|flaw| flaw.name.as_str()).collect();
        kind.diagnostic(&names)
    };
    kinds.iter().map(of).collect()
}

impl Flaw {
    pub(super) fn new(kind: Fault, name: impl Into<String>) -> Self {
        Flaw { kind, name: name.into() }
    }

    /// The same, to be told alone.
    pub fn diagnostic(&self) -> Diagnostic {
        self.kind.diagnostic(&[&self.name])
    }
}

/// Names in words: a few, and how many there are.
pub(super) fn list(names: &[&str], count: usize) -> String {
    let more = if count > names.len().min(TOLD) { ", …" } else { "" };
    format!("{}{more}", names.iter().take(TOLD).copied().collect::<Vec<_>>().join(", "))
}

impl Fault {
    fn diagnostic(self, names: &[&str]) -> Diagnostic {
        let (vi, en) = self.words();
        let what = match names {
            [name] => (format!("\"{name}\""), format!("\"{name}\"")),
            _ => {
                let (count, list) = (names.len(), list(names, names.len()));
                let (unit_vi, unit_en) =
                    if self == Fault::Open { ("bản ghi", "records") } else { ("tệp", "files") };
                (format!("{count} {unit_vi}: {list}"), format!("{count} {unit_en}: {list}"))
            }
        };
        let message = Message::new(format!("{vi}: {}", what.0), format!("{en}: {}", what.1));
        let (code, is_error) = self.code();
        let finding = if is_error { Diagnostic::error(code, message) } else { Diagnostic::warning(code, message) };
        match self.hint() {
            Some((vi, en)) => finding.hint(Message::new(vi, en)),
            None => finding,
        }
    }

    fn code(self) -> (&'static str, bool) {
        match self {
            Fault::Open => ("batch/missing", true),
            Fault::Lost => ("batch/lost-file", true),
            Fault::Changed => ("batch/changed-file", true),
            Fault::Foreign => ("batch/foreign-file", true),
            Fault::Outdated => ("batch/outdated-file", false),
            Fault::Left => ("batch/left-file", false),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Fault::Open => ("chưa lập", "not made yet"),
            Fault::Lost => ("tệp đã mất sau khi lập", "the file is gone since it was made"),
            Fault::Changed => ("tệp đã bị sửa sau khi lập", "the file was changed since it was made"),
            Fault::Foreign => (
                "trong thư mục kết quả có tệp không thuộc kế hoạch",
                "the folder of results holds a file that the plan does not name",
            ),
            Fault::Outdated => (
                "tệp của lần lập trước, bản ghi nay có lỗi nên không lập lại",
                "the file is of an earlier run, its record has errors now and was not made",
            ),
            Fault::Left => (
                "tệp của lần lập trước, lần này không có bản ghi nào lập ra tệp này",
                "the file is of an earlier run, no record of this one makes it",
            ),
        }
    }

    fn hint(self) -> Option<(&'static str, &'static str)> {
        match self {
            Fault::Open => {
                Some(("chạy lại phần còn thiếu: congvan batch render", "run the shard again: congvan batch render"))
            }
            Fault::Lost => Some((
                "chạy lại để lập lại tệp này: congvan batch render",
                "run again to make it anew: congvan batch render",
            )),
            Fault::Changed => Some((
                "chạy lại để lập lại tệp này: congvan batch render; bản sửa tay được giữ trong .congvan/kept",
                "run again to make it anew: congvan batch render; what was changed by hand is kept in .congvan/kept",
            )),
            Fault::Outdated => Some((
                "sửa bản ghi rồi chạy lại, hoặc xoá tệp này",
                "mend the record and run again, or remove the file",
            )),
            Fault::Left => Some(("không cần nữa thì xoá tệp này", "remove the file if it is not needed")),
            Fault::Foreign => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_is_told_once() {
        let flaw = |kind, name: &str| Flaw::new(kind, name);
        let mut flaws: Vec<Flaw> = (1..=5).map(|number| flaw(Fault::Open, &format!("k{number}"))).collect();
        flaws.insert(2, flaw(Fault::Lost, "a.pdf"));
        let told: Vec<String> = folded(&flaws).into_iter().map(|finding| finding.message.vi).collect();
        assert_eq!(told, ["chưa lập: 5 bản ghi: k1, k2, k3, …", "tệp đã mất sau khi lập: \"a.pdf\""]);
    }
}
