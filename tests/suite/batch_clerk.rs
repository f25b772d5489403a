//! What a clerk stumbles over in a table, and what is said of it.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::batch::{batch, code, files, letters, said};
use crate::support::spaced;

/// What is said of letters with these rows below the heading, as one line.
fn told(folder: &Path, csv: impl AsRef<[u8]>, more: &[&str]) -> (Output, String) {
    fs::write(folder.join("records.csv"), csv).expect("records");
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra", "--lang", "en"];
    let output = batch(folder, &[&run[..], more].concat());
    let words = spaced(&said(&output).replace('│', " "));
    (output, words)
}

#[test]
fn shared_answers_are_no_record() {
    let folder = letters(0);
    fs::write(folder.path().join("thư.yaml"), "document: {number: 1, subject: việc}").expect("answers");
    for shared in ["shared.yaml", "./shared.yaml"] {
        let output = batch(folder.path(), &[".", "--defaults", shared, "--formats", "docx", "-o", "ra"]);
        assert_eq!(code(&output), 0, "{}", said(&output));
    }
    let made: Vec<String> = files(&folder.path().join("ra")).into_keys().collect();
    assert_eq!(made, ["manifest.jsonl", "thư.docx"]);
}

#[test]
fn what_cannot_come_to_an_end_is_not_begun() {
    let folder = letters(2);
    fs::create_dir(folder.path().join("đây.zip")).expect("a folder");
    let csv = fs::read(folder.path().join("records.csv")).expect("records");
    let cases: [(&[&str], &str); 4] = [
        (&["--merged", "in.pdf"], "--merged needs the format pdf"),
        (&["--zip", "đây.zip"], "cannot write \"đây.zip\": it is a folder"),
        (&["--name", "{{document.number"], "the name pattern \"{{document.number\" cannot be used"),
        (&["--template", "cong-vam"], "Did you mean cong-van?"),
    ];
    for (arguments, word) in cases {
        let (output, words) = told(folder.path(), &csv, arguments);
        assert!(code(&output) != 0 && words.contains(word), "{arguments:?}: {words}");
        assert_eq!(words.matches("1 error").count(), 1, "{arguments:?}: {words}");
        assert!(!folder.path().join("ra/thư-0001.docx").exists(), "{arguments:?}");
    }
    let (_, words) = told(folder.path(), &csv, &["--name", "{{document.numbr}}"]);
    assert!(words.contains("there is no answer document.numbr"), "{words}");
}

#[test]
fn files_that_are_no_records() {
    let folder = letters(0);
    fs::write(folder.path().join("sổ.xls"), "").expect("a file");
    for (records, word) in [
        ("shared.yaml", "one answers file: congvan render shared.yaml"),
        ("sổ.xls", "save it again as .xlsx"),
        ("records.csv", "the first row holds the headings"),
    ] {
        let output = batch(folder.path(), &[records, "--defaults", "shared.yaml", "-o", "ra", "--lang", "en"]);
        let words = spaced(&said(&output));
        assert!(code(&output) == 65 && words.contains(word), "{records}: {words}");
    }
}
