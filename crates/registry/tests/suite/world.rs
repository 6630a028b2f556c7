//! Lạc Sơn in small: a few communes, officers, and households written through the batch.

use access::{Actor, Role};
use ground::{Day, HouseholdId, Moment, PersonId, UnitId, VisitId, fold};
use law::{Answer, Answers, Class, Law};
use places::{Level, Units};
use registry::batch::{Batch, Recorded};
use registry::household::{Groups, Household, NewHousehold, Sex};
use registry::person::{HEAD, NewPerson, Person};
use registry::status::{Basis, Interval, Movement, Timeline};
use registry::visit::{Visit, extract};
use store::Database;
use store::seal::Seal;

pub(crate) use fakes::day;

pub(crate) fn units() -> &'static Units {
    Units::builtin()
}

/// The commune with this code today.
pub(crate) fn commune(code: &str) -> UnitId {
    units().by_code(Level::Commune, code, day("2026-11-23")).unwrap().id
}

/// The commune that had this code before the reform of 2025.
pub(crate) fn old_commune(code: &str) -> UnitId {
    units().by_code(Level::Commune, code, day("2024-01-01")).unwrap().id
}

/// The province of today's Lạc Sơn.
pub(crate) fn province() -> UnitId {
    units().by_code(Level::Province, "25", day("2026-11-23")).unwrap().id
}

pub(crate) fn officer(unit: UnitId) -> Actor {
    fakes::actor(Role::CommuneOfficer, unit)
}

pub(crate) fn seal() -> Seal {
    Seal::new(&[7; 32])
}

pub(crate) fn person(name: &str, sex: Sex, year: i32, relation: &str) -> NewPerson {
    NewPerson {
        name: name.to_owned(),
        sex: Some(sex),
        birth_year: Some(year),
        ethnicity: Some("Mường".to_owned()),
        relation: relation.to_owned(),
        ..NewPerson::default()
    }
}

/// A couple and their child, as somebody registers them.
pub(crate) fn family(unit: UnitId, head: &str, since: &str) -> NewHousehold {
    NewHousehold {
        unit,
        village: Some("Xóm Bui".to_owned()),
        code: Some("HB-001".to_owned()),
        address: None,
        day: day(since),
        members: vec![
            person(head, Sex::Male, 1980, HEAD),
            person("Quách Thị Na", Sex::Female, 1983, "spouse"),
            person("Bùi Thị Bé", Sex::Female, 2015, "child"),
        ],
        arrival: None,
    }
}

/// Answers that give scores only, as an imported list does.
pub(crate) fn scores(law: &Law, a: i64, b: i64) -> Answers {
    let mut answers = Answers::new();
    answers.set(law.questionnaire(), "stated_income_score", Answer::Int(a)).unwrap();
    answers.set(law.questionnaire(), "stated_deprivation_score", Answer::Int(b)).unwrap();
    answers
}

/// An interval of status.
pub(crate) fn interval(from: Day, class: Class, members: i64, unit: UnitId) -> Interval {
    Interval {
        from,
        to: None,
        class,
        movement: Movement::Confirmed,
        members,
        unit,
        standard: None,
        basis: Basis::Stated,
        visit: None,
        ended: None,
    }
}

/// A household written straight through the batch, with its timeline and one member, the head.
pub(crate) struct Draft {
    pub(crate) household: Household,
    pub(crate) timeline: Timeline,
}

impl Draft {
    pub(crate) fn new(unit: UnitId, head: &str, moment: &mut Moment) -> Draft {
        let household = Household {
            id: HouseholdId(moment.id()),
            province: province(),
            unit,
            unit_before: None,
            village: None,
            code: None,
            head: head.to_owned(),
            head_sex: Some(Sex::Male),
            ethnicity: Some("Mường".to_owned()),
            members: 1,
            groups: Groups::MINORITY,
            address: None,
            class: Class::Undetermined,
            class_since: day("2022-01-01"),
            visit: None,
            opened: day("2022-01-01"),
            closed: None,
            closed_why: None,
            version: 1,
        };
        Draft { household, timeline: Timeline::default() }
    }

    pub(crate) fn status(mut self, from: &str, class: Class, members: i64, unit: UnitId) -> Draft {
        self.timeline.record(interval(day(from), class, members, unit)).unwrap();
        (self.household.class, self.household.members) = (class, members);
        self
    }

    pub(crate) fn before(mut self, unit: UnitId) -> Draft {
        self.household.unit_before = Some(unit);
        self
    }

    pub(crate) fn put(&self, batch: &mut Batch, moment: &mut Moment) {
        let h = &self.household;
        batch.household(h);
        batch.timeline(h.id, self.timeline.intervals());
        let head = Person {
            id: PersonId(moment.id()),
            household: h.id,
            name: h.head.clone(),
            sex: h.head_sex,
            birth_day: None,
            birth_year: Some(1980),
            ethnicity: h.ethnicity.clone(),
            relation: HEAD.to_owned(),
            sealed_id: None,
            id_index: None,
            joined: h.opened,
            gone: None,
            gone_why: None,
        };
        assert_eq!(fold(&head.name), registry::person::search_keys(&head.name).0);
        batch.person(&head, h.province, h.unit);
    }
}

/// A visit with its evaluations, behind the latest status of the household.
pub(crate) fn visited(
    draft: &mut Draft,
    batch: &mut Batch,
    law: &Law,
    answers: &Answers,
    on: &str,
    moment: &mut Moment,
) -> VisitId {
    let h = &mut draft.household;
    let on = day(on);
    let visit = Visit {
        id: VisitId(moment.id()),
        household: h.id,
        unit: h.unit,
        day: on,
        source: "import",
        source_key: None,
        import: None,
        reviewer: None,
        answers: answers.to_json(law.questionnaire()),
        extract: extract(law.questionnaire(), answers, h.ethnicity.as_deref(), h.head_sex, on),
        stated_class: None,
    };
    batch.visit(&visit, recorded(moment));
    let setting = registry::setting(units(), h.unit, on);
    for (standard, evaluation) in registry::evaluate_all(law, answers, &setting, on, &[]) {
        batch.evaluation(visit.id, &standard, law.fingerprint(), &evaluation);
    }
    h.visit = Some(visit.id);
    let mut line = Timeline::default();
    for mut interval in draft.timeline.intervals().iter().cloned() {
        interval.visit = Some(visit.id);
        line.record(interval).unwrap();
    }
    draft.timeline = line;
    visit.id
}

pub(crate) fn recorded(moment: &Moment) -> Recorded {
    Recorded { at: moment.now(), by: None }
}

pub(crate) async fn write(database: &Database, batch: &mut Batch) {
    let mut tx = database.begin().await.unwrap();
    batch.write(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
