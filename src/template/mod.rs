//! Templates: the form of a kind of document, and what it is made into.

pub mod form;
