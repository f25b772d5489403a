//! Integration tests, one binary.
//!
//! References (`tests/cases/*/*.txt`, `tests/copies/*/*.txt`) are written anew by `CONGVAN_UPDATE=1 cargo test --test suite
//! -- cases copies`; read every line of the difference before committing it.

mod answers;
mod anytext;
mod batch;
mod batch_after;
mod batch_cells;
mod batch_clerk;
mod batch_contract;
mod batch_edited;
mod batch_left;
mod batch_names;
mod batch_replanned;
#[cfg(feature = "s3")]
mod batch_s3;
#[cfg(feature = "s3")]
mod batch_s3_beside;
#[cfg(feature = "s3")]
mod batch_s3_faults;
#[cfg(target_os = "linux")]
mod batch_slurm;
mod batch_table;
mod batch_unseen;
#[cfg(feature = "s3")]
mod bucket_server;
mod cases;
mod cli;
mod collation;
mod copies;
mod data;
mod drawn;
mod form_rules;
mod forms;
mod gold;
mod judges;
mod judges_batch;
mod kind_rules;
mod kinds;
mod ledger;
mod own_template;
mod page;
mod parts;
mod preview;
mod preview_changes;
mod preview_words;
mod reading;
mod references;
mod same_bytes;
mod support;
mod tidy;
mod typeset;
mod usage;
mod words;
mod workbook;
