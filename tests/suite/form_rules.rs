//! Each rule of the forms, made to fail by a change of answers that hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use congvan::answers::{self, Source};
use congvan::diag::{Diagnostic, Severity};
use congvan::template::{self, Template};
use congvan::validate::{ValidAnswers, validate};
use serde_json::{Value, json};

use crate::support::read;

/// A rule, and the answers that break it: path, new value.
pub(crate) type Case = (&'static str, Vec<(&'static str, Value)>);

pub(crate) fn judge(template: &Template, name: &str, text: &str) -> (Option<ValidAnswers>, Vec<Diagnostic>) {
    let source = Source::new(name, text);
    match answers::parse(&source) {
        Ok(answers) => validate(&answers, &template.form, &template.reference),
        Err(problems) => (None, problems),
    }
}

/// The template and the answers of its sample, a folder or a file of one, every field present.
pub(crate) fn sample(kind: &str, folder: &str) -> (&'static Template, Value) {
    let template = template::load(kind).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(folder);
    let path = if path.is_file() { path } else { path.join("answers.yaml") };
    let text = fs::read_to_string(path).expect("sample");
    let (valid, findings) = judge(template, "answers.yaml", &text);
    assert!(findings.is_empty(), "{findings:#?}");
    (template, valid.expect("sample holds").data)
}

/// Puts `value` at a path of the answers; the item after the last one is added.
fn put(answers: &mut Value, path: &str, value: &Value) {
    let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer: String = parent.split('.').filter(|key| !key.is_empty()).map(|key| format!("/{key}")).collect();
    match answers.pointer_mut(&pointer) {
        Some(Value::Array(items)) => match key.parse::<usize>().expect("index") {
            index if index == items.len() => items.push(value.clone()),
            index => items[index] = value.clone(),
        },
        Some(Value::Object(map)) => _ = map.insert(key.to_owned(), value.clone()),
        other => panic!("{path}: {other:?}"),
    }
}

fn codes(findings: &[Diagnostic]) -> BTreeSet<&str> {
    findings.iter().map(|finding| finding.code.as_ref()).collect()
}

/// Every case breaks its rule, every rule of the kind's own form has a case, and no rule fails to compute.
pub(crate) fn check(kind: &str, folder: &str, cases: &[Case]) {
    let tried = each_breaks_its_rule(kind, folder, cases);
    assert_eq!(tried, own_rules(&format!("van-ban/{kind}")));
}

/// The rules that a form file itself holds.
pub(crate) fn own_rules(folder: &str) -> BTreeSet<String> {
    let form: Value = serde_saphyr::from_str(&read(format!("templates/{folder}/form.yaml"))).expect("a form");
    let rules = form["rules"].as_array().into_iter().flatten();
    rules.filter_map(|rule| rule["id"].as_str()).map(str::to_owned).collect()
}

pub(crate) fn each_breaks_its_rule(kind: &str, folder: &str, cases: &[Case]) -> BTreeSet<String> {
    let (template, whole) = sample(kind, folder);
    for (rule, changes) in cases {
        let mut answers = whole.clone();
        changes.iter().for_each(|(path, value)| put(&mut answers, path, value));
        let (_, findings) = judge(template, "answers.json", &answers.to_string());
        let codes = codes(&findings);
        assert!(codes.contains(format!("rule/{rule}").as_str()), "{rule}: {codes:?}");
        assert!(!codes.contains("template/rule"), "{rule}: {findings:#?}");
    }
    cases.iter().map(|(rule, _)| (*rule).to_owned()).collect()
}

/// Answers that look odd and are right.
fn accept(kind: &str, folder: &str, changes: &[(&str, Value)]) {
    let (template, mut answers) = sample(kind, folder);
    changes.iter().for_each(|(path, value)| put(&mut answers, path, value));
    let (_, findings) = judge(template, "answers.json", &answers.to_string());
    let wrong: Vec<_> = findings.iter().filter(|finding| finding.severity != Severity::Info).collect();
    assert!(wrong.is_empty(), "{changes:?}: {wrong:#?}");
}

#[test]
fn rules_of_the_report() {
    check("bao-cao-vemis", "binh-dinh", &frame().into_iter().chain(points()).chain(data()).collect::<Vec<_>>());
}

/// Rules that all types of Điều 7 share, on a letter.
fn cited(kind: &str, number: Value) -> Value {
    json!({"type": kind, "number": number, "date": "2020-03-05", "subject": "về công tác văn thư"})
}

#[test]
fn rules_of_the_base() {
    let cases: Vec<Case> = vec![
        ("document/archive-begins-with-vt", vec![("document.archive.codes", json!(["KHTC", "VT"]))]),
        ("document/archive-codes-apart", vec![("document.archive.codes", json!("VT, KHTC"))]),
        ("document/drafter-initials", vec![("document.archive.drafter_initials", json!("nguyễn văn mẫu"))]),
        ("document/copies-name-drafter", vec![("document.archive.printed_copies", json!(300))]),
        ("document/acting-head", vec![("document.signer.authority", json!("Q. VỤ TRƯỞNG"))]),
        ("document/file-copy-not-recipient", vec![("document.recipients.2", json!({"name": "Lưu: VT"}))]),
        ("document/purpose-without-brackets", vec![("document.recipients.0.purpose", json!("(để báo cáo)"))]),
        ("document/symbol-shape", vec![("document.symbol", json!("BGDĐT - KHTC"))]),
        (
            "annexes/title-without-number",
            vec![("annexes", json!([{"title": "Phụ lục 1: Danh mục", "content": [{"text": "A"}]}]))],
        ),
        ("document/profile-fits-date", vec![("document.format_profile", json!("nd30_2020"))]),
        ("document/year-when-undated", vec![("document.date", Value::Null), ("document.year", Value::Null)]),
        ("document/year-of-date", vec![("document.year", json!(2015))]),
        ("document/subject-not-capitals", vec![("document.subject", json!("BÁO CÁO TÌNH HÌNH"))]),
        ("document/authority-shape", vec![("document.signer.authority", json!("TL BỘ TRƯỞNG"))]),
        ("document/authority-shape", vec![("document.signer.authority", json!(["TM. BỘ", "KT CHỦ TỊCH"]))]),
        ("citations/number", vec![("citations.a", cited("Nghị định", Value::Null))]),
        ("citations/number", vec![("citations.a", cited("Luật", json!("30/2020/NĐ-CP")))]),
    ];
    let mut tried = each_breaks_its_rule("cong-van", "cong-van-1616", &cases);
    // A công văn has no type name to repeat.
    let repeated =
        [("document/subject-without-type", vec![("document.subject", json!("Kế hoạch cải cách hành chính"))])];
    tried.extend(each_breaks_its_rule("ke-hoach", "ke-hoach", &repeated));
    // A contract may do without recipients, and then without the file copy.
    let recipients = ("document.recipients", json!([{"name": "Sở Tài chính"}]));
    let changes = vec![recipients, ("document.archive", Value::Null)];
    tried.extend(each_breaks_its_rule("hop-dong", "hop-dong", &[("document/archive-with-recipients", changes)]));
    assert_eq!(tried, own_rules("base/van-ban"));
}

#[test]
fn rules_of_a_letter() {
    let cases: Vec<Case> = vec![
        ("document/symbol-given", vec![("document.symbol", Value::Null)]),
        ("document/first-recipient", vec![("document.recipients.0.name", json!("Như Điều 3"))]),
        ("document/symbol-without-type", vec![("document.symbol", json!("CV-BGDĐT"))]),
        ("document/symbol-without-type", vec![("document.symbol", json!("BC-BGDĐT"))]),
        ("document/symbol-names-unit", vec![("document.symbol", json!("BGDĐT"))]),
        ("document/subject-without-mark", vec![("document.subject", json!("V/v báo cáo"))]),
        ("content/one-ending", vec![("content.closing", json!(["Trân trọng./.", "Đề nghị dự đúng giờ."]))]),
        (
            "content/not-empty",
            vec![("content.opening", json!([])), ("content.items", json!([])), ("content.closing", json!([]))],
        ),
    ];
    check("cong-van", "cong-van-1616", &cases);
}

/// The letter received, the department, the reply.
fn frame() -> Vec<Case> {
    vec![
        ("letter/bases-before-letter", vec![("letter.legal_bases.0.date", json!("2014-04-01"))]),
        ("letter/received-after-letter", vec![("letter.received_date", json!("2014-03-30"))]),
        ("letter/subject-without-mark", vec![("letter.subject", json!("V/v báo cáo tình hình"))]),
        ("document/addressee-without-mark", vec![("document.addressee", json!("Kính gửi Bộ"))]),
        (
            "commitment/reason-without-mark",
            vec![("commitment.directive_continued", json!(false)), ("commitment.reason", json!("Do thiếu kinh phí"))],
        ),
        ("data/reason-without-mark", vec![("data_submission.inventory.10.reason", json!("Do đang rà soát"))]),
        ("appendices/files-not-printed", vec![("appendices.1.kind", json!("file"))]),
        ("letter/received-before-reply", vec![("letter.received_date", json!("2014-04-12"))]),
        ("letter/deadline-after-letter", vec![("letter.deadline_before", json!("2014-03-31"))]),
        ("department/known-province", vec![("department.province_code", json!("03"))]),
        ("department/list-fits-date", vec![("department.admin_units_as_of", json!("2025-07-01"))]),
        ("department/name-of-province", vec![("department.province_code", json!("51"))]),
        ("department/parent-of-province", vec![("department.parent_body", json!("UBND tỉnh Bình Thuận"))]),
        ("department/place-of-province", vec![("department.place", json!("Quy Nhơn"))]),
        ("department/symbol-of-province", vec![("department.symbol", json!("SGD"))]),
        ("document/symbol-of-report", vec![("document.symbol", json!("BC-SGD"))]),
        (
            "document/symbol-of-letter",
            vec![("document.form", json!("cong_van")), ("document.symbol", json!("BC-SGDĐT"))],
        ),
        (
            "document/symbol-of-letter",
            vec![("document.form", json!("cong_van")), ("document.symbol", json!("SGDĐT-CV"))],
        ),
        (
            "document/letter-names-department",
            vec![("document.form", json!("cong_van")), ("document.symbol", json!("UBND-KHTC"))],
        ),
        ("document/symbol-shape", vec![("document.symbol", json!("BC - SGDĐT"))]),
        ("document/date-after-letter", vec![("document.date", json!("2014-03-30"))]),
        ("document/before-deadline", vec![("document.date", json!("2014-04-15"))]),
        ("document/profile-of-date", vec![("document.format_profile", json!("nd30_2020"))]),
        ("document/title-without-type", vec![("document.title", json!("Báo cáo tình hình triển khai"))]),
        ("document/authority-of-signer", vec![("document.signer.authority", Value::Null)]),
        ("document/authority-of-signer", vec![("document.signer.position", json!("Giám đốc"))]),
        ("document/acting-head", vec![("document.signer.authority", json!("Q. GIÁM ĐỐC"))]),
        ("document/first-recipient", vec![("document.recipients.0.name", json!("UBND tỉnh"))]),
        ("document/file-copy-not-recipient", vec![("document.recipients.4", json!({"name": "Lưu VT"}))]),
        ("document/archive-begins-with-vt", vec![("document.archive.codes", json!(["KHTC", "VT"]))]),
        ("document/supplement-of-another", vec![("document.supplement_of", json!("328/BC-SGDĐT"))]),
    ]
}

/// Points 1 to 4.
fn points() -> Vec<Case> {
    let no_difficulty = ("issues.difficulties", json!([]));
    vec![
        ("commitment/reason-when-stopped", vec![("commitment.directive_continued", json!(false))]),
        ("commitment/decision-among-directives", vec![("commitment.steering_body.decision.date", json!("2012-07-10"))]),
        ("commitment/plan-among-directives", vec![("commitment.plan.reference_number", json!("42/KH-SGDĐT"))]),
        ("commitment/action-is-sentence", vec![("commitment.actions.0", json!("Kiểm tra dữ liệu"))]),
        ("commitment/next-step-in-future", vec![("commitment.next_steps.0.due", json!("2014-04-11"))]),
        ("results/as-of-before-document", vec![("results.as_of", json!("2014-04-12"))]),
        ("results/divisions-within-total", vec![("results.divisions.using_aggregation_tool", json!(12))]),
        ("results/divisions-of-province", vec![("results.divisions.total", json!(12))]),
        ("results/no-divisions-today", vec![("department.admin_units_as_of", json!("2025-07-01"))]),
        ("schools/installed-within-total", vec![("results.schools.thcs.installed", json!(147))]),
        ("schools/class-size", vec![("results.schools.thpt.pupils", json!(552860))]),
        ("schools/class-size", vec![("results.schools.thpt.classes", json!(0))]),
        ("directives/since-decision", vec![("results.directives.0.date", json!("2012-02-12"))]),
        ("directives/before-document", vec![("results.directives.0.date", json!("2014-04-12"))]),
        ("training/dates-in-order", vec![("results.training.0.start", json!("2012-08-25"))]),
        ("training/before-as-of", vec![("results.training.4.end", json!("2014-04-01"))]),
        ("training/rounds-without-gap", vec![("results.training.4.round", json!(6))]),
        ("usage/core-within-installed", vec![("results.module_usage.0.tieu_hoc", json!(222))]),
        ("usage/stand-alone-within-total", vec![("results.module_usage.6.thpt", json!(53))]),
        ("usage/every-module", vec![("results.module_usage.5.module", json!("hoc_sinh"))]),
        ("usage/since-not-future", vec![("results.module_usage.0.since", json!("2015-2016"))]),
        ("distribution/sum-is-installed", vec![("results.module_count_distribution.thcs.1", json!(11))]),
        ("distribution/modules-add-up", vec![("results.module_usage.1.thcs", json!(60))]),
        ("contact/free-mail", vec![("contact.emails.0", json!("sogd@gmail.com"))]),
        ("contact/phone-area-code", vec![("contact.phones.0", json!("0256.3000001"))]),
        ("contact/phone-area-code", vec![("contact.phones.0", json!("0553000001"))]),
        ("contact/fax-area-code", vec![("contact.fax", json!("0256.3000002"))]),
        ("issues/none-is-said", vec![no_difficulty]),
        ("issues/none-is-true", vec![("issues.none", json!(true))]),
        ("issues/affected-within-schools", vec![("issues.difficulties.0.affected_schools", json!(387))]),
        ("issues/resolves-exists", vec![("issues.proposals.0.resolves.0", json!("KK9"))]),
        ("issues/difficulty-resolved", vec![("issues.proposals.1.resolves", json!([]))]),
    ]
}

/// Point 5 and the annexes. Rows of the inventory: 0 is partly submitted, 8 whole, 10 not submitted.
fn data() -> Vec<Case> {
    let row = |tail: &str| -> &'static str { format!("data_submission.inventory.{tail}").leak() };
    let at = |key: &str| -> &'static str { format!("data_submission.{key}").leak() };
    let day = |date: &str| ("document.date", json!(date));
    vec![
        ("data/first-year", vec![(at("school_years"), json!(["2013-2014"]))]),
        ("data/years-consecutive", vec![(at("school_years"), json!(["2012-2013", "2014-2015"]))]),
        ("data/year-is-listed", vec![(row("1.school_year"), json!("2014-2015"))]),
        ("data/every-used-module", vec![(row("8.school_year"), json!("2012-2013"))]),
        ("data/every-used-module", vec![("results.module_usage.1.since", Value::Null)]),
        (
            "data/row-of-unused-module",
            vec![
                ("results.module_usage.1.tieu_hoc", json!(0)),
                ("results.module_usage.1.thcs", json!(0)),
                ("results.module_usage.1.thpt", json!(0)),
            ],
        ),
        ("data/deployed-or-not", vec![(row("10.status"), json!("khong_trien_khai"))]),
        ("data/cutoff-in-year", vec![(row("0.cutoff"), json!("2013-08-01"))]),
        ("data/cutoff-before-document", vec![(row("1.cutoff"), json!("2014-05-31"))]),
        ("data/submitted-within-expected", vec![(row("0.units_submitted"), json!(408))]),
        ("data/all-submitted", vec![(row("0.status"), json!("da_nop"))]),
        ("data/partly-submitted", vec![(row("8.status"), json!("nop_mot_phan"))]),
        ("data/not-submitted", vec![(row("0.status"), json!("chua_nop"))]),
        ("data/nothing-to-submit", vec![(row("10.status"), json!("khong_trien_khai"))]),
        ("data/no-records-when-not-submitted", vec![(row("10.record_counts"), json!({"chi_so": 3}))]),
        ("data/reason-when-not-submitted", vec![(row("10.reason"), Value::Null)]),
        ("data/archive-given", vec![(row("0.archive"), Value::Null)]),
        ("data/archive-size-given", vec![(row("0.archive.sha256"), Value::Null)]),
        ("data/records-given", vec![(row("0.record_counts"), json!({}))]),
        ("data/tables-need-folder", vec![(row("0.tables"), json!({"lop_hoc": "lop_hoc.csv"}))]),
        ("data/known-tables", vec![(row("0.record_counts"), json!({"an_pham": 1}))]),
        ("data/archive-names-unique", vec![(row("0.archive.file"), json!("HOC_SINH_2013-2014_hk1.zip"))]),
        ("data/missing-units-agree", vec![(at("missing_units.0.count"), json!(14))]),
        ("data/handover-after-letter", vec![(at("handover_date"), json!("2014-03-30"))]),
        ("data/handover-before-deadline", vec![(at("handover_date"), json!("2014-04-15"))]),
        ("data/media-counted", vec![(at("media_count"), Value::Null)]),
        ("data/encrypted-today", vec![day("2026-01-01")]),
        ("data/plain-in-2014", vec![day("2015-01-01")]),
        ("data/personal-records", vec![(at("protection.contains_personal_data"), json!(false))]),
        (
            "data/personal-records",
            vec![
                (at("protection.contains_personal_data"), json!(false)),
                (at("protection.masking_level"), json!("pseudonymized")),
            ],
        ),
        ("data/aggregates-are-not-personal", vec![(at("protection.masking_level"), json!("aggregated"))]),
        ("appendices/in-order", vec![("appendices.1.code", json!("PL3"))]),
    ]
}

#[test]
fn what_is_right_is_accepted() {
    let report = |changes: &[(&str, Value)]| accept("bao-cao-vemis", "binh-dinh", changes);
    report(&[("document.number", Value::Null), ("document.date", Value::Null)]);
    report(&[("document.signer.authority", Value::Null), ("document.signer.position", json!("GIÁM ĐỐC"))]);
    report(&[("document.signer.authority", Value::Null), ("document.signer.position", json!("Q. GIÁM ĐỐC"))]);
    report(&[("document.form", json!("cong_van")), ("document.symbol", json!("SGDĐT-KHTC"))]);
    report(&[("document.supplement_of", json!("300/BC-SGDĐT")), ("document.date", json!("2014-05-20"))]);
    report(&[("contact.phones.0", json!("0905 123 456"))]);
    report(&[("department.parent_body", json!("UBND tỉnh Bình Định"))]);
    report(&[("issues.difficulties", json!([])), ("issues.none", json!(true)), ("issues.proposals", json!([]))]);
    let letter = |changes: &[(&str, Value)]| accept("cong-van", "cong-van-1616", changes);
    letter(&[("document.date", Value::Null), ("document.year", json!(2014))]);
    letter(&[("document.recipients", json!([]))]);
    letter(&[("document.symbol", Value::Null), ("agency.code", json!("BGDĐT")), ("agency.unit", json!("KHTC"))]);
    letter(&[("document.signer.authority", json!(["TM. BỘ", "KT. BỘ TRƯỞNG"]))]);
    letter(&[("document.signer.authority", Value::Null), ("document.signer.position", json!("Q. VỤ TRƯỞNG"))]);
    letter(&[("document.signer.authority", json!("Q. VỤ TRƯỞNG")), ("document.signer.position", Value::Null)]);
}

/// The same department after the merger of 01 July 2025: code 52 is Gia Lai, its area codes are those of both provinces.
#[test]
fn a_department_of_today_is_accepted() {
    let changes = [
        ("letter.date", json!("2026-02-02")),
        ("letter.received_date", json!("2026-02-04")),
        ("letter.deadline_before", json!("2026-04-15")),
        ("document.date", json!("2026-03-20")),
        ("document.format_profile", json!("nd30_2020")),
        ("department.admin_units_as_of", Value::Null),
        ("department.name", json!("Sở Giáo dục và Đào tạo Gia Lai")),
        ("department.parent_body", json!("Ủy ban nhân dân tỉnh Gia Lai")),
        ("department.place", json!("Gia Lai")),
        ("results.divisions", Value::Null),
        ("contact.phones", json!(["0256.3000001", "0269 3000001"])),
        ("contact.fax", Value::Null),
        ("commitment.next_steps", json!([])),
        ("data_submission.handover_date", json!("2026-03-20")),
        ("data_submission.protection.encryption", json!("cms")),
    ];
    accept("bao-cao-vemis", "binh-dinh", &changes);
}

/// Tên Sở, cơ quan chủ quản, ký hiệu và địa danh follow from the province's code.
#[test]
fn the_department_follows_from_its_code() {
    let (template, mut answers) = sample("bao-cao-vemis", "binh-dinh");
    let typed = answers["department"].clone();
    for key in ["name", "parent_body", "symbol", "place"] {
        put(&mut answers, &format!("department.{key}"), &Value::Null);
    }
    let (valid, findings) = judge(template, "answers.json", &answers.to_string());
    assert!(findings.is_empty(), "{findings:#?}");
    assert_eq!(valid.expect("holds").data["department"], typed);
}
