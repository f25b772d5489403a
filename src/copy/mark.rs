//! What a copy of ours carries where no page shows it: that it is a copy, of which kind, and of which bytes (page-piece
//! dictionary of the catalog, ISO 32000-1, 14.5). PDF/A admits it in every part, and readers leave it alone.

use chrono::NaiveDateTime;
use lopdf::{Dictionary, Document, Object, StringFormat, dictionary};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};
use sha2::{Digest, Sha256};

use super::original::dictionary;
use crate::model::{CopyForm, CopyKind, DocumentCopy};

/// The name of our part.
const OURS: &str = "Congvan";

/// What a copy says that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Hình thức sao.
    pub kind: CopyKind,
    /// On paper or as a signed file.
    pub form: CopyForm,
}

/// The mark of the document with this `root`.
pub fn mark(document: &Document, root: &Dictionary) -> Option<Mark> {
    let pieces = dictionary(document, root, b"PieceInfo")?;
    let ours = dictionary(document, dictionary(document, pieces, OURS.as_bytes())?, b"Private")?;
    Some(Mark { kind: read(ours, b"Kind")?, form: read(ours, b"Form")? })
}

fn read<'de, T: Deserialize<'de>>(ours: &'de Dictionary, key: &[u8]) -> Option<T> {
    let name: &'de str = std::str::from_utf8(ours.get(key).ok()?.as_name().ok()?).ok()?;
    let name: StrDeserializer<'de, Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

/// The page-piece dictionary of `root` with the mark of `copy` in it. `original` are the bytes that it was stamped on, where
/// it was stamped.
pub fn marked(
    document: &Document,
    root: &Dictionary,
    copy: &DocumentCopy,
    moment: NaiveDateTime,
    original: Option<&[u8]>,
) -> Dictionary {
    let mut ours = dictionary! { "Kind" => copy.kind.as_str(), "Form" => copy.form.as_str() };
    if let Some(bytes) = original {
        ours.set("OriginalLength", bytes.len() as i64);
        ours.set("OriginalSHA256", Object::String(Sha256::digest(bytes).to_vec(), StringFormat::Hexadecimal));
    }
    let mut pieces = dictionary(document, root, b"PieceInfo").cloned().unwrap_or_default();
    let modified = Object::string_literal(format!("D:{}+07'00'", moment.format("%Y%m%d%H%M%S")));
    pieces.set(OURS, dictionary! { "LastModified" => modified, "Private" => ours });
    pieces
}
