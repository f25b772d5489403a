//! What comes from outside the program's logic: the files it carries, and the files it reads.

pub mod fonts;
pub mod templates;
