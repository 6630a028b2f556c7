//! Weights of indicators as small whole numbers.

use ground::Problem;

/// Whole-number weights, in the order of the indicators; what counts is their proportion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weights(Vec<u32>);

/// Sums of weights stay far inside the digits that the adders carry.
const MOST: u64 = 1 << 24;

impl Weights {
    /// The same weight for every indicator.
    pub fn equal(indicators: usize) -> Weights {
        Weights(vec![1; indicators])
    }

    /// Equal weights between dimensions, and within each dimension between its indicators.
    /// `sizes` says how many indicators each dimension has, in the order of the indicators.
    pub fn nested(sizes: &[usize]) -> Result<Weights, Problem> {
        let mut common = 1_u64;
        for &size in sizes {
            let size = size as u64;
            if size == 0 {
                return Err(Problem::invalid("measures.planes.dimension_empty"));
            }
            common = common / divisor(common, size) * size;
            if common > MOST {
                return Err(Problem::invalid("measures.planes.weights_large"));
            }
        }
        let weights = sizes
            .iter()
            .flat_map(|&size| std::iter::repeat_n((common / size as u64) as u32, size))
            .collect();
        Ok(Weights(lowest(weights)))
    }

    /// Weights as they are given; decimals are brought to a common denominator of at most a million.
    ///
    /// Refused are weights below 0, not-a-number, infinite, with more than six decimals, and all zero.
    /// A single weight of 0 is allowed: its indicator must be answered but never counts.
    pub fn given(weights: &[f64]) -> Result<Weights, Problem> {
        let mut whole = Vec::with_capacity(weights.len());
        for (at, &weight) in weights.iter().enumerate() {
            let scaled = weight * 1e6;
            let close = (scaled - scaled.round()).abs() < 1e-3;
            if !(weight >= 0.0 && close && scaled < 1e15) {
                return Err(Problem::invalid("measures.planes.weight_unusable")
                    .with("number", at + 1)
                    .with("weight", weight.to_string()));
            }
            whole.push(scaled.round() as u64);
        }
        let common = whole.iter().fold(0, |a, &b| divisor(a, b));
        if common == 0 {
            return Err(Problem::invalid("measures.planes.weights_zero"));
        }
        if whole.iter().map(|weight| weight / common).sum::<u64>() > MOST {
            return Err(Problem::invalid("measures.planes.weights_large"));
        }
        Ok(Weights(whole.into_iter().map(|weight| (weight / common) as u32).collect()))
    }

    /// Points of deprivations, and the points that stand for one deprivation, brought to lowest terms.
    pub(super) fn points(points: &[u32], each: i64) -> Result<(Vec<u32>, f64), Problem> {
        let each = u64::try_from(each).unwrap_or(0).max(1);
        let common = points.iter().fold(each, |a, &b| divisor(a, b.into()));
        let points: Vec<u32> = points.iter().map(|&points| points / common as u32).collect();
        if points.iter().map(|&points| u64::from(points)).sum::<u64>() > MOST {
            return Err(Problem::invalid("measures.planes.weights_large"));
        }
        Ok((points, (each / common) as f64))
    }

    /// The whole numbers.
    pub fn numbers(&self) -> &[u32] {
        &self.0
    }

    /// Their sum.
    pub fn total(&self) -> u64 {
        self.0.iter().map(|weight| u64::from(*weight)).sum()
    }

    /// The smallest sum of weights that is at least `percent` of all; a sum that falls short by less
    /// than a billionth of the whole still reaches it, as in the general path.
    pub(crate) fn reach(&self, percent: f64) -> u64 {
        let total = self.total() as f64;
        ((percent / 100.0 - 1e-9) * total).ceil().max(0.0) as u64
    }
}

fn lowest(weights: Vec<u32>) -> Vec<u32> {
    let common = weights.iter().fold(0, |a, &b| divisor(a, u64::from(b))).max(1) as u32;
    weights.into_iter().map(|weight| weight / common).collect()
}

fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_weights_come_to_a_common_denominator() {
        assert_eq!(Weights::nested(&[2, 2, 2]).unwrap(), Weights::equal(6));
        assert_eq!(Weights::nested(&[1, 2, 3]).unwrap().numbers(), [6, 3, 3, 2, 2, 2]);
        assert!(Weights::nested(&[1, 0]).is_err());
    }

    #[test]
    fn decimals_keep_their_proportion_and_nonsense_is_refused() {
        assert_eq!(Weights::given(&[0.25, 0.5, 0.25]).unwrap().numbers(), [1, 2, 1]);
        assert_eq!(Weights::given(&[3.0, 0.0]).unwrap().numbers(), [1, 0]);
        for wrong in [-1.0, f64::NAN, f64::INFINITY, 1.0 / 3.0, 1e-9] {
            let problem = Weights::given(&[1.0, wrong]).unwrap_err();
            assert_eq!(problem.code, "measures.planes.weight_unusable", "{wrong}");
        }
        assert_eq!(Weights::given(&[0.0, 0.0]).unwrap_err().code, "measures.planes.weights_zero");
    }

    #[test]
    fn a_third_of_twelve_is_four() {
        let weights = Weights::equal(12);
        assert_eq!(weights.reach(100.0 / 3.0), 4);
        assert_eq!(weights.reach(25.0), 3);
        assert_eq!(weights.reach(26.0), 4);
        assert_eq!(weights.reach(100.0), 12);
    }
}
