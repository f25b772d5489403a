use super::*;
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
