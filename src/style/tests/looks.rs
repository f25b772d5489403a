//! The rule files against the decree.

use super::*;

#[test]
fn every_role_is_inside_its_legal_range() {
    for rules in rule_sets() {
        for role in Role::ALL {
            let look = rules.role(role);
            let Some([least, most]) = look.legal else {
                let unregulated = [
                    Role::SecrecyStamp,
                    Role::TableHeader,
                    Role::TableCell,
                    Role::TableTotal,
                    Role::TableNote,
                    Role::Footnote,
                    Role::Confirmation,
                ];
                assert!(unregulated.contains(&role), "{role:?} has a legal range");
                continue;
            };
            assert!(look.size.iter().all(|size| (least..=most).contains(size)), "{role:?} in {}", rules.name);
        }
    }
}

/// The table of sizes and styles of the decree, written out a second time: (role, least, most, bold, italic).
#[test]
fn the_sizes_table_of_the_decree() {
    let table = [
        (Role::NationalTitle, 12, 13, true, false),
        (Role::Motto, 13, 14, true, false),
        (Role::ParentBody, 12, 13, false, false),
        (Role::IssuingBody, 12, 13, true, false),
        (Role::NumberSymbol, 13, 13, false, false),
        (Role::PlaceDate, 13, 14, false, true),
        (Role::LetterSubject, 12, 13, false, false),
        (Role::UrgencyStamp, 13, 14, true, false),
        (Role::CirculationStamp, 13, 14, true, false),
        (Role::SignatureInfo, 10, 10, false, false),
        (Role::TypeName, 13, 14, true, false),
        (Role::Subject, 13, 14, true, false),
        (Role::Addressee, 13, 14, false, false),
        (Role::AddresseeItem, 13, 14, false, false),
        (Role::LegalBasis, 13, 14, false, true),
        (Role::Body, 13, 14, false, false),
        (Role::Part, 13, 14, true, false),
        (Role::Chapter, 13, 14, true, false),
        (Role::ChapterSection, 13, 14, true, false),
        (Role::Subsection, 13, 14, true, false),
        (Role::ArticleHeading, 13, 14, true, false),
        (Role::Article, 13, 14, false, false),
        (Role::Section, 13, 14, true, false),
        (Role::ClauseHeading, 13, 14, true, false),
        (Role::Clause, 13, 14, false, false),
        (Role::Point, 13, 14, false, false),
        (Role::SignerTitle, 13, 14, true, false),
        (Role::SignerName, 13, 14, true, false),
        (Role::RecipientsLabel, 12, 12, true, true),
        (Role::RecipientItem, 11, 11, false, false),
        (Role::AddressBand, 11, 12, false, false),
        (Role::AnnexLabel, 14, 14, true, false),
        (Role::AnnexTitle, 13, 14, true, false),
        (Role::AnnexReference, 13, 14, false, true),
        (Role::PageNumber, 13, 14, false, false),
    ];
    let rules = load(RuleSetName::Nd30_2020);
    for (role, least, most, bold, italic) in table {
        let look = rules.role(role);
        let legal = [least, most].map(|size| Length::pt(f64::from(size)));
        assert_eq!((look.legal, look.bold, look.italic), (Some(legal), bold, italic), "{role:?}");
    }
}

#[test]
fn where_the_circular_differs() {
    let (old, new) = (load(RuleSetName::Tt01_2011), load(RuleSetName::Nd30_2020));
    assert!(new.role(Role::LegalBasis).italic && !old.role(Role::LegalBasis).italic);
    let fourteen = [Length::pt(14.0); 2];
    assert_eq!((old.role(Role::TypeName).size, old.role(Role::Subject).size), (fourteen, fourteen));
    let page = |rules| resolved(&report(), rules).sections[0].page.clone();
    assert_eq!(page(old).number, PageNumberPlace::BottomRight);
    assert_eq!(page(new).number, PageNumberPlace::TopCenter);
}

#[test]
fn the_two_size_sets_are_the_coherent_ones() {
    for rules in rule_sets() {
        let sizes = [Role::NationalTitle, Role::Motto, Role::PlaceDate].map(|role| rules.role(role).size);
        let points = |set: usize| sizes.map(|size| size[set].to_pt() as i32);
        assert_eq!((points(0), points(1)), ([13, 14, 14], [12, 13, 13]));
    }
}

#[test]
fn margins_paragraphs_and_lines_are_legal() {
    for rules in rule_sets() {
        let page = &rules.page;
        let millimetres = |margin: &crate::rules::Margin| [margin.min, margin.max].map(|edge| edge.to_mm().round());
        assert_eq!([&page.top, &page.bottom].map(millimetres), [[20.0, 25.0]; 2]);
        assert_eq!([&page.left, &page.right].map(millimetres), [[30.0, 35.0], [15.0, 20.0]]);
        for margin in [page.top, page.bottom, page.left, page.right] {
            assert!((margin.min..=margin.max).contains(&margin.default));
        }
        for role in [Role::LegalBasis, Role::Body, Role::Section, Role::Clause, Role::Point, Role::DashItem] {
            let look = rules.role(role);
            assert!(rules.paragraph.first_line.contains(&look.first_line), "{role:?}");
            assert!(look.space_before >= rules.paragraph.space_before_min, "{role:?}");
            assert!((rules.paragraph.line_percent[0]..=rules.paragraph.line_percent[1]).contains(&look.line_percent));
        }
        for line in [&rules.lines.motto, &rules.lines.issuing_body, &rules.lines.subject] {
            let [least, most] = line.legal.expect("a legal length");
            assert!((least..=most).contains(&line.ratio) && line.offset < line.height);
        }
    }
}

#[test]
fn looks_stand_at_their_roles() {
    let styled = resolved(&report(), load(RuleSetName::Nd30_2020));
    for (at, role) in Role::ALL.into_iter().enumerate() {
        assert_eq!(styled.looks[at].0, role);
    }
}
