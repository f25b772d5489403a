//! Names that files can have on every system.

use unicode_normalization::UnicodeNormalization;

/// `name` as a file name: characters that one cannot hold become hyphens, points before it go, as they would hide the
/// file, and the names of devices get a hyphen, as Windows has no such files. Empty where nothing is left.
pub fn safe_name(name: &str) -> String {
    // Names that look alike are one: macOS writes accents as characters of their own.
    let name: String = name.nfc().filter(|letter| !is_unseen(*letter)).map(plain_space).collect();
    let name = name.trim().trim_start_matches(['.', ' ']);
    let safe: String = name.chars().map(|letter| if forbidden(letter) { '-' } else { letter }).collect();
    let stem = safe.split('.').next().unwrap_or_default();
    if is_device(stem.trim_end()) { format!("{stem}-{}", &safe[stem.len()..]) } else { safe }
}

/// Marks without width, and those that turn the direction of what follows.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn plain_space(letter: char) -> char {
    if letter.is_whitespace() && !letter.is_control() { ' ' } else { letter }
}

/// Whether Windows takes a name for a device, whatever its ending.
fn is_device(stem: &str) -> bool {
    let stem = stem.to_uppercase();
    let port = ["COM", "LPT"].iter().find_map(|port| stem.strip_prefix(port));
    let is_numbered =
        port.is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(|c| "0123456789¹²³".contains(c)));
    is_numbered || ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
}

fn forbidden(letter: char) -> bool {
    letter.is_control() || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}
