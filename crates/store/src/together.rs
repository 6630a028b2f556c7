//! Several reads of one state, asked of SQLite as one text.

use futures_util::TryStreamExt as _;
use ground::Result;
use sqlx::pool::PoolConnection;
use sqlx::sqlite::{Sqlite, SqlitePool};
use sqlx::{AssertSqlSafe, Either, Executor as _};

use crate::error::problem;
use crate::transaction::bound;
use crate::{Row, Statement, Value};

/// A statement with its parameters.
#[derive(Debug)]
pub struct Ask(pub &'static Statement, pub Vec<Value>);

/// What to call them all in the log.
const NAME: &str = "store.together";

/// The rows of every ask, in their order.
///
/// Of the engines only SQLite takes several prepared statements as one, and sqlx discourages relying on
/// it; this is the one place that does, and the tests would notice its end.
pub(crate) async fn sqlite(pool: &SqlitePool, asks: Vec<Ask>) -> Result<Vec<Vec<Row>>> {
    let fail = |error| problem(NAME, error);
    let mut reading = Reading(Some(pool.acquire().await.map_err(fail)?));
    let Some(connection) = &mut reading.0 else { unreachable!("it was just put there") };
    let mut rows: Vec<Vec<Row>> = asks.iter().map(|_| Vec::new()).collect();
    let (sql, values) = one_text(asks);
    // Every statement ends with a count; the first to end is BEGIN.
    let mut ended = 0;
    let mut found = connection.fetch_many(bound!(AssertSqlSafe(sql), values));
    while let Some(next) = found.try_next().await.map_err(fail)? {
        match next {
            Either::Left(_) => ended += 1,
            Either::Right(row) => rows[ended - 1].push(Row::Sqlite(row)),
        }
    }
    drop(found);
    reading.0 = None;
    Ok(rows)
}

/// A connection whose transaction is ended when the reading fails or its caller goes away before COMMIT.
struct Reading(Option<PoolConnection<Sqlite>>);

impl Drop for Reading {
    fn drop(&mut self) {
        if let Some(mut connection) = self.0.take() {
            tokio::spawn(async move {
                // Nothing to undo when it was BEGIN that failed.
                let _ = connection.execute("ROLLBACK").await;
            });
        }
    }
}

/// All statements in one transaction, their parameters numbered through.
fn one_text(asks: impl IntoIterator<Item = Ask>) -> (String, Vec<Value>) {
    let mut sql = String::from("BEGIN");
    let mut values = Vec::new();
    for Ask(statement, own) in asks {
        sql.push(';');
        let mut parts = statement.sql.split('$');
        sql.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let number: usize = part[..digits].parse().expect("parameters are numbered");
            sql.push('$');
            sql.push_str(&(number + values.len()).to_string());
            sql.push_str(&part[digits..]);
        }
        values.extend(own);
    }
    sql.push_str(";COMMIT");
    (sql, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    static ONE: Statement =
        Statement { name: "one", sql: "SELECT a FROM t WHERE b = $2 OR c = $1" };
    static TWO: Statement = Statement { name: "two", sql: "SELECT d FROM u WHERE e = $1" };

    #[test]
    fn parameters_are_numbered_through() {
        let asks = [Ask(&ONE, vec![1_i64.into(), 2_i64.into()]), Ask(&TWO, vec![3_i64.into()])];
        let (sql, values) = one_text(asks);
        let expected =
            "BEGIN;SELECT a FROM t WHERE b = $2 OR c = $1;SELECT d FROM u WHERE e = $3;COMMIT";
        assert_eq!(sql, expected);
        assert_eq!(values, [1_i64, 2, 3].map(Value::from));
    }
}
