//! What tables and folders hold and one does not see: hidden rows and sheets, times, files too deep, keys as typed.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use crate::batch::{batch, code, flat, letters, printed, said};

const HEAD: [&str; 3] = ["key", "document.number", "document.subject"];

fn sheet(book: &mut Workbook) -> &mut Worksheet {
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, HEAD).expect("a heading");
    for (row, key) in ["a", "b", "c"].iter().enumerate() {
        sheet.write_row(row as u32 + 1, 0, [*key, "12", "báo cáo"]).expect("a row");
    }
    sheet
}

/// Runs a batch over a workbook.
fn run(mut book: Workbook) -> (std::process::Output, tempfile::TempDir) {
    let folder = letters(0);
    book.save(folder.path().join("sổ.xlsx")).expect("a workbook");
    let run = ["sổ.xlsx", "--defaults", "shared.yaml", "--formats", "pdf", "-o", "ra"];
    (batch(folder.path(), &run), folder)
}

fn text(folder: &tempfile::TempDir, key: &str) -> String {
    let path = folder.path().join(format!("ra/{key}.pdf"));
    let output = std::process::Command::new("pdftotext").arg(path).arg("-").output().expect("pdftotext");
    String::from_utf8(output.stdout).expect("UTF-8").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_row_that_is_hidden_is_told_and_not_made() {
    let mut book = Workbook::new();
    sheet(&mut book).set_row_hidden(2).expect("a row");
    let (output, _folder) = run(book);
    assert_eq!((code(&output), printed(&output)), (65, vec!["ra/a.pdf".to_owned(), "ra/c.pdf".to_owned()]));
    assert!(flat(&output).contains("dòng đang bị ẩn trong sổ"), "{}", said(&output));
    assert!(flat(&output).contains("(sổ.xlsx, hàng 3)"), "{}", said(&output));
    // So it is where a filter hides it.
    let mut book = Workbook::new();
    let filtered = sheet(&mut book);
    filtered.autofilter(0, 0, 3, 2).expect("a filter");
    filtered.filter_column(0, &rust_xlsxwriter::FilterCondition::new().add_list_filter("b")).expect("a filter");
    let (output, _folder) = run(book);
    assert_eq!((code(&output), printed(&output)), (65, vec!["ra/b.pdf".to_owned()]), "{}", said(&output));
}

#[test]
fn a_sheet_that_is_hidden_is_not_the_first() {
    let mut book = Workbook::new();
    let old = book.add_worksheet();
    old.write_row(0, 0, HEAD).expect("a heading");
    old.write_row(1, 0, ["cũ", "9", "báo cáo"]).expect("a row");
    old.set_hidden(true);
    sheet(&mut book).set_active(true);
    let (output, _folder) = run(book);
    assert_eq!((code(&output), printed(&output).len()), (0, 3), "{}", said(&output));
    assert!(!said(&output).contains("cũ"));
}

#[test]
fn times_are_times_and_no_days() {
    let mut book = Workbook::new();
    let sheet = sheet(&mut book);
    let time = |text: &str| ExcelDateTime::parse_from_str(text).expect("a time");
    let (hours, moment) = (Format::new().set_num_format("hh:mm"), Format::new().set_num_format("dd/mm/yyyy hh:mm"));
    sheet.write(0, 3, "document.addressees.0").expect("a heading");
    sheet.write_datetime_with_format(1, 3, time("08:30"), &hours).expect("a cell");
    sheet.write_datetime_with_format(2, 3, time("14:00:05"), &hours).expect("a cell");
    sheet.write_datetime_with_format(3, 3, time("2026-11-18T08:30:00"), &moment).expect("a cell");
    let (output, folder) = run(book);
    assert_eq!((code(&output), printed(&output).len()), (65, 2), "{}", said(&output));
    assert!(text(&folder, "a").contains("08:30") && !text(&folder, "a").contains("1899"), "{}", text(&folder, "a"));
    assert!(text(&folder, "b").contains("14:00:05"), "{}", text(&folder, "b"));
    assert!(flat(&output).contains("ô ghi cả ngày lẫn giờ (sổ.xlsx, ô D4)"), "{}", said(&output));
}

#[test]
fn keys_of_json_are_what_is_typed() {
    let folder = letters(0);
    let keys = ["1.50", "true", "1e3", "05", "'q'", "\"chữ\"", "{\"key\":\"trong\"}"];
    let lines = keys.map(|key| format!("{{\"key\":{key},\"document\":{{\"number\":1,\"subject\":\"báo cáo\"}}}}\n"));
    fs::write(folder.path().join("r.jsonl"), lines[..6].concat() + &lines[6]).expect("records");
    let run = ["r.jsonl", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    for made in [7, 0] {
        let output = batch(folder.path(), &run);
        assert_eq!((code(&output), printed(&output).len()), (0, made), "{}", said(&output));
    }
    for name in ["1.50", "true", "1e3", "05", "q", "chữ", "000007"] {
        assert!(folder.path().join(format!("ra/{name}.docx")).is_file(), "{name}");
    }
}

#[test]
fn files_of_a_folder_with_large_endings_too_deep_and_odd_names() {
    let folder = letters(0);
    let answers = fs::read_to_string(folder.path().join("shared.yaml")).expect("answers");
    let answers = format!("{answers}\n").replace("document:", "document:\n  number: 1\n  subject: báo cáo");
    for name in ["a.yaml", "B.YAML", "CON.yaml", "tỉnh/c.yml", "tỉnh/huyện/d.yaml", "tỉnh/huyện/xã/e.yaml"] {
        let path = folder.path().join("phiếu").join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, &answers).expect("answers");
    }
    let output = batch(folder.path(), &["phiếu", "--formats", "docx", "-o", "ra"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert_eq!(printed(&output), ["ra/B.docx", "ra/CON-.docx", "ra/a.docx", "ra/tỉnh-c.docx"]);
    let told = flat(&output);
    assert!(told.contains("2 phiếu nằm sâu hơn một thư mục con") && told.contains("phiếu/tỉnh/huyện/d.yaml"), "{told}");
    assert!(told.contains("“CON” không dùng làm tên tệp được"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_answers_is_no_record() {
    let folder = letters(0);
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("ống.yaml")).status();
    assert!(made.expect("mkfifo").success());
    fs::remove_file(folder.path().join("records.csv")).expect("records");
    let output = batch(folder.path(), &[".", "--defaults", "shared.yaml", "-o", "ra"]);
    assert!(flat(&output).contains("không có bản ghi nào"), "{}", said(&output));
}

#[test]
fn accents_that_are_stored_apart_are_no_fault_of_a_key() {
    let folder = letters(0);
    let apart = "a\u{301}";
    fs::write(folder.path().join("r.csv"), format!("{}\n{apart},1,báo cáo\n", HEAD.join(","))).expect("records");
    let run = ["r.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra", "--message-format", "json"];
    let output = batch(folder.path(), &run);
    assert_eq!((code(&output), printed(&output)), (0, vec!["ra/á.docx".to_owned()]));
    assert!(said(&output).contains("batch/key-composed") && !said(&output).contains("batch/key-changed"));
}

#[test]
fn a_list_may_begin_with_an_empty_cell() {
    let folder = letters(0);
    let heads = "key,document.number,document.subject,document.addressees.0,document.addressees.1";
    fs::write(folder.path().join("r.csv"), format!("{heads}\na,1,báo cáo,,Sở Mẫu\n")).expect("records");
    let shared = fs::read_to_string(folder.path().join("shared.yaml")).expect("answers");
    let shared: Vec<&str> = shared.lines().filter(|line| !line.contains("addressees")).collect();
    fs::write(folder.path().join("shared.yaml"), shared.join("\n")).expect("answers");
    let output = batch(folder.path(), &["r.csv", "--defaults", "shared.yaml", "--formats", "pdf", "-o", "ra"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(text(&folder, "a").contains("Kính gửi: Sở Mẫu"), "{}", text(&folder, "a"));
}

#[test]
fn where_nothing_is_made_the_report_says_so() {
    let folder = letters(2);
    let run = |print: &str| {
        let run = ["records.csv", "--defaults", "shared.yaml", "-o", "ra", "--merged", print, "--report", "r.html"];
        batch(folder.path(), &[&run[..], &["--zip", "z.zip"]].concat())
    };
    assert_eq!(code(&run("in.pdf")), 0);
    let table = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), table.replace(",1,", ",x,").replace(",2,", ",y,")).expect("records");
    let output = run("in.pdf");
    assert_eq!((code(&output), printed(&output)), (65, vec!["r.html".to_owned()]), "{}", said(&output));
    assert!(flat(&output).contains("không lập được bản ghi nào nên không làm tệp gộp"), "{}", said(&output));
    assert!(said(&output).trim_end().ends_with("2 bản ghi: 0 vừa lập, 0 giữ nguyên, 2 lỗi"), "{}", said(&output));
    let none = ["records.csv", "--defaults", "shared.yaml", "-o", "ra", "--all-or-nothing", "--zip", "z.zip"];
    let output = batch(folder.path(), &none);
    assert!(code(&output) == 65 && flat(&output).contains("không làm tệp gộp và tệp ZIP"), "{}", said(&output));
    let report = fs::read_to_string(folder.path().join("r.html")).expect("a report");
    assert!(report.contains("Không lập được"), "{report}");
    // Where one of the files cannot be made, the others are, and the end is told.
    fs::write(folder.path().join("records.csv"), table).expect("records");
    fs::write(folder.path().join("tệp"), "x").expect("a file");
    let output = run("tệp/in.pdf");
    assert_eq!((code(&output), printed(&output)), (65, vec!["r.html".to_owned(), "z.zip".to_owned()]));
    assert!(said(&output).trim_end().ends_with("2 bản ghi: 0 vừa lập, 2 giữ nguyên, 0 lỗi"), "{}", said(&output));
}

/// Answers of a type of Điều 7 that do not name it.
const NOTICE: &str = r#"
agency: {parent_body: Ủy ban nhân dân tỉnh Gia Lai, name: Sở Giáo dục và Đào tạo tỉnh Gia Lai, code: SGDĐT, place: Gia Lai}
document:
  date: 2026-04-06
  recipients: [{name: Các trường}]
  signer: {position: GIÁM ĐỐC, full_name: Người Ký Mẫu}
  archive: {codes: [VT, KHTC]}
content:
  - text: Các trường thực hiện ngay.
"#;

#[test]
fn the_kind_that_is_asked_for_needs_no_word_in_the_answers() {
    let folder = letters(0);
    fs::write(folder.path().join("d.yaml"), NOTICE).expect("answers");
    let run = |cell: &str, kind: &[&str]| {
        let column = if cell.is_empty() { "note" } else { "template" };
        let table = format!("key,{column},document.number,document.subject\na,{cell},1,Việc mẫu\n");
        let table = if cell.is_empty() { table.replace(",note", "").replace(",,", ",") } else { table };
        fs::write(folder.path().join("r.csv"), table).expect("records");
        let run = ["r.csv", "--defaults", "d.yaml", "--formats", "pdf", "-o", "ra", "--message-format", "json"];
        batch(folder.path(), &[&run[..], kind].concat())
    };
    for (cell, kind) in [("", &["--template", "Thông báo"][..]), ("Thông báo", &[]), ("thong-bao", &[])] {
        let output = run(cell, kind);
        assert_eq!(code(&output), 0, "{cell} {kind:?}: {}", said(&output));
        assert!(text(&folder, "a").contains("THÔNG BÁO"));
        assert!(!said(&output).contains("answers/other-kind"));
    }
    let output = run("thong-bao", &["--template", "ke-hoach"]);
    assert!(code(&output) == 0 && text(&folder, "a").contains("KẾ HOẠCH"), "{}", said(&output));
    assert!(said(&output).contains("nhưng được lập theo --template ke-hoach"), "{}", said(&output));
    let output = run("thông bao lạ", &[]);
    assert!(code(&output) == 65 && said(&output).contains(r#""span":{"line":2,"column":2"#), "{}", said(&output));
}
