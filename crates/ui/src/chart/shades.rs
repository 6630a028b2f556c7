//! Five shades for maps, with a legend that says what each means.

use ground::{Lang, decimal};

use super::figure::legend;
use crate::Words;

/// Equal steps from the smallest to the largest value.
pub(super) struct Shades {
    low: f64,
    high: f64,
}

/// How many shades there are.
const STEPS: usize = 5;

impl Shades {
    /// The shades of these values; gaps are left out.
    pub(super) fn of(values: impl Iterator<Item = Option<f64>>) -> Shades {
        let (low, high) = values
            .flatten()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        if low <= high { Shades { low, high } } else { Shades { low: 0.0, high: 0.0 } }
    }

    /// 1 (lightest) to 5; 0 when there is no figure.
    pub(super) fn step(&self, value: Option<f64>) -> usize {
        let Some(value) = value else { return 0 };
        if self.high <= self.low {
            return 1;
        }
        let share = (value - self.low) / (self.high - self.low);
        1 + ((share * STEPS as f64) as usize).min(STEPS - 1)
    }

    /// Lightest first, then what has no figure when there is any such place.
    pub(super) fn legend(&self, words: &Words, has_gaps: bool) -> String {
        let mut texts: Vec<(usize, String)> = if self.high > self.low {
            let width = (self.high - self.low) / STEPS as f64;
            let bound = |at: usize| number(words.lang(), self.low + width * at as f64, width);
            (0..STEPS).map(|at| (at + 1, format!("{}–{}", bound(at), bound(at + 1)))).collect()
        } else {
            vec![(1, number(words.lang(), self.low, 1.0))]
        };
        if has_gaps {
            texts.push((0, words.chart_no_data().to_owned()));
        }
        let items: Vec<(String, &str)> = texts
            .iter()
            .map(|(step, text)| {
                let fill = fill(*step);
                (format!(r#"<rect class="cell {fill}" width="26" height="14"/>"#), text.as_str())
            })
            .collect();
        legend(&items)
    }
}

/// The style of a step.
pub(super) fn fill(step: usize) -> &'static str {
    ["q0", "q1", "q2", "q3", "q4", "q5"][step]
}

/// As many decimals as the steps need.
fn number(lang: Lang, value: f64, width: f64) -> String {
    decimal(lang, value, usize::from(width < 5.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn larger_values_are_never_lighter(values in prop::collection::vec(-1e6_f64..1e6, 1..20)) {
            let shades = Shades::of(values.iter().copied().map(Some));
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let steps: Vec<usize> = sorted.into_iter().map(|v| shades.step(Some(v))).collect();
            prop_assert!(steps.is_sorted() && steps[0] == 1 && steps.iter().all(|s| *s <= STEPS));
        }
    }
}
