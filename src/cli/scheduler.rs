//! Which shard a scheduler wants made.

use crate::batch::Shard;
use crate::diag::{Diagnostic, Message};

/// Where schedulers say a task's index, its first index, and how many there are.
const SCHEDULERS: [(&str, &str, &str); 3] = [
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"),
    ("JOB_COMPLETION_INDEX", "", "JOB_COMPLETIONS"),
    ("AWS_BATCH_JOB_ARRAY_INDEX", "", "AWS_BATCH_JOB_ARRAY_SIZE"),
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
    let number = |name: &str| variable(name).and_then(|text| text.trim().parse::<u64>().ok());
    for (index, first, many) in SCHEDULERS {
        let Some(index) = number(index) else { continue };
        // A part of an array begins anywhere: its own first index and count are those of the whole only where no other
        // count is given.
        let (first, count) = match count {
            Some(count) => (0, count),
            None => (number(first).unwrap_or(0), number(many).unwrap_or(0)),
        };
        let index = index.saturating_sub(first);
        return Shard::new(index, count).ok_or_else(|| wrong(&format!("{index}/{count}")));
    }
    match count {
        None | Some(1) => Ok(Shard::WHOLE),
        Some(_) => Err(wrong("?")),
    }
}

fn wrong(shard: &str) -> Diagnostic {
    let message = Message::new(
        format!("không có phần \"{shard}\": viết I/N với I từ 0 đến N-1"),
        format!("there is no shard \"{shard}\": write I/N with I from 0 to N-1"),
    );
    Diagnostic::error("batch/shard", message).hint(Message::new(
        "khi bộ lập lịch không cho biết số phần, ghi thêm --shards N",
        "where the scheduler does not say how many, add --shards N",
    ))
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
        for wrong in ["3/3", "x", "1/", "-1/2", "0/0"] {
            assert_eq!(shard(Some(wrong), None, &[]), None, "{wrong}");
        }
        assert_eq!(shard(None, Some(4), &[]), None);
    }
}
