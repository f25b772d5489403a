//! The types of Điều 7: all there, each with a sample that has nothing wrong, by both rule sets.

use std::collections::BTreeMap;

use congvan::answers::Source;
use congvan::diag::{Diagnostic, Lang, Severity, render_human};
use congvan::facts;
use congvan::model::{Block, Document, Role, Text, Title};
use congvan::render::{Options, Prepared, prepare};
use congvan::rules::{RuleSetName, load};
use congvan::template;
use serde_json::Value;

use crate::support::{folder, read, root};

/// Kinds that are no type of Điều 7.
const OTHERS: [&str; 2] = ["bao-cao-vemis", "ban-sao"];

fn types() -> impl Iterator<Item = &'static str> {
    template::kinds().filter(|kind| !OTHERS.contains(kind))
}

/// The samples of the types, by folder, and the kind of each.
pub(crate) fn samples() -> BTreeMap<String, &'static str> {
    let entries = std::fs::read_dir(root().join("samples")).expect("samples");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let of = |name: &str| {
        let text = std::fs::read_to_string(root().join("samples").join(name).join("answers.yaml")).ok()?;
        types().find(|kind| text.lines().any(|line| line == format!("template: {kind}")))
    };
    names.filter_map(|name| of(&name).map(|kind| (name, kind))).collect()
}

fn made(name: &str, text: &str, options: &Options) -> (Option<Prepared>, Vec<Diagnostic>) {
    let source = Source::new("answers.yaml", text);
    prepare(source, &folder(&format!("samples/{name}/answers.yaml")), options)
}

fn text(name: &str) -> String {
    read(format!("samples/{name}/answers.yaml"))
}

fn told(findings: &[Diagnostic], text: &str) -> String {
    render_human(findings, &[("answers.yaml", text)], Lang::En, false, 120)
}

#[test]
fn all_types_stand_in_the_order_of_the_decree() {
    let day = load(RuleSetName::Nd30_2020).valid_from;
    let of_law = facts::document_types().iter().filter(|one| one.administrative && one.period.holds(day));
    let names: Vec<&str> = of_law.map(|one| one.name.as_str()).collect();
    let title = |kind| template::load(kind).expect("a template").manifest.title.as_str();
    assert_eq!(types().map(title).collect::<Vec<_>>(), names);
    assert_eq!(names.len(), 29);
}

#[test]
fn every_type_has_a_sample_without_findings() {
    let samples = samples();
    for kind in types() {
        assert!(samples.values().any(|of| *of == kind), "{kind} has no sample");
    }
    for name in samples.keys() {
        let text = text(name);
        let (prepared, findings) = made(name, &text, &Options::default());
        let fine = findings.iter().all(|finding| finding.severity == Severity::Info);
        assert!(prepared.is_some() && fine, "{name}: {}", told(&findings, &text));
    }
}

/// The samples as papers of 2014: what did not exist then says so, all others are printed by the circular.
#[test]
fn the_same_papers_in_2014() {
    for (name, kind) in samples() {
        let text = text(&name).replace("2026", "2014").replace("2025", "2013");
        let (prepared, findings) = made(&name, &text, &Options::default());
        let errors: Vec<&str> =
            findings.iter().filter(|one| one.severity == Severity::Error).map(|one| one.code.as_ref()).collect();
        if kind == "phieu-bao" {
            assert_eq!(errors, ["rule/document/type-exists"]);
            continue;
        }
        let prepared = prepared.unwrap_or_else(|| panic!("{name}: {}", told(&findings, &text)));
        assert_eq!((prepared.rules, errors), (RuleSetName::Tt01_2011, Vec::new()), "{name}");
        let codes = [("ban-ghi-nho", "GN-"), ("giay-gioi-thieu", "GT-"), ("giay-uy-quyen", "UQ-"), ("ke-hoach", "KH-")];
        for (_, code) in codes.iter().filter(|(of, _)| *of == kind) {
            assert!(prepared.document.head.symbol.plain().starts_with(code), "{name}");
        }
    }
}

/// The samples by the rules that are not of their day: whatever the words, they are laid out.
#[test]
fn every_sample_by_the_other_rules() {
    for name in samples().keys() {
        let options = Options { rules: Some(RuleSetName::Tt01_2011), ..Options::default() };
        let (prepared, findings) = made(name, &text(name), &options);
        assert!(prepared.is_some(), "{name}: {}", told(&findings, &text(name)));
    }
}

fn document(name: &str) -> Document {
    made(name, &text(name), &Options::default()).0.expect("a document").document
}

fn roles(document: &Document) -> Vec<(Role, String)> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph { role, text } => Some((*role, text.plain())),
        Block::Table(_) | Block::Picture(_) | Block::Chart(_) => None,
    };
    document.body.iter().filter_map(paragraph).collect()
}

fn of_role(document: &Document, wanted: Role) -> Vec<String> {
    roles(document).into_iter().filter(|(role, _)| *role == wanted).map(|(_, text)| text).collect()
}

/// Forms 1.1 and 1.2: authority, căn cứ, enactment, điều; the first recipient names the last điều.
#[test]
fn resolutions_and_decisions_are_enacted() {
    for (name, enactment, first) in
        [("nghi-quyet", "QUYẾT NGHỊ:", "Như Điều 4"), ("quyet-dinh", "QUYẾT ĐỊNH:", "Như Điều 3")]
    {
        let document = document(name);
        let order: Vec<Role> = roles(&document).into_iter().map(|(role, _)| role).collect();
        assert_eq!(order[..2], [Role::Authority, Role::LegalBasis], "{name}");
        assert_eq!(of_role(&document, Role::Enactment), [enactment]);
        let bases = of_role(&document, Role::LegalBasis);
        let (last, others) = bases.split_last().expect("căn cứ");
        assert!(last.ends_with('.') && others.iter().all(|basis| basis.ends_with(';')), "{bases:?}");
        assert_eq!(document.recipients[0].plain(), first);
    }
    let bases = of_role(&document("quyet-dinh"), Role::LegalBasis);
    assert!(bases.last().expect("căn cứ").starts_with("Theo đề nghị của "));
}

/// Form 1.3: the document that is issued follows, with its reference to the decision.
#[test]
fn a_decision_carries_what_it_issues() {
    let attached = document("quyet-dinh-ban-hanh").attached.expect("a quy chế");
    assert_eq!(attached.type_name.plain(), "QUY CHẾ");
    assert!(attached.reference.plain().starts_with("(Kèm theo Quyết định số 112/QĐ-UBND ngày 10 tháng 02 năm 2026"));
}

/// Forms 1.6 to 1.10: their fixed sentences and who receives them.
#[test]
fn forms_say_their_sentences() {
    let cable = document("cong-dien");
    assert_eq!(of_role(&cable, Role::Announcement), ["Chủ tịch Ủy ban nhân dân tỉnh Cà Mau điện:"]);
    let receivers = of_role(&cable, Role::AnnouncementItem);
    assert_eq!(receivers[0], "- Sở Nông nghiệp và Môi trường;");
    assert_eq!(receivers.last().map(String::as_str), Some("- Ủy ban nhân dân các xã, phường ven biển."));
    for (name, sentence) in [
        ("giay-moi", "Thời gian: 08 giờ 30 phút, ngày 18 tháng 11 năm 2026."),
        ("giay-moi", "Tới dự Hội nghị đối thoại với doanh nghiệp về thủ tục đăng ký kinh doanh."),
        ("giay-gioi-thieu", "Đề nghị Quý cơ quan tạo điều kiện để ông (bà) có tên ở trên hoàn thành nhiệm vụ."),
        ("giay-gioi-thieu", "Giấy này có giá trị đến hết ngày 10 tháng 4 năm 2026./."),
        ("giay-nghi-phep", "Xét Đơn đề nghị nghỉ phép ngày 01 tháng 6 năm 2026 của ông (bà) Cán Bộ Mẫu;"),
        ("giay-nghi-phep", "Số ngày nghỉ phép nêu trên được tính vào thời gian nghỉ phép năm 2026./."),
        ("bien-ban", "Cuộc họp kết thúc vào 11 giờ 30 phút, ngày 16 tháng 3 năm 2026./."),
    ] {
        let said: Vec<String> = roles(&document(name)).into_iter().map(|(_, text)| text).collect();
        assert!(said.iter().any(|text| text == sentence), "{name}: {said:#?}");
    }
    let leave = document("giay-nghi-phep");
    assert!(leave.confirmation[0].plain().starts_with("Xác nhận của cơ quan (tổ chức)"));
    assert!(roles(&leave).iter().any(|(_, text)| text.contains("trong thời gian 05 (năm) ngày kể từ ngày 15 tháng 6")));
    let first = |name: &str| document(name).recipients.first().map(Text::plain).unwrap_or_default();
    assert_eq!(["giay-gioi-thieu", "giay-nghi-phep"].map(first), ["Như trên", "Cán Bộ Mẫu"]);
}

/// Form 1.9, and papers of two parties: two signers, no place and date above; a thư công has no number.
#[test]
fn two_sign_and_some_heads_lack_a_part() {
    for (name, titles) in [("bien-ban", ["THƯ KÝ", "CHỦ TỌA"]), ("hop-dong", ["ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"])]
    {
        let document = document(name);
        assert!(document.head.numbered && !document.head.dated, "{name}");
        assert_eq!(document.signatures.iter().map(|one| one.titles[0].plain()).collect::<Vec<_>>(), titles);
    }
    assert_eq!(document("bien-ban").recipients.last().map(Text::plain).as_deref(), Some("Lưu: VT, Hồ sơ"));
    let letter = document("thu-cong");
    assert!(!letter.head.numbered && letter.head.dated && letter.recipients.is_empty());
    assert!(matches!(letter.head.title, Title::Named { .. }));
}

/// The table of kinds in the guide is the program's.
#[test]
fn the_guides_list_every_type() {
    for guide in ["README.md", "README.vi.md"] {
        lists_every_type(&read(guide));
    }
}

fn lists_every_type(guide: &str) {
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `")).collect();
    let wanted: Vec<String> = types()
        .map(|kind| {
            let title = &template::load(kind).expect("a template").manifest.title;
            format!("| `{kind}` | {title} |")
        })
        .collect();
    let listed: Vec<&&str> = rows.iter().filter(|row| wanted.iter().any(|want| row.starts_with(want))).collect();
    assert_eq!(listed.len(), wanted.len());
    assert!(listed.iter().zip(&wanted).all(|(row, want)| row.starts_with(want)), "{listed:#?}");
}

/// What is left out is missed by name or not at all: no template falls over it.
#[test]
fn any_answer_may_be_left_out() {
    for name in samples().keys() {
        let whole = crate::support::answers(&format!("samples/{name}/answers.yaml"));
        let mut paths = Vec::new();
        below("", &whole, &mut paths);
        for path in paths.iter().filter(|path| *path != "/template") {
            let mut answers = whole.clone();
            let (parent, key) = path.rsplit_once('/').expect("a path");
            answers.pointer_mut(parent).and_then(|parent| parent.as_object_mut()).expect("a group").remove(key);
            let text = answers.to_string();
            let (_, findings) = made(name, &text, &Options::default());
            let faulty = findings.iter().find(|finding| finding.code.starts_with("template/"));
            assert!(faulty.is_none(), "{name} without {path}: {}", told(&findings, &text));
        }
    }
}

/// The paths of all keys, but for those inside contents.
fn below(path: &str, value: &Value, paths: &mut Vec<String>) {
    for (key, value) in value.as_object().into_iter().flatten() {
        let path = format!("{path}/{key}");
        if key != "content" {
            below(&path, value, paths);
        }
        paths.push(path);
    }
}

/// A paper without number and day leaves gaps.
#[test]
fn every_sample_as_a_draft() {
    for name in samples().keys() {
        let mut answers = crate::support::answers(&format!("samples/{name}/answers.yaml"));
        let document = answers["document"].as_object_mut().expect("a group");
        let year = document["date"].as_str().expect("a day")[..4].parse::<i32>().expect("a year");
        document.remove("date");
        document.remove("number");
        document.insert("year".to_owned(), year.into());
        let text = answers.to_string();
        let (prepared, findings) = made(name, &text, &Options { draft: true, ..Options::default() });
        let head = prepared.unwrap_or_else(|| panic!("{name}: {}", told(&findings, &text))).document.head;
        assert_eq!((head.number, head.date, head.open_year), (None, None, Some(year)), "{name}");
    }
}

/// A starter shows the layout of its kind, and tells how blocks are written once.
#[test]
fn starters_fit_their_kind() {
    let starter = |kind: &str| {
        let template = template::load(kind).expect("a template");
        template::starter(&template.form, &template.reference, kind, &template.manifest.title)
    };
    for (kind, block, example) in [
        ("quyet-dinh", "  - article_text:", "- article: Phạm vi điều chỉnh"),
        ("quy-che", "  - chapter:", "- article: Phạm vi điều chỉnh"),
        ("ke-hoach", "  - heading:", "- heading: Mục đích và yêu cầu"),
        ("phieu-bao", "  - text:", "- text: Sở thông báo lịch làm việc như sau"),
    ] {
        let text = starter(kind);
        assert!(text.lines().any(|line| line == block), "{kind}: {text}");
        assert_eq!(text.matches(example).count(), 1, "{kind}");
        assert_eq!(text.matches("Mỗi khối bắt đầu bằng").count(), 1, "{kind}");
    }
    for kind in ["hop-dong", "ban-ghi-nho", "ban-thoa-thuan", "thu-cong"] {
        assert!(starter(kind).contains("Nghị định không có mẫu; theo thông lệ"), "{kind}");
    }
}
