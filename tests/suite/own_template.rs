//! A template of the user's own: a folder that any command takes in place of a kind's name.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use congvan::diag::Diagnostic;
use congvan::export::typst::layout;
use congvan::render::{Options, Prepared, Renderer};
use congvan::template::{self, Choice};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{made, read, root, sample};

/// A small kind over `ten-loai`, with a group, a table, a figure and terms of its own.
pub const TEMPLATE: &str = "tests/templates/to-trinh-mua-sam";
/// Answers for it.
pub const ANSWERS: &str = "tests/templates/to-trinh-mua-sam.answers.yaml";

fn congvan(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// A copy of the template and its answers, with one text changed in one file.
pub fn home(file: &str, from: &str, to: &str) -> TempDir {
    let home = tempfile::tempdir().expect("a folder");
    fs::create_dir(home.path().join("to-trinh-mua-sam")).expect("a folder");
    for name in ["template.yaml", "form.yaml", "body.md", "terms.csv"] {
        let text = read(format!("{TEMPLATE}/{name}"));
        assert!(name != file || text.contains(from), "{from} is not in {file}");
        let text = if name == file { text.replacen(from, to, 1) } else { text };
        fs::write(home.path().join("to-trinh-mua-sam").join(name), text).expect("a file");
    }
    fs::write(home.path().join("phieu.yaml"), read(ANSWERS)).expect("answers");
    home
}

/// The document of the answers by the template in `home`, or what is wrong with the template.
fn by(home: &TempDir) -> Result<Prepared, Vec<Diagnostic>> {
    let path = home.path().join("to-trinh-mua-sam");
    let options = Options { template: Some(Choice::find(path.to_str().expect("UTF-8"))?), ..Options::default() };
    Renderer::new(options.clone()).compile_own()?;
    Ok(made(sample(ANSWERS), ANSWERS, &options))
}

fn words(prepared: &Prepared) -> String {
    let lines = layout(&prepared.styled).expect("a layout").lines;
    let text = lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_folder_is_a_template() {
    let prepared = by(&home("", "", "")).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let words = words(&prepared);
    assert_eq!(prepared.kind(), "to-trinh-mua-sam");
    for part in ["TỜ TRÌNH", "61/TTr-SNV", "mua 06 thiết bị ở Bảng 1", "kinh phí thường xuyên", "Máy quét"]
    {
        assert!(words.contains(part), "{part} is not in {words}");
    }
}

#[test]
fn every_command_takes_the_folder() {
    let home = home("", "", "");
    let template = ["--template", "to-trinh-mua-sam"];
    let run = |arguments: &[&str]| {
        let output = congvan(home.path(), &[arguments, &template].concat());
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
        output
    };
    run(&["render", "phieu.yaml", "-o", "out"]);
    for name in ["phieu.pdf", "phieu.docx", "phieu.xlsx"] {
        assert!(home.path().join("out").join(name).is_file(), "{name}");
    }
    run(&["preview", "phieu.yaml", "--once", "-o", "once"]);
    assert!(home.path().join("once/phieu-1.svg").is_file());
    let schema: Value = serde_json::from_slice(&run(&["schema"]).stdout).expect("JSON");
    assert_eq!(schema["properties"]["purchase"]["title"], "Mua sắm");
    let starter = String::from_utf8(run(&["new"]).stdout).expect("UTF-8");
    assert!(starter.contains("template: to-trinh-mua-sam") && starter.contains("Nguồn kinh phí"), "{starter}");
    // The folder in place of the kind's name; a folder of that very name is meant by its path.
    assert_eq!(congvan(home.path(), &["new", "./to-trinh-mua-sam"]).stdout, starter.as_bytes());
}

#[test]
fn a_batch_is_made_by_the_template_of_its_plan_and_by_no_other() {
    let home = home("", "", "");
    fs::create_dir(home.path().join("phieu")).expect("a folder");
    fs::rename(home.path().join("phieu.yaml"), home.path().join("phieu/a.yaml")).expect("a file");
    let plan = ["batch", "plan", "phieu", "-o", "plan.jsonl", "--template", "to-trinh-mua-sam"];
    let render = |folder: &str| congvan(home.path(), &["batch", "render", "plan.jsonl", "-o", folder]);
    let output = congvan(home.path(), &plan);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let output = render("one");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(home.path().join("one/a.pdf").is_file());
    let body = home.path().join("to-trinh-mua-sam/body.md");
    fs::write(&body, read(format!("{TEMPLATE}/body.md")).replace("Kính trình", "Trân trọng kính trình"))
        .expect("a file");
    let output = render("two");
    assert_eq!(output.status.code(), Some(65), "{}", said(&output));
    assert!(said(&output).contains("batch/template-changed") && !home.path().join("two/a.pdf").exists());
}

#[test]
fn what_is_wrong_is_told_with_file_and_line() {
    for (file, from, to, line) in [
        ("template.yaml", "title: Tờ", "title: [Tờ", 5),
        ("template.yaml", "base: ten-loai", "base: ten-khac", 3),
        ("template.yaml", "title_en:", "title_fr:", 5),
        ("template.yaml", "caption: Thiết", "captoin: Thiết", 12),
        ("template.yaml", "{id: pieces, label", "{id: pieces, lable", 8),
        ("template.yaml", "kind: integer, width: 30", "kind: number, width: 30", 18),
        ("template.yaml", "width: 30", "width: rộng", 18),
        ("template.yaml", "sum(purchase", "sum((purchase", 8),
        ("form.yaml", "type: choice", "type: choise", 17),
        ("form.yaml", "check: this.quantity <= 50", "check: this.quantity <=", 38),
        ("form.yaml", "omit: true", "omitted: true", 10),
        ("form.yaml", "fields:\n  - key: document", "fields:\n\t- key: document", 7),
        ("body.md", "{{table \"items\"}}", "{{/if}}", 3),
        ("body.md", "{{count figures", "{{{count figures", 1),
        ("terms.csv", "nguon/du_an,kinh", "nguon/du_an,a,kinh", 3),
        ("terms.csv", "nguon/du_an", "nguon/thuong_xuyen", 3),
        ("terms.csv", "key,name", "code,name", 1),
    ] {
        let home = home(file, from, to);
        let problems = by(&home).err().unwrap_or_else(|| panic!("{to} is taken"));
        let place = problems[0].place.clone().unwrap_or_else(|| panic!("{to}: no place in {problems:#?}"));
        let path = home.path().join("to-trinh-mua-sam").join(file);
        let found = (place.file.as_str(), place.span.map(|span| span.line));
        assert_eq!(found, (path.to_str().expect("UTF-8"), Some(line)), "{to}: {problems:#?}");
        let output = congvan(home.path(), &["batch", ".", "-o", "out", "--template", "to-trinh-mua-sam"]);
        assert_eq!(output.status.code(), Some(65), "{to}: {}", said(&output));
    }
    let nothing = template::own("tests/templates/none").expect_err("no folder");
    assert_eq!(nothing[0].code, "template/unreadable");
}

/// Depth and repetition that would cost a program its stack or its memory.
#[test]
fn a_hostile_template_ends_nothing() {
    // As many as a file of the greatest size holds.
    let many = |unit: &str| unit.repeat(500_000 / unit.len());
    for (file, from, to) in [
        ("template.yaml", "title: Tờ trình mua sắm", format!("title: {}", many("["))),
        ("template.yaml", "sum(purchase.items", format!("{}sum(purchase.items", many("("))),
        ("form.yaml", "this.quantity <= 50", format!("{}this.quantity <= 50", many("!"))),
        ("body.md", "Kính trình", many("{{#if purchase}}")),
        ("body.md", "Kính trình", format!("{{{{count {}}}}}", many("(count "))),
        ("body.md", "Kính trình", many("> ")),
    ] {
        let home = home(file, from, &to);
        let output = congvan(home.path(), &["render", "phieu.yaml", "--template", "to-trinh-mua-sam"]);
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 65)), "{file} {}: {code:?} {}", &to[..20], said(&output));
    }
}

#[test]
fn a_template_read_again_leaves_nothing_behind() {
    let path = root().join(TEMPLATE);
    let read = || Arc::new(template::own(path.to_str().expect("UTF-8")).expect("a template"));
    let weak = Arc::downgrade(&read());
    assert!(weak.upgrade().is_none());
}
