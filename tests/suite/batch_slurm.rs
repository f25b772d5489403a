//! The shards of a batch as an array of a real Slurm of one node.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::process::Command;

use crate::batch::{batch, code, letters, said};
use crate::support::root;

/// Kills task 7 by Slurm in the midst of its work, the first time; the other tasks go their way. The task cannot be done
/// before it is killed: nobody reads what it prints, so that it waits after its first record, with those in hand.
const PROGRAM: &str = r#"#!/usr/bin/env bash
if [ "$SLURM_ARRAY_TASK_ID" = 7 ] && mkdir killed 2>/dev/null; then
    mkfifo full
    exec 3<>full
    dd if=/dev/zero of=full bs=4096 oflag=nonblock 2>/dev/null
    "$PROGRAM" "$@" >&3 &
    until grep -qs done out/.congvan/log/7-of-16.jsonl; do sleep 0.02; done
    scancel --signal=KILL --full "${SLURM_ARRAY_JOB_ID}_7"
    wait
    sleep 30
fi
exec "$PROGRAM" "$@"
"#;

/// So many records that the shard of task 7 has more of them than a process has in hand.
const RECORDS: usize = 400;

/// What is done at the node.
const SCRIPT: &str = r#"
set -uo pipefail
sbatch --wait --array=0-15 "$ROOT/deploy/slurm.sbatch" plan.jsonl out 16
echo "array $?"
"$PROGRAM" batch status plan.jsonl -o out --json
"$PROGRAM" batch merge plan.jsonl -o out 2>/dev/null
echo "merge $?"
sbatch --wait --array=7 "$ROOT/deploy/slurm.sbatch" plan.jsonl out 16
echo "again $?"
"$PROGRAM" batch merge plan.jsonl -o out
echo "merge $?"
"#;

#[test]
fn sixteen_tasks_one_of_them_killed_and_sent_again() {
    let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let has_slurm = ["slurmctld", "slurmd", "munged", "sbatch"].iter().all(|program| is_there(program));
    if !is_root || !has_slurm {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "no Slurm here (root and slurm-wlm)");
        println!("skipped: 1 array of Slurm (needs root and slurm-wlm)");
        return;
    }
    let folder = letters(RECORDS);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("rights");
    let plan = batch(folder.path(), &["plan", "records.csv", "--defaults", "shared.yaml", "-o", "plan.jsonl"]);
    assert_eq!(code(&plan), 0, "{}", said(&plan));
    let whole = batch(folder.path(), &["render", "plan.jsonl", "-o", "whole"]);
    assert_eq!(code(&whole), 0, "{}", said(&whole));
    assert_eq!(code(&batch(folder.path(), &["merge", "plan.jsonl", "-o", "whole"])), 0);
    let wrapper = folder.path().join("congvan.sh");
    fs::write(&wrapper, PROGRAM).expect("a program");
    fs::set_permissions(&wrapper, fs::Permissions::from_mode(0o755)).expect("rights");
    let output = Command::new(root().join("tests/slurm.sh"))
        .arg(folder.path().join("slurm"))
        .args(["bash", "-c", SCRIPT])
        .current_dir(folder.path())
        .env("ROOT", root())
        .env("PROGRAM", env!("CARGO_BIN_EXE_congvan"))
        .env("CONGVAN", &wrapper)
        .output()
        .expect("a shell");
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &said(&output);
    let logs = || {
        let logs = fs::read_dir(folder.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let logs = logs.filter(|path| path.extension().is_some_and(|ending| ending == "log"));
        logs.map(|path| fs::read_to_string(path).unwrap_or_default()).collect::<String>()
    };
    assert!(output.status.success(), "{told}");
    let lines: Vec<&str> = told.lines().collect();
    assert!(!lines.contains(&"array 0"), "one task was killed: {told}");
    assert!(folder.path().join("killed").is_dir() && lines.contains(&"merge 75"), "its records are missing: {told}");
    assert!(lines.contains(&"again 0") && lines.contains(&"merge 0"), "{told}\n{}", logs());
    let manifest = |out: &str| fs::read(folder.path().join(out).join("manifest.jsonl")).expect("a manifest");
    assert!(manifest("out") == manifest("whole"), "as if nobody had disturbed it");
}

fn is_there(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}
