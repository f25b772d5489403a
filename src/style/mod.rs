//! From what a document says to how it looks: the one place where a role becomes a size.

mod annex;
pub mod chart;
mod columns;
mod content;
mod context;
mod copy;
mod figures;
mod glyphs;
mod head;
mod info;
mod lines;
pub mod metrics;
mod notes;
mod opening;
mod page;
mod resolve;
#[cfg(test)]
mod sample;
mod separate;
mod signature;
mod stamps;
mod styled;
mod table;
#[cfg(test)]
mod tests;
mod words;

pub use copy::{LineWidth, copy_block, copy_line, with_copy};
pub use resolve::{resolve, resolve_in};
#[cfg(test)]
pub(crate) use sample::sample;
pub use separate::{SeparateFile, separate};
pub use styled::*;
