//! Dấu độ mật, dấu mức độ khẩn, phạm vi lưu hành.

use super::*;
use crate::model::{Circulation, Secrecy};

fn stamped(change: impl Fn(&mut Head)) -> Document {
    let mut document = report();
    change(&mut document.head);
    document
}

fn frames(blocks: &[Block]) -> Vec<&Frame> {
    blocks.iter().filter_map(|block| if let Block::Frame(frame) = block { Some(frame) } else { None }).collect()
}

fn frame_text(frame: &Frame) -> String {
    text(&frame.paragraph)
}

#[test]
fn every_stamp_fits_its_frame() {
    for rules in rule_sets() {
        let secrecies =
            [Secrecy::Secret, Secrecy::HighlySecret, Secrecy::TopSecret].map(|one| rules.secrecy_stamp(one));
        let circulations = [Circulation::ReturnAfterReading, Circulation::Internal, Circulation::Recall];
        let circulations = circulations.map(|one| rules.circulation_stamp(one));
        let urgencies = [Urgency::Urgent, Urgency::VeryUrgent, Urgency::Express, Urgency::TimedExpress];
        let urgencies = urgencies.into_iter().filter_map(|one| rules.urgency_stamp(one));
        let roles = [(Role::SecrecyStamp, secrecies), (Role::CirculationStamp, circulations)];
        let all = roles.into_iter().flat_map(|(role, stamps)| stamps.map(|stamp| (role, stamp)));
        for (role, stamp) in all.chain(urgencies.map(|stamp| (Role::UrgencyStamp, stamp))) {
            for size in rules.role(role).size {
                let lines: Vec<&str> = stamp.word.lines().collect();
                let widest = lines.iter().map(|line| metrics::width(line, size, Face::Bold)).fold(0.0, f64::max);
                assert!(widest + stamp.thickness.to_pt() * 2.0 < stamp.area.width.to_pt(), "{}", stamp.word);
                let high = metrics::line_height(size).to_pt() * lines.len() as f64;
                assert!(high + stamp.thickness.to_pt() * 2.0 < stamp.area.height.to_pt(), "{}", stamp.word);
            }
        }
    }
}

#[test]
fn secrecy_above_urgency_in_the_middle_of_the_column() {
    for rules in rule_sets() {
        let document = stamped(|head| {
            head.secrecy = Some(Secrecy::TopSecret);
            head.urgency = Some(Urgency::Urgent);
        });
        let styled = resolved(&document, rules);
        let grid = head(&styled);
        let stamps = frames(&grid.rows[1].cells[0]);
        assert_eq!(stamps.iter().map(|frame| frame_text(frame)).collect::<Vec<_>>(), ["TUYỆT MẬT", "KHẨN"]);
        for stamp in stamps {
            assert!((stamp.indent + stamp.width / 2 - grid.columns[0] / 2).to_pt().abs() < 0.1);
            assert_eq!((stamp.color.as_str(), stamp.space_before), ("ff0000", Length::pt(6.0)));
        }
    }
}

/// A document without number and without place and date may still be secret.
#[test]
fn stamps_need_no_number() {
    let styled = resolved(
        &stamped(|head| {
            (head.numbered, head.dated) = (false, false);
            head.secrecy = Some(Secrecy::Secret);
        }),
        load(RuleSetName::Nd30_2020),
    );
    assert_eq!(frames(&head(&styled).rows[1].cells[0]).len(), 1);
}

#[test]
fn circulation_is_in_the_margin_of_the_first_section_only() {
    for (circulation, words, wide, high) in [
        (Circulation::ReturnAfterReading, "XEM XONG TRẢ LẠI", 56.9, 8.0),
        (Circulation::Internal, "LƯU HÀNH NỘI BỘ", 49.4, 8.4),
        (Circulation::Recall, "TÀI LIỆU THU HỒI", 80.0, 15.0),
    ] {
        let mut document = stamped(|head| head.circulation = Some(circulation));
        document.annexes = vec![Annex {
            label: "Phụ lục".into(),
            title: Text::fixed("DANH SÁCH"),
            reference: Text::default(),
            body: vec![paragraph(Role::Body, "Danh sách./.")],
            landscape: false,
        }];
        let styled = resolved(&document, load(RuleSetName::Nd30_2020));
        let stamps = frames(&styled.sections[0].first_header);
        assert!(frame_text(stamps[0]).starts_with(words));
        assert_eq!((stamps[0].width, stamps[0].height), (Length::mm(wide), Length::mm(high)));
        let columns = &head(&styled).columns;
        let middle = columns[0] + columns[1] / 2;
        assert!((stamps[0].indent + stamps[0].width / 2 - middle).to_pt().abs() < 0.1);
        assert!(styled.sections[1].first_header.is_empty());
    }
}

#[test]
fn a_level_of_urgency_that_the_rules_lack_is_told_with_what_else_is_wrong() {
    let mut document = stamped(|head| head.urgency = Some(Urgency::TimedExpress));
    assert_eq!(errors(&document)[0].code, "rules/unknown-urgency");
    document.head.place = Text::fixed("Thành phố ".repeat(12));
    let codes: Vec<String> = errors(&document).into_iter().map(|error| error.code.to_string()).collect();
    assert_eq!(codes, ["style/head-too-wide", "rules/unknown-urgency"]);
    document.head.place = Text::fixed("Bình Định");
    resolved(&document, load(RuleSetName::Tt01_2011));
}
