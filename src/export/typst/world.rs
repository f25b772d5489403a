//! The world Typst sees: one program, one data file, the attachments, the pictures and four faces. No disk, no network, no clock.

use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::Abs;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::face::font_file;
use crate::assets::fonts::Face;

/// What never changes from one document to the next.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    program: Source,
    data: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = Face::ALL.into_iter().flat_map(|face| Font::iter(Bytes::new(font_file(face)))).collect();
    Shared {
        library: LazyHash::new(Library::default()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        program: Source::new(file_id("/document.typ"), include_str!("document.typ").into()),
        data: file_id("/document.json"),
    }
});

/// The font of `face`, as Typst's text has it.
pub fn font(face: Face) -> FontInstance {
    static FACES: LazyLock<Vec<FontInstance>> = LazyLock::new(|| {
        let instance =
            |font: &Font| font.clone().instantiate(FontVariant::default(), Abs::zero(), &FontVariations::default());
        SHARED.fonts.iter().map(instance).collect()
    });
    FACES[face as usize].clone()
}

/// Typst interns ids for ever, and has 65,535 of them: every document uses the same few paths.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document.
pub struct DocumentWorld {
    data: Bytes,
    files: Vec<(FileId, Bytes)>,
}

impl DocumentWorld {
    /// From the text of `/document.json`, and the paths and bytes of the attachments and pictures.
    pub fn new(json: String, files: impl Iterator<Item = (String, Arc<[u8]>)>) -> Self {
        let files = files.map(|(path, bytes)| (file_id(&path), Bytes::new(bytes))).collect();
        DocumentWorld { data: Bytes::from_string(json), files }
    }
}

impl World for DocumentWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &SHARED.book
    }

    fn main(&self) -> FileId {
        SHARED.program.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.program.id() { Ok(SHARED.program.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            return Ok(self.data.clone());
        }
        let found = self.files.iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
