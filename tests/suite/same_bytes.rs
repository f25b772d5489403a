//! The same input gives the same bytes: twice, in another folder, with another clock, on one thread and on two.

use std::fs;
use std::path::Path;
use std::process::Command;

use congvan::answers::Source;
use congvan::assets::files::Folder;
use congvan::render::{Options, prepare};

use crate::support::{LETTER, REPORT, RULES, WITH_DATA, by, made, read, root, sample};

/// PDF, DOCX and XLSX of a sample.
fn files(base: &str) -> Vec<Vec<u8>> {
    let prepared = made(sample(base), base, &by(RULES[0]));
    vec![prepared.pdf().expect("PDF"), prepared.docx().expect("DOCX"), prepared.xlsx().expect("XLSX")]
}

fn same(one: &[Vec<u8>], other: &[Vec<u8>], what: &str) {
    for (at, name) in ["PDF", "DOCX", "XLSX"].iter().enumerate() {
        assert!(one[at] == other[at], "{name}: {what}");
    }
}

#[test]
fn twice_and_on_two_threads_at_once() {
    for base in [REPORT, LETTER, WITH_DATA] {
        let first = files(base);
        same(&first, &files(base), "a second time");
        let both = std::thread::scope(|scope| {
            [scope.spawn(|| files(base)), scope.spawn(|| files(base))].map(|thread| thread.join().expect("a thread"))
        });
        both.iter().for_each(|other| same(&first, other, "on two threads"));
    }
}

/// What the program writes for answers that lie at `path`, in an environment of its own.
fn rendered(path: &Path, output: &Path, environment: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
    command.args(["render", "-o"]).arg(output).arg(path.file_name().expect("a file name"));
    command.current_dir(path.parent().expect("a folder")).env_remove("SOURCE_DATE_EPOCH").env_remove("TZ");
    let done = command.envs(environment.iter().copied()).output().expect("the program runs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut files = Vec::new();
    everything(output, "", &mut files);
    files.sort_unstable();
    assert!(files.len() >= 3, "{files:?}", files = files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    files
}

/// Every file below a folder, the data package's among them.
fn everything(folder: &Path, name: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = format!("{name}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            everything(&entry.path(), &name, files);
        } else {
            files.push((name, fs::read(entry.path()).expect("a file")));
        }
    }
}

fn names(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn in_another_folder_with_another_clock() {
    let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
    let deep = folders[1].path().join("một thư mục/khác");
    fs::create_dir_all(&deep).expect("a folder");
    let environments: [&[(&str, &str)]; 2] =
        [&[("TZ", "UTC")], &[("TZ", "Asia/Ho_Chi_Minh"), ("SOURCE_DATE_EPOCH", "1700000000"), ("LANG", "vi_VN.UTF-8")]];
    let made: Vec<_> = [folders[0].path(), &deep]
        .iter()
        .zip(environments)
        .map(|(folder, environment)| {
            let path = folder.join("phiếu.yaml");
            fs::copy(root().join(REPORT), &path).expect("a copy");
            rendered(&path, &folder.join("ra"), environment)
        })
        .collect();
    assert_eq!(names(&made[0]), names(&made[1]));
    for ((name, one), (_, other)) in made[0].iter().zip(&made[1]) {
        assert!(one == other, "{name} differs");
    }
}

/// A document without a date takes the day given from outside, and without one never the clock's.
#[test]
fn an_undated_document_has_the_day_it_is_given() {
    let text = read(REPORT).replace("\n  date: 2014-04-11\n", "\n  date: null\n");
    let of = |file_date| {
        let options = Options { file_date, ..Options::default() };
        let folder = Folder::new(root()).expect("a folder");
        let (prepared, _) = prepare(Source::new("phieu.yaml", text.clone()), &folder, &options);
        prepared.expect("a draft").docx().expect("DOCX")
    };
    let day = |text: &str| Some(text.parse().expect("a date"));
    assert!(of(None) == of(None));
    assert!(of(day("2014-05-06")) == of(day("2014-05-06")));
    assert!(of(day("2014-05-06")) != of(None));
}
