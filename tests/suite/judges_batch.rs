//! What one command makes of the 63 departments of 2014, before the judges. Most of them read many files in one call.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::scope;

use crate::batch::{batch, code, printed, said};
use crate::judges::{compare_layout, judges, python, verdict};
use crate::support::root;

const DEPARTMENTS: usize = 63;
/// veraPDF, the other readers of PDF, the readers of DOCX, the layout.
const JUDGES: usize = 4;
/// How many files a judge that is written in Python looks at in one call; two calls of each go on at a time.
const A_CALL: usize = DEPARTMENTS.div_ceil(2);
/// The reports of the departments with the longest names, whose heads are the fullest, have every line break of the PDF.
const FULLEST: usize = 8;
/// In the others one line of the 90 may end elsewhere: where one is full but for 0.015 pt, LibreOffice, which rounds
/// widths, takes a word to the next.
const BREAKS: [&str; 2] = ["--min-breaks", "97"];

/// Makes all PDF and DOCX; their stems, the longest first.
fn made(folder: &Path) -> Vec<String> {
    let out = folder.display().to_string();
    let shared = "samples/departments-2014.yaml";
    let output = batch(root(), &["samples/departments-2014.csv", "--defaults", shared, "-o", &out]);
    assert_eq!((code(&output), printed(&output).len()), (0, 2 * DEPARTMENTS), "{}", said(&output));
    let mut stems: Vec<String> = printed(&output).iter().filter_map(|path| stem(path)).collect();
    assert_eq!(stems.len(), DEPARTMENTS);
    stems.sort_by_key(|stem| (std::cmp::Reverse(stem.len()), stem.clone()));
    stems
}

fn stem(pdf: &str) -> Option<String> {
    let path = Path::new(pdf.strip_suffix(".pdf")?);
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// Renders all DOCX by LibreOffice, in one call.
fn rendered(judges: &Path, files: &[PathBuf], folder: &Path) -> Option<String> {
    let home = folder.join("home");
    fs::create_dir_all(&home).expect("a folder");
    let mut soffice = Command::new("soffice");
    soffice.arg(format!("-env:UserInstallation=file://{}", home.display()));
    soffice.args(["--headless", "--norestore", "--nologo", "--nodefault", "--convert-to", "pdf:writer_pdf_Export"]);
    soffice.arg("--outdir").arg(folder).args(files);
    soffice.env("FONTCONFIG_FILE", judges.join("fonts.conf")).env("HOME", &home).env("SAL_USE_VCLPLUGIN", "svp");
    verdict("soffice", "all", &mut soffice)
}

fn layouts(judges: &Path, stems: &[String], folder: &Path) -> Vec<String> {
    let word = folder.join("word");
    let of = |ending: &str| stems.iter().map(|stem| folder.join(format!("{stem}.{ending}"))).collect::<Vec<_>>();
    let mut complaints: Vec<String> = rendered(judges, &of("docx"), &word).into_iter().collect();
    for (at, stem) in stems.iter().enumerate() {
        let name = format!("{stem}.pdf");
        let mut compare = compare_layout(judges, &word.join(&name), &folder.join(&name));
        if at >= FULLEST {
            compare.args(BREAKS);
        }
        complaints.extend(verdict("compare_layout", stem, &mut compare));
    }
    complaints
}

/// veraPDF on all PDF, which also says how many it has judged.
fn archival(judges: &Path, files: &[PathBuf]) -> Vec<String> {
    let output = Command::new(judges.join("bin/verapdf")).args(["-f", "3a,ua1"]).args(files).output();
    let output = output.unwrap_or_else(|error| panic!("verapdf: {error}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let passed = said.lines().filter(|line| line.starts_with("PASS ")).count();
    if output.status.success() && passed == 2 * files.len() { Vec::new() } else { vec![said] }
}

#[test]
fn the_judges_are_content_with_all_departments() {
    let Some(judges) = judges(DEPARTMENTS * JUDGES) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let stems = made(folder.path());
    let of = |ending: &str| stems.iter().map(|stem| folder.path().join(format!("{stem}.{ending}"))).collect::<Vec<_>>();
    let (pdf, docx) = (of("pdf"), of("docx"));
    let readers = |files: &[PathBuf], script: &'static str, arguments: &[&str]| -> Vec<String> {
        let mut command = python(&judges, script);
        command.args(files).args(arguments);
        verdict(script, "some", &mut command).into_iter().collect()
    };
    // veraPDF and LibreOffice look at all files in a call of their own. The engine beside veraPDF is asked nothing: what
    // veraPDF passes is passed.
    let pdf_arguments = ["--pdfa", "3a", "--ua", "--lang", "vi", "--title", "--skip", "verapdf,page", "--attach"];
    let pdf_arguments = [&pdf_arguments[..], &["answers.yaml", "--attach", "manifest.json"]].concat();
    let docx_arguments = ["--nfc", "--skip", "office"];
    let complaints: Vec<String> = scope(|scope| {
        let mut calls =
            vec![scope.spawn(|| layouts(&judges, &stems, folder.path())), scope.spawn(|| archival(&judges, &pdf))];
        let (pdf_arguments, docx_arguments, readers) = (&pdf_arguments, &docx_arguments, &readers);
        calls.extend(pdf.chunks(A_CALL).map(|some| scope.spawn(move || readers(some, "pdf_check.py", pdf_arguments))));
        calls.extend(
            docx.chunks(A_CALL).map(|some| scope.spawn(move || readers(some, "ooxml_check.py", docx_arguments))),
        );
        calls.into_iter().flat_map(|call| call.join().expect("a verdict")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
