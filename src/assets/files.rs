//! Reading and writing below one folder.
//!
//! A path in an answers file is a request by whoever wrote the file. It is relative, uses `/`, never climbs, and what it
//! leads to through symbolic links must still lie below the folder.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Component, Path, PathBuf};

use tempfile::TempDir;

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The path is absolute, climbs with `..`, or leads out of the folder through a link.
    Outside,
    /// Nothing is there.
    Missing,
    /// Something is there, but no ordinary file (or folder, where one is meant).
    WrongKind,
    /// The system refused; its reason.
    System(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Refusal::Outside => "the path leads out of the folder",
            Refusal::Missing => "nothing is there",
            Refusal::WrongKind => "it is not of the kind that is meant (file or folder)",
            Refusal::System(reason) => reason,
        })
    }
}

impl std::error::Error for Refusal {}

/// Files below one folder, named by relative paths.
pub trait Files {
    /// Opens the file at `path` for one pass.
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal>;
    /// Size in bytes.
    fn len(&self, path: &str) -> Result<u64, Refusal>;
    /// The files below the folder at `path`.
    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal>;
}

/// A folder of the file system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Absolute, without links.
    root: PathBuf,
}

impl Folder {
    /// The folder at `root`.
    pub fn new(root: impl AsRef<Path>) -> Result<Self, Refusal> {
        let root = root.as_ref();
        let root = if root.as_os_str().is_empty() { Path::new(".") } else { root };
        let root = root.canonicalize().map_err(|fault| refusal(&fault))?;
        if root.is_dir() { Ok(Folder { root }) } else { Err(Refusal::WrongKind) }
    }

    /// Its path, absolute and without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Its name; empty for the root of a file system.
    pub fn name(&self) -> String {
        self.root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn resolve(&self, path: &str) -> Result<PathBuf, Refusal> {
        if !is_relative(path) {
            return Err(Refusal::Outside);
        }
        let found = self.root.join(path).canonicalize().map_err(|fault| refusal(&fault))?;
        if found.starts_with(&self.root) { Ok(found) } else { Err(Refusal::Outside) }
    }

    fn file(&self, path: &str) -> Result<PathBuf, Refusal> {
        let found = self.resolve(path)?;
        if found.is_file() { Ok(found) } else { Err(Refusal::WrongKind) }
    }
}

impl Files for Folder {
    fn open(&self, path: &str) -> Result<Box<dyn Read>, Refusal> {
        let file = File::open(self.file(path)?).map_err(|fault| refusal(&fault))?;
        Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
    }

    fn len(&self, path: &str) -> Result<u64, Refusal> {
        Ok(fs::metadata(self.file(path)?).map_err(|fault| refusal(&fault))?.len())
    }

    fn below(&self, path: &str) -> Result<Box<dyn Files>, Refusal> {
        Ok(Box::new(Folder::new(self.resolve(path)?)?))
    }
}

/// A relative path of plain names with `/` between them, on every system.
pub fn is_relative(path: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    !path.is_empty() && !path.contains(['\\', ':', '\0']) && Path::new(path).components().all(plain)
}

/// The bytes of the file at `path`, at most `limit` and one more, which tells that there are too many.
pub fn read_most(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    most(File::open(path)?, limit)
}

/// What `input` gives, at most `limit` bytes and one more.
pub fn most(input: impl Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The path from the root without links, also where its end is not there yet.
pub fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(whole), ..) => whole,
        (Err(_), Some(folder), Some(name)) => real(folder).join(name),
        (Err(_), ..) => path.to_owned(),
    }
}

fn refusal(fault: &io::Error) -> Refusal {
    match fault.kind() {
        io::ErrorKind::NotFound => Refusal::Missing,
        _ => Refusal::System(fault.to_string()),
    }
}

/// A folder in the making: files go to a temporary name beside the wanted one, and [`NewFolder::finish`] gives it its
/// name. Dropped before that, it leaves nothing.
#[derive(Debug)]
pub struct NewFolder {
    parent: PathBuf,
    name: String,
    made: TempDir,
}

impl NewFolder {
    /// Begins the folder `name` in `parent`, which is made if need be. What already has that name is replaced only where
    /// it holds the file `mark`, as every folder of this kind does: a folder of the user's own is
    /// [`io::ErrorKind::AlreadyExists`].
    pub fn begin(parent: impl AsRef<Path>, name: &str, mark: &str) -> io::Result<Self> {
        let parent = parent.as_ref();
        if !is_relative(name) || name.contains('/') {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a plain folder name"));
        }
        let target = parent.join(name);
        if fs::symlink_metadata(&target).is_ok() && !target.join(mark).is_file() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::create_dir_all(parent)?;
        let made = tempfile::Builder::new().prefix(&format!(".{name}.")).tempdir_in(parent)?;
        fs::create_dir(made.path().join(name))?;
        Ok(NewFolder { parent: parent.to_owned(), name: name.to_owned(), made })
    }

    /// A new file at `path` in the folder; flush it when done.
    pub fn create(&self, path: &str) -> io::Result<BufWriter<File>> {
        if !is_relative(path) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a path below the folder"));
        }
        let path = self.made.path().join(&self.name).join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(BufWriter::new(File::create_new(path)?))
    }

    /// Writes the whole file at `path`.
    pub fn write(&self, path: &str, content: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        file.write_all(content)?;
        file.flush()
    }

    /// Gives the folder its name. One that already has it is put aside first and comes back if anything fails.
    pub fn finish(self) -> io::Result<PathBuf> {
        let target = self.parent.join(&self.name);
        let aside = self.made.path().join("aside");
        let replaced = fs::symlink_metadata(&target).is_ok();
        if replaced {
            fs::rename(&target, &aside)?;
        }
        if let Err(fault) = fs::rename(self.made.path().join(&self.name), &target) {
            if replaced {
                fs::rename(&aside, &target)?;
            }
            return Err(fault);
        }
        Ok(target)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_climb_or_are_absolute() {
        for path in ["../a", "a/../../b", "/etc/passwd", "", "a\\b", "C:/x", "a\0b"] {
            assert!(!is_relative(path), "{path:?}");
        }
        assert!(is_relative("hoc_sinh/lop_hoc.csv"));
    }

    #[cfg(unix)]
    #[test]
    fn one_place_has_one_path() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("a")).unwrap();
        std::os::unix::fs::symlink("a", home.path().join("b")).unwrap();
        let none = real(&home.path().join("a/new/file"));
        assert!(none.is_absolute() && none.ends_with("a/new/file"));
        assert_eq!(real(&home.path().join("b/../b/new/./file")), none);
        assert_eq!(real(Path::new("")), real(Path::new(".")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_folder_is_refused() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("data")).unwrap();
        fs::write(home.path().join("secret.csv"), "x").unwrap();
        std::os::unix::fs::symlink("../secret.csv", home.path().join("data/out.csv")).unwrap();
        std::os::unix::fs::symlink("..", home.path().join("data/up")).unwrap();
        let data = Folder::new(home.path()).unwrap().below("data").unwrap();
        assert_eq!(data.open("out.csv").err(), Some(Refusal::Outside));
        assert_eq!(data.open("up/secret.csv").err(), Some(Refusal::Outside));
        assert_eq!(data.open("none.csv").err(), Some(Refusal::Missing));
        assert_eq!(data.open(".").err(), Some(Refusal::WrongKind));
    }

    #[test]
    fn a_folder_is_replaced_whole_or_not_at_all() {
        let home = tempfile::tempdir().unwrap();
        for content in ["one", "two"] {
            let new = NewFolder::begin(home.path(), "bag", "a/b.txt").unwrap();
            new.write("a/b.txt", content.as_bytes()).unwrap();
            new.finish().unwrap();
        }
        drop(NewFolder::begin(home.path(), "bag", "a/b.txt").unwrap());
        assert_eq!(fs::read_to_string(home.path().join("bag/a/b.txt")).unwrap(), "two");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
    #[test]
    fn a_folder_of_another_kind_is_never_replaced() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join("bag")).unwrap();
        fs::write(home.path().join("bag/notes.txt"), "mine").unwrap();
        let refused = NewFolder::begin(home.path(), "bag", "a/b.txt").unwrap_err();
        assert_eq!(refused.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(home.path().join("bag/notes.txt")).unwrap(), "mine");
    }
}
