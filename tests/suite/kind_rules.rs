//! Each rule of the types of Điều 7 and of the bases that they share, made to fail on a sample.

use serde_json::json;

use crate::form_rules::{Case, check, each_breaks_its_rule, own_rules};

/// Every case breaks its rule on the sample of `kind`, and every rule of the base has a case.
fn check_base(base: &str, kind: &str, cases: &[Case]) {
    assert_eq!(each_breaks_its_rule(kind, kind, cases), own_rules(&format!("base/{base}")));
}

#[test]
fn rules_of_named_types() {
    let cases = [
        ("document/type-exists", vec![("document.date", json!("2014-04-11"))]),
        ("legal_bases/begin", vec![("legal_bases", json!(["Luật Lưu trữ ngày 21 tháng 6 năm 2024"]))]),
    ];
    check_base("ten-loai", "phieu-bao", &cases);
}

#[test]
fn rules_of_resolutions_and_decisions() {
    let cases = [
        ("content/has-article", vec![("content", json!([{"text": "Bổ nhiệm ông Cán Bộ Mẫu"}]))]),
        ("content/ends-with-article", vec![("content.3", json!({"text": "Các đơn vị thi hành Quyết định này"}))]),
        ("document/recipient-article", vec![("document.recipients.0.name", json!("Như Điều 9"))]),
        ("proposer/without-words", vec![("proposer", json!("Theo đề nghị của Chánh Văn phòng Sở"))]),
        ("authority/without-abbreviation", vec![("authority", json!("UBND tỉnh Lâm Đồng"))]),
    ];
    check_base("ban-hanh", "quyet-dinh", &cases);
}

#[test]
fn rules_of_regulations() {
    let unnamed = json!([{"chapter": "Quy định chung", "items": [{"article": "A"}, {"article_text": "Nội dung"}]}]);
    let cases = [
        ("content/has-article", vec![("content", json!([{"text": "Nội dung"}]))]),
        ("content/articles-have-headings", vec![("content", unnamed)]),
    ];
    check_base("chuong-dieu", "quy-dinh", &cases);
}

#[test]
fn rules_of_papers_of_two_parties() {
    let cases = [
        ("parties/two", vec![("parties.b.name", json!("Sở Nội vụ tỉnh Lâm Đồng"))]),
        ("parties/both-sign", vec![("parties.b.representative", json!("Người Ký Mẫu"))]),
    ];
    check_base("hai-ben", "hop-dong", &cases);
}

#[test]
fn rules_of_a_decision_that_issues() {
    let cases: [Case; 3] = [
        ("attached/subject-without-type", vec![("attached.subject", json!("Quy chế tiếp công dân"))]),
        ("attached/subject-issues", vec![("document.subject", json!("Về việc tiếp công dân"))]),
        ("attached/said-in-article", vec![("content.0.article_text", json!("Ban hành Quy chế tiếp công dân"))]),
    ];
    let tried = each_breaks_its_rule("quyet-dinh", "quyet-dinh-ban-hanh", &cases);
    assert_eq!(tried, own_rules("van-ban/quyet-dinh"));
}

#[test]
fn rules_of_minutes() {
    let cases = [
        ("meeting/ends-after-it-begins", vec![("meeting.end", json!("07:59"))]),
        ("meeting/ends-after-it-begins", vec![("meeting.end_date", json!("2026-03-15"))]),
        ("meeting/before-document", vec![("document.date", json!("2026-03-15"))]),
        ("meeting/two-signers", vec![("meeting.secretary.full_name", json!("Người Ký Mẫu"))]),
    ];
    check("bien-ban", "bien-ban", &cases);
}

#[test]
fn rules_of_a_telegram_and_an_invitation() {
    let receiver = ("document.recipients.0.name", json!("Sở Nông nghiệp và Môi trường"));
    let cases = [
        ("cable/sender-without-words", vec![("cable.sender", json!("Chủ tịch Ủy ban nhân dân tỉnh Lâm Đồng điện:"))]),
        ("cable/receiver-is-no-recipient", vec![receiver]),
    ];
    check("cong-dien", "cong-dien", &cases);
    let cases = [
        ("invitation/after-document", vec![("invitation.date", json!("2026-11-09"))]),
        ("invitation/event-without-words", vec![("invitation.event", json!("Tới dự Hội nghị"))]),
        ("invitation/event-without-words", vec![("invitation.event", json!("Dự Hội nghị"))]),
    ];
    check("giay-moi", "giay-moi", &cases);
}

#[test]
fn rules_of_slips_for_a_person() {
    let cases = [
        ("introduction/valid-after-document", vec![("introduction.valid_to", json!("2026-03-24"))]),
        ("introduction/person-without-title", vec![("introduction.person", json!("Ông Cán Bộ Mẫu"))]),
        ("introduction/name-capitals", vec![("introduction.person", json!("CÁN BỘ MẪU"))]),
    ];
    check("giay-gioi-thieu", "giay-gioi-thieu", &cases);
    let cases: [Case; 7] = [
        ("leave/person-without-title", vec![("leave.person", json!("Bà Cán Bộ Mẫu"))]),
        ("leave/name-capitals", vec![("leave.person", json!("Cán bộ Mẫu"))]),
        ("leave/name-capitals", vec![("leave.person", json!("CÁN BỘ MẪU"))]),
        ("leave/in-order", vec![("leave.to", json!("2026-06-14"))]),
        ("leave/days-fit", vec![("leave.days", json!(8))]),
        ("leave/days-fit", vec![("leave.to", json!("2026-06-15")), ("leave.days", json!(2))]),
        ("leave/requested-before", vec![("leave.requested", json!("2026-06-05"))]),
    ];
    check("giay-nghi-phep", "giay-nghi-phep", &cases);
}

#[test]
fn rules_of_a_copy() {
    let electronic = ("copy.form", json!("dien_tu"));
    let cases: Vec<Case> = vec![
        ("copy/paper-complete", vec![("copy.signer.full_name", json!(null))]),
        ("copy/electronic-complete", vec![electronic.clone()]),
        ("copy/no-electronic-before-decree", vec![electronic, ("copy.format_profile", json!("tt01_2011"))]),
        ("copy/profile-fits-date", vec![("copy.format_profile", json!("tt01_2011"))]),
        ("copy/year-when-undated", vec![("copy.date", json!(null)), ("copy.year", json!(null))]),
        ("copy/year-of-date", vec![("copy.year", json!(2025))]),
        ("copy/symbol-shape", vec![("agency.code", json!("UBND / VP"))]),
        ("copy/symbol-without-kind", vec![("agency.code", json!("SY-UBND"))]),
        ("copy/file-copy-not-recipient", vec![("copy.recipients", json!(["Lưu: VT"]))]),
        ("copy/acting-head", vec![("copy.signer.authority", json!("Q. GIÁM ĐỐC"))]),
        ("copy/authority-shape", vec![("copy.signer.authority", json!("TL GIÁM ĐỐC"))]),
        ("copy/no-title-before-name", vec![("copy.signer.full_name", json!("TS. Người Ký Mẫu"))]),
    ];
    check("ban-sao", "ban-sao/sao-y.yaml", &cases);
}

/// Every rule that a form of a type or a base holds has a case in some test.
#[test]
fn no_other_type_has_rules_of_its_own() {
    let tried = [
        "quyet-dinh",
        "bien-ban",
        "cong-van",
        "cong-dien",
        "giay-moi",
        "giay-gioi-thieu",
        "giay-nghi-phep",
        "bao-cao-vemis",
        "ban-sao",
    ];
    for kind in congvan::template::kinds().filter(|kind| !tried.contains(kind)) {
        assert!(own_rules(&format!("van-ban/{kind}")).is_empty(), "{kind}");
    }
}
