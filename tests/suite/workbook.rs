//! The workbook, read back by a reader that is not ours.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use chrono::NaiveDate;
use congvan::diag::AnswerPath;
use congvan::export::xlsx::{XlsxOptions, xlsx};
use congvan::model::{
    CellValue, Chart, ChartKind, Column, ColumnKind, DataTable, Document, Figure, Head, Properties, Series, State,
    TableCell, Text, Title,
};

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn options() -> XlsxOptions {
    XlsxOptions { date: date("2014-04-11"), answers: "phieu.yaml".to_owned() }
}

fn column(label: &str, kind: ColumnKind, width: f64) -> Column {
    Column { label: label.to_owned(), kind, width, wrap_every: None }
}

fn cell(value: CellValue, printed: &str, source: &str) -> TableCell {
    TableCell { text: Text::fixed(printed), value, source: Some(AnswerPath::new(source)) }
}

fn words(text: &str) -> TableCell {
    cell(CellValue::Text(text.to_owned()), text, "results.directives.0.subject")
}

/// A table with every kind of cell, and words that a careless writer would turn into something else.
fn table() -> DataTable {
    let row = |number: i64, subject: &str, code: &str, count: i64| {
        vec![
            cell(CellValue::Integer(number), "1", "results.directives.0"),
            words(subject),
            cell(CellValue::Text(code.to_owned()), code, "department.province_code"),
            cell(CellValue::Integer(count), "1.234", "results.schools.thcs.total"),
            cell(CellValue::Decimal { digits: 929, scale: 1 }, "92,9", "figures.share"),
            cell(CellValue::Date(date("2013-01-28")), "28/01/2013", "results.directives.0.date"),
        ]
    };
    let nothing = || TableCell { text: Text::default(), value: CellValue::Empty, source: None };
    let total = vec![
        nothing(),
        words("Cộng"),
        nothing(),
        cell(CellValue::Integer(3702), "3.702", "figures.total"),
        nothing(),
        nothing(),
    ];
    DataTable {
        id: "directives".to_owned(),
        label: Some("Bảng 1".to_owned()),
        caption: Text::fixed("Văn bản chỉ đạo của Sở"),
        sheet: "Bảng 1: văn bản/chỉ đạo".to_owned(),
        columns: vec![
            column("STT", ColumnKind::Ordinal, 1.0),
            column("Trích yếu", ColumnKind::Text, 8.0),
            column("Mã", ColumnKind::Code, 2.0),
            column("Số trường", ColumnKind::Integer, 2.0),
            column("Tỷ lệ (%)", ColumnKind::Decimal, 2.0),
            column("Ngày", ColumnKind::Date, 2.0),
        ],
        rows: vec![
            row(1, "=1+1", "007", 1234),
            row(2, "+84 <b>&amp;</b> _x0041_ \u{202E}đảo\nxuống dòng", "-5", 1234),
            row(3, "@SUM(A1)", "0901234567", 1234),
        ],
        total: Some(total),
        note: Some(Text::fixed("Ghi chú: số liệu mẫu.")),
    }
}

fn document(tables: Vec<DataTable>) -> Document {
    Document {
        properties: Properties {
            title: "Báo cáo Tình hình triển khai".to_owned(),
            subject: "Tình hình triển khai".to_owned(),
            author: "Sở Giáo dục và Đào tạo Bình Định".to_owned(),
            identifier: Some("328/BC-SGDĐT".to_owned()),
            date: Some(date("2014-04-11")),
            template: "bao-cao-vemis".to_owned(),
        },
        head: Head {
            parent_body: None,
            issuing_body: Text::fixed("SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            number: None,
            symbol: Text::fixed("BC-SGDĐT"),
            place: Text::fixed("Bình Định"),
            date: None,
            open_year: Some(2014),
            date_source: None,
            title: Title::Letter { subject: Text::fixed("báo cáo") },
            numbered: true,
            dated: true,
            secrecy: None,
            circulation: None,
            address: Vec::new(),
            urgency: None,
        },
        addressees: vec![],
        body: vec![],
        signatures: vec![],
        recipients: vec![],
        drafter: None,
        confirmation: vec![],
        attached: None,
        pictures: vec![],
        charts: vec![],
        footnotes: vec![],
        annexes: vec![],
        tables,
        figures: vec![Figure {
            id: "installed_share".to_owned(),
            label: "Tỷ lệ trường đã cài đặt (%)".to_owned(),
            value: CellValue::Decimal { digits: 945, scale: 1 },
            formula: "=installed / total * 100".to_owned(),
            sources: vec![
                AnswerPath::new("results.schools.thcs.installed"),
                AnswerPath::new("results.schools.thcs.total"),
            ],
        }],
        state: State::default(),
    }
}

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

#[test]
fn cells_keep_their_types() {
    let mut book = read(xlsx(&document(vec![table()]), &options()).unwrap());
    assert_eq!(book.sheet_names(), ["Số liệu", "Bảng 1 văn bản chỉ đạo", "Nguồn"]);
    let sheet = book.worksheet_range("Bảng 1 văn bản chỉ đạo").unwrap();
    let at = |row, column| sheet.get_value((row, column)).unwrap();
    assert_eq!(at(0, 0), &Data::String("Bảng 1. Văn bản chỉ đạo của Sở".to_owned()));
    assert_eq!(at(1, 1), &Data::String("Trích yếu".to_owned()));
    assert_eq!(at(2, 1), &Data::String("=1+1".to_owned()));
    assert_eq!(at(3, 1), &Data::String("+84 <b>&amp;</b> _x0041_ \u{202E}đảo\nxuống dòng".to_owned()));
    assert_eq!(at(4, 1), &Data::String("@SUM(A1)".to_owned()));
    assert_eq!(at(2, 2), &Data::String("007".to_owned()));
    assert_eq!(at(3, 2), &Data::String("-5".to_owned()));
    assert_eq!(at(2, 3), &Data::Float(1234.0));
    assert_eq!(at(2, 4), &Data::Float(92.9));
    assert!(matches!(at(2, 5), Data::DateTime(day) if day.as_f64() == 41302.0), "{:?}", at(2, 5));
    assert_eq!(at(5, 3), &Data::Float(3702.0), "the total row");
    assert_eq!(book.worksheet_formula("Bảng 1 văn bản chỉ đạo").unwrap().get_value((5, 3)).unwrap(), "SUM(D3:D5)");
}

/// Days are shown as the pages have them: a zero before January and February only.
#[test]
fn no_sheet_is_empty_and_days_look_like_those_of_the_pages() {
    let nothing = Document { figures: vec![], ..document(vec![]) };
    let mut book = read(xlsx(&nothing, &options()).unwrap());
    assert_eq!(book.sheet_names(), ["Số liệu"]);
    let said = book.worksheet_range("Số liệu").unwrap().rows().flatten().map(ToString::to_string).collect::<String>();
    assert_eq!(said, "Văn bản không có bảng, biểu đồ và số liệu tổng hợp.");
    let mut late = table();
    late.rows[0][5] = cell(CellValue::Date(date("2014-03-05")), "05/3/2014", "results.directives.0.date");
    let bytes = xlsx(&Document { figures: vec![], ..document(vec![late]) }, &options()).unwrap();
    assert_eq!(read(bytes.clone()).sheet_names(), ["Bảng 1 văn bản chỉ đạo", "Nguồn"]);
    let styles = crate::reading::part(&bytes, "xl/styles.xml");
    assert!(styles.contains("dd/mm/yyyy") && styles.contains("dd/m/yyyy"), "{styles}");
}

#[test]
fn figures_name_their_formula_and_answers() {
    let mut book = read(xlsx(&document(vec![]), &options()).unwrap());
    let sheet = book.worksheet_range("Số liệu").unwrap();
    let row: Vec<_> = sheet.rows().nth(2).unwrap().to_vec();
    assert_eq!(row[2], Data::Float(94.5));
    assert_eq!(row[3], Data::String("=installed / total * 100".to_owned()));
    assert_eq!(row[4], Data::String("results.schools.thcs.installed\nresults.schools.thcs.total".to_owned()));
}

#[test]
fn every_cell_names_its_answer() {
    let mut book = read(xlsx(&document(vec![table()]), &options()).unwrap());
    let sheet = book.worksheet_range("Nguồn").unwrap();
    let lines: Vec<String> = sheet.rows().map(|row| format!("{}!{} {}", row[0], row[1], row[3])).collect();
    assert!(lines.contains(&"Bảng 1 văn bản chỉ đạo!F3 results.directives.0.date".to_owned()), "{lines:#?}");
}

#[test]
fn same_document_same_bytes() {
    let tables = vec![table(), table(), DataTable { rows: vec![], total: None, note: None, ..table() }];
    let first = xlsx(&document(tables.clone()), &options()).unwrap();
    assert_eq!(first, xlsx(&document(tables), &options()).unwrap());
    if let Ok(path) = std::env::var("CONGVAN_KEEP_XLSX") {
        std::fs::write(path, first).unwrap();
    }
}

#[test]
fn text_past_a_cell_is_an_error_with_its_path() {
    let mut long = table();
    long.rows[0][1] = words(&"a".repeat(32_768));
    let findings = xlsx(&document(vec![long]), &options()).unwrap_err();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, "xlsx/text-too-long");
    let place = findings[0].place.as_ref().unwrap();
    assert_eq!(
        (place.file.as_str(), place.path.as_ref().unwrap().as_str()),
        ("phieu.yaml", "results.directives.0.subject")
    );
}

#[test]
fn the_figures_of_a_chart_are_a_sheet_with_their_answers() {
    let source = |at: usize| Some(AnswerPath::new(format!("body.2.chart.series.0.values.{at}")));
    let chart = Chart {
        id: String::new(),
        label: Some("Biểu đồ 1".to_owned()),
        caption: Text::fixed("Tỷ lệ trường đã cài đặt"),
        kind: ChartKind::Line,
        unit: "%".to_owned(),
        categories: vec!["2012".to_owned(), "2013".to_owned()],
        series: vec![Series {
            name: "Tiểu học".to_owned(),
            values: vec![Some((921, 1)), None],
            sources: vec![source(0), source(1)],
        }],
    };
    let document = Document { charts: vec![chart], ..document(vec![table()]) };
    let mut book = read(xlsx(&document, &options()).unwrap());
    assert_eq!(book.sheet_names()[2], "Biểu đồ 1");
    let sheet = book.worksheet_range("Biểu đồ 1").unwrap();
    let at = |row, column| sheet.get_value((row, column)).unwrap();
    assert_eq!(at(0, 0), &Data::String("Biểu đồ 1. Tỷ lệ trường đã cài đặt".to_owned()));
    assert_eq!(at(1, 1), &Data::String("Tiểu học (%)".to_owned()));
    assert_eq!((at(2, 0), at(2, 1)), (&Data::String("2012".to_owned()), &Data::Float(92.1)));
    assert_eq!(at(3, 1), &Data::Empty);
    let sources = book.worksheet_range("Nguồn").unwrap();
    let lines: Vec<String> = sources.rows().map(|row| format!("{}!{} {}", row[0], row[1], row[3])).collect();
    assert!(lines.contains(&"Biểu đồ 1!B3 body.2.chart.series.0.values.0".to_owned()), "{lines:#?}");
}
