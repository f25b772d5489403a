//! The data package.
