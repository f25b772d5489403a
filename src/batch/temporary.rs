//! Files under temporary names, of which those that a killed run has left are told from those of a run that goes on.
//!
//! A name holds a mark of the machine, and the file is locked as long as its process lives. So of the files of its own
//! machine whoever sweeps knows by the lock whether somebody writes. Not every file system shows the locks of other
//! machines: there the age of a file tells.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;
use std::sync::OnceLock;
use std::time::Duration;

use tempfile::{Builder, NamedTempFile};

use super::hash;

/// How names begin in folders that are not the program's own.
const NAME: &str = ".congvan-";
/// After so long nobody writes to a file under a temporary name any more: it is the time of one record.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// The mark of this machine since it was started, where locks are known to tell who lives.
fn machine() -> Option<&'static str> {
    static MARK: OnceLock<Option<String>> = OnceLock::new();
    let read = || fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
    MARK.get_or_init(|| read().map(|id| format!("{}-", &hash::hex(id.trim().as_bytes())[..12]))).as_deref()
}

/// A temporary file in a folder of the program's own.
pub(super) fn within(folder: &Path) -> io::Result<NamedTempFile> {
    begun(folder, "")
}

/// A temporary file beside `path`, which it is to become; what killed runs left there is removed.
pub(super) fn beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    swept(folder, NAME)?;
    begun(folder, NAME)
}

fn begun(folder: &Path, name: &str) -> io::Result<NamedTempFile> {
    loop {
        let Some(mark) = machine() else { return Builder::new().prefix(name).tempfile_in(folder) };
        let file = Builder::new().prefix(&format!("{name}{mark}")).tempfile_in(folder)?;
        // Where there are no locks, age tells.
        let _ = file.as_file().lock();
        // Who swept before it was locked has removed it.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Removes what deaths have left in a folder of the program's own.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    swept(folder, "")
}

/// What cannot be removed, or was removed meanwhile, harms nobody.
fn swept(folder: &Path, name: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let (file, path) = (entry.file_name(), entry.path());
        let Some(rest) = file.to_str().and_then(|file| file.strip_prefix(name)) else { continue };
        let lock = machine().filter(|mark| rest.starts_with(mark)).and_then(|_| lock(&path));
        let is_left = match &lock {
            Some(Ok(_)) => true,
            Some(Err(TryLockError::WouldBlock)) => false,
            Some(Err(TryLockError::Error(_))) | None => is_old(&path, folder),
        };
        if is_left {
            let _ = fs::remove_file(&path);
        }
    }
    Ok(())
}

/// Locks a file that nobody else has locked, as long as what is returned lives.
fn lock(path: &Path) -> Option<Result<File, TryLockError>> {
    let file = File::open(path).ok()?;
    Some(file.try_lock().map(|()| file))
}

/// How old a file is tells the file system, whose clock is the same for all machines that write to it.
fn is_old(path: &Path, folder: &Path) -> bool {
    let modified = |file: io::Result<File>| file.and_then(|file| file.metadata()?.modified());
    let (Ok(now), Ok(last)) = (modified(tempfile::tempfile_in(folder)), modified(File::open(path))) else {
        return false;
    };
    now.duration_since(last).is_ok_and(|age| age > ABANDONED)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn only_what_was_left_long_ago_is_swept_where_no_lock_tells() {
        let home = tempfile::tempdir().expect("a folder");
        for (name, age) in [("left", 2 * ABANDONED), ("at-work", ABANDONED / 2)] {
            let file = File::create(home.path().join(name)).expect("a file");
            let now = file.metadata().and_then(|facts| facts.modified()).expect("a time");
            file.set_modified(now - age).expect("its time");
        }
        sweep(home.path()).expect("sweeps");
        assert_eq!(names(home.path()), ["at-work"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_a_process_left_is_swept_and_what_one_writes_is_not() {
        let home = tempfile::tempdir().expect("a folder");
        let path = home.path().join("z.zip");
        let alive = beside(&path).expect("a file");
        let (left, left_path) = beside(&path).expect("a file").keep().expect("it stays");
        fs::write(home.path().join("of-somebody"), "x").expect("a file");
        assert_eq!(names(home.path()).len(), 3);
        // Its process has ended.
        drop(left);
        let next = beside(&path).expect("a file");
        assert!(!left_path.exists() && alive.path().exists() && next.path().exists());
        assert_eq!(names(home.path()).len(), 3, "{:?}", names(home.path()));
        let old = within(home.path()).expect("a file");
        sweep(home.path()).expect("sweeps");
        assert!(old.path().exists() && alive.path().exists());
    }
}
