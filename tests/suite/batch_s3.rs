//! Records, plan and results in object storage, on a server of this machine: `pip install 'moto[server]'`, named by
//! `CONGVAN_MOTO` or found on the path. Built with the feature `s3` only.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use crate::batch::{batch, code, letters, printed, said};

/// A server that ends with the test.
struct Server {
    child: Child,
    address: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn server() -> Option<Server> {
    let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let program = std::env::var("CONGVAN_MOTO").unwrap_or_else(|_| "moto_server".to_owned());
    let mut command = Command::new(program);
    command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
    let server = Server { child: command.spawn().ok()?, address: format!("127.0.0.1:{port}") };
    for _ in 0..300 {
        if TcpStream::connect(&server.address).is_ok() {
            return Some(server);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the server does not answer");
}

impl Server {
    /// Makes an object, or a bucket, by a plain request, which this server takes from anybody.
    fn put(&self, path: &str, body: &[u8]) {
        use std::io::{Read, Write};
        let mut stream = TcpStream::connect(&self.address).expect("the server");
        let signed = "Authorization: AWS4-HMAC-SHA256 Credential=test/20140411/us-east-1/s3/aws4_request, \
                      SignedHeaders=host, Signature=0";
        let head = format!(
            "PUT {path} HTTP/1.1\r\nHost: {}\r\n{signed}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.address,
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body].concat()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }

    fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
        command.current_dir(folder).arg("batch").args(arguments);
        command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test").env("AWS_REGION", "us-east-1");
        command.env("AWS_ENDPOINT", format!("http://{}", self.address)).env("AWS_ALLOW_HTTP", "true");
        command.output().expect("the program runs")
    }
}

#[test]
fn a_bucket_is_as_good_as_a_folder() {
    let Some(server) = server() else {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "no moto_server");
        println!("skipped: 1 bucket (needs moto_server)");
        return;
    };
    let folder = letters(12);
    let local = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    assert_eq!(code(&batch(folder.path(), &local)), 0);
    server.put("/kho", b"");
    for name in ["records.csv", "shared.yaml"] {
        server.put(&format!("/kho/vao/{name}"), &fs::read(folder.path().join(name)).expect("a file"));
    }
    let plan = ["plan", "s3://kho/vao/records.csv", "--defaults", "s3://kho/vao/shared.yaml", "--formats", "docx"];
    let planned = server.run(folder.path(), &[&plan[..], &["-o", "plan.jsonl"]].concat());
    assert_eq!(code(&planned), 0, "{}", said(&planned));
    server.put("/kho/plan.jsonl", &fs::read(folder.path().join("plan.jsonl")).expect("a plan"));
    let render = |shard: &str| {
        let run = ["render", "s3://kho/plan.jsonl", "--shard", shard, "-o", "s3://kho/ra"];
        let output = server.run(folder.path(), &run);
        assert_eq!(code(&output), 0, "{shard}: {}", said(&output));
        printed(&output).len()
    };
    let merge =
        || server.run(folder.path(), &["merge", "s3://kho/plan.jsonl", "-o", "s3://kho/ra", "--zip", "tất-cả.zip"]);
    let first = render("0/2");
    assert_eq!(code(&merge()), 75, "half is missing");
    assert_eq!(first + render("1/2"), 12);
    assert_eq!(render("0/2") + render("1/2"), 0, "what is done is not done again");
    let merged = merge();
    assert_eq!(code(&merged), 0, "{}", said(&merged));
    let mut archive = zip::ZipArchive::new(fs::File::open(folder.path().join("tất-cả.zip")).unwrap()).expect("a ZIP");
    assert_eq!(archive.len(), 12);
    for index in 0..12 {
        let mut file = archive.by_index(index).expect("a file");
        let name = file.name().expect("UTF-8").into_owned();
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut bytes).expect("its content");
        assert!(fs::read(folder.path().join("ra").join(&name)).expect("the local file") == bytes, "{name}");
    }
    server.put("/kho/ra/lạ.docx".replace('ạ', "%E1%BA%A1").as_str(), b"x");
    assert_eq!(code(&merge()), 65, "a foreign object is told");
}
