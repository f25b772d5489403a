//! Integration tests, one binary.

mod data;
mod form_rules;
mod workbook;
