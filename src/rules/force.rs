//! Rules that were asked for by name on a day on which others hold.

use chrono::NaiveDate;

use super::{RuleSetName, in_force};
use crate::diag::{Diagnostic, Message, Severity};
use crate::vietnamese::date_short;

/// What is to be said of a document of `date` by the rules `name`, which were asked for in the place of its own; nothing
/// where they are those in force.
pub fn not_in_force(name: RuleSetName, date: NaiveDate) -> Option<Diagnostic> {
    let own = in_force(date);
    let message = Message::new(
        format!(
            "Văn bản in theo chuẩn thể thức {name}, không phải chuẩn có hiệu lực ngày {} ({own})",
            date_short(date)
        ),
        format!("The document is printed by the rules {name}, which are not those in force on {date} ({own})"),
    );
    let hint = Message::new(
        "Bỏ --rules thì chương trình tự chọn theo phiếu và ngày của văn bản",
        "Leave --rules out and they are chosen by the answers and the date",
    );
    let finding = Diagnostic::new(Severity::Warning, "rules/not-in-force", message).hint(hint);
    (own != name).then(|| finding.basis("Nghị định 30/2020/NĐ-CP, Điều 37"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_that_are_not_in_force_are_told() {
        let date = |year| NaiveDate::from_ymd_opt(year, 3, 5).expect("a date");
        for (name, year, told) in [
            (RuleSetName::Tt01_2011, 2026, true),
            (RuleSetName::Nd30_2020, 2026, false),
            (RuleSetName::Nd30_2020, 2014, true),
            (RuleSetName::Tt01_2011, 2014, false),
        ] {
            assert_eq!(not_in_force(name, date(year)).is_some(), told, "{name} {year}");
        }
    }
}
