//! Widths of a table's columns: the template's shares, but no column narrower than its longest word where that can be.

use crate::length::Length;

/// Widths that add up to `total`: in the ratio of `shares`, each at least its `least` where there is room for all.
pub(super) fn widths(shares: &[f64], least: &[Length], total: Length) -> Vec<Length> {
    let least = within(least, total);
    let mut fixed = vec![false; shares.len()];
    let mut widths = least.clone();
    // Every round fixes the columns whose share is too small for their longest word and shares out what is left.
    for _ in 0..shares.len() {
        let left = total - least.iter().zip(&fixed).filter(|(_, fixed)| **fixed).map(|(least, _)| *least).sum();
        let open: f64 = shares.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(share, _)| share).sum();
        let share = |at: usize| if open > 0.0 { left * (shares[at] / open) } else { least[at] };
        let too_small: Vec<usize> = (0..shares.len()).filter(|&at| !fixed[at] && share(at) < least[at]).collect();
        if too_small.is_empty() {
            (0..shares.len()).filter(|&at| !fixed[at]).for_each(|at| widths[at] = share(at));
            break;
        }
        too_small.into_iter().for_each(|at| fixed[at] = true);
    }
    absorb(widths, total)
}

/// The least widths, the largest of them cut to one level so that all fit into `total`.
fn within(least: &[Length], total: Length) -> Vec<Length> {
    let sum_at = |level: Length| least.iter().map(|&least| least.min(level)).sum::<Length>();
    let (mut low, mut high) = (Length::ZERO, total);
    if sum_at(high) <= total {
        return least.to_vec();
    }
    while high - low > Length::twips(1) {
        let middle = (low + high) / 2;
        if sum_at(middle) <= total { low = middle } else { high = middle }
    }
    least.iter().map(|&least| least.min(low)).collect()
}

/// What rounding left over goes to the widest column.
fn absorb(mut widths: Vec<Length>, total: Length) -> Vec<Length> {
    let rest = total - widths.iter().copied().sum();
    if let Some(widest) = widths.iter_mut().max() {
        *widest += rest;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pt(points: &[f64]) -> Vec<Length> {
        points.iter().copied().map(Length::pt).collect()
    }

    #[test]
    fn shares_rule_where_words_fit() {
        assert_eq!(widths(&[1.0, 3.0], &pt(&[10.0, 10.0]), Length::pt(400.0)), pt(&[100.0, 300.0]));
    }

    #[test]
    fn a_long_word_takes_from_the_others() {
        let found = widths(&[1.0, 1.0, 2.0], &pt(&[150.0, 10.0, 10.0]), Length::pt(300.0));
        assert_eq!(found, pt(&[150.0, 50.0, 100.0]));
    }

    #[test]
    fn taking_may_make_another_too_small() {
        let found = widths(&[1.0, 1.0, 2.0], &pt(&[150.0, 60.0, 10.0]), Length::pt(300.0));
        assert_eq!(found, pt(&[150.0, 60.0, 90.0]));
    }

    #[test]
    fn too_much_is_taken_from_the_largest() {
        let found = widths(&[1.0, 1.0, 1.0], &pt(&[500.0, 20.0, 30.0]), Length::pt(100.0));
        assert_eq!(found.iter().copied().sum::<Length>(), Length::pt(100.0));
        assert_eq!(found[1..], pt(&[20.0, 30.0]));
    }

    #[test]
    fn always_the_whole_width() {
        for total in [9354, 9355, 9357] {
            let found = widths(&[1.0, 1.0, 1.0, 0.0], &[Length::ZERO; 4], Length::twips(total));
            assert_eq!(found.into_iter().sum::<Length>(), Length::twips(total));
        }
        assert_eq!(widths(&[0.0], &[Length::ZERO], Length::twips(77)), [Length::twips(77)]);
    }
}
