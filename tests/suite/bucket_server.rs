//! A server of object storage on this machine for the tests: `tests/setup.sh` brings it, or `CONGVAN_MOTO` names it.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use crate::support::root;

/// A server that ends with the test.
pub struct Server {
    child: Child,
    pub address: String,
    folder: tempfile::TempDir,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server with the bucket `kho`; without one so many `checks` are skipped.
pub fn server(checks: usize) -> Option<Server> {
    let server = started(checks, &[])?;
    server.put("/kho", b"");
    Some(server)
}

/// A server with these arguments.
pub fn started(checks: usize, arguments: &[&str]) -> Option<Server> {
    let own = root().join("tests/moto/venv/bin/moto_server");
    let program = std::env::var_os("CONGVAN_MOTO").map_or(own, PathBuf::from);
    if !program.is_file() {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "tests/setup.sh has not brought moto_server");
        println!("skipped: {checks} checks of object storage (needs moto_server)");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let log = fs::File::create(folder.path().join("log")).expect("a log");
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let mut command = Command::new(program);
    command.args(["-H", "127.0.0.1", "-p", &port.to_string()]).args(arguments);
    let child = command.stdout(Stdio::null()).stderr(log).spawn().expect("the server starts");
    let server = Server { child, address: format!("127.0.0.1:{port}"), folder };
    for _ in 0..600 {
        if TcpStream::connect(&server.address).is_ok() {
            return Some(server);
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the server does not answer: {}", server.log());
}

/// A plain request, which this server takes from anybody.
pub fn request(method: &str, path: &str, host: &str, body: &[u8]) -> Vec<u8> {
    let signed = "AWS4-HMAC-SHA256 Credential=test/20140411/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";
    let head = format!(
        "{method} {} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {signed}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        escaped(path),
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/?&=-._~".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

impl Server {
    fn ask(&self, method: &str, path: &str, body: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).expect("the server");
        stream.write_all(&request(method, path, &self.address, body)).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        assert!(head.starts_with("HTTP/1.1 200"), "{method} {path}: {head}");
        answer.split_off(end + 4)
    }

    /// Makes an object, or a bucket.
    pub fn put(&self, path: &str, body: &[u8]) {
        self.ask("PUT", path, body);
    }

    /// Puts a folder and those in it below a path.
    pub fn put_folder(&self, path: &str, folder: &Path) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let file = entry.expect("an entry").path();
            let path = format!("{path}/{}", file.file_name().expect("a name").to_string_lossy());
            if file.is_dir() {
                self.put_folder(&path, &file)
            } else {
                self.put(&path, &fs::read(file).expect("a file"))
            }
        }
    }

    pub fn get(&self, path: &str) -> Vec<u8> {
        self.ask("GET", path, b"")
    }

    /// From now on only known keys are served, and none is known.
    pub fn lock(&self) {
        self.ask("POST", "/moto-api/reset-auth", b"0");
    }

    /// The keys below a prefix of the bucket `kho`.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let xml = String::from_utf8(self.get(&format!("/kho?list-type=2&prefix={prefix}"))).expect("UTF-8");
        let keys = xml.split("<Key>").skip(1).map(|rest| rest.split("</Key>").next().unwrap_or_default().to_owned());
        keys.collect()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// How many requests have changed something.
    pub fn changes(&self) -> usize {
        self.log().lines().filter(|line| ["PUT ", "POST ", "DELETE "].iter().any(|word| line.contains(word))).count()
    }

    /// The paths of the requests for objects and lists, as they were written.
    pub fn reads(&self) -> Vec<String> {
        let path = |line: &str| Some(line.split_once("\"GET ")?.1.split_once(" HTTP")?.0.to_owned());
        self.log().lines().filter_map(path).collect()
    }

    /// Runs `congvan batch` in a folder.
    pub fn run(&self, folder: &Path, arguments: &[&str]) -> Output {
        at(&format!("http://{}", self.address), folder, arguments).output().expect("the program runs")
    }
}

/// `congvan batch` in a folder, with a server at this address.
pub fn at(endpoint: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").arg("batch").args(arguments);
    command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test").env("AWS_REGION", "us-east-1");
    command.env("AWS_ENDPOINT_URL", endpoint).env("AWS_ALLOW_HTTP", "true").env("NO_PROXY", "127.0.0.1,localhost");
    command
}

/// A way to the server that can be cut: so many connections go through, then none.
pub struct Way {
    pub address: String,
    open: Arc<AtomicUsize>,
}

impl Way {
    pub fn to(server: &Server, open: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (open, far) = (Arc::new(AtomicUsize::new(open)), server.address.clone());
        let left = open.clone();
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if left.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok() {
                    let far = TcpStream::connect(&far).expect("the server");
                    join(near, far);
                }
            }
        });
        Way { address, open }
    }

    pub fn mend(&self) {
        self.open.store(usize::MAX, SeqCst);
    }
}

/// Carries what one says to the other until either ends.
fn join(near: TcpStream, far: TcpStream) {
    for (mut from, mut to) in [(near.try_clone(), far.try_clone()), (Ok(far), Ok(near))]
        .map(|(from, to)| (from.expect("a stream"), to.expect("a stream")))
    {
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Write);
        });
    }
}
