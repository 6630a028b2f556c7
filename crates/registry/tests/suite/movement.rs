//! The movement tables over random histories, read through the database of each engine.

use access::Scope;
use fakes::{databases, moment};
use ground::{Day, UnitId};
use law::Class;
use places::Level;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry::batch::Batch;
use registry::figures::{Count, Frame, Geography, tally};
use registry::status::{Cell, Column, Ended, Movement, RowOf, movement, movement_households};
use store::Database;

use crate::world::{Draft, commune, day, interval, old_commune, province, units, write};

/// One thing that happens to a household: how many days later, to what class, members, commune.
pub(crate) type Step = (i64, Class, i64, usize);

pub(crate) fn steps() -> impl Strategy<Value = (Vec<Step>, Option<i64>, u8)> {
    let step = (1_i64..500, proptest::sample::select(&Class::ALL[..]), 1_i64..9, 0_usize..3);
    (proptest::collection::vec(step, 1..6), proptest::option::weighted(0.2, 0_i64..300), 0_u8..4)
}

pub(crate) fn places() -> [UnitId; 3] {
    [commune("05266"), commune("05287"), commune("05293")]
}

pub(crate) fn draft(
    (steps, end, began): &(Vec<Step>, Option<i64>, u8),
    moment: &mut ground::Moment,
) -> Draft {
    let mut draft = Draft::new(places()[0], "Bùi Văn A", moment);
    let mut on = day("2021-12-31");
    for (at, (later, class, members, place)) in steps.iter().enumerate() {
        on = on.plus_days(*later);
        let mut next = interval(on, *class, *members, places()[*place]);
        if at == 0 {
            next.movement = match began {
                0 => Movement::SplitOff,
                1 => Movement::MovedIn,
                _ => Movement::Confirmed,
            };
        }
        draft.timeline.record(next).unwrap();
        (draft.household.unit, draft.household.class) = (places()[*place], *class);
    }
    if let Some(end) = end {
        draft.timeline.end(on.plus_days(*end), Ended::Moved).unwrap();
    }
    draft
}

async fn check(database: &Database, opening: Day, closing: Day) {
    let scope = Scope::Communes(places().to_vec());
    let frame = Frame::new(units(), &scope, Level::Commune, Geography::AsThen, closing);
    let mut tx = database.read().await.unwrap();
    let tables = movement(&mut tx, &frame, opening, closing).await.unwrap();
    let before = tally(&mut tx, &frame, opening).await.unwrap();
    let after = tally(&mut tx, &frame, closing).await.unwrap();
    for (class, table) in [(Class::Poor, &tables.poor), (Class::NearPoor, &tables.near_poor)] {
        let mut sum = [Count::default(); 9];
        for row in &table.rows {
            let figures = row.figures;
            assert_eq!(figures.balance(), figures.column(9), "9 = 1−2−3−4+5+6+7+8 in {row:?}");
            assert_eq!(figures.column(1), before.of(row.unit).unwrap().of(class), "opening");
            assert_eq!(figures.column(9), after.of(row.unit).unwrap().of(class), "closing");
            sum.iter_mut().zip(figures.columns).for_each(|(sum, one)| *sum += one);
        }
        assert_eq!(table.total.columns, sum, "the total is the sum of the rows");
        for column in Column::ALL {
            let mut behind = async |persons| {
                let cell = Cell { class, column, persons, at: RowOf::Total };
                movement_households(&mut tx, &frame, opening, closing, cell).await.unwrap()
            };
            let (households, of_persons) = (behind(false).await, behind(true).await);
            let counted = table.total.column(column as usize);
            assert_eq!(households.len() as i64, counted.households, "{class:?} {column:?}");
            assert!(
                households.iter().all(|one| of_persons.contains(one)),
                "{class:?} {column:?}: who came or went brought or took persons"
            );
            let resized = of_persons.len() - households.len();
            if !matches!(column, Column::OtherOut | Column::OtherIn) {
                assert_eq!(resized, 0, "{class:?} {column:?}");
            }
            // Each household that only shrank or grew did so by one person at least.
            assert!(counted.persons >= resized as i64, "{class:?} {column:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_identity_holds_for_random_histories_on_both_engines() {
    let mut runner = TestRunner::deterministic();
    let histories = proptest::collection::vec(steps(), 150);
    for database in databases().await {
        let mut moment = moment(7);
        let mut batch = Batch::default();
        for history in histories.new_tree(&mut runner).unwrap().current() {
            draft(&history, &mut moment).put(&mut batch, &mut moment);
        }
        write(&database, &mut batch).await;
        for (opening, closing) in [
            ("2022-06-30", "2023-06-30"),
            ("2022-12-31", "2026-12-31"),
            ("2024-02-01", "2024-02-01"),
            ("2021-01-01", "2026-11-23"),
        ] {
            check(&database, day(opening), day(closing)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reform_of_2025_is_no_movement() {
    for database in databases().await {
        let mut moment = moment(8);
        let (old, new) = (old_commune("05335"), commune("05266"));
        let mut batch = Batch::default();
        let stays = Draft::new(new, "Bùi Văn A", &mut moment).before(old).status(
            "2024-01-01",
            Class::Poor,
            4,
            old,
        );
        stays.put(&mut batch, &mut moment);
        let exits = Draft::new(new, "Bùi Văn B", &mut moment)
            .before(old)
            .status("2024-01-01", Class::Poor, 3, old)
            .status("2026-01-01", Class::NearPoor, 3, new);
        exits.put(&mut batch, &mut moment);
        write(&database, &mut batch).await;
        let (opening, closing) = (day("2024-12-31"), day("2026-06-30"));
        let mut tx = database.read().await.unwrap();
        for (geography, row) in
            [(Geography::AsThen, new), (Geography::AsOf(day("2025-06-30")), old)]
        {
            let scope = Scope::Province(province());
            let frame = Frame::new(units(), &scope, Level::Commune, geography, closing);
            let tables = movement(&mut tx, &frame, opening, closing).await.unwrap();
            let poor = tables.poor.of(Some(row)).unwrap();
            let columns: Vec<_> = poor.columns.iter().map(|c| c.households).collect();
            assert_eq!(columns, [2, 1, 0, 0, 0, 0, 0, 0, 1], "{geography:?}");
            assert_eq!(tables.near_poor.of(Some(row)).unwrap().column(5).persons, 3);
            assert_eq!(tables.poor.total, *poor, "nothing is lost and nothing is unassigned");
        }
        // The old district as a historic view of a period after it ended.
        let scope = Scope::Province(province());
        let geography = Geography::AsOf(day("2025-06-30"));
        let frame = Frame::new(units(), &scope, Level::District, geography, closing);
        let district = units().by_code(Level::District, "157", day("2024-01-01")).unwrap().id;
        let tables = movement(&mut tx, &frame, opening, closing).await.unwrap();
        assert_eq!(tables.poor.of(Some(district)).unwrap().column(1).households, 2);
    }
}
