//! What a form says of its fields: in both languages, and without the signs of a file.

use congvan::answers::{self, Source};
use congvan::diag::{AnswerPath, Diagnostic};
use congvan::template::form::{BlockKind, Field, Kind};
use congvan::template::{self, load};
use congvan::validate::validate;

/// The fields, and those below them.
fn each<'a>(fields: &'a [Field], visit: &mut dyn FnMut(&'a Field)) {
    for field in fields {
        visit(field);
        match &field.kind {
            Kind::Group(inner) => each(inner, visit),
            Kind::List(list) => each(std::slice::from_ref(&list.item), visit),
            Kind::Map(map) => each(std::slice::from_ref(&map.value), visit),
            _ => {}
        }
    }
}

#[test]
fn every_help_is_in_both_languages() {
    let mut alone = Vec::new();
    let mut look = |field: &Field| {
        if field.help.is_some() != field.help_en.is_some() {
            alone.push((field.key.clone(), field.help.clone(), field.help_en.clone()));
        }
    };
    for kind in template::kinds() {
        each(&load(kind).expect("a template").form.fields, &mut look);
    }
    BlockKind::ALL.into_iter().for_each(|kind| each(kind.fields(), &mut look));
    assert!(alone.is_empty(), "{alone:#?}");
}

#[test]
fn examples_of_a_form_are_what_one_types_there() {
    for kind in template::kinds() {
        each(&load(kind).expect("a template").form.fields, &mut |field| {
            let Some(example) = field.spoken_example() else { return };
            let is_bare = !example.starts_with(['"', '\'', '[', '{']) && !example.ends_with(['"', '\'', ']', '}']);
            assert!(is_bare, "{kind}: {}: {example}", field.key);
        });
    }
    let letter = &load("cong-van").expect("a template").form;
    let examples = |path: &str| letter.field(&AnswerPath::new(path)).and_then(Field::spoken_example);
    assert_eq!(examples("document.addressees").as_deref(), Some("Sở giáo dục và đào tạo các tỉnh"));
    assert_eq!(examples("sample"), None);
}

/// The advice on each answer, for a file and for a form.
fn advice(text: &str) -> Vec<(String, String)> {
    let template = load("bao-cao-vemis").expect("a template");
    let answers = answers::parse(&Source::new("phieu.yaml", text)).expect("answers");
    let (_, findings) = validate(&answers, &template.form, &template.reference);
    let hint = |finding: &Diagnostic| finding.hints.first().map_or_else(String::new, |hint| hint.vi.clone());
    findings.into_iter().map(|one| (hint(&one), hint(&one.for_form()))).collect()
}

#[test]
fn advice_for_a_form_has_no_signs_of_a_file() {
    let told = advice(
        "template: bao-cao-vemis\nsample: maybe\ndepartment: {province_code: '\"52\"'}\n\
         document: {form: la, recipients: [{name: }], archive: {codes: [~]}}\ncontact: {phones: [56]}\n",
    );
    for (file, form) in [
        ("Viết: \"52\"", "Viết: 52"),
        ("Viết: true (có / yes), false (không / no)", "Chọn Có hoặc Không"),
        ("Chọn một trong: bao_cao (Báo cáo), cong_van (Công văn)", "Chọn một trong: Báo cáo, Công văn"),
        ("Ví dụ: name: Như trên", "Ví dụ: Như trên"),
        ("Điền vào sau dấu “-”, hoặc xóa cả dòng nếu thừa", "Điền vào ô này, hoặc xóa dòng nếu thừa"),
        ("Ví dụ: \"056.3822222\", mỗi số một dòng", "Ví dụ: 056.3822222, mỗi số một dòng"),
    ] {
        assert!(told.contains(&(file.to_owned(), form.to_owned())), "{file}: {told:#?}");
    }
}

/// Puts `words` where a field stands, alone in its file.
fn alone(above: &[&str], words: &str) -> serde_json::Value {
    above.iter().rev().fold(serde_json::json!(words), |value, key| match *key {
        "item" => serde_json::json!([value]),
        key => serde_json::json!({key: value}),
    })
}

/// Every field that has words printed before it, by the keys that lead to it.
fn printed<'a>(fields: &'a [Field], above: &[&'a str], found: &mut Vec<(Vec<&'a str>, &'a Field)>) {
    for field in fields {
        let path = [above, &[field.key.as_str()]].concat();
        if !field.printed.is_empty() {
            found.push((path.clone(), field));
        }
        match &field.kind {
            Kind::Group(inner) => printed(inner, &path, found),
            Kind::List(list) => printed(std::slice::from_ref(&list.item), &path, found),
            _ => {}
        }
    }
}

#[test]
fn words_that_the_kind_prints_are_not_typed_again() {
    let mut seen = 0;
    for kind in template::kinds() {
        let template = load(kind).expect("a template");
        let told = |path: &[&str], words: &str| {
            let source = Source::new("phieu.json", alone(path, words).to_string());
            let answers = answers::parse(&source).expect("answers");
            let (_, findings) = validate(&answers, &template.form, &template.reference);
            let mut findings = findings.into_iter().filter(|finding| finding.code == "answers/printed");
            findings.next().map(|finding| finding.hints[0].vi.clone())
        };
        let mut found = Vec::new();
        printed(&template.form.fields, &[], &mut found);
        for (path, field) in found {
            for mark in &field.printed {
                let right = "Cán Bộ Mẫu";
                let hint = told(&path, &format!("{} {right}", mark.to_lowercase()));
                assert_eq!(hint.as_deref(), Some("Viết: Cán Bộ Mẫu"), "{kind}: {path:?}: {mark}");
                assert_eq!(told(&path, right), None, "{kind}: {path:?}");
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_name_alone_is_shown_in_its_group() {
    let template = load("cong-van").expect("a template");
    let told = |name: &str, text: &str| {
        let answers = answers::parse(&Source::new(name, text)).expect("answers");
        let (_, findings) = validate(&answers, &template.form, &template.reference);
        let mut findings = findings.into_iter().filter(|finding| finding.code == "answers/wrong-type");
        findings.next().and_then(|finding| finding.hints.first().map(|hint| hint.vi.clone()))
    };
    let hint = told("phieu.yaml", "document: {recipients: [Như trên, Sở Y tế]}\n");
    assert_eq!(hint.as_deref(), Some("Viết: - {name: Như trên}"));
    let hint = told("phieu.yaml", "document: {recipients: ['Sở A, Sở B']}\n");
    assert_eq!(hint.as_deref(), Some("Viết: - {name: \"Sở A, Sở B\"}"));
    let hint = told("phieu.json", "{\"document\": {\"recipients\": [\"Như trên\"]}}");
    assert_eq!(hint.as_deref(), Some("Viết: {\"name\": \"Như trên\"}"));
    // More than one answer is needed there.
    assert_eq!(told("phieu.yaml", "document: {signer: Người Ký Mẫu}\nagency: Sở Nội vụ\n"), None);
}

#[test]
fn what_is_wrong_with_a_computed_answer_is_told_at_the_one_it_holds() {
    let (template, answers) = crate::form_rules::sample("ke-hoach", "ke-hoach");
    let mut answers = answers;
    answers["document"]["symbol"] = serde_json::Value::Null;
    let (valid, _) = crate::form_rules::judge(template, "answers.json", &answers.to_string());
    let valid = valid.expect("holds");
    let symbol = AnswerPath::new("document.symbol");
    assert_eq!(valid.cause(&symbol).path, Some(AnswerPath::new("agency.code")));
    assert_eq!(valid.place(&symbol).path, Some(symbol));
    let place = AnswerPath::new("agency.place");
    assert_eq!(valid.cause(&place).path, Some(place));
}
