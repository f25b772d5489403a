//! The PDF of pages laid out here, written straight from the things on them.
//!
//! The file is the one that Typst's own writer would make of the same pages, in every detail that a reader, a validator or
//! an assistive program sees: the same letters in the same places, the same structure, bookmarks, properties and attached
//! files. What makes it cheap is that the faces, which are most of a file, are made ready once for all documents. Pages with
//! pictures, charts or rare letters are left to Typst's writer, whole documents at a time.
//!
//! | module | what it is |
//! |---|---|
//! | [`fonts`], [`sfnt`] | the four faces, with subsets that documents share |
//! | [`canvas`], [`number`] | what a page draws |
//! | [`tree`], [`structure`] | the structure that readers see, grown and written |
//! | [`outline`], [`about`], [`watermark`] | bookmarks; properties, metadata, attached files; the words across pages |
//! | [`deflate`] | streams made small |
//!
//! The profiles of colours are two of the Compact ICC Profiles, which are in the public domain (CC0).

mod about;
mod canvas;
mod deflate;
mod fonts;
mod number;
mod outline;
mod sfnt;
mod structure;
mod tree;
mod watermark;

use std::sync::LazyLock;

use pdf_writer::types::{Direction, OutputIntentSubtype, TabOrder};
use pdf_writer::{Chunk, Filter, Finish, Name, Pdf, Rect, Ref, Settings, Str, TextStr};

use self::canvas::Drawn;
use self::deflate::{deflate, deflate_once};
use self::fonts::Fonts;
use self::structure::Page;
use self::tree::Tree;
use super::super::PdfOptions;
use super::super::program::Program;
use super::page::Sheet;

/// The colours of screens, which the file is meant for, and greys among them.
const PROFILE: Ref = fonts::FIRST_FREE;
const SCREEN: Ref = Ref::new(PROFILE.get() + 1);
const GREY_PROFILE: Ref = Ref::new(PROFILE.get() + 2);
const GREY: Ref = Ref::new(PROFILE.get() + 3);
/// The first object that documents number for themselves.
const OWN: Ref = Ref::new(PROFILE.get() + 4);

/// The objects that are the same in every file.
static COLORS: LazyLock<Chunk> = LazyLock::new(|| {
    let mut chunk = Chunk::with_settings(Settings { pretty: false });
    let mut profile = |reference, space: Ref, bytes: &[u8], components: i32| {
        let deflated = deflate_once(bytes);
        let mut profile = chunk.icc_profile(reference, &deflated);
        profile.n(components).range((0..components).flat_map(|_| [0.0, 1.0])).filter(Filter::FlateDecode);
        profile.finish();
        chunk.indirect(space).array().item(Name(b"ICCBased")).item(reference);
    };
    profile(PROFILE, SCREEN, include_bytes!("srgb.icc"), 3);
    profile(GREY_PROFILE, GREY, include_bytes!("grey.icc"), 1);
    chunk
});

/// The file of these sheets. `None` for what Typst must write.
pub fn file(program: &Program, options: &PdfOptions, sheets: &[Sheet]) -> Option<Vec<u8>> {
    let fonts = Fonts::of(sheets)?;
    let mut tree = Tree::new();
    let is_marked = program.watermark.is_some();
    let draw = |(at, sheet)| canvas::draw(sheet, at, is_marked, &fonts, &mut tree);
    let drawn: Vec<Drawn> = sheets.iter().enumerate().map(draw).collect::<Option<_>>()?;
    let mut writer = Writer::new(program, &fonts, &drawn);
    let pages = writer.pages(sheets, &drawn);
    let structure = structure::write(&mut writer.pdf, &mut writer.next, &tree, &pages)?;
    let pages: Vec<Ref> = pages.iter().map(|page| page.reference).collect();
    let headings = outline::headings(sheets);
    let bookmarks = outline::write(&mut writer.pdf, &mut writer.next, &headings, &pages);
    Some(writer.finish(options, pages.len(), structure, bookmarks))
}

/// Writes a file.
struct Writer<'p> {
    pdf: Pdf,
    next: Ref,
    program: &'p Program<'p>,
    /// The page tree, and what all pages draw with.
    root: Ref,
    resources: Ref,
    fonts: &'p Fonts,
    /// Length of what files with the same faces begin with.
    shared: usize,
}

impl<'p> Writer<'p> {
    fn new(program: &'p Program, fonts: &'p Fonts, drawn: &[Drawn]) -> Self {
        // Room for the faces, for streams as large as they are before they are deflated, and for the structure.
        let faces = fonts.faces().map(|(_, font)| font.chunk.len()).sum::<usize>();
        let size = faces + drawn.iter().map(|page| page.stream.len() * 2).sum::<usize>() + 32 * 1024;
        let mut pdf = Pdf::with_settings_and_capacity(Settings { pretty: false }, size);
        // First what files have alike: whoever hashes many of them need not hash it again.
        fonts.faces().for_each(|(_, font)| pdf.extend(&font.chunk));
        pdf.extend(&COLORS);
        let shared = pdf.as_bytes().len();
        let mut next = OWN;
        let [root, resources] = [(); 2].map(|()| next.bump());
        let mut writer = Writer { pdf, next, program, root, resources, fonts, shared };
        writer.resources();
        writer
    }

    /// What the pages draw with.
    fn resources(&mut self) {
        let mark = self.program.watermark.as_ref().map(|mark| (mark, self.next.bump()));
        let mut resources = self.pdf.indirect(self.resources).dict();
        resources.insert(Name(b"ColorSpace")).dict().pair(Name(b"g"), GREY).pair(Name(b"s"), SCREEN);
        let mut faces = resources.insert(Name(b"Font")).dict();
        for (face, _) in self.fonts.faces() {
            faces.pair(Name(fonts::name(face)), fonts::reference(face));
        }
        faces.finish();
        if let Some((_, reference)) = mark {
            resources.insert(Name(b"XObject")).dict().pair(Name(b"w"), reference);
        }
        resources.finish();
        if let Some((mark, reference)) = mark {
            watermark::write(&mut self.pdf, reference, mark, SCREEN);
        }
    }

    fn pages(&mut self, sheets: &[Sheet], drawn: &[Drawn]) -> Vec<Page> {
        let mut pages = Vec::with_capacity(sheets.len());
        for (at, (sheet, drawn)) in (0..).zip(sheets.iter().zip(drawn)) {
            let [reference, stream] = [(); 2].map(|()| self.next.bump());
            let mut page = self.pdf.page(reference);
            page.parent(self.root).pair(Name(b"Resources"), self.resources);
            page.media_box(Rect::new(0.0, 0.0, sheet.width as f32, sheet.height as f32)).contents(stream);
            page.struct_parents(at).tab_order(TabOrder::StructureOrder);
            page.finish();
            self.pdf.stream(stream, &deflate(&drawn.stream)).filter(Filter::FlateDecode);
            pages.push(Page { reference, height: sheet.height, contents: drawn.contents });
        }
        let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
        self.pdf.pages(self.root).count(count).kids(pages.iter().map(|page| page.reference));
        pages
    }

    fn finish(mut self, options: &PdfOptions, pages: usize, structure: Ref, bookmarks: Ref) -> Vec<u8> {
        let mut files = Vec::with_capacity(options.attachments.len());
        for file in &options.attachments {
            files.push((&file.name, about::attach(&mut self.pdf, &mut self.next, file, &self.program.date)));
        }
        files.sort_unstable();
        let [info, metadata, catalog] = [(); 3].map(|()| self.next.bump());
        about::properties(&mut self.pdf, info, self.program);
        let names = about::names(&self.pdf.as_bytes()[self.shared..]);
        about::metadata(&mut self.pdf, metadata, self.program, pages, &names);
        let [document, state] = names.map(String::into_bytes);
        self.pdf.set_file_id((document, state));
        self.catalog(catalog, metadata, structure, bookmarks, &files);
        self.pdf.finish()
    }

    fn catalog(&mut self, reference: Ref, metadata: Ref, structure: Ref, bookmarks: Ref, files: &[(&String, Ref)]) {
        let mut catalog = self.pdf.catalog(reference);
        catalog.pages(self.root).metadata(metadata).outlines(bookmarks).lang(TextStr("vi"));
        catalog.pair(Name(b"StructTreeRoot"), structure);
        catalog.mark_info().marked(true).suspects(false);
        catalog.viewer_preferences().display_doc_title(true).direction(Direction::L2R);
        let mut intents = catalog.output_intents();
        let mut intent = intents.push();
        intent.subtype(OutputIntentSubtype::PDFA).dest_output_profile(PROFILE).registry_name(TextStr(""));
        intent
            .output_condition_identifier(TextStr("Custom"))
            .output_condition(TextStr("sRGB"))
            .info(TextStr("sRGB v4.2"));
        intent.finish();
        intents.finish();
        if files.is_empty() {
            return;
        }
        let mut names = catalog.names();
        let mut tree = names.embedded_files();
        let mut entries = tree.names();
        for (name, file) in files {
            entries.insert(Str(name.as_bytes()), *file);
        }
        entries.finish();
        tree.finish();
        names.finish();
        catalog.insert(Name(b"AF")).array().items(files.iter().map(|(_, file)| *file));
    }
}
