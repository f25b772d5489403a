//! The preview: in a real browser where there is one, as files, and asked by strangers.
//!
//! The checks in the browser are in `tests/browser`; `CONGVAN_UPDATE=1` has them take the pictures in `docs` anew.
//! Without a browser or node they are skipped, which only a machine of continuous integration takes as a failure.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::json;

use crate::support::{LETTER, REPORT, WITH_DATA, made, read, root, sample};

const PROGRAM: &str = env!("CARGO_BIN_EXE_congvan");
/// The checks that are quick; filling the whole reply takes as long as all of them.
const CHECKS: [&str; 11] = [
    "live",
    "repair",
    "still",
    "places",
    "conflict",
    "paste",
    "take",
    "keyboard",
    "axeFindsNothing",
    "manyFiles",
    "safe",
];

/// The browser, where all is there that the checks need.
fn browser(checks: usize) -> Option<PathBuf> {
    let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    let browser = names.map(PathBuf::from).into_iter().find(|path| path.is_file());
    let node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let modules = root().join("tests/browser/node_modules/playwright-core").is_dir();
    let found = browser.filter(|_| node && modules);
    if found.is_none() {
        assert!(env::var("CI").as_deref() != Ok("true"), "tests/setup.sh has not brought the browser");
        println!("skipped: {checks} checks in the browser");
    }
    found
}

/// Runs checks in the browser; what they made lies in `folder`.
fn check(browser: &Path, folder: &Path, checks: &[&str]) {
    let mut node = Command::new("node");
    node.arg(root().join("tests/browser/run.mjs")).arg(PROGRAM).arg(folder).arg(browser).args(checks);
    let output = node.output().expect("node runs");
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    print!("{said}");
    assert!(output.status.success(), "{said}");
    for name in checks {
        assert!(said.contains(&format!("ok {name} ")), "{name} was not checked:\n{said}");
    }
}

#[test]
fn the_page_in_a_browser() {
    let Some(browser) = browser(CHECKS.len()) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &CHECKS);
    // What was taken in the browser is what the command line makes, final and as a draft.
    let prepared = made(sample(WITH_DATA), WITH_DATA, &Default::default());
    let taken = |name: &str| fs::read(folder.path().join(name)).expect("a file that was taken");
    assert_eq!(taken("final.docx"), prepared.docx().expect("DOCX"));
    assert_eq!(taken("final.xlsx"), prepared.xlsx().expect("XLSX"));
    assert!(taken("draft.docx") != taken("final.docx") && taken("draft.pdf") != taken("final.pdf"));
    for name in ["draft.pdf", "final.pdf"] {
        let qpdf = Command::new("qpdf").arg("--check").arg(folder.path().join(name)).output();
        assert!(qpdf.is_ok_and(|output| output.status.success()), "{name} is no sound PDF");
    }
    let bag = zip::ZipArchive::new(fs::File::open(folder.path().join("final.zip")).expect("a zip")).expect("a zip");
    assert!(bag.file_names().any(|name| name.is_ok_and(|name| name.ends_with("/bagit.txt"))), "the bag is not whole");
}

/// What is in a clerk's way: no program, no file, nothing filled in, cells without a column.
#[test]
fn hands_in_a_browser() {
    let checks = [
        "lost",
        "goneFile",
        "fresh",
        "quick",
        "halfTyped",
        "rows",
        "tooWide",
        "noPages",
        "listAgain",
        "plain",
        "working",
    ];
    let Some(browser) = browser(checks.len()) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &checks);
}

/// Small windows, wide tables, sheets of paper.
#[test]
fn windows_in_a_browser() {
    let checks = ["outside", "small", "print", "tables"];
    let Some(browser) = browser(checks.len()) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &checks);
}

/// What is typed is neither lost nor left out.
#[test]
fn what_is_typed_in_a_browser() {
    let checks = ["letters", "atOnce", "broken", "steps", "columns", "skips"];
    let Some(browser) = browser(checks.len()) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &checks);
}

/// The template and the table of records change while one looks on.
#[test]
fn what_changes_beside_the_answers_in_a_browser() {
    let checks = ["template", "records", "followed", "versions"];
    let Some(browser) = browser(checks.len()) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &checks);
}

/// Content in blocks; records that are not CSV.
#[test]
fn blocks_and_books_in_a_browser() {
    let Some(browser) = browser(2) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let given = folder.path().join("given");
    fs::create_dir(&given).expect("a folder");
    let subject = |number: u32| format!("bản ghi thứ {number}");
    let line = |number: u32| json!({ "document": { "number": number, "subject": subject(number) } }).to_string() + "\n";
    fs::write(given.join("records.jsonl"), (1..=3).map(line).collect::<String>()).expect("JSON Lines");
    for (name, second) in [("records.xlsx", subject(2).as_str()), ("records-2.xlsx", "bản ghi khác")] {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (column, heading) in [(0, "document.number"), (1, "document.subject")] {
            sheet.write_string(0, column, heading).expect("a cell");
        }
        for number in 1..=3 {
            let subject = if number == 2 { second.to_owned() } else { subject(number) };
            sheet.write_number(number, 0, f64::from(number)).expect("a cell");
            sheet.write_string(number, 1, subject).expect("a cell");
        }
        book.save(given.join(name)).expect("a workbook");
    }
    check(&browser, folder.path(), &["blocks", "books"]);
}

#[test]
fn the_whole_reply_filled_in_a_browser() {
    let Some(browser) = browser(1) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    check(&browser, folder.path(), &["fills"]);
}

/// A running preview, ended with the test.
pub struct Running {
    child: Child,
    pub address: String,
    token: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn start(path: &Path) -> Running {
    start_with(path, &[])
}

/// A preview of `path` with more arguments.
pub fn start_with(path: &Path, arguments: &[&Path]) -> Running {
    let mut command = Command::new(PROGRAM);
    command.arg("preview").arg(path).args(arguments).arg("--no-open").stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("output")).read_line(&mut line).expect("a line");
    let rest = line.trim().strip_prefix("http://").expect("an address").to_owned();
    let (address, token) = rest.split_once('/').expect("a token");
    Running { child, address: address.to_owned(), token: token.trim_end_matches('/').to_owned() }
}

impl Running {
    /// The whole answer to a request with these header lines.
    pub fn ask_bytes(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        bytes
    }

    /// The same as text, with its status.
    pub fn ask(&self, method: &str, path: &str, headers: &[&str], body: &str) -> (u16, String) {
        let answer = String::from_utf8_lossy(&self.ask_bytes(method, path, headers, body)).into_owned();
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        (status, answer)
    }

    pub fn at(&self, path: &str) -> String {
        format!("/{}/{path}", self.token)
    }
}

#[test]
fn strangers_are_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("phieu.yaml");
    fs::write(&path, read(LETTER)).expect("answers");
    let running = start(&path);
    let host = format!("Host: {}", running.address);
    let json = "Content-Type: application/json";
    let edit = r#"{"base":"","over":true,"changes":[{"op":"set","path":"document.number","value":"9"}]}"#;
    let page = |headers: &[&str]| running.ask("GET", &running.at(""), headers, "").0;
    assert_eq!(page(&[&host]), 200);
    assert_eq!(page(&["Host: stranger.example"]), 421);
    assert_eq!(page(&[&host, "Sec-Fetch-Site: cross-site"]), 403);
    assert_eq!(running.ask("GET", "/", &[&host], "").0, 404);
    let post = |headers: &[&str]| running.ask("POST", &running.at("api/doc/0/edit"), headers, edit).0;
    assert_eq!(post(&[&host, json, "Origin: http://stranger.example"]), 403);
    assert_eq!(post(&[&host, "Content-Type: text/plain"]), 415);
    for way in ["web/../../Cargo.toml", "web/..%2f..%2fCargo.toml", "web/%2e%2e%2fphieu.yaml", "api/page/..%2fx.svg"] {
        assert_eq!(running.ask("GET", &running.at(way), &[&host], "").0, 404, "{way}");
    }
    assert_eq!(running.ask("GET", &running.at("api/doc/7/state"), &[&host], "").0, 404);
    assert_eq!(fs::read_to_string(&path).expect("answers"), read(LETTER));
    // The same from our own page is done.
    assert_eq!(post(&[&host, json, &format!("Origin: http://{}", running.address)]), 200);
    assert_eq!(fs::read_to_string(&path).expect("answers"), read(LETTER).replace("number: 1616", "number: 9"));
}

#[test]
fn the_page_forbids_the_browser_all_but_its_own() {
    let running = start(&root().join(LETTER));
    let (_, answer) = running.ask("GET", &running.at(""), &[&format!("Host: {}", running.address)], "");
    let answer = answer.to_lowercase();
    for line in [
        "content-security-policy: default-src 'none'; script-src 'self';",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "cache-control: no-store",
    ] {
        assert!(answer.contains(line), "{line} is not in {answer}");
    }
    assert!(!answer.contains("unsafe"), "{answer}");
}

#[test]
fn once_writes_pages_and_problems() {
    let folder = tempfile::tempdir().expect("a folder");
    let once = |path: &Path| {
        let mut command = Command::new(PROGRAM);
        command.arg("preview").arg(path).args(["--once", "-o"]).arg(folder.path());
        command.output().expect("the program runs").status.code()
    };
    assert_eq!(once(&root().join(REPORT)), Some(0));
    let file =
        |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let html = file("answers.html");
    let pages = html.matches("<img ").count();
    assert!(pages > 5 && !html.contains("<script"), "{html}");
    for number in 1..=pages {
        assert!(file(&format!("answers-{number}.svg")).starts_with("<svg") && html.contains(&format!("-{number}.svg")));
    }
    let wrong = folder.path().join("sai.yaml");
    fs::write(&wrong, read(REPORT).replacen("number: 328", "number: 1.269", 1)).expect("answers");
    assert_eq!(once(&wrong), Some(65));
    assert!(file("sai.problems.txt").contains("document.number"), "{}", file("sai.problems.txt"));
}

#[test]
fn once_gives_no_two_files_one_name() {
    let home = tempfile::tempdir().expect("a folder");
    let (given, made) = (home.path().join("phieu"), home.path().join("made"));
    fs::create_dir_all(given.join("a")).expect("a folder");
    for name in ["a/b.yaml", "a-b.yaml", "x.json", "x.yaml", "X.yml"] {
        fs::write(given.join(name), format!("from: {name}\n")).expect("answers");
    }
    let mut command = Command::new(PROGRAM);
    command.arg("preview").arg(&given).args(["--once", "-o"]).arg(&made);
    assert_eq!(command.output().expect("the program runs").status.code(), Some(65));
    let names = fs::read_dir(&made).expect("files").map(|entry| entry.expect("a file").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    let stems = ["X", "a-b", "a-b-2", "x-2", "x-3"];
    let mut wanted: Vec<_> =
        stems.iter().flat_map(|stem| [".html", ".problems.txt"].map(|end| format!("{stem}{end}"))).collect();
    wanted.sort_unstable();
    assert_eq!(names, wanted);
}

#[cfg(unix)]
#[test]
fn a_new_file_is_for_whom_the_system_says() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().expect("a folder");
    fs::write(home.path().join("x.yaml"), "from: x\n").expect("answers");
    for (mask, mode) in [("077", 0o600), ("022", 0o644)] {
        let made = home.path().join(mask);
        let mut shell = Command::new("sh");
        shell.args(["-c", "umask \"$0\" && exec \"$@\"", mask, PROGRAM, "preview"]);
        shell.arg(home.path().join("x.yaml")).args(["--once", "-o"]).arg(&made);
        assert_eq!(shell.output().expect("a shell").status.code(), Some(65));
        let facts = fs::metadata(made.join("x.html")).expect("a file");
        assert_eq!(facts.permissions().mode() & 0o777, mode, "{mask}");
    }
}

#[test]
fn pages_are_rendered_as_pictures() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(PROGRAM);
    command.arg("render").arg(root().join(LETTER)).args(["--formats", "png,svg", "-o"]).arg(folder.path());
    assert!(command.output().expect("the program runs").status.success());
    let file = |name: &str| fs::read(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(file("answers-1.png").starts_with(b"\x89PNG") && file("answers-2.png").starts_with(b"\x89PNG"));
    assert!(file("answers-1.svg").starts_with(b"<svg") && file("answers-2.svg").starts_with(b"<svg"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 4);
}
