//! The head of every department of education of the country, before and after the mergers.

use super::*;
use crate::facts;

/// The units of a day: the line of their people's committee and the place their papers name.
fn units(day: &str) -> Vec<(String, String)> {
    let day = day.parse().expect("a day");
    facts::provinces_on(day)
        .map(|unit| (format!("UBND {}", unit.full_name.to_uppercase()), unit.place.clone()))
        .collect()
}

fn all_units() -> Vec<(String, String)> {
    let (of_2014, of_2026) = (units("2014-04-11"), units("2026-10-01"));
    assert_eq!((of_2014.len(), of_2026.len()), (63, 34));
    of_2014.into_iter().chain(of_2026).collect()
}

fn of_unit(parent: &str, place: &str) -> Document {
    let document = report();
    let parent_body = Some(Text::fixed(parent));
    // The widest date there is.
    let date = NaiveDate::from_ymd_opt(2019, 11, 29);
    Document { head: Head { parent_body, place: Text::fixed(place), date, ..document.head }, ..document }
}

/// What must hold for every head, whatever the names.
fn check(document: &Document, rules: &RuleSet) -> StyledDocument {
    let styled = resolved(document, rules);
    let grid = head(&styled);
    let (left, right) = (grid.columns[0], grid.columns[1]);
    assert_eq!(left + right, styled.sections[0].page.text_width());
    assert_eq!(grid.rows.len(), 2);
    let [names, numbers] = [&grid.rows[0].cells, &grid.rows[1].cells];

    let title = of_role(&names[1], Role::NationalTitle);
    let motto = of_role(&names[1], Role::Motto);
    let number = of_role(&numbers[0], Role::NumberSymbol);
    let date = of_role(&numbers[1], Role::PlaceDate);
    for (line, column) in [(&title, right), (&motto, right), (&number, left), (&date, right)] {
        let widths = line_widths(line[0]);
        assert_eq!(widths.len(), 1, "{}", text(line[0]));
        assert!(widths[0] < column.to_pt(), "{} in {column:?}", text(line[0]));
    }
    check_names(&names[0], left, rules);
    check_rule(rules_of(&names[1])[0], line_widths(motto[0])[0], [1.0, 1.0], right);
    check_gaps(&numbers.iter().flat_map(|cell| paragraphs(cell)).collect::<Vec<_>>(), document);
    styled
}

fn check_names(cell: &[Block], left: Length, rules: &RuleSet) {
    let names = paragraphs(cell);
    assert!(names.iter().flat_map(|name| line_widths(name)).all(|width| width < left.to_pt()));
    let issuing = line_widths(of_role(cell, Role::IssuingBody)[0]);
    let legal = rules.lines.issuing_body.legal.expect("the decree limits it");
    check_rule(rules_of(cell)[0], issuing[issuing.len() - 1], legal, left);
}

/// Length in the legal part of the text above, and centred under it.
fn check_rule(rule: &Rule, text: f64, legal: [f64; 2], column: Length) {
    let ratio = rule.length.to_pt() / text;
    assert!(ratio > legal[0] - 0.001 && ratio < legal[1] + 0.001, "{ratio}");
    let right_gap = column - rule.indent - rule.length;
    assert!((right_gap - rule.indent).to_twips().abs() <= 1);
}

fn check_gaps(lines: &[&Paragraph], document: &Document) {
    let gaps = lines.iter().flat_map(|line| line.runs.iter().map(|run| (*line, run)));
    let gaps: Vec<_> = gaps.filter_map(|(line, run)| Some((run.stamp?, line, run))).collect();
    if document.head.date.is_some() {
        assert!(gaps.is_empty());
        return;
    }
    let stamps: Vec<Stamp> = gaps.iter().map(|(stamp, ..)| *stamp).collect();
    assert_eq!(stamps, [Stamp::Number, Stamp::Day, Stamp::Month]);
    for (stamp, line, run) in gaps {
        let least = if stamp == Stamp::Number { 31.0 } else { 24.0 };
        assert!(run.text.chars().all(|character| character == '\u{a0}'));
        assert!(metrics::width(&run.text, line.look.size, Face::of(run.bold, run.italic)) >= least);
    }
}

#[test]
fn every_department_dated_and_undated_by_both_rule_sets() {
    for rules in rule_sets() {
        for (parent, place) in all_units() {
            let document = of_unit(&parent, &place);
            let (dated, undated) = (check(&document, rules), check(&undated(document), rules));
            assert_eq!(dated.look(Role::Body), undated.look(Role::Body), "{place}: dating changes the sizes");
        }
    }
}

#[test]
fn only_the_longest_place_needs_the_smaller_sizes() {
    let small = |(parent, place): &(String, String)| {
        let styled = resolved(&of_unit(parent, place), load(RuleSetName::Nd30_2020));
        styled.look(Role::PlaceDate).size == Length::pt(13.0)
    };
    let names: Vec<String> = all_units().into_iter().filter(small).map(|(_, place)| place).collect();
    assert_eq!(names, ["Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"]);
}

#[test]
fn names_in_full_and_committees_themselves() {
    for rules in rule_sets() {
        for (parent, place) in all_units() {
            let committee = parent.replace("UBND", "ỦY BAN NHÂN DÂN");
            let document = of_unit(&committee, &place);
            check(&document, rules);
            let issuing_body = Text::fixed(&committee);
            let head = Head { parent_body: None, issuing_body, ..document.head.clone() };
            check(&Document { head, ..document }, rules);
        }
    }
}

#[test]
fn the_place_line_of_the_decree() {
    let document = of_unit("UBND THÀNH PHỐ HỒ CHÍ MINH", "Thành phố Hồ Chí Minh");
    let styled = resolved(&document, load(RuleSetName::Nd30_2020));
    let line = of_role(&head(&styled).rows[1].cells[1], Role::PlaceDate)[0];
    assert_eq!(text(line), "Thành phố Hồ Chí Minh, ngày 29 tháng 11 năm 2019");
    assert!(line.look.italic && !line.look.bold);
    let open = resolved(&undated(document), load(RuleSetName::Nd30_2020));
    let line = text(of_role(&head(&open).rows[1].cells[1], Role::PlaceDate)[0]);
    let gap = "\u{a0}".repeat(8);
    assert_eq!(line, format!("Thành phố Hồ Chí Minh, ngày{gap}tháng{gap}năm 2014"));
}
