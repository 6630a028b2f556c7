//! 95 % confidence intervals.

/// The interval of a share: a straight interval on the scale ln(p/(1−p)), turned back, so that it
/// stays between 0 and 1. At 0 and 1 themselves the sample says nothing about the error.
pub(crate) fn of_share(estimate: f64, error: f64, quantile: f64) -> Option<(f64, f64)> {
    if !(estimate > 0.0 && estimate < 1.0) {
        return None;
    }
    let logit = (estimate / (1.0 - estimate)).ln();
    let reach = quantile * error / (estimate * (1.0 - estimate));
    let back = |logit: f64| 1.0 / (1.0 + (-logit).exp());
    Some((back(logit - reach), back(logit + reach)))
}

/// The interval of a change.
pub(crate) fn of_change(estimate: f64, error: f64, quantile: f64) -> (f64, f64) {
    (estimate - quantile * error, estimate + quantile * error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_of_one_half_is_symmetric() {
        // logit(0.5) = 0, reach = 2·0.1/0.25 = 0.8, 1/(1+e^0.8) = 0.310025518872388.
        let (lower, upper) = of_share(0.5, 0.1, 2.0).unwrap();
        assert!((lower - 0.310_025_518_872_388).abs() < 1e-14);
        assert!((upper - 0.689_974_481_127_612).abs() < 1e-14);
        assert_eq!(of_share(0.0, 0.0, 2.0), None);
        assert_eq!(of_share(1.0, 0.0, 2.0), None);
    }

    proptest! {
        #[test]
        fn a_share_stays_a_share(p in 0.0001..0.9999f64, error in 0.0..0.5f64) {
            let (lower, upper) = of_share(p, error, 2.0).unwrap();
            prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
            prop_assert!(lower <= p + 1e-12 && p <= upper + 1e-12);
        }
    }
}
