//! Fresh databases of both engines.

use std::ops::Deref;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnection, PgPool};
use sqlx::{AssertSqlSafe, Connection as _};
use store::{Database, Statement};
use tempfile::TempDir;

/// The environment variable with the address of a PostgreSQL server on which databases may be made.
pub const POSTGRES: &str = "CHIEUSAU_TEST_POSTGRES";

/// A fresh, empty database with the whole schema; gone when dropped. Used as a [`Database`].
pub struct TestDatabase {
    database: Database,
    /// The address to open it with a second time.
    pub url: String,
    _remains: Remains,
}

/// What to clear away.
enum Remains {
    Folder(#[expect(dead_code, reason = "kept until dropped")] TempDir),
    Postgres { admin: String, name: String },
}

impl Deref for TestDatabase {
    type Target = Database;
    fn deref(&self) -> &Database {
        &self.database
    }
}

/// One fresh database of each engine: SQLite always, PostgreSQL when [`POSTGRES`] is set. Run the same
/// story on each.
pub async fn databases() -> Vec<TestDatabase> {
    let mut all = vec![sqlite().await];
    all.extend(postgres().await);
    all
}

/// A fresh SQLite file in a temporary folder.
pub async fn sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite://{}", folder.path().join("test.db").display());
    let database = Database::open(&url).await.expect("a fresh SQLite database");
    TestDatabase { database, url, _remains: Remains::Folder(folder) }
}

/// A fresh PostgreSQL database; `None`, saying so once, when there is no server to test with.
pub async fn postgres() -> Option<TestDatabase> {
    static SAID: Once = Once::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let Ok(admin) = std::env::var(POSTGRES) else {
        SAID.call_once(|| eprintln!("{POSTGRES} is not set: PostgreSQL was not tested"));
        return None;
    };
    let template = template(&admin).await;
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let name = format!("chieusau_test_{}_{count}_{}", std::process::id(), since_epoch());
    run(&admin, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
    let url = address_of(&admin, &name);
    let database = Database::open(&url).await.expect("a fresh PostgreSQL database");
    Some(TestDatabase { database, url, _remains: Remains::Postgres { admin, name } })
}

/// From now on writers on SQLite give up at once where they would wait for another one; on PostgreSQL they
/// need not wait.
pub async fn impatient(database: &Database) {
    let Database::Sqlite(pool) = database else { return };
    let mut all = Vec::new();
    for _ in 0..pool.options().get_max_connections() {
        let mut connection = pool.acquire().await.expect("a free connection");
        let set = sqlx::raw_sql("PRAGMA busy_timeout = 0").execute(&mut *connection).await;
        set.expect("a setting");
        all.push(connection);
    }
}

/// Lets both engines read every statement; fails with all that one of them cannot.
pub async fn prepare_all(statements: &[&'static Statement]) {
    assert!(!statements.is_empty(), "no statements to prepare");
    let mut unreadable = Vec::new();
    for test in databases().await {
        for statement in statements {
            if let Err(problem) = test.prepare(statement).await {
                unreadable.push(format!("{:?} {}: {problem}", test.engine(), statement.name));
            }
        }
    }
    assert!(unreadable.is_empty(), "{}", unreadable.join("\n"));
}

/// The database with today's schema that fresh ones are copied from. It is made under another name
/// first, so that a half-made one is never copied, and only one test process makes it.
async fn template(admin: &str) -> String {
    let name = format!("chieusau_template_{}", &store::fingerprint()[..16]);
    let mut connection = connect(admin).await;
    execute(&mut connection, "SELECT pg_advisory_lock(7032)").await;
    let known: Option<(String,)> =
        sqlx::query_as("SELECT datname::text FROM pg_database WHERE datname = $1")
            .bind(&name)
            .fetch_optional(&mut connection)
            .await
            .expect("the list of databases");
    if known.is_none() {
        let draft = format!("{name}_draft");
        execute(&mut connection, &format!("DROP DATABASE IF EXISTS {draft}")).await;
        execute(&mut connection, &format!("CREATE DATABASE {draft}")).await;
        let database = Database::open(&address_of(admin, &draft)).await.expect("the template");
        database.close().await;
        execute(&mut connection, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    // Closing the connection gives the lock back.
    connection.close().await.expect("the server is there");
    name
}

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.unwrap_or_else(|e| panic!("{POSTGRES}: {e}"))
}

async fn execute(connection: &mut PgConnection, sql: &str) {
    let text = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(text).execute(connection).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
}

async fn run(admin: &str, sql: &str) {
    let mut connection = connect(admin).await;
    execute(&mut connection, sql).await;
    connection.close().await.expect("the server is there");
}

/// The server's address with another database name.
fn address_of(admin: &str, name: &str) -> String {
    let (address, options) = admin.split_once('?').unwrap_or((admin, ""));
    let server = match address.match_indices('/').nth(2) {
        Some((at, _)) => &address[..at],
        None => address,
    };
    if options.is_empty() {
        format!("{server}/{name}")
    } else {
        format!("{server}/{name}?{options}")
    }
}

fn since_epoch() -> u128 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.expect("a clock after 1970").as_millis()
}

impl Drop for Remains {
    fn drop(&mut self) {
        let Remains::Postgres { admin, name } = self else { return };
        let (admin, sql) = (admin.clone(), format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        // The test's own runtime may be ending; what cannot be dropped is left to the server's owner.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let pool = PgPool::connect(&admin).await.map_err(std::io::Error::other)?;
                let dropped = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&pool).await;
                dropped.map(drop).map_err(std::io::Error::other)
            })
        });
        if let Ok(Err(error)) = dropping.join() {
            eprintln!("a test database was left behind: {error}");
        }
    }
}
