//! Integration tests, one binary.

mod answers;
mod workbook;
