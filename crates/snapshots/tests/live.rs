//! The snapshot says what the registry says, and follows it.

use access::Scope;
use fakes::{databases, day, moment};
use ground::{HouseholdId, Moment, UnitId};
use law::{Answer, Answers, Class, Law};
use measures::planes::{By, Cell, Pass, Scenario, Unit};
use places::{Level, Units};
use registry::figures::{Frame, Geography};
use registry::household::{self, Destination, NewHousehold, Sex};
use registry::person::{HEAD, NewPerson};
use registry::transitions::{self, Asked, Transitions};
use registry::visit::{self, NewVisit};
use snapshots::{Snapshots, Taken};
use std::sync::Arc;
use store::Database;
use store::seal::Seal;

fn officer() -> access::Actor {
    let units = Units::builtin();
    let commune = units.by_code(Level::Commune, "05266", day("2026-11-23")).unwrap().id;
    fakes::actor(access::Role::CommuneOfficer, commune)
}

async fn registered(database: &Database, moment: &mut Moment, head: &str) -> HouseholdId {
    let actor = officer();
    let new = new_household(actor.unit, head);
    let mut tx = database.begin().await.unwrap();
    let seal = Seal::new(&[7; 32]);
    let id =
        household::register(&mut tx, &actor, Units::builtin(), moment, &seal, &new).await.unwrap();
    tx.commit().await.unwrap();
    id
}

fn new_household(unit: UnitId, head: &str) -> NewHousehold {
    NewHousehold {
        unit,
        village: None,
        code: None,
        address: None,
        day: day("2026-01-05"),
        members: ["head", "spouse"]
            .map(|relation| NewPerson {
                name: format!("{head} {}", if relation == HEAD { "Dũng" } else { "Na" }),
                sex: Some(Sex::Male),
                birth_year: Some(1980),
                ethnicity: Some("Mường".to_owned()),
                relation: relation.to_owned(),
                ..NewPerson::default()
            })
            .into(),
        arrival: None,
    }
}

/// Records a visit with these scores and marks on the given version of the household.
async fn visited(
    database: &Database,
    law: &Law,
    moment: &mut Moment,
    id: HouseholdId,
    seen: (i64, &str),
    (income, lacking): (i64, i64),
) {
    recorded(database, law, moment, id, seen, &answers(law, income, lacking)).await;
}

/// A score, and the first so many indicators as lacking, the others as not.
fn answers(law: &Law, income: i64, lacking: i64) -> Answers {
    let mut answers = Answers::new();
    answers.set(law.questionnaire(), "stated_income_score", Answer::Int(income)).unwrap();
    mark(&mut answers, law, lacking);
    answers
}

/// Marks the first so many indicators as lacking, the others as not.
fn mark(answers: &mut Answers, law: &Law, lacking: i64) {
    let questions = law.questionnaire();
    for (at, indicator) in law.standard("vn-2022").unwrap().indicators().iter().enumerate() {
        let stated = format!("stated_{}", indicator.code);
        answers.set(questions, &stated, Answer::Bool((at as i64) < lacking)).unwrap();
    }
}

/// Records a visit with these answers.
async fn recorded(
    database: &Database,
    law: &Law,
    moment: &mut Moment,
    id: HouseholdId,
    (version, on): (i64, &str),
    answers: &Answers,
) {
    let new = new_visit(law, on, answers);
    let mut tx = database.begin().await.unwrap();
    let (actor, units) = (officer(), Units::builtin());
    let seen = (id, version);
    visit::record(&mut tx, law, &actor, units, moment, seen, &new, &["vn-2027"]).await.unwrap();
    tx.commit().await.unwrap();
}

fn new_visit(law: &Law, on: &str, answers: &Answers) -> NewVisit {
    let questions = law.questionnaire();
    NewVisit {
        source: "form",
        day: day(on),
        reviewer: None,
        answers: answers.to_json(questions),
        source_key: None,
        stated_class: None,
    }
}

fn classes(taken: &Taken, law: &Law) -> (u64, u64, u64) {
    let scenario = Scenario::of_standard(law, "vn-2022", day("2026-10-02")).unwrap();
    let figures = taken.planes.measure(&scenario.without_rule("average"), Pass::default()).unwrap();
    let total = figures.total();
    let class = |class, by| total.tally().class(class, by);
    (
        class(Class::Poor, By::Household),
        class(Class::NearPoor, By::Household),
        class(Class::Poor, By::Person),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_in_the_registry_shows_at_the_next_question() {
    let law = Arc::new(Law::builtin().unwrap());
    let today = day("2026-11-23");
    for database in databases().await {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("sổ");
        let snapshots =
            Snapshots::new(database.clone(), Arc::clone(&law), Units::builtin(), stem.clone());
        let (empty, _) = snapshots.current(today).await.unwrap();
        assert_eq!((empty.planes.households(), classes(&empty, &law)), (0, (0, 0, 0)));

        let mut moment = moment(1);
        let poor = registered(&database, &mut moment, "Bùi").await;
        let near = registered(&database, &mut moment, "Quách").await;
        visited(&database, &law, &mut moment, poor, (1, "2026-10-02"), (120, 4)).await;
        visited(&database, &law, &mut moment, near, (1, "2026-10-02"), (130, 2)).await;
        let mut later = ground::Clock::fixed(day("2026-11-24")).moment();
        let (taken, fresh) = snapshots.current(today).await.unwrap();
        assert!(fresh);
        assert_eq!((taken.planes.households(), classes(&taken, &law)), (2, (1, 1, 2)));

        let behind = |taken: &Taken, class| -> Vec<HouseholdId> {
            let scenario = Scenario::of_standard(&law, "vn-2022", today).unwrap();
            let scenario = scenario.without_rule("average");
            let cell = Cell {
                before: Some(class),
                after: None,
                indicator: None,
                ethnicity: None,
                units: Vec::new(),
            };
            let units: &[Unit] = taken.planes.units();
            let rows = taken.planes.behind(&scenario, &scenario, &cell).unwrap();
            rows.map(|(unit, row)| taken.household(&units[unit], row).unwrap()).collect()
        };
        assert_eq!(behind(&taken, Class::Poor), [poor]);
        assert_eq!(behind(&taken, Class::NearPoor), [near]);

        visited(&database, &law, &mut later, near, (2, "2026-10-20"), (130, 3)).await;
        let (newer, _) = snapshots.current(today).await.unwrap();
        assert_eq!(classes(&newer, &law), (2, 0, 4));
        assert_eq!(classes(&taken, &law), (1, 1, 2), "who still holds the old one reads it on");
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(left, 0, "nothing of it stays behind on the disk");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_known_by_its_scores_alone_has_a_class() {
    let law = Arc::new(Law::builtin().unwrap());
    let today = day("2026-11-23");
    for database in databases().await {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("sổ");
        let snapshots = Snapshots::new(database.clone(), Arc::clone(&law), Units::builtin(), stem);
        let mut moment = moment(1);
        for (head, points) in [("Bùi", 40), ("Quách", 20), ("Đinh", 30)] {
            let id = registered(&database, &mut moment, head).await;
            let mut answers = Answers::new();
            for (question, score) in
                [("stated_income_score", 120), ("stated_deprivation_score", points)]
            {
                answers.set(law.questionnaire(), question, Answer::Int(score)).unwrap();
            }
            recorded(&database, &law, &mut moment, id, (1, "2026-10-02"), &answers).await;
        }
        let (taken, _) = snapshots.current(today).await.unwrap();
        assert_eq!(classes(&taken, &law), (2, 1, 4));
        // An income counts where there is no score, and only against the line in đồng.
        let id = registered(&database, &mut moment, "Hà").await;
        let mut answers = Answers::new();
        mark(&mut answers, &law, 5);
        answers
            .set(law.questionnaire(), "monthly_income_per_head", Answer::Int(1_600_000))
            .unwrap();
        recorded(&database, &law, &mut moment, id, (1, "2026-10-02"), &answers).await;
        let (taken, _) = snapshots.current(today).await.unwrap();
        assert_eq!(classes(&taken, &law), (2, 1, 4));
        let scenario = Scenario::of_standard(&law, "vn-2022", today).unwrap();
        let raised = scenario.without_rule("average").with_value("income_line", None, 1_600_000);
        let figures = taken.planes.measure(&raised, Pass::default()).unwrap();
        assert_eq!(figures.total().tally().class(Class::Poor, By::Household), 3);
        // With four needed, who lacks three is out, whichever three they are.
        let scenario = Scenario::of_standard(&law, "vn-2022", today).unwrap();
        let scenario = scenario.without_rule("average").with_value("deprivations_min", None, 4);
        let figures = taken.planes.measure(&scenario, Pass::default()).unwrap();
        assert_eq!(figures.total().tally().class(Class::Poor, By::Household), 1);
        assert_eq!(figures.total().tally().class(Class::NearPoor, By::Household), 2);
    }
}

/// The province of the officer's commune.
fn province() -> UnitId {
    let units = Units::builtin();
    let path = units.path(officer().unit);
    path.iter().find(|unit| unit.level == Level::Province).unwrap().id
}

fn communes_of_one_province() -> Vec<UnitId> {
    let communes = Units::builtin().communes(province(), day("2026-11-23"));
    communes.into_iter().take(3).collect()
}

/// Everything that a snapshot says: each unit with its ids, its figures, and what became of everybody
/// since the year before.
fn said(taken: &Taken, law: &Law) -> (Vec<(Unit, Vec<HouseholdId>)>, String, Transitions) {
    let units = taken.planes.units().iter().enumerate().map(|(at, unit)| {
        let rows = 0..taken.planes.unit_households(at);
        (*unit, rows.map(|row| taken.household(unit, row).unwrap()).collect())
    });
    let scenario = Scenario::of_standard(law, "vn-2022", day("2026-10-02")).unwrap();
    let scenario = scenario.without_rule("average");
    let pass = Pass { ethnicity: true, ..Pass::default() };
    let figures = taken.planes.measure(&scenario, pass).unwrap();
    let found = taken.timelines.transitions(Units::builtin(), &there(), since_last_year());
    (units.collect(), format!("{:?}", figures.total()), found)
}

fn since_last_year() -> Asked {
    let (from, to) = (day("2025-12-31"), day("2026-11-23"));
    Asked { from, to, known: to, by: transitions::By::Unit }
}

fn there() -> Frame<'static> {
    let (units, on) = (Units::builtin(), day("2026-11-23"));
    let scope = Scope::Communes(communes_of_one_province());
    Frame::new(units, &scope, Level::Commune, Geography::AsThen, on)
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_over_what_did_not_change_gives_the_same_as_reading_everything() {
    let law = Arc::new(Law::builtin().unwrap());
    let (today, units) = (day("2026-11-23"), Units::builtin());
    let seal = Seal::new(&[7; 32]);
    let places = communes_of_one_province();
    let actor = access::Actor::program("test");
    for (seed, database) in (1..).zip(databases().await) {
        let folder = tempfile::tempdir().unwrap();
        let fresh = |name: &str| {
            let stem = folder.path().join(name);
            Snapshots::new(database.clone(), Arc::clone(&law), units, stem)
        };
        let kept = fresh("kept");
        kept.current(today).await.unwrap();
        let mut moment = moment(seed);
        let mut open: Vec<HouseholdId> = Vec::new();
        let (mut taken_over, mut steps) = (0, 0);
        while steps < 60 {
            let mut tx = database.begin().await.unwrap();
            let which = if open.is_empty() { 0 } else { moment.below(6) };
            let at = moment.below(open.len().max(1) as u64) as usize;
            let version = match open.get(at) {
                Some(id) => household::by_id(&mut tx, *id).await.unwrap().unwrap().0.version,
                None => 0,
            };
            match which {
                0 | 1 => {
                    let place = places[moment.below(3) as usize];
                    let new = new_household(place, "Hà");
                    let id = household::register(&mut tx, &actor, units, &mut moment, &seal, &new);
                    open.push(id.await.unwrap());
                }
                2 | 3 => {
                    let lacking = moment.below(6) as i64;
                    let income = 100 + moment.below(60) as i64;
                    let (household, new) =
                        (open[at], new_visit(&law, "2026-10-02", &answers(&law, income, lacking)));
                    let seen = (household, version);
                    let asked = ["vn-2027"];
                    visit::record(&mut tx, &law, &actor, units, &mut moment, seen, &new, &asked)
                        .await
                        .unwrap();
                }
                _ => {
                    let now = household::by_id(&mut tx, open[at]).await.unwrap().unwrap().0.unit;
                    let unit = places[moment.below(3) as usize];
                    let away = unit == now;
                    let to = if away {
                        Destination::Away(None)
                    } else {
                        Destination::Commune { unit, village: None }
                    };
                    let on = day(if away { "2026-11-20" } else { "2026-11-01" });
                    let seen = (open[at], version);
                    household::relocate(&mut tx, &actor, units, &mut moment, seen, &to, on, None)
                        .await
                        .unwrap();
                    if away {
                        open.remove(at);
                    }
                }
            }
            tx.commit().await.unwrap();
            steps += 1;
            // Sometimes several changes come before the next question.
            if moment.below(3) > 0 {
                let (kept, _) = kept.current(today).await.unwrap();
                let whole = fresh("whole").current(today).await.unwrap().0;
                let all = said(&kept, &law);
                assert_eq!(all, said(&whole, &law), "after {steps} changes");
                let mut tx = database.read().await.unwrap();
                let read =
                    transitions::transitions(&mut tx, units, &there(), since_last_year()).await;
                assert_eq!(all.2, read.unwrap(), "after {steps} changes");
                tx.rollback().await.unwrap();
                assert_eq!(kept.as_of(), whole.as_of());
                taken_over += usize::from(kept.units_read < kept.planes.units().len());
            }
        }
        assert!(taken_over > 10, "units were taken over {taken_over} times only");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_standard_in_force_makes_another_snapshot() {
    let law = Arc::new(Law::builtin().unwrap());
    for database in databases().await {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("sổ");
        let snapshots = Snapshots::new(database.clone(), Arc::clone(&law), Units::builtin(), stem);
        for (on, standard) in [("2026-12-31", "vn-2022"), ("2027-01-01", "vn-2027")] {
            let (taken, newest) = snapshots.current(day(on)).await.unwrap();
            let lacking = taken.timelines.deprivations(&there(), day(on), standard);
            assert!(newest && lacking.is_some(), "{on}");
        }
    }
}

#[tokio::test]
async fn every_statement_is_one_on_both_engines() {
    fakes::prepare_all(&snapshots::statements()).await;
}
