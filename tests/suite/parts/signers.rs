//! Several signers, offices above the name, recipients and confirmations below.

use congvan::model::{Document, Head, Text};
use congvan::rules::RuleSetName;

use super::{Made, document, laid, line, middle, near, signer};

/// A biên bản: two signers, no place and date.
pub fn minutes(paragraphs: usize) -> Document {
    let document = document("BIÊN BẢN", paragraphs);
    Document {
        head: Head { dated: false, ..document.head },
        signatures: vec![signer("THƯ KÝ", "Người Ghi Mẫu"), signer("CHỦ TỌA", "Người Ký Mẫu")],
        recipients: ["Thành viên dự họp", "Lưu: VT, Hồ sơ"].map(Text::fixed).to_vec(),
        ..document
    }
}

/// A contract of three parties, without recipients.
fn contract() -> Document {
    let title = |party| format!("ĐẠI DIỆN BÊN {party}\nGIÁM ĐỐC");
    let signatures = ["A", "B", "C"].map(|party| signer(&title(party), "Người Ký Mẫu")).to_vec();
    Document { signatures, recipients: Vec::new(), ..document("HỢP ĐỒNG", 4) }
}

/// A leave slip, with the confirmation of the place where leave is spent.
fn leave() -> Document {
    let confirmation =
        ["Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)", "(Chữ ký, dấu)"];
    Document { confirmation: confirmation.map(Text::fixed).to_vec(), ..document("GIẤY NGHỈ PHÉP", 2) }
}

/// A council: three lines of titles, the office of the signer above the name, the drafter's code.
fn council() -> Document {
    let mut member = signer("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Người Ký Mẫu");
    member.other_titles = vec![Text::fixed("GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO KIÊM TRƯỞNG BAN CHỈ ĐẠO CẤP TỈNH")];
    Document { signatures: vec![member], drafter: Some(Text::fixed("PL.(300)")), ..document("THÔNG BÁO", 3) }
}

/// Two signers with titles of different lengths.
fn uneven() -> Document {
    let mut left = signer("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Người Ghi Mẫu");
    left.other_titles = vec![Text::fixed("TRƯỞNG BAN CHỈ ĐẠO")];
    Document { signatures: vec![left, signer("CHỦ TỌA", "Người Ký Mẫu")], ..minutes(3) }
}

pub fn documents() -> Vec<Made> {
    let mut all = vec![
        ("signers-contract".into(), contract(), RuleSetName::Nd30_2020),
        ("signers-leave".into(), leave(), RuleSetName::Nd30_2020),
        ("signers-council".into(), council(), RuleSetName::Nd30_2020),
        ("signers-uneven".into(), uneven(), RuleSetName::Tt01_2011),
    ];
    // Pages that end at, before and after the signatures.
    all.extend(ENDS.map(|paragraphs| (format!("signers-{paragraphs}"), minutes(paragraphs), RuleSetName::Nd30_2020)));
    all
}

/// So many paragraphs that the signatures come near the end of a page.
const ENDS: std::ops::RangeInclusive<usize> = 7..=11;

#[test]
fn two_names_stand_on_one_line_and_the_recipients_below_the_left() {
    let layout = laid(&minutes(3), RuleSetName::Nd30_2020);
    let [secretary, chair] = ["THƯ KÝ", "CHỦ TỌA"].map(|title| line(&layout, title));
    let names = ["Người Ghi Mẫu", "Người Ký Mẫu"].map(|name| line(&layout, name));
    near(secretary.baseline, chair.baseline, 0.01);
    near(names[0].baseline, names[1].baseline, 0.01);
    near(middle(secretary), middle(names[0]), 0.1);
    near(middle(chair), middle(names[1]), 0.1);
    let recipients = line(&layout, "Nơi nhận:");
    assert!(recipients.baseline > names[0].baseline);
    near(recipients.x, layout.pages[0].0 - super::load(RuleSetName::Nd30_2020).page.right.default.to_pt() - 467.7, 0.2);
}

#[test]
fn names_are_level_under_titles_of_different_lengths() {
    for rules in RuleSetName::ALL {
        let layout = laid(&uneven(), rules);
        near(line(&layout, "Người Ghi Mẫu").baseline, line(&layout, "Người Ký Mẫu").baseline, 0.01);
        let signatures: Vec<_> =
            layout.stamps.iter().filter(|one| one.stamp == congvan::model::Stamp::Signature).collect();
        near(signatures[0].y, signatures[1].y, 0.01);
    }
}

#[test]
fn signatures_are_on_one_page_and_never_alone() {
    for paragraphs in ENDS {
        let layout = laid(&minutes(paragraphs), RuleSetName::Nd30_2020);
        let [first, last] = ["THƯ KÝ", "- Lưu: VT"].map(|words| line(&layout, words));
        assert_eq!(first.page, last.page, "{paragraphs}");
        let with_them = layout.lines.iter().filter(|line| line.page == first.page && line.baseline < first.baseline);
        // The page number is a line of its own.
        let text = with_them.filter(|line| line.text.len() > 3).count();
        assert!(text >= 2, "{paragraphs}: {text} lines of text with the signatures");
    }
    let pages = |paragraphs| laid(&minutes(paragraphs), RuleSetName::Nd30_2020).pages.len();
    assert!(pages(*ENDS.start()) < pages(*ENDS.end()), "a page ends inside the range");
}
