//! Tables as workbooks and clerks write them, and what is said of them.

use std::fs;

use serde_json::Value;

use crate::batch::{batch, code, files, flat, letters, printed, said};
use crate::support::root;

const RUN: [&str; 7] = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];

/// A folder with a table of these lines over the shared answers of letters.
fn table(text: &str) -> tempfile::TempDir {
    let folder = letters(0);
    fs::write(folder.path().join("records.csv"), text).expect("records");
    folder
}

/// The departments of the samples, and their table as cells.
fn departments(count: usize) -> (tempfile::TempDir, Vec<Vec<String>>) {
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(root().join("samples/departments-2014.yaml"), folder.path().join("shared.yaml")).expect("a sample");
    let csv = fs::read_to_string(root().join("samples/departments-2014.csv")).expect("a sample");
    let rows = csv.lines().take(count + 1).map(|line| line.split(',').map(str::to_owned).collect());
    (folder, rows.collect())
}

fn write(folder: &tempfile::TempDir, rows: &[Vec<String>]) {
    let lines = rows.iter().map(|row| row.join(",") + "\n");
    fs::write(folder.path().join("records.csv"), lines.collect::<String>()).expect("records");
}

/// Days as Vietnamese write them are read in columns of days, and nowhere else.
#[test]
fn days_in_cells_stand_day_first() {
    let folder = table("key,document.number,document.subject,document.date\na,1,ngày 9/4/2014,09/04/2014\n");
    assert_eq!(code(&batch(folder.path(), &RUN)), 0);
    let with_slashes = files(&folder.path().join("ra"));
    fs::write(
        folder.path().join("records.csv"),
        "key,document.number,document.subject,document.date\na,1,ngày 9/4/2014,2014-04-09\n",
    )
    .expect("records");
    let again = batch(folder.path(), &RUN);
    assert_eq!((code(&again), printed(&again).len()), (0, 0), "it is the same record: {}", said(&again));
    assert!(files(&folder.path().join("ra")) == with_slashes);
    for (date, told) in [("41738", "Viết: 2014-04-09"), ("30/2/2014", "không có ngày này trong lịch")] {
        let csv = format!("key,document.number,document.subject,document.date\na,1,báo cáo,{date}\n");
        fs::write(folder.path().join("records.csv"), csv).expect("records");
        let output = batch(folder.path(), &RUN);
        assert!(code(&output) == 65 && flat(&output).contains(told), "{date}: {}", said(&output));
    }
    let folder = table("key,document.number,document.subject,document.date\na,1,báo cáo,9/4/2014\n");
    let output = batch(folder.path(), &[&RUN[..], &["--message-format", "json"]].concat());
    let noted = "“9/4/2014” được hiểu là ngày 9 tháng 4 năm 2014";
    assert!(said(&output).contains("batch/day-read") && said(&output).contains(noted), "{}", said(&output));
}

/// A code that lost its zero is the same in a workbook and in CSV: taken, with a warning.
#[test]
fn a_code_that_was_a_number() {
    let (folder, mut rows) = departments(1);
    let at = |folder: &tempfile::TempDir, name: &str| folder.path().join(name);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, rows[0].iter().map(String::as_str)).expect("a heading");
    sheet.write_row(1, 0, rows[1].iter().map(String::as_str)).expect("a row");
    sheet.write_number(1, 1, 1.0).expect("a cell");
    book.save(at(&folder, "records.xlsx")).expect("a workbook");
    rows[1][1] = "1".to_owned();
    write(&folder, &rows);
    let made = ["records.csv", "records.xlsx"].map(|records| {
        let out = format!("ra-{records}");
        let run = [records, "--defaults", "shared.yaml", "--formats", "docx", "-o", &out, "--message-format", "json"];
        let output = batch(folder.path(), &run);
        assert_eq!(code(&output), 0, "{records}: {}", said(&output));
        assert!(said(&output).contains("Ô là số nên có thể đã mất số 0 ở đầu; hiểu là “01”"), "{}", said(&output));
        files(&at(&folder, &out)).remove("01-ha-noi.docx").expect("a document")
    });
    assert!(made[0] == made[1]);
}

/// Advice about a table names its columns, and a cell is written without quotes.
#[test]
fn advice_for_cells() {
    let (folder, mut rows) = departments(3);
    rows[1][1] = String::new();
    rows[2][1] = "2x".to_owned();
    rows[3][4] = "43000999".to_owned();
    write(&folder, &rows);
    let output = batch(folder.path(), &RUN);
    let told = flat(&output);
    assert_eq!((code(&output), printed(&output).len()), (65, 0), "{told}");
    assert!(told.contains("records.csv, dòng 2, cột B, department"), "{told}");
    assert!(told.contains("cách sửa: Điền ô ở cột department.province_code, ví dụ: 52\n"), "{told}");
    assert!(told.contains("Viết: 52\n") && told.contains("Viết: 043000999\n"), "{told}");
    assert!(!told.contains("Thêm:") && !told.contains("ngoặc kép"), "{told}");
    // A column that is not there.
    rows.iter_mut().for_each(|row| _ = row.remove(1));
    write(&folder, &rows);
    let told = flat(&batch(folder.path(), &RUN));
    assert!(told.contains("Thêm cột department.province_code vào bảng, hoặc ghi department vào phiếu chung"), "{told}");
    // A column that is a list: its items have columns.
    rows[0][3] = "contact.phones".to_owned();
    write(&folder, &rows);
    let told = flat(&batch(folder.path(), &RUN));
    assert!(told.contains("đặt tên cột là: contact.phones.0\n") && !told.contains("một dòng"), "{told}");
}

/// One problem of all records is one message, with the records that have it; programs are told of each.
#[test]
fn the_same_problem_is_told_once() {
    let (folder, rows) = departments(12);
    write(&folder, &rows);
    let run = ["records.csv", "--template", "bao-cao-vemis", "--formats", "docx", "-o", "ra"];
    let output = batch(folder.path(), &[&run[..], &["--report", "r.html"]].concat());
    let told = flat(&output);
    assert_eq!(code(&output), 65, "{told}");
    assert!(told.contains("ở 12 bản ghi: 01-ha-noi, 02-ha-giang, 04-cao-bang, … (xem đủ trong --report)"), "{told}");
    let missing = "Thiếu mục Văn bản yêu cầu báo cáo";
    let count = told.matches("Thiếu mục").count();
    let json = said(&batch(folder.path(), &[&run[..], &["--message-format", "json"]].concat()));
    let events: Vec<Value> = json.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let all: usize = events.iter().filter_map(|event| event["findings"].as_array()).map(Vec::len).sum();
    assert!(all >= 12 * count && count > 1, "{all} of {count}: {missing}");
    let html = fs::read_to_string(folder.path().join("r.html")).expect("a report");
    assert_eq!(html.matches("Thiếu mục").count(), count, "{html}");
    assert!(html.contains("ở 12 bản ghi") && html.matches("<li>12-lai-chau").count() >= count, "{html}");
    let named = [&RUN[..], &["--name", "{{document.không}}"]].concat();
    let told = flat(&batch(folder.path(), &named));
    assert_eq!(told.matches("ở 12 bản ghi").count(), 1, "{told}");
    // What is missing at the end is told once too.
    assert_eq!(code(&batch(folder.path(), &[&["plan"], &RUN[..5], &["-o", "plan.jsonl"]].concat())), 0);
    let merged = batch(folder.path(), &["merge", "plan.jsonl", "-o", "mới"]);
    assert!(
        said(&merged).contains("chưa lập: 12 bản ghi: 01-ha-noi, 02-ha-giang, 04-cao-bang, …"),
        "{}",
        said(&merged)
    );
}

/// What is to be shared must be answers.
#[test]
fn shared_answers_that_are_none() {
    let folder = letters(2);
    fs::write(folder.path().join("ghi-chú.txt"), "họp lúc chín giờ\n").expect("a file");
    fs::write(folder.path().join("danh-sách.yaml"), "- một\n- hai\n").expect("a file");
    for name in ["records.csv", "ghi-chú.txt", "danh-sách.yaml"] {
        let output = batch(folder.path(), &["records.csv", "--defaults", name, "-o", "ra"]);
        assert_eq!(code(&output), 65, "{name}: {}", said(&output));
        assert!(flat(&output).contains(&format!("không dùng cho --defaults được ({name})")), "{}", said(&output));
        assert!(!said(&output).contains("Thiếu mục"), "{}", said(&output));
    }
}

/// With one bad record none is made: that is said, and the report is written.
#[test]
fn nothing_is_made_and_that_is_told() {
    let folder = table("key,document.number,document.subject\na,1,báo cáo\nb,1.269,báo cáo\n");
    let output = batch(folder.path(), &[&RUN[..], &["--all-or-nothing", "--report", "r.html"]].concat());
    assert_eq!((code(&output), printed(&output)), (65, vec!["r.html".to_owned()]), "{}", said(&output));
    assert!(
        said(&output).ends_with("2 bản ghi, 1 lỗi: không lập bản ghi nào (--all-or-nothing)\n"),
        "{}",
        said(&output)
    );
    let html = fs::read_to_string(folder.path().join("r.html")).expect("a report");
    assert!(html.contains("1 bản ghi có lỗi; 1 chưa lập") && html.contains("Viết: 1269"), "{html}");
    assert!(!folder.path().join("ra/manifest.jsonl").exists());
    let planned = batch(folder.path(), &[&["plan"], &RUN[..3], &["-o", "plan.jsonl"]].concat());
    assert!(said(&planned).ends_with("2 bản ghi: 1 lập được, 1 lỗi\n"), "{}", said(&planned));
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    let merged = batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra"]);
    let told = said(&merged);
    assert!(told.ends_with("2 bản ghi: 1 đủ tệp, 1 lỗi; đã ghi ra/manifest.jsonl\n"), "{told}");
    assert_eq!(told.matches("Viết: 1269").count(), 1, "{told}");
}

/// Files of a record that is no longer in the table stay, and are told, on the terminal and in the report.
#[test]
fn a_record_that_is_gone_leaves_files_that_are_told() {
    let folder = letters(4);
    assert_eq!(code(&batch(folder.path(), &RUN)), 0);
    let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    let fewer: String = csv.lines().take(3).map(|line| format!("{line}\n")).collect();
    fs::write(folder.path().join("records.csv"), fewer).expect("records");
    fs::write(folder.path().join("ra/riêng.docx"), "x").expect("a file of somebody");
    let output = batch(folder.path(), &[&RUN[..], &["--report", "r.html"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    let told = "lần này không có bản ghi nào lập ra tệp này: 2 tệp: thư-0003.docx, thư-0004.docx";
    assert!(flat(&output).contains(told) && !said(&output).contains("riêng.docx"), "{}", said(&output));
    let html = fs::read_to_string(folder.path().join("r.html")).expect("a report");
    assert!(html.contains("thư-0003.docx") && html.contains("lần này không có bản ghi nào lập ra tệp này"), "{html}");
    // Nothing is made, and what is left of earlier runs is told all the same.
    let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), csv.replace("thư-0001,1", "thư-0001,một")).expect("records");
    let output = batch(folder.path(), &[&RUN[..], &["--all-or-nothing"]].concat());
    assert_eq!(code(&output), 65, "{}", said(&output));
    let outdated = "bản ghi nay có lỗi nên không lập lại: \"thư-0001.docx\"";
    assert!(flat(&output).contains(told) && flat(&output).contains(outdated), "{}", said(&output));
}

/// Rows that are empty are none, in CSV and in a workbook; a broken table is told in words.
#[test]
fn empty_rows_and_texts_that_are_not_utf8() {
    let folder = table("sep=;\nkey;document.number;document.subject\n;;\na;1;báo cáo\n;;;;\n;;\n");
    let output = batch(folder.path(), &RUN);
    assert_eq!((code(&output), printed(&output).len()), (0, 1), "{}", said(&output));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["key", "document.number", "document.subject"]).expect("a heading");
    sheet.write_row(3, 0, ["a", "1", "báo cáo"]).expect("a row");
    sheet.write_row(5, 0, ["", " ", ""]).expect("a row");
    book.save(folder.path().join("records.xlsx")).expect("a workbook");
    let run = [&["records.xlsx"], &RUN[1..]].concat();
    let output = batch(folder.path(), &run);
    assert_eq!((code(&output), printed(&output).len()), (0, 0), "the same record: {}", said(&output));
    let utf16 = "\u{feff}key\tdocument.number\r\na\t1\r\n".encode_utf16().flat_map(u16::to_le_bytes);
    fs::write(folder.path().join("records.csv"), utf16.collect::<Vec<u8>>()).expect("records");
    let output = batch(folder.path(), &RUN);
    assert!(code(&output) == 65 && flat(&output).contains("CSV UTF-8"), "{}", said(&output));
}

/// The preview reads a table as a batch does.
#[test]
fn the_preview_reads_cells_alike() {
    let folder = table("key,document.number,document.subject,document.date\na,1,báo cáo,9/4/2014\n");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(folder.path()).args(["preview", "records.csv", "--defaults", "shared.yaml", "--once"]);
    let output = command.args(["-o", "xem"]).output().expect("the program runs");
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(!printed(&output).is_empty());
}

/// A key given twice in a line of JSON is told at its line, also where the record was good before with the value that counts.
#[test]
fn a_key_given_twice_in_a_line() {
    let folder = letters(0);
    let good = r#"{"key": "a", "document": {"number": 1, "subject": "việc chung"}}"#;
    let twice = r#"{"key": "a", "document": {"number": 2, "number": 1, "subject": "việc chung"}}"#;
    let run = ["records.jsonl", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    for (line, wanted) in [(good, 0), (twice, 65), (good, 0)] {
        fs::write(folder.path().join("records.jsonl"), format!("\n{line}\n")).expect("records");
        let output = batch(folder.path(), &run);
        assert_eq!(code(&output), wanted, "{}", said(&output));
        let told = flat(&output);
        assert_eq!(told.matches("answers/duplicate-key").count(), usize::from(wanted == 65), "{told}");
        assert!(wanted == 0 || told.contains("(records.jsonl:2:"), "{told}");
    }
}
