//! From what a document says to how it looks: the one place where a role becomes a size.

pub mod metrics;
mod sample;
mod styled;

#[doc(hidden)]
pub use sample::sample;
pub use styled::*;
