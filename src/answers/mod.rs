//! What was typed: the answers file as a tree of raw values, each with the place it stands at.
//!
//! Nothing is interpreted here. `01`, `1.269` and `no` stay the characters that were typed, because only the form
//! knows what they are meant to be; [`crate::validate`] decides. YAML and JSON become the same tree.

mod edit;
mod foreign;
mod json;
mod node;
mod position;
mod review;
mod slips;
mod source;
mod yaml;

pub use edit::{Change, Container, Shape, Typed, edit};
pub use node::{Answers, Data, Entry, Node};
pub use position::Positions;
pub use review::TWICE;
pub use source::{MAX_BYTES, Source};

use crate::diag::Diagnostic;

/// The deepest nesting of an answers file.
pub const MAX_DEPTH: usize = 64;
/// The most values of an answers file, those that aliases repeat included.
const MAX_NODES: usize = 500_000;

/// Reads an answers file. What can be read past (a key given twice, a control character) is found in
/// [`Answers::findings`]; an `Err` means that there is no tree.
pub fn parse(source: &Source) -> Result<Answers, Vec<Diagnostic>> {
    let characters = review::characters(source);
    match read(source, &Positions::new(source.text())) {
        Ok(answers) => Ok(reviewed(answers, characters)),
        // The parser stumbles over the very characters that were found.
        Err(_) if !characters.is_empty() => Err(characters),
        Err(problems) => Err(problems),
    }
}

/// What reading `source` gives, for a text that was written from `root` and the places of whose values are known.
pub fn of_tree(source: Source, root: Node) -> Result<Answers, Vec<Diagnostic>> {
    if root.depth() >= MAX_DEPTH || root.count() > MAX_NODES {
        return parse(&source);
    }
    let characters = review::characters(&source);
    Ok(reviewed(Answers { source, root, findings: Vec::new() }, characters))
}

fn reviewed(mut answers: Answers, characters: Vec<Diagnostic>) -> Answers {
    answers.findings.extend(characters);
    answers.findings.extend(review::tree(&answers.source, &answers.root));
    answers
}

fn read(source: &Source, positions: &Positions) -> Result<Answers, Vec<Diagnostic>> {
    if !looks_like_json(source) {
        return yaml::parse(source, positions);
    }
    match json::parse(source, positions) {
        Ok(answers) => Ok(answers),
        // A YAML flow mapping may begin like JSON.
        Err(problems) if source.name().ends_with(".json") => Err(problems),
        Err(problems) => yaml::parse(source, positions).map_err(|_| problems),
    }
}

fn looks_like_json(source: &Source) -> bool {
    let text = source.text().trim_start();
    let inner = text.strip_prefix(['{', '[']).map(str::trim_start);
    source.name().ends_with(".json") || inner.is_some_and(|inner| inner.starts_with(['"', '}', ']', '{', '[']))
}

#[cfg(test)]
mod tests;
