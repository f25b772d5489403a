//! Integration tests, one binary.

mod answers;
mod data;
mod form_rules;
mod workbook;
