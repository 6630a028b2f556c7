//! The same seed gives the same district; what is there already is left alone.

use demonstration::{Size, accounts, fill};
use fakes::{day, prepare_all, sqlite};
use places::Units;
use store::{copy, seal::Seal};

use crate::filled::{law, quiet};

const SMALL: Size = Size { seed: 7, households: 600 };

#[tokio::test]
async fn the_same_seed_gives_the_same_district() {
    let mut prints = Vec::new();
    for seed in [7, 7, 8] {
        let (made, copied) = (sqlite().await, sqlite().await);
        let (law, seal) = (law(), Seal::new(&[3; 32]));
        let size = Size { seed, ..SMALL };
        let today = day("2026-11-23");
        fill(&made, &law, Units::builtin(), &seal, today, size, &mut quiet()).await.unwrap();
        prints.push(copy::all(&made, &copied).await.unwrap());
    }
    assert_eq!(prints[0], prints[1]);
    assert_ne!(prints[0], prints[2]);
    let rows =
        |name: &str| prints[0].iter().find(|table| table.table == name).map(|table| table.rows);
    assert_eq!(rows("setting"), Some(1));
    let everybody = accounts(Units::builtin(), day("2026-11-23")).unwrap().len();
    assert_eq!(rows("account"), Some(everybody));
}

#[tokio::test]
async fn filling_twice_changes_nothing_and_other_households_are_not_joined() {
    let made = sqlite().await;
    let (law, seal, today) = (law(), Seal::new(&[3; 32]), day("2026-11-23"));
    let mut progress = quiet();
    let first =
        fill(&made, &law, Units::builtin(), &seal, today, SMALL, &mut progress).await.unwrap();
    let again =
        fill(&made, &law, Units::builtin(), &seal, today, SMALL, &mut progress).await.unwrap();
    assert_eq!(first, again);

    let mut tx = made.begin().await.unwrap();
    tx.execute(&FORGET, Vec::new()).await.unwrap();
    tx.commit().await.unwrap();
    let refused = fill(&made, &law, Units::builtin(), &seal, today, SMALL, &mut progress).await;
    assert_eq!(refused.unwrap_err().code, "demonstration.database.not_empty");
}

/// Its accounts, whose password anybody knows, have no place beside those of people at work.
#[tokio::test]
async fn a_database_with_its_first_administrator_is_not_joined() {
    let real = sqlite().await;
    let mut moment = ground::Clock::fixed(day("2026-11-23")).moment();
    let hashing = access::account::Hashing::quick();
    access::account::first_start(&real, &mut moment, hashing).await.unwrap().unwrap();
    let (law, seal, today) = (law(), Seal::new(&[3; 32]), day("2026-11-23"));
    let refused = fill(&real, &law, Units::builtin(), &seal, today, SMALL, &mut quiet()).await;
    assert_eq!(refused.unwrap_err().code, "demonstration.database.not_empty");
}

#[test]
fn a_later_day_can_be_chosen_but_is_not_what_visitors_find() {
    for (text, covered, lively) in [
        ("2025-06-30", false, false),
        ("2025-07-01", true, true),
        ("2026-12-31", true, true),
        ("2027-01-01", true, false),
        ("2027-09-01", false, false),
    ] {
        let on = day(text);
        assert_eq!(
            (demonstration::covers(on), demonstration::is_lively(on)),
            (covered, lively),
            "{text}"
        );
    }
    assert!(demonstration::is_lively(demonstration::last_day()));
}

#[tokio::test]
async fn a_day_outside_the_calendar_is_refused() {
    let made = sqlite().await;
    for text in ["2025-06-30", "2027-09-01"] {
        let seal = Seal::new(&[3; 32]);
        let refused =
            fill(&made, &law(), Units::builtin(), &seal, day(text), SMALL, &mut quiet()).await;
        assert_eq!(refused.unwrap_err().code, "demonstration.day.outside");
    }
}

#[tokio::test]
async fn every_statement_prepares_on_both_engines() {
    prepare_all(&demonstration::statements()).await;
}

store::statements! {
    FORGET = "demonstration.test.forget": "DELETE FROM setting WHERE name = 'demonstration'";
}
