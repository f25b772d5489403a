//! The figures of a chart as a workbook inside the Word file: Word opens it when someone edits the chart's data.

use std::io;

use super::package::Archive;
use super::xml::Element;
use super::{RELATIONSHIP_NAMESPACE, chart};
use crate::model::{Chart, Series};

/// The only sheet.
pub const SHEET: &str = "SoLieu";
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const MAIN: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
const WORKSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml";

/// The workbook: the names along the axis in column A, each series in a column of its own.
pub fn workbook(chart: &Chart) -> io::Result<Vec<u8>> {
    let mut archive = Archive::default();
    archive.add("[Content_Types].xml", &content_types().to_part()?)?;
    archive.add("_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.xml")]).to_part()?)?;
    archive.add("xl/workbook.xml", &book().to_part()?)?;
    let parts = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")];
    archive.add("xl/_rels/workbook.xml.rels", &relationships(&parts).to_part()?)?;
    archive.add("xl/worksheets/sheet1.xml", &sheet(chart).to_part()?)?;
    archive.add("xl/styles.xml", &styles().to_part()?)?;
    archive.finish()
}

fn content_types() -> Element {
    let default = |extension, kind| Element::new("Default").with("Extension", extension).with("ContentType", kind);
    let part = |name, kind| Element::new("Override").with("PartName", name).with("ContentType", kind);
    Element::new("Types")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
        .child(default("rels", "application/vnd.openxmlformats-package.relationships+xml"))
        .child(default("xml", "application/xml"))
        .child(part("/xl/workbook.xml", MAIN))
        .child(part("/xl/worksheets/sheet1.xml", WORKSHEET))
        .child(part("/xl/styles.xml", STYLES))
}

fn relationships(parts: &[(&str, &str)]) -> Element {
    let one = |(index, (kind, target)): (usize, &(&str, &str))| {
        Element::new("Relationship")
            .attr("Id", format!("rId{}", index + 1))
            .attr("Type", format!("{RELATIONSHIP_NAMESPACE}/{kind}"))
            .attr("Target", target)
    };
    Element::new("Relationships")
        .with("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
        .children(parts.iter().enumerate().map(one))
}

fn book() -> Element {
    let sheet = Element::new("sheet").with("name", SHEET).with("sheetId", "1").with("r:id", "rId1");
    Element::new("workbook")
        .with("xmlns", SPREADSHEET)
        .with("xmlns:r", RELATIONSHIP_NAMESPACE)
        .child(Element::new("sheets").child(sheet))
}

/// The least that a workbook must say of its looks.
fn styles() -> Element {
    let one = |list, one: Element| Element::new(list).with("count", "1").child(one);
    let format = || {
        ["numFmtId", "fontId", "fillId", "borderId"]
            .into_iter()
            .fold(Element::new("xf"), |format, id| format.with(id, "0"))
    };
    Element::new("styleSheet")
        .with("xmlns", SPREADSHEET)
        .child(one("fonts", Element::new("font")))
        .child(one("fills", Element::new("fill").child(Element::new("patternFill").with("patternType", "none"))))
        .child(one("borders", Element::new("border")))
        .child(one("cellStyleXfs", format()))
        .child(one("cellXfs", format().with("xfId", "0")))
}

fn sheet(chart: &Chart) -> Element {
    let heads = (1..).zip(&chart.series).map(|(column, series)| words(column, 1, &series.name));
    let head = Element::new("row").with("r", "1").children(heads);
    let rows = (0..).zip(&chart.categories).map(|(at, name)| {
        let row = at + 2;
        let value = |(column, series): (usize, &Series)| {
            let figure = (*series.values.get(at)?)?;
            Some(Element::new("c").attr("r", cell(column, row)).child(Element::new("v").text(chart::plain(figure))))
        };
        let figures = (1..).zip(&chart.series).filter_map(value);
        Element::new("row").attr("r", row).child(words(0, row, name)).children(figures)
    });
    let data = Element::new("sheetData").child(head).children(rows);
    Element::new("worksheet").with("xmlns", SPREADSHEET).child(data)
}

fn words(column: usize, row: usize, text: &str) -> Element {
    let text = Element::new("t").with("xml:space", "preserve").text(text);
    Element::new("c").attr("r", cell(column, row)).with("t", "inlineStr").child(Element::new("is").child(text))
}

/// `B2`: column from 0, row from 1.
pub fn cell(column: usize, row: usize) -> String {
    format!("{}{row}", self::column(column))
}

/// `A`, `B` … `Z`, `AA`: from 0.
pub fn column(mut index: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (index % 26) as u8));
        match index / 26 {
            0 => return name,
            rest => index = rest - 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_sheet() {
        assert_eq!([0, 1, 25, 26, 27, 701, 702].map(column), ["A", "B", "Z", "AA", "AB", "ZZ", "AAA"]);
        assert_eq!(cell(1, 2), "B2");
    }
}
