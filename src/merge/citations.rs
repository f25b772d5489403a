//! Văn bản viện dẫn: documents that the answers cite by a name of their own, in full where they are first mentioned, with type,
//! number and symbol alone after that (Phụ lục I, Phần I, Mục II.6a and 6b).

use serde_json::Value;

use crate::vietnamese::date_long;

/// The answers that name them.
pub(super) const CITATIONS: &str = "citations";

/// A document that is cited.
pub(super) struct Citation {
    full: String,
    short: String,
    mentioned: bool,
}

impl Citation {
    /// From its answers. A luật or pháp lệnh has no number, and its name is its type and subject.
    pub(super) fn new(answers: &Value) -> Citation {
        let part = |key: &str| answers[key].as_str().unwrap_or_default();
        let (kind, number, subject) = (part("type"), part("number"), part("subject"));
        let date = part("date").parse().ok().map(date_long);
        let body = Some(part("body")).filter(|body| !body.is_empty());
        let short = if number.is_empty() { words([kind, subject]) } else { words([kind, "số", number]) };
        let date = date.unwrap_or_default();
        let full = match body {
            _ if number.is_empty() => words([&short, &date]),
            Some(body) => words([&short, &date, "của", body, subject]),
            None => words([&short, &date, subject]),
        };
        Citation { full, short, mentioned: false }
    }

    /// What the next mention prints; `whole` says whether it is wanted in full, `None` where that follows from those before.
    pub(super) fn mention(&mut self, whole: Option<bool>) -> String {
        let whole = whole.unwrap_or(!self.mentioned);
        self.mentioned |= whole;
        if whole { self.full.clone() } else { self.short.clone() }
    }
}

fn words<const N: usize>(parts: [&str; N]) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn in_full_then_short() {
        let mut decree = Citation::new(&json!({
            "type": "Nghị định", "number": "30/2020/NĐ-CP", "date": "2020-03-05", "body": "Chính phủ",
            "subject": "về công tác văn thư",
        }));
        let full = "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư";
        assert_eq!(decree.mention(Some(false)), "Nghị định số 30/2020/NĐ-CP");
        assert_eq!(decree.mention(None), full);
        assert_eq!(decree.mention(None), "Nghị định số 30/2020/NĐ-CP");
        assert_eq!(decree.mention(Some(true)), full);
    }

    #[test]
    fn a_law_has_no_number() {
        let mut law = Citation::new(&json!({"type": "Luật", "date": "2015-06-19", "subject": "Tổ chức Chính phủ"}));
        assert_eq!(law.mention(None), "Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015");
        assert_eq!(law.mention(None), "Luật Tổ chức Chính phủ");
    }
}
