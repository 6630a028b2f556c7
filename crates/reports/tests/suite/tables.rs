//! What the tables say.

use access::{Actor, Role};
use ground::Lang;
use places::Level;
use registry::figures::Geography;
use reports::{Cell, Rank, Request};

use crate::world::{
    asked, day, district, drawn, grounds, historic, old_communes, residents, settle, today_of,
    units,
};

/// Two of the new communes have residents entered; one of them too few.
async fn settled() -> fakes::TestDatabase {
    let database = fakes::sqlite().await;
    settle(&database, 7, 24, 3).await;
    let mut new: Vec<_> = old_communes().into_iter().map(today_of).collect();
    new.sort_unstable();
    new.dedup();
    residents(&database, new[0], 2026, 400).await;
    residents(&database, new[1], 2026, 1).await;
    database
}

#[tokio::test(flavor = "multi_thread")]
async fn every_table_of_a_small_registry() {
    let database = settled().await;
    for report in 1..=13 {
        let table = drawn(&database, &asked(report)).await;
        let text = table.text(Lang::Vi, &ToString::to_string);
        let text = text.replace(&table.law, "<fingerprint>");
        insta::assert_snapshot!(format!("table-{report:02}"), text);
    }
    let table = drawn(&database, &asked(2)).await;
    let text = table.text(Lang::En, &ToString::to_string).replace(&table.law, "<fingerprint>");
    insta::assert_snapshot!("table-02-en", text);
    let table = drawn(&database, &historic(1)).await;
    let text = table.text(Lang::Vi, &ToString::to_string).replace(&table.law, "<fingerprint>");
    insta::assert_snapshot!("table-01-historic", text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rate_over_too_few_residents_is_refused_and_the_unit_named() {
    let database = fakes::sqlite().await;
    settle(&database, 3, 24, 40).await;
    let here = today_of(old_communes()[0]);
    residents(&database, here, 2026, 10).await;
    let request = Request { unit: here, ..asked(1) };
    let table = drawn(&database, &request).await;
    assert_eq!(table.rows.len(), 1, "one commune, no group, no total");
    let cells = &table.rows[0].cells;
    let Cell::Count(poor) = cells[2] else { panic!("{:?}", cells[2]) };
    assert!(poor > 10, "{poor}");
    assert_eq!(cells[3].refusal().unwrap().code, "registry.rate.too_small");
    assert_eq!(cells[3].text(Lang::Vi, &table.words), "không tính");
    let note = table.notes.iter().find(|note| note.code == "reports.note.small_denominator");
    assert!(note.unwrap().to_string().contains(&units().get(here).unwrap().full_name));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_households_on_every_map() {
    let database = settled().await;
    let then = Request { from: day("2025-01-01"), to: day("2025-06-30"), ..asked(1) };
    let as_of_today = Request { geography: Geography::AsOf(day("2026-11-23")), ..then.clone() };
    let [old, new] = [drawn(&database, &then).await, drawn(&database, &as_of_today).await];
    assert_eq!(old.rows.len(), 25);
    assert_eq!(new.rows.len(), 9);
    assert_eq!(old.rows[0].rank, Rank::Group);
    // The old district and its eight successors are the same land, so the sums are the same.
    assert_eq!(old.rows[0].cells[2], new.rows[0].cells[2]);
    let today = [drawn(&database, &asked(8)).await, drawn(&database, &historic(8)).await];
    assert_eq!(today[0].rows[0].cells, today[1].rows[0].cells);
    let by_district = Request { level: Level::District, ..historic(8) };
    let one = drawn(&database, &by_district).await;
    assert_eq!(one.rows.len(), 2, "households and persons of the district alone");
    assert_eq!(one.rows[0].cells, today[0].rows[0].cells);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_has_not_submitted_is_blank_and_named() {
    let database = fakes::sqlite().await;
    settle(&database, 3, 12, 4).await;
    let table = drawn(&database, &historic(4)).await;
    let blank = table.rows.iter().filter(|row| row.cells.iter().all(|cell| *cell == Cell::Blank));
    assert_eq!(blank.count(), 12);
    let note = &table.notes[0];
    assert_eq!(note.code, "reports.note.not_submitted");
    assert_eq!(note.args[0].1, ground::Arg::Number(12));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_is_refused_by_name() {
    let database = fakes::sqlite().await;
    let commune = today_of(old_communes()[0]);
    let program = Actor::program("test");
    let elsewhere = fakes::officer(today_of(old_communes()[23]));
    let reviewer = fakes::actor(Role::Reviewer, commune);
    let here = Request { unit: commune, ..asked(1) };
    for (actor, request, code) in [
        (&program, Request { report: 99, ..asked(1) }, "reports.number.unknown"),
        (&program, Request { to: day("2025-01-01"), ..asked(1) }, "reports.period.backwards"),
        (&program, Request { level: Level::Province, ..asked(1) }, "reports.level.above"),
        (&program, Request { level: Level::District, ..asked(1) }, "reports.level.absent"),
        (&program, Request { standard: Some("x".into()), ..asked(4) }, "reports.standard.unknown"),
        (&elsewhere, here.clone(), "access.unit.missing"),
        (&elsewhere, Request { unit: district(), ..asked(1) }, "access.unit.missing"),
        (&reviewer, here, "access.refused.verb"),
    ] {
        let mut tx = database.begin().await.unwrap();
        let problem = reports::table(&mut tx, grounds(), actor, &request).await.unwrap_err();
        assert_eq!(problem.code, code);
    }
}
