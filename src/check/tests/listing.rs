//! `docs/checks.md`, written from the checks and their cases.

use std::fmt::Write as _;

use super::CASES;
use crate::diag::Severity;
use crate::rules::{Check, RuleSetName, load};

const HEADER: &str = "# Checks of the words

What `congvan` looks for in a document after it is merged, beside the rules of each form. Nothing is rewritten. How much a
check matters, and the clause that its message names, stand in `[[checks]]` of `templates/rules/*.toml`; this list is written
from there and from the cases that the tests try (`CONGVAN_UPDATE=1 cargo test --lib check::`). An example in parts stands on
several lines, `/` between them.

| code | what | wrong | right | ND30 | TT01 |
|---|---|---|---|---|---|
";

fn level(check: Check, rules: RuleSetName) -> &'static str {
    match load(rules).checks.get(check).map(|rule| rule.severity) {
        Some(Severity::Error) => "error",
        Some(Severity::Warning) => "warning",
        Some(Severity::Info) => "info",
        None => "",
    }
}

fn listing() -> String {
    let mut text = HEADER.to_owned();
    for check in Check::ALL {
        let case = CASES.iter().find(|case| case.check == *check);
        let (wrong, right) = case.map_or(("", ""), |case| (case.wrong, case.right));
        let right = if right.is_empty() { String::new() } else { format!("`{right}`") };
        let wrong = if wrong.is_empty() { String::new() } else { format!("`{wrong}`") };
        let (about, code) = (check.about(), check.code());
        let (new, old) = (level(*check, RuleSetName::Nd30_2020), level(*check, RuleSetName::Tt01_2011));
        let _ = writeln!(text, "| `{code}` | {about} | {wrong} | {right} | {new} | {old} |");
    }
    text
}

#[test]
fn the_list_of_checks_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/checks.md");
    if std::env::var_os("CONGVAN_UPDATE").is_some() {
        std::fs::write(path, listing()).expect("the list is written");
    }
    let written = std::fs::read_to_string(path).expect("docs/checks.md");
    assert!(written == listing(), "docs/checks.md is not current: CONGVAN_UPDATE=1 cargo test --lib check::");
}
