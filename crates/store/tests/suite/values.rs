//! Whatever goes in comes out again.

use std::sync::Arc;

use fakes::{TestDatabase, databases};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::{Engine, Row, Rows, Value};
use uuid::Uuid;

store::statements! {
    MAKE_SQLITE = "test.make.sqlite":
        "CREATE TABLE sample (n INTEGER NOT NULL, i INTEGER, r REAL, t TEXT, u BLOB, b BLOB) STRICT";
    MAKE_POSTGRES = "test.make.postgres":
        "CREATE TABLE sample (n BIGINT NOT NULL, i BIGINT, r DOUBLE PRECISION, t TEXT, u UUID, b BYTEA)";
    ALL = "test.all": "SELECT i, r, t, u, b FROM sample ORDER BY n";
    CLEAR = "test.clear": "DELETE FROM sample";
    SETTINGS = "test.settings": "SELECT value FROM setting";
    NUMBERS = "test.numbers": "SELECT n FROM sample";
    THESE = "test.these": "SELECT n FROM sample WHERE n IN ($1)";
    BIG_ONES = "test.big_ones": "SELECT n FROM sample WHERE n IN ($1) AND n >= 100";
}

const COLUMNS: [&str; 6] = ["n", "i", "r", "t", "u", "b"];

async fn with_table() -> Vec<TestDatabase> {
    let databases = databases().await;
    for database in &databases {
        let make = match database.engine() {
            Engine::Sqlite => &MAKE_SQLITE,
            Engine::Postgres => &MAKE_POSTGRES,
        };
        let mut tx = database.begin().await.unwrap();
        tx.execute(make, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
    }
    databases
}

/// One value of each kind, any of them missing.
fn any_row() -> impl Strategy<Value = Vec<Value>> {
    let text = prop_oneof!["[a-zà-ỹđĐ ]{0,12}", "\\PC{0,8}", Just("Hộ “Hoà”, \\N\t1\n".to_owned())];
    (
        any::<Option<i64>>(),
        proptest::option::of(-1e300..1e300_f64),
        proptest::option::of(text),
        any::<Option<u128>>(),
        any::<Option<Vec<u8>>>(),
    )
        .prop_map(|(i, r, t, u, b)| {
            let u = u.map(Uuid::from_u128);
            vec![Value::Int(i), Value::Real(r), Value::Text(t), Value::Uuid(u), Value::Bytes(b)]
        })
}

fn read(row: &Row) -> Vec<Value> {
    vec![
        Value::Int(row.opt_int(0).unwrap()),
        Value::Real(row.opt_real(1).unwrap()),
        Value::Text(row.opt_text(2).unwrap()),
        Value::Uuid(row.opt_uuid(3).unwrap()),
        Value::Bytes(row.opt_bytes(4).unwrap()),
    ]
}

#[test]
fn every_kind_of_value_comes_back_as_it_went_in() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let databases = runtime.block_on(with_table());
    let mut runner =
        TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    // Up to 300 rows, so that whole slices and remainders of many-row inserts are both met, or enough for COPY.
    let rows = |many| proptest::collection::vec(any_row(), many);
    let rows = proptest::prop_oneof![3 => rows(0..300), 1 => rows(1_001..1_050)];
    let outcome = runner.run(&rows, |rows| {
        for database in &databases {
            let back = runtime.block_on(async {
                let mut tx = database.begin().await.unwrap();
                let numbered = (0_i64..).zip(rows.clone());
                let mut flat =
                    numbered.flat_map(|(n, row)| [vec![n.into()], row].concat()).collect();
                tx.insert_many("sample", &COLUMNS, &mut flat).await.unwrap();
                let back = tx.fetch(&ALL, Vec::new()).await.unwrap();
                tx.rollback().await.unwrap();
                back
            });
            let back: Vec<_> = back.iter().map(read).collect();
            prop_assert_eq!(&back, &rows, "{:?}", database.engine());
        }
        Ok(())
    });
    runtime.block_on(async { drop(databases) });
    outcome.unwrap();
}

/// Photos go in another way than small rows do, however few they are, and whoever else holds them.
#[tokio::test]
async fn large_values_come_back_as_they_went_in() {
    for (database, size) in with_table().await.into_iter().flat_map(|database| {
        let database = Arc::new(database);
        [200_000, 3].map(|size| (Arc::clone(&database), size))
    }) {
        let photos: Vec<Arc<Vec<u8>>> =
            (0..4_u8).map(|at| Arc::new(vec![at; size + usize::from(at)])).collect();
        let mut tx = database.begin().await.unwrap();
        for shared in [false, true] {
            let value = |photo: &Arc<Vec<u8>>| -> Value {
                if shared { Arc::clone(photo).into() } else { photo.to_vec().into() }
            };
            let rows = (0_i64..).zip(&photos);
            let mut rows = rows.flat_map(|(n, photo)| [n.into(), value(photo)]).collect();
            tx.insert_many("sample", &["n", "b"], &mut rows).await.unwrap();
            let back = tx.fetch(&ALL, Vec::new()).await.unwrap();
            let back: Vec<_> = back.iter().map(|row| row.bytes(4).unwrap()).collect();
            assert_eq!(back, photos.iter().map(|photo| photo.to_vec()).collect::<Vec<_>>());
            tx.execute(&CLEAR, Vec::new()).await.unwrap();
        }
    }
}

/// What is done beforehand changes nothing of what goes in, and the rows can be filled again.
#[tokio::test]
async fn packed_rows_go_in_like_others() {
    for database in with_table().await {
        let mut tx = database.begin().await.unwrap();
        let mut rows = Rows::of("sample", &["n", "t"]);
        let row = |n: i64| [n.into(), format!("hàng {n}").into()];
        for (from, many) in [(0, 1_500), (1_500, 3), (1_503, 1_001)] {
            rows.add((from..from + many).flat_map(row));
            rows.pack(database.engine());
            if from > 0 {
                rows.add(row(-from));
            }
            tx.insert(&mut rows).await.unwrap();
            assert!(rows.is_empty());
        }
        let back = tx.fetch(&ALL, Vec::new()).await.unwrap();
        let back: Vec<_> = back.iter().map(|row| row.text(2).unwrap()).collect();
        let numbers = [-1_503, -1_500].into_iter().chain(0..2_504);
        assert_eq!(back, numbers.map(|n| format!("hàng {n}")).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn any_number_of_rows_is_overwritten() {
    for database in databases().await {
        for many in [1, 64, 1_001, 2_100] {
            let mut tx = database.begin().await.unwrap();
            let named = |value: &str| -> Vec<Value> {
                (0..many).flat_map(|n| [format!("{n:05}").into(), value.into()]).collect()
            };
            let columns = ["name", "value"];
            tx.insert_many("setting", &columns, &mut named("before")).await.unwrap();
            let set = "value = setting.value || excluded.value";
            tx.overwrite_many("setting", &columns, set, named(" after")).await.unwrap();
            let rows = tx.fetch(&SETTINGS, Vec::new()).await.unwrap();
            assert_eq!(rows.len(), many);
            assert!(rows.iter().all(|row| row.text(0).unwrap() == "before after"));
        }
    }
}

#[tokio::test]
async fn row_by_row_reading_gives_the_same_rows_and_stops_when_told() {
    for database in with_table().await {
        let mut tx = database.begin().await.unwrap();
        let mut numbers = (0..1_000_i64).map(Value::from).collect();
        tx.insert_many("sample", &["n"], &mut numbers).await.unwrap();
        let mut seen = Vec::new();
        tx.fetch_each(&NUMBERS, Vec::new(), |row| {
            seen.push(row.int(0)?);
            Ok(())
        })
        .await
        .unwrap();
        seen.sort_unstable();
        assert_eq!(seen, (0..1_000).collect::<Vec<_>>());
        let mut left = 3;
        let stopped = tx
            .fetch_each(&NUMBERS, Vec::new(), |_| {
                left -= 1;
                if left > 0 { Ok(()) } else { Err(ground::Problem::invalid("test.enough")) }
            })
            .await;
        assert_eq!((stopped.unwrap_err().code.as_ref(), left), ("test.enough", 0));
        // The transaction is still good.
        assert_eq!(tx.execute(&CLEAR, Vec::new()).await.unwrap(), 1_000);
    }
}

#[tokio::test]
async fn any_number_of_keys_can_be_looked_up() {
    for database in with_table().await {
        let mut tx = database.begin().await.unwrap();
        let mut numbers = (0..3_000_i64).map(Value::from).collect();
        tx.insert_many("sample", &["n"], &mut numbers).await.unwrap();
        for wanted in [0_i64, 1, 3, 1_000, 1_001, 2_500] {
            // Every other key exists nowhere.
            let keys: Vec<Value> =
                (0..wanted).map(|n| if n % 2 == 0 { n } else { -n }.into()).collect();
            for (statement, least) in [(&THESE, 0), (&BIG_ONES, 100)] {
                let rows = tx.fetch_among(statement, &keys).await.unwrap();
                let mut found: Vec<i64> = rows.iter().map(|row| row.int(0).unwrap()).collect();
                found.sort_unstable();
                let expected: Vec<i64> = (least..wanted).filter(|n| n % 2 == 0).collect();
                assert_eq!(found, expected, "{wanted} keys, {}", statement.name);
            }
        }
    }
}
