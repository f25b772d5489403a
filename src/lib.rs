//! `congvan` turns structured answers into an official Vietnamese administrative document: PDF, DOCX and XLSX from one
//! template, with its data package.
pub mod answers;
pub mod diag;
pub mod expr;
pub mod length;
pub mod model;
pub mod style;
pub mod template;
pub mod validate;
