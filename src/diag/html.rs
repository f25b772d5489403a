//! Words in a page of HTML.

/// Text as HTML, also in an attribute in double quotes: nothing of it is markup.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
