//! What files of a batch may be called: those of records, and those that are made of all.

use std::fs;

use crate::batch::{batch, code, files, flat, letters, printed, said};

const SHARED: [&str; 4] = ["--defaults", "shared.yaml", "--formats", "pdf"];

/// A file that is made of the results never takes the place of one of them.
#[test]
fn a_file_of_all_does_not_take_the_name_of_a_record() {
    let folder = letters(2);
    fs::create_dir(folder.path().join("ra")).expect("a folder");
    for name in ["ra/thư-0002.pdf", "./ra/../ra/THƯ-0002.pdf"] {
        let output = batch(folder.path(), &[&["records.csv", "-o", "ra", "--merged", name], &SHARED[..]].concat());
        assert_eq!((code(&output), printed(&output).len()), (2, 0), "{}", said(&output));
        assert!(flat(&output).contains("là tệp của bản ghi \"thư-0002\""), "{}", said(&output));
        assert!(files(&folder.path().join("ra")).is_empty(), "nothing is made");
    }
    let run = [&["records.csv", "-o", "ra", "--merged", "thư-0002.pdf"], &SHARED[..]].concat();
    assert_eq!(code(&batch(folder.path(), &run)), 0, "another folder is no danger");
    let before = files(&folder.path().join("ra"));
    let merge = ["merge", "ra/.congvan/plan.jsonl", "-o", "ra", "--merged", "ra/thư-0001.pdf"];
    assert_eq!(code(&batch(folder.path(), &merge)), 2);
    assert!(files(&folder.path().join("ra")) == before);
}

#[test]
fn a_name_promises_what_is_in_the_file_and_is_given_once() {
    let folder = letters(1);
    let wrong: [(&[&str], &str); 5] = [
        (&["--merged", "in.docx"], "phải có đuôi .pdf"),
        (&["--merged", "in"], "phải có đuôi .pdf"),
        (&["--zip", "ra/tất-cả.pdf"], "phải có đuôi .zip"),
        (&["--report", "r.pdf"], "phải có đuôi .html"),
        (&["--merged", "a.pdf", "--zip", "./a.pdf"], "cùng ghi vào tệp"),
    ];
    for (names, told) in wrong {
        let output = batch(folder.path(), &[&["records.csv", "-o", "ra"], &SHARED[..], names].concat());
        assert_eq!(code(&output), 2, "{names:?}: {}", said(&output));
        assert!(flat(&output).contains(told), "{names:?}: {}", said(&output));
        assert!(!folder.path().join("ra").exists(), "nothing is done");
    }
}

/// A disk that fills up is told by the file that had no room.
#[cfg(unix)]
#[test]
fn a_file_of_all_that_finds_no_room_is_named() {
    let folder = letters(9);
    let run = [&["records.csv", "-o", "ra"], &SHARED[..]].concat();
    assert_eq!(code(&batch(folder.path(), &run)), 0);
    let largest = files(&folder.path().join("ra")).values().map(Vec::len).max().expect("files");
    let script = |option: &str| {
        // Blocks of 1024 bytes: room for each of the results, not for all of them.
        let limit = 2 * largest.div_ceil(1024);
        format!("trap '' XFSZ; ulimit -f {limit}; exec $CONGVAN batch merge ra/.congvan/plan.jsonl -o ra {option}")
    };
    for (option, name) in [("--merged khác/in.pdf", "khác/in.pdf"), ("--zip khác/tất-cả.zip", "khác/tất-cả.zip")]
    {
        let mut command = std::process::Command::new("bash");
        command.current_dir(folder.path()).env("CONGVAN", env!("CARGO_BIN_EXE_congvan"));
        let output = command.args(["-c", &script(option)]).output().expect("a shell");
        assert_eq!(code(&output), 75, "{}", said(&output));
        assert!(flat(&output).contains(&format!("không ghi được \"{name}\"")), "{}", said(&output));
    }
}

/// What a key cannot be as a file's name is told, with the name that it became.
#[test]
fn keys_become_names_that_every_system_takes() {
    let folder = letters(0);
    let keys = [
        ("../../bí-mật", "-..-bí-mật"),
        ("CON", "CON-"),
        ("aux.2014", "aux-.2014"),
        ("a b?", "a b-"),
        ("..", "000005"),
        ("bình thường", "bình thường"),
    ];
    let rows = keys.iter().enumerate().map(|(index, (key, _))| format!("{key},{},báo cáo\n", index + 1));
    let csv = "key,document.number,document.subject\n".to_owned() + &rows.collect::<String>();
    fs::write(folder.path().join("records.csv"), csv).expect("records");
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];
    let output = batch(folder.path(), &run);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let made = printed(&output);
    for (index, (key, name)) in keys.into_iter().enumerate() {
        assert_eq!(made[index], format!("ra/{name}.docx"));
        let told = format!("key “{key}” không dùng làm tên tệp được: tệp có tên \"{name}\"");
        assert_eq!(flat(&output).contains(&told), key != name, "{key}: {}", said(&output));
    }
}

/// Files of a folder: those in its folders are records too, and one that is broken takes no name from a good one.
#[test]
fn a_folder_with_folders_and_a_broken_file() {
    let folder = letters(0);
    let records = folder.path().join("phiếu");
    for (name, text) in [
        ("một.json", "{\"document\": "),
        ("một.yaml", "document: {number: 1, subject: báo cáo}\n"),
        ("hai.yaml", "document: {number: 2, subject: báo cáo}\n"),
        ("hai.yml", "document: {number: 3, subject: báo cáo}\n"),
        ("sở/ba.yaml", "document: {number: 4, subject: báo cáo}\n"),
        ("mẫu/form.yaml", "fields: []\n"),
    ] {
        fs::create_dir_all(records.join(name).parent().expect("a folder")).expect("a folder");
        fs::write(records.join(name), text).expect("answers");
    }
    let output = batch(folder.path(), &["phiếu", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"]);
    assert_eq!(code(&output), 65, "{}", said(&output));
    let mut made = printed(&output);
    made.sort_unstable();
    assert_eq!(made, ["ra/hai.docx", "ra/một.docx", "ra/sở-ba.docx"], "{}", said(&output));
    let told = flat(&output);
    assert!(told.contains("trong đó có 1 phiếu ở thư mục con"), "{told}");
    assert!(told.contains("đã có bản ghi tên \"hai\" của tệp phiếu/hai.yaml"), "{told}");
    assert!(told.contains("đổi tên một trong hai tệp") && !told.contains("tên \"một\""), "{told}");
}
