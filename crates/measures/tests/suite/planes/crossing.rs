//! Comparisons and movement, against one household at a time.

use law::{Area, Class};
use measures::planes::{By, Cell, Scenario};
use proptest::prelude::*;

use super::against_law::class_of;
use super::{Home, INDICATORS, Village, day, home, law, passes, snapshot, villages};

fn standard(id: &str) -> Scenario<'static> {
    Scenario::of_standard(law(), id, day()).unwrap()
}

/// Every household with its unit, row and classes under two standards.
fn classified(villages: &[Village]) -> Vec<(usize, usize, &Home, Class, Class)> {
    let mut all = Vec::new();
    for (unit, (area, homes)) in villages.iter().enumerate() {
        for (row, home) in homes.iter().enumerate() {
            let (a, b) = (class_of(home, *area, "vn-2016"), class_of(home, *area, "vn-2022"));
            all.push((unit, row, home, a, b));
        }
    }
    all
}

fn weight(home: &Home, by: By) -> u64 {
    if by == By::Household { 1 } else { u64::from(home.members) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn two_standards_are_crossed_household_by_household(
        villages in villages(),
        cell in (prop::sample::select(Class::ALL.to_vec()), prop::sample::select(Class::ALL.to_vec())),
        lacking in prop::option::of(prop::sample::select(vec![3usize, 9])),
        group in prop::option::of(Just(1u32)),
    ) {
        let snapshot = snapshot(&villages);
        let (before, after) = (standard("vn-2016"), standard("vn-2022"));
        let all = classified(&villages);
        for pass in passes() {
            let crossing = snapshot.compare(&before, &after, pass).unwrap();
            for by in By::BOTH {
                for (from, to) in Class::ALL.into_iter().flat_map(|a| Class::ALL.map(|b| (a, b))) {
                    let sum = |such: &dyn Fn(usize, &Home) -> bool| -> u64 {
                        all.iter()
                            .filter(|(unit, _, home, a, b)| *a == from && *b == to && such(*unit, home))
                            .map(|(_, _, home, ..)| weight(home, by))
                            .sum()
                    };
                    for (at, (_, moves)) in crossing.by_unit().enumerate() {
                        prop_assert_eq!(moves.count(from, to, by), sum(&|unit, _| unit == at));
                    }
                    for (group, moves) in crossing.by_ethnicity() {
                        let expected = sum(&|_, home| home.ethnicity == group);
                        prop_assert_eq!(moves.count(from, to, by), expected);
                    }
                    for (code, moves) in crossing.by_indicator() {
                        let at = INDICATORS.iter().position(|known| *known == code).unwrap();
                        let expected = sum(&|_, home| home.indicators[at] == Some(true));
                        prop_assert_eq!(moves.count(from, to, by), expected);
                    }
                    prop_assert_eq!(crossing.total().moves().count(from, to, by), sum(&|_, _| true));
                }
            }
        }
        let asked = Cell {
            before: Some(cell.0),
            after: Some(cell.1),
            indicator: lacking.map(|at| INDICATORS[at].to_owned()),
            ethnicity: group,
            units: Vec::new(),
        };
        let behind: Vec<(usize, usize)> = snapshot.behind(&before, &after, &asked).unwrap().collect();
        let expected: Vec<(usize, usize)> = all
            .iter()
            .filter(|(_, _, home, a, b)| {
                (*a, *b) == cell
                    && lacking.is_none_or(|at| home.indicators[at] == Some(true))
                    && group.is_none_or(|group| home.ethnicity == group)
            })
            .map(|(unit, row, ..)| (*unit, *row))
            .collect();
        prop_assert_eq!(behind, expected);
    }

    #[test]
    fn years_are_crossed_for_the_same_households(
        pairs in prop::collection::vec((home(), home()), 1..300),
    ) {
        let area = Some(Area::Rural);
        let (first, second): (Vec<Home>, Vec<Home>) = pairs.iter().cloned().unzip();
        let (earlier, later) = (snapshot(&[(area, first)]), snapshot(&[(area, second)]));
        let scenario = standard("vn-2022");
        for pass in passes() {
            let crossing = earlier.movement(&scenario, &later, &scenario, pass).unwrap();
            let total = crossing.total();
            for (from, to) in Class::ALL.into_iter().flat_map(|a| Class::ALL.map(|b| (a, b))) {
                let stayed = pairs.iter().filter(|(a, b)| {
                    class_of(a, area, "vn-2022") == from && class_of(b, area, "vn-2022") == to
                });
                let persons: u64 = stayed.map(|(_, later)| u64::from(later.members)).sum();
                prop_assert_eq!(total.moves().count(from, to, By::Person), persons);
            }
        }
    }
}

#[test]
fn other_households_are_refused() {
    let home = Home {
        members: 2,
        ethnicity: 1,
        indicators: [Some(false); 14],
        farm: None,
        score: Some(200),
        amount: None,
        points: None,
    };
    let of = |sizes: &[usize]| {
        let villages: Vec<Village> =
            sizes.iter().map(|&size| (Some(Area::Rural), vec![home.clone(); size])).collect();
        snapshot(&villages)
    };
    let scenario = standard("vn-2022");
    let pass = passes()[0];
    let base = of(&[3, 4]);
    for (other, unit) in [(&[3, 5][..], 2), (&[3][..], 2), (&[3, 4, 1][..], 3)] {
        let problem = base.movement(&scenario, &of(other), &scenario, pass).unwrap_err();
        assert_eq!(problem.code, "measures.planes.other_households");
        assert!(problem.to_string().ends_with(&format!("unit={unit}")), "{problem}");
    }
    assert!(base.movement(&scenario, &of(&[3, 4]), &scenario, pass).is_ok());
}
