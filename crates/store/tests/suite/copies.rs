//! A database moves to the other engine and back, whole.

use fakes::{databases, moment};
use ground::UnitId;
use store::audit::{self, By, Entry};
use store::{Database, Value, copy, jobs, tables};
use uuid::Uuid;

/// Rows in every table that refer to each other, `many` of them in tables with keys of each kind.
async fn fill(database: &Database, many: i64) {
    let mut tx = database.begin().await.unwrap();
    for table in tables() {
        let names: Vec<&'static str> = table.columns.iter().map(|(name, _)| *name).collect();
        let rows = match table.name {
            "setting" | "import_mapping" | "evaluation" => many,
            _ => 12,
        };
        let mut values = Vec::new();
        for n in 0..rows {
            for (name, kind) in &table.columns {
                // Twelve visits have many evaluations between them, so the key needs both columns.
                let n = if *name == "visit_id" { n % 12 } else { n };
                values.push(value(n, kind));
            }
        }
        tx.insert_many(table.name, &names, &mut values).await.unwrap();
    }
    // Rows with what is missing in them.
    let by = By { account: None, name: "test".into() };
    let (unit, mut at) = (UnitId::NATION, moment(1));
    jobs::queue(&mut tx, &by, &mut at, "test", unit, "{}".into()).await.unwrap();
    let (subject, subject_id) = ("setting", String::new());
    let entry = Entry { action: "test", subject, subject_id, unit, reason: None, detail: None };
    audit::write(&mut tx, &by, &mut at, entry).await.unwrap();
    tx.commit().await.unwrap();
}

/// Equal numbers give equal ids, so that rows refer to rows.
fn value(n: i64, kind: &str) -> Value {
    // Letters outside ASCII first, middle and last in the order of bytes.
    let letter = ["Ân", "đ", "Z", "a", "ỹ"][n as usize % 5];
    match kind {
        "UUID" => Uuid::from_u128(n.unsigned_abs().into()).into(),
        "BIGINT" => (n * 7_919 % 1_000_003 - 500).into(),
        "BYTEA" => n.to_be_bytes().to_vec().into(),
        "DOUBLE" => (n as f64 / 3.0).into(),
        _ => format!("{letter} {n}").into(),
    }
}

#[tokio::test]
async fn a_copy_of_a_copy_is_the_first_again() {
    let (mut first, mut second) = (databases().await, databases().await);
    // With both engines: SQLite → PostgreSQL → SQLite. With one: SQLite → SQLite → SQLite.
    let (start, end) = (first.remove(0), second.remove(0));
    let middle = match first.pop() {
        Some(postgres) => postgres,
        None => fakes::sqlite().await,
    };
    // More than one slice.
    fill(&start, 10_050).await;
    let there = copy::all(&start, &middle).await.unwrap();
    let back = copy::all(&middle, &end).await.unwrap();
    assert_eq!(there, back);
    assert_eq!(there.len(), tables().len());
    for table in &there {
        let expected = match table.table.as_str() {
            "setting" | "import_mapping" | "evaluation" => 10_050,
            "audit" | "job" => 13,
            _ => 12,
        };
        assert_eq!(table.rows, expected, "{}", table.table);
        assert_eq!(table.checksum.len(), 64);
    }
}

#[tokio::test]
async fn a_place_that_holds_data_is_not_copied_over() {
    for target in databases().await {
        let source = fakes::sqlite().await;
        fill(&source, 3).await;
        copy::all(&source, &target).await.unwrap();
        let again = copy::all(&source, &target).await.unwrap_err();
        assert_eq!(again.code, "store.copy.not_empty");
        // And what was there is untouched.
        let end = fakes::sqlite().await;
        copy::all(&target, &end).await.unwrap();
    }
}
