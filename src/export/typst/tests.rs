use super::*;
use crate::model::Role;
use crate::style::Block;
use crate::style::sample::sample;

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
