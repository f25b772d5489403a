//! Judges that share no code with us: PDF/A and PDF/UA validators, Office's own schemas, and Word's page beside ours.
//!
//! `CONGVAN_JUDGES` names their folder and `VCHK_HOME` the Python they run in. Without them nothing is judged, which only
//! a machine of continuous integration takes as a failure.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use congvan::model::Block;
use congvan::render::Prepared;
use congvan::rules::RuleSetName;

use crate::support::{LETTER, REPORT, RULES, by, made, sample};

/// Both samples by both rule sets.
const DOCUMENTS: [(&str, &str, RuleSetName); 4] = [
    ("report-tt01", REPORT, RULES[0]),
    ("report-nd30", REPORT, RULES[1]),
    ("letter-tt01", LETTER, RULES[0]),
    ("letter-nd30", LETTER, RULES[1]),
];
/// How many judges look at each.
const JUDGES: usize = 4;

/// The folder of the judges.
fn judges() -> Option<PathBuf> {
    let folder = env::var_os("CONGVAN_JUDGES").map(PathBuf::from);
    if folder.is_none() {
        assert!(env::var("CI").as_deref() != Ok("true"), "CONGVAN_JUDGES does not name the judges' folder");
        println!("skipped: {} judge checks", DOCUMENTS.len() * JUDGES);
    }
    folder
}

fn python(judges: &Path, script: &str) -> Command {
    let home = env::var_os("VCHK_HOME").map_or_else(|| PathBuf::from("/opt/vchk"), PathBuf::from);
    let mut command = Command::new(home.join("bin/python"));
    command.arg(judges.join(script));
    command
}

/// Runs a judge; what it says when it is not content.
fn verdict(name: &str, document: &str, command: &mut Command) -> Option<String> {
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
    let text = folder.path().join("text.txt");
    fs::write(&text, words(&prepared)).expect("a file");

    let mut pdf_check = python(judges, "pdf_check.py");
    pdf_check.arg(&pdf).args(["--pdfa", "3a", "--ua", "--lang", "vi", "--title"]);
    pdf_check.args(["--attach", "answers.yaml", "--attach", "manifest.json", "--text"]).arg(&text);
    let mut ooxml_check = python(judges, "ooxml_check.py");
    ooxml_check.arg(&docx);
    // A letter has no tables, so its workbook is empty or not there to be judged.
    if !prepared.document.tables.is_empty() {
        ooxml_check.arg(&xlsx);
    }
    ooxml_check.arg("--nfc");
    let mut verapdf = Command::new(judges.join("bin/verapdf"));
    verapdf.args(["-f", "3a,ua1"]).arg(&pdf);
    let mut compare = python(judges, "compare_layout.py");
    compare.arg(&docx).arg(&pdf).args([
        "--pages-equal",
        "--min-words",
        "100",
        "--min-breaks",
        "98",
        "--max-p95",
        "1.0",
    ]);
    let runs: [(&str, &mut Command); JUDGES] = [
        ("pdf_check", &mut pdf_check),
        ("ooxml_check", &mut ooxml_check),
        ("verapdf", &mut verapdf),
        ("compare_layout", &mut compare),
    ];
    runs.into_iter().filter_map(|(judge, command)| verdict(judge, name, command)).collect()
}

/// The words that every reader of the PDF must find, one after the other: the text's, but for those that a line may end
/// inside.
fn words(prepared: &Prepared) -> String {
    let paragraph = |block: &Block| match block {
        Block::Paragraph { text, .. } => Some(text.plain()),
        Block::Table(_) => None,
    };
    let text: Vec<String> = prepared.document.body.iter().filter_map(paragraph).collect();
    let whole = |word: &&str| !word.contains(['-', '/']);
    text.join(" ").split_whitespace().filter(whole).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_judges_are_content() {
    let Some(judges) = judges() else { return };
    let complaints: Vec<String> = std::thread::scope(|scope| {
        let judges = &judges;
        let threads = DOCUMENTS.map(|document| scope.spawn(move || judge(judges, document)));
        threads.into_iter().flat_map(|thread| thread.join().expect("a verdict")).collect()
    });
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
