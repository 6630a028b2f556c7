//! Units whose households do not fill a word, and numbers of every width.

use law::Class;
use measures::planes::{By, Schema, Snapshot};

use super::{Home, day, law, passes, snapshot, write};
use measures::planes::Scenario;

fn home(members: u32) -> Home {
    Home {
        members,
        ethnicity: 1,
        indicators: [Some(true); 14],
        farm: None,
        score: Some(100),
        amount: None,
        points: None,
    }
}

#[test]
fn every_household_of_every_unit_counts_once() {
    let sizes = [0, 1, 63, 64, 65, 0, 511, 512, 513, 4095, 4096, 4097, 9000, 0];
    let villages: Vec<_> =
        sizes.iter().map(|&size| (Some(law::Area::Rural), vec![home(3); size])).collect();
    let snapshot = snapshot(&villages);
    let scenario = Scenario::of_standard(law(), "vn-2022", day()).unwrap();
    for pass in passes() {
        let figures = snapshot.measure(&scenario, pass).unwrap();
        for (size, (_, tally)) in sizes.iter().zip(figures.by_unit()) {
            let size = *size as u64;
            assert_eq!(tally.all(By::Household), size);
            assert_eq!(tally.class(Class::Poor, By::Person), 3 * size);
            assert_eq!(tally.censored(11, By::Household), size);
            assert_eq!(tally.class(Class::Undetermined, By::Household), 0);
            assert_eq!(tally.headcount(By::Person), (size > 0).then_some(1.0));
        }
    }
}

#[test]
fn sizes_and_scores_of_any_width_are_kept() {
    let odd = [1, 14, 15, 16, 31, 1_000, 70_000, u32::MAX];
    let homes: Vec<Home> =
        odd.iter().map(|&size| Home { score: Some(size), ..home(size) }).collect();
    let snapshot = snapshot(&[(Some(law::Area::Rural), homes), (None, vec![home(2); 3])]);
    let sum: u64 = odd.iter().map(|size| u64::from(*size)).sum();
    for (limit, poor) in
        [(0, 0), (1, 1), (15, 3), (70_000, 7), (i64::from(u32::MAX), 8), (i64::MAX / 2, 8)]
    {
        let scenario = Scenario::of_standard(law(), "vn-2022", day()).unwrap().with_value(
            "score_cutoff",
            None,
            limit,
        );
        for pass in passes() {
            let figures = snapshot.measure(&scenario, pass).unwrap();
            let (_, tally) = figures.by_unit().next().unwrap();
            assert_eq!(tally.poor(By::Household), poor, "at most {limit}");
            assert_eq!(tally.all(By::Person), sum);
        }
    }
}

#[test]
fn a_snapshot_without_any_unit_has_figures_of_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("empty.planes");
    write(&path, &Schema::of_indicators(["water"]), &[]);
    let snapshot = Snapshot::open(&path).unwrap();
    let scenario = Scenario::of_index(["water"], measures::planes::Weights::equal(1), 100.0);
    let figures = snapshot.measure(&scenario, passes()[0]).unwrap();
    assert_eq!(figures.by_unit().count(), 0);
    assert_eq!(figures.total().tally().headcount(By::Person), None);
}
