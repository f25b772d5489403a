//! The file around the parts: their names, what they are, how they are related, and the ZIP archive.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::xml::Element;
use crate::model::ImageFormat;

/// A part of the package that `word/document.xml` or the package itself is related to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Main text.
    Document,
    /// Title, author, dates.
    CoreProperties,
    /// The program that made it.
    AppProperties,
    /// Styles.
    Styles,
    /// Settings.
    Settings,
    /// Fonts.
    FontTable,
    /// Colours and fonts that Word offers.
    Theme,
    /// Header without words.
    BlankHeader,
    /// Header with the page number.
    NumberHeader,
    /// Header of the first page of a section.
    FirstHeader(usize),
    /// Footer without words.
    BlankFooter,
    /// Footer with the page number.
    NumberFooter,
    /// Footer of the first page of a section.
    FirstFooter(usize),
    /// Chú thích cuối trang.
    Footnotes,
    /// A picture, from 1.
    Picture(usize, ImageFormat),
    /// A chart, from 1.
    Chart(usize),
    /// The figures of a chart as a workbook, which only the chart is related to.
    Workbook(usize),
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/";
const OFFICE_TYPE: &str = "application/vnd.openxmlformats-officedocument.";
const WORDPROCESSING: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

impl Part {
    /// Name in the archive.
    pub fn name(self) -> Cow<'static, str> {
        let name = match self {
            Part::Document => "word/document.xml",
            Part::CoreProperties => "docProps/core.xml",
            Part::AppProperties => "docProps/app.xml",
            Part::Styles => "word/styles.xml",
            Part::Settings => "word/settings.xml",
            Part::FontTable => "word/fontTable.xml",
            Part::Theme => "word/theme/theme1.xml",
            Part::BlankHeader => "word/header1.xml",
            Part::NumberHeader => "word/header2.xml",
            Part::BlankFooter => "word/footer1.xml",
            Part::NumberFooter => "word/footer2.xml",
            Part::FirstHeader(section) => return format!("word/header{}.xml", section + 3).into(),
            Part::FirstFooter(section) => return format!("word/footer{}.xml", section + 3).into(),
            Part::Footnotes => "word/footnotes.xml",
            Part::Picture(number, ImageFormat::Png) => return format!("word/media/image{number}.png").into(),
            Part::Picture(number, ImageFormat::Jpeg) => return format!("word/media/image{number}.jpeg").into(),
            Part::Chart(number) => return format!("word/charts/chart{number}.xml").into(),
            Part::Workbook(number) => return format!("word/embeddings/Microsoft_Excel_Sheet{number}.xlsx").into(),
        };
        name.into()
    }

    /// Identifier of the relationship to it; one part, one relationship.
    pub fn id(self) -> Cow<'static, str> {
        let id = match self {
            Part::Document => "rIdDocument",
            Part::CoreProperties => "rIdCore",
            Part::AppProperties => "rIdApp",
            Part::Styles => "rIdStyles",
            Part::Settings => "rIdSettings",
            Part::FontTable => "rIdFonts",
            Part::Theme => "rIdTheme",
            Part::BlankHeader => "rIdHeader1",
            Part::NumberHeader => "rIdHeader2",
            Part::BlankFooter => "rIdFooter1",
            Part::NumberFooter => "rIdFooter2",
            Part::FirstHeader(section) => return format!("rIdHeader{}", section + 3).into(),
            Part::FirstFooter(section) => return format!("rIdFooter{}", section + 3).into(),
            Part::Footnotes => "rIdFootnotes",
            Part::Picture(number, _) => return format!("rIdPicture{number}").into(),
            Part::Chart(number) => return format!("rIdChart{number}").into(),
            Part::Workbook(number) => return format!("rIdWorkbook{number}").into(),
        };
        id.into()
    }

    fn relationship(self) -> String {
        let (base, kind) = match self {
            Part::Document => (OFFICE, "officeDocument"),
            Part::CoreProperties => (PACKAGE, "core-properties"),
            Part::AppProperties => (OFFICE, "extended-properties"),
            Part::Styles => (OFFICE, "styles"),
            Part::Settings => (OFFICE, "settings"),
            Part::FontTable => (OFFICE, "fontTable"),
            Part::Theme => (OFFICE, "theme"),
            Part::BlankHeader | Part::NumberHeader | Part::FirstHeader(_) => (OFFICE, "header"),
            Part::BlankFooter | Part::NumberFooter | Part::FirstFooter(_) => (OFFICE, "footer"),
            Part::Footnotes => (OFFICE, "footnotes"),
            Part::Picture(..) => (OFFICE, "image"),
            Part::Chart(_) => (OFFICE, "chart"),
            Part::Workbook(_) => (OFFICE, "package"),
        };
        format!("{base}{kind}")
    }

    fn content_type(self) -> String {
        let (base, kind) = match self {
            Part::Document => (WORDPROCESSING, "document.main+xml"),
            Part::CoreProperties => ("application/vnd.openxmlformats-package.", "core-properties+xml"),
            Part::AppProperties => (OFFICE_TYPE, "extended-properties+xml"),
            Part::Styles => (WORDPROCESSING, "styles+xml"),
            Part::Settings => (WORDPROCESSING, "settings+xml"),
            Part::FontTable => (WORDPROCESSING, "fontTable+xml"),
            Part::Theme => (OFFICE_TYPE, "theme+xml"),
            Part::BlankHeader | Part::NumberHeader | Part::FirstHeader(_) => (WORDPROCESSING, "header+xml"),
            Part::BlankFooter | Part::NumberFooter | Part::FirstFooter(_) => (WORDPROCESSING, "footer+xml"),
            Part::Footnotes => (WORDPROCESSING, "footnotes+xml"),
            Part::Picture(_, ImageFormat::Png) => ("image/", "png"),
            Part::Picture(_, ImageFormat::Jpeg) => ("image/", "jpeg"),
            Part::Chart(_) => (OFFICE_TYPE, "drawingml.chart+xml"),
            Part::Workbook(_) => (OFFICE_TYPE, "spreadsheetml.sheet"),
        };
        format!("{base}{kind}")
    }

    /// Whether the package refers to it.
    fn is_of_package(self) -> bool {
        matches!(self, Part::Document | Part::CoreProperties | Part::AppProperties)
    }

    /// Whether documents of a kind have it alike.
    fn is_shared(self) -> bool {
        match self {
            Part::Styles | Part::Settings | Part::FontTable | Part::Theme | Part::AppProperties => true,
            Part::BlankHeader | Part::NumberHeader | Part::BlankFooter | Part::NumberFooter => true,
            Part::Document | Part::CoreProperties | Part::FirstHeader(_) | Part::FirstFooter(_) => false,
            Part::Footnotes | Part::Picture(..) | Part::Chart(_) | Part::Workbook(_) => false,
        }
    }

    /// Whether the main text refers to it.
    fn is_of_text(self) -> bool {
        !self.is_of_package() && !matches!(self, Part::Workbook(_))
    }
}

/// The archive of `parts`, in their order, after what describes them. Fixed times, so that the same parts are the same bytes.
pub fn pack(parts: Vec<(Part, Vec<u8>)>) -> io::Result<Vec<u8>> {
    let all: Vec<Part> = parts.iter().map(|(part, _)| *part).collect();
    let mut archive = Archive::default();
    archive.add_shared("[Content_Types].xml", content_types(&all).to_part()?)?;
    let of_package = relationships(all.iter().filter(|part| part.is_of_package()), "");
    archive.add_shared("_rels/.rels", of_package.to_part()?)?;
    let of_text = relationships(all.iter().filter(|part| part.is_of_text()), "word/");
    archive.add_shared("word/_rels/document.xml.rels", of_text.to_part()?)?;
    for part in &all {
        if let Part::Workbook(number) = part {
            let of_chart = relationships([part].into_iter(), "").to_part()?;
            archive.add(&format!("word/charts/_rels/chart{number}.xml.rels"), &of_chart)?;
        }
    }
    for (part, bytes) in parts {
        if part.is_shared() {
            archive.add_shared(&part.name(), bytes)?;
        } else {
            archive.add(&part.name(), &bytes)?;
        }
    }
    archive.finish()
}

/// How hard files are compressed: the main text takes half the time of the usual 6 and becomes a fifteenth larger.
const LEVEL: i64 = 3;
/// Files below so many bytes are not compressed: making ready for it costs as much as the main text takes.
const SMALL: usize = 1024;
/// How many files of one name are kept compressed.
const MOST_KEPT: usize = 4;

/// A file, and the archive that holds it alone.
type Kept = (Vec<u8>, Vec<u8>);

thread_local! {
    /// Files that documents of a kind have alike, by their names.
    static KEPT: RefCell<HashMap<String, Vec<Kept>>> = RefCell::default();
}

/// A ZIP archive with fixed times.
pub struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Archive {
    fn default() -> Self {
        Archive(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Archive {
    /// Adds a file.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
        let options = if bytes.len() < SMALL {
            options.compression_method(CompressionMethod::Stored)
        } else {
            options.compression_method(CompressionMethod::Deflated).compression_level(Some(LEVEL))
        };
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)
    }

    /// Adds a file that the next document is likely to have too: it is compressed once. The bytes are those of
    /// [`Archive::add`].
    fn add_shared(&mut self, name: &str, bytes: Vec<u8>) -> io::Result<()> {
        KEPT.with_borrow_mut(|kept| {
            let kept = kept.entry(name.to_owned()).or_default();
            let at = kept.iter().position(|(known, _)| *known == bytes);
            let at = at.map_or_else(|| keep(kept, bytes), Ok)?;
            let mut alone = ZipArchive::new(Cursor::new(kept[at].1.as_slice()))?;
            self.0.raw_copy_file_rename(alone.by_index_raw(0)?, name)?;
            Ok(())
        })
    }

    /// Its bytes.
    pub fn finish(self) -> io::Result<Vec<u8>> {
        Ok(self.0.finish()?.into_inner())
    }
}

/// Compresses a file that is not known yet; the oldest makes room for it.
fn keep(kept: &mut Vec<Kept>, bytes: Vec<u8>) -> io::Result<usize> {
    let mut alone = Archive::default();
    alone.add("", &bytes)?;
    if kept.len() == MOST_KEPT {
        kept.remove(0);
    }
    kept.push((bytes, alone.finish()?));
    Ok(kept.len() - 1)
}

fn target(part: Part, folder: &str) -> String {
    match part {
        Part::Workbook(_) => format!("/{}", part.name()),
        _ => part.name().trim_start_matches(folder).to_owned(),
    }
}

fn content_types(parts: &[Part]) -> Element {
    let default = |extension, kind| Element::new("Default").with("Extension", extension).with("ContentType", kind);
    let overrides = parts.iter().map(|part| {
        Element::new("Override").attr("PartName", format!("/{}", part.name())).attr("ContentType", part.content_type())
    });
    Element::new("Types")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
        .child(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .child(default("xml", "application/xml"))
        .children(overrides)
}

/// Relationships to parts, their names relative to `folder`; a chart's workbook is named from the root.
fn relationships<'a>(parts: impl Iterator<Item = &'a Part>, folder: &str) -> Element {
    let relationships = parts.map(|part| {
        Element::new("Relationship")
            .attr("Id", part.id())
            .attr("Type", part.relationship())
            .attr("Target", target(*part, folder))
    });
    Element::new("Relationships")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
        .children(relationships)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_kept_is_the_same_file() {
        for turn in 0..2 * MOST_KEPT + 1 {
            let (mut plain, mut kept) = (Archive::default(), Archive::default());
            for name in ["word/styles.xml", "word/theme/theme1.xml", "word/header1.xml"] {
                let bytes = format!("{name} {}", turn % (MOST_KEPT + 1)).repeat(400).into_bytes();
                plain.add(name, &bytes).unwrap();
                kept.add_shared(name, bytes).unwrap();
            }
            assert!(plain.finish().unwrap() == kept.finish().unwrap());
        }
        assert!(KEPT.with_borrow(|kept| kept.values().all(|kept| kept.len() <= MOST_KEPT)));
    }
}
