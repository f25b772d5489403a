//! Answers as clerks write them: every trap is a folder below `tests/answers` with what is said about it.
//!
//! `CONGVAN_UPDATE=1` writes the references anew.

use std::fs;
use std::path::{Path, PathBuf};

use congvan::answers::{self, Source};
use congvan::diag::{AnswerPath, Diagnostic, Lang, Severity, render_human};
use congvan::expr::Reference;
use congvan::template::form::{Form, Kind};
use congvan::template::{self, Template};
use congvan::validate::{ValidAnswers, validate};
use proptest::prelude::*;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn report() -> &'static Template {
    template::load("bao-cao-vemis").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn sample() -> String {
    fs::read_to_string(root().join("samples/binh-dinh/answers.yaml")).expect("sample")
}

/// Parses and checks a file.
fn judge(name: &str, bytes: &[u8], form: &Form, reference: &Reference) -> (Option<ValidAnswers>, Vec<Diagnostic>) {
    let source = match Source::from_bytes(name, bytes) {
        Ok(source) => source,
        Err(problems) => return (None, problems),
    };
    match answers::parse(&source) {
        Ok(answers) => validate(&answers, form, reference),
        Err(problems) => (None, problems),
    }
}

fn judge_report(text: &str) -> (Option<ValidAnswers>, Vec<Diagnostic>) {
    judge("answers.yaml", text.as_bytes(), &report().form, &report().reference)
}

/// Compares with a reference file, or writes it.
fn agree(path: &Path, found: &str) -> Result<(), String> {
    if std::env::var_os("CONGVAN_UPDATE").is_some() {
        fs::write(path, found).expect("reference is written");
        return Ok(());
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == found { Ok(()) } else { Err(format!("{}:\n{found}", path.display())) }
}

#[test]
fn traps() {
    let folder = root().join("tests/answers");
    let form = fs::read_to_string(folder.join("form.yaml")).expect("form");
    let form = Form::load("form.yaml", &form).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut cases: Vec<PathBuf> =
        fs::read_dir(&folder).expect("folder").map(|entry| entry.expect("entry").path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    let mut wrong = Vec::new();
    for case in cases {
        let name = if case.join("answers.json").exists() { "answers.json" } else { "answers.yaml" };
        let bytes = fs::read(case.join(name)).expect("answers");
        let (valid, findings) = judge(name, &bytes, &form, &Reference::default());
        assert_eq!(valid.is_none(), findings.iter().any(|finding| finding.severity == Severity::Error));
        let text = String::from_utf8_lossy(&bytes);
        let both = [Lang::Vi, Lang::En].map(|lang| render_human(&findings, &[(name, &text)], lang, false, 100));
        let shown =
            if findings.is_empty() { "Không có gì phải sửa.\n".to_owned() } else { both.join("\n---\n\n") };
        wrong.extend(agree(&case.join("diagnostics.txt"), &shown).err());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_of_100_mb_is_refused_at_once() {
    let bytes = vec![b'a'; 100 << 20];
    let (valid, findings) = judge("a.yaml", &bytes, &report().form, &report().reference);
    assert!(valid.is_none());
    assert_eq!(findings[0].code, "answers/too-large");
}

#[test]
fn the_sample_holds() {
    let (valid, findings) = judge_report(&sample());
    assert_eq!(findings, []);
    let valid = valid.expect("valid");
    let value = |path: &str| valid.data.pointer(path).cloned().unwrap_or_default();
    assert_eq!(value("/department/province_code"), "52");
    assert_eq!(value("/results/training/3/participants"), 214);
    assert_eq!(value("/document/supplement_of"), serde_json::Value::Null);
    assert_eq!(value("/data_submission/inventory/0/tables"), serde_json::json!({}));
    assert_eq!(value("/data_submission/inventory/10/archive"), serde_json::Value::Null);
    let place = valid.place(&AnswerPath::new("results.training.3.participants"));
    let span = place.span.expect("span");
    assert_eq!(&sample()[span.start..span.end], "214");
    let above = valid.place(&AnswerPath::new("results.training.3.nothing.there"));
    assert_eq!(above.path.expect("path").as_str(), "results.training.3.nothing.there");
    assert_eq!(above.span.expect("span").line, span.line);
}

#[test]
fn json_says_the_same() {
    let (valid, _) = judge_report(&sample());
    let data = valid.expect("valid").data;
    let json = format!("{data:#}");
    let (again, findings) = judge("answers.json", json.as_bytes(), &report().form, &report().reference);
    assert_eq!(findings, []);
    assert_eq!(again.expect("valid").data, data);
}

#[test]
fn what_is_left_out_is_filled_in() {
    let lines = [
        "  name: Sở",
        "  parent_body:",
        "  symbol: SGDĐT",
        "  place: Bình",
        "  format_profile:",
        "  symbol: BC-",
        "  title:",
        "  addressee:",
    ];
    let text: String = sample()
        .lines()
        .filter(|line| !lines.iter().any(|start| line.starts_with(start)))
        .map(|line| format!("{line}\n"))
        .collect();
    let (valid, findings) = judge_report(&text);
    assert_eq!(findings, []);
    let (full, _) = judge_report(&sample());
    assert_eq!(valid.expect("valid").data, full.expect("valid").data);
}

#[test]
fn rules_that_read_a_wrong_answer_say_nothing() {
    let (_, findings) =
        judge_report(&sample().replace("{total: 52,  installed: 52,", "{total: 52,  installed: 1.052,"));
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.as_ref()).collect();
    assert_eq!(codes, ["answers/thousands-mark"]);
}

#[test]
fn the_starter_can_be_filled_in() {
    for kind in template::kinds() {
        let template = template::load(kind).unwrap_or_else(|problems| panic!("{problems:#?}"));
        let text = template::starter(&template.form, &template.reference, kind, &template.manifest.title);
        assert!(text.starts_with(&format!("# yaml-language-server: $schema=./{kind}.schema.json\n")));
        let (_, findings) = judge("a.yaml", text.as_bytes(), &template.form, &template.reference);
        let odd: Vec<_> = findings
            .iter()
            .filter(|finding| !matches!(finding.code.as_ref(), "answers/missing" | "answers/empty-item"))
            .filter(|finding| !finding.code.starts_with("rule/"))
            .collect();
        assert!(odd.is_empty(), "{odd:#?}");
        let filled = fill(&text);
        let (_, findings) = judge("a.yaml", filled.as_bytes(), &template.form, &template.reference);
        let odd: Vec<_> = findings.iter().filter(|finding| !finding.code.starts_with("rule/")).collect();
        assert!(odd.is_empty(), "{odd:#?}\n{filled}");
    }
}

/// Puts the example above a key behind it; a list of plain items becomes its example.
fn fill(text: &str) -> String {
    let mut example: Option<&str> = None;
    let mut filled = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let found = line.trim().strip_prefix("# Ví dụ: ");
        filled.push_str(line);
        if let Some(example) = example.take().filter(|_| !line.starts_with('#') && line.ends_with(':')) {
            lines.next_if(|next| next.trim() == "-");
            filled.push_str(&format!(" {example}"));
        }
        example = found;
        filled.push('\n');
    }
    filled
}

#[test]
fn the_schema_knows_every_field() {
    let template = report();
    let schema = template::schema(&template.form, &template.reference);
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let (valid, _) = judge_report(&sample());
    let mut wrong = Vec::new();
    fits(&valid.expect("valid").data, &schema, "", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let modules = &schema["properties"]["results"]["properties"]["module_usage"]["items"]["properties"]["module"];
    assert_eq!(modules["enum"].as_array().map(Vec::len), Some(8));
    assert_eq!(modules["title"], "Phân hệ");
}

/// Whether a value has the type and keys that the schema says.
fn fits(value: &serde_json::Value, schema: &serde_json::Value, path: &str, wrong: &mut Vec<String>) {
    let kind = match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "boolean",
        serde_json::Value::Number(_) => "integer",
        serde_json::Value::String(_) => "string",
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| fits(item, &schema["items"], &format!("{path}[]"), wrong));
            "array"
        }
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                let below = schema["properties"].get(key).unwrap_or(&schema["additionalProperties"]);
                fits(value, below, &format!("{path}.{key}"), wrong);
            }
            "object"
        }
    };
    let allowed = match &schema["type"] {
        serde_json::Value::Array(types) => types.iter().any(|one| one == kind),
        one => one == kind,
    };
    if !allowed {
        wrong.push(format!("{path}: {kind}, not {}", schema["type"]));
    }
}

#[test]
fn every_field_has_a_label() {
    fn walk(fields: &[congvan::template::form::Field], path: &str, bare: &mut Vec<String>) {
        for field in fields {
            let path = format!("{path}.{}", field.key);
            if field.label.is_empty() || (field.label_en.is_none() && field.key != "item") {
                bare.push(path.clone());
            }
            match &field.kind {
                Kind::Group(fields) => walk(fields, &path, bare),
                Kind::List(list) => {
                    if let Kind::Group(fields) = &list.item.kind {
                        walk(fields, &path, bare);
                    }
                }
                _ => {}
            }
        }
    }
    let mut bare = Vec::new();
    walk(&report().form.fields, "", &mut bare);
    assert!(bare.is_empty(), "{bare:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_judged(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let (_, findings) = judge("a", &bytes, &report().form, &report().reference);
        let text = String::from_utf8_lossy(&bytes);
        let _ = render_human(&findings, &[("a", &text)], Lang::Vi, false, 80);
    }

    #[test]
    fn any_edit_of_the_sample_is_judged(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<char>()), 1..6)) {
        let mut characters: Vec<char> = sample().chars().collect();
        for (index, character) in edits {
            let index = index.index(characters.len());
            characters[index] = character;
        }
        let text: String = characters.into_iter().collect();
        let (_, findings) = judge_report(&text);
        prop_assert!(findings.iter().all(|finding| finding.code != "template/rule"), "{findings:#?}");
        let _ = render_human(&findings, &[("answers.yaml", &text)], Lang::En, false, 80);
    }
}
