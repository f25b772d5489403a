//! Judges that share no code with us: PDF/A and PDF/UA validators, Office's own schemas, and Word's page beside ours.
//!
//! `CONGVAN_JUDGES` names their folder and `VCHK_HOME` the Python they run in. Without them nothing is judged, which only
//! a machine of continuous integration takes as a failure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use congvan::render::Prepared;
use congvan::rules::RuleSetName;

use crate::support::{LETTER, REPORT, RULES, WITH_DATA, by, made, sample};

/// The samples by both rule sets.
const DOCUMENTS: [(&str, &str, RuleSetName); 5] = [
    ("report-tt01", REPORT, RULES[0]),
    ("report-nd30", REPORT, RULES[1]),
    ("letter-tt01", LETTER, RULES[0]),
    ("letter-nd30", LETTER, RULES[1]),
    ("report-with-data", WITH_DATA, RULES[0]),
];
/// How many judges look at each.
const JUDGES: usize = 4;

/// The folder of the judges; without one, so many `checks` are skipped.
pub fn judges(checks: usize) -> Option<PathBuf> {
    let folder = env::var_os("CONGVAN_JUDGES").map(PathBuf::from);
    if folder.is_none() {
        assert!(env::var("CI").as_deref() != Ok("true"), "CONGVAN_JUDGES does not name the judges' folder");
        println!("skipped: {checks} judge checks");
    }
    folder
}

/// A judge written in Python.
pub fn python(judges: &Path, script: &str) -> Command {
    let home = env::var_os("VCHK_HOME").map_or_else(|| PathBuf::from("/opt/vchk"), PathBuf::from);
    let mut command = Command::new(home.join("bin/python"));
    command.arg(judges.join(script));
    command
}

/// Whether the Word file has the pages, words and lines of the PDF.
pub fn compare_layout(judges: &Path, docx: &Path, pdf: &Path) -> Command {
    let mut command = python(judges, "compare_layout.py");
    let limits = ["--min-words", "100", "--min-breaks", "98", "--max-p95", "1.0"];
    command.args([docx, pdf]).arg("--pages-equal").args(limits);
    command
}

/// Runs a judge; what it says when it is not content.
pub fn verdict(name: &str, document: &str, command: &mut Command) -> Option<String> {
    let output = command.output().unwrap_or_else(|error| panic!("{name}: {error}"));
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (!output.status.success()).then(|| format!("== {name}, {document}: {}\n{said}", output.status))
}

fn write(prepared: &Prepared, folder: &Path) {
    let files = [("pdf", prepared.pdf()), ("docx", prepared.docx()), ("xlsx", prepared.xlsx())];
    for (extension, bytes) in files {
        fs::write(folder.join(format!("document.{extension}")), bytes.expect(extension)).expect("a file");
    }
}

fn judge(judges: &Path, (name, base, rules): (&str, &str, RuleSetName)) -> Vec<String> {
    let prepared = made(sample(base), base, &by(rules));
    let folder = tempfile::tempdir().expect("a folder");
    write(&prepared, folder.path());
    let [pdf, docx, xlsx] =
        ["pdf", "docx", "xlsx"].map(|extension| folder.path().join(format!("document.{extension}")));

    let mut pdf_check = python(judges, "pdf_check.py");
    pdf_check.arg(&pdf).args(["--pdfa", "3a", "--ua", "--lang", "vi", "--title"]);
    pdf_check.args(["--attach", "answers.yaml", "--attach", "manifest.json"]);
    let mut ooxml_check = python(judges, "ooxml_check.py");
    ooxml_check.arg(&docx);
    // A letter has no tables, so its workbook is empty or not there to be judged.
    if !prepared.document.tables.is_empty() {
        ooxml_check.arg(&xlsx);
    }
    ooxml_check.arg("--nfc");
    let mut verapdf = Command::new(judges.join("bin/verapdf"));
    verapdf.args(["-f", "3a,ua1"]).arg(&pdf);
    let mut compare = compare_layout(judges, &docx, &pdf);
    let runs: [(&str, &mut Command); JUDGES] = [
        ("pdf_check", &mut pdf_check),
        ("ooxml_check", &mut ooxml_check),
        ("verapdf", &mut verapdf),
        ("compare_layout", &mut compare),
    ];
    runs.into_iter().filter_map(|(judge, command)| verdict(judge, name, command)).collect()
}

#[test]
fn the_judges_are_content() {
    let Some(judges) = judges(DOCUMENTS.len() * JUDGES) else { return };
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let judges = &judges;
        let threads = DOCUMENTS.map(|document| scope.spawn(move || judge(judges, document)));
        threads.into_iter().flat_map(|thread| thread.join().expect("a verdict")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
