//! Rows of one table on their way to one insert.

use crate::driver::Answer;
use crate::many::{are_many, copy_packed, pack};
use crate::{Engine, Tx, Value};

/// Rows gathered for a table. Those of a chunk are written while the next chunk is gathered: what can be
/// done to them beforehand is done by [`Rows::pack`], so that the transaction does not wait for it.
#[derive(Debug)]
pub struct Rows {
    table: &'static str,
    columns: &'static [&'static str],
    values: Vec<Value>,
    /// Rows as PostgreSQL's COPY takes them, before those in `values`.
    packed: Vec<u8>,
}

impl Rows {
    /// None yet, of this table, each with values for these columns.
    pub fn of(table: &'static str, columns: &'static [&'static str]) -> Rows {
        Rows { table, columns, values: Vec::new(), packed: Vec::new() }
    }

    /// Adds the values of one or more whole rows, in order of the columns.
    pub fn add(&mut self, values: impl IntoIterator<Item = Value>) {
        self.values.extend(values);
        debug_assert_eq!(self.values.len() % self.columns.len(), 0, "rows of {}", self.table);
    }

    /// Adds the rows of another of the same table, neither of them packed.
    pub fn append(&mut self, other: &mut Rows) {
        assert!(self.table == other.table && other.packed.is_empty(), "rows of {}", self.table);
        self.values.append(&mut other.values);
    }

    /// How many are not packed.
    pub fn len(&self) -> usize {
        self.values.len() / self.columns.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.packed.is_empty()
    }

    /// Makes many rows ready for the engine; few are left as they are.
    pub fn pack(&mut self, engine: Engine) {
        let width = self.columns.len();
        if engine == Engine::Postgres && are_many(&self.values, width) {
            self.packed.reserve(self.values.len() * 16);
            pack(&mut self.packed, &self.values, width);
            self.values.clear();
        }
    }
}

impl Tx {
    /// Inserts the rows, which are none afterwards and keep their room, for a caller with more to come.
    /// There is no conflict handling: the caller has matched its rows already.
    ///
    /// # Panics
    /// As [`Tx::insert_many`].
    pub fn insert<'a>(&'a mut self, rows: &'a mut Rows) -> Answer<'a, ()> {
        Box::pin(async move {
            if let (Tx::Postgres(tx), false) = (&mut *self, rows.packed.is_empty()) {
                copy_packed(tx, rows.table, rows.columns, &rows.packed).await?;
                rows.packed.clear();
            }
            self.insert_many(rows.table, rows.columns, &mut rows.values).await
        })
    }
}
