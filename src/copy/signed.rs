//! Digital signatures in a PDF, and what they let be done to it.

use lopdf::{Dictionary, Document, Object};

use super::original::{dictionary, get};

/// How a PDF is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// It is not.
    No,
    /// By so many signatures that forbid nothing.
    Approved(usize),
    /// By its author, who forbids every change of its pages (DocMDP).
    Certified,
}

/// The signatures of the document with this `root`. A field that waits for a signature is none.
pub fn signed(document: &Document, root: &Dictionary) -> Signed {
    if dictionary(document, root, b"Perms").is_some_and(|permissions| permissions.has(b"DocMDP")) {
        return Signed::Certified;
    }
    let dictionaries = || document.objects.values().filter_map(|object| object.as_dict().ok());
    let in_field = |field: &&Dictionary| field.get(b"V").and_then(Object::as_dict).is_ok_and(covers);
    match dictionaries().filter(|it| covers(it) || in_field(it)).count() {
        0 if announced(document, root) && dictionaries().any(is_filled) => Signed::Approved(1),
        0 => Signed::No,
        count => Signed::Approved(count),
    }
}

/// A signature covers a range of bytes.
fn covers(dictionary: &Dictionary) -> bool {
    dictionary.has(b"ByteRange")
}

/// The form says that signatures exist.
fn announced(document: &Document, root: &Dictionary) -> bool {
    let flags = dictionary(document, root, b"AcroForm").map(|form| get(document, form, b"SigFlags").as_i64());
    flags.is_some_and(|flags| flags.is_ok_and(|flags| flags & 1 == 1))
}

/// A field for a signature that has one, even one that could not be read.
fn is_filled(field: &Dictionary) -> bool {
    field.get(b"FT").and_then(Object::as_name).is_ok_and(|kind| kind == b"Sig") && field.has(b"V")
}
