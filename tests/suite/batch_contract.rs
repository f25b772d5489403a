//! What a batch promises to whoever starts, kills and repeats it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use congvan::batch::{Lone, Records, Run, Shard, Store};

use crate::batch::{batch, code, files, letters, printed, said};

const PLAN: [&str; 6] = ["plan", "records.csv", "--defaults", "shared.yaml", "-o", "plan.jsonl"];

/// A folder with the plan of `count` letters, as Word files or as these formats.
fn planned(count: usize, formats: &str) -> tempfile::TempDir {
    let folder = letters(count);
    let output = batch(folder.path(), &[&PLAN[..], &["--formats", formats]].concat());
    assert_eq!(code(&output), 0, "{}", said(&output));
    folder
}

fn manifest(folder: &Path, out: &str) -> String {
    let merged = batch(folder, &["merge", "plan.jsonl", "-o", out]);
    assert_eq!(code(&merged), 0, "{}", said(&merged));
    fs::read_to_string(folder.join(out).join("manifest.jsonl")).expect("a manifest")
}

#[test]
fn any_number_of_shards_in_any_order_on_any_threads() {
    let folder = planned(70, "docx");
    let mut manifests = Vec::new();
    for (count, jobs) in [(1, "1"), (1, "2"), (2, "2"), (7, "1"), (64, "2")] {
        let out = format!("ra-{count}-{jobs}");
        let (mut made, mut order) = (0, (0..count).collect::<Vec<u32>>());
        order.reverse();
        for index in order {
            let shard = format!("{index}/{count}");
            let output = batch(folder.path(), &["render", "plan.jsonl", "--shard", &shard, "-j", jobs, "-o", &out]);
            assert_eq!(code(&output), 0, "{shard}: {}", said(&output));
            made += printed(&output).len();
        }
        assert_eq!(made, 70, "each record is of one of {count} shards");
        manifests.push(manifest(folder.path(), &out));
    }
    assert!(manifests.iter().all(|one| *one == manifests[0]));
    assert_eq!(manifests[0].lines().count(), 72);
}

/// Runs, kills, runs again; in the end the folder is that of a run that nobody disturbed.
fn killed(records: usize, kills: u64, formats: &str) {
    let folder = planned(records, formats);
    let whole = batch(folder.path(), &["render", "plan.jsonl", "-o", "yên"]);
    assert_eq!(code(&whole), 0, "{}", said(&whole));
    manifest(folder.path(), "yên");
    let (mut random, mut hits) = (0x2014_0411_u64, 0);
    for _ in 0..kills {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = Command::new(env!("CARGO_BIN_EXE_congvan"))
            .current_dir(folder.path())
            .args(["batch", "render", "plan.jsonl", "-o", "giết"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let log = folder.path().join("giết/.congvan/log/0-of-1.jsonl");
        let size = || fs::metadata(&log).map_or(0, |facts| facts.len());
        // It is killed in the midst of its work, however fast the machine is; a record has some 500 bytes in the log.
        let wanted = size() + 50 + (random >> 33) % 3000;
        let mut is_at_work = || child.try_wait().expect("a state").is_none();
        while size() < wanted && is_at_work() {
            std::thread::sleep(Duration::from_millis(1));
        }
        hits += u64::from(is_at_work());
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        half_files(&folder.path().join("giết"), &folder.path().join("yên"));
    }
    assert!(hits * 2 > kills, "most kills find it at work: {hits} of {kills}");
    let last = batch(folder.path(), &["render", "plan.jsonl", "-o", "giết"]);
    assert_eq!(code(&last), 0, "{}", said(&last));
    manifest(folder.path(), "giết");
    assert!(files(&folder.path().join("giết")) == files(&folder.path().join("yên")));
}

/// Every file that is there is whole.
fn half_files(folder: &Path, whole: &Path) {
    if folder.is_dir() {
        for (name, bytes) in files(folder) {
            assert!(fs::read(whole.join(&name)).expect("a name of the plan") == bytes, "{name} is not whole");
        }
    }
}

#[test]
fn a_dozen_kills_lose_nothing() {
    killed(150, 12, "docx,pdf");
}

/// Takes minutes: `cargo test --release --test suite kills -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn two_hundred_kills_lose_nothing() {
    killed(2000, 200, "docx,pdf");
}

#[test]
fn a_torn_line_a_damaged_file_and_a_lost_one() {
    let folder = planned(6, "docx");
    let render = ["render", "plan.jsonl", "-o", "ra"];
    assert_eq!(code(&batch(folder.path(), &render)), 0);
    let before = manifest(folder.path(), "ra");
    let log = folder.path().join("ra/.congvan/log/0-of-1.jsonl");
    // Lines come as files are written: that of the last record is made the last, and torn.
    let text = fs::read_to_string(&log).expect("a log");
    let (last, mut lines): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.contains("thư-0006.docx"));
    assert_eq!(last.len(), 1, "{text}");
    lines.extend(last);
    let text = lines.join("\n");
    fs::write(&log, &text[..text.len() - 20]).expect("a torn log");
    fs::write(folder.path().join("ra/thư-0002.docx"), "damaged").expect("a file");
    fs::remove_file(folder.path().join("ra/thư-0003.docx")).expect("a file");
    let status = batch(folder.path(), &["status", "plan.jsonl", "-o", "ra", "--json"]);
    let counts = r#"{"records":6,"made":3,"lost":1,"changed":1,"bad":0,"poison":0,"begun":1,"open":0}"#;
    assert_eq!(printed(&status), [counts]);
    let merged = batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&merged), 75, "something is missing");
    for told in [
        "chưa lập: \"thư-0006\"",
        "tệp đã bị sửa sau khi lập: \"thư-0002.docx\"",
        "tệp đã mất sau khi lập: \"thư-0003.docx\"",
    ] {
        assert!(said(&merged).contains(told), "{told}: {}", said(&merged));
    }
    // A change that keeps the size is seen by reading.
    let whole = fs::read(folder.path().join("ra/thư-0004.docx")).expect("a file");
    fs::write(folder.path().join("ra/thư-0004.docx"), vec![0; whole.len()]).expect("a file");
    let status = |more: &[&str]| batch(folder.path(), &[&["status", "plan.jsonl", "-o", "ra"], more].concat());
    assert!(printed(&status(&[]))[0].starts_with("3/6 đã lập, 1 mất tệp, 1 bị sửa tệp, 0 lỗi, 0 tạm loại, 1 đang lập"));
    assert!(printed(&status(&["--verify"]))[0].starts_with("2/6 đã lập, 1 mất tệp, 2 bị sửa tệp"));
    let again = batch(folder.path(), &render);
    assert_eq!((code(&again), printed(&again).len()), (0, 4), "{}", said(&again));
    assert_eq!(manifest(folder.path(), "ra"), before);
}

#[test]
fn merge_tells_what_is_missing_and_what_is_foreign() {
    let folder = planned(8, "docx");
    let half = batch(folder.path(), &["render", "plan.jsonl", "--shard", "0/2", "-o", "ra"]);
    assert_eq!(code(&half), 0);
    let missing = batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra", "--message-format", "json"]);
    assert_eq!(code(&missing), 75);
    let told = said(&missing).matches("batch/missing").count();
    assert_eq!(told + printed(&half).len(), 8, "{}", said(&missing));
    assert!(!folder.path().join("ra/manifest.jsonl").exists());
    // Somebody may be writing there: only what nobody has written to for long is removed, and only at the end.
    let work = folder.path().join("ra/.congvan/tmp/at-work");
    fs::write(&work, "half").expect("a file");
    assert_eq!(code(&batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra"])), 75);
    assert!(work.is_file());
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "--shard", "1/2", "-o", "ra"])), 0);
    fs::write(folder.path().join("ra/lạ.docx"), "x").expect("a foreign file");
    let foreign = batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&foreign), 65);
    assert!(said(&foreign).contains("lạ.docx"), "{}", said(&foreign));
}

#[test]
fn records_that_changed_since_the_plan_are_refused() {
    let folder = planned(3, "docx");
    let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    fs::write(folder.path().join("records.csv"), csv.replace("lần thứ 2", "lần thứ hai")).expect("records");
    let output = batch(folder.path(), &["render", "plan.jsonl", "-o", "ra", "--message-format", "json"]);
    assert_eq!(code(&output), 65);
    assert!(said(&output).contains("batch/changed") && printed(&output).len() == 2, "{}", said(&output));
    fs::write(folder.path().join("plan.jsonl"), "{}\n").expect("no plan");
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 65);
}

/// Runs a shell command in a folder with `$CONGVAN` as the program.
#[cfg(unix)]
fn shell(folder: &Path, script: &str) -> std::process::Output {
    let mut command = Command::new("bash");
    command.current_dir(folder).env("CONGVAN", env!("CARGO_BIN_EXE_congvan")).args(["-c", script]);
    command.output().expect("a shell")
}

/// A record whose file is larger than the system allows kills its process: twice, then never again.
#[cfg(unix)]
#[test]
fn a_record_that_kills_its_process_twice_is_set_aside() {
    let folder = letters(5);
    let mut csv = fs::OpenOptions::new().append(true).open(folder.path().join("records.csv")).expect("records");
    let mut noise = 7_u64;
    let mut word = || {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        format!("{:x} ", noise >> 20)
    };
    let long: String = (0..6000).map(|_| word()).collect();
    // The subject is laid out before the plan is made; the text of the letter is what the file holds.
    writeln!(csv, "thư-nặng,99,\"báo cáo {}\"", long.trim()).expect("records");
    drop(csv);
    let plan = batch(folder.path(), &[&PLAN[..], &["--formats", "docx"]].concat());
    assert_eq!(code(&plan), 0, "{}", said(&plan));
    let render = "ulimit -f 40; exec $CONGVAN batch render plan.jsonl -j 1 -o ra";
    let first = shell(folder.path(), render);
    assert_eq!(first.status.code(), None, "the first process dies: {}", said(&first));
    let second = shell(folder.path(), render);
    assert_eq!(second.status.code(), Some(65), "the second goes on: {}", said(&second));
    assert!(said(&second).contains("thư-nặng"), "{}", said(&second));
    let third = shell(folder.path(), render);
    assert_eq!((third.status.code(), printed(&third).len()), (Some(65), 0), "{}", said(&third));
    let merged = batch(folder.path(), &["merge", "plan.jsonl", "-o", "ra"]);
    assert_eq!(code(&merged), 65);
    let proof = fs::read_to_string(folder.path().join("ra/manifest.jsonl")).expect("a manifest");
    assert_eq!((proof.matches("\"poison\"").count(), proof.matches("\"outputs\"").count()), (1, 5), "{proof}");
    // Where there is room again, it is made, if one asks for it.
    let again = batch(folder.path(), &["render", "plan.jsonl", "-o", "ra", "--retry-poison"]);
    assert_eq!((code(&again), printed(&again)), (0, vec!["ra/thư-nặng.docx".to_owned()]), "{}", said(&again));
    assert_eq!(manifest(folder.path(), "ra").matches("\"outputs\"").count(), 6);
}

/// Makes the logs say of every record that it was begun, and no more.
fn only_begun(out: &Path) {
    let log = out.join(".congvan/log/0-of-1.jsonl");
    let text = fs::read_to_string(&log).expect("a log");
    let begun: Vec<&str> = text.lines().filter(|line| line.contains("\"begun\"")).collect();
    assert!(!begun.is_empty(), "{text}");
    fs::write(&log, begun.join("\n") + "\n").expect("a log");
}

#[test]
fn a_record_that_is_made_alone_is_of_the_shard_of_its_run() {
    let folder = letters(6);
    let mut csv = fs::OpenOptions::new().append(true).open(folder.path().join("records.csv")).expect("records");
    writeln!(csv, "-thư,7,báo cáo").expect("records");
    drop(csv);
    assert_eq!(code(&batch(folder.path(), &[&PLAN[..], &["--formats", "docx"]].concat())), 0);
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    let before = manifest(folder.path(), "ra");
    only_begun(&folder.path().join("ra"));
    let mut made = 0;
    for index in ["0", "1"] {
        // This scheduler does not say how many shards there are.
        let mut command = Command::new(env!("CARGO_BIN_EXE_congvan"));
        command.current_dir(folder.path()).env("JOB_COMPLETION_INDEX", index);
        let output = command.args(["batch", "render", "plan.jsonl", "--shards", "2", "-o", "ra"]).output();
        let output = output.expect("the program runs");
        assert_eq!(code(&output), 0, "{}", said(&output));
        made += printed(&output).len();
        assert!(folder.path().join(format!("ra/.congvan/log/{index}-of-2-alone.jsonl")).is_file());
    }
    assert_eq!((made, manifest(folder.path(), "ra")), (7, before));
}

/// What the other process says is held against the files.
#[test]
fn a_record_that_was_made_alone_has_its_files() {
    let folder = planned(1, "docx");
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    only_begun(&folder.path().join("ra"));
    fs::remove_file(folder.path().join("ra/thư-0001.docx")).expect("a file");
    let at = |name: &str| folder.path().join(name);
    let records = Records::open(&at("records.csv"), Some(&at("shared.yaml"))).map_err(|_| "no records").unwrap();
    let store = Store::open(&at("ra")).map_err(|_| "no folder").unwrap();
    let outcome = |fate: Lone| {
        let (plan, lone) = (at("plan.jsonl"), |_: &str| fate.clone());
        let run = Run {
            plan: &plan,
            records: &records,
            store: &store,
            shard: Shard::WHOLE,
            only: None,
            retry_poison: false,
            jobs: 1,
            lone: &lone,
        };
        congvan::batch::run(&run, &mut |_| ())
    };
    for fate in [Lone::Made(Vec::new()), Lone::Machine("full".into())] {
        let stop = outcome(fate.clone()).expect_err("no files");
        assert!(stop.is_worth_retrying, "{fate:?}: {stop:?}");
    }
    assert_eq!(outcome(Lone::Died).map(|tally| (tally.made, tally.failed)), Ok((0, 1)));
}

/// Files stop growing in the middle, as on a full disk.
#[cfg(unix)]
#[test]
fn a_full_disk_is_75_and_the_next_run_completes() {
    let folder = planned(4, "docx,pdf");
    let full = shell(folder.path(), "trap '' XFSZ; ulimit -f 20; exec $CONGVAN batch render plan.jsonl -o ra");
    assert_eq!(full.status.code(), Some(75), "{}", said(&full));
    assert!(said(&full).contains(".pdf"), "it says which file: {}", said(&full));
    assert!(files(&folder.path().join("ra")).keys().all(|name| name.ends_with(".docx")), "no half file");
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    assert_eq!(manifest(folder.path(), "ra").matches("\"outputs\"").count(), 4);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_75() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let folder = planned(2, "docx");
    let out = folder.path().join("ra");
    fs::create_dir(&out).expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("rights");
    fs::set_permissions(&out, fs::Permissions::from_mode(0o555)).expect("rights");
    // What root may do, nobody may not; the program is copied to where nobody can reach it.
    let program = folder.path().join("congvan");
    // Copied by another program: a process that another test starts meanwhile would hold the file open to be written.
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_congvan")).arg(&program).status();
    assert!(copied.expect("cp runs").success());
    let mut command = Command::new(&program);
    command.current_dir(folder.path()).args(["batch", "render", "plan.jsonl", "-o", "ra"]);
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.uid(65534).gid(65534);
    }
    let output = command.output().expect("the program runs");
    assert_eq!(code(&output), 75, "{}", said(&output));
    fs::set_permissions(&out, fs::Permissions::from_mode(0o755)).expect("rights");
    assert_eq!(code(&batch(folder.path(), &["render", "plan.jsonl", "-o", "ra"])), 0);
    assert_eq!(manifest(folder.path(), "ra").matches("\"outputs\"").count(), 2);
}
