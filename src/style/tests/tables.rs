//! Tables in the text and in annexes.

use super::*;

fn cell(text: &str) -> TableCell {
    TableCell { text: Text::fixed(text), value: CellValue::Text(text.into()), source: None }
}

fn row(cells: &[&str]) -> Vec<TableCell> {
    cells.iter().map(|text| cell(text)).collect()
}

fn column(label: &str, kind: ColumnKind, width: f64) -> Column {
    Column { label: label.into(), kind, width, wrap_every: None }
}

/// The list of files of the sample's first annex.
fn files() -> DataTable {
    let hash = Column { wrap_every: Some(16), ..column("Mã băm SHA-256", ColumnKind::Code, 3.0) };
    DataTable {
        id: "files".into(),
        label: None,
        caption: Text::default(),
        sheet: "Phụ lục I".into(),
        columns: vec![
            column("STT", ColumnKind::Ordinal, 1.0),
            column("Tên tệp", ColumnKind::Code, 3.0),
            column("Phân hệ", ColumnKind::Text, 2.0),
            column("Năm học", ColumnKind::Centered, 1.5),
            column("Dung lượng (byte)", ColumnKind::Integer, 2.0),
            hash,
        ],
        rows: vec![row(&[
            "1",
            "tai_chinh_tai_san_2013-2014_hk1.zip",
            "Quản lý thư viện",
            "2013-2014",
            "785.918.000",
            &"8590ab5f75c1e24f".repeat(4),
        ])],
        total: Some(row(&["", "Cộng", "", "", "785.918.000", ""])),
        note: Some(Text::fixed("Ghi chú: số liệu giả định.")),
    }
}

fn with_annex(table: DataTable, landscape: bool) -> Document {
    let annex = Annex {
        label: "Phụ lục".into(),
        title: Text::fixed("DANH MỤC DỮ LIỆU"),
        reference: Text::fixed(
            "(Kèm theo Báo cáo số 328/BC-SGDĐT ngày 11 tháng 4 năm 2014 của Sở Giáo dục và Đào tạo Bình Định)",
        ),
        body: vec![model::Block::Table(0)],
        landscape,
    };
    Document { annexes: vec![annex], tables: vec![table], ..report() }
}

fn table(blocks: &[Block]) -> &Table {
    blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).expect("a table")
}

/// No word of any cell is wider than the cell's room.
fn check_room(table: &Table) {
    for row in table.head.iter().chain(&table.rows) {
        let mut at = 0;
        for cell in &row.cells {
            let columns = &table.columns[at..at + usize::from(cell.span)];
            let room = columns.iter().copied().sum::<Length>() - table.padding_x - table.padding_x;
            if let Some(paragraph) = &cell.paragraph {
                let words =
                    paragraph.runs.iter().flat_map(|run| run.text.split([' ', '\n']).map(move |word| (run, word)));
                for (run, word) in words {
                    let wide = metrics::width(word, paragraph.look.size, Face::of(run.bold, run.italic));
                    assert!(wide <= room.to_pt(), "{word} is {wide} pt wide in {room:?}");
                }
            }
            at += usize::from(cell.span);
        }
        assert_eq!(at, table.columns.len());
    }
}

#[test]
fn an_annex_upright_and_on_its_side() {
    for landscape in [false, true] {
        let styled = resolved(&with_annex(files(), landscape), load(RuleSetName::Nd30_2020));
        let section = &styled.sections[1];
        assert_eq!(section.page.width > section.page.height, landscape);
        let table = table(&section.blocks);
        assert_eq!(table.columns.iter().copied().sum::<Length>(), section.page.text_width());
        check_room(table);
        let size = table.rows[0].cells[0].paragraph.as_ref().expect("a number").look.size;
        assert_eq!(size, Length::pt(11.0));
        let file = table.rows[0].cells[1].paragraph.as_ref().expect("a name");
        assert_eq!(text(file), "tai_chinh_tai_san_2013-2014_hk1.zip");
        let hash = table.rows[0].cells[5].paragraph.as_ref().expect("a hash");
        assert_eq!(line_widths(hash).len(), 4);
    }
}

#[test]
fn the_label_of_the_total_takes_the_empty_cells_before_it() {
    let styled = resolved(&with_annex(files(), true), load(RuleSetName::Nd30_2020));
    let total = table(&styled.sections[1].blocks).rows.last().expect("a total");
    let spans: Vec<u16> = total.cells.iter().map(|cell| cell.span).collect();
    assert_eq!(spans, [2, 1, 1, 1, 1]);
    let label = total.cells[0].paragraph.as_ref().expect("a label");
    assert_eq!((text(label).as_str(), label.look.align, label.look.bold), ("Cộng", Align::Center, true));
    assert!(total.cells[1].paragraph.is_none());
}

#[test]
fn a_table_of_the_text_has_its_caption_and_note() {
    let mut document = report();
    let data = DataTable { label: Some("Bảng 1".into()), caption: Text::fixed("Các tệp"), ..files() };
    document.tables = vec![data];
    document.body.insert(2, model::Block::Table(0));
    let styled = resolved(&document, load(RuleSetName::Nd30_2020));
    let blocks = &styled.sections[0].blocks;
    let caption = of_role(blocks, Role::TableCaption)[0];
    assert_eq!(text(caption), "Bảng 1. Các tệp");
    assert!(caption.look.keep_next);
    assert_eq!(text(of_role(blocks, Role::TableNote)[0]), "Ghi chú: số liệu giả định.");
    let aligns: Vec<Align> =
        table(blocks).rows[0].cells.iter().filter_map(|cell| Some(cell.paragraph.as_ref()?.look.align)).collect();
    assert_eq!(aligns, [Align::Center, Align::Left, Align::Left, Align::Center, Align::Right, Align::Left]);
    check_room(table(blocks));
}

#[test]
fn words_too_long_for_any_size_are_cut_and_reported() {
    let mut data = files();
    data.rows.push(row(&["2", &"x".repeat(10_000), &"y".repeat(300), "", "-", ""]));
    let document = with_annex(data, false);
    let (styled, warnings) = resolve(&document, load(RuleSetName::Tt01_2011)).expect("resolves");
    assert_eq!(warnings.iter().map(|warning| warning.code.as_ref()).collect::<Vec<_>>(), ["style/table-too-narrow"]);
    check_room(table(&styled.sections[1].blocks));
}

#[test]
fn a_table_without_rows_and_a_table_that_is_not_there() {
    let mut document = with_annex(DataTable { rows: Vec::new(), total: None, note: None, ..files() }, false);
    document.body.push(model::Block::Table(7));
    let styled = resolved(&document, load(RuleSetName::Nd30_2020));
    assert!(table(&styled.sections[1].blocks).rows.is_empty());
}
