//! Results in a folder.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::store::{Journal, OWN, Place};
use super::temporary;
use crate::assets::write::keep;

pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn new(root: &Path) -> Self {
        Folder { root: root.to_owned() }
    }

    fn own(&self, name: &str) -> PathBuf {
        self.root.join(OWN).join(name)
    }
}

impl Place for Folder {
    fn prepare(&self) -> io::Result<()> {
        fs::create_dir_all(self.own("log"))?;
        fs::create_dir_all(self.own("tmp"))
    }

    fn put(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.scratch()?;
        file.write_all(bytes)?;
        self.publish(name, file)
    }

    fn publish(&self, name: &str, file: NamedTempFile) -> io::Result<()> {
        keep(file, &self.root.join(name))
    }

    fn open(&self, name: &str) -> io::Result<Option<Box<dyn Read>>> {
        match File::open(self.root.join(name)) {
            Ok(file) => Ok(Some(Box::new(file))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// A line that a death has torn is ended, so that what follows is whole.
    fn log(&self, name: &str) -> io::Result<Box<dyn Journal>> {
        let mut file = OpenOptions::new().create(true).append(true).read(true).open(self.own("log").join(name))?;
        if file.metadata()?.len() > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
            }
        }
        Ok(Box::new(file))
    }

    fn log_lines(&self, visit: &mut dyn FnMut(&[u8])) -> io::Result<()> {
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

    fn names(&self, visit: &mut dyn FnMut(String)) -> io::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let name = entry?.file_name();
            if name != OWN {
                visit(name.to_string_lossy().into_owned());
            }
        }
        Ok(())
    }

    fn sizes(&self, visit: &mut dyn FnMut(String, u64)) -> io::Result<()> {
        let entries = match fs::read_dir(&self.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => other?,
        };
        for entry in entries {
            let entry = entry?;
            // It may have gone since.
            if let Some(facts) = fs::metadata(entry.path()).ok().filter(fs::Metadata::is_file) {
                visit(entry.file_name().to_string_lossy().into_owned(), facts.len());
            }
        }
        Ok(())
    }

    fn scratch(&self) -> io::Result<NamedTempFile> {
        temporary::within(&self.own("tmp"))
    }

    fn sweep(&self) -> io::Result<()> {
        temporary::sweep(&self.own("tmp"))
    }

    fn settle(&self) -> io::Result<()> {
        if cfg!(unix) { File::open(&self.root)?.sync_all() } else { Ok(()) }
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.root)
    }
}

/// What is written is known to the system: a process may die, and its lines stay.
impl Journal for File {
    fn add(&mut self, line: &[u8], _: bool) -> io::Result<()> {
        self.write_all(line)
    }

    fn settle(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}
