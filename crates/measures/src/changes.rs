//! Changes between two times, as Alkire, Roche and Vaz (2017) define them.

use crate::output::Change;

/// One way to express a change, with its standard error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Expressed {
    pub change: Change,
    pub annualised: bool,
    /// None where it is undefined, such as a relative change from zero.
    pub estimate: Option<f64>,
    pub error: Option<f64>,
}

/// A figure at two times (not-a-number where undefined).
pub(crate) struct Pair {
    pub from: f64,
    pub to: f64,
    /// Variance of `to − from`.
    pub difference_variance: f64,
    /// Variance of `to / from`.
    pub ratio_variance: f64,
    /// Years between, when known; over 0.
    pub years: Option<f64>,
}

impl Pair {
    /// Absolute and relative change over the whole span, then per year when the years are known.
    ///
    /// Relative changes are in percent. Per year, the absolute change is divided by the years and the
    /// relative one is the compound rate (to/from)^(1/years) − 1.
    pub(crate) fn express(&self) -> Vec<Expressed> {
        let mut all = vec![self.absolute(1.0, false), self.relative(1.0, false)];
        if let Some(years) = self.years {
            all.extend([self.absolute(years, true), self.relative(years, true)]);
        }
        all
    }

    fn absolute(&self, years: f64, annualised: bool) -> Expressed {
        let difference = self.to - self.from;
        let known = difference.is_finite();
        Expressed {
            change: Change::Absolute,
            annualised,
            estimate: known.then_some(difference / years),
            error: known.then(|| self.difference_variance.sqrt() / years),
        }
    }

    fn relative(&self, years: f64, annualised: bool) -> Expressed {
        let ratio = self.to / self.from;
        let known = self.from > 0.0 && ratio.is_finite();
        let power = 1.0 / years;
        // d/dρ ρ^(1/years); a fall to zero has no slope when spread over several years.
        let slope = power * ratio.powf(power - 1.0);
        let error = 100.0 * slope * self.ratio_variance.sqrt();
        Expressed {
            change: Change::Relative,
            annualised,
            estimate: known.then(|| 100.0 * (ratio.powf(power) - 1.0)),
            error: (known && error.is_finite()).then_some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_halving_over_two_years() {
        let pair = Pair {
            from: 0.4,
            to: 0.2,
            difference_variance: 0.0004,
            ratio_variance: 0.0025,
            years: Some(2.0),
        };
        let shown: Vec<_> =
            pair.express().iter().map(|e| (e.estimate.unwrap(), e.error.unwrap())).collect();
        let root = 0.5f64.sqrt();
        let expected = [
            (-0.2, 0.02),
            (-50.0, 5.0),
            (-0.1, 0.01),
            // √½ − 1 = −29.29 % a year; slope ½·ρ^(−½) = 0.5/√½.
            (100.0 * (root - 1.0), 100.0 * 0.5 / root * 0.05),
        ];
        for ((estimate, error), (e, s)) in shown.into_iter().zip(expected) {
            assert!(
                (estimate - e).abs() < 1e-12 && (error - s).abs() < 1e-12,
                "{estimate} {error}"
            );
        }
    }

    #[test]
    fn nothing_is_said_of_a_change_from_zero_or_from_nothing() {
        let zero = Pair {
            from: 0.0,
            to: 0.2,
            difference_variance: 0.01,
            ratio_variance: 0.0,
            years: None,
        };
        let [absolute, relative] = zero.express()[..] else { panic!("two expected") };
        assert_eq!((absolute.estimate, relative.estimate, relative.error), (Some(0.2), None, None));
        let nothing = Pair { from: f64::NAN, ..zero };
        assert!(nothing.express().iter().all(|e| e.estimate.is_none() && e.error.is_none()));
        let gone = Pair { from: 0.3, to: 0.0, years: Some(3.0), ..nothing };
        let gone = gone.express();
        assert_eq!((gone[1].estimate, gone[1].error), (Some(-100.0), Some(0.0)));
        assert_eq!((gone[3].estimate, gone[3].error), (Some(-100.0), None));
    }
}
