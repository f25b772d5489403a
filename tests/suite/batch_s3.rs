//! Records, plan and results in object storage. Built with the feature `s3` only.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::json;

use crate::batch::{batch, code, files, letters, printed, said};
use crate::bucket_server::{Server, at, server};

const PLAN: [&str; 6] =
    ["plan", "s3://kho/vào/records.csv", "--defaults", "s3://kho/vào/shared.yaml", "-o", "s3://kho/plan.jsonl"];

/// A folder of letters and what an undisturbed run in it makes below `ra`; records and shared answers in the bucket too.
fn stored(server: &Server, count: usize) -> tempfile::TempDir {
    let folder = letters(count);
    let local = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    assert_eq!(code(&batch(folder.path(), &local)), 0);
    for name in ["records.csv", "shared.yaml"] {
        server.put(&format!("/kho/vào/{name}"), &fs::read(folder.path().join(name)).expect("a file"));
    }
    let planned = server.run(folder.path(), &[&PLAN[..], &["--formats", "docx"]].concat());
    assert_eq!((code(&planned), printed(&planned)), (0, vec!["s3://kho/plan.jsonl".to_owned()]), "{}", said(&planned));
    folder
}

/// The results in the bucket are those in the folder, and nothing else is there.
fn same(server: &Server, prefix: &str, folder: &Path) {
    let local = files(&folder.join("ra"));
    let keys = server.keys(prefix);
    let results: Vec<&str> = keys.iter().filter_map(|key| key.strip_prefix(prefix)).collect();
    let is_result = |name: &&str| !name.is_empty() && !name.starts_with(".congvan/");
    let results: Vec<&str> = results.into_iter().filter(is_result).collect();
    assert_eq!(results, local.keys().map(String::as_str).collect::<Vec<_>>());
    for (name, bytes) in local {
        assert!(server.get(&format!("/kho/{prefix}{name}")) == bytes, "{name}");
    }
}

const RENDER: [&str; 4] = ["render", "s3://kho/plan.jsonl", "-o", "s3://kho/ra"];
const MERGE: [&str; 4] = ["merge", "s3://kho/plan.jsonl", "-o", "s3://kho/ra"];

#[test]
fn a_bucket_is_as_good_as_a_folder() {
    let Some(server) = server(4) else { return };
    let folder = stored(&server, 12);
    let run = |arguments: &[&str]| server.run(folder.path(), arguments);
    let render = |shard: &str| {
        let output = run(&[&RENDER[..], &["--shard", shard]].concat());
        assert_eq!(code(&output), 0, "{shard}: {}", said(&output));
        assert!(printed(&output).iter().all(|path| path.starts_with("s3://kho/ra/thư-")));
        printed(&output).len()
    };
    let first = render("0/2");
    let early = run(&MERGE);
    assert_eq!((code(&early), first < 12), (75, true), "{}", said(&early));
    assert!(said(&early).contains("chưa lập: "), "{}", said(&early));
    assert_eq!(first + render("1/2"), 12);
    let logs = ["ra/.congvan/log/0-of-2.jsonl/000000000001", "ra/.congvan/log/1-of-2.jsonl/000000000001"];
    assert!(server.keys("ra/.congvan/").len() == logs.len(), "{:?}", server.keys("ra/.congvan/"));
    // Some tools mark a folder so.
    server.put("/kho/ra/", b"");
    let merged = run(&MERGE);
    assert_eq!(code(&merged), 0, "{}", said(&merged));
    same(&server, "ra/", folder.path());
    // Everything is done: nothing is written, or removed.
    let before = server.changes();
    assert_eq!(render("0/2") + render("1/2") + render("0/1"), 0);
    assert_eq!(code(&run(&MERGE)), 0);
    assert_eq!(server.changes(), before);
    let status = run(&["status", "s3://kho/plan.jsonl", "-o", "s3://kho/ra", "--json"]);
    assert_eq!(
        printed(&status),
        [r#"{"records":12,"made":12,"lost":0,"changed":0,"bad":0,"poison":0,"begun":0,"open":0}"#]
    );
    // What is made of the results may lie among them.
    for _ in 0..2 {
        let zipped = run(&[&MERGE[..], &["--zip", "s3://kho/ra/tất cả.zip"]].concat());
        assert_eq!((code(&zipped), printed(&zipped)), (0, vec!["s3://kho/ra/tất cả.zip".to_owned()]));
    }
    let archive = std::io::Cursor::new(server.get("/kho/ra/tất cả.zip"));
    assert_eq!(zip::ZipArchive::new(archive).expect("a ZIP").len(), 12);
    assert!(!folder.path().join("s3:").exists(), "nothing is written here");
    server.put("/kho/ra/lạ.docx", b"x");
    let foreign = run(&[&MERGE[..], &["--zip", "s3://kho/ra/tất cả.zip"]].concat());
    assert_eq!(code(&foreign), 65, "a foreign object is told");
    assert!(said(&foreign).contains("lạ.docx") && !said(&foreign).contains(".zip"), "{}", said(&foreign));
}

#[test]
fn lines_and_a_folder_as_records() {
    let Some(server) = server(2) else { return };
    let folder = stored(&server, 3);
    let row = |number: usize| json!({"number": number, "subject": format!("báo cáo, lần thứ {number}")});
    let line = |number: usize| json!({"key": format!("thư-{number:04}"), "document": row(number)}).to_string();
    let text: String = (1..=3).map(|number| line(number) + "\n").collect();
    fs::write(folder.path().join("records.jsonl"), &text).expect("records");
    server.put("/kho/vào/records.jsonl", text.as_bytes());
    let shared = ["--defaults", "s3://kho/vào/shared.yaml", "--formats", "docx", "-o"];
    let both = |local: &str, far: &str, out: &str| {
        fs::remove_dir_all(folder.path().join("ra")).expect("the folder");
        let local = batch(folder.path(), &[local, "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"]);
        assert_eq!((code(&local), printed(&local).len()), (0, 3), "{}", said(&local));
        let far = server.run(folder.path(), &[&[far], &shared[..], &[&format!("s3://kho/{out}")]].concat());
        assert_eq!((code(&far), printed(&far).len()), (0, 3), "{}", said(&far));
        same(&server, out, folder.path());
    };
    both("records.jsonl", "s3://kho/vào/records.jsonl", "dòng/");
    // A folder is brought with the files that its answers name.
    let letters = folder.path().join("phiếu");
    fs::create_dir_all(letters.join("hinh")).expect("a folder");
    let stroke = |_, y| image::Rgba([0, 0, 160, if (20..60).contains(&y) { 255 } else { 0 }]);
    image::RgbaImage::from_fn(200, 80, stroke).save(letters.join("hinh/chu-ky.png")).expect("a picture");
    for number in 1..=3 {
        let mut answers = json!({"document": row(number)});
        answers["document"]["signer"] = json!({"position": "GIÁM ĐỐC", "full_name": "Người Ký Mẫu"});
        answers["document"]["signer"]["signature_picture"] = json!("hinh/chu-ky.png");
        fs::write(letters.join(format!("thư-{number:04}.yaml")), answers.to_string()).expect("answers");
    }
    server.put_folder("/kho/phiếu", &letters);
    server.put("/kho/phiếu/", b"");
    both("phiếu", "s3://kho/phiếu", "thư/");
    // Places are those that the user knows, wherever the files are read.
    server.put("/kho/phiếu/thư-0002.yaml", b"document: {number: 1.5}");
    let bad = server.run(folder.path(), &[&["s3://kho/phiếu/"], &shared[..], &["s3://kho/thư"]].concat());
    assert_eq!(code(&bad), 65);
    assert!(said(&bad).contains("s3://kho/phiếu/thư-0002.yaml"), "{}", said(&bad));
    assert!(said(&bad).contains("nay có lỗi nên không lập lại: \"thư-0002.docx\""), "{}", said(&bad));
}

#[test]
fn a_shard_that_was_killed_goes_on() {
    let Some(server) = server(1) else { return };
    let folder = stored(&server, 40);
    let endpoint = format!("http://{}", server.address);
    for made in [3, 15] {
        let mut render = at(&endpoint, folder.path(), &RENDER);
        let mut child = render.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs");
        while server.keys("ra/thư").len() < made {
            assert!(child.try_wait().expect("a state").is_none(), "it ended before it was killed");
            std::thread::sleep(Duration::from_millis(5));
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
    }
    let status = server.run(folder.path(), &["status", "s3://kho/plan.jsonl", "-o", "s3://kho/ra", "--json"]);
    assert!(!printed(&status)[0].contains("\"begun\":0"), "{:?}", printed(&status));
    assert_eq!(code(&server.run(folder.path(), &MERGE)), 75);
    let again = server.run(folder.path(), &RENDER);
    assert_eq!(code(&again), 0, "{}", said(&again));
    assert!(printed(&again).len() < 40, "what was made is not made again");
    assert_eq!(code(&server.run(folder.path(), &MERGE)), 0);
    same(&server, "ra/", folder.path());
}

/// A scheduler may start a task again that is still at work.
#[test]
fn the_same_shard_twice_at_once() {
    let Some(server) = server(1) else { return };
    let folder = stored(&server, 30);
    let endpoint = format!("http://{}", server.address);
    let start = || {
        let mut render = at(&endpoint, folder.path(), &RENDER);
        render.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs")
    };
    let outputs = [start(), start(), start()].map(|child| child.wait_with_output().expect("it ends"));
    for output in &outputs {
        assert_eq!(code(output), 0, "{}", said(output));
    }
    assert_eq!(code(&server.run(folder.path(), &MERGE)), 0);
    same(&server, "ra/", folder.path());
    // Begun and done, whoever made it, and for one that is made alone: done, in two logs.
    let made: usize = outputs.iter().map(|output| printed(output).len()).sum();
    assert!(made >= 30, "{made}");
    let logged: usize = server.keys("ra/.congvan/log/").iter().map(|key| lines(&server, key)).sum();
    assert_eq!(logged, 2 * made, "no line is lost");
}

fn lines(server: &Server, key: &str) -> usize {
    server.get(&format!("/kho/{key}")).iter().filter(|byte| **byte == b'\n').count()
}
