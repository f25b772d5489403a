use super::*;
use crate::style::sample::sample;

fn options() -> DocxOptions {
    DocxOptions::new(FileDate(chrono::NaiveDate::from_ymd_opt(2014, 4, 11).unwrap()))
}

#[test]
fn same_document_same_bytes() {
    let first = docx(&sample(), &options()).unwrap();
    assert_eq!(first, docx(&sample(), &options()).unwrap());
    if let Ok(path) = std::env::var("DOCX_SAMPLE") {
        std::fs::write(path, first).unwrap();
    }
}
