//! Numbers of units are the engine's: one that is typed as well would be printed twice (Phụ lục I, Mục II.6đ).

use std::sync::LazyLock;

use regex::Regex;

use super::Paper;
use super::finding::Finding;
use super::text::paragraph;
use crate::model::{Role, Text};
use crate::rules::Check;
use crate::vietnamese::pattern;

pub(super) fn check(paper: &Paper) -> Vec<Finding> {
    let document = paper.document;
    let attached = document.attached.iter().flat_map(|attached| &attached.body);
    let annexes = document.annexes.iter().flat_map(|annex| &annex.body);
    let blocks = document.body.iter().chain(attached).chain(annexes);
    blocks.filter_map(paragraph).filter_map(|(role, text)| typed_number(role, text)).collect()
}

/// B06 to B10. A number at the beginning of the words of a numbered unit.
fn typed_number(role: Role, text: &Text) -> Option<Finding> {
    static UNIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let names = r"(?i:phần|chương|mục|tiểu mục|điều) (?:[IVXL]+|\d+)(?:[.:]|$)";
        pattern(&format!(r"^(?:{names}|[IVXL]+\. |\d{{1,3}}[.)] |[a-zđ]\) |[-–•+] )"))
    });
    let is_numbered = matches!(
        role,
        Role::Part
            | Role::Chapter
            | Role::ChapterSection
            | Role::Subsection
            | Role::ArticleHeading
            | Role::Article
            | Role::Section
            | Role::ClauseHeading
            | Role::Clause
            | Role::Point
            | Role::DashItem
    );
    let run = text.0.iter().find(|run| run.source.is_some()).filter(|_| is_numbered)?;
    let typed = UNIT.as_ref()?.find(&run.text)?.as_str().trim();
    let (vi, en) =
        (format!("số \"{typed}\" ghi sẵn sẽ in hai lần"), format!("the number \"{typed}\" is printed twice"));
    let finding = Finding::new(Check::TypedNumber, vi, en, run.source.clone());
    Some(finding.hint("bỏ số ở đầu: chương trình tự đánh số", "leave it out: numbers are given here"))
}
