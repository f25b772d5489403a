//! The world Typst sees: one program, one data file, the attachments and four faces. No disk, no network, no clock.

use std::sync::LazyLock;

use ttf_parser::Face;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Features, Library, LibraryExt, World};

/// What never changes from one document to the next.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    program: Source,
    data: FileId,
}

const FACES: [&[u8]; 4] = [
    include_bytes!("../../../fonts/LiberationSerif-Regular.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-Bold.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-Italic.ttf"),
    include_bytes!("../../../fonts/LiberationSerif-BoldItalic.ttf"),
];

/// The face for a look.
pub fn face(bold: bool, italic: bool) -> &'static Face<'static> {
    &PARSED[usize::from(bold) + 2 * usize::from(italic)]
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let fonts: Vec<Font> = FACES.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
    Shared {
        // The summary of a table for readers that do not see it is still behind a feature.
        library: LazyHash::new(Library::builder().with_features(Features::from_iter([Feature::A11yExtras])).build()),
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
        program: Source::new(file_id("/document.typ"), include_str!("document.typ").into()),
        data: file_id("/document.json"),
    }
});

/// Typst interns ids for ever, and has 65,535 of them: every document uses the same few paths.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// The world of one document.
pub struct DocumentWorld {
    data: Bytes,
    attachments: Vec<(FileId, Bytes)>,
}

impl DocumentWorld {
    /// From the text of `/document.json` and the bytes of the attachments, in order.
    pub fn new(json: String, attachments: impl Iterator<Item = Vec<u8>>) -> Self {
        let files = attachments.enumerate();
        let attachments =
            files.map(|(index, bytes)| (file_id(&format!("/attachment-{index}")), Bytes::new(bytes))).collect();
        DocumentWorld { data: Bytes::from_string(json), attachments }
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
        let found = self.attachments.iter().find(|(file, _)| *file == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        SHARED.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Width of a letter in em; nothing for a letter the face lacks.
pub fn advance(letter: char, bold: bool, italic: bool) -> f64 {
    let face = face(bold, italic);
    let glyph = face.glyph_index(letter);
    let units = glyph.and_then(|glyph| face.glyph_hor_advance(glyph)).unwrap_or(0);
    f64::from(units) / f64::from(face.units_per_em())
}

static PARSED: LazyLock<[Face<'static>; 4]> =
    LazyLock::new(|| FACES.map(|bytes| Face::parse(bytes, 0).expect("an embedded face")));
