//! The typeface the program carries: Liberation Serif 2.1.5, which has the widths of Times New Roman.

/// A style of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Face {
    /// Đứng.
    Regular,
    /// Đứng, đậm.
    Bold,
    /// Nghiêng.
    Italic,
    /// Nghiêng, đậm.
    BoldItalic,
}

impl Face {
    /// Every style.
    pub const ALL: [Face; 4] = [Face::Regular, Face::Bold, Face::Italic, Face::BoldItalic];

    /// The style with these two properties.
    pub fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Face::Regular,
            (true, false) => Face::Bold,
            (false, true) => Face::Italic,
            (true, true) => Face::BoldItalic,
        }
    }
}

/// The font file of `face`, TrueType.
pub fn bytes(face: Face) -> &'static [u8] {
    match face {
        Face::Regular => include_bytes!("../../fonts/LiberationSerif-Regular.ttf"),
        Face::Bold => include_bytes!("../../fonts/LiberationSerif-Bold.ttf"),
        Face::Italic => include_bytes!("../../fonts/LiberationSerif-Italic.ttf"),
        Face::BoldItalic => include_bytes!("../../fonts/LiberationSerif-BoldItalic.ttf"),
    }
}
