//! What holds for every sample, and agreement with the literal formulas.

use measures::{Change, Estimate, Measure, Output};
use proptest::prelude::*;

use crate::reference::{Household, SPEC, WEIGHTS, covariance, csv, degrees, ratio, samples};
use crate::run;

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => close(a, b),
        (a, b) => a == b,
    }
}

/// Variances are compared rather than errors: near zero, a root magnifies the last digits.
fn same_error(error: Option<f64>, variance: f64, scale: f64) -> bool {
    error.is_some_and(|error| (error * error - variance).abs() < 1e-9 * (scale + variance))
}

/// The levels of one group at one time and k.
fn levels(output: &Output) -> Vec<Vec<&Estimate>> {
    let mut cells: Vec<Vec<&Estimate>> = Vec::new();
    let cell = |e: &Estimate| (e.over.clone(), e.group.clone(), e.time.clone());
    for row in output.estimates.iter().filter(|row| row.change == Change::None) {
        match cells.iter_mut().find(|other| cell(other[0]) == cell(row)) {
            Some(known) => known.push(row),
            None => cells.push(vec![row]),
        }
    }
    cells
}

fn value(cell: &[&Estimate], measure: Measure, indicator: Option<&str>, k: f64) -> Option<f64> {
    let k = (measure != Measure::Hd).then_some(k);
    cell.iter()
        .find(|e| e.measure == measure && e.indicator.as_deref() == indicator && e.k == k)
        .expect("every figure has its row")
        .estimate
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_figures_hold_together(households in samples()) {
        let output = run(SPEC, &csv(&households));
        for cell in levels(&output) {
            for k in [34.0, 60.0] {
                let get = |measure, indicator| value(&cell, measure, indicator, k);
                let (h, m0) = (get(Measure::H, None).unwrap(), get(Measure::M0, None).unwrap());
                if let Some(a) = get(Measure::A, None) {
                    prop_assert!(close(m0, h * a));
                } else {
                    prop_assert_eq!((h, m0), (0.0, 0.0));
                }
                let sum = |measure, names: &[&'static str]| -> f64 {
                    names.iter().map(|name| get(measure, Some(name)).unwrap_or(0.0)).sum()
                };
                for names in [&NAMES[..], &["x", "y"]] {
                    prop_assert!(close(sum(Measure::Actb, names), m0));
                    let whole = if m0 > 0.0 { 1.0 } else { 0.0 };
                    prop_assert!(close(sum(Measure::Pctb, names), whole));
                }
                for name in NAMES {
                    let (hd, hdk) =
                        (get(Measure::Hd, Some(name)).unwrap(), get(Measure::Hdk, Some(name)).unwrap());
                    prop_assert!(hdk <= hd.min(h) + 1e-12);
                }
            }
        }
    }

    #[test]
    fn groups_add_up_to_the_whole(households in samples()) {
        let output = run(SPEC, &csv(&households));
        let cells = levels(&output);
        for whole in cells.iter().filter(|cell| cell[0].over.is_none()) {
            let time = whole[0].time.clone();
            let weight = |group: Option<&str>| -> f64 {
                households
                    .iter()
                    .filter(|h| time.as_deref() == Some(&(2016 + 3 * u32::from(h.time)).to_string()))
                    .filter(|h| group.is_none_or(|group| group == h.group.to_string()))
                    .map(|h| h.weight)
                    .sum()
            };
            let parts: f64 = cells
                .iter()
                .filter(|cell| cell[0].over.is_some() && cell[0].time == time)
                .map(|cell| {
                    weight(cell[0].group.as_deref()) * value(cell, Measure::M0, None, 34.0).unwrap()
                })
                .sum();
            prop_assert!(close(parts / weight(None), value(whole, Measure::M0, None, 34.0).unwrap()));
        }
    }

    #[test]
    fn the_order_of_rows_means_nothing(
        (households, shuffled) in samples().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        let (one, two) = (run(SPEC, &csv(&households)), run(SPEC, &csv(&shuffled)));
        prop_assert_eq!(one.estimates.len(), two.estimates.len());
        prop_assert_eq!(one.summary, two.summary);
        for (a, b) in one.estimates.iter().zip(&two.estimates) {
            let names = |e: &Estimate| (e.measure, e.indicator.clone(), e.group.clone(), e.time.clone(), e.n);
            prop_assert_eq!(names(a), names(b));
            prop_assert!(same(a.estimate, b.estimate));
            prop_assert_eq!(a.se.is_some(), b.se.is_some());
            let scale = if a.change == Change::Relative { 1e4 } else { 1.0 };
            prop_assert!(a.se.is_none_or(|se| same_error(b.se, se * se, scale)));
        }
    }

    #[test]
    fn a_row_of_double_weight_is_two_rows(households in samples()) {
        let twice: Vec<Household> = households.iter().flat_map(|h| [h.clone(), h.clone()]).collect();
        let doubled: Vec<Household> =
            households.iter().map(|h| Household { weight: 2.0 * h.weight, ..h.clone() }).collect();
        let (one, two) = (run(SPEC, &csv(&twice)), run(SPEC, &csv(&doubled)));
        for (a, b) in one.estimates.iter().zip(&two.estimates) {
            prop_assert!(same(a.estimate, b.estimate));
            let scale = if a.change == Change::Relative { 1e4 } else { 1.0 };
            prop_assert!(a.se.is_none_or(|se| same_error(b.se, se * se, scale)));
            prop_assert_eq!(a.n, 2 * b.n);
        }
    }

    #[test]
    fn estimates_and_errors_agree_with_the_literal_formulas(households in samples()) {
        let output = run(SPEC, &csv(&households));
        let has_errors = degrees(&households) > 0;
        prop_assert_eq!(output.summary.degrees as usize, degrees(&households));
        for row in &output.estimates {
            let literal = |time: &Option<String>| {
                let time = time.clone().expect("a time");
                let inside = |h: &Household| {
                    time == (2016 + 3 * u32::from(h.time)).to_string()
                        && row.group.as_ref().is_none_or(|group| *group == h.group.to_string())
                };
                literally(&households, row, inside)
            };
            match row.change {
                Change::None => {
                    let expected = literal(&row.time);
                    prop_assert!(same(row.estimate, expected.as_ref().map(|e| e.0)), "{row:?}");
                    if let (Some((_, influence)), true) = (expected, has_errors) {
                        let variance = covariance(&households, &influence, &influence);
                        prop_assert!(same_error(row.se, variance, 1.0), "{row:?} {variance}");
                    } else {
                        prop_assert_eq!(row.se, None);
                    }
                }
                change => {
                    let (Some((y1, z1)), Some((y2, z2))) = (literal(&row.from), literal(&row.to)) else {
                        prop_assert_eq!(row.estimate, None);
                        continue;
                    };
                    let year = |time: &Option<String>| time.as_ref().unwrap().parse::<f64>().unwrap();
                    let years = if row.annualised { year(&row.to) - year(&row.from) } else { 1.0 };
                    // The change and its slopes in both levels (delta method).
                    let (expected, by1, by2) = if change == Change::Absolute {
                        ((y2 - y1) / years, -1.0 / years, 1.0 / years)
                    } else if y1 == 0.0 || (y2 == 0.0 && row.annualised) {
                        continue;
                    } else {
                        let rate = (y2 / y1).powf(1.0 / years);
                        // d rate/dy₂ = rate/(years·y₂); at y₂ = 0 (whole span only) it is 1/y₁.
                        let by2 = if y2 == 0.0 { 1.0 / y1 } else { rate / (years * y2) };
                        (100.0 * (rate - 1.0), -100.0 * rate / (years * y1), 100.0 * by2)
                    };
                    prop_assert!(same(row.estimate, Some(expected)), "{row:?}");
                    if has_errors {
                        let variance = by1 * by1 * covariance(&households, &z1, &z1)
                            + by2 * by2 * covariance(&households, &z2, &z2)
                            + 2.0 * by1 * by2 * covariance(&households, &z1, &z2);
                        prop_assert!(same_error(row.se, variance, by1 * by1 + by2 * by2), "{row:?} {variance}");
                    }
                }
            }
        }
    }
}

/// The figure of an output row over some households, by its definition.
fn literally(
    households: &[Household],
    row: &Estimate,
    inside: impl Fn(&Household) -> bool,
) -> Option<(f64, Vec<f64>)> {
    let k = row.k.unwrap_or(0.0);
    let one = |_: &Household| 1.0;
    let poor = |h: &Household| h.poor(k);
    let censored = |h: &Household| h.poor(k) * h.score();
    let (from, to) = match row.indicator.as_deref() {
        Some("x") => (0, 1),
        Some("y") => (1, 4),
        Some(name) => {
            let at = NAMES.iter().position(|known| *known == name).expect("a known name");
            (at, at + 1)
        }
        None => (0, 0),
    };
    let part = |h: &Household| h.poor(k) * (from..to).map(|j| WEIGHTS[j] * h.flag(j)).sum::<f64>();
    match row.measure {
        Measure::H => ratio(households, inside, poor, one),
        Measure::A => ratio(households, inside, censored, poor),
        Measure::M0 => ratio(households, inside, censored, one),
        Measure::Hd => ratio(households, inside, |h| h.flag(from), one),
        Measure::Hdk => ratio(households, inside, |h| h.poor(k) * h.flag(from), one),
        Measure::Actb => ratio(households, inside, part, one),
        Measure::Pctb => ratio(households, inside, part, censored),
        Measure::Transition => unreachable!("nobody is followed here"),
    }
}
