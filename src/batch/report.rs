//! The report for whoever ordered the batch: what was made, what was not and why, first pages as pictures.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use serde_json::Value;

use super::log::Output;
use super::merge::{Fate, Merged};
use super::results::{begin, each, finish};
use super::store::Store;
use super::{Stop, messages};
use crate::assets::files::real;
use crate::copy::first_page;
use crate::diag::{Lang, escaped};

/// How many records have a picture: a page with more would not open.
const PICTURES: usize = 200;
/// How wide a picture is, in dots.
const WIDTH: u16 = 320;

/// Writes the report at `path`: one file that needs no other.
pub fn report(plan: &Path, store: &Store, merged: &Merged, lang: Lang, path: &Path) -> Result<(), Stop> {
    let wrong = |error: io::Error| Stop::machine(messages::unwritable(&path.display().to_string(), &error));
    let mut file = begin(path).map_err(wrong)?;
    let say = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let title = say("Báo cáo lập văn bản hàng loạt", "Report of a batch");
    let head = include_str!("report.html").replace("{lang}", say("vi", "en")).replace("{title}", title);
    let Merged { made, warned, bad, .. } = merged;
    let counts = match lang {
        Lang::Vi => format!("{made} bản ghi đã lập, trong đó {warned} có cảnh báo; {bad} bản ghi có lỗi"),
        Lang::En => format!("{made} records made, {warned} of them with warnings; {bad} at fault"),
    };
    writeln!(file, "{head}<p>{counts}.</p>").map_err(wrong)?;
    if *bad > 0 {
        writeln!(file, "<h2>{}</h2>", say("Không lập được", "Not made")).map_err(wrong)?;
        each(plan, store, |entry, fate| file.write_all(trouble(&entry.key, &entry.errors, &fate, lang).as_bytes()))?;
    }
    if *warned > 0 {
        writeln!(file, "<h2>{}</h2>", say("Đã lập, cần xem lại", "Made, to be looked at")).map_err(wrong)?;
        each(plan, store, |entry, fate| file.write_all(warnings(&entry.key, &entry.warnings, &fate, lang).as_bytes()))?;
    }
    writeln!(file, "<h2>{}</h2>\n<ul class=\"made\">", say("Đã lập", "Made")).map_err(wrong)?;
    let base = link(path, store);
    let mut pictures = 0;
    each(plan, store, |entry, fate| {
        let Fate::Made(outputs) = fate else { return Ok(()) };
        pictures += 1;
        let picture = if pictures <= PICTURES { picture(store, &outputs) } else { None };
        file.write_all(item(&entry.key, &outputs, &base, picture.as_deref()).as_bytes())
    })?;
    file.write_all(b"</ul>\n</body>\n</html>\n").map_err(wrong)?;
    finish(file, path).map_err(wrong)
}

fn trouble(key: &str, errors: &[Value], fate: &Fate, lang: Lang) -> String {
    let poison = match lang {
        Lang::Vi => "Đã hai lần làm chương trình chết, nay để riêng ra.",
        Lang::En => "Ended the program twice and is set aside.",
    };
    let body = match fate {
        Fate::Made(_) | Fate::Missing => return String::new(),
        Fate::Refused => errors.iter().map(|error| finding(error, lang)).collect(),
        Fate::Failed(findings) => findings.iter().map(|error| finding(error, lang)).collect(),
        Fate::Poison => format!("<p>{poison}</p>\n"),
    };
    record("bad", key, &body)
}

fn warnings(key: &str, warnings: &[Value], fate: &Fate, lang: Lang) -> String {
    let body: String = warnings.iter().map(|warning| finding(warning, lang)).collect();
    match fate {
        Fate::Made(_) if !body.is_empty() => record("warned", key, &body),
        Fate::Made(_) | Fate::Missing | Fate::Refused | Fate::Failed(_) | Fate::Poison => String::new(),
    }
}

fn record(class: &str, key: &str, body: &str) -> String {
    format!("<div class=\"{class}\">\n<h3>{}</h3>\n{body}</div>\n", escaped(key))
}

fn finding(finding: &Value, lang: Lang) -> String {
    let key = match lang {
        Lang::Vi => "vi",
        Lang::En => "en",
    };
    let text = |value: &Value| escaped(value[key].as_str().unwrap_or_default());
    let mut html = format!("<p>{}</p>\n", text(&finding["message"]));
    if let Some(file) = finding["place"]["file"].as_str() {
        let span = &finding["place"]["span"];
        let position = match (span["line"].as_u64(), span["column"].as_u64()) {
            (Some(line), Some(column)) => format!(":{line}:{column}"),
            _ => String::new(),
        };
        let path = finding["place"]["path"].as_str().unwrap_or_default();
        // Writing into a string does not fail.
        let _ = writeln!(html, "<p class=\"place\">{}{position} {}</p>", escaped(file), escaped(path));
    }
    for hint in finding["hints"].as_array().into_iter().flatten() {
        let _ = writeln!(html, "<p class=\"hint\">→ {}</p>", text(hint));
    }
    html
}

fn item(key: &str, outputs: &[Output], base: &str, picture: Option<&[u8]>) -> String {
    let links = outputs.iter().map(|output| {
        let ending = output.name.rsplit('.').next().unwrap_or_default();
        format!(" <a href=\"{base}{}\">{}</a>", encoded(&output.name), escaped(ending))
    });
    let picture = picture.map_or_else(String::new, |png| {
        format!("<img alt=\"\" loading=\"lazy\" src=\"data:image/png;base64,{}\">", base64(png))
    });
    format!("<li>{picture}{}{}</li>\n", escaped(key), links.collect::<String>())
}

fn picture(store: &Store, outputs: &[Output]) -> Option<Vec<u8>> {
    let pdf = outputs.iter().find(|output| output.name.ends_with(".pdf"))?;
    first_page(&store.read(&pdf.name).ok()?, WIDTH)
}

/// The way from the report to the results.
fn link(report: &Path, store: &Store) -> String {
    let Some(results) = store.folder() else { return store.path("") };
    let (folder, results) = (real(report.parent().unwrap_or(Path::new(""))), real(results));
    let shared = folder.components().zip(results.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        // Another disk: there is no way but the whole one.
        let whole = results.to_string_lossy().trim_start_matches(r"\\?\").replace('\\', "/");
        return format!("file:///{}/", whole.split('/').map(encoded).collect::<Vec<_>>().join("/").replace("%3A", ":"));
    }
    let up = "../".repeat(folder.components().count() - shared);
    let down = results.components().skip(shared);
    down.fold(up, |way, part| way + &encoded(&part.as_os_str().to_string_lossy()) + "/")
}

/// Bytes as letters (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// A name as part of an address.
pub(crate) fn encoded(name: &str) -> String {
    name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_for_bytes() {
        for (bytes, wanted) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), wanted);
        }
    }

    #[test]
    fn nothing_of_a_record_is_markup() {
        let findings = serde_json::json!({"message": {"vi": "<b>", "en": "&"}, "place": {"file": "a\"b"}, "hints": []});
        let html = trouble("<i>", &[findings], &Fate::Refused, Lang::Vi);
        assert!(html.contains("&lt;i&gt;") && html.contains("&lt;b&gt;") && html.contains("a&quot;b"), "{html}");
    }
}
