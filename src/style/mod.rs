//! From what a document says to how it looks: the one place where a role becomes a size.

mod annex;
mod columns;
mod content;
mod context;
mod glyphs;
mod head;
mod lines;
pub mod metrics;
mod sample;
mod opening;
mod page;
mod resolve;
mod signature;
pub mod metrics;
mod sample;
mod styled;
mod table;
mod words;

#[doc(hidden)]
pub use sample::sample;
pub use resolve::resolve;
pub use styled::*;
