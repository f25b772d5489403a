//! Integration tests, one binary.

mod form_rules;
mod workbook;
