//! Under which standards a visit is evaluated, and where the law finds the household.

use ground::{Day, UnitId};
use law::{Answers, Area, Evaluation, Law, Setting, Standard, Territory};
use places::{Level, Succeeds, Units};

/// First day of the review window of 2026 (QĐ 24/2021/QĐ-TTg), from which one visit answers for the
/// standard of 2027 as well; as [`Day::number`].
pub const BOTH_ASKED_FROM: i64 = 20_260_901;

/// Standards asked for beside those in force, unless told otherwise.
pub fn asked_by_default(day: Day) -> &'static [&'static str] {
    if day.number() >= BOTH_ASKED_FROM { &["vn-2027"] } else { &[] }
}

/// Where and when the law sees a household of this commune on this day. A commune that did not exist on
/// the day is looked up by the one that held all of it then.
pub fn setting(units: &Units, unit: UnitId, day: Day) -> Setting {
    let unit = match units.today_of(unit, day) {
        Succeeds::Same(unit) | Succeeds::Whole(unit) => unit,
        Succeeds::Split(_) => unit,
    };
    let path = units.path(unit);
    let province = path.iter().find(|unit| unit.level == Level::Province);
    Setting {
        area: units.area(unit, day).map(|area| match area.value {
            places::Area::Rural => Area::Rural,
            places::Area::Urban => Area::Urban,
        }),
        region: units.region(unit, day).map(|region| region.value.as_str().to_lowercase()),
        province: province.and_then(|province| province.code.parse().ok()),
        day,
    }
}

/// The national standard in force on a day, the one official tables go by.
pub fn national_standard(law: &Law, day: Day) -> Option<&Standard> {
    law.standards_on(day).into_iter().find(|standard| standard.territory() == Territory::Nation)
}

/// Evaluates one visit under every standard in force on `day` for its place, and under the standards
/// named in `also`, in the order of their first days. A name the law does not know gives nothing.
pub fn evaluate_all(
    law: &Law,
    answers: &Answers,
    setting: &Setting,
    day: Day,
    also: &[&str],
) -> Vec<(String, Evaluation)> {
    let applies = |standard: &&Standard| {
        let here = match standard.territory() {
            Territory::Nation => true,
            Territory::Province(code) => setting.province == Some(code),
        };
        here && standard.period().contains(day) || also.contains(&standard.id())
    };
    let evaluated = law.standards().filter(applies);
    evaluated.map(|s| (s.id().to_owned(), s.evaluate(answers, setting))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::{Answer, Class};

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn one_visit_answers_for_two_standards_in_autumn_2026() {
        let law = Law::builtin().unwrap();
        let units = Units::builtin();
        let today = day("2026-11-23");
        let commune = units.by_code(Level::Commune, "05266", today).unwrap().id;
        let mut answers = Answers::new();
        answers.set(law.questionnaire(), "stated_income_score", Answer::Int(120)).unwrap();
        answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(40)).unwrap();
        let place = setting(units, commune, today);
        assert_eq!((place.area, place.province), (Some(Area::Rural), Some(25)));
        assert_eq!(place.region.as_deref(), Some("nt2"));
        let found = evaluate_all(&law, &answers, &place, today, asked_by_default(today));
        let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["vn-2022", "vn-2027"]);
        assert_eq!(found[0].1.class, Class::Poor);
        assert_eq!(national_standard(&law, today).unwrap().id(), "vn-2022");
        let spring = day("2026-03-01");
        let found = evaluate_all(&law, &answers, &place, spring, asked_by_default(spring));
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn the_old_township_was_urban_and_its_successor_is_rural() {
        let units = Units::builtin();
        let (before, after) = (day("2024-10-01"), day("2026-10-01"));
        let old = units.by_code(Level::Commune, "05266", before).unwrap().id;
        let then = setting(units, old, before);
        assert_eq!((then.area, then.province), (Some(Area::Urban), Some(17)));
        assert_eq!(setting(units, old, after).area, Some(Area::Rural));
    }
}
