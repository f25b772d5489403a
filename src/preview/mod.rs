//! The draft in a browser while it is written: pages as they will be printed, the form of its answers, every problem.
//!
//! One thread reads the answers files, checks them and draws the pages ([`desk`]); another answers the browser
//! ([`server`]). The page in the browser is plain modules and style sheets that the program carries (`web`); nothing
//! is fetched from elsewhere. What the form changes is written into the answers file at the place of the value
//! (`writing`), never over a change that was made elsewhere.
//!
//! A browser on the same machine may run the pages of strangers. So each start has a token that stands in the address,
//! the host and the origin of each request are looked at, and a request names documents by number and never by path
//! ([`guard`]).

mod book;
mod compare;
pub mod desk;
mod download;
mod form;
pub mod guard;
mod making;
mod once;
pub mod server;
mod sheet;
mod shelf;
mod web;
mod writing;

pub use book::{Book, MOST_RECORDS};
pub use once::{OnceFile, once};
pub use server::{Setup, serve};
pub use sheet::Sheet;
pub use shelf::Shelf;

/// Stack of a thread that makes documents, in bytes: Typst's layout goes deep.
const STACK: usize = 16 << 20;
