//! A database is opened again by the program that made it, and by no other.

use fakes::databases;
use store::{Database, Engine, Statement, Value};

store::statements! {
    VERSIONS = "test.versions": "SELECT name, checksum FROM schema_version ORDER BY name";
    FUTURE = "test.future": "INSERT INTO schema_version (name, checksum) VALUES ('9999_future', 'x')";
    EDITED = "test.edited": "UPDATE schema_version SET checksum = 'x' WHERE name = '0002_access'";
    PUT = "test.put": "INSERT INTO setting (name, value) VALUES ('seed', 'Lạc Sơn')";
    GET = "test.get": "SELECT value FROM setting WHERE name = $1";
}

static STORED: Statement = Statement {
    name: "test.stored",
    sql: "SELECT c.relname::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid \
          WHERE a.attstorage = 'e' AND c.relkind = 'r' AND pg_table_is_visible(c.oid) ORDER BY 1",
};

async fn write(database: &Database, statement: &'static Statement) {
    let mut tx = database.begin().await.unwrap();
    tx.execute(statement, Vec::new()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn opening_again_keeps_everything_and_applies_nothing_twice() {
    fakes::prepare_all(STATEMENTS).await;
    for database in databases().await {
        write(&database, &PUT).await;
        let before = database.fetch(&VERSIONS, Vec::new()).await.unwrap().len();
        let again = Database::open(&database.url).await.unwrap();
        assert_eq!(again.engine(), database.engine());
        assert_eq!(again.fetch(&VERSIONS, Vec::new()).await.unwrap().len(), before);
        let row = again.fetch_optional(&GET, vec![Value::from("seed")]).await.unwrap().unwrap();
        assert_eq!(row.text(0).unwrap(), "Lạc Sơn");
        again.close().await;
    }
}

#[tokio::test]
async fn two_programs_may_start_on_one_new_database_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("new.db").display());
    let (one, two) = tokio::join!(Database::open(&url), Database::open(&url));
    let (one, two) = (one.unwrap(), two.unwrap());
    write(&one, &PUT).await;
    assert!(two.fetch_optional(&GET, vec!["seed".into()]).await.unwrap().is_some());
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    for database in databases().await {
        write(&database, &FUTURE).await;
        let refused = Database::open(&database.url).await.unwrap_err();
        assert_eq!(refused.code, "store.schema.newer");
        assert_eq!(refused.args[0].1, "9999_future".into());
    }
}

#[tokio::test]
async fn a_database_made_with_another_text_is_refused() {
    for database in databases().await {
        write(&database, &EDITED).await;
        let refused = Database::open(&database.url).await.unwrap_err();
        assert_eq!(refused.code, "store.schema.differs");
        assert_eq!(refused.args[0].1, "0002_access".into());
    }
}

/// PostgreSQL would try to compress each photo, and each time for nothing.
#[tokio::test]
async fn pictures_are_stored_as_they_are() {
    for database in databases().await {
        if database.engine() == Engine::Postgres {
            let stored = database.fetch(&STORED, Vec::new()).await.unwrap();
            let names: Vec<_> = stored.iter().map(|row| row.text(0).unwrap()).collect();
            assert_eq!(names, ["report", "review_scan", "submission_file"]);
        }
    }
}
