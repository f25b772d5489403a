//! Which answer a pattern of the user's own names that is not there, such as `{{document.nubmer}}` in `--name`.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::diag::Message;
use crate::validate::unlikeness;

/// An answer that a pattern names and that has no value, and the name that was meant, where one is near.
#[derive(Debug, PartialEq)]
pub(super) struct Missing {
    path: String,
    is_unknown: bool,
    near: Option<String>,
}

impl Missing {
    /// What is wrong.
    pub(super) fn message(&self) -> (String, String) {
        let path = &self.path;
        if self.is_unknown {
            return (format!("phiếu không có mục {path}"), format!("there is no answer {path}"));
        }
        (format!("mục {path} để trống"), format!("the answer {path} is empty"))
    }

    /// What was meant.
    pub(super) fn hint(&self) -> Option<Message> {
        let near = self.near.as_ref()?;
        Some(Message::new(format!("Có phải {near}?"), format!("Did you mean {near}?")))
    }
}

/// The first answer that `pattern` names and `data` does not have.
pub(super) fn missing(pattern: &str, data: &Value) -> Option<Missing> {
    names(pattern).into_iter().find_map(|name| walk(&name, data))
}

/// The answers that a pattern names: paths of two and more names, and a name that stands alone.
fn names(pattern: &str) -> Vec<String> {
    // The patterns are constants, and a test reads each.
    static BRACES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\{\{([^{}]*)\}\}").expect("a constant pattern"));
    static QUOTED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#""[^"]*"|'[^']*'"#).expect("a constant pattern"));
    let said = |inner: &str| -> Vec<String> {
        let inner = QUOTED.replace_all(inner, "");
        let words: Vec<&str> = inner
            .split(|letter: char| letter.is_whitespace() || "()~".contains(letter))
            .filter(|w| !w.is_empty())
            .collect();
        let is_alone = words.len() == 1;
        let is_name = |word: &&&str| word.starts_with(char::is_alphabetic) && (is_alone || word.contains('.'));
        words.iter().filter(is_name).map(|word| (*word).to_owned()).collect()
    };
    BRACES.captures_iter(pattern).flat_map(|found| said(&found[1])).collect()
}

fn walk(path: &str, data: &Value) -> Option<Missing> {
    let mut at = data;
    let mut before = String::new();
    for name in path.split('.') {
        let next = match at {
            Value::Object(fields) => fields.get(name),
            Value::Array(items) => name.parse().ok().and_then(|index: usize| items.get(index)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        match next {
            Some(Value::Null) => {
                return Some(Missing { path: format!("{before}{name}"), is_unknown: false, near: None });
            }
            Some(next) => at = next,
            None => {
                let near = nearest(name, at)
                    .map(|near| path.replacen(&format!("{before}{name}"), &format!("{before}{near}"), 1));
                return Some(Missing { path: path.to_owned(), is_unknown: true, near });
            }
        }
        before = format!("{before}{name}.");
    }
    None
}

fn nearest<'a>(name: &str, fields: &'a Value) -> Option<&'a str> {
    let keys = fields.as_object()?.keys();
    keys.filter_map(|key| Some((unlikeness(name, key)?, key.as_str()))).min().map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_answer_that_is_not_there_and_the_nearest() {
        let data = json!({"document": {"number": 7, "date": null, "recipients": [{"name": "a"}]}});
        let found = |pattern: &str| missing(pattern, &data).map(|found| (found.message().0, found.near));
        let unknown = |path: &str, near: &str| Some((format!("phiếu không có mục {path}"), Some(near.to_owned())));
        assert_eq!(found("{{document.nubmer}}"), unknown("document.nubmer", "document.number"));
        assert_eq!(found("so-{{slug docment.number}}"), unknown("docment.number", "document.number"));
        assert_eq!(found("{{document.date}}"), Some(("mục document.date để trống".to_owned(), None)));
        assert_eq!(found("{{doc}}"), Some(("phiếu không có mục doc".to_owned(), None)));
        let good = r#"{{replace document.number "a.b" "c"}}-{{upper (slug document.recipients.0.name)}}"#;
        assert_eq!(found(good), None);
    }
}
