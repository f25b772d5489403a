//! Answers as clerks write them: every trap is a folder below `tests/answers` with what is said about it.
//!
//! `CONGVAN_UPDATE=1` writes the references anew.

use std::collections::BTreeSet;
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

/// For each rule of the form a change of the sample that breaks it: what to replace, by what.
const BREAKS: &[(&str, &str, &str)] = &[
    ("letter/bases-before-letter", "date: 2012-12-28, issuing", "date: 2014-12-28, issuing"),
    ("letter/received-after-letter", "received_date: 2014-04-02", "received_date: 2014-03-02"),
    ("letter/deadline-after-letter", "deadline_before: 2014-04-15", "deadline_before: 2014-03-15"),
    ("department/known-province", "province_code: \"52\"", "province_code: \"53\""),
    ("department/name-of-province", "name: Sở Giáo dục và Đào tạo Bình Định", "name: Sở GDĐT Bình Định"),
    ("department/parent-of-province", "tỉnh Bình Định\n  symbol", "tỉnh Gia Lai\n  symbol"),
    ("department/place-of-province", "place: Bình Định", "place: Quy Nhơn"),
    ("department/symbol-of-province", "  symbol: SGDĐT\n", "  symbol: SGD\n"),
    ("document/symbol-of-form", "form: bao_cao ", "form: cong_van "),
    ("document/date-after-letter", "date: 2014-04-11\n  title", "date: 2014-03-11\n  title"),
    ("document/before-deadline", "date: 2014-04-11\n  title", "date: 2014-04-15\n  title"),
    ("document/profile-of-date", "format_profile: tt01_2011", "format_profile: nd30_2020"),
    ("document/authority-of-signer", "authority: KT. GIÁM ĐỐC", "authority: null"),
    ("document/first-recipient", "{name: Như trên, purpose: null}", "{name: Bộ Giáo dục và Đào tạo}"),
    ("document/file-copy-not-recipient", "{name: UBND tỉnh, purpose: để báo cáo}", "{name: \"Lưu: VT\"}"),
    ("document/archive-begins-with-vt", "codes: [VT, KHTC]", "codes: [KHTC, VT]"),
    ("document/supplement-of-another", "supplement_of: null", "supplement_of: 328/BC-SGDĐT"),
    ("commitment/reason-when-stopped", "directive_continued: true", "directive_continued: false"),
    (
        "commitment/decision-among-directives",
        "decision: {reference_number: 512/QĐ-SGDĐT, date: 2012-07-09}",
        "decision: {reference_number: 512/QĐ-SGDĐT, date: 2012-07-10}",
    ),
    (
        "commitment/plan-among-directives",
        "plan: {reference_number: 41/KH-SGDĐT",
        "plan: {reference_number: 42/KH-SGDĐT",
    ),
    ("commitment/action-is-sentence", "mỗi học kỳ.", "mỗi học kỳ"),
    ("commitment/next-step-in-future", "due: 2014-06-15", "due: 2014-04-01"),
    ("results/as-of-before-document", "as_of: 2014-03-31", "as_of: 2014-04-30"),
    ("results/divisions-within-total", "using_aggregation_tool: 9", "using_aggregation_tool: 12"),
    ("results/divisions-of-province", "divisions: {total: 11,", "divisions: {total: 10,"),
    ("results/no-divisions-today", "admin_units_as_of: 2014-04-01", "admin_units_as_of: 2025-08-01"),
    ("schools/installed-within-total", "{total: 52,  installed: 52,", "{total: 52,  installed: 53,"),
    ("schools/class-size", "pupils: 55286", "pupils: 552860"),
    ("directives/since-decision", "date: 2012-03-05", "date: 2012-01-05"),
    ("directives/before-document", "date: 2014-04-02, kind", "date: 2014-05-02, kind"),
    ("training/dates-in-order", "end: 2012-08-24", "end: 2012-08-14"),
    ("training/before-as-of", "end: 2014-02-26", "end: 2014-04-26"),
    ("training/rounds-without-gap", "{round: 5,", "{round: 6,"),
    (
        "usage/core-within-installed",
        "{module: hoc_sinh,          tieu_hoc: 214",
        "{module: hoc_sinh,          tieu_hoc: 222",
    ),
    (
        "usage/stand-alone-within-total",
        "{module: nhan_su,           tieu_hoc: 240",
        "{module: nhan_su,           tieu_hoc: 241",
    ),
    (
        "usage/every-module",
        "    - {module: giam_sat_danh_gia, tieu_hoc: 20,  thcs: 18,  thpt: 11, since: \"2013-2014\"}\n",
        "",
    ),
    ("distribution/sum-is-installed", "tieu_hoc: {\"1\": 60", "tieu_hoc: {\"1\": 61"),
    ("distribution/modules-add-up", "tieu_hoc: {\"1\": 60, \"2\": 64", "tieu_hoc: {\"1\": 61, \"2\": 63"),
    ("contact/free-mail", "khtc@sogd-mau.example", "khtc.binhdinh@gmail.com"),
    ("contact/phone-area-code", "phones: [\"056.3000001\"]", "phones: [\"04.38000001\"]"),
    ("issues/none-is-said", "  difficulties:\n", "  difficulties: []\n  unused:\n"),
    ("issues/none-is-true", "issues:\n", "issues:\n  none: true\n"),
    (
        "issues/affected-within-schools",
        "levels: [thcs, thpt], affected_schools: 61",
        "levels: [thpt], affected_schools: 61",
    ),
    ("issues/resolves-exists", "resolves: [KK5]", "resolves: [KK5, KK9]"),
    ("issues/difficulty-resolved", "resolves: [KK5]", "resolves: [KK1]"),
    ("data/first-year", "school_years: [\"2012-2013\", \"2013-2014\"]", "school_years: [\"2013-2014\"]"),
    ("data/year-is-listed", "school_years: [\"2012-2013\", \"2013-2014\"]", "school_years: [\"2012-2013\"]"),
    (
        "data/every-used-module",
        "since: \"2013-2014\"}\n    - {module: thu_vien",
        "since: \"2012-2013\"}\n    - {module: thu_vien",
    ),
    (
        "data/cutoff-in-year",
        "cutoff: 2013-05-31\n      status: nop_mot_phan\n      units_expected: 407",
        "cutoff: 2013-08-31\n      status: nop_mot_phan\n      units_expected: 407",
    ),
    ("data/submitted-within-expected", "units_submitted: 392", "units_submitted: 408"),
    ("data/all-submitted", "units_submitted: 132", "units_submitted: 131"),
    ("data/partly-submitted", "units_submitted: 251", "units_submitted: 265"),
    (
        "data/not-submitted",
        "units_expected: 49\n      units_submitted: 0",
        "units_expected: 49\n      units_submitted: 1",
    ),
    (
        "data/reason-when-not-submitted",
        "      reason: \"Đang rà soát bộ chỉ số, nộp bổ sung trước ngày 15/6/2014\"\n",
        "",
    ),
    (
        "data/archive-given",
        "      archive: {file: giang_day_2013-2014_hk1.zip, format: vemis_export, bytes: 9437184, sha256: \"4682a03f9affd599cc5e398c19ec272245a11ed401e83a1232604563ba7acb24\"}\n",
        "",
    ),
    ("data/archive-size-given", "bytes: 9437184, ", ""),
    ("data/records-given", "record_counts: {muc_thu: 1440, tai_san: 11260}", "record_counts: {}"),
    (
        "data/tables-need-folder",
        "record_counts: {muc_thu: 1440,",
        "tables: {muc_thu: muc_thu.csv}\n      record_counts: {muc_thu: 1440,",
    ),
    ("data/known-tables", "{an_pham: 361204,", "{lop_hoc: 361204,"),
    ("data/archive-names-unique", "file: thu_vien_2013-2014_hk1.zip", "file: thu_vien_2012-2013.zip"),
    ("data/missing-units-agree", "count: 15,", "count: 16,"),
    ("data/handover-after-letter", "handover_date: 2014-04-11", "handover_date: 2014-01-11"),
    ("data/media-counted", "media_count: 4", "media_count: 0"),
    (
        "data/encrypted-today",
        "  number: 328                    # để trống (null) khi văn thư chưa cấp số\n  symbol: BC-SGDĐT\n  date: 2014-04-11",
        "  symbol: BC-SGDĐT\n  date: 2026-04-11",
    ),
    ("data/plain-in-2014", "date: 2014-04-11\n  title", "date: 2016-04-11\n  title"),
    ("data/personal-records", "contains_personal_data: true", "contains_personal_data: false"),
    ("appendices/in-order", "{code: PL2,", "{code: PL3,"),
];

#[test]
fn every_rule_is_broken_once() {
    let sample = sample();
    let mut wrong = Vec::new();
    for (rule, from, to) in BREAKS {
        if sample.matches(from).count() != 1 {
            wrong.push(format!("{rule}: “{from}” stands {} times in the sample", sample.matches(from).count()));
            continue;
        }
        let (_, findings) = judge_report(&sample.replace(from, to));
        let code = format!("rule/{rule}");
        let faults = findings.iter().filter(|finding| finding.code == "template/rule");
        wrong.extend(faults.map(|finding| format!("{rule}: {}", finding.message.en)));
        let found = findings.iter().find(|finding| finding.code == code);
        match found.and_then(|finding| finding.place.as_ref()).and_then(|place| place.span) {
            Some(span) if span.line > 1 => {}
            _ => wrong
                .push(format!("{rule}: {:#?}", findings.iter().map(|f| (&f.code, &f.message.vi)).collect::<Vec<_>>())),
        }
    }
    let broken: BTreeSet<&str> = BREAKS.iter().map(|(rule, _, _)| *rule).collect();
    let rules: BTreeSet<&str> = report().form.rules.iter().map(|rule| rule.id.as_str()).collect();
    wrong.extend(rules.difference(&broken).map(|rule| format!("{rule}: no test breaks it")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
