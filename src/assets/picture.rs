//! Pictures: read whole, measured before they are decoded, and made fit for both writers.
//!
//! What a writer gets is PNG or JPEG, upright and in grey or RGB. A photograph that says "turn me" or that is made for print
//! (CMYK) is stored anew: Word does not turn it, and an archive PDF cannot hold its colours.

use std::io::{Cursor, Read};

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::files::{Files, Refusal};

/// The largest file, in bytes.
pub const MOST_BYTES: u64 = 10 << 20;
/// The most dots: A4 at 400 an inch is 15.5 million.
pub const MOST_DOTS: u64 = 24_000_000;
/// Quality of a photograph that is stored anew.
const QUALITY: u8 = 92;

/// A picture that a document can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// PNG; else JPEG.
    pub is_png: bool,
    /// Width in dots.
    pub width: u32,
    /// Height in dots.
    pub height: u32,
    /// Dots an inch, where the file says it.
    pub density: Option<u32>,
    /// How much of it can be seen through, in percent.
    pub transparent: u8,
    /// The mean red, green and blue of what can be seen; `None` where nothing can.
    pub color: Option<[u8; 3]>,
}

/// Why a file is no picture for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// It is not read.
    Refused(Refusal),
    /// It has more than [`MOST_BYTES`].
    TooManyBytes,
    /// It is neither PNG nor JPEG.
    Unknown,
    /// It has more than [`MOST_DOTS`], or none: width and height.
    Size(u32, u32),
    /// It begins well and cannot be decoded; the decoder's reason.
    Broken(String),
}

/// Reads the picture at `path`.
pub fn read(files: &dyn Files, path: &str) -> Result<Picture, Unfit> {
    if files.len(path).map_err(Unfit::Refused)? > MOST_BYTES {
        return Err(Unfit::TooManyBytes);
    }
    let reader = files.open(path).map_err(Unfit::Refused)?;
    let mut bytes = Vec::new();
    let read = reader.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|fault| Unfit::Refused(Refusal::System(fault.to_string())))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Unfit::TooManyBytes);
    }
    inspect(bytes)
}

/// Decodes a picture and says what it is. Its size is read first: a few bytes can ask for a page of gigabytes.
pub fn inspect(bytes: Vec<u8>) -> Result<Picture, Unfit> {
    let format = match image::guess_format(&bytes) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg)) => format,
        Ok(_) | Err(_) => return Err(Unfit::Unknown),
    };
    let broken = |fault: image::ImageError| Unfit::Broken(fault.to_string());
    let mut reader = ImageReader::with_format(Cursor::new(&bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > MOST_DOTS {
        return Err(Unfit::Size(width, height));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let color = decoder.original_color_type();
    let mut dots = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let density = density(&bytes);
    let (transparent, mean) = seen(&dots);
    let is_cmyk = matches!(color, ExtendedColorType::Cmyk8 | ExtendedColorType::Cmyk16);
    let bytes = if orientation == Orientation::NoTransforms && !is_cmyk {
        bytes
    } else {
        dots.apply_orientation(orientation);
        stored(&dots, format).map_err(broken)?
    };
    let (width, height) = (dots.width(), dots.height());
    Ok(Picture { bytes, is_png: format == ImageFormat::Png, width, height, density, transparent, color: mean })
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    // Sixteen bits of four colours a dot.
    limits.max_alloc = Some(MOST_DOTS * 8);
    limits
}

fn stored(dots: &DynamicImage, format: ImageFormat) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    if format == ImageFormat::Jpeg {
        dots.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    } else {
        dots.write_to(&mut Cursor::new(&mut bytes), format)?;
    }
    Ok(bytes)
}

/// How much can be seen through, in percent, and the mean colour of the rest, each dot by how much it covers.
fn seen(dots: &DynamicImage) -> (u8, Option<[u8; 3]>) {
    if !dots.color().has_alpha() {
        return (0, mean(dots.to_rgb8().pixels().map(|dot| (dot.0, 255))));
    }
    let dots = dots.to_rgba8();
    let clear = dots.pixels().filter(|dot| dot.0[3] < 128).count() as u64;
    let all = u64::from(dots.width()) * u64::from(dots.height());
    let color = mean(dots.pixels().map(|dot| ([dot.0[0], dot.0[1], dot.0[2]], dot.0[3])));
    ((clear * 100 / all.max(1)) as u8, color)
}

fn mean(dots: impl Iterator<Item = ([u8; 3], u8)>) -> Option<[u8; 3]> {
    let (sums, cover) = dots.fold(([0_u64; 3], 0_u64), |(mut sums, cover), (dot, alpha)| {
        sums.iter_mut().zip(dot).for_each(|(sum, part)| *sum += u64::from(part) * u64::from(alpha));
        (sums, cover + u64::from(alpha))
    });
    (cover > 0).then(|| sums.map(|sum| (sum / cover) as u8))
}

/// Dots an inch as the file has it: `pHYs` of PNG in dots a metre, the JFIF head of JPEG in dots an inch or a centimetre.
fn density(bytes: &[u8]) -> Option<u32> {
    let density = if bytes.starts_with(b"\x89PNG") { png_density(bytes) } else { jpeg_density(bytes) };
    density.filter(|dots| (30..=2400).contains(dots))
}

fn png_density(bytes: &[u8]) -> Option<u32> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let mut at = 8;
    loop {
        let (length, kind) = (number(at)? as usize, bytes.get(at + 4..at + 8)?);
        match kind {
            b"pHYs" if bytes.get(at + 16) == Some(&1) => {
                return Some((f64::from(number(at + 8)?) * 0.0254).round() as u32);
            }
            b"IDAT" => return None,
            _ => at = at.checked_add(length)?.checked_add(12)?,
        }
    }
}

fn jpeg_density(bytes: &[u8]) -> Option<u32> {
    let head = bytes.get(2..18).filter(|head| head.starts_with(&[0xff, 0xe0]) && head[4..9] == *b"JFIF\0")?;
    let dots = u32::from(u16::from_be_bytes([head[12], head[13]]));
    match head[11] {
        1 => Some(dots),
        2 => Some((f64::from(dots) * 2.54).round() as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};
    use proptest::prelude::*;

    use super::*;

    fn png(dots: impl Into<DynamicImage>) -> Vec<u8> {
        stored(&dots.into(), ImageFormat::Png).expect("a picture")
    }

    /// A red bar on a clear ground.
    fn seal() -> Vec<u8> {
        png(RgbaImage::from_fn(20, 10, |x, _| if x < 5 { Rgba([220, 20, 30, 255]) } else { Rgba([0; 4]) }))
    }

    fn photograph() -> Vec<u8> {
        let dots = RgbImage::from_fn(16, 8, |x, _| Rgb(if x < 8 { [250, 0, 0] } else { [0, 0, 250] }));
        stored(&dots.into(), ImageFormat::Jpeg).expect("a picture")
    }

    /// The photograph with a word on how it was held.
    fn turned(orientation: u8) -> Vec<u8> {
        let tiff = [b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation], &[0; 6]];
        let body = tiff.concat();
        let mut bytes = photograph();
        let segment = [&[0xff, 0xe1, 0, body.len() as u8 + 2][..], &body].concat();
        bytes.splice(2..2, segment);
        bytes
    }

    #[test]
    fn what_can_be_seen() {
        let picture = inspect(seal()).expect("a picture");
        assert_eq!((picture.width, picture.height, picture.transparent), (20, 10, 75));
        assert_eq!(picture.color, Some([220, 20, 30]));
        let box_of_white = inspect(png(RgbaImage::from_pixel(3, 3, Rgba([255; 4])))).expect("a picture");
        assert_eq!((box_of_white.transparent, box_of_white.color), (0, Some([255; 3])));
        let nothing = inspect(png(RgbaImage::new(3, 3))).expect("a picture");
        assert_eq!((nothing.transparent, nothing.color), (100, None));
        assert_eq!(inspect(photograph()).expect("a picture").transparent, 0);
    }

    #[test]
    fn what_is_no_picture() {
        assert_eq!(inspect(Vec::new()), Err(Unfit::Unknown));
        assert_eq!(inspect(b"GIF89a\x01\0\x01\0".to_vec()), Err(Unfit::Unknown));
        assert_eq!(inspect(b"<svg/>".to_vec()), Err(Unfit::Unknown));
        let whole = seal();
        for cut in [9, 20, whole.len() / 2, whole.len() - 14] {
            assert!(matches!(inspect(whole[..cut].to_vec()), Err(Unfit::Broken(_))), "{cut}");
        }
    }

    #[test]
    fn a_size_is_refused_before_anything_is_unpacked() {
        let mut bytes = seal();
        bytes[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
        // The check sum of the head.
        let mut crc = !0_u32;
        for byte in &bytes[12..29] {
            crc ^= u32::from(*byte);
            (0..8).for_each(|_| crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 });
        }
        bytes[29..33].copy_from_slice(&(!crc).to_be_bytes());
        assert_eq!(inspect(bytes), Err(Unfit::Size(65535, 65535)));
    }

    #[test]
    fn a_photograph_held_on_its_side_stands_upright() {
        let upright = inspect(turned(1)).expect("a picture");
        assert_eq!((upright.width, upright.height, &upright.bytes), (16, 8, &turned(1)));
        let picture = inspect(turned(6)).expect("a picture");
        assert_eq!((picture.width, picture.height), (8, 16));
        let dots = image::load_from_memory(&picture.bytes).expect("a picture").to_rgb8();
        assert!(dots.get_pixel(4, 2).0[0] > 200 && dots.get_pixel(4, 13).0[2] > 200);
        assert_eq!(inspect(picture.bytes.clone()).expect("a picture").bytes, picture.bytes);
    }

    #[test]
    fn density_of_both_formats() {
        let mut bytes = seal();
        let chunk =
            [b"\0\0\0\x09pHYs".as_slice(), &11811_u32.to_be_bytes(), &11811_u32.to_be_bytes(), &[1, 0, 0, 0, 0]];
        bytes.splice(33..33, chunk.concat());
        assert_eq!(png_density(&bytes), Some(300));
        assert_eq!(density(&seal()), None);
        let mut bytes = photograph();
        bytes[13..18].copy_from_slice(&[1, 0, 150, 0, 150]);
        assert_eq!(density(&bytes), Some(150));
        bytes[13] = 2;
        assert_eq!(density(&bytes), Some(381));
    }

    proptest! {
        #[test]
        fn bad_bytes_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
            cut in any::<prop::sample::Index>(),
            is_png in any::<bool>(),
        ) {
            let mut bytes = if is_png { seal() } else { turned(6) };
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let whole = inspect(bytes.clone());
            bytes.truncate(cut.index(bytes.len()));
            let _ = inspect(bytes);
            if let Ok(picture) = whole {
                prop_assert!(picture.width > 0 && u64::from(picture.width) * u64::from(picture.height) <= MOST_DOTS);
            }
        }
    }
}
