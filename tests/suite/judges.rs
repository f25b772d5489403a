//! Judges that share no code with us: PDF/A and PDF/UA validators, Office's own schemas, and Word's page beside ours.
//!
//! `CONGVAN_JUDGES` names their folder and `VCHK_HOME` the Python they run in. Without them nothing is judged, which only
//! a machine of continuous integration takes as a failure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use congvan::render::{Options, Prepared};
use congvan::rules::RuleSetName;
use congvan::style::StyledDocument;

use crate::kinds::samples;
use crate::parts::{self, figures, files, styled};
use crate::support::{LETTER, REPORT, RULES, WITH_DATA, by, made, sample};

/// The samples of the report and of letter 1616 by both rule sets.
const DOCUMENTS: [(&str, &str, RuleSetName); 5] = [
    ("report-tt01", REPORT, RULES[0]),
    ("report-nd30", REPORT, RULES[1]),
    ("letter-tt01", LETTER, RULES[0]),
    ("letter-nd30", LETTER, RULES[1]),
    ("report-with-data", WITH_DATA, RULES[0]),
];
/// How many judges look at each.
const JUDGES: usize = 4;
/// How many documents are judged at a time: some judges are large programs.
const AT_A_TIME: usize = 4;

/// A document to judge: its name, its answers, how it is made.
type Judged = (String, String, Options);

/// Those, and the samples of all types by the rules of their day.
fn documents() -> Vec<Judged> {
    let both = DOCUMENTS.map(|(name, base, rules)| (name.to_owned(), base.to_owned(), by(rules)));
    let types = samples().into_keys().map(|name| {
        let base = format!("samples/{name}/answers.yaml");
        (name, base, Options::default())
    });
    both.into_iter().chain(types).collect()
}

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

fn judge(judges: &Path, (name, base, options): &Judged) -> Vec<String> {
    let prepared = made(sample(base), base, options);
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

/// Documents with components that the samples have not.
const PARTS: [&str; 4] = ["address-pages", "attached", "separate-signed", "stamped"];

fn judge_part(judges: &Path, name: &str, styled: &StyledDocument) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let [pdf, docx] = parts::files(styled).map(|(extension, bytes)| {
        let path = folder.path().join(format!("{name}.{extension}"));
        fs::write(&path, bytes).expect("a file");
        path
    });
    let mut verapdf = Command::new(judges.join("bin/verapdf"));
    verapdf.args(["-f", "3a,ua1"]).arg(&pdf);
    let mut ooxml_check = python(judges, "ooxml_check.py");
    ooxml_check.arg(&docx).arg("--nfc");
    let mut compare = compare_layout(judges, &docx, &pdf);
    let runs = [("verapdf", &mut verapdf), ("ooxml_check", &mut ooxml_check), ("compare_layout", &mut compare)];
    runs.into_iter().filter_map(|(judge, command)| verdict(judge, name, command)).collect()
}

#[test]
fn the_judges_are_content_with_rare_components() {
    let Some(judges) = judges(PARTS.len() * 3) else { return };
    let all: Vec<_> = parts::all().into_iter().filter(|(name, _)| PARTS.contains(&name.as_str())).collect();
    assert_eq!(all.len(), PARTS.len());
    let complaints: Vec<String> = all.iter().flat_map(|(name, styled)| judge_part(&judges, name, styled)).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_judges_are_content() {
    let documents = documents();
    let Some(judges) = judges(documents.len() * JUDGES) else { return };
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let (judges, documents) = (&judges, &documents);
        let every_other = |first: usize| {
            move || -> Vec<String> {
                let own = documents.iter().skip(first).step_by(AT_A_TIME);
                own.flat_map(|document| judge(judges, document)).collect()
            }
        };
        let threads: Vec<_> = (0..AT_A_TIME).map(|first| scope.spawn(every_other(first))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a verdict")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

/// A document with a picture, charts and footnotes, by both rule sets.
#[test]
fn the_judges_are_content_with_figures() {
    let Some(judges) = judges(RULES.len() * 3) else { return };
    let mut complaints = Vec::new();
    for rules in RULES {
        let folder = tempfile::tempdir().expect("a folder");
        let paths = files(&styled(&figures::whole(), rules)).map(|(extension, bytes)| {
            let path = folder.path().join(format!("document.{extension}"));
            fs::write(&path, bytes).expect("a file");
            path
        });
        let [pdf, docx] = &paths;
        let mut verapdf = Command::new(judges.join("bin/verapdf"));
        verapdf.args(["-f", "3a,ua1"]).arg(pdf);
        let mut ooxml_check = python(&judges, "ooxml_check.py");
        ooxml_check.arg(docx).arg("--nfc");
        let mut compare = compare_layout(&judges, docx, pdf);
        let runs = [("verapdf", &mut verapdf), ("ooxml_check", &mut ooxml_check), ("compare_layout", &mut compare)];
        complaints.extend(runs.into_iter().filter_map(|(judge, run)| verdict(judge, "figures", run)));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
