//! What the measures promise, from specification and table to estimates.

mod by_hand;
mod laws;
mod mistakes;
mod planes;
mod readings;
mod reference;

use measures::{Change, Estimate, Measure, Output, Spec, Table};

/// The output of a specification and a table in CSV.
fn run(spec: &str, csv: &str) -> Output {
    let spec = Spec::parse(spec, "spec.toml").expect("a good specification");
    let table = Table::read_csv(csv.as_bytes(), "table.csv").expect("a good table");
    measures::run(&spec, &table).expect("a good run")
}

/// Which estimate is meant; the default is the level of the whole.
#[derive(Clone, Copy, Default)]
struct Which<'a> {
    indicator: Option<&'a str>,
    group: Option<&'a str>,
    time: Option<&'a str>,
    k: Option<f64>,
    change: Option<Change>,
    annualised: bool,
    span: Option<(&'a str, &'a str)>,
}

/// The one estimate that fits.
fn pick<'o>(output: &'o Output, measure: Measure, which: Which) -> &'o Estimate {
    let fits = |row: &&Estimate| {
        row.measure == measure
            && row.indicator.as_deref() == which.indicator
            && row.group.as_deref() == which.group
            && row.time.as_deref() == which.time
            && (which.k.is_none() || row.k == which.k)
            && row.change == which.change.unwrap_or(Change::None)
            && row.annualised == which.annualised
            && which.span.is_none_or(|(from, to)| {
                row.from.as_deref() == Some(from) && row.to.as_deref() == Some(to)
            })
    };
    let mut found = output.estimates.iter().filter(fits);
    let first = found.next().expect("an estimate");
    assert!(found.next().is_none(), "more than one {measure:?}");
    first
}

/// Equal to nine digits after the point.
#[track_caller]
fn near(found: Option<f64>, expected: f64) {
    let found = found.expect("a number");
    assert!((found - expected).abs() < 1e-9, "found {found}, expected {expected}");
}
