//! Each part of a document.

use super::*;

fn nd30() -> &'static RuleSet {
    load(RuleSetName::Nd30_2020)
}

#[test]
fn type_name_subject_and_the_line_under_its_last_line() {
    let mut document = report();
    let subject = "Tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS và nộp dữ liệu các phân hệ";
    document.head.title = Title::Named { type_name: Text::fixed("BÁO CÁO"), subject: Text::fixed(subject) };
    let styled = resolved(&document, nd30());
    let blocks = &styled.sections[0].blocks;
    let lines = line_widths(of_role(blocks, Role::Subject)[0]);
    assert_eq!(lines.len(), 2);
    let ratio = rules_of(blocks)[0].length.to_pt() / lines[1];
    assert!((0.333..0.5).contains(&ratio), "{ratio}");
    assert_eq!(text(of_role(blocks, Role::Subject)[0]).replace('\n', " "), subject);
}

#[test]
fn a_letter_has_no_title_and_its_subject_under_its_number() {
    let mut document = report();
    let subject = "báo cáo tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS";
    document.head.title = Title::Letter { subject: Text::fixed(subject) };
    let styled = resolved(&document, nd30());
    let blocks = &styled.sections[0].blocks;
    assert!(of_role(blocks, Role::TypeName).is_empty() && rules_of(blocks).is_empty());
    let cell = of_role(&head(&styled).rows[1].cells[0], Role::LetterSubject);
    assert_eq!(text(cell[0]).replace('\n', " "), format!("V/v {subject}"));
    assert!(text(cell[0]).contains('\n'));
    assert_eq!(cell[0].look.space_before, Length::pt(6.0));
    assert!(!cell[0].look.bold);
}

#[test]
fn number_and_date_stand_on_one_base_line() {
    let base_line = |cell: &[Block]| {
        let space = if let Some(Block::Space(space)) = cell.first() { space.height } else { Length::ZERO };
        space.to_pt() + paragraphs(cell)[0].look.size.to_pt() * metrics::ASCENDER
    };
    for place in ["Bình Định", "Thành phố Hồ Chí Minh"] {
        let mut document = report();
        document.head.place = Text::fixed(place);
        let styled = resolved(&document, nd30());
        let cells = &head(&styled).rows[1].cells;
        assert!((base_line(&cells[0]) - base_line(&cells[1])).abs() < 0.06);
    }
}

#[test]
fn one_addressee_on_the_line_several_under_the_colon() {
    let mut document = report();
    let styled = resolved(&document, nd30());
    let line = of_role(&styled.sections[0].blocks, Role::Addressee)[0];
    assert_eq!(text(line), "Kính gửi: Bộ Giáo dục và Đào tạo (Vụ Kế hoạch - Tài chính)");
    document.addressees = vec![Text::fixed("Bộ Nội vụ"), Text::fixed("Bộ Tài chính")];
    let styled = resolved(&document, nd30());
    let blocks = &styled.sections[0].blocks;
    let (label, items) = (of_role(blocks, Role::Addressee)[0], of_role(blocks, Role::AddresseeItem));
    assert_eq!(items.iter().map(|item| text(item)).collect::<Vec<_>>(), ["- Bộ Nội vụ;", "- Bộ Tài chính."]);
    let colon = label.look.indent_left.to_pt() + metrics::width("Kính gửi", label.look.size, Face::Regular);
    let dash = (items[0].look.indent_left + items[0].look.first_line).to_pt();
    assert!((colon - dash).abs() < 0.1, "{colon} {dash}");
}

#[test]
fn an_urgent_letter_has_its_frame() {
    for (urgency, word, wide) in [
        (Urgency::Urgent, "KHẨN", 20.0),
        (Urgency::VeryUrgent, "THƯỢNG KHẨN", 40.0),
        (Urgency::Express, "HỎA TỐC", 30.0),
    ] {
        let mut document = report();
        document.head.urgency = Some(urgency);
        let styled = resolved(&document, nd30());
        let Some(Block::Frame(frame)) = head(&styled).rows[1].cells[0].last() else { panic!("no frame") };
        assert_eq!(text(&frame.paragraph), word);
        assert_eq!((frame.width, frame.height), (Length::mm(wide), Length::mm(8.0)));
        assert!(line_widths(&frame.paragraph)[0] < frame.width.to_pt());
    }
}

#[test]
fn recipients_and_signer() {
    let styled = resolved(&report(), nd30());
    let grid = signature(&styled);
    assert!(grid.keep_together);
    assert_eq!(grid.columns.iter().copied().sum::<Length>(), styled.sections[0].page.text_width());
    let [left, right] = [&grid.rows[0].cells[0], &grid.rows[0].cells[1]];
    let lines: Vec<String> = paragraphs(left).into_iter().map(text).collect();
    assert_eq!(lines, ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KHTC (08b)."]);
    let lines: Vec<String> = paragraphs(right).into_iter().map(text).collect();
    assert_eq!(lines, ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Người Ký Mẫu"]);
    let last = styled.sections[0].blocks.len() - 2;
    assert!(paragraphs(&styled.sections[0].blocks[last..])[0].look.keep_next);
}

#[test]
fn the_seal_covers_the_left_third_of_the_signature() {
    let styled = resolved(&report(), nd30());
    let grid = signature(&styled);
    let space =
        grid.rows[0].cells[1].iter().find_map(|block| if let Block::Space(space) = block { Some(space) } else { None });
    let [signature, seal] = &space.expect("room to sign").stamps[..] else { panic!("two areas") };
    assert_eq!((signature.stamp, seal.stamp), (Stamp::Signature, Stamp::Seal));
    let covered = (seal.x + seal.width - signature.x).to_pt() / signature.width.to_pt();
    assert!((0.32..0.35).contains(&covered), "{covered}");
    assert!(seal.x > Length::ZERO && seal.x < signature.x);
    assert!(signature.x + signature.width < grid.columns[1]);
}

#[test]
fn the_mark_across_the_page_fits() {
    for words in ["DỰ THẢO", "BẢN MẪU - SỐ LIỆU GIẢ ĐỊNH", "A"] {
        let mut document = report();
        document.state.watermark = Some(words.into());
        let mark = resolved(&document, nd30()).watermark.expect("a mark");
        assert!(metrics::width(words, mark.size, Face::Bold) <= nd30().watermark.max_length.to_pt());
        assert!(mark.size.to_pt() <= nd30().watermark.size);
    }
}

#[test]
fn strong_and_emphasis() {
    let mut document = report();
    let runs = vec![
        Run { text: "đậm".into(), strong: true, ..Run::default() },
        Run { text: "nghiêng".into(), emphasis: true, ..Run::default() },
    ];
    let blocks = [Role::Body, Role::LegalBasis].map(|role| model::Block::Paragraph { role, text: Text(runs.clone()) });
    document.body.splice(0..0, blocks);
    let styled = resolved(&document, nd30());
    let looks = |role| {
        let blocks = &styled.sections[0].blocks;
        of_role(blocks, role)[0].runs.iter().map(|run| (run.bold, run.italic)).collect::<Vec<_>>()
    };
    assert_eq!(looks(Role::Body), [(true, false), (false, true)]);
    assert_eq!(looks(Role::LegalBasis), [(true, true), (false, false)]);
}
