//! Moving a whole database from one engine to the other: start on a laptop, grow into a server.

use ground::{Problem, Result};
use sha2::{Digest as _, Sha256};

use crate::schema::hex;
use crate::{Database, Row, Table, Tx, Value, tables};

/// One table after copying.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copied {
    /// The table.
    pub table: String,
    /// Rows on both sides.
    pub rows: usize,
    /// SHA-256 over all values in key order, equal on both sides.
    pub checksum: String,
}

/// Rows held in memory at a time.
const SLICE: usize = 10_000;

/// Copies every table of `from` into the empty `to` in one transaction, then reads what arrived and
/// compares counts and checksums. Nothing is kept when they differ.
///
/// # Errors
/// `store.copy.not_empty` when a table of `to` has rows; `store.copy.differs`.
pub async fn all(from: &Database, to: &Database) -> Result<Vec<Copied>> {
    let mut source = from.read().await?;
    let mut target = to.begin().await?;
    let mut copied = Vec::new();
    for table in tables() {
        if !slice(&mut target, &table, None, 1).await?.is_empty() {
            return Err(Problem::conflict("store.copy.not_empty").with("table", table.name));
        }
        let sent = pass(&mut source, &table, Some(&mut target)).await?;
        let arrived = pass(&mut target, &table, None).await?;
        if sent != arrived {
            return Err(Problem::internal("store.copy.differs").with("table", table.name));
        }
        copied.push(sent);
    }
    target.commit().await?;
    Ok(copied)
}

/// Reads a whole table in key order, counts and fingerprints it, and hands its rows on.
async fn pass(source: &mut Tx, table: &Table, mut target: Option<&mut Tx>) -> Result<Copied> {
    let names: Vec<&'static str> = table.columns.iter().map(|(name, _)| *name).collect();
    let (mut hash, mut rows) = (Sha256::new(), 0);
    let mut after = None;
    loop {
        let mut values = slice(source, table, after.as_deref(), SLICE).await?;
        let Some(last) = values.chunks(names.len()).next_back() else { break };
        after = Some(key_of(table, last));
        rows += values.len() / names.len();
        for value in &values {
            // The form of a value tells its kind, its NULL and where it ends.
            hash.update(format!("{value:?}\u{1f}"));
        }
        if let Some(target) = target.as_deref_mut() {
            target.insert_many(table.name, &names, &mut values).await?;
        }
    }
    let checksum = hex(&hash.finalize());
    Ok(Copied { table: table.name.to_owned(), rows, checksum })
}

/// The values of the next `limit` rows in key order, after the row with the given key.
async fn slice(
    tx: &mut Tx,
    table: &Table,
    after: Option<&[Value]>,
    limit: usize,
) -> Result<Vec<Value>> {
    let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
    let (columns, key) = (names.join(","), table.key.join(","));
    let condition = after.map_or_else(String::new, |after| {
        let marks: Vec<String> = (1..=after.len()).map(|n| format!("${n}")).collect();
        format!("WHERE ({key}) > ({})", marks.join(","))
    });
    let name = table.name;
    let sql = format!("SELECT {columns} FROM {name} {condition} ORDER BY {key} LIMIT {limit}");
    let rows = tx.query("copy.slice", sql, after.unwrap_or_default().to_vec()).await?;
    let mut values = Vec::with_capacity(rows.len() * names.len());
    for row in &rows {
        for (at, (_, kind)) in table.columns.iter().enumerate() {
            values.push(value(row, at, kind)?);
        }
    }
    Ok(values)
}

fn key_of(table: &Table, row: &[Value]) -> Vec<Value> {
    let at = |column: &&str| table.columns.iter().position(|(name, _)| name == column);
    table.key.iter().filter_map(at).map(|at| row[at].clone()).collect()
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
