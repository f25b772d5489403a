//! Many documents in one run: records in, files out, and the proof that none is lost or doubled.
//!
//! ```text
//!  folder, CSV, XLSX, JSON Lines --Records--> plan: each checked, keyed, hashed --run, a shard at a time--> files + log
//!                                               |                                                             |
//!                                               +------------------------- merge -----------------------------+
//!                                                                            v
//!                                                     manifest: each key once, nothing else
//! ```
//!
//! The files of a record are a function of the plan and the record's key. Each is written under a temporary name, put on
//! the disk, and renamed; then a line in the log of the shard says so. So a run may be killed at any moment and started
//! again, or be started twice at once. What a log says is believed only of files that have the hashes it names.
//!
//! A record that was begun and neither made nor refused may have ended its process, or have been in it when it was
//! killed. It is made again in a process of its own: when that dies too, the record is set aside as poison, until it is
//! asked for again. That somebody ended the process (SIGINT, SIGTERM) is not held against the record.
//!
//! ```
//! use std::path::Path;
//!
//! use congvan::batch::{self, Environment, Event, Format, Header, Lone, Records, Run, Shard, Store};
//! use congvan::diag::Problems;
//! use congvan::render::Options;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let home = tempfile::tempdir()?;
//! # let (plan, out) = (home.path().join("plan.jsonl"), home.path().join("out"));
//! # let (plan, out) = (plan.as_path(), out.as_path());
//! let (table, shared) = ("samples/departments-2014.csv", "samples/departments-2014.yaml");
//! let options = Options::default();
//! let records = Records::open(Path::new(table), Some(Path::new(shared))).map_err(Problems)?.read_as(&options);
//! let environment = Environment::new(&options, &[Format::Docx], None);
//! let header = Header::new(environment, table.to_owned(), Some(shared.to_owned()));
//! let counts = batch::plan(&records, &header, plan, 2, &mut |event| {
//!     if let Event::Checked { key, findings } = event {
//!         findings.iter().for_each(|finding| eprintln!("{key}: {finding}"));
//!     }
//! })?;
//! let store = Store::open(out)?;
//! // What ended a process before is given up rather than tried in one of its own.
//! let lone = |_: &str| Lone::Died;
//! let run = Run {
//!     plan,
//!     records: &records,
//!     store: &store,
//!     shard: Shard::WHOLE,
//!     only: None,
//!     retry_poison: false,
//!     jobs: 2,
//!     lone: &lone,
//! };
//! let tally = batch::run(&run, &mut |_| ())?;
//! let proof = batch::merge(plan, &store, &[], &mut |_| ())?;
//! assert_eq!((counts.records, tally.made, proof.made), (63, 63, 63));
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "s3")]
mod access;
mod asked;
mod beside;
#[cfg(feature = "s3")]
mod bucket;
#[cfg(feature = "s3")]
mod bucket_files;
mod cell_messages;
mod check;
mod columns;
mod edited;
mod event;
mod fetch;
mod flaw;
mod fold;
mod folder;
mod hash;
mod headings;
mod hidden;
mod keys;
mod log;
mod matched;
mod merge;
mod messages;
#[cfg(feature = "s3")]
mod pieces;
mod plan;
mod pool;
mod print;
mod record;
mod records;
mod report;
mod report_findings;
mod result_messages;
mod results;
mod rows;
mod run;
mod status;
mod store;
mod temporary;
mod tree;
mod whereabouts;
mod workbook;

pub use beside::{Beside, clashing, misnamed, no_plan, remember};
pub use check::plan;
pub use event::{Event, Tell};
pub use fetch::{Fetched, Target, fetch};
pub use flaw::{Fault, Flaw, folded};
pub(crate) use fold::{Fold, name_of, of_json};
pub use headings::headings;
pub use log::Output;
pub use merge::{MANIFEST, Merged, merge, survey};
pub use messages::elsewhere;
pub(crate) use messages::poison;
pub use plan::{Counts, Entry, Environment, Format, Header, Reader};
pub use print::merged;
pub use records::{Raw, Record, Records, is_table};
pub(crate) use report::encoded;
pub use report::report;
pub use result_messages::{nothing_made, nothing_to_print};
pub use results::zip;
pub use run::{Lone, Run, Tally, run};
pub use status::{Status, status};
pub use store::Store;
pub(crate) use store::is_address;
pub(crate) use whereabouts::placed;

use crate::diag::Diagnostic;

/// Why a batch ends before its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// What is wrong.
    pub problem: Box<Diagnostic>,
    /// Whether running again may help.
    pub is_worth_retrying: bool,
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for Stop {}

impl Stop {
    /// The input is at fault.
    pub fn data(problem: Diagnostic) -> Self {
        Stop { problem: Box::new(problem), is_worth_retrying: false }
    }

    fn machine(problem: Diagnostic) -> Self {
        Stop { problem: Box::new(problem), is_worth_retrying: true }
    }

    /// The file or folder at `path` cannot be written. There may be room and rights again; what stands in the way stays.
    fn at(path: &str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind::{AlreadyExists, IsADirectory, NotADirectory};
        match error.kind() {
            kind @ (AlreadyExists | IsADirectory | NotADirectory) => {
                Stop::data(result_messages::in_the_way(path, kind == IsADirectory))
            }
            _ => Stop::machine(result_messages::unwritable(path, error)),
        }
    }
}

/// A part of the records of a plan: those whose keys' hash leaves `index` when divided by `count`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// All records.
    pub const WHOLE: Shard = Shard { index: 0, count: 1 };

    /// The shard `index`, from 0, of `count`.
    pub fn new(index: u64, count: u64) -> Option<Self> {
        (index < count).then_some(Shard { index, count })
    }

    /// Whether the record of this key is of it.
    pub fn has(self, key: &str) -> bool {
        (hash::id([key]) % u128::from(self.count)) as u64 == self.index
    }

    /// As it is written: `3/16`.
    pub fn written(self) -> String {
        format!("{}/{}", self.index, self.count)
    }

    /// The name of its log. A record that is made alone has a log beside it.
    fn log(self, only: Option<&str>) -> String {
        let alone = if only.is_some() { "-alone" } else { "" };
        format!("{}-of-{}{alone}.jsonl", self.index, self.count)
    }
}
