//! What must hold for any registry: sums, the balance of movement, and lists as long as their numbers.

use access::Actor;
use proptest::prelude::*;
use reports::layout::{Counted, Fill, RowKind};
use reports::{Cell, Rank, Table};

use crate::world::{asked, drawn, grounds, historic, settle};

/// The figures of a total or group are the sum of the units below, cell by cell.
fn sums_hold(table: &Table) -> Result<(), TestCaseError> {
    let parts = match table.row_kind {
        RowKind::Units => vec![None],
        RowKind::HouseholdsAndPersons => vec![Some(Counted::Households), Some(Counted::Persons)],
    };
    for part in parts {
        let rows: Vec<_> = table.rows.iter().filter(|row| row.part == part).collect();
        for (column, leaf) in table.columns.iter().enumerate() {
            let Fill::Count { source, .. } = &leaf.fill else { continue };
            if source.is_resident() {
                continue;
            }
            let sum_of = |rank| -> i64 {
                let of_rank = rows.iter().filter(|row| row.rank == rank);
                of_rank.map(|row| count(&row.cells[column])).sum()
            };
            prop_assert_eq!(sum_of(Rank::Group), sum_of(Rank::Unit), "{:?}", source);
        }
    }
    Ok(())
}

fn count(cell: &Cell) -> i64 {
    match cell {
        Cell::Count(number) => *number,
        _ => 0,
    }
}

/// Column 9 is what columns 1 to 8 make it, in every row.
fn movement_balances(table: &Table) -> Result<(), TestCaseError> {
    for row in &table.rows {
        let c: Vec<i64> = row.cells.iter().map(count).collect();
        prop_assert_eq!(c[8], c[0] - c[1] - c[2] - c[3] + c[4] + c[5] + c[6] + c[7]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_and_movement_hold_on_both_engines_and_agree(seed in 0_u64..1_000_000) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let mut first: Option<Vec<Table>> = None;
            for database in fakes::databases().await {
                settle(&database, seed, 24, 3).await;
                let mut tables = Vec::new();
                for report in 1..=13 {
                    tables.push(drawn(&database, &asked(report)).await);
                    tables.push(drawn(&database, &historic(report)).await);
                }
                for table in &tables {
                    sums_hold(table)?;
                }
                for table in tables.iter().filter(|table| table.over_period) {
                    movement_balances(table)?;
                }
                match &first {
                    Some(first) => prop_assert!(*first == tables, "the engines disagree"),
                    None => first = Some(tables),
                }
            }
            Ok(())
        })?;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_of_households_opens_as_many_households() {
    for database in fakes::databases().await {
        settle(&database, 11, 24, 3).await;
        let (mut opened, mut movement) = (0, 0);
        for report in [1, 2, 3, 4, 8, 9, 10, 12] {
            let request = historic(report);
            let table = drawn(&database, &request).await;
            let rows = table.rows.iter().filter(|row| row.part != Some(Counted::Persons)).take(5);
            for row in rows {
                for (column, leaf) in table.columns.iter().enumerate() {
                    let Some(behind) = table.behind(row, column) else { continue };
                    let actor = Actor::program("test");
                    let mut tx = database.begin().await.unwrap();
                    let found =
                        reports::households(&mut tx, grounds(), &actor, &request, &behind).await;
                    let found = found.unwrap().len();
                    let number = usize::try_from(count(&row.cells[column])).unwrap();
                    let persons =
                        matches!(leaf.fill, Fill::Count { counted: Some(Counted::Persons), .. });
                    if persons {
                        assert!(found <= number, "table {report}: {behind:?}");
                    } else {
                        assert_eq!(found, number, "table {report}: {behind:?}");
                        opened += 1;
                        movement += usize::from(table.over_period);
                    }
                }
            }
        }
        assert!(opened > 100 && movement > 20, "{opened} {movement}");
    }
}
