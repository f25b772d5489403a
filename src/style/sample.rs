//! A whole styled document built by hand, for the tests of both writers.

use chrono::NaiveDate;

use super::styled::*;
use crate::length::Length;
use crate::model::{Properties, Role, Stamp};

fn mm(millimetres: f64) -> Length {
    Length::mm(millimetres)
}

fn pt(points: f64) -> Length {
    Length::pt(points)
}

/// A text look of `size` points: flush left, no indents, single line.
fn plain(size: f64) -> Look {
    Look {
        size: pt(size),
        bold: false,
        italic: false,
        align: Align::Left,
        indent_left: Length::ZERO,
        indent_right: Length::ZERO,
        first_line: Length::ZERO,
        space_before: Length::ZERO,
        line_percent: 100,
        keep_next: false,
        keep_lines: false,
        outline: None,
    }
}

fn centred(size: f64, bold: bool, italic: bool) -> Look {
    Look { align: Align::Center, bold, italic, ..plain(size) }
}

fn body() -> Look {
    Look { align: Align::Justify, first_line: mm(12.7), space_before: pt(6.0), ..plain(14.0) }
}

fn look(role: Role) -> Look {
    let heading = |outline| Look { bold: true, keep_next: true, outline: Some(outline), ..body() };
    match role {
        Role::NationalTitle => centred(13.0, true, false),
        Role::Motto => centred(14.0, true, false),
        Role::ParentBody | Role::NumberSymbol | Role::UrgencyStamp => centred(13.0, false, false),
        Role::SecrecyStamp | Role::CirculationStamp => centred(13.0, true, false),
        Role::SignatureInfo => Look { align: Align::Right, ..plain(10.0) },
        Role::Announcement | Role::Confirmation | Role::AddressBand => centred(11.0, false, false),
        Role::Authority | Role::Enactment | Role::FigureCaption => centred(14.0, true, false),
        Role::IssuingBody => centred(13.0, true, false),
        Role::PlaceDate => centred(14.0, false, true),
        Role::LetterSubject => Look { space_before: pt(6.0), ..centred(12.0, false, false) },
        Role::TypeName => {
            Look { space_before: pt(12.0), outline: Some(1), keep_next: true, ..centred(14.0, true, false) }
        }
        Role::Subject => Look { keep_next: true, ..centred(14.0, true, false) },
        Role::Addressee => Look { space_before: pt(12.0), ..centred(14.0, false, false) },
        Role::AddresseeItem | Role::AnnouncementItem => Look { indent_left: mm(52.7), ..plain(14.0) },
        Role::LegalBasis | Role::Body | Role::Article | Role::Clause | Role::Point | Role::DashItem => body(),
        Role::Part | Role::Chapter | Role::ChapterSection | Role::Subsection => {
            Look { outline: Some(2), keep_next: true, ..centred(14.0, true, false) }
        }
        Role::ArticleHeading => heading(3),
        Role::Footnote => Look { align: Align::Justify, ..plain(11.0) },
        Role::Section => heading(2),
        Role::ClauseHeading => heading(3),
        Role::TableCaption => Look { space_before: pt(6.0), keep_next: true, ..centred(14.0, true, false) },
        Role::TableHeader | Role::TableTotal => centred(12.0, true, false),
        Role::TableCell => plain(12.0),
        Role::TableNote => Look { italic: true, space_before: pt(3.0), ..plain(12.0) },
        Role::SignerTitle | Role::SignerOtherTitle | Role::SignerName => centred(14.0, true, false),
        Role::RecipientsLabel => Look { bold: true, italic: true, ..plain(12.0) },
        Role::RecipientItem => plain(11.0),
        Role::AnnexLabel => Look { outline: Some(1), keep_next: true, ..centred(14.0, true, false) },
        Role::AnnexTitle => Look { keep_next: true, ..centred(14.0, true, false) },
        Role::AnnexReference => centred(14.0, false, true),
        Role::PageNumber => centred(14.0, false, false),
    }
}

fn run(text: &str, look: &Look) -> StyledRun {
    StyledRun { text: text.into(), bold: look.bold, italic: look.italic, source: None, stamp: None, footnote: None }
}

fn gap(text: &str, stamp: Stamp, look: &Look) -> StyledRun {
    StyledRun { stamp: Some(stamp), ..run(text, look) }
}

fn paragraph(role: Role, text: &str) -> Paragraph {
    let look = look(role);
    Paragraph { role, runs: vec![run(text, &look)], look }
}

fn para(role: Role, text: &str) -> Block {
    Block::Paragraph(paragraph(role, text))
}

fn rule(column: f64, length: f64, keep_next: bool) -> Block {
    Block::Rule(Rule {
        indent: mm((column - length) / 2.0),
        length: mm(length),
        thickness: pt(0.75),
        height: pt(3.0),
        offset: pt(1.5),
        keep_next,
    })
}

/// Quốc hiệu, tên cơ quan, số và ngày.
fn head() -> Block {
    let number = look(Role::NumberSymbol);
    let number_runs =
        vec![run("Số: ", &number), gap(&"\u{a0}".repeat(10), Stamp::Number, &number), run("/BC-SGDĐT", &number)];
    let date = look(Role::PlaceDate);
    let date_runs = vec![
        run("Bình Định, ngày ", &date),
        gap(&"\u{a0}".repeat(7), Stamp::Day, &date),
        run(" tháng ", &date),
        gap(&"\u{a0}".repeat(7), Stamp::Month, &date),
        run(" năm 2014", &date),
    ];
    let row = |left: Vec<Block>, right: Vec<Block>| GridRow { cells: vec![left, right] };
    let names = row(
        vec![
            para(Role::ParentBody, "UBND TỈNH BÌNH ĐỊNH"),
            para(Role::IssuingBody, "SỞ GIÁO DỤC VÀ ĐÀO TẠO"),
            rule(64.0, 24.0, false),
        ],
        vec![
            para(Role::NationalTitle, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            para(Role::Motto, "Độc lập - Tự do - Hạnh phúc"),
            rule(96.0, 60.4, false),
        ],
    );
    let space = || Block::Space(Space { height: pt(6.0), stamps: Vec::new() });
    let places = row(
        vec![space(), Block::Paragraph(Paragraph { role: Role::NumberSymbol, look: number, runs: number_runs })],
        vec![space(), Block::Paragraph(Paragraph { role: Role::PlaceDate, look: date, runs: date_runs })],
    );
    let columns = vec![mm(64.0), mm(96.0)];
    Block::Grid(Grid { columns, rows: vec![names, places], keep_together: true, space_before: Length::ZERO })
}

fn cell(role: Role, align: Align, text: &str) -> Cell {
    let mut paragraph = paragraph(role, text);
    paragraph.look.align = align;
    Cell { span: 1, paragraph: Some(paragraph) }
}

fn head_row(labels: &[&str]) -> Row {
    Row { cells: labels.iter().map(|label| cell(Role::TableHeader, Align::Center, label)).collect() }
}

fn table(columns: Vec<Length>, head: Row, rows: Vec<Row>, description: &str) -> Block {
    Block::Table(Table {
        columns,
        head: vec![head],
        rows,
        stroke: pt(0.5),
        padding_x: mm(1.5),
        padding_y: pt(2.0),
        space_before: pt(6.0),
        description: description.into(),
    })
}

/// Bảng 1: twelve rows, two of them spanning.
fn documents_table() -> Block {
    let subjects = [
        "Triển khai Quyết định số 558/QĐ-BGDĐT về sử dụng thống nhất hệ thống phần mềm quản lý trường học VEMIS",
        "Triển khai hệ thống VEMIS trong các trường phổ thông giai đoạn 2012-2015",
        "Thành lập Tổ công tác triển khai hệ thống VEMIS",
        "Tổ chức tập huấn sử dụng các phân hệ VEMIS",
        "Tiếp nhận, sử dụng phần mềm EMIS và VEMIS theo Quyết định số 5804/QĐ-BGDĐT",
    ];
    let mut rows: Vec<Row> = (1..=11)
        .map(|index: usize| Row {
            cells: vec![
                cell(Role::TableCell, Align::Center, &index.to_string()),
                cell(Role::TableCell, Align::Left, &format!("{}/SGDĐT-KHTC", 41 + index * 97)),
                cell(Role::TableCell, Align::Center, &format!("{:02}/{}/2013", 3 + index, 3 + index % 9)),
                cell(Role::TableCell, Align::Left, subjects[index % subjects.len()]),
                cell(Role::TableCell, Align::Right, &format!("{}", 31 * index)),
            ],
        })
        .collect();
    let mut words = cell(Role::TableTotal, Align::Center, "Cộng");
    words.span = 3;
    let empty = Cell { span: 1, paragraph: None };
    rows.push(Row { cells: vec![words, empty, cell(Role::TableTotal, Align::Right, "2.046")] });
    let columns = [12.0, 38.0, 26.0, 64.0, 20.0].map(mm).to_vec();
    let head = head_row(&["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu nội dung", "Số trang"]);
    table(columns, head, rows, "Bảng 1. Văn bản chỉ đạo của Sở Giáo dục và Đào tạo")
}

/// Nơi nhận, chữ ký.
fn signature() -> Block {
    let left = vec![
        para(Role::RecipientsLabel, "Nơi nhận:"),
        para(Role::RecipientItem, "- Như trên;"),
        para(Role::RecipientItem, "- Vụ Kế hoạch - Tài chính, Bộ GDĐT;"),
        para(Role::RecipientItem, "- Giám đốc, các Phó Giám đốc Sở;"),
        para(Role::RecipientItem, "- Lưu: VT, KHTC."),
    ];
    let area = |stamp, x, y, width, height| StampArea {
        stamp,
        x: mm(x),
        y: mm(y),
        width: mm(width),
        height: mm(height),
        picture: None,
    };
    let stamps = vec![area(Stamp::Signature, 25.0, 2.0, 40.0, 24.0), area(Stamp::Seal, 8.0, -4.0, 36.0, 36.0)];
    let right = vec![
        para(Role::SignerTitle, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC"),
        Block::Space(Space { height: mm(28.0), stamps }),
        para(Role::SignerName, "Người Ký Mẫu"),
    ];
    let rows = vec![GridRow { cells: vec![left, right] }];
    Block::Grid(Grid { columns: vec![mm(80.0), mm(80.0)], rows, keep_together: true, space_before: pt(12.0) })
}

fn prose() -> Vec<Block> {
    let basis = "Căn cứ Quyết định số 558/QĐ-BGDĐT ngày 13 tháng 02 năm 2012 của Bộ Giáo dục và Đào tạo về việc triển khai \
        sử dụng thống nhất Hệ thống phần mềm quản lý trường học (VEMIS) trong các trường phổ thông; Quyết định số \
        5804/QĐ-BGDĐT ngày 28 tháng 12 năm 2012 của Bộ Giáo dục và Đào tạo về việc chuyển giao phần mềm thông tin \
        quản lý giáo dục (EMIS) và hệ thống phần mềm quản lý trường học (VEMIS),";
    let plan = "1. Sở Giáo dục và Đào tạo đã ban hành Kế hoạch số 41/KH-SGDĐT ngày 20 tháng 6 năm 2012 về triển khai hệ \
        thống VEMIS giai đoạn 2012-2015; thành lập Tổ công tác triển khai hệ thống VEMIS theo Quyết định số \
        512/QĐ-SGDĐT ngày 09 tháng 7 năm 2012, gồm 09 thành viên, do Phó Giám đốc Sở làm Tổ trưởng.";
    let schools = "Toàn tỉnh có 438 trường phổ thông (240 trường tiểu học, 146 trường trung học cơ sở, 52 trường trung \
        học phổ thông) với 8.402 lớp, 264.920 học sinh. Đến ngày 31 tháng 3 năm 2014 có 414/438 trường đã cài đặt hệ \
        thống VEMIS, đạt 94,5% (tiểu học 221/240 trường, đạt 92,1%; trung học cơ sở 141/146 trường, đạt 96,6%; trung \
        học phổ thông 52/52 trường, đạt 100%). Có 09/11 phòng GDĐT sử dụng phần mềm tổng hợp cấp phòng.";
    vec![
        para(
            Role::LegalBasis,
            "Thực hiện Công văn số 1616/BGDĐT-KHTC ngày 31 tháng 3 năm 2014 của Bộ Giáo dục và Đào tạo về việc báo cáo \
             tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS;",
        ),
        para(Role::LegalBasis, basis),
        para(
            Role::Body,
            "Sở Giáo dục và Đào tạo Bình Định báo cáo tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS \
             (số liệu năm học 2012-2013, tính đến ngày 31 tháng 3 năm 2014) như sau:",
        ),
        para(Role::Section, "I. CÔNG TÁC CHỈ ĐẠO THỰC HIỆN QUYẾT ĐỊNH SỐ 558/QĐ-BGDĐT"),
        para(Role::Clause, plan),
        para(
            Role::Clause,
            "2. Sở tiếp tục chỉ đạo thực hiện đầy đủ, nghiêm túc các nội dung của Quyết định số 558/QĐ-BGDĐT, cụ thể:",
        ),
        para(
            Role::Point,
            "a) Đưa nội dung sử dụng VEMIS vào nhiệm vụ năm học và tiêu chí thi đua của các phòng giáo dục và đào tạo \
             (sau đây viết tắt là phòng GDĐT), đơn vị trực thuộc;",
        ),
        para(Role::Point, "b) Kiểm tra việc cập nhật dữ liệu tại 100% phòng GDĐT và 30% số trường mỗi học kỳ."),
        para(Role::Section, "II. KẾT QUẢ TRIỂN KHAI HỆ THỐNG VEMIS ĐẾN CÁC TRƯỜNG"),
        para(Role::ClauseHeading, "1. Văn bản chỉ đạo của Sở"),
        para(Role::Body, schools),
        para(Role::TableCaption, "Bảng 1. Văn bản chỉ đạo của Sở Giáo dục và Đào tạo"),
    ]
}

fn page(landscape: bool) -> Page {
    let (width, height) = if landscape { (297.0, 210.0) } else { (210.0, 297.0) };
    Page {
        width: mm(width),
        height: mm(height),
        top: mm(20.0),
        bottom: mm(20.0),
        left: mm(30.0),
        right: mm(20.0),
        number: PageNumberPlace::TopCenter,
        number_distance: mm(10.0),
    }
}

fn letter() -> Section {
    let mut blocks = vec![
        head(),
        para(Role::TypeName, "BÁO CÁO"),
        para(Role::Subject, "Tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS"),
        rule(160.0, 55.0, true),
        para(Role::Addressee, "Kính gửi: Bộ Giáo dục và Đào tạo (Vụ Kế hoạch - Tài chính)"),
    ];
    blocks.extend(prose());
    blocks.push(documents_table());
    blocks.push(para(Role::TableNote, "Ghi chú: số trang tính cả phụ lục."));
    let mut strong = paragraph(Role::Body, "Sở Giáo dục và Đào tạo cam kết ");
    let look = strong.look.clone();
    strong.runs.push(StyledRun { bold: true, ..run("chịu trách nhiệm", &look) });
    strong.runs.push(StyledRun { italic: true, ..run(" về tính chính xác", &look) });
    strong.runs.push(run(" của số liệu nêu trên theo Thông tư liên tịch 11/2012/TTLT-BGDĐT-BTC./.", &look));
    blocks.push(Block::Paragraph(strong));
    blocks.push(signature());
    Section { page: page(false), first_header: Vec::new(), first_footer: Vec::new(), blocks }
}

/// Phụ lục, landscape, with a table over several pages.
fn annex() -> Section {
    let rows = (1..=42)
        .map(|index: usize| Row {
            cells: vec![
                cell(Role::TableCell, Align::Center, &index.to_string()),
                cell(Role::TableCell, Align::Left, &format!("data/2012-2013/hoc_sinh/bang_{index:02}.csv")),
                cell(
                    Role::TableCell,
                    Align::Left,
                    "Hồ sơ học sinh, kết quả học tập và rèn luyện theo từng học kỳ của các trường trung học cơ sở",
                ),
                cell(Role::TableCell, Align::Right, &format!("{}.{:03}", index * 3, index * 17 % 1000)),
            ],
        })
        .collect();
    let columns = [15.0, 92.0, 110.0, 30.0].map(mm).to_vec();
    let head = head_row(&["STT", "Tệp", "Nội dung", "Số bản ghi"]);
    let blocks = vec![
        para(Role::AnnexLabel, "Phụ lục"),
        para(Role::AnnexTitle, "DANH MỤC TỆP DỮ LIỆU"),
        para(Role::AnnexReference, "(Kèm theo Báo cáo của Sở Giáo dục và Đào tạo Bình Định)"),
        rule(247.0, 70.0, true),
        table(columns, head, rows, "Danh mục tệp dữ liệu"),
    ];
    Section { page: page(true), first_header: Vec::new(), first_footer: Vec::new(), blocks }
}

/// The sample: two sections, a head with open number and date, two tables, a signature and a watermark.
#[doc(hidden)]
pub fn sample() -> StyledDocument {
    StyledDocument {
        properties: Properties {
            title: "Báo cáo Tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS".into(),
            subject: "Tình hình triển khai hệ thống phần mềm quản lý trường học VEMIS".into(),
            author: "Sở Giáo dục và Đào tạo Bình Định".into(),
            identifier: Some("328/BC-SGDĐT".into()),
            date: NaiveDate::from_ymd_opt(2014, 4, 11),
            template: "van-ban/bao-cao-vemis".into(),
        },
        font: "Times New Roman".into(),
        looks: Role::ALL.into_iter().map(|role| (role, look(role))).collect(),
        footnotes: Vec::new(),
        note_look: NoteLook {
            line: mm(50.8),
            thickness: pt(0.5),
            height: pt(12.0),
            offset: pt(6.0),
            mark_size: 0.58,
            mark_rise: 0.33,
        },
        sections: vec![letter(), annex()],
        watermark: Some(Watermark { text: "DỰ THẢO".into(), size: pt(96.0), angle: 45.0, color: "d9d9d9".into() }),
    }
}
