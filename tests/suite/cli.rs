//! The command line, as a clerk and as a program use it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::support::{LETTER, REPORT, read, root};

fn congvan(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env_remove("COLUMNS");
    command.args(arguments).output().expect("the program runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("{}", said(output)))
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

/// A folder with the sample's answers, changed, as `phieu.yaml`.
fn folder(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("phieu.yaml"), change(read(REPORT))).expect("answers");
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// Answers with an error in them.
fn wrong(text: String) -> String {
    text.replacen("number: 328", "number: 1.269", 1)
}

#[test]
fn done_is_0_and_every_format_lies_beside_the_answers() {
    let folder = folder(|text| text);
    let output = congvan(folder.path(), &["render", "phieu.yaml"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let names = names(folder.path());
    for name in ["phieu.docx", "phieu.pdf", "phieu.xlsx", "phieu.yaml"] {
        assert!(names.iter().any(|one| one == name), "{name} is not among {names:?}");
        assert!(name == "phieu.yaml" || printed(&output).contains(name), "{name} is not named on standard output");
    }
    assert!(!said(&output).contains('\u{1b}'), "no colour where there is no terminal: {}", said(&output));
}

/// A kind is taken by its title too, and a field of a name that is not there is told with the nearest.
#[test]
fn names_as_people_write_them() {
    let by_name = congvan(root(), &["new", "cong-van"]);
    for title in ["Công văn", "CÔNG VĂN", "cong van"] {
        let output = congvan(root(), &["new", title]);
        assert_eq!((code(&output), printed(&output)), (0, printed(&by_name)), "{title}: {}", said(&output));
    }
    let output = congvan(root(), &["new", "Công vắn lạ"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    let folder = folder(|text| text);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--name", "{{document.nubmer}}"]);
    assert_eq!(code(&output), 65, "{}", said(&output));
    let said = said(&output);
    assert!(said.contains("phiếu không có mục document.nubmer") && said.contains("document.number?"), "{said}");
}

/// The rules that the command line asks for are those that are held against the day.
#[test]
fn rules_that_are_not_in_force_are_told() {
    let codes = |rules: &[&str], profile: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let text = read(LETTER).replacen("document:\n", &format!("document:\n{profile}"), 1);
        fs::write(folder.path().join("phieu.yaml"), text).expect("answers");
        let output = congvan(folder.path(), &[&["render", "phieu.yaml", "--formats", "docx"], rules].concat());
        assert_eq!(code(&output), 0, "{}", said(&output));
        ["rules/not-in-force", "document/profile-fits-date"].map(|code| said(&output).contains(code))
    };
    let profile = "  format_profile: nd30_2020\n";
    assert_eq!(codes(&["--rules", "nd30-2020"], ""), [true, false]);
    assert_eq!(codes(&["--rules", "tt01-2011"], ""), [false, false]);
    assert_eq!(codes(&[], profile), [false, true]);
    assert_eq!(codes(&["--rules", "tt01-2011"], profile), [false, false]);
}

/// A letter without tables and data files: what cannot be made is told, and why.
#[test]
fn what_there_is_nothing_for_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("phieu.yaml"), read(LETTER)).expect("answers");
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--formats", "package,xlsx"]);
    assert_eq!((code(&output), printed(&output).as_str()), (0, ""), "{}", said(&output));
    assert!(said(&output).contains("package/nothing") && said(&output).contains("cong-van"), "{}", said(&output));
    assert!(said(&output).contains("xlsx/nothing"), "{}", said(&output));
    assert_eq!(names(folder.path()), ["phieu.yaml"]);
    let output = congvan(folder.path(), &["render", "phieu.yaml"]);
    assert!(!said(&output).contains("/nothing"), "news only to those who asked: {}", said(&output));
}

#[test]
fn pdf_alone_is_a_whole_result() {
    let folder = folder(|text| text);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--formats", "pdf", "-o", "ra/sâu"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(names(&folder.path().join("ra/sâu")), ["phieu.pdf"]);
    let file = fs::read(folder.path().join("ra/sâu/phieu.pdf")).expect("the file");
    assert!(file.starts_with(b"%PDF-1."));
}

#[test]
fn what_follows_the_signature_can_have_files_of_its_own() {
    let folder = folder(|text| text);
    let arguments = ["render", "phieu.yaml", "--formats", "docx,pdf", "--rules", "nd30-2020", "--separate", "--stamps"];
    let output = congvan(folder.path(), &[&arguments[..], &["-o", "ra"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    let stems = ["phieu", "phieu.phu-luc-1", "phieu.phu-luc-2"];
    let mut wanted = stems.map(|stem| ["docx", "pdf", "stamps.json"].map(|end| format!("{stem}.{end}"))).concat();
    wanted.sort_unstable();
    assert_eq!(names(&folder.path().join("ra")), wanted);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--rules", "tt01-2011", "--separate"]);
    assert_eq!((code(&output), said(&output).contains("rules/no-separate-files")), (65, true), "{}", said(&output));
}

#[test]
fn usage_is_2() {
    let folder = folder(|text| text);
    let usages: [&[&str]; 8] = [
        &[],
        &["render"],
        &["render", "phieu.yaml", "--formats", "odt"],
        &["render", "phieu.yaml", "--rules", "nd30-2021"],
        &["render", "phieu.yaml", "--lang", "fr"],
        &["render", "phieu.yaml", "--template", "không-có"],
        &["render", "phieu.yaml", "--signed-at", "2026-03-16T09:30:15"],
        &["lập"],
    ];
    for usage in usages {
        let output = congvan(folder.path(), usage);
        assert_eq!(code(&output), 2, "{usage:?}: {}", said(&output));
        assert!(!output.stderr.is_empty() && output.stdout.is_empty(), "{usage:?}");
    }
    assert_eq!(names(folder.path()), ["phieu.yaml"]);
}

#[test]
fn answers_at_fault_are_65_and_leave_nothing() {
    let folder = folder(wrong);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "-o", "ra"]);
    assert_eq!(code(&output), 65, "{}", said(&output));
    assert!(said(&output).contains("document.number") && said(&output).contains("phieu.yaml:"), "{}", said(&output));
    assert!(said(&output).contains("1269"), "what to write instead: {}", said(&output));
    assert_eq!(names(folder.path()), ["phieu.yaml"]);
    for missing in ["không-có.yaml", "."] {
        let output = congvan(folder.path(), &["render", missing]);
        assert_eq!(code(&output), 65, "{missing}: {}", said(&output));
        assert_eq!(said(&output).contains("congvan batch"), missing == ".", "{}", said(&output));
    }
}

#[test]
fn what_the_folder_refuses_is_75_and_leaves_nothing() {
    let folder = folder(|text| text);
    // A folder below a file cannot be made, whoever runs the test.
    let output = congvan(folder.path(), &["render", "phieu.yaml", "-o", "phieu.yaml/ra"]);
    assert_eq!(code(&output), 75, "{}", said(&output));
    assert_eq!(names(folder.path()), ["phieu.yaml"]);
}

#[test]
fn a_name_pattern_that_is_wrong_leaves_nothing() {
    let folder = folder(|text| text);
    for pattern in ["{{document.nummber}}", "{{", "{{#if}}"] {
        let output = congvan(folder.path(), &["render", "phieu.yaml", "--formats", "pdf", "--name", pattern]);
        assert_eq!(code(&output), 65, "{pattern}: {}", said(&output));
        assert_eq!(names(folder.path()), ["phieu.yaml"], "{pattern}");
    }
}

#[test]
fn names_from_a_pattern_over_the_answers() {
    let folder = folder(|text| text);
    let pattern = "{{document.number}}-{{slug department.place}}/{{document.symbol}}";
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--formats", "docx", "--name", pattern]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let names = names(folder.path());
    assert_eq!(names.len(), 2, "{names:?}");
    let name = names.iter().find(|name| name.ends_with(".docx")).expect("a Word file");
    assert!(name.starts_with("328-binh") && name.ends_with("dinh-BC-SGDĐT.docx"), "{name}");
}

#[test]
fn answers_from_standard_input_in_yaml_and_json() {
    let json = serde_json::to_string(&crate::support::answers(REPORT)).expect("JSON");
    for text in [read(REPORT), json] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(env!("CARGO_BIN_EXE_congvan"))
            .args(["render", "-", "--formats", "docx"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        child.stdin.take().expect("its input").write_all(text.as_bytes()).expect("answers are read");
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!(code(&output), 0, "{}", said(&output));
        assert_eq!(names(folder.path()), ["congvan.docx"]);
    }
}

#[test]
fn messages_for_programs_are_json_lines() {
    let folder = folder(wrong);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--message-format", "json"]);
    assert_eq!(code(&output), 65);
    let findings: Vec<Value> = said(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect();
    let error = findings.iter().find(|finding| finding["severity"] == "error").expect("an error");
    assert_eq!(error["place"]["path"], "document.number");
    assert_eq!(error["place"]["file"], "phieu.yaml");
    assert!(error["place"]["span"]["line"].as_u64().is_some_and(|line| line > 1), "{error}");
    for language in ["vi", "en"] {
        assert!(error["message"][language].as_str().is_some_and(|message| !message.is_empty()), "{error}");
    }
}

#[test]
fn messages_in_english() {
    let folder = folder(wrong);
    let vietnamese = said(&congvan(folder.path(), &["render", "phieu.yaml"]));
    let english = said(&congvan(folder.path(), &["render", "phieu.yaml", "--lang", "en"]));
    assert!(vietnamese.contains("Viết: 1269") && !vietnamese.contains("Write"), "{vietnamese}");
    assert!(english.contains("Write: 1269") && !english.contains("Viết:"), "{english}");
}

#[test]
fn stamps_of_a_draft() {
    let open = |text: String| {
        text.replacen("number: 328 ", "number: null ", 1).replacen("\n  date: 2014-04-11\n", "\n  date: null\n", 1)
    };
    let folder = folder(open);
    let output = congvan(folder.path(), &["render", "phieu.yaml", "--formats", "pdf", "--draft", "--stamps"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(names(folder.path()), ["phieu.pdf", "phieu.stamps.json", "phieu.yaml"]);
    let text = fs::read_to_string(folder.path().join("phieu.stamps.json")).expect("stamps");
    let stamps: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let of = |name: &str| stamps.iter().filter(|stamp| stamp["stamp"] == name).collect::<Vec<_>>();
    let number = |stamp: &Value, key: &str| stamp[key].as_f64().unwrap_or_else(|| panic!("{key} of {stamp}"));
    let least = [("number", 31.0), ("day", 24.0), ("month", 24.0), ("signature", 24.0), ("seal", 24.0)];
    for (name, width) in least {
        assert!(!of(name).is_empty(), "no place for {name}: {text}");
        for stamp in of(name) {
            assert!(number(stamp, "width") >= width, "{stamp}");
            assert!(number(stamp, "height") > 10.0, "{stamp}");
            assert!(number(stamp, "x") > 0.0 && number(stamp, "x") + number(stamp, "width") < 842.0, "{stamp}");
            assert!(number(stamp, "page") >= 1.0, "{stamp}");
        }
    }
    let first = |name: &str| of(name)[0].clone();
    assert_eq!([&first("number")["page"], &first("day")["page"]], [1, 1]);
    assert!((number(&first("number"), "y") - number(&first("day"), "y")).abs() < 2.0, "one line: {text}");
    assert!(number(&first("day"), "x") < number(&first("month"), "x"));
    assert_eq!(first("signature")["page"], first("seal")["page"]);
}

/// A kind of each sort: by itself, over one base and over several, with content in blocks and without.
const KINDS: [&str; 6] = ["bao-cao-vemis", "cong-van", "quyet-dinh", "bien-ban", "giay-nghi-phep", "hop-dong"];

#[test]
fn kinds_new_and_schema() {
    let here = root();
    let output = congvan(here, &["kinds"]);
    assert_eq!(code(&output), 0);
    let listed: Vec<String> =
        printed(&output).lines().filter_map(|line| line.split_whitespace().next().map(str::to_owned)).collect();
    assert_eq!(listed, congvan::template::kinds().collect::<Vec<_>>());
    for kind in KINDS {
        let starter = congvan(here, &["new", kind]);
        assert_eq!(code(&starter), 0, "{}", said(&starter));
        assert!(printed(&starter).contains("yaml-language-server"), "{kind}");
        assert!(printed(&starter).lines().any(|line| line.starts_with('#')), "{kind}: no comment");
        let _: Value = serde_saphyr::from_str(&printed(&starter)).unwrap_or_else(|error| panic!("{kind}: {error}"));
        let schema = congvan(here, &["schema", kind]);
        assert_eq!(code(&schema), 0);
        let schema: Value = serde_json::from_str(&printed(&schema)).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
    }
    for command in ["new", "schema"] {
        let output = congvan(here, &[command, "không-có"]);
        assert_eq!(code(&output), 2, "{command}: {}", said(&output));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty());
    }
}

/// What `new` prints says what is still to be filled in, and nothing else is wrong with it.
#[test]
fn a_new_file_only_lacks_answers() {
    for kind in KINDS {
        let folder = tempfile::tempdir().expect("a folder");
        let starter = congvan(folder.path(), &["new", kind]);
        fs::write(folder.path().join("phieu.yaml"), &starter.stdout).expect("a file");
        let output = congvan(folder.path(), &["render", "phieu.yaml", "--message-format", "json"]);
        if code(&output) == 0 {
            continue;
        }
        assert_eq!(code(&output), 65, "{kind}: {}", said(&output));
        for line in said(&output).lines() {
            let finding: Value = serde_json::from_str(line).expect("JSON");
            let code = finding["code"].as_str().unwrap_or_default();
            let lacking = ["answers/missing", "answers/empty-item"].contains(&code) || code.starts_with("rule/");
            let fine = finding["severity"] != "error" || lacking;
            assert!(fine, "{kind}: {finding}");
        }
    }
}
