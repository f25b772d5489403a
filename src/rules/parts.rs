//! The types of a rule file for the parts of a page. Field names are the file's.

use serde::Deserialize;

use super::units::{length, lengths, sizes};
use crate::length::Length;

/// Drawn lines.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRules {
    /// Stroke of all of them.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
    /// Under Tiêu ngữ.
    pub motto: LineRule,
    /// Under the issuing body.
    pub issuing_body: LineRule,
    /// Under the subject.
    pub subject: LineRule,
    /// Under the reference of an annex.
    pub annex: Option<LineRule>,
    /// Across the whole text, above the address band.
    pub address: DividerRule,
}

/// A drawn line under a text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRule {
    /// Its length as a part of the text line above it.
    pub ratio: f64,
    /// Least and most that the decree allows.
    pub legal: Option<[f64; 2]>,
    /// From the bottom of the text to the line.
    #[serde(deserialize_with = "length")]
    pub offset: Length,
    /// All the height it takes.
    #[serde(deserialize_with = "length")]
    pub height: Length,
}

/// Ô 1-5.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadRules {
    /// Narrower than this the left column makes us try the smaller size set.
    #[serde(deserialize_with = "length")]
    pub left_min: Length,
    /// Room beside a measured line.
    #[serde(deserialize_with = "length")]
    pub slack: Length,
    /// Words before which a long name is best broken.
    pub break_before: Vec<String>,
    /// Words of several syllables that no line should end inside, in any case of letters.
    pub keep_together: Vec<String>,
}

/// The least widths of gaps to be stamped.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapRules {
    /// Số.
    #[serde(deserialize_with = "length")]
    pub number: Length,
    /// Ngày.
    #[serde(deserialize_with = "length")]
    pub day: Length,
    /// Tháng.
    #[serde(deserialize_with = "length")]
    pub month: Length,
}

/// Ô 9a. Kính gửi.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddresseeRules {
    /// Left edge of the text to `Kính gửi:` when several follow.
    #[serde(deserialize_with = "length")]
    pub indent: Length,
    /// Space between the addressees and the text.
    #[serde(deserialize_with = "length")]
    pub first_body_space: Length,
}

/// The receiving bodies of a công điện (form 1.6).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementRules {
    /// Left edge of the text to their dashes.
    #[serde(deserialize_with = "length")]
    pub indent: Length,
}

/// Ô 7.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignatureRules {
    /// Space above.
    #[serde(deserialize_with = "length")]
    pub space_before: Length,
    /// The right column's part of the text width.
    pub right_share: f64,
    /// Height between title and name.
    #[serde(deserialize_with = "length")]
    pub room: Length,
    /// Width of the left column of two signers side by side (form 1.9).
    #[serde(deserialize_with = "length")]
    pub pair_left: Length,
    /// Between that column and the right one, which has the rest.
    #[serde(deserialize_with = "length")]
    pub pair_gap: Length,
    /// Space between two rows of signers, and above the recipients or the confirmation that stand below another part.
    #[serde(deserialize_with = "length")]
    pub row_space: Length,
    /// The picture of the signature.
    pub signature: Area,
    /// The picture of the seal.
    pub seal: Area,
    /// The part of the signature that the seal covers, on its left.
    pub seal_overlap: f64,
    /// The least and the greatest side of a seal.
    #[serde(deserialize_with = "lengths")]
    pub seal_range: [Length; 2],
}

impl SignatureRules {
    /// Whether a picture `width` by `height` has the size of a seal.
    pub fn is_seal(&self, (width, height): (Length, Length)) -> bool {
        let [least, most] = self.seal_range;
        [width, height].iter().all(|side| (least..=most).contains(side))
    }
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Width.
    #[serde(deserialize_with = "length")]
    pub width: Length,
    /// Height.
    #[serde(deserialize_with = "length")]
    pub height: Length,
}

/// Tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableRules {
    /// Stroke of all lines.
    #[serde(deserialize_with = "length")]
    pub stroke: Length,
    /// Left and right padding of a cell.
    #[serde(deserialize_with = "length")]
    pub padding_x: Length,
    /// Top and bottom padding of a cell.
    #[serde(deserialize_with = "length")]
    pub padding_y: Length,
    /// Room beside the longest word of a column.
    #[serde(deserialize_with = "length")]
    pub slack: Length,
    /// Space between the caption and the table.
    #[serde(deserialize_with = "length")]
    pub space_before: Length,
    /// Space above a table without a caption.
    #[serde(deserialize_with = "length")]
    pub annex_space_before: Length,
    /// The part of its share that a column keeps beside one with long words, or the text gets smaller.
    pub least_share: f64,
    /// Sizes of the text in a table, tried in order.
    #[serde(deserialize_with = "sizes")]
    pub sizes: Vec<Length>,
    /// The same in an annex.
    #[serde(deserialize_with = "sizes")]
    pub annex_sizes: Vec<Length>,
}

/// Pictures and charts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureRules {
    /// Space above a picture or chart.
    #[serde(deserialize_with = "length")]
    pub space_before: Length,
    /// Dots an inch of a picture whose file does not say it.
    pub density: u32,
    /// Room below the highest picture and its caption, where word processors round lines up.
    #[serde(deserialize_with = "length")]
    pub slack: Length,
    /// Charts.
    pub chart: ChartRules,
}

/// Charts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartRules {
    /// Greatest width and height.
    pub area: Area,
    /// Size of its words, in points.
    pub size: f64,
    /// Thickness of the line of a series.
    #[serde(deserialize_with = "length")]
    pub line: Length,
    /// Colours of the series or slices, `rrggbb`: no two of one lightness, so that they differ in grey and for readers who do
    /// not see colours.
    pub colors: Vec<String>,
}

/// Chú thích cuối trang.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FootnoteRules {
    /// Length of the line above them.
    #[serde(deserialize_with = "length")]
    pub line: Length,
    /// Its stroke.
    #[serde(deserialize_with = "length")]
    pub thickness: Length,
    /// All the height it takes.
    #[serde(deserialize_with = "length")]
    pub height: Length,
    /// From the top of that height to the line.
    #[serde(deserialize_with = "length")]
    pub offset: Length,
    /// Size of a mark as a part of the text's.
    pub mark_size: f64,
    /// How high it stands, as a part of the text's size.
    pub mark_rise: f64,
}

/// Words across the page.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WatermarkRules {
    /// Largest size, in points.
    pub size: f64,
    /// Longest.
    #[serde(deserialize_with = "length")]
    pub max_length: Length,
    /// Counter-clockwise from horizontal, in degrees.
    pub angle: f64,
    /// Colour, `rrggbb`.
    pub color: String,
}

/// Phần II: bản sao.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CopyRules {
    /// The line across the text.
    pub line: DividerRule,
    /// The right column's least part of the text width.
    pub right_share: f64,
    /// Space above the signer.
    #[serde(deserialize_with = "length")]
    pub signature_gap: Length,
    /// The line of an electronic copy.
    pub info: InfoRules,
    /// What a digitised original must reach.
    pub scan: ScanRules,
}

/// A line across the whole text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DividerRule {
    /// From the end of the text above it to the line.
    #[serde(deserialize_with = "length")]
    pub offset: Length,
    /// All the height it takes.
    #[serde(deserialize_with = "length")]
    pub height: Length,
}

/// Where the information of the body's signature stands on page 1: ô 14 on a copy, and on the file of an annex.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfoRules {
    /// From the left edge of the text.
    #[serde(deserialize_with = "length")]
    pub left: Length,
    /// From the top edge of the paper.
    #[serde(deserialize_with = "length")]
    pub top: Length,
    /// Width of its frame.
    #[serde(deserialize_with = "length")]
    pub width: Length,
    /// Height of its frame.
    #[serde(deserialize_with = "length")]
    pub height: Length,
}

/// What a digitised original must reach.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScanRules {
    /// The least version of PDF.
    pub pdf: String,
    /// The least resolution, in dots an inch.
    pub dpi: u32,
}
