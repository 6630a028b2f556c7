//! What a filled database holds agrees with itself, with the law and with the official tables.

use std::collections::HashMap;

use access::Scope;
use demonstration::{SPECIMENS, Size, fill};
use fakes::{TestDatabase, databases, day};
use ground::{Day, UnitId};
use law::{Answers, Class, Law, LoadOptions};
use places::{Level, Units};
use registry::figures::{Frame, Geography};
use registry::{asked_by_default, evaluate_all, setting};
use store::{Row, seal::Seal};

store::statements! {
    VISITS = "demonstration.test.visits": "SELECT id, unit_id, day, answers, stated_class, members FROM visit";
    EVALUATIONS = "demonstration.test.evaluations":
        "SELECT visit_id, standard, class, score, deprived, known, low, high, unverified, law FROM evaluation";
    STATUSES = "demonstration.test.statuses":
        "SELECT s.household_id, s.from_day, s.to_day, s.class, s.members, s.ended, h.class, h.class_since,
           h.members, h.closed, h.opened
         FROM status s JOIN household h ON h.id = s.household_id ORDER BY s.household_id, s.from_day";
    DECIDED = "demonstration.test.decided":
        "SELECT s.class, v.stated_class FROM status s JOIN visit v ON v.id = s.visit_id";
    MEMBERS = "demonstration.test.members":
        "SELECT h.members, (SELECT COUNT(*) FROM person p WHERE p.household_id = h.id AND p.gone IS NULL)
         FROM household h WHERE h.closed IS NULL";
    LOST = "demonstration.test.lost":
        "SELECT (SELECT COUNT(*) FROM event e LEFT JOIN household o ON o.id = e.other_household
                 WHERE e.other_household IS NOT NULL AND o.id IS NULL),
           (SELECT COUNT(*) FROM event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.person_id IS NOT NULL AND (p.id IS NULL OR p.household_id <> e.household_id)),
           (SELECT COUNT(*) FROM person p JOIN household h ON h.id = p.household_id WHERE p.unit_id <> h.unit_id),
           (SELECT COUNT(*) FROM household h JOIN village v ON v.id = h.village_id WHERE v.unit_id <> h.unit_id),
           (SELECT COUNT(*) FROM household h LEFT JOIN village v ON v.id = h.village_id WHERE v.id IS NULL),
           (SELECT COUNT(*) FROM (SELECT id_index FROM person WHERE id_index IS NOT NULL
              GROUP BY id_index HAVING COUNT(*) > 1) AS twice)";
    FINDINGS = "demonstration.test.findings":
        "SELECT code, CAST(CASE WHEN settled_at IS NULL THEN 0 ELSE 1 END AS BIGINT), COUNT(*)
         FROM finding GROUP BY 1, 2";
    RESIDENTS = "demonstration.test.residents":
        "SELECT unit_id, year, households, persons FROM resident ORDER BY unit_id, year";
}

/// The law with the demonstration's specimens.
pub(crate) fn law() -> Law {
    let specimens = SPECIMENS.iter().map(ToString::to_string).collect();
    Law::load(&LoadOptions { specimens, ..LoadOptions::default() }).unwrap()
}

/// Progress that nobody reads.
pub(crate) fn quiet() -> impl FnMut(usize, usize) + Send {
    |_, _| {}
}

async fn filled(made: &TestDatabase, law: &Law) {
    let size = Size { seed: 20, households: 3_000 };
    let seal = Seal::new(&[3; 32]);
    fill(made, law, Units::builtin(), &seal, day("2026-11-23"), size, &mut quiet()).await.unwrap();
}

#[tokio::test]
async fn the_demonstration_agrees_with_itself() {
    let law = law();
    for made in databases().await {
        filled(&made, &law).await;
        evaluations_follow_from_answers(&made, &law).await;
        statuses_follow_each_other(&made).await;
        nothing_is_orphaned(&made).await;
        movements_balance(&made).await;
        findings_are_few_and_some_are_settled(&made).await;
        one_denominator_is_missing(&made).await;
    }
}

async fn evaluations_follow_from_answers(made: &TestDatabase, law: &Law) {
    let mut stored: HashMap<_, Vec<Row>> = HashMap::new();
    for row in made.fetch(&EVALUATIONS, Vec::new()).await.unwrap() {
        stored.entry(row.uuid(0).unwrap()).or_default().push(row);
    }
    let visits = made.fetch(&VISITS, Vec::new()).await.unwrap();
    assert!(visits.len() > 2_000, "{} visits", visits.len());
    let (mut differing, mut both) = (0, 0);
    for visit in &visits {
        let on = Day::from_number(visit.int(2).unwrap()).unwrap();
        let place = setting(Units::builtin(), UnitId(visit.int(1).unwrap()), on);
        let answers = Answers::from_json(law.questionnaire(), &visit.text(3).unwrap()).unwrap();
        assert_eq!(answers.members().len() as i64, visit.int(5).unwrap());
        let found = evaluate_all(law, &answers, &place, on, asked_by_default(on));
        let rows = &stored[&visit.uuid(0).unwrap()];
        assert_eq!(found.len(), rows.len());
        both += usize::from(found.len() == 2);
        for (standard, evaluation) in found {
            let row = rows.iter().find(|row| row.text(1).unwrap() == standard).unwrap();
            assert_ne!(evaluation.class, Class::Undetermined, "{standard}");
            assert_eq!(row.text(2).unwrap(), evaluation.class.as_str());
            let numbers: Vec<i64> = (4..9).map(|at| row.int(at).unwrap()).collect();
            let again = [
                i64::from(evaluation.deprived),
                i64::from(evaluation.known),
                evaluation.low.into(),
                evaluation.high.into(),
                evaluation.unverified.into(),
            ];
            assert_eq!(numbers, again);
            assert_eq!(row.opt_int(3).unwrap(), evaluation.income_score);
            assert_eq!(row.text(9).unwrap(), law.fingerprint());
            if standard == "vn-2022" {
                differing += usize::from(
                    visit.opt_text(4).unwrap().as_deref() != Some(evaluation.class.as_str()),
                );
            }
        }
    }
    assert!(differing < visits.len() / 200, "{differing} classes that do not follow");
    assert!(both > 0, "nobody was judged by two standards");
    for row in made.fetch(&DECIDED, Vec::new()).await.unwrap() {
        // Who was visited off the cycle has no class written down, only the law's.
        let stated = row.opt_text(1).unwrap();
        assert!(
            stated.is_none_or(|stated| stated == row.text(0).unwrap()),
            "the decision follows the class written down"
        );
    }
}

async fn statuses_follow_each_other(made: &TestDatabase) {
    let rows = made.fetch(&STATUSES, Vec::new()).await.unwrap();
    let mut since = 0;
    for (at, row) in rows.iter().enumerate() {
        let next = rows.get(at + 1).filter(|next| next.uuid(0).unwrap() == row.uuid(0).unwrap());
        let first = at == 0 || rows[at - 1].uuid(0).unwrap() != row.uuid(0).unwrap();
        let to = row.opt_int(2).unwrap().and_then(Day::from_number);
        if first || rows[at - 1].text(3).unwrap() != row.text(3).unwrap() {
            since = row.int(1).unwrap();
        }
        if first {
            assert_eq!(row.int(1).unwrap(), row.int(10).unwrap(), "begins with the household");
        }
        if let Some(next) = next {
            assert_eq!(to.unwrap().next().number(), next.int(1).unwrap(), "no gap, no overlap");
            assert_eq!(row.opt_text(5).unwrap(), None);
        } else {
            assert_eq!(row.opt_int(2).unwrap(), row.opt_int(9).unwrap(), "ends with the household");
            assert_eq!(row.opt_text(5).unwrap().is_some(), row.opt_int(9).unwrap().is_some());
            assert_eq!(row.text(3).unwrap(), row.text(6).unwrap());
            assert_eq!(row.int(7).unwrap(), since, "the day on which the class began");
            assert_eq!(row.int(4).unwrap(), row.int(8).unwrap());
        }
        assert!(row.int(4).unwrap() > 0, "somebody lives there");
    }
}

async fn nothing_is_orphaned(made: &TestDatabase) {
    let row = made.fetch_optional(&LOST, Vec::new()).await.unwrap().unwrap();
    for at in 0..6 {
        assert_eq!(row.int(at).unwrap(), 0, "question {at}");
    }
    for row in made.fetch(&MEMBERS, Vec::new()).await.unwrap() {
        assert_eq!(row.int(0).unwrap(), row.int(1).unwrap(), "as many persons as members");
    }
}

async fn movements_balance(made: &TestDatabase) {
    let units = Units::builtin();
    let province = |day: Day| if day < self::day("2025-07-01") { "17" } else { "25" };
    for year in 2022..=2025 {
        let (opening, closing) = (Day::new(year, 1, 1).unwrap(), Day::new(year + 1, 1, 1).unwrap());
        let within = units.by_code(Level::Province, province(closing), closing).unwrap().id;
        let scope = Scope::of(within, units, closing);
        let frame = Frame::new(units, &scope, Level::Commune, Geography::AsThen, closing);
        let mut tx = made.read().await.unwrap();
        let table = registry::status::movement(&mut tx, &frame, opening, closing).await.unwrap();
        let mut moved = 0;
        for row in table.poor.rows.iter().chain(&table.near_poor.rows) {
            let figures = &row.figures;
            assert_eq!(figures.balance(), figures.column(9), "{:?} in {year}", row.unit);
            moved += figures.column(2).households + figures.column(3).households;
        }
        assert!(table.poor.total.column(1).households > 0 && moved > 0, "{year}");
        assert!(table.poor.total.column(9).households < table.poor.total.column(1).households);
    }
}

async fn findings_are_few_and_some_are_settled(made: &TestDatabase) {
    let rows = made.fetch(&FINDINGS, Vec::new()).await.unwrap();
    let count = |settled: i64| -> i64 {
        rows.iter()
            .filter(|row| row.int(1).unwrap() == settled)
            .map(|row| row.int(2).unwrap())
            .sum()
    };
    assert!((1..60).contains(&count(0)), "{} open", count(0));
    assert!((1..60).contains(&count(1)), "{} settled", count(1));
}

async fn one_denominator_is_missing(made: &TestDatabase) {
    let rows = made.fetch(&RESIDENTS, Vec::new()).await.unwrap();
    // Twenty-four communes in each of four years, eight in two, less the one that did not send it in.
    assert_eq!(rows.len(), 24 * 4 + 8 * 2 - 1);
    let units = Units::builtin();
    let today = day("2026-11-23");
    let ngoc_son = units.by_code(Level::Commune, "05329", today).unwrap().id;
    let years = |unit: UnitId| -> Vec<i64> {
        rows.iter()
            .filter(|row| row.int(0).unwrap() == unit.0)
            .map(|row| row.int(1).unwrap())
            .collect()
    };
    assert_eq!(years(ngoc_son), [2026]);
}
