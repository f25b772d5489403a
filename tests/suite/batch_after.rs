//! What is made of the results: the file to print, the archive, the report.

use std::fs;
use std::io::Read;

use lopdf::{Document, Object};

use crate::batch::{batch, code, files, letters, said};

/// UTF-16 with its mark, as bookmarks and labels are written.
fn text(object: &Object) -> String {
    let bytes = object.as_str().expect("a string");
    let units: Vec<u16> = bytes[2..].chunks(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16(&units).expect("UTF-16")
}

#[test]
fn one_file_to_print_with_a_bookmark_and_labels_a_record() {
    let folder = letters(3);
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "pdf", "-o", "ra", "--merged", "in/gộp.pdf"];
    let output = batch(folder.path(), &run);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let whole = fs::read(folder.path().join("in/gộp.pdf")).expect("a file");
    let document = Document::load_mem(&whole).expect("a PDF");
    let pages: Vec<_> = document.get_pages().into_values().collect();
    assert_eq!(pages.len(), 3);
    let root = document.catalog().expect("a catalog");
    let outlines = document.get_dictionary(root.get(b"Outlines").unwrap().as_reference().unwrap()).unwrap();
    let mut item = outlines.get(b"First").ok();
    let mut titles = Vec::new();
    while let Some(next) = item {
        let entry = document.get_dictionary(next.as_reference().unwrap()).unwrap();
        let target = entry.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
        assert_eq!(target, pages[titles.len()], "a bookmark leads to the first page of its record");
        titles.push(text(entry.get(b"Title").unwrap()));
        item = entry.get(b"Next").ok();
    }
    assert_eq!(titles, ["thư-0001", "thư-0002", "thư-0003"]);
    let labels = root.get(b"PageLabels").unwrap().as_dict().unwrap().get(b"Nums").unwrap().as_array().unwrap();
    assert_eq!(labels.len(), 6);
    assert_eq!(
        (labels[4].as_i64().unwrap(), text(labels[5].as_dict().unwrap().get(b"P").unwrap())),
        (2, "thư-0003 · ".into())
    );
    // Each page still says what it said.
    for (index, number) in (1..=3).enumerate() {
        let path = folder.path().join("in/gộp.pdf");
        let page = (index + 1).to_string();
        let said = std::process::Command::new("pdftotext").args(["-f", &page, "-l", &page]).arg(path).arg("-").output();
        let said = String::from_utf8(said.expect("pdftotext").stdout).expect("UTF-8");
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(&format!("lần thứ {number}")), "{said}");
    }
    let check = std::process::Command::new("qpdf").arg("--check").arg(folder.path().join("in/gộp.pdf")).output();
    assert!(check.expect("qpdf").status.success());
    // The same results give the same file.
    assert_eq!(code(&batch(folder.path(), &run)), 0);
    assert!(fs::read(folder.path().join("in/gộp.pdf")).expect("a file") == whole);
}

#[test]
fn an_archive_of_all_results() {
    let folder = letters(3);
    let run = ["records.csv", "--defaults", "shared.yaml", "-o", "ra", "--zip", "ra/tất-cả.zip"];
    let output = batch(folder.path(), &run);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let mut archive =
        zip::ZipArchive::new(fs::File::open(folder.path().join("ra/tất-cả.zip")).unwrap()).expect("a ZIP");
    let mut results = files(&folder.path().join("ra"));
    assert_eq!(archive.len(), 6);
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its content");
        let name = file.name().expect("UTF-8").into_owned();
        assert!(results.remove(&name) == Some(bytes), "{name}");
    }
    assert_eq!(results.into_keys().collect::<Vec<_>>(), ["manifest.jsonl", "tất-cả.zip"]);
    // Its own files are not foreign, however they are written, in whatever folder of the results and in what run.
    for name in ["./ra/tất-cả.zip", "ra/../ra/gói/tất-cả.zip"] {
        for _ in 0..2 {
            let report = folder.path().join("ra/b.html").display().to_string();
            let merge = ["merge", "ra/.congvan/plan.jsonl", "-o", "ra", "--zip", name, "--report", &report];
            let merged = batch(folder.path(), &merge);
            assert_eq!(code(&merged), 0, "{name}: {}", said(&merged));
            assert!(!said(&merged).contains("zip") && !said(&merged).contains("b.html"), "{}", said(&merged));
        }
    }
}

#[test]
fn a_report_leads_to_the_results_from_wherever_it_is() {
    let folder = letters(1);
    let run = ["records.csv", "--defaults", "shared.yaml", "--formats", "docx", "-o", "kết quả"];
    assert_eq!(code(&batch(folder.path(), &run)), 0);
    let whole = folder.path().join("bao-cáo/r.html").display().to_string();
    let out = "k%E1%BA%BFt%20qu%E1%BA%A3/";
    for (report, way) in [
        ("./r.html", out.to_owned()),
        (whole.as_str(), format!("../{out}")),
        ("kết quả/r.html", String::new()),
        ("bao-cáo/mới/r.html", format!("../../{out}")),
    ] {
        let merge = ["merge", "kết quả/.congvan/plan.jsonl", "-o", "kết quả", "--report", report];
        let merged = batch(folder.path(), &merge);
        let html = fs::read_to_string(folder.path().join(report)).unwrap_or_else(|_| panic!("{}", said(&merged)));
        assert!(html.contains(&format!("href=\"{way}th%C6%B0-0001.docx\"")), "{report}: {html}");
    }
}

#[test]
fn a_report_with_pictures_and_reasons() {
    let folder = letters(2);
    let csv = fs::read_to_string(folder.path().join("records.csv")).expect("records");
    let more = "thư-<3>,1.269,chuyện khác\nthư-4,4,báo cáo có dấu chấm.\n";
    fs::write(folder.path().join("records.csv"), csv + more).expect("records");
    let run = ["records.csv", "--defaults", "shared.yaml", "-o", "ra", "--report", "báo-cáo.html"];
    let report = || {
        assert_eq!(code(&batch(folder.path(), &run)), 65);
        fs::read_to_string(folder.path().join("báo-cáo.html")).expect("a report")
    };
    let html = report();
    assert_eq!(report(), html, "what was made before is warned of again");
    assert!(html.contains("3 bản ghi đã lập, trong đó 1 có cảnh báo; 1 bản ghi có lỗi"), "{html}");
    let warned = html.split("class=\"warned\"").nth(1).and_then(|rest| rest.split("</div>").next()).expect("a warning");
    assert!(warned.contains("thư-4") && warned.contains("records.csv, dòng 5, cột C, document.subject"), "{warned}");
    assert_eq!(html.matches("<img ").count(), 3);
    assert!(
        html.contains("records.csv, dòng 4, cột B, document.number") && html.contains("Viết: 1269"),
        "what and why"
    );
    assert!(html.contains("Bản ghi: records.csv; phiếu chung: shared.yaml; ngày văn bản: 11/04/2014."), "{html}");
    assert!(html.contains("href=\"ra/th%C6%B0-0001.docx\"") && !html.contains("<3>"));
}
