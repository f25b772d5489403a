//! Tables: ruled ones, and the grids that set the head and the signature side by side.

use super::block::{Container, LEAST_LINE, at_top, border};
use super::look::Around;
use super::xml::{Element, toggle};
use crate::length::Length;
use crate::style::{Cell, Grid, GridRow, Row, Table};

/// Columns side by side, without lines or padding.
pub fn grid(container: &Container, grid: &Grid) -> Element {
    let properties = properties(&grid.columns).child(margins(Length::ZERO, Length::ZERO));
    let last = grid.rows.len().saturating_sub(1);
    let rows = grid.rows.iter().enumerate().map(|(index, row)| {
        let keep_next = container.keep_next || grid.keep_together && index < last;
        grid_row(&Container { keep_next, ..*container }, grid, row)
    });
    Element::new("w:tbl").child(properties).child(columns(&grid.columns)).children(rows)
}

fn grid_row(container: &Container, grid: &Grid, row: &GridRow) -> Element {
    let cells = row.cells.iter().zip(&grid.columns).map(|(blocks, &width)| {
        let content = Container { width, ..*container }.blocks(blocks);
        Element::new("w:tc").child(Element::new("w:tcPr").child(cell_width(width))).children(content)
    });
    let properties = Element::new("w:trPr").children(grid.keep_together.then(|| toggle("w:cantSplit", true)));
    Element::new("w:tr").children((!properties.is_bare()).then_some(properties)).children(cells)
}

/// A ruled table.
pub fn table(container: &Container, table: &Table) -> Element {
    let sides = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];
    let borders = sides.map(|side| border(side, table.stroke, "000000", 0));
    let description = table.description.split_whitespace().collect::<Vec<_>>().join(" ");
    let properties = properties(&table.columns)
        .child(Element::new("w:tblBorders").children(borders))
        .child(margins(table.padding_x, table.padding_y))
        .child(Element::new("w:tblCaption").val(&description))
        .child(Element::new("w:tblDescription").val(&description));
    // The last two rows stay on one page: the first of them stays with what follows.
    let kept = table.rows.len().checked_sub(2);
    let head = table.head.iter().map(|one| row(container, table, one, true, true));
    let rows = table.rows.iter().enumerate().map(|(index, one)| row(container, table, one, false, Some(index) == kept));
    Element::new("w:tbl").child(properties).child(columns(&table.columns)).children(head).children(rows)
}

fn row(container: &Container, table: &Table, row: &Row, is_head: bool, keep_next: bool) -> Element {
    let properties = Element::new("w:trPr")
        .child(toggle("w:cantSplit", true))
        .children(is_head.then(|| toggle("w:tblHeader", true)));
    let mut widths = table.columns.iter().copied();
    let cells = row.cells.iter().map(|one| {
        let width = widths.by_ref().take(usize::from(one.span.max(1))).sum();
        cell(&Container { width, keep_next, ..*container }, one)
    });
    Element::new("w:tr").child(properties).children(cells)
}

fn cell(container: &Container, cell: &Cell) -> Element {
    let properties = Element::new("w:tcPr")
        .child(cell_width(container.width))
        .children((cell.span > 1).then(|| Element::new("w:gridSpan").val(cell.span)))
        .child(Element::new("w:vAlign").with("w:val", "center"));
    let around = Around { keep_next: container.keep_next, ..Around::default() };
    let content = match &cell.paragraph {
        Some(paragraph) => container.paragraph(&at_top(paragraph), around),
        None => container.spacer(LEAST_LINE, around),
    };
    Element::new("w:tc").child(properties).child(content)
}

/// Fixed widths, from the left edge of the column.
fn properties(columns: &[Length]) -> Element {
    Element::new("w:tblPr")
        .child(width("w:tblW", columns.iter().copied().sum()))
        .child(width("w:tblInd", Length::ZERO))
        .child(Element::new("w:tblLayout").with("w:type", "fixed"))
        .child(Element::new("w:tblLook").with("w:val", "0000"))
}

/// Room between a cell's edges and its content.
fn margins(x: Length, y: Length) -> Element {
    let sides = [("w:top", y), ("w:left", x), ("w:bottom", y), ("w:right", x)];
    Element::new("w:tblCellMar").children(sides.map(|(side, room)| width(side, room)))
}

fn columns(columns: &[Length]) -> Element {
    let columns = columns.iter().map(|column| Element::new("w:gridCol").attr("w:w", column.to_twips()));
    Element::new("w:tblGrid").children(columns)
}

fn cell_width(length: Length) -> Element {
    width("w:tcW", length)
}

fn width(name: &'static str, length: Length) -> Element {
    Element::new(name).attr("w:w", length.to_twips()).with("w:type", "dxa")
}
