//! A chart of the content: as many figures in every series as there are categories, and what a pie can show.

use serde_json::Value as Json;

use crate::diag::{AnswerPath, Diagnostic, Message};
use crate::validate::convert::Walk;
use crate::vietnamese::Decimal;

/// More slices than these have no colours and no room.
const MOST_SLICES: usize = 20;

impl Walk<'_, '_> {
    /// Checks a chart.
    pub(super) fn chart(&mut self, chart: &Json, path: &AnswerPath) {
        let Some(categories) = chart.get("categories").and_then(Json::as_array).map(Vec::len) else { return };
        let series = chart["series"].as_array().map(Vec::as_slice).unwrap_or_default();
        let path = path.child("series");
        let values = |series: &Json| series["values"].as_array().cloned().unwrap_or_default();
        for (index, one) in series.iter().enumerate() {
            let count = values(one).len();
            if one.get("values").is_some_and(Json::is_array) && count != categories {
                self.uneven_series(&path.child(index).child("values"), count, categories);
            }
        }
        let all: Vec<Json> = series.iter().flat_map(values).collect();
        if !all.is_empty() && all.iter().all(Json::is_null) {
            let message = Message::new("Biểu đồ không có số liệu nào", "The chart has no figures");
            self.refuse("answers/chart-empty", message, &path);
        }
        if chart["kind"] == "pie" {
            self.pie(series.len(), &all, &path);
        }
    }

    /// The parts of one whole: one series, nothing below zero, something above it.
    fn pie(&mut self, series: usize, values: &[Json], path: &AnswerPath) {
        if values.len() > MOST_SLICES {
            let message = Message::new(
                format!("Biểu đồ tròn có {} phần, nhiều hơn {MOST_SLICES} thì không đọc được", values.len()),
                format!("The pie has {} parts; more than {MOST_SLICES} cannot be read", values.len()),
            );
            self.refuse("answers/chart-pie", message, path);
        }
        let mut refuse = |vi: &str, en: &str| self.refuse("answers/chart-pie", Message::new(vi, en), path);
        let numbers: Vec<Decimal> = values.iter().filter_map(number).collect();
        let is_zero = |number: &Decimal| number.whole() == "0" && number.fraction().is_empty();
        if series > 1 {
            refuse("Biểu đồ tròn chỉ có một dãy số liệu", "A pie shows one series");
        }
        if numbers.iter().any(Decimal::is_negative) {
            refuse("Biểu đồ tròn không có phần nhỏ hơn 0", "No part of a pie is below zero");
        }
        if !numbers.is_empty() && numbers.iter().all(is_zero) {
            refuse("Mọi phần của biểu đồ tròn đều bằng 0", "Every part of the pie is zero");
        }
    }

    fn uneven_series(&mut self, path: &AnswerPath, count: usize, categories: usize) {
        let message = Message::new(
            format!("Dãy này có {count} số, biểu đồ có {categories} nhóm"),
            format!("The chart has {categories} categories; this has {count}"),
        );
        let hint = Message::new(
            "Ghi mỗi nhóm một số; nhóm không có số liệu viết null",
            "Give one figure a category; where there is none, write null",
        );
        let place = self.places.find(self.answers.source.name(), path);
        self.findings.push(Diagnostic::error("answers/uneven-chart", message).hint(hint).at(place));
    }

    fn refuse(&mut self, code: &'static str, message: Message, path: &AnswerPath) {
        let place = self.places.find(self.answers.source.name(), path);
        self.findings.push(Diagnostic::error(code, message).at(place));
    }
}

/// A figure; one with decimals is text.
fn number(value: &Json) -> Option<Decimal> {
    value.as_i64().map(Decimal::from).or_else(|| Decimal::parse(value.as_str()?))
}
