//! Pictures and charts: as the answers give them, and the charts of a template computed from the answers.

use handlebars::Context;
use serde_json::Value;

use super::draft::{Draft, DraftPicture};
use super::markdown::inline;
use super::program::Program;
use super::tables::{self, plain_path};
use crate::assets::files::{Files, Refusal};
use crate::assets::picture::{self, MOST_BYTES, Unfit};
use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::expr::Scope;
use crate::length::Length;
use crate::model::{CellValue, Chart, ChartKind, ColumnKind, Image, ImageFormat, Picture, Run, Series, Text};
use crate::template::{ChartDef, SeriesDef};
use crate::validate::ValidAnswers;

/// A picture of the answers, whose file is read when it has its place.
pub(super) fn picture(value: &Value, source: &AnswerPath, id: Option<&str>) -> Draft {
    let words = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
    Draft::Picture(Box::new(DraftPicture {
        id: id.unwrap_or_default().to_owned(),
        file: (words("file"), source.child("file")),
        caption: caption(value, source),
        description: words("description"),
        width: value["width"].as_f64(),
    }))
}

fn caption(value: &Value, source: &AnswerPath) -> Text {
    let run = |text: &str| Run { text: text.to_owned(), source: Some(source.child("caption")), ..Run::default() };
    Text(value["caption"].as_str().map(run).into_iter().collect())
}

/// The picture with its file. What is wrong with the file is told at the answer that names it.
pub(super) fn read(files: &dyn Files, answers: &ValidAnswers, draft: DraftPicture) -> Result<Picture, Diagnostic> {
    let DraftPicture { id, file: (file, source), caption, description, width } = draft;
    let read = picture::read(files, &file).map_err(|fault| unfit(&file, &fault).at(answers.place(&source)))?;
    let image = Image {
        bytes: read.bytes.into(),
        format: if read.is_png { ImageFormat::Png } else { ImageFormat::Jpeg },
        pixels: (read.width, read.height),
        density: read.density,
    };
    Ok(Picture { id, label: None, caption, description, image, width: width.map(Length::mm) })
}

/// A chart of the answers. Its label is given later, in the order of the page.
pub(super) fn chart(value: &Value, source: &AnswerPath, id: Option<&str>) -> Draft {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |key: &str| value[key].as_array().map(Vec::as_slice).unwrap_or_default();
    let series = list("series").iter().enumerate().map(|(index, series)| {
        let source = source.child("series").child(index).child("values");
        let values = series["values"].as_array().map(Vec::as_slice).unwrap_or_default();
        let sources = (0..values.len()).map(|index| Some(source.child(index))).collect();
        Series { name: words(&series["name"]), values: values.iter().map(exact).collect(), sources }
    });
    Draft::Figures(Box::new(Chart {
        id: id.unwrap_or_default().to_owned(),
        label: None,
        caption: caption(value, source),
        kind: kind(value["kind"].as_str()),
        unit: words(&value["unit"]),
        categories: list("categories").iter().map(words).collect(),
        series: series.collect(),
    }))
}

/// The form has no other kinds than these.
fn kind(name: Option<&str>) -> ChartKind {
    match name {
        Some("line") => ChartKind::Line,
        Some("pie") => ChartKind::Pie,
        _ => ChartKind::Bar,
    }
}

/// An exact figure: digits, and how many of them stand after the decimal mark.
fn exact(value: &Value) -> Option<(i64, u8)> {
    match tables::typed(value, ColumnKind::Decimal) {
        CellValue::Integer(number) => Some((number, 0)),
        CellValue::Decimal { digits, scale } => Some((digits, scale)),
        CellValue::Empty | CellValue::Text(_) | CellValue::Date(_) => None,
    }
}

/// Computes the chart `def`; `None` when it has no rows.
pub(super) fn computed(
    program: &Program,
    def: &ChartDef,
    scope: &Scope,
    context: &Context,
) -> Result<Option<Chart>, Diagnostic> {
    let Value::Array(rows) = program.evaluate(&def.rows, scope)? else { return Ok(None) };
    if rows.is_empty() {
        return Ok(None);
    }
    let scopes = rows.iter().enumerate();
    let scopes: Vec<Scope> =
        scopes.map(|(at, row)| scope.with("row", row).with("index", &Value::from(at + 1))).collect();
    let category = |scope: &Scope| {
        let value = program.evaluate(&def.category, scope)?;
        Ok(tables::cell(&value, ColumnKind::Text, None).text.plain())
    };
    let text = |source: &Option<String>| {
        let rendered = source.as_deref().map(|source| program.render(source, context)).transpose()?;
        Ok(rendered.map(|rendered| inline(&rendered)).unwrap_or_default())
    };
    let origin = plain_path(&def.rows);
    let series = def.series.iter().map(|series| column(program, series, &scopes, origin.as_ref()));
    Ok(Some(Chart {
        id: def.id.clone(),
        label: None,
        caption: text(&def.caption)?,
        kind: def.kind,
        unit: text(&def.unit)?.plain(),
        categories: scopes.iter().map(category).collect::<Result<_, Diagnostic>>()?,
        series: series.collect::<Result<_, _>>()?,
    }))
}

/// A series with one figure a row.
fn column(
    program: &Program,
    def: &SeriesDef,
    scopes: &[Scope],
    origin: Option<&AnswerPath>,
) -> Result<Series, Diagnostic> {
    let values = scopes.iter().map(|scope| Ok(exact(&program.evaluate(&def.value, scope)?)));
    let member = def.value.strip_prefix("row.").and_then(plain_path);
    let source = |at: usize| match (origin, &member) {
        (Some(rows), Some(member)) => Some(rows.child(at).child(member)),
        (Some(rows), None) => Some(rows.child(at)),
        (None, _) => None,
    };
    Ok(Series {
        name: def.name.clone(),
        values: values.collect::<Result<_, Diagnostic>>()?,
        sources: (0..scopes.len()).map(source).collect(),
    })
}

/// What is wrong with the file of a picture.
pub(super) fn unfit(file: &str, unfit: &Unfit) -> Diagnostic {
    let (vi, en) = match unfit {
        Unfit::Refused(Refusal::Outside) => (
            format!("Tệp hình “{file}” nằm ngoài thư mục của phiếu"),
            format!("The picture '{file}' lies outside the folder of the answers"),
        ),
        Unfit::Refused(Refusal::Missing) => {
            (format!("Không có tệp hình “{file}”"), format!("There is no picture '{file}'"))
        }
        Unfit::Refused(Refusal::WrongKind) => (format!("“{file}” không phải là tệp"), format!("'{file}' is no file")),
        Unfit::Refused(Refusal::System(reason)) => (
            format!("Không đọc được tệp hình “{file}”: {}", crate::diag::reason(reason)),
            format!("'{file}' cannot be read: {reason}"),
        ),
        Unfit::TooManyBytes => {
            let most = MOST_BYTES >> 20;
            (format!("Tệp hình “{file}” lớn hơn {most} MB"), format!("The picture '{file}' has more than {most} MB"))
        }
        Unfit::Unknown => {
            (format!("“{file}” không phải là hình PNG hay JPEG"), format!("'{file}' is neither PNG nor JPEG"))
        }
        Unfit::Size(width, height) => (
            format!("Hình “{file}” có {width} × {height} điểm ảnh, nhiều hơn mức đọc được"),
            format!("The picture '{file}' has {width} × {height} dots, more than can be read"),
        ),
        Unfit::Broken(reason) => {
            (format!("Tệp hình “{file}” bị hỏng hoặc bị cắt"), format!("The picture '{file}' is broken: {reason}"))
        }
    };
    let hint = Message::new(
        "Đặt tệp PNG hoặc JPEG trong thư mục của phiếu và ghi tên như trong thư mục",
        "Put a PNG or JPEG file into the folder of the answers and name it as it is named there",
    );
    Diagnostic::error("answers/picture", Message::new(vi, en)).hint(hint)
}
