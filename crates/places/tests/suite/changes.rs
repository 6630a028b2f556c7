//! Laws that hold for every unit of the country.

use std::collections::{BTreeMap, BTreeSet};

use ground::{Day, UnitId};
use places::{Level, Succeeds, Succession, Unit, Units};
use proptest::prelude::*;

fn before() -> Day {
    Day::new(2025, 6, 30).unwrap()
}

fn after() -> Day {
    before().next()
}

fn on(level: Level, day: Day) -> Vec<&'static Unit> {
    let all = Units::builtin().all().iter();
    all.filter(|unit| unit.level == level && unit.exists(day)).collect()
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..12_000).prop_map(|days| Day::new(2000, 1, 1).unwrap().plus_days(days))
}

fn any_unit() -> impl Strategy<Value = &'static Unit> {
    let all = Units::builtin().all();
    (0..all.len()).prop_map(move |at| &all[at])
}

#[test]
fn the_country_is_complete_on_both_sides_of_the_reform() {
    let count =
        |day| [Level::Province, Level::District, Level::Commune].map(|level| on(level, day).len());
    assert_eq!(count(before()), [63, 696, 10_035]);
    assert_eq!(count(after()), [34, 0, 3_321]);
}

#[test]
fn numbers_say_level_code_and_holder() {
    for unit in Units::builtin().all().iter().filter(|unit| unit.level != Level::Nation) {
        let holder = u8::try_from(unit.id.0 % 100).unwrap();
        let code = unit.code.parse().unwrap();
        assert_eq!(UnitId::new(unit.level as u8, code, holder), unit.id);
        assert_eq!(unit.code.len(), unit.level.digits());
        let earlier = UnitId::new(unit.level as u8, code, holder - 1);
        match Units::builtin().get(earlier) {
            Some(earlier) => assert!(earlier.period.to.unwrap() < unit.period.from),
            None => assert_eq!(holder, 1, "holders are counted from 1: {unit:?}"),
        }
    }
}

#[test]
fn provinces_partition_the_communes_of_the_nation() {
    let units = Units::builtin();
    for day in [before(), after()] {
        let of_nation = units.communes(UnitId::NATION, day);
        let mut of_provinces: Vec<_> = on(Level::Province, day)
            .iter()
            .flat_map(|province| units.communes(province.id, day))
            .collect();
        of_provinces.sort();
        assert_eq!(of_nation, of_provinces);
        let communes = on(Level::Commune, day).len();
        // Five island districts had no communes and stand for themselves.
        let islands = of_nation.len() - communes;
        assert_eq!(islands, if day == before() { 5 } else { 0 });
    }
}

#[test]
fn districts_partition_the_communes_until_the_reform() {
    let units = Units::builtin();
    let districts = on(Level::District, before());
    let sum: usize = districts.iter().map(|d| units.communes(d.id, before()).len()).sum();
    assert_eq!(sum, units.communes(UnitId::NATION, before()).len());
}

#[test]
fn successors_and_predecessors_are_each_others_inverse() {
    let units = Units::builtin();
    let (mut forth, mut back) = (BTreeSet::new(), BTreeSet::new());
    for level in [Level::Province, Level::Commune] {
        for unit in on(level, before()) {
            let found = units.successors(unit.id, after());
            forth.extend(found.into_iter().map(|s| (unit.id, s.unit, s.whole)));
        }
        for unit in on(level, after()) {
            let found = units.predecessors(unit.id, before()).into_iter();
            // The five islands without communes come from a district.
            let found = found.filter(|s| units.get(s.unit).unwrap().level == level);
            back.extend(found.map(|s| (s.unit, unit.id, s.whole)));
        }
    }
    assert_eq!(forth, back);
    assert!(forth.len() > 10_000);
}

#[test]
fn nothing_is_lost_in_the_reform() {
    let units = Units::builtin();
    let mut split = 0;
    for old in units.communes(UnitId::NATION, before()) {
        let new = units.successors(old, after());
        assert!(!new.is_empty(), "{old} went nowhere");
        assert_eq!(new.len() == 1, new[0].whole, "{old}: whole means one, parts mean several");
        split += usize::from(new.len() > 1);
    }
    assert_eq!(split, 471);
    for new in on(Level::Commune, after()) {
        assert!(!units.predecessors(new.id, before()).is_empty(), "{} came from nowhere", new.id);
    }
}

#[test]
fn codes_that_went_on_under_another_name_are_counted() {
    let names = |day| -> BTreeMap<&str, &Unit> {
        on(Level::Commune, day).into_iter().map(|unit| (&*unit.code, unit)).collect()
    };
    let (old, new) = (names(before()), names(after()));
    let both = || old.iter().filter_map(|(code, old)| Some((old, new.get(code)?)));
    assert_eq!(both().count(), 3_316);
    assert_eq!(both().filter(|(old, new)| old.full_name != new.full_name).count(), 2_145);
    assert_eq!(both().filter(|(old, new)| old.name != new.name).count(), 1_803);
}

#[test]
fn unchanged_provinces_keep_their_number() {
    let units = Units::builtin();
    let same = on(Level::Province, before())
        .into_iter()
        .filter(|province| units.today_of(province.id, after()) == Succeeds::Same(province.id));
    assert_eq!(same.count(), 11);
}

proptest! {
    #[test]
    fn every_unit_has_one_line_of_parents(unit in any_unit(), day in any_day()) {
        let units = Units::builtin();
        let day = unit.nearest(day);
        let path = units.path(unit.id);
        prop_assert_eq!(path[0].id, UnitId::NATION);
        prop_assert_eq!(path.last().unwrap().id, unit.id);
        prop_assert!(path.windows(2).all(|pair| pair[0].level < pair[1].level));
        prop_assert!(path.iter().all(|unit| unit.exists(day)));
        let provinces = path.iter().filter(|unit| unit.level == Level::Province).count();
        prop_assert_eq!(provinces, usize::from(unit.level != Level::Nation));
        for pair in path.windows(2) {
            prop_assert!(units.children(pair[0].id, day).iter().any(|u| u.id == pair[1].id));
        }
    }

    #[test]
    fn a_code_means_at_most_one_unit_on_a_day(unit in any_unit(), day in any_day()) {
        prop_assume!(unit.level != Level::Nation);
        let units = Units::builtin();
        match units.by_code(unit.level, &unit.code, day) {
            Ok(found) => {
                prop_assert!(found.exists(day));
                prop_assert_eq!(found.id == unit.id, unit.exists(day));
            }
            Err(problem) => {
                prop_assert!(!unit.exists(day));
                let known = ["places.code.ended", "places.code.not_yet"];
                prop_assert!(known.contains(&&*problem.code));
            }
        }
    }

    #[test]
    fn today_of_agrees_with_successors(unit in any_unit(), day in any_day()) {
        let units = Units::builtin();
        match units.today_of(unit.id, day) {
            Succeeds::Same(same) => prop_assert!(same == unit.id && unit.exists(day)),
            Succeeds::Whole(one) => {
                prop_assert!(units.get(one).unwrap().exists(day));
                let forward = units.successors(unit.id, day);
                let backward = units.predecessors(unit.id, day);
                let onward = forward == [Succession { unit: one, whole: true }];
                prop_assert!(onward || backward.iter().map(|s| s.unit).eq([one]));
            }
            Succeeds::Split(several) => {
                prop_assert!(several.len() > 1);
                prop_assert!(several.iter().all(|id| units.get(*id).unwrap().exists(day)));
            }
        }
    }

    #[test]
    fn communes_exist_on_the_day_asked_and_lie_inside(unit in any_unit(), day in any_day()) {
        let units = Units::builtin();
        let communes = units.communes(unit.id, day);
        prop_assert!(!communes.is_empty() || unit.level == Level::Nation);
        prop_assert!(communes.is_sorted());
        for commune in communes {
            prop_assert!(units.get(commune).unwrap().exists(day));
            prop_assert!(units.is_inside(commune, unit.id), "{} in {}", commune, unit.id);
        }
    }

    #[test]
    fn area_follows_the_day(unit in any_unit(), day in any_day()) {
        let area = Units::builtin().area(unit.id, day);
        if let Some(area) = area {
            prop_assert!(unit.exists(day) && area.period.contains(day));
            prop_assert!(!area.act.is_empty() && !area.verified);
        }
    }
}
