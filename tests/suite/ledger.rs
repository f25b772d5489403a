//! The ledger beside the rules: every clause of the decree's annexes on format has its line, and what a line names exists.

use std::collections::BTreeSet;

use regex::Regex;

use crate::support::{read, root};

const LEDGER: &str = "templates/rules/README.md";
const KEPT: [&str; 4] = ["enforced", "by construction", "author", "missing"];

/// The clauses, by the heading they stand under.
const CLAUSES: [(&str, &[&str]); 4] = [
    (
        "### Phụ lục I, Phần I: văn bản",
        &[
            "I.1",
            "I.2",
            "I.3",
            "I.4",
            "I.5",
            "I.6",
            "I.7",
            "II.1a",
            "II.1b",
            "II.2a",
            "II.2b",
            "II.3a",
            "II.3b",
            "II.3c",
            "II.4a",
            "II.4b",
            "II.4c",
            "II.5a",
            "II.5b",
            "II.6a",
            "II.6b",
            "II.6c",
            "II.6d",
            "II.6đ",
            "II.6e",
            "II.7a",
            "II.7b",
            "II.7c",
            "II.7d",
            "II.7đ",
            "II.8a",
            "II.8b",
            "II.9a",
            "II.9b",
            "II.9c",
            "II.9d",
            "III.1a",
            "III.1b",
            "III.1c",
            "III.1d",
            "III.1đ",
            "III.2a",
            "III.2b",
            "III.2c",
            "III.3",
            "III.4",
            "IV, ô 1",
            "IV, ô 2",
            "IV, ô 3",
            "IV, ô 4",
            "IV, ô 5a",
            "IV, ô 5b",
            "IV, ô 6",
            "IV, ô 7",
            "IV, ô 8",
            "IV, ô 9a",
            "IV, ô 9b",
            "IV, ô 10a",
            "IV, ô 10b",
            "IV, ô 11",
            "IV, ô 12",
            "IV, ô 13",
            "IV, ô 14",
            "V.1",
            "V.2",
            "V.3",
            "V.4",
            "V.5",
            "V.6",
            "V.7",
            "V.8",
            "V.9",
            "V.10",
            "V.11",
            "V.12",
            "V.13",
            "V.14",
            "V, footnote",
        ],
    ),
    (
        "### Phụ lục I, Phần II: bản sao",
        &[
            "hình thức",
            "bản số hóa",
            "chữ ký số",
            "đường kẻ",
            "tên cơ quan",
            "số, ký hiệu",
            "địa danh",
            "người ký",
            "nơi nhận",
            "giá trị",
        ],
    ),
    (
        "### Phụ lục II: viết hoa",
        &[
            "I", "II.1a", "II.1b", "II.2a", "II.2b", "III.1a", "III.1b", "III.1c", "III.1d", "III.1đ", "III.2a",
            "III.2b", "IV.1a", "IV.1b", "IV.2a", "IV.2b", "V.1", "V.2", "V.3", "V.4", "V.5", "V.6", "V.7", "V.8a",
            "V.8b", "V.8c", "V.9", "V.10",
        ],
    ),
    (
        "### Phụ lục III: chữ viết tắt và mẫu",
        &[
            "I",
            "mẫu 1.1",
            "mẫu 1.2",
            "mẫu 1.3",
            "mẫu 1.4",
            "mẫu 1.5",
            "mẫu 1.6",
            "mẫu 1.7",
            "mẫu 1.8",
            "mẫu 1.9",
            "mẫu 1.10",
            "mẫu 2.1",
            "mẫu 2.2",
            "mẫu 3.1",
            "mẫu 3.2",
        ],
    ),
];

/// The cells of every line of the table under `heading`.
fn lines<'a>(ledger: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let (_, text) = ledger.split_once(&format!("{heading}\n")).unwrap_or_else(|| panic!("{heading} is not there"));
    let table = text.lines().take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with("| "));
    // The head is no clause.
    table.skip(1).map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// The stretches of code in a cell.
fn code(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_clause_has_its_line() {
    let ledger = read(LEDGER);
    let mut problems = Vec::new();
    for (heading, clauses) in CLAUSES {
        let lines = lines(&ledger, heading);
        let mut there = BTreeSet::new();
        for line in &lines {
            let [clause, asks, kept, place] = line[..] else { panic!("{heading}: {line:?}") };
            if !clauses.contains(&clause) || !there.insert(clause) {
                problems.push(format!("{heading}, {clause}: no clause, or twice"));
            }
            if asks.is_empty() || place.is_empty() || !KEPT.contains(&kept) {
                problems.push(format!("{heading}, {clause}: what it asks, how it is kept or where is not said"));
            }
        }
        let missing = clauses.iter().filter(|clause| !there.contains(*clause));
        problems.extend(missing.map(|clause| format!("{heading}, {clause}: no line")));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// What a line names: files of the program and of the templates, checks, tables of the rules, roles.
#[test]
fn what_the_ledger_names_exists() {
    let (ledger, rules) = (read(LEDGER), read("templates/rules/nd30-2020.toml"));
    let checks = read("docs/checks.md");
    let exists = |name: &str| match name.split_once('/') {
        Some(("check", _)) => checks.contains(&format!("| `{name}` |")),
        Some(_)
            if name.ends_with(".rs") || name.ends_with(".md") || name.ends_with(".yaml") || name.ends_with(".csv") =>
        {
            root().join("src").join(name).exists() || root().join(name).exists()
        }
        _ if name.starts_with('[') => rules.contains(&format!("\n{name}\n")),
        _ => true,
    };
    let roles = Regex::new(r"\broles? `[a-z_]+`(, `[a-z_]+`)*").expect("a pattern");
    let mut problems = Vec::new();
    for (heading, _) in CLAUSES {
        for line in lines(&ledger, heading) {
            let place = line[3];
            let named = code(place).filter(|name| !exists(name)).map(str::to_owned);
            problems.extend(named.map(|name| format!("{heading}, {}: {name} is not there", line[0])));
            let roles = roles.captures_iter(place).flat_map(|found| code(found.get(0).expect("the match").as_str()));
            let unknown = roles.filter(|role| !rules.contains(&format!("\n{role} = {{ size")));
            problems.extend(unknown.map(|role| format!("{heading}, {}: no role {role}", line[0])));
            if line[2] == "enforced" && code(place).next().is_none() {
                problems.push(format!("{heading}, {}: enforced by nothing", line[0]));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
