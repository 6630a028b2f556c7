//! The audit trail read page by page.

use fakes::{databases, moment};
use ground::{Instant, Moment, UnitId};
use proptest::prelude::*;
use store::Tx;
use store::audit::{self, By, Entry, Past};
use store::feed::{Cursor, Wanted};

async fn note(tx: &mut Tx, second: i64, seed: u64, unit: UnitId, subject: &'static str) {
    let by = By { account: None, name: "test".into() };
    let mut moment = Moment::seeded(at(second), seed);
    let entry = Entry {
        action: "test.it",
        subject,
        subject_id: seed.to_string(),
        unit,
        reason: None,
        detail: None,
    };
    audit::write(tx, &by, &mut moment, entry).await.unwrap();
}

fn at(second: i64) -> Instant {
    moment(0).now().plus_seconds(second)
}

fn ids(page: &[Past]) -> Vec<u64> {
    page.iter().map(|past| past.subject_id.parse().unwrap()).collect()
}

#[tokio::test]
async fn ones_own_entry_is_found_behind_three_thousand_foreign_ones() {
    for database in databases().await {
        let (own, foreign) = (UnitId(300_000_101), UnitId(300_000_201));
        let mut tx = database.begin().await.unwrap();
        note(&mut tx, 0, 1, own, "household").await;
        for n in 0..3_000 {
            note(&mut tx, 1 + n, 10 + n.cast_unsigned(), foreign, "household").await;
        }
        let units = [own];
        let ask = Wanted { units: Some(&units), ..Wanted::latest(50) };
        let page = audit::latest(&mut tx, ask, None).await.unwrap();
        assert_eq!((ids(&page.lines), page.next), (vec![1], None));
        assert!(audit::latest(&mut tx, ask, Some("job")).await.unwrap().lines.is_empty());
        let nobody = Wanted { units: Some(&[]), ..Wanted::latest(50) };
        assert!(audit::latest(&mut tx, nobody, None).await.unwrap().lines.is_empty());
        tx.commit().await.unwrap();
    }
}

/// Whatever the units, days and length of a page: the pages together are the whole list, in order, each
/// entry once. More units than fit into one statement, and many entries of one instant.
#[tokio::test]
async fn pages_together_are_the_list() {
    for database in databases().await {
        let mut tx = database.begin().await.unwrap();
        let unit = |n: u64| UnitId(300_000_001 + (n % 70).cast_signed() * 100);
        for n in 0..200_u64 {
            note(&mut tx, (n % 7).cast_signed(), n, unit(n * 31), "household").await;
        }
        for (chosen, first, end, limit) in
            [(70_u64, 0, 7, 9), (70, 2, 5, 200), (33, 0, 7, 1), (5, 1, 6, 3), (1, 0, 7, 2)]
        {
            let units: Vec<UnitId> = (0..chosen).map(unit).collect();
            let mut wanted: Vec<u64> = (0..200_u64)
                .filter(|n| units.contains(&unit(n * 31)))
                .filter(|n| (first..end).contains(&(n % 7)))
                .collect();
            let (from, before) = (at(first.cast_signed()), at(end.cast_signed()));
            let ask = Wanted {
                units: Some(&units),
                from: Some(from),
                before: Some(before),
                after: None,
                limit,
            };
            let mut seen = Vec::new();
            let mut instants = Vec::new();
            let mut after = None;
            loop {
                let page = audit::latest(&mut tx, Wanted { after, ..ask }, None).await.unwrap();
                assert!(page.lines.len() <= limit);
                seen.extend(ids(&page.lines));
                instants.extend(page.lines.iter().map(|past| past.at));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert!(instants.is_sorted_by(|a, b| a >= b), "newest first");
            seen.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(seen, wanted, "{chosen} units, pages of {limit}");
        }
        tx.commit().await.unwrap();
    }
}

proptest! {
    #[test]
    fn an_address_changed_by_hand_is_refused_and_never_panics(text: String) {
        let read = text.parse::<Cursor>();
        prop_assert!(read.is_ok() || read.unwrap_err().code == "store.cursor.unreadable");
    }
}
