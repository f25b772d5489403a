//! Files that stand where results are to be: those that somebody has changed, and what is in the way.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::batch::{batch, code, files, flat, letters, printed, said};

const RUN: [&str; 7] = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "ra"];

fn edit(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join("ra").join(name), text).expect("a file");
}

fn kept(folder: &Path) -> Vec<(String, String)> {
    let kept = folder.join("ra/.congvan/kept");
    let files = if kept.is_dir() { files(&kept) } else { Default::default() };
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).expect("words"))).collect()
}

#[test]
fn what_somebody_has_changed_is_put_aside_and_told() {
    let folder = letters(3);
    assert_eq!(code(&batch(folder.path(), &RUN)), 0);
    let before = files(&folder.path().join("ra"));
    let first = |text: &str| ("thư-0001.docx".to_owned(), text.to_owned());
    let again = |text: &str| ("thư-0001-2.docx".to_owned(), text.to_owned());
    // The same change once more is the same copy, another one has a copy of its own.
    for (change, copies) in
        [("một", vec![first("một")]), ("một", vec![first("một")]), ("hai", vec![again("hai"), first("một")])]
    {
        edit(folder.path(), "thư-0001.docx", change);
        let output = batch(folder.path(), &RUN);
        assert_eq!((code(&output), printed(&output)), (0, vec!["ra/thư-0001.docx".to_owned()]), "{}", said(&output));
        let told = "thư-0001: đã lập lại tệp mà có người đã sửa; bản sửa được giữ trong ra/.congvan/kept";
        assert!(flat(&output).contains(told), "{}", said(&output));
        assert_eq!(kept(folder.path()), copies);
        assert!(files(&folder.path().join("ra")) == before);
    }
    // So it is where the record has changed meanwhile, and for programs.
    edit(folder.path(), "thư-0002.docx", "ba");
    let table = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), table.replace("lần thứ", "lần")).expect("records");
    let output = batch(folder.path(), &[&RUN[..], &["--message-format", "json"]].concat());
    assert_eq!((code(&output), printed(&output).len()), (0, 3), "{}", said(&output));
    let events: Vec<Value> = said(&output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let made = events.iter().filter(|event| event["event"] == "made");
    let told: Vec<_> = made.map(|event| (event["key"].as_str(), event["findings"][0]["code"].as_str())).collect();
    let edited = Some("batch/edited-file");
    assert_eq!(told, [(Some("thư-0001"), None), (Some("thư-0002"), edited), (Some("thư-0003"), None)]);
    assert_eq!(kept(folder.path()).last(), Some(&("thư-0002.docx".to_owned(), "ba".to_owned())));
    let merged = batch(folder.path(), &["merge", "ra/.congvan/plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&merged), 0, "what was put aside is not foreign: {}", said(&merged));
}

#[test]
fn a_file_of_somebody_elses_is_put_aside() {
    let folder = letters(2);
    fs::create_dir(folder.path().join("ra")).expect("a folder");
    edit(folder.path(), "thư-0002.docx", "của tôi");
    assert_eq!(code(&batch(folder.path(), &RUN)), 0);
    assert_eq!(kept(folder.path()), [("thư-0002.docx".to_owned(), "của tôi".to_owned())]);
}

#[test]
fn what_runs_have_made_is_not_put_aside() {
    let folder = letters(3);
    let shared = fs::read_to_string(folder.path().join("shared.yaml")).expect("answers");
    for run in 0..3 {
        assert_eq!(code(&batch(folder.path(), &RUN)), 0);
        let table = fs::read_to_string(folder.path().join("records.csv")).expect("records");
        fs::write(folder.path().join("records.csv"), table.replace("lần thứ", "lần thứ thứ")).expect("records");
        // Back to what was made first.
        if run == 1 {
            let table = table.replace("lần thứ thứ", "lần thứ");
            fs::write(folder.path().join("records.csv"), table).expect("records");
        }
    }
    // Without its logs nobody knows who made a file, but what is the same is nobody's loss.
    fs::remove_dir_all(folder.path().join("ra/.congvan")).expect("a folder");
    let table = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), table.replace("lần thứ thứ", "lần thứ")).expect("records");
    fs::write(folder.path().join("shared.yaml"), shared).expect("answers");
    let output = batch(folder.path(), &RUN);
    assert_eq!((code(&output), kept(folder.path()).len()), (0, 0), "{}", said(&output));
}

#[test]
fn what_is_in_the_way_is_told_and_trying_again_is_of_no_use() {
    let folder = letters(2);
    let at = |target: &str, more: &[&str], what: &str| {
        let run = [&RUN[..6], &[target], more].concat();
        let output = batch(folder.path(), &run);
        assert_eq!(code(&output), 65, "{target}: {}", said(&output));
        assert!(flat(&output).contains(what), "{}", said(&output));
    };
    at("records.csv", &[], "đã có một tệp");
    at("records.csv/ra", &[], "đã có một tệp");
    fs::create_dir_all(folder.path().join("ra/thư-0002.docx")).expect("a folder");
    at("ra", &[], "không ghi được \"ra/thư-0002.docx\": đó là một thư mục");
    fs::remove_dir(folder.path().join("ra/thư-0002.docx")).expect("a folder");
    fs::create_dir(folder.path().join("b.html")).expect("a folder");
    at("ra", &["--report", "b.html"], "đó là một thư mục");
    assert_eq!(code(&batch(folder.path(), &RUN)), 0);
    for step in ["merge", "status", "render"] {
        let output = batch(folder.path(), &[step, "ra/.congvan/plan.jsonl", "-o", "records.csv"]);
        assert_eq!(code(&output), 65, "{step}: {}", said(&output));
    }
}

#[test]
fn a_step_that_is_misspelt_is_named() {
    let folder = letters(1);
    let output = batch(folder.path(), &["pln", "records.csv"]);
    assert_eq!(code(&output), 2, "{}", said(&output));
    let output = batch(folder.path(), &["pln", "-o", "ra"]);
    assert_eq!(code(&output), 65, "{}", said(&output));
    assert!(flat(&output).contains("có phải: congvan batch plan"), "{}", said(&output));
    let output = batch(folder.path(), &["khác.csv", "-o", "ra"]);
    assert!(flat(&output).contains("không có tệp hoặc thư mục này (khác.csv)"), "{}", said(&output));
    assert_eq!(code(&batch(folder.path(), &[&RUN[..], &["--merged", "in.pdf"]].concat())), 2, "no PDF is made");
}
