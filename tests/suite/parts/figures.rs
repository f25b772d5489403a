//! Pictures, charts and footnotes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use congvan::export::typst::Layout;
use congvan::model::{Block, Chart, ChartKind, Document, Image, ImageFormat, Picture, Role, Run, Series, Text};
use congvan::rules::RuleSetName;
use congvan::style::Block as Styled;
use image::{Rgb, RgbImage};

use super::{Made, document, files, laid, line, middle, near, prose, styled};

/// A drawing of three boxes, so many dots wide and high.
fn image(width: u32, height: u32, density: Option<u32>) -> Image {
    let inside = |x: u32, y: u32| (x * 8 / width) % 3 != 2 && (y * 5 / height) % 2 == 1;
    let dots = RgbImage::from_fn(width, height, |x, y| if inside(x, y) { Rgb([60, 90, 140]) } else { Rgb([235; 3]) });
    let mut bytes = Cursor::new(Vec::new());
    dots.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    Image { bytes: bytes.into_inner().into(), format: ImageFormat::Png, pixels: (width, height), density }
}

fn picture(image: Image) -> Picture {
    Picture {
        id: "so-do".into(),
        label: Some("Hình 1".into()),
        caption: Text::fixed("Sơ đồ tổ chức của Văn phòng Sở"),
        description: "Sơ đồ ba phòng trực thuộc Văn phòng Sở".into(),
        image,
        width: None,
    }
}

type Figures<'a> = (&'a str, &'a [Option<(i64, u8)>]);

fn chart(number: usize, kind: ChartKind, unit: &str, categories: &[&str], series: &[Figures]) -> Chart {
    Chart {
        id: String::new(),
        label: Some(format!("Biểu đồ {number}")),
        caption: Text::fixed("Số trường sử dụng phần mềm quản lý trường học"),
        kind,
        unit: unit.into(),
        categories: categories.iter().map(|&name| name.into()).collect(),
        series: series
            .iter()
            .map(|(name, values)| Series { name: (*name).into(), values: values.to_vec(), sources: Vec::new() })
            .collect(),
    }
}

fn charts() -> Vec<Chart> {
    let years = ["Năm 2011", "Năm 2012", "Năm 2013", "Năm 2014"];
    let whole = |values: [i64; 4]| values.map(|value| Some((value, 0)));
    let shares = [Some((921, 1)), Some((966, 1)), None, Some((1000, 1))];
    let levels = ["Tiểu học", "Trung học cơ sở", "Trung học phổ thông"];
    let parts = [Some((240, 0)), Some((146, 0)), Some((52, 0))];
    vec![
        chart(
            1,
            ChartKind::Bar,
            "trường",
            &years,
            &[("Tiểu học", &whole([33, 78, 141, 226])), ("Trung học cơ sở", &whole([12, 57, 118, 139]))],
        ),
        chart(2, ChartKind::Line, "%", &years, &[("Tỷ lệ", &shares)]),
        chart(3, ChartKind::Pie, "trường", &levels, &[("Số trường", &parts)]),
    ]
}

/// A paragraph with a footnote after each of its two halves.
fn noted(first: usize) -> Block {
    let run = |text: &str| Run { text: text.into(), ..Run::default() };
    let mark = |note| Run { footnote: Some(note), ..Run::default() };
    let text = Text(vec![
        run("Các đơn vị thực hiện theo Quyết định số 558/QĐ-BGDĐT"),
        mark(first),
        run(" và báo cáo kết quả về Văn phòng Sở trước ngày 30 tháng 11 năm 2020"),
        mark(first + 1),
        run(" để tổng hợp, trình Giám đốc Sở xem xét, quyết định việc khen thưởng các đơn vị làm tốt."),
    ]);
    Block::Paragraph { role: Role::Body, text }
}

fn notes() -> Vec<Text> {
    let long = "Quyết định số 558/QĐ-BGDĐT ngày 13 tháng 02 năm 2012 của Bộ Giáo dục và Đào tạo về việc triển khai sử dụng thống \
        nhất Hệ thống phần mềm quản lý trường học trong các trường phổ thông.";
    ["Số liệu đến ngày 31 tháng 10 năm 2020.", long, "Không tính các trường ngoài công lập.", long]
        .map(Text::fixed)
        .to_vec()
}

/// A text with everything in it.
pub fn whole() -> Document {
    let mut body = prose(18);
    body.insert(14, Block::Chart(2));
    body.insert(12, noted(2));
    body.insert(9, Block::Chart(1));
    body.insert(6, Block::Chart(0));
    body.insert(3, Block::Picture(0));
    body.insert(1, noted(0));
    let pictures = vec![picture(image(900, 420, Some(200)))];
    Document { body, pictures, charts: charts(), footnotes: notes(), ..document("BÁO CÁO", 1) }
}

/// Charts that are hard to draw: below zero, long names, many series, many slices, large and small figures.
fn hard() -> Document {
    let schools: Vec<String> = (1..=14).map(|at| format!("Trường Trung học phổ thông số {at} thành phố")).collect();
    let schools: Vec<&str> = schools.iter().map(String::as_str).collect();
    let many = |from: i64| (0..14).map(|at| Some((from + at * 37_251 % 90_000, 0))).collect::<Vec<_>>();
    let names: Vec<String> = (1..=8).map(|at| format!("Cụm thi đua số {at}")).collect();
    let rows: Vec<Vec<Option<(i64, u8)>>> =
        (1..=8).map(|at| (0..4).map(|year| Some((at * 11 + year * 7, 0))).collect()).collect();
    let series: Vec<Figures> = names.iter().zip(&rows).map(|(name, row)| (name.as_str(), row.as_slice())).collect();
    let years = ["2011", "2012", "2013", "2014"];
    let change = [Some((-125, 1)), Some((32, 1)), Some((-4, 1)), Some((251, 1))];
    let levels = ["Phổ thông", "Mầm non", "Thường xuyên", "Nghề", "Khác", "Ngoài công lập"];
    let parts = [Some((1_240, 0)), Some((146, 0)), Some((52, 0)), Some((30, 0)), Some((0, 0)), Some((9, 0))];
    let charts = vec![
        chart(1, ChartKind::Bar, "học sinh", &schools, &[("Nam", &many(1_000)), ("Nữ", &many(2_000))]),
        chart(2, ChartKind::Line, "", &years, &series),
        chart(3, ChartKind::Bar, "%", &years, &[("Tăng, giảm", &change)]),
        chart(4, ChartKind::Pie, "", &levels, &[("Cơ sở", &parts)]),
    ];
    let mut body: Vec<Block> = (0..4).flat_map(|at| [prose(1), vec![Block::Chart(at)]].concat()).collect();
    body.extend(prose(2));
    Document { body, charts, ..document("BÁO CÁO", 1) }
}

pub fn documents() -> Vec<Made> {
    let whole = RuleSetName::ALL.map(|rules| (format!("figures-{rules}"), whole(), rules));
    let hard = ("figures-hard".to_owned(), hard(), RuleSetName::Nd30_2020);
    whole.into_iter().chain([hard]).collect()
}

fn pictures(document: &Document) -> Vec<(f64, f64, f64)> {
    let styled = styled(document, RuleSetName::Nd30_2020);
    let mut found = Vec::new();
    for block in &styled.sections[0].blocks {
        if let Styled::Picture(picture) = block {
            found.push((picture.indent.to_mm(), picture.width.to_mm(), picture.height.to_mm()));
        }
    }
    found
}

fn shown(image: Image, width: Option<f64>) -> (f64, f64, f64) {
    let width = width.map(congvan::length::Length::mm);
    let pictures_of = vec![Picture { width, ..picture(image) }];
    let body = [vec![Block::Picture(0)], prose(2)].concat();
    pictures(&Document { pictures: pictures_of, body, ..document("BÁO CÁO", 1) })[0]
}

#[test]
fn a_picture_is_as_wide_as_it_says_and_never_wider_than_the_text() {
    for (image, width, expected) in [
        // 900 dots at 300 an inch.
        (image(900, 300, Some(300)), None, (44.4, 76.2, 25.4)),
        (image(900, 300, Some(300)), Some(120.0), (22.5, 120.0, 40.0)),
        (image(3000, 1000, Some(72)), None, (0.0, 165.0, 55.0)),
        (image(480, 480, None), None, (19.0, 127.0, 127.0)),
        (image(900, 300, None), Some(290.0), (0.0, 165.0, 55.0)),
    ] {
        let found = shown(image, width);
        near(found.0, expected.0, 0.1);
        near(found.1, expected.1, 0.1);
        near(found.2, expected.2, 0.1);
    }
    let (_, width, height) = shown(image(300, 3000, None), Some(160.0));
    assert!(height < 257.0 && height > 240.0 && width < 27.0, "{width} x {height}");
}

#[test]
fn a_name_stands_below_its_figure_on_its_page() {
    for first in 0..12 {
        let body = [prose(first), vec![Block::Picture(0)], prose(1)].concat();
        let pictures = vec![picture(image(900, 800, Some(150)))];
        let laid = laid(&Document { body, pictures, ..document("BÁO CÁO", 1) }, RuleSetName::Nd30_2020);
        let name = line(&laid, "Hình 1. Sơ đồ");
        near(middle(name), (30.0 + 165.0 / 2.0) * 72.0 / 25.4, 0.1);
        // 135 mm of picture stand above it on the same page.
        assert!(name.baseline > (20.0 + 135.0) * 72.0 / 25.4, "{first}: {name:?}");
    }
}

/// The footnote that begins with these words.
fn note(layout: &Layout, words: &str) -> (usize, f64) {
    let line = layout.lines.iter().find(|line| line.size < 12.0 && line.text.contains(words)).expect("a footnote");
    (line.page, line.baseline)
}

#[test]
fn footnotes_stand_at_the_foot_of_the_page_of_their_mark() {
    let laid = laid(&whole(), RuleSetName::Nd30_2020);
    let mark = line(&laid, "Các đơn vị thực hiện theo");
    let (page, baseline) = note(&laid, "Số liệu đến ngày");
    assert_eq!(page, mark.page);
    let body = laid.lines.iter().filter(|line| line.page == page && line.size > 13.0);
    assert!(body.map(|line| line.baseline).fold(0.0, f64::max) < baseline);
    assert!(mark.text.contains("558/QĐ-BGDĐT1"), "{}", mark.text);
    let (_, second) = note(&laid, "Quyết định số 558");
    assert!(second > baseline);
    // The line above them.
    let rules = laid.strokes.iter().filter(|rule| rule.page == page && (rule.length - 144.0).abs() < 0.1);
    assert_eq!(rules.count(), 1);
}

/// Every part of a Word file by its name.
fn parts(docx: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(docx)).expect("a ZIP");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("bytes");
        parts.insert(part.name().expect("a name").into_owned(), bytes);
    }
    parts
}

/// The parts of the Word file of everything.
fn word() -> BTreeMap<String, Vec<u8>> {
    let [_, (_, docx)] = files(&styled(&whole(), RuleSetName::Nd30_2020));
    parts(&docx)
}

fn xml<'a>(parts: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&parts[name]).expect("UTF-8")
}

#[test]
fn a_chart_of_word_holds_its_figures_twice() {
    let parts = word();
    let lines = xml(&parts, "word/charts/chart2.xml");
    let cached = "<c:f>SoLieu!$B$2:$B$5</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val=\"4\"/>\
        <c:pt idx=\"0\"><c:v>92.1</c:v></c:pt><c:pt idx=\"1\"><c:v>96.6</c:v></c:pt><c:pt idx=\"3\"><c:v>100.0</c:v></c:pt>";
    assert!(lines.contains(cached), "{lines}");
    assert!(lines.contains("<c:dispBlanksAs val=\"gap\"/>"));
    let related = xml(&parts, "word/charts/_rels/chart2.xml.rels");
    assert!(related.contains("Target=\"/word/embeddings/Microsoft_Excel_Sheet2.xlsx\""), "{related}");
    let bytes = parts["word/embeddings/Microsoft_Excel_Sheet2.xlsx"].clone();
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.worksheet_range("SoLieu").expect("the sheet");
    let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!((cell(0, 1), cell(1, 0)), (Data::String("Tỷ lệ".into()), Data::String("Năm 2011".into())));
    assert_eq!((cell(1, 1), cell(3, 1), cell(4, 1)), (Data::Float(92.1), Data::Empty, Data::Float(100.0)));
}

#[test]
fn drawings_are_numbered_and_notes_are_marked_in_word() {
    let parts = word();
    let text = xml(&parts, "word/document.xml");
    for number in 1..=4 {
        assert_eq!(text.matches(&format!("<wp:docPr id=\"{number}\"")).count(), 1, "{number}");
        assert_eq!(text.matches(&format!("<w:footnoteReference w:id=\"{number}\"/>")).count(), 1, "{number}");
    }
    assert!(parts.contains_key("word/media/image1.png"));
    let notes = xml(&parts, "word/footnotes.xml");
    assert_eq!(notes.matches("<w:footnoteRef/>").count(), 4);
    assert_eq!((notes.matches("<w:separator/>").count(), notes.matches("<w:continuationSeparator/>").count()), (1, 1));
    assert!(xml(&parts, "word/settings.xml").contains("<w:footnotePr><w:footnote w:id=\"-1\"/>"));
}

#[test]
fn the_same_figures_are_the_same_bytes() {
    let [first, second] = [0; 2].map(|_| files(&styled(&whole(), RuleSetName::Nd30_2020)));
    assert!(first == second);
}

#[test]
fn pictures_and_charts_are_described() {
    let [(_, pdf), (_, docx)] = files(&styled(&whole(), RuleSetName::Nd30_2020));
    let pdf = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let alternatives = pdf.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok());
    let alternatives: Vec<String> = alternatives.filter_map(|words| lopdf::decode_text_string(words).ok()).collect();
    let parts = parts(&docx);
    let text = xml(&parts, "word/document.xml");
    for words in [
        "Sơ đồ ba phòng trực thuộc Văn phòng Sở",
        "Biểu đồ đường: Số trường sử dụng phần mềm quản lý trường học. Tỷ lệ: Năm 2011: 92,1%; Năm 2012: 96,6%; Năm 2013: không \
         có số liệu; Năm 2014: 100%.",
    ] {
        assert!(alternatives.iter().any(|other| other == words), "{alternatives:?}");
        assert!(text.contains(&format!("descr=\"{words}\"")), "{words}");
    }
}
