//! Tables that say less, or other than they seem to: nothing of them is lost in silence.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::batch::{batch, code, flat, letters, said};

const RUN: [&str; 6] = ["--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];

fn run(folder: &Path, table: &str) -> std::process::Output {
    batch(folder, &[&[table], &RUN[..]].concat())
}

/// The table of `csv`, and what came of it: the exit code, the names of the files, what was said.
fn result(csv: &str) -> (i32, Vec<String>, String) {
    let folder = letters(0);
    fs::write(folder.path().join("records.csv"), csv).expect("records");
    let output = run(folder.path(), "records.csv");
    (code(&output), names(folder.path()), flat(&output))
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder.join("ra")) else { return Vec::new() };
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".docx")).collect();
    names.sort();
    names
}

#[test]
fn a_quote_that_takes_in_rows_is_told() {
    let head = "key,document.number,document.subject\na,1,một việc\n";
    for (rows, line, wanted) in [
        ("b,2,\"hai việc\nc,3,ba việc\nd,4,bốn việc\n", 3, &["a.docx"][..]),
        ("b,2,\"hai việc\nc,3,\"ba việc\"\nd,4,\"bốn việc\"\n", 3, &["a.docx", "d.docx"]),
        ("b,2,\"hai việc\"\nc,3,\"ba việc", 4, &["a.docx", "b.docx"]),
    ] {
        let (code, made, told) = result(&format!("{head}{rows}"));
        assert!(code == 65 && told.contains(&format!("(records.csv, dòng {line})")), "{rows}: {told}");
        assert!(told.contains("dấu ngoặc kép mở ra ở dòng này"), "{told}");
        assert_eq!(made, wanted, "{rows}");
    }
    let (code, made, told) = result("key,document.number,\"document.subject\na,1,một việc\n");
    assert!(code == 65 && made.is_empty() && told.contains("dấu ngoặc kép"), "{told}");
    let (code, made, told) = result("sep=,\nkey,document.number,\"document.subject\na,1,một việc\n");
    assert!(code == 65 && made.is_empty() && told.contains("records.csv, dòng 2"), "{told}");
    let (code, made, told) = result(&format!("{head}b,2,\"đo 5\"\" và\n6 việc\"\n"));
    assert_eq!((code, made.len()), (0, 2), "{told}");
}

/// A workbook whose formulas have no results, as programs write them.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(book)).expect("a workbook");
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).expect("a part");
        let (name, mut bytes) = (part.name().expect("a name").into_owned(), Vec::new());
        part.read_to_end(&mut bytes).expect("a part");
        if name.ends_with("sheet1.xml") {
            bytes = String::from_utf8(bytes).expect("XML").replace("</f><v>0</v>", "</f>").into_bytes();
        }
        new.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        new.write_all(&bytes).expect("a part");
    }
    new.finish().expect("a workbook").into_inner()
}

#[test]
fn cells_of_a_workbook_that_cannot_be_taken_are_told() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let length = rust_xlsxwriter::Format::new().set_num_format("[h]:mm");
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["key", "document.number", "document.subject"]).expect("headings");
    for (row, key) in (1..).zip(["whole", "formula", "long", "length", "above", "below"]) {
        sheet.write(row, 0, key).expect("a key");
        sheet.write(row, 1, row).expect("a number");
        sheet.write(row, 2, "báo cáo").expect("a subject");
    }
    sheet.write_formula(2, 1, "=1+1").expect("a formula");
    sheet.write(3, 2, 12345678901234567.0).expect("a number");
    sheet.write_with_format(4, 2, 2.0, &length).expect("a duration");
    sheet.merge_range(5, 2, 6, 2, "báo cáo chung", &rust_xlsxwriter::Format::new()).expect("a merged cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let folder = letters(0);
    fs::write(folder.path().join("records.xlsx"), without_results(&bytes)).expect("a workbook");
    let output = batch(folder.path(), &[&["records.xlsx"], &RUN[..], &["--message-format", "json"]].concat());
    let told = said(&output);
    assert_eq!(code(&output), 65, "{told}");
    for code in ["batch/formula-open", "batch/number-long", "batch/duration", "batch/cell-merged"] {
        assert_eq!(told.matches(code).count(), 1, "{code}: {told}");
    }
    assert_eq!(names(folder.path()), ["above.docx", "whole.docx"]);
}

#[test]
fn keys_that_look_alike_are_one() {
    let (code, made, told) = result(
        "key,document.number,document.subject\nHuế,1,một việc\nHue\u{302}\u{301},2,hai việc\nHu\u{200b}ế,3,ba việc\n",
    );
    assert!(code == 65 && made == ["Huế.docx"], "{made:?}: {told}");
    assert!(told.contains("dòng 2"), "{told}");
    let (code, made, told) = result("key,document.number,document.subject\na,1,một việc\n,2,hai việc\n");
    assert!(code == 0 && made == ["000002.docx", "a.docx"] && told.contains("không có khóa"), "{made:?}: {told}");
}

#[test]
fn a_plan_is_written_over_a_plan_only() {
    let folder = letters(2);
    let plan = |to: &str| {
        batch(folder.path(), &["plan", "records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", to])
    };
    let shared = fs::read(folder.path().join("shared.yaml")).expect("shared answers");
    let output = plan("shared.yaml");
    assert!(code(&output) == 2 && flat(&output).contains("không ghi đè"), "{}", said(&output));
    assert_eq!(fs::read(folder.path().join("shared.yaml")).expect("shared answers"), shared);
    assert_eq!([code(&plan("plan.jsonl")), code(&plan("plan.jsonl"))], [0, 0]);
}

#[test]
fn threads_are_counted() {
    let folder = letters(1);
    for jobs in ["0", "100000", "x"] {
        let output = batch(folder.path(), &["records.csv", "-o", "ra", "--jobs", jobs]);
        assert!(code(&output) == 2 && flat(&output).contains("từ 1 đến 512"), "{}", said(&output));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_could_not_be_printed_are_told() {
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    for words in [&["kinds"][..], &["new", "cong-van"], &["schema", "cong-van"]] {
        let mut program = Command::new(env!("CARGO_BIN_EXE_congvan"));
        let output = program.args(words).stdout(full()).stderr(Stdio::piped()).output().expect("the program");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(75) && told.contains("đầu ra chuẩn"), "{words:?}: {told}");
    }
}
