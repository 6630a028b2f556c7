//! A transaction as a value: reads, writes, and the fast way in for many rows.

use std::sync::Arc;

use futures_util::TryStreamExt as _;
use ground::Result;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::error::problem;
use crate::{Engine, Row, Statement, Value};

/// An open transaction of either engine. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

macro_rules! bound {
    ($sql:expr, $values:expr) => {{
        let mut query = sqlx::query($sql);
        for value in $values {
            query = match value {
                Value::Int(v) => query.bind(v),
                Value::Real(v) => query.bind(v),
                Value::Text(v) => query.bind(v),
                Value::Uuid(v) => query.bind(v),
                Value::Bytes(v) => query.bind(v),
            };
        }
        query
    }};
}

macro_rules! fetch_all {
    ($engine:ident, $connection:expr, $statement:expr, $values:expr) => {
        Ok($crate::transaction::bound!($statement.sql, $values)
            .fetch_all($connection)
            .await
            .map_err(|error| $crate::error::problem($statement.name, error))?
            .into_iter()
            .map($crate::Row::$engine)
            .collect())
    };
}
pub(crate) use {bound, fetch_all};

/// SQLite takes at most this many parameters in one statement.
const SQLITE_PARAMETERS: usize = 32_000;

/// Rows per statement when many rows go in by values; a remainder goes in by smaller powers of two so
/// that few distinct statements are ever prepared. Longer statements do not fit the processor's caches.
const PART_ROWS: usize = 64;

impl Tx {
    /// The engine behind the door.
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }

    /// Makes everything done in this transaction lasting. When this returns `Ok`, it survives a crash.
    pub async fn commit(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await,
            Tx::Postgres(tx) => tx.commit().await,
        }
        .map_err(|error| problem("commit", error))
    }

    /// Undoes everything done in this transaction, now rather than on drop.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await,
            Tx::Postgres(tx) => tx.rollback().await,
        }
        .map_err(|error| problem("rollback", error))
    }

    /// Runs a write and says how many rows it touched.
    pub async fn execute(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<u64> {
        match self {
            Tx::Sqlite(tx) => bound!(statement.sql, values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
            Tx::Postgres(tx) => bound!(statement.sql, values)
                .execute(&mut **tx)
                .await
                .map(|done| done.rows_affected()),
        }
        .map_err(|error| problem(statement.name, error))
    }

    /// All rows of a read.
    pub async fn fetch(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<Row>> {
        match self {
            Tx::Sqlite(tx) => fetch_all!(Sqlite, &mut **tx, statement, values),
            Tx::Postgres(tx) => fetch_all!(Postgres, &mut **tx, statement, values),
        }
    }

    /// The first row of a read, if there is one.
    pub async fn fetch_optional(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Option<Row>> {
        Ok(self.fetch(statement, values).await?.into_iter().next())
    }

    /// Reads row by row without holding the whole result, for exports and national tables.
    pub async fn fetch_each(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
        mut each: impl FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let fail = |error| problem(statement.name, error);
        match self {
            Tx::Sqlite(tx) => {
                let mut rows = bound!(statement.sql, values).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(fail)? {
                    each(Row::Sqlite(row))?;
                }
            }
            Tx::Postgres(tx) => {
                let mut rows = bound!(statement.sql, values).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(fail)? {
                    each(Row::Postgres(row))?;
                }
            }
        }
        Ok(())
    }

    /// Overwrites many rows that exist, given whole as one flat list of values (`columns.len()` per
    /// row), the first column being the key. `set` is the list of assignments, from `excluded`.
    ///
    /// # Panics
    /// When the values do not fill whole rows.
    pub async fn overwrite_many(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        set: &str,
        values: Vec<Value>,
    ) -> Result<()> {
        assert_eq!(values.len() % columns.len(), 0, "whole rows for {table}");
        let tail = format!(" ON CONFLICT ({}) DO UPDATE SET {set}", columns[0]);
        self.insert_in_parts(table, columns, &tail, values).await
    }

    /// Inserts by many-row statements, of so many rows that few statements are ever compiled.
    async fn insert_in_parts(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        tail: &str,
        values: Vec<Value>,
    ) -> Result<()> {
        let width = columns.len();
        let (mut left, mut values) = (values.len() / width, values.into_iter());
        let mut rows = PART_ROWS;
        while left > 0 {
            while rows > left {
                rows /= 2;
            }
            let insert = insert_sql(self.engine(), table, columns, rows);
            let sql = AssertSqlSafe(insert + tail);
            let values = values.by_ref().take(rows * width);
            match self {
                Tx::Sqlite(tx) => bound!(sql, values).execute(&mut **tx).await.map(drop),
                Tx::Postgres(tx) => bound!(sql, values).execute(&mut **tx).await.map(drop),
            }
            .map_err(|error| problem(table, error))?;
            left -= rows;
        }
        Ok(())
    }

    /// Inserts many rows, given as one flat list of values (`columns.len()` per row). The list is empty
    /// afterwards and keeps its room, for a caller with more to come.
    ///
    /// PostgreSQL takes more than a few through binary COPY, SQLite through many-row inserts. There is
    /// no conflict handling: the caller has matched its rows already.
    ///
    /// # Panics
    /// When the values do not fill whole rows.
    pub async fn insert_many(
        &mut self,
        table: &'static str,
        columns: &[&'static str],
        values: &mut Vec<Value>,
    ) -> Result<()> {
        assert_eq!(values.len() % columns.len(), 0, "whole rows for {table}");
        if values.is_empty() {
            return Ok(());
        }
        match self {
            Tx::Sqlite(tx) => insert_by_values(tx, table, columns, values).await,
            // The end of a COPY is a message of its own, which a socket that gathers small ones holds back
            // until the rows before it are acknowledged: 40 ms for nothing when the rows are few.
            Tx::Postgres(_) if values.len() <= PART_ROWS * columns.len() => {
                self.insert_in_parts(table, columns, "", std::mem::take(values)).await
            }
            Tx::Postgres(tx) => insert_by_copy(tx, table, columns, values).await,
        }
    }

    /// For a transaction that fills tables and looks rows up in between.
    ///
    /// PostgreSQL plans by the statistics of before, when the tables may have been empty, and would read
    /// them from end to end. SQLite gets 256 MiB to hold the indexes of a million households: with less,
    /// it writes and reads the same pages again and again.
    pub async fn prefer_indexes(&mut self) -> Result<()> {
        let setting = match self {
            Tx::Sqlite(_) => "PRAGMA cache_size = -262144",
            Tx::Postgres(_) => "SET LOCAL enable_seqscan = off",
        };
        self.run("store.bulk", setting.to_owned()).await
    }

    /// Runs SQL text made at run time (schema changes, copying between engines). Nothing a person
    /// typed may be part of it.
    pub(crate) async fn run(&mut self, name: &'static str, sql: String) -> Result<()> {
        let sql = AssertSqlSafe(sql);
        match self {
            Tx::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop),
            Tx::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut **tx).await.map(drop),
        }
        .map_err(|error| problem(name, error))
    }

    /// Rows of SQL text made at run time, under the same condition as [`Tx::run`].
    pub(crate) async fn query(
        &mut self,
        name: &'static str,
        sql: String,
        values: Vec<Value>,
    ) -> Result<Vec<Row>> {
        let sql = AssertSqlSafe(sql);
        Ok(match self {
            Tx::Sqlite(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await;
                rows.map_err(|e| problem(name, e))?.into_iter().map(Row::Sqlite).collect()
            }
            Tx::Postgres(tx) => {
                let rows = bound!(sql, values).fetch_all(&mut **tx).await;
                rows.map_err(|e| problem(name, e))?.into_iter().map(Row::Postgres).collect()
            }
        })
    }
}

/// Placeholders, comma between them. SQLite finds the name of a named one by looking through all.
pub(crate) fn marks(engine: Engine, count: usize) -> String {
    match engine {
        Engine::Sqlite => vec!["?"; count].join(","),
        Engine::Postgres => (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(","),
    }
}

/// `INSERT INTO table (columns) VALUES …` for that many rows.
fn insert_sql(engine: Engine, table: &str, columns: &[&str], rows: usize) -> String {
    let width = columns.len();
    let tuple = |row: usize| match engine {
        Engine::Sqlite => format!("({})", marks(engine, width)),
        Engine::Postgres => {
            let numbers = (row * width + 1..=(row + 1) * width).map(|n| format!("${n}"));
            format!("({})", numbers.collect::<Vec<_>>().join(","))
        }
    };
    let tuples: Vec<String> = (0..rows).map(tuple).collect();
    // Any failure ends the whole transaction; SQLite need not be able to undo this statement alone.
    let insert = match engine {
        Engine::Sqlite => "INSERT OR FAIL INTO",
        Engine::Postgres => "INSERT INTO",
    };
    format!("{insert} {table} ({}) VALUES {}", columns.join(","), tuples.join(","))
}

async fn insert_by_values(
    tx: &mut Transaction<'static, Sqlite>,
    table: &str,
    columns: &[&str],
    values: &mut Vec<Value>,
) -> Result<()> {
    let width = columns.len();
    let mut left = values.len() / width;
    let mut values = values.drain(..);
    let mut rows = PART_ROWS.min((SQLITE_PARAMETERS / width).next_power_of_two() / 2);
    let mut sql: Arc<str> = "".into();
    let mut written = 0;
    let mut next = || {
        let mut few = rows;
        while few > left {
            few /= 2;
        }
        if few == 0 {
            return None;
        }
        if few != written {
            sql = insert_sql(Engine::Sqlite, table, columns, few).into();
        }
        (rows, written, left) = (few, few, left - few);
        Some(bound!(AssertSqlSafe(sql.clone()), values.by_ref().take(few * width)))
    };
    let mut ready = next();
    while let Some(query) = ready {
        // The engine works in a thread of its own; the next rows are made ready meanwhile.
        let (done, following) = tokio::join!(query.execute(&mut **tx), async { next() });
        done.map_err(|error| problem(table, error))?;
        ready = following;
    }
    Ok(())
}

async fn insert_by_copy(
    tx: &mut Transaction<'static, Postgres>,
    table: &str,
    columns: &[&str],
    values: &mut Vec<Value>,
) -> Result<()> {
    let fail = |error| problem(table, error);
    let sql = format!("COPY {table} ({}) FROM STDIN (FORMAT BINARY)", columns.join(","));
    let mut copy = tx.copy_in_raw(&sql).await.map_err(fail)?;
    let mut buffer = Vec::with_capacity(values.len() * 16 + 32);
    buffer.extend_from_slice(b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0");
    for row in values.chunks(columns.len()) {
        buffer.extend_from_slice(&(columns.len() as i16).to_be_bytes());
        for value in row {
            put_binary(&mut buffer, value);
        }
        if buffer.len() > 1 << 16 {
            copy.send(std::mem::take(&mut buffer)).await.map_err(fail)?;
        }
    }
    buffer.extend_from_slice(&(-1_i16).to_be_bytes());
    copy.send(buffer).await.map_err(fail)?;
    copy.finish().await.map_err(fail)?;
    values.clear();
    Ok(())
}

/// One field of PostgreSQL's binary COPY format: length, then the bytes in network order.
fn put_binary(buffer: &mut Vec<u8>, value: &Value) {
    let mut field = |bytes: Option<&[u8]>| {
        let length = bytes.map_or(-1, |bytes| bytes.len() as i32);
        buffer.extend_from_slice(&length.to_be_bytes());
        buffer.extend_from_slice(bytes.unwrap_or_default());
    };
    match value {
        Value::Int(v) => field(v.map(i64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Real(v) => field(v.map(f64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Text(v) => field(v.as_deref().map(str::as_bytes)),
        Value::Uuid(v) => field(v.as_ref().map(|id| &id.as_bytes()[..])),
        Value::Bytes(v) => field(v.as_deref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Problem;

    #[test]
    fn nulls_and_numbers_go_out_in_copy_format() {
        let mut out = Vec::new();
        put_binary(&mut out, &Value::Int(None));
        put_binary(&mut out, &Value::Int(Some(1)));
        assert_eq!(out, [255, 255, 255, 255, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1]);
    }

    #[test]
    fn problems_keep_their_statement_for_the_log() {
        let found: Problem = problem("x.y", sqlx::Error::PoolTimedOut);
        assert_eq!(found.code, "store.database.away");
        assert!(found.cause.unwrap().starts_with("x.y"));
    }
}
