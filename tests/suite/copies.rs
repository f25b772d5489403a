//! Bản sao: each kind on paper and as a file, of a document of ours and of a PDF.
//!
//! `tests/copies/NAME/` holds what is said of the copy (`diagnostics.txt`), what poppler reads in its PDF, each line with its
//! place in points (`pdf.txt`), and its Word file where there is one (`docx.txt`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use congvan::assets::files::Folder;
use congvan::copy::{Copied, CopyAnswers, Overrides, of_document, of_pdf};
use congvan::diag::{Diagnostic, Lang, Severity, render_human};
use congvan::model::CopyKind;
use congvan::render::Options;
use lopdf::{Dictionary, IncrementalDocument, Object, StringFormat, dictionary};
use quick_xml::events::{BytesStart, Event};

use crate::judges;
use crate::reading;
use crate::references;
use crate::support::{LETTER, REPORT, changed, made, root, sample};

/// What is copied.
#[derive(Debug, Clone, Copy)]
pub enum Original {
    /// A document of ours, from its answers.
    Answers(&'static str),
    /// The PDF of such a document.
    Pdf(&'static str),
    /// The copy of that name.
    Copy(&'static str),
}

/// A copy: its name, what is copied, and the answers it is made from, below `samples/ban-sao`.
pub type Case = (&'static str, Original, &'static str);

const EXTRACT: &str = "samples/ban-sao/trich-van-ban.yaml";

/// Every kind and form.
pub const CASES: [Case; 8] = [
    ("sao-y", Original::Answers(LETTER), "sao-y.yaml"),
    ("sao-y-cua-pdf", Original::Pdf(REPORT), "sao-y.yaml"),
    ("sao-y-dien-tu", Original::Pdf(LETTER), "sao-y-dien-tu.yaml"),
    ("sao-luc", Original::Copy("sao-y"), "sao-luc.yaml"),
    ("sao-luc-dien-tu", Original::Copy("sao-y"), "sao-luc-dien-tu.yaml"),
    ("trich-sao", Original::Answers(EXTRACT), "trich-sao.yaml"),
    ("trich-sao-dien-tu", Original::Answers(EXTRACT), "trich-sao-dien-tu.yaml"),
    ("sao-y-ngay-mo", Original::Answers(LETTER), "sao-y-chua-ky.yaml"),
];

fn answers(file: &str) -> (CopyAnswers, Vec<Diagnostic>) {
    let path = format!("samples/ban-sao/{file}");
    let folder = Folder::new(root().join("samples/ban-sao")).expect("the folder is there");
    let (read, findings) = CopyAnswers::read(sample(&path), &folder, &Options::default(), Overrides::default());
    (read.unwrap_or_else(|| panic!("{file}: {findings:?}")), findings)
}

/// The bytes that a copy is made of, where it is made of a PDF.
pub fn original(original: Original) -> Vec<u8> {
    match original {
        Original::Answers(path) | Original::Pdf(path) => {
            made(sample(path), path, &Options::default()).pdf().expect("a PDF")
        }
        Original::Copy(name) => {
            let case = CASES.iter().find(|case| case.0 == name).expect("a copy of that name");
            copied(case).0.pdf
        }
    }
}

/// The copy of a case, and everything that is said of it.
pub fn copied(case: &Case) -> (Copied, Vec<Diagnostic>) {
    let (answers, mut findings) = answers(case.2);
    let copied = match case.1 {
        Original::Answers(path) => of_document(&answers, &made(sample(path), path, &Options::default())),
        Original::Pdf(_) | Original::Copy(_) => of_pdf(&answers, &original(case.1), false),
    };
    let copied = copied.unwrap_or_else(|problems| panic!("{}: {problems:?}", case.0));
    findings.extend(copied.findings.clone());
    (copied, findings)
}

/// What poppler reads: a line for each line of text, its left edge and its middle in points. `None` where there is no poppler.
fn read_by_poppler(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, read) = (folder.path().join("copy.pdf"), folder.path().join("copy.xml"));
    fs::write(&file, pdf).expect("a file");
    let done = Command::new("pdftotext").arg("-bbox-layout").args([&file, &read]).status();
    match done {
        Ok(status) => assert!(status.success(), "pdftotext: {status}"),
        Err(error) => {
            assert!(std::env::var("CI").as_deref() != Ok("true"), "pdftotext: {error}");
            println!("skipped: {} copies are not read by pdftotext", CASES.len());
            return None;
        }
    }
    Some(lines(&fs::read_to_string(&read).expect("what poppler read")))
}

fn lines(xml: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut found, mut page): (Vec<(usize, i64, i64, String)>, usize) = (Vec::new(), 0);
    let mut in_word = false;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(tag) => match tag.name().as_ref() {
                "page" => page += 1,
                "line" => {
                    let middle = (number(&tag, "yMin") + number(&tag, "yMax")) / 2.0;
                    found.push((page, middle.round() as i64, number(&tag, "xMin").round() as i64, String::new()));
                }
                "word" => in_word = true,
                _ => {}
            },
            Event::End(tag) => in_word &= tag.name().as_ref() != "word",
            Event::Text(text) if in_word => {
                let line = &mut found.last_mut().expect("a word stands in a line").3;
                if !line.is_empty() {
                    line.push(' ');
                }
                line.push_str(&text);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found.sort();
    found.iter().map(|(page, y, x, text)| format!("{page} {x:>4} {y:>4}  {text}\n")).collect()
}

fn number(tag: &BytesStart<'_>, name: &str) -> f64 {
    let value = tag.try_get_attribute(name).expect("an attribute").expect("a number").value;
    value.parse().unwrap_or_else(|error| panic!("{name}={value}: {error}"))
}

#[test]
fn copies_are_as_their_references_say() {
    let mut problems = Vec::new();
    for case in &CASES {
        let (copied, findings) = copied(case);
        let mut references = BTreeMap::from([("diagnostics.txt", render_human(&findings, &[], Lang::Vi, false, 100))]);
        let folder = root().join("tests/copies").join(case.0);
        let unread = || fs::read_to_string(folder.join("pdf.txt")).ok();
        references.extend(read_by_poppler(&copied.pdf).or_else(unread).map(|text| ("pdf.txt", text)));
        references.extend(copied.docx.map(|file| ("docx.txt", reading::word(&file))));
        problems.extend(references::compare_or_update(&folder, &references));
    }
    assert!(problems.is_empty(), "CONGVAN_UPDATE=1 writes references anew\n{}", problems.join("\n"));
}

/// The names of the files inside a PDF.
fn attachments(pdf: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    let names = dictionaries.filter(|it| it.has_type(b"Filespec")).filter_map(|file| file.get(b"UF").ok());
    names.map(|name| lopdf::decode_text_string(name).expect("a name")).collect()
}

/// A PDF is added to, never written anew: what was there is the beginning of the copy, its text and attachments among it.
#[test]
fn the_original_is_the_beginning_of_the_copy() {
    for case in CASES.iter().filter(|case| matches!(case.1, Original::Pdf(_) | Original::Copy(_))) {
        let (original, (copied, _)) = (original(case.1), copied(case));
        assert!(copied.pdf.starts_with(&original), "{}: the original is not there", case.0);
        assert!(copied.pdf.len() > original.len(), "{}: nothing was added", case.0);
        assert_eq!(attachments(&copied.pdf), attachments(&original), "{}", case.0);
        assert!(attachments(&original).len() >= 2, "{}: answers and manifest", case.0);
    }
}

#[test]
fn same_copy_same_bytes() {
    for case in [&CASES[0], &CASES[1], &CASES[3]] {
        let (first, second) = (copied(case).0, copied(case).0);
        assert!(first.pdf == second.pdf && first.docx == second.docx, "{}", case.0);
    }
}

/// `pdf` with a signature field whose signature covers a range of bytes; `certified` forbids changes.
fn signed(pdf: &[u8], certified: bool) -> Vec<u8> {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a root");
    let mut update = IncrementalDocument::create_from(pdf.to_vec(), document);
    update.opt_clone_object_to_new_document(root).expect("the root");
    let signature = update.new_document.add_object(dictionary! {
        "Type" => "Sig", "Filter" => "Adobe.PPKLite", "SubFilter" => "ETSI.CAdES.detached",
        "ByteRange" => vec![0.into(), 10.into(), 20.into(), 10.into()],
        "Contents" => Object::String(vec![0; 32], StringFormat::Hexadecimal),
    });
    let field = update.new_document.add_object(dictionary! {
        "FT" => "Sig", "T" => Object::string_literal("ky"), "V" => signature,
    });
    let catalog = update.new_document.get_dictionary_mut(root).expect("the root");
    catalog.set("AcroForm", dictionary! { "Fields" => vec![field.into()], "SigFlags" => 3 });
    if certified {
        let mut permissions = Dictionary::new();
        permissions.set("DocMDP", signature);
        catalog.set("Perms", permissions);
    }
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).expect("a PDF");
    bytes
}

#[test]
fn a_signed_pdf_is_not_broken_in_silence() {
    let (answers, _) = answers("sao-y.yaml");
    let plain = original(Original::Pdf(LETTER));
    let code = |pdf: &[u8], signed_ok| {
        of_pdf(&answers, pdf, signed_ok).map(|copied| copied.findings).map_err(|problems| problems[0].code.clone())
    };
    let codes = |findings: Vec<Diagnostic>| findings.into_iter().map(|one| one.code.to_string()).collect::<Vec<_>>();
    assert_eq!(code(&plain, false).map(codes), Ok(vec!["copy/unsigned".to_owned()]));
    let approved = signed(&plain, false);
    assert_eq!(code(&approved, false), Err("copy/signed".into()));
    let findings = code(&approved, true).expect("asked for");
    assert!(findings.iter().any(|finding| finding.severity == Severity::Warning), "{findings:?}");
    let certified = signed(&plain, true);
    assert_eq!(code(&certified, true), Err("copy/certified".into()));
}

/// A sao y is made of what was signed, a trích sao of a part: neither is made of anything else in silence.
#[test]
fn drafts_and_whole_documents_are_told() {
    let said = |file: &str, changes: &[(&str, serde_json::Value)]| {
        let document = made(changed(LETTER, changes), LETTER, &Options::default());
        let findings = of_document(&answers(file).0, &document).expect("a copy").findings;
        findings.iter().map(|one| format!("{:?} {}", one.severity, one.code)).collect::<Vec<_>>()
    };
    let open = serde_json::Value::Null;
    assert_eq!(said("sao-y.yaml", &[("document.number", open.clone())]), ["Warning copy/unsigned"]);
    assert_eq!(
        said("sao-y.yaml", &[("document.date", open), ("document.year", 2014.into())]),
        ["Warning copy/unsigned"]
    );
    assert_eq!(said("sao-y.yaml", &[]), ["Info copy/unsigned"]);
    assert_eq!(said("trich-sao.yaml", &[]), ["Warning copy/extract-of-answers"]);
}

#[test]
fn a_copy_is_not_older_than_its_original() {
    for file in ["sao-y.yaml", "sao-y-dien-tu.yaml"] {
        let (answers, _) = answers(file);
        let day = answers.copy.head.date.expect("a day");
        let of = |day: Option<chrono::NaiveDate>| {
            let day = day.expect("a day").to_string();
            let document = made(changed(LETTER, &[("document.date", day.into())]), LETTER, &Options::default());
            of_document(&answers, &document).err().map(|problems| problems[0].code.to_string())
        };
        assert_eq!(of(day.succ_opt()).as_deref(), Some("copy/before-original"), "{file}");
        assert_eq!(of(Some(day)), None, "{file}");
    }
}

/// Ô 14 above ô 11: the line of an electronic copy leaves the stamp of circulation alone.
#[test]
fn the_line_of_a_copy_stands_above_the_stamp_of_circulation() {
    for circulation in ["xem_xong_tra_lai", "luu_hanh_noi_bo", "thu_hoi"] {
        let document =
            made(changed(LETTER, &[("document.circulation", circulation.into())]), LETTER, &Options::default());
        let copied = of_document(&answers("sao-y-dien-tu.yaml").0, &document).expect("a copy");
        let codes: Vec<_> = copied.findings.iter().map(|one| one.code.as_ref()).collect();
        assert!(!codes.contains(&"copy/line-over-marks"), "{circulation}: {codes:?}");
    }
}

/// What may be copied as what (Điều 3 and 25).
#[test]
fn a_copy_of_a_copy_is_a_sao_luc() {
    let true_copy = original(Original::Copy("sao-y"));
    let of_copy = original(Original::Copy("sao-luc"));
    let code = |file: &str, pdf: &[u8]| match of_pdf(&answers(file).0, pdf, false) {
        Ok(copied) => copied.findings.iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>(),
        Err(problems) => vec![format!("{:?} {}", problems[0].severity, problems[0].code)],
    };
    assert_eq!(code("sao-luc.yaml", &true_copy), [""; 0]);
    assert_eq!(code("sao-luc.yaml", &of_copy), ["Error copy/needs-true-copy"]);
    assert_eq!(code("sao-y.yaml", &true_copy), ["Error copy/already-a-copy"]);
    assert_eq!(code("sao-luc.yaml", &original(Original::Pdf(LETTER))), ["copy/no-true-copy-seen"]);
    let (answers, _) = answers("sao-luc.yaml");
    assert_eq!(answers.copy.kind, CopyKind::OfCopy);
    let document = made(sample(LETTER), LETTER, &Options::default());
    assert_eq!(of_document(&answers, &document).expect_err("not of a document")[0].code, "copy/needs-true-copy");
}

/// What is no PDF, or one that cannot be read, is told and nothing more.
#[test]
fn broken_originals_are_told() {
    let (answers, _) = answers("sao-y.yaml");
    let plain = original(Original::Pdf(LETTER));
    for cut in [0, 8, 9, 100, plain.len() / 2, plain.len() - 30] {
        let problems = of_pdf(&answers, &plain[..cut], false).expect_err("half a file");
        assert!(problems[0].code.starts_with("copy/"), "{cut}: {problems:?}");
    }
}

/// What the judges find at the copy of a case.
fn judged(judges: &Path, case: &Case) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (pdf, docx) = (folder.path().join("copy.pdf"), folder.path().join("copy.docx"));
    let copied = copied(case).0;
    fs::write(&pdf, &copied.pdf).expect("a file");
    let mut pdf_check = judges::python(judges, "pdf_check.py");
    pdf_check.arg(&pdf).args(["--pdfa", "3a", "--ua", "--lang", "vi", "--title"]);
    for name in attachments(&copied.pdf) {
        pdf_check.args(["--attach", &name]);
    }
    let mut verapdf = Command::new(judges.join("bin/verapdf"));
    verapdf.args(["-f", "3a,ua1"]).arg(&pdf);
    let mut complaints =
        vec![judges::verdict("pdf_check", case.0, &mut pdf_check), judges::verdict("verapdf", case.0, &mut verapdf)];
    if let Some(file) = &copied.docx {
        fs::write(&docx, file).expect("a file");
        let mut ooxml_check = judges::python(judges, "ooxml_check.py");
        ooxml_check.arg(&docx).arg("--nfc");
        complaints.push(judges::verdict("ooxml_check", case.0, &mut ooxml_check));
        complaints.push(judges::verdict("compare_layout", case.0, &mut judges::compare_layout(judges, &docx, &pdf)));
    }
    complaints.into_iter().flatten().collect()
}

#[test]
fn the_judges_are_content_with_copies() {
    let Some(judges) = judges::judges(2 * CASES.len()) else { return };
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let threads = CASES.each_ref().map(|case| scope.spawn(|| judged(&judges, case)));
        threads.into_iter().flat_map(|thread| thread.join().expect("a verdict")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
