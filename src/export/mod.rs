//! Writers: a document in, files out. They share their input and ignore each other.

pub mod package;
pub mod xlsx;
