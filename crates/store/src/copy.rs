//! Moving a whole database from one engine to the other: start on a laptop, grow into a server.

use ground::{Problem, Result};
use sha2::{Digest as _, Sha256};

use crate::{Database, Row, Tx, Value, tables};

/// One table after copying.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// The table.
    pub table: String,
    /// Rows on both sides.
    pub rows: i64,
    /// SHA-256 over all values in key order, equal on both sides.
    pub checksum: String,
}

/// Rows held in memory at a time.
const SLICE: i64 = 10_000;

/// Copies every table of `from` into the empty `to` in one transaction, then reads both sides again
/// and compares counts and checksums. Nothing is kept when they differ.
pub async fn all(from: &Database, to: &Database) -> Result<Vec<Copied>> {
    let mut source = from.read().await?;
    let mut target = to.begin().await?;
    let mut copied = Vec::new();
    for (table, columns) in tables() {
        let found =
            target.query("copy.empty", format!("SELECT COUNT(*) FROM {table}"), Vec::new()).await?;
        if found[0].int(0)? > 0 {
            return Err(Problem::conflict("store.copy.not_empty").with("table", table));
        }
        // Table and column names come from our own schema and live as long as the program.
        let name: &'static str = table.clone().leak();
        let names: Vec<&'static str> =
            columns.iter().map(|(column, _)| &*column.clone().leak()).collect();
        let names: &'static [&'static str] = names.leak();
        let mut offset = 0;
        loop {
            let rows = slice(&mut source, &table, &columns, offset).await?;
            if rows.is_empty() {
                break;
            }
            offset += rows.len() as i64 / columns.len() as i64;
            target.insert_many(name, names, rows).await?;
        }
        let (there, here) = (
            checksum(&mut source, &table, &columns).await?,
            checksum(&mut target, &table, &columns).await?,
        );
        if there != here {
            return Err(Problem::internal("store.copy.differs").with("table", table));
        }
        copied.push(Copied { table, rows: offset, checksum: here });
    }
    target.commit().await?;
    Ok(copied)
}

async fn slice(
    tx: &mut Tx,
    table: &str,
    columns: &[(String, String)],
    offset: i64,
) -> Result<Vec<Value>> {
    let names: Vec<&str> = columns.iter().map(|(column, _)| column.as_str()).collect();
    let order = key(table, &names);
    let sql =
        format!("SELECT {} FROM {table} ORDER BY {order} LIMIT $1 OFFSET $2", names.join(","));
    let rows = tx.query("copy.slice", sql, vec![SLICE.into(), offset.into()]).await?;
    let mut values = Vec::with_capacity(rows.len() * columns.len());
    for row in &rows {
        for (at, (_, kind)) in columns.iter().enumerate() {
            values.push(value(row, at, kind)?);
        }
    }
    Ok(values)
}

/// The columns that put a table's rows in one order on both engines: enough of the first ones to be
/// its primary key.
fn key(table: &str, names: &[&str]) -> String {
    let width = match table {
        "evaluation" | "status" | "resident" => 2,
        "target" | "import_remark" => 3,
        _ => 1,
    };
    names[..width].join(",")
}

fn value(row: &Row, at: usize, kind: &str) -> Result<Value> {
    Ok(match kind {
        "UUID" => Value::Uuid(row.opt_uuid(at)?),
        "BIGINT" => Value::Int(row.opt_int(at)?),
        "BYTEA" => Value::Bytes(row.opt_bytes(at)?),
        "DOUBLE" => Value::Real(row.opt_real(at)?),
        _ => Value::Text(row.opt_text(at)?),
    })
}

async fn checksum(tx: &mut Tx, table: &str, columns: &[(String, String)]) -> Result<String> {
    let mut hash = Sha256::new();
    let mut offset = 0;
    loop {
        let values = slice(tx, table, columns, offset).await?;
        if values.is_empty() {
            break;
        }
        for value in &values {
            hash.update(format!("{value:?}\u{1f}"));
        }
        offset += (values.len() / columns.len()) as i64;
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
