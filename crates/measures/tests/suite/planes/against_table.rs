//! Planes and the general path agree on H, A, M0, headcounts and contributions.

use std::fmt::Write as _;

use measures::planes::{By, Scenario, Weights};
use measures::{Measure, Spec, Table};
use proptest::prelude::*;

use super::{INDICATORS, Village, passes, snapshot, villages};
use crate::{Which, pick};

/// Three dimensions of two, three and one indicators.
const SIZES: [usize; 3] = [2, 3, 1];

fn used() -> &'static [&'static str] {
    &INDICATORS[..6]
}

fn csv(villages: &[Village]) -> String {
    let mut csv = format!("{},unit,members\n", used().join(","));
    for (unit, home) in
        villages.iter().enumerate().flat_map(|(at, (_, homes))| homes.iter().map(move |h| (at, h)))
    {
        for lacks in &home.indicators[..6] {
            let _ = write!(csv, "{},", lacks.map_or("", |lacks| if lacks { "1" } else { "0" }));
        }
        let _ = writeln!(csv, "u{unit},{}", home.members);
    }
    csv
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn both_paths_give_the_same_figures(
        villages in villages(),
        k in prop::sample::select(vec![20.0, 100.0 / 3.0, 50.0, 61.5, 100.0]),
        given in prop::option::of(prop::collection::vec(0u32..7, 6)),
        by in prop::sample::select(By::BOTH.to_vec()),
    ) {
        let given = given.filter(|weights| weights.iter().any(|weight| *weight > 0));
        let weights = match &given {
            Some(given) => Weights::given(&given.iter().map(|w| f64::from(*w)).collect::<Vec<_>>()),
            None => Weights::nested(&SIZES),
        }
        .unwrap();
        let weights_toml = match &given {
            Some(given) => {
                let each = used().iter().zip(given).map(|(name, weight)| format!("{name} = {weight}"));
                format!("{{ {} }}", each.collect::<Vec<_>>().join(", "))
            }
            None => "'equal'".to_owned(),
        };
        let weighted = if by == By::Person { "[survey]\nweight = 'members'" } else { "" };
        let spec = format!(
            "k = [{k}]\nweights = {weights_toml}\nover = ['unit']\n{weighted}\n[dimensions]\n\
             a = ['employment', 'dependants']\nb = ['nutrition', 'health_insurance', 'health_care']\n\
             c = ['adult_education']\n"
        );
        let table = Table::read_csv(csv(&villages).as_bytes(), "t.csv").unwrap();
        let spec = Spec::parse(&spec, "s.toml").unwrap();
        let snapshot = snapshot(&villages);
        let scenario = Scenario::of_index(used().iter().copied(), weights, k);
        let output = measures::run(&spec, &table);
        for pass in passes() {
            let figures = snapshot.measure(&scenario, pass).unwrap();
            let total = figures.total();
            let Ok(output) = &output else {
                // The general path refuses a table of which nothing can be used.
                prop_assert_eq!(total.tally().counted(by), 0);
                continue;
            };
            let units = figures.by_unit().enumerate().map(|(at, (_, tally))| (Some(format!("u{at}")), tally));
            for (group, tally) in units.chain([(None, total.tally())]) {
                if tally.counted(by) == 0 {
                    continue;
                }
                let check = |measure, indicator: Option<&str>, found: Option<f64>| {
                    let which = Which { indicator, group: group.as_deref(), ..Which::default() };
                    let expected = pick(output, measure, which).estimate;
                    let same = match (found, expected) {
                        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
                        (found, expected) => found.is_none() && expected.is_none(),
                    };
                    prop_assert!(same, "{measure:?} {indicator:?} {group:?}: {found:?} {expected:?}");
                    Ok(())
                };
                check(Measure::H, None, tally.headcount(by))?;
                check(Measure::A, None, tally.intensity(by))?;
                check(Measure::M0, None, tally.adjusted(by))?;
                let counted = tally.counted(by) as f64;
                for (at, name) in used().iter().enumerate() {
                    check(Measure::Hd, Some(name), Some(tally.raw(at, by) as f64 / counted))?;
                    check(Measure::Hdk, Some(name), Some(tally.censored(at, by) as f64 / counted))?;
                    check(Measure::Actb, Some(name), tally.contribution(at, by))?;
                    check(Measure::Pctb, Some(name), tally.share(at, by))?;
                }
            }
        }
    }
}
