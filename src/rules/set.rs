//! The types of a rule file. Field names are the file's; what each stands for is said there and in the ledger.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::checks::{CheckRules, RegisterRules};
use super::parts::*;
use super::stamps::*;
use super::units::{length, lengths, maybe_pair, pair};
use super::{CopyWords, RuleSetName, Wording};
use crate::length::Length;
use crate::model::{CopyKind, Role};

/// A rule set: all the measurements and fixed words of one decree.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSet {
    /// Its name.
    pub name: RuleSetName,
    /// The decree's own full name.
    pub title: String,
    /// First day in force.
    pub valid_from: NaiveDate,
    /// Last day in force.
    pub valid_to: Option<NaiveDate>,
    /// Paper, margins, page number.
    pub page: PageRules,
    /// Phông chữ.
    pub font: FontRules,
    /// Legal ranges of a paragraph of the text.
    pub paragraph: ParagraphRules,
    /// The look of each role; every role has one.
    pub roles: BTreeMap<Role, RoleLook>,
    /// Drawn lines.
    pub lines: LineRules,
    /// Ô 1-5.
    pub head: HeadRules,
    /// Gaps to be stamped.
    pub gaps: GapRules,
    /// Ô 9a.
    pub addressees: AddresseeRules,
    /// The receiving bodies of a công điện.
    pub announcement: AnnouncementRules,
    /// Ô 7.
    pub signature: SignatureRules,
    /// Ô 10b.
    pub urgency: UrgencyRules,
    /// Ô 10a.
    pub secrecy: SecrecyRules,
    /// Ô 11.
    pub circulation: CirculationRules,
    /// Tables.
    pub table: TableRules,
    /// Pictures and charts.
    pub figure: FigureRules,
    /// Chú thích cuối trang.
    pub footnote: FootnoteRules,
    /// Words across the page.
    pub watermark: WatermarkRules,
    /// Phần II: bản sao.
    pub copy: CopyRules,
    /// II.8b: the line of the body's signature on the files of annexes, where the rules know such files.
    pub separate: Option<InfoRules>,
    /// Fixed words.
    pub wording: Wording,
    /// Clauses for messages.
    pub basis: Basis,
    /// The register of outgoing documents; `None` where the rules say nothing of it.
    pub register: Option<RegisterRules>,
    /// The checks of the words.
    pub checks: CheckRules,
}

impl RuleSet {
    /// Reads a rule file. Every role must have a look.
    pub(super) fn parse(source: &str) -> Result<RuleSet, String> {
        let set: RuleSet = toml::from_str(source).map_err(|error| error.to_string())?;
        match Role::ALL.iter().find(|role| !set.roles.contains_key(role)) {
            Some(role) => Err(format!("role {role:?} has no look")),
            None => Ok(set),
        }
    }

    /// The look of `role`.
    pub fn role(&self, role: Role) -> &RoleLook {
        &self.roles[&role]
    }
}

/// One of the two coherent combinations of sizes in the footnote of the sizes table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeSet {
    /// Quốc hiệu 13, Tiêu ngữ 14, địa danh 14; text 14.
    A,
    /// Quốc hiệu 12, Tiêu ngữ 13, địa danh 13; text 13.
    B,
}

impl SizeSet {
    /// Both, the larger one first.
    pub const ALL: [SizeSet; 2] = [SizeSet::A, SizeSet::B];

    /// Its name, after the sizes of Quốc hiệu, Tiêu ngữ and địa danh: `13-14-14`.
    pub fn as_str(self) -> &'static str {
        match self {
            SizeSet::A => "13-14-14",
            SizeSet::B => "12-13-13",
        }
    }
}

/// Paper, margins, page number.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageRules {
    /// Paper width, portrait.
    #[serde(deserialize_with = "length")]
    pub width: Length,
    /// Paper height, portrait.
    #[serde(deserialize_with = "length")]
    pub height: Length,
    /// Lề trên.
    pub top: Margin,
    /// Lề dưới.
    pub bottom: Margin,
    /// Lề trái.
    pub left: Margin,
    /// Lề phải.
    pub right: Margin,
    /// Where the page number stands.
    pub number: NumberPlace,
    /// Paper edge to the near edge of the number's line.
    #[serde(deserialize_with = "length")]
    pub number_distance: Length,
}

/// A margin: its legal range and ours.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// Least.
    #[serde(deserialize_with = "length")]
    pub min: Length,
    /// Most.
    #[serde(deserialize_with = "length")]
    pub max: Length,
    /// Ours.
    #[serde(deserialize_with = "length")]
    pub default: Length,
}

/// Where the page number stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberPlace {
    /// Centred in the top margin.
    TopCenter,
    /// In the bottom right corner.
    BottomRight,
}

/// Phông chữ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FontRules {
    /// The typeface the paper names.
    pub family: String,
}

/// Legal ranges of a paragraph of the text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ParagraphRules {
    /// Indent of the first line.
    #[serde(deserialize_with = "lengths")]
    pub first_line: [Length; 2],
    /// Least space between paragraphs.
    #[serde(deserialize_with = "length")]
    pub space_before_min: Length,
    /// Line pitch in percent of single: least and most.
    pub line_percent: [u16; 2],
}

/// The look of a role.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleLook {
    /// Size in set A and in set B.
    #[serde(deserialize_with = "pair")]
    pub size: [Length; 2],
    /// Least and most that the decree allows; `None` where it is silent.
    #[serde(default, deserialize_with = "maybe_pair")]
    pub legal: Option<[Length; 2]>,
    /// Đậm.
    #[serde(default)]
    pub bold: bool,
    /// Nghiêng.
    #[serde(default)]
    pub italic: bool,
    /// Căn lề.
    pub align: RoleAlign,
    /// Indent of the first line.
    #[serde(default, deserialize_with = "length")]
    pub first_line: Length,
    /// Space above.
    #[serde(default, deserialize_with = "length")]
    pub space_before: Length,
    /// Line pitch in percent of single.
    #[serde(default = "single")]
    pub line_percent: u16,
    /// Stay on the page of the next paragraph.
    #[serde(default)]
    pub keep_next: bool,
    /// Never broken across pages.
    #[serde(default)]
    pub keep_lines: bool,
    /// Heading level.
    pub outline: Option<u8>,
}

/// Single spacing, which every role has unless its rule says otherwise.
fn single() -> u16 {
    100
}

impl RoleLook {
    /// The size in `set`.
    pub fn size_in(&self, set: SizeSet) -> Length {
        self.size[set as usize]
    }
}

/// Căn lề.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleAlign {
    /// Flush left.
    Left,
    /// Centred.
    Center,
    /// Flush right.
    Right,
    /// Both edges.
    Justify,
}

impl RuleSet {
    /// The name and abbreviation of `kind` of copy.
    pub fn copy_words(&self, kind: CopyKind) -> &CopyWords {
        match kind {
            CopyKind::True => &self.wording.true_copy,
            CopyKind::OfCopy => &self.wording.copy_of_copy,
            CopyKind::Extract => &self.wording.extract,
        }
    }
}

/// Clauses for messages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Phông chữ.
    pub font: String,
    /// Số, ký hiệu, địa danh and the two size sets.
    pub head: String,
    /// Dấu mức độ khẩn.
    pub urgency: String,
    /// Bản sao.
    pub copy: String,
}
