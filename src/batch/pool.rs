//! Work on several threads with the results in order: one thread reads, workers work, the caller takes the results.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, Scope, scope};

/// Stack of a worker, in bytes: Typst's layout goes deep.
const STACK: usize = 16 << 20;
/// How many items a worker may be behind or ahead.
const AHEAD: usize = 4;

/// How many threads do what.
#[derive(Debug, Clone, Copy)]
pub(super) struct Threads {
    /// Those that work.
    pub work: usize,
    /// Those that end what was worked on, which is waiting for the most part.
    pub end: usize,
}

/// Runs `work` on what `read` hands over, then `end` on what came of it, each on threads of its own, and gives the
/// results to `take` in the order of reading. `take` says no to end early. What `read` returns is returned.
pub(super) fn ordered<T: Send, W: Send, R: Send, E: Send>(
    threads: Threads,
    read: impl FnOnce(&mut dyn FnMut(T) -> bool) -> E + Send,
    work: impl Fn(T) -> W + Sync,
    end: impl Fn(W) -> R + Sync,
    mut take: impl FnMut(R) -> bool,
) -> std::io::Result<E> {
    let ahead = threads.work.max(1) * AHEAD;
    let (items, waiting) = sync_channel::<(usize, T)>(ahead);
    let (halves, worked) = sync_channel::<(usize, W)>(ahead);
    let (results, done) = sync_channel::<(usize, R)>(ahead);
    let (waiting, worked, ended) = (Mutex::new(waiting), Mutex::new(worked), AtomicBool::new(false));
    let (waiting, worked, work, end, ended) = (&waiting, &worked, &work, &end, &ended);
    scope(|scope| {
        let reader = Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            let mut index = 0;
            read(&mut |item| {
                index += 1;
                !ended.load(Relaxed) && items.send((index - 1, item)).is_ok()
            })
        })?;
        let started =
            [stage(scope, threads.work, waiting, work, halves), stage(scope, threads.end, worked, end, results)];
        let is_manned = started.iter().all(Result::is_ok);
        in_order(&done, |result| is_manned && take(result));
        drop(done);
        ended.store(true, Relaxed);
        if !is_manned {
            // Who is before a stage without threads waits to hand over what nobody takes.
            while next(worked).is_some() {}
            while next(waiting).is_some() {}
        }
        started.into_iter().collect::<std::io::Result<()>>()?;
        Ok(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Starts the threads of a stage. One is enough; that there is none is a fault of the machine.
fn stage<'scope, A: Send + 'scope, B: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    threads: usize,
    from: &'scope Mutex<Receiver<(usize, A)>>,
    work: &'scope (impl Fn(A) -> B + Sync),
    to: SyncSender<(usize, B)>,
) -> std::io::Result<()> {
    let start = |to: SyncSender<(usize, B)>| {
        Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            while let Some((index, item)) = next(from) {
                // What was begun is ended, also when nobody takes the results any more.
                let _ = to.send((index, work(item)));
            }
        })
    };
    let started: Vec<_> = (0..threads.max(1)).map(|_| start(to.clone())).collect();
    let is_manned = started.iter().any(Result::is_ok);
    started.into_iter().find_map(Result::err).filter(|_| !is_manned).map_or(Ok(()), Err)
}

fn next<T>(waiting: &Mutex<Receiver<T>>) -> Option<T> {
    // Held while waiting: the others wait for the same item.
    waiting.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn in_order<R>(done: &Receiver<(usize, R)>, mut take: impl FnMut(R) -> bool) {
    let (mut next, mut early) = (0, BTreeMap::new());
    for (index, result) in done {
        early.insert(index, result);
        while let Some(result) = early.remove(&next) {
            next += 1;
            if !take(result) {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(visit: &mut dyn FnMut(u32) -> bool) -> u32 {
        (0..1000).take_while(|number| visit(*number)).count() as u32
    }

    #[test]
    fn results_come_in_order() {
        for jobs in [1, 2, 5] {
            let mut all = Vec::new();
            let work = |number: u32| {
                if number.is_multiple_of(7) {
                    std::thread::yield_now();
                }
                number * 2
            };
            let count = ordered(
                Threads { work: jobs, end: jobs },
                read,
                work,
                |number| number + 1,
                |number| {
                    all.push(number);
                    true
                },
            );
            assert_eq!(count.expect("threads"), 1000);
            assert_eq!(all, (0..1000).map(|number| number * 2 + 1).collect::<Vec<_>>());
        }
    }

    #[test]
    fn an_early_end_ends_the_reader() {
        let mut all = Vec::new();
        let count = ordered(
            Threads { work: 2, end: 3 },
            read,
            |number| number,
            |number| number,
            |number| {
                all.push(number);
                number < 3
            },
        );
        assert_eq!(all, [0, 1, 2, 3]);
        assert!(count.expect("threads") <= 1000);
    }
}
