//! Lengths on paper.
//!
//! One unit for both writers: the twip (1/20 pt), which is what OOXML stores. A length is rounded to it once, where it
//! is made, so nothing rounds differently on its way to PDF and to DOCX.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use serde::{Serialize, Serializer};

/// A length, exact to one twip (1/20 pt = 0.0176 mm).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i32);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);

    /// From points (1/72 inch), rounded to the nearest twip.
    pub fn pt(points: f64) -> Self {
        Length((points * 20.0).round() as i32)
    }

    /// From millimetres, rounded to the nearest twip.
    pub fn mm(millimetres: f64) -> Self {
        Length((millimetres * 1440.0 / 25.4).round() as i32)
    }

    /// From twips (1/20 pt).
    pub const fn twips(twips: i32) -> Self {
        Length(twips)
    }

    /// In points.
    pub fn to_pt(self) -> f64 {
        f64::from(self.0) / 20.0
    }

    /// In millimetres.
    pub fn to_mm(self) -> f64 {
        f64::from(self.0) * 25.4 / 1440.0
    }

    /// In twips, the unit of `w:w`, `w:ind` and `w:spacing`.
    pub const fn to_twips(self) -> i32 {
        self.0
    }

    /// In English Metric Units (914,400 an inch), the unit of DrawingML.
    pub const fn to_emu(self) -> i64 {
        self.0 as i64 * 635
    }

    /// In half points, the unit of `w:sz`.
    pub const fn to_half_points(self) -> i32 {
        self.0 / 10
    }

    /// In eighths of a point, the unit of a border's `w:sz`.
    pub const fn to_eighths(self) -> i32 {
        self.0 * 2 / 5
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<f64> for Length {
    type Output = Length;
    fn mul(self, factor: f64) -> Length {
        Length((f64::from(self.0) * factor).round() as i32)
    }
}

impl Div<i32> for Length {
    type Output = Length;
    fn div(self, divisor: i32) -> Length {
        Length(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// Points, as a plain number.
impl Serialize for Length {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_pt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_the_specification() {
        assert_eq!(Length::mm(210.0).to_twips(), 11906);
        assert_eq!(Length::mm(297.0).to_twips(), 16838);
        assert_eq!(Length::mm(30.0).to_twips(), 1701);
        assert_eq!(Length::pt(13.0).to_half_points(), 26);
        assert_eq!(Length::pt(0.75).to_eighths(), 6);
        assert_eq!(Length::pt(1.0).to_emu(), 12_700);
    }
}
