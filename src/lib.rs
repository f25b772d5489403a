//! `congvan` turns structured answers into an official Vietnamese administrative document: PDF, DOCX and XLSX from one
//! template, with its data package.
//!
//! # The way a document goes
//!
//! ```text
//!  answers.yaml/json        templates/van-ban/<kind>/    templates/rules/*.toml      data/*.csv
//!         | answers::parse        | template::load              | rules::load            | data::collect
//!         v                       v                             v                        v
//!      Answers ---validate--> ValidAnswers                    RuleSet                 Dataset
//!   (values + where they stand)      | merge <------------------|------------------------+
//!                                    v                          |
//!                                Document ---- check ----> diagnostics
//!                         (what it says: roles, text, provenance)
//!                                    | style::resolve <---------+
//!                                    v
//!                              StyledDocument  (how it looks: every length decided once)
//!                                    |
//!               +--------------------+---------------------+                 Document ----> export::xlsx
//!         export::typst                               export::docx           Dataset -----> export::package
//! ```
//!
//! [`render`] walks this way for one document and is the door for programs that embed the crate. [`model::Document`] and
//! [`style::StyledDocument`] are two types on purpose: meaning is checked, look is exported. [`style::resolve`] is the one
//! place where a role becomes a size, so PDF and DOCX cannot drift apart.
//!
//! # Modules
//!
//! In the order of their dependencies; each may use those above it and none below.
//!
//! | module | what it is |
//! |---|---|
//! | [`length`] | lengths on paper, in twips |
//! | [`vietnamese`] | numbers in figures and words, sums, dates and ordinals as offices write them; the order of lists |
//! | [`diag`] | what is wrong, where, why and what to do; views for people and programs |
//! | [`assets`] | the one door to files; the fonts and templates inside the program, templates from folders |
//! | [`facts`] | dated facts: provinces, types of documents, ministries by day |
//! | [`answers`] | what was typed: a tree of raw values with their places, from YAML or JSON |
//! | [`model`] | what a document says: components, text, tables, figures, and the answer behind each value |
//! | [`expr`] | the expressions of templates: CEL over answers and reference tables |
//! | [`rules`] | the decree as data: sizes, margins, lines, fixed words |
//! | [`template`] | a kind of document: form, figures, components, body; JSON Schema and starter file from the form |
//! | [`data`] | data files, streamed: rows, bytes, SHA-256, findings |
//! | [`validate`] | from what was typed to what is meant; every problem at once |
//! | [`merge`] | from answers to a document: Handlebars, then Markdown, then the decree's outline |
//! | [`check`] | what the decree and good typing ask of the words |
//! | [`style`] | from meaning to look, by the metrics of the typeface |
//! | [`export`] | the writers: [`typst`](export::typst) for PDF, [`docx`](export::docx), [`xlsx`](export::xlsx), [`package`](export::package) |
//! | [`render`] | the whole way of one document |
//! | [`copy`] | copies (sao y, sao lục, trích sao) of a document of ours or of any PDF |
//! | [`batch`] | many documents in one run: records, plan, shards, commit log, proof |
//! | [`preview`] | the draft in a browser while it is written: pages, form, problems |
//! | [`cli`] | the command line |
//!
//! Files are touched in [`assets`], [`batch`] and [`cli`] only, clock and environment in [`assets`] and [`cli`], standard
//! output in [`cli`] only. Typst's types stay in [`export::typst`], OOXML in [`export::docx`], Handlebars in
//! [`merge`], calamine in [`batch`], where the rows that workbooks hide are read too, lopdf there and in [`copy`], hayro in [`copy`], the network in [`preview`], clap in
//! [`cli`]. With the feature `s3`, [`batch`] reaches object storage by the network, as the environment says.
//!
//! # Example
//!
//! ```
//! use congvan::answers::Source;
//! use congvan::assets::files::Folder;
//! use congvan::diag::Problems;
//! use congvan::render::{Options, prepare};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let bytes = std::fs::read("samples/cong-van-1616/answers.yaml")?;
//! let source = Source::from_bytes("answers.yaml", &bytes).map_err(Problems)?;
//! // Data files that the answers name are read below this folder and nowhere else.
//! let folder = Folder::new("samples/cong-van-1616")?;
//!
//! let (prepared, findings) = prepare(source, &folder, &Options::default());
//! for finding in &findings {
//!     eprintln!("{finding:#}");
//! }
//! let document = prepared.ok_or("the answers have errors")?;
//! let pdf: Vec<u8> = document.pdf().map_err(Problems)?;
//! let docx: Vec<u8> = document.docx().map_err(Problems)?;
//! assert!(pdf.starts_with(b"%PDF-1.7") && docx.starts_with(b"PK"));
//! # Ok(())
//! # }
//! ```
//!
//! The answers, the templates and the rules are described in `README.md`, the terms of the decree in `docs/glossary.md`.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod answers;
pub mod assets;
pub mod batch;
pub mod check;
pub mod cli;
pub mod copy;
pub mod data;
pub mod diag;
pub mod export;
pub mod expr;
pub mod facts;
pub mod length;
pub mod merge;
pub mod model;
pub mod preview;
pub mod render;
pub mod rules;
pub mod style;
pub mod template;
pub mod validate;
pub mod vietnamese;

/// The programs in both READMEs, so that they compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../README.vi.md")]
struct Readme;
