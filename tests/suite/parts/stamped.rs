//! Ô 7c and 8: the pictures of a signature and a seal.

use std::io::{Cursor, Read};
use std::path::Path;

use congvan::diag::Diagnostic;
use congvan::export::typst::StampPosition;
use congvan::model::{Document, Image, ImageFormat, Signature, Stamp, StampImage};
use congvan::render::{Options, prepare};
use congvan::rules::RuleSetName::Nd30_2020;
use congvan::style::Block;
use image::{DynamicImage, Rgba, RgbaImage};
use serde_json::json;

use super::{Made, document, files, laid, near, signer, styled};
use crate::support::{LETTER, changed};

const MILLIMETRE: f64 = 72.0 / 25.4;

fn png(dots: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    dots.into().write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

/// A wave in ink on a clear ground.
fn by_hand(ink: [u8; 3]) -> Vec<u8> {
    let wave = |x: u32| 75.0 + 50.0 * (f64::from(x) / 25.0).sin() * (1.0 - f64::from(x) / 500.0);
    let [red, green, blue] = ink;
    png(RgbaImage::from_fn(400, 150, |x, y| {
        Rgba([red, green, blue, if (f64::from(y) - wave(x)).abs() < 6.0 { 255 } else { 0 }])
    }))
}

/// Two rings on a clear ground.
fn seal() -> Vec<u8> {
    png(RgbaImage::from_fn(425, 425, |x, y| {
        let far = (f64::from(x) - 212.0).hypot(f64::from(y) - 212.0);
        Rgba([220, 30, 40, if (195.0..210.0).contains(&far) || (120.0..126.0).contains(&far) { 255 } else { 0 }])
    }))
}

fn stamp(bytes: Vec<u8>, pixels: (u32, u32), density: Option<u32>, color: [u8; 3]) -> StampImage {
    StampImage { image: Image { bytes: bytes.into(), format: ImageFormat::Png, pixels, density }, color, source: None }
}

fn signed(density: Option<u32>) -> Document {
    let signature = Signature {
        signature_picture: Some(stamp(by_hand([30, 60, 170]), (400, 150), None, [30, 60, 170])),
        seal_picture: Some(stamp(seal(), (425, 425), density, [220, 30, 40])),
        ..signer("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Người Ký Mẫu")
    };
    Document { signatures: vec![signature], ..document("BÁO CÁO", 6) }
}

pub fn documents() -> Vec<Made> {
    vec![("stamped".into(), signed(Some(300)), Nd30_2020)]
}

fn places(document: &Document) -> (StampPosition, StampPosition) {
    let layout = laid(document, Nd30_2020);
    let of = |stamp| layout.stamps.iter().find(|one| one.stamp == stamp).expect("its place").clone();
    (of(Stamp::Signature), of(Stamp::Seal))
}

#[test]
fn the_seal_has_its_real_size_and_covers_the_left_third_of_the_signature() {
    // 425 dots at 300 an inch; without that, the usual size; at 72 an inch it would be no seal.
    for (density, width) in [(Some(300), 36.0 * MILLIMETRE), (None, 104.0), (Some(72), 104.0)] {
        let (signature, seal) = places(&signed(density));
        near(seal.width, width, 0.5);
        near(seal.height, width, 0.5);
        // As large as the room of the rules lets it be, in its own shape.
        near(signature.width, 140.0, 0.1);
        near(signature.height, 140.0 * 150.0 / 400.0, 0.1);
        near(seal.x + seal.width, signature.x + signature.width / 3.0, 0.5);
        near(seal.y + seal.height / 2.0, signature.y + signature.height / 2.0, 0.1);
    }
}

#[test]
fn both_files_hold_both_pictures_and_say_what_they_show() {
    let styled = styled(&signed(Some(300)), Nd30_2020);
    let Some(Block::Grid(grid)) = styled.sections[0].blocks.last() else { panic!("a grid") };
    let spaces =
        grid.rows[0].cells[1].iter().filter_map(|block| if let Block::Space(it) = block { Some(it) } else { None });
    let words: Vec<String> = spaces
        .flat_map(|space| &space.stamps)
        .map(|area| area.picture.clone().expect("a picture").description)
        .collect();
    assert_eq!(words, ["Chữ ký của Người Ký Mẫu", "Con dấu của cơ quan, tổ chức"]);
    let [(_, pdf), (_, docx)] = files(&styled);
    let count = |needle: &[u8]| pdf.windows(needle.len()).filter(|window| *window == needle).count();
    // Each with its mask of what can be seen through.
    assert_eq!(count(b"/SMask "), 2);
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("an archive");
    for (name, bytes) in [("word/media/image1.png", by_hand([30, 60, 170])), ("word/media/image2.png", seal())] {
        let mut stored = Vec::new();
        archive.by_name(name).expect(name).read_to_end(&mut stored).expect(name);
        assert_eq!(stored, bytes, "{name}");
    }
    let mut text = String::new();
    archive.by_name("word/document.xml").expect("the text").read_to_string(&mut text).expect("UTF-8");
    assert_eq!(text.matches("<wp:anchor ").count(), 2);
    words.iter().for_each(|words| assert!(text.contains(&format!("descr=\"{words}\"")), "{words}"));
}

/// What is told of the letter itself, which is of 2014.
const BESIDE: [&str; 2] = ["check/citation-again", "rules/not-in-force"];

/// The findings of the letter whose signer has the pictures of these names, in a folder that holds them.
fn found(folder: &Path, signature: Option<&str>, seal: Option<&str>) -> (bool, Vec<Diagnostic>) {
    let names = [("signature_picture", signature), ("seal_picture", seal)];
    let changes: Vec<(String, _)> =
        names.into_iter().filter_map(|(key, name)| Some((format!("document.signer.{key}"), json!(name?)))).collect();
    let changes: Vec<(&str, _)> = changes.iter().map(|(path, name)| (path.as_str(), name.clone())).collect();
    let files = congvan::assets::files::Folder::new(folder).expect("a folder");
    let options = Options { rules: Some(Nd30_2020), ..Options::default() };
    let (prepared, found) = prepare(changed(LETTER, &changes), &files, &options);
    let made = prepared.is_some_and(|made| {
        let [signer] = &made.document.signatures[..] else { panic!("a signer") };
        (signer.signature_picture.is_some(), signer.seal_picture.is_some()) == (signature.is_some(), seal.is_some())
    });
    (made, found.into_iter().filter(|one| !BESIDE.contains(&one.code.as_ref())).collect())
}

#[test]
fn only_a_png_on_a_clear_ground_is_a_signature_or_a_seal() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: Vec<u8>| std::fs::write(folder.path().join(name), bytes).expect("a file");
    write("xanh.png", by_hand([30, 60, 170]));
    write("den.png", by_hand([20, 20, 20]));
    write("do.png", seal());
    write("kin.png", png(RgbaImage::from_pixel(40, 20, Rgba([30, 60, 170, 255]))));
    write("trong.png", png(RgbaImage::new(40, 20)));
    let mut photograph = Cursor::new(Vec::new());
    let dots = image::RgbImage::from_pixel(40, 20, image::Rgb([30, 60, 170]));
    dots.write_to(&mut photograph, image::ImageFormat::Jpeg).expect("a photograph");
    write("anh.jpg", photograph.into_inner());

    let codes = |(made, found): (bool, Vec<Diagnostic>)| {
        (made, found.iter().map(|one| one.code.to_string()).collect::<Vec<_>>())
    };
    let is = |code: &str| vec![code.to_owned()];
    let of = |signature, seal| codes(found(folder.path(), signature, seal));
    assert_eq!(of(Some("xanh.png"), Some("do.png")), (true, Vec::new()));
    assert_eq!(of(Some("den.png"), Some("do.png")), (true, is("check/signature-color")));
    assert_eq!(of(None, Some("xanh.png")), (true, is("check/seal-color")));
    for name in ["kin.png", "trong.png", "anh.jpg"] {
        assert_eq!(of(Some(name), None), (false, is("answers/stamp-picture")), "{name}");
        assert_eq!(of(None, Some(name)), (false, is("answers/stamp-picture")), "{name}");
    }
    assert_eq!(of(Some("khong-co.png"), None), (false, is("answers/picture")));
    let (_, wrong) = found(folder.path(), None, Some("kin.png"));
    let place = wrong[0].place.as_ref().and_then(|place| place.path.as_ref()).map(ToString::to_string);
    assert_eq!(place.as_deref(), Some("document.signer.seal_picture"));
}
