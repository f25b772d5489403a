//! The document that a quyết định issues (form 1.3).

use congvan::model::{Attached, Block, Document, Role, Text};
use congvan::rules::RuleSetName::{self, Nd30_2020, Tt01_2011};

use super::{Made, document, laid, line, middle, near, prose};

pub fn decision() -> Document {
    let article = |text: &str| Block::Paragraph { role: Role::ArticleHeading, text: Text::fixed(text) };
    let body =
        [vec![article("Điều 1. Phạm vi điều chỉnh")], prose(12), vec![article("Điều 2. Họp")], prose(8)].concat();
    let attached = Attached {
        type_name: Text::fixed("QUY CHẾ"),
        subject: Text::fixed("Làm việc của Sở Giáo dục và Đào tạo Bình Định"),
        reference: Text::fixed(
            "(Kèm theo Quyết định số 328/QĐ-SGDĐT ngày 05 tháng 11 năm 2020 của Sở Giáo dục và Đào tạo)",
        ),
        body,
    };
    Document { attached: Some(attached), ..document("QUYẾT ĐỊNH", 3) }
}

pub fn documents() -> Vec<Made> {
    vec![("attached".into(), decision(), Nd30_2020), ("attached-tt01".into(), decision(), Tt01_2011)]
}

fn begins_on_its_own_page(rules: RuleSetName) {
    let layout = laid(&decision(), rules);
    let page = line(&layout, "QUY CHẾ").page;
    let on_page = |words: &str| {
        let found = layout.lines.iter().find(|line| line.page == page && line.text.trim_start().starts_with(words));
        found.unwrap_or_else(|| panic!("no {words} on page {page}"))
    };
    let first: Vec<_> = layout.lines.iter().filter(|line| line.page == page).collect();
    assert!(page > 1 && layout.lines.iter().any(|line| line.page == page + 1));
    // Names of bodies beside Quốc hiệu, and neither number nor place and date.
    near(on_page("UBND TỈNH").baseline, on_page("CỘNG HÒA").baseline, 1.0);
    on_page("Độc lập");
    assert!(!first.iter().any(|line| line.text.contains("Số:") || line.text.starts_with("Bình Định, ngày")));
    // Type, subject and reference in the middle of the page, one below the other.
    let title = ["QUY CHẾ", "Làm việc", "(Kèm theo"].map(on_page);
    assert!(title.windows(2).all(|pair| pair[0].baseline < pair[1].baseline));
    title.windows(2).for_each(|pair| near(middle(pair[0]), middle(pair[1]), 1.0));
    assert!(on_page("Điều 1.").baseline > title[2].baseline);
    // Nobody signs it, and its pages begin again: its second page is page 2.
    assert!(!layout.lines.iter().any(|line| line.page >= page && line.text.contains("Người Ký Mẫu")));
    let number = |page| layout.lines.iter().any(|line| line.page == page && line.text.trim() == "2");
    assert!(number(page + 1) && !first.iter().any(|line| line.text.trim() == "1"));
}

#[test]
fn what_a_decision_issues_begins_on_its_own_page() {
    begins_on_its_own_page(Nd30_2020);
    begins_on_its_own_page(Tt01_2011);
}
