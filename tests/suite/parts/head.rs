//! Heads without number, without place and date, without either.

use congvan::model::{Document, Head};
use congvan::rules::RuleSetName;

use super::{Made, document, laid, line, middle, near};

fn with(numbered: bool, dated: bool) -> Document {
    let document = document("BIÊN BẢN", 3);
    Document { head: Head { numbered, dated, ..document.head }, ..document }
}

pub fn documents() -> Vec<Made> {
    vec![
        ("head-undated".into(), with(true, false), RuleSetName::Nd30_2020),
        ("head-unnumbered".into(), with(false, true), RuleSetName::Nd30_2020),
        ("head-neither".into(), with(false, false), RuleSetName::Tt01_2011),
    ]
}

#[test]
fn what_is_not_printed_is_not_there_and_the_rest_stays() {
    for rules in RuleSetName::ALL {
        let whole = laid(&with(true, true), rules);
        for (numbered, dated) in [(true, false), (false, true), (false, false)] {
            let layout = laid(&with(numbered, dated), rules);
            assert_eq!(layout.lines.iter().any(|line| line.text.starts_with("Số: ")), numbered);
            assert_eq!(layout.lines.iter().any(|line| line.text.starts_with("Bình Định, ngày")), dated);
            let (title, motto) = (line(&layout, "CỘNG HÒA"), line(&layout, "Độc lập"));
            near(middle(title), middle(motto), 0.1);
            near(title.baseline, line(&whole, "CỘNG HÒA").baseline, 0.01);
            assert!(title.x > layout.pages[0].0 / 2.0 - 20.0);
            let right = layout.pages[0].0 - super::load(rules).page.right.default.to_pt();
            assert!(title.x + title.width <= right && right - title.x - title.width < 20.0);
        }
    }
}
