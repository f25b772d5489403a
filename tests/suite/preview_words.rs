//! What the preview tells: of texts that were pasted, and of what figures rest on.

use std::fs;
use std::path::Path;
use std::time::Duration;

use congvan::diag::{Diagnostic, Lang, Severity};
use congvan::render::{Options, prepare};
use serde_json::{Value, json};

use crate::preview::start_with;
use crate::support::{LETTER, REPORT, WITH_DATA, changed, folder, made, root, sample};

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

/// The first state that a preview of a file tells once it was made, and what it answers to the wish for a data package.
fn state_and_package(path: &Path) -> (Value, u16, String) {
    let running = start_with(path, &[]);
    let host = format!("Host: {}", running.address);
    let state = loop {
        let (_, answer) = running.ask("GET", &running.at("api/doc/0/state"), &[&host], "");
        let body = answer.split_once("\r\n\r\n").expect("a body").1;
        let state = serde_json::from_str::<Value>(body).unwrap_or_default();
        if state["version"].as_u64() > Some(0) {
            break state;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let (status, answer) = running.ask("GET", &running.at("api/doc/0/take/package"), &[&host], "");
    (state, status, answer)
}

/// The sample with data files, in a folder of its own.
fn copy_with_data(home: &Path) {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let from = entry.expect("an entry").path();
            let to = to.join(from.file_name().expect("a name"));
            if from.is_dir() {
                copy(&from, &to);
            } else {
                fs::copy(&from, &to).expect("a copy");
            }
        }
    }
    copy(root().join(WITH_DATA).parent().expect("a folder"), home);
}

/// What is wrong in a data file is told with its whole path and at the answer that names it.
#[test]
fn a_fault_in_a_data_file_stands_at_the_answer_that_names_it() {
    let home = tempfile::tempdir().expect("a folder");
    copy_with_data(home.path());
    let file = home.path().join("data/2013-2014/hoc_sinh/lop_hoc.csv");
    fs::write(&file, fs::read_to_string(&file).expect("rows") + "bad,row\n").expect("rows");
    let (state, status, _) = state_and_package(&home.path().join("answers.yaml"));
    let findings = state["findings"].as_array().expect("findings");
    let places: Vec<_> = findings.iter().filter(|one| one["code"] == "data/fields").map(|one| &one["place"]).collect();
    assert_eq!(places.len(), 1, "{findings:#?}");
    assert_eq!(places[0]["file"], "data/2013-2014/hoc_sinh/lop_hoc.csv");
    assert_eq!(places[0]["path"], "data_submission.inventory.1.tables.lop_hoc");
    assert_eq!((status, &state["has_package"]), (422, &json!(true)));
}

/// Whether there are data files to pack; where there are none, advice that one in a browser can follow.
#[test]
fn a_package_is_offered_where_there_are_data_files() {
    let (state, status, _) = state_and_package(&root().join(WITH_DATA));
    assert_eq!((status, &state["has_package"]), (200, &json!(true)));
    let home = tempfile::tempdir().expect("a folder");
    let without = home.path().join("phieu.json");
    let source = changed(WITH_DATA, &[("data_submission.data_dir", Value::Null)]);
    fs::write(&without, source.text()).expect("answers");
    assert_eq!(state_and_package(&without).0["has_package"], false);
    for path in [LETTER, REPORT] {
        let (state, status, answer) = state_and_package(&root().join(path));
        assert_eq!((status, &state["has_package"]), (422, &json!(false)), "{path}");
        assert!(
            answer.contains("package/nothing") && !answer.contains("--formats") && !answer.contains("data_dir"),
            "{answer}"
        );
    }
}

/// What is told in a form of a finding, in both languages.
fn in_form(base: &str, changes: &[(&str, Value)], code: &str) -> [String; 2] {
    let found = findings(base, changes).into_iter().find(|one| one.code == code);
    let finding = found.unwrap_or_else(|| panic!("no {code}")).for_form();
    let said = |lang| finding.hints.iter().map(|hint| hint.in_lang(lang)).collect::<Vec<_>>().join(" / ");
    [said(Lang::Vi), said(Lang::En)]
}

/// Advice in a form has no signs and no keys of a file.
#[test]
fn advice_in_a_form_speaks_of_the_form() {
    for base in [LETTER, REPORT] {
        let begins =
            |codes: Value| in_form(base, &[("document.archive.codes", codes)], "rule/document/archive-begins-with-vt");
        assert_eq!(begins(json!(["vp"])), ["Thêm một dòng VT ở trên", "Add a line VT above"]);
        assert_eq!(begins(json!(["vt", "KHTC"])), ["Viết: VT", "Write: VT"]);
        assert_eq!(begins(json!(["KHTC", "VT"])), ["Đưa dòng VT lên đầu", "Move the line VT to the top"]);
    }
    let joined = [("document.archive.codes", json!(["VT, KHTC"]))];
    let joined = in_form(LETTER, &joined, "rule/document/archive-codes-apart");
    assert_eq!(joined, ["Mỗi nơi lưu một dòng: VT; KHTC", "Give each a line of its own: VT; KHTC"]);
    let recipient = [("document.recipients.1.name", json!("Lưu: VT"))];
    let recipient = in_form(LETTER, &recipient, "rule/document/file-copy-not-recipient");
    assert_eq!(recipient[0], "Xóa dòng này và ghi ở phần Lưu: VT");
    let authority =
        [("document.signer.authority", json!(["Q. VỤ TRƯỞNG"])), ("document.signer.position", json!("VỤ TRƯỞNG"))];
    let authority = in_form(LETTER, &authority, "rule/document/acting-head");
    assert_eq!(authority[0], "Để trống ô quyền hạn ký và viết ở ô chức vụ: Q. VỤ TRƯỞNG");
    let uneven = json!({ "caption": "Thiết bị", "columns": ["Tên", "Số"], "rows": [["Máy tính"]] });
    let uneven = in_form(LETTER, &[("content.blocks", json!([{ "table": uneven }]))], "answers/uneven-table");
    assert_eq!(uneven[0], "Ghi đủ mỗi cột một ô; ô không có gì thì để trống");
    // In the file the signs are needed.
    let in_file = findings(LETTER, &[("document.archive.codes", json!(["vp"]))]);
    assert!(in_file.iter().any(|one| one.hints.iter().any(|hint| hint.vi == "Viết: [VT, vp]")), "{in_file:#?}");
}

/// The field of a form at a path of keys.
fn field<'a>(form: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(form, |above, key| {
        let fields = above["fields"].as_array().unwrap_or_else(|| panic!("{path}: no fields"));
        fields.iter().find(|field| field["key"] == key).unwrap_or_else(|| panic!("{path}: no {key}"))
    })
}

/// A field that is computed only in a case is not called computed; nothing English has Vietnamese words in it.
#[test]
fn the_form_says_what_the_rules_say() {
    let running = start_with(&root().join(LETTER), &[]);
    let host = format!("Host: {}", running.address);
    let form = |kind: &str| -> Value {
        let (_, answer) = running.ask("GET", &running.at(&format!("api/form/{kind}")), &[&host], "");
        serde_json::from_str(answer.split_once("\r\n\r\n").expect("a body").1).expect("a form")
    };
    let (letter, report) = (form("cong-van"), form("bao-cao-vemis"));
    let marks = |form: &Value, path: &str| {
        let field = field(form, path);
        [field["required"].as_bool(), field["computed"].as_bool()].map(|mark| mark.expect("a mark"))
    };
    assert_eq!(marks(&letter, "document.signer.position"), [true, false]);
    assert_eq!(marks(&form("ban-sao"), "copy.signer.position"), [false, false]);
    assert_eq!(marks(&letter, "document.subject"), [true, false]);
    assert_eq!(marks(&report, "department.name"), [false, true]);
    let empty = findings(LETTER, &[("document.signer.position", Value::Null)]);
    assert!(empty.iter().any(|one| one.code == "answers/missing"), "{empty:#?}");
    assert!(!field(&letter, "agency.code")["help_en"].as_str().expect("help").contains("unit: "));
    assert_eq!(field(&report, "data_submission.common")["key_label_en"], "table");
    let abbreviations = letter["fields"].as_array().expect("fields").iter().find(|field| field["type"] == "map");
    assert_eq!(abbreviations.expect("a map")["key_label_en"], "name to refer to");
}
