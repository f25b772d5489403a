//! The preview as files, for those without a browser at hand: pages, problems, and one page that shows both.

use std::fmt::Write;

use super::sheet::Sheet;
use crate::diag::{Diagnostic, Lang, Severity, escaped, render_human};
use crate::export::typst::Viewer;
use crate::render::{Options, prepare};

/// A file, by the ending after the name of the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceFile {
    /// `-1.svg`, `.html`, `.problems.txt`.
    pub ending: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// The files of one answers file, and what was found. There are no pages where there are errors.
pub fn once(sheet: &Sheet, stem: &str, options: &Options, lang: Lang) -> (Vec<OnceFile>, Vec<Diagnostic>) {
    let options = Options { draft: true, ..options.clone() };
    let (text, title, pages, findings) = match sheet.read() {
        Err(problems) => (String::new(), String::new(), Vec::new(), problems),
        Ok(opened) => {
            let text = opened.source.text().to_owned();
            let (prepared, found) = prepare(opened.source.clone(), sheet.files().as_ref(), &options);
            let mut findings = opened.located(found);
            let title = prepared.as_ref().map_or(String::new(), |one| one.document.properties.title.clone());
            let view = prepared.map_or_else(|| Ok(Default::default()), |one| one.view(&mut Viewer::default()));
            let pages = view.map(|view| view.pages).unwrap_or_else(|problems| {
                findings.extend(problems);
                Vec::new()
            });
            (text, title, pages, findings)
        }
    };
    let problems = render_human(&findings, &[(&sheet.name, &text)], lang, false, 100);
    let mut files = vec![OnceFile {
        ending: ".html".into(),
        bytes: page(stem, &title, pages.len(), &findings, &problems, lang).into_bytes(),
    }];
    let pictures = pages.iter().enumerate();
    files.extend(
        pictures.map(|(index, page)| OnceFile {
            ending: format!("-{}.svg", index + 1),
            bytes: page.svg.clone().into_bytes(),
        }),
    );
    files.push(OnceFile { ending: ".problems.txt".into(), bytes: problems.into_bytes() });
    (files, findings)
}

/// A page without a script, that asks for nothing but the pictures beside it.
fn page(stem: &str, title: &str, pages: usize, findings: &[Diagnostic], problems: &str, lang: Lang) -> String {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let (code, heading, nothing, page_word) = match lang {
        Lang::Vi => {
            ("vi", format!("Lỗi: {errors}. Tất cả thông báo: {}", findings.len()), "Không có thông báo nào.", "Trang")
        }
        Lang::En => ("en", format!("Errors: {errors}. All messages: {}", findings.len()), "No messages.", "Page"),
    };
    let title = if title.is_empty() { stem } else { title };
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; img-src 'self' file:\">\n<title>{0}</title>\n<h1>{0}</h1>\n<h2>{heading}</h2>\n\
         <pre>{1}</pre>\n",
        escaped(title),
        escaped(if findings.is_empty() { nothing } else { problems }),
    );
    for number in 1..=pages {
        // Writing to a string cannot fail.
        let _ = writeln!(
            html,
            "<p><img alt=\"{page_word} {number}\" width=\"794\" src=\"{}-{number}.svg\"></p>",
            crate::batch::encoded(stem)
        );
    }
    html + "</html>\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_answers_are_no_markup() {
        let html = page("a\"#b", "<script>x</script>", 1, &[], "<b>", Lang::En);
        assert!(!html.contains("<script>") && !html.contains("<b>") && html.contains("src=\"a%22%23b-1.svg\""));
    }
}
