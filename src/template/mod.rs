//! Templates: what a kind of document asks for, computes and prints.
//!
//! A template is a folder of three files: `form.yaml` (every field and rule), `template.yaml` (figures, components,
//! tables, annexes) and `body.md` (the text: CommonMark with Handlebars in it). It holds content and no layout. A kind
//! whose `template.yaml` names a base says only what is its own: the rest is the base's.

mod choice;
mod compose;
mod fault;
pub mod form;
mod load;
mod manifest;
mod schema;
mod starter;

pub use choice::{Choice, named};
pub use form::Form;
#[cfg(test)]
pub(crate) use load::read;
pub use load::{Template, kinds, load, own, recognise};
pub use manifest::*;
pub use schema::schema;
pub use starter::starter;
