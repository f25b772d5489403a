//! Which shard a scheduler wants made.

use crate::batch::Shard;
use crate::diag::{Diagnostic, Message};

/// Where a scheduler says a task's index, its first index, how far apart they are, and how many there are.
struct Scheduler {
    index: &'static str,
    first: &'static str,
    step: &'static str,
    count: &'static str,
}

const SCHEDULERS: [Scheduler; 3] = [
    Scheduler {
        index: "SLURM_ARRAY_TASK_ID",
        first: "SLURM_ARRAY_TASK_MIN",
        step: "SLURM_ARRAY_TASK_STEP",
        count: "SLURM_ARRAY_TASK_COUNT",
    },
    Scheduler { index: "JOB_COMPLETION_INDEX", first: "", step: "", count: "JOB_COMPLETIONS" },
    Scheduler { index: "AWS_BATCH_JOB_ARRAY_INDEX", first: "", step: "", count: "AWS_BATCH_JOB_ARRAY_SIZE" },
];

/// The shard written `I/N`; else the scheduler's, with `count` where it does not say how many; else all.
pub(super) fn shard(written: Option<&str>, count: Option<u64>) -> Result<Shard, Diagnostic> {
    choose(written, count, &|name| std::env::var(name).ok())
}

fn choose(
    written: Option<&str>,
    count: Option<u64>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Shard, Diagnostic> {
    if let Some(written) = written {
        let parts = written.split_once('/').and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        return parts.and_then(|(index, count)| Shard::new(index, count)).ok_or_else(|| wrong(written));
    }
    for scheduler in SCHEDULERS {
        if let Some(said) = variable(scheduler.index).filter(|said| !said.trim().is_empty()) {
            return said_by(&scheduler, &said, count, variable);
        }
    }
    match count {
        None | Some(1) => Ok(Shard::WHOLE),
        Some(_) => Err(wrong("?")),
    }
}

/// A part of an array begins anywhere: its own first index and count are those of the whole only where no other count is
/// given.
fn said_by(
    scheduler: &Scheduler,
    said: &str,
    count: Option<u64>,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Shard, Diagnostic> {
    let number = |name: &str| variable(name).and_then(|text| text.trim().parse::<u64>().ok());
    let Ok(index) = said.trim().parse::<u64>() else { return Err(unusable(scheduler.index, said)) };
    if let Some(count) = count {
        return Shard::new(index, count).ok_or_else(|| from_zero(index, count));
    }
    let Some(count) = number(scheduler.count) else { return Err(unknown(scheduler.count)) };
    let first = number(scheduler.first).unwrap_or(0);
    // Alone in its array it may be one of another's, that is made anew.
    if count == 1 && index > 0 {
        return Err(alone(index));
    }
    let index = index.saturating_sub(first) / number(scheduler.step).unwrap_or(1).max(1);
    Shard::new(index, count).ok_or_else(|| from_zero(index, count))
}

/// A shard that cannot be told: why, and what to do.
fn refused((vi, en): (String, String), (hint_vi, hint_en): (&str, &str)) -> Diagnostic {
    Diagnostic::error("batch/shard", Message::new(vi, en)).hint(Message::new(hint_vi, hint_en))
}

fn wrong(shard: &str) -> Diagnostic {
    let message = (
        format!("không có phần \"{shard}\": viết I/N với I từ 0 đến N-1"),
        format!("there is no shard \"{shard}\": write I/N with I from 0 to N-1"),
    );
    let hint = (
        "--shards N đi cùng bộ lập lịch; không có bộ lập lịch thì ghi --shard I/N",
        "--shards N goes with a scheduler; without one write --shard I/N",
    );
    refused(message, hint)
}

fn from_zero(index: u64, count: u64) -> Diagnostic {
    let last = count.saturating_sub(1);
    let message = (
        format!("bộ lập lịch giao phần {index}, còn {count} phần thì đánh số từ 0 đến {last}"),
        format!("the scheduler gives shard {index}; {count} shards are numbered 0 to {last}"),
    );
    let hint = (
        "đánh số các phần từ 0, với Slurm: --array=0-…; hoặc xem lại --shards N",
        "number the shards from 0, for Slurm: --array=0-…; or look at --shards N",
    );
    refused(message, hint)
}

fn unusable(name: &str, said: &str) -> Diagnostic {
    let message = (
        format!("biến {name} của bộ lập lịch là \"{said}\", không phải số"),
        format!("the scheduler's variable {name} is \"{said}\", which is no number"),
    );
    refused(message, ADD)
}

fn unknown(name: &str) -> Diagnostic {
    let message = (
        format!("bộ lập lịch không cho biết số phần ({name})"),
        format!("the scheduler does not say how many shards there are ({name})"),
    );
    refused(message, ADD)
}

/// What tells the shard where the scheduler does not.
const ADD: (&str, &str) = ("ghi thêm --shards N, hoặc --shard I/N", "add --shards N, or --shard I/N");

fn alone(index: u64) -> Diagnostic {
    let message = (
        format!("mảng chỉ có một phần, mang số {index}: không biết cả thảy có bao nhiêu phần"),
        format!("the array has one task, number {index}: how many shards there are is not known"),
    );
    let hint =
        ("ghi thêm --shards N với N là số phần của lần chạy đầu", "add --shards N, with the number of the first run");
    refused(message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedulers_say_which() {
        let shard = |written: Option<&str>, count, variables: &[(&str, &str)]| {
            let of = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            choose(written, count, &of).ok()
        };
        let slurm = [("SLURM_ARRAY_TASK_ID", "4"), ("SLURM_ARRAY_TASK_MIN", "1"), ("SLURM_ARRAY_TASK_COUNT", "16")];
        assert_eq!(shard(None, None, &[]), Some(Shard::WHOLE));
        assert_eq!(shard(None, None, &slurm), Shard::new(3, 16));
        // A resubmitted task stands alone in its array: the count is the first array's.
        let again = [("SLURM_ARRAY_TASK_ID", "4"), ("SLURM_ARRAY_TASK_MIN", "4"), ("SLURM_ARRAY_TASK_COUNT", "1")];
        assert_eq!(shard(None, Some(16), &again), Shard::new(4, 16));
        assert_eq!(shard(None, Some(8), &[("JOB_COMPLETION_INDEX", "7")]), Shard::new(7, 8));
        assert_eq!(shard(None, None, &[("JOB_COMPLETION_INDEX", "7")]), None);
        assert_eq!(shard(None, Some(3), &[("AWS_BATCH_JOB_ARRAY_INDEX", "2")]), Shard::new(2, 3));
        assert_eq!(shard(Some("2/3"), None, &slurm), Shard::new(2, 3));
        let apart = [
            ("SLURM_ARRAY_TASK_ID", "4"),
            ("SLURM_ARRAY_TASK_MIN", "0"),
            ("SLURM_ARRAY_TASK_STEP", "2"),
            ("SLURM_ARRAY_TASK_COUNT", "3"),
        ];
        assert_eq!(shard(None, None, &apart), Shard::new(2, 3));
        // Nothing is made in place of what is meant.
        assert_eq!(shard(None, None, &again), None);
        assert_eq!(shard(None, None, &[("JOB_COMPLETION_INDEX", "x")]), None);
        assert_eq!(shard(None, Some(4), &[("SLURM_ARRAY_TASK_ID", "4")]), None);
        for wrong in ["3/3", "x", "1/", "-1/2", "0/0"] {
            assert_eq!(shard(Some(wrong), None, &[]), None, "{wrong}");
        }
        assert_eq!(shard(None, Some(4), &[]), None);
    }
}
