//! A table in object storage whose rows name files: they are those below its folder there.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::batch::{batch, code, files, letters, printed, said};
use crate::bucket_server::{Server, Way, at, server};
use crate::support::{WITH_DATA, answers, root, spaced};

/// A signature, as a picture: a stroke so many dots high.
fn picture(path: &Path, height: u32) {
    let stroke = move |_, y| image::Rgba([0, 0, 160, if (20..20 + height).contains(&y) { 255 } else { 0 }]);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    image::RgbaImage::from_fn(200, 80, stroke).save(path).expect("a picture");
}

/// Makes the records of `records` here and from the bucket: the same files.
fn both(server: &Server, folder: &Path, records: &str, shared: &[&str]) {
    let _ = fs::remove_dir_all(folder.join("ra"));
    let options = [shared, &["--formats", "docx", "--jobs", "1", "-o"]].concat();
    let local = batch(folder, &[&[records], &options[..], &["ra"]].concat());
    let address = format!("s3://kho/vào/{records}");
    let far = server.run(folder, &[&[address.as_str()], &options[..], &["s3://kho/ra"]].concat());
    assert_eq!((code(&local), code(&far)), (0, 0), "{}\n{}", said(&local), said(&far));
    let made = files(&folder.join("ra"));
    assert_eq!(printed(&far).len() + 1, made.len(), "the files and the manifest: {}", said(&far));
    for (name, bytes) in made {
        assert!(server.get(&format!("/kho/ra/{name}")) == bytes, "{name}");
    }
}

#[test]
fn pictures_that_rows_name_lie_beside_the_table() {
    let Some(server) = server(1) else { return };
    let folder = letters(0);
    picture(&folder.path().join("hinh/chu-ky.png"), 40);
    picture(&folder.path().join("hinh/khac.png"), 30);
    let row = |key: &str, picture: &str| format!("{key},1,việc chung,{picture}\n");
    let heading = "key,document.number,document.subject,document.signer.signature_picture\n";
    let good = [row("a", "hinh/chu-ky.png"), row("b", "hinh/khac.png"), row("c", "hinh/chu-ky.png"), row("d", "")];
    fs::write(folder.path().join("records.csv"), heading.to_owned() + &good.concat()).expect("records");
    server.put_folder("/kho/vào", folder.path());
    server.put("/kho/ngoai.png", &fs::read(folder.path().join("hinh/khac.png")).expect("a picture"));
    both(&server, folder.path(), "records.csv", &["--defaults", "shared.yaml"]);
    // What is named once more is not asked for once more.
    let asked = |name: &str| server.reads().iter().filter(|path| path.contains(name)).count();
    let times = [asked("hinh/ch"), asked("hinh/kh")];
    assert_eq!(times, [1, 1], "{:?}", server.reads());
    // Another picture is another record.
    picture(&folder.path().join("hinh/khac.png"), 20);
    server.put("/kho/vào/hinh/khac.png", &fs::read(folder.path().join("hinh/khac.png")).expect("a picture"));
    let run = ["s3://kho/vào/records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "s3://kho/ra"];
    let again = server.run(folder.path(), &run);
    assert_eq!((code(&again), printed(&again)), (0, vec!["s3://kho/ra/b.docx".to_owned()]), "{}", said(&again));
    // One that is not there, and one that lies above the table.
    let bad = [row("e", "hinh/khong-co.png"), row("g", "../ngoai.png"), row("h", "/ngoai.png")];
    fs::write(folder.path().join("bad.csv"), heading.to_owned() + &bad.concat()).expect("records");
    server.put("/kho/vào/bad.csv", &fs::read(folder.path().join("bad.csv")).expect("records"));
    let bad = server.run(folder.path(), &["s3://kho/vào/bad.csv", "--defaults", "shared.yaml", "-o", "s3://kho/xấu"]);
    let here = batch(folder.path(), &["bad.csv", "--defaults", "shared.yaml", "-o", "xấu"]);
    assert_eq!((code(&bad), code(&here)), (65, 65), "{}", said(&bad));
    // The same is said as of a table here.
    let words = |text: &str| spaced(&text.replace('│', " ").replace("s3://kho/vào/", ""));
    assert_eq!(words(&said(&bad)), words(&said(&here)));
    assert!(
        words(&said(&bad)).contains("Không có tệp hình “hinh/khong-co.png” (bad.csv, dòng 2, cột D"),
        "{}",
        said(&bad)
    );
}

/// A storage that does not answer is no fault of the records: nothing is planned, and what was made stays.
#[test]
fn a_storage_that_goes_away_between_pictures() {
    let Some(server) = server(1) else { return };
    let folder = letters(0);
    let mut table = "key,document.number,document.subject,document.signer.signature_picture\n".to_owned();
    for number in 1..=12 {
        picture(&folder.path().join(format!("hinh/{number}.png")), 10 + number);
        table.push_str(&format!("thư-{number:02},{number},việc chung,hinh/{number}.png\n"));
    }
    fs::write(folder.path().join("records.csv"), table).expect("records");
    server.put_folder("/kho/vào", folder.path());
    let plan =
        ["plan", "s3://kho/vào/records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "plan.jsonl"];
    let render = ["render", "plan.jsonl", "-o", "ra"];
    for (arguments, made) in [(&plan[..], "plan.jsonl"), (&render[..], "ra/thư-12.docx")] {
        let way = Way::to(&server, 10);
        let endpoint = format!("http://{}", way.address);
        let run = || at(&endpoint, folder.path(), arguments).output().expect("it runs");
        let cut = run();
        let what = spaced(&said(&cut));
        assert_eq!(code(&cut), 75, "{what}");
        assert!(what.contains("không tới được kho lưu trữ: s3://kho/vào/hinh/"), "{what}");
        assert!(!folder.path().join(made).exists(), "it is cut in the midst of its work");
        way.mend();
        let again = run();
        assert_eq!((code(&again), folder.path().join(made).exists()), (0, true), "{}", said(&again));
    }
    assert_eq!(files(&folder.path().join("ra")).len(), 12);
}

#[test]
fn data_files_that_rows_name_lie_beside_the_table() {
    let Some(server) = server(1) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let from = root().join(WITH_DATA);
    copy(from.parent().expect("a folder"), folder.path());
    let mut line = answers(WITH_DATA);
    line["key"] = json!("hà nam");
    fs::write(folder.path().join("records.jsonl"), line.to_string() + "\n").expect("records");
    server.put_folder("/kho/vào", folder.path());
    both(&server, folder.path(), "records.jsonl", &[]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(|_| ()).expect("a copy") }
    }
}
