//! Heads that lack a part: a biên bản has no place and date, a thư công no number.

use super::*;

fn with(numbered: bool, dated: bool) -> Document {
    let document = report();
    Document { head: Head { numbered, dated, ..document.head }, ..document }
}

fn roles(cell: &[Block]) -> Vec<Role> {
    paragraphs(cell).into_iter().map(|paragraph| paragraph.role).collect()
}

#[test]
fn what_is_not_printed_leaves_its_cell_empty() {
    for rules in rule_sets() {
        let cells = |numbered, dated| {
            let styled = resolved(&with(numbered, dated), rules);
            let row = head(&styled).rows.get(1);
            row.map(|row| row.cells.iter().map(|cell| roles(cell)).collect::<Vec<_>>())
        };
        assert_eq!(cells(true, true), Some(vec![vec![Role::NumberSymbol], vec![Role::PlaceDate]]));
        assert_eq!(cells(true, false), Some(vec![vec![Role::NumberSymbol], Vec::new()]));
        assert_eq!(cells(false, true), Some(vec![Vec::new(), vec![Role::PlaceDate]]));
        assert_eq!(cells(false, false), None);
    }
}

#[test]
fn nothing_is_levelled_with_what_is_not_there() {
    for (numbered, dated) in [(true, false), (false, true)] {
        let styled = resolved(&with(numbered, dated), load(RuleSetName::Nd30_2020));
        let cells = &head(&styled).rows[1].cells;
        assert!(cells.iter().flatten().all(|block| !matches!(block, Block::Space(_))));
    }
}

#[test]
fn the_national_title_stays_on_the_right() {
    let rules = load(RuleSetName::Nd30_2020);
    for (numbered, dated) in [(true, false), (false, true), (false, false)] {
        let styled = resolved(&with(numbered, dated), rules);
        let grid = head(&styled);
        assert_eq!(grid.columns.iter().copied().sum::<Length>(), styled.sections[0].page.text_width());
        assert_eq!(roles(&grid.rows[0].cells[0]), [Role::ParentBody, Role::IssuingBody]);
        assert_eq!(roles(&grid.rows[0].cells[1]), [Role::NationalTitle, Role::Motto]);
        let title = metrics::width(&rules.wording.national_title, Length::pt(13.0), Face::Bold);
        assert!(grid.columns[1].to_pt() >= title);
    }
}

/// A place that would be too long for its line is none in a document that does not print it.
#[test]
fn a_place_that_is_not_printed_takes_no_room() {
    let mut document = with(true, false);
    document.head.place = Text::fixed("Thành phố ".repeat(12));
    resolved(&document, load(RuleSetName::Nd30_2020));
    document.head.dated = true;
    assert_eq!(errors(&document)[0].code, "style/head-too-wide");
}

#[test]
fn a_symbol_that_is_not_printed_takes_no_room() {
    let mut document = with(false, true);
    document.head.symbol = Text::fixed("X".repeat(90));
    resolved(&document, load(RuleSetName::Nd30_2020));
}
