//! Object storage that is not there, refuses, or goes away. Built with the feature `s3` only.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::batch::{code, letters, printed, said};
use crate::bucket_server::{Server, Way, at, request, server, started};

/// A folder with the plan of letters.
fn planned(count: usize) -> tempfile::TempDir {
    let folder = letters(count);
    let plan = ["plan", "records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "plan.jsonl"];
    assert_eq!(code(&crate::batch::batch(folder.path(), &plan)), 0);
    folder
}

/// The exit code, and that what is said has a word of it.
fn ends(output: &Output, wanted: i32, word: &str) {
    assert_eq!(code(output), wanted, "{}", said(output));
    let said = said(output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(word), "{word}: {said}");
}

#[test]
fn addresses_that_lead_nowhere() {
    let Some(server) = server(1) else { return };
    let folder = planned(2);
    let run = |arguments: &[&str]| server.run(folder.path(), arguments);
    let none = "không có thùng chứa (bucket) hoặc tệp này";
    ends(&run(&["render", "plan.jsonl", "-o", "s3://khong-co/ra"]), 65, none);
    ends(&run(&["merge", "plan.jsonl", "-o", "s3://khong-co/ra"]), 65, none);
    ends(&run(&["status", "plan.jsonl", "-o", "s3://khong-co/ra"]), 65, none);
    ends(&run(&["plan", "records.csv", "--defaults", "shared.yaml", "-o", "s3://khong-co/plan.jsonl"]), 65, none);
    for records in ["s3://khong-co/a.csv", "s3://kho/không có.csv", "s3://kho/trống/"] {
        ends(&run(&["plan", records, "-o", "khac.jsonl"]), 65, none);
    }
    ends(&run(&["plan", "records.csv", "--defaults", "s3://kho/không.yaml", "-o", "khac.jsonl"]), 65, none);
    ends(&run(&["render", "s3://kho/không.jsonl", "-o", "ra"]), 65, none);
    for address in ["s3://", "s3://kho/a//b", "s3://không-có/ra"] {
        ends(&run(&["render", "plan.jsonl", "-o", address]), 65, "địa chỉ không dùng được");
    }
    let nowhere = at("127.0.0.1:9", folder.path(), &["render", "plan.jsonl", "-o", "s3://kho/ra"]).output();
    ends(&nowhere.expect("it runs"), 65, "AWS_ENDPOINT_URL is no");
    ends(&run(&["plan", "records.csv", "-o", "s3://kho"]), 65, "địa chỉ không dùng được");
    assert_eq!(server.keys(""), Vec::<String>::new());
}

#[test]
fn keys_that_are_refused() {
    let Some(server) = server(1) else { return };
    let folder = planned(2);
    server.put("/kho/records.csv", &fs::read(folder.path().join("records.csv")).expect("records"));
    server.lock();
    ends(&server.run(folder.path(), &["render", "plan.jsonl", "-o", "s3://kho/ra"]), 75, "InvalidAccessKeyId");
    let plan = server.run(folder.path(), &["plan", "s3://kho/records.csv", "-o", "khac.jsonl"]);
    ends(&plan, 75, "kiểm tra AWS_ACCESS_KEY_ID");
}

#[test]
fn a_server_that_is_not_there() {
    if server(1).is_none() {
        return;
    }
    let folder = planned(1);
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    let run = |endpoint: &str, arguments: &[&str]| at(endpoint, folder.path(), arguments).output().expect("it runs");
    let lost = "không tới được kho lưu trữ";
    ends(&run(&format!("http://{nobody}"), &["render", "plan.jsonl", "-o", "s3://kho/ra"]), 75, lost);
    ends(&run(&format!("http://{nobody}"), &["plan", "s3://kho/a.csv", "-o", "khac.jsonl"]), 75, lost);
    let plain = at(&format!("http://{nobody}"), folder.path(), &["render", "plan.jsonl", "-o", "s3://kho/ra"])
        .env_remove("AWS_ALLOW_HTTP")
        .output();
    ends(&plain.expect("it runs"), 75, "URL scheme is not allowed");
    let keyless = at(&format!("http://{nobody}"), folder.path(), &["render", "plan.jsonl", "-o", "s3://kho/ra"])
        .env_remove("AWS_ACCESS_KEY_ID")
        .env_remove("AWS_SECRET_ACCESS_KEY")
        .env("AWS_METADATA_ENDPOINT", format!("http://{nobody}"))
        .output();
    ends(&keyless.expect("it runs"), 75, "kho lưu trữ từ chối");
}

#[test]
fn a_server_that_goes_away_and_comes_back() {
    let Some(server) = server(1) else { return };
    let folder = planned(12);
    let way = Way::to(&server, 20);
    let endpoint = format!("http://{}", way.address);
    let run = |arguments: &[&str]| at(&endpoint, folder.path(), arguments).output().expect("it runs");
    let render = ["render", "plan.jsonl", "-o", "s3://kho/ra"];
    let cut = run(&render);
    ends(&cut, 75, "không tới được kho lưu trữ: s3://kho/ra");
    let made = server.keys("ra/thư").len();
    assert!((1..12).contains(&made), "it is cut in the midst of its work: {made}");
    way.mend();
    let again = run(&render);
    assert_eq!(code(&again), 0, "{}", said(&again));
    assert!(printed(&again).len() <= 12 && server.keys("ra/thư").len() == 12);
    assert_eq!(code(&run(&["merge", "plan.jsonl", "-o", "s3://kho/ra"])), 0);
}

/// Makes a certificate for this machine that nobody else trusts.
fn certificate(folder: &std::path::Path) {
    let subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    let made = Command::new("openssl")
        .current_dir(folder)
        .args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"])
        .args(["-keyout", "key.pem", "-out", "cert.pem", "-addext", "basicConstraints=critical,CA:FALSE"])
        .args(subject)
        .output();
    let made = made.expect("openssl runs");
    assert!(made.status.success(), "{}", said(&made));
}

/// A request over TLS.
fn send(server: &Server, method: &str, path: &str) -> String {
    let mut client = Command::new("openssl")
        .args(["s_client", "-quiet", "-connect", &server.address])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl runs");
    let mut input = client.stdin.take().expect("its input");
    input.write_all(&request(method, path, "localhost", b"")).expect("a request");
    let answer = client.wait_with_output().expect("an answer").stdout;
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_server_is_known_by_its_certificate() {
    let folder = planned(2);
    certificate(folder.path());
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name).display().to_string());
    let Some(server) = started(1, &["-c", &cert, "-k", &key]) else { return };
    assert!(send(&server, "PUT", "/kho").starts_with("HTTP/1.1 200"));
    let endpoint = format!("https://{}", server.address);
    let render = |trusted: bool| {
        let mut command = at(&endpoint, folder.path(), &["render", "plan.jsonl", "-o", "s3://kho/ra"]);
        command.env_remove("AWS_ALLOW_HTTP");
        if trusted {
            command.env("SSL_CERT_FILE", &cert);
        }
        command.output().expect("the program runs")
    };
    ends(&render(false), 75, "certificate");
    let made = render(true);
    assert_eq!((code(&made), printed(&made).len()), (0, 2), "{}", said(&made));
    assert_eq!(send(&server, "GET", "/kho?list-type=2").matches(".docx</Key>").count(), 2);
}
