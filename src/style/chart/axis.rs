//! The axis of values: where it begins and ends and what its marks say, computed in whole numbers.

use crate::model::{Chart, ChartKind};
use crate::vietnamese::Decimal;

/// Digits after the mark that count in a drawing; more are no longer seen.
const MOST_DIGITS: u32 = 9;
/// Digits below the smallest of the figures, for marks between them.
const FINER: u32 = 2;
/// More steps than these crowd the axis.
const MOST_STEPS: i128 = 6;
/// A line whose figures lie within this part of the greatest does not begin at zero: its course would not be seen.
const FLAT: i128 = 6;

/// An axis whose marks are `step` apart, `steps` of them from `least` up, all in parts of ten to the power of `scale`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    least: i128,
    step: i128,
    steps: i128,
    scale: u32,
}

impl Axis {
    /// The axis of a chart of bars or lines.
    pub fn of(chart: &Chart) -> Axis {
        let figures = || chart.series.iter().flat_map(|series| series.values.iter().copied().flatten());
        let digits = figures().map(|(_, scale)| u32::from(scale)).max().unwrap_or(0).min(MOST_DIGITS);
        let scale = digits + FINER;
        let values = figures().map(|figure| scaled(figure, scale));
        let (low, high) = values.fold((None, None), |(low, high): (Option<i128>, Option<i128>), value| {
            (Some(low.map_or(value, |low| low.min(value))), Some(high.map_or(value, |high| high.max(value))))
        });
        let (low, high) = (low.unwrap_or(0), high.unwrap_or(0));
        let is_flat =
            chart.kind == ChartKind::Line && (low > 0 || high < 0) && (high - low) < low.abs().max(high.abs()) / FLAT;
        let (low, high) = if is_flat && low != high { (low, high) } else { (low.min(0), high.max(0)) };
        let whole = 10_i128.pow(scale);
        let least_step = if digits == 0 { whole } else { 1 };
        let range = if high == low { whole } else { high - low };
        let step = nice(range.div_ceil_by(MOST_STEPS)).max(least_step);
        let (from, to) = (low.div_euclid(step), -(-high).div_euclid(step));
        Axis { least: from * step, step, steps: (to - from).max(1), scale }
    }

    /// The marks from the bottom up: what each says, and its part of the height.
    pub fn marks(&self) -> Vec<(String, f64)> {
        (0..=self.steps).map(|at| (self.words(self.least + at * self.step), at as f64 / self.steps as f64)).collect()
    }

    /// The part of the height at which a figure lies.
    pub fn at(&self, figure: (i64, u8)) -> f64 {
        (scaled(figure, self.scale) - self.least) as f64 / (self.step * self.steps) as f64
    }

    /// The part of the height at which bars begin: that of zero, or the end nearest to it.
    pub fn base(&self) -> f64 {
        self.at((0, 0)).clamp(0.0, 1.0)
    }

    /// Least and greatest mark, and what lies between two, as plain decimal numbers with a dot.
    pub fn ends(&self) -> [String; 3] {
        [self.least, self.least + self.steps * self.step, self.step].map(|number| self.plain(number))
    }

    /// How many decimals every mark has.
    pub fn decimals(&self) -> usize {
        let fraction = |number| self.plain(number).split_once('.').map_or(0, |(_, fraction)| fraction.len());
        fraction(self.step).max(fraction(self.least))
    }

    fn words(&self, number: i128) -> String {
        let plain = self.plain(number);
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let grouped = Decimal::parse(whole).map_or_else(|| whole.to_owned(), |number| number.to_string());
        // A number between zero and one loses its sign with its whole part.
        let sign = if whole == "-0" { "-" } else { "" };
        match self.decimals() {
            0 => format!("{sign}{grouped}"),
            width => format!("{sign}{grouped},{fraction:0<width$}"),
        }
    }

    /// `-12.5`, without zeros at the end.
    fn plain(&self, number: i128) -> String {
        let (sign, number) = (if number < 0 { "-" } else { "" }, number.unsigned_abs());
        let one = 10_u128.pow(self.scale);
        let fraction = format!("{:0width$}", number % one, width = self.scale as usize);
        match fraction.trim_end_matches('0') {
            "" => format!("{sign}{}", number / one),
            fraction => format!("{sign}{}.{fraction}", number / one),
        }
    }
}

/// A figure in parts of ten to the power of `scale`.
fn scaled((digits, own): (i64, u8), scale: u32) -> i128 {
    let (digits, own) = (i128::from(digits), u32::from(own));
    match scale.checked_sub(own) {
        Some(more) => digits * 10_i128.pow(more),
        None => 10_i128.checked_pow(own - scale).map_or(0, |less| digits / less),
    }
}

trait DivCeil {
    fn div_ceil_by(self, divisor: i128) -> i128;
}

impl DivCeil for i128 {
    fn div_ceil_by(self, divisor: i128) -> i128 {
        (self + divisor - 1) / divisor
    }
}

/// The least of 1, 2, 5, 10, 20 … that is not below `step`.
fn nice(step: i128) -> i128 {
    let mut ten = 1;
    loop {
        if let Some(nice) = [1, 2, 5].into_iter().map(|digit| digit * ten).find(|nice| *nice >= step) {
            return nice;
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Series, Text};

    fn chart(kind: ChartKind, values: &[Option<(i64, u8)>]) -> Chart {
        Chart {
            id: String::new(),
            label: None,
            caption: Text::default(),
            kind,
            unit: String::new(),
            categories: vec![String::new(); values.len()],
            series: vec![Series { name: String::new(), values: values.to_vec(), sources: Vec::new() }],
        }
    }

    fn marks(kind: ChartKind, values: &[(i64, u8)]) -> Vec<String> {
        let values: Vec<_> = values.iter().copied().map(Some).collect();
        Axis::of(&chart(kind, &values)).marks().into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn marks_are_round_numbers_as_offices_write_them() {
        use ChartKind::*;
        assert_eq!(marks(Bar, &[(240, 0), (146, 0), (52, 0)]), ["0", "50", "100", "150", "200", "250"]);
        assert_eq!(marks(Bar, &[(921, 1), (1000, 1)]), ["0", "20", "40", "60", "80", "100"]);
        assert_eq!(marks(Line, &[(921, 1), (966, 1), (1000, 1)]), ["92", "94", "96", "98", "100"]);
        assert_eq!(marks(Bar, &[(1_234_567, 0)]), ["0", "500.000", "1.000.000", "1.500.000"]);
        assert_eq!(marks(Bar, &[(3, 0)]), ["0", "1", "2", "3"]);
        assert_eq!(marks(Bar, &[(9, 1), (3, 1)]), ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]);
        assert_eq!(marks(Bar, &[(-15, 0), (30, 0)]), ["-20", "-10", "0", "10", "20", "30"]);
        assert_eq!(marks(Bar, &[(-5, 1), (0, 0)]), ["-0,5", "-0,4", "-0,3", "-0,2", "-0,1", "0,0"]);
        assert_eq!(marks(Bar, &[(0, 0)]), ["0", "1"]);
        assert_eq!(marks(Line, &[(7, 0), (7, 0)]), ["0", "2", "4", "6", "8"]);
    }

    proptest! {
        #[test]
        fn every_figure_lies_between_the_ends(
            values in prop::collection::vec(prop::option::of((any::<i64>(), 0_u8..=20)), 1..9),
            is_line in any::<bool>(),
        ) {
            let chart = chart(if is_line { ChartKind::Line } else { ChartKind::Bar }, &values);
            let axis = Axis::of(&chart);
            prop_assert!((1..=8).contains(&axis.steps));
            for figure in values.into_iter().flatten() {
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&axis.at(figure)), "{figure:?} {axis:?}");
            }
        }
    }
}
