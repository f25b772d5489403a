//! What a clerk stumbles over in a table, and what is said of it.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::batch::{batch, code, files, letters, printed, said};
use crate::support::spaced;

/// What is said of letters with these rows below the heading, as one line.
fn told(folder: &Path, csv: impl AsRef<[u8]>, more: &[&str]) -> (Output, String) {
    fs::write(folder.join("records.csv"), csv).expect("records");
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra", "--lang", "en"];
    let output = batch(folder, &[&run[..], more].concat());
    let words = spaced(&said(&output).replace('│', " "));
    (output, words)
}

const HEADING: &str = "key,document.number,document.subject\n";

#[test]
fn rows_without_a_value_are_none() {
    let folder = letters(0);
    let (output, words) = told(folder.path(), format!("{HEADING}a,1,việc\n,,\n , ,\t\nb,2,việc\n,,\n"), &[]);
    assert_eq!((code(&output), printed(&output)), (0, vec!["ra/a.docx".to_owned(), "ra/b.docx".to_owned()]), "{words}");
    // The lines of the others are still their own.
    let (output, words) = told(folder.path(), format!("{HEADING}a,1,việc\n,,\nb,2x,việc\n"), &[]);
    assert!(code(&output) == 65 && words.contains("records.csv:4:2 document.number"), "{words}");
}

#[test]
fn what_a_row_lacks_is_to_be_typed_into_the_table() {
    let folder = letters(0);
    let (_, words) = told(folder.path(), format!("{HEADING}a,1,\n"), &[]);
    assert!(words.contains("(records.csv:2:3 document.subject) = help: fill the cell in the column"), "{words}");
    let (_, words) = told(folder.path(), "key,document.number\na,1\n", &[]);
    assert!(words.contains("help: write document.subject into the shared answers (--defaults), or add a"), "{words}");
}

#[test]
fn an_error_of_many_records_is_counted() {
    let folder = letters(0);
    let rows = |count: usize| (1..=count).map(|row| format!("a{row},{row},\n")).collect::<String>();
    let (output, words) = told(folder.path(), format!("{HEADING}b,2x,việc\n{}", rows(12)), &[]);
    assert_eq!((code(&output), words.matches("(records.csv:").count()), (65, 4), "{words}");
    assert!(words.contains("× 9 more records have this error: 'document.subject' is missing"), "{words}");
    assert!(words.contains("for each record: --message-format json"), "{words}");
    let (_, words) = told(folder.path(), format!("{HEADING}{}", rows(3)), &[]);
    assert!(words.matches("(records.csv:").count() == 3 && !words.contains("more records"), "{words}");
    // Programs are told all.
    let (_, words) = told(folder.path(), format!("{HEADING}{}", rows(12)), &["--message-format", "json"]);
    assert_eq!(words.matches("answers/missing").count(), 12, "{words}");
}

#[test]
fn a_table_that_is_not_utf_8_is_told_so() {
    let folder = letters(0);
    let wide = format!("\u{feff}{HEADING}a,1,việc\n").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let (output, words) = told(folder.path(), wide, &[]);
    assert!(code(&output) == 65 && words.contains("batch/not-utf8") && words.contains("CSV UTF-8"), "{words}");
}

#[test]
fn headings_that_differ_by_a_capital() {
    let folder = letters(0);
    let (_, words) = told(folder.path(), "Key,Document.Number,document.subject\na,1,việc\n", &[]);
    assert!(words.contains("Did you mean key?") && words.contains("Did you mean document.number?"), "{words}");
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
    fs::create_dir(folder.path().join("đây")).expect("a folder");
    let csv = fs::read(folder.path().join("records.csv")).expect("records");
    let cases: [(&[&str], &str); 4] = [
        (&["--merged", "in.pdf"], "--merged needs the format pdf"),
        (&["--zip", "đây"], "cannot write \"đây\": is a directory"),
        (&["--name", "{{document.number"], "the name pattern \"{{document.number\" cannot be used"),
        (&["--template", "cong-vân"], "Did you mean cong-van?"),
    ];
    for (arguments, word) in cases {
        let (output, words) = told(folder.path(), &csv, arguments);
        assert!(code(&output) != 0 && words.contains(word), "{arguments:?}: {words}");
        assert_eq!(words.matches("1 error").count(), 1, "{arguments:?}: {words}");
        assert!(!folder.path().join("ra/thư-0001.docx").exists(), "{arguments:?}");
    }
    let (_, words) = told(folder.path(), &csv, &["--name", "{{document.numbr}}"]);
    assert!(words.contains("an answer it names is not there, or empty"), "{words}");
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
