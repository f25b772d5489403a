//! `congvan` turns structured answers into an official Vietnamese administrative document: PDF, DOCX and XLSX from one
//! template, with its data package.
pub mod assets;
pub mod diag;
pub mod export;
pub mod expr;
pub mod length;
pub mod merge;
pub mod model;
pub mod rules;
pub mod style;
pub mod template;
pub mod vietnamese;
