use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::Text;
use crate::length::Length;

/// The bytes of a picture, shared between a document and its looks. PNG or JPEG.
#[derive(Clone, PartialEq, Eq)]
pub struct ImageBytes(pub Arc<[u8]>);

impl std::fmt::Debug for ImageBytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImageBytes({} bytes)", self.0.len())
    }
}

impl Serialize for ImageBytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0.len() as u64)
    }
}

/// Hình.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Picture {
    /// Its name in the template or the answers.
    pub id: String,
    /// `Hình 1`; `None` for a picture without a caption.
    pub label: Option<String>,
    /// Tên hình, without the label.
    pub caption: Text,
    /// What it shows, for readers that do not see it.
    pub description: String,
    /// The file.
    pub bytes: ImageBytes,
    /// Width and height in its own dots.
    pub pixels: (u32, u32),
    /// The width it is wanted in; the rules decide where there is none.
    pub width: Option<Length>,
}

/// Biểu đồ: figures as a drawing.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chart {
    /// Its name in the template or the answers.
    pub id: String,
    /// `Biểu đồ 1`; `None` for a chart without a caption.
    pub label: Option<String>,
    /// Tên biểu đồ, without the label.
    pub caption: Text,
    /// Which kind.
    pub kind: ChartKind,
    /// What the figures count, along the axis: `trường`, `%`.
    pub unit: String,
    /// Names along the axis, or of the slices.
    pub categories: Vec<String>,
    /// The figures; a pie has one series.
    pub series: Vec<Series>,
}

/// A kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Biểu đồ cột.
    Bar,
    /// Biểu đồ đường.
    Line,
    /// Biểu đồ tròn.
    Pie,
}

/// The figures of one name in a chart, exact: digits and how many of them stand after the decimal mark (929, 1 is 92.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// One figure a category; `None` where there is none.
    pub values: Vec<Option<(i64, u8)>>,
}
