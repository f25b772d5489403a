//! The figures of a chart as a table: one row a category, one column a series.

use crate::model::{CellValue, Chart, Column, ColumnKind, DataTable, Series, TableCell, Text};
use crate::vietnamese;

/// The shares of the width that the names and each series take.
const SHARES: (f64, f64) = (3.0, 1.0);

/// The table of a chart, for a sheet of its own.
pub fn table(chart: &Chart) -> DataTable {
    let names = Column { label: "Nhóm".to_owned(), kind: ColumnKind::Text, width: SHARES.0, wrap_every: None };
    let column = |series: &Series| Column {
        label: head(&series.name, &chart.unit),
        kind: ColumnKind::Decimal,
        width: SHARES.1,
        wrap_every: None,
    };
    let row = |(at, name): (usize, &String)| {
        let name = TableCell { text: Text::fixed(name), value: CellValue::Text(name.clone()), source: None };
        let figures = chart.series.iter().map(|series| figure(series, at));
        [name].into_iter().chain(figures).collect()
    };
    DataTable {
        id: chart.id.clone(),
        label: chart.label.clone(),
        caption: chart.caption.clone(),
        sheet: chart.label.clone().unwrap_or_else(|| "Biểu đồ".to_owned()),
        columns: [names].into_iter().chain(chart.series.iter().map(column)).collect(),
        rows: chart.categories.iter().enumerate().map(row).collect(),
        total: None,
        note: None,
    }
}

/// `Tiểu học (trường)`.
fn head(name: &str, unit: &str) -> String {
    if unit.is_empty() { name.to_owned() } else { format!("{name} ({unit})") }
}

fn figure(series: &Series, at: usize) -> TableCell {
    let source = series.sources.get(at).cloned().flatten();
    match series.values.get(at).copied().flatten() {
        Some((digits, scale)) => {
            let text = Text::fixed(vietnamese::decimal(digits, scale));
            let value = if scale == 0 { CellValue::Integer(digits) } else { CellValue::Decimal { digits, scale } };
            TableCell { text, value, source }
        }
        None => TableCell { text: Text::default(), value: CellValue::Empty, source: None },
    }
}
