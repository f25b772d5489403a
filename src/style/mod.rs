//! From what a document says to how it looks: the one place where a role becomes a size.

pub mod metrics;
#[doc(hidden)]
pub mod sample;
mod styled;

pub use styled::*;
