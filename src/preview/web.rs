//! The page: its modules and styles, as the program carries them.

/// A file of the page: media type and content.
pub type WebFile = (&'static str, &'static [u8]);

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const JS: &str = "text/javascript; charset=utf-8";

macro_rules! web {
    ($kind:ident, $name:literal) => {
        Some(($kind, include_bytes!(concat!("web/", $name))))
    };
}

/// The file of a name.
pub fn file(name: &str) -> Option<WebFile> {
    match name {
        "index.html" => web!(HTML, "index.html"),
        "style.css" => web!(CSS, "style.css"),
        "icon.svg" => web!(SVG, "icon.svg"),
        "app.js" => web!(JS, "app.js"),
        "words.js" => web!(JS, "words.js"),
        "tools.js" => web!(JS, "tools.js"),
        "pages.js" => web!(JS, "pages.js"),
        "form.js" => web!(JS, "form.js"),
        "cells.js" => web!(JS, "cells.js"),
        "speech.js" => web!(JS, "speech.js"),
        "fields.js" => web!(JS, "fields.js"),
        "panels.js" => web!(JS, "panels.js"),
        "many.js" => web!(JS, "many.js"),
        "compare.js" => web!(JS, "compare.js"),
        _ => None,
    }
}
