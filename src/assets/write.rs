//! Files written whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
#[cfg(unix)]
use std::sync::OnceLock;

use tempfile::{NamedTempFile, TempDir};

/// Writes `bytes` to `path`: under a temporary name beside it first, then renamed over what stands there. The folder is
/// made when it is not there. After an error the old file is as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    keep(file, path)
}

/// A folder that is gone when it is dropped.
pub fn spare_folder() -> io::Result<TempDir> {
    tempfile::tempdir()
}

/// Gives a file that was written under a temporary name its own, once it is on the disk.
pub fn keep(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    readable(&file, path)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is for its owner alone. It becomes for whom the file that it replaces was, or, where there is none,
/// for whom any new file is.
#[cfg(unix)]
fn readable(file: &NamedTempFile, path: &Path) -> io::Result<()> {
    let rights = match fs::metadata(path) {
        Ok(old) => old.permissions(),
        Err(_) => rights_of_new(file.path().parent().unwrap_or(Path::new("")))?,
    };
    file.as_file().set_permissions(rights)
}

/// The rights that the system gives a new file (umask). They are read off a file that is gone at once, one for the
/// whole run.
#[cfg(unix)]
fn rights_of_new(folder: &Path) -> io::Result<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    static RIGHTS: OnceLock<fs::Permissions> = OnceLock::new();
    if let Some(rights) = RIGHTS.get() {
        return Ok(rights.clone());
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let all = fs::Permissions::from_mode(0o666);
    let rights = tempfile::Builder::new().permissions(all).tempfile_in(folder)?.as_file().metadata()?.permissions();
    Ok(RIGHTS.get_or_init(|| rights).clone())
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile, _: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a/b.txt");
        write_whole(&path, b"one").expect("writes");
        write_whole(&path, b"two").expect("writes again");
        assert_eq!(fs::read(&path).expect("reads"), b"two");
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn rights_stay_and_a_new_file_has_the_usual_ones() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        let (usual, path) = (folder.path().join("usual"), folder.path().join("a"));
        fs::write(&usual, b"x").expect("writes");
        write_whole(&path, b"one").expect("writes");
        assert_eq!(mode(&path), mode(&usual));
        for rights in [0o600, 0o640, 0o664] {
            fs::set_permissions(&path, fs::Permissions::from_mode(rights)).expect("rights");
            write_whole(&path, b"two").expect("writes again");
            assert_eq!(mode(&path), rights);
        }
    }

    #[test]
    fn a_failure_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("taken")).expect("a folder");
        assert!(write_whole(&folder.path().join("taken"), b"x").is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
