//! Opening a database of either engine.

use std::str::FromStr;
use std::time::Duration;

use futures_util::future::BoxFuture;
use ground::{Problem, Result};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _};

use crate::driver::{Answer, Held};
use crate::error::problem;
use crate::together::{self, Ask};
use crate::transaction::{Tx, bound, fetch_all};
use crate::{Row, Statement, Value, schema};

/// A long import holds SQLite's write lock; other writers wait for it this long.
const BUSY: Duration = Duration::from_secs(30);

/// Which engine is behind the door.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// One file, embedded.
    Sqlite,
    /// A server.
    Postgres,
}

/// An open database: a pool of connections with the schema brought up to date. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Database {
    /// SQLite.
    Sqlite(Held<SqlitePool>),
    /// PostgreSQL.
    Postgres(Held<PgPool>),
}

impl Database {
    /// Opens `sqlite://PATH` (created when missing) or `postgres://…` and applies what is missing of
    /// the schema.
    ///
    /// SQLite runs with a write-ahead log, full synchronisation (what is committed survives a power
    /// cut) and foreign keys on.
    pub fn open(url: &str) -> Answer<'_, Database> {
        Box::pin(async move {
            let database = Database::connect(url).await?;
            schema::bring_up_to_date(&database).await?;
            Ok(database)
        })
    }

    /// As [`Database::open`], but an SQLite file that is not there is refused: what only reads or mends
    /// has nothing to do in an empty database, and a mistyped name must not look like one.
    ///
    /// # Errors
    /// `store.file.missing`, besides those of [`Database::open`].
    pub async fn open_existing(url: &str) -> Result<Database> {
        if url.starts_with("sqlite:") {
            let options =
                SqliteConnectOptions::from_str(url).map_err(|error| bad_url(url, &error))?;
            let file = options.get_filename();
            if !file.exists() {
                let file = file.display().to_string();
                return Err(Problem::missing("store.file.missing").with("file", file));
            }
        }
        Database::open(url).await
    }

    async fn connect(url: &str) -> Result<Database> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)
                .map_err(|error| bad_url(url, &error))?
                .create_if_missing(true)
                // Of a new file. Photos of a submission and the rows of an import touch a quarter of the pages
                // that they would in SQLite's own four KiB.
                .page_size(16_384)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(BUSY)
                // 64 MiB of page cache keeps the indexes of a province's import in memory.
                .pragma("cache_size", "-65536")
                .pragma("temp_store", "memory")
                .pragma("mmap_size", "268435456")
                .statement_cache_capacity(500)
                // A page's rows fit; the engine's thread need not wait for the reader in between.
                .row_buffer_size(512);
            let pool = SqlitePoolOptions::new()
                .max_connections(connections())
                // A file does not go away as a server does; asking first would cost every read a
                // round trip to the connection's thread.
                .test_before_acquire(false)
                .acquire_timeout(Duration::from_secs(30))
                // SQLite ends a transaction by itself when the disk is full. sqlx then takes the
                // connection to be in one for ever, and nothing could begin on it again.
                .before_acquire(|connection, _| {
                    let usable = !connection.is_in_transaction();
                    Box::pin(async move { Ok(usable) })
                })
                .connect_with(options)
                .await
                .map_err(|error| problem("open", error))?;
            return Ok(Database::Sqlite(Held::new(pool)));
        }
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(|error| bad_url(url, &error))?;
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                // Compiling a statement takes longer than most of ours take to run.
                .after_connect(|connection, _| {
                    Box::pin(async move { connection.execute("SET jit = off").await.map(drop) })
                })
                .connect_with(options)
                .await
                .map_err(|error| problem("open", error))?;
            return Ok(Database::Postgres(Held::new(pool)));
        }
        Err(Problem::invalid("store.url.unknown").with("url", url.split(':').next().unwrap_or(url)))
    }

    /// The engine behind the door.
    pub fn engine(&self) -> Engine {
        match self {
            Database::Sqlite(_) => Engine::Sqlite,
            Database::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that writes. Dropped without [`Tx::commit`], it leaves no trace.
    pub fn begin(&self) -> Answer<'_, Tx> {
        let fail = |error| problem("begin", error);
        Box::pin(async move {
            Ok(match self {
                Database::Sqlite(pool) => {
                    Tx::Sqlite(Held::new(pool.begin_with("BEGIN IMMEDIATE").await.map_err(fail)?))
                }
                Database::Postgres(pool) => {
                    Tx::Postgres(Held::new(pool.begin().await.map_err(fail)?))
                }
            })
        })
    }

    /// Begins a transaction that only reads: all its reads see the same state.
    pub fn read(&self) -> Answer<'_, Tx> {
        let fail = |error| problem("begin", error);
        Box::pin(async move {
            Ok(match self {
                Database::Sqlite(pool) => Tx::Sqlite(Held::new(pool.begin().await.map_err(fail)?)),
                Database::Postgres(pool) => {
                    let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                    Tx::Postgres(Held::new(pool.begin_with(begin).await.map_err(fail)?))
                }
            })
        })
    }

    /// All rows of one read outside a transaction.
    pub fn fetch(&self, statement: &'static Statement, values: Vec<Value>) -> Answer<'_, Vec<Row>> {
        Box::pin(async move {
            match self {
                Database::Sqlite(pool) => {
                    let mut connection =
                        pool.acquire().await.map_err(|e| problem(statement.name, e))?;
                    fetch_all!(Sqlite, &mut *connection, statement, values)
                }
                Database::Postgres(pool) => {
                    let mut connection =
                        pool.acquire().await.map_err(|e| problem(statement.name, e))?;
                    fetch_all!(Postgres, &mut *connection, statement, values)
                }
            }
        })
    }

    /// The first row, if any, of one read outside a transaction.
    pub async fn fetch_optional(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        Ok(self.fetch(statement, values).await?.into_iter().next())
    }

    /// The rows of several reads, all of the same state, in one go.
    ///
    /// For a page that needs a dozen small reads: SQLite answers them in one visit to its thread, where
    /// waking that thread for each would cost more than the reads themselves.
    pub fn fetch_together(&self, asks: Vec<Ask>) -> Answer<'_, Vec<Vec<Row>>> {
        Box::pin(async move {
            match self {
                Database::Sqlite(pool) => together::sqlite(pool, asks).await,
                Database::Postgres(_) => {
                    let mut tx = self.read().await?;
                    let mut rows = Vec::with_capacity(asks.len());
                    for Ask(statement, values) in asks {
                        rows.push(tx.fetch(statement, values).await?);
                    }
                    tx.rollback().await?;
                    Ok(rows)
                }
            }
        })
    }

    /// One small write that may as well be left out: does not wait for a writer who holds SQLite's
    /// write lock. Says whether it was done.
    pub fn write_if_free(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Answer<'_, bool> {
        let fail = |error| problem(statement.name, error);
        Box::pin(async move {
            match self.clone() {
                // A task of its own, so that a caller who goes away cannot leave the connection impatient.
                Database::Sqlite(pool) => tokio::spawn(async move {
                    let mut connection = pool.acquire().await.map_err(fail)?;
                    connection.execute("PRAGMA busy_timeout = 0").await.map_err(fail)?;
                    let done = bound!(statement.sql, values).execute(&mut *connection).await;
                    let wait = format!("PRAGMA busy_timeout = {}", BUSY.as_millis());
                    connection.execute(AssertSqlSafe(wait)).await.map_err(fail)?;
                    match done.map_err(fail) {
                        Ok(_) => Ok(true),
                        Err(problem) if problem.code == "store.database.busy" => Ok(false),
                        Err(problem) => Err(problem),
                    }
                })
                .await
                .map_err(|error| Problem::internal("store.statement.failed").because(error))?,
                Database::Postgres(pool) => {
                    bound!(statement.sql, values).execute(&*pool).await.map_err(fail)?;
                    Ok(true)
                }
            }
        })
    }

    /// Lets the engine read a statement without running it: tables, columns and syntax are right.
    pub async fn prepare(&self, statement: &Statement) -> Result<()> {
        let fail = |error| problem(statement.name, error);
        match self {
            Database::Sqlite(pool) => {
                let mut connection = pool.acquire().await.map_err(fail)?;
                connection.prepare(statement.sql.into_sql_str()).await.map(drop).map_err(fail)
            }
            Database::Postgres(pool) => {
                let mut connection = pool.acquire().await.map_err(fail)?;
                connection.prepare(statement.sql.into_sql_str()).await.map(drop).map_err(fail)
            }
        }
    }

    /// Tidies up after a large write: PostgreSQL learns how the tables have grown, without which it
    /// reads them whole; SQLite's log, which has grown to the size of the write, is given back.
    pub fn settle(&self) -> Answer<'_, ()> {
        Box::pin(async move {
            match self {
                Database::Sqlite(pool) => {
                    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&**pool).await.map(drop)
                }
                Database::Postgres(pool) => sqlx::query("ANALYZE").execute(&**pool).await.map(drop),
            }
            .map_err(|e| problem("settle", e))
        })
    }

    /// Closes every connection; what is running ends first.
    pub fn close(&self) -> BoxFuture<'_, ()> {
        match self {
            Database::Sqlite(pool) => Box::pin(pool.close()),
            Database::Postgres(pool) => Box::pin(pool.close()),
        }
    }
}

/// SQLite's connections are threads of ours: two for each core, so that one may wait for the disk.
fn connections() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    (2 * cores).clamp(4, 16) as u32
}

fn bad_url(url: &str, error: &sqlx::Error) -> Problem {
    let scheme = url.split(':').next().unwrap_or(url);
    Problem::invalid("store.url.unreadable").with("url", scheme).because(error)
}
