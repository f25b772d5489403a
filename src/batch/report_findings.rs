//! Findings in the report: what many records share once, with all of them; what one has alone, under its key.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use super::flaw::list;
use super::fold::name_of_json;
use super::hash::Id;
use super::whereabouts::of_json;
use crate::diag::{Lang, escaped};

/// The findings of many records.
#[derive(Default)]
pub(super) struct Problems {
    groups: Vec<Problem>,
    places: HashMap<Id, usize>,
}

/// A finding, with the keys of the records that have it and its place in each.
struct Problem {
    finding: Value,
    records: Vec<(String, Option<String>)>,
}

impl Problems {
    pub(super) fn add(&mut self, key: &str, findings: &[Value], lang: Lang) {
        for finding in findings {
            let place = *self.places.entry(name_of_json(finding)).or_insert(self.groups.len());
            if place == self.groups.len() {
                self.groups.push(Problem { finding: finding.clone(), records: Vec::new() });
            }
            self.groups[place].records.push((key.to_owned(), of_json(finding, lang)));
        }
    }

    /// A record that ended the process twice.
    pub(super) fn add_poison(&mut self, key: &str, lang: Lang) {
        let (vi, en) = ("Đã hai lần làm chương trình chết, nay tạm loại.", "Ended the program twice and is set aside.");
        self.add(key, &[json!({ "code": "batch/poison", "message": { "vi": vi, "en": en }, "hints": [] })], lang);
    }

    /// As HTML, in parts of this class.
    pub(super) fn html(&self, class: &str, lang: Lang) -> String {
        let (mut html, mut alone) = (String::new(), BTreeMap::<usize, (&str, String)>::new());
        let mut order: HashMap<&str, usize> = HashMap::new();
        for problem in &self.groups {
            match problem.records.as_slice() {
                [(key, place)] => {
                    let next = order.len();
                    let part = alone.entry(*order.entry(key).or_insert(next)).or_insert((key, String::new()));
                    part.1.push_str(&finding(&problem.finding, place.as_deref(), lang));
                }
                records => html.push_str(&shared(class, &problem.finding, records, lang)),
            }
        }
        for (key, body) in alone.values() {
            html.push_str(&format!("<div class=\"{class}\">\n<h3>{}</h3>\n{body}</div>\n", escaped(key)));
        }
        html
    }
}

/// A finding of several records.
fn shared(class: &str, problem: &Value, records: &[(String, Option<String>)], lang: Lang) -> String {
    let keys: Vec<&str> = records.iter().map(|(key, _)| key.as_str()).collect();
    let (count, list) = (keys.len(), list(&keys, keys.len()));
    let summary = match lang {
        Lang::Vi => format!("ở {count} bản ghi: {list}"),
        Lang::En => format!("at {count} records: {list}"),
    };
    let item = |(key, place): &(String, Option<String>)| {
        let place = place.as_deref().map_or_else(String::new, |place| format!(" ({})", escaped(place)));
        format!("<li>{}<span class=\"place\">{place}</span></li>\n", escaped(key))
    };
    let items: String = records.iter().map(item).collect();
    let (body, summary) = (finding(problem, None, lang), escaped(&summary));
    format!(
        "<div class=\"{class}\">\n{body}<details><summary>{summary}</summary>\n<ul>\n{items}</ul>\n</details>\n</div>\n"
    )
}

fn finding(finding: &Value, place: Option<&str>, lang: Lang) -> String {
    let key = match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    let text = |value: &Value| escaped(value[key].as_str().unwrap_or_default());
    let place = place.map_or_else(String::new, |place| format!("<p class=\"place\">{}</p>\n", escaped(place)));
    let hints = finding["hints"].as_array().into_iter().flatten();
    let hints: String = hints.map(|hint| format!("<p class=\"hint\">→ {}</p>\n", text(hint))).collect();
    format!("<p>{}</p>\n{place}{hints}", text(&finding["message"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_record_is_markup() {
        let finding = json!({"message": {"vi": "<b>", "en": "&"}, "place": {"file": "a\"b"}, "hints": []});
        let mut problems = Problems::default();
        problems.add("<i>", std::slice::from_ref(&finding), Lang::Vi);
        let html = problems.html("bad", Lang::Vi);
        assert!(html.contains("&lt;i&gt;") && html.contains("&lt;b&gt;") && html.contains("a&quot;b"), "{html}");
        problems.add("<u>", &[finding], Lang::Vi);
        let html = problems.html("bad", Lang::Vi);
        assert_eq!(html.matches("&lt;b&gt;").count(), 1, "{html}");
        assert!(html.contains("ở 2 bản ghi: &lt;i&gt;, &lt;u&gt;") && !html.contains("<u>"), "{html}");
    }
}
