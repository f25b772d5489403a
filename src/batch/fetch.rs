//! Records and plans in object storage, brought here before they are read.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::messages;
use super::store::Store;
use crate::diag::Diagnostic;

/// A file that is read here; one from object storage lives as long as this.
pub struct Fetched {
    /// Where it is read.
    pub path: PathBuf,
    _home: Option<TempDir>,
}

/// The file or folder at `path`, or what `s3://bucket/key` holds.
pub fn fetch(path: &Path) -> Result<Fetched, Diagnostic> {
    let name = path.display().to_string();
    if !name.starts_with("s3://") {
        return Ok(Fetched { path: path.to_owned(), _home: None });
    }
    bring(path, &name).map_err(|error| messages::unreadable(&name, &error))
}

fn bring(path: &Path, name: &str) -> io::Result<Fetched> {
    let home = tempfile::tempdir()?;
    let split = || path.parent().zip(path.file_name().map(|file| file.to_string_lossy().into_owned()));
    let (above, file) = split().ok_or(io::ErrorKind::NotFound)?;
    let open = |path: &Path| Store::open(path).map_err(|problem| io::Error::other(problem.message.en));
    let target = home.path().join(&file);
    if let Some(mut object) = open(above)?.place().open(&file)? {
        io::copy(&mut object, &mut std::fs::File::create(&target)?)?;
        return Ok(Fetched { path: target, _home: Some(home) });
    }
    // No object of that name: a folder of answers.
    let (folder, mut names) = (open(Path::new(name))?, Vec::new());
    folder.place().names(&mut |name| names.push(name))?;
    std::fs::create_dir(&target)?;
    for name in names.iter().filter(|name| name.contains('.') && !name.contains('/')) {
        let bytes = folder.read(name)?;
        std::fs::File::create(target.join(name))?.write_all(&bytes)?;
    }
    Ok(Fetched { path: target, _home: Some(home) })
}
