//! A transaction as a value: reads and writes.

use futures_util::TryStreamExt as _;
use ground::Result;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::driver::{Answer, Held};
use crate::error::problem;
use crate::{Engine, Row, Statement, Value};

/// An open transaction of either engine. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Held<Transaction<'static, Sqlite>>),
    /// On PostgreSQL.
    Postgres(Held<Transaction<'static, Postgres>>),
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
                Value::Shared(v) => query.bind(v.to_vec()),
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

impl Tx {
    /// The engine behind the door.
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }

    /// Makes everything done in this transaction lasting. When this returns `Ok`, it survives a crash.
    pub fn commit(self) -> Answer<'static, ()> {
        Box::pin(async {
            match self {
                Tx::Sqlite(tx) => tx.give().commit().await,
                Tx::Postgres(tx) => tx.give().commit().await,
            }
            .map_err(|error| problem("commit", error))
        })
    }

    /// Undoes everything done in this transaction, now rather than on drop.
    pub fn rollback(self) -> Answer<'static, ()> {
        Box::pin(async {
            match self {
                Tx::Sqlite(tx) => tx.give().rollback().await,
                Tx::Postgres(tx) => tx.give().rollback().await,
            }
            .map_err(|error| problem("rollback", error))
        })
    }

    /// Runs a write and says how many rows it touched.
    pub fn execute(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Answer<'_, u64> {
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => bound!(statement.sql, values)
                    .execute(&mut ***tx)
                    .await
                    .map(|done| done.rows_affected()),
                Tx::Postgres(tx) => bound!(statement.sql, values)
                    .execute(&mut ***tx)
                    .await
                    .map(|done| done.rows_affected()),
            }
            .map_err(|error| problem(statement.name, error))
        })
    }

    /// All rows of a read.
    pub fn fetch(
        &mut self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Answer<'_, Vec<Row>> {
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => fetch_all!(Sqlite, &mut ***tx, statement, values),
                Tx::Postgres(tx) => fetch_all!(Postgres, &mut ***tx, statement, values),
            }
        })
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
    pub fn fetch_each<'a>(
        &'a mut self,
        statement: &'static Statement,
        values: Vec<Value>,
        each: impl FnMut(Row) -> Result<()> + Send + 'a,
    ) -> Answer<'a, ()> {
        self.each(statement, values, Box::new(each))
    }

    fn each<'a>(
        &'a mut self,
        statement: &'static Statement,
        values: Vec<Value>,
        mut each: Box<dyn FnMut(Row) -> Result<()> + Send + 'a>,
    ) -> Answer<'a, ()> {
        let fail = |error| problem(statement.name, error);
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => {
                    let mut rows = bound!(statement.sql, values).fetch(&mut ***tx);
                    while let Some(row) = rows.try_next().await.map_err(fail)? {
                        each(Row::Sqlite(row))?;
                    }
                }
                Tx::Postgres(tx) => {
                    let mut rows = bound!(statement.sql, values).fetch(&mut ***tx);
                    while let Some(row) = rows.try_next().await.map_err(fail)? {
                        each(Row::Postgres(row))?;
                    }
                }
            }
            Ok(())
        })
    }

    /// For a transaction whose statements look up rows here and there, of some units or some keys.
    ///
    /// PostgreSQL plans by what it knows of whole tables, or by what they were before they were filled, and
    /// would read them from end to end, in several processes, for a few thousand rows. SQLite looks up in
    /// any case.
    pub async fn prefer_indexes(&mut self) -> Result<()> {
        const SETTINGS: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; \
            SET LOCAL enable_mergejoin = off; SET LOCAL max_parallel_workers_per_gather = 0";
        match self {
            Tx::Sqlite(_) => Ok(()),
            Tx::Postgres(_) => self.run("store.indexes", SETTINGS.to_owned()).await,
        }
    }

    /// For a transaction that fills tables: SQLite gets 256 MiB to hold the indexes of a million households.
    /// With less, it writes and reads the same pages again and again. PostgreSQL has its own settings.
    pub async fn hold_more(&mut self) -> Result<()> {
        match self {
            Tx::Sqlite(_) => {
                self.run("store.cache", "PRAGMA cache_size = -262144".to_owned()).await
            }
            Tx::Postgres(_) => Ok(()),
        }
    }

    /// Runs SQL text made at run time (schema changes, copying between engines). Nothing a person
    /// typed may be part of it.
    pub(crate) fn run(&mut self, name: &'static str, sql: String) -> Answer<'_, ()> {
        Box::pin(async move {
            let sql = AssertSqlSafe(sql);
            match self {
                Tx::Sqlite(tx) => sqlx::raw_sql(sql).execute(&mut ***tx).await.map(drop),
                Tx::Postgres(tx) => sqlx::raw_sql(sql).execute(&mut ***tx).await.map(drop),
            }
            .map_err(|error| problem(name, error))
        })
    }

    /// Rows of SQL text made at run time, under the same condition as [`Tx::run`].
    pub(crate) fn query(
        &mut self,
        name: &'static str,
        sql: String,
        values: Vec<Value>,
    ) -> Answer<'_, Vec<Row>> {
        Box::pin(async move {
            let sql = AssertSqlSafe(sql);
            Ok(match self {
                Tx::Sqlite(tx) => {
                    let rows = bound!(sql, values).fetch_all(&mut ***tx).await;
                    rows.map_err(|e| problem(name, e))?.into_iter().map(Row::Sqlite).collect()
                }
                Tx::Postgres(tx) => {
                    let rows = bound!(sql, values).fetch_all(&mut ***tx).await;
                    rows.map_err(|e| problem(name, e))?.into_iter().map(Row::Postgres).collect()
                }
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ground::Problem;

    #[test]
    fn problems_keep_their_statement_for_the_log() {
        let found: Problem = problem("x.y", sqlx::Error::PoolTimedOut);
        assert_eq!(found.code, "store.database.away");
        assert!(found.cause.unwrap().starts_with("x.y"));
    }
}
