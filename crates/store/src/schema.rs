//! The tables, written once in PostgreSQL's words and read by SQLite through a short list of
//! substitutions, so that the two engines cannot drift apart.
//!
//! A schema file is never edited after it has shipped: its checksum is kept in the database, and a
//! database made with another text is refused. Changes are new files.

use std::fmt::Write as _;

use ground::{Problem, Result};
use sha2::{Digest as _, Sha256};

use crate::{Database, Engine, Tx, Value};

/// The schema files in order of application.
const FILES: &[(&str, &str)] = &[
    ("0001_shared", include_str!("../schema/0001_shared.sql")),
    ("0002_access", include_str!("../schema/0002_access.sql")),
    ("0003_registry", include_str!("../schema/0003_registry.sql")),
    ("0004_intake", include_str!("../schema/0004_intake.sql")),
    ("0005_reports", include_str!("../schema/0005_reports.sql")),
    ("0006_scenarios", include_str!("../schema/0006_scenarios.sql")),
    ("0007_review", include_str!("../schema/0007_review.sql")),
    ("0008_field", include_str!("../schema/0008_field.sql")),
    ("0009_trust", include_str!("../schema/0009_trust.sql")),
    ("0010_paper", include_str!("../schema/0010_paper.sql")),
    ("0012_evidence", include_str!("../schema/0012_evidence.sql")),
    ("0013_requests", include_str!("../schema/0013_requests.sql")),
    ("0014_pictures", include_str!("../schema/0014_pictures.sql")),
];

const VERSIONS: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY, checksum TEXT NOT NULL);";

/// The text for one engine.
///
/// SQLite: its own type names, and STRICT tables so that it checks them as PostgreSQL does. A table that
/// ends with its key of several columns lies in the order of that key, instead of beside an index on it.
/// References are checked at commit, so that an insert of many rows need not keep the pages of before. How a
/// column is to be stored is PostgreSQL's business alone.
/// PostgreSQL: all text compares byte by byte as in SQLite; Vietnamese order is in sort-key columns.
fn dialect(engine: Engine, sql: &str) -> String {
    match engine {
        Engine::Sqlite => sql
            .split_inclusive('\n')
            .filter(|line| !line.contains(" SET STORAGE "))
            .collect::<String>()
            .replace(" UUID", " BLOB")
            .replace(" BIGINT", " INTEGER")
            .replace(" BYTEA", " BLOB")
            .replace(" DOUBLE PRECISION", " REAL")
            .replace(" (id),", " (id) DEFERRABLE INITIALLY DEFERRED,")
            .replace(")\n);", ")\n) STRICT, WITHOUT ROWID;")
            .replace("\n);", "\n) STRICT;"),
        Engine::Postgres => sql.replace(" TEXT", " TEXT COLLATE \"C\""),
    }
}

/// The fingerprint of the whole schema: equal when, and only when, two programs make the same tables.
pub fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for (name, sql) in FILES {
        hash.update(name);
        hash.update(sql);
    }
    hex(&hash.finalize())
}

/// Bytes as small hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        // Writing into a string cannot fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Applies every schema file the database does not have yet, each in the same transaction as its
/// version row.
pub(crate) async fn bring_up_to_date(database: &Database) -> Result<()> {
    let mut tx = database.begin().await?;
    if tx.engine() == Engine::Postgres {
        // Two programs may start on one new database at once.
        tx.run("schema.lock", "SELECT pg_advisory_xact_lock(7031)".into()).await?;
    }
    tx.run("schema.versions", dialect(tx.engine(), VERSIONS)).await?;
    let sql = "SELECT name, checksum FROM schema_version".to_owned();
    let known = tx.query("schema.known", sql, Vec::new()).await?;
    let known =
        known.iter().map(|row| Ok((row.text(0)?, row.text(1)?))).collect::<Result<Vec<_>>>()?;
    if let Some((name, _)) =
        known.iter().find(|(name, _)| FILES.iter().all(|(file, _)| file != name))
    {
        return Err(Problem::conflict("store.schema.newer").with("version", name.as_str()));
    }
    for (name, sql) in FILES {
        let checksum = hex(&Sha256::digest(sql));
        match known.iter().find(|(known, _)| known == name) {
            Some((_, seen)) if *seen == checksum => {}
            Some(_) => return Err(Problem::conflict("store.schema.differs").with("version", *name)),
            None => apply(&mut tx, name, sql, checksum).await?,
        }
    }
    tx.commit().await
}

async fn apply(tx: &mut Tx, name: &str, sql: &str, checksum: String) -> Result<()> {
    tx.run("schema.apply", dialect(tx.engine(), sql)).await?;
    let insert = "INSERT INTO schema_version (name, checksum) VALUES ($1, $2) RETURNING name";
    let values = vec![Value::from(name), Value::from(checksum)];
    tx.query("schema.record", insert.to_owned(), values).await.map(drop)
}

/// One table as the schema files declare it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Column names and their types (`UUID`, `BIGINT`, `TEXT`, `BYTEA`, `DOUBLE`).
    pub columns: Vec<(&'static str, &'static str)>,
    /// The columns of the primary key.
    pub key: Vec<&'static str>,
}

/// Every table, in an order in which a table comes after those it refers to.
pub fn tables() -> Vec<Table> {
    FILES
        .iter()
        .flat_map(|(_, sql)| sql.split("CREATE TABLE ").skip(1))
        .map(|part| {
            let (name, rest) = part.split_once(" (\n").expect("a table has columns");
            table(name, rest.split_once("\n);").expect("a table ends").0)
        })
        .collect()
}

fn table(name: &'static str, body: &'static str) -> Table {
    let mut table = Table { name, columns: Vec::new(), key: Vec::new() };
    for line in body.lines().map(str::trim) {
        if let Some(key) = line.strip_prefix("PRIMARY KEY (") {
            table.key = key.trim_end_matches(')').split(", ").collect();
            continue;
        }
        let mut words = line.trim_end_matches(',').split_whitespace();
        let column = words.next().expect("a column has a name");
        table.columns.push((column, words.next().expect("a column has a type")));
        if line.contains(" PRIMARY KEY") {
            table.key = vec![column];
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_five_types_are_used() {
        for table in tables() {
            for (column, kind) in table.columns {
                let known = ["UUID", "BIGINT", "TEXT", "BYTEA", "DOUBLE"].contains(&kind);
                assert!(known, "{}.{column} is {kind}", table.name);
            }
        }
    }

    #[test]
    fn every_table_has_a_key_of_its_own_columns() {
        assert!(tables().len() > 10);
        for table in tables() {
            assert!(!table.key.is_empty(), "{} has no key", table.name);
            for column in &table.key {
                let known = table.columns.iter().any(|(name, _)| name == column);
                assert!(known, "{}: the key names {column}", table.name);
            }
        }
        let evaluation = tables().into_iter().find(|table| table.name == "evaluation").unwrap();
        assert_eq!(evaluation.key, ["visit_id", "standard"]);
    }

    #[test]
    fn sqlite_reads_its_own_types() {
        let read =
            dialect(Engine::Sqlite, "CREATE TABLE a (\n  id UUID PRIMARY KEY,\n  n BIGINT\n);");
        assert_eq!(read, "CREATE TABLE a (\n  id BLOB PRIMARY KEY,\n  n INTEGER\n) STRICT;");
    }
}
