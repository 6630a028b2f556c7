//! The columns say what the registry's own statements say, for any histories, days, places and maps.

use access::Scope;
use fakes::{databases, day, moment};
use ground::{Day, HouseholdId, Moment, UnitId, VisitId};
use law::{Answer, Answers, Class, Law};
use places::{Level, Succeeds, Units};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry::batch::{Batch, Recorded};
use registry::due::followed;
use registry::figures::{self, Frame, Geography};
use registry::household::{Groups, Household, Sex};
use registry::poverty::{self, Judged};
use registry::status::{Basis, Ended, Interval, Movement, Timeline, movement};
use registry::transitions::{Asked, Behind, By, End, YEARS, households, transitions};
use registry::visit::{Visit, extract};
use snapshots::{Snapshots, Taken};
use std::sync::Arc;
use store::Database;

const TODAY: &str = "2026-11-23";

/// One status: how many days after the one before, class, members, place.
type Step = (i64, Class, i64, usize);

/// A household: its statuses, how it ended (days after the last status), how it began, what else is known
/// of it, and its visits: how many days ago, and how many indicators each says it lacks.
#[derive(Debug, Clone)]
struct History {
    steps: Vec<Step>,
    end: Option<i64>,
    began: u8,
    lives: usize,
    before: Option<usize>,
    sex: u8,
    ethnicity: u8,
    visits: Vec<(i64, i64)>,
}

fn histories() -> impl Strategy<Value = Vec<History>> {
    let step = (1_i64..500, proptest::sample::select(&Class::ALL[..]), 1_i64..9, 0_usize..PLACES);
    let one = (
        (
            proptest::collection::vec(step, 0..7),
            proptest::option::weighted(0.2, 0_i64..300),
            0_u8..4,
        ),
        (0_usize..3, proptest::option::of(0_usize..PLACES), 0_u8..3, 0_u8..3),
        proptest::collection::vec((0_i64..1_500, 0_i64..6), 0..4),
    );
    let one = one.prop_map(|((steps, end, began), (lives, before, sex, ethnicity), visits)| {
        History { steps, end, began, lives, before, sex, ethnicity, visits }
    });
    proptest::collection::vec(one, 200)
}

/// How many [`places`] there are.
const PLACES: usize = 7;

/// Three communes of today (two of one province, one that a split commune went into), what they were made
/// of, and the commune that was split.
fn places() -> [UnitId; PLACES] {
    let (units, today, old) = (Units::builtin(), day(TODAY), day("2024-01-01"));
    let commune = |code| units.by_code(Level::Commune, code, today).unwrap().id;
    let before = |unit: UnitId| units.predecessors(unit, day("2025-06-30"))[0].unit;
    let [a, b] = [commune("05266"), commune("05287")];
    let split = units.communes(UnitId::NATION, old);
    let mut split = split.into_iter().filter_map(|unit| match units.today_of(unit, today) {
        Succeeds::Split(parts) if parts.len() > 1 => Some((unit, parts)),
        _ => None,
    });
    let (split, parts) = split.next().expect("some commune was split");
    [a, b, parts[0], parts[1], before(a), before(b), split]
}

fn interval(from: Day, class: Class, members: i64, unit: UnitId) -> Interval {
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

fn put(history: &History, law: &Law, batch: &mut Batch, moment: &mut Moment) {
    let (units, places) = (Units::builtin(), places());
    let unit = places[history.lives];
    let path = units.path(unit);
    let province = path.iter().find(|unit| unit.level == Level::Province).unwrap().id;
    let mut household = Household {
        id: HouseholdId(moment.id()),
        province,
        unit,
        unit_before: history.before.map(|at| places[at]),
        village: None,
        code: None,
        head: "Bùi Văn A".to_owned(),
        head_sex: [None, Some(Sex::Male), Some(Sex::Female)][usize::from(history.sex)],
        ethnicity: [None, Some("Kinh"), Some("Mường")][usize::from(history.ethnicity)]
            .map(str::to_owned),
        members: 1,
        groups: Groups::default(),
        address: None,
        class: Class::Undetermined,
        class_since: day("2022-01-01"),
        visit: None,
        opened: day("2022-01-01"),
        closed: None,
        closed_why: None,
        version: 1,
    };
    let visit = |(ago, lacking): &(i64, i64)| {
        (day(TODAY).plus_days(-ago), VisitId(moment.id()), marks(law, *lacking))
    };
    let mut visits: Vec<(Day, VisitId, Answers)> = history.visits.iter().map(visit).collect();
    visits.sort_by_key(|(day, id, _)| (*day, *id));
    let mut line = Timeline::default();
    let mut on = day("2021-12-31");
    for (at, (later, class, members, place)) in history.steps.iter().enumerate() {
        on = on.plus_days(*later);
        let mut next = interval(on, *class, *members, places[*place]);
        next.visit = visits.last().map(|(_, id, _)| *id);
        if at == 0 && history.began > 0 {
            next.movement = [Movement::SplitOff, Movement::MovedIn, Movement::Resized]
                [usize::from(history.began) - 1];
        }
        line.record(next).unwrap();
        household.class = *class;
    }
    if let (Some(end), false) = (history.end, history.steps.is_empty()) {
        line.end(on.plus_days(end), Ended::Moved).unwrap();
        household.closed = Some(on.plus_days(end));
    }
    for (on, id, answers) in visits {
        let questions = law.questionnaire();
        let visit = Visit {
            id,
            household: household.id,
            unit,
            day: on,
            source: "import",
            source_key: None,
            import: None,
            reviewer: None,
            answers: answers.to_json(questions),
            extract: extract(questions, &answers, None, None, on),
            stated_class: None,
        };
        batch.visit(&visit, Recorded { at: moment.now(), by: None });
        let setting = registry::setting(units, unit, on);
        for (standard, found) in registry::evaluate_all(law, &answers, &setting, on, &[]) {
            batch.evaluation(id, &standard, law.fingerprint(), &found);
        }
        household.visit = Some(id);
    }
    batch.household(&household);
    batch.timeline(household.id, line.intervals());
}

/// The first so many indicators as lacking, the next four as not, the others not known.
fn marks(law: &Law, lacking: i64) -> Answers {
    let mut answers = Answers::new();
    let indicators = law.standard("vn-2022").unwrap().indicators();
    for (at, one) in indicators.iter().enumerate().take(lacking as usize + 4) {
        let stated = format!("stated_{}", one.code);
        let lacks = Answer::Bool((at as i64) < lacking);
        answers.set(law.questionnaire(), &stated, lacks).unwrap();
    }
    answers
}

async fn check(database: &Database, taken: &Taken, law: &Law, frame: &Frame<'_>, asked: Asked) {
    let (units, columns) = (Units::builtin(), &taken.timelines);
    let mut tx = database.read().await.unwrap();
    let read = transitions(&mut tx, units, frame, asked).await.unwrap();
    assert_eq!(columns.transitions(units, frame, asked), read, "{asked:?}");
    let groups: Vec<_> = std::iter::once(None).chain(read.groups.keys().map(Some)).collect();
    let (poor, all) = ([End::Here(Class::Poor)], End::ALL);
    let behind = [
        Behind::Moved(&poor, &all),
        Behind::Moved(&all, &poor),
        Behind::Moved(&all, &[End::Elsewhere, End::Absent]),
        Behind::Exited,
        Behind::Again,
        Behind::Watched,
        Behind::Poor(0),
        Behind::Poor(1),
        Behind::Poor(YEARS),
    ];
    for group in groups {
        // Every number of the whole, and one of each kind of every group.
        let numbers = behind.iter().skip(if group.is_some() { 2 } else { 0 });
        for number in numbers.step_by(if group.is_some() { 3 } else { 1 }).copied() {
            let listed = households(&mut tx, units, frame, asked, group, number).await.unwrap();
            let found = columns.behind(units, frame, asked, group, number);
            assert_eq!(found, listed, "{number:?} of {group:?}, {asked:?}");
        }
    }
    for (on, standard) in [(asked.from, "vn-2027"), (asked.to, "vn-2022"), (asked.to, "vn-2016")] {
        let asked = poverty::Asked { day: on, standard, by: asked.by };
        let read = poverty::patterns(&mut tx, units, frame, asked).await.unwrap();
        assert_eq!(columns.patterns(units, frame, asked), read, "{asked:?}");
        let wanted = |judged: &Judged| judged.class == Some(Class::Poor) || judged.deprived > 3;
        for group in std::iter::once(None).chain(read.keys().map(Some)) {
            let listed = poverty::households(&mut tx, units, frame, asked, group, wanted).await;
            let found = columns.said(units, frame, asked, group, wanted);
            assert_eq!(found, listed.unwrap(), "{group:?} of {asked:?}");
        }
    }
    for on in [asked.from, asked.to] {
        let read = figures::tally(&mut tx, frame, on).await.unwrap();
        assert_eq!(columns.tally(frame, on), read);
    }
    let read = movement(&mut tx, frame, asked.from, asked.to).await.unwrap();
    assert_eq!(columns.movement(frame, asked.from, asked.to), read, "{asked:?}");
    let today = day(TODAY);
    for standard in ["vn-2022", "vn-2027"] {
        let read = figures::deprivations(&mut tx, frame, today, standard).await.unwrap();
        let found = columns.deprivations(frame, today, standard);
        assert_eq!(found, (standard == "vn-2022").then_some(read));
    }
    let read = followed(&mut tx, frame, law, today).await.unwrap();
    let mut found = columns.followed(frame, law, today);
    let sorted = |mut ids: Vec<HouseholdId>| {
        ids.sort_unstable();
        ids
    };
    found.unvisited = sorted(found.unvisited);
    let read = registry::due::Followed { unvisited: sorted(read.unvisited), ..read };
    assert_eq!(found, read);
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_and_statements_find_the_same_on_both_engines() {
    let law = Arc::new(Law::builtin().unwrap());
    let (units, today) = (Units::builtin(), day(TODAY));
    let mut runner = TestRunner::deterministic();
    let places = places();
    for database in databases().await {
        let (mut batch, mut moment) = (Batch::default(), moment(5));
        for history in &histories().new_tree(&mut runner).unwrap().current() {
            put(history, &law, &mut batch, &mut moment);
        }
        let mut tx = database.begin().await.unwrap();
        batch.write(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("sổ");
        let snapshots = Snapshots::new(database.clone(), Arc::clone(&law), units, stem);
        let (taken, _) = snapshots.current(today).await.unwrap();
        assert_eq!(taken.timelines.households(), 200);
        for (from, to, by, map) in [
            ("2022-06-30", "2023-06-30", By::Unit, "2026-11-23"),
            ("2022-12-31", "2026-11-23", By::Sex, "2026-11-23"),
            ("2022-12-31", "2025-12-31", By::Ethnicity, "2022-12-31"),
            ("2024-02-01", "2024-02-01", By::Unit, "2024-02-01"),
            ("2023-02-01", "2025-12-31", By::Area, "2023-02-01"),
            ("2021-01-01", "2026-11-23", By::Unit, "2021-01-01"),
        ] {
            let asked = Asked { from: day(from), to: day(to), known: today, by };
            let map = Geography::AsOf(day(map));
            for (scope, level) in [
                (Scope::Communes(vec![places[0], places[2], places[3]]), Level::Commune),
                (Scope::Communes(places.to_vec()), Level::Province),
            ] {
                let frame = Frame::new(units, &scope, level, map, asked.to);
                check(&database, &taken, &law, &frame, asked).await;
            }
        }
    }
}
