//! What runs leave behind: those that were killed, and those before.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::batch::{batch, code, files, letters, said};

const RECORDS: [&str; 5] = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx"];

/// A folder with a plan of letters and their files in `ra`.
fn made(count: usize) -> tempfile::TempDir {
    let folder = letters(count);
    let plan = batch(folder.path(), &[&["plan"], &RECORDS[..], &["-o", "plan.jsonl"]].concat());
    assert_eq!(code(&plan), 0, "{}", said(&plan));
    let render = batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&render), 0, "{}", said(&render));
    folder
}

fn merge(folder: &Path, more: &[&str]) -> Output {
    batch(folder, &[&["merge", "plan.jsonl", "-o", "ra"], more].concat())
}

/// Runs a shell command in a folder with `$CONGVAN` as the program.
#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> Output {
    let mut command = Command::new("bash");
    command.current_dir(folder).env("CONGVAN", env!("CARGO_BIN_EXE_congvan")).args(["-c", script]);
    command.output().expect("a shell")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// The system kills a process that writes a file beyond the size allowed: here in the midst of the archive.
#[cfg(target_os = "linux")]
#[test]
fn a_kill_while_the_archive_is_written_leaves_nothing_for_good() {
    let folder = made(20);
    let size: u64 = files(&folder.path().join("ra")).values().map(|bytes| bytes.len() as u64).sum();
    let zip = |target: &str| {
        let limit = size / 1024 * 2 / 3;
        let script = format!("ulimit -c 0 -f {limit}; exec $CONGVAN batch merge plan.jsonl -o ra --zip {target}");
        let killed = shell(folder.path(), &script);
        assert_eq!(killed.status.code(), None, "it is killed: {}", said(&killed));
    };
    zip("ra/z.zip");
    let (out, own) = (folder.path().join("ra"), folder.path().join("ra/.congvan/tmp"));
    assert_eq!(names(&out).len(), 22, "20 letters, the manifest and our own folder: {:?}", names(&out));
    assert_eq!(names(&own).len(), 1);
    let merged = merge(folder.path(), &[]);
    assert_eq!((code(&merged), names(&own).len()), (0, 0), "{}", said(&merged));
    // A run clears it too.
    zip("ra/z.zip");
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    assert_eq!(names(&own).len(), 0);
    // In another folder the name tells whose it is, and the next run with that target clears it.
    zip("in/z.zip");
    fs::write(folder.path().join("in/.of-somebody"), "x").expect("a file");
    assert!(names(&folder.path().join("in")).iter().any(|name| name.starts_with(".congvan-")));
    let merged = merge(folder.path(), &["--zip", "in/z.zip"]);
    assert_eq!(code(&merged), 0, "{}", said(&merged));
    let mut left = names(&folder.path().join("in"));
    left.sort_unstable();
    assert_eq!(left, [".of-somebody", "z.zip"]);
}

/// What the program itself put among the results is not foreign in later runs; what somebody else put there is.
#[test]
fn files_made_of_the_results_are_not_foreign_later() {
    let folder = made(2);
    let manifest = || fs::read(folder.path().join("ra/manifest.jsonl")).expect("a manifest");
    assert_eq!(code(&merge(folder.path(), &[])), 0);
    let plain = manifest();
    for more in [&["--report", "ra/r.html", "--zip", "ra/gói/z.zip"][..], &[], &["--zip", "ra/khác.zip"], &[]] {
        let merged = merge(folder.path(), more);
        assert_eq!(code(&merged), 0, "{more:?}: {}", said(&merged));
        assert!(manifest() == plain, "{more:?}");
    }
    fs::write(folder.path().join("ra/lạ.zip"), "x").expect("a file");
    let merged = merge(folder.path(), &[]);
    assert_eq!(code(&merged), 65);
    assert!(said(&merged).contains("kế hoạch: \"lạ.zip\""), "{}", said(&merged));
}

/// The example of the README, and then the proof alone.
#[test]
fn a_whole_run_with_all_its_files_is_proved_again() {
    let folder = letters(2);
    let files = ["--merged", "ra/print.pdf", "--zip", "ra/all.zip", "--report", "ra/report.html"];
    let run = batch(folder.path(), &[&["records.csv", "--defaults", "shared.yaml", "-o", "ra"], &files[..]].concat());
    assert_eq!(code(&run), 0, "{}", said(&run));
    let merged = batch(folder.path(), &["merge", "ra/.congvan/plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&merged), 0, "{}", said(&merged));
}
