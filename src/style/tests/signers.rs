//! Who signs: one, two or more, with what stands above the name and below the recipients.

use super::*;

fn nd30() -> &'static RuleSet {
    load(RuleSetName::Nd30_2020)
}

fn signer(titles: &[&str], name: &str) -> Signature {
    Signature {
        titles: titles.iter().map(|title| Text::fixed(*title)).collect(),
        other_titles: Vec::new(),
        name: Text::fixed(name),
        signature_picture: None,
        seal_picture: None,
    }
}

fn signed_by(signatures: Vec<Signature>) -> Document {
    Document { signatures, ..report() }
}

fn minutes() -> Document {
    signed_by(vec![signer(&["THƯ KÝ"], "Người Ghi Mẫu"), signer(&["CHỦ TỌA"], "Người Ký Mẫu")])
}

fn words(cell: &[Block]) -> Vec<String> {
    paragraphs(cell).into_iter().map(text).collect()
}

fn spaces(cell: &[Block]) -> Vec<&Space> {
    cell.iter().filter_map(|block| if let Block::Space(space) = block { Some(space) } else { None }).collect()
}

/// Grids at the end of the document.
fn grids(styled: &StyledDocument) -> Vec<&Grid> {
    let blocks = styled.sections[0].blocks[1..].iter();
    blocks.filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }).collect()
}

#[test]
fn two_stand_side_by_side_and_the_recipients_below_the_left_one() {
    for rules in rule_sets() {
        let styled = resolved(&minutes(), rules);
        let grid = signature(&styled);
        let columns: Vec<i32> = grid.columns.iter().map(|column| (column.to_mm() * 10.0).round() as i32).collect();
        assert_eq!(columns, [600, 75, 975]);
        assert_eq!(grid.columns.iter().copied().sum::<Length>(), styled.sections[0].page.text_width());
        assert_eq!(words(&grid.rows[0].cells[0]), ["THƯ KÝ", "Người Ghi Mẫu"]);
        assert_eq!(words(&grid.rows[0].cells[2]), ["CHỦ TỌA", "Người Ký Mẫu"]);
        assert_eq!(words(&grid.rows[1].cells[0]), ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KHTC (08b)."]);
        assert!(grid.rows[1].cells[1..].iter().all(Vec::is_empty));
        assert!(grid.keep_together);
    }
}

#[test]
fn three_fill_two_rows_and_more_rows_than_a_page_holds_may_break_between_them() {
    let names: Vec<String> = (1..=3).map(|at| format!("Người Ký {at}")).collect();
    let three = names.iter().map(|name| signer(&["ĐẠI DIỆN"], name)).collect();
    let styled = resolved(&Document { recipients: Vec::new(), ..signed_by(three) }, nd30());
    let grid = signature(&styled);
    assert_eq!(grid.rows.len(), 2);
    assert_eq!(words(&grid.rows[1].cells[0]), ["ĐẠI DIỆN", "Người Ký 3"]);
    assert!(grid.rows[1].cells[2].is_empty());
    assert_eq!(spaces(&grid.rows[1].cells[0])[0].height, nd30().signature.row_space);

    let many = (0..12).map(|at| signer(&["ĐẠI DIỆN"], &format!("Người Ký {at}"))).collect();
    let styled = resolved(&signed_by(many), nd30());
    let grids = grids(&styled);
    assert_eq!(grids.len(), 7);
    assert!(grids.iter().all(|grid| grid.keep_together && grid.rows.len() == 1));
    let spaces: Vec<Length> = grids.iter().map(|grid| grid.space_before).collect();
    assert_eq!((spaces[0], spaces[6]), (nd30().signature.space_before, nd30().signature.row_space));
}

/// Height of a cell from its top to the bottom of its last line.
fn height(cell: &[Block]) -> Length {
    let of_block = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let line = metrics::line_height(paragraph.look.size);
            Length::twips(line.to_twips() * line_widths(paragraph).len() as i32)
        }
        Block::Space(space) => space.height,
        other => panic!("{other:?}"),
    };
    cell.iter().map(of_block).sum()
}

#[test]
fn names_stand_on_one_line_whatever_stands_above_them() {
    let mut left = signer(&["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Người Ký Mẫu");
    left.other_titles = vec![Text::fixed("THỨ TRƯỞNG BỘ Y TẾ")];
    let long = "TỔNG GIÁM ĐỐC TỔNG CÔNG TY ĐẦU TƯ PHÁT TRIỂN HẠ TẦNG VÀ ĐÔ THỊ MIỀN TRUNG";
    for right in [signer(&["GIÁM ĐỐC"], "Bên Kia"), signer(&[long, "GIÁM ĐỐC"], "Bên Kia"), signer(&[], "Bên Kia")]
    {
        for pair in [[left.clone(), right.clone()], [right.clone(), left.clone()]] {
            let styled = resolved(&signed_by(pair.to_vec()), nd30());
            let cells = &signature(&styled).rows[0].cells;
            assert_eq!(height(&cells[0]), height(&cells[2]));
            let tops: Vec<Length> = [0, 2].map(|at| top_of_signature(&cells[at])).to_vec();
            assert_eq!(tops[0], tops[1]);
        }
    }
}

/// From the top of a cell to where the signature goes.
fn top_of_signature(cell: &[Block]) -> Length {
    let at = cell.iter().position(|block| matches!(block, Block::Space(_))).expect("room to sign");
    height(&cell[..at]) + spaces(cell)[0].stamps[0].y
}

#[test]
fn the_office_of_a_council_member_stands_above_the_name() {
    let mut document = report();
    document.signatures[0].titles = vec![Text::fixed("TM. HỘI ĐỒNG"), Text::fixed("CHỦ TỊCH")];
    document.signatures[0].other_titles = vec![Text::fixed("GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO")];
    let styled = resolved(&document, nd30());
    let cell = &signature(&styled).rows[0].cells[1];
    let roles: Vec<Role> = paragraphs(cell).into_iter().map(|paragraph| paragraph.role).collect();
    assert_eq!(roles, [Role::SignerTitle, Role::SignerTitle, Role::SignerOtherTitle, Role::SignerName]);
    assert!(matches!(cell[2], Block::Space(_)));
    assert_eq!(spaces(cell)[0].height, nd30().signature.room);
}

#[test]
fn long_titles_break_evenly_inside_their_column() {
    let titles = ["KT. TỔNG GIÁM ĐỐC NGÂN HÀNG CHÍNH SÁCH XÃ HỘI VIỆT NAM CHI NHÁNH TỈNH", "PHÓ TỔNG GIÁM ĐỐC"];
    for signatures in [vec![signer(&titles, "A")], vec![signer(&titles, "A"), signer(&titles, "B")]] {
        let styled = resolved(&signed_by(signatures), nd30());
        let grid = signature(&styled);
        for (cell, column) in grid.rows[0].cells.iter().zip(&grid.columns) {
            for title in of_role(cell, Role::SignerTitle) {
                let widths = line_widths(title);
                assert!(widths.iter().all(|&line| line <= column.to_pt()), "{}", text(title));
                let (least, most) = widths.iter().fold((f64::MAX, 0.0), |(a, b): (f64, f64), &w| (a.min(w), b.max(w)));
                assert!(least > 0.5 * most, "{}", text(title));
            }
        }
    }
}

#[test]
fn the_drafters_code_follows_the_last_mark() {
    let mut document = report();
    document.drafter = Some(Text::fixed("PL.(300)"));
    let styled = resolved(&document, nd30());
    let left = &signature(&styled).rows[0].cells[0];
    assert_eq!(words(left), ["Nơi nhận:", "- Như trên;", "- Lưu: VT, KHTC (08b). PL.(300)"]);
    assert_eq!(of_role(left, Role::RecipientItem)[1].look.size, Length::pt(11.0));
    document.recipients.clear();
    assert_eq!(words(&signature(&resolved(&document, nd30())).rows[0].cells[0]), ["PL.(300)"]);
}

#[test]
fn without_recipients_there_is_no_label() {
    let styled = resolved(&Document { recipients: Vec::new(), ..report() }, nd30());
    let grid = signature(&styled);
    assert!(grid.rows[0].cells[0].is_empty());
    assert_eq!(grid.columns.len(), 2);
    let nobody = Document { recipients: Vec::new(), signatures: Vec::new(), ..report() };
    assert!(grids(&resolved(&nobody, nd30())).is_empty());
}

#[test]
fn a_confirmation_has_room_below_the_recipients() {
    let lines = ["Xác nhận của cơ quan (tổ chức) hoặc chính quyền địa phương nơi nghỉ phép (nếu cần)", "(Chữ ký, dấu)"];
    let mut document = report();
    document.confirmation = lines.iter().map(|line| Text::fixed(*line)).collect();
    let styled = resolved(&document, nd30());
    let left = &signature(&styled).rows[0].cells[0];
    let found = of_role(left, Role::Confirmation);
    assert_eq!(found.iter().map(|line| text(line).replace('\n', " ")).collect::<Vec<_>>(), lines);
    assert!(found.iter().all(|line| line.look.italic && line.look.align == Align::Center));
    assert_eq!(
        spaces(left).iter().map(|space| space.height).collect::<Vec<_>>(),
        [nd30().signature.row_space, nd30().signature.room]
    );
    assert!(spaces(left).iter().all(|space| space.stamps.is_empty()));
}
