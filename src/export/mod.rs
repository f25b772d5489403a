//! Writers. They read a `StyledDocument` and know nothing of each other.
pub mod typst;
