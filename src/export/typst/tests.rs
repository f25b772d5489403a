use super::*;
use crate::diag::AnswerPath;
use crate::length::Length;
use crate::model::{Role, Stamp};
use crate::style::Block;
use crate::style::sample;

fn options() -> PdfOptions {
    let date = FileDate(sample().properties.date.unwrap());
    let answers = Attachment {
        name: "answers.yaml".into(),
        mime: "application/yaml".into(),
        description: "Câu trả lời mà báo cáo được lập từ đó".into(),
        relationship: Relationship::Source,
        bytes: b"document:\n  form: bao_cao\n".to_vec(),
    };
    PdfOptions { date, attachments: vec![answers] }
}

/// The sample with `text` as its first body paragraph.
fn saying(text: &str) -> StyledDocument {
    let mut document = sample();
    let section = &mut document.sections[0];
    section.blocks.retain(|block| matches!(block, Block::Paragraph(it) if it.role == Role::Body));
    section.blocks.truncate(1);
    let Block::Paragraph(paragraph) = &mut section.blocks[0] else { unreachable!() };
    paragraph.runs.truncate(1);
    paragraph.runs[0].text = text.into();
    document.sections.truncate(1);
    document
}

fn said(text: &str) -> Vec<Line> {
    layout(&saying(text)).unwrap().lines
}

#[test]
fn same_document_same_bytes_on_any_thread() {
    let first = pdf(&sample(), &options()).unwrap();
    let others = std::thread::scope(|scope| {
        let make = || pdf(&sample(), &options()).unwrap();
        [scope.spawn(make), scope.spawn(make)].map(|thread| thread.join().unwrap())
    });
    assert!(others.iter().all(|other| *other == first));
}

#[test]
fn national_title_stays_on_one_line() {
    let lines = layout(&sample()).unwrap().lines;
    let title = lines.iter().find(|line| line.text.starts_with("CỘNG HÒA")).unwrap();
    assert_eq!(title.text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    let motto = lines.iter().find(|line| line.text.starts_with("Độc lập")).unwrap();
    assert_eq!(motto.text, "Độc lập - Tự do - Hạnh phúc");
    assert!((title.x + title.width / 2.0 - Length::mm(142.0).to_pt()).abs() < 0.1);
    assert!((title.x + title.width / 2.0 - motto.x - motto.width / 2.0).abs() < 0.1);
}

#[test]
fn rules_are_read_back_and_table_lines_are_not() {
    let strokes = layout(&sample()).unwrap().strokes;
    assert_eq!(strokes.len(), 4);
    assert!((strokes[0].length - Length::mm(24.0).to_pt()).abs() < 0.01);
}

#[test]
fn stamps_have_their_places() {
    let stamps = stamps(&sample()).unwrap();
    let kinds: Vec<_> = stamps.iter().map(|place| (place.stamp, place.page)).collect();
    use Stamp::*;
    assert_eq!(kinds, [(Number, 1), (Day, 1), (Month, 1), (Signature, 3), (Seal, 3)]);
    let right_half = Length::mm(30.0 + 80.0).to_pt();
    assert!((stamps[3].x - right_half - Length::mm(25.0).to_pt()).abs() < 0.1);
    assert!(stamps[0].width >= 31.0 && stamps[1].width >= 24.0 && stamps[2].width >= 24.0);
    assert!((stamps[3].width - Length::mm(40.0).to_pt()).abs() < 0.01);
}

#[test]
fn what_is_bound_stays_on_one_line_in_ordinary_words() {
    for letters in 1..60 {
        let text = format!("{} ngày 05\u{a0}tháng\u{a0}3 năm 2020", "a ".repeat(letters));
        let lines = said(text.trim_end());
        assert!(lines.iter().any(|line| line.text.contains("05 tháng 3")), "{lines:?}");
    }
}

#[test]
fn any_text_is_printed_as_it_is() {
    for text in ["*a* _b_ #c {{d}} <e> & $f$ \\ @g `h` ~ = + - /* // */ [x]", "#panic(1)", "a  b", "= = ="] {
        let lines = said(text);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), text);
    }
}

#[test]
fn a_word_longer_than_a_line_is_cut() {
    let text = "x".repeat(10_000);
    let lines = said(&text);
    assert!(lines.iter().all(|line| line.width <= Length::mm(160.0).to_pt() + 0.1));
    let words: Vec<_> = lines.iter().filter(|line| line.text.starts_with('x')).map(|line| line.text.as_str()).collect();
    assert_eq!(words.concat(), text);
}

#[test]
fn a_letter_without_a_glyph_is_named() {
    let findings = pdf(&saying("Chữ 漢"), &options()).unwrap_err();
    assert_eq!(findings[0].code, "pdf/missing-character");
    assert!(findings[0].message.vi.contains('漢'), "{}", findings[0].message.vi);
}

#[test]
fn the_last_two_rows_share_a_page() {
    for shift in 0..12 {
        let lines = layout(&shifted(shift)).unwrap().lines;
        let page = |text: &str| lines.iter().find(|line| line.text == text).unwrap().page;
        assert_eq!(page("1108/SGDĐT-"), page("Cộng"), "{shift}");
    }
}

/// Writes the sample for the judges: `cargo test sample_for_judges -- --ignored`.
#[test]
#[ignore]
fn sample_for_judges() {
    let folder = std::path::Path::new("target/judged");
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("sample.pdf"), pdf(&sample(), &options()).unwrap()).unwrap();
    let docx = crate::export::docx::docx(&sample(), &crate::export::docx::DocxOptions::new(options().date)).unwrap();
    std::fs::write(folder.join("sample.docx"), docx).unwrap();
    for (index, page) in pages_png(&sample(), 80.0).unwrap().into_iter().enumerate() {
        std::fs::write(folder.join(format!("page-{}.png", index + 1)), page).unwrap();
    }
}

/// Writes variants of the sample whose pages end at different places: `cargo test stress_for_judges -- --ignored`.
#[test]
#[ignore]
fn stress_for_judges() {
    let folder = std::path::Path::new("target/judged/stress");
    std::fs::create_dir_all(folder).unwrap();
    for shift in 0..24 {
        let document = shifted(shift);
        let docx = crate::export::docx::docx(&document, &crate::export::docx::DocxOptions::new(options().date));
        std::fs::write(folder.join(format!("s{shift:02}.docx")), docx.unwrap()).unwrap();
        std::fs::write(folder.join(format!("s{shift:02}.pdf")), pdf(&document, &options()).unwrap()).unwrap();
    }
}

/// The sample with more or less text above its tables and its signature.
fn shifted(shift: usize) -> StyledDocument {
    let mut document = sample();
    let section = &mut document.sections[0];
    let is_body = |block: &Block| matches!(block, Block::Paragraph(it) if it.role == Role::Clause);
    let extra = section.blocks.iter().find(|block| is_body(block)).cloned().unwrap();
    for index in 0..shift {
        let mut copy = extra.clone();
        if let Block::Paragraph(paragraph) = &mut copy {
            let words: Vec<&str> = paragraph.runs[0].text.split(' ').collect();
            paragraph.runs[0].text = words[..15 + index * 7 % (words.len() - 15)].join(" ");
        }
        section.blocks.insert(5 + 2 * index % 9, copy);
    }
    let percent = [100, 115, 130, 150][shift % 4];
    for block in section.blocks.iter_mut() {
        if let Block::Paragraph(paragraph) = block
            && paragraph.look.align == crate::style::Align::Justify
        {
            paragraph.look.line_percent = percent;
        }
    }
    document
}

#[test]
fn marks_of_answers_move_nothing() {
    let plain = reference::layout(&sample()).unwrap();
    let mut marked = Layout::default();
    compile::parts_marked(&sample(), &mut |part| {
        let before = marked.pages.len();
        let part = layout::layout(&compile::part_pages_by_typst(&sample(), part.input()?)?.0);
        marked.pages.extend(part.pages);
        marked.lines.extend(part.lines.into_iter().map(|line| Line { page: line.page + before, ..line }));
        marked.strokes.extend(part.strokes.into_iter().map(|line| Stroke { page: line.page + before, ..line }));
        marked.stamps.extend(part.stamps.into_iter().map(|one| StampPosition { page: one.page + before, ..one }));
        Ok(())
    })
    .unwrap();
    assert!(marked.pages.len() > 2);
    assert_eq!(marked, plain);
}

/// [`sample`], in which the first words of each paragraph print an answer.
fn answered() -> StyledDocument {
    let mut document = sample();
    let blocks = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    for (index, block) in blocks.enumerate() {
        if let Block::Paragraph(paragraph) = block {
            paragraph.runs[0].source = Some(AnswerPath::new(format!("values.{index}")));
        }
    }
    document
}

#[test]
fn the_words_of_an_answer_are_found_on_the_page() {
    let document = answered();
    let view = Viewer::default().view(&document).unwrap();
    let lines = layout(&document).unwrap().lines;
    assert!(view.values.len() > 10);
    for value in &view.values {
        let holds = |line: &&Line| {
            let inside = line.x <= value.x + 0.01 && value.x + value.width <= line.x + line.width + 0.01;
            line.page == value.page && inside && value.y < line.baseline && line.baseline < value.y + value.height
        };
        assert!(lines.iter().any(|line| holds(&line)), "{value:?}");
    }
}

#[test]
fn pages_that_did_not_change_keep_their_names() {
    let mut viewer = Viewer::default();
    let before = viewer.view(&sample()).unwrap();
    let mut document = sample();
    let last = document.sections.last_mut().unwrap();
    let paragraph = last.blocks.iter_mut().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    });
    paragraph.unwrap().runs[0].text = "Khác".into();
    let after = viewer.view(&document).unwrap();
    assert_eq!(before.pages.len(), after.pages.len());
    assert_eq!(before.pages[0].id, after.pages[0].id);
    assert_ne!(before.pages, after.pages);
    assert!(before.pages[0].svg.starts_with("<svg"));
}

#[test]
fn a_picture_shows_what_typst_draws() {
    use typst::foundations::{Bytes, Smart};
    use typst::layout::{Frame, FrameItem, Point};
    use typst::syntax::Span;
    use typst::visualize::{Image, SvgImage};
    let pages = compile::pages_alone(&answered()).unwrap();
    let options = typst_render::RenderOptions { pixel_per_pt: 2.0.into(), ..Default::default() };
    let mut letters = picture::Letters::default();
    for page in pages.pages() {
        let seen = |svg: String| {
            let image = Image::new(SvgImage::new(Bytes::from_string(svg)).unwrap(), None, Smart::Auto);
            let mut frame = Frame::hard(page.frame.size());
            frame.push(Point::zero(), FrameItem::Image(image, page.frame.size(), Span::detached()));
            typst_render::render(&typst_layout::Page { frame, ..page.clone() }, &options)
        };
        let (ours, theirs) = (seen(picture::svg(page, &mut letters)), seen(typst_svg::svg(page, &Default::default())));
        let pairs = || ours.data().chunks(4).zip(theirs.data().chunks(4));
        // The edges of letters may fall a little otherwise, whole letters not.
        let differ = pairs().filter(|(one, other)| one[0].abs_diff(other[0]) > 100).count();
        let dark = pairs().filter(|(_, other)| other[0] < 100).count();
        assert!(dark > 500 && differ * 2000 < dark, "{differ} of {dark}");
    }
}
