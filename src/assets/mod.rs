//! The one door to the outside: the files the program carries, and files of its user below one folder.

pub mod file_name;
pub mod files;
pub mod fonts;
pub mod own_template;
pub mod picture;
pub mod templates;
pub mod watch;
pub mod write;
