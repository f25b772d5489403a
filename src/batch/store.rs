//! The folder of results: files that are whole or not there, and logs that only grow.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::hash;
use crate::assets::write::keep;

/// Our own folder among the results.
pub const OWN: &str = ".congvan";

/// A folder of results.
pub struct Store {
    root: PathBuf,
}

impl Store {
    /// The folder at `root`.
    pub fn new(root: &Path) -> Self {
        Store { root: root.to_owned() }
    }

    /// Makes what is not there yet.
    pub fn prepare(&self) -> io::Result<()> {
        fs::create_dir_all(self.own("log"))?;
        fs::create_dir_all(self.own("tmp"))
    }

    /// The path of a result.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A path in our own folder.
    pub fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }

    /// Writes a result: under a temporary name, to the disk, then under its own name.
    pub fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(self.own("tmp"))?;
        file.write_all(bytes)?;
        keep(file, &self.path(name))
    }

    /// SHA-256 and size of a result, where it is there.
    pub fn hash(&self, name: &str) -> io::Result<Option<(String, u64)>> {
        match File::open(self.path(name)) {
            Ok(file) => hash::of_stream(file).map(Some),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Opens a log to add to. A line that a death has torn is ended, so that what follows is whole.
    pub fn log(&self, name: &str) -> io::Result<File> {
        let mut file = OpenOptions::new().create(true).append(true).read(true).open(self.own("log").join(name))?;
        if file.metadata()?.len() > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
            }
        }
        Ok(file)
    }

    /// Hands over every line of every log, those of one log in their order; a torn line as it is.
    pub fn log_lines(&self, mut visit: impl FnMut(&[u8])) -> io::Result<()> {
        let entries = match fs::read_dir(self.own("log")) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        };
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
        paths.sort_unstable();
        for path in paths {
            let mut lines = BufReader::with_capacity(1 << 16, File::open(path)?);
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line)? > 0 {
                visit(&line);
                line.clear();
            }
        }
        Ok(())
    }

    /// The names in the folder, but for our own.
    pub fn names(&self, mut visit: impl FnMut(String)) -> io::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            if name != OWN {
                visit(name.to_string_lossy().into_owned());
            }
        }
        Ok(())
    }

    /// Removes what deaths have left under temporary names.
    pub fn sweep(&self) -> io::Result<()> {
        match fs::read_dir(self.own("tmp")) {
            Ok(entries) => entries.flatten().try_for_each(|entry| fs::remove_file(entry.path())),
            Err(_) => Ok(()),
        }
    }

    /// Puts the names of the results on the disk.
    pub fn settle(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.root)?.sync_all() } else { Ok(()) }
    }
}
