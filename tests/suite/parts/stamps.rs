//! Dấu độ mật, dấu khẩn, phạm vi lưu hành.

use congvan::model::{Circulation, Document, Head, Secrecy, Text, Title, Urgency};
use congvan::rules::RuleSetName;

use super::{Made, document, laid, line, middle, near};

fn stamped(secrecy: Option<Secrecy>, urgency: Option<Urgency>, circulation: Option<Circulation>) -> Document {
    let document = document("THÔNG BÁO", 9);
    Document { head: Head { secrecy, urgency, circulation, ..document.head }, ..document }
}

/// A letter with a long subject and every stamp.
fn letter() -> Document {
    let document = stamped(Some(Secrecy::TopSecret), Some(Urgency::Express), Some(Circulation::ReturnAfterReading));
    let title = Title::Letter {
        subject: Text::fixed("kiểm tra công tác văn thư, lưu trữ năm 2020 tại các đơn vị")
    };
    let addressees = vec![Text::fixed("Các đơn vị trực thuộc Sở")];
    Document { head: Head { title, ..document.head }, addressees, ..document }
}

pub fn documents() -> Vec<Made> {
    let of = |secrecy, urgency, circulation| stamped(secrecy, urgency, circulation);
    vec![
        (
            "stamps-internal".into(),
            of(Some(Secrecy::Secret), Some(Urgency::VeryUrgent), Some(Circulation::Internal)),
            RuleSetName::Nd30_2020,
        ),
        (
            "stamps-recall".into(),
            of(Some(Secrecy::HighlySecret), Some(Urgency::Urgent), Some(Circulation::Recall)),
            RuleSetName::Nd30_2020,
        ),
        ("stamps-letter".into(), letter(), RuleSetName::Nd30_2020),
        (
            "stamps-timed".into(),
            of(None, Some(Urgency::TimedExpress), Some(Circulation::Internal)),
            RuleSetName::Tt01_2011,
        ),
    ]
}

#[test]
fn secrecy_stands_above_urgency_below_the_number() {
    for rules in RuleSetName::ALL {
        let layout = laid(&letter(), rules);
        let [number, subject, secrecy, urgency] =
            ["Số: ", "V/v ", "TUYỆT MẬT", "HỎA TỐC"].map(|words| line(&layout, words));
        assert!(number.baseline < subject.baseline && subject.baseline < secrecy.baseline);
        assert!(secrecy.baseline < urgency.baseline);
        near(middle(secrecy), middle(number), 0.1);
        near(middle(urgency), middle(number), 0.1);
        assert!(urgency.baseline < line(&layout, "Kính gửi").baseline);
    }
}

#[test]
fn circulation_stands_in_the_margin_of_the_first_page_over_the_national_title() {
    for rules in RuleSetName::ALL {
        for (circulation, words) in
            [(Circulation::Internal, "LƯU HÀNH NỘI BỘ"), (Circulation::ReturnAfterReading, "XEM XONG TRẢ LẠI")]
        {
            let layout = laid(&stamped(None, None, Some(circulation)), rules);
            let without = laid(&stamped(None, None, None), rules);
            let stamp = line(&layout, words);
            let page = &super::load(rules).page;
            assert!(stamp.page == 1 && stamp.baseline < page.top.default.to_pt());
            assert!(stamp.baseline - stamp.size > page.number_distance.to_pt());
            near(middle(stamp), middle(line(&layout, "CỘNG HÒA")), 0.2);
            assert!(stamp.x > layout.pages[0].0 / 2.0);
            near(line(&layout, "CỘNG HÒA").baseline, line(&without, "CỘNG HÒA").baseline, 0.01);
            assert_eq!(layout.pages.len(), without.pages.len());
            let shown = layout.lines.iter().filter(|line| line.text.contains(words)).count();
            assert_eq!(shown, 1, "on the first page only");
        }
    }
}

/// The stamp of a paper that is called back is higher than the margin: the text makes room for it.
#[test]
fn a_stamp_higher_than_the_margin_moves_the_text_down() {
    let rules = RuleSetName::Nd30_2020;
    let plain = laid(&stamped(None, None, None), rules);
    let layout = laid(&stamped(None, None, Some(Circulation::Recall)), rules);
    let moved = line(&layout, "CỘNG HÒA").baseline - line(&plain, "CỘNG HÒA").baseline;
    let (page, gap) = (&super::load(rules).page, super::load(rules).circulation.space_after);
    let over = page.number_distance + super::load(rules).secrecy.recall.height + gap - page.top.default;
    assert!(gap.to_pt() > 2.0, "the frame does not touch the text");
    near(moved, over.to_pt(), 0.1);
    assert!(line(&layout, "Thời hạn:").baseline < line(&layout, "CỘNG HÒA").baseline);
}

#[test]
fn the_fourth_level_of_urgency_is_the_circulars() {
    let document = stamped(None, Some(Urgency::TimedExpress), None);
    line(&laid(&document, RuleSetName::Tt01_2011), "HỎA TỐC HẸN GIỜ");
    let problems = congvan::style::resolve(&document, super::load(RuleSetName::Nd30_2020)).expect_err("no such level");
    assert_eq!(problems.iter().map(|problem| problem.code.as_ref()).collect::<Vec<_>>(), ["rules/unknown-urgency"]);
}
