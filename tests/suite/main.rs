//! Integration tests, one binary.

mod workbook;
