//! What became of each record of a plan, for those who make something of all of them.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::log::{History, Output};
use super::merge::{Fate, fate};
use super::plan::{Entry, Reader};
use super::store::Store;
use super::{Stop, temporary};
use crate::assets::files::real;
use crate::assets::write::keep;

/// Hands over each record of the plan with what became of it.
pub(super) fn each(
    plan: &Path,
    store: &Store,
    mut visit: impl FnMut(&Entry, Fate) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut plan = Reader::open_any(plan).map_err(Stop::data)?;
    let unreadable = |error: io::Error| store.stop("", &error);
    let history = History::read(store).map_err(unreadable)?;
    let environment = plan.header.environment.hash();
    while let Some(entry) = plan.read_next().map_err(Stop::data)? {
        let formats = plan.header.environment.formats.clone();
        let fate = fate(&entry, &formats, &environment, store, &history).map_err(unreadable)?;
        visit(&entry, fate)?;
    }
    Ok(())
}

/// The files of every record that was made, in the plan's order.
pub(super) fn made(
    plan: &Path,
    store: &Store,
    mut visit: impl FnMut(&Entry, &[Output]) -> Result<(), Stop>,
) -> Result<(), Stop> {
    each(plan, store, |entry, fate| match fate {
        Fate::Made(outputs) => visit(entry, &outputs),
        Fate::Refused | Fate::Failed(_) | Fate::Poison | Fate::Open | Fate::Lost(_) | Fate::Changed(_) => Ok(()),
    })
}

/// A file that is made of the results and has no name before it is whole. Among the results it has its temporary name
/// where theirs are, so that none is ever taken for one of them.
pub(super) fn begin(store: &Store, path: &Path) -> io::Result<BufWriter<NamedTempFile>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let file = match store.folder() {
        Some(results) if real(results) == real(folder) => {
            store.place().prepare()?;
            store.place().scratch()?
        }
        Some(_) | None => temporary::beside(path)?,
    };
    Ok(BufWriter::with_capacity(1 << 16, file))
}

/// Gives it its name.
pub(super) fn finish(file: BufWriter<NamedTempFile>, path: &Path) -> io::Result<()> {
    keep(file.into_inner().map_err(io::IntoInnerError::into_error)?, path)
}

/// The archive of all results, written as a stream: nothing is packed twice, PDF and DOCX are packed already.
pub fn zip(plan: &Path, store: &Store, path: &Path) -> Result<(), Stop> {
    let wrong = |error: io::Error| Stop::at(&path.display().to_string(), &error);
    let mut archive = zip::ZipWriter::new(begin(store, path).map_err(wrong)?);
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let options = options.large_file(true).last_modified_time(zip::DateTime::default());
    let mut add = |name: &str| {
        let file = store.place().open(name).and_then(|file| Ok(file.ok_or(io::ErrorKind::NotFound)?));
        let file = file.map_err(|error| store.stop(name, &error))?;
        archive.start_file(name, options).map_err(|error| wrong(error.into()))?;
        copied(file, &mut archive).map_err(
            |(is_source, error)| {
                if is_source { store.stop(name, &error) } else { wrong(error) }
            },
        )
    };
    made(plan, store, |_, outputs| outputs.iter().try_for_each(|output| add(&output.name)))?;
    let mut file = archive.finish().map_err(|error| wrong(error.into()))?;
    file.flush().and_then(|()| finish(file, path)).map_err(wrong)
}

/// Copies what `from` gives; an error is that of the source or of the target.
fn copied(mut from: impl Read, to: &mut impl Write) -> Result<(), (bool, io::Error)> {
    let mut buffer = vec![0; 1 << 16];
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => to.write_all(&buffer[..read]).map_err(|error| (false, error))?,
            Err(error) => return Err((true, error)),
        }
    }
}
