//! Work on several threads with the results in order: one thread reads, workers work, the caller takes the results.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{Builder, scope};

/// Stack of a worker, in bytes: Typst's layout goes deep.
const STACK: usize = 16 << 20;
/// How many items a worker may be behind or ahead.
const AHEAD: usize = 4;

/// Runs `work` on what `read` hands over, on `jobs` threads, and gives the results to `take` in the order of reading.
/// `take` says no to end early. What `read` returns is returned.
pub(super) fn ordered<T: Send, R: Send, E: Send>(
    jobs: usize,
    read: impl FnOnce(&mut dyn FnMut(T) -> bool) -> E + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> bool,
) -> std::io::Result<E> {
    let jobs = jobs.max(1);
    let (items, waiting) = sync_channel::<(usize, T)>(jobs * AHEAD);
    let (results, done) = sync_channel::<(usize, R)>(jobs * AHEAD);
    let (waiting, ended) = (Mutex::new(waiting), AtomicBool::new(false));
    let (waiting, work, ended) = (&waiting, &work, &ended);
    scope(|scope| {
        let reader = Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
            let mut index = 0;
            read(&mut |item| {
                index += 1;
                !ended.load(Relaxed) && items.send((index - 1, item)).is_ok()
            })
        })?;
        let worker = |results: SyncSender<(usize, R)>| {
            Builder::new().stack_size(STACK).spawn_scoped(scope, move || {
                while let Some((index, item)) = next(waiting) {
                    if results.send((index, work(item))).is_err() {
                        break;
                    }
                }
            })
        };
        // One worker is enough; that there is none is a fault of the machine.
        let workers: Vec<_> = (0..jobs).map(|_| worker(results.clone())).collect();
        drop(results);
        let is_manned = workers.iter().any(Result::is_ok);
        in_order(&done, |result| is_manned && take(result));
        drop(done);
        ended.store(true, Relaxed);
        // The reader may wait to hand over an item that nobody takes any more.
        while next(waiting).is_some() {}
        workers.into_iter().find_map(Result::err).filter(|_| !is_manned).map_or(Ok(()), Err)?;
        Ok(reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Lets so many threads work at a time; others may wait for the disk meanwhile.
pub(super) struct Gate {
    free: Mutex<usize>,
    freed: Condvar,
}

impl Gate {
    pub(super) fn new(places: usize) -> Self {
        Gate { free: Mutex::new(places.max(1)), freed: Condvar::new() }
    }

    /// Waits for a place, which is free again when what is returned is dropped.
    pub(super) fn enter(&self) -> Inside<'_> {
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *self.freed.wait_while(free, |free| *free == 0).unwrap_or_else(PoisonError::into_inner) -= 1;
        Inside(self)
    }
}

/// A place behind a gate.
pub(super) struct Inside<'g>(&'g Gate);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        *self.0.free.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.0.freed.notify_one();
    }
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
            let count = ordered(jobs, read, work, |number| {
                all.push(number);
                true
            });
            assert_eq!(count.expect("threads"), 1000);
            assert_eq!(all, (0..1000).map(|number| number * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_gate_lets_so_many_in_and_out_again() {
        let (gate, inside, most) = (Gate::new(2), Mutex::new(0), Mutex::new(0));
        let work = |_| {
            let _place = gate.enter();
            let now = {
                let mut inside = inside.lock().unwrap();
                *inside += 1;
                *inside
            };
            let mut most = most.lock().unwrap();
            *most = now.max(*most);
            drop(most);
            std::thread::yield_now();
            *inside.lock().unwrap() -= 1;
        };
        let count = ordered(6, read, work, |()| true);
        assert_eq!(count.expect("threads"), 1000);
        assert!((1..=2).contains(&*most.lock().unwrap()));
    }

    #[test]
    fn an_early_end_ends_the_reader() {
        let mut all = Vec::new();
        let count = ordered(
            2,
            read,
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
