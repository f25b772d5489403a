//! What the file says of itself: properties, metadata, attached files.

use pdf_writer::types::AssociationKind;
use pdf_writer::{Chunk, Date, Filter, Finish, Name, Pdf, Ref, Str, TextStr};
use sha2::{Digest, Sha256};

use super::super::super::program::{Day, Program};
use super::super::super::{Attachment, Relationship};
use super::deflate::deflate;

/// The program that writes.
const PROGRAM: &str = concat!("congvan ", env!("CARGO_PKG_VERSION"));

fn date(day: &Day) -> Date {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    let date = Date::new(u16::try_from(day.year).unwrap_or(0)).month(part(day.month)).day(part(day.day));
    date.hour(0).minute(0).second(0).utc_offset_hour(0)
}

/// Writes the properties.
pub fn properties(pdf: &mut Pdf, reference: Ref, program: &Program) {
    let mut info = pdf.document_info(reference);
    info.title(TextStr(program.title)).author(TextStr(program.author)).creator(TextStr(PROGRAM));
    if !program.subject.is_empty() {
        info.subject(TextStr(program.subject));
    }
    info.modified_date(date(&program.date)).creation_date(date(&program.date));
}

/// Names of a file: of the document, and of this state of it. They change with `content` and with nothing else.
pub fn names(content: &[u8]) -> [String; 2] {
    let hash = Sha256::digest(content);
    let name = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let (document, state) = hash.split_at(16);
    [name(document), name(state)]
}

/// Writes the metadata of a file of so many `pages`.
pub fn metadata(chunk: &mut Chunk, reference: Ref, program: &Program, pages: usize, [document, state]: &[String; 2]) {
    const TEMPLATE: &str = include_str!("metadata.xml");
    let Day { year, month, day } = program.date;
    let mut text = String::with_capacity(TEMPLATE.len() + 1024);
    for (at, part) in TEMPLATE.split(['{', '}']).enumerate() {
        match part {
            _ if at % 2 == 0 => text.push_str(part),
            "title" => escape(&mut text, program.title),
            "description" if program.subject.is_empty() => {}
            "description" => {
                text.push_str("<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">");
                escape(&mut text, program.subject);
                text.push_str("</rdf:li></rdf:Alt></dc:description>");
            }
            "author" => escape(&mut text, program.author),
            "program" => text.push_str(PROGRAM),
            "date" => text.push_str(&format!("{year:04}-{month:02}-{day:02}T00:00:00Z")),
            "instance" => text.push_str(state),
            "document" => text.push_str(document),
            _ => text.push_str(&pages.to_string()),
        }
    }
    chunk.metadata(reference, text.as_bytes());
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            _ => out.push(letter),
        }
    }
}

/// Writes an attached file: its bytes and what is said of it.
pub fn attach(chunk: &mut Chunk, next: &mut Ref, file: &Attachment, day: &Day) -> Ref {
    let [bytes, reference] = [(); 2].map(|()| next.bump());
    let deflated = deflate(&file.bytes);
    // What hardly becomes smaller stays as it is.
    let is_deflated = deflated.len() * 4 <= file.bytes.len() * 3;
    let mut stream = chunk.embedded_file(bytes, if is_deflated { &deflated } else { &file.bytes });
    if is_deflated {
        stream.filter(Filter::FlateDecode);
    }
    stream.subtype(Name(file.mime.as_bytes()));
    let size = i32::try_from(file.bytes.len()).unwrap_or(i32::MAX);
    stream.params().size(size).modification_date(date(day));
    stream.finish();
    let mut said = chunk.file_spec(reference);
    said.path(Str(file.name.as_bytes())).unic_file(TextStr(&file.name)).description(TextStr(&file.description));
    said.insert(Name(b"EF")).dict().pair(Name(b"F"), bytes).pair(Name(b"UF"), bytes);
    said.association_kind(match file.relationship {
        Relationship::Source => AssociationKind::Source,
        Relationship::Data => AssociationKind::Data,
        Relationship::Supplement => AssociationKind::Supplement,
    });
    reference
}
