//! Many rows at once.

use std::sync::Arc;

use ground::Result;
use sqlx::postgres::PgArguments;
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

use crate::driver::Answer;
use crate::error::problem;
use crate::transaction::bound;
use crate::{Engine, Tx, Value};

/// SQLite takes at most this many parameters in one statement.
const SQLITE_PARAMETERS: usize = 32_000;

/// Rows per statement of SQLite; a remainder goes in by smaller powers of two so that few distinct
/// statements are ever prepared. Longer statements do not fit the processor's caches.
const SQLITE_ROWS: usize = 64;

/// PostgreSQL takes this many rows as arrays, one for each column, and more of them by COPY. The end of a
/// COPY is a message of its own, which a socket that gathers small ones holds back until the rows before it
/// are acknowledged: 40 ms for nothing when the rows are few. Large values, such as photos, go by COPY in any
/// case, because the server copies an array several times before it takes it apart.
const POSTGRES_ROWS: usize = 1_000;
const POSTGRES_BYTES: usize = 1 << 18;

/// Bytes in one message of a COPY.
const COPY_BYTES: usize = 1 << 17;

/// A value of more bytes is sent from where it is.
const LARGE: usize = 1 << 15;

impl Tx {
    /// Overwrites many rows that exist, given whole as one flat list of values (`columns.len()` per
    /// row), the first column being the key. `set` is the list of assignments, from `excluded`.
    ///
    /// # Panics
    /// When the values do not fill whole rows, or, on PostgreSQL, a column holds values of two kinds.
    pub fn overwrite_many<'a>(
        &'a mut self,
        table: &'static str,
        columns: &'a [&'static str],
        set: &'a str,
        mut values: Vec<Value>,
    ) -> Answer<'a, ()> {
        assert_eq!(values.len() % columns.len(), 0, "whole rows for {table}");
        let tail = format!(" ON CONFLICT ({}) DO UPDATE SET {set}", columns[0]);
        Box::pin(async move {
            match self {
                Tx::Sqlite(tx) => insert_by_values(tx, table, columns, &tail, &mut values).await,
                Tx::Postgres(tx) => insert_by_arrays(tx, table, columns, &tail, &mut values).await,
            }
        })
    }

    /// Inserts many rows, given as one flat list of values (`columns.len()` per row). The list is empty
    /// afterwards and keeps its room, for a caller with more to come. There is no conflict handling: the
    /// caller has matched its rows already.
    ///
    /// # Panics
    /// When the values do not fill whole rows, or, on PostgreSQL, a column holds values of two kinds.
    pub fn insert_many<'a>(
        &'a mut self,
        table: &'static str,
        columns: &'a [&'static str],
        values: &'a mut Vec<Value>,
    ) -> Answer<'a, ()> {
        assert_eq!(values.len() % columns.len(), 0, "whole rows for {table}");
        Box::pin(async move {
            match self {
                _ if values.is_empty() => Ok(()),
                Tx::Sqlite(tx) => insert_by_values(tx, table, columns, "", values).await,
                Tx::Postgres(tx) if are_many(values, columns.len()) => {
                    insert_by_copy(tx, table, columns, values).await
                }
                Tx::Postgres(tx) => insert_by_arrays(tx, table, columns, "", values).await,
            }
        })
    }
}

/// Whether rows of this width go by COPY.
pub(crate) fn are_many(values: &[Value], width: usize) -> bool {
    let bytes = |value: &Value| match value {
        Value::Text(Some(text)) => text.len(),
        other => other.as_bytes().map_or(0, <[u8]>::len),
    };
    values.len() > POSTGRES_ROWS * width || values.iter().map(bytes).sum::<usize>() > POSTGRES_BYTES
}

/// Placeholders, comma between them. SQLite finds the name of a named one by looking through all.
pub(crate) fn marks(engine: Engine, count: usize) -> String {
    match engine {
        Engine::Sqlite => vec!["?"; count].join(","),
        Engine::Postgres => (1..=count).map(|n| format!("${n}")).collect::<Vec<_>>().join(","),
    }
}

/// `INSERT INTO table (columns) VALUES …` for that many rows of SQLite. Any failure ends the whole
/// transaction, so it need not be able to undo this statement alone.
fn insert_sql(table: &str, columns: &[&str], tail: &str, rows: usize) -> String {
    let row = format!("({})", marks(Engine::Sqlite, columns.len()));
    let (columns, rows) = (columns.join(","), vec![row; rows].join(","));
    format!("INSERT OR FAIL INTO {table} ({columns}) VALUES {rows}{tail}")
}

async fn insert_by_values(
    tx: &mut Transaction<'static, Sqlite>,
    table: &str,
    columns: &[&str],
    tail: &str,
    values: &mut Vec<Value>,
) -> Result<()> {
    let width = columns.len();
    let mut left = values.len() / width;
    let mut values = values.drain(..);
    let mut rows = SQLITE_ROWS.min((SQLITE_PARAMETERS / width).next_power_of_two() / 2);
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
            sql = insert_sql(table, columns, tail, few).into();
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

/// One statement for any number of rows: each parameter is a whole column.
async fn insert_by_arrays(
    tx: &mut Transaction<'static, Postgres>,
    table: &str,
    columns: &[&str],
    tail: &str,
    values: &mut Vec<Value>,
) -> Result<()> {
    let width = columns.len();
    // In the list of what is selected, because after FROM the rows would first be put aside in a file.
    let lists: Vec<String> = (1..=width).map(|n| format!("UNNEST(${n})")).collect();
    let (names, lists) = (columns.join(","), lists.join(","));
    let sql: Arc<str> = format!("INSERT INTO {table} ({names}) SELECT {lists}{tail}").into();
    let mut left = values.len() / width;
    let mut values = values.drain(..);
    while left > 0 {
        let rows = left.min(POSTGRES_ROWS);
        let mut whole: Vec<Vec<Value>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
        for _ in 0..rows {
            for (column, value) in whole.iter_mut().zip(&mut values) {
                column.push(value);
            }
        }
        let query = whole.into_iter().fold(sqlx::query(AssertSqlSafe(sql.clone())), bind_column);
        query.execute(&mut **tx).await.map_err(|error| problem(table, error))?;
        left -= rows;
    }
    Ok(())
}

pub(crate) type PostgresQuery<'q> = Query<'q, Postgres, PgArguments>;

/// A column as one parameter, of the kind of its first value.
pub(crate) fn bind_column(query: PostgresQuery<'_>, column: Vec<Value>) -> PostgresQuery<'_> {
    macro_rules! array {
        ($kind:ident) => {{
            let of = |value| match value {
                Value::$kind(inner) => inner,
                other => panic!("{other:?} in a column of another kind"),
            };
            query.bind(column.into_iter().map(of).collect::<Vec<_>>())
        }};
    }
    match column.first() {
        Some(Value::Int(_)) => array!(Int),
        Some(Value::Real(_)) => array!(Real),
        Some(Value::Uuid(_)) => array!(Uuid),
        Some(Value::Bytes(_)) => array!(Bytes),
        Some(Value::Text(_)) | None => array!(Text),
        Some(Value::Shared(_)) => {
            let bytes = column.iter().map(|value| value.as_bytes().map(<[u8]>::to_vec));
            query.bind(bytes.collect::<Vec<_>>())
        }
    }
}

/// Appends rows in PostgreSQL's binary COPY format, without head and end.
pub(crate) fn pack(packed: &mut Vec<u8>, values: &[Value], width: usize) {
    for row in values.chunks(width) {
        put_width(packed, width);
        for value in row {
            put_binary(packed, value);
        }
    }
}

async fn insert_by_copy(
    tx: &mut Transaction<'static, Postgres>,
    table: &str,
    columns: &[&str],
    values: &mut Vec<Value>,
) -> Result<()> {
    let fail = |error| problem(table, error);
    let mut copy = tx.copy_in_raw(&copy_sql(table, columns)).await.map_err(fail)?;
    let mut buffer = COPY_HEAD.to_vec();
    for row in values.chunks(columns.len()) {
        put_width(&mut buffer, row.len());
        for value in row {
            match value.as_bytes() {
                // Photos need not be copied once more on their way.
                Some(bytes) if bytes.len() > LARGE => {
                    put_length(&mut buffer, Some(bytes));
                    copy.send(&buffer[..]).await.map_err(fail)?;
                    buffer.clear();
                    copy.send(bytes).await.map_err(fail)?;
                }
                _ => put_binary(&mut buffer, value),
            }
        }
        if buffer.len() > COPY_BYTES {
            copy.send(&buffer[..]).await.map_err(fail)?;
            buffer.clear();
        }
    }
    buffer.extend_from_slice(&COPY_END);
    copy.send(buffer).await.map_err(fail)?;
    values.clear();
    copy.finish().await.map_err(fail).map(drop)
}

/// Copies packed rows into a table.
pub(crate) async fn copy_packed(
    tx: &mut Transaction<'static, Postgres>,
    table: &str,
    columns: &[&str],
    packed: &[u8],
) -> Result<()> {
    let fail = |error| problem(table, error);
    let mut copy = tx.copy_in_raw(&copy_sql(table, columns)).await.map_err(fail)?;
    for part in [COPY_HEAD, packed, &COPY_END].iter().flat_map(|part| part.chunks(COPY_BYTES)) {
        copy.send(part).await.map_err(fail)?;
    }
    copy.finish().await.map_err(fail).map(drop)
}

/// What stands before and after the rows of a binary COPY.
const COPY_HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
const COPY_END: [u8; 2] = (-1_i16).to_be_bytes();

fn copy_sql(table: &str, columns: &[&str]) -> String {
    format!("COPY {table} ({}) FROM STDIN (FORMAT BINARY)", columns.join(","))
}

/// The number of fields of a row.
fn put_width(buffer: &mut Vec<u8>, width: usize) {
    buffer.extend_from_slice(&(width as i16).to_be_bytes());
}

/// The length of a field, which tells NULL.
fn put_length(buffer: &mut Vec<u8>, bytes: Option<&[u8]>) {
    let length = bytes.map_or(-1, |bytes| bytes.len() as i32);
    buffer.extend_from_slice(&length.to_be_bytes());
}

/// One field of PostgreSQL's binary COPY format: length, then the bytes in network order.
fn put_binary(buffer: &mut Vec<u8>, value: &Value) {
    let mut field = |bytes: Option<&[u8]>| {
        put_length(buffer, bytes);
        buffer.extend_from_slice(bytes.unwrap_or_default());
    };
    match value {
        Value::Int(v) => field(v.map(i64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Real(v) => field(v.map(f64::to_be_bytes).as_ref().map(|b| &b[..])),
        Value::Text(v) => field(v.as_deref().map(str::as_bytes)),
        Value::Uuid(v) => field(v.as_ref().map(|id| &id.as_bytes()[..])),
        Value::Bytes(_) | Value::Shared(_) => field(value.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nulls_and_numbers_go_out_in_copy_format() {
        let mut out = Vec::new();
        put_binary(&mut out, &Value::Int(None));
        put_binary(&mut out, &Value::Int(Some(1)));
        assert_eq!(out, [255, 255, 255, 255, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
