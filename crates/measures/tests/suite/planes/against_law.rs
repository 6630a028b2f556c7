//! Planes classify as the law does household by household, whatever is missing.

use ground::Problem;
use law::{Answer, Answers, Area, Class, Evaluation, Setting};
use measures::planes::{By, Scenario, Schema, Snapshot};
use proptest::prelude::*;

use super::{Home, INDICATORS, Village, day, full, law, passes, snapshot, villages, write};

/// The household's class by the law itself.
pub(super) fn class_of(home: &Home, area: Option<Area>, standard: &str) -> Class {
    evaluation_of(home, area, standard).class
}

/// What the law says of the household.
pub(super) fn evaluation_of(home: &Home, area: Option<Area>, standard: &str) -> Evaluation {
    let questionnaire = law().questionnaire();
    let mut answers = Answers::new();
    let mut set = |id: &str, answer: Option<Answer>| {
        if let Some(answer) = answer {
            answers.set(questionnaire, id, answer).unwrap();
        }
    };
    for (code, lacks) in INDICATORS.iter().zip(home.indicators) {
        set(&format!("stated_{code}"), lacks.map(Answer::Bool));
    }
    set("farm_household", home.farm.map(Answer::Bool));
    set("stated_income_score", home.score.map(|score| Answer::Int(score.into())));
    set("stated_deprivation_score", home.points.map(|points| Answer::Int(points.into())));
    set("monthly_income_per_head", home.amount.map(|amount| Answer::Int(amount.into())));
    let setting = Setting { area, region: None, province: None, day: day() };
    law().standard(standard).unwrap().evaluate(&answers, &setting)
}

fn standard(id: &str) -> Scenario<'static> {
    Scenario::of_standard(law(), id, day()).unwrap()
}

/// What a unit's figures should be, counted one household at a time.
fn check(
    homes: &[&Home],
    classes: &[Class],
    own: &[usize],
    tally: measures::planes::Tally<'_>,
) -> Result<(), TestCaseError> {
    for by in By::BOTH {
        let count = |such: &dyn Fn(usize) -> bool| -> u64 {
            let weight = |at: usize| match by {
                By::Household => 1,
                By::Person => u64::from(homes[at].members),
            };
            (0..homes.len()).filter(|at| such(*at)).map(weight).sum()
        };
        let counted = |at: usize| {
            own.iter().all(|&i| homes[at].indicators[i].is_some())
                && classes[at] != Class::Undetermined
        };
        let poor = |at: usize| counted(at) && classes[at] == Class::Poor;
        prop_assert_eq!(tally.all(by), count(&|_| true));
        prop_assert_eq!(tally.counted(by), count(&counted));
        prop_assert_eq!(tally.excluded(by), count(&|at| !counted(at)));
        prop_assert_eq!(tally.poor(by), count(&poor));
        for class in Class::ALL {
            prop_assert_eq!(
                tally.class(class, by),
                count(&|at| classes[at] == class),
                "{:?}",
                class
            );
        }
        for (place, &i) in own.iter().enumerate() {
            let lacks = |at: usize| homes[at].indicators[i] == Some(true);
            prop_assert_eq!(tally.raw(place, by), count(&|at| counted(at) && lacks(at)));
            prop_assert_eq!(tally.censored(place, by), count(&|at| poor(at) && lacks(at)));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_standard_gives_the_class_the_law_gives(
        villages in villages(), id in prop::sample::select(vec!["vn-2016", "vn-2022", "vn-2027"]),
    ) {
        let snapshot = snapshot(&villages);
        let scenario = standard(id);
        let own: Vec<usize> = scenario
            .indicators()
            .iter()
            .map(|code| INDICATORS.iter().position(|known| known == code).unwrap())
            .collect();
        let classes = |(area, homes): &Village| -> Vec<Class> {
            homes.iter().map(|home| class_of(home, *area, id)).collect()
        };
        let all: Vec<(&Home, Class)> =
            villages.iter().flat_map(|village| village.1.iter().zip(classes(village))).collect();
        for pass in passes() {
            let figures = snapshot.measure(&scenario, pass).unwrap();
            for (village, (_, tally)) in villages.iter().zip(figures.by_unit()) {
                let homes: Vec<&Home> = village.1.iter().collect();
                check(&homes, &classes(village), &own, tally)?;
            }
            let (homes, found): (Vec<&Home>, Vec<Class>) = all.iter().copied().unzip();
            check(&homes, &found, &own, figures.total().tally())?;
            let mut households = 0;
            for (group, tally) in figures.by_ethnicity() {
                let of_group = all.iter().copied().filter(|(home, _)| home.ethnicity == group);
                let (homes, found): (Vec<&Home>, Vec<Class>) = of_group.unzip();
                check(&homes, &found, &own, tally)?;
                households += tally.all(By::Household);
            }
            prop_assert_eq!(households, all.len() as u64);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn incomes_of_those_without_a_score_are_enough(
        villages in villages(), id in prop::sample::select(vec!["vn-2016", "vn-2022"]),
        line in prop::sample::select(vec![1_500_000, 900_000]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("u.planes");
        let mut schema = full();
        schema.numbers[1] = Schema::UNSCORED_INCOME.to_owned();
        write(&path, &schema, &villages);
        let (lean, whole) = (Snapshot::open(&path).unwrap(), snapshot(&villages));
        let scenario = standard(id).without_rule("average").with_value("income_line", None, line);
        for pass in passes() {
            let found = lean.measure(&scenario, pass).unwrap();
            let expected = whole.measure(&scenario, pass).unwrap();
            prop_assert_eq!(
                found.by_unit().collect::<Vec<_>>(), expected.by_unit().collect::<Vec<_>>()
            );
        }
        let refused = lean.measure(&standard(id), passes()[0]).unwrap_err();
        prop_assert_eq!(refused.code, "measures.planes.rule_beyond");
    }
}

#[test]
fn provinces_and_areas_are_sums_of_their_units() {
    let home = Home {
        members: 4,
        ethnicity: 1,
        indicators: [Some(true); 14],
        farm: None,
        score: Some(140),
        amount: None,
        points: None,
    };
    let village = |area, households| (area, vec![home.clone(); households]);
    let villages = [
        village(Some(Area::Rural), 70),
        village(Some(Area::Urban), 5),
        village(None, 3),
        village(Some(Area::Rural), 0),
    ];
    let snapshot = snapshot(&villages);
    let figures = snapshot.measure(&standard("vn-2022"), passes()[0]).unwrap();
    let provinces: Vec<(u32, u64)> = figures
        .by_province()
        .iter()
        .map(|(code, total)| (*code, total.tally().all(By::Household)))
        .collect();
    assert_eq!(provinces, [(1, 75), (2, 3)]);
    let areas: Vec<(Option<Area>, u64)> = figures
        .by_area()
        .iter()
        .map(|(area, total)| (*area, total.tally().poor(By::Person)))
        .collect();
    // 140 lies at the rural and below the urban cut-off, so also where the area is not known.
    assert_eq!(areas, [(Some(Area::Rural), 280), (Some(Area::Urban), 20), (None, 12)]);
}

#[test]
fn another_cut_off_and_another_count_move_households() -> Result<(), Problem> {
    let home = |score, lacks: usize| Home {
        members: 2,
        ethnicity: 1,
        indicators: std::array::from_fn(|at| Some(at < lacks)),
        farm: None,
        score: Some(score),
        amount: None,
        points: None,
    };
    // Of the fourteen, the fifth is not one of the standard's.
    let rural = vec![home(140, 4), home(145, 4), home(140, 2)];
    let snapshot = snapshot(&[(Some(Area::Rural), rural.clone()), (Some(Area::Urban), rural)]);
    let poor = |scenario: &Scenario<'_>| -> Result<Vec<u64>, Problem> {
        let figures = snapshot.measure(scenario, passes()[0])?;
        Ok(figures.by_unit().map(|(_, tally)| tally.poor(By::Household)).collect())
    };
    let plain = standard("vn-2022");
    assert_eq!(poor(&plain)?, [1, 2]);
    assert_eq!(poor(&plain.clone().with_value("score_cutoff", Some(Area::Rural), 145))?, [2, 2]);
    assert_eq!(poor(&plain.clone().with_value("score_cutoff", None, 100))?, [0, 0]);
    assert_eq!(poor(&plain.with_value("deprivations_min", None, 2))?, [2, 3]);
    Ok(())
}
