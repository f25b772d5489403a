use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

use super::Text;
use crate::diag::AnswerPath;
use crate::length::Length;

/// A picture as a file: PNG or JPEG, upright, in grey or red, green and blue.
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    /// The file, shared between a document and its looks.
    pub bytes: Arc<[u8]>,
    /// Which of the two it is.
    pub format: ImageFormat,
    /// Width and height in dots.
    pub pixels: (u32, u32),
    /// Dots an inch, where the file says it.
    pub density: Option<u32>,
}

/// What a picture is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ImageFormat {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
}

impl Image {
    /// The largest size of the same shape that fits into `width` and `height`.
    pub fn fitted(&self, width: Length, height: Length) -> (Length, Length) {
        let (across, down) = (f64::from(self.pixels.0.max(1)), f64::from(self.pixels.1.max(1)));
        let scale = (width.to_pt() / across).min(height.to_pt() / down);
        (Length::pt(across * scale), Length::pt(down * scale))
    }
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Image { bytes, format, pixels: (width, height), density } = self;
        write!(f, "Image({format:?}, {width} x {height}, {density:?} dpi, {} bytes)", bytes.len())
    }
}

impl Serialize for Image {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:?}"))
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
    pub image: Image,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The answer behind each figure, where it is one answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Option<AnswerPath>>,
}
