//! Commit, rollback, and writers that meet.

use fakes::{databases, moment};
use ground::UnitId;
use store::audit::{self, By, Entry};
use store::feed::Wanted;
use store::{Ask, Database, Engine, Tx};

store::statements! {
    PUT = "test.put": "INSERT INTO setting (name, value) VALUES ($1, $2)";
    COUNT = "test.count": "SELECT COUNT(*) FROM setting";
    VALUE = "test.value": "SELECT name FROM setting WHERE name = $1";
    START = "test.start": "INSERT INTO import_mapping (header_key, mapping, used_at) VALUES (1, '', 0)";
    ADD = "test.add": "UPDATE import_mapping SET used_at = used_at + 1 WHERE header_key = 1";
    SUM = "test.sum": "SELECT used_at FROM import_mapping WHERE header_key = 1";
    SET = "test.set": "UPDATE import_mapping SET used_at = $1 WHERE header_key = 1";
}

static NONSENSE: store::Statement =
    store::Statement { name: "test.nonsense", sql: "SELECT nothing FROM nowhere" };

async fn put(tx: &mut Tx, name: &str) {
    assert_eq!(tx.execute(&PUT, vec![name.into(), "có".into()]).await.unwrap(), 1);
}

async fn count(database: &Database) -> i64 {
    database.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap()
}

#[tokio::test]
async fn what_is_committed_stays_and_what_is_not_leaves_no_trace() {
    fakes::prepare_all(STATEMENTS).await;
    for database in databases().await {
        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "giữ").await;
        assert_eq!(count(&database).await, 0, "nobody sees it before it is committed");
        tx.commit().await.unwrap();

        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "bỏ").await;
        tx.rollback().await.unwrap();

        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "rơi").await;
        drop(tx);

        assert_eq!(count(&database).await, 1);
    }
}

#[tokio::test]
async fn a_reader_sees_one_state_whatever_is_written_meanwhile() {
    for database in databases().await {
        let mut reader = database.read().await.unwrap();
        let before = reader.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap();
        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "mới").await;
        tx.commit().await.unwrap();
        let after = reader.fetch(&COUNT, Vec::new()).await.unwrap()[0].int(0).unwrap();
        assert_eq!((before, after, count(&database).await), (0, 0, 1));
    }
}

#[tokio::test]
async fn several_reads_in_one_go_give_each_its_rows() {
    for database in databases().await {
        let mut tx = database.begin().await.unwrap();
        for name in ["a", "b"] {
            put(&mut tx, name).await;
        }
        tx.commit().await.unwrap();
        let named = |name: &str| Ask(&VALUE, vec![name.into()]);
        let asks = vec![named("b"), Ask(&COUNT, Vec::new()), named("không có"), named("a")];
        let rows = database.fetch_together(asks).await.unwrap();
        let [b, count, none, a] = &rows[..] else { panic!("{} lists of rows", rows.len()) };
        let texts = |rows: &[store::Row]| -> Vec<String> {
            rows.iter().map(|row| row.text(0).unwrap()).collect()
        };
        assert_eq!((texts(b), texts(none), texts(a)), (vec!["b".into()], vec![], vec!["a".into()]));
        assert_eq!(count[0].int(0).unwrap(), 2);
    }
}

#[tokio::test]
async fn reads_in_one_go_that_fail_leave_no_transaction_open() {
    for database in databases().await {
        for _ in 0..20 {
            let asks = vec![Ask(&COUNT, Vec::new()), Ask(&NONSENSE, Vec::new())];
            assert_eq!(
                database.fetch_together(asks).await.unwrap_err().code,
                "store.statement.failed"
            );
        }
        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "sau").await;
        tx.commit().await.unwrap();
        assert_eq!(count(&database).await, 1);
    }
}

#[tokio::test]
async fn the_same_row_twice_is_a_conflict() {
    for database in databases().await {
        let mut tx = database.begin().await.unwrap();
        put(&mut tx, "một").await;
        let again = tx.execute(&PUT, vec!["một".into(), "có".into()]).await.unwrap_err();
        assert_eq!(again.code, "store.row.exists");
        drop(tx);
        assert_eq!(count(&database).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_meet_queue_up_and_nothing_is_lost() {
    const EACH: i64 = 40;
    for database in databases().await {
        let mut tx = database.begin().await.unwrap();
        tx.execute(&START, Vec::new()).await.unwrap();
        tx.commit().await.unwrap();
        // The second writer is another program: its own pool on the same database.
        let other = Database::open(&database.url).await.unwrap();
        let write = |database: Database| async move {
            for _ in 0..EACH {
                let mut tx = database.begin().await.unwrap();
                if database.engine() == Engine::Sqlite {
                    // Immediate transactions make even reading and then writing safe.
                    let seen = tx.fetch(&SUM, Vec::new()).await.unwrap()[0].int(0).unwrap();
                    tx.execute(&SET, vec![(seen + 1).into()]).await.unwrap();
                } else {
                    tx.execute(&ADD, Vec::new()).await.unwrap();
                }
                tx.commit().await.unwrap();
            }
        };
        let (one, two) =
            (tokio::spawn(write((*database).clone())), tokio::spawn(write(other.clone())));
        one.await.unwrap();
        two.await.unwrap();
        let sum = database.fetch(&SUM, Vec::new()).await.unwrap()[0].int(0).unwrap();
        assert_eq!(sum, 2 * EACH);
        other.close().await;
    }
}

#[tokio::test]
async fn a_small_write_is_left_out_rather_than_waiting_for_a_writer() {
    for database in databases().await {
        let mut writer = database.begin().await.unwrap();
        put(&mut writer, "dài").await;
        let values = || vec!["nhỏ".into(), "có".into()];
        let done = database.write_if_free(&PUT, values()).await.unwrap();
        // PostgreSQL locks rows, so there it need not be left out.
        assert_eq!(done, database.engine() == Engine::Postgres);
        writer.rollback().await.unwrap();
        if !done {
            assert!(database.write_if_free(&PUT, values()).await.unwrap());
        }
        assert_eq!(count(&database).await, 1);
        let twice = database.write_if_free(&PUT, values()).await.unwrap_err();
        assert_eq!(twice.code, "store.row.exists");
    }
}

#[tokio::test]
async fn the_audit_entry_lives_and_dies_with_the_change() {
    for database in databases().await {
        let by = By { account: None, name: "Bùi Văn Dũng".into() };
        for (name, keep) in [("bỏ", false), ("giữ", true)] {
            let mut tx = database.begin().await.unwrap();
            put(&mut tx, name).await;
            let entry = Entry {
                action: "test.setting.put",
                subject: "setting",
                subject_id: name.to_owned(),
                unit: UnitId(300_526_602),
                reason: Some("thử"),
                detail: None,
            };
            audit::write(&mut tx, &by, &mut moment(u64::from(keep)), entry).await.unwrap();
            if keep { tx.commit().await.unwrap() } else { tx.rollback().await.unwrap() }
        }
        let mut tx = database.read().await.unwrap();
        let latest = audit::latest(&mut tx, Wanted::latest(10), None).await.unwrap().lines;
        assert_eq!(latest.len(), 1);
        let past = &audit::of_subject(&mut tx, "setting", "giữ").await.unwrap()[0];
        assert_eq!(
            (&*past.account_name, past.reason.as_deref(), past.at, past.unit),
            ("Bùi Văn Dũng", Some("thử"), moment(0).now(), UnitId(300_526_602))
        );
        assert!(audit::of_subject(&mut tx, "setting", "bỏ").await.unwrap().is_empty());
    }
}
