//! Many records in one run, as a clerk sees it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::support::{read, root};

/// The letter that the tests' records share: all but number, addressee and subject.
const SHARED: &str = r#"
template: cong-van
agency: {name: Sở Giáo dục và Đào tạo Bình Định, parent_body: Ủy ban nhân dân tỉnh Bình Định, place: Bình Định}
document:
  symbol: SGDĐT-VP
  date: 2014-04-11
  addressees: [Các trường trung học phổ thông]
  signer: {position: GIÁM ĐỐC, full_name: Người Ký Mẫu}
  recipients: [{name: Như trên}]
  archive: {codes: [VT]}
content:
  opening: ["Sở đề nghị các trường báo cáo trước ngày 15 tháng 4 năm 2014./."]
"#;

/// Runs `congvan batch` in a folder.
pub fn batch(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").arg("batch").args(arguments);
    command.output().expect("the program runs")
}

pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or_else(|| panic!("killed: {}", said(output)))
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What was said, without the breaks of lines.
pub fn flat(output: &Output) -> String {
    said(output).replace("\n  │ ", " ")
}

pub fn printed(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// A folder with `shared.yaml` and letters of `count` records in `records.csv`.
pub fn letters(count: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("shared.yaml"), SHARED).expect("shared answers");
    let mut csv = "key,document.number,document.subject\n".to_owned();
    for number in 1..=count {
        csv.push_str(&format!("thư-{number:04},{number},\"báo cáo, lần thứ {number}\"\n"));
    }
    fs::write(folder.path().join("records.csv"), csv).expect("records");
    folder
}

/// The files of a folder but the program's own, with their contents.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.is_file());
    files.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

#[test]
fn sixty_three_departments_and_again() {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["departments-2014.csv", "departments-2014.yaml"] {
        fs::copy(root().join("samples").join(file), folder.path().join(file)).expect("a sample");
    }
    let run = ["departments-2014.csv", "--defaults", "departments-2014.yaml", "--formats", "docx", "-o", "ra"];
    let first = batch(folder.path(), &run);
    assert_eq!(code(&first), 0, "{}", said(&first));
    let before = files(&folder.path().join("ra"));
    assert_eq!((printed(&first).len(), before.len()), (63, 64), "63 files and the manifest");
    assert!(before.contains_key("04-cao-bang.docx"), "a zero in front survives: {:?}", before.keys());
    let time = |name: &str| fs::metadata(folder.path().join("ra").join(name)).unwrap().modified().unwrap();
    let times: Vec<_> = before.keys().map(|name| time(name)).collect();
    let second = batch(folder.path(), &run);
    assert_eq!((code(&second), printed(&second).len()), (0, 0), "{}", said(&second));
    assert_eq!(before.keys().map(|name| time(name)).collect::<Vec<_>>(), times, "nothing is touched");
    let changed = read("samples/departments-2014.csv").replacen("khtc@caobang", "phong@caobang", 1);
    fs::write(folder.path().join("departments-2014.csv"), changed).expect("records");
    let third = batch(folder.path(), &run);
    assert_eq!(printed(&third), ["ra/04-cao-bang.docx"], "{}", said(&third));
    assert_ne!(files(&folder.path().join("ra"))["04-cao-bang.docx"], before["04-cao-bang.docx"]);
}

/// A bad row, a short row, two rows of one key.
fn troubled() -> tempfile::TempDir {
    let folder = letters(2);
    let mut csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    csv.push_str("thư-3,1.269,chuyện khác\nthư-4,4\nTHƯ-0001,5,trùng tên\n");
    fs::write(folder.path().join("records.csv"), csv).expect("records");
    folder
}

#[test]
fn one_bad_record_does_not_stop_the_others() {
    let folder = troubled();
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra", "--message-format", "json"];
    let output = batch(folder.path(), &run);
    assert_eq!(code(&output), 65, "{}", said(&output));
    let names: Vec<String> = files(&folder.path().join("ra")).into_keys().collect();
    assert_eq!(names, ["manifest.jsonl", "thư-0001.docx", "thư-0002.docx"]);
    let events: Vec<Value> = said(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let of =
        |key: &str| events.iter().find(|event| event["event"] == "checked" && event["key"] == key).expect("checked");
    let error = &of("thư-3")["findings"][0];
    assert_eq!(error["place"]["file"], "records.csv");
    assert_eq!(error["place"]["path"], "document.number");
    assert_eq!((&error["place"]["span"]["line"], &error["place"]["span"]["column"]), (&json!(4), &json!(2)));
    assert_eq!(of("000004")["findings"][0]["code"], "batch/ragged-row");
    assert_eq!(of("THƯ-0001")["findings"][0]["code"], "batch/key-twice");
    let last = events.last().expect("a summary");
    assert_eq!((&last["records"], &last["made"], &last["failed"]), (&json!(5), &json!(2), &json!(3)));
    let manifest = String::from_utf8(files(&folder.path().join("ra"))["manifest.jsonl"].clone()).expect("UTF-8");
    assert_eq!(manifest.matches("\"refused\"").count(), 3, "{manifest}");
}

/// What an earlier run made of a record stays when the record has errors now, and that is said.
#[test]
fn a_record_that_became_bad_leaves_files_that_are_told() {
    let folder = letters(2);
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    assert_eq!(code(&batch(folder.path(), &run)), 0);
    let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), csv.replace("thư-0002,2,", "thư-0002,1.269,")).expect("records");
    let told = "tệp của lần lập trước, bản ghi nay có lỗi nên không lập lại: \"thư-0002.docx\"";
    for arguments in [&run[..], &["merge", "ra/.congvan/plan.jsonl", "-o", "ra"]] {
        let output = batch(folder.path(), arguments);
        assert_eq!((code(&output), printed(&output).len()), (65, 0), "{}", said(&output));
        assert!(flat(&output).contains(told) && !said(&output).contains("thư-0001.docx"), "{}", said(&output));
        assert!(!said(&output).contains("không thuộc kế hoạch"), "{}", said(&output));
    }
    fs::remove_file(folder.path().join("ra/thư-0002.docx")).expect("a file");
    assert!(!said(&batch(folder.path(), &run)).contains(told));
}

#[cfg(not(feature = "s3"))]
#[test]
fn addresses_of_object_storage_need_the_feature() {
    let folder = letters(1);
    let shared = ["--defaults", "shared.yaml", "--formats", "docx"];
    for (records, out, zip) in [
        ("s3://kho/records.csv", "ra", "ra.zip"),
        ("records.csv", "s3://kho/ra", "ra.zip"),
        ("records.csv", "ra", "s3://kho/ra.zip"),
    ] {
        let output = batch(folder.path(), &[&[records, "-o", out, "--zip", zip], &shared[..]].concat());
        assert_eq!(code(&output), 65, "{}", said(&output));
        assert!(said(&output).contains("--features s3"), "{}", said(&output));
    }
    assert!(!folder.path().join("s3:").exists(), "nothing is written under that name here");
}

/// A table as Excel on Windows writes it: its lines end with CRLF.
#[test]
fn a_row_is_told_by_its_line_whatever_ends_lines() {
    for end in ["\n", "\r\n"] {
        let folder = troubled();
        let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records").replace('\n', end);
        fs::write(folder.path().join("records.csv"), csv).expect("records");
        let output = batch(
            folder.path(),
            &["plan", "records.csv", "--defaults", "shared.yaml", "-o", "ra.jsonl", "--lang", "en"],
        );
        let said = flat(&output);
        assert!(said.contains("records.csv, line 4, column B, document.number"), "{said}");
        assert!(said.contains("records.csv, line 5)") && said.contains("named \"THƯ-0001\" at line 2"), "{said}");
    }
}

#[test]
fn a_wrong_heading_is_told_once() {
    let folder = letters(3);
    let at = folder.path().join("records.csv");
    let csv = fs::read_to_string(&at).expect("records");
    let wrong = [
        ("document.numbr", "document.number", "Did you mean document.number?"),
        ("documnt.number", "document.number", "Did you mean document.number?"),
        ("subject", "document.subject", "Did you mean document.subject?"),
        ("Trích yếu", "document.subject", "Did you mean document.subject?"),
        ("hoàn toàn khác", "document.subject", "congvan new cong-van"),
    ];
    for (heading, meant, hint) in wrong {
        fs::write(&at, csv.replacen(meant, heading, 1)).expect("records");
        let run = ["records.csv", "--defaults", "shared.yaml", "-o", "ra", "--lang", "en", "--message-format", "json"];
        let output = batch(folder.path(), &run);
        let found: Vec<Value> = said(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let [found] = found.as_slice() else { panic!("{heading}: {}", said(&output)) };
        assert_eq!((code(&output), &found["code"]), (65, &json!("batch/heading-unknown")), "{heading}");
        let column = if meant == "document.number" { 2 } else { 3 };
        let span = &found["place"]["span"];
        assert_eq!((&span["line"], &span["column"]), (&json!(1), &json!(column)), "{heading}");
        assert!(found["hints"][0]["en"].as_str().expect("a hint").contains(hint), "{found}");
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["key", "document.numbr", "document.subject"]).expect("a heading");
    sheet.write_row(1, 0, ["a", "1", "việc"]).expect("a row");
    book.save(folder.path().join("records.xlsx")).expect("a workbook");
    let output = batch(folder.path(), &["records.xlsx", "--defaults", "shared.yaml", "-o", "ra", "--lang", "en"]);
    assert!(said(&output).contains("records.xlsx, cell B1") && code(&output) == 65, "{}", said(&output));
}

#[test]
fn all_or_nothing_makes_none() {
    let folder = troubled();
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra", "--all-or-nothing"];
    let output = batch(folder.path(), &run);
    assert_eq!(code(&output), 65, "{}", said(&output));
    assert!(files(&folder.path().join("ra")).is_empty());
    assert!(
        flat(&output).contains("1269") && flat(&output).contains("dòng 4, cột B, document.number"),
        "{}",
        said(&output)
    );
}

/// The same records, however they are written, are the same documents.
#[test]
fn folder_csv_workbook_and_json_lines() {
    let folder = letters(3);
    let at = |name: &str| folder.path().join(name);
    let row = |number: usize| json!({"number": number, "subject": format!("báo cáo, lần thứ {number}")});
    let line = |number: usize| json!({"key": format!("thư-{number:04}"), "document": row(number)}).to_string();
    fs::write(at("records.jsonl"), (1..=3).map(|number| line(number) + "\n").collect::<String>()).expect("JSON Lines");
    let semicolons = fs::read_to_string(at("records.csv")).expect("records").replace("\",", "\";");
    let semicolons = semicolons.replacen("key,document.number,", "key;document.number;", 1);
    let semicolons =
        (1..=3).fold(semicolons, |text, n| text.replace(&format!("thư-{n:04},{n},"), &format!("thư-{n:04};{n};")));
    fs::write(at("dấu-phẩy.csv"), format!("\u{feff}{semicolons}")).expect("CSV with semicolons");
    fs::create_dir(at("phiếu")).expect("a folder");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    ["key", "document.number", "document.subject", "document.date"].iter().enumerate().for_each(|(column, heading)| {
        sheet.write_string(0, column as u16, *heading).expect("a cell");
    });
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for number in 1..=3 {
        fs::write(at(&format!("phiếu/thư-{number:04}.yaml")), json!({"document": row(number)}).to_string())
            .expect("answers");
        let line = number as u32;
        sheet.write_string(line, 0, format!("thư-{number:04}")).expect("a cell");
        sheet.write_number(line, 1, number as f64).expect("a cell");
        sheet.write_string(line, 2, format!("báo cáo, lần thứ {number}")).expect("a cell");
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2014, 4, 11).expect("a day");
        sheet.write_datetime_with_format(line, 3, &date, &day).expect("a cell");
    }
    book.save(at("records.xlsx")).expect("a workbook");
    let mut made = Vec::new();
    for records in ["records.csv", "dấu-phẩy.csv", "records.jsonl", "records.xlsx", "phiếu"] {
        let out = format!("ra-{records}");
        let output = batch(folder.path(), &[records, "--defaults", "shared.yaml", "--formats", "docx", "-o", &out]);
        assert_eq!(code(&output), 0, "{records}: {}", said(&output));
        let mut files = files(&at(&out));
        files.remove("manifest.jsonl");
        assert_eq!(files.len(), 3, "{records}");
        made.push((records, files));
    }
    for (records, files) in &made[1..] {
        assert!(files == &made[0].1, "{records} differs from {}", made[0].0);
    }
}

#[test]
fn names_by_a_pattern_and_errors_of_what_is_shared() {
    let folder = letters(2);
    let run = [
        "records.csv",
        "--defaults",
        "shared.yaml",
        "--formats",
        "docx",
        "--name",
        "{{document.number}}-{{document.symbol}}",
    ];
    let output = batch(folder.path(), &[&run[..], &["-o", "ra"]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    let names: Vec<String> = files(&folder.path().join("ra")).into_keys().collect();
    assert_eq!(names, ["1-SGDĐT-VP.docx", "2-SGDĐT-VP.docx", "manifest.jsonl"]);
    fs::write(folder.path().join("shared.yaml"), SHARED.replace("2014-04-11", "11/4/2014")).expect("shared answers");
    let output = batch(folder.path(), &[&run[..], &["-o", "ra", "--lang", "en"]].concat());
    assert_eq!(code(&output), 65);
    assert!(
        said(&output).contains("from shared.yaml:6") && flat(&output).contains("at 2 records: thư-0001, thư-0002"),
        "{}",
        said(&output)
    );
}

#[test]
fn what_is_no_record_is_told() {
    let folder = letters(1);
    fs::write(folder.path().join("twice.csv"), "a,a\n1,2\n").expect("records");
    fs::write(folder.path().join("none.csv"), "key,document.number\n").expect("records");
    fs::write(folder.path().join("broken.xlsx"), "no workbook").expect("records");
    for records in ["không-có.csv", "shared.yaml", "twice.csv", "none.csv", "broken.xlsx"] {
        let output = batch(folder.path(), &[records, "--defaults", "shared.yaml", "-o", "ra"]);
        assert_eq!(code(&output), 65, "{records}: {}", said(&output));
        assert!(said(&output).contains(records), "{records}: {}", said(&output));
    }
    let usages: [&[&str]; 5] =
        [&[], &["plan"], &["render"], &["records.csv", "--formats", "odt"], &["render", "kế-hoạch", "--shard", "2/2"]];
    for usage in usages {
        assert_eq!(code(&batch(folder.path(), usage)), 2, "{usage:?}");
    }
}

/// A picture is of the record that names it: when it changes, so do the files, and nothing else.
#[test]
fn a_new_signature_makes_the_record_anew() {
    let folder = letters(2);
    let csv = "key,document.number,document.subject,document.signer.signature_picture\n\
               có,1,báo cáo,chu-ky.png\nkhông,2,báo cáo,\n";
    fs::write(folder.path().join("records.csv"), csv).expect("records");
    let sign = |ink: [u8; 3]| {
        let [red, green, blue] = ink;
        let line = |_, y| image::Rgba([red, green, blue, if y % 20 < 4 { 255 } else { 0 }]);
        image::RgbaImage::from_fn(200, 80, line).save(folder.path().join("chu-ky.png")).expect("a picture");
    };
    let run = || {
        let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
        let output = batch(folder.path(), &run);
        assert_eq!(code(&output), 0, "{}", said(&output));
        printed(&output)
    };
    sign([30, 60, 170]);
    assert_eq!(run(), ["ra/có.docx", "ra/không.docx"]);
    assert_eq!(run(), [""; 0]);
    let before = files(&folder.path().join("ra"));
    sign([0, 0, 0]);
    assert_eq!(run(), ["ra/có.docx"]);
    let after = files(&folder.path().join("ra"));
    assert!(after["có.docx"] != before["có.docx"] && after["không.docx"] == before["không.docx"]);
    // A plan is of the pictures it has seen.
    sign([30, 60, 170]);
    let output = batch(folder.path(), &["render", "ra/.congvan/plan.jsonl", "-o", "ra-2", "--message-format", "json"]);
    assert_eq!((code(&output), printed(&output)), (65, vec!["ra-2/không.docx".to_owned()]), "{}", said(&output));
    assert!(said(&output).contains("batch/changed"), "{}", said(&output));
}

#[test]
fn a_fault_in_a_cell_of_a_workbook_is_told() {
    let folder = letters(0);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    ["key", "document.number", "document.subject", ""].iter().enumerate().for_each(|(column, heading)| {
        sheet.write_string(0, column as u16, *heading).expect("a cell");
    });
    let fault = || rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A");
    for line in 1..=2 {
        sheet.write_string(line, 0, format!("thư-{line}")).expect("a cell");
        sheet.write_number(line, 1, f64::from(line)).expect("a cell");
        sheet.write_string(line, 2, "báo cáo").expect("a cell");
    }
    sheet.write_formula(1, 2, fault()).expect("a cell");
    // A column without a heading is no answer, whatever it says.
    sheet.write_formula(2, 3, fault()).expect("a cell");
    book.save(folder.path().join("records.xlsx")).expect("a workbook");
    let run = ["records.xlsx", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    let output = batch(folder.path(), &run);
    assert_eq!((code(&output), printed(&output)), (65, vec!["ra/thư-2.docx".to_owned()]), "{}", said(&output));
    assert!(said(&output).contains("records.xlsx, ô C2") && said(&output).contains("#N/A"), "{}", said(&output));
}
