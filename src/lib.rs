//! `congvan` turns structured answers into an official Vietnamese administrative document: PDF, DOCX and XLSX from one
//! template, with its data package.
pub mod answers;
pub mod assets;
pub mod check;
pub mod cli;
pub mod data;
pub mod diag;
pub mod export;
pub mod expr;
pub mod length;
pub mod merge;
pub mod model;
pub mod render;
pub mod rules;
pub mod style;
pub mod template;
pub mod validate;
pub mod vietnamese;
