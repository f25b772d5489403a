//! Stamps of ô 10a, 10b and 11: their words, frames and colours.

use serde::Deserialize;

use super::units::length;
use super::{Area, RuleSet};
use crate::diag::{Diagnostic, Message};
use crate::length::Length;
use crate::model::{Circulation, Secrecy, Urgency};

/// Ô 10b. Dấu mức độ khẩn.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgencyRules {
    /// Colour of word and frame, `rrggbb`.
    pub color: String,
    /// Stroke of the frame.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
    /// Space above.
    #[serde(deserialize_with = "length")]
    pub space_before: Length,
    /// Khẩn.
    pub urgent: Area,
    /// Thượng khẩn.
    pub very_urgent: Area,
    /// Hỏa tốc.
    pub express: Area,
    /// Hỏa tốc hẹn giờ, in the rule sets that have it.
    pub timed_express: Option<Area>,
}

/// Ô 10a. Dấu chỉ độ mật, and the stamp of papers that are called back (ô 11).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecrecyRules {
    /// Colour of word and frame, `rrggbb`.
    pub color: String,
    /// Stroke of the frame.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
    /// Space above.
    #[serde(deserialize_with = "length")]
    pub space_before: Length,
    /// Mật.
    pub secret: Area,
    /// Tối mật.
    pub highly_secret: Area,
    /// Tuyệt mật.
    pub top_secret: Area,
    /// Tài liệu thu hồi.
    pub recall: Area,
}

/// Ô 11. Chỉ dẫn phạm vi lưu hành.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CirculationRules {
    /// Colour of word and frame, `rrggbb`.
    pub color: String,
    /// Stroke of the frame.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
    /// Xem xong trả lại.
    pub return_after_reading: Area,
    /// Lưu hành nội bộ.
    pub internal: Area,
    /// Space below a stamp that is higher than the margin.
    #[serde(deserialize_with = "length")]
    pub space_after: Length,
}

/// A stamp as it is printed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StampRule<'a> {
    /// Its word; a `\n` begins a second line.
    pub word: &'a str,
    /// Its frame.
    pub area: Area,
    /// Colour of both, `rrggbb`.
    pub color: &'a str,
    /// Stroke of the frame.
    pub thickness: Length,
    /// Space above.
    pub space_before: Length,
}

impl RuleSet {
    /// The stamp of `urgency`; `None` for a level that these rules do not have.
    pub fn urgency_stamp(&self, urgency: Urgency) -> Option<StampRule<'_>> {
        let (rules, words) = (&self.urgency, &self.wording);
        let (word, area) = match urgency {
            Urgency::Urgent => (&words.urgent, rules.urgent),
            Urgency::VeryUrgent => (&words.very_urgent, rules.very_urgent),
            Urgency::Express => (&words.express, rules.express),
            Urgency::TimedExpress => (words.timed_express.as_ref()?, rules.timed_express?),
        };
        let UrgencyRules { color, thickness, space_before, .. } = rules;
        Some(StampRule { word, area, color, thickness: *thickness, space_before: *space_before })
    }

    /// The stamp of `secrecy`.
    pub fn secrecy_stamp(&self, secrecy: Secrecy) -> StampRule<'_> {
        let (rules, words) = (&self.secrecy, &self.wording);
        let (word, area) = match secrecy {
            Secrecy::Secret => (&words.secret, rules.secret),
            Secrecy::HighlySecret => (&words.highly_secret, rules.highly_secret),
            Secrecy::TopSecret => (&words.top_secret, rules.top_secret),
        };
        let SecrecyRules { color, thickness, space_before, .. } = rules;
        StampRule { word, area, color, thickness: *thickness, space_before: *space_before }
    }

    /// The stamp of `circulation`. A paper that is called back is one of the law on state secrets.
    pub fn circulation_stamp(&self, circulation: Circulation) -> StampRule<'_> {
        let words = &self.wording;
        let CirculationRules { color, thickness, return_after_reading, internal, .. } = &self.circulation;
        let (word, area, color, thickness) = match circulation {
            Circulation::ReturnAfterReading => (&words.return_after_reading, *return_after_reading, color, thickness),
            Circulation::Internal => (&words.internal, *internal, color, thickness),
            Circulation::Recall => (&words.recall, self.secrecy.recall, &self.secrecy.color, &self.secrecy.thickness),
        };
        StampRule { word, area, color, thickness: *thickness, space_before: Length::ZERO }
    }

    /// The error of a document whose level of urgency these rules do not have.
    pub fn unknown_urgency(&self) -> Diagnostic {
        let words = &self.wording;
        let levels = [&words.urgent, &words.very_urgent, &words.express].map(String::as_str).join(", ");
        let message = Message::new(
            format!("mức độ khẩn này không có trong quy định đang áp dụng; các mức: {levels}"),
            format!("the rules in use have no such level of urgency; there are: {levels}"),
        );
        let hint = Message::new(
            format!("chọn {}, ghi giờ phải đến trong nội dung", words.express),
            format!("choose {} and say in the text when it must arrive", words.express),
        );
        Diagnostic::error("rules/unknown-urgency", message).hint(hint).basis(&self.basis.urgency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSetName, load};

    #[test]
    fn the_fourth_level_is_the_circulars_alone() {
        let (old, new) = (load(RuleSetName::Tt01_2011), load(RuleSetName::Nd30_2020));
        assert_eq!(old.urgency_stamp(Urgency::TimedExpress).map(|stamp| stamp.word), Some("HỎA TỐC HẸN GIỜ"));
        assert_eq!(new.urgency_stamp(Urgency::TimedExpress), None);
        assert_eq!(new.unknown_urgency().code, "rules/unknown-urgency");
    }

    #[test]
    fn frames_of_the_decree() {
        let millimetres = |area: Area| (area.width.to_mm().round() as i32, area.height.to_mm().round() as i32);
        let urgencies = [Urgency::Urgent, Urgency::VeryUrgent, Urgency::Express];
        for rules in RuleSetName::ALL.map(load) {
            let frames = urgencies.map(|level| millimetres(rules.urgency_stamp(level).expect("a level").area));
            assert_eq!(frames, [(20, 8), (40, 8), (30, 8)]);
        }
    }
}
