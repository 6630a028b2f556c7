//! One statement for any number of keys.

use ground::Result;
use sqlx::AssertSqlSafe;

use crate::driver::Answer;
use crate::error::problem;
use crate::many::marks;
use crate::transaction::bound;
use crate::{Engine, Row, Statement, Tx, Value};

/// Where a statement says that its keys go. With one key it can be prepared as it stands.
const KEYS: &str = "IN ($1)";

/// Keys per statement.
const SLICE: usize = 1_000;

impl Tx {
    /// All rows of a read whose only parameter is a list of keys, written `IN ($1)`. The keys are asked
    /// for in slices, so any number of them will do; rows come in no order.
    ///
    /// # Panics
    /// When the statement does not say where the keys go.
    pub async fn fetch_among(
        &mut self,
        statement: &'static Statement,
        keys: &[Value],
    ) -> Result<Vec<Row>> {
        let mut all = Vec::with_capacity(keys.len());
        for (sql, values) in slices(statement, self.engine(), keys) {
            all.extend(self.query(statement.name, sql, values).await?);
        }
        Ok(all)
    }

    /// Runs a write on all rows that have one of the keys, as [`Tx::fetch_among`] reads them.
    ///
    /// # Panics
    /// When the statement does not say where the keys go.
    pub fn execute_among<'a>(
        &'a mut self,
        statement: &'static Statement,
        keys: &'a [Value],
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            for (sql, values) in slices(statement, self.engine(), keys) {
                let sql = AssertSqlSafe(sql);
                match self {
                    Tx::Sqlite(tx) => bound!(sql, values).execute(&mut ***tx).await.map(drop),
                    Tx::Postgres(tx) => bound!(sql, values).execute(&mut ***tx).await.map(drop),
                }
                .map_err(|error| problem(statement.name, error))?;
            }
            Ok(())
        })
    }
}

/// The statement with room for a slice of the keys, and that slice.
fn slices(
    statement: &'static Statement,
    engine: Engine,
    keys: &[Value],
) -> impl Iterator<Item = (String, Vec<Value>)> {
    let (before, after) = statement
        .sql
        .split_once(KEYS)
        .unwrap_or_else(|| panic!("{} says {KEYS} where its keys go", statement.name));
    keys.chunks(SLICE).map(move |slice| {
        // Few lengths share few prepared texts; repeating the last key changes nothing.
        let length = slice.len().next_power_of_two();
        let mut values = slice.to_vec();
        values.resize(length, slice[slice.len() - 1].clone());
        (format!("{before}IN ({}){after}", marks(engine, length)), values)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static BETWEEN: Statement =
        Statement { name: "test.between", sql: "SELECT n FROM t WHERE n IN ($1) ORDER BY n" };

    #[test]
    fn keys_stand_where_the_statement_says() {
        let keys: Vec<Value> = (0..3_i64).map(Value::from).collect();
        let asked: Vec<_> = slices(&BETWEEN, Engine::Postgres, &keys).collect();
        let [(sql, values)] = asked.as_slice() else { panic!("three keys are one slice") };
        assert_eq!(sql, "SELECT n FROM t WHERE n IN ($1,$2,$3,$4) ORDER BY n");
        assert_eq!(values.len(), 4);
    }

    #[test]
    #[should_panic(expected = "test.nowhere")]
    fn a_statement_without_a_place_for_keys_is_a_mistake() {
        static NOWHERE: Statement = Statement { name: "test.nowhere", sql: "SELECT n FROM t" };
        slices(&NOWHERE, Engine::Sqlite, &[]).for_each(drop);
    }
}
