//! Ô 13: the address at the foot of page 1.

use congvan::model::{Document, Head, Text, Title};
use congvan::rules::RuleSetName::{Nd30_2020, Tt01_2011};

use super::{Made, document, laid, line, middle, near};

const LINES: [&str; 3] = [
    "Số 08 đường Mẫu, phường Quy Nhơn, tỉnh Bình Định",
    "ĐT: 0256.3000001, Fax: 0256.3000002",
    "E-Mail: vanthu@donvi.example, Website: donvi.example",
];

fn letter(paragraphs: usize) -> Document {
    let document = document("CÔNG VĂN", paragraphs);
    let title = Title::Letter { subject: Text::fixed("kiểm tra công tác văn thư") };
    let head = Head { title, address: LINES.map(Text::fixed).to_vec(), ..document.head.clone() };
    Document { head, ..document }
}

pub fn documents() -> Vec<Made> {
    vec![
        ("address".into(), letter(5), Nd30_2020),
        ("address-pages".into(), letter(24), Nd30_2020),
        ("address-tt01".into(), letter(24), Tt01_2011),
    ]
}

#[test]
fn the_address_stands_at_the_foot_of_the_first_page_below_the_text() {
    for (name, document, rules) in documents() {
        let layout = laid(&document, rules);
        let found = LINES.map(|words| line(&layout, words));
        assert!(found.iter().all(|line| line.page == 1 && (line.size - 11.0).abs() < 0.1), "{name}");
        let (width, height) = layout.pages[0];
        let millimetre = 72.0 / 25.4;
        // In the middle of the text, its last line at the foot of it.
        found.iter().for_each(|line| near(middle(line), (width + 30.0 * millimetre - 15.0 * millimetre) / 2.0, 1.0));
        near(found[2].baseline, height - 20.0 * millimetre, 5.0);
        // One line across the text above it, and no text between the two or below.
        let stroke = layout.strokes.iter().find(|stroke| stroke.page == 1 && stroke.length > 450.0).expect("a line");
        near(stroke.length, width - 45.0 * millimetre, 0.5);
        assert!(stroke.y < found[0].baseline && stroke.y > found[0].baseline - 20.0);
        let text = layout.lines.iter().filter(|line| line.page == 1 && !LINES.contains(&line.text.as_str()));
        assert!(text.clone().count() > 5 && text.clone().all(|line| line.baseline < stroke.y), "{name}");
        let again = layout.lines.iter().filter(|line| line.text == LINES[0]).count();
        assert_eq!(again, 1, "{name}");
    }
}
