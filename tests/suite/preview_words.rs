//! What the preview tells: of texts that were pasted, and of what figures rest on.

use congvan::diag::{Diagnostic, Severity};
use congvan::render::{Options, prepare};
use serde_json::{Value, json};

use crate::support::{LETTER, REPORT, changed, folder, made, sample};

/// What is found in a sample with changes.
fn findings(base: &str, changes: &[(&str, Value)]) -> Vec<Diagnostic> {
    prepare(changed(base, changes), &folder(base), &Options::default()).1
}

/// `1.<tab>Rà soát`, as Word gives an item of a list; a cell of a table that was pasted.
#[test]
fn a_tab_is_an_odd_blank() {
    let table = json!({ "caption": "Thiết bị", "columns": ["Nội\tdung"], "rows": [["Máy\t tính"]] });
    let changes = [("content.items.0.text", json!("1.\tRà soát")), ("content.blocks", json!([{ "table": table }]))];
    let found = findings(LETTER, &changes);
    let paths = ["content.items.0.text", "content.blocks.0.table.columns.0", "content.blocks.0.table.rows.0.0"];
    let tabs = found.iter().filter(|one| one.code == "answers/odd-space");
    let places: Vec<_> =
        tabs.map(|one| one.place.clone().and_then(|place| place.path).expect("a path").to_string()).collect();
    assert_eq!(places, paths);
    assert!(found.iter().all(|one| one.severity != Severity::Error), "{found:#?}");
    let words = format!("{:?}", made(changed(LETTER, &changes), LETTER, &Options::default()).document);
    assert!(words.contains("Máy tính") && words.contains("Nội dung") && !words.contains("\\t"));
}

/// What a figure over intermediate tables is computed from are the answers below those.
#[test]
fn a_figure_names_the_answers_beneath_others() {
    let document = made(sample(REPORT), REPORT, &Options::default()).document;
    let sources = |id: &str| -> Vec<String> {
        let figure = document.figures.iter().find(|figure| figure.id == id).expect("a figure");
        figure.sources.iter().map(ToString::to_string).collect()
    };
    let levels = ["tieu_hoc", "thcs", "thpt"];
    let of_rows = |level: &str| {
        [format!("results.module_count_distribution.{level}"), format!("results.schools.{level}.installed")]
    };
    let beneath =
        [vec!["results.module_count_distribution".to_owned()], levels.into_iter().flat_map(of_rows).collect()].concat();
    assert_eq!(sources("three_or_more"), beneath);
    assert_eq!(sources("modules_per_school"), [beneath, vec!["results.schools".to_owned()]].concat());
    assert_eq!(sources("core_count"), ["results.module_usage"]);
    let all = document.figures.iter().flat_map(|figure| &figure.sources);
    assert_eq!(all.filter(|path| path.as_str().starts_with("figures.")).count(), 0);
}
