//! Rows that a workbook hides, by hand or by a filter that is on: whoever looks at the table does not see them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

type Archive = ZipArchive<BufReader<File>>;

/// The rows, from 1, that a sheet hides. A workbook that cannot be read hides nothing: why, is told where its cells are
/// read.
pub(super) fn rows(path: &Path, sheet: &str) -> HashSet<usize> {
    read(path, sheet).unwrap_or_default()
}

fn read(path: &Path, sheet: &str) -> Option<HashSet<usize>> {
    let mut archive = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let part = part(&mut archive, sheet)?;
    let (mut hidden, mut line) = (HashSet::new(), 0);
    each(&mut archive, &part, |element| {
        if element.local_name().as_ref() != "row" {
            return;
        }
        line = attribute(element, "r").and_then(|number| number.parse().ok()).unwrap_or(line + 1);
        if attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true") {
            hidden.insert(line);
        }
    })?;
    Some(hidden)
}

/// The part of the package that holds a sheet.
fn part(archive: &mut Archive, sheet: &str) -> Option<String> {
    let (mut id, mut part) = (None, None);
    each(archive, "xl/workbook.xml", |element| {
        if element.local_name().as_ref() == "sheet" && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "id");
        }
    })?;
    each(archive, "xl/_rels/workbook.xml.rels", |element| {
        if attribute(element, "Id") == id {
            part = attribute(element, "Target");
        }
    })?;
    let target = part?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// Hands over the beginning of each element of a part.
fn each(archive: &mut Archive, part: &str, mut visit: impl FnMut(&BytesStart<'_>)) -> Option<()> {
    let mut reader = Reader::from_reader(BufReader::new(archive.by_name(part).ok()?));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) => visit(&element),
            Event::Eof => return Some(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let is_it = |attribute: &Attribute<'_>| attribute.key.local_name().as_ref() == name;
    let found = attributes.with_checks(false).flatten().find(is_it)?;
    unescape(found.value.as_ref()).ok().map(Cow::into_owned)
}
