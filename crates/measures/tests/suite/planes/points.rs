//! Other points for each deprivation, against a reading of one household at a time.

use law::{Area, Class, Truth};
use measures::planes::{By, Scenario, Weights};
use proptest::prelude::*;

use super::against_law::evaluation_of;
use super::{Home, INDICATORS, day, law, passes, snapshot, villages};

const STANDARD: &str = "vn-2022";

fn standard() -> Scenario<'static> {
    Scenario::of_standard(law(), STANDARD, day()).unwrap().without_rule("average")
}

/// The least and the largest points of a household: what its indicators say, narrowed by the lightest and
/// the heaviest indicators that the number told can be, unless the two contradict.
fn bounds(home: &Home, points: &[u32]) -> (u32, u32) {
    let codes = standard();
    let answers = codes
        .indicators()
        .iter()
        .map(|code| home.indicators[INDICATORS.iter().position(|known| known == code).unwrap()]);
    let (mut low, mut high) = (0, 0);
    for (answer, points) in answers.zip(points) {
        low += if answer == Some(true) { *points } else { 0 };
        high += if answer == Some(false) { 0 } else { *points };
    }
    let Some(told) = home.points else { return (low, high) };
    let (fewest, most) = if told % 10 == 0 {
        (told / 10, told / 10)
    } else {
        let found = evaluation_of(home, None, STANDARD);
        (found.low.into(), found.high.into())
    };
    let mut sorted = points.to_vec();
    sorted.sort_unstable();
    let lightest: u32 = sorted.iter().take(fewest as usize).sum();
    let heaviest: u32 = sorted.iter().rev().take(most as usize).sum();
    if lightest > high || heaviest < low {
        (low, high)
    } else {
        (low.max(lightest), high.min(heaviest))
    }
}

/// The class of a household by hand: low income, and at least `needed` points.
fn class_of(home: &Home, area: Option<Area>, points: &[u32], needed: u32) -> Class {
    let income_low = evaluation_of(home, area, STANDARD).income_low;
    let (low, high) = bounds(home, points);
    match income_low {
        Truth::False => Class::NotPoor,
        Truth::True if low >= needed => Class::Poor,
        Truth::True if high < needed => Class::NearPoor,
        _ => Class::Undetermined,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_points_are_added_up_household_by_household(
        villages in villages(),
        points in prop::collection::vec(prop_oneof![3 => Just(10u32), 1 => 0..=40u32], 12),
        fewest in 0..6i64,
    ) {
        let snapshot = snapshot(&villages);
        let scenario =
            standard().with_points(points.clone()).with_value("deprivations_min", None, fewest);
        let needed = 10 * fewest as u32;
        for pass in passes() {
            let figures = snapshot.measure(&scenario, pass).unwrap();
            for ((area, homes), (_, tally)) in villages.iter().zip(figures.by_unit()) {
                for class in Class::ALL {
                    let expected = homes
                        .iter()
                        .filter(|home| class_of(home, *area, &points, needed) == class)
                        .count();
                    prop_assert_eq!(tally.class(class, By::Household), expected as u64, "{:?}", class);
                }
            }
        }
    }

    #[test]
    fn the_points_of_the_law_change_nothing(villages in villages()) {
        let snapshot = snapshot(&villages);
        let (plain, same) = (standard(), standard().with_points(vec![10; 12]));
        let crossing = snapshot.compare(&plain, &same, passes()[0]).unwrap();
        for class in Class::ALL {
            prop_assert_eq!(crossing.total().moves().arrived(class, By::Household), 0);
        }
    }
}

#[test]
fn points_must_fit_the_indicators_and_stay_small() {
    let snapshot = snapshot(&[]);
    let refused = |points: Vec<u32>| {
        snapshot.measure(&standard().with_points(points), passes()[0]).unwrap_err().code
    };
    assert_eq!(refused(vec![10; 11]), "measures.planes.weights_number");
    assert_eq!(refused(vec![u32::MAX; 12]), "measures.planes.weights_large");
    // No points at all: nobody reaches any number of them.
    assert!(snapshot.measure(&standard().with_points(vec![0; 12]), passes()[0]).is_ok());
    assert_eq!(standard().weights(), &Weights::equal(12), "figures are weighed as before");
}
