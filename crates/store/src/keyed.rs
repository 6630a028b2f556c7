//! One statement for any number of keys.

use sqlx::AssertSqlSafe;

use crate::driver::Answer;
use crate::error::problem;
use crate::many::{bind_column, marks};
use crate::transaction::bound;
use crate::{Engine, Row, Statement, Tx, Value};

/// Where a statement says that its keys go. With one key it can be prepared as it stands.
const KEYS: &str = "IN ($1)";

/// Keys in one statement of SQLite, each a parameter of its own.
const SQLITE_KEYS: usize = 1_000;

/// Keys in one statement of PostgreSQL, which takes them as one array.
const POSTGRES_KEYS: usize = 10_000;

impl Tx {
    /// All rows of a read whose only parameter is a list of keys, written `IN ($1)`. The keys are asked
    /// for in slices, so any number of them will do; rows come in no order.
    ///
    /// # Panics
    /// When the statement does not say where the keys go, or, on PostgreSQL, keys are of two kinds.
    pub fn fetch_among<'a>(
        &'a mut self,
        statement: &'static Statement,
        keys: &'a [Value],
    ) -> Answer<'a, Vec<Row>> {
        let fail = |error| problem(statement.name, error);
        Box::pin(async move {
            let mut all = Vec::new();
            match self {
                Tx::Sqlite(tx) => {
                    for (sql, values) in slices(statement, keys) {
                        let rows = bound!(AssertSqlSafe(sql), values).fetch_all(&mut ***tx).await;
                        all.extend(rows.map_err(fail)?.into_iter().map(Row::Sqlite));
                    }
                }
                Tx::Postgres(tx) => {
                    for (sql, keys) in arrays(statement, keys) {
                        let query = bind_column(sqlx::query(AssertSqlSafe(sql)), keys);
                        let rows = query.fetch_all(&mut ***tx).await;
                        all.extend(rows.map_err(fail)?.into_iter().map(Row::Postgres));
                    }
                }
            }
            Ok(all)
        })
    }

    /// Runs a write on all rows that have one of the keys, as [`Tx::fetch_among`] reads them.
    ///
    /// # Panics
    /// As [`Tx::fetch_among`].
    pub fn execute_among<'a>(
        &'a mut self,
        statement: &'static Statement,
        keys: &'a [Value],
    ) -> Answer<'a, ()> {
        let fail = |error| problem(statement.name, error);
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => {
                    for (sql, values) in slices(statement, keys) {
                        let done = bound!(AssertSqlSafe(sql), values).execute(&mut ***tx).await;
                        done.map_err(fail)?;
                    }
                }
                Tx::Postgres(tx) => {
                    for (sql, keys) in arrays(statement, keys) {
                        let query = bind_column(sqlx::query(AssertSqlSafe(sql)), keys);
                        query.execute(&mut ***tx).await.map_err(fail)?;
                    }
                }
            }
            Ok(())
        })
    }
}

/// What stands before and after the keys.
fn around(statement: &'static Statement) -> (&'static str, &'static str) {
    let found = statement.sql.split_once(KEYS);
    found.unwrap_or_else(|| panic!("{} says {KEYS} where its keys go", statement.name))
}

/// SQLite's statement with room for a slice of the keys, and that slice.
fn slices(
    statement: &'static Statement,
    keys: &[Value],
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let (before, after) = around(statement);
    keys.chunks(SQLITE_KEYS).map(move |slice| {
        // Few lengths share few prepared texts; repeating the last key changes nothing.
        let length = slice.len().next_power_of_two();
        let mut values = slice.to_vec();
        values.resize(length, slice[slice.len() - 1].clone());
        (format!("{before}IN ({}){after}", marks(Engine::Sqlite, length)), values)
    })
}

/// PostgreSQL's statement, whose keys are one array, and a slice of them.
fn arrays(
    statement: &'static Statement,
    keys: &[Value],
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let (before, after) = around(statement);
    let sql = format!("{before}= ANY($1){after}");
    keys.chunks(POSTGRES_KEYS).map(move |slice| (sql.clone(), slice.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    static BETWEEN: Statement =
        Statement { name: "test.between", sql: "SELECT n FROM t WHERE n IN ($1) ORDER BY n" };

    #[test]
    fn keys_stand_where_the_statement_says() {
        let keys: Vec<Value> = (0..3_i64).map(Value::from).collect();
        let asked: Vec<_> = slices(&BETWEEN, &keys).collect();
        let [(sql, values)] = asked.as_slice() else { panic!("three keys are one slice") };
        assert_eq!(sql, "SELECT n FROM t WHERE n IN (?,?,?,?) ORDER BY n");
        assert_eq!(values.len(), 4);
        let asked: Vec<_> = arrays(&BETWEEN, &keys).collect();
        let [(sql, values)] = asked.as_slice() else { panic!("three keys are one array") };
        assert_eq!((&**sql, values), ("SELECT n FROM t WHERE n = ANY($1) ORDER BY n", &keys));
    }

    #[test]
    #[should_panic(expected = "test.nowhere")]
    fn a_statement_without_a_place_for_keys_is_a_mistake() {
        static NOWHERE: Statement = Statement { name: "test.nowhere", sql: "SELECT n FROM t" };
        slices(&NOWHERE, &[]).for_each(drop);
    }
}
