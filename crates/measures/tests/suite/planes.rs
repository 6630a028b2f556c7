//! Bit planes give what one household at a time gives, from files that are never read wrong.

mod against_law;
mod against_table;
mod any_bytes;
mod boundaries;
mod crossing;
mod files;
mod parquet;
mod points;
mod refusals;

use std::path::Path;

use ground::{Day, Instant};
use law::{Area, Law};
use measures::planes::{Builder, Level, Pass, Row, Schema, Snapshot, Unit};
use proptest::prelude::*;

/// Every indicator of the three national standards.
const INDICATORS: [&str; 14] = [
    "employment",
    "dependants",
    "nutrition",
    "health_insurance",
    "health_care",
    "adult_education",
    "child_attendance",
    "housing_quality",
    "housing_area",
    "water",
    "toilet",
    "telecom",
    "information_means",
    "waste",
];

/// One generated household.
#[derive(Clone, PartialEq, Debug)]
struct Home {
    members: u32,
    ethnicity: u32,
    indicators: [Option<bool>; 14],
    farm: Option<bool>,
    score: Option<u32>,
    amount: Option<u32>,
    /// The deprivation score of a list.
    points: Option<u32>,
}

/// A unit with its households.
type Village = (Option<Area>, Vec<Home>);

fn law() -> &'static Law {
    static LAW: std::sync::LazyLock<Law> =
        std::sync::LazyLock::new(|| Law::builtin().expect("the built-in law is sound"));
    &LAW
}

fn day() -> Day {
    Day::new(2024, 10, 1).unwrap()
}

/// The standards of the snapshots here.
const STANDARDS: [&str; 3] = ["vn-2016", "vn-2022", "vn-2027"];

/// Indicators, farming, score, amount, and what lists tell of the number of deprivations.
fn full() -> Schema {
    let numbers = ["income_score", "monthly_income_per_head"].map(str::to_owned);
    Schema {
        indicators: INDICATORS.map(str::to_owned).to_vec(),
        flags: vec!["farm_household".to_owned()],
        numbers: numbers.into_iter().chain(STANDARDS.into_iter().flat_map(Schema::told)).collect(),
    }
}

/// Writes the villages as a snapshot; unit codes count from 1, two villages to a province.
fn write(path: &Path, schema: &Schema, villages: &[Village]) {
    let mut builder =
        Builder::create(path, schema, law().fingerprint(), Instant(1_700_000_000_000)).unwrap();
    for (at, (area, homes)) in villages.iter().enumerate() {
        let code = at as u32 + 1;
        builder.unit(Unit { code, province: code.div_ceil(2), area: *area }).unwrap();
        for (key, home) in homes.iter().enumerate() {
            let told = STANDARDS.map(|standard| told(home, *area, standard));
            let mut numbers = vec![home.score, home.amount];
            numbers.extend(told.as_flattened());
            if schema.numbers[1] == Schema::UNSCORED_INCOME && home.score.is_some() {
                numbers[1] = Some(0);
            }
            builder
                .push(&Row {
                    key: key as u64,
                    members: home.members,
                    ethnicity: home.ethnicity,
                    indicators: &home.indicators[..schema.indicators.len()],
                    flags: &[home.farm][..schema.flags.len()],
                    numbers: &numbers[..schema.numbers.len()],
                })
                .unwrap();
        }
    }
    builder.finish().unwrap();
}

/// The least and largest number of deprivations that a list tells; under the standard in force what it
/// says word for word, so that the planes have to leave aside what contradicts the indicators.
fn told(home: &Home, area: Option<Area>, standard: &str) -> [Option<u32>; 2] {
    match home.points {
        None => [None; 2],
        Some(points) if standard == "vn-2022" && points % 10 == 0 => [Some(points / 10); 2],
        Some(_) => {
            let found = against_law::evaluation_of(home, area, standard);
            [Some(found.low.into()), Some(found.high.into())]
        }
    }
}

/// A snapshot of the villages with all columns.
fn snapshot(villages: &[Village]) -> Snapshot {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.planes");
    write(&path, &full(), villages);
    Snapshot::open(&path).unwrap()
}

/// Every level of this machine on one thread and the best one on three, with ethnic groups.
fn passes() -> Vec<Pass> {
    let mut passes: Vec<Pass> = Level::available()
        .into_iter()
        .map(|level| Pass { threads: 1, ethnicity: true, indicators: true, level })
        .collect();
    passes.push(Pass { threads: 3, ethnicity: true, indicators: true, level: Level::best() });
    passes
}

fn answer() -> impl Strategy<Value = Option<bool>> {
    prop_oneof![12 => any::<bool>().prop_map(Some), 1 => Just(None)]
}

fn home() -> impl Strategy<Value = Home> {
    (
        prop_oneof![1..12u32, Just(0), 30..300u32],
        prop_oneof![5 => Just(1u32), 1 => 2..54u32],
        prop::array::uniform14(answer()),
        answer(),
        prop_oneof![9 => (20..50u32).prop_map(|n| Some(n * 5)), 1 => Just(None), 1 => (0..400u32).prop_map(Some)],
        prop_oneof![(5..40u32).prop_map(|n| Some(n * 100_000)), Just(None)],
        prop_oneof![2 => Just(None), 4 => (0..=12u32).prop_map(|n| Some(n * 10)), 1 => Just(Some(35))],
        any::<bool>(),
    )
        .prop_map(|(members, ethnicity, indicators, farm, score, amount, points, blank)| Home {
            members,
            ethnicity,
            // Lists that tell the number alone are what the number is for.
            indicators: if blank && points.is_some() { [None; 14] } else { indicators },
            farm,
            score,
            amount,
            points,
        })
}

fn villages() -> impl Strategy<Value = Vec<Village>> {
    let area = prop_oneof![Just(Some(Area::Rural)), Just(Some(Area::Urban)), Just(None)];
    let sizes =
        prop_oneof![Just(0usize), Just(1), Just(63), Just(64), Just(65), 2..40usize, 500..530usize];
    let homes = sizes.prop_flat_map(|size| prop::collection::vec(home(), size));
    prop::collection::vec((area, homes), 1..5)
}
