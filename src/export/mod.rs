//! Writers: a document in, files out. They read what they are given and know nothing of each other.

pub mod docx;
pub mod package;
pub mod typst;
pub mod xlsx;
