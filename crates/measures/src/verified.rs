//! Error rates from a stratified sample that was looked at twice.
//!
//! Rows are drawn without replacement within strata, so that, unlike the survey estimates of [`crate::run`],
//! these have a finite population correction: who has been looked at again is known.

use crate::{interval, student};

/// The two-sided chance of an interval to miss, halved.
const TAIL: f64 = 0.025;

/// One row that was looked at twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Row {
    /// Position of its stratum.
    pub stratum: usize,
    /// Whether the rate is about it.
    pub concerned: bool,
    /// Whether it was wrong the first time.
    pub wrong: bool,
}

/// A rate of errors.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ErrorRate {
    /// Rows that it is about.
    pub concerned: usize,
    /// Rows of these that were wrong.
    pub wrong: usize,
    /// The rate in the population; `None` when no row is concerned.
    pub estimate: Option<f64>,
    /// Its 95 % interval; `None` without an estimate or without degrees of freedom.
    pub interval: Option<(f64, f64)>,
}

/// The share of wrong ones among those concerned, of strata with these populations.
///
/// Each row stands for N_h/n_h; the rate is a ratio of two weighted sums, its error is linearised with a
/// factor 1 − n_h/N_h per stratum, and its interval lies on the logit scale with Student's t of n − H degrees
/// (`docs/measures.md`, *Re-verification*). A stratum with one row is held against zero. At 0 and 1, where the
/// rows show no spread, the interval is that of Clopper and Pearson for Kish's effective number of rows.
///
/// # Panics
/// When a row names a stratum that is not there.
pub fn error_rate(populations: &[u64], rows: &[Row]) -> ErrorRate {
    let mut sizes = vec![0.0_f64; populations.len()];
    for row in rows {
        sizes[row.stratum] += 1.0;
    }
    let weight = |row: &Row| populations[row.stratum] as f64 / sizes[row.stratum];
    let sum = |of: &dyn Fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let about = sum(&|row| if row.concerned { weight(row) } else { 0.0 });
    let errors = sum(&|row| if row.concerned && row.wrong { weight(row) } else { 0.0 });
    let concerned = rows.iter().filter(|row| row.concerned).count();
    let wrong = rows.iter().filter(|row| row.concerned && row.wrong).count();
    if concerned == 0 {
        return ErrorRate { concerned, wrong, estimate: None, interval: None };
    }
    let rate = errors / about;
    let linearised = |row: &Row| {
        let (about_it, error) = (f64::from(u8::from(row.concerned)), row.concerned && row.wrong);
        weight(row) * (f64::from(u8::from(error)) - rate * about_it) / about
    };
    let mut variance = 0.0;
    for (stratum, size) in sizes.iter().enumerate().filter(|(_, size)| **size > 0.0) {
        let own = rows.iter().filter(|row| row.stratum == stratum).map(linearised);
        let own: Vec<f64> = own.collect();
        let (mean, factor) = match own.len() {
            1 => (0.0, 1.0),
            _ => (own.iter().sum::<f64>() / size, size / (size - 1.0)),
        };
        let left = 1.0 - size / (populations[stratum] as f64).max(*size);
        let squares: f64 = own.iter().map(|z| (z - mean).powi(2)).sum();
        variance += left * factor * squares;
    }
    let strata = sizes.iter().filter(|size| **size > 0.0).count();
    let all = sizes.iter().zip(populations).all(|(size, population)| *size >= *population as f64);
    let squares = sum(&|row| if row.concerned { weight(row).powi(2) } else { 0.0 });
    let effective = about * about / squares;
    let interval = match (all, rows.len() - strata) {
        (true, _) => Some((rate, rate)),
        _ if wrong == 0 => Some((0.0, 1.0 - TAIL.powf(1.0 / effective))),
        _ if wrong == concerned => Some((TAIL.powf(1.0 / effective), 1.0)),
        (_, 0) => None,
        (_, degrees) => {
            interval::of_share(rate, variance.sqrt(), student::quantile(degrees as u64))
        }
    };
    ErrorRate { concerned, wrong, estimate: Some(rate), interval }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(stratum: usize, concerned: bool, wrong: bool) -> Row {
        Row { stratum, concerned, wrong }
    }

    #[test]
    fn one_stratum_is_a_simple_random_sample() {
        // 10 of 100, 2 wrong: p = 0.2, var = (1 − 0.1) · p(1 − p)/(n − 1) = 0.9 · 0.16/9 = 0.016.
        let rows: Vec<Row> = (0..10).map(|at| row(0, true, at < 2)).collect();
        let found = error_rate(&[100], &rows);
        assert!((found.estimate.unwrap() - 0.2).abs() < 1e-12);
        let by_hand = interval::of_share(0.2, 0.016_f64.sqrt(), student::quantile(9)).unwrap();
        let (lower, upper) = found.interval.unwrap();
        assert!((lower - by_hand.0).abs() < 1e-12 && (upper - by_hand.1).abs() < 1e-12);
    }

    #[test]
    fn strata_weigh_by_their_populations() {
        // 1 of 2 wrong among 300, none of 2 among 100: 150/400.
        let rows =
            [row(0, true, true), row(0, true, false), row(1, true, false), row(1, true, false)];
        assert!((error_rate(&[300, 100], &rows).estimate.unwrap() - 0.375).abs() < 1e-12);
    }

    #[test]
    fn no_error_found_is_not_no_error() {
        // Clopper–Pearson for 0 of 20: upper = 1 − 0.025^(1/20) = 0.1684.
        let rows: Vec<Row> = (0..20).map(|_| row(0, true, false)).collect();
        let (lower, upper) = error_rate(&[200], &rows).interval.unwrap();
        assert!(lower.abs() < 1e-12 && (upper - 0.168_433_5).abs() < 1e-6, "{upper}");
        assert_eq!(error_rate(&[20], &rows).interval, Some((0.0, 0.0)), "all were looked at");
        assert_eq!(error_rate(&[200], &[]).estimate, None);
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate(
            rows in proptest::collection::vec(
                (0_usize..3, any::<bool>(), any::<bool>()).prop_map(|(h, c, w)| row(h, c, w)), 0..60
            ),
            more in proptest::array::uniform3(0_u64..200)
        ) {
            let sizes: Vec<u64> = (0..3)
                .map(|h| rows.iter().filter(|row| row.stratum == h).count() as u64 + more[h])
                .collect();
            let found = error_rate(&sizes, &rows);
            if let (Some(rate), Some((lower, upper))) = (found.estimate, found.interval) {
                prop_assert!((0.0..=1.0).contains(&lower) && (0.0..=1.0).contains(&upper));
                prop_assert!(lower <= rate + 1e-9 && rate <= upper + 1e-9);
            }
            // A whole stratum added that is not concerned changes nothing of the rate.
            let with: Vec<Row> = rows.iter().copied().chain([row(3, false, true)]).collect();
            let sizes: Vec<u64> = sizes.into_iter().chain([5]).collect();
            let again = error_rate(&sizes, &with).estimate;
            let same = match (found.estimate, again) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (a, b) => a == b,
            };
            prop_assert!(same);
        }
    }
}
