//! What is said to one who mistypes a command line, and the help.

use std::process::{Command, Output};

use serde_json::Value;

use crate::support::root;

fn congvan(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(root()).env_remove("COLUMNS").args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A command line, the code of its fault, and what is said of it in Vietnamese and in English.
type Case = (&'static [&'static str], &'static str, [&'static str; 2]);

const CASES: [Case; 22] = [
    (&["rendr", "x"], "unknown-command", ["congvan: không có lệnh \"rendr\" Có phải render?", "Did you mean render?"]),
    (&["phieu.yaml"], "unknown-command", ["các lệnh: render, batch, preview", "there is no command \"phieu.yaml\""]),
    (
        &["check", "x"],
        "unknown-command",
        ["không có lệnh chỉ kiểm tra: congvan render", "no command only checks: congvan render"],
    ),
    (&["render"], "missing", ["congvan render: thiếu <ANSWERS> <ANSWERS>: Phiếu trả lời", "<ANSWERS>: Answers file"]),
    (&["batch"], "missing", ["thiếu <RECORDS> <RECORDS>: Thư mục phiếu trả lời", "<RECORDS> is missing"]),
    (&["batch", "plan", "x"], "missing", ["congvan batch plan: thiếu --output <PLAN>", "--output <PLAN>: Plan file"]),
    (&["new"], "missing", ["thiếu <KIND|FOLDER>", "KIND|FOLDER> is missing"]),
    (
        &["render", "x", "--outptu", "y"],
        "unknown-option",
        ["không có tuỳ chọn --outptu Có phải --output?", "--output?"],
    ),
    (&["render", "-x"], "unknown-option", ["không có tuỳ chọn -x xem congvan render --help", "there is no option -x"]),
    (&["render", "x", "--output"], "no-value", ["thiếu giá trị của --output <DIR>", "--output <DIR> has no value"]),
    (&["render", "x", "--formats", "pfd"], "value", ["Có phải pdf?", "does not take \"pfd\" Did you mean pdf?"]),
    (&["render", "x", "--formats", "odt"], "value", ["không nhận \"odt\"", "the values: pdf, docx, xlsx, package"]),
    (&["render", "x", "--rules", "nd30"], "value", ["Có phải nd30-2020?", "Did you mean nd30-2020?"]),
    (&["render", "x", "--separate", "--signed-at", "9h"], "value", ["ghi ngày và giờ như 2026-", "write day and time"]),
    (&["preview", "x", "--port", "99999"], "value", ["ghi một số từ 0 đến 65535", "a number from 0 to 65535"]),
    (&["preview", "x", "--host", "here"], "value", ["ghi một địa chỉ IP", "write an IP address"]),
    (&["batch", "x", "--jobs", "hai"], "value", ["--jobs <N> không nhận \"hai\"", "write a number from 1 to 512"]),
    (&["render", "x", "--draft=3"], "value", ["--draft không có giá trị: bỏ \"3\"", "--draft takes no value"]),
    (&["batch", "x", "y"], "too-many", ["congvan batch: thừa \"y\" tên có dấu cách", "\"y\" is one argument too many"]),
    (&["batch", "x", "plan"], "conflict", ["\"plan\" đứng trước mọi đối số khác", "stands before all other"]),
    (&["render", "x", "--draft", "--draft"], "twice", ["--draft chỉ ghi một lần", "is given once only"]),
    (
        &["batch", "x", "--keep-going", "--all-or-nothing"],
        "conflict",
        ["--keep-going và --all-or-nothing không dùng cùng nhau", "do not go together"],
    ),
];

/// What is said, in one line and without what is before each hint.
fn line(text: &str) -> String {
    let text = text.replace("= cách sửa: ", "").replace("= help: ", "");
    crate::support::spaced(&text)
}

#[test]
fn a_wrong_command_line_is_told_in_vietnamese_or_english() {
    for (arguments, code, [vi, en]) in CASES {
        let vietnamese = line(&said(&congvan(arguments)));
        assert!(
            vietnamese.contains(vi) && vietnamese.contains(&format!("usage/{code}")),
            "{arguments:?}: {vietnamese}"
        );
        assert!(vietnamese.contains("xem congvan") && !vietnamese.contains("error"), "{arguments:?}: {vietnamese}");
        // It does not matter that the language is asked for behind the fault. An option that waits for a value takes what follows.
        let behind = if code == "no-value" { vec!["--lang=en"] } else { vec!["--lang", "en"] };
        let english = line(&said(&congvan(&[arguments, &behind[..]].concat())));
        assert!(english.contains(en) && english.contains("see congvan"), "{arguments:?}: {english}");
    }
}

#[test]
fn the_language_is_asked_for_behind_the_command() {
    let english = line(&said(&congvan(&["--lang", "en", "kinds"])));
    assert!(english.contains("--lang stands after the command: congvan kinds --lang en"), "{english}");
}

#[test]
fn a_wrong_command_line_is_told_to_programs() {
    let output = congvan(&["render", "x", "--outptu", "y", "--message-format=json"]);
    let found: Value = serde_json::from_str(said(&output).trim()).expect("one JSON object");
    assert_eq!(
        (&found["code"], &found["hints"][0]["en"]),
        (&"usage/unknown-option".into(), &"Did you mean --output?".into())
    );
}

const COMMANDS: [&[&str]; 12] = [
    &[],
    &["render"],
    &["batch"],
    &["batch", "plan"],
    &["batch", "render"],
    &["batch", "status"],
    &["batch", "merge"],
    &["preview"],
    &["copy"],
    &["new"],
    &["schema"],
    &["kinds"],
];

#[test]
fn help_is_whole_in_the_language_asked_for() {
    let help = |arguments: &[&str]| {
        let output = congvan(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    for command in COMMANDS {
        for flag in ["-h", "--help"] {
            let vietnamese = help(&[command, &[flag]].concat());
            for word in ["Usage", "Options", "Arguments", "Commands", "Print ", "[default", "ossible values", " the "] {
                assert!(!vietnamese.contains(word), "{command:?} {flag}: {word}\n{vietnamese}");
            }
            assert!(vietnamese.contains("Cách dùng:") && vietnamese.contains("Tuỳ chọn:"), "{command:?}: {vietnamese}");
            let english = help(&[command, &[flag, "--lang", "en"]].concat());
            // Names that are the same in every language.
            let names = ["Tiếng Việt", "Nghị định", "NĐ", "Thông tư"];
            let rest = names.iter().fold(english.clone(), |text, name| text.replace(name, ""));
            assert!(rest.is_ascii() && rest.contains("Usage:"), "{command:?} {flag}: {english}");
        }
    }
    assert_eq!(help(&["help", "batch"]), help(&["batch", "--help"]));
    // Nothing at all is a fault, and what there is is told.
    assert!(said(&congvan(&[])).contains("Cách dùng:"));
}
