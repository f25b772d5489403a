//! The report for whoever ordered the batch: what was made, what was not and why, first pages as pictures.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;

use super::Stop;
use super::flaw::{Fault, Flaw};
use super::log::Output;
use super::merge::{Fate, Merged};
use super::plan::Reader;
use super::report_findings::Problems;
use super::results::{begin, each, finish};
use super::store::Store;
use crate::assets::files::real;
use crate::copy::first_page;
use crate::diag::{Diagnostic, Lang, escaped};

/// How many records have a picture: a page with more would not open.
const PICTURES: usize = 200;
/// How wide a picture is, in dots.
const WIDTH: u16 = 320;

/// Writes the report at `path`: one file that needs no other.
pub fn report(plan: &Path, store: &Store, merged: &Merged, lang: Lang, path: &Path) -> Result<(), Stop> {
    let wrong = |error: io::Error| Stop::at(&path.display().to_string(), &error);
    let mut file = begin(store, path).map_err(wrong)?;
    let say = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let title = say("Báo cáo lập văn bản hàng loạt", "Report of a batch");
    let head = include_str!("report.html").replace("{lang}", say("vi", "en")).replace("{title}", title);
    writeln!(file, "{head}{}{}", source(plan, lang).map_err(Stop::data)?, counts(merged, lang)).map_err(wrong)?;
    let (bad, warned) = problems(plan, store, merged, lang)?;
    for (class, problems, vi, en) in
        [("bad", bad, "Không lập được", "Not made"), ("warned", warned, "Đã lập, cần xem lại", "Made, to be looked at")]
    {
        let html = problems.html(class, lang);
        if !html.is_empty() {
            writeln!(file, "<h2>{}</h2>\n{html}", say(vi, en)).map_err(wrong)?;
        }
    }
    let flaws = [&merged.missing, &merged.outdated, &merged.left].into_iter().flatten().cloned().collect::<Vec<_>>();
    if !flaws.is_empty() {
        let title = say("Tệp và bản ghi cần để ý", "Files and records to be looked at");
        writeln!(file, "<h2>{title}</h2>\n{}", flawed(&flaws, lang)).map_err(wrong)?;
    }
    writeln!(file, "<h2>{}</h2>\n<ul class=\"made\">", say("Đã lập", "Made")).map_err(wrong)?;
    let base = link(path, store);
    let mut pictures = 0;
    each(plan, store, |entry, fate| {
        let Fate::Made(outputs) = fate else { return Ok(()) };
        pictures += 1;
        let picture = if pictures <= PICTURES { picture(store, &outputs) } else { None };
        file.write_all(item(&entry.key, &outputs, &base, picture.as_deref()).as_bytes()).map_err(wrong)
    })?;
    file.write_all(b"</ul>\n</body>\n</html>\n").map_err(wrong)?;
    finish(file, path).map_err(wrong)
}

/// The table, what its records share, and the days of the documents.
fn source(plan: &Path, lang: Lang) -> Result<String, Diagnostic> {
    let mut plan = Reader::open_any(plan)?;
    let (records, defaults) = (escaped(&plan.header.records), plan.header.defaults.as_deref().map(escaped));
    let mut days: Option<(NaiveDate, NaiveDate)> = None;
    while let Some(entry) = plan.read_next()? {
        let Some(day) = entry.day else { continue };
        days = Some(days.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
    }
    let (from, over, dated) = match lang {
        Lang::Vi => ("Bản ghi", "phiếu chung", "ngày văn bản"),
        Lang::En => ("Records", "shared answers", "dates of the documents"),
    };
    let over = defaults.map_or_else(String::new, |defaults| format!("; {over}: {defaults}"));
    let day = |day: NaiveDate| day.format("%d/%m/%Y").to_string();
    let dated = days.map_or_else(String::new, |(first, last)| match first == last {
        true => format!("; {dated}: {}", day(first)),
        false => format!("; {dated}: {} – {}", day(first), day(last)),
    });
    Ok(format!("<p>{from}: {records}{over}{dated}.</p>\n"))
}

fn counts(merged: &Merged, lang: Lang) -> String {
    let Merged { made, warned, bad, .. } = merged;
    let open = merged.missing.iter().filter(|flaw| flaw.kind == Fault::Open).count();
    let (counts, more) = match lang {
        Lang::Vi => (
            format!("{made} bản ghi đã lập, trong đó {warned} có cảnh báo; {bad} bản ghi có lỗi"),
            format!("; {open} chưa lập"),
        ),
        Lang::En => {
            (format!("{made} records made, {warned} of them with warnings; {bad} at fault"), format!("; {open} open"))
        }
    };
    format!("<p>{counts}{}.</p>", if open > 0 { more } else { String::new() })
}

/// The errors of records that are not made, and the warnings of those that are.
fn problems(plan: &Path, store: &Store, merged: &Merged, lang: Lang) -> Result<(Problems, Problems), Stop> {
    let (mut bad, mut warned) = (Problems::default(), Problems::default());
    if merged.bad + merged.warned == 0 {
        return Ok((bad, warned));
    }
    each(plan, store, |entry, fate| {
        match fate {
            Fate::Made(_) => warned.add(&entry.key, &entry.warnings, lang),
            Fate::Refused => bad.add(&entry.key, &entry.errors, lang),
            Fate::Failed(findings) => bad.add(&entry.key, &findings, lang),
            Fate::Poison => bad.add_poison(&entry.key, lang),
            Fate::Open | Fate::Lost(_) | Fate::Changed(_) => {}
        }
        Ok(())
    })?;
    Ok((bad, warned))
}

/// Every file and record that is not as it should be.
fn flawed(flaws: &[Flaw], lang: Lang) -> String {
    let item = |flaw: &Flaw| format!("<li>{}</li>\n", escaped(flaw.diagnostic().message.in_lang(lang)));
    format!("<ul class=\"flaws\">\n{}</ul>", flaws.iter().map(item).collect::<String>())
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
}
