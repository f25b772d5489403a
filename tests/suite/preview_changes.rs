//! The preview while its files change: the template, the records, the files of a folder. Asked as a browser asks.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::own_template::home;
use crate::preview::{Running, start_with};
use crate::support::{LETTER, read, root};

/// One who looks at a file: the states that the program tells of it.
struct Looking(BufReader<TcpStream>);

impl Looking {
    fn at(running: &Running, id: usize) -> Self {
        let stream = TcpStream::connect(&running.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        let (path, host) = (running.at(&format!("api/doc/{id}/events")), &running.address);
        write!(&stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").expect("a request");
        Looking(BufReader::new(stream))
    }

    /// The first state from now on for which `holds`.
    fn until(&mut self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(read > 0, "{what}: the program has ended");
            let state = line.strip_prefix("data: ").and_then(|json| serde_json::from_str::<Value>(json).ok());
            if let Some(state) = state.filter(|state| holds(state)) {
                return state;
            }
        }
    }
}

fn get(running: &Running, path: &str) -> Value {
    let (status, answer) = running.ask("GET", &running.at(path), &[&format!("Host: {}", running.address)], "");
    assert_eq!(status, 200, "{path}: {answer}");
    let body = answer.split_once("\r\n\r\n").expect("a body").1;
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{path}: {error}: {body}"))
}

/// The list of all files, once it `holds`.
fn list(running: &Running, what: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
    for _ in 0..300 {
        let Value::Array(rows) = get(running, "api/list") else { panic!("no list") };
        if holds(&rows) {
            return rows;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} never came: {}", get(running, "api/list"));
}

fn is_checked(rows: &[Value]) -> bool {
    rows.iter().all(|row| row["checked"] == true)
}

fn change(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("a file");
    assert!(text.contains(from), "{from} is not in {text}");
    fs::write(path, text.replacen(from, to, 1)).expect("a file");
}

/// The code, file and line of each error.
fn errors(state: &Value) -> Vec<(&str, &str, u64)> {
    fn text(value: &Value) -> &str {
        value.as_str().unwrap_or_default()
    }
    let findings = state["findings"].as_array().expect("findings").iter();
    let errors = findings.filter(|finding| finding["severity"] == "error");
    let line = |finding: &Value| finding["place"]["span"]["line"].as_u64().unwrap_or_default();
    errors.map(|one| (text(&one["code"]), text(&one["place"]["file"]), line(one))).collect()
}

#[test]
fn saving_a_template_changes_the_pages_and_the_form() {
    let home = home("", "", "");
    let (answers, template) = (home.path().join("phieu.yaml"), home.path().join("to-trinh-mua-sam"));
    let running = start_with(&answers, &[Path::new("--template"), &template]);
    let mut looking = Looking::at(&running, 0);
    let first = looking.until("the pages", |state| state["fresh"] == true && state["pages"][0].is_object());
    assert_eq!(first["kind"], "to-trinh-mua-sam");
    // The body: other pages.
    change(&template.join("body.md"), "Kính trình", "Trân trọng kính trình");
    let second = looking.until("the new page", |state| state["pages"] != first["pages"]);
    assert!(second["fresh"] == true && second["form"] != first["form"], "{second}");
    // A fault in it: its place is told, the last good pages stay.
    change(&template.join("form.yaml"), "type: choice", "type: choise");
    let broken = looking.until("the fault", |state| state["errors"] != 0);
    let file = template.join("form.yaml");
    assert_eq!(errors(&broken), [("template/form", file.to_str().expect("UTF-8"), 17)]);
    assert!(broken["fresh"] == false && broken["pages"] == second["pages"], "{broken}");
    // Its repair, with another label: the form that is asked for anew has it.
    change(&file, "type: choise", "type: choice");
    change(&file, "label: Nguồn kinh phí", "label: Nguồn chi");
    looking.until("the repair", |state| state["errors"] == 0 && state["fresh"] == true);
    let label = || get(&running, "api/form/to-trinh-mua-sam").to_string().contains("\"Nguồn chi\"");
    assert!(
        (0..100).any(|_| label() || {
            std::thread::sleep(Duration::from_millis(50));
            false
        }),
        "the new label"
    );
}

#[test]
fn a_file_that_comes_into_the_folder_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.yaml"), read(LETTER)).expect("answers");
    let running = start_with(folder.path(), &[]);
    list(&running, "the first", |rows| rows.len() == 1 && is_checked(rows));
    fs::write(folder.path().join("0.yaml"), read(LETTER).replace("number: 1616", "number: 1.6x")).expect("answers");
    let rows = list(&running, "the second", |rows| rows.len() == 2 && is_checked(rows));
    // What was there keeps its number.
    assert_eq!((&rows[0]["name"], &rows[1]["name"]), (&"a.yaml".into(), &"0.yaml".into()));
    assert!(rows[0]["errors"] == 0 && rows[1]["errors"] == 1, "{rows:?}");
}

const TABLE: &str = "key,document.number,document.subject,document.signer.full_name,content.opening.0\n\
    mot,1,mua sắm đợt thứ nhất,Người Ký Mẫu,Nội dung thứ nhất.\n\
    hai,2x,mua sắm đợt thứ hai,Người Ký Mẫu,Nội dung thứ hai.\n";
const SHARED: &str = "template: cong-van
agency: {name: Sở Nội vụ tỉnh Lâm Đồng, code: SNV, place: Lâm Đồng}
document:
  symbol: SNV-VP
  date: 2026-06-10
  addressees: Ủy ban nhân dân tỉnh Lâm Đồng
  signer: {position: GIÁM ĐỐC}
  recipients: [{name: Như trên}]
  archive: {codes: VT}
";

#[test]
fn records_are_listed_shown_and_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, shared) = (folder.path().join("bang.csv"), folder.path().join("chung.yaml"));
    fs::write(&table, TABLE).expect("a table");
    fs::write(&shared, SHARED).expect("answers");
    let running = start_with(&table, &[Path::new("--defaults"), &shared]);
    let rows = list(&running, "the states", |rows| rows.len() == 2 && is_checked(rows));
    let told: Vec<_> = rows.iter().map(|row| (row["name"].as_str(), row["errors"].as_u64())).collect();
    assert_eq!(told, [(Some("mot"), Some(0)), (Some("hai"), Some(1))], "{rows:?}");

    let mut looking = Looking::at(&running, 1);
    let state = looking.until("the record", |state| state["errors"] == 1);
    let file = table.to_str().expect("UTF-8");
    assert_eq!((errors(&state)[0].1, errors(&state)[0].2), (file, 3), "{state}");
    assert!(state["record"] == true && state["tree"]["document"]["number"] == "2x", "{state}");
    let origin = |path: &str| state["origins"][path].clone();
    assert_eq!(origin("document.number"), serde_json::json!({ "file": file, "line": 3, "column": 2 }));
    assert_eq!(origin("content.opening.0"), serde_json::json!({ "file": file, "line": 3, "column": 5 }));
    assert_eq!(origin("document.symbol"), serde_json::json!({ "file": shared.to_str(), "line": 4, "column": null }));

    // Its repair in the table draws it; the other record is what it was.
    change(&table, "hai,2x", "hai,2");
    let state = looking.until("the repair", |state| state["errors"] == 0 && state["fresh"] == true);
    assert!(state["pages"][0].is_object() && state["values"].to_string().contains("content.opening.0"), "{state}");
    let other = list(&running, "the other", |rows| rows[1]["errors"] == 0)[0].clone();
    assert_eq!(other["name"], "mot");
    // What all share, and a row more.
    change(&shared, "SNV-VP", "SNV-TCCB");
    looking.until("the other symbol", |state| state["tree"]["document"]["symbol"] == "SNV-TCCB");
    fs::write(&table, fs::read_to_string(&table).expect("a table") + "ba,3,mua sắm đợt thứ ba,Người Ký Mẫu,Hết.\n")
        .expect("a table");
    list(&running, "the third", |rows| rows.len() == 3 && is_checked(rows) && rows[2]["name"] == "ba");
    // Nothing is written from here.
    let (host, json) = (format!("Host: {}", running.address), "Content-Type: application/json");
    let edit = r#"{"base":"","over":true,"changes":[{"op":"set","path":"document.number","value":"9"}]}"#;
    let before = fs::read_to_string(&table).expect("a table");
    let (status, answer) = running.ask("POST", &running.at("api/doc/1/edit"), &[&host, json], edit);
    assert!(status == 422 && answer.contains("preview/read-only"), "{status} {answer}");
    assert_eq!(fs::read_to_string(&table).expect("a table"), before);
}

/// A wrong heading is a fault of the table and told once, above the records, which have the rest.
#[test]
fn a_wrong_heading_is_told_above_the_records() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, shared) = (folder.path().join("bang.csv"), folder.path().join("chung.yaml"));
    fs::write(&table, TABLE.replace("2x", "2").replace("document.number", "document.numbr")).expect("a table");
    fs::write(&shared, SHARED.replace("document:\n", "document:\n  number: 7\n")).expect("answers");
    let running = start_with(&table, &[Path::new("--defaults"), &shared]);
    let codes = |findings: &Value| -> Vec<String> {
        let findings = findings.as_array().expect("findings").iter();
        findings.map(|one| format!("{} {}", one["code"], one["place"]["span"]["column"])).collect()
    };
    let rows = list(&running, "the states", |rows| rows.len() == 2 && is_checked(rows));
    assert!(rows.iter().all(|row| row["errors"] == 0), "{rows:?}");
    let above = get(&running, "api/headings");
    assert_eq!(codes(&above), ["\"batch/heading-unknown\" 2"]);
    assert_eq!(above[0]["hints"][0]["en"], "Did you mean document.number?");
    let mut looking = Looking::at(&running, 1);
    let state = looking.until("the record", |state| state["fresh"] == true);
    assert!(state["tree"]["document"]["number"] == "7" && state["errors"] == 0, "{state}");
    // Where there is no list the only record tells it.
    let whole = fs::read_to_string(&table).expect("a table");
    let one: String = whole.lines().take(2).map(|line| format!("{line}\n")).collect();
    let lone = folder.path().join("mot.csv");
    fs::write(&lone, one).expect("a table");
    let alone = start_with(&lone, &[Path::new("--defaults"), &shared]);
    let state = Looking::at(&alone, 0).until("the record", |state| state["errors"] == 1);
    assert_eq!(errors(&state), [("batch/heading-unknown", lone.to_str().expect("UTF-8"), 1)]);
    // The repair: the column is an answer of each record again.
    change(&table, "document.numbr", "document.number");
    looking.until("the repair", |state| state["tree"]["document"]["number"] == "2");
    assert_eq!(get(&running, "api/headings"), serde_json::json!([]));
}

/// What is taken of a record is what a batch makes of it.
#[test]
fn a_record_is_taken_as_a_batch_makes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, shared) = (folder.path().join("bang.csv"), folder.path().join("chung.yaml"));
    fs::write(&table, TABLE.replace("2x", "2")).expect("a table");
    fs::write(&shared, SHARED).expect("answers");
    let running = start_with(&table, &[Path::new("--defaults"), &shared]);
    let mut batch = Command::new(env!("CARGO_BIN_EXE_congvan"));
    batch.arg("batch").arg(&table).arg("--defaults").arg(&shared).args(["--formats", "docx", "-o"]);
    assert!(batch.arg(folder.path().join("out")).output().expect("the program runs").status.success());
    let made = fs::read(folder.path().join("out/hai.docx")).expect("a document");
    let host = format!("Host: {}", running.address);
    let taken = running.ask_bytes("GET", &running.at("api/doc/1/take/docx"), &[&host], "");
    assert!(taken.ends_with(&made) && !made.is_empty(), "the document that was taken is another");
}

#[test]
fn a_wrong_heading_is_told_once_for_files() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, shared) = (folder.path().join("bang.csv"), folder.path().join("chung.yaml"));
    fs::write(&table, TABLE.replace("2x", "2").replace("document.number", "document.numbr")).expect("a table");
    fs::write(&shared, SHARED).expect("answers");
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.arg("preview").arg(&table).arg("--defaults").arg(&shared).args(["--once", "-o"]).arg(folder.path());
    let output = command.output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.matches("document.numbr").count()), (Some(65), 1), "{said}");
    assert!(folder.path().join("hai-1.svg").is_file(), "{said}");
}

#[test]
fn records_are_written_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = |name: &str| root().join("samples").join(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.arg("preview").arg(sample("departments-2014.csv")).arg("--defaults").arg(sample("departments-2014.yaml"));
    let output = command.args(["--once", "-o"]).arg(folder.path()).output().expect("the program runs");
    let pages = fs::read_dir(folder.path())
        .expect("a folder")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with("-1.svg")));
    let rows = read("samples/departments-2014.csv").lines().count() - 1;
    assert_eq!(pages.count(), rows, "{}", String::from_utf8_lossy(&output.stderr));
}
