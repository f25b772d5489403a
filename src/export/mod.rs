//! Writers: a document in, files out. They share their input and ignore each other.

pub mod package;
pub mod xlsx;
pub mod docx;
//! Writers. They read a `StyledDocument` and know nothing of each other.
pub mod typst;
