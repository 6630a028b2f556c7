//! The old district Lạc Sơn in small: a few households in each of its communes, written through the
//! batch, with statuses on both sides of the reform of 1 July 2025.

use access::Actor;
use ground::{Day, HouseholdId, Moment, UnitId, VisitId};
use law::{Class, Evaluation, Law, Truth};
use places::{Level, Succeeds, Units};
use registry::batch::{Batch, Recorded};
use registry::figures::Geography;
use registry::household::{Groups, Household, Sex};
use registry::status::{Basis, Ended, Interval, Movement, Timeline};
use registry::visit::{Extract, Visit};
use reports::{Basis as Grounds, Layouts, Request, Table};
use store::{Database, Value};

pub(crate) use fakes::day;

store::statements! {
    RESIDENT = "test.resident": "INSERT INTO resident (unit_id, year, households, persons, \
        minority_households, minority_persons, source) VALUES ($1, $2, $3, $4, $5, $6, 'test')";
}

pub(crate) fn units() -> &'static Units {
    Units::builtin()
}

pub(crate) fn law() -> &'static Law {
    static LAW: std::sync::LazyLock<Law> = std::sync::LazyLock::new(|| Law::builtin().unwrap());
    &LAW
}

pub(crate) fn grounds() -> Grounds<'static> {
    Grounds { law: law(), layouts: Layouts::builtin(), units: units() }
}

/// The old district.
pub(crate) fn district() -> UnitId {
    units().by_code(Level::District, "157", day("2024-01-01")).unwrap().id
}

/// Its communes before the reform, in order of code.
pub(crate) fn old_communes() -> Vec<UnitId> {
    units().communes(district(), day("2024-01-01"))
}

/// The commune that an old one became part of.
pub(crate) fn today_of(old: UnitId) -> UnitId {
    match units().today_of(old, day("2026-11-23")) {
        Succeeds::Same(unit) | Succeeds::Whole(unit) => unit,
        Succeeds::Split(parts) => parts[0],
    }
}

/// The year 2026, by commune, on the map of its last day.
pub(crate) fn asked(report: u8) -> Request {
    Request::new(report, district(), day("2026-01-01"), day("2026-11-23"))
}

/// The same on the map of before the reform.
pub(crate) fn historic(report: u8) -> Request {
    Request { geography: Geography::AsOf(day("2025-06-30")), ..asked(report) }
}

pub(crate) async fn drawn(database: &Database, request: &Request) -> Table {
    let mut tx = database.begin().await.unwrap();
    let actor = Actor::program("test");
    let table = reports::table(&mut tx, grounds(), &actor, request).await.unwrap();
    tx.rollback().await.unwrap();
    table
}

/// Enters the residents of a unit in a year.
pub(crate) async fn residents(database: &Database, unit: UnitId, year: i64, households: i64) {
    let mut tx = database.begin().await.unwrap();
    let minority = households * 4 / 5;
    let mut values: Vec<Value> = vec![unit.into()];
    values.extend([year, households, households * 4, minority, minority * 4].map(Value::from));
    tx.execute(&RESIDENT, values).await.unwrap();
    tx.commit().await.unwrap();
}

/// Fills the database with `per_commune` households in each of the first `communes` old communes.
pub(crate) async fn settle(database: &Database, seed: u64, communes: usize, per_commune: usize) {
    let mut moment = fakes::moment(seed);
    let mut batch = Batch::default();
    for old in old_communes().into_iter().take(communes) {
        for at in 0..per_commune {
            household(&mut batch, &mut moment, old, at);
        }
    }
    let mut tx = database.begin().await.unwrap();
    batch.write(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

fn pick<T: Copy>(moment: &mut Moment, from: &[T]) -> T {
    from[usize::try_from(moment.below(from.len() as u64)).unwrap()]
}

fn household(batch: &mut Batch, moment: &mut Moment, old: UnitId, at: usize) {
    const CLASSES: [Class; 6] = [
        Class::Poor,
        Class::Poor,
        Class::NearPoor,
        Class::AverageLiving,
        Class::NotPoor,
        Class::Undetermined,
    ];
    let (id, visit) = (HouseholdId(moment.id()), VisitId(moment.id()));
    let new = today_of(old);
    let ethnicity = pick(moment, &[Some("Mường"), Some("Mường"), Some("Kinh"), Some("Thái"), None]);
    let bits = |moment: &mut Moment, count: u32| i64::try_from(moment.below(1 << count)).unwrap();
    let mut groups = Groups(bits(moment, 4));
    groups = groups.and_if(ethnicity.is_some_and(|name| name != "Kinh"), Groups::MINORITY);
    let mut timeline = Timeline::default();
    let days = ["2022-01-01", "2024-12-01", "2025-12-01", "2026-06-01"];
    for (position, from) in days.into_iter().enumerate() {
        if position > 0 && moment.below(3) == 0 {
            continue;
        }
        let unit = if position < 2 { old } else { new };
        let size = 1 + i64::try_from(moment.below(6)).unwrap();
        let class = pick(moment, &CLASSES);
        timeline.record(interval(day(from), class, size, unit, visit)).unwrap();
    }
    if moment.below(8) == 0 {
        let how = pick(moment, &[Ended::Died, Ended::Moved, Ended::Merged]);
        timeline.end(day("2026-09-01"), how).unwrap();
    }
    let last = timeline.latest().unwrap();
    let children = (moment.below(5) > 0).then(|| bits(moment, 2));
    let seen = Visit {
        id: visit,
        household: id,
        unit: old,
        day: day("2022-01-01"),
        source: "form",
        source_key: None,
        import: None,
        reviewer: None,
        answers: "{}".to_owned(),
        extract: Extract {
            members: last.members,
            groups,
            causes: bits(moment, 8),
            needs: bits(moment, 6),
            children,
            children_health: children.map(|count| count / 2),
            children_education: children.map(|count| count / 3),
        },
        stated_class: None,
    };
    let household = Household {
        id,
        province: units().path(last.unit)[1].id,
        unit: new,
        unit_before: Some(old),
        village: None,
        code: None,
        head: format!("Chủ hộ {at}"),
        head_sex: Some(Sex::Male),
        ethnicity: ethnicity.map(str::to_owned),
        members: last.members,
        groups,
        address: None,
        class: last.class,
        class_since: last.from,
        visit: Some(visit),
        opened: day("2022-01-01"),
        closed: last.to,
        closed_why: last.ended.map(|ended| ended.as_str().to_owned()),
        version: 1,
    };
    batch.household(&household);
    batch.visit(&seen, Recorded { at: moment.now(), by: None });
    if moment.below(10) > 0 {
        let (deprived, open) = (moment.below(1 << 12), moment.below(1 << 12));
        let evaluation = evaluated(last.class, deprived, 0xfff & !(open & !deprived));
        batch.evaluation(visit, "vn-2022", law().fingerprint(), &evaluation);
    }
    batch.timeline(id, timeline.intervals());
}

fn evaluated(class: Class, deprived: u64, known: u64) -> Evaluation {
    Evaluation {
        class,
        income_low: Truth::True,
        income_score: None,
        deprived: u32::try_from(deprived).unwrap(),
        known: u32::try_from(known).unwrap(),
        low: u8::try_from(deprived.count_ones()).unwrap(),
        high: u8::try_from(deprived.count_ones() + 12 - known.count_ones()).unwrap(),
        unverified: false,
    }
}

fn interval(from: Day, class: Class, members: i64, unit: UnitId, visit: VisitId) -> Interval {
    Interval {
        from,
        to: None,
        class,
        movement: Movement::First,
        members,
        unit,
        standard: Some("vn-2022".to_owned()),
        basis: Basis::Decision,
        visit: Some(visit),
        ended: None,
    }
}
