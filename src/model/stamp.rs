//! The pictures of signatures and seals.

use serde::Serialize;

use super::Image;
use crate::diag::AnswerPath;
use crate::length::Length;

/// The picture of a signature or a seal, on a transparent ground.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StampImage {
    /// The file.
    pub image: Image,
    /// The mean red, green and blue of what can be seen.
    pub color: [u8; 3],
    /// The answer that names the file.
    pub source: Option<AnswerPath>,
}

impl StampImage {
    /// Width and height by the dots an inch of the file, where it says them.
    pub fn real_size(&self) -> Option<(Length, Length)> {
        let density = f64::from(self.image.density?);
        let side = |dots: u32| Length::pt(f64::from(dots) * 72.0 / density);
        Some((side(self.image.pixels.0), side(self.image.pixels.1)))
    }
}
