//! Disks that fill, files that are damaged, servers that go away: each has its own problem, nothing is
//! half written, and the program goes on.

use std::fs;
use std::io::{Seek as _, SeekFrom, Write as _};

use ground::Kind;
use store::{Database, Value};

store::statements! {
    PUT = "test.put": "INSERT INTO setting (name, value) VALUES ($1, $2)";
    COUNT = "test.count": "SELECT COUNT(*) FROM setting";
    LENGTHS = "test.lengths": "SELECT name, value FROM setting ORDER BY value";
    SMALL = "test.small": "PRAGMA max_page_count = 1";
    LARGE = "test.large": "PRAGMA max_page_count = 1000000";
    PID = "test.pid": "SELECT CAST(pg_backend_pid() AS BIGINT)";
    KILL = "test.kill": "SELECT pg_terminate_backend(CAST($1 AS INTEGER))";
}

#[tokio::test]
async fn a_full_disk_is_named_and_leaves_nothing_behind() {
    let database = fakes::sqlite().await;
    let mut tx = database.begin().await.unwrap();
    // SQLite takes the present size as the least, so from here on the file cannot grow.
    tx.fetch(&SMALL, Vec::new()).await.unwrap();
    tx.execute(&PUT, vec!["nhỏ".into(), "x".into()]).await.unwrap();
    let big = "x".repeat(1 << 20);
    let full = tx.execute(&PUT, vec!["lớn".into(), big.clone().into()]).await.unwrap_err();
    assert_eq!((&*full.code, full.kind), ("store.disk.full", Kind::Unavailable));
    assert!(full.cause.unwrap().starts_with("test.put"), "the log says which statement");
    drop(tx);
    let count = async || database.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap();
    assert_eq!(count().await, 0, "the small row went with the transaction");
    // Space is made, and the same work succeeds.
    let mut tx = database.begin().await.unwrap();
    tx.fetch(&LARGE, Vec::new()).await.unwrap();
    tx.execute(&PUT, vec!["lớn".into(), big.into()]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count().await, 1);
}

#[tokio::test]
async fn many_rows_that_do_not_fit_are_undone_together() {
    let database = fakes::sqlite().await;
    let mut tx = database.begin().await.unwrap();
    tx.fetch(&SMALL, Vec::new()).await.unwrap();
    let mut rows: Vec<Value> =
        (0..5_000).flat_map(|n| [format!("{n}").into(), "x".repeat(500).into()]).collect();
    let full = tx.insert_many("setting", &["name", "value"], &mut rows).await.unwrap_err();
    assert_eq!(full.code, "store.disk.full");
    drop(tx);
    assert_eq!(database.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap(), 0);
}

#[tokio::test]
async fn a_mistyped_name_makes_no_empty_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("real.db");
    let url = format!("sqlite://{}", path.display());
    let missing = Database::open_existing(&url).await.unwrap_err();
    assert_eq!((&*missing.code, missing.kind), ("store.file.missing", Kind::Missing));
    assert!(!path.exists());
    Database::open(&url).await.unwrap();
    Database::open_existing(&url).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photo.jpg");
    fs::write(&path, [0xff, 0xd8].repeat(4_096)).unwrap();
    let refused = Database::open(&format!("sqlite://{}", path.display())).await.unwrap_err();
    assert_eq!(refused.code, "store.database.damaged", "{refused}");
}

#[tokio::test]
async fn a_damaged_file_is_named_when_the_damage_is_met() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data.db");
    let url = format!("sqlite://{}", path.display());
    let database = Database::open(&url).await.unwrap();
    let mut tx = database.begin().await.unwrap();
    let mut rows =
        (0..3_000).flat_map(|n| [format!("{n}").into(), "x".repeat(300).into()]).collect();
    tx.insert_many("setting", &["name", "value"], &mut rows).await.unwrap();
    tx.commit().await.unwrap();
    database.close().await;

    let size = fs::metadata(&path).unwrap().len();
    let mut file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.seek(SeekFrom::Start(size / 2)).unwrap();
    file.write_all(&vec![0xa5; (size / 2) as usize]).unwrap();
    drop(file);

    let met = match Database::open(&url).await {
        Ok(database) => database.fetch(&LENGTHS, Vec::new()).await.map(drop).unwrap_err(),
        Err(problem) => problem,
    };
    assert_eq!(met.code, "store.database.damaged", "{met}");
}

#[tokio::test]
async fn a_folder_that_is_not_there_and_an_address_that_is_none_are_refused() {
    for (url, code) in [
        ("sqlite:///no/such/folder/data.db", "store.database.unwritable"),
        ("mysql://localhost/x", "store.url.unknown"),
        ("chieusau.db", "store.url.unknown"),
        ("postgres://localhost:notaport/x", "store.url.unreadable"),
    ] {
        let refused = Database::open(url).await.unwrap_err();
        assert_eq!(refused.code, code, "{url}: {refused}");
    }
}

#[tokio::test]
async fn a_server_that_goes_away_undoes_the_work_and_is_used_again_when_it_is_back() {
    let Some(database) = fakes::postgres().await else { return };
    let other = Database::open(&database.url).await.unwrap();
    for many in [false, true] {
        let mut tx = database.begin().await.unwrap();
        tx.execute(&PUT, vec!["một".into(), "x".into()]).await.unwrap();
        let pid = tx.fetch(&PID, Vec::new()).await.unwrap()[0].int(0).unwrap();
        other.fetch(&KILL, vec![pid.into()]).await.unwrap();
        let away = if many {
            let mut rows: Vec<Value> =
                (0..50_000).flat_map(|n| [format!("{n}").into(), "x".into()]).collect();
            tx.insert_many("setting", &["name", "value"], &mut rows).await.unwrap_err()
        } else {
            tx.execute(&PUT, vec!["hai".into(), "x".into()]).await.unwrap_err()
        };
        assert_eq!((&*away.code, away.kind), ("store.database.away", Kind::Unavailable), "{away}");
        drop(tx);
        let left = database.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap();
        assert_eq!(left, 0, "nothing half written");
    }
    other.close().await;
}

#[tokio::test]
async fn a_database_that_the_server_does_not_have_is_named() {
    let Some(database) = fakes::postgres().await else { return };
    let url = format!("{}_no_such", database.url);
    assert_eq!(Database::open(&url).await.unwrap_err().code, "store.database.missing");
}
