//! Which figures there are, each a ratio of two weighted sums over the rows of a group.
//!
//! Writing them all as `factor × numerator / denominator` lets one routine estimate every figure and,
//! by the linearisation of a ratio, its error.

use serde::Serialize;

use crate::spec::Spec;

/// The measures of the Alkire–Foster method, with the names `mpitb` gives them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub enum Measure {
    /// Share of the population that is poor.
    H,
    /// Average score of the poor.
    A,
    /// Adjusted headcount ratio, H × A.
    M0,
    /// Uncensored headcount: share deprived in the indicator.
    #[serde(rename = "hd")]
    Hd,
    /// Censored headcount: share poor and deprived in the indicator.
    #[serde(rename = "hdk")]
    Hdk,
    /// Absolute contribution to M0: weight × censored headcount.
    #[serde(rename = "actb")]
    Actb,
    /// Contribution as a share of M0, between 0 and 1.
    #[serde(rename = "pctb")]
    Pctb,
    /// Share of those there at two times that moved, or stayed, so.
    #[serde(rename = "transition")]
    Transition,
}

impl Measure {
    /// The name in the output.
    pub fn name(self) -> &'static str {
        match self {
            Measure::H => "H",
            Measure::A => "A",
            Measure::M0 => "M0",
            Measure::Hd => "hd",
            Measure::Hdk => "hdk",
            Measure::Actb => "actb",
            Measure::Pctb => "pctb",
            Measure::Transition => "transition",
        }
    }
}

/// One figure of each group: `factor × sums[numerator] / sums[denominator]`.
pub(crate) struct Figure {
    pub measure: Measure,
    /// Indicator or dimension.
    pub indicator: Option<String>,
    /// Cut-off in percent; none for the uncensored headcount.
    pub k: Option<f64>,
    pub numerator: usize,
    pub denominator: usize,
    pub factor: f64,
}

/// All figures, and how the sums they need lie side by side.
///
/// The sums of a group are, in order: the weights; the weights of those deprived in each indicator;
/// then for every cut-off the weights of the poor, their weighted scores, the weights of the poor
/// deprived in each indicator, and the part of the scores from each dimension.
pub(crate) struct Figures {
    pub list: Vec<Figure>,
    /// How many sums.
    pub width: usize,
    indicators: Vec<(usize, f64)>,
    dimensions: usize,
    cutoffs: Vec<f64>,
}

/// Place of the sum of weights.
const WEIGHT: usize = 0;

impl Figures {
    pub(crate) fn of(spec: &Spec) -> Figures {
        let indicators: Vec<_> = spec.indicators.iter().map(|i| (i.dimension, i.weight)).collect();
        let mut figures = Figures {
            list: Vec::new(),
            width: 0,
            dimensions: spec.dimensions.len(),
            cutoffs: spec.cutoffs.iter().map(|k| k / 100.0).collect(),
            indicators,
        };
        figures.width = figures.block(spec.cutoffs.len());
        for (cutoff, &k) in spec.cutoffs.iter().enumerate() {
            let (poor, scores) = (figures.block(cutoff), figures.block(cutoff) + 1);
            for (measure, numerator, denominator) in [
                (Measure::H, poor, WEIGHT),
                (Measure::A, scores, poor),
                (Measure::M0, scores, WEIGHT),
            ] {
                let (indicator, k) = (None, Some(k));
                let figure = Figure { measure, indicator, k, numerator, denominator, factor: 1.0 };
                figures.list.push(figure);
            }
        }
        for (at, indicator) in spec.indicators.iter().enumerate() {
            figures.push(Measure::Hd, &indicator.column, None, (1 + at, WEIGHT), 1.0);
        }
        for (cutoff, &k) in spec.cutoffs.iter().enumerate() {
            let k = Some(k);
            let scores = figures.block(cutoff) + 1;
            let censored = scores + 1;
            for (at, indicator) in spec.indicators.iter().enumerate() {
                figures.push(Measure::Hdk, &indicator.column, k, (censored + at, WEIGHT), 1.0);
            }
            for (measure, denominator) in [(Measure::Actb, WEIGHT), (Measure::Pctb, scores)] {
                for (at, indicator) in spec.indicators.iter().enumerate() {
                    let place = (censored + at, denominator);
                    figures.push(measure, &indicator.column, k, place, indicator.weight);
                }
                for (at, dimension) in spec.dimensions.iter().enumerate() {
                    // A dimension named like its only indicator would say the same twice.
                    if spec.indicators.iter().all(|indicator| indicator.column != *dimension) {
                        let place = (censored + spec.indicators.len() + at, denominator);
                        figures.push(measure, dimension, k, place, 1.0);
                    }
                }
            }
        }
        figures
    }

    fn push(
        &mut self,
        measure: Measure,
        name: &str,
        k: Option<f64>,
        (numerator, denominator): (usize, usize),
        factor: f64,
    ) {
        let indicator = Some(name.to_owned());
        self.list.push(Figure { measure, indicator, k, numerator, denominator, factor });
    }

    /// Adds a row to the sums of a group.
    pub(crate) fn add(&self, sums: &mut [f64], weight: f64, deprived: u64, score: f64) {
        sums[WEIGHT] += weight;
        add_where(&mut sums[1..], weight, deprived);
        for (cutoff, &k) in self.cutoffs.iter().enumerate() {
            if score >= k {
                let poor = self.block(cutoff);
                sums[poor] += weight;
                add_where(&mut sums[poor + 2..], weight, deprived);
            }
        }
    }

    /// Completes the sums that follow from the others: scores, and scores by dimension.
    pub(crate) fn complete(&self, sums: &mut [f64]) {
        for cutoff in 0..self.cutoffs.len() {
            let (head, by_dimension) = {
                let block = &mut sums[self.block(cutoff)..self.block(cutoff + 1)];
                block.split_at_mut(2 + self.indicators.len())
            };
            by_dimension.fill(0.0);
            for (&(dimension, weight), &deprived) in self.indicators.iter().zip(&head[2..]) {
                by_dimension[dimension] += weight * deprived;
            }
            head[1] = by_dimension.iter().sum();
        }
    }

    /// Where the sums of a cut-off begin.
    pub(crate) fn block(&self, cutoff: usize) -> usize {
        1 + self.indicators.len() + cutoff * (2 + self.indicators.len() + self.dimensions)
    }
}

/// Adds to the places whose bit is set.
fn add_where(sums: &mut [f64], weight: f64, mut deprived: u64) {
    while deprived != 0 {
        sums[deprived.trailing_zeros() as usize] += weight;
        deprived &= deprived - 1;
    }
}
