//! Imports that end early leave nothing behind.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use access::Role;
use fakes::{databases, postgres, sqlite};
use intake::run::{Setup, State, find, import, keep, upload_of};
use intake::sheet::Upload;
use places::Units;
use store::{Database, audit};

use super::bench::*;

/// A valid list of `count` households.
fn many(count: usize) -> Upload {
    let mut text =
        String::from("Ngày rà soát,Họ tên chủ hộ,Mã hộ,Thôn,Số nhân khẩu,Điểm B1,Điểm B2\n");
    for n in 0..count {
        writeln!(text, "05/10/2026,Bùi Thị Lan,L{n},Xóm {},3,120,30", n % 9).unwrap();
    }
    csv(&text)
}

#[tokio::test]
async fn a_dry_run_reports_and_changes_nothing() {
    for database in databases().await {
        let upload = many(10);
        let options = intake::run::Options { dry_run: true, ..options(&upload, lac_son()) };
        let (summary, _) = bring_with(&database, &upload, &options).await;
        assert!(summary.dry_run);
        assert_eq!(summary.counts.accepted, 10);
        assert_eq!(counted(&database).await, [0; 4]);
        let kept = find(&database, summary.import).await.unwrap().unwrap();
        assert!(kept.dry_run && kept.state == State::Done && kept.counts == summary.counts);
    }
}

#[tokio::test]
async fn cancelling_undoes_everything() {
    for database in databases().await {
        let upload = many(10_100);
        let said = std::sync::Mutex::new(Vec::new());
        let stop = |done, total| {
            said.lock().unwrap().push((done, total));
            done < 10_000
        };
        let ended = run_watched(&database, &upload, &options(&upload, lac_son()), &stop).await;
        assert_eq!(code_of(ended), "import.cancelled");
        assert_eq!(*said.lock().unwrap(), [(0, 10_100), (10_000, 10_100)]);
        assert_eq!(counted(&database).await, [0; 4]);
        let imports = database.fetch(&IMPORTS, vec![]).await.unwrap();
        assert_eq!(imports[0].int(0).unwrap(), 0);
    }
}

#[tokio::test]
async fn a_kept_file_is_taken_up_later_and_says_how_it_ended() {
    for database in databases().await {
        let upload = many(5);
        let actor = fakes::officer(lac_son());
        let mut moment = seeded(&upload);
        let mut tx = database.begin().await.unwrap();
        let id =
            keep(&mut tx, &actor, Units::builtin(), &mut moment, &upload, lac_son()).await.unwrap();
        tx.commit().await.unwrap();
        let kept = upload_of(&database, id).await.unwrap().unwrap();
        let options = intake::run::Options { import: Some(id), ..options(&kept, lac_son()) };
        let stopped = run_watched(&database, &kept, &options, &|_, _| false).await;
        assert_eq!(code_of(stopped), "import.cancelled");
        let state = find(&database, id).await.unwrap().unwrap();
        assert_eq!(
            (state.state, state.problem.unwrap().code),
            (State::Cancelled, "import.cancelled".into())
        );
        let summary = run(&database, &kept, &options).await.unwrap();
        assert_eq!(summary.import, id);
        let state = find(&database, id).await.unwrap().unwrap();
        assert_eq!((state.state, state.counts.accepted, state.problem), (State::Done, 5, None));
        assert_eq!(state.mapping, Some(options.mapping));
        let actions = database.fetch(&AUDIT, vec![]).await.unwrap();
        let mut actions: Vec<String> = actions.iter().map(|row| row.text(0).unwrap()).collect();
        actions.sort();
        assert_eq!(actions, ["intake.import.keep", "intake.import.run"]);
        let mut tx = database.read().await.unwrap();
        let entries = audit::of_subject(&mut tx, "import", &id.to_string()).await.unwrap();
        let said = |entry: &audit::Past| entry.detail.as_ref().unwrap().contains("\"accepted\":5");
        assert!(entries.iter().any(said));
    }
}

#[tokio::test]
async fn a_confirmed_mapping_is_remembered_for_the_same_headings() {
    let database = sqlite().await;
    let upload = csv("Cột một,Cột hai,Mã hộ,Ghi thêm\nBùi Thị Lan,05/10/2026,L1,x\n");
    let mut options = options(&upload, lac_son());
    options.mapping = mapping(&["head_name", "review_date", "household_code", ""]);
    run(&database, &upload, &options).await.unwrap();
    let later = csv("CỘT MỘT,cột hai,Mã Hộ,ghi thêm\nHà Thị Mai,06/10/2026,L2,\n");
    let sheet = intake::sheet::Sheet::open(&later, None).unwrap();
    let known = intake::mapping::recall(&database, &sheet.header).await.unwrap();
    assert_eq!(known, Some(options.mapping));
}

#[tokio::test]
async fn a_mapping_without_name_or_place_is_refused() {
    let database = sqlite().await;
    let upload = csv("Mã hộ,Số nhân khẩu,Xã\nL1,3,Lạc Sơn\n");
    let refused = run(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(code_of(refused), "import.mapping.no_name");
    let upload = csv("Họ tên chủ hộ,Mã hộ,Số nhân khẩu\nLan,L1,3\n");
    let refused = run(&database, &upload, &options(&upload, phu_tho())).await;
    assert_eq!(code_of(refused), "import.mapping.no_unit");
    let mut twice = options(&upload, lac_son());
    twice.mapping = mapping(&["head_name", "head_name", ""]);
    assert_eq!(code_of(run(&database, &upload, &twice).await), "import.mapping.twice");
}

#[tokio::test]
async fn nobody_imports_into_another_commune() {
    let database = sqlite().await;
    let upload = many(1);
    let setup = Setup { database: &database, law: &LAW, units: Units::builtin(), seal: &SEAL };
    let elsewhere = commune("05293", "2026-11-23");
    for (actor, code) in [
        (fakes::officer(elsewhere), "access.refused.unit"),
        (fakes::actor(Role::Viewer, lac_son()), "access.refused.verb"),
    ] {
        let mut moment = seeded(&upload);
        let options = options(&upload, lac_son());
        let done = import(&setup, &actor, &mut moment, &upload, &options, &|_, _| true).await;
        assert_eq!(code_of(done), code);
    }
}

#[tokio::test]
async fn a_full_disk_leaves_nothing_half_written() {
    let database = sqlite().await;
    let upload = many(4_100);
    let Database::Sqlite(pool) = &*database else { unreachable!("opened as SQLite") };
    // Every connection of the pool gets the limit; the import will use one of them.
    let pages: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&**pool).await.unwrap();
    let mut connections = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.unwrap();
        let limit = sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {}", pages + 50));
        sqlx::raw_sql(limit).execute(&mut *connection).await.unwrap();
        connections.push(connection);
    }
    drop(connections);
    let ended = run(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(code_of(ended), "store.disk.full");
    assert_eq!(counted(&database).await, [0; 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_goes_away_leaves_nothing_half_written() {
    let Some(database) = postgres().await else { return };
    let upload = many(10_100);
    let Database::Postgres(pool) = &*database else { unreachable!("opened as PostgreSQL") };
    let killed = AtomicBool::new(false);
    let kill = |done: i64, _: i64| {
        if done >= 10_000 && !killed.swap(true, Ordering::Relaxed) {
            let pool = (**pool).clone();
            // Another connection ends the one that imports, as a restarting server would.
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    sqlx::query(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND pid <> pg_backend_pid()",
                    )
                    .execute(&pool)
                    .await
                    .unwrap();
                });
            });
        }
        true
    };
    let ended = run_watched(&database, &upload, &options(&upload, lac_son()), &kill).await;
    assert_eq!(code_of(ended), "store.database.away");
    assert!(killed.load(Ordering::Relaxed));
    let again = Database::open(&database.url).await.unwrap();
    let row = again.fetch(&HOUSEHOLDS, vec![]).await.unwrap();
    assert_eq!(row[0].int(0).unwrap(), 0);
}

#[tokio::test]
async fn a_file_on_disk_is_read_where_it_lies() {
    let database = sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("xã Lạc Sơn.csv");
    std::fs::write(&path, "Ngày rà soát;Họ tên chủ hộ;Mã hộ;Số nhân khẩu\n5/10/2026;Lan;1;3\n")
        .unwrap();
    let upload = Upload::from_path(&path).unwrap();
    assert_eq!(upload.name, "xã Lạc Sơn.csv");
    let (summary, _) = bring_with(&database, &upload, &options(&upload, lac_son())).await;
    assert_eq!(summary.counts.accepted, 1);
    let missing = Upload::from_path(&folder.path().join("none.csv")).unwrap_err();
    assert_eq!(missing.code, "import.file.missing");
}
