//! `congvan` turns structured answers into an official Vietnamese administrative document: PDF, DOCX and XLSX from one
//! template, with its data package.
pub mod assets;
pub mod data;
pub mod diag;
pub mod export;
pub mod length;
pub mod model;
pub mod style;
