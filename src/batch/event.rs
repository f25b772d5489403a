//! What happens in a batch, as it is told.

use serde::Serialize;
use serde_json::Value;

use super::log::Output;
use crate::diag::Diagnostic;

/// Takes an event.
pub type Tell<'t> = &'t mut dyn FnMut(Event);

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// A record was checked; with an error among the findings it is not made.
    Checked {
        /// Its key.
        key: String,
        /// What was found.
        findings: Vec<Diagnostic>,
    },
    /// A record was made.
    Made {
        /// Its key.
        key: String,
        /// Its files.
        outputs: Vec<Output>,
        /// What was noticed when they were written.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        findings: Vec<Value>,
    },
    /// A record was made before and its files are as they were.
    Kept {
        /// Its key.
        key: String,
    },
    /// A record could not be made.
    Failed {
        /// Its key.
        key: String,
        /// Why.
        findings: Vec<Value>,
    },
    /// A record ended the process twice and is set aside.
    Poison {
        /// Its key.
        key: String,
    },
}
