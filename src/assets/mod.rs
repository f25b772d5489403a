//! The one door to the outside: files below a folder, and nothing else.

pub mod files;
