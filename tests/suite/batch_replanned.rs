//! Plans whose records are not any more what they were.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::batch::{batch, code, flat, letters, printed, said};

const RENDER: [&str; 4] = ["render", "plan.jsonl", "-o", "ra"];
const MERGE: [&str; 4] = ["merge", "plan.jsonl", "-o", "ra"];

/// Plans records of `records.csv`, and gives it other rows then: those of these numbers in this order.
fn planned(count: usize, rows: &[usize], more: &[&str]) -> tempfile::TempDir {
    let folder = letters(count);
    let plan = ["plan", "records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "plan.jsonl"];
    let plan = batch(folder.path(), &[&plan[..], more].concat());
    assert_eq!(code(&plan), 0, "{}", said(&plan));
    let lines: Vec<String> = table(folder.path()).lines().map(str::to_owned).collect();
    let rows = [0].iter().chain(rows).map(|row| lines[*row].clone() + "\n");
    fs::write(folder.path().join("records.csv"), rows.collect::<String>()).expect("records");
    folder
}

fn table(folder: &Path) -> String {
    fs::read_to_string(folder.join("records.csv")).expect("records")
}

fn events(said: &str) -> Vec<Value> {
    said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"))).collect()
}

#[test]
fn a_row_that_was_taken_out_spoils_no_other() {
    let folder = planned(3, &[2, 3], &[]);
    for made in [2, 0] {
        let output = batch(folder.path(), &RENDER);
        assert_eq!((code(&output), printed(&output).len()), (65, made), "{}", said(&output));
        let told = flat(&output);
        assert!(told.contains("thư-0001: \"records.csv\" không còn bản ghi này"), "{told}");
        assert!(told.contains("congvan batch plan") && !told.contains('…'), "{told}");
        let end = format!("3 bản ghi: {made} vừa lập, {} giữ nguyên, 1 lỗi", 2 - made);
        assert!(told.trim_end().ends_with(&end), "{told}");
    }
    // Trying again does not help, and what does is told.
    let merged = batch(folder.path(), &MERGE);
    assert_eq!(code(&merged), 65, "{}", said(&merged));
    assert!(flat(&merged).contains("thư-0001: \"records.csv\" không còn") && flat(&merged).contains("batch plan"));
    let proof = fs::read_to_string(folder.path().join("ra/manifest.jsonl")).expect("a manifest");
    assert_eq!((proof.matches("outputs").count(), proof.matches("[\"batch/gone\"]").count()), (2, 1), "{proof}");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for (more, key) in [(&[][..], "thư-0004"), (&["--name", "số {{document.number}}"][..], "số 4")] {
        let folder = planned(5, &[5, 3, 1, 4, 2], more);
        for shard in ["0/2", "1/2"] {
            let output = batch(folder.path(), &[&RENDER[..], &["--shard", shard]].concat());
            assert_eq!(code(&output), 0, "{more:?}: {}", said(&output));
        }
        assert_eq!(code(&batch(folder.path(), &MERGE)), 0);
        // One that has changed is told, wherever it stands; the others are as they were.
        let table = table(folder.path()).replace("lần thứ 4", "lần thứ tư");
        fs::write(folder.path().join("records.csv"), table).expect("records");
        let output = batch(folder.path(), &["render", "plan.jsonl", "-o", "mới", "--message-format", "json"]);
        assert_eq!((code(&output), printed(&output).len()), (65, 4), "{}", said(&output));
        let events = events(&said(&output));
        let failed: Vec<&Value> = events.iter().filter(|event| event["event"] == "failed").collect();
        assert_eq!((failed.len(), failed[0]["key"].as_str()), (1, Some(key)), "{failed:?}");
        assert_eq!(failed[0]["findings"][0]["code"], "batch/changed");
        let end = events.last().expect("a summary");
        assert_eq!((&end["event"], &end["made"], &end["failed"]), (&"summary".into(), &4.into(), &1.into()));
    }
}

#[test]
fn a_row_that_the_plan_does_not_know_is_told_and_the_others_are_made() {
    let folder = planned(3, &[1, 2, 3], &[]);
    let rows = table(folder.path());
    let (head, rest) = rows.split_once('\n').expect("a heading");
    for rows in [format!("{head}\nthêm,9,chuyện thêm\n{rest}"), format!("{rows}thêm,9,chuyện thêm\n")] {
        fs::write(folder.path().join("records.csv"), rows).expect("records");
        let output = batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"]);
        assert_eq!(code(&output), 65, "{}", said(&output));
        assert!(flat(&output).contains("không lập: \"thêm\"") && flat(&output).contains("batch plan"));
        assert_eq!(code(&batch(folder.path(), &MERGE)), 0, "what was planned is made");
    }
}

#[test]
fn what_failed_is_told_with_its_place_and_by_the_proof_too() {
    let folder = planned(3, &[1, 2, 3], &[]);
    let table = table(folder.path()).replace("lần thứ 2", "lần thứ hai");
    fs::write(folder.path().join("records.csv"), &table).expect("records");
    let output = batch(folder.path(), &RENDER);
    let told = flat(&output);
    assert!(told.contains("thư-0002: bản ghi đã khác") && told.contains("(records.csv, dòng 3)"), "{told}");
    assert!(told.contains("lập lại kế hoạch: congvan batch plan") && !told.contains('…'), "{told}");
    let merged = batch(folder.path(), &[&MERGE[..], &["--message-format", "json"]].concat());
    assert_eq!(code(&merged), 65);
    let failed = events(&said(&merged)).into_iter().find(|event| event["event"] == "failed").expect("an event");
    assert_eq!((&failed["key"], &failed["findings"][0]["code"]), (&"thư-0002".into(), &"batch/changed".into()));
    // What is alike is told once.
    fs::write(folder.path().join("records.csv"), table.replace("lần thứ 3", "lần thứ ba")).expect("records");
    let told = flat(&batch(folder.path(), &["render", "plan.jsonl", "-o", "mới"]));
    assert!(told.contains("lập kế hoạch (records.csv) ở 2 bản ghi: thư-0002, thư-0003"), "{told}");
}

#[test]
fn a_plan_that_is_cut_off_makes_nothing() {
    let folder = planned(3, &[1, 2, 3], &[]);
    let plan = fs::read_to_string(folder.path().join("plan.jsonl")).expect("a plan");
    let whole: Vec<&str> = plan.lines().collect();
    for cut in [plan[..plan.len() - 1].to_owned(), plan[..plan.len() - 30].to_owned(), whole[..3].join("\n") + "\n"] {
        fs::write(folder.path().join("plan.jsonl"), cut).expect("a plan");
        for step in ["render", "merge", "status"] {
            let output = batch(folder.path(), &[step, "plan.jsonl", "-o", "ra"]);
            assert_eq!((code(&output), printed(&output).len()), (65, 0), "{step}: {}", said(&output));
            assert!(said(&output).contains("kế hoạch bị đứt đoạn"), "{}", said(&output));
        }
    }
}

#[test]
fn a_plan_that_is_used_from_another_folder_says_why_its_records_are_not_found() {
    let folder = planned(1, &[1], &[]);
    fs::create_dir(folder.path().join("khác")).expect("a folder");
    let output = batch(&folder.path().join("khác"), &["render", "../plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&output), 65);
    assert!(flat(&output).contains("tính từ thư mục nơi đã lập kế hoạch"), "{}", said(&output));
}
