//! The data files of a submission, streamed: a province's year is millions of rows and never stands in memory.
//!
//! [`scan`] reads one file once and gives its facts (rows, bytes, SHA-256) and findings. [`collect`] does it for every file
//! that the answers name and compares what was typed with what is there. No finding ever holds a value of a row: file,
//! line, column and rule only.

mod codes;
mod collect;
mod dataset;
mod field;
mod findings;
mod keys;
mod line_ends;
mod messages;
mod quotes;
mod scan;
mod schema;
mod stream;

pub use collect::collect;
pub use dataset::{DataFile, Dataset, InventoryRow};
pub use line_ends::{LineEnds, line_of};
pub use quotes::Quotes;
pub use scan::{TableFacts, digest, scan};
pub use schema::{Column, Kind, Pii, Schema, TableSchema};
pub use stream::{Form, hex};
