//! The first page of a PDF as a small picture.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use super::picture::font;

/// The first page as a grey PNG, `width` dots wide. `None` where it cannot be drawn.
pub fn first_page(pdf: &[u8], width: u16) -> Option<Vec<u8>> {
    // The drawing is not ours; where a broken page makes it give up, there is no picture.
    catch_unwind(AssertUnwindSafe(|| drawn(pdf, width))).ok().flatten()
}

fn drawn(pdf: &[u8], width: u16) -> Option<Vec<u8>> {
    let pdf = Pdf::new(pdf.to_vec()).ok()?;
    let page = pdf.pages().first()?;
    let scale = f32::from(width) / page.render_dimensions().0.max(1.0);
    let settings = InterpreterSettings { font_resolver: std::sync::Arc::new(font), ..InterpreterSettings::default() };
    let looks = RenderSettings { x_scale: scale, y_scale: scale, bg_color: WHITE, ..RenderSettings::default() };
    let dots = render(page, &RenderCache::new(), &settings, &looks);
    let grey: Vec<u8> = dots.data().iter().map(|dot| super::picture::grey([dot.r, dot.g, dot.b])).collect();
    let mut png = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::Adaptive);
    let (width, height) = (u32::from(dots.width()), u32::from(dots.height()));
    encoder.write_image(&grey, width, height, ExtendedColorType::L8).ok()?;
    Some(png)
}
