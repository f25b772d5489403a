//! Tables as data: rows and totals computed from the answers.

use handlebars::Context;
use serde_json::Value;

use super::markdown::{Reading, inline, paragraph};
use super::program::Program;
use crate::diag::{AnswerPath, Diagnostic};
use crate::expr::Scope;
use crate::model::{CellValue, Column, ColumnKind, DataTable, TableCell, Text};
use crate::template::{ColumnDef, TableDef};
use crate::vietnamese;

/// Computes the table `def`; `None` when it has no rows. Its label is given later, in the order of the page.
pub(super) fn table(
    program: &Program,
    def: &TableDef,
    scope: &Scope,
    context: &Context,
    reading: Reading<'_>,
) -> Result<Option<DataTable>, Diagnostic> {
    let Value::Array(rows) = program.evaluate(&def.rows, scope)? else { return Ok(None) };
    if rows.is_empty() {
        return Ok(None);
    }
    let origin = plain_path(&def.rows);
    let mut cells = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let scope = scope.with("row", row).with("index", &Value::from(index + 1));
        let origin = origin.as_ref().map(|path| path.child(index));
        let row = def.columns.iter().map(|column| row_cell(program, column, &scope, origin.as_ref()));
        cells.push(row.collect::<Result<Vec<_>, _>>()?);
    }
    let text = |source: &Option<String>, read: &dyn Fn(&str) -> Text| -> Result<Option<Text>, Diagnostic> {
        source.as_deref().map(|source| Ok(read(&program.render(source, context)?))).transpose()
    };
    Ok(Some(DataTable {
        id: def.id.clone(),
        label: None,
        caption: text(&def.caption, &inline)?.unwrap_or_default(),
        sheet: def.sheet.clone(),
        columns: def.columns.iter().map(column).collect(),
        rows: cells,
        total: total(program, def, scope)?,
        note: text(&def.note, &|note| paragraph(note, reading))?.filter(|note| !note.is_empty()),
    }))
}

fn column(def: &ColumnDef) -> Column {
    Column { label: def.label.clone(), kind: def.kind, width: def.width, wrap_every: def.wrap_every }
}

fn row_cell(
    program: &Program,
    column: &ColumnDef,
    scope: &Scope,
    origin: Option<&AnswerPath>,
) -> Result<TableCell, Diagnostic> {
    let value = program.evaluate(&column.value, scope)?;
    let member = column.value.strip_prefix("row.").and_then(plain_path);
    let source = match (origin, member) {
        (Some(row), Some(member)) => Some(row.child(member)),
        (Some(row), None) if column.kind != ColumnKind::Ordinal => Some(row.clone()),
        _ => None,
    };
    Ok(cell(&value, column.kind, source))
}

/// The total row; `None` when no column has one.
fn total(program: &Program, def: &TableDef, scope: &Scope) -> Result<Option<Vec<TableCell>>, Diagnostic> {
    if def.columns.iter().all(|column| column.total.is_none()) {
        return Ok(None);
    }
    let cells = def.columns.iter().map(|column| {
        let Some(total) = &column.total else { return Ok(cell(&Value::Null, ColumnKind::Text, None)) };
        if let Some(label) = &total.label {
            return Ok(cell(&Value::from(label.as_str()), ColumnKind::Text, None));
        }
        let source = total.value.as_deref().unwrap_or_default();
        Ok(cell(&program.evaluate(source, scope)?, column.kind, plain_path(source)))
    });
    Ok(Some(cells.collect::<Result<_, Diagnostic>>()?))
}

/// `results.training` as a path; `None` for an expression that is more than a path.
pub(super) fn plain_path(expression: &str) -> Option<AnswerPath> {
    let plain = expression.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '.'));
    plain.then(|| AnswerPath::new(expression))
}

/// A value as a typed cell and as it is printed.
pub(super) fn cell(value: &Value, kind: ColumnKind, source: Option<AnswerPath>) -> TableCell {
    let value = typed(value, kind);
    let words = match &value {
        CellValue::Empty if matches!(kind, ColumnKind::Integer | ColumnKind::Decimal) => "-".to_owned(),
        CellValue::Empty => String::new(),
        CellValue::Text(words) => words.clone(),
        CellValue::Integer(number) if kind == ColumnKind::Integer => vietnamese::integer(*number),
        CellValue::Integer(number) => number.to_string(),
        CellValue::Decimal { digits, scale } => vietnamese::decimal(*digits, *scale),
        CellValue::Date(date) => vietnamese::date_short(*date),
    };
    let mut text = Text::fixed(words);
    text.0[0].source.clone_from(&source);
    TableCell { text, value, source }
}

/// The value as the type its column holds.
pub(super) fn typed(value: &Value, kind: ColumnKind) -> CellValue {
    match (value, kind) {
        (Value::Null, _) => CellValue::Empty,
        (Value::Number(number), _) => match number.as_i64() {
            Some(number) => CellValue::Integer(number),
            None => CellValue::Text(number.to_string()),
        },
        (Value::String(words), ColumnKind::Decimal) => match vietnamese::parse_decimal(words) {
            Some((digits, scale)) => CellValue::Decimal { digits, scale },
            None => CellValue::Text(words.clone()),
        },
        (Value::String(words), ColumnKind::Date) => match words.parse() {
            Ok(date) => CellValue::Date(date),
            Err(_) => CellValue::Text(words.clone()),
        },
        (Value::String(words), _) => CellValue::Text(words.clone()),
        (Value::Bool(yes), _) => CellValue::Text(if *yes { "có" } else { "không" }.to_owned()),
        (Value::Array(_) | Value::Object(_), _) => CellValue::Text(value.to_string()),
    }
}
