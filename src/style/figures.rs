//! Hình and biểu đồ: their size, and their names below.

use super::chart::more_height;
use super::context::Context;
use super::table::Setting;
use super::{Block, ChartBox, Picture, metrics};
use crate::length::Length;
use crate::model::{self, Chart, ChartKind, Role, Series, Text};
use crate::rules::RuleSet;
use crate::vietnamese::decimal;

/// A picture, its name below and on its page.
pub(super) fn picture(context: &Context, data: &model::Picture, setting: Setting) -> Vec<Block> {
    let caption = caption(context, data.label.as_deref(), &data.caption, setting.width);
    let (width, height) = size(context.rules, data, room(context, caption.as_ref(), setting));
    let picture = Block::Picture(Picture {
        image: data.image.clone(),
        indent: (setting.width - width) / 2,
        width,
        height,
        space_before: context.rules.figure.space_before,
        keep_next: caption.is_some(),
        description: one_line(&data.description),
    });
    [picture].into_iter().chain(caption).collect()
}

/// As wide as it is wanted, else as wide as it is by its own density, and never larger than `room`.
fn size(rules: &RuleSet, data: &model::Picture, room: (Length, Length)) -> (Length, Length) {
    let inch = Length::twips(1440);
    let density = f64::from(data.image.density.unwrap_or(rules.figure.density));
    let natural = inch * (f64::from(data.image.pixels.0) / density);
    data.image.fitted(data.width.unwrap_or(natural).min(room.0), room.1)
}

/// What a figure may take with its name below it.
fn room(context: &Context, caption: Option<&Block>, setting: Setting) -> (Length, Length) {
    let below = match caption {
        Some(Block::Paragraph(name)) => {
            let breaks = name.runs.iter().flat_map(|run| run.text.chars()).filter(|&letter| letter == '\n').count();
            metrics::line_height(name.look.size) * (breaks + 1) as f64 + name.look.space_before
        }
        _ => Length::ZERO,
    };
    (setting.width, setting.height - below - context.rules.figure.slack)
}

/// `Hình 1. Tên hình`; `None` for a figure without a name.
fn caption(context: &Context, label: Option<&str>, caption: &Text, width: Length) -> Option<Block> {
    let separator = &context.rules.wording.caption_separator;
    let text = Text::fixed(format!("{}{separator}", label?)).join(caption.clone());
    context.lines(Role::FigureCaption, &text, width).map(|(paragraph, _)| Block::Paragraph(paragraph))
}

/// A chart, its name below and on its page.
pub(super) fn chart(context: &Context, data: &Chart, setting: Setting) -> Vec<Block> {
    let rules = &context.rules.figure;
    let caption = caption(context, data.label.as_deref(), &data.caption, setting.width);
    let room = room(context, caption.as_ref(), setting);
    let (width, height) = (rules.chart.area.width.min(room.0), rules.chart.area.height.min(room.1));
    let unit = (!data.unit.is_empty()).then(|| format!("{}{}", context.rules.wording.unit, data.unit));
    let mut drawn = ChartBox {
        size: Length::pt(rules.chart.size),
        unit,
        colors: rules.chart.colors.clone(),
        line: rules.chart.line,
        indent: (setting.width - width) / 2,
        width,
        height,
        space_before: rules.space_before,
        keep_next: caption.is_some(),
        description: description(data),
        chart: data.clone(),
    };
    drawn.height = (height + Length::pt(more_height(&drawn))).min(room.1);
    [Block::Chart(drawn)].into_iter().chain(caption).collect()
}

/// A chart in words: what kind, its name, and every figure.
fn description(chart: &Chart) -> String {
    let kind = match chart.kind {
        ChartKind::Bar => "Biểu đồ cột",
        ChartKind::Line => "Biểu đồ đường",
        ChartKind::Pie => "Biểu đồ tròn",
    };
    let name = chart.caption.plain();
    let kind = if name.is_empty() { kind.to_owned() } else { format!("{kind}: {name}") };
    let series = chart.series.iter().map(|series| figures(chart, series));
    one_line(&[kind].into_iter().chain(series).map(|part| format!("{part}. ")).collect::<String>())
}

/// `Tiểu học: năm 2012: 12 trường; năm 2013: không có số liệu`.
fn figures(chart: &Chart, series: &Series) -> String {
    let unit = match chart.unit.as_str() {
        "" | "%" => chart.unit.clone(),
        unit => format!(" {unit}"),
    };
    let figure = |(name, value): (&String, &Option<(i64, u8)>)| match value {
        Some((digits, scale)) => format!("{name}: {}{unit}", decimal(*digits, *scale)),
        None => format!("{name}: không có số liệu"),
    };
    let all: Vec<String> = chart.categories.iter().zip(&series.values).map(figure).collect();
    format!("{}: {}", series.name, all.join("; "))
}

/// The words of a description: attributes hold one line.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
